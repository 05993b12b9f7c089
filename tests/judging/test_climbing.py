"""Climbing: which step answers, what is said where none does, and what damage takes away."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ntfp.facts.build import Confidence
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified
from ntfp.facts.signature import AFTER_LAST, LATEST, FixedIn, Relation, Row
from ntfp.facts.verdict import Reason, Step
from ntfp.judging import ladder
from ntfp.judging.climbing import climb
from tests.judging.climbs import FIXED, OCTOBER, SP5_FILE, THREE_DAYS_BEFORE, UNFIXED, climbed
from tests.judging.records import (
    ALPHA,
    CERTAIN,
    I386,
    LIKELY,
    MP,
    UP,
    article,
    case,
    claim,
    file,
    kernel,
    moment,
    released,
    row,
    table,
    taught,
)

# --- Whom the row speaks for could not be read surely.


@pytest.mark.parametrize(
    ("about", "on", "sure"),
    [
        pytest.param("table-limited", "table", LIKELY, id="its table is limited in a way nobody understood"),
        pytest.param("branch-contradicted", "table", LIKELY, id="the branch of its table is contradicted"),
        pytest.param("row-words", "row", LIKELY, id="the row has words nobody understood"),
        pytest.param("row-words", "elsewhere", CERTAIN, id="another row has"),
        pytest.param("claim-unread", "table", CERTAIN, id="a statement is another matter"),
    ],
)
def test_a_row_in_doubt_proves_nothing_for_certain(about: str, on: str, sure: Confidence) -> None:
    fix = row(version="4.0.1381.300")
    line = {"table": table(fix).line, "row": fix.line, "elsewhere": 999}[on]
    for number, vote in (("301", FIXED), ("299", UNFIXED)):
        asked = case(fix, file(version=f"4.0.1381.{number}"), doubts=((about, line),))
        assert climbed(asked) == (Step.VERSION, vote, sure, Reason.VERSION)


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
    evidence = climb(case(OCTOBER, kernel(version=None, link="1999-11-11", size=931_000)))
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
    own = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    said_so = case(row(dated="1999-08-02"), own, relation=Relation.PLAIN, claims=(claim("5"),))
    assert climbed(said_so)[1:3] == (FIXED, CERTAIN), "a pack has it by the article's word, and not by the table's"


@pytest.mark.parametrize("oddity", [Oddity.CHECKSUM_WRONG, Oddity.DEEP_UNREADABLE, Oddity.TRUNCATED])
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


def test_a_file_with_another_build_s_link_time_is_not_the_very_one_by_its_file_time() -> None:
    history = taught(builds=(released("5", version="4.0.1381.204", link="1999-04-20", size=230_000),))
    found = file(version="4.0.1381.7001", link="1999-04-20", modified="1999-10-28 12:10")
    for fix in (
        row(version="4.0.1381.7001", size=231_000, dated="1999-10-28"),
        row(version="4.0.1381.7001", size=231_000),
    ):
        assert climbed(case(fix, found, history=history))[1:] == (None, None, Reason.EVIDENCE_DISAGREES)


@pytest.mark.parametrize("oddity", [Oddity.VERSION_DAMAGED, Oddity.RESOURCES_DAMAGED])
def test_a_version_read_from_a_damaged_block_is_only_likely(oddity: Oddity) -> None:
    for number, vote in (("4.0.1381.301", FIXED), ("4.0.1381.299", UNFIXED)):
        asked = case(row(version="4.0.1381.300"), file(version=number, oddities=(oddity,)))
        assert climbed(asked)[1:3] == (vote, LIKELY)


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
        votes.append(climb(case(fix, found, history=history, claims=claims)).vote)
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
        evidence = climb(case(fix, found, history=EVERYTHING, claims=claims, relation=relation))
        assert evidence.because and evidence.wanted and evidence.found
        assert (evidence.vote is None) == (evidence.confidence is None) == (evidence.silent is not None)
        if evidence.vote is not None:
            assert evidence.reason.value == evidence.step.value
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
