"""Version resources: what a Windows file says about itself.

A file may hold several, each in a language, each with fixed numbers and with
tables of strings. All are kept, in the order and spelling of the file; which
of them to believe is decided in `FileFacts` and said there.

Nothing here knows bytes: `ntfp.readers.version_block` reads them fast,
`ntfp.formats.version_info` declares their shape.
"""

from string import hexdigits

import msgspec

from ntfp.facts.version import FileVersion

FLAG_DEBUG = 0x01  # VS_FF_DEBUG: a checked build


class FixedInfo(msgspec.Struct, frozen=True, gc=False):
    """VS_FIXEDFILEINFO: the numbers, as stored."""

    file_version: FileVersion
    product_version: FileVersion
    structure_version: int = 0x10000
    flags_mask: int = 0x3F
    flags: int = 0
    os: int = 0x40004
    type: int = 1
    subtype: int = 0
    date: int = 0  # 64-bit FILETIME; hardly any linker fills it


class StringTable(msgspec.Struct, frozen=True):
    """One table of strings. Its key names language and code page: `040904B0`."""

    key: str
    strings: tuple[tuple[str, str], ...] = ()

    @property
    def language(self) -> int | None:
        """The Windows language identifier in the key, e.g. 0x409."""
        return _hexadecimal(self.key[:4]) if len(self.key) == 8 else None

    @property
    def codepage(self) -> int | None:
        """The code page in the key, e.g. 0x4B0 for UTF-16."""
        return _hexadecimal(self.key[4:]) if len(self.key) == 8 else None

    def get(self, name: str) -> str | None:
        """The first string of that name, in any case: what Windows would answer."""
        wanted = name.casefold()
        for key, value in self.strings:
            if key.casefold() == wanted:
                return value
        return None


class VersionInfo(msgspec.Struct, frozen=True):
    """One version resource: its place in the resource tree and all it says."""

    fixed: FixedInfo | None = None
    tables: tuple[StringTable, ...] = ()
    translations: tuple[tuple[int, int], ...] = ()  # word pairs as stored; NT 3.1 swaps them
    resource: int | str = 1
    language: int = 0x409

    def get(self, name: str) -> str | None:
        """The first string of that name in any table."""
        for table in self.tables:
            value = table.get(name)
            if value is not None:
                return value
        return None


def _hexadecimal(digits: str) -> int | None:
    """`int` alone would take "+409" and "4_09", too."""
    return int(digits, 16) if set(digits) <= set(hexdigits) else None
