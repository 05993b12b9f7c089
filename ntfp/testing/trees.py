"""System trees: whole synthetic systems in a folder."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple

from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.testing.kernels import kernel_image, module_image


def _nt4_sp6(file: str, version: str, link: int, size: int) -> KnownBuild:
    return KnownBuild(
        file=file,
        branch=Branch.NT4,
        platform=Platform.I386,
        source="Geoff Chappell's published history of these files",
        version=FileVersion.parse(version),
        flavour=KERNEL_NAMES.get(file),
        link=datetime.fromtimestamp(link, UTC),
        size=size,
    )


# Versions, link times and sizes are those of Service Pack 6 for i386.
_KERNEL = _nt4_sp6("ntkrnlmp.exe", "4.0.1381.335", 0x37E80077, 951_808)
_MODULES = (
    _nt4_sp6("halmps.dll", "4.0.1381.164", 0x36C49AC6, 68_960),
    _nt4_sp6("ntdll.dll", "4.0.1381.298", 0x3786600B, 366_864),
    _nt4_sp6("kernel32.dll", "4.0.1381.300", 0x3794F60F, 375_056),
    _nt4_sp6("advapi32.dll", "4.0.1381.281", 0x37584510, 247_056),
    _nt4_sp6("shell32.dll", "4.0.1381.332", 0x37E7F162, 1_280_272),
    _nt4_sp6("comctl32.dll", "4.72.3612.1702", 0x36E5A94E, 465_680),
    _nt4_sp6("explorer.exe", "4.0.1381.282", 0x37E7F174, 237_328),
    # No driver of that pack is on record: this one never existed.
    _nt4_sp6("sample.sys", "4.0.1381.1", 0x37E7F100, 8_192),
)

# A service pack gives all its files one time. That of Service Pack 6 is not on record either;
# this is the midnight after its last file was linked.
STAMP = datetime(1999, 9, 22, tzinfo=UTC)

# Where setup puts files, in the system's folder; in `_ELSEWHERE` those that are no exception by their ending.
_KERNEL_PATH, _HAL_PATH = "system32/ntoskrnl.exe", "system32/hal.dll"
_ELSEWHERE = {"explorer.exe": "explorer.exe", "win32k.sys": "system32/win32k.sys"}


class _Installed(NamedTuple):
    path: str  # in the system's folder, under the name setup gives it
    name: str  # on the disc
    content: bytes


def system_tree(
    root: Path,
    *,
    folder: str = "WINNT",
    upper_case: bool = False,
    kernel: KnownBuild | bytes | None = None,
    modules: Iterable[KnownBuild] | None = None,
    files: Mapping[str, bytes] | None = None,
    stamp: datetime = STAMP,
) -> Path:
    """A whole system in a folder of `root`; gives back `root`.

    Without `kernel` it is NT 4.0 with Service Pack 6a on an i386 multiprocessor, with some of that
    pack's modules. With one it is the system of that kernel, with the `modules` that are named: recorded
    builds become files that say so, bytes are taken as they are. `files` are others, by their path in
    the system's folder. All get the time `stamp`; `ValueError` says what cannot be made.

    As setup leaves it: kernel and HAL have the uniprocessor names, whatever lies under them. With
    `upper_case` names are as a FAT volume shows them. There are no hives.
    """
    if modules is None:
        modules = _MODULES if kernel is None else ()
    installed = [_kernel(_KERNEL if kernel is None else kernel), *map(_module, modules)]
    contents = {file.path: file.content for file in installed}
    contents |= {"repair/setup.log": _setup_log(folder, installed), **(files or {})}
    system = root / folder
    for path, content in contents.items():
        _write(system / (path.upper() if upper_case else path), content, stamp)
    config = "system32/config"
    (system / (config.upper() if upper_case else config)).mkdir(exist_ok=True)
    return root


def _kernel(kernel: KnownBuild | bytes) -> _Installed:
    if isinstance(kernel, bytes):
        return _Installed(_KERNEL_PATH, "ntoskrnl.exe", kernel)
    if kernel.version is None:
        raise ValueError(f"{kernel.file} of {kernel.source} has no version: a kernel has one")
    image = kernel_image(
        version=kernel.version,
        platform=kernel.platform,
        flavour=kernel.flavour or Flavour.UP,
        link=_linked(kernel),
        size=kernel.size,
    )
    return _Installed(_KERNEL_PATH, kernel.file, image)


def _module(module: KnownBuild) -> _Installed:
    image = module_image(
        module.file, version=module.version, platform=module.platform, link=_linked(module), size=module.size
    )
    if module.file.startswith("hal") and module.file.endswith(".dll"):
        path = _HAL_PATH
    elif module.file.endswith(".sys"):
        path = _ELSEWHERE.get(module.file, f"system32/drivers/{module.file}")
    else:
        path = _ELSEWHERE.get(module.file, f"system32/{module.file}")
    return _Installed(path, module.file, image)


def _linked(build: KnownBuild) -> datetime:
    """Its link time; where only a printed date is recorded, noon of that day."""
    if build.link:
        return build.link
    if build.printed:
        return datetime.combine(build.printed, time(12), UTC)
    raise ValueError(f"{build.file} of {build.source} has neither link time nor date")


def _setup_log(folder: str, installed: list[_Installed]) -> bytes:
    """Which file of the disc was installed under which name."""
    lines = ["[Files.WinNt]"]
    lines += [rf'\{folder}\{file.path} = "{file.name}"'.replace("/", "\\") for file in installed]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _write(path: Path, content: bytes, stamp: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (stamp.timestamp(),) * 2)
