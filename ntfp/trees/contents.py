"""Contents of an installation: its kernel, its hives, and the files that somebody asks for, where NT keeps them.

Which of the files in a hive's place are hives is told by what is in them, and
that is read elsewhere: here nothing is opened.
"""

from collections.abc import Iterable, Iterator

from ntfp.facts.build import KERNEL_NAMES
from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.trees.listing import Lister, Listing

KERNEL = "ntoskrnl.exe"
MOST_HIVES = 300  # files that are handed out as possible hives: a config folder has some twenty

_CONFIG = "config"
_PLACES = ("drivers", "inetsrv")  # in system32
_IN_FOLDER = ("cluster",)  # in the system's own folder: the Cluster Server of NT 4.0 is there, no part of system32
_IN_VOLUME = ("program files", "windows nt")  # from its root: HyperTerminal
_SPOOL, _SPOOL_LEVELS = "spool", 4  # printer drivers lie below it: spool/drivers/w32x86/2
MOST_SPOOL = 2_000  # folders that are looked into there: NT has some twenty
_SETUP_ONLY = ("txtsetup.sif", "dosnet.inf")  # where they lie setup starts from: a hive there is setup's own
_HIVES = ("system", "software")  # the names they begin with where nobody renamed them
_KNOWN_ENDINGS = (  # of programs, drivers, fonts, help, texts and pictures: of files that are no hives
    "386 acm ax bat bmp cab cat chm cmd cnt com cpl cur dll drv exe fon fot gid gif hlp htm html ico inf ini jpg lib"
    " mib mid msc msi nls ocx olb pdb pnf scr sif sys tlb tsp ttc ttf txt vxd wav wri"
)
_NO_HIVES = frozenset(_KNOWN_ENDINGS.split())


def kernel(system32: Listing) -> tuple[Source | Skipped, list[Source | Skipped]]:
    """The kernel that boots, by its name, and what other kernels lie beside it."""
    found = {name: list(system32.pick(name)) for name in KERNEL_NAMES if system32.has([name])}
    if KERNEL not in found and len(found) > 1:
        problem = f"several kernels and no {KERNEL}: {', '.join(found)}; which one boots is unknown"
        return Skipped(system32.paths[0], problem), [entry for entries in found.values() for entry in entries]
    chosen, *more = found.pop(KERNEL if KERNEL in found else next(iter(found)))
    return chosen, more + [entry for entries in found.values() for entry in entries]


def places(system32: Listing, lister: Lister) -> Iterator[Listing | Skipped]:
    """Where below system32 the files of a system lie, and what could not be looked into."""
    yield from system32.strange([*_PLACES, _SPOOL])
    for name in _PLACES:
        if folder := lister.below(system32, name):
            yield folder
    if spool := lister.below(system32, _SPOOL):
        yield from _all_below(spool, {*system32.paths, *spool.paths}, lister)


def places_around(folder: Listing, volume: Listing | None, lister: Lister) -> Iterator[Listing]:
    """Where else they lie: in the system's folder, the volume's root, and one folder below each."""
    for start, path in ((folder, _IN_FOLDER), (volume, _IN_VOLUME)):
        if start:
            yield start
            if place := _at(start, path, lister):
                yield place


def hives(system32: Listing, lister: Lister) -> Iterator[Source | Skipped]:
    """What may be a hive: each file of the config folder; without one, of what was collected, all that may be."""
    yield from system32.strange([_CONFIG])
    config = lister.below(system32, _CONFIG)
    if config and len(config.paths) > 1:
        yield from system32.twice(_CONFIG)  # a registry is one folder: half of another one is none
    elif config:
        yield from config.unlisted
        yield from _at_most(config, [*config.sources, *config.others])
    elif not system32.has(_SETUP_ONLY):
        yield from system32.strange(_HIVES)
        yield from _at_most(system32, filter(_may_be_hive, system32.sources))


def hives_elsewhere(system32: Listing, home: Listing) -> Iterator[Skipped]:
    """The hives' folders that are not beside the kernel, where several folders are one to NT."""
    for path in system32.folders.get(_CONFIG, ()):
        if len(home.paths) > 1 or path not in home.folders.get(_CONFIG, ()):
            yield Skipped(path, "not in the folder that the kernel is known to lie in: its hives are not believed")


def _at_most(place: Listing, names: Iterable[str]) -> Iterator[Source | Skipped]:
    """As many of them as anyone would look into, those with a hive's name before all others."""
    ordered = sorted(names, key=lambda name: (not name.startswith(_HIVES), name))
    yield from place.pick_all(ordered[:MOST_HIVES])
    if len(ordered) > MOST_HIVES:
        yield Skipped(place.paths[0], f"hives were looked for in {MOST_HIVES} of its {len(ordered):,} files")


def _may_be_hive(name: str) -> bool:
    _, dot, ending = name.rpartition(".")
    return not dot or not (ending in _NO_HIVES or ending.endswith("_"))  # dl_: setup's compressed form


def _at(start: Listing, path: tuple[str, ...], lister: Lister) -> Listing | None:
    """What lies in the folder of that path, if there is one."""
    place: Listing | None = start
    for name in path:
        place = lister.below(place, name) if place else None
    return place


def _all_below(top: Listing, passed: set[str], lister: Lister) -> Iterator[Listing | Skipped]:
    """The folder and those below it, each once: a host's tree may lead in circles, or be very wide."""
    waiting = [(top, _SPOOL_LEVELS)]
    left, cut = MOST_SPOOL, False
    while waiting:
        here, levels = waiting.pop()
        yield here
        below = []
        for name, paths in here.folders.items() if levels else ():
            new = [path for path in paths if path not in passed]
            cut = cut or len(new) > left
            if new := new[:left]:
                left -= len(new)
                passed.update(new)
                below.append((lister.listing(name, new), levels - 1))
        waiting += reversed(below)
    if cut:
        yield Skipped(top.paths[0], f"after {MOST_SPOOL:,} folders below it the rest was not looked at")
