"""Kernels and modules of NT: images that say about themselves what Microsoft's do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from ntfp.facts.build import NAME_OF_FLAVOUR, Flavour
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import FLAG_DEBUG, FixedInfo, StringTable, VersionInfo
from ntfp.testing.images import pe_image

FlavourWord = Literal["up", "mp", "pae-up", "pae-mp"]

_NATIVE, _CONSOLE = 1, 3
_UNICODE = 0x4B0
_NT_4, _NT_5 = FileVersion(4, 0, 0, 0), FileVersion(5, 0, 0, 0)

# What VS_FIXEDFILEINFO calls a program, a library, a driver.
_PROGRAM, _LIBRARY, _DRIVER = 1, 2, 3


def version_info(
    version: str | FileVersion,
    *,
    product_version: str | FileVersion | None = None,
    language: int = 0x409,
    codepage: int = _UNICODE,
    strings: Mapping[str, str] | None = None,
    flags: int = 0,
    kind: int = _PROGRAM,
    swapped_translation: bool = False,
    resource: int | str = 1,
) -> VersionInfo:
    """A version resource in one language, with its translation saying so."""
    file_version = _version(version)
    pair = (codepage, language) if swapped_translation else (language, codepage)
    return VersionInfo(
        FixedInfo(
            file_version,
            file_version if product_version is None else _version(product_version),
            flags=flags,
            type=kind,
        ),
        (StringTable(f"{language:04X}{codepage:04X}", tuple((strings or {}).items())),),
        (pair,),
        resource,
        language,
    )


def kernel_image(
    *,
    version: str | FileVersion = "4.0.1381.335",
    platform: Platform = Platform.I386,
    flavour: Flavour | FlavourWord = "up",
    link: int | datetime,
    size: int | None = None,
    language: int = 0x409,
    checked: bool = False,
    build_number: int | None = None,
    internal_name: str | None = None,
    swapped_translation: bool | None = None,
    checksum: Literal["right", "wrong"] | int = "right",
    with_version: bool = True,
) -> bytes:
    """An NT kernel.

    What is not said is as in Microsoft's: before 5.0 a kernel calls itself ntoskrnl.exe
    whatever its flavour, 3.x has no NtBuildNumber, and 3.1 swaps the words of its
    translation. Only the multiprocessor flavours import HalStartNextProcessor.
    """
    number = _version(version)
    name = internal_name or ("ntoskrnl.exe" if number < _NT_5 else NAME_OF_FLAVOUR[Flavour(flavour)])
    hal = ["HalDisplayString", "HalInitializeProcessor"]
    if Flavour(flavour).multiprocessor:
        hal.append("HalStartNextProcessor")
    exports = {"KeTickCount": bytes(4)}
    if build_number is None and number >= _NT_4:
        build_number = (0xC0000000 if checked else 0xF0000000) | number.build
    if build_number is not None:
        exports["NtBuildNumber"] = build_number.to_bytes(4, "little")
    if swapped_translation is None:
        swapped_translation = (number.major, number.minor) == (3, 10)
    info = version_info(
        number,
        language=language,
        strings=_strings(name, number, "NT Kernel & System"),
        flags=FLAG_DEBUG if checked else 0,
        swapped_translation=swapped_translation,
    )
    return pe_image(
        machine=platform,
        timestamp=link,
        os_version=(number.major, number.minor),
        image_version=(number.major, number.minor),
        subsystem_version=(number.major, number.minor),
        versions=[info] if with_version else [],
        imports={"HAL.dll": hal},
        exports=exports,
        export_name=name,
        checksum=checksum,
        size=size,
    )


def module_image(
    name: str,
    *,
    version: str | FileVersion | None,
    platform: Platform = Platform.I386,
    link: int | datetime,
    size: int | None = None,
    language: int = 0x409,
    product: bool = True,
) -> bytes:
    """A library, driver or program that calls itself by that name.

    `version` may be `None`: some files of NT 3.1 have no version resource. With
    `product` false it is somebody else's file, of which NT's disks hold many.
    """
    library, driver = name.casefold().endswith(".dll"), name.casefold().endswith(".sys")
    versions = []
    if version is not None:
        number = _version(version)
        strings = _strings(name, number, "Made-up module") if product else {"OriginalFilename": name}
        kind = _DRIVER if driver else _LIBRARY if library else _PROGRAM
        versions.append(version_info(number, language=language, strings=strings, kind=kind))
    return pe_image(
        machine=platform,
        timestamp=link,
        subsystem=_NATIVE if driver else _CONSOLE,
        dll=library,
        versions=versions,
        export_name=name if library else None,
        size=size,
    )


def _strings(name: str, version: FileVersion, description: str) -> dict[str, str]:
    """As in Microsoft's files: before 5.0 the version strings hold two numbers of the four."""
    text = f"{version.major}.{version.minor:02}" if version < _NT_5 else str(version)
    return {
        "CompanyName": "Microsoft Corporation",
        "FileDescription": description,
        "FileVersion": text,
        "InternalName": name,
        "OriginalFilename": name,
        "ProductName": "Microsoft(R) Windows NT(TM) Operating System",
        "ProductVersion": text,
    }


def _version(version: str | FileVersion) -> FileVersion:
    return FileVersion.parse(version) if isinstance(version, str) else version
