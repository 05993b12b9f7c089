"""The ladder, step by step: what each asks, what it answers, and what it leaves to the next."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified
from ntfp.facts.signature import AFTER_LAST, AppliesTo, Relation, Requires, Row
from ntfp.facts.verdict import Reason, Step
from ntfp.judging import ladder
from ntfp.judging.case import Case
from ntfp.judging.history import History
from tests.judging.climbs import FIXED, OCTOBER, PACKS, SIZES, UNFIXED, climbed, said
from tests.judging.records import (
    ALPHA,
    CERTAIN,
    I386,
    LIKELY,
    NT4,
    NT31,
    TSE,
    WIN2000,
    article,
    bullet,
    case,
    claim,
    file,
    kernel,
    released,
    row,
    table,
    taught,
)

UNRECORDED = Reason.UNRECORDED_RELEASE

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
        pytest.param("2000-07-06", Reason.NUMBERS_CROSS, id="linked before it"),
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


def test_a_date_in_doubt_makes_the_very_file_only_likely() -> None:
    doubtful = row(size=231_000, dated="1999-10-07", doubt="1999-07-10")
    assert said(ladder.very_file, case(doubtful, file(version=None, link="1999-07-10"))) == (FIXED, LIKELY)
    numbered = row(size=231_000, version="4.0.1381.300", dated="1999-10-07", doubt="1999-07-10")
    assert said(ladder.very_file, case(numbered, file(link="1999-07-10"))) == (FIXED, CERTAIN)


def test_a_driver_dated_weeks_after_it_was_linked_is_likely_the_very_file() -> None:
    """Of 44 real hotfix files eight were; of kernels none."""
    driver = row(version="4.0.1381.300", size=231_000, dated="1999-08-15")
    assert said(ladder.very_file, case(driver, file())) == (FIXED, LIKELY)
    assert said(ladder.very_file, case(driver, file(size=231_001))) is None
    for link in (None, "1999-09-01", "1997-07-15"):
        assert said(ladder.very_file, case(driver, file(link=link))) is None, "not linked in the year before"
    image = row("ntoskrnl.exe", version="4.0.1381.335", size=931_584, dated="1999-10-28")
    assert said(ladder.very_file, case(image, kernel())) is None


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
        pytest.param(row(), file(version="4.0.1381.7300"), id="no date"),
        pytest.param(row(dated="1999-10-28"), file(version=None), id="the file has no version"),
        pytest.param(row(dated="1999-10-28"), file(version="5.0.2195.7300"), id="another product's version"),
        pytest.param(
            row(dated="1999-10-28"), file(version="4.0.3315.7300"), id="a part of another product, its builds its own"
        ),
        pytest.param(
            row(dated="1999-10-28", doubt="2002-03-01"), file(version="4.0.1381.7300"), id="the later reading counts"
        ),
    ],
)
def test_a_version_stands_in_only_for_a_date_the_row_has(fix: Row, found: Identified) -> None:
    assert said(ladder.certainly_later, case(fix, found, history=RISING)) is None


def test_above_every_version_a_row_of_no_platform_is_likely_fixed() -> None:
    """Numbers rise on all platforms together; which file the row lists is open all the same."""
    asked = case(
        row("ntoskrnl.exe", platform=None, dated="1999-10-28"), kernel(version="4.0.1381.7345"), history=RISING
    )
    assert said(ladder.certainly_later, asked) == (FIXED, LIKELY)
    german = case(
        row("ntoskrnl.exe", dated="1999-10-28"),
        kernel(version="4.0.1381.7345", language="de"),
        history=RISING,
        language="en",
    )
    assert said(ladder.certainly_later, german) is None


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
    for link, answer in ((None, (FIXED, LIKELY)), ("2000-06-01", (FIXED, CERTAIN)), ("2000-04-01", None)):
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


def test_where_packs_cross_a_number_is_certain_only_if_dates_agree() -> None:
    undated, dated = (row("ntoskrnl.exe", version="5.0.2195.1900", dated=day) for day in (None, "2000-06-01"))
    found = kernel(version="5.0.2195.2099", branch=WIN2000, link="2000-06-04")
    for fix, sure in ((undated, LIKELY), (dated, CERTAIN)):
        assert said(ladder.version, case(fix, found, branch=WIN2000, history=CROSSED)) == (FIXED, sure)


def test_where_packs_cross_a_higher_number_before_orders_no_later_file() -> None:
    """SP1's kernel is numbered below a fix made two weeks before it, and is the later one."""
    fix = row("ntoskrnl.exe", dated="2000-07-18")
    for link, answer in (("2000-07-05", (UNFIXED, CERTAIN)), ("2000-07-08", None), (None, (UNFIXED, LIKELY))):
        found = kernel(version="5.0.2195.1600", branch=WIN2000, link=link)
        assert said(ladder.certainly_earlier, case(fix, found, branch=WIN2000, history=CROSSED)) == answer


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
            case(row(dated="1999-10-28"), file(link="2011-01-01")),
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


@pytest.mark.parametrize(
    ("link", "claimed", "answer"),
    [
        pytest.param("1999-09-20", [AFTER_LAST], UNRECORDED, id="before SP6, which lacks the fix"),
        pytest.param("1999-09-20", ["6"], (FIXED, LIKELY), id="before SP6, which has it"),
        pytest.param("1999-09-20", [], (FIXED, LIKELY), id="before SP6, of which nothing is said"),
        pytest.param("1999-10-01", [AFTER_LAST], UNRECORDED, id="ten days after SP6's kernel"),
        pytest.param("1999-10-02", [AFTER_LAST], (FIXED, LIKELY), id="after SP6"),
    ],
)
def test_a_driver_of_the_days_before_a_pack_may_be_its_own(link: str, claimed: list[str], answer: object) -> None:
    """Nobody recorded every file of the packs: SP6's own driver is newer than a fix it lacks."""
    fix, found = row(size=9, dated="1999-08-02"), file(version=None, link=link)
    asked = case(fix, found, claims=tuple(map(claim, claimed)), history=taught(builds=PACKS))
    assert said(ladder.later_link, asked) == answer


@pytest.mark.parametrize(
    ("bullets", "requires", "answer"),
    [
        pytest.param((bullet("6", branch=TSE),), None, (FIXED, LIKELY), id="the fix was made for SP6"),
        pytest.param(
            (bullet("4", branch=TSE),), Requires(branch=TSE, pack="6"), (FIXED, LIKELY), id="the fix needs SP6"
        ),
        pytest.param((bullet("5", "6", branch=TSE),), None, UNRECORDED, id="SP6 may lack it"),
        pytest.param(
            (bullet("6", branch=TSE), bullet("5", branch=TSE, edition="server")),
            None,
            UNRECORDED,
            id="so says one bullet",
        ),
    ],
)
def test_what_a_fix_was_made_for_was_there_before(
    bullets: tuple[AppliesTo, ...], requires: Requires | None, answer: object
) -> None:
    """Of packs that nobody recorded, as Terminal Server's, this is what tells them from a later hotfix."""
    fix, found = row(size=9, dated="1999-08-02"), file(version=None, link="1999-09-20", branch=TSE)
    after = (claim(AFTER_LAST, branch=TSE),)
    told = case(fix, found, branch=TSE, bullets=bullets, requires=requires, claims=after)
    assert said(ladder.later_link, told) == answer


@pytest.mark.parametrize(
    ("packs", "answer"),
    [
        pytest.param(("5",), (FIXED, LIKELY), id="SP6 has not come to it"),
        pytest.param(("5", "6"), UNRECORDED, id="or may have"),
        pytest.param((), UNRECORDED, id="nobody can tell"),
    ],
)
def test_no_file_is_of_a_pack_above_the_system_s(packs: tuple[str, ...], answer: object) -> None:
    fix, found = row(size=9, dated="1999-08-02"), file(version=None, link="1999-09-20")
    asked = case(fix, found, claims=(claim(AFTER_LAST),), history=taught(builds=PACKS), system_packs=packs)
    assert said(ladder.later_link, asked) == answer


def test_a_driver_numbered_above_the_fix_may_be_a_pack_s_own() -> None:
    fix, found = row(version="4.0.1381.290", dated="1999-08-02"), file(link="1999-09-20")
    assert said(ladder.version, case(fix, found, history=taught(builds=PACKS))) == (FIXED, CERTAIN)
    asked = case(fix, found, claims=(claim(AFTER_LAST),), history=taught(builds=PACKS))
    assert said(ladder.version, asked) is UNRECORDED


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


def test_the_size_of_a_damaged_kernel_is_no_other_build_s() -> None:
    found = kernel(version=None, size=932_032, link="1999-10-25 12:00", oddities=(Oddity.TRUNCATED,))
    assert said(ladder.other_build, case(OCTOBER, found, history=SIZES)) is None


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
        pytest.param(
            case(row(size=1, dated="1999-10-28"), file(version=None, oddities=(Oddity.TRUNCATED,))),
            id="a file that lost its size",
        ),
    ],
)
def test_an_earlier_build_needs_a_platform_a_date_and_a_size(asked: Case) -> None:
    assert said(ladder.earlier_link, asked) is None


def test_a_size_in_kb_differs_only_where_no_rounding_explains_it() -> None:
    for kb, answer in ((930, (UNFIXED, LIKELY)), (932, None), (910, None), (925, (UNFIXED, LIKELY))):
        found = kernel(version=None, size=932_032, link="1999-10-20")
        assert said(ladder.earlier_link, case(row("ntoskrnl.exe", size_kb=kb, dated="1999-10-28"), found)) == answer
