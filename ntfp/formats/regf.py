"""Registry hives: base block, bins, cells, and the records that cells hold.

The format of NT 4.0 to 10, versions 1.3 to 1.6, and of its two forerunners: 1.2
has no lists with hints, 1.1 has a longer header on each cell and every name in
UTF-16. Offsets are kept as stored: they count from the first bin.

A record lies in a cell, and which one is only known to who points at it: that
is followed in `ntfp.formats.hive`.
"""

from functools import reduce
from itertools import islice
from operator import xor
from struct import iter_unpack
from typing import Any

import msgspec
from construct import (
    Array,
    Bytes,
    Const,
    ExprAdapter,
    GreedyBytes,
    Int16ul,
    Int32sl,
    Int32ul,
    Int64ul,
    OneOf,
    Padding,
    Prefixed,
    Rebuild,
    Struct,
    this,
)

from ntfp.formats.layout import Layout

NOWHERE = 0xFFFFFFFF  # an offset that points at nothing
BLOCK = 4096  # the base block has this size, a bin a multiple of it

# Versions: the last that has each peculiarity, the first that has each novelty.
LAST_OLD_CELLS, FIRST_HINTS, FIRST_BIG_DATA, FIRST_HASHES = (1, 1), (1, 3), (1, 4), (1, 5)

# Types of the file. A log is 2 up to Windows 2000, 1 after it, 6 in Windows 8.1.
PRIMARY, ALTERNATE, LOG = 0, 1, 2

# Flags of a key, and the one of a value.
ROOT_KEY, NO_DELETE, COMPRESSED_KEY = 0x4, 0x8, 0x20
COMPRESSED_VALUE = 0x1

# In the size of a value's data: they are stored in the place of their own offset.
INLINE = 0x80000000

# What more than this a value holds is stored in pieces of this size, from 1.4 on.
LARGEST_PIECE = 16344

# Types of values.
REG_NONE, REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_LINK, REG_MULTI_SZ = range(8)


class BaseBlock(msgspec.Struct, frozen=True, kw_only=True):
    """The first 4 KiB: how old the hive is, where its root lies."""

    primary: int = 1  # raised before writing,
    secondary: int = 1  # and after it: they differ in a hive that is being written
    written: int = 0  # FILETIME
    version: tuple[int, int]
    type: int = PRIMARY
    format: int = 1
    root: int
    size: int  # of all bins
    clustering: int = 1
    name: bytes = b""  # UTF-16, at most 64 bytes of it
    checksum: int = 0


class BinHeader(msgspec.Struct, frozen=True):
    """What each bin begins with; cells fill the rest of it."""

    offset: int
    size: int
    written: int = 0  # of the first bin alone
    spare: int = 0


class CellHeader(msgspec.Struct, frozen=True):
    """What each cell begins with. A size below zero says that it is in use."""

    size: int


class OldCellHeader(msgspec.Struct, frozen=True):
    """The same in 1.1."""

    size: int
    previous: int = NOWHERE  # the cell before it, counted from the bin


class KeyNode(msgspec.Struct, frozen=True, kw_only=True):
    """One key."""

    flags: int
    written: int = 0
    title: int = 0  # NT 3.1: a number of a name in another language; never used
    parent: int
    subkey_count: int = 0
    volatile_count: int = 0
    subkeys: int = NOWHERE  # a list
    volatile_subkeys: int = NOWHERE
    value_count: int = 0
    values: int = NOWHERE  # a cell of offsets
    security: int = NOWHERE
    class_name: int = NOWHERE
    longest_name: int = 0  # of its subkeys, in bytes of UTF-16
    longest_class: int = 0
    longest_value_name: int = 0
    longest_data: int = 0
    work: int = 0
    class_size: int = 0
    name: bytes


class KeyValue(msgspec.Struct, frozen=True, kw_only=True):
    """One value; in 1.1 its flags and what follows them are the number of a title."""

    size: int
    data: int  # where they lie, or the data themselves
    type: int
    flags: int = 0
    spare: int = 0
    name: bytes = b""


class KeyList(msgspec.Struct, frozen=True):
    """Subkeys: of "li" plain offsets, of "lf" and "lh" with a hint each; of "ri" offsets of lists."""

    kind: str
    entries: tuple[tuple[int, ...], ...]


class Security(msgspec.Struct, frozen=True):
    """Who may do what: shared by all keys to which the same applies, in a ring."""

    next: int
    previous: int
    references: int
    descriptor: bytes


class BigData(msgspec.Struct, frozen=True):
    """Data in pieces: how many, and the cell of their offsets."""

    count: int
    pieces: int


class Offsets(msgspec.Struct, frozen=True):
    """A cell of offsets: a key's values, the pieces of large data."""

    offsets: tuple[int, ...]


def checksum(block: bytes) -> int:
    """Of a base block: its first 127 words, put together; two results stand for others and are never written."""
    result: int = reduce(xor, (word for (word,) in islice(iter_unpack("<I", block[:508]), 127)), 0)
    return {0: 1, 0xFFFFFFFF: 0xFFFFFFFE}.get(result, result)


def hint(name: str) -> int:
    """What "lf" keeps of a name: four characters as bytes, or nothing where one is no byte."""
    first = name[:4].encode("latin-1", "replace") if all(ord(letter) < 0x100 for letter in name[:4]) else b""
    return int.from_bytes(first.ljust(4, b"\0"), "little")


def name_hash(name: str) -> int:
    """What "lh" keeps of a name."""
    return reduce(lambda result, letter: (37 * result + ord(letter)) & 0xFFFFFFFF, name.upper(), 0)


def offsets(count: int) -> Layout[Offsets]:
    """How many there are stands in another cell."""
    return Layout("list of offsets", Offsets, Struct("offsets" / Array(count, Int32ul)))


def _letters(stored: bytes, _: Any) -> str:
    return stored.decode("ascii")


def _signature(kind: str, _: Any) -> bytes:
    return kind.encode("ascii")


BASE_BLOCK = Layout(
    "base block",
    BaseBlock,
    Struct(
        "magic" / Const(b"regf"),
        "primary" / Int32ul,
        "secondary" / Int32ul,
        "written" / Int64ul,
        "version" / Array(2, Int32ul),
        "type" / Int32ul,
        "format" / Int32ul,
        "root" / Int32ul,
        "size" / Int32ul,
        "clustering" / Int32ul,
        "name" / Bytes(64),
        Padding(396),
        "checksum" / Int32ul,
        Padding(BLOCK - 512),
    ),
)

BIN_HEADER = Layout(
    "bin",
    BinHeader,
    Struct(
        "magic" / Const(b"hbin"),
        "offset" / Int32ul,
        "size" / Int32ul,
        Padding(8),
        "written" / Int64ul,
        "spare" / Int32ul,
    ),
)

CELL_HEADER = Layout("cell", CellHeader, Struct("size" / Int32sl))
OLD_CELL_HEADER = Layout("cell", OldCellHeader, Struct("size" / Int32sl, "previous" / Int32ul))

KEY_NODE = Layout(
    "key",
    KeyNode,
    Struct(
        "magic" / Const(b"nk"),
        "flags" / Int16ul,
        "written" / Int64ul,
        "title" / Int32ul,
        "parent" / Int32ul,
        "subkey_count" / Int32ul,
        "volatile_count" / Int32ul,
        "subkeys" / Int32ul,
        "volatile_subkeys" / Int32ul,
        "value_count" / Int32ul,
        "values" / Int32ul,
        "security" / Int32ul,
        "class_name" / Int32ul,
        "longest_name" / Int32ul,
        "longest_class" / Int32ul,
        "longest_value_name" / Int32ul,
        "longest_data" / Int32ul,
        "work" / Int32ul,
        "name_size" / Rebuild(Int16ul, lambda key: len(key.name)),
        "class_size" / Int16ul,
        "name" / Bytes(this.name_size),
    ),
)

KEY_VALUE = Layout(
    "value",
    KeyValue,
    Struct(
        "magic" / Const(b"vk"),
        "name_size" / Rebuild(Int16ul, lambda value: len(value.name)),
        "size" / Int32ul,
        "data" / Int32ul,
        "type" / Int32ul,
        "flags" / Int16ul,
        "spare" / Int16ul,
        "name" / Bytes(this.name_size),
    ),
)

KEY_LIST = Layout(
    "list of keys",
    KeyList,
    Struct(
        "kind" / ExprAdapter(OneOf(Bytes(2), (b"li", b"lf", b"lh", b"ri")), _letters, _signature),
        "count" / Rebuild(Int16ul, lambda record: len(record.entries)),
        "entries" / Array(this.count, Array(lambda record: 2 if record.kind in ("lf", "lh") else 1, Int32ul)),
    ),
)

SECURITY = Layout(
    "security",
    Security,
    Struct(
        "magic" / Const(b"sk"),
        Padding(2),
        "next" / Int32ul,
        "previous" / Int32ul,
        "references" / Int32ul,
        "descriptor" / Prefixed(Int32ul, GreedyBytes),
    ),
)

BIG_DATA = Layout(
    "large data",
    BigData,
    Struct("magic" / Const(b"db"), "count" / Int16ul, "pieces" / Int32ul),
)
