"""Kernels, read whole: imports, exports, checksum, sections, debug directory.

One or two files of a system are worth it. pefile takes them apart, and nothing
of pefile leaves this module: neither its objects nor its exceptions. A part
that cannot be read is `None` with a remark, and the other parts stand.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
import pefile

from ntfp.facts.file import DebugEntry, DeepFacts, FileFacts, Import, Section
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.source import Opened
from ntfp.readers.checksum import LARGEST, checksum, place_of, remarks_on

MOST_DEBUG = 64  # entries; real files have one to four
_BUILD_NUMBER = b"NtBuildNumber"
_EXPORT, _IMPORT, _DEBUG = 0, 1, 6  # the numbers of their data directories
_DEBUG_ENTRY = 28  # bytes
_Part = TypeVar("_Part")


def deepen(facts: FileFacts, opened: Opened) -> FileFacts:
    """The same facts with everything the whole file adds to them."""
    remarks: list[Remark] = []

    def remark(oddity: Oddity, detail: str) -> None:
        remarks.append(Remark(oddity, detail))

    if facts.size > LARGEST:
        remark(Oddity.TOO_LARGE, f"{facts.size:,} bytes: larger than any kernel, and not read whole")
        return _with(facts, None, remarks)
    data = opened.read_at(0, facts.size)
    computed = checksum(data, place_of(data))
    remarks += remarks_on(facts, computed)
    deep = DeepFacts(checksum=computed)
    try:
        image = pefile.PE(data=data, fast_load=True)
    except Exception as error:  # noqa: BLE001 - a hostile file makes pefile raise what it likes, and it must not leave
        remark(Oddity.DEEP_UNREADABLE, f"its inside cannot be taken apart: {_said(error)}")
        return _with(facts, deep, remarks)

    def part(oddity: Oddity, what: str, read: Callable[[pefile.PE], _Part]) -> _Part | None:
        before = len(image.get_warnings())
        try:
            found = read(image)
        except Exception as error:  # noqa: BLE001 - as above, for one part of the file
            remark(oddity, f"its {what} cannot be read: {_said(error)}")
            return None
        # pefile leaves out what it doubts, and only whispers. Its guess at packed files is no doubt of that kind.
        warnings = [said for said in image.get_warnings()[before:] if "typical of packed" not in said]
        if warnings:
            remark(oddity, f"its {what} may not be all: {' '.join(warnings[0].split())}")
        return found

    exported = part(Oddity.EXPORTS_DAMAGED, "exports", _exports)
    imported, lost = part(Oddity.IMPORTS_DAMAGED, "imports", _imports) or (None, 0)
    if lost:
        remark(Oddity.IMPORTS_DAMAGED, f"its imports are not all: {lost} could not be read")
    deep = DeepFacts(
        sections=part(Oddity.HEADERS_ODD, "sections", _sections) or (),
        imports=imported,
        export_name=exported[0] if exported else None,
        build_number=exported[1] if exported else None,
        checksum=computed,
        debug=part(Oddity.DEBUG_DAMAGED, "debug directory", _debug),
    )
    return _with(facts, deep, remarks)


def _sections(image: pefile.PE) -> tuple[Section, ...]:
    return tuple(
        Section(
            _text(section.Name.rstrip(b"\0")),
            section.VirtualAddress,
            section.Misc_VirtualSize,
            section.PointerToRawData,
            section.SizeOfRawData,
            section.Characteristics,
        )
        for section in image.sections
    )


def _imports(image: pefile.PE) -> tuple[tuple[Import, ...], int]:
    """The imports, and how many have no name that can be one: pefile passes over those without a word."""
    image.parse_data_directories(directories=[_IMPORT])
    found: list[Import] = []
    lost = 0
    for module in getattr(image, "DIRECTORY_ENTRY_IMPORT", ()):
        names = tuple(_text(entry.name) if entry.name else f"#{entry.ordinal}" for entry in module.imports)
        found.append(Import(_text(module.dll or b""), names))
        thunks: Any = module.struct
        table = image.get_import_table(thunks.OriginalFirstThunk or thunks.FirstThunk)
        lost += max(0, sum(1 for entry in table or () if entry.AddressOfData) - len(names))
    return tuple(found), lost


def _exports(image: pefile.PE) -> tuple[str | None, int | None]:
    """The module's name as linked, and the number NtBuildNumber points at."""
    image.parse_data_directories(directories=[_EXPORT])
    exports = getattr(image, "DIRECTORY_ENTRY_EXPORT", None)
    if exports is None:
        return None, None
    name = _text(exports.name) if exports.name else None
    for symbol in exports.symbols:
        if symbol.name == _BUILD_NUMBER:
            number: int | None = image.get_dword_at_rva(symbol.address)
            return name, number
    return name, None


def _debug(image: pefile.PE) -> tuple[DebugEntry, ...]:
    directories = image.OPTIONAL_HEADER.DATA_DIRECTORY
    claimed = directories[_DEBUG].Size // _DEBUG_ENTRY if len(directories) > _DEBUG else 0
    if claimed > MOST_DEBUG:
        raise ValueError(f"it claims {claimed:,} entries")
    image.parse_data_directories(directories=[_DEBUG])
    return tuple(
        DebugEntry(at.Type, at.TimeDateStamp, at.PointerToRawData, at.SizeOfData)
        for at in (entry.struct for entry in getattr(image, "DIRECTORY_ENTRY_DEBUG", ()))
    )


def _text(raw: bytes) -> str:
    return raw.decode("latin-1")  # names in headers are ASCII, or evidence of something: nothing is lost


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__


def _with(facts: FileFacts, deep: DeepFacts | None, remarks: list[Remark]) -> FileFacts:
    return msgspec.structs.replace(facts, deep=deep, remarks=(*facts.remarks, *remarks))
