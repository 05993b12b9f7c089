"""Packs: what is left to go by where no file can tell."""

import pytest
from msgspec.structs import replace

from ntfp.facts.build import Confidence, Ground, Stamp
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified
from ntfp.facts.signature import AFTER_LAST, LATEST, By, FixedIn, Signature
from ntfp.facts.system import System
from ntfp.facts.verdict import Finding, Reason, Step, Verdict
from ntfp.judging import judge
from ntfp.judging.history import History
from tests.judging.records import (
    CERTAIN,
    LIKELY,
    NOTHING_KNOWN,
    NT4,
    SP6_PACKS,
    TSE,
    WIN2000,
    article,
    bullet,
    claim,
    day,
    file,
    kernel,
    registry,
    released,
    row,
    system,
    table,
    taught,
)

FIXED, UNFIXED, UNKNOWN = Verdict.FIXED, Verdict.UNFIXED, Verdict.UNKNOWN
SP6_KERNEL = released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21 22:02")
ROLLUP = article(kb="Q299444", includes=("Q100002", "Q100003"))
HISTORY: History = taught(ROLLUP, builds=(SP6_KERNEL,))
NEW_DRIVER = table(row(version="4.0.1381.300"))

Answer = tuple[Verdict, Reason, Confidence | None]


def found(signature: Signature, of: System) -> Finding:
    return judge(signature, of, HISTORY)


def short(finding: Finding) -> Answer:
    return finding.verdict, finding.reason, finding.confidence


def said(claims: tuple[FixedIn, ...], of: System) -> Answer:
    """What is said of an article with these claims and without a table."""
    return short(found(article(claims=claims), of))


def on(pack: str, *hotfixes: str, uninstalls: tuple[str, ...] = ()) -> System:
    """Of that pack by its registry, and of one that has the same kernel by its kernel."""
    packs = SP6_PACKS if pack in SP6_PACKS else (pack,)
    return system(kernel(packs=packs), claims=registry(pack, *hotfixes, uninstalls=uninstalls))


# --- With the registry read.


@pytest.mark.parametrize(
    ("claimed", "answer"),
    [
        pytest.param(["6"], (FIXED, Reason.PACK, CERTAIN), id="this pack"),
        pytest.param(["4"], (FIXED, Reason.PACK, CERTAIN), id="an earlier one"),
        pytest.param(["4", "6a"], (FIXED, Reason.PACK, LIKELY), id="an earlier and a later one"),
        pytest.param(["6a"], (UNFIXED, Reason.PACK_TOO_OLD, LIKELY), id="a later one"),
        pytest.param([AFTER_LAST], (UNFIXED, Reason.PACK_TOO_OLD, LIKELY), id="none at all"),
        pytest.param(["6", AFTER_LAST], (UNKNOWN, Reason.CLAIMS_DISAGREE, None), id="this one and none at all"),
        pytest.param([], (UNKNOWN, Reason.NO_CLAIM, None), id="nothing is said"),
        pytest.param(["0"], (FIXED, Reason.RELEASE, CERTAIN), id="the release itself"),
    ],
)
def test_the_pack_of_the_registry_is_held_against_the_claims(claimed: list[str], answer: Answer) -> None:
    assert said(tuple(map(claim, claimed)), on("6")) == answer


def test_a_pack_nobody_knows_says_nothing() -> None:
    assert said((claim("6"),), system(kernel(packs=()), claims=registry("9"))) == (UNKNOWN, Reason.NO_CLAIM, None)


# --- Without it: the packs the kernel can belong to.


@pytest.mark.parametrize(
    ("packs", "claimed", "answer"),
    [
        pytest.param(("6", "6a"), ["5"], (FIXED, Reason.PACK, LIKELY), id="all of them have it"),
        pytest.param(("4", "5"), ["6"], (UNFIXED, Reason.PACK_TOO_OLD, LIKELY), id="none of them has it"),
        pytest.param(("4", "5"), ["5"], (UNKNOWN, Reason.PACK_RANGE, None), id="some have it"),
        pytest.param(("6", "6a"), [LATEST], (FIXED, Reason.PACK, LIKELY), id="the latest, which is the last"),
        pytest.param(("5",), [LATEST], (UNKNOWN, Reason.PACK_UNNUMBERED, None), id="the latest, whichever that was"),
        pytest.param((), ["5"], (UNKNOWN, Reason.NO_CLAIM, None), id="no packs are known"),
    ],
)
def test_the_kernel_s_range_is_always_only_likely(packs: tuple[str, ...], claimed: list[str], answer: Answer) -> None:
    assert said(tuple(map(claim, claimed)), system(kernel(packs=packs))) == answer


def test_a_registry_that_names_no_pack_leaves_the_kernel_s_range() -> None:
    finding = found(article(claims=(claim("5"),)), system(kernel(), claims=registry()))
    assert short(finding) == (FIXED, Reason.PACK, LIKELY)
    assert finding.evidence[-1].step is Step.RANGE


def test_a_fix_of_a_later_windows_makes_that_windows_fixed() -> None:
    fix = article(NEW_DRIVER, claims=(claim("0", branch=WIN2000),))
    windows_2000 = system(kernel(branch=WIN2000, version="5.0.2195.1620", packs=("1", "2")))
    assert short(found(fix, windows_2000)) == (FIXED, Reason.RELEASE, CERTAIN)


# --- A fix made after the last pack.


@pytest.mark.parametrize(
    ("of", "answer"),
    [
        pytest.param(
            system(kernel()),
            (UNKNOWN, Reason.HOTFIX_ONLY, None),
            id="the last packs, and no registry to see a hotfix in",
        ),
        pytest.param(
            system(kernel(packs=("5",))),
            (UNKNOWN, Reason.HOTFIX_ONLY, None),
            id="an older pack may have a hotfix, too",
        ),
        pytest.param(on("6a"), (UNFIXED, Reason.PACK_TOO_OLD, LIKELY), id="a registry without its key"),
        pytest.param(on("6a", "Q100001"), (FIXED, Reason.INSTALLED, LIKELY), id="a registry with its key"),
        pytest.param(
            on("6a", "Q299444"), (UNKNOWN, Reason.ROLLUP_UNLISTED, None), id="a roll-up that does not list it"
        ),
    ],
)
def test_a_fix_after_the_last_pack_is_in_a_hotfix_only(of: System, answer: Answer) -> None:
    assert said((claim(AFTER_LAST),), of) == answer


def test_a_pack_s_own_kernel_is_no_hotfix_of_the_kernel() -> None:
    """An article whose rows are in German says nothing about an English kernel; that it is SP5's does."""
    german = table(row("ntoskrnl.exe", size=932_032, dated="1999-10-28"), language="de")
    fix = article(german, claims=(claim(AFTER_LAST),))
    sp5 = released("5", name="ntoskrnl.exe", version="4.0.1381.204", link="1999-04-20 19:33")
    own = kernel(version="4.0.1381.204", link="1999-04-20 19:33", release=sp5, packs=("5",))
    assert short(found(fix, system(own))) == (UNFIXED, Reason.RELEASE, CERTAIN)
    between = kernel(version="4.0.1381.7001", link="1999-11-20", packs=("6", "6a"))
    assert short(found(fix, system(between)))[0] is UNKNOWN


def test_a_localised_hotfix_kernel_is_not_unfixed_by_its_range() -> None:
    fix = article(table(row("ntoskrnl.exe", size=932_032, dated="1999-10-28"), language="en"), claims=(claim("6"),))
    german = system(kernel(version="4.0.1381.320", link="1999-08-20", packs=("4", "5"), language="de"))
    assert short(judge(fix, german, NOTHING_KNOWN)) == (UNKNOWN, Reason.NO_ROW, None)
    assert short(found(fix, german)) == (UNFIXED, Reason.CERTAINLY_EARLIER, LIKELY), "below SP6's, which is older"


def test_a_roll_up_contains_fixes() -> None:
    contained = article(kb="Q100002", claims=(claim(AFTER_LAST),))
    assert short(found(contained, on("6a", "Q299444"))) == (FIXED, Reason.INSTALLED, LIKELY)
    assert short(found(contained, on("6a", uninstalls=("Q299444",)))) == (FIXED, Reason.INSTALLED, LIKELY)
    assert short(found(contained, on("6a"))) == (UNFIXED, Reason.PACK_TOO_OLD, LIKELY)


@pytest.mark.parametrize(
    "of",
    [
        pytest.param(on("5", "Q100001"), id="a hotfix key"),
        pytest.param(on("5", uninstalls=("Q100001",)), id="an uninstall folder"),
    ],
)
def test_a_fix_installed_before_its_pack_is_fixed_all_the_same(of: System) -> None:
    assert said((claim("6a"),), of) == (FIXED, Reason.INSTALLED, LIKELY)
    assert said((), of) == (FIXED, Reason.INSTALLED, LIKELY), "whatever the article claims"


# --- Beside files.


def test_absent_files_and_a_fix_after_the_last_pack_are_unknown() -> None:
    """A system without the file may not have the problem either."""
    fix = article(NEW_DRIVER, claims=(claim(AFTER_LAST),))
    for of in (system(kernel()), on("6a"), system(kernel(packs=("5",)))):
        assert short(found(fix, of)) == (UNKNOWN, Reason.FILE_ABSENT, None)


def test_absent_files_leave_a_numbered_pack_and_make_it_likely() -> None:
    fix = article(NEW_DRIVER, claims=(claim("6"),))
    assert short(found(fix, on("6a"))) == (FIXED, Reason.PACK, LIKELY)
    assert short(found(fix, on("5"))) == (UNFIXED, Reason.PACK_TOO_OLD, LIKELY)


def test_file_evidence_outranks_the_registry() -> None:
    fix = article(NEW_DRIVER, claims=(claim("6"),))
    older = system(kernel(), file(version="4.0.1381.299"), claims=registry("6a", "Q100001"))
    newer = system(kernel(packs=("4",)), file(version="4.0.1381.301"), claims=registry("4"))
    assert short(found(fix, older)) == (UNFIXED, Reason.VERSION, CERTAIN)
    assert short(found(fix, newer)) == (FIXED, Reason.VERSION, CERTAIN)


def test_of_a_file_that_was_compared_and_did_not_tell_a_pack_never_says_unfixed() -> None:
    fix = article(table(row(size=240_000, dated="1999-07-16")), claims=(claim("6"),))
    silent = file(version=None)
    assert short(found(fix, system(kernel(), silent, claims=registry("6")))) == (FIXED, Reason.PACK, LIKELY)
    below = system(kernel(packs=("5",)), silent, claims=registry("5"))
    assert short(found(fix, below)) == (UNKNOWN, Reason.NO_COMMON_ATTRIBUTE, None)


@pytest.mark.parametrize(
    "suspect",
    [
        pytest.param(file(version="4.0.1381.301", oddities=(Oddity.CHECKSUM_WRONG,)), id="a damaged file"),
        pytest.param(
            file(version="4.0.1381.301", build_oddities=(Oddity.VERSION_CONTRADICTS,)), id="one that contradicts itself"
        ),
    ],
)
def test_no_pack_makes_a_suspect_file_fixed(suspect: Identified) -> None:
    finding = found(article(NEW_DRIVER, claims=(claim("4"),)), system(kernel(), suspect, claims=registry("6")))
    assert finding.verdict is UNKNOWN


def test_where_a_file_was_compared_and_did_not_tell_a_hotfix_key_may() -> None:
    fix = article(table(row(size=240_000, dated="1999-07-16")), claims=(claim(AFTER_LAST),))
    silent = system(kernel(), file(version=None), claims=registry("6", "Q100001"))
    assert short(found(fix, silent)) == (FIXED, Reason.INSTALLED, LIKELY)
    put_on_again = file(version=None, size=240_001, release=released("6", link="1999-07-15", size=240_001))
    told = article(table(row(size=240_000, dated="1999-07-16")), bullets=(bullet("4"),))
    again = system(kernel(), put_on_again, claims=registry("6", "Q100001"))
    assert short(found(told, again)) == (UNKNOWN, Reason.RELEASE_WITHOUT_CLAIM, None), "a pack takes fixes back"


@pytest.mark.parametrize("pack", [None, "6", "6a"])
def test_a_file_older_than_the_fix_is_not_fixed_by_one_of_its_packs(pack: str | None) -> None:
    """SP6 and SP6a have one kernel: where it is older than the fix, what is said of SP6a cannot be about it."""
    fix = article(table(row("ntoskrnl.exe", version="4.0.1381.340")), claims=(claim("6a"),))
    own = kernel(release=SP6_KERNEL)
    for claims in (None, registry(pack), registry(pack, "Q100001")):
        assert short(found(fix, system(own, claims=claims))) == (UNKNOWN, Reason.CLAIMS_DISAGREE, None)


def test_a_key_is_not_believed_beside_a_pack_s_own_file_whatever_else_is_there() -> None:
    own = file(release=released("6", link="1999-07-15"))
    beside = file("rdr.sys", version=None, size=232_100, link="1999-08-20")
    rows = row(dated="1999-08-22", size=232_000), row("rdr.sys", dated="1999-08-22", size=232_100, line=61)
    fix = article(table(*rows), bullets=(bullet("4"),))
    of = system(kernel(), own, beside, claims=registry("6", "Q100001"))
    assert short(found(fix, of)) == (UNKNOWN, Reason.SAME_SIZE_OTHER_DATE, None)
    variants = row(version="4.0.1381.200", variant="40 bit"), row(version="4.0.1381.400", variant="128 bit", line=61)
    half = system(kernel(), file(), claims=registry("6", "Q100001"))
    assert short(found(article(table(*variants)), half)) == (UNKNOWN, Reason.VARIANT_UNKNOWN, None)


def test_where_another_windows_file_lies_neither_pack_nor_key_says_fixed() -> None:
    stranger = system(kernel(), file(version="5.0.2195.1", branch=WIN2000), claims=registry("6", "Q100001"))
    for claims in ((), (claim("5"),)):
        fix = article(table(row(dated="1999-08-02", size=232_000)), claims=claims)
        assert short(found(fix, stranger)) == (UNKNOWN, Reason.OTHER_BRANCH, None)


@pytest.mark.parametrize("oddity", [Oddity.CHECKSUM_WRONG, Oddity.TRUNCATED])
def test_the_packs_of_a_damaged_kernel_say_nothing_good(oddity: Oddity) -> None:
    """Somebody may have given it SP6's version and link time."""
    forged = kernel(oddities=(oddity,))
    assert said((claim("5"),), system(forged)) == (UNKNOWN, Reason.FILE_DAMAGED, None)
    assert said((claim("5"),), system(forged, claims=registry("6"))) == (FIXED, Reason.PACK, CERTAIN)


def test_a_claim_that_names_a_roll_up_makes_the_roll_up_contain_it() -> None:
    by_rollup = replace(claim(AFTER_LAST), by=By.ROLLUP, article="Q317636")
    fix = article(kb="Q100009", claims=(by_rollup,))
    history = taught(fix, builds=(SP6_KERNEL,))
    finding = judge(fix, system(kernel(), claims=registry("6", "Q317636")), history)
    assert short(finding) == (FIXED, Reason.INSTALLED, LIKELY)


def test_a_roll_up_cannot_have_what_was_made_after_it() -> None:
    stamp = Stamp(branch=NT4, packs=(), day=day("2001-07-16"), source="made")
    history = taught(ROLLUP, builds=(SP6_KERNEL,), stamps=(stamp,))
    for dated, reason in (("2001-07-01", Reason.ROLLUP_UNLISTED), ("2002-02-07", Reason.PACK_TOO_OLD)):
        fix = article(table(row("ntkrnlmp.exe", size=9, dated=dated)), claims=(claim(AFTER_LAST),))
        assert judge(fix, system(kernel(release=SP6_KERNEL), claims=registry("6", "Q299444")), history).reason is reason


def test_a_registry_that_names_one_of_a_file_s_packs_says_which() -> None:
    fix = article(table(row("ntoskrnl.exe", size=932_032, dated="1999-10-28")), claims=(claim("6a"),))
    own = kernel(release=SP6_KERNEL)
    assert short(found(fix, system(own))) == (UNKNOWN, Reason.PACK_RANGE, None)
    assert short(found(fix, system(own, claims=registry("6")))) == (UNFIXED, Reason.PACK_TOO_OLD, LIKELY)
    assert short(found(fix, system(own, claims=registry("6a")))) == (FIXED, Reason.PACK, LIKELY)


def test_a_localised_driver_that_is_no_pack_s_own_may_be_the_hotfix() -> None:
    english = table(row(size=240_000, dated="1999-09-24"), language="en")
    fix = article(english, claims=(claim(AFTER_LAST),))
    german = file(version="4.0.1381.7090", link="2001-03-01", language="de")
    own = kernel(release=SP6_KERNEL, language="de")
    assert short(found(fix, system(own, german, claims=registry("6a")))) == (UNKNOWN, Reason.NO_ROW, None)
    of_the_pack = file(version="4.0.1381.300", link="1999-07-15", language="de")
    assert short(found(fix, system(own, of_the_pack, claims=registry("6")))) == (UNFIXED, Reason.PACK_TOO_OLD, LIKELY)
    other_hotfix = registry("6", "Q100099")
    assert short(found(fix, system(own, of_the_pack, claims=other_hotfix))) == (UNKNOWN, Reason.NO_ROW, None)
    assert short(found(fix, system(own, claims=registry("6a")))) == (UNFIXED, Reason.PACK_TOO_OLD, LIKELY)


def test_only_rows_of_the_branch_make_a_fix_a_kernel() -> None:
    elsewhere = table(row("ntoskrnl.exe", version="4.0.1381.33500"), branch=TSE)
    fix = article(elsewhere, bullets=(bullet("6"), bullet("6", branch=TSE)), claims=(claim(AFTER_LAST),))
    assert found(fix, system(kernel(release=SP6_KERNEL))).verdict is UNKNOWN


# --- Registry against kernel.


@pytest.mark.parametrize("pack", ["7", "3a"])
def test_a_pack_the_branch_never_had_is_not_believed_and_denies_nothing(pack: str) -> None:
    strange = system(kernel(), claims=registry(pack))
    assert said((claim("5"),), strange) == (FIXED, Reason.PACK, LIKELY)
    assert said((claim("6a"),), strange) == (UNKNOWN, Reason.PACK_RANGE, None)


@pytest.mark.parametrize(
    ("named", "kernels", "answer"),
    [
        pytest.param("6", ("4",), (UNKNOWN, Reason.REGISTRY_DISAGREES, None), id="the kernel is too old"),
        pytest.param("6", ("3", "5"), (UNKNOWN, Reason.REGISTRY_DISAGREES, None), id="the kernel may be too old"),
        pytest.param("3", ("6", "6a"), (UNKNOWN, Reason.REGISTRY_DISAGREES, None), id="the registry is too old"),
        pytest.param("6", ("5",), (FIXED, Reason.PACK, LIKELY), id="both have it"),
        pytest.param("3", ("4",), (UNFIXED, Reason.PACK_TOO_OLD, LIKELY), id="both lack it"),
    ],
)
def test_a_registry_s_pack_the_kernel_cannot_be_of_says_only_what_both_say(
    named: str, kernels: tuple[str, ...], answer: Answer
) -> None:
    assert said((claim("5"),), system(kernel(packs=kernels), claims=registry(named))) == answer


def test_a_registry_that_denies_the_kernel_is_not_believed_about_hotfixes() -> None:
    copied = system(kernel(packs=("4",)), claims=registry("6", "Q100001"))
    assert said((claim(AFTER_LAST),), copied) == (UNKNOWN, Reason.REGISTRY_DISAGREES, None)
    assert said((), copied) == (UNKNOWN, Reason.REGISTRY_DISAGREES, None)


# --- A pack that was finished before the fix was made.


@pytest.mark.parametrize(
    ("dated", "said_of_it"),
    [
        pytest.param("1999-11-22", (UNKNOWN, Reason.CLAIMS_DISAGREE, None), id="made weeks after the pack"),
        pytest.param("1999-09-20", (FIXED, Reason.PACK, LIKELY), id="made before it"),
        pytest.param(None, (FIXED, Reason.PACK, LIKELY), id="made nobody says when"),
    ],
)
def test_no_pack_has_files_that_were_made_after_it(dated: str | None, said_of_it: object) -> None:
    fix = article(table(row("absent.dll", size=9, dated=dated)), claims=(claim("6", by=By.KEYWORD),))
    history = taught(builds=(released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21"),))
    assert short(judge(fix, on("6"), history)) == said_of_it


# --- What is told.


def test_the_evidence_names_the_claim_and_the_pack() -> None:
    listed = article(claims=(claim("5", article="Q225037", line=120),))
    evidence = found(listed, on("6")).evidence[-1]
    assert (evidence.step, evidence.wanted, evidence.found) == (Step.PACK, "SP5", "the registry says SP6")
    assert (evidence.kb, evidence.line, evidence.confidence) == ("Q225037", 120, CERTAIN)
    by_range = found(article(claims=(claim("5"),)), system(kernel())).evidence[-1]
    assert (by_range.step, by_range.found, by_range.kb) == (Step.RANGE, "the kernel is of SP6 or SP6a", "Q100001")


def test_without_a_claim_only_the_key_is_told() -> None:
    evidence = found(article(), system(kernel(packs=()), claims=registry(None, "Q100001"))).evidence[-1]
    assert (evidence.step, evidence.wanted, evidence.found, evidence.line) == (Step.REGISTRY, None, None, None)
    assert evidence.because == "the registry has a hotfix key Q100001"


def test_likely_by_range_is_settled_by_the_hives() -> None:
    finding = found(article(claims=(claim("5"),)), system(kernel()))
    assert finding.settle is not None and "registry hives" in finding.settle
    assert found(article(claims=(claim("5"),)), on("6")).settle is None


def test_a_damaged_file_that_tells_nothing_is_damaged_and_not_fixed_by_a_pack() -> None:
    """Nothing good is said of it, whichever of its rows is asked."""
    broken = file(version=None, link="1999-12-01", oddities=(Oddity.CHECKSUM_WRONG,))
    silent, newer = row(), row(size=240_000, dated="1999-07-15", line=61)
    for rows in ((silent,), (silent, newer), (newer, silent)):
        finding = found(article(table(*rows), claims=(claim("5"),)), system(kernel(), broken, claims=registry("6")))
        assert short(finding) == (UNKNOWN, Reason.FILE_DAMAGED, None)


def test_terminal_server_s_packs_are_its_own() -> None:
    fix = article(bullets=(bullet(), bullet(branch=TSE)), claims=(claim("4"), claim("6", branch=TSE)))
    assert short(found(fix, system(kernel(branch=TSE, packs=("5",))))) == (UNFIXED, Reason.PACK_TOO_OLD, LIKELY)
    assert short(found(fix, system(kernel(branch=NT4, packs=("5",))))) == (FIXED, Reason.PACK, LIKELY)


# --- How sure a registry's pack is.


def test_a_pack_that_files_speak_against_is_likely_at_most() -> None:
    unsure = replace(registry("6"), pack_sure=False)
    of = system(kernel(packs=SP6_PACKS), claims=unsure)
    assert said((claim("6"),), of) == (FIXED, Reason.PACK, LIKELY)


def test_a_branch_that_only_the_registry_tells_makes_nothing_certain() -> None:
    untold = kernel(packs=())
    ground = Ground("branch", "the registry says 4.0", LIKELY)
    of = system(replace(untold, build=replace(untold.build, evidence=(ground,))), claims=registry("6"))
    assert said((claim("6"),), of) == (FIXED, Reason.PACK, LIKELY)


def test_a_file_of_before_the_pack_before_makes_the_pack_likely() -> None:
    """A component that was added from the disc after the pack: nobody put the pack on again."""
    sp5 = released("5", name="ntoskrnl.exe", version="4.0.1381.204", link="1999-04-20")
    history = taught(builds=(SP6_KERNEL, sp5))
    about = article(claims=(claim("6"),), carriers=("rdr.sys",))

    def on_sp6(*files: Identified) -> Answer:
        return short(judge(about, system(kernel(packs=SP6_PACKS), *files, claims=registry("6")), history))

    assert on_sp6(file("rdr.sys", link="1997-04-01")) == (FIXED, Reason.PACK, LIKELY)
    assert on_sp6(file("rdr.sys", link="1999-07-01")) == (FIXED, Reason.PACK, CERTAIN)
    assert on_sp6(file("srv.sys", link="1997-04-01")) == (FIXED, Reason.PACK, CERTAIN)


# --- Keys of other hotfixes.


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        pytest.param("Q100010", (UNFIXED, Reason.PACK_TOO_OLD, LIKELY), id="of other files: it cannot have brought it"),
        pytest.param("Q100011", (UNKNOWN, Reason.NO_ROW, None), id="of this file"),
        pytest.param("Q100012", (UNKNOWN, Reason.NO_ROW, None), id="of files nobody lists"),
        pytest.param("Q299444", (UNKNOWN, Reason.ROLLUP_UNLISTED, None), id="a roll-up: it may hold anything"),
    ],
)
def test_a_hotfix_key_makes_only_its_own_files_doubtful(key: str, answer: Answer) -> None:
    """With one key of the kernel's, twenty-eight fixes of other files were unknown on every patched machine."""
    other = article(table(row("ntoskrnl.exe")), kb="Q100010")
    same = article(table(row("srv.sys")), kb="Q100011")
    history = taught(ROLLUP, other, same, article(kb="Q100012"), builds=(SP6_KERNEL,))
    localised = article(table(row(size=231_000, dated="2000-07-01"), language="ja"), claims=(claim(AFTER_LAST),))
    driver = file(version=None, link="1999-09-20", language="de")
    of = system(kernel(packs=SP6_PACKS, release=SP6_KERNEL), driver, claims=registry("6", key))
    assert short(judge(localised, of, history)) == answer


def test_a_roll_up_of_another_windows_is_none_of_this_one() -> None:
    theirs = article(kb="Q299445", includes=("Q100001",), bullets=(bullet(branch=TSE),))
    history = taught(theirs, builds=(SP6_KERNEL,))
    of = system(kernel(packs=SP6_PACKS), claims=registry("6", "Q299445"))
    after = article(claims=(claim(AFTER_LAST),))
    assert short(judge(after, of, history)) == (UNFIXED, Reason.PACK_TOO_OLD, LIKELY)
