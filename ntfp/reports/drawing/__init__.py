"""Drawing: the known history of the kernel as a picture, with the systems of a report in it.

A drawing stands in a page (`drawn`, with `styles` once for the page) or is a file
by itself (`as_file`). It takes what is known and what was found as they are, and
works out nothing but where things stand.
"""

from collections.abc import Sequence

from ntfp.facts.timeline import Lane
from ntfp.facts.verdict import Judged
from ntfp.reports.drawing.composing import composed
from ntfp.reports.drawing.keys import keys
from ntfp.reports.drawing.lettering import safe
from ntfp.reports.drawing.painting import number, text_at
from ntfp.reports.drawing.shape import NARROW, WIDE, Shape
from ntfp.reports.drawing.styles import styles

BEGIN = '<svg xmlns="http://www.w3.org/2000/svg" class="timeline'
HEADING = "The known history of the Windows NT kernel"
_ROOM = 56.0  # of a file's heading


def drawn(lanes: Sequence[Lane], marked: Sequence[Judged] = (), *, shape: Shape = WIDE) -> str:
    """One element, to stand in a page that has `styles()` in it."""
    elements, height = composed(lanes, marked, shape, 0.0)
    return "".join([_opening(shape, height), *elements, "</svg>"])


def as_file(lanes: Sequence[Lane], marked: Sequence[Judged] = (), *, about: str = "") -> str:
    """The same as a file of its own, with its colours, its paper and a heading, to which `about` adds a line."""
    shape = WIDE
    elements, height = composed(lanes, marked, shape, _ROOM)
    paper = f'<rect class="paper" width="{number(shape.width)}" height="{number(height)}"/>'
    heading = [text_at(shape.margin, 24, HEADING, "heading"), text_at(shape.margin, 43, about, "quiet")]
    opening = f"{_opening(shape, height)}<title>{safe(HEADING)}</title>\n<style>\n{styles()}\n</style>\n"
    return "".join([opening, paper, *heading, *elements, "</svg>\n"])


def _opening(shape: Shape, height: float) -> str:
    width, height_said = number(shape.width), number(height)
    size = f'width="{width}" height="{height_said}" viewBox="0 0 {width} {height_said}"'
    return f'{BEGIN} {shape.name}" role="group" aria-label="{safe(HEADING)}" {size}>'


__all__ = ["BEGIN", "HEADING", "NARROW", "WIDE", "Shape", "as_file", "drawn", "keys", "styles"]
