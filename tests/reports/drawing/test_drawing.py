"""The whole drawing, read back as XML: what is in it, and where."""

import datetime as dt
import math
import re
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from ntfp.catalogue.history import history
from ntfp.facts.build import KERNEL_NAMES, Branch, KnownBuild
from ntfp.facts.lookup import Appearance
from ntfp.facts.platform import Platform
from ntfp.facts.verdict import Finding, Judged, Verdict
from ntfp.reports.drawing import BEGIN, NARROW, WIDE, Shape, as_file, drawn
from ntfp.reports.drawing.lettering import width_of
from ntfp.reports.drawing.marks import Style
from ntfp.scanning.data import shipped_data
from tests.reports.drawing.lanes import MP, SVG, UP, build, lane, of_kind, read, said_in, shipped_lanes
from tests.reports.findings import FIXED, SYSTEM, UNFIXED, UNKNOWN, judged

SHAPES = pytest.mark.parametrize("shape", [WIDE, NARROW], ids=lambda shape: shape.name)
HOSTILE = "<script>alert(1)</script>\"'&]]>\x00\x1b[2J\udcff\u202e\ufffe" + "W" * 300
LANE = lane(
    build("1999-09-21", packs=("6", "6a")),
    build("1999-09-21", MP, packs=("6", "6a")),
    build("1999-10-28"),
    build("2000-07-12", articles=("Q266762",)),
    build("2000-08-30", articles=("Q271076",)),
)
LINKED = dt.datetime(2000, 8, 1, 3, 4, tzinfo=dt.UTC)


def known(day: str) -> KnownBuild:
    link = dt.datetime.fromisoformat(f"{day}T22:00:00+00:00")
    return KnownBuild("ntoskrnl.exe", Branch.NT4, Platform.I386, "a source", link=link)


BETWEEN = replace(SYSTEM.build, release=None, after=known("2000-07-12"), before=known("2000-08-30"))
MARKED = replace(SYSTEM, linked=LINKED, build=BETWEEN)


def events(drawing: ET.Element) -> list[ET.Element]:
    """Those of the lanes, without the signs of the legend."""
    return [event for event in of_kind(drawing, "event") if event.get("role") == "listitem"]


def dots(drawing: ET.Element) -> list[tuple[float, float, float]]:
    """Where, how high and how large."""
    found = [dot for event in events(drawing) for dot in of_kind(event, "dot")]
    return [(float(dot.get("cx", "")), float(dot.get("cy", "")), float(dot.get("r", ""))) for dot in found]


def points(path: ET.Element) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", path.get("d") or "")]


# What is in it


@SHAPES
def test_every_known_kernel_is_a_dot(shape: Shape) -> None:
    data = shipped_data()
    on_record = [one for file in KERNEL_NAMES for one in history(file, data.signatures, data.base.known)]
    assert len(dots(read(drawn(shipped_lanes(), shape=shape)))) == len(on_record) == 158


@SHAPES
def test_every_release_is_named_and_every_lane_has_its_title(shape: Shape) -> None:
    said = said_in(read(drawn(shipped_lanes(), shape=shape)))
    for name in ("RTM, disc 511", "RTM, disc 528", "SP2/SP3", "SP6/SP6a", "Windows NT 3.1", "Windows 2000"):
        assert name in said
    assert (said.count("RTM/SP1"), said.count("SP4")) == (1, 3)  # of NT 3.51, NT 4.0 and Windows 2000


def test_an_event_says_all_to_who_listens_and_to_who_points_at_it() -> None:
    first, *_ = events(read(drawn([LANE])))
    said = "SP6/SP6a. dated 1999-09-21 (local time, zone unsaid). uniprocessor: 932,032 bytes."
    said += " multiprocessor: 932,032 bytes"
    assert (first.get("aria-label"), first.get("role"), first.get("tabindex")) == (said, "listitem", "0")
    (tip,) = of_kind(first, "tip")
    assert (tip.get("visibility"), tip.get("aria-hidden")) == ("hidden", "true")
    assert ". ".join(text.text or "" for text in tip.iter(f"{SVG}text")) == said


def test_a_lane_is_a_list_with_a_name() -> None:
    (found,) = [element for element in read(drawn([LANE])).iter() if element.get("role") == "list"]
    assert found.get("aria-label") == "Windows NT 4.0, i386: 5 builds, 1999-09-21 to 2000-08-30"
    assert {child.get("role") for child in found} == {"listitem"}


def test_a_lane_without_events_is_no_list_of_nothing() -> None:
    assert [element for element in read(drawn([lane()])).iter() if element.get("role") == "list"] == []


@SHAPES
def test_the_same_input_gives_the_same_bytes(shape: Shape) -> None:
    lanes = shipped_lanes()
    assert drawn(lanes, [MARKED], shape=shape) == drawn(lanes, [MARKED], shape=shape)


@SHAPES
def test_two_drawings_in_one_page_do_not_clash(shape: Shape) -> None:
    drawing = drawn(shipped_lanes(), [MARKED], shape=shape)
    assert [element for element in read(drawing).iter() if element.get("id")] == []
    assert re.findall(r"url\(|href|<script|<style", drawing) == []


# Where it is


@SHAPES
def test_no_dot_of_the_known_kernels_hides_another(shape: Shape) -> None:
    for (x, y, radius), (other, below, size) in combinations(dots(read(drawn(shipped_lanes(), shape=shape))), 2):
        assert math.hypot(x - other, y - below) > radius + size


BUILDS = st.builds(
    build,
    st.one_of(st.none(), st.dates().map(str), st.dates(dt.date(1999, 1, 1), dt.date(2000, 12, 31)).map(str)),
    st.sampled_from([UP, MP, "ntkrnlpa.exe", "ntkrpamp.exe"]),
    packs=st.sampled_from([(), (), ("0",), ("4",), ("6", "6a")]),
    label=st.one_of(st.none(), st.text(max_size=40)),
)


@SHAPES
@settings(max_examples=60, deadline=None)
@given(found=st.lists(st.lists(BUILDS, max_size=25), max_size=3))
def test_whatever_is_known_everything_is_inside_and_nothing_is_hidden(
    shape: Shape, found: list[list[Appearance]]
) -> None:
    lanes = [lane(*builds, branch=branch) for builds, branch in zip(found, Branch, strict=False)]
    drawing = read(drawn(lanes, shape=shape))
    height = float(drawing.get("height", ""))
    placed = dots(drawing)
    assert len(placed) == sum(one.date is not None for builds in found for one in builds)
    for x, y, radius in placed:
        assert radius <= x <= shape.width - radius
        assert radius <= y <= height - radius
    for (x, y, radius), (other, below, size) in combinations(placed, 2):
        assert math.hypot(x - other, y - below) > radius + size
    names = [(float(flag.get("x", "")), float(flag.get("y", "")), flag.text or "") for flag in of_kind(drawing, "flag")]
    boxes = [(x, x + width_of(name, shape.text, bold=True), y) for x, y, name in names]
    for left, right, y in boxes:
        assert shape.margin <= left and right <= shape.width
        assert all(x + radius < left or right < x - radius or abs(y - at) > radius for x, at, radius in placed)
    for (left, right, y), (other, end, below) in combinations(boxes, 2):
        assert right < other or end < left or abs(y - below) >= shape.text


@SHAPES
def test_a_name_of_any_length_leaves_the_axis_a_third(shape: Shape) -> None:
    """Two releases of one name are told apart by labels, which can be anything."""
    releases = [build(day, packs=("0",), label="日" * 300) for day in ("1999-01-01", "2002-12-28")]
    drawing = read(drawn([lane(*releases)], shape=shape))
    for flag in of_kind(drawing, "flag"):
        assert "…" in (flag.text or "")
        assert float(flag.get("x", "")) + width_of(flag.text or "", shape.text, bold=True) <= shape.width
    (base,) = of_kind(of_kind(drawing, "lane")[0], "base")
    first, _, last, _ = points(base)
    assert last - first >= (shape.width - shape.margin - shape.left) / 3 - 0.1


@SHAPES
def test_what_is_said_of_a_dot_stays_inside(shape: Shape) -> None:
    for tip in of_kind(read(drawn(shipped_lanes(), [MARKED], shape=shape)), "tip"):
        (frame,) = tip.iter(f"{SVG}rect")
        x, y, width, _ = (float(frame.get(key, "")) for key in ("x", "y", "width", "height"))
        assert x >= 0 and y >= 0 and x + width <= shape.width


def test_text_can_be_read_on_a_telephone() -> None:
    assert NARROW.text * 320 / NARROW.width >= 11


def test_narrow_lanes_have_axes_of_their_own() -> None:
    lanes = [LANE, lane(build("1993-07-24", packs=("0",)), branch=Branch.NT31, title="Windows NT 3.1")]
    years = [text for text in said_in(read(drawn(lanes, shape=NARROW))) if text.isdigit()]
    assert years == ["1999", "2000", "2001", "1993", "1994"]
    shared = [text for text in said_in(read(drawn(lanes))) if text.isdigit()]
    assert sorted(set(shared)) == [str(year) for year in range(1993, 2002)]


# Systems


def kind_of(*findings: Finding) -> str:
    """How the dot of the fix is drawn, by its shape alone."""
    fix = lane(build("1999-10-28", articles=tuple(finding.kb for finding in findings) or ("Q1",)))
    (event,) = events(read(drawn([fix], [judged(*findings)])))
    event.set("aria-label", "")
    for tip in of_kind(event, "tip"):
        event.remove(tip)
    return ET.tostring(event, encoding="unicode")


def test_verdicts_are_told_apart_without_colour() -> None:
    verdicts = [FIXED, UNFIXED, UNKNOWN, replace(FIXED, verdict=Verdict.NOT_APPLICABLE)]
    cases = [*([one] for one in verdicts), (FIXED, UNFIXED), ()]
    drawings = {style: kind_of(*found) for style, found in zip(Style, cases, strict=False)}
    shapes = {style: re.sub(r' (class|fill|stroke)="[^"]*"', "", found) for style, found in drawings.items()}
    assert 'class="half"' in drawings[Style.UNKNOWN]
    assert 'class="core"' in drawings[Style.DIFFER]
    assert len({shapes[style] for style in (Style.FIXED, Style.UNFIXED, Style.UNKNOWN, Style.DIFFER)}) == 4
    assert all(f'class="event {style}"' in found for style, found in drawings.items())


@pytest.mark.parametrize(
    ("articles", "style"),
    [
        pytest.param((FIXED.kb,), "fixed", id="fixed"),
        pytest.param((UNFIXED.kb,), "unfixed", id="unfixed"),
        pytest.param((UNKNOWN.kb,), "unknown", id="unknown"),
        pytest.param((FIXED.kb, UNFIXED.kb), "differ", id="of two articles one is fixed"),
        pytest.param(("Q1",), "silent", id="not in the report"),
        pytest.param((), "plain", id="no article"),
    ],
)
def test_a_fix_is_drawn_by_its_verdict_in_its_own_lane_alone(articles: tuple[str, ...], style: str) -> None:
    lanes = [lane(build("1999-10-28", articles=articles), platform=platform) for platform in ("i386", "alpha")]
    own, other = events(read(drawn(lanes, [judged(FIXED, UNFIXED, UNKNOWN)])))
    assert (own.get("class"), other.get("class")) == (f"event {style}", "event plain")


def test_the_kernel_is_a_line_at_its_day_and_the_bracket_around_it_is_shaded() -> None:
    drawing = read(drawn([LANE], [MARKED]))
    (line,) = of_kind(of_kind(drawing, "lane")[0], "kernel")
    (shade,) = of_kind(of_kind(drawing, "lane")[0], "shade")
    x, *_ = points(line)
    first, width = float(shade.get("x", "")), float(shade.get("width", ""))
    after, before = (dots(drawing)[-2][0], dots(drawing)[-1][0])
    assert [first, first + width] == pytest.approx([after, before], abs=0.2)
    assert first < x < first + width
    assert "WINNT" in said_in(drawing)
    assert any(said.startswith("linked 2000-08-01; likely on SP6 or SP6a") for said in said_in(drawing))


@pytest.mark.parametrize(
    ("system", "lines", "shades", "dashed"),
    [
        pytest.param(replace(MARKED, build=SYSTEM.build), 1, 0, 0, id="exactly a release: nothing to shade"),
        pytest.param(replace(MARKED, linked=None), 0, 1, 0, id="no link time: only the bracket"),
        pytest.param(replace(MARKED, linked=None, build=SYSTEM.build), 0, 0, 0, id="neither: only words"),
        pytest.param(replace(MARKED, build=replace(BETWEEN, before=None)), 1, 1, 1, id="open to the right"),
        pytest.param(replace(MARKED, build=replace(BETWEEN, after=None)), 1, 1, 1, id="open to the left"),
    ],
)
def test_what_is_drawn_of_a_system(system: Judged, lines: int, shades: int, dashed: int) -> None:
    (drawing,) = of_kind(read(drawn([LANE], [system])), "lane")
    assert len(of_kind(drawing, "kernel")) == lines
    assert len(of_kind(drawing, "shade")) == shades
    assert len(of_kind(drawing, "open")) == dashed
    assert "WINNT" in said_in(drawing)


@SHAPES
def test_a_link_time_far_away_stretches_nothing_and_is_said_to_be_outside(shape: Shape) -> None:
    system = replace(MARKED, linked=dt.datetime(2031, 1, 1, tzinfo=dt.UTC), build=SYSTEM.build)
    drawing = read(drawn([LANE], [system], shape=shape))
    assert [text for text in said_in(drawing) if text.isdigit()][-1] == "2001"
    (lane_drawn,) = of_kind(drawing, "lane")
    assert len(of_kind(lane_drawn, "arrow")) == 1
    assert "outside of this picture" in " ".join(said_in(drawing))


def test_a_link_time_a_little_later_stretches_the_axis() -> None:
    drawing = read(drawn([LANE], [replace(MARKED, linked=dt.datetime(2003, 5, 1, tzinfo=dt.UTC))]))
    assert [text for text in said_in(drawing) if text.isdigit()][-1] == "2004"
    assert of_kind(drawing, "arrow") == []


@SHAPES
def test_the_words_of_many_marks_stand_below_one_another(shape: Shape) -> None:
    days = [LINKED + dt.timedelta(days=30 * number) for number in range(-12, 12)]
    drawing = read(drawn([LANE], [replace(MARKED, root=f"disk {day:%Y-%m}", linked=day) for day in days], shape=shape))
    places = [float(text.get("y", "")) for text in of_kind(drawing, "names") if "halo" in (text.get("class") or "")]
    assert len(places) == len(days)
    assert all(abs(one - other) >= shape.line for one, other in combinations(places, 2))


@SHAPES
@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(replace(MARKED, root=HOSTILE), id="a root"),
        pytest.param(replace(MARKED, root=""), id="no root"),
        pytest.param(
            replace(MARKED, build=replace(BETWEEN, branch=Branch.OTHER, title=HOSTILE, platform=None)), id="a title"
        ),
        pytest.param(replace(MARKED, findings=(replace(UNFIXED, title=HOSTILE),)), id="a finding"),
    ],
)
def test_hostile_names_are_names(shape: Shape, marked: Judged) -> None:
    lanes = [lane(build("1999-10-28", title=HOSTILE, label=HOSTILE, packs=("4",), variant=HOSTILE), title=HOSTILE)]
    for drawing in (drawn([LANE], [marked], shape=shape), drawn(lanes, [marked], shape=shape)):
        elements = {element.tag.removeprefix(SVG) for element in read(drawing).iter()}
        assert elements <= {"svg", "g", "path", "rect", "circle", "text"}
        assert drawing.isprintable()


@SHAPES
def test_nothing_known_is_said(shape: Shape) -> None:
    assert said_in(read(drawn([], shape=shape))) == ["No kernel is on record."]


@SHAPES
@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(MARKED, id="with a link time"),
        pytest.param(replace(MARKED, linked=None, build=SYSTEM.build), id="with nothing"),
    ],
)
def test_a_system_of_which_no_kernel_is_known_is_there(shape: Shape, marked: Judged) -> None:
    drawing = read(drawn([], [marked], shape=shape))
    assert {"Windows NT 4.0", "WINNT"} <= set(said_in(drawing))
    assert "i386 · no known kernel" in said_in(drawing)


# The legend

MEANINGS = (
    *("the kernel of a release", "the kernel of a hotfix", "a fix that is there", "a fix that is not there"),
    *("a fix of which it is unknown", "verdicts differ", "not for this system", "not in this report"),
    *("when the kernel that was found was linked", "between the nearest known ones"),
    "above the line for one processor, below it for several",
)


@pytest.mark.parametrize(
    ("lanes", "marked", "signs"),
    [
        pytest.param([lane()], [], [], id="nothing"),
        pytest.param(
            [LANE],
            [],
            [*MEANINGS[:2], MEANINGS[-1]],
            id="the known history",
        ),
        pytest.param(
            [lane(build("1999-10-28", articles=(UNKNOWN.kb,)))],
            [replace(MARKED, findings=(UNKNOWN,))],
            ["a fix of which it is unknown", *MEANINGS[-3:]],
            id="a system",
        ),
    ],
)  # fmt: skip
def test_only_signs_that_are_there_are_explained(lanes: list[Any], marked: list[Judged], signs: list[str]) -> None:
    drawing = read(drawn(lanes, marked))
    assert [text for text in said_in(drawing) if text in MEANINGS] == signs


# The file


def test_a_file_brings_its_own_style_paper_and_heading() -> None:
    picture = as_file([LANE], about="<5> builds")
    drawing = read(picture)
    assert picture.startswith(BEGIN)
    assert picture.endswith("</svg>\n")
    assert [child.tag.removeprefix(SVG) for child in drawing][:3] == ["title", "style", "rect"]
    assert said_in(drawing)[:2] == ["The known history of the Windows NT kernel", "<5> builds"]
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", picture) == []
