"""Where the version blocks of a PE file lie: a walk through its resource tree.

The tree has three levels, type, name and language, and only one type is
wanted. The walk goes down three levels and never up, so no pointer can lead it
in a circle; counts and reads are bounded by what is asked of it, not by what
the file claims.

What a block says is `ntfp.readers.version_block`'s matter.
"""

from collections.abc import Iterator
from struct import Struct

from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.source import Opened
from ntfp.readers.version_block import LONGEST, MOST_REMARKS

MOST_BLOCKS = 64  # the richest honest file has one for each language it speaks
MOST_ENTRIES = 4096  # in all; the type wanted is among the first, names and languages are few
_VERSION = 16  # RT_VERSION
_COUNTS = Struct("<12xHH")  # named entries, numbered entries
_ENTRY = Struct("<II")
_DATA = Struct("<II")
_SECTION = Struct("<8xIIII16x")  # virtual size, address, raw size, raw offset
_DEEPER = 0x80000000
_SECTOR, _PAGE = 0x200, 0x1000
_FIRST_READ = 4096  # holds tree and version block of most files
_NEXT_READ = 32768  # a tree that is larger is wanted in one go


class _Window:
    """A stretch of the file kept at hand: most questions are answered by the first one."""

    __slots__ = ("base", "data", "opened")

    def __init__(self, opened: Opened, base: int) -> None:
        self.opened, self.base = opened, base
        self.data = opened.read_at(base, _FIRST_READ)

    def get(self, offset: int, count: int) -> bytes:
        start = offset - self.base
        if start < 0 or start + count > len(self.data):
            self.data, self.base, start = self.opened.read_at(offset, max(count, _NEXT_READ)), offset, 0
        return self.data[start : start + count]


class _Sections:
    """Addresses in memory, and where in the file they lie."""

    __slots__ = ("flat", "rows", "size")

    def __init__(self, table: bytes, alignment: int, size: int) -> None:
        self.rows = list(_SECTION.iter_unpack(table[: len(table) // _SECTION.size * _SECTION.size]))
        self.flat, self.size = alignment < _PAGE, size

    def place(self, address: int) -> tuple[int, int] | None:
        """Where an address lies in the file, and where its section's bytes end; `None` if not in the file.

        As the loader maps it: an image with sections closer than a page in one piece, and
        so everything before the first section. Any other section begins at a whole sector
        of the file and covers whole pages.
        """
        if self.flat or not self.rows or address < self.rows[0][1]:
            return (address, self.size) if address < self.size else None
        for virtual_size, start, size, raw in self.rows:
            length = min(_up(size, _SECTOR), _up(virtual_size or size, _PAGE))
            if start <= address < start + length:
                offset = raw & ~(_SECTOR - 1)
                found, end = address - start + offset, min(offset + length, self.size)
                return (found, end) if found < end else None
        return None


class _Tree:
    """The resource tree of one file: its entries, and the bytes behind them."""

    __slots__ = ("left", "remarks", "root", "sections", "window")

    def __init__(self, opened: Opened, sections: _Sections, root: int, remarks: list[Remark]) -> None:
        self.sections, self.root, self.remarks = sections, root, remarks
        self.left = MOST_ENTRIES
        self.window = _Window(opened, root)

    def entries(self, offset: int, what: str) -> Iterator[tuple[int, int]]:
        """The (name, target) pairs of the directory at an offset from the tree's root."""
        head = self.window.get(self.root + offset, _COUNTS.size)
        if len(head) < _COUNTS.size:
            self.damaged(f"its directory of {what} lies outside the file")
            return
        named, numbered = _COUNTS.unpack(head)
        count = named + numbered
        body = self.window.get(self.root + offset + _COUNTS.size, _ENTRY.size * min(count, self.left))
        self.left -= len(body) // _ENTRY.size  # directories may share their entries: they count each time
        if len(body) < _ENTRY.size * count:
            self.damaged(f"its directory of {what} says {count} entries, of which {len(body) // _ENTRY.size} were read")
        yield from _ENTRY.iter_unpack(body[: len(body) // _ENTRY.size * _ENTRY.size])

    def name(self, name: int) -> int | str:
        """A number, or the text a name points at."""
        if not name & _DEEPER:
            return name
        place = self.root + (name ^ _DEEPER)
        length = int.from_bytes(self.window.get(place, 2), "little")
        return self.window.get(place + 2, 2 * min(length, 256)).decode("utf-16-le", "replace")

    def block(self, offset: int) -> bytes | None:
        """The bytes of the leaf whose description lies at an offset from the root."""
        head = self.window.get(self.root + offset, _DATA.size)
        if len(head) < _DATA.size:
            self.damaged("the description of a version resource lies outside the file")
            return None
        address, length = _DATA.unpack(head)
        found = self.sections.place(address)
        if found is None:
            self.remark(Oddity.RESOURCES_ELSEWHERE, f"its version resource at {address:#x} is not in the file")
            return None
        place, end = found
        return self.window.get(place, min(length, LONGEST, end - place))

    def damaged(self, detail: str) -> None:
        self.remark(Oddity.RESOURCES_DAMAGED, detail)

    def remark(self, oddity: Oddity, detail: str) -> None:
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(Remark(oddity, detail))


def version_blocks(
    opened: Opened, table: bytes, alignment: int, address: int, remarks: list[Remark]
) -> Iterator[tuple[int | str, int, bytes]]:
    """Each version resource: its number or name, its language, its bytes."""
    sections = _Sections(table, alignment, opened.size)
    found = sections.place(address)
    if found is None:
        remarks.append(Remark(Oddity.RESOURCES_ELSEWHERE, f"its resources at {address:#x} are not in the file"))
        return
    tree = _Tree(opened, sections, found[0], remarks)
    left = MOST_BLOCKS
    for kind, names in tree.entries(0, "resource types"):
        if kind != _VERSION:
            continue
        if not names & _DEEPER:
            tree.damaged("its version resources are not a directory")
            continue
        for name, languages in tree.entries(names ^ _DEEPER, "version resources"):
            if not languages & _DEEPER:
                tree.damaged("a version resource has no languages")
                continue
            for language, leaf in tree.entries(languages ^ _DEEPER, "languages"):
                if leaf & _DEEPER:
                    tree.damaged("a version resource has a fourth level")
                    continue
                if not left:
                    tree.damaged(f"more than {MOST_BLOCKS} version resources: the rest is not read")
                    return
                block = tree.block(leaf)
                if block is not None:
                    left -= 1
                    yield tree.name(name), language, block


def _up(number: int, multiple: int) -> int:
    return -(-number // multiple) * multiple
