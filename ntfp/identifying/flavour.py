"""For how many processors a kernel was built, and whether it is a checked build.

Setup installs the multiprocessor kernel under the uniprocessor name, and NT
3.1 and 4.0 give both kernels the same name inside: neither name can be
believed. What they import can: only a kernel that starts other processors
asks the HAL to start one.
"""

from ntfp.facts.build import KERNEL_NAMES, Flavour
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.version_info import FLAG_DEBUG
from ntfp.identifying.contradictions import CHECKED, FREE
from ntfp.identifying.imports import STARTS_PROCESSORS, starts_processors
from ntfp.identifying.place import Place
from ntfp.identifying.saying import Saying

_SEEN_ON = (Platform.I386, Platform.MIPS)  # real kernels were read of these; of the others it is likely
_NAMES_ITSELF_FROM = 5  # Windows 2000's kernels name themselves rightly (likely), XP's do


def find_flavour(facts: FileFacts, place: Place, saying: Saying) -> Flavour | None:
    """By the imports; by a released file's link time or the name inside where those are not to be had."""
    name, named = _named_flavour(facts)
    recorded = place.release.flavour if place.release else None
    several = starts_processors(facts)
    if several is None or (recorded and recorded.multiprocessor and not several and facts.has(Oddity.CHECKSUM_WRONG)):
        # In a damaged file an import may be missing; that it has a release's version and link time is no damage.
        if recorded:
            saying.say("flavour", "it is a released kernel whose flavour is recorded", place.confidence)
        elif named:
            saying.likely("flavour", f"it calls itself {name}")
        return recorded or named
    large = (recorded or named) in (Flavour.PAE_UP, Flavour.PAE_MP)
    found = {
        (False, False): Flavour.UP,
        (True, False): Flavour.MP,
        (False, True): Flavour.PAE_UP,
        (True, True): Flavour.PAE_MP,
    }[several, large]
    say = saying.certain if facts.platform in _SEEN_ON else saying.likely
    if several:
        say("flavour", f"it imports {STARTS_PROCESSORS} from the HAL, as only multiprocessor kernels do")
    else:
        say("flavour", f"it does not import {STARTS_PROCESSORS} from the HAL, as every multiprocessor kernel does")
    if recorded and recorded.multiprocessor != several:
        detail = f"its imports make it {found}, its version and link time the released {recorded} kernel"
        saying.remark(Oddity.FLAVOUR_DISAGREES, detail)
    elif named and named.multiprocessor != several:
        saying.remark(Oddity.FLAVOUR_DISAGREES, f"its imports make it {found}, and it calls itself {name}")
    return found


def _named_flavour(facts: FileFacts) -> tuple[str, Flavour | None]:
    """What a name inside says; "ntoskrnl.exe" says nothing before Windows 2000."""
    for name in facts.names_inside:
        flavour = KERNEL_NAMES.get(name)
        if flavour and (flavour is not Flavour.UP or (facts.version and facts.version.major >= _NAMES_ITSELF_FROM)):
            return name, flavour
    return "", None


def find_checked(facts: FileFacts, saying: Saying) -> bool | None:
    """Checked builds say so twice; tables are for free ones."""
    flagged = None if facts.flags is None else bool(facts.flags & FLAG_DEBUG)
    number = facts.deep.build_number if facts.deep else None
    if number is None:
        if flagged is not None:
            saying.likely("checked", "its version flags say debug" if flagged else "its version flags do not say debug")
        return flagged
    top = number >> 28
    if top not in (FREE, CHECKED):
        saying.remark(Oddity.BUILD_NUMBER_DISAGREES, f"NtBuildNumber is {number:#010x}, neither free nor checked")
        return flagged
    by_number = top == CHECKED
    contradicted = flagged is not None and flagged != by_number
    if contradicted:
        saying.remark(
            Oddity.CHECKED_DISAGREES,
            f"NtBuildNumber is {number:#010x}, but its version flags {'say' if flagged else 'do not say'} debug",
        )
    say = saying.likely if by_number or contradicted else saying.certain
    say("checked", f"NtBuildNumber is {number:#010x}")
    return by_number


def remark_on_name(facts: FileFacts, flavour: Flavour | None, saying: Saying) -> None:
    """A kernel under another name: what setup does on multiprocessor systems, or what a person did."""
    called = KERNEL_NAMES.get(facts.plain_name)
    if flavour is None or called is flavour:
        return
    by_setup = ", as setup installs it" if (called, flavour) == (Flavour.UP, Flavour.MP) else ""
    detail = f"a {flavour.words} kernel under the name {facts.name}{by_setup}"
    saying.remark(Oddity.RENAMED_KERNEL, detail)
