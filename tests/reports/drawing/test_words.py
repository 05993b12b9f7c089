import datetime as dt

import pytest
from msgspec.structs import replace

from ntfp.facts.lookup import Appearance, Clock
from ntfp.facts.timeline import Lane
from ntfp.facts.verdict import Finding, Judged
from ntfp.facts.version import FileVersion
from ntfp.reports.drawing.events import events_of
from ntfp.reports.drawing.marks import marks_in
from ntfp.reports.drawing.words import event_in_lines, lane_in_words, mark_in_words
from tests.reports.drawing.lanes import MP, UP, build, lane
from tests.reports.findings import FIXED, SYSTEM, UNFIXED

V335 = FileVersion(4, 0, 1381, 335)
LINK = {"clock": Clock.LINK, "time": dt.time(22, 2, 3), "version": V335, "packs": ("6", "6a")}


@pytest.mark.parametrize(
    ("builds", "lines"),
    [
        pytest.param(
            [build("1999-09-21", UP, **LINK), build("1999-09-21", MP, **{**LINK, "size": 951_808})],
            [
                "SP6/SP6a",
                "linked 1999-09-21 (UTC)",
                "version 4.0.1381.335",
                "uniprocessor: 22:02, 932,032 bytes",
                "multiprocessor: 22:02, 951,808 bytes",
            ],
            id="a release",
        ),
        pytest.param(
            [build("1996-10-05", packs=("0",), label="disc of 1996-10-14", clock=Clock.STAMP, size=None)],
            ["RTM (disc of 1996-10-14)", "stamped 1996-10-05 (as all files of its pack)", "uniprocessor"],
            id="a release with a label, of which little is known",
        ),
        pytest.param(
            [build("1999-10-28", articles=("Q1", "Q2", "Q3", "Q4"), time=dt.time(19, 12))],
            [
                "Q1/Q2/Q3 and 1 more",
                "A leak",
                "dated 1999-10-28 (local time, zone unsaid)",
                "uniprocessor: 19:12, 932,032 bytes",
            ],
            id="a fix of several articles",
        ),
        pytest.param(
            [build("1998-06-03", size=None, size_kb=903.0, language="ja", variant="128-bit", clock=Clock.UTC)],
            ["Q244509", "A leak", "dated 1998-06-03 (UTC)", "uniprocessor: 903 KB, language ja, 128-bit"],
            id="all that a row can say",
        ),
        pytest.param(
            [build("2003-06-11", packs=("4",), version=V335), build("2003-06-10", MP, packs=("4",))],
            [
                "SP4",
                "dated 2003-06-10 (local time, zone unsaid)",
                "multiprocessor: 932,032 bytes",
                "uniprocessor: 2003-06-11, 4.0.1381.335, 932,032 bytes",
            ],
            id="builds of two days and two versions",
        ),
        pytest.param(
            [build("2001-04-06", date_doubt=dt.date(2001, 6, 4), title=None)],
            [
                "Q244509",
                "dated 2001-04-06 (local time, zone unsaid)",
                "uniprocessor: 932,032 bytes",
                "the day may be 2001-06-04: month or day first is not settled",
            ],
            id="a day in doubt",
        ),
        pytest.param(
            [build("2001-04-06", articles=(), title=None, sources=("A list",), size=None)],
            ["A list", "dated 2001-04-06 (local time, zone unsaid)", "uniprocessor"],
            id="neither a release nor a fix",
        ),
    ],
)
def test_what_is_said_of_an_event(builds: list[Appearance], lines: list[str]) -> None:
    (event,) = events_of(lane(*builds))
    assert event_in_lines(event, []) == lines


@pytest.mark.parametrize(
    ("findings", "last"),
    [
        pytest.param([(SYSTEM, UNFIXED)], ["unfixed: this release lacks it"], id="one"),
        pytest.param(
            [(SYSTEM, UNFIXED), (replace(SYSTEM, root="D/WINNT"), FIXED)],
            ["WINNT: unfixed: this release lacks it", "D/WINNT: fixed: its pack has it"],
            id="two systems",
        ),
        pytest.param(
            [(replace(SYSTEM, root=str(number)), UNFIXED if number else FIXED) for number in range(1001)],
            ["fixed: 1 system", "unfixed: 1,000 systems"],
            id="more systems than one would read",
        ),
    ],
)
def test_how_a_fix_stands(findings: list[tuple[Judged, Finding]], last: list[str]) -> None:
    (event,) = events_of(lane(build("1999-10-28")))
    assert event_in_lines(event, findings)[-len(last) :] == last


def test_of_several_articles_each_finding_says_whose_it_is() -> None:
    (event,) = events_of(lane(build("1999-10-28", articles=(UNFIXED.kb, FIXED.kb))))
    assert event_in_lines(event, [(SYSTEM, UNFIXED), (SYSTEM, FIXED)])[-2:] == [
        "Q244509 unfixed: this release lacks it",
        "Q171996 fixed: its pack has it",
    ]


def test_a_line_that_nobody_would_read_is_cut_in_the_middle() -> None:
    (event,) = events_of(lane(build("1999-10-28", title="T" * 500, variant="V" * 500)))
    assert max(map(len, event_in_lines(event, []))) == 139


@pytest.mark.parametrize(
    ("of", "said"),
    [
        pytest.param(lane(), "Windows NT 4.0, i386: no known kernel", id="none"),
        pytest.param(
            lane(build("1999-10-28")), "Windows NT 4.0, i386: 1 build, 1999-10-28 to 1999-10-28", id="one"
        ),
        pytest.param(
            lane(build("1999-10-28"), build("2000-01-01", MP), build(None), platform=None),
            "Windows NT 4.0, platform not said: 2 builds, 1999-10-28 to 2000-01-01",
            id="two with a day",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_a_lane(of: Lane, said: str) -> None:
    assert lane_in_words(of, events_of(of)) == said


LINKED = dt.datetime(2000, 8, 1, tzinfo=dt.UTC)
NOWHERE = replace(SYSTEM.build, release=None, packs=())


@pytest.mark.parametrize(
    ("systems", "outside", "said"),
    [
        pytest.param(
            [replace(SYSTEM, linked=dt.datetime(1999, 9, 21, 22, 2, tzinfo=dt.UTC))],
            False,
            ("WINNT", "linked 1999-09-21; this is the kernel of SP6/SP6a"),
            id="a release's",
        ),
        pytest.param(
            [replace(SYSTEM, linked=LINKED, build=NOWHERE)],
            True,
            ("WINNT", "linked 2000-08-01; outside of this picture; no pack can be told"),
            id="outside",
        ),
        pytest.param(
            [replace(SYSTEM, build=NOWHERE)],
            False,
            ("WINNT", "when its kernel was linked is not known; no pack can be told"),
            id="nowhere",
        ),
        pytest.param(
            [replace(SYSTEM, root=root, linked=LINKED, build=NOWHERE) for root in "ABCDE"],
            False,
            ("A, B, C and 2 more", "linked 2000-08-01; no pack can be told"),
            id="several",
        ),
    ],
)
def test_what_is_said_of_a_mark(systems: list[Judged], outside: bool, said: tuple[str, str]) -> None:
    (mark,) = marks_in(lane(), systems)
    assert mark_in_words(mark, outside=outside) == said
