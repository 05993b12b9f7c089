"""Text that is safe to show: names come from other people's disks."""

import re
import unicodedata
from collections.abc import Callable

import msgspec

_BEYOND_ASCII = re.compile("[^ -~]")


class Screen(msgspec.Struct, frozen=True):
    """What the place of output can show."""

    width: int = 80
    color: bool = False
    unicode: bool = True

    def shown(self, text: str) -> str:
        """The text as this place can show it, with nothing in it that could steer a terminal."""
        text = visible(text)
        return text if self.unicode else text.encode("ascii", "backslashreplace").decode()


def visible(text: str) -> str:
    r"""The text with all that is not to be printed spelled out: nothing in it can steer a terminal.

    Control characters, marks that turn the direction of text, and bytes that
    are no text at all become escapes.

    >>> print(visible("a\x1b[31mb\udcff"))
    a\x1b[31mb\xff
    """
    return spelled_out(text, _as_python)


def spelled_out(text: str, spell: Callable[[str], str]) -> str:
    """The text with `spell` in the place of each character that is not to be printed."""
    return _BEYOND_ASCII.sub(lambda found: found[0] if _harmless(found[0]) else spell(found[0]), text)


def _harmless(char: str) -> bool:
    return char.isprintable() and unicodedata.category(char) not in ("Cf", "Co")  # those some versions call printable


def _as_python(char: str) -> str:
    if "\udc80" <= char <= "\udcff":  # how Python keeps a byte of a name that is no text
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")
