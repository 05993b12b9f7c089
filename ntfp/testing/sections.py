"""Section contents: resources, imports, exports and debug entries, as linkers lay them out.

Each maker is told the address its section will have, because the tables point
into themselves, and gives the bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from ntfp.facts.file import DebugEntry
from ntfp.formats.directories import (
    DEBUG_ENTRY,
    EXPORT_DIRECTORY,
    HIGH_BIT,
    IMPORT_DESCRIPTOR,
    RESOURCE_DATA,
    RESOURCE_DIRECTORY,
    RESOURCE_NAME,
    DebugDirectoryEntry,
    ExportDirectory,
    ImportDescriptor,
    ResourceData,
    ResourceDirectory,
    ResourceEntry,
    ResourceName,
)


class Resource(NamedTuple):
    """One resource: the three levels of the tree, and what is at the bottom."""

    kind: int
    name: int | str
    language: int
    data: bytes


class _Pool:
    """Bytes that something points at: put them down, and know their address."""

    def __init__(self, address: int) -> None:
        self._address, self.content = address, bytearray()

    @property
    def end(self) -> int:
        return self._address + len(self.content)

    def put(self, data: bytes, alignment: int = 2) -> int:
        self.content += bytes(-self.end % alignment)
        place = self.end
        self.content += data
        return place


def resource_section(resources: Iterable[Resource], address: int) -> bytes:
    """The directories level by level, then the names, then the data entries, then the data."""
    tree: dict[int, dict[int | str, dict[int, bytes]]] = {}
    for kind, name, language, data in resources:
        below = tree.setdefault(kind, {}).setdefault(name, {})
        if language in below:
            raise ValueError(f"two resources of type {kind}, name {name!r}, language {language:#x}")
        below[language] = data
    named = [tree[kind] for kind in sorted(tree)]
    spoken = [directory[name] for directory in named for name in _keys(directory)]
    blocks = [directory[language] for directory in spoken for language in sorted(directory)]
    levels: list[Iterable[int | str]] = [tree, *named, *spoken]
    directories = [_keys(directory) for directory in levels]

    places = list(accumulate(map(_directory_size, directories), initial=0))
    names = _Pool(places[-1])
    texts = {key: names.put(RESOURCE_NAME.build(ResourceName(key))) for key in _texts(directories)}
    entries_at = names.put(b"", 4)
    data_pool = _Pool(entries_at + RESOURCE_DATA.size * len(blocks))
    entries = [ResourceData(address + data_pool.put(block, 4), len(block)) for block in blocks]

    # In this order the next entry always points at the next directory, and at the end at the next data entry.
    pointers = [place | HIGH_BIT for place in places[1:-1]]
    pointers += range(entries_at, entries_at + RESOURCE_DATA.size * len(blocks), RESOURCE_DATA.size)
    pointer = iter(pointers)
    head = b"".join(
        _directory(
            [ResourceEntry(texts[key] | HIGH_BIT if isinstance(key, str) else key, next(pointer)) for key in keys]
        )
        for keys in directories
    )
    return b"".join((head, names.content, *map(RESOURCE_DATA.build, entries), data_pool.content))


def _directory(entries: Sequence[ResourceEntry]) -> bytes:
    named = sum(entry.name >= HIGH_BIT for entry in entries)
    return RESOURCE_DIRECTORY.build(ResourceDirectory(named, len(entries) - named, tuple(entries)))


def _directory_size(keys: Sequence[int | str]) -> int:
    return len(_directory([ResourceEntry(0, 0)] * len(keys)))


def _keys(directory: Iterable[int | str]) -> list[int | str]:
    """In the order a directory has them: names, then numbers."""
    keys = list(directory)
    return [*sorted(key for key in keys if isinstance(key, str)), *sorted(key for key in keys if isinstance(key, int))]


def _texts(directories: Iterable[Iterable[int | str]]) -> list[str]:
    return list(dict.fromkeys(key for keys in directories for key in keys if isinstance(key, str)))


def import_section(imports: Mapping[str, Sequence[int | str]], address: int, bits: int) -> bytes:
    """The descriptors, what to look up, where the loader writes what it found, then all names."""
    width = bits // 8
    lookup = address + IMPORT_DESCRIPTOR.size * (len(imports) + 1)
    size = sum(width * (len(names) + 1) for names in imports.values())
    pool = _Pool(lookup + 2 * size)
    descriptors, tables = b"", b""
    for module, names in imports.items():
        at = lookup + len(tables)
        for name in names:
            pointer = name | 1 << bits - 1 if isinstance(name, int) else pool.put(b"\0\0" + _text(name))
            tables += pointer.to_bytes(width, "little")
        tables += bytes(width)
        descriptors += IMPORT_DESCRIPTOR.build(
            ImportDescriptor(lookup=at, name=pool.put(_text(module)), thunks=at + size)
        )
    return descriptors + IMPORT_DESCRIPTOR.build(ImportDescriptor()) + tables + tables + bytes(pool.content)


def export_section(exports: Mapping[str, int], name: str, timestamp: int, address: int) -> bytes:
    """The directory, the addresses, the names in order, their places, then all names."""
    count = len(exports)
    functions = address + EXPORT_DIRECTORY.size
    names = functions + 4 * count
    ordinals = names + 4 * count
    pool = _Pool(ordinals + 2 * count)
    ordered = sorted(exports.items())
    directory = ExportDirectory(
        timestamp=timestamp,
        name=pool.put(_text(name)),
        function_count=count,
        name_count=count,
        functions=functions,
        names=names,
        ordinals=ordinals,
    )
    return (
        EXPORT_DIRECTORY.build(directory)
        + b"".join(target.to_bytes(4, "little") for _, target in ordered)
        + b"".join(pool.put(_text(export)).to_bytes(4, "little") for export, _ in ordered)
        + b"".join(place.to_bytes(2, "little") for place in range(count))
        + bytes(pool.content)
    )


def debug_section(entries: Iterable[DebugEntry]) -> bytes:
    """The entries alone: where they point is as they say, and as a rule to nothing."""
    return b"".join(
        DEBUG_ENTRY.build(
            DebugDirectoryEntry(timestamp=entry.timestamp, type=entry.type, size=entry.size, offset=entry.offset)
        )
        for entry in entries
    )


def _text(name: str) -> bytes:
    return name.encode("ascii") + b"\0"
