"""Labels: where marked systems stand in a lane, and where the words about them do.

Words stand below the lane, beside the line that leads down to them. What they say
is not decided here.
"""

from collections.abc import Iterable

import msgspec

from ntfp.reports.drawing.dodging import AIR
from ntfp.reports.drawing.lettering import folded
from ntfp.reports.drawing.marks import Mark
from ntfp.reports.drawing.scale import Scale
from ntfp.reports.drawing.shape import FLAG, Shape
from ntfp.reports.drawing.words import mark_in_words
from ntfp.reports.text import visible

_BESIDE = 240.0  # with less room to its right, what is said of a mark stands to its left
_LONGEST = 520.0  # a line of them


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A marked kernel: its line, its bracket, and the words below, from the base line down. `None`: not there."""

    x: float | None
    shade: tuple[float, float] | None
    open: tuple[bool, bool]  # nothing is known on the left, on the right
    outside: bool
    at: float  # where its words stand, and its line ends with them
    leftwards: bool
    y: float
    names: tuple[str, ...]
    words: tuple[str, ...]


def labels_of(marks: Iterable[Mark], scale: Scale, top: float, shape: Shape) -> list[Label]:
    """From the right to the left, one below the other: so no line goes through the words of another."""
    found: list[Label] = []
    for mark in sorted(marks, key=lambda mark: mark.begins, reverse=True):
        label = _label(mark, scale, top, shape)
        top += shape.line * lines_in(label) + 3
        found.append(label)
    return found


def _label(mark: Mark, scale: Scale, top: float, shape: Shape) -> Label:
    outside = mark.day is not None and not scale.holds(mark.day)
    x = scale.at(mark.day) if mark.day else None
    shade = None
    if mark.after or mark.before:
        first = scale.at(mark.after) if mark.after else scale.left
        shade = first, max(scale.at(mark.before) if mark.before else scale.right, first + AIR)
    at = x if x is not None else shade[0] if shade else scale.left
    edge = shape.width - shape.margin
    leftwards = edge - at < _BESIDE and at > shape.width / 2
    room = (at if leftwards else edge - at) - FLAG - shape.margin
    names, words = map(visible, mark_in_words(mark, outside=outside))
    return Label(
        x=x,
        shade=shade,
        open=(mark.after is None, mark.before is None),
        outside=outside,
        at=at,
        leftwards=leftwards,
        y=top,
        names=tuple(folded(names, shape.text, min(room, _LONGEST), bold=True)),
        words=tuple(folded(words, shape.text, min(room, _LONGEST))),
    )


def lines_in(label: Label) -> int:
    return len(label.names) + len(label.words)
