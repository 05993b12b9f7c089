"""Installations: where in a tree Windows NT is installed, and which of its files are asked for.

NT compares names without case: `ntfp.trees.listing` does, too. Where a disk has
two folders of a name, the files of both are the system's; its registry and what
setup left are only those beside the kernel. Copies that setup and service packs
keep are no running system: they are named, and passed by.

Nothing is opened here, and no link is followed.
"""

from collections.abc import Callable, Iterable

import msgspec

from ntfp.facts.build import HAL, KERNEL_NAMES
from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.facts.tree import Tree
from ntfp.facts.verdict import Aside
from ntfp.trees import contents, copies
from ntfp.trees.listing import Lister, Listing, without_case

DEEPEST = 4  # levels below the path, down to system32 itself: disks/one/c/WINNT/system32 is on the fourth of `disks`
SYSTEM32 = "system32"

_BOOT_INI = "boot.ini"
_LOADER = (_BOOT_INI, "ntldr", "ntdetect.com")  # what lies in the root of a volume that NT is started from
_MEDIA = frozenset({"i386", "alpha", "mips", "ppc"})  # their system32 is what setup boots from
_INSTALLED = ("config", "drivers")  # folders of a system32, under whatever name it was mounted
_COMPRESSED = tuple(f"{name[:-1]}_" for name in KERNEL_NAMES)
_TELLING = frozenset({SYSTEM32, "winnt", "windows"})


class Installation(msgspec.Struct, frozen=True, kw_only=True):
    """One NT: its folder, the kernel that boots or why there is none to read, the other files asked for."""

    root: str
    kernel: Source | Skipped
    others: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    pick: Callable[[str], tuple[Source | Skipped, ...]]  # any file of its system32, by its name without case
    boot_ini: Source | Skipped | None
    folder: str | None  # its folder as boot.ini would name it, "winnt"; `None`: the volume's root was not named
    hives: tuple[Source | Skipped, ...]  # what may be a hive: only what is in it can tell
    aside: tuple[Aside, ...]  # folders of it that are not the running system
    uninstalls: tuple[str, ...]  # articles whose uninstall folder is there
    media: bool  # a folder of files, not one that was installed: of a disc, a pack, or collected


class Search(msgspec.Struct, frozen=True):
    """What a search came to: installations, and for those who find none, what was seen on the way."""

    installations: tuple[Installation, ...]
    skipped: tuple[Skipped, ...]
    files: int
    empty: tuple[str, ...]  # system32 folders without a kernel
    astray: tuple[str, ...]  # kernels, by their names, in other folders
    compressed: tuple[str, ...]  # kernels as setup's media have them, to be expanded first


def search(tree: Tree, wanted: Iterable[str]) -> Search:
    """The installations in a tree: a volume, several of them, the folder of an NT, or its system32."""
    going = _Going(tree, {HAL, *wanted} - KERNEL_NAMES.keys())
    top = going.lister.top()
    going.through((top,), DEEPEST - 1)
    if not going.found and top.has(KERNEL_NAMES):
        going.found.append(going.installation(top, ()))
    return Search(
        tuple(going.found),
        tuple(going.skipped),
        going.files,
        tuple(going.empty),
        tuple(going.astray),
        tuple(going.compressed),
    )


class _Going:
    """A search under way: one branch of the tree at a time, never deeper than it was told."""

    def __init__(self, tree: Tree, names: set[str]) -> None:
        self.lister, self.names = Lister(tree), names
        self.found: list[Installation] = []
        self.skipped: list[Skipped] = []
        self.empty: list[str] = []
        self.astray: list[str] = []
        self.compressed: list[str] = []
        self.files = 0

    def through(self, way: tuple[Listing, ...], levels: int) -> None:
        """On from the last folder of a way that began at the root."""
        *before, here = way
        self.files += here.count
        self.skipped += [*here.unlisted, *here.strange(_TELLING)]
        system32 = self.lister.below(here, SYSTEM32)
        if system32 and not (before and here.name in _MEDIA):
            if system32.has(KERNEL_NAMES):
                if here.paths[0] not in [one.root for one in self.found]:  # a host may have two names for a folder
                    self.found.append(self.installation(system32, way))
                return
            self.files += system32.count
            self.skipped += system32.unlisted
            self.empty += [] if system32.unlisted else system32.paths[:1]
            self.compressed += system32.labels(_COMPRESSED)
        self.astray += here.labels(KERNEL_NAMES)
        self.compressed += here.labels(_COMPRESSED)
        for name, paths in here.folders.items() if levels else ():
            if name != SYSTEM32 and not copies.is_copy(name):
                for path in paths:
                    if not any(path in passed.paths for passed in way):  # a host's tree may lead in circles
                        self.through((*way, self.lister.listing(name, [path])), levels - 1)
                if any(one.root in paths for one in self.found):
                    self.skipped += here.twice(name)

    def installation(self, system32: Listing, way: tuple[Listing, ...]) -> Installation:
        """The installation with that system32, which lies in the last folder of the way; on none where it was named."""
        volume = _volume(way)
        root = None if volume is None else way[volume]
        below = list(contents.places(system32, self.lister))
        inside = [system32, *(place for place in below if isinstance(place, Listing))]
        around = list(contents.places_around(way[-1], root, self.lister)) if way else []
        kernel, kernels = contents.kernel(system32)
        found = [*kernels, *(entry for place in (*inside, *around) for entry in place.pick_all(self.names))]
        others = {entry.label: entry for entry in found if isinstance(entry, Source)}  # a host may say one twice
        home = self._beside(kernel, system32)
        top = system32 if not way else root  # who collected files in one folder may have put boot.ini there, too
        return Installation(
            root=way[-1].paths[0] if way else system32.paths[0],
            kernel=kernel,
            others=tuple(others.values()),
            skipped=(
                *(place for place in below if isinstance(place, Skipped)),
                *(problem for place in inside for problem in (*place.merged(), *place.unlisted)),
                *(problem for place in around if place not in way for problem in (*place.merged(), *place.unlisted)),
                *(entry for entry in found if isinstance(entry, Skipped)),
                *(contents.hives_elsewhere(system32, home) if len(system32.paths) > 1 else ()),
            ),
            pick=lambda name: tuple(home.pick(without_case(name))),
            boot_ini=next(top.pick(_BOOT_INI), None) if top else None,
            folder=None if volume is None else "/".join(place.name for place in way[volume + 1 :]).casefold(),
            hives=tuple(contents.hives(home, self.lister)) if len(home.paths) == 1 else (),
            aside=tuple(copies.aside(*way[-1:], system32)),
            uninstalls=tuple(copies.uninstalls(*way[-1:], home)),
            media=not way and system32.name != SYSTEM32 and not any(name in system32.folders for name in _INSTALLED),
        )

    def _beside(self, kernel: Source | Skipped, system32: Listing) -> Listing:
        """The folder that the kernel lies in: of several that are one to NT, its own."""
        if isinstance(kernel, Source):
            for folder in self.lister.apart(system32):
                if kernel.label in folder.labels([without_case(kernel.name)]):
                    return folder
        return system32


def _volume(way: tuple[Listing, ...]) -> int | None:
    """Which folder of the way is the volume's root: the nearest with a loader, or else what the system's folder is in.

    The system's own folder, the last, is none.
    """
    for index in range(len(way) - 2, -1, -1):
        if way[index].has(_LOADER):
            return index
    return len(way) - 2 if len(way) > 1 else None
