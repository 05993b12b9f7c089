"""The branch: the line of development a file belongs to.

Its version tells, and for modules also whose product it is: any program may be
at version 4.0.1381. Without a version only a released file's link time and
size together are enough.
"""

from ntfp.facts.build import TSE_BIT, Branch, Confidence, Known, Line, is_of_other_40
from ntfp.facts.file import FileFacts
from ntfp.facts.version import FileVersion
from ntfp.identifying.owner import modules_named, possible_modules, twin
from ntfp.identifying.saying import Saying


def find_branch(facts: FileFacts, known: Known, kernel: bool, saying: Saying) -> Branch:
    """The line of development, and the ground for it."""
    version = facts.version
    if version is None:
        return _branch_without_version(facts, known, kernel, saying)
    if not kernel and (same := twin(facts, known, kernel)):
        # Shell and common controls came with numbers of their own (4.72): only the very file tells the branch.
        saying.certain("branch", f"version {version} and link time are those of a released {same.file}")
        return same.branch
    confidence = Confidence.CERTAIN if kernel else _is_windows(facts, known)
    if confidence is None:
        product = (facts.string("ProductName") or "").strip()
        whose = f"of {product[:60]}" if product else "without a product name"
        saying.likely("branch", f"version {version} {whose}: nothing says that it is a part of Windows")
        return Branch.OTHER
    for line in known.lines:
        if not _is_of(version, line):
            continue
        if version.build >= line.builds[0]:
            saying.say("branch", _said(version, line), confidence)
            return line.branch
        if kernel:
            because = f"version {version} is a pre-release of {line.title}, which begins at build {line.builds[0]}"
            saying.certain("branch", because)
            return Branch.OTHER
        if version.build >= line.earliest:
            saying.likely("branch", f"version {version} is of the weeks before {line.title} was released")
            return line.branch
    saying.say("branch", f"version {version} is of no branch known here", confidence)
    return Branch.OTHER


def _is_of(version: FileVersion, line: Line) -> bool:
    """Is it of that version of Windows, released or before? Terminal Server has no pre-releases of its own number."""
    if (version.major, version.minor) != line.version or version.build > line.builds[1]:
        return False
    if line.branch is Branch.NT4_TSE and version.build < line.builds[1]:
        return False
    return not is_of_other_40(version, line.branch)


def _said(version: FileVersion, line: Line) -> str:
    if line.branch is Branch.NT4_TSE:
        return f"version {version}: {version.revision} has the bit {TSE_BIT:#x} that marks Terminal Server"
    return f"version {version}"


def _branch_without_version(facts: FileFacts, known: Known, kernel: bool, saying: Saying) -> Branch:
    for row in known.kernels if kernel else possible_modules(facts, known):
        same = row.link is not None and row.link == facts.link_time and row.size == facts.size
        if same and row.platform is facts.platform:
            saying.likely("branch", f"no version; link time and size are those of a released {row.file}")
            return row.branch
    saying.certain("branch", "it has no version resource that gives a version")
    return Branch.OTHER


def _is_windows(facts: FileFacts, known: Known) -> Confidence | None:
    """Is a module a part of Windows? By its product, or by its name where no product is named."""
    company, product = ((facts.string(name) or "").casefold() for name in ("CompanyName", "ProductName"))
    if "windows" in product:
        return Confidence.CERTAIN if "microsoft" in company + product else Confidence.LIKELY
    return Confidence.LIKELY if not product.strip() and modules_named(facts, known) else None
