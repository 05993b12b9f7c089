"""PE headers: from the DOS header to the section table.

The values are named in plain words and kept as stored: a section count that
cannot be, or an alignment no loader would take, is still what the file says.

The directories that the optional header points at are in
`ntfp.formats.directories`.
"""

from typing import Any

import msgspec
from construct import (
    Array,
    Bytes,
    Const,
    ExprAdapter,
    If,
    IfThenElse,
    Int8ul,
    Int16ul,
    Int32ul,
    Int64ul,
    OneOf,
    Struct,
    this,
)

from ntfp.formats.layout import Layout

PE32, PE32_PLUS = 0x10B, 0x20B

# The optional header begins behind the signature and the file header.
BEFORE_OPTIONAL = 24

# Places in the data directories.
EXPORT, IMPORT, RESOURCE, DEBUG = 0, 1, 2, 6

# The loader looks at sixteen data directories, however many a file announces.
MOST_DIRECTORIES = 16


class DosHeader(msgspec.Struct, frozen=True):
    """The first 64 bytes: to DOS a program, to NT the way to the PE signature."""

    pe_offset: int
    last_page_bytes: int = 0x90
    pages: int = 3
    relocations: int = 0
    header_paragraphs: int = 4
    least_memory: int = 0
    most_memory: int = 0xFFFF
    stack: tuple[int, int] = (0, 0xB8)  # SS, SP
    checksum: int = 0
    entry: tuple[int, int] = (0, 0)  # IP, CS
    relocation_table: int = 0x40
    reserved: tuple[int, ...] = (0,) * 17  # overlay number, OEM fields, and words nobody used


class FileHeader(msgspec.Struct, frozen=True, kw_only=True):
    """IMAGE_FILE_HEADER."""

    machine: int
    section_count: int = 0
    timestamp: int = 0
    symbol_table: int = 0
    symbol_count: int = 0
    optional_size: int = 0
    characteristics: int = 0


class OptionalHeader(msgspec.Struct, frozen=True, kw_only=True):
    """IMAGE_OPTIONAL_HEADER, of either width."""

    magic: int
    linker_version: tuple[int, int] = (0, 0)
    code_size: int = 0
    data_size: int = 0
    zeroed_size: int = 0
    entry_point: int = 0
    code_base: int = 0
    data_base: int | None = None  # PE32 only
    image_base: int
    section_alignment: int
    file_alignment: int
    os_version: tuple[int, int] = (0, 0)
    image_version: tuple[int, int] = (0, 0)
    subsystem_version: tuple[int, int] = (0, 0)
    win32_version: int = 0
    image_size: int = 0
    headers_size: int = 0
    checksum: int = 0
    subsystem: int = 0
    dll_characteristics: int = 0
    stack_reserve: int = 0
    stack_commit: int = 0
    heap_reserve: int = 0
    heap_commit: int = 0
    loader_flags: int = 0
    directory_count: int = 0
    directories: tuple[tuple[int, int], ...] = ()  # address and size, sixteen at most

    @property
    def bits(self) -> int:
        """32 or 64."""
        return 32 if self.magic == PE32 else 64


class SectionHeader(msgspec.Struct, frozen=True, kw_only=True):
    """IMAGE_SECTION_HEADER."""

    name: str  # eight bytes at most, as Latin-1: no byte is lost
    virtual_size: int
    address: int
    size: int
    offset: int
    relocations: int = 0
    line_numbers: int = 0
    relocation_count: int = 0
    line_number_count: int = 0
    characteristics: int = 0


class NtHeaders(msgspec.Struct, frozen=True):
    """What begins at the PE signature, up to the section table."""

    file: FileHeader
    optional: OptionalHeader


class Headers(msgspec.Struct, frozen=True):
    """All headers of one file."""

    dos: DosHeader
    file: FileHeader
    optional: OptionalHeader
    sections: tuple[SectionHeader, ...]


_NATIVE = IfThenElse(this.magic == PE32, Int32ul, Int64ul)
_VERSION = Array(2, Int16ul)

_FILE_HEADER = Struct(
    "machine" / Int16ul,
    "section_count" / Int16ul,
    "timestamp" / Int32ul,
    "symbol_table" / Int32ul,
    "symbol_count" / Int32ul,
    "optional_size" / Int16ul,
    "characteristics" / Int16ul,
)

_OPTIONAL_HEADER = Struct(
    "magic" / OneOf(Int16ul, (PE32, PE32_PLUS)),
    "linker_version" / Array(2, Int8ul),
    "code_size" / Int32ul,
    "data_size" / Int32ul,
    "zeroed_size" / Int32ul,
    "entry_point" / Int32ul,
    "code_base" / Int32ul,
    "data_base" / If(this.magic == PE32, Int32ul),
    "image_base" / _NATIVE,
    "section_alignment" / Int32ul,
    "file_alignment" / Int32ul,
    "os_version" / _VERSION,
    "image_version" / _VERSION,
    "subsystem_version" / _VERSION,
    "win32_version" / Int32ul,
    "image_size" / Int32ul,
    "headers_size" / Int32ul,
    "checksum" / Int32ul,
    "subsystem" / Int16ul,
    "dll_characteristics" / Int16ul,
    "stack_reserve" / _NATIVE,
    "stack_commit" / _NATIVE,
    "heap_reserve" / _NATIVE,
    "heap_commit" / _NATIVE,
    "loader_flags" / Int32ul,
    "directory_count" / Int32ul,
    "directories" / Array(lambda header: min(header.directory_count, MOST_DIRECTORIES), Array(2, Int32ul)),
)


def _name(stored: bytes, _: Any) -> str:
    return stored.rstrip(b"\0").decode("latin-1")


def _stored(name: str, _: Any) -> bytes:
    return name.encode("latin-1").ljust(8, b"\0")


DOS_HEADER = Layout(
    "DOS header",
    DosHeader,
    Struct(
        "magic" / Const(b"MZ"),
        "last_page_bytes" / Int16ul,
        "pages" / Int16ul,
        "relocations" / Int16ul,
        "header_paragraphs" / Int16ul,
        "least_memory" / Int16ul,
        "most_memory" / Int16ul,
        "stack" / Array(2, Int16ul),
        "checksum" / Int16ul,
        "entry" / Array(2, Int16ul),
        "relocation_table" / Int16ul,
        "reserved" / Array(17, Int16ul),
        "pe_offset" / Int32ul,
    ),
)

NT_HEADERS = Layout(
    "PE headers",
    NtHeaders,
    Struct("signature" / Const(b"PE\0\0"), "file" / _FILE_HEADER, "optional" / _OPTIONAL_HEADER),
)

SECTION_HEADER = Layout(
    "section table",
    SectionHeader,
    Struct(
        "name" / ExprAdapter(Bytes(8), _name, _stored),
        "virtual_size" / Int32ul,
        "address" / Int32ul,
        "size" / Int32ul,
        "offset" / Int32ul,
        "relocations" / Int32ul,
        "line_numbers" / Int32ul,
        "relocation_count" / Int16ul,
        "line_number_count" / Int16ul,
        "characteristics" / Int32ul,
    ),
)
