"""Painting: a lane that is laid out, as the elements of a drawing.

Every word comes through `safe`, every number with one decimal at most. A lane is
a list and each event an item of it that the keyboard reaches; what is only for
the eye is hidden from who listens. Where things stand is not decided here.
"""

from collections.abc import Iterator

from ntfp.reports.drawing.labels import Label
from ntfp.reports.drawing.layout import OVER, Dot, Laid, Placed
from ntfp.reports.drawing.lettering import folded, safe, width_of
from ntfp.reports.drawing.marks import Style
from ntfp.reports.drawing.shape import FLAG, Shape
from ntfp.reports.drawing.words import lane_in_words

_PADDING = 8.0  # inside the frame of what is said of an event
_ABOVE = 6.0  # from there to the dots


def number(value: float) -> str:
    """With one decimal, and none where it is whole."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text_at(x: float, y: float, words: str, kind: str, anchor: str = "") -> str:
    """One line of text."""
    end = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}"{end}>{safe(words)}</text>'


def line_at(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<path class="{kind}" d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"/>'


def lane_painted(laid: Laid, y: float, top: float, shape: Shape) -> Iterator[str]:
    """All of a lane whose base line is at `y`, from its shades to what is said of its dots; none of it above `top`."""
    yield '<g class="lane">'
    yield '<g aria-hidden="true">'
    for label in laid.labels:
        yield from _shade(label, laid, y)
    for _, x in laid.years:
        yield line_at(x, y - laid.crown, x, y + laid.root, "grid")
    yield line_at(laid.scale.left, y, laid.scale.right, y, "base")
    for flag in laid.flags:
        yield line_at(flag.x, y, flag.x, y + flag.y - shape.line + 4, "pole")
        yield text_at(flag.x + FLAG, y + flag.y - 4, flag.name, "flag")
    yield from _lines_of(laid, y)
    for year, x in laid.years:  # over a line that goes down through them
        yield text_at(x, y + laid.root + shape.line - 3, str(year), "year halo", "middle")
    yield "</g>"
    for label in laid.labels:
        yield from _words(label, y, shape)
    if laid.events:
        events = [placed.event for placed in laid.events]
        yield f'<g role="list" aria-label="{safe(lane_in_words(laid.lane, events))}">'
        for placed in laid.events:
            yield event_painted(placed, y, laid, top, shape)
        yield "</g>"
    yield "</g>"


def event_painted(placed: Placed, y: float, laid: Laid, top: float, shape: Shape) -> str:
    """An item: its dots, its words for the ear, and its words for the eye, which are seen when they are asked for."""
    kind = " ".join(["event", *(["release"] if placed.event.name else []), placed.style])
    dots = "".join(dot_painted(dot, y, placed.style) for dot in placed.dots)
    said = safe(". ".join(placed.lines))
    tip = _tip(placed, y, laid, top, shape)
    return f'<g class="{kind}" role="listitem" tabindex="0" aria-label="{said}">{dots}{tip}</g>'


def dot_painted(dot: Dot, y: float, style: Style) -> str:
    """A disc: full, empty, half full, with a core, or small; so it is told apart without colour."""
    x, middle, radius = dot.x, dot.y + y, dot.radius
    inner = (
        radius - 0.9 if style is Style.UNFIXED else radius - 0.6 if style in (Style.UNKNOWN, Style.DIFFER) else radius
    )
    if style is Style.NOT_APPLICABLE:
        inner = radius / 2
    disc = f'<circle class="dot" cx="{number(x)}" cy="{number(middle)}" r="{number(inner)}"/>'
    if style is Style.UNKNOWN:
        reach = number(inner)
        start = f"M{number(x)} {number(middle - inner)}"
        disc += f'<path class="half" d="{start}a{reach} {reach} 0 0 0 0 {number(2 * inner)}z"/>'
    if style is Style.DIFFER:
        disc += f'<circle class="core" cx="{number(x)}" cy="{number(middle)}" r="{number(inner / 2.2)}"/>'
    return disc


def _tip(placed: Placed, y: float, laid: Laid, top: float, shape: Shape) -> str:
    """In a frame above the lane's dots, or below them where it would not fit; as near to its own as can be."""
    heading, *rest = placed.lines
    room = min(shape.tip, shape.width - 2 * shape.margin) - 2 * _PADDING
    lines = [(line, True) for line in folded(heading, shape.text, room, bold=True)]
    lines += [(part, False) for line in rest for part in folded(line, shape.text, room)]
    width = max(width_of(line, shape.text, bold=bold) for line, bold in lines) + 2 * _PADDING
    height = tip_height(len(lines), shape)
    middle = sum(dot.x for dot in placed.dots) / len(placed.dots)
    left = min(max(middle - width / 2, shape.margin), shape.width - shape.margin - width)
    upper = y - laid.crown - _ABOVE - height
    if upper < top:
        upper = y + laid.root + _ABOVE
    spans = "".join(
        f'<text class="{"names" if bold else "said"}" x="{number(left + _PADDING)}" '
        f'y="{number(upper + _PADDING + shape.line * (row + 1) - 4)}">{safe(line)}</text>'
        for row, (line, bold) in enumerate(lines)
    )
    frame = f'x="{number(left)}" y="{number(upper)}" width="{number(width)}" height="{number(height)}" rx="3"'
    return f'<g class="tip" aria-hidden="true" visibility="hidden"><rect {frame}/>{spans}</g>'


def tip_height(lines: int, shape: Shape) -> float:
    return lines * shape.line + 2 * _PADDING - 2


def room_above(laid: Laid, below: float, shape: Shape) -> float:
    """How far above its base line what is said of its events may reach, where so much room is below that line."""
    room = min(shape.tip, shape.width - 2 * shape.margin) - 2 * _PADDING
    lines = [
        sum(len(folded(line, shape.text, room, bold=row == 0)) for row, line in enumerate(placed.lines))
        for placed in laid.events
    ]
    heights = [_ABOVE + tip_height(count, shape) for count in lines]
    return max((laid.crown + height for height in heights if laid.root + height > below), default=0.0)


def _shade(label: Label, laid: Laid, y: float) -> Iterator[str]:
    if label.shade:
        first, last = label.shade
        top, bottom = y - laid.crown, y + laid.root
        size = f'width="{number(last - first)}" height="{number(bottom - top)}"'
        yield f'<rect class="shade" x="{number(first)}" y="{number(top)}" {size}/>'
        for x, is_open in zip(label.shade, label.open, strict=True):
            yield line_at(x, top, x, bottom, "side open" if is_open else "side")


def _lines_of(laid: Laid, y: float) -> Iterator[str]:
    """The kernels' lines, through the lane and down to their words."""
    for label in laid.labels:
        top = y - laid.crown - OVER
        if label.x is not None:
            yield line_at(label.x, top, label.x, y + label.y + 2, "kernel")
        elif label.shade:
            yield line_at(label.at, y + laid.root, label.at, y + label.y + 2, "side")
        if label.x is not None and label.outside:
            ahead = 7 if label.x >= laid.scale.right else -7
            x, points = label.x, (-5, 0, 5)
            corners = [(x, points[0]), (x + ahead, points[1]), (x, points[2])]
            path = "L".join(f"{number(at)} {number(y + down)}" for at, down in corners)
            yield f'<path class="arrow" d="M{path}z"/>'


def _words(label: Label, y: float, shape: Shape) -> Iterator[str]:
    anchor = "end" if label.leftwards else ""
    x = label.at - FLAG if label.leftwards else label.at + FLAG
    lines = [*((line, "names halo") for line in label.names), *((line, "halo") for line in label.words)]
    for row, (line, kind) in enumerate(lines):
        yield text_at(x, y + label.y + shape.line * (row + 1) - 4, line, kind, anchor)


def title_height(laid: Laid, shape: Shape) -> float:
    return (len(laid.title) + len(laid.subtitle)) * (shape.line + 1)


def title_painted(laid: Laid, x: float, y: float, shape: Shape) -> Iterator[str]:
    """The lane's title and what it holds, the first line at `y`."""
    for row, line in enumerate(laid.title):
        yield text_at(x, y + row * (shape.line + 1), line, "title")
    for row, line in enumerate(laid.subtitle, len(laid.title)):
        yield text_at(x, y + row * (shape.line + 1), line, "quiet")
