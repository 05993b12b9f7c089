"""One file as three readers see it, field by field: ours, construct's and pefile's."""

from typing import Any

import msgspec
import pefile

from ntfp.facts.file import FileFacts
from ntfp.formats import pe as declared, version_info as declared_version

_RESOURCES = 2


def ours(facts: FileFacts) -> dict[str, Any]:
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


def by_construct(data: bytes) -> dict[str, Any]:
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


def by_pefile(data: bytes) -> dict[str, Any]:
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
