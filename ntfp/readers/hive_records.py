"""Records of a registry hive: the key, the value, the list or the data in one cell.

Each is checked against its cell. What cannot be a record is a `LostError`; where
only a part is lost, the words for it are handed to `lose` and the rest is given.

Nothing is followed further than one question needs: that is `ntfp.readers.hive`.
"""

from collections.abc import Callable, Iterator
from struct import Struct
from typing import NamedTuple

from ntfp.readers.hive_cells import PAGE, Cells, LostError

MOST_VALUES = 4_096  # of one key

_KEY = Struct("<2sH8x4xI I4xI4xII28xHxx")  # flags, parent, subkeys, their list, values, their list, size of the name
_VALUE = Struct("<2sHIIIHxx")  # size of the name, size of the data, the data, their type, flags
_LIST = Struct("<2sH")
_BIG = Struct("<2sHI")

_COMPRESSED_KEY, _COMPRESSED_VALUE = 0x20, 0x1
_INLINE = 0x80000000
_LARGEST_PIECE, _FIRST_WITH_PIECES = 16_344, (1, 4)
_LONGEST_NAME = 512  # bytes of a name that are looked at: no key's is longer, no value's that is wanted
_ENTRY_SIZES = {b"lf": 8, b"lh": 8, b"li": 4, b"ri": 4}

Lose = Callable[[str], None]


class KeyRecord(NamedTuple):
    """A key: its name, the key it belongs to, how many subkeys and values it has, and where those are listed."""

    name: str
    parent: int
    subkeys: int
    subkey_list: int
    values: int
    value_list: int


class ValueRecord(NamedTuple):
    """A value: its name, and the size, the place and the type of its data."""

    name: str
    stored_size: int
    data: int
    type: int

    @property
    def size(self) -> int:
        """Of the data, wherever they are."""
        return self.stored_size & ~_INLINE


class Entry(NamedTuple):
    """One line of a list of keys: where the key is, and what the list keeps of its name, if it does."""

    offset: int
    kind: bytes
    hint: int

    def is_of(self, name: str) -> bool:
        """Can the hint be to this name? Only plain letters have one that is beyond doubt."""
        if self.kind == b"li" or not name.isascii():
            return True
        if self.kind == b"lf":
            first = self.hint.to_bytes(4, "little").rstrip(b"\0")
            return first.upper() == name[:4].encode("ascii").upper()
        hashed = 0
        for letter in name.upper():
            hashed = (37 * hashed + ord(letter)) & 0xFFFFFFFF
        return hashed == self.hint


class Records:
    """The records of one hive."""

    __slots__ = ("_cells", "_version")

    def __init__(self, cells: Cells, version: tuple[int, int]) -> None:
        self._cells, self._version = cells, version

    def key(self, offset: int) -> KeyRecord:
        content, size = self._cells.content(offset, "a key", _KEY.size + _LONGEST_NAME)
        if size < _KEY.size or not content.startswith(b"nk"):
            raise LostError(f"a key at {offset + PAGE:#x}: its cell holds none")
        _, flags, parent, subkeys, subkey_list, values, value_list, name_size = _KEY.unpack_from(content)
        if name_size > min(size - _KEY.size, _LONGEST_NAME):
            raise LostError(f"a key at {offset + PAGE:#x}: its name of {name_size:,} bytes is longer than its cell")
        name = self._name(content[_KEY.size : _KEY.size + name_size], compressed=bool(flags & _COMPRESSED_KEY))
        return KeyRecord(name, parent, subkeys, subkey_list, values, value_list)

    def value(self, offset: int) -> ValueRecord:
        content, size = self._cells.content(offset, "a value", _VALUE.size + _LONGEST_NAME)
        if size < _VALUE.size or not content.startswith(b"vk"):
            raise LostError(f"a value at {offset + PAGE:#x}: its cell holds none")
        _, name_size, data_size, data, kind, flags = _VALUE.unpack_from(content)
        if name_size > size - _VALUE.size:
            raise LostError(f"a value at {offset + PAGE:#x}: its name of {name_size:,} bytes is longer than its cell")
        name = self._name(content[_VALUE.size : _VALUE.size + name_size], compressed=bool(flags & _COMPRESSED_VALUE))
        return ValueRecord(name, data_size, data, kind)

    def keys_listed(self, offset: int, lose: Lose, *, nested: bool = False) -> Iterator[Entry]:
        """What is in a list of keys, or in the lists it lists; those list no further ones."""
        try:
            kind, count, content = self._list(offset, nested=nested)
        except LostError as error:
            lose(str(error))
            return
        step = _ENTRY_SIZES[kind]
        whole = len(content) // step
        if whole < count:
            lose(f"a list of keys at {offset + PAGE:#x}: of {count:,} its cell holds {whole:,}")
        for place in range(0, whole * step, step):
            entry = int.from_bytes(content[place : place + 4], "little")
            if kind == b"ri":
                yield from self.keys_listed(entry, lose, nested=True)
            else:
                yield Entry(entry, kind, int.from_bytes(content[place + 4 : place + step], "little"))

    def values_listed(self, offset: int, count: int, lose: Lose) -> list[int]:
        return self._offsets(offset, count, "a list of values", lose)

    def data(self, value: ValueRecord, most: int) -> tuple[bytes, bool]:
        """Up to so many bytes of a value's data, and whether there are as many as it says."""
        wanted = min(value.size, most)
        if value.stored_size & _INLINE:
            return value.data.to_bytes(4, "little")[:wanted], value.size <= 4
        if wanted == 0:
            return b"", True
        if value.size > _LARGEST_PIECE and self._version >= _FIRST_WITH_PIECES:
            data = self._pieces(value.data, wanted)
        else:
            data, _ = self._cells.content(value.data, "the data of a value", wanted)
        return data, len(data) == wanted

    def _list(self, offset: int, *, nested: bool) -> tuple[bytes, int, bytes]:
        """The kind of a list, how many entries it says it has, and the bytes of those it has."""
        noun = "a list of keys"
        head, _ = self._cells.content(offset, noun, _LIST.size)
        if head[:2] not in _ENTRY_SIZES or len(head) < _LIST.size:
            raise LostError(f"{noun} at {offset + PAGE:#x}: its cell holds none")
        kind, count = _LIST.unpack(head)
        if nested and kind == b"ri":
            raise LostError(f"{noun} at {offset + PAGE:#x}: a list of lists, listed in another")
        content, _ = self._cells.content(offset, noun, _LIST.size + _ENTRY_SIZES[kind] * count)
        return kind, count, content[_LIST.size :]

    def _offsets(self, offset: int, count: int, noun: str, lose: Lose) -> list[int]:
        try:
            content, _ = self._cells.content(offset, noun, 4 * min(count, MOST_VALUES))
        except LostError as error:
            lose(str(error))
            return []
        whole = len(content) // 4
        if whole < count:
            lose(f"{noun} at {offset + PAGE:#x}: of {count:,} only {whole:,} can be read")
        return [int.from_bytes(content[4 * place : 4 * place + 4], "little") for place in range(whole)]

    def _pieces(self, offset: int, wanted: int) -> bytes:
        noun = "the pieces of a value"
        content, _ = self._cells.content(offset, noun, _BIG.size)
        if len(content) < _BIG.size or not content.startswith(b"db"):
            raise LostError(f"{noun} at {offset + PAGE:#x}: its cell holds none")
        _, count, listed = _BIG.unpack(content)
        lost: list[str] = []
        needed = min(count, -(-wanted // _LARGEST_PIECE))
        data = b""
        for piece in self._offsets(listed, needed, noun, lost.append):
            data += self._cells.content(piece, noun, _LARGEST_PIECE)[0]
        if lost:
            raise LostError(lost[0])
        return data[:wanted]

    def _name(self, stored: bytes, *, compressed: bool) -> str:
        if compressed and not self._cells.old:  # 1.1 knows no such flag
            return stored.decode("latin-1")
        return stored.decode("utf-16-le", "replace")
