"""Moulds: many modules from a few images, for systems of a thousand files.

`module_image` declares every structure anew for each file. Here an image is
made once for each length of name and each kind of file, and cast: name,
version, time and size are put into it, and what points past its code is moved.

What a cast module says is what a made one says. No kernels: of those a system
has one or two.
"""

import struct
from datetime import datetime
from functools import cache
from typing import NamedTuple

from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.formats.directories import HIGH_BIT
from ntfp.formats.headers import BEFORE_OPTIONAL, EXPORT, RESOURCE
from ntfp.formats.pe import checksum, file_offset, read_headers
from ntfp.testing.kernels import module_image

_STEP = 0x2000  # by so much code grows: a page of every platform, so that no section comes to lie askew
_ANY = FileVersion(4, 0, 1, 1)
_FIXED = struct.pack("<I", 0xFEEF04BD)
_NO_NAME = "?"  # in no file's name
_SHORTEST = 3  # a shorter name may be met by chance where there is none
_COUNTING = bytes(range(0x100))

# Places of fields: in the PE headers, behind their signature; in a section's header; in an export directory.
_TIMESTAMP, _CODE_SIZE, _DATA_SIZE, _IMAGE_SIZE, _CHECKSUM, _DIRECTORIES = 8, 28, 32, 80, 88, 120
_VIRTUAL_SIZE, _ADDRESS, _SIZE, _OFFSET, _SECTION = 8, 12, 16, 20, 40
_EXPORT_TIMESTAMP, _EXPORT_POINTERS = 4, (12, 28, 32, 36)


def cast_module(
    name: str,
    *,
    version: FileVersion | None,
    platform: Platform = Platform.I386,
    link: int | datetime,
    size: int | None = None,
) -> bytes:
    """What `module_image` makes of the same words, at a fraction of the cost; a part of the code may lie at the end."""
    if len(name) < _SHORTEST:
        return module_image(name, version=version, platform=platform, link=link, size=size)
    stem, dot, ending = name.rpartition(".")
    stem = stem if dot else name
    mould = _mould(len(stem), dot + ending if dot else "", platform, version is not None)
    image = bytearray(mould.image)
    more = 0 if size is None else size - len(image)
    if more < 0:
        raise ValueError(f"{size} bytes are too few: {name} takes {len(image)}")
    for place in mould.timestamps:
        struct.pack_into("<I", image, place, link if isinstance(link, int) else int(link.timestamp()))
    if version:
        words = version.minor, version.major, version.revision, version.build
        struct.pack_into("<8H", image, mould.fixed, *words, *words)
    for place, encoding in mould.names:
        text = stem.encode(encoding)
        image[place : place + len(text)] = text
    code, rest = more - more % _STEP, more % _STEP
    for place in mould.code:
        _add(image, place, code)
    for place in mould.last:
        _add(image, place, rest)
    image[mould.code_end : mould.code_end] = _COUNTING * (code // len(_COUNTING))
    image += (_COUNTING * (rest // len(_COUNTING) + 1))[:rest]
    struct.pack_into("<I", image, mould.checksum, checksum(bytes(image)))
    return bytes(image)


class _Mould(NamedTuple):
    """An image, and the places in it where something is put in or moved."""

    image: bytes
    timestamps: tuple[int, ...]
    fixed: int
    names: tuple[tuple[int, str], ...]  # where, and in which letters
    code: tuple[int, ...]  # numbers that grow with the code: its size, and what points past it
    last: tuple[int, ...]  # those that grow with the last section
    code_end: int
    checksum: int


@cache
def _mould(stem: int, ending: str, platform: Platform, with_version: bool) -> _Mould:
    """The least image of a name so long."""
    image = module_image(
        _NO_NAME * stem + ending, version=_ANY if with_version else None, platform=platform, link=0, size=None
    )
    headers = read_headers(image)
    pe = headers.dos.pe_offset
    directories = pe + _DIRECTORIES
    table = pe + BEFORE_OPTIONAL + headers.file.optional_size
    sections = [table + number * _SECTION for number in range(len(headers.sections))]
    code_end = headers.sections[0].offset + headers.sections[0].size
    timestamps = [pe + _TIMESTAMP]
    code = [pe + _CODE_SIZE, pe + _IMAGE_SIZE, sections[0] + _VIRTUAL_SIZE, sections[0] + _SIZE]
    code += [place + field for place in sections[1:] for field in (_ADDRESS, _OFFSET)]
    for directory, (address, _) in enumerate(headers.optional.directories):
        place = file_offset(headers, address) if address else None
        if place is None:
            continue
        code.append(directories + 8 * directory)
        if directory == EXPORT:
            timestamps.append(place + _EXPORT_TIMESTAMP)
            code += [place + field for field in _EXPORT_POINTERS]
        if directory == RESOURCE:
            code.append(_only_resource(image, place))
    return _Mould(
        image=image,
        timestamps=tuple(timestamps),
        fixed=image.find(_FIXED) + 8,
        names=tuple(_places(image, _NO_NAME * stem + ending, behind=code_end)),
        code=tuple(code),
        last=(sections[-1] + _SIZE, pe + (_DATA_SIZE if len(sections) > 1 else _CODE_SIZE)),
        code_end=code_end,
        checksum=pe + _CHECKSUM,
    )


def _only_resource(image: bytes, root: int) -> int:
    """Where the address of the one resource stands: down the first entry of every level."""
    place = HIGH_BIT
    while place & HIGH_BIT:
        (place,) = struct.unpack_from("<I", image, root + (place & ~HIGH_BIT) + 20)
    return root + place


def _places(image: bytes, name: str, behind: int) -> list[tuple[int, str]]:
    """Where the name stands, in either of the letters it is written in."""
    found = []
    for encoding in ("ascii", "utf-16-le"):
        written = name.encode(encoding)
        place = image.find(written, behind)
        while place >= 0:
            found.append((place, encoding))
            place = image.find(written, place + 1)
    return found


def _add(image: bytearray, place: int, more: int) -> None:
    (number,) = struct.unpack_from("<I", image, place)
    struct.pack_into("<I", image, place, number + more)
