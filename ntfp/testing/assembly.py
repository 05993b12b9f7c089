"""Assembling: sections one behind the other, and headers that agree with them."""

from itertools import accumulate
from typing import Literal

from msgspec.structs import replace

from ntfp.formats import pe
from ntfp.formats.headers import (
    BEFORE_OPTIONAL,
    DOS_HEADER,
    NT_HEADERS,
    SECTION_HEADER,
    DosHeader,
    NtHeaders,
    SectionHeader,
)

SECTOR, PAGE = 0x200, 0x1000

_MOST_SECTIONS = 8


def up(number: int, multiple: int) -> int:
    """The next whole multiple."""
    return -(-number // multiple) * multiple


class Assembly:
    """One image in the making. The headers it begins with say everything but where things are."""

    def __init__(self, nt: NtHeaders, stub: bytes) -> None:
        pe_offset = up(DOS_HEADER.size + len(stub), 8)
        self._dos = (DOS_HEADER.build(DosHeader(pe_offset)) + stub).ljust(pe_offset, b"\0")
        self._nt, self._nt_size = nt, len(NT_HEADERS.build(nt))
        self._sections: list[tuple[SectionHeader, bytes]] = []
        self._directories = list(nt.optional.directories)
        headers = pe_offset + self._nt_size + _MOST_SECTIONS * SECTION_HEADER.size
        self.next = up(headers, nt.optional.section_alignment)  # the address of the next section
        # With sections closer than a page the loader maps the file in one piece: places are addresses.
        self._flat = nt.optional.section_alignment < PAGE

    def add(self, name: str, characteristics: int, content: bytes, directory: int | None = None) -> None:
        """Append a section. A directory, where given, is all of it."""
        header = SectionHeader(
            name=name,
            virtual_size=len(content),
            address=self.next,
            size=up(len(content), self._nt.optional.file_alignment),
            offset=0,  # not known before the number of sections is
            characteristics=characteristics,
        )
        if directory is not None:
            self._directories[directory] = (self.next, len(content))
        self._sections.append((header, content))
        self.next += up(len(content), self._nt.optional.section_alignment)

    @property
    def least_size(self) -> int:
        """The size of the file if it ends where the content of its last section does."""
        header, content = self._sections[-1]
        return self._offsets()[-1] - header.size + len(content)

    def image(self, size: int, checksum: Literal["right", "wrong"] | int) -> bytes:
        """The file, of that size.

        Its last section ends with it, whole sector or not. Real files of odd sizes have
        debug data there, behind all sections; here nothing lies outside of them.
        """
        *offsets, _ = self._offsets()
        sizes = [header.size for header, _ in self._sections]
        sizes[-1] = size - offsets[-1]
        headers = [
            replace(header, offset=offset, size=size)
            for (header, _), offset, size in zip(self._sections, offsets, sizes, strict=True)
        ]
        body = b"".join(content.ljust(size, b"\0") for (_, content), size in zip(self._sections, sizes, strict=True))
        unsigned = self._head(headers, 0) + body
        if isinstance(checksum, str):
            checksum = pe.checksum(unsigned) + (checksum == "wrong")
        return self._head(headers, checksum) + body

    def _offsets(self) -> list[int]:
        """Where the data of each section begins, and where that of the last one ends."""
        headers = len(self._dos) + self._nt_size + len(self._sections) * SECTION_HEADER.size
        first = self._sections[0][0].address if self._flat else up(headers, self._nt.optional.file_alignment)
        return list(accumulate((header.size for header, _ in self._sections), initial=first))

    def _head(self, sections: list[SectionHeader], checksum: int) -> bytes:
        """All that comes before the first section's data."""
        code, *others = sections
        optional = replace(
            self._nt.optional,
            code_size=code.size,
            data_size=sum(section.size for section in others),
            entry_point=code.address,
            code_base=code.address,
            image_size=self.next,
            headers_size=code.offset,
            checksum=checksum,
            directories=tuple(self._directories),
        )
        file = replace(self._nt.file, section_count=len(sections), optional_size=self._nt_size - BEFORE_OPTIONAL)
        table = b"".join(map(SECTION_HEADER.build, sections))
        return (self._dos + NT_HEADERS.build(NtHeaders(file, optional)) + table).ljust(code.offset, b"\0")
