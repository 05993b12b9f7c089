"""A whole hive: every bin and cell of it, and all keys and values from the root down.

Strict: what NT itself never writes is an error, down to the order of subkeys
and the hints to their names. To get something out of a damaged hive is the
business of the readers.
"""

from typing import NoReturn, TypeVar

import msgspec

from ntfp.errors import MalformedError
from ntfp.formats import regf
from ntfp.formats.layout import Layout

T = TypeVar("T", bound=msgspec.Struct)


class Typed(msgspec.Struct, frozen=True):
    """The data of a value, and their type."""

    type: int
    data: bytes


class Held(msgspec.Struct, frozen=True):
    """What a key holds. A subkey and a value may have the same name."""

    values: dict[str, Typed]
    subkeys: dict[str, "Held"]


def read(image: bytes) -> Held:
    """All that a hive holds, or `MalformedError`."""
    base = read_base_block(image)
    cells = _cells(image, base)
    return _Reader(cells, base.version).key(base.root, base.root, regf.ROOT_KEY)[1]


def read_base_block(image: bytes) -> regf.BaseBlock:
    base = regf.BASE_BLOCK.parse(image)
    if base.version[0] != 1 or not 1 <= base.version[1] <= 6:
        _refuse(f"format {base.version[0]}.{base.version[1]}", 20)
    if base.checksum != regf.checksum(image):
        _refuse("a wrong checksum", 508)
    return base


def _cells(image: bytes, base: regf.BaseBlock) -> dict[int, bytes]:
    """What is in each cell in use, by its offset. Bins have to fill the hive, cells their bin."""
    if not base.size or regf.BLOCK + base.size > len(image):
        _refuse(f"bins of {base.size} bytes", 40)
    bins = image[regf.BLOCK : regf.BLOCK + base.size]
    cells: dict[int, bytes] = {}
    at = 0
    while at < len(bins):
        header = regf.BIN_HEADER.parse(bins, at)
        if header.offset != at or not header.size or header.size % regf.BLOCK or at + header.size > len(bins):
            _refuse(f"a bin of {header.size} bytes for {header.offset:#x}", regf.BLOCK + at)
        place, end, previous = at + regf.BIN_HEADER.size, at + header.size, regf.NOWHERE
        while place < end:
            size, content = _cell(bins, place, base.version, previous)
            if size == 0 or abs(size) % 8 or place + abs(size) > end:
                _refuse(f"a cell of {size} bytes", regf.BLOCK + place)
            if size < 0:
                cells[place] = bins[content : place - size]
            previous = place - at
            place += abs(size)
        at = end
    return cells


def _cell(bins: bytes, place: int, version: tuple[int, int], previous: int) -> tuple[int, int]:
    """The size of a cell, and where its content begins."""
    if version > regf.LAST_OLD_CELLS:
        return regf.CELL_HEADER.parse(bins, place).size, place + regf.CELL_HEADER.size
    header = regf.OLD_CELL_HEADER.parse(bins, place)
    if header.previous != previous:
        _refuse(f"a cell that follows one at {header.previous:#x}", regf.BLOCK + place)
    return header.size, place + regf.OLD_CELL_HEADER.size


class _Reader:
    """Follows offsets from cell to cell."""

    def __init__(self, cells: dict[int, bytes], version: tuple[int, int]) -> None:
        self._cells, self._version = cells, version
        self._seen: set[int] = set()

    def key(self, offset: int, parent: int, flag: int = 0) -> tuple[str, Held]:
        """The key in a cell and all below it."""
        node = self._record(regf.KEY_NODE, offset)
        if offset in self._seen:
            _refuse("a key that is listed twice", regf.BLOCK + offset)
        self._seen.add(offset)
        if node.flags & regf.ROOT_KEY != flag or (not flag and node.parent != parent):
            _refuse("a key in another's place", regf.BLOCK + offset)
        security = self._record(regf.SECURITY, node.security)
        if not security.references:
            _refuse("security that nothing refers to", regf.BLOCK + node.security)
        values = dict(self._value(place) for place in self._offsets(node.values, node.value_count))
        listed = self._subkeys(node.subkeys) if node.subkey_count else []
        subkeys: dict[str, Held] = {}
        for place, hint in listed:
            name, held = self.key(place, offset)
            if hint not in (None, regf.name_hash(name) if self._hashes else regf.hint(name)):
                _refuse(f"a hint to {name!r} that is none", regf.BLOCK + node.subkeys)
            subkeys[name] = held
        names = [name.upper() for name in subkeys]
        if names != sorted(set(names)):
            _refuse("subkeys out of order", regf.BLOCK + offset)
        if not len(subkeys) == len(listed) == node.subkey_count or len(values) != node.value_count:
            _refuse("a key that counts other subkeys or values than it has", regf.BLOCK + offset)
        return self._name(node.name, compressed=bool(node.flags & regf.COMPRESSED_KEY)), Held(values, subkeys)

    @property
    def _hashes(self) -> bool:
        return self._version >= regf.FIRST_HASHES

    def _subkeys(self, offset: int, *, nested: bool = False) -> list[tuple[int, int | None]]:
        """The offset of each, and its hint where there are any."""
        listed = self._record(regf.KEY_LIST, offset)
        if listed.kind == "ri" and not nested:
            return [entry for (place,) in listed.entries for entry in self._subkeys(place, nested=True)]
        right = "li" if self._version < regf.FIRST_HINTS else "lh" if self._hashes else "lf"
        if listed.kind != right:
            _refuse(f"a list of the kind {listed.kind!r}", regf.BLOCK + offset)
        return [(entry[0], entry[1] if len(entry) > 1 else None) for entry in listed.entries]

    def _value(self, offset: int) -> tuple[str, Typed]:
        value = self._record(regf.KEY_VALUE, offset)
        size = value.size & ~regf.INLINE
        if value.size & regf.INLINE:
            data = value.data.to_bytes(4, "little")[:size]
        elif size > regf.LARGEST_PIECE and self._version >= regf.FIRST_BIG_DATA:
            data = self._pieces(value.data)[:size]
        else:
            data = self._cell(value.data)[:size] if size else b""
        if len(data) != size:
            _refuse(f"a value of {size} bytes, of which {len(data)} are there", regf.BLOCK + offset)
        return self._name(value.name, compressed=bool(value.flags & regf.COMPRESSED_VALUE)), Typed(value.type, data)

    def _pieces(self, offset: int) -> bytes:
        large = self._record(regf.BIG_DATA, offset)
        pieces = self._offsets(large.pieces, large.count)
        return b"".join(self._cell(place)[: regf.LARGEST_PIECE] for place in pieces)

    def _offsets(self, offset: int, count: int) -> tuple[int, ...]:
        return self._record(regf.offsets(count), offset).offsets if count else ()

    def _record(self, layout: Layout[T], offset: int) -> T:
        cell = self._cell(offset)
        try:
            return layout.parse(cell)
        except MalformedError as error:
            raise MalformedError(error.source, error.problem, regf.BLOCK + offset) from None

    def _cell(self, offset: int) -> bytes:
        if offset not in self._cells:
            _refuse("no cell in use begins there", regf.BLOCK + offset)
        return self._cells[offset]

    def _name(self, stored: bytes, *, compressed: bool) -> str:
        old = self._version <= regf.LAST_OLD_CELLS
        return stored.decode("latin-1" if compressed and not old else "utf-16-le")


def _refuse(problem: str, offset: int) -> NoReturn:
    raise MalformedError("hive", problem, offset)
