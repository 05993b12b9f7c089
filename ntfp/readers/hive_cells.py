"""Cells of a registry hive: the bytes behind an offset, if it can be one.

A hive is read in pages, each when it is first needed. Every offset is checked
against the hive and the file, every cell against what is asked of it, and how
much may be read in all is bounded.

What the records in cells mean is `ntfp.readers.hive`' business.
"""

from struct import Struct

from ntfp.errors import InaccessibleError
from ntfp.facts.source import Opened

PAGE = 4096  # what is read at once; the base block is one, too

MOST_CELLS = 100_000  # of a hive in all; what is wanted lies in a few hundred
MOST_BYTES = 16 << 20  # of the file in all
_MOST_PAGES = 256  # that are kept
_FIRST_CELL = 32  # behind the header of the first bin
_SIZE = Struct("<i")


class LostError(Exception):
    """What was asked for cannot be read: why, in words that name the place. It does not leave the readers."""


class Cells:
    """The cells of one open hive, whose bins end at `end` of the file; `old` ones have the longer header of 1.1."""

    __slots__ = ("_bytes", "_cells", "_opened", "_pages", "end", "old")

    def __init__(self, opened: Opened, end: int, *, old: bool = False) -> None:
        self._opened, self.end, self.old = opened, end, old
        self._pages: dict[int, bytes | str] = {}
        self._cells, self._bytes = MOST_CELLS, MOST_BYTES

    def content(self, offset: int, noun: str, most: int) -> tuple[bytes, int]:
        """What is in a cell, up to so many bytes of it, and how many there are; `LostError` if it can be none."""
        self._cells -= 1
        if self._cells < 0:
            raise LostError(f"it takes more than {MOST_CELLS:,} cells to read it")
        start, header = offset + PAGE, 8 if self.old else 4
        if offset < _FIRST_CELL or offset % 8 or start + header > self.end:
            raise LostError(f"{noun} at {start:#x}: no cell can begin there, in a hive that ends at {self.end:#x}")
        (size,) = _SIZE.unpack(self.read(start, _SIZE.size))
        if size >= 0:
            raise LostError(f"{noun} at {start:#x}: its cell is not in use")
        if -size < header or start - size > self.end:
            raise LostError(f"{noun} at {start:#x}: a cell of {-size:,} bytes, in a hive that ends at {self.end:#x}")
        held = -size - header
        return self.read(start + header, min(most, held)), held  # no further: what follows may be unreadable

    def read(self, start: int, count: int) -> bytes:
        """Bytes of the file, as many as there are before the end of the hive; `LostError` if they cannot be had."""
        stop = min(start + count, self.end)
        page, within = divmod(start, PAGE)
        data = self._page(page)[within : within + count]
        while (page + 1) * PAGE < stop:
            page += 1
            data += self._page(page)[: stop - page * PAGE]
        if start + len(data) < stop:
            raise LostError(f"nothing is at {start + len(data):#x} any more: the file was cut off while it was read")
        return data[: max(0, stop - start)]

    def _page(self, number: int) -> bytes:
        page = self._pages.get(number)
        if page is None:
            page = self._fetched(number)
            if len(self._pages) >= _MOST_PAGES:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = page
        if isinstance(page, str):
            raise LostError(page)
        return page

    def _fetched(self, number: int) -> bytes | str:
        """One page, or why it cannot be had: asked for again, the answer is the same."""
        self._bytes -= PAGE
        if self._bytes < 0:
            return f"it takes more than {MOST_BYTES:,} bytes to read it"
        try:
            return self._opened.read_at(number * PAGE, PAGE)
        except InaccessibleError as error:
            return f"the bytes at {number * PAGE:#x} {error.problem}"
