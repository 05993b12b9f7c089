"""Bins of a hive: keys and values in, cells one behind another out, in any version of the format.

A cell is given its place before it has its content, as records point at each
other. What a bin has left over at its end is one free cell.

What the keys are called is `ntfp.testing.hives`' business.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ntfp.formats import regf
from ntfp.formats.hive import Typed

# A text, a number, several texts, bytes; or data of any other type.
Datum: TypeAlias = str | int | Sequence[str] | bytes | Typed
# A key, by the names of what it holds: what is itself a mapping is a subkey, all else a value.
Keys: TypeAlias = Mapping[str, "Keys | Datum"]

DEEPEST = 512  # levels of keys
LONGEST_NAME = 255  # letters of a key's

_MOST_IN_LIST = 507  # with hints: NT makes no list larger than fits into one page
_MOST_IN_PLAIN_LIST = 1012

# No owner, no group, and an empty list of who may what: everybody may everything.
_DESCRIPTOR = bytes.fromhex("0100048000000000000000000000000000000000")


class Bins:
    """All bins of one hive."""

    def __init__(self, version: tuple[int, int], written: int) -> None:
        self._version, self._written = version, written
        self._old = version <= regf.LAST_OLD_CELLS
        self._header = regf.OLD_CELL_HEADER.size if self._old else regf.CELL_HEADER.size
        self._data = bytearray()
        self._bin = self._next = 0  # where the last bin begins, and the next cell in it
        self._previous = regf.NOWHERE
        self._keys = 0

    def build(self, name: str, keys: Keys) -> tuple[int, bytes]:
        """The offset of the root key, and all bins; `ValueError` for names that NT would not take."""
        flags = regf.ROOT_KEY | regf.NO_DELETE
        root = self._place(self._key_size(name))
        security = self._place(20 + len(_DESCRIPTOR))
        self._fill_key(root, name, keys, parent=regf.NOWHERE, security=security, flags=flags)
        ring = regf.Security(security, security, self._keys, _DESCRIPTOR)
        self._fill(security, regf.SECURITY.build(ring))
        self._close()
        return root, bytes(self._data)

    def _fill_key(
        self, at: int, name: str, keys: Keys, *, parent: int, security: int, flags: int = 0, depth: int = 0
    ) -> None:
        self._keys += 1
        _check(keys, depth)
        subkeys = sorted(
            ((name, below) for name, below in keys.items() if isinstance(below, Mapping)),
            key=lambda pair: pair[0].upper(),
        )
        values = [(name, typed(datum)) for name, datum in keys.items() if not isinstance(datum, Mapping)]
        value_offsets = [self._value(name, datum) for name, datum in values]
        places = [self._place(self._key_size(name)) for name, _ in subkeys]
        for place, (subkey, below) in zip(places, subkeys, strict=True):
            self._fill_key(place, subkey, below, parent=at, security=security, depth=depth + 1)
        stored, compressed = self._stored(name)
        node = regf.KeyNode(
            flags=flags | (regf.COMPRESSED_KEY if compressed else 0),
            written=self._written,
            parent=parent,
            subkey_count=len(subkeys),
            subkeys=self._lists([(place, name) for place, (name, _) in zip(places, subkeys, strict=True)]),
            value_count=len(values),
            values=self._offsets(value_offsets) if values else regf.NOWHERE,
            security=security,
            longest_name=max((2 * len(name) for name, _ in subkeys), default=0),
            longest_value_name=max((2 * len(name) for name, _ in values), default=0),
            longest_data=max((len(datum.data) for _, datum in values), default=0),
            name=stored,
        )
        self._fill(at, regf.KEY_NODE.build(node))

    def _lists(self, subkeys: list[tuple[int, str]]) -> int:
        """One list of subkeys, or a list of lists where one would be too long."""
        if not subkeys:
            return regf.NOWHERE
        plain = self._version < regf.FIRST_HINTS
        most = _MOST_IN_PLAIN_LIST if plain else _MOST_IN_LIST
        if len(subkeys) <= most:
            return self._list(subkeys)
        lists = [self._list(subkeys[start : start + most]) for start in range(0, len(subkeys), most)]
        return self._add(regf.KEY_LIST.build(regf.KeyList("ri", tuple((place,) for place in lists))))

    def _list(self, subkeys: list[tuple[int, str]]) -> int:
        entries: tuple[tuple[int, ...], ...]
        if self._version < regf.FIRST_HINTS:
            kind, entries = "li", tuple((place,) for place, _ in subkeys)
        elif self._version < regf.FIRST_HASHES:
            kind, entries = "lf", tuple((place, regf.hint(name)) for place, name in subkeys)
        else:
            kind, entries = "lh", tuple((place, regf.name_hash(name)) for place, name in subkeys)
        return self._add(regf.KEY_LIST.build(regf.KeyList(kind, entries)))

    def _value(self, name: str, datum: Typed) -> int:
        stored, compressed = self._stored(name)
        size, data = len(datum.data), regf.NOWHERE
        if 0 < size <= 4:
            size, data = size | regf.INLINE, int.from_bytes(datum.data, "little")
        elif size > regf.LARGEST_PIECE and self._version >= regf.FIRST_BIG_DATA:
            data = self._big(datum.data)
        elif size:
            data = self._add(datum.data)
        else:
            size, data = regf.INLINE, 0
        value = regf.KeyValue(
            size=size, data=data, type=datum.type, flags=regf.COMPRESSED_VALUE if compressed else 0, name=stored
        )
        return self._add(regf.KEY_VALUE.build(value))

    def _big(self, data: bytes) -> int:
        step = regf.LARGEST_PIECE
        # NT leaves room for four bytes behind each piece.
        pieces = [self._add(data[start : start + step] + bytes(4)) for start in range(0, len(data), step)]
        return self._add(regf.BIG_DATA.build(regf.BigData(len(pieces), self._offsets(pieces))))

    def _offsets(self, places: list[int]) -> int:
        return self._add(regf.offsets(len(places)).build(regf.Offsets(tuple(places))))

    def _stored(self, name: str) -> tuple[bytes, bool]:
        """A name as stored, and whether one byte a letter was enough."""
        if not self._old and all(ord(letter) < 0x100 for letter in name):
            return name.encode("latin-1"), bool(name)
        return name.encode("utf-16-le"), False

    def _key_size(self, name: str) -> int:
        return 76 + len(self._stored(name)[0])

    def _add(self, content: bytes) -> int:
        place = self._place(len(content))
        self._fill(place, content)
        return place

    def _place(self, size: int) -> int:
        """The offset of a new cell for so many bytes."""
        needed = -(-(size + self._header) // 16) * 16 if self._old else -(-(size + self._header) // 8) * 8
        if self._next + needed > len(self._data):
            self._open(needed)
        place = self._next
        self._head(place, -needed)
        self._next += needed
        return place

    def _open(self, needed: int) -> None:
        self._close()
        size = -(-(needed + regf.BIN_HEADER.size) // regf.BLOCK) * regf.BLOCK
        self._bin = len(self._data)
        written = 0 if self._bin else self._written
        self._data += regf.BIN_HEADER.build(regf.BinHeader(self._bin, size, written)).ljust(size, b"\0")
        self._next, self._previous = self._bin + regf.BIN_HEADER.size, regf.NOWHERE

    def _close(self) -> None:
        """What is left of the bin is one free cell."""
        if self._next < len(self._data):
            self._head(self._next, len(self._data) - self._next)
            if self._old:  # it begins with its neighbours in a list of free cells: there are none
                self._fill(self._next, b"\xff" * 8)

    def _head(self, place: int, size: int) -> None:
        if self._old:
            header = regf.OLD_CELL_HEADER.build(regf.OldCellHeader(size, self._previous))
        else:
            header = regf.CELL_HEADER.build(regf.CellHeader(size))
        self._data[place : place + self._header] = header
        self._previous = place - self._bin

    def _fill(self, place: int, content: bytes) -> None:
        start = place + self._header
        self._data[start : start + len(content)] = content


def _check(keys: Keys, depth: int) -> None:
    """What NT would not take, a maker has no reason to: what is wrong with a hive should be put there on purpose."""
    if depth > DEEPEST:
        raise ValueError(f"keys more than {DEEPEST} levels deep")
    taken: set[tuple[bool, str]] = set()
    for name, held in keys.items():
        is_key = isinstance(held, Mapping)
        if is_key and (not 0 < len(name) <= LONGEST_NAME or "\\" in name):
            raise ValueError(f"a key cannot be called {name[:40]!r}: 1 to {LONGEST_NAME} letters, none of them \\")
        if (is_key, name.upper()) in taken:
            raise ValueError(f"{name[:40]!r} is there twice: letters' case makes no difference")
        taken.add((is_key, name.upper()))


def typed(datum: Datum) -> Typed:
    """A datum as it is stored; a text with the NUL that ends it."""
    if isinstance(datum, Typed):
        return datum
    if isinstance(datum, str):
        return Typed(regf.REG_SZ, f"{datum}\0".encode("utf-16-le"))
    if isinstance(datum, int):
        if not 0 <= datum <= 0xFFFFFFFF:
            raise ValueError(f"a number of 32 bits cannot be {datum:,}")
        return Typed(regf.REG_DWORD, datum.to_bytes(4, "little"))
    if isinstance(datum, bytes):
        return Typed(regf.REG_BINARY, datum)
    texts = "".join(f"{text}\0" for text in datum)
    return Typed(regf.REG_MULTI_SZ, f"{texts}\0".encode("utf-16-le"))
