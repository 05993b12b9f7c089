"""PE images: any machine, any headers, with the directories the readers look at.

The layout is that of NT's own files: `.text` first and by far the largest,
`.rsrc` last. There is no code in it, it counts from 0 to 255.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from ntfp.facts.file import DebugEntry
from ntfp.facts.platform import MACHINE_OF_PLATFORM, Platform
from ntfp.facts.version_info import VersionInfo
from ntfp.formats import version_info
from ntfp.formats.headers import (
    DEBUG,
    EXPORT,
    IMPORT,
    MOST_DIRECTORIES,
    PE32,
    PE32_PLUS,
    RESOURCE,
    FileHeader,
    NtHeaders,
    OptionalHeader,
)
from ntfp.formats.pe import RT_VERSION
from ntfp.testing.assembly import PAGE, SECTOR, Assembly, up
from ntfp.testing.sections import Resource, debug_section, export_section, import_section, resource_section

# Prints the text behind it and ends.
DOS_STUB = bytes.fromhex("0e1fba0e00b409cd21b8014ccd21") + b"A made-up image, nothing for DOS.\r\n$"

_RT_ICON = 3
_COUNTING = bytes(range(0x100))
_ICON = (_COUNTING * 3)[:0x2E8]  # as many bytes as an icon of 32 by 32 in 16 colours

_WIDE = frozenset({0x200, 0x284, 0x5064, 0x6264, 0x8664, 0xAA64})
_LARGE_PAGES = frozenset({0x184, 0x200, 0x284})  # Alpha and IA-64: 8 KB

_CODE, _DATA, _READ = 0x60000020, 0xC0000040, 0x40000040  # characteristics of sections
_LEAST_CODE = 0x400  # less, and zeros prevail: pefile takes such files for truncated ones

# EXECUTABLE_IMAGE, LINE_NUMS_STRIPPED, LOCAL_SYMS_STRIPPED; then 32BIT_MACHINE or LARGE_ADDRESS_AWARE.
_CHARACTERISTICS = {32: 0x10E, 64: 0x2E}
_DLL = 0x2000
_MAGIC = {32: PE32, 64: PE32_PLUS}
_BASE = {32: 0x400000, 64: 0x140000000}


def pe_image(
    *,
    machine: int | Platform = Platform.I386,
    bits: Literal[32, 64] | None = None,
    timestamp: int | datetime = 0,
    linker_version: tuple[int, int] = (2, 50),
    os_version: tuple[int, int] = (4, 0),
    image_version: tuple[int, int] = (4, 0),
    subsystem_version: tuple[int, int] = (4, 0),
    subsystem: int = 1,
    dll: bool = False,
    characteristics: int | None = None,
    versions: Sequence[VersionInfo] = (),
    version_blocks: Sequence[tuple[int | str, int, bytes]] = (),
    other_resources: int = 0,
    imports: Mapping[str, Sequence[int | str]] | None = None,
    exports: Mapping[str, bytes] | None = None,
    export_name: str | None = None,
    debug: Sequence[DebugEntry] = (),
    checksum: Literal["right", "wrong"] | int = "right",
    size: int | None = None,
    stub: bytes = DOS_STUB,
    alignment: int | None = None,
) -> bytes:
    """One PE image, of exactly `size` bytes where that is given; `ValueError` says what cannot be made.

    Subsystem 1 is native; `characteristics`, where given, are all of them. `version_blocks` are
    version resources as raw bytes (name or number, language, block): damaged ones, for instance.
    `other_resources` is how many icons lie before them. An export is a name and the bytes it points
    at, an import a name or an ordinal. Debug entries are written as they are, whatever they point at.
    An `alignment` below a page, as NT's drivers have, makes an image whose addresses are places in
    the file.
    """
    number = MACHINE_OF_PLATFORM[machine] if isinstance(machine, Platform) else machine
    width = bits or (64 if number in _WIDE else 32)
    stamp = _seconds(timestamp)
    resources = [
        *(Resource(_RT_ICON, place, 0x409, _ICON) for place in range(1, other_resources + 1)),
        *(Resource(RT_VERSION, info.resource, info.language, version_info.build(info)) for info in versions),
        *(Resource(RT_VERSION, *block) for block in version_blocks),
    ]
    nt = NtHeaders(
        FileHeader(
            machine=number,
            timestamp=stamp,
            characteristics=_CHARACTERISTICS[width] | dll * _DLL if characteristics is None else characteristics,
        ),
        OptionalHeader(
            magic=_MAGIC[width],
            linker_version=linker_version,
            data_base=0 if width == 32 else None,
            image_base=_BASE[width],
            section_alignment=alignment or (2 * PAGE if number in _LARGE_PAGES else PAGE),
            file_alignment=alignment if alignment and alignment < PAGE else SECTOR,
            os_version=os_version,
            image_version=image_version,
            subsystem_version=subsystem_version,
            subsystem=subsystem,
            stack_reserve=0x40000,
            stack_commit=0x1000,
            heap_reserve=0x100000,
            heap_commit=0x1000,
            directory_count=MOST_DIRECTORIES,
            directories=((0, 0),) * MOST_DIRECTORIES,
        ),
    )

    def assembled(code: int) -> Assembly:
        made = Assembly(nt, stub)
        made.add(".text", _CODE, (_COUNTING * (code // len(_COUNTING) + 1))[:code])
        if exports or export_name:
            targets, data = _targets(exports or {}, made.next)
            if data:
                made.add(".data", _DATA, data)
            made.add(".edata", _READ, export_section(targets, export_name or "image.dll", stamp, made.next), EXPORT)
        if imports:
            made.add(".idata", _DATA, import_section(imports, made.next, width), IMPORT)
        if debug:
            made.add(".debug", _READ, debug_section(debug), DEBUG)
        if resources:
            made.add(".rsrc", _READ, resource_section(resources, made.next), RESOURCE)
        return made

    least = assembled(_LEAST_CODE)
    if size is None:
        return least.image(up(least.least_size, SECTOR), checksum)
    if size < least.least_size:
        raise ValueError(f"{size} bytes are too few: this image takes {least.least_size}")
    whole_sectors = (size - least.least_size) // SECTOR * SECTOR
    return assembled(_LEAST_CODE + whole_sectors).image(size, checksum)


def _seconds(timestamp: int | datetime) -> int:
    if isinstance(timestamp, int):
        return timestamp
    if timestamp.tzinfo is None:
        raise ValueError(f"{timestamp} is in no time zone: the same call would give other bytes elsewhere")
    return int(timestamp.timestamp())


def _targets(exports: Mapping[str, bytes], address: int) -> tuple[dict[str, int], bytes]:
    """What the exports point at, one behind the other, and the address of each."""
    data, places = b"", {}
    for name, content in exports.items():
        places[name] = address + len(data)
        data += content + bytes(-len(content) % 8)
    return places, data
