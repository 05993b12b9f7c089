"""The fast reader against two strangers to each other, construct and pefile, on every file of a real tree.

`tests/real_tree.py` fetches one; NTFP_PE_TREE says where it is.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pefile
import pytest

from ntfp.errors import ReadError
from ntfp.facts.file import FileFacts
from ntfp.facts.source import memory_source
from ntfp.formats import pe as declared, version_info as declared_version
from ntfp.readers import kernel, pe

TREE = os.environ.get("NTFP_PE_TREE")

pytestmark = pytest.mark.skipif(not TREE, reason="NTFP_PE_TREE names no folder of real PE files (tests/real_tree.py)")

_RESOURCES = 2


def real_files() -> Iterator[Path]:
    assert TREE
    for path in sorted(Path(TREE).rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(2) == b"MZ":
                    yield path


def test_no_field_of_any_real_file_differs() -> None:
    seen: Counter[str] = Counter()
    differences: list[str] = []
    for path in real_files():
        data = path.read_bytes()
        source = memory_source(data, path.name)
        try:
            facts = pe.read(source, source.open())
        except ReadError as error:
            differences.append(f"{path}: {error}")
            continue
        seen["files"] += 1
        seen["with a version"] += facts.version is not None
        ours = _ours(facts)
        for stranger, theirs in (("construct", _by_construct(data)), ("pefile", _by_pefile(data))):
            differences.extend(
                f"{path}: {field}: {ours[field]!r}, by {stranger} {theirs[field]!r}"
                for field in ours.keys() & theirs.keys()
                if ours[field] != theirs[field]
            )
    assert differences == []
    assert seen["files"] > 500
    assert seen["with a version"] > 200


def test_the_checksum_of_real_files_is_pefiles() -> None:
    compared = 0
    for path in real_files():
        data = path.read_bytes()
        if len(data) < 300_000:  # pefile adds word by word, in Python
            image = pefile.PE(data=data, fast_load=True)
            assert kernel.checksum(data, image.OPTIONAL_HEADER.get_file_offset() + 64) == image.generate_checksum(), (
                path
            )
            compared += 1
        if compared == 200:
            return


def _ours(facts: FileFacts) -> dict[str, Any]:
    return {
        "machine": facts.machine,
        "timestamp": facts.timestamp,
        "characteristics": facts.characteristics,
        "checksum": facts.checksum,
        "subsystem": facts.subsystem,
        "linker": facts.linker_version,
        "os": facts.os_version,
        "image": facts.image_version,
        "subsystem version": facts.subsystem_version,
        "versions": facts.versions,
        "fixed": [
            (*info.fixed.file_version.words(), *info.fixed.product_version.words(), info.fixed.flags, info.fixed.os)
            for info in facts.versions
            if info.fixed
        ],
        "strings": [(table.key, dict(table.strings)) for info in facts.versions for table in info.tables],
        "translations": [pair for info in facts.versions for pair in info.translations],
        "remarks": facts.remarks,
    }


def _by_construct(data: bytes) -> dict[str, Any]:
    headers = declared.read_headers(data)
    optional = headers.optional
    return {
        "machine": headers.file.machine,
        "timestamp": headers.file.timestamp,
        "characteristics": headers.file.characteristics,
        "checksum": optional.checksum,
        "subsystem": optional.subsystem,
        "linker": optional.linker_version,
        "os": optional.os_version,
        "image": optional.image_version,
        "subsystem version": optional.subsystem_version,
        "versions": tuple(
            msgspec.structs.replace(declared_version.parse(block), resource=resource, language=language)
            for resource, language, block in declared.version_blocks(data)
        ),
    }


def _by_pefile(data: bytes) -> dict[str, Any]:
    image = pefile.PE(data=data, fast_load=True)
    image.parse_data_directories(directories=[_RESOURCES])
    file, optional = image.FILE_HEADER, image.OPTIONAL_HEADER
    parts = [part for parts in getattr(image, "FileInfo", []) for part in parts]
    return {
        "machine": file.Machine,
        "timestamp": file.TimeDateStamp,
        "characteristics": file.Characteristics,
        "checksum": optional.CheckSum,
        "subsystem": optional.Subsystem,
        "linker": (optional.MajorLinkerVersion, optional.MinorLinkerVersion),
        "os": (optional.MajorOperatingSystemVersion, optional.MinorOperatingSystemVersion),
        "image": (optional.MajorImageVersion, optional.MinorImageVersion),
        "subsystem version": (optional.MajorSubsystemVersion, optional.MinorSubsystemVersion),
        "fixed": [
            (at.FileVersionMS, at.FileVersionLS, at.ProductVersionMS, at.ProductVersionLS, at.FileFlags, at.FileOS)
            for at in getattr(image, "VS_FIXEDFILEINFO", [])
        ],
        "strings": [
            (table.LangID.decode(), {key.decode(): value.decode() for key, value in table.entries.items()})
            for part in parts
            for table in getattr(part, "StringTable", [])
        ],
        "translations": [
            tuple(int(word, 16) for word in pair.split())
            for part in parts
            for var in getattr(part, "Var", [])
            for pair in var.entry.values()
        ],
        "remarks": (),  # nothing is odd about a real file that both read alike
    }
