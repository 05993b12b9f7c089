"""Composing: lanes under one another, with the years they share, as the elements of one drawing.

How wide and how high it is comes out with them; what frames it, a page or a file,
is not known here.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from ntfp.facts.timeline import Lane
from ntfp.facts.verdict import Judged
from ntfp.reports.drawing.layout import Laid, days_of, hangs_of, laid_out
from ntfp.reports.drawing.legend import legend
from ntfp.reports.drawing.lettering import width_of
from ntfp.reports.drawing.marks import with_lanes_for
from ntfp.reports.drawing.painting import lane_painted, line_at, room_above, text_at, title_height, title_painted
from ntfp.reports.drawing.scale import Scale, narrowed, scale_of
from ntfp.reports.drawing.shape import Shape

_NOTHING = "No kernel is on record."
_BETWEEN = 14.0  # two lanes
_YEARS = 20.0  # the room of the years
_EDGE = 2.0  # nothing is painted nearer to it


class _Standing(msgspec.Struct, frozen=True):
    """A lane, and where its base line and the first line of its title are."""

    laid: Laid
    base: float
    title: float


def composed(lanes: Sequence[Lane], marked: Sequence[Judged], shape: Shape, top: float) -> tuple[list[str], float]:
    """The elements below `top`, and how high the drawing is."""
    lanes = with_lanes_for(lanes, marked)
    if not lanes:
        return [text_at(shape.margin, top + shape.line + _EDGE, _NOTHING, "quiet")], top + 2 * shape.line
    laid = [
        laid_out(lane, marked, scale, shape) for lane, scale in zip(lanes, _scales(lanes, marked, shape), strict=True)
    ]
    years = _YEARS if shape.shared else 0.0
    foot = years + legend(laid, 0.0, shape)[1]
    standing, bottom = _stood(laid, top + years, foot, shape)
    painted = list(_years(laid[0].scale, top, bottom, shape)) if shape.shared else []
    for one in standing:
        painted += title_painted(one.laid, shape.margin, one.title, shape)
        painted += lane_painted(one.laid, one.base, _EDGE, shape)
    signs, height = legend(laid, bottom + years, shape)
    return [*signs, *painted], height + shape.margin  # what is said of a dot may be seen over a sign


def _scales(lanes: Sequence[Lane], marked: Sequence[Judged], shape: Shape) -> list[Scale]:
    """Of each lane, or one and the same of all; with room for the names of the last releases."""
    width, edge = shape.width - shape.left - shape.right, shape.width - shape.margin
    days = [days_of(lane, marked) for lane in lanes]
    hangs = [hangs_of(lane, shape) for lane in lanes]
    if not shape.shared:
        each = zip(days, hangs, strict=True)
        return [narrowed(scale_of(of_lane, shape.left, width), hanging, edge) for of_lane, hanging in each]
    every: list[dt.date] = [day for of_lane in days for day in of_lane]
    all_hangs = [hang for hanging in hangs for hang in hanging]
    return [narrowed(scale_of(every, shape.left, width), all_hangs, edge)] * len(lanes)


def _stood(laid: Sequence[Laid], top: float, foot: float, shape: Shape) -> tuple[list[_Standing], float]:
    """One below the other, low enough for what is said of their events; and where they end, `foot` above the very end.

    What is said has its place above a lane; of one that is alone it may also be below, where no other lane covers it.
    """
    found: list[_Standing] = []
    y = top
    for lane in laid:
        title = title_height(lane, shape)
        if shape.shared:
            base = y + max(lane.above, title / 2)
            found.append(_Standing(lane, base, base - title / 2 + shape.text))
            y = base + max(lane.below, title / 2) + _BETWEEN
        else:
            base = y + title + lane.above
            found.append(_Standing(lane, base, y + shape.text))
            y = base + lane.below + 1.6 * _BETWEEN
    below = y + foot - _EDGE - found[0].base if len(found) == 1 else 0.0
    lower = max(0.0, *(room_above(one.laid, below, shape) + _EDGE - one.base for one in found))
    return [_Standing(one.laid, one.base + lower, one.title + lower) for one in found], y + lower


def _years(scale: Scale, top: float, bottom: float, shape: Shape) -> Iterator[str]:
    """The years all lanes share: lines through all of them, named above and below."""
    yield '<g aria-hidden="true">'
    for year, x in scale.years(width_of("0000", shape.text) + 8):
        yield line_at(x, top + _YEARS - 4, x, bottom, "grid")
        for y in (top + _YEARS - 8, bottom + shape.text):
            yield text_at(x, y, str(year), "year", "middle")
    yield "</g>"
