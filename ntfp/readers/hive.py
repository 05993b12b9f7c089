"""Registry hives, the fast way: one key or value is reached by a few short reads.

Nothing in a hive is believed before it is checked, everything is bounded, and
damage costs what lies behind it and no more: it is remembered in words, and
the rest is read. A hive that was cut off, or copied while it was written, still
gives what is there.

Which keys are wanted, and what they say, is `ntfp.readers.registry`' business.
`ntfp.formats.hive` reads the same structures for people, and is held against
this reader.
"""

from collections.abc import Iterator
from typing import Literal

from ntfp.readers.hive_cells import PAGE, Cells, LostError
from ntfp.readers.hive_records import KeyRecord, Lose, Records, ValueRecord

MOST_SUBKEYS = 16_384  # of one key
LONGEST_TEXTS = 0x10000  # bytes of a list of texts
LONGEST_TEXT = 1_000  # letters of one text: what follows is cut off
DEEPEST = 512  # NT allows no more levels
MOST_DAMAGE = 16  # after so many the point is made

_NOWHERE = 0xFFFFFFFF
_TEXT, _NUMBER, _BIG_ENDIAN, _TEXTS = (1, 2), (4, 5), 5, 7  # types


class Hive:
    """One hive: its root, and in `damage` what was asked for and could not be read."""

    __slots__ = ("damage", "dirty", "format", "records", "root")

    def __init__(self, cells: Cells, version: tuple[int, int], root: int, *, dirty: bool) -> None:
        """`LostError` if there is no key where the root should be."""
        self.format, self.dirty = version, dirty
        self.damage: list[str] = []
        self.records = Records(cells, version)
        self.root = Key(self, root, self.records.key(root), 0)

    def find(self, path: str) -> "Key | None":
        r"""The key of a path, "Microsoft\Windows NT", whatever its letters' case."""
        key: Key | None = self.root
        for name in path.split("\\"):
            key = key and key.subkey(name)
        return key

    def remember(self, *damages: str) -> None:
        for damage in damages:
            if len(self.damage) < MOST_DAMAGE and damage not in self.damage:
                self.damage.append(damage)


class Key:
    """One key. What lies below it is read when it is asked for."""

    __slots__ = ("_hive", "_lost", "_record", "_values", "depth", "offset")

    def __init__(self, hive: Hive, offset: int, record: KeyRecord, depth: int) -> None:
        self._hive, self.offset, self._record, self.depth = hive, offset, record, depth
        self._values: list[Value] | None = None
        self._lost: list[str] = []

    @property
    def name(self) -> str:
        return self._record.name

    def subkeys(self) -> "Iterator[Key]":
        """Every one that can be read; what cannot is remembered by the hive."""
        return self._below(self._hive.remember)

    def subkey(self, name: str) -> "Key | None":
        """The one of a name, whatever its letters' case. Damage beside it does not matter, unless it is not found."""
        lost: list[str] = []
        for key in self._below(lost.append):
            if _same(key.name) == _same(name):
                return key
        self._hive.remember(*lost)
        return None

    def values(self) -> "Iterator[Value]":
        """Every one that can be read; what cannot is remembered by the hive."""
        yield from self._each_value()
        self._hive.remember(*self._lost)

    def value(self, name: str) -> "Value | None":
        """The one of a name, whatever its letters' case. Damage beside it does not matter, unless it is not found."""
        for value in self._each_value():
            if _same(value.name) == _same(name):
                return value
        self._hive.remember(*self._lost)
        return None

    def _below(self, lose: Lose) -> "Iterator[Key]":
        said, records = self._record.subkeys, self._hive.records
        if self.depth >= DEEPEST:
            lose(f"{self._here} lies {self.depth} levels deep: what is below is not read")
            return
        if not said:
            if self._record.subkey_list != _NOWHERE:
                lose(f"{self._here} says it has no subkeys, and where they are listed")
            return
        lost: list[str] = []
        seen = 0
        for entry in records.keys_listed(self._record.subkey_list, lost.append):
            if seen == MOST_SUBKEYS:
                lost.append(f"{self._here} has more than {MOST_SUBKEYS:,} subkeys")
                break
            seen += 1
            try:
                record = records.key(entry.offset)
            except LostError as error:
                lose(str(error))
                continue
            if record.parent != self.offset:
                lose(f"a key at {entry.offset + PAGE:#x}: it belongs to another than the one that lists it")
                continue
            if not record.name or not entry.is_of(record.name) or not _is_name(record.name):
                lose(f"a key at {entry.offset + PAGE:#x}: its name is damaged")
            yield Key(self._hive, entry.offset, record, self.depth + 1)
        if seen != said and not lost:
            lost.append(f"{self._here} says it has {said:,} subkeys, {seen:,} are listed")
        for damage in lost:
            lose(damage)

    def _each_value(self) -> "list[Value]":
        """Read once: several are asked for of the same key."""
        if self._values is None:
            self._values = []
            for offset in self._value_offsets():
                try:
                    value = Value(self._hive, self._hive.records.value(offset))
                except LostError as error:
                    self._lost.append(str(error))
                    continue
                self._values.append(value)
                if not _is_name(value.name):
                    self._lost.append(f"a value at {offset + PAGE:#x}: its name is damaged")
        return self._values

    def _value_offsets(self) -> list[int]:
        if self._record.values:
            return self._hive.records.values_listed(self._record.value_list, self._record.values, self._lost.append)
        if self._record.value_list != _NOWHERE:
            self._lost.append(f"{self._here} says it has no values, and where they are listed")
        return []

    @property
    def _here(self) -> str:
        return f"the key at {self.offset + PAGE:#x}"


class Value:
    """One value. Its data are read when they are asked for, and only as far as that needs."""

    __slots__ = ("_hive", "record")

    def __init__(self, hive: Hive, record: ValueRecord) -> None:
        self._hive, self.record = hive, record

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def kind(self) -> Literal["text", "number", "texts"] | None:
        """What it can be read as, by its type; a number of other than 32 bits is none."""
        if self.record.type in _NUMBER:
            return "number" if self.record.size == 4 else None
        return "text" if self.record.type in _TEXT else "texts" if self.record.type == _TEXTS else None

    @property
    def text(self) -> str | None:
        """Up to its NUL or its end; `None` if it is no text, or cannot be read."""
        data = self._read(2 * LONGEST_TEXT, end=b"\0\0") if self.kind == "text" else None
        return None if data is None else _decoded(data).partition("\0")[0]

    @property
    def number(self) -> int | None:
        """`None` if it is no number, or cannot be read."""
        data = self._read(4) if self.kind == "number" else None
        return None if data is None else int.from_bytes(data, "big" if self.record.type == _BIG_ENDIAN else "little")

    @property
    def texts(self) -> tuple[str, ...] | None:
        """A list of texts, up to the empty one that ends it; `None` if it is none, or cannot be read."""
        data = self._read(LONGEST_TEXTS, end=b"\0\0\0\0") if self.kind == "texts" else None
        if data is None:
            return None
        return tuple(text[:LONGEST_TEXT] for text in _decoded(data).partition("\0\0")[0].split("\0") if text)

    def _read(self, most: int, *, end: bytes | None = None) -> bytes | None:
        """The data, if they are all there, or at least what ends them."""
        try:
            data, whole = self._hive.records.data(self.record, most)
        except LostError as error:
            self._hive.remember(f"{self.name}: {error}")
            return None
        if whole or (end and any(data.startswith(end, place) for place in range(0, len(data), 2))):
            return data
        self._hive.remember(f"{self.name}: its data of {self.record.size:,} bytes are longer than their cell")
        return None


def _decoded(data: bytes) -> str:
    """Of an odd number of bytes the last was cut off: in the texts of a registry it is a zero as good as always."""
    return (data + bytes(len(data) % 2)).decode("utf-16-le", "replace")


def _same(name: str) -> str:
    """A name as NT compares it."""
    return name.upper()


def _is_name(name: str) -> bool:
    """Can it be one? Nothing keeps a program from worse, but what is asked for was not called so."""
    return name.isprintable() and "\ufffd" not in name
