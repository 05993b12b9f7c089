"""Whether a file is a kernel, and whose it is.

A version number alone makes no Windows: Wine's and ReactOS's kernels carry
Microsoft's numbers. Nor does one word unmake it: OEMs put their own name into
the HALs they shipped with Windows, and a damaged string is still a string.
"""

from ntfp.facts.build import HAL, KERNEL_NAMES, Known, KnownBuild, is_hal
from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity
from ntfp.identifying.saying import Saying

_OTHERS = {"wine", "reactos"}  # the first word of their products; Wine names Microsoft as its company


def is_kernel(facts: FileFacts, saying: Saying) -> bool:
    """By the name inside; the name on disk counts where the file gives itself none."""
    inside = facts.names_inside
    called = next((name for name in inside if name in KERNEL_NAMES), None)
    if called:
        saying.certain("kernel", f"it calls itself {called}")
        return True
    if facts.plain_name not in KERNEL_NAMES:
        return False
    if inside:
        detail = f"it lies under a kernel's name, {facts.name}, and calls itself {inside[0]}"
        saying.remark(Oddity.NAME_DISAGREES, detail)
        return False
    saying.likely("kernel", f"it is called {facts.name} and says nothing else")
    return True


def find_owner(facts: FileFacts, known: Known, kernel: bool, saying: Saying) -> str | None:
    """The name of whoever made the file, where that is not Microsoft; `None` too where it cannot be told."""
    company, product = (facts.string("CompanyName") or "").strip(), (facts.string("ProductName") or "").strip()
    if product and product.casefold().split()[0] in _OTHERS:
        saying.certain("foreign", f"its product is {product}")
        return product
    if not company or "microsoft" in f"{company} {product}".casefold():
        return None
    # A version block that is cut may have lost the half of a name.
    if twin(facts, known, kernel) or facts.has(Oddity.VERSION_LENGTH, Oddity.VERSION_DAMAGED):
        return None
    saying.certain("foreign", f"its company is {company}")
    return company


def twin(facts: FileFacts, known: Known, kernel: bool) -> KnownBuild | None:
    """A recorded file with the same platform, version and link time: the very file, whatever it says of itself."""
    link = facts.link_time
    if link is None or facts.version is None:
        return None
    for row in known.kernels if kernel else possible_modules(facts, known):
        if row.link == link and row.version == facts.version and row.platform is facts.platform:
            return row
    return None


def modules_named(facts: FileFacts, known: Known) -> tuple[KnownBuild, ...]:
    """The recorded builds of the name the file gives itself, or of its name on disk where it gives itself none."""
    for name in facts.names_inside or (facts.plain_name,):
        if name in known.modules:
            return known.modules[name]
    return ()


def possible_modules(facts: FileFacts, known: Known) -> tuple[KnownBuild, ...]:
    """The same, and every HAL where it is called hal.dll: any of them may lie there, and may call itself so."""
    named = modules_named(facts, known)
    if HAL not in (*facts.names_inside, facts.plain_name):
        return named
    hals = [row for name, rows in known.modules.items() if is_hal(name) for row in rows]
    return tuple(dict.fromkeys((*named, *hals)))
