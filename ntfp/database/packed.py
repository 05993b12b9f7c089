"""A packed data set, read: one file, of which each part is read for itself.

The records are `Signature`s already, so that loading three thousand of them takes
milliseconds; the files beside them are trees still, and read by the same schemas
as TOML. A damaged file, or one of another version of ntfp, is said to be one.

`ntfp.database.packing` makes such files, and knows why they are what they are.
"""

import datetime as dt
import struct
import zlib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ntfp.database.written import Written, checked, read_regular
from ntfp.errors import DataError
from ntfp.facts import signature as types
from ntfp.facts.signature import Signature, number_of

_T = TypeVar("_T")
_W = TypeVar("_W", bound=Written)

MAGIC = b"ntfp data\n"
RECORDS = "records"
_LAYOUT = "1"  # to be counted on where anything but the fields of a record changes
LARGEST = 64 * 1024 * 1024  # of a whole file; what ships has a fortieth of it
_UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)  # all that bytes of whatever kind lead to
_LONGEST_HEAD = 64 * 1024
_AGAIN = "'ntfp kb pack DIR -o FILE' makes one"


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Where a part lies behind the head, and the checksum of its bytes."""

    offset: int
    size: int
    checksum: int


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before the parts."""

    shape: str  # of the types the records are read as
    content: str  # SHA-256 of the parts: what the data say
    source: str  # SHA-256 of the TOML files they were made from
    parts: dict[str, Part]


def shape() -> str:
    """How a file is laid out, and the fields of a record in their order: where they are others the bytes say others."""
    kinds = (getattr(types, name) for name in _KINDS)
    return ";".join((_LAYOUT, *(f"{kind.__name__}:{','.join(kind.__struct_fields__)}" for kind in kinds)))


_KINDS = ("Signature", "AppliesTo", "Window", "FixedIn", "Doubt", "Table", "Requires", "Row", "Origin")


# MessagePack has no dates of its own, and in a tree a date is no text.
MOMENTS: tuple[type[dt.datetime] | type[dt.date] | type[dt.time], ...] = (dt.datetime, dt.date, dt.time)


def _moment(code: int, text: memoryview) -> dt.datetime | dt.date | dt.time:
    if not 0 <= code < len(MOMENTS):
        raise ValueError(f"no kind of value is numbered {code}")
    return MOMENTS[code].fromisoformat(bytes(text).decode("ascii"))


class Packed:
    """One packed file. It is opened for each part: nothing is held open between them."""

    def __init__(self, path: Path, head: Head, start: int, label: str, remedy: str, *, users: bool) -> None:
        self.path, self.head, self.label, self._start = path, head, label, start
        self.users, self._remedy = users, remedy

    @classmethod
    def open(cls, path: Path, label: str | None = None, *, users: bool = False, remedy: str = _AGAIN) -> "Packed":
        """The file with its head read; a `DataError` where it is none, or none that this version can read.

        Of a user's file each record is held against its schema: who knows what packed it. `remedy` is what to
        do where the file is of no use.
        """
        try:
            begin = read_regular(path, len(MAGIC) + 8 + _LONGEST_HEAD)
            start = len(MAGIC) + 8
            if not begin.startswith(MAGIC) or len(begin) < start:
                raise DataError(path.name, "the file", f"is no packed data of ntfp; {remedy}")
            size, checksum = struct.unpack(">II", begin[len(MAGIC) : start])
            raw = begin[start : start + size]
            if zlib.crc32(raw) != checksum:
                raw = b""
            head = msgspec.msgpack.decode(raw, type=Head)
        except _UNREADABLE as error:
            raise DataError(path.name, "the file", f"is damaged: its head cannot be read; {remedy}") from error
        if head.shape != shape():
            raise DataError(path.name, "the file", f"is packed by another version of ntfp; {remedy}")
        return cls(path, head, start + size, label or str(path), remedy, users=users)

    def has(self, name: str) -> bool:
        return name in self.head.parts

    def read(self, name: str, kind: type[_W]) -> _W:
        tree = self._decoded(name, dict[str, Any])
        return checked(name, tree, kind)

    def records(self) -> tuple[Signature, ...]:
        records = self._decoded(RECORDS, tuple[Signature, ...])
        if self.users:
            from ntfp.database.records import checked_record  # lazily: what ships needs no schema

            for record, last in zip(records, (None, *records), strict=False):
                checked_record(f"{self.path.name}: {record.kb}", record)
                if last and number_of(last.kb) >= number_of(record.kb):
                    raise self._damaged(f"its record of {record.kb} is out of order")
        return records

    def content(self, records: tuple[Signature, ...]) -> str:
        del records  # counted in when it was packed
        if self.users and self._hash() != self.head.content:
            raise self._damaged("it does not say what its hash is of")
        return self.head.content

    def _hash(self) -> str:
        import hashlib  # lazily: what ships is known by its checksums

        return hashlib.sha256(read_regular(self.path, LARGEST, self._start)).hexdigest()

    def check(self) -> None:
        """Hold each part against its checksum."""
        for name in self.head.parts:
            self._bytes(name)

    def is_made_from(self, folder: Path) -> bool:
        """Do the TOML files of a folder say what it says?"""
        from ntfp.database.packing import source_hash

        return self.head.source == source_hash(folder)

    def _decoded(self, name: str, kind: type[_T]) -> _T:
        try:
            return msgspec.msgpack.decode(self._bytes(name), type=kind, ext_hook=_moment)
        except _UNREADABLE as error:
            raise self._damaged(f"its part {name} cannot be read: {error}") from error

    def _bytes(self, name: str) -> bytes:
        part = self.head.parts.get(name)
        if part is None:
            raise self._damaged(f"its part {name} is missing")
        if not (0 <= part.offset <= LARGEST and 0 <= part.size <= LARGEST):
            raise self._damaged(f"its part {name} lies outside")
        raw = read_regular(self.path, part.size, self._start + part.offset)
        if len(raw) < part.size or zlib.crc32(raw) != part.checksum:
            raise self._damaged(f"its part {name} is not what was packed")
        return raw

    def _damaged(self, how: str) -> DataError:
        return DataError(self.path.name, "the file", f"is damaged: {how}; {self._remedy}")
