"""PE directories: what the data directories of the headers point at.

Resources, exports, imports and the debug directory, entry by entry. Addresses
are as stored, relative to the image or, within the resources, to their root;
`ntfp.formats.pe` follows them.
"""

import msgspec
from construct import Array, ExprAdapter, Int16ul, Int32ul, PascalString, Struct, this

from ntfp.formats.layout import Layout

HIGH_BIT = 0x80000000  # in a resource entry: a name instead of a number, a directory instead of data


class ResourceEntry(msgspec.Struct, frozen=True):
    """IMAGE_RESOURCE_DIRECTORY_ENTRY: who, and where."""

    name: int
    offset: int


class ResourceDirectory(msgspec.Struct, frozen=True):
    """IMAGE_RESOURCE_DIRECTORY with its entries, the named ones first."""

    named_count: int
    number_count: int
    entries: tuple[ResourceEntry, ...]
    characteristics: int = 0
    timestamp: int = 0
    version: tuple[int, int] = (0, 0)


class ResourceName(msgspec.Struct, frozen=True):
    """IMAGE_RESOURCE_DIR_STRING_U."""

    text: str


class ResourceData(msgspec.Struct, frozen=True):
    """IMAGE_RESOURCE_DATA_ENTRY. The address, unlike all offsets above it, is the image's."""

    address: int
    size: int
    codepage: int = 0
    reserved: int = 0


class ExportDirectory(msgspec.Struct, frozen=True, kw_only=True):
    """IMAGE_EXPORT_DIRECTORY."""

    characteristics: int = 0
    timestamp: int = 0
    version: tuple[int, int] = (0, 0)
    name: int
    base: int = 1
    function_count: int
    name_count: int
    functions: int
    names: int
    ordinals: int


class ImportDescriptor(msgspec.Struct, frozen=True):
    """IMAGE_IMPORT_DESCRIPTOR; one of zeros ends the list."""

    lookup: int = 0
    timestamp: int = 0
    forwarder: int = 0
    name: int = 0
    thunks: int = 0


class DebugDirectoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """IMAGE_DEBUG_DIRECTORY."""

    characteristics: int = 0
    timestamp: int
    version: tuple[int, int] = (0, 0)
    type: int
    size: int
    address: int = 0  # 0 where the data lies outside all sections
    offset: int


_VERSION = Array(2, Int16ul)

RESOURCE_DIRECTORY = Layout(
    "resource directory",
    ResourceDirectory,
    Struct(
        "characteristics" / Int32ul,
        "timestamp" / Int32ul,
        "version" / _VERSION,
        "named_count" / Int16ul,
        "number_count" / Int16ul,
        "entries" / Array(this.named_count + this.number_count, Struct("name" / Int32ul, "offset" / Int32ul)),
    ),
)

# The stored length counts UTF-16 words, a PascalString's bytes.
_WORDS = ExprAdapter(Int16ul, lambda words, _: words * 2, lambda count, _: count // 2)

RESOURCE_NAME = Layout("resource name", ResourceName, Struct("text" / PascalString(_WORDS, "utf-16-le")))

RESOURCE_DATA = Layout(
    "resource data entry",
    ResourceData,
    Struct("address" / Int32ul, "size" / Int32ul, "codepage" / Int32ul, "reserved" / Int32ul),
)

EXPORT_DIRECTORY = Layout(
    "export directory",
    ExportDirectory,
    Struct(
        "characteristics" / Int32ul,
        "timestamp" / Int32ul,
        "version" / _VERSION,
        "name" / Int32ul,
        "base" / Int32ul,
        "function_count" / Int32ul,
        "name_count" / Int32ul,
        "functions" / Int32ul,
        "names" / Int32ul,
        "ordinals" / Int32ul,
    ),
)

IMPORT_DESCRIPTOR = Layout(
    "import descriptor",
    ImportDescriptor,
    Struct(
        "lookup" / Int32ul,
        "timestamp" / Int32ul,
        "forwarder" / Int32ul,
        "name" / Int32ul,
        "thunks" / Int32ul,
    ),
)

DEBUG_ENTRY = Layout(
    "debug directory",
    DebugDirectoryEntry,
    Struct(
        "characteristics" / Int32ul,
        "timestamp" / Int32ul,
        "version" / _VERSION,
        "type" / Int32ul,
        "size" / Int32ul,
        "address" / Int32ul,
        "offset" / Int32ul,
    ),
)
