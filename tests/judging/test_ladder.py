"""The ladder, step by step: what each asks, what it answers, and what it leaves to the next."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ntfp.facts.build import Branch, Confidence, KnownBuild, PackList, Stamp
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified
from ntfp.facts.signature import AFTER_LAST, LATEST, FixedIn, Relation, Requires, Row
from ntfp.facts.verdict import Reason, Step, Verdict
from ntfp.judging import ladder
from ntfp.judging.case import Answer, Case
from ntfp.judging.history import History
from ntfp.judging.ladder import climb
from ntfp.judging.words import wanted
from tests.judging.records import (
    ALPHA,
    CERTAIN,
    I386,
    LIKELY,
    MP,
    NT4,
    NT31,
    TSE,
    UP,
    WIN2000,
    article,
    bullet,
    case,
    claim,
    day,
    file,
    kernel,
    moment,
    released,
    row,
    table,
    taught,
)

FIXED, UNFIXED = Verdict.FIXED, Verdict.UNFIXED
SP5_FILE = released("5", version="4.0.1381.204", link="1999-04-20 19:33", size=231_000)
# The fix most tests are about: a kernel of 28 October 1999, as large as that of three days before.
OCTOBER = row("ntoskrnl.exe", size=932_032, dated="1999-10-28 19:12")
THREE_DAYS_BEFORE = article(
    table(row("ntoskrnl.exe", size=932_032, dated="1999-10-25 15:00")), kb="Q100002", bullets=(bullet("6"),)
)
SIZES = taught(THREE_DAYS_BEFORE)

Ask = Callable[[Case], Answer | Reason | str]


def said(ask: Ask, asked: Case) -> tuple[Verdict, Confidence] | Reason | None:
    """A vote and how sure it is, a reason to stop, or `None` where the next step is asked."""
    answer = ask(asked)
    if isinstance(answer, Answer):
        return answer.vote, answer.confidence
    return answer if isinstance(answer, Reason) else None


def climbed(asked: Case) -> tuple[Step, Verdict | None, Confidence | None, Reason]:
    evidence, reason = climb(asked)
    return evidence.step, evidence.vote, evidence.confidence, reason


# --- Step 1, release: what is a pack's own file is judged by what is said about that pack.


@pytest.mark.parametrize(
    ("claims", "answer"),
    [
        pytest.param(["5"], (FIXED, CERTAIN), id="claimed in this pack"),
        pytest.param(["4"], (FIXED, CERTAIN), id="claimed in an earlier one"),
        pytest.param(["6"], (UNFIXED, CERTAIN), id="claimed in a later one"),
        pytest.param([AFTER_LAST], (UNFIXED, CERTAIN), id="made after the last one"),
        pytest.param(["4", "6"], (FIXED, LIKELY), id="claimed in an earlier and in a later one"),
        pytest.param([LATEST], Reason.PACK_UNNUMBERED, id="claimed in the latest, whichever that was"),
        pytest.param(["5", AFTER_LAST], Reason.CLAIMS_DISAGREE, id="claimed in this one and after the last"),
        pytest.param([], Reason.RELEASE_WITHOUT_CLAIM, id="claimed nowhere"),
    ],
)
def test_a_release_is_judged_by_what_is_claimed_about_its_pack(claims: list[str], answer: object) -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(ladder.release, case(row(dated="1999-08-02"), found, claims=tuple(map(claim, claims)))) == answer


def test_a_release_newer_than_the_fix_may_lack_it() -> None:
    sp6 = released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21 22:02")
    fix = row("ntoskrnl.exe", size=931_584, dated="1999-09-01 18:11")
    after = case(fix, kernel(release=sp6), claims=(claim(AFTER_LAST),), bullets=(bullet("4", "5", "6"),))
    assert climbed(after) == (Step.RELEASE, UNFIXED, CERTAIN, Reason.RELEASE)
    silent = case(fix, kernel(release=sp6), bullets=(bullet("4", "5", "6"),))
    assert climbed(silent) == (Step.RELEASE, UNFIXED, LIKELY, Reason.RELEASE)


def test_a_release_of_another_platform_newer_than_the_fix_may_lack_it_too() -> None:
    """Nobody recorded Alpha's releases: the number of the i386 one is all there is."""
    history = taught(
        builds=(released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21 22:02"),)
    )
    fix = row("ntoskrnl.exe", platform=ALPHA, size=1_381_824, dated="1999-09-01 18:10")
    found = kernel(platform=ALPHA, size=1_385_000, link="1999-09-21 22:30")
    told = case(fix, found, claims=(claim(AFTER_LAST),), bullets=(bullet("4", "5", "6"),), history=history)
    assert climbed(told)[1] is not FIXED
    silent = case(fix, found, bullets=(bullet("4"),), history=history)
    assert climbed(silent)[1:] == (None, None, Reason.RELEASE_WITHOUT_CLAIM)
    sent = case(fix, found, claims=(claim("6"),), bullets=(bullet("4", "5"),), history=history)
    assert climbed(sent)[1:3] == (FIXED, LIKELY)


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        pytest.param(["5"], (UNFIXED, LIKELY), id="this pack"),
        pytest.param(["6"], (UNFIXED, LIKELY), id="a later one"),
        pytest.param(["4"], Reason.RELEASE_WITHOUT_CLAIM, id="only an earlier one"),
        pytest.param([], Reason.RELEASE_WITHOUT_CLAIM, id="only the version of Windows"),
    ],
)
def test_without_a_claim_the_bullets_say_who_had_the_problem(named: list[str], answer: object) -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(ladder.release, case(row(dated="1999-08-02"), found, bullets=(bullet(*named),))) == answer


def test_bullets_of_another_branch_say_nothing_about_a_release() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    bullets = bullet("4"), bullet("5", "6", branch=TSE)
    assert said(ladder.release, case(row(dated="1999-08-02"), found, bullets=bullets)) is Reason.RELEASE_WITHOUT_CLAIM


@pytest.mark.parametrize(
    ("requires", "answer"),
    [
        pytest.param(Requires(branch=NT4, pack="5"), (UNFIXED, LIKELY), id="this pack"),
        pytest.param(Requires(branch=NT4, pack="6a"), (UNFIXED, LIKELY), id="a later one"),
        pytest.param(Requires(branch=NT4, pack="4"), Reason.RELEASE_WITHOUT_CLAIM, id="an earlier one"),
        pytest.param(Requires(branch=TSE, pack="6"), Reason.RELEASE_WITHOUT_CLAIM, id="one of another branch"),
        pytest.param(Requires(branch=NT4, pack="7"), Reason.RELEASE_WITHOUT_CLAIM, id="one there never was"),
    ],
)
def test_the_pack_a_fix_is_installed_on_lacks_it(requires: Requires, answer: object) -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(ladder.release, case(row(dated="1999-08-02"), found, requires=requires)) == answer


def test_a_release_with_an_older_version_than_the_row_s_is_unfixed() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(ladder.release, case(row(version="4.0.1381.7001"), found)) == (UNFIXED, CERTAIN)


def test_a_pack_said_to_have_a_fix_that_is_newer_than_its_file_is_no_proof() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    asked = case(row(version="4.0.1381.7001"), found, claims=(claim("5"),))
    assert said(ladder.release, asked) is Reason.CLAIMS_DISAGREE
    assert climbed(asked)[1:] == (None, None, Reason.CLAIMS_DISAGREE)


def test_a_release_older_than_a_row_of_no_platform_is_left_to_the_version() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    asked = case(row(platform=None, version="4.0.1381.7001"), found, claims=(claim(AFTER_LAST),))
    assert climbed(asked) == (Step.VERSION, UNFIXED, LIKELY, Reason.VERSION)


@pytest.mark.parametrize(
    ("dated", "size", "answer"),
    [
        pytest.param("2000-06-01", 240_000, (UNFIXED, LIKELY), id="more than a year"),
        pytest.param("2000-02-01", 240_000, Reason.RELEASE_WITHOUT_CLAIM, id="less: fixes were dated late"),
        pytest.param("2000-06-01", 231_000, Reason.RELEASE_WITHOUT_CLAIM, id="of the row's very size"),
        pytest.param("2000-06-01", None, Reason.RELEASE_WITHOUT_CLAIM, id="of a size the row does not give"),
    ],
)
def test_a_release_linked_long_before_the_fix_is_likely_without_it(
    dated: str, size: int | None, answer: object
) -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(ladder.release, case(row(size=size, dated=dated), found)) == answer


def test_a_release_that_is_only_likely_says_only_likely() -> None:
    found = file(version=None, link="1999-04-20 19:33", release=SP5_FILE, sure=LIKELY)
    assert said(ladder.release, case(row(), found, claims=(claim("5"),))) == (FIXED, LIKELY)
    unsaid = file(version=None, link="1999-04-20 19:33", release=SP5_FILE, sure=None)
    assert said(ladder.release, case(row(), unsaid, claims=(claim("5"),))) == (FIXED, LIKELY)


@pytest.mark.parametrize(
    "release",
    [
        pytest.param(None, id="none is known"),
        pytest.param(released(version="4.0.1381.300"), id="a hotfix somebody recorded"),
        pytest.param(released("5", branch=TSE), id="a release of another branch"),
    ],
)
def test_what_is_no_release_of_the_branch_goes_on(release: KnownBuild | None) -> None:
    found = file(release=release)
    assert said(ladder.release, case(row(), found, claims=(claim("5"),))) is None


def test_a_release_nothing_is_said_about_may_still_be_the_very_file() -> None:
    found = file(version=None, link="1999-04-20 19:33", size=231_000, release=SP5_FILE)
    asked = case(row(size=231_000, dated="1999-04-20 12:33"), found)
    assert climbed(asked) == (Step.VERY_FILE, FIXED, CERTAIN, Reason.VERY_FILE)


def test_a_release_nothing_is_said_about_is_not_judged_by_its_dates() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    earlier_fix = case(row(size=240_000, dated="1999-03-01"), found, bullets=(bullet("4"),))
    later_fix = case(row(size=240_000, dated="1999-08-02"), found, bullets=(bullet("4"),))
    for asked in (earlier_fix, later_fix):
        assert climbed(asked) == (Step.UNDECIDED, None, None, Reason.RELEASE_WITHOUT_CLAIM)


def test_a_release_nothing_is_said_about_may_be_certainly_earlier() -> None:
    history = taught(article(table(row(version="4.0.1381.7001", dated="1999-09-24")), kb="Q100003"))
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    asked = case(row(size=240_000, dated="1999-11-01"), found, history=history)
    assert climbed(asked) == (Step.CERTAINLY_EARLIER, UNFIXED, CERTAIN, Reason.CERTAINLY_EARLIER)


# --- Step 2, version: of one file the higher number is the later build.


@pytest.mark.parametrize(
    ("mine", "theirs", "answer"),
    [
        pytest.param("4.0.1381.301", "4.0.1381.300", (FIXED, CERTAIN), id="newer"),
        pytest.param("4.0.1381.299", "4.0.1381.300", (UNFIXED, CERTAIN), id="older"),
        pytest.param("4.0.1381.300", "4.0.1381.300", None, id="equal"),
        pytest.param("4.0.1381.7265", "4.0.1381.335", (FIXED, CERTAIN), id="numbers, not texts"),
        pytest.param(None, "4.0.1381.300", None, id="the file lost its own"),
        pytest.param("4.0.1381.300", None, None, id="the row gives none"),
        pytest.param("5.0.1381.300", "4.0.1381.300", None, id="of another product"),
    ],
)
def test_the_higher_version_is_the_later_build(mine: str | None, theirs: str | None, answer: object) -> None:
    assert said(ladder.version, case(row(version=theirs), file(version=mine))) == answer


def test_nt_3_1_s_versions_are_in_no_order() -> None:
    """Its later disc has the lower number."""
    asked = case(
        row("ntoskrnl.exe", version="3.10.511.1"), kernel(version="3.10.5098.1", link="1993-07-24"), branch=NT31
    )
    assert said(ladder.version, asked) is None


@pytest.mark.parametrize(
    ("mine", "answer"),
    [
        pytest.param("4.0.1381.301", (FIXED, LIKELY), id="newer"),
        pytest.param("4.0.1381.1", (UNFIXED, LIKELY), id="older"),
    ],
)
def test_a_row_without_a_platform_votes_by_version_and_is_likely(mine: str, answer: object) -> None:
    assert said(ladder.version, case(row(platform=None, version="4.0.1381.300"), file(version=mine))) == answer


def test_the_only_platform_of_the_hardware_line_is_the_row_s() -> None:
    asked = case(row(platform=None, version="4.0.1381.300"), file(version="4.0.1381.301"), hardware=(I386,))
    assert said(ladder.version, asked) == (FIXED, CERTAIN)


def test_a_build_somebody_recorded_lends_its_platform_to_a_row_without_one() -> None:
    history = taught(
        builds=(released(name="ntoskrnl.exe", version="4.0.1381.7080", size=934_720, printed="2000-07-06"),)
    )
    fix = row("ntoskrnl.exe", platform=None, version="4.0.1381.7080", size=934_720, dated="2000-07-06")
    assert said(ladder.version, case(fix, kernel(version="4.0.1381.7097", link="2001-07-13"), history=history)) == (
        FIXED,
        CERTAIN,
    )
    alpha = kernel(version="4.0.1381.7097", platform=ALPHA, link="2001-07-13")
    assert said(ladder.version, case(fix, alpha, history=history)) == (FIXED, LIKELY)


def test_an_older_version_linked_after_the_fix_is_a_contradiction() -> None:
    fix = row(version="4.0.1381.300", dated="1999-07-09")
    assert said(ladder.version, case(fix, file(version="4.0.1381.299", link="1999-07-01"))) == (UNFIXED, CERTAIN)
    late = case(fix, file(version="4.0.1381.299", link="1999-08-01"))
    assert climbed(late) == (Step.VERSION, None, None, Reason.EVIDENCE_DISAGREES)


CROSSED = taught(
    builds=(
        released("1", name="ntoskrnl.exe", version="5.0.2195.1620", link="2000-07-19", branch=WIN2000),
        released(name="ntoskrnl.exe", version="5.0.2195.2099", printed="2000-07-06", branch=WIN2000),
    )
)


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        pytest.param("2000-08-20", (FIXED, CERTAIN), id="linked after the fix"),
        pytest.param("2000-07-06", Reason.EVIDENCE_DISAGREES, id="linked before it"),
        pytest.param(None, (FIXED, LIKELY), id="no link time to ask"),
    ],
)
def test_windows_2000_numbered_fixes_above_the_next_pack(link: str | None, answer: object) -> None:
    fix = row("ntoskrnl.exe", version="5.0.2195.1621", dated="2000-08-10")
    found = kernel(version="5.0.2195.2099", link=link, branch=WIN2000)
    assert said(ladder.version, case(fix, found, branch=WIN2000, history=CROSSED)) == answer


# --- Step 3, the very file: its size, and its time.


@pytest.mark.parametrize(
    ("link", "modified", "answer"),
    [
        pytest.param("1999-10-29 03:12", None, (FIXED, CERTAIN), id="linked at the printed time in Redmond"),
        pytest.param("1999-10-28 19:12", None, (FIXED, CERTAIN), id="linked at the printed time in UTC"),
        pytest.param("1999-10-28 07:12", None, (FIXED, CERTAIN), id="12 hours before"),
        pytest.param("1999-10-29 07:12", None, (FIXED, CERTAIN), id="12 hours after"),
        pytest.param("1999-10-25 22:00", None, None, id="three days before"),
        pytest.param("1999-11-01 03:12", None, None, id="three days after"),
        pytest.param(
            None, "1999-10-28 19:12", (FIXED, CERTAIN), id="the link time is lost, the file's time is the row's"
        ),
        pytest.param(None, "2026-11-21", None, id="the link time is lost, the file was copied today"),
        pytest.param(None, None, None, id="no time at all"),
        pytest.param("1999-10-26 12:00", "1999-10-28 19:12", (FIXED, CERTAIN), id="dated two days after it was linked"),
        pytest.param("1999-10-06", "1999-10-28 19:12", (FIXED, LIKELY), id="dated 22 days after it was linked"),
        pytest.param("1999-11-11", "1999-10-28 19:12", None, id="linked after the time it has"),
    ],
)
def test_size_and_time_are_the_very_file(link: str | None, modified: str | None, answer: object) -> None:
    found = kernel(version=None, size=932_032, link=link, modified=modified)
    assert said(ladder.very_file, case(OCTOBER, found)) == answer


def test_a_file_time_does_not_make_the_build_of_three_days_before_the_very_file() -> None:
    found = kernel(version=None, size=932_032, link="1999-10-25 22:00", modified="1999-10-28 19:12")
    assert said(ladder.very_file, case(OCTOBER, found, history=SIZES)) is None


def test_equal_size_proves_nothing() -> None:
    for link in ("1999-10-25 22:00", "1999-10-20", None):
        found = kernel(version=None, size=932_032, link=link, modified="2026-11-21")
        assert climbed(case(OCTOBER, found)) == (Step.UNDECIDED, None, None, Reason.SAME_SIZE_OTHER_DATE)


@pytest.mark.parametrize(
    ("fix", "answer"),
    [
        pytest.param(row(version="4.0.1381.300"), (FIXED, LIKELY), id="the version, and nothing more is printed"),
        pytest.param(row(version="4.0.1381.300", size=231_000), (FIXED, CERTAIN), id="version and size"),
        pytest.param(row(version="4.0.1381.300", size_kb=231), (FIXED, CERTAIN), id="version and rounded size"),
        pytest.param(row(version="4.0.1381.300", size_kb=240), None, id="version and another rounded size"),
        pytest.param(row(version="4.0.1381.300", size=240_000), None, id="version and another size"),
        pytest.param(row(version="4.0.1381.300", dated="1999-07-15"), (FIXED, CERTAIN), id="version and day"),
        pytest.param(row(version="4.0.1381.300", dated="1999-08-15"), None, id="version and another day"),
        pytest.param(row(version="4.0.1381.301", size=231_000, dated="1999-07-15"), None, id="another version"),
        pytest.param(row(size=231_000), None, id="only the size"),
        pytest.param(row(size=240_000, dated="1999-07-15"), None, id="another size, the day"),
        pytest.param(row(size_kb=231, dated="1999-07-15"), (FIXED, LIKELY), id="rounded size and day"),
        pytest.param(row(size_kb=226, dated="1999-07-15"), (FIXED, LIKELY), id="rounded to the other kind of KB"),
        pytest.param(row(size_kb=240, dated="1999-07-15"), None, id="another rounded size"),
        pytest.param(row(dated="1999-07-15"), None, id="only the day"),
        pytest.param(row(), None, id="only the name"),
    ],
)
def test_what_a_row_gives_decides_what_can_be_the_very_file(fix: Row, answer: object) -> None:
    assert said(ladder.very_file, case(fix, file())) == answer


def test_a_localised_file_keeps_version_and_link_time() -> None:
    fix = row(version="4.0.1381.300", size=240_000, dated="1999-07-15")
    assert said(ladder.very_file, case(fix, file(language="de"))) == (FIXED, LIKELY)
    assert said(ladder.very_file, case(fix, file(language="de", link="1999-07-25"))) is None
    assert said(ladder.very_file, case(fix, file(language="de", link=None))) is None


def test_the_size_of_a_checked_build_proves_nothing() -> None:
    found = kernel(version=None, size=932_032, link="1999-10-29 03:12", checked=True)
    assert climbed(case(OCTOBER, found))[1] is None
    newer = case(row(version="4.0.1381.300"), file(version="4.0.1381.301", checked=True))
    assert climbed(newer) == (Step.VERSION, FIXED, CERTAIN, Reason.VERSION)


def test_a_file_time_confirms_a_version_where_no_size_is_printed() -> None:
    """Without a size no other build can be looked for."""
    found = file(version="4.0.1381.300", link="1999-10-26", modified="1999-10-28")
    assert said(ladder.very_file, case(row(version="4.0.1381.300", dated="1999-10-28"), found)) == (FIXED, CERTAIN)


@pytest.mark.parametrize(
    ("platform", "answer"),
    [
        pytest.param(I386, (FIXED, LIKELY), id="i386: sizes without a platform are its"),
        pytest.param(ALPHA, None, id="alpha: they may be another's"),
    ],
)
def test_the_very_file_of_a_row_without_a_platform(platform: Platform, answer: object) -> None:
    fix = row(platform=None, size=231_000, dated="1999-07-15")
    assert said(ladder.very_file, case(fix, file(version=None, platform=platform))) == answer


def test_a_plain_table_lists_its_very_file_certainly() -> None:
    found = kernel(version=None, size=932_032, link="1999-10-29 03:12")
    assert climbed(case(OCTOBER, found, relation=Relation.PLAIN))[1:3] == (FIXED, CERTAIN)


def test_either_reading_of_a_date_can_be_the_very_file() -> None:
    fix = row(size=231_000, dated="2000-05-10", doubt="2000-10-05")
    for link in ("2000-05-10 12:00", "2000-10-05 12:00"):
        assert said(ladder.very_file, case(fix, file(version=None, link=link))) is not None


# --- Step 4, certainly later: above what was about two months after the row.


def numbered(*builds: tuple[str, str], branch: Branch = NT4) -> History:
    rows = [row(f"file{place}.dll", version=version, dated=dated) for place, (version, dated) in enumerate(builds)]
    return taught(article(table(*rows, branch=branch), kb="Q100004"))


RISING = numbered(("4.0.1381.7080", "2000-07-06"), ("4.0.1381.7097", "2001-07-16"), ("4.0.1381.7130", "2002-02-07"))


@pytest.mark.parametrize(
    ("mine", "dated", "answer"),
    [
        pytest.param("4.0.1381.7081", "1999-10-28", (FIXED, CERTAIN), id="above the first high after"),
        pytest.param("4.0.1381.7080", "1999-10-28", None, id="that high itself"),
        pytest.param("4.0.1381.7050", "1999-10-28", None, id="below it"),
        pytest.param("4.0.1381.7081", "2000-05-07", (FIXED, CERTAIN), id="60 days before the high"),
        pytest.param("4.0.1381.7081", "2000-05-08", None, id="59 days before it: the next high counts"),
        pytest.param("4.0.1381.7098", "2000-05-08", (FIXED, CERTAIN), id="above the next high"),
        pytest.param("4.0.1381.7345", "2002-01-01", None, id="no high two months later"),
        pytest.param("4.0.1381.336", "1997-05-01", None, id="a number from before numbers rose"),
    ],
)
def test_above_every_version_of_two_months_after_is_later(mine: str, dated: str, answer: object) -> None:
    asked = case(row("ntoskrnl.exe", dated=dated), kernel(version=mine, link=None), history=RISING)
    assert said(ladder.certainly_later, asked) == answer


@pytest.mark.parametrize(
    ("fix", "found"),
    [
        pytest.param(row(version="4.0.1381.7001", dated="1999-10-28"), file(version="4.0.1381.7300"), id="own version"),
        pytest.param(row(platform=None, dated="1999-10-28"), file(version="4.0.1381.7300"), id="no platform"),
        pytest.param(row(), file(version="4.0.1381.7300"), id="no date"),
        pytest.param(row(dated="1999-10-28"), file(version=None), id="the file has no version"),
        pytest.param(row(dated="1999-10-28"), file(version="5.0.2195.7300"), id="another product's version"),
        pytest.param(
            row(dated="1999-10-28", doubt="2002-03-01"), file(version="4.0.1381.7300"), id="the later reading counts"
        ),
    ],
)
def test_a_version_stands_in_only_for_a_date_the_row_has(fix: Row, found: Identified) -> None:
    assert said(ladder.certainly_later, case(fix, found, history=RISING)) is None


def test_terminal_server_numbers_are_not_newer() -> None:
    """TSE's numbers have the bit 0x8000; they never rise, and never above plain NT 4.0's."""
    tse = numbered(("4.0.1381.33474", "2001-01-29"), ("4.0.1381.33549", "2001-12-29"), branch=TSE)
    asked = case(row(dated="1999-10-28"), file(version="4.0.1381.33600", branch=TSE), branch=TSE, history=tse)
    assert said(ladder.certainly_later, asked) is None


def test_above_every_version_is_not_later_if_windows_2000_linked_it_before() -> None:
    builds = (
        released("1", name="ntoskrnl.exe", version="5.0.2195.1620", link="2000-07-19", branch=WIN2000),
        released(name="ntoskrnl.exe", version="5.0.2195.2099", printed="2000-07-06", branch=WIN2000),
    )
    history = taught(builds=builds)
    fix = row("ntoskrnl.exe", dated="2000-05-01")
    for link, answer in ((None, (FIXED, CERTAIN)), ("2000-06-01", (FIXED, CERTAIN)), ("2000-04-01", None)):
        found = kernel(version="5.0.2195.2100", link=link, branch=WIN2000)
        assert said(ladder.certainly_later, case(fix, found, branch=WIN2000, history=history)) == answer


# --- Step 5, certainly earlier: below what the same file had already.


@pytest.mark.parametrize(
    ("mine", "dated", "answer"),
    [
        pytest.param("4.0.1381.7079", "2000-07-06", (UNFIXED, CERTAIN), id="on that very day"),
        pytest.param("4.0.1381.7079", "2000-07-05", None, id="a day before: nobody had it yet"),
        pytest.param("4.0.1381.7080", "2000-07-06", None, id="that number itself"),
    ],
)
def test_below_what_the_file_had_before_the_fix_is_earlier(mine: str, dated: str, answer: object) -> None:
    history = taught(article(table(row(version="4.0.1381.7080", dated="2000-07-06")), kb="Q100005"))
    asked = case(row(dated=dated), file(version=mine, link=None), history=history)
    assert said(ladder.certainly_earlier, asked) == answer


@pytest.mark.parametrize(
    ("name", "platform", "branch"),
    [
        pytest.param("rdr.sys", I386, NT4, id="another file"),
        pytest.param("srv.sys", ALPHA, NT4, id="another platform's"),
        pytest.param("srv.sys", I386, TSE, id="another branch's"),
    ],
)
def test_numbers_order_only_one_file_of_one_platform_and_branch(name: str, platform: Platform, branch: Branch) -> None:
    seen = row(name, platform=platform, version="4.0.1381.7080", dated="2000-07-06")
    history = taught(article(table(seen, branch=branch), kb="Q100005"))
    asked = case(row(dated="2000-09-01"), file(version="4.0.1381.7001", link=None), history=history)
    assert said(ladder.certainly_earlier, asked) is None


def test_between_sp4_and_7001_two_trees_ran_side_by_side() -> None:
    other_tree = article(table(row(version="4.0.1381.335", dated="1999-06-01")), kb="Q100006")
    asked = row(dated="1999-11-01")
    fix_of_sp5 = file(version="4.0.1381.205", link=None)
    assert said(ladder.certainly_earlier, case(asked, fix_of_sp5, history=taught(other_tree))) is None
    sp6 = released("6", "6a", version="4.0.1381.335", link="1999-09-21 22:02")
    assert said(ladder.certainly_earlier, case(asked, fix_of_sp5, history=taught(builds=(sp6,)))) == (UNFIXED, CERTAIN)


@pytest.mark.parametrize(
    "branch", [pytest.param(TSE, id="one without such a time"), pytest.param(WIN2000, id="one whose numbers rise")]
)
def test_on_other_branches_no_two_trees_ran_side_by_side(branch: Branch) -> None:
    major = "5.0.2195" if branch is WIN2000 else "4.0.1381"
    number = 1500 if branch is WIN2000 else 33474
    seen = article(table(row(version=f"{major}.{number}", dated="2000-06-01"), branch=branch), kb="Q100006")
    found = file(version=f"{major}.{number - 1}", link=None, branch=branch)
    asked = case(row(dated="2000-07-01"), found, branch=branch, history=taught(seen))
    assert said(ladder.certainly_earlier, asked) == (UNFIXED, CERTAIN)


def test_an_earlier_number_linked_after_the_fix_is_a_contradiction() -> None:
    history = taught(article(table(row(version="4.0.1381.7080", dated="2000-07-06")), kb="Q100005"))
    asked = case(row(dated="2000-07-12"), file(version="4.0.1381.7001", link="2000-08-01"), history=history)
    assert climbed(asked) == (Step.CERTAINLY_EARLIER, None, None, Reason.EVIDENCE_DISAGREES)


def test_nt_3_1_s_numbers_say_nothing_about_days() -> None:
    history = taught(
        builds=(released("0", name="ntoskrnl.exe", version="3.10.5098.1", link="1993-07-24", branch=NT31),)
    )
    found = kernel(version="3.10.511.1", link="1993-09-11", branch=NT31)
    asked = case(row("ntoskrnl.exe", dated="1993-09-11"), found, branch=NT31, history=history)
    assert said(ladder.certainly_earlier, asked) is None


def test_a_row_with_a_version_is_not_judged_by_others_versions() -> None:
    history = taught(article(table(row(version="4.0.1381.7080", dated="2000-07-06")), kb="Q100005"))
    asked = case(row(version="4.0.1381.7090", dated="2000-09-01"), file(version="4.0.1381.7001"), history=history)
    assert said(ladder.certainly_earlier, asked) is None


# --- Step 6, later link: a day after the row is a later build.


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        pytest.param("1999-10-30 03:13", (FIXED, LIKELY), id="more than a day after, in any zone"),
        pytest.param("1999-10-30 03:12", None, id="a day after"),
        pytest.param("1999-10-20", None, id="before"),
        pytest.param(None, None, id="lost"),
        pytest.param("2020-01-01", None, id="a year in which nobody linked it"),
        pytest.param("1991-01-01", None, id="a year before the branch"),
    ],
)
def test_linked_more_than_a_day_after_the_row_is_a_later_build(link: str | None, answer: object) -> None:
    assert said(ladder.later_link, case(OCTOBER, kernel(version=None, link=link))) == answer


def test_a_file_time_of_today_is_no_later_build() -> None:
    for found in (
        file(version=None, link=None, modified="2026-11-21"),
        file(version=None, link=None, modified="2001-01-01"),
    ):
        assert climbed(case(row(size=240_000, dated="1999-10-28"), found))[1] is None


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(case(row(platform=None, dated="1999-10-28"), file(link="2000-01-01")), id="no platform"),
        pytest.param(case(row(), file(link="2000-01-01")), id="no date"),
        pytest.param(case(row(dated="1999-10-28"), file(link="2000-01-01", checked=True)), id="a checked build"),
        pytest.param(
            case(row(dated="1999-10-28", doubt="2001-01-01"), file(link="2000-01-01")), id="before the other reading"
        ),
        pytest.param(
            case(row(dated="1999-10-28"), file(link="2000-01-01", oddities=(Oddity.LINK_TIME_IMPOSSIBLE,))),
            id="a link time nobody believes",
        ),
    ],
)
def test_a_link_time_needs_a_platform_a_date_and_a_free_build(asked: Case) -> None:
    assert said(ladder.later_link, asked) is None


def test_a_link_time_of_a_branch_nobody_described_is_not_believed() -> None:
    history = taught()
    history.lines.clear()
    assert case(row(dated="1999-10-28"), file(link="2000-01-01"), history=history).link is None


def test_an_earlier_link_time_proves_nothing_by_itself() -> None:
    """Hotfix files were dated up to ten months after they were linked."""
    asked = case(row(dated="1999-10-28"), file(version=None, link="1999-01-01"))
    assert climbed(asked) == (Step.UNDECIDED, None, None, Reason.NO_COMMON_ATTRIBUTE)


# --- Step 7, another known build of the same size.


def test_the_copied_kernel_of_three_days_before() -> None:
    found = kernel(version=None, size=932_032, link="1999-10-25 22:00", modified="2026-11-21")
    asked = case(OCTOBER, found, history=SIZES)
    assert climbed(asked) == (Step.OTHER_BUILD, UNFIXED, LIKELY, Reason.OTHER_BUILD)


@pytest.mark.parametrize(
    ("fix", "found"),
    [
        pytest.param(OCTOBER, kernel(version=None, size=932_032, link="1999-10-20"), id="a day of no known build"),
        pytest.param(OCTOBER, kernel(version=None, size=931_000, link="1999-10-25 22:00"), id="another size"),
        pytest.param(OCTOBER, kernel(version=None, size=932_032, link=None), id="no link time"),
        pytest.param(
            row("ntoskrnl.exe", size=932_032, dated="1999-10-28", doubt="1999-10-10"),
            kernel(version=None, size=932_032, link="1999-10-25 22:00"),
            id="a build between the two readings",
        ),
        pytest.param(row(size=231_000, dated="1999-10-28"), file(version=None, link="1999-10-20"), id="no kernel"),
        pytest.param(
            row("ntoskrnl.exe", size_kb=932, dated="1999-10-28"),
            kernel(version=None, size=932_032, link="1999-10-25 22:00"),
            id="a size that is only rounded",
        ),
    ],
)
def test_no_other_build_is_known_that_is_older(fix: Row, found: Identified) -> None:
    assert said(ladder.other_build, case(fix, found, history=SIZES)) is None


def test_a_file_of_the_row_s_own_day_is_no_other_build() -> None:
    day_before = article(table(row("ntoskrnl.exe", size=932_032, dated="1999-10-27")), kb="Q100002")
    found = kernel(version=None, size=932_032, link="1999-10-28 12:00")
    assert said(ladder.other_build, case(OCTOBER, found, history=taught(day_before))) is None


def test_an_other_build_of_the_same_day_is_not_older() -> None:
    morning = article(table(row("ntoskrnl.exe", size=932_032, dated="1999-10-28 00:10")), kb="Q100002")
    found = kernel(version=None, size=932_032, link="1999-10-27 12:00")
    assert said(ladder.other_build, case(OCTOBER, found, history=taught(morning))) is None


def test_other_builds_of_a_size_are_of_one_platform_and_flavour() -> None:
    for other in (
        row("ntoskrnl.exe", platform=ALPHA, size=932_032, dated="1999-10-25"),
        row("ntkrnlmp.exe", size=932_032, dated="1999-10-25"),
    ):
        history = taught(article(table(other), kb="Q100002"))
        found = kernel(version=None, size=932_032, link="1999-10-25 22:00")
        assert said(ladder.other_build, case(OCTOBER, found, history=history)) is None


# --- Step 8, earlier link and another size.


@pytest.mark.parametrize(
    ("link", "size", "answer"),
    [
        pytest.param("1999-10-25 19:12", 931_000, (UNFIXED, LIKELY), id="three days before"),
        pytest.param("1999-10-25 19:13", 931_000, None, id="a minute less"),
        pytest.param("1999-10-25 19:12", 932_032, None, id="of the row's size"),
        pytest.param("1999-11-25", 931_000, None, id="after it"),
    ],
)
def test_three_days_before_and_of_another_size_is_an_earlier_build(link: str, size: int, answer: object) -> None:
    assert said(ladder.earlier_link, case(OCTOBER, kernel(version=None, size=size, link=link))) == answer


@pytest.mark.parametrize(
    ("modified", "answer"),
    [
        pytest.param("1999-10-20 12:34:56", (UNFIXED, LIKELY), id="three days before and more"),
        pytest.param("1999-10-27", None, id="a day before"),
        pytest.param("2026-11-21", None, id="today"),
        pytest.param(None, None, id="none"),
    ],
)
def test_without_a_link_time_the_file_s_own_time_may_say_earlier(modified: str | None, answer: object) -> None:
    found = kernel(version=None, size=931_000, link=None, modified=modified)
    assert said(ladder.earlier_link, case(OCTOBER, found)) == answer


def test_a_file_time_is_not_asked_where_there_is_a_link_time() -> None:
    found = kernel(version=None, size=931_000, link="1999-10-27", modified="1999-10-01")
    assert said(ladder.earlier_link, case(OCTOBER, found)) is None


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(case(row(platform=None, size=1, dated="1999-10-28"), file(version=None)), id="no platform"),
        pytest.param(case(row(size=1), file(version=None)), id="no date"),
        pytest.param(case(row(dated="1999-10-28"), file(version=None)), id="no size in the row"),
        pytest.param(case(row(size=1, dated="1999-10-28"), file(version=None, checked=True)), id="a checked build"),
        pytest.param(
            case(row(size=1, dated="1999-10-28", doubt="1999-06-01"), file(version=None)), id="after the other reading"
        ),
    ],
)
def test_an_earlier_build_needs_a_platform_a_date_and_a_size(asked: Case) -> None:
    assert said(ladder.earlier_link, asked) is None


def test_a_size_in_kb_differs_only_where_no_rounding_explains_it() -> None:
    for kb, answer in ((930, (UNFIXED, LIKELY)), (932, None), (910, None), (925, (UNFIXED, LIKELY))):
        found = kernel(version=None, size=932_032, link="1999-10-20")
        assert said(ladder.earlier_link, case(row("ntoskrnl.exe", size_kb=kb, dated="1999-10-28"), found)) == answer


# --- No step answers.


@pytest.mark.parametrize(
    ("fix", "found", "reason"),
    [
        pytest.param(
            row(version="4.0.1381.300", size=240_000),
            file(link=None),
            Reason.SAME_VERSION,
            id="the version, another size",
        ),
        pytest.param(
            row(size=1, dated="1999-06-01", doubt="1999-10-28"),
            file(version=None),
            Reason.DATE_IN_DOUBT,
            id="between readings",
        ),
        pytest.param(
            row(size=231_000, dated="1999-10-28"),
            file(version=None),
            Reason.SAME_SIZE_OTHER_DATE,
            id="the size, another day",
        ),
        pytest.param(row(), file(), Reason.NO_COMMON_ATTRIBUTE, id="a name"),
        pytest.param(row(dated="1999-07-15"), file(version=None), Reason.NO_COMMON_ATTRIBUTE, id="a day"),
    ],
)
def test_what_no_step_can_tell_is_unknown_and_says_why(fix: Row, found: Identified, reason: Reason) -> None:
    assert climbed(case(fix, found)) == (Step.UNDECIDED, None, None, reason)


def test_a_row_without_a_platform_and_version_says_nothing() -> None:
    asked = case(row(platform=None, size=240_000, dated="1999-01-01"), file(link="2000-01-01"))
    assert climbed(asked)[1] is None


# --- All of it: order, damage, relation.


def test_the_steps_are_asked_in_their_order() -> None:
    assert [step.value for step, _ in ladder.LADDER] == [
        "release",
        "version",
        "very-file",
        "certainly-later",
        "certainly-earlier",
        "later-link",
        "other-build",
        "earlier-link",
    ]


def test_evidence_names_file_row_and_the_steps_before() -> None:
    evidence, _ = climb(case(OCTOBER, kernel(version=None, link="1999-11-11", size=931_000)))
    assert evidence.step is Step.LATER_LINK
    assert evidence.because == "it was linked on 1999-11-11, after the row's date"
    assert evidence.wanted == "ntoskrnl.exe i386 932,032 bytes 1999-10-28 19:12"
    assert evidence.found == "ntoskrnl.exe i386 uniprocessor no version 931,000 bytes linked 1999-11-11 00:00 UTC"
    assert (evidence.path, evidence.kb, evidence.line) == ("WINNT/system32/ntoskrnl.exe", "Q100001", 60)
    assert [tried.step.value for tried in evidence.tried] == [
        "release",
        "version",
        "very-file",
        "certainly-later",
        "certainly-earlier",
    ]
    assert all(tried.because for tried in evidence.tried)


def test_a_table_without_or_later_is_a_floor_and_only_likely() -> None:
    newer = case(row(version="4.0.1381.300"), file(version="4.0.1381.301"), relation=Relation.PLAIN)
    older = case(row(version="4.0.1381.300"), file(version="4.0.1381.299"), relation=Relation.PLAIN)
    assert climbed(newer)[1:3] == (FIXED, LIKELY)
    assert climbed(older)[1:3] == (UNFIXED, CERTAIN)


@pytest.mark.parametrize("oddity", [Oddity.CHECKSUM_WRONG, Oddity.DEEP_UNREADABLE])
def test_a_damaged_file_is_never_fixed(oddity: Oddity) -> None:
    newer = case(row(version="4.0.1381.300"), file(version="4.0.1381.301", oddities=(oddity,)))
    very = case(OCTOBER, kernel(version=None, size=932_032, link="1999-10-29 03:12", oddities=(oddity,)))
    for asked in (newer, very):
        assert climbed(asked)[1:] == (None, None, Reason.FILE_DAMAGED)
    older = case(row(version="4.0.1381.300"), file(version="4.0.1381.299", oddities=(oddity,)))
    assert climbed(older) == (Step.VERSION, UNFIXED, LIKELY, Reason.VERSION)


@pytest.mark.parametrize("oddity", [Oddity.BUILD_NUMBER_DISAGREES, Oddity.VERSION_CONTRADICTS])
def test_a_file_that_contradicts_itself_is_fixed_only_as_the_very_file(oddity: Oddity) -> None:
    newer = case(row(version="4.0.1381.300"), file(version="4.0.1381.301", build_oddities=(oddity,)))
    assert climbed(newer)[1:] == (None, None, Reason.EVIDENCE_DISAGREES)
    very = case(OCTOBER, kernel(version=None, size=932_032, link="1999-10-29 03:12", build_oddities=(oddity,)))
    assert climbed(very)[1:] == (FIXED, LIKELY, Reason.VERY_FILE)
    older = case(row(version="4.0.1381.300"), file(version="4.0.1381.299", build_oddities=(oddity,)))
    assert climbed(older)[1:3] == (UNFIXED, LIKELY)


# --- Stamps: the one time a release gives all its files.

NOON = moment("1999-04-29 12:04").replace(tzinfo=None)  # local, zone unsaid
STAMPED = taught(
    packs=(PackList(branch=NT4, pack="5", platform=I386, stamp=NOON, files={"srv.sys": 231_000}, source="made"),),
    stamps=(
        Stamp(branch=NT4, packs=("5",), day=NOON.date(), clock=NOON.time(), source="made"),
        Stamp(branch=NT4, packs=(), day=day("2001-07-16"), source="made"),
    ),
)


@pytest.mark.parametrize(
    ("modified", "stamped"),
    [
        pytest.param("1999-04-29 12:04", True, id="the stamp itself"),
        pytest.param("1999-04-29 12:04:02", True, id="as FAT rounds it"),
        pytest.param("1999-04-29 19:04", True, id="shifted by the zone"),
        pytest.param("1999-04-29 12:05", False, id="another minute"),
        pytest.param("1999-05-01 12:04", False, id="another day"),
        pytest.param("2001-07-16 09:17", True, id="any time of a day whose time nobody printed"),
        pytest.param("2001-07-18", False, id="two days after it"),
        pytest.param(None, False, id="no file time"),
    ],
)
def test_a_pack_s_stamp_is_no_file_time(modified: str | None, stamped: bool) -> None:
    found = file(version=None, link=None, modified=modified)
    asked = case(row(size=240_000, dated="2001-12-01"), found, history=STAMPED)
    assert asked.stamped is stamped
    earlier = (UNFIXED, LIKELY) if modified and not stamped else None
    assert said(ladder.earlier_link, asked) == earlier


def test_a_stamp_on_the_day_of_a_row_is_not_the_very_file() -> None:
    found = file(version=None, link=None, size=240_000, modified="2001-07-16 09:17")
    asked = case(row(size=240_000, dated="2001-07-16"), found, history=STAMPED)
    assert said(ladder.very_file, asked) is None
    assert said(ladder.very_file, case(row(size=240_000, dated="2001-07-16"), found)) == (FIXED, CERTAIN)


@pytest.mark.parametrize(
    ("found", "is_packs_own"),
    [
        pytest.param(file(version=None, modified="1999-04-29 19:04"), True, id="name, size and stamp"),
        pytest.param(file(version=None, modified="1999-04-30 12:05"), False, id="name and size"),
        pytest.param(file(version=None, size=1, modified="1999-04-29 12:04"), False, id="name and stamp"),
        pytest.param(file("rdr.sys", version=None, modified="1999-04-29 12:04"), False, id="size and stamp"),
        pytest.param(file(platform=ALPHA, modified="1999-04-29 12:04"), False, id="another platform's"),
    ],
)
def test_a_pack_s_list_and_its_stamp_make_a_release(found: Identified, is_packs_own: bool) -> None:
    fix = row(platform=found.facts.platform)
    answer = said(ladder.release, case(fix, found, history=STAMPED, claims=(claim("5"),)))
    assert answer == ((FIXED, LIKELY) if is_packs_own else None)


def test_a_file_of_a_pack_s_list_is_not_the_very_file_by_its_time() -> None:
    found = file(version=None, link="1999-04-01", modified="1999-04-29 12:04")
    asked = case(row(size=231_000, dated="1999-04-29"), found, history=STAMPED, bullets=(bullet("4"),))
    assert climbed(asked)[1] is None


# --- Files that contradict themselves by what is on record.

SP6_DRIVER = taught(builds=(released("6", "6a", version="4.0.1381.298", link="1999-07-09 20:00"),))


@pytest.mark.parametrize(
    ("version", "link", "contradicts"),
    [
        pytest.param("4.0.1381.300", "1999-07-15", False, id="above the release and linked after it"),
        pytest.param("4.0.1381.300", "1999-06-01", True, id="above the release and linked before it"),
        pytest.param("4.0.1381.298", "1999-06-01", True, id="the number of the release, linked before it"),
        pytest.param("4.0.1381.300", "1999-07-09 20:00", True, id="the release's own link time"),
        pytest.param("4.0.1381.200", "1999-06-01", False, id="below the release and linked before it"),
        pytest.param("4.0.1381.300", None, False, id="no link time"),
        pytest.param(None, "1999-06-01", False, id="no version"),
    ],
)
def test_version_and_link_time_have_to_tell_one_story(version: str | None, link: str | None, contradicts: bool) -> None:
    asked = case(row(version="4.0.1381.250"), file(version=version, link=link), history=SP6_DRIVER)
    assert bool(asked.contradiction) is contradicts
    if contradicts:
        assert climbed(asked)[1:] == (None, None, Reason.EVIDENCE_DISAGREES)


# --- Words.


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        pytest.param(row(size_kb=231, variant="128 bit"), "srv.sys i386 231 KB (128 bit)", id="KB and a variant"),
        pytest.param(
            row(platform=None, dated="2000-05-10", doubt="2000-10-05"),
            "srv.sys (no platform) 2000-05-10 or 2000-10-05",
            id="a doubtful date and no platform",
        ),
        pytest.param(row(version="4.0.1381.300"), "srv.sys i386 4.0.1381.300", id="a version"),
    ],
)
def test_a_row_is_told_as_it_was_printed(fix: Row, words: str) -> None:
    assert wanted(fix) == words


def test_a_file_of_no_version_and_another_name_inside_is_told_as_it_was_found() -> None:
    evidence, _ = climb(case(row("halmps.dll"), file("hal.dll", version=None, link=None, inside="halmps.dll")))
    assert evidence.found == "hal.dll (inside: halmps.dll) i386 no version 231,000 bytes no link time"


# --- Laws.

MOMENTS = st.datetimes(datetime(1996, 7, 1), datetime(2008, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
ROWS = st.builds(
    row,
    st.sampled_from(["ntoskrnl.exe", "ntkrnlmp.exe"]),
    platform=st.sampled_from([None, ALPHA, I386]),
    size=st.none() | st.sampled_from([931_584, 932_032]),
    dated=st.none() | st.sampled_from(["1999-09-01", "1999-10-25 15:00", "1999-10-28 19:12", "2000-07-06"]),
    doubt=st.none() | st.just("1999-10-10"),
    version=st.none() | st.sampled_from(["4.0.1381.204", "4.0.1381.335", "4.0.1381.7080"]),
)
VERSIONS = st.none() | st.sampled_from(
    ["4.0.1381.133", "4.0.1381.204", "4.0.1381.335", "4.0.1381.7001", "4.0.1381.7080", "4.0.1381.7097", "4.0.1381.7345"]
)
EVERYTHING = taught(
    THREE_DAYS_BEFORE,
    article(table(row("ntoskrnl.exe", version="4.0.1381.7080", dated="2000-07-06", size=934_720)), kb="Q100007"),
    builds=(released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21 22:02", size=931_584),),
)
CLAIMS = st.lists(st.sampled_from(["4", "6", LATEST, AFTER_LAST]).map(claim), max_size=2).map(tuple)


@given(ROWS, VERSIONS, MOMENTS, MOMENTS, st.sampled_from([931_584, 932_032]), CLAIMS)
def test_a_later_link_never_turns_fixed_into_unfixed(
    fix: Row, version: str | None, one: datetime, other: datetime, size: int, claims: tuple[FixedIn, ...]
) -> None:
    """Of two files that differ in nothing else, the one linked later is not the one without the fix."""
    history = taught()
    votes = []
    for link in sorted((one, other)):
        found = kernel(version=version, size=size, link=link.strftime("%Y-%m-%d %H:%M"))
        votes.append(climb(case(fix, found, history=history, claims=claims))[0].vote)
    assert votes != [FIXED, UNFIXED]


KERNELS = st.builds(
    lambda version, link, modified, flavour: {
        "version": version,
        "link": f"{link:%Y-%m-%d %H:%M}" if link else None,
        "modified": f"{modified:%Y-%m-%d %H:%M}" if modified else None,
        "flavour": flavour,
    },
    VERSIONS,
    st.none() | MOMENTS,
    st.none() | MOMENTS,
    st.sampled_from([UP, MP, None]),
)


@given(ROWS, KERNELS, CLAIMS, st.sampled_from(Relation))
def test_damage_never_makes_a_fixed_and_every_answer_has_its_because(
    fix: Row, said_of_it: dict[str, Any], claims: tuple[FixedIn, ...], relation: Relation
) -> None:
    for oddities in ((), (Oddity.CHECKSUM_WRONG,)):
        found = kernel(size=932_032, oddities=oddities, **said_of_it)
        evidence, reason = climb(case(fix, found, history=EVERYTHING, claims=claims, relation=relation))
        assert evidence.because and evidence.wanted and evidence.found
        assert (evidence.vote is None) == (evidence.confidence is None)
        if evidence.vote is not None:
            assert reason.value == evidence.step.value
        if oddities:
            assert evidence.vote is not FIXED
            assert evidence.confidence is not CERTAIN


@pytest.mark.parametrize("days_after", [0, 1, 22, 304])
def test_the_very_file_is_fixed_whenever_it_was_dated(days_after: int) -> None:
    """Of real hotfix files none was dated before it was linked, and some ten months after."""
    printed = moment("1999-10-28 19:12")
    linked = datetime.fromtimestamp(printed.timestamp() - days_after * 86_400, UTC)
    found = kernel(version=None, size=932_032, link=f"{linked:%Y-%m-%d %H:%M}", modified="1999-10-28 19:12")
    assert climbed(case(OCTOBER, found))[1] is FIXED
