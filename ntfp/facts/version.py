"""File versions: the four numbers stamped on a Windows file.

A version resource stores them as two 32-bit words; an article prints them as
dotted text. Both become one `FileVersion`, so the rest of the library compares
numbers and never text.

Nothing here opens a file: `ntfp.formats.version_info` knows the bytes.
"""

from typing import Self

import msgspec


class FileVersion(msgspec.Struct, frozen=True, order=True, gc=False):
    """Four 16-bit numbers, ordered left to right.

    >>> FileVersion.parse("4.0.1381.7") < FileVersion.parse("4.0.1381.319")
    True
    """

    major: int
    minor: int
    build: int
    revision: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Four dotted numbers; three would compare falsely, so three is an error."""
        parts = text.split(".")
        if len(parts) != 4 or not all(map(_is_word, parts)):
            raise ValueError(f"expected four dotted 16-bit numbers, found {text!r}")
        return cls(*map(int, parts))

    @classmethod
    def from_words(cls, high: int, low: int) -> Self:
        """From the two 32-bit words of a version resource."""
        return cls(high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)

    def words(self) -> tuple[int, int]:
        """The two 32-bit words a version resource stores."""
        return self.major << 16 | self.minor, self.build << 16 | self.revision

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.build}.{self.revision}"


def _is_word(digits: str) -> bool:
    """A 16-bit number in at most five plain digits: longer ones Python itself may refuse to read."""
    return len(digits) <= 5 and digits.isascii() and digits.isdigit() and int(digits) <= 0xFFFF
