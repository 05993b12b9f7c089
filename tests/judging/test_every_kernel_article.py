"""Every article that lists a kernel, on the released kernels of NT 4.0 SP3 to SP6a: expected by hand.

There are no hives, and no other file than the kernel. The expectations come from what each article claims and which
systems its bullets name. A verdict alone stands where more than one way leads to it.
"""

from datetime import timedelta

import pytest

from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour
from ntfp.facts.platform import Platform
from ntfp.facts.system import System
from ntfp.testing import kernel_image
from tests.judging.systems import identified, kernel_of, recorded_kernel, signatures, system_of, verdict

PACKS = ("3", "4", "5", "6a")
PLATFORMS = (Platform.I386, Platform.ALPHA)

_NEVER = ("not-applicable branch",) * 4

# The article says that the fix came after SP6a. A recorded kernel is judged by that, whenever it was linked. No Alpha
# kernel is recorded: SP3's .4 is below .43, which an Alpha row dates 1998-06-03; the others have another size and were
# linked before the listed file.
_AFTER_SP6A = ("unfixed release",) * 4
_OLDER_ON_ALPHA = ("unfixed certainly-earlier", *("unfixed earlier-link",) * 3)

# The article is about Alpha, too, and lists no Alpha kernel. The fix is in a kernel, it came after SP6a, and these are
# the packs' own kernels by their number and day.
_NO_ALPHA_ROW = ("unfixed pack-too-old",) * 4

_FROM_SP6_ON = ("not-applicable window",) * 3

# Article: SP3, SP4, SP5, SP6a on i386; the same on Alpha.
EXPECTED = {
    # In SP4, and the table is 3.51's; "Hardware: x86".
    "Q163852": (("unfixed pack-too-old", *("fixed pack",) * 3), ("not-applicable platform",) * 4),
    # In SP5. SP4's .133 is above the row's .43, and the article says that SP4 lacks it: on Alpha as well as on i386.
    "Q196389": (
        ("unfixed release", "unfixed release", "fixed release", "fixed release"),
        ("unfixed version", "unfixed", "fixed", "fixed"),
    ),
    # In SP5; the table is Terminal Server's.
    "Q234557": (("unfixed pack-too-old", "unfixed pack-too-old", "fixed pack", "fixed pack"),) * 2,
    "Q234606": (_NEVER, _NEVER),
    # SP6's kernel was linked three weeks after the fix and lacks it. Alpha's came from the same tree that day.
    "Q240955": (_AFTER_SP6A, ("unfixed certainly-earlier", "unfixed earlier-link", "unfixed earlier-link", "unfixed")),
    "Q243813": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q244145": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q244509": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q244614": (_NEVER, _NEVER),
    "Q246467": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q247178": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q247329": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q247869": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q247886": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    # Rows without platform or version. i386 kernels are known releases, Alpha's are known by their version only.
    "Q252193": (("unfixed",) * 4, ("unfixed",) * 4),
    "Q253518": (_NEVER, _NEVER),
    "Q259773": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q264450": ((*_FROM_SP6_ON, "unfixed release"), (*_FROM_SP6_ON, "unfixed earlier-link")),
    "Q265387": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q265720": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    # Rows without platform vote by their version.
    "Q266433": (("unfixed version",) * 4, ("unfixed version",) * 4),
    "Q266762": (_AFTER_SP6A, _NO_ALPHA_ROW),
    # No claim about NT 4.0; the bullets name every pack to SP6a.
    "Q268835": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q270420": ((*_FROM_SP6_ON, "unfixed release"), (*_FROM_SP6_ON, "unfixed earlier-link")),
    "Q271076": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q273662": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    # No claim, no pack in the bullets: all four were linked more than a year before. Nothing is said about Alpha.
    "Q276525": (("unfixed",) * 4, ("unknown",) * 4),
    "Q283217": (_AFTER_SP6A, _NO_ALPHA_ROW),
    "Q287634": (_NEVER, _NEVER),
    "Q288179": (_AFTER_SP6A, _NO_ALPHA_ROW),
    "Q291781": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    "Q294306": (_AFTER_SP6A, _OLDER_ON_ALPHA),
    # Terminal Server in its bullets, NT 4.0 in table and keyword.
    "Q294345": (_AFTER_SP6A, _NO_ALPHA_ROW),
    # No claim; the bullets name SP6, whose kernel is SP6a's.
    "Q311380": (_AFTER_SP6A, _OLDER_ON_ALPHA),
}
CASES = [(kb, platform, pack) for kb in EXPECTED for platform in PLATFORMS for pack in PACKS]


def system(platform: Platform, pack: str, flavour: Flavour) -> System:
    row = recorded_kernel(Branch.NT4, pack, flavour)
    if platform is Platform.I386:
        return system_of(kernel_of(row))
    # Alpha kernels of the packs are not recorded: the same version, built beside the other, half as large again.
    assert row.version is not None and row.link is not None and row.size is not None
    link, size = row.link + timedelta(minutes=11), row.size * 3 // 2
    image = kernel_image(version=row.version, flavour=flavour, link=link, size=size, platform=platform)
    return system_of(identified(image, "ntoskrnl.exe"))


SYSTEMS = {
    (platform, pack, flavour): system(platform, pack, flavour)
    for platform in PLATFORMS
    for pack in PACKS
    for flavour in (Flavour.UP, Flavour.MP)
}


@pytest.mark.parametrize(("kb", "platform", "pack"), CASES)
def test_the_judge_answers_what_was_expected(kb: str, platform: Platform, pack: str) -> None:
    found = verdict(kb, SYSTEMS[platform, pack, Flavour.UP])
    given, _, reason = EXPECTED[kb][platform is Platform.ALPHA][PACKS.index(pack)].partition(" ")
    agreed = found.verdict == given and reason in ("", found.reason)
    assert agreed, (found.verdict, found.reason, given, reason)


def test_no_article_with_a_kernel_is_left_out() -> None:
    with_kernel = {kb for kb, signature in signatures().items() if signature.files & KERNEL_NAMES.keys()}
    assert with_kernel == EXPECTED.keys()
    assert len(CASES) == 34 * 2 * 4


# Its table lists the uniprocessor kernel only.
@pytest.mark.parametrize("kb", [kb for kb in EXPECTED if kb != "Q283217"])
def test_the_flavour_never_changes_a_verdict(kb: str) -> None:
    for platform in PLATFORMS:
        for pack in PACKS:
            up, mp = (verdict(kb, SYSTEMS[platform, pack, flavour]) for flavour in (Flavour.UP, Flavour.MP))
            assert (up.verdict, up.reason, up.confidence) == (mp.verdict, mp.reason, mp.confidence), (platform, pack)
