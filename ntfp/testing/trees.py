"""System trees: whole synthetic systems in a folder, as setup leaves them.

Kernel, HAL and any number of modules; registry, loader's menu and old copies
where they are asked for. What the files of a pack are is not known here:
`ntfp.testing.releases` makes lists of them.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple

import msgspec

from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour, KnownBuild
from ntfp.facts.hive import HotfixKey
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.testing.hives import software_hive, system_hive
from ntfp.testing.kernels import kernel_image
from ntfp.testing.moulds import cast_module
from ntfp.testing.places import KERNEL_PATH, place_of


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

_CONFIG = "system32/config"
_KIND_OF_PRODUCT = {"WinNT": "Workstation", "ServerNT": "Server", "LanmanNT": "Server"}


class Registry(msgspec.Struct, frozen=True, kw_only=True):
    """What the hives of a system say; all else in them is the same everywhere."""

    version: str = "4.0"
    build: str = "1381"
    pack: int = 0  # 6 is Service Pack 6; none: nothing says anything about it
    hotfixes: tuple[str | HotfixKey, ...] = ()
    product: str = "ServerNT"
    suites: tuple[str, ...] = ()

    @property
    def format(self) -> tuple[int, int]:
        """The format of a hive of that Windows."""
        return {"3.1": (1, 1), "3.10": (1, 1), "3.5": (1, 2), "3.50": (1, 2), "3.51": (1, 2)}.get(self.version, (1, 3))


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
    registry: Registry | None = None,
    boot_ini: str | bool | None = None,
    kept: Mapping[str, Iterable[KnownBuild]] | None = None,
) -> Path:
    """A whole system in a folder of `root`; gives back `root`.

    Without `kernel` it is NT 4.0 with Service Pack 6a on an i386 multiprocessor, with some of that
    pack's modules. With one it is the system of that kernel, with the `modules` that are named: recorded
    builds become files that say so, bytes are taken as they are. `files` are others, by their path in
    the system's folder. All get the time `stamp`; `ValueError` says what cannot be made.

    With a `registry` there are hives, and where the loader has one (not on an Alpha) a boot.ini in the root;
    `boot_ini` is its text, or says whether there is one. `kept` are old copies, by the folder setup keeps them
    in: "$NtServicePackUninstall$", "system32/dllcache".

    As setup leaves it: kernel and HAL have the uniprocessor names, whatever lies under them. With
    `upper_case` names are as a FAT volume shows them.
    """
    if modules is None:
        modules = _MODULES if kernel is None else ()
    kernel = _KERNEL if kernel is None else kernel
    installed = [_kernel(kernel), *map(_module, modules)]
    contents = {f"{folder}/{file.path}": file.content for file in installed}
    contents[f"{folder}/repair/setup.log"] = _setup_log(folder, installed)
    for place, copies in (kept or {}).items():
        contents |= {f"{folder}/{place}/{_installed_name(build)}": _image(build) for build in copies}
    if registry:
        contents |= {f"{folder}/{_CONFIG}/{name}": hive for name, hive in _hives(registry, folder).items()}
    if boot_ini is None:
        boot_ini = registry is not None and (isinstance(kernel, bytes) or kernel.platform is Platform.I386)
    if boot_ini:
        text = boot_ini if isinstance(boot_ini, str) else _boot_ini(folder, registry or Registry())
        contents["boot.ini"] = text.replace("\n", "\r\n").encode("ascii")
    contents |= {f"{folder}/{path}": content for path, content in (files or {}).items()}
    for path, content in contents.items():
        _write(root / (_as_on_fat(path, folder) if upper_case else path), content, stamp)
    (root / folder / (_CONFIG.upper() if upper_case else _CONFIG)).mkdir(exist_ok=True)
    return root


def _as_on_fat(path: str, folder: str) -> str:
    """In capitals, but for the folder, which has the name it was given."""
    return folder + path.removeprefix(folder).upper() if path.startswith(f"{folder}/") else path.upper()


def _kernel(kernel: KnownBuild | bytes) -> _Installed:
    if isinstance(kernel, bytes):
        return _Installed(KERNEL_PATH, "ntoskrnl.exe", kernel)
    return _Installed(KERNEL_PATH, kernel.file, _image(kernel))


def _module(module: KnownBuild) -> _Installed:
    return _Installed(place_of(module.file, module.platform), module.file, _image(module))


def _installed_name(build: KnownBuild) -> str:
    """Setup keeps a file under the name it was installed by."""
    return place_of(build.file).rpartition("/")[2]


def _image(build: KnownBuild) -> bytes:
    """The file of a build. A kernel says more than a name, a size and a time; of a module nobody may know more."""
    if build.file not in KERNEL_NAMES:
        return cast_module(
            build.file, version=build.version, platform=build.platform, link=_linked(build) or 0, size=build.size
        )
    if build.version is None:
        raise ValueError(f"{build.file} of {build.source} has no version: a kernel has one")
    link = _linked(build)
    if link is None:
        raise ValueError(f"{build.file} of {build.source} has neither link time nor date")
    return kernel_image(
        version=build.version,
        platform=build.platform,
        flavour=build.flavour or Flavour.UP,
        link=link,
        size=build.size,
    )


def _linked(build: KnownBuild) -> datetime | None:
    """Its link time; where only a printed date is recorded, noon of that day."""
    return build.link or (datetime.combine(build.printed, time(12), UTC) if build.printed else None)


def _hives(registry: Registry, folder: str) -> dict[str, bytes]:
    return {
        "software": software_hive(
            version=registry.version,
            build=registry.build,
            pack=f"Service Pack {registry.pack}" if registry.pack else None,
            hotfixes=registry.hotfixes,
            system_root=rf"C:\{folder}",
            format=registry.format,
        ),
        "system": system_hive(
            pack=registry.pack << 8 if registry.pack else None,
            product=registry.product,
            suites=registry.suites,
            format=registry.format,
        ),
    }


def _boot_ini(folder: str, registry: Registry) -> str:
    """The loader's menu as setup writes it."""
    place = rf"multi(0)disk(0)rdisk(0)partition(1)\{folder}"
    kind = _KIND_OF_PRODUCT.get(registry.product, "Server")
    if registry.version == "5.0":
        menu = f'{place}="Microsoft Windows 2000 {kind}" /fastdetect\n'
    else:
        title = f"Windows NT {kind} Version {registry.version}"
        menu = f'{place}="{title}"\n{place}="{title} [VGA mode]" /basevideo /sos\n'
    return f"[boot loader]\ntimeout=30\ndefault={place}\n[operating systems]\n{menu}"


def _setup_log(folder: str, installed: list[_Installed]) -> bytes:
    """Which file of the disc was installed under which name."""
    lines = ["[Files.WinNt]"]
    lines += [rf'\{folder}\{file.path} = "{file.name}"'.replace("/", "\\") for file in installed]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _write(path: Path, content: bytes, stamp: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (stamp.timestamp(),) * 2)
