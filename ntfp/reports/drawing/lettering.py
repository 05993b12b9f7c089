"""Lettering: how wide words come out, where to fold them, and how they become safe in a drawing.

A drawing cannot ask the font it will be shown in. So widths are those of a wide
font, and what is not ASCII counts as a full square: words may come out
narrower, never wider.
"""

import html

from ntfp.reports.text import visible

# In parts of the size of letters. Of these a bold one is wider by a tenth at most.
_MIDDLE, _SQUARE = 0.66, 1.01
_LETTERS = {
    **dict.fromkeys("iIljf.,:;|'/\\- \u00b7", 0.4),
    **dict.fromkeys("t()[]!", 0.45),
    **dict.fromkeys("ABCDEHKNPRSTUVXYZ", 0.76),
    **dict.fromkeys("wGOQ&+=<>~^#", 0.86),
    **dict.fromkeys("mMW@%", _SQUARE),
}
_BOLD = 1.1


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """At most as wide as this."""
    ems = sum(_LETTERS.get(char, _MIDDLE if char.isascii() else _SQUARE) for char in words)
    return ems * size * (_BOLD if bold else 1.0)


def folded(words: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Lines that fit; a word that is wider than the room is broken."""
    lines, line = [], ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width_of(line, size, bold=bold) > room and len(line) > 1:
            fits = _fitting(line, size, room, bold=bold)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines


def _fitting(word: str, size: float, room: float, *, bold: bool) -> int:
    """How many of its characters fit, one at least."""
    width = 0.0
    for number, char in enumerate(word):
        width += width_of(char, size, bold=bold)
        if width > room:
            return max(1, number)
    return len(word)


def shortened(words: str, most: int) -> str:
    """The beginning and the end of what is too long to be read anyway."""
    if len(words) <= most:
        return words
    half = (most - 1) // 2
    return f"{words[:half]}…{words[-half:]}"


def safe(words: str) -> str:
    """As it stands in a drawing: no mark-up, and nothing that is not to be printed."""
    return html.escape(visible(words))
