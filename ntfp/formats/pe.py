"""PE files: all headers, and the way from the headers to the version blocks.

The plain reader: it has the whole file in memory, follows the declarations of
`headers` and `directories` word by word, and refuses what is damaged. The
readers of a scan are tolerant and fast; where both can read a file, both must
say the same.
"""

from ntfp.errors import MalformedError
from ntfp.formats.directories import HIGH_BIT, RESOURCE_DATA, RESOURCE_DIRECTORY, RESOURCE_NAME, ResourceEntry
from ntfp.formats.headers import (
    BEFORE_OPTIONAL,
    DOS_HEADER,
    NT_HEADERS,
    RESOURCE,
    SECTION_HEADER,
    Headers,
    SectionHeader,
)

RT_VERSION = 16

# Where the checksum lies behind the PE signature, in headers of either width.
_CHECKSUM = BEFORE_OPTIONAL + 64

# A section's data begins at a whole sector and its image at a whole page, whatever the table says.
_SECTOR, _PAGE = 0x200, 0x1000

# Real files have some thousand resources; a tree that is larger refers to itself.
_MOST_ENTRIES = 20_000


def read_headers(data: bytes) -> Headers:
    """All headers of a PE file, or `MalformedError`."""
    dos = DOS_HEADER.parse(data)
    nt = NT_HEADERS.parse(data, dos.pe_offset)
    table = dos.pe_offset + BEFORE_OPTIONAL + nt.file.optional_size
    places = range(table, table + nt.file.section_count * SECTION_HEADER.size, SECTION_HEADER.size)
    return Headers(dos, nt.file, nt.optional, tuple(SECTION_HEADER.parse(data, place) for place in places))


def file_offset(headers: Headers, address: int) -> int | None:
    """Where in the file the byte at an image address lies; `None` where it is in no section.

    As the loader maps it: an image with sections closer than a page is mapped in one
    piece, and so is everything before the first section.
    """
    optional, sections = headers.optional, headers.sections
    if optional.section_alignment < _PAGE or not sections or address < sections[0].address:
        return address
    for section in sections:
        within = address - section.address
        if 0 <= within < _size_from_file(section):
            return section.offset // _SECTOR * _SECTOR + within
    return None


def version_blocks(data: bytes) -> list[tuple[int | str, int, bytes]]:
    """Every version resource in the order of the tree: its name or number, its language, its bytes."""
    headers = read_headers(data)
    return _Resources(data, headers).blocks()


def checksum(data: bytes) -> int:
    """The checksum NT verifies: all 16-bit words but its own, added with their carries, and the size."""
    field = DOS_HEADER.parse(data).pe_offset + _CHECKSUM
    words = int.from_bytes(data[:field] + bytes(4) + data[field + 4 :], "little")
    # Adding the carry back in is counting modulo 0xFFFF, with 0xFFFF where that gives 0.
    return ((words - 1) % 0xFFFF + 1 if words else 0) + len(data)


def _size_from_file(section: SectionHeader) -> int:
    """How much of a section comes from the file: whole sectors of data, whole pages of image. The rest is zeros."""
    sectors = -(-section.size // _SECTOR) * _SECTOR
    pages = -(-(section.virtual_size or section.size) // _PAGE) * _PAGE
    return min(sectors, pages)


class _Resources:
    """The resource tree of one file. Its levels are type, name and language, then data."""

    def __init__(self, data: bytes, headers: Headers) -> None:
        self._data, self._headers, self._left = data, headers, _MOST_ENTRIES
        directories = headers.optional.directories
        address = directories[RESOURCE][0] if len(directories) > RESOURCE else 0
        self._root = self._offset(address) if address else None

    def blocks(self) -> list[tuple[int | str, int, bytes]]:
        if self._root is None:
            return []
        return [
            (self._name(named.name), self._language(spoken.name), self._block(spoken.offset))
            for typed in self._below(HIGH_BIT)
            if typed.name == RT_VERSION
            for named in self._below(typed.offset)
            for spoken in self._below(named.offset)
        ]

    def _below(self, pointer: int) -> tuple[ResourceEntry, ...]:
        """The entries of the directory a pointer leads to."""
        if not pointer & HIGH_BIT:
            raise MalformedError("resources", "data where a directory must be", self._place(pointer))
        entries = RESOURCE_DIRECTORY.parse(self._data, self._place(pointer)).entries
        self._left -= len(entries)
        if self._left < 0:
            raise MalformedError("resources", f"more than {_MOST_ENTRIES} entries", self._place(pointer))
        return entries

    def _name(self, name: int) -> int | str:
        return RESOURCE_NAME.parse(self._data, self._place(name)).text if name & HIGH_BIT else name

    def _language(self, name: int) -> int:
        if name & HIGH_BIT:
            raise MalformedError("resources", "a name where a language must be", self._place(name))
        return name

    def _block(self, pointer: int) -> bytes:
        """The bytes of one resource, all of them."""
        if pointer & HIGH_BIT:
            raise MalformedError("resources", "a directory where data must be", self._place(pointer))
        entry = RESOURCE_DATA.parse(self._data, self._place(pointer))
        start = self._offset(entry.address)
        if start + entry.size > len(self._data):
            raise MalformedError("resources", f"data of {entry.size} bytes reaches past the end", start)
        return self._data[start : start + entry.size]

    def _place(self, pointer: int) -> int:
        """Pointers count from the root of the tree; their high bit says of what kind they are."""
        return (self._root or 0) + (pointer & ~HIGH_BIT)

    def _offset(self, address: int) -> int:
        offset = file_offset(self._headers, address)
        if offset is None:
            raise MalformedError("resources", f"address {address:#x} is in no section")
        return offset
