"""PE files, the fast way: every file of a scan goes through here.

Two short reads tell who a file is: its headers, and the resource section with
the version block. The cost does not grow with the file. Structures are read
with `struct`; `ntfp.formats.pe` declares the same ones for people and is held
against this reader on thousands of files.

Imports, exports and the computed checksum need the whole file: that is
`ntfp.readers.kernel`.
"""

from struct import Struct

from ntfp.errors import ForeignFormatError, MalformedError
from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.source import Opened, Source
from ntfp.facts.version_info import VersionInfo
from ntfp.readers.resources import version_blocks
from ntfp.readers.version_block import read_version_block

_HEAD = 1024  # DOS stub, headers and section table of nearly every file
_DOS = Struct("<24xH34xI")  # where the relocations begin; where the new header does
_FILE_HEADER = Struct("<4sHHIIIHH")  # with the signature before it
# Linker version; OS, image, subsystem versions; checksum, subsystem; how many directories.
_OPTIONAL = {
    0x10B: (32, Struct("<2x2B36x6H12xIH22xI"), 96),
    0x20B: (64, Struct("<2x2B36x6H12xIH38xI"), 112),
}
_ADDRESS = Struct("<I")
_ALIGNMENT = Struct("<32xI")
_RESOURCES = 2  # the number of their data directory
_SECTION_SIZE = 40
_IN_FILE = Struct("<16xII16x")  # of a section: how many bytes of the file it is, and from where

_PACKED = {
    b"SZDD": "a compressed file (SZDD): expand it first",
    b"MSCF": "a cabinet (MSCF): unpack it first",
}
_STRANGERS = {
    b"NE": "a 16-bit program (NE), not a PE file",
    b"LE": "a VxD or OS/2 program (LE), not a PE file",
    b"LX": "an OS/2 program (LX), not a PE file",
}


def read(source: Source, opened: Opened) -> FileFacts:
    """The facts of one PE file, or a `MalformedError`. The file stays open: a kernel is read on."""
    label = source.label
    head = opened.read_at(0, _HEAD)
    at = start = _pe_header(label, head, opened)
    if at + 24 > len(head):  # a long DOS stub: from here on, places count from the PE header
        head, at = opened.read_at(at, _HEAD), 0
    base = start - at
    if at + 24 > len(head):
        raise MalformedError(label, "the file ends within its PE header", base + len(head))
    _, machine, section_count, timestamp, _, _, optional_size, characteristics = _FILE_HEADER.unpack_from(head, at)
    optional = at + 24
    sections = optional + optional_size
    table_end = sections + section_count * _SECTION_SIZE
    if table_end > len(head) == _HEAD:
        head = opened.read_at(base, table_end)
    magic = int.from_bytes(head[optional : optional + 2], "little")
    if magic not in _OPTIONAL:
        if len(head) < optional + 2:
            raise MalformedError(label, "the file ends before its optional header", base + len(head))
        raise MalformedError(label, f"an optional header of unknown kind {magic:#x}", base + optional)
    bits, layout, directories = _OPTIONAL[magic]
    if optional_size < directories:
        raise MalformedError(label, f"an optional header of {optional_size} bytes, too few for its kind", start + 20)
    if len(head) < optional + directories:
        raise MalformedError(label, "the file ends within its optional header", base + len(head))
    # fmt: off
    (linker_major, linker_minor, os_major, os_minor, image_major, image_minor,
     subsystem_major, subsystem_minor, checksum, subsystem, directory_count) = layout.unpack_from(head, optional)
    # fmt: on
    remarks: list[Remark] = []
    if table_end > len(head):
        remarks.append(Remark(Oddity.HEADERS_ODD, f"the file ends within its table of {section_count} sections"))
    else:
        # A section without a place holds no bytes of the file, whatever size it names.
        end = max((at + size for size, at in _IN_FILE.iter_unpack(head[sections:table_end]) if at), default=0)
        if end > opened.size:
            remarks.append(Remark(Oddity.TRUNCATED, f"its sections end at {end:#x}, the file at {opened.size:#x}"))
    versions: tuple[VersionInfo, ...] = ()
    place = optional + directories + 8 * _RESOURCES
    if directory_count > _RESOURCES and place + 8 <= min(sections, len(head)):
        (address,) = _ADDRESS.unpack_from(head, place)
        if address:
            table = head[sections:table_end]
            alignment = _ALIGNMENT.unpack_from(head, optional)[0]
            versions = _versions(opened, table, alignment, address, remarks)
    return FileFacts(
        path=label,
        name=source.name,
        size=opened.size,
        mtime_ns=opened.mtime_ns,
        machine=machine,
        bits=bits,
        timestamp=timestamp,
        checksum=checksum,
        characteristics=characteristics,
        subsystem=subsystem,
        linker_version=(linker_major, linker_minor),
        os_version=(os_major, os_minor),
        image_version=(image_major, image_minor),
        subsystem_version=(subsystem_major, subsystem_minor),
        versions=versions,
        remarks=tuple(remarks),
    )


def _pe_header(label: str, head: bytes, opened: Opened) -> int:
    """Where the PE header begins; what has none is told apart, since people will ask."""
    if not head:
        raise ForeignFormatError(label, "the file is empty", 0)
    if not head.startswith(b"MZ"):
        raise ForeignFormatError(label, _PACKED.get(head[:4], "not a PE file: it does not begin with MZ"), 0)
    if len(head) < _DOS.size:
        raise MalformedError(label, f"the file ends within its DOS header, after {len(head)} bytes", len(head))
    relocations: int
    at: int
    relocations, at = _DOS.unpack_from(head)
    signature = head[at : at + 4] if at + 4 <= len(head) else opened.read_at(at, 4)
    if signature == b"PE\0\0":
        return at
    if signature[:2] in _STRANGERS:
        raise ForeignFormatError(label, _STRANGERS[signature[:2]], at)
    if relocations >= _DOS.size and len(signature) < 4:  # a new header is promised, as no DOS program does
        raise MalformedError(label, f"the file ends before its header at {at:#x}", 0x3C)
    raise ForeignFormatError(label, "a DOS program: MZ without a PE header", min(at, opened.size))


def _versions(
    opened: Opened, table: bytes, alignment: int, address: int, remarks: list[Remark]
) -> tuple[VersionInfo, ...]:
    versions: list[VersionInfo] = []
    for resource, language, block in version_blocks(opened, table, alignment, address, remarks):
        info, odd = read_version_block(block, resource, language)
        versions.append(info)
        remarks.extend(odd)
    stamps = {info.fixed.file_version for info in versions if info.fixed}
    if len(stamps) > 1:
        said = ", ".join(map(str, sorted(stamps)))
        remarks.append(Remark(Oddity.VERSION_CONTRADICTS, f"its version resources say different versions: {said}"))
    return tuple(versions)
