"""Packing: a folder of TOML files becomes one file that is loaded in milliseconds.

Three thousand TOML files take a second to read; the same records as one piece of
MessagePack, by position and not by name, take ten milliseconds. The same data
give the same bytes: records by number, parts in one order, no date, no place.
Each part has a checksum, so that `identify` can read the builds and leave the
records alone; the whole has a hash, by which a report can name its data.
"""

import datetime as dt
import hashlib
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import msgspec

from ntfp.database.dataset import BESIDE, BUILDS, DataSet
from ntfp.database.packed import MAGIC, MOMENTS, RECORDS, Head, Part, shape
from ntfp.database.places import Folder
from ntfp.database.records import record_files
from ntfp.database.writing import write_whole
from ntfp.errors import DataError
from ntfp.facts.signature import Signature


class Package(msgspec.Struct, frozen=True):
    """A data set, packed: its head, and the bytes of its parts."""

    head: Head
    body: bytes
    records: int

    @property
    def whole(self) -> bool:
        """Does the data set stand by itself?"""
        return BUILDS in self.head.parts

    @property
    def data(self) -> bytes:
        """The whole file."""
        head = msgspec.msgpack.encode(self.head)
        return b"".join((MAGIC, struct.pack(">II", len(head), zlib.crc32(head)), head, self.body))


def pack(folder: Path) -> Package:
    """All data of a folder; a `BadDataError` with what is wrong with any of it."""
    source = source_hash(folder)  # before they are read: what is edited meanwhile was not packed
    shelf = Folder(folder)
    data = DataSet(shelf)
    # What does not fit together is refused here.
    _ = data.signatures, data.contradictions, data.known if data.whole else None
    if not data.printed:
        raise DataError(folder.name, "the folder", "holds no record; 'ntfp kb new' begins one")
    parts = _parts(shelf, data.printed)
    body = b"".join(parts.values())
    return Package(
        head=Head(shape=shape(), content=hashlib.sha256(body).hexdigest(), source=source, parts=_places(parts)),
        body=body,
        records=len(data.printed),
    )


def content_hash(folder: Folder, records: tuple[Signature, ...]) -> str:
    """The hash the folder with these records would have if it were packed."""
    return hashlib.sha256(b"".join(_parts(folder, records).values())).hexdigest()


def _parts(folder: Folder, records: tuple[Signature, ...]) -> dict[str, bytes]:
    beside = filter(folder.has, BESIDE)
    parts = {name: msgspec.msgpack.encode(_told_apart(folder.tree(name))) for name in beside}
    return {**parts, RECORDS: msgspec.msgpack.encode(records)}


def _told_apart(value: Any) -> Any:
    """The tree with its dates and times as values of their own kinds."""
    match value:
        case dict():
            return {key: _told_apart(one) for key, one in value.items()}
        case list():
            return [_told_apart(one) for one in value]
        case dt.datetime() | dt.date() | dt.time():
            return msgspec.msgpack.Ext(MOMENTS.index(type(value)), value.isoformat().encode())
    return value


def _places(parts: dict[str, bytes]) -> dict[str, Part]:
    places: dict[str, Part] = {}
    offset = 0
    for name, content in parts.items():
        places[name] = Part(offset, len(content), zlib.crc32(content))
        offset += len(content)
    return places


def write_package(folder: Path, path: Path) -> Package:
    """Pack a folder into a file: beside it and then renamed, so that nobody reads half of one."""
    package = pack(folder)
    write_whole(path, package.data)
    return package


def write_beside(folder: Path, path: Path) -> Package:
    """Pack the records of a checkout for itself: stamped with their last change before they were read.

    Whatever is changed while they are read is later than that, and makes the file stale.
    """
    last = Folder(folder).last_change()
    package = write_package(folder, path)
    os.utime(path, ns=(last + 1, last + 1))
    return package


def source_hash(folder: Path) -> str:
    """Of the names and bytes of all TOML files: whether a packed file was made from these very ones."""
    whole = hashlib.sha256()
    for path in source_files(folder):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        whole.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def source_files(folder: Path) -> list[Path]:
    """Every file that is packed."""
    return [*(path for name in BESIDE if (path := folder / name).exists()), *record_files(folder)]
