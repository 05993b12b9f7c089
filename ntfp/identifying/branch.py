"""Whose file it is, whether it is a kernel, and of which branch.

A version number alone makes no Windows: Wine's and ReactOS's kernels carry
Microsoft's numbers, and any program may be at version 4.0.1381.
"""

from ntfp.facts.build import Branch, Known, KnownBuild, Line
from ntfp.facts.file import KERNEL_NAMES, FileFacts
from ntfp.facts.remark import Oddity
from ntfp.facts.version import FileVersion
from ntfp.identifying.saying import Saying

TSE_BIT = 0x8000  # in the last number: Terminal Server's builds count from 32768


def is_kernel(facts: FileFacts, saying: Saying) -> bool:
    """By the name inside; the name on disk counts where the file gives itself none."""
    inside = facts.names_inside
    if not KERNEL_NAMES.isdisjoint(inside):
        saying.certain("kernel", f"it calls itself {_first_kernel(inside)}")
        return True
    if facts.name.casefold() not in KERNEL_NAMES:
        return False
    if inside:
        detail = f"it lies under a kernel's name, {facts.name}, and calls itself {inside[0]}"
        saying.remark(Oddity.NAME_DISAGREES, detail)
        return False
    saying.likely("kernel", f"it is called {facts.name} and says nothing else")
    return True


def find_owner(facts: FileFacts, saying: Saying) -> str | None:
    """The name of whoever made the file, where that is not Microsoft; `None` too where nothing is said."""
    company, product = (facts.string("CompanyName") or "").strip(), (facts.string("ProductName") or "").strip()
    if product.casefold().startswith(("wine", "reactos")):  # both may name Microsoft as their company
        saying.certain("foreign", f"its product is {product}")
        return product
    if company and "microsoft" not in company.casefold():
        saying.certain("foreign", f"its company is {company}")
        return company
    return None


def find_branch(facts: FileFacts, known: Known, kernel: bool, saying: Saying) -> Branch:
    """The line of development, by the version; by a released file's link time where there is no version."""
    version = facts.version
    if version is None:
        return _branch_of_twin(facts, known, kernel, saying)
    if not kernel and (twin := _twin_module(facts, known)):
        saying.certain("branch", f"version {version} and link time are those of a released {twin.file}")
        return twin.branch
    if not kernel and not _is_windows(facts, known):
        product = facts.string("ProductName") or "an unnamed product"
        saying.certain("branch", f"version {version} of {product}, no part of Windows NT")
        return Branch.OTHER
    for line in known.lines:
        if (version.major, version.minor) != line.version or not _fits(version, line):
            continue
        if line.builds[0] <= version.build <= line.builds[1]:
            _say_version(version, line, saying)
            return line.branch
        early = _earliest_module(known, line.branch)
        if not kernel and early is not None and early <= version.build < line.builds[0]:
            saying.likely("branch", f"version {version} is of the weeks before {line.title} was released")
            return line.branch
        if version.build < line.builds[0]:
            because = f"version {version} is a pre-release of {line.title}, which begins at build {line.builds[0]}"
            saying.certain("branch", because)
            return Branch.OTHER
    saying.certain("branch", f"version {version} is of no branch known here")
    return Branch.OTHER


def _fits(version: FileVersion, line: Line) -> bool:
    """4.0 has two branches, told apart by one bit."""
    tse = version.build == line.builds[1] and version.revision & TSE_BIT != 0
    return tse == (line.branch is Branch.NT4_TSE) or line.branch not in (Branch.NT4, Branch.NT4_TSE)


def _say_version(version: FileVersion, line: Line, saying: Saying) -> None:
    because = f"version {version}"
    if line.branch is Branch.NT4_TSE:
        because += f": {version.revision} has the bit {TSE_BIT:#x} that marks Terminal Server"
    saying.certain("branch", because)


def _branch_of_twin(facts: FileFacts, known: Known, kernel: bool, saying: Saying) -> Branch:
    """Without a version only a released file's link time and size together are enough."""
    for twin in known.kernels if kernel else modules_named(facts, known):
        same = twin.link is not None and twin.link == facts.link_time and twin.size == facts.size
        if same and twin.platform is facts.platform:
            saying.likely("branch", f"no version; link time and size are those of a released {twin.file}")
            return twin.branch
    saying.certain("branch", "it has no version resource that gives a version")
    return Branch.OTHER


def _twin_module(facts: FileFacts, known: Known) -> KnownBuild | None:
    """Shell and common controls came with numbers of their own (4.72): only the very file tells the branch."""
    link = facts.link_time
    for row in modules_named(facts, known):
        if row.version == facts.version and link is not None and row.link == link and row.platform is facts.platform:
            return row
    return None


def _is_windows(facts: FileFacts, known: Known) -> bool:
    product = (facts.string("ProductName") or "").casefold()
    return "windows" in product or bool(not product and modules_named(facts, known))


def _earliest_module(known: Known, branch: Branch) -> int | None:
    """Modules of a release may be some builds older than its kernel."""
    builds = [
        row.version.build
        for rows in known.modules.values()
        for row in rows
        if row.branch is branch and row.version and (row.version.major, row.version.minor) == _numbers(known, branch)
    ]
    return min(builds, default=None)


def _numbers(known: Known, branch: Branch) -> tuple[int, int] | None:
    line = known.line(branch)
    return line.version if line else None


def modules_named(facts: FileFacts, known: Known) -> tuple[KnownBuild, ...]:
    """The known builds of the file's name, or of a name it gives itself: HALs are renamed by setup."""
    names = dict.fromkeys((*facts.names_inside, facts.name.casefold()))
    return tuple(row for name in names for row in known.modules.get(name, ()))


def _first_kernel(names: tuple[str, ...]) -> str:
    return next(name for name in names if name in KERNEL_NAMES)
