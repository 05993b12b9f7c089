"""The legend: one of each sign that is in the picture, with its meaning.

Signs that are not in it are not explained.
"""

from collections.abc import Sequence

from ntfp.reports.drawing.layout import Dot, Laid
from ntfp.reports.drawing.lettering import width_of
from ntfp.reports.drawing.marks import Style
from ntfp.reports.drawing.painting import dot_painted, line_at, number, text_at
from ntfp.reports.drawing.shape import Shape

_MEANING = {
    Style.FIXED: "a fix that is there",
    Style.UNFIXED: "a fix that is not there",
    Style.UNKNOWN: "a fix of which it is unknown",
    Style.DIFFER: "verdicts differ",
    Style.NOT_APPLICABLE: "not for this system",
    Style.SILENT: "not in this report",
}
_SIGN = 16.0  # the room of a sign
_GAP = 18.0  # to the next


def legend(laid: Sequence[Laid], top: float, shape: Shape) -> tuple[list[str], float]:
    """Its elements, and where it ends."""
    painted: list[str] = []
    x, y = shape.margin, top + shape.line
    for sign, words in _signs(laid, shape):
        width = _SIGN + width_of(words, shape.text)
        if x > shape.margin and x + width > shape.width - shape.margin:
            x, y = shape.margin, y + shape.line + 2
        painted.append(f'<g transform="translate({number(x + 6)} {number(y - 4)})">{sign}</g>')
        painted.append(text_at(x + _SIGN, y, words, "quiet"))
        x += width + _GAP
    return painted, y + 4


def _signs(laid: Sequence[Laid], shape: Shape) -> list[tuple[str, str]]:
    events = [placed for lane in laid for placed in lane.events]
    labels = [label for lane in laid for label in lane.labels]
    found = []
    if any(placed.event.name for placed in events):
        found.append((_sign(Style.PLAIN, shape.release, "release"), "the kernel of a release"))
    if any(placed.style is Style.PLAIN and not placed.event.name for placed in events):
        found.append((_sign(Style.PLAIN, shape.hotfix), "the kernel of a hotfix"))
    styles = {placed.style for placed in events}
    found += [(_sign(style, shape.hotfix), words) for style, words in _MEANING.items() if style in styles]
    if any(label.x is not None for label in labels):
        found.append((line_at(0, -6, 0, 6, "kernel"), "when the kernel that was found was linked"))
    if any(label.shade for label in labels):
        found.append(('<rect class="shade" x="-5" y="-5" width="10" height="10"/>', "between the nearest known ones"))
    if events:
        found.append((line_at(-5, 0, 5, 0, "base"), "above the line for one processor, below it for several"))
    return found


def _sign(style: Style, radius: float, *kinds: str) -> str:
    kind = " ".join(["event", *kinds, style])
    return f'<g class="{kind}">{dot_painted(Dot(0, 0, radius), 0, style)}</g>'
