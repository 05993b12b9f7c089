"""System trees: whole synthetic systems in a folder."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ntfp.testing.kernels import kernel_image, module_image


class _File(NamedTuple):
    path: str  # in the system's folder, under the name setup gives it
    name: str  # on the disc
    version: str
    link: int
    size: int


# Versions, link times and sizes are those of Service Pack 6 for i386: facts from Geoff
# Chappell's published history of these files.
_KERNEL = _File("system32/ntoskrnl.exe", "ntkrnlmp.exe", "4.0.1381.335", 0x37E80077, 951_808)
_MODULES = (
    _File("system32/hal.dll", "halmps.dll", "4.0.1381.164", 0x36C49AC6, 68_960),
    _File("system32/ntdll.dll", "ntdll.dll", "4.0.1381.298", 0x3786600B, 366_864),
    _File("system32/kernel32.dll", "kernel32.dll", "4.0.1381.300", 0x3794F60F, 375_056),
    _File("system32/advapi32.dll", "advapi32.dll", "4.0.1381.281", 0x37584510, 247_056),
    _File("system32/shell32.dll", "shell32.dll", "4.0.1381.332", 0x37E7F162, 1_280_272),
    _File("system32/comctl32.dll", "comctl32.dll", "4.72.3612.1702", 0x36E5A94E, 465_680),
    _File("explorer.exe", "explorer.exe", "4.0.1381.282", 0x37E7F174, 237_328),
)

# No driver of that pack is on record: this one never existed.
_DRIVER = _File("system32/drivers/sample.sys", "sample.sys", "4.0.1381.1", 0x37E7F100, 8_192)

# A service pack gives all its files one time. That of Service Pack 6 is not on record either;
# this is the midnight after its last file was linked.
_STAMP = datetime(1999, 9, 22, tzinfo=UTC)


def system_tree(root: Path, *, folder: str = "WINNT", upper_case: bool = False) -> Path:
    """NT 4.0 with Service Pack 6a on an i386 multiprocessor, in a folder of `root`; gives back `root`.

    As setup leaves it: kernel and HAL are the multiprocessor ones under the uniprocessor
    names. With `upper_case` names are as a FAT volume shows them. There are no hives.
    """
    kernel = kernel_image(version=_KERNEL.version, flavour="mp", link=_KERNEL.link, size=_KERNEL.size)
    files = {_KERNEL.path: kernel, "repair/setup.log": _setup_log(folder)}
    for module in (*_MODULES, _DRIVER):
        files[module.path] = module_image(module.name, version=module.version, link=module.link, size=module.size)
    system = root / folder
    for path, content in files.items():
        _write(system / (path.upper() if upper_case else path), content)
    config = "system32/config"
    (system / (config.upper() if upper_case else config)).mkdir(exist_ok=True)
    return root


def _setup_log(folder: str) -> bytes:
    """Which file of the disc was installed under which name."""
    lines = ["[Files.WinNt]"]
    lines += [rf'\{folder}\{file.path} = "{file.name}"'.replace("/", "\\") for file in (_KERNEL, *_MODULES, _DRIVER)]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (_STAMP.timestamp(),) * 2)
