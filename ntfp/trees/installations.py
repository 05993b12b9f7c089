"""Installations: where below a path Windows NT is installed, and which of its files are asked for.

NT compares names without case, the system that reads its disk may not. So
names are found in any case, folders whose names differ by case only are looked
at as one, and a file that is there twice is named and not chosen.

Copies that setup and service packs keep are no running system, and are passed by.
"""

import os
from collections.abc import Iterable, Iterator

import msgspec

from ntfp.facts.build import HAL, KERNEL_NAMES
from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.trees.folder import Subfolder, contents

DEEPEST = 4  # levels below the path, down to system32 itself: disks/one/c/WINNT/system32 is on the fourth of `disks`
KERNEL = "ntoskrnl.exe"
SYSTEM32 = "system32"

_PLACES = ("drivers", "inetsrv")  # in system32
_SPOOL, _SPOOL_LEVELS = "spool", 4  # printer drivers lie below it: spool/drivers/w32x86/2
_COPIES = frozenset({"dllcache", "repair"})
_UNDONE = "$nt"  # $NtServicePackUninstall$, $NtUninstall...$: what was there before
_MEDIA = frozenset({"i386", "alpha", "mips", "ppc"})  # their system32 is what setup boots from
_TELLING = frozenset({SYSTEM32, "winnt", "windows"})


class Installation(msgspec.Struct, frozen=True):
    """One NT: its folder, the kernel that boots or why there is none to read, the other files asked for."""

    root: str
    kernel: Source | Skipped
    others: tuple[Source, ...]
    skipped: tuple[Skipped, ...]


class Search(msgspec.Struct, frozen=True):
    """What a search came to: installations, and for those who find none, what was seen on the way."""

    installations: tuple[Installation, ...]
    skipped: tuple[Skipped, ...]
    files: int
    empty: tuple[str, ...]  # system32 folders without a kernel
    astray: tuple[str, ...]  # kernels, by their names, in other folders


def search(path: str, wanted: Iterable[str]) -> Search:
    """The installations in a folder: a volume, several of them, the folder of an NT, or its system32."""
    going = _Going({HAL, *wanted} - KERNEL_NAMES.keys())
    top = _Listing([path])
    going.through(path, top, None, DEEPEST - 1)
    if not going.found and top.has(KERNEL_NAMES):
        going.found.append(_installation(path, top, [], going.names))
    return Search(tuple(going.found), tuple(going.skipped), going.files, tuple(going.empty), tuple(going.astray))


class _Going:
    """A search under way: one branch of the tree at a time, never deeper than it was told."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.found: list[Installation] = []
        self.skipped: list[Skipped] = []
        self.empty: list[str] = []
        self.astray: list[str] = []
        self.files = 0

    def through(self, place: str, listing: "_Listing", parent: "_Listing | None", levels: int) -> None:
        self.files += listing.count
        self.skipped += [*listing.unlisted, *listing.strange(_TELLING)]
        system32 = listing.below(SYSTEM32)
        if system32 and not (parent and _plain(place) in _MEDIA):
            if system32.has(KERNEL_NAMES):
                around = [listing, parent] if parent else [listing]
                self.found.append(_installation(place, system32, around, self.names))
                return
            self.files += system32.count
            self.skipped += system32.unlisted
            self.empty += [] if system32.unlisted else system32.paths[:1]
        self.astray += [source.label for name in KERNEL_NAMES for source in listing.sources.get(name, ())]
        for folder in listing.running_folders() if levels else ():
            self.through(folder, _Listing([folder]), listing, levels - 1)


class _Listing:
    """What lies in a folder, by names without case; of folders that are one to NT, what lies in all of them."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths
        self.sources: dict[str, list[Source]] = {}
        self.folders: dict[str, list[str]] = {}
        self.others: dict[str, list[Skipped]] = {}
        self.unlisted: list[Skipped] = []
        for path in paths:
            for entry in contents(path):
                if isinstance(entry, Source):
                    self.sources.setdefault(_without_case(entry.name), []).append(entry)
                elif isinstance(entry, Subfolder):
                    self.folders.setdefault(_without_case(entry.name), []).append(entry.path)
                elif entry.path == path:
                    self.unlisted.append(entry)
                else:
                    self.others.setdefault(_plain(entry.path), []).append(entry)

    @property
    def count(self) -> int:
        return sum(map(len, self.sources.values()))

    def has(self, names: Iterable[str]) -> bool:
        """Is there anything of one of these names, but a folder?"""
        return any(name in self.sources or name in self.others for name in names)

    def below(self, name: str) -> "_Listing | None":
        return _Listing(self.folders[name]) if name in self.folders else None

    def strange(self, names: Iterable[str]) -> Iterator[Skipped]:
        """What bears one of these names and is neither a file nor a folder."""
        for name in sorted(names):
            yield from self.others.get(name, ())

    def running_folders(self) -> Iterator[str]:
        """The folders in which a running system may lie."""
        for name, paths in self.folders.items():
            if name not in _COPIES and name != SYSTEM32 and not name.startswith(_UNDONE):
                yield from paths

    def pick(self, name: str) -> Iterator[Source | Skipped]:
        """The one file of that name, or why it is not read."""
        sources = self.sources.get(name, [])
        if len(sources) > 1:
            first, *others = sorted(source.label for source in sources)
            problem = (
                f"another name differs from it by case only, {', '.join(others)}: which one NT would open is unknown"
            )
            yield Skipped(first, problem)
        else:
            yield from sources
        yield from self.others.get(name, ())
        if not self.has([name]):
            yield from (Skipped(path, "a folder, not a file") for path in self.folders.get(name, ()))


def _installation(root: str, system32: _Listing, around: list[_Listing], names: set[str]) -> Installation:
    """The installation with that system32; around it lie its own folder and, where it was named, the volume's root."""
    folders = [folder for name in _PLACES if (folder := system32.below(name))]
    if spool := system32.below(_SPOOL):
        folders += _all_below(spool, _SPOOL_LEVELS)
    kernel, kernels = _kernel(system32)
    others = [entry for place in (system32, *folders, *around) for name in sorted(names) for entry in place.pick(name)]
    found = (*kernels, *others)
    return Installation(
        root,
        kernel,
        tuple(entry for entry in found if isinstance(entry, Source)),
        (
            *system32.unlisted,
            *system32.strange([*_PLACES, _SPOOL]),
            *(problem for folder in folders for problem in folder.unlisted),
            *(entry for entry in found if isinstance(entry, Skipped)),
        ),
    )


def _kernel(system32: _Listing) -> tuple[Source | Skipped, list[Source | Skipped]]:
    """The kernel that boots, by its name, and what other kernels lie beside it."""
    found = {name: list(system32.pick(name)) for name in KERNEL_NAMES if system32.has([name])}
    if KERNEL not in found and len(found) > 1:
        problem = f"several kernels and no {KERNEL}: {', '.join(found)}; which one boots is unknown"
        return Skipped(system32.paths[0], problem), [entry for entries in found.values() for entry in entries]
    kernel, *more = found.pop(KERNEL if KERNEL in found else next(iter(found)))
    return kernel, more + [entry for entries in found.values() for entry in entries]


def _all_below(listing: _Listing, levels: int) -> Iterator[_Listing]:
    yield listing
    if levels:
        for paths in listing.folders.values():
            yield from _all_below(_Listing(paths), levels - 1)


def _without_case(name: str) -> str:
    """The name as it is compared; none that is asked for has a letter beyond ASCII."""
    return name.lower() if name.isascii() else name


def _plain(path: str) -> str:
    return _without_case(os.path.basename(os.path.normpath(path)))
