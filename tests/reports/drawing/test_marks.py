import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from ntfp.facts.build import Branch, Build, KnownBuild, ListedKernel
from ntfp.facts.platform import Platform
from ntfp.facts.verdict import Verdict
from ntfp.reports.drawing.marks import Style, bracket_of, by_article, marks_in, style_of, with_lanes_for
from tests.reports.drawing.lanes import lane
from tests.reports.findings import FIXED, SYSTEM, UNFIXED, UNKNOWN, judged

FIRST, LAST = dt.date(2000, 7, 12), dt.date(2000, 8, 30)
LINKED = dt.datetime(2000, 8, 1, 3, 4, tzinfo=dt.UTC)


def known(day: dt.date, *, printed: bool = False) -> KnownBuild:
    link = None if printed else dt.datetime.combine(day, dt.time(22), dt.UTC)
    return KnownBuild(
        "ntoskrnl.exe", Branch.NT4, Platform.I386, "a source", link=link, printed=day if printed else None
    )


def listed(day: dt.date) -> ListedKernel:
    return ListedKernel(
        file="ntoskrnl.exe", branch=Branch.NT4, platform=Platform.I386, size=1, date=day, articles=("Q1",)
    )


def build(**said: Any) -> Build:
    return Build(kernel=True, branch=Branch.NT4, platform=Platform.I386, **said)


@pytest.mark.parametrize(
    ("said", "bracket"),
    [
        pytest.param({}, (None, None), id="nothing known"),
        pytest.param({"after": known(FIRST), "before": known(LAST)}, (FIRST, LAST), id="between two releases"),
        pytest.param(
            {"after": known(dt.date(1999, 1, 1)), "listed_after": listed(FIRST), "before": known(LAST)},
            (FIRST, LAST),
            id="the nearer of two before it",
        ),
        pytest.param(
            {"after": known(FIRST), "before": known(dt.date(2005, 1, 1)), "listed_before": listed(LAST)},
            (FIRST, LAST),
            id="the nearer of two after it",
        ),
        pytest.param({"after": known(FIRST)}, (FIRST, None), id="nothing known after it"),
        pytest.param({"listed_before": listed(LAST)}, (None, LAST), id="nothing known before it"),
        pytest.param({"after": known(FIRST, printed=True)}, (FIRST, None), id="a day that is printed"),
        pytest.param({"release": known(FIRST), "after": known(FIRST)}, (None, None), id="exactly a release"),
        pytest.param({"listed": listed(FIRST), "before": known(LAST)}, (None, None), id="exactly a listed kernel"),
        pytest.param({"after": known(LAST), "before": known(FIRST)}, (FIRST, LAST), id="by clocks that disagree"),
    ],
)
def test_between_which_known_kernels(said: dict[str, Any], bracket: tuple[dt.date | None, dt.date | None]) -> None:
    assert bracket_of(build(**said)) == bracket


@pytest.mark.parametrize(
    ("findings", "style"),
    [
        pytest.param([], Style.SILENT, id="nothing found"),
        pytest.param([FIXED], Style.FIXED, id="fixed"),
        pytest.param([UNFIXED], Style.UNFIXED, id="unfixed"),
        pytest.param([UNKNOWN], Style.UNKNOWN, id="unknown"),
        pytest.param([replace(FIXED, verdict=Verdict.NOT_APPLICABLE)], Style.NOT_APPLICABLE, id="not applicable"),
        pytest.param([FIXED, FIXED], Style.FIXED, id="two that agree"),
        pytest.param([FIXED, UNFIXED], Style.DIFFER, id="two that do not are never one of them"),
        pytest.param([FIXED, UNKNOWN], Style.DIFFER, id="nor where one is unknown"),
    ],
)
def test_how_a_dot_is_drawn(findings: list[Any], style: Style) -> None:
    assert style_of([(SYSTEM, finding) for finding in findings]) is style


def test_findings_are_looked_up_system_by_system() -> None:
    one, other = judged(UNFIXED), judged(replace(UNFIXED, verdict=Verdict.FIXED), FIXED)
    found = by_article([one, other])
    assert [finding.verdict for _, finding in found[UNFIXED.kb]] == ["unfixed", "fixed"]
    assert found[FIXED.kb] == [(other, FIXED)]


def test_systems_with_kernels_at_one_place_are_one_mark() -> None:
    systems = [replace(SYSTEM, root=root, linked=LINKED) for root in "AB"]
    (mark,) = marks_in(lane(), systems)
    assert ([system.root for system in mark.systems], mark.day) == (["A", "B"], dt.date(2000, 8, 1))


def test_what_is_not_said_of_both_is_not_said_of_either() -> None:
    other = replace(SYSTEM.build, release=None, packs=("4",))
    systems = [replace(SYSTEM, linked=LINKED, build=one) for one in (SYSTEM.build, other)]
    assert len(marks_in(lane(), systems)) == 2


def test_a_system_is_marked_in_its_own_lane_alone() -> None:
    assert marks_in(lane(platform=Platform.ALPHA), [SYSTEM]) == []
    assert marks_in(lane(branch=Branch.NT4_TSE), [SYSTEM]) == []
    assert len(marks_in(lane(), [SYSTEM])) == 1


def test_marks_are_in_the_order_of_time() -> None:
    days = [LINKED, LINKED - dt.timedelta(days=900), None]
    found = marks_in(lane(), [replace(SYSTEM, build=build(), linked=day) for day in days])
    assert [mark.day for mark in found] == [None, dt.date(1998, 2, 13), dt.date(2000, 8, 1)]


def test_a_windows_of_which_no_kernel_is_known_gets_an_empty_lane_in_its_place() -> None:
    lanes = (lane(branch=Branch.NT351), lane(), lane(platform=None), lane(branch=Branch.WIN2000))
    mips = replace(SYSTEM, build=replace(SYSTEM.build, platform=Platform.MIPS))
    other = replace(SYSTEM, build=Build(kernel=True, branch=Branch.OTHER))
    found = with_lanes_for(lanes, [mips, mips, other, SYSTEM])
    assert [(one.branch, one.platform, one.title, len(one.builds)) for one in found if one not in lanes] == [
        (Branch.NT4, "mips", "Windows NT 4.0", 0),
        (Branch.OTHER, None, "another Windows, or none", 0),
    ]
    assert [(one.branch, one.platform) for one in found] == [
        *((Branch.NT351, "i386"), (Branch.NT4, "i386"), (Branch.NT4, "mips"), (Branch.NT4, None)),
        *((Branch.WIN2000, "i386"), (Branch.OTHER, None)),
    ]


def test_lanes_that_are_there_are_left_as_they_are() -> None:
    lanes = (lane(branch=Branch.WIN2000), lane())
    assert with_lanes_for(lanes, [SYSTEM]) == lanes
