"""What the tests of everything that is shown to people share: it does no harm, and needs no colour."""

import re

from rich.cells import cell_len


def assert_harmless(text: str, width: int, *, unicode: bool = True) -> None:
    """Nothing in it steers a terminal, is beyond its signs, or is wider than it."""
    assert text.replace("\n", "").isprintable()
    assert text.isascii() or unicode
    assert max(map(cell_len, text.splitlines())) <= width


def assert_colors_repeat_words(plain: str, colored: str) -> None:
    """Without its colours it is the same text."""
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
