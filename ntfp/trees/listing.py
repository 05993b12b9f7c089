"""Listings: what lies in a folder by names without case, as NT compares them.

The system that reads NT's disk may tell names by their case. So folders whose
names differ by case only are looked at as one, which is said, and a file that
is there twice is named and not chosen.

A host may bring a tree of its own, and it may have no end: no search sees more
than `MOST` names.
"""

import os
from collections.abc import Iterable, Iterator

from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.facts.tree import Subfolder, Tree
from ntfp.trees.folder import Folder
from ntfp.trees.host import HostTree

MOST = 1_000_000  # a volume of NT's time has a tenth
_MOST_NAMED = 3  # of the folders that are one to NT


class Lister:
    """Lists the folders of one tree, until it has seen enough."""

    def __init__(self, tree: Tree) -> None:
        self._tree, self._left = tree if type(tree) is Folder else HostTree(tree), MOST

    def top(self) -> "Listing":
        """What lies in the root."""
        return self.listing(plain_name(self._tree.root), [self._tree.root])

    def listing(self, name: str, paths: Iterable[str]) -> "Listing":
        """What lies in folders that are one to NT."""
        listing = Listing(name, list(paths))
        for path in listing.paths:
            for entry in self._tree.contents(path):
                if not self._left:
                    listing.unlisted.append(Skipped(path, f"after {MOST:,} names the rest was not looked at"))
                    break
                self._left -= 1
                listing.add(path, entry)
        return listing

    def apart(self, listing: "Listing") -> "list[Listing]":
        """The folders that were looked at as one, each for itself."""
        return [listing] if len(listing.paths) < 2 else [self.listing(listing.name, [path]) for path in listing.paths]

    def below(self, listing: "Listing", name: str) -> "Listing | None":
        """What lies in the folder of that name, if there is one."""
        return self.listing(name, listing.folders[name]) if name in listing.folders else None


class Listing:
    """What lies in a folder, or in all the folders that are one to NT."""

    def __init__(self, name: str, paths: list[str]) -> None:
        self.name, self.paths = name, paths
        self.sources: dict[str, list[Source]] = {}
        self.folders: dict[str, list[str]] = {}
        self.others: dict[str, list[Skipped]] = {}
        self.unlisted: list[Skipped] = []
        self._subfolders: set[tuple[str, str]] = set()

    def add(self, folder: str, entry: Source | Subfolder | Skipped) -> None:
        """One entry of one of the folders."""
        if isinstance(entry, Source):
            self.sources.setdefault(without_case(entry.name), []).append(entry)
        elif isinstance(entry, Subfolder):
            name = without_case(entry.name)
            if (name, entry.path) not in self._subfolders:  # a host may say one twice
                self._subfolders.add((name, entry.path))
                self.folders.setdefault(name, []).append(entry.path)
        elif entry.path == folder:
            self.unlisted.append(entry)
        else:
            self.others.setdefault(plain_name(entry.path), []).append(entry)

    @property
    def count(self) -> int:
        """How many files there are."""
        return sum(map(len, self.sources.values()))

    def has(self, names: Iterable[str]) -> bool:
        """Is there anything of one of these names, but a folder?"""
        return any(name in self.sources or name in self.others for name in names)

    def labels(self, names: Iterable[str]) -> list[str]:
        """Where the files of these names are."""
        return [source.label for name in names for source in self.sources.get(name, ())]

    def strange(self, names: Iterable[str]) -> Iterator[Skipped]:
        """What bears one of these names and is neither a file nor a folder."""
        for name in sorted(names):
            yield from self.others.get(name, ())

    def pick(self, name: str) -> Iterator[Source | Skipped]:
        """The one file of that name, or why it is not read."""
        sources = {source.label: source for source in self.sources.get(name, ())}  # a host may say one twice
        if len(sources) > 1:
            yield _twice(sources)
        else:
            yield from sources.values()
        yield from self.others.get(name, ())
        if not self.has([name]):
            yield from (Skipped(path, "a folder, not a file") for path in self.folders.get(name, ()))

    def twice(self, name: str) -> Iterator[Skipped]:
        """That there is another folder of that name."""
        if len(self.folders.get(name, ())) > 1:
            yield _twice(self.folders[name])

    def merged(self) -> Iterator[Skipped]:
        """That these are several folders on the disk, looked at as one."""
        if len(self.paths) > 1:
            first, *others = sorted(self.paths)
            more = f" and {len(others) - _MOST_NAMED:,} more" if len(others) > _MOST_NAMED else ""
            named = ", ".join(others[:_MOST_NAMED]) + more
            problem = f"another folder differs from it by case only, {named}: what lies in any of them is taken as one"
            yield Skipped(first, problem)

    def pick_all(self, names: Iterable[str]) -> Iterator[Source | Skipped]:
        """The files of these names, in order of name."""
        here = {*self.sources, *self.others, *self.folders}
        for name in sorted(here.intersection(names)):
            yield from self.pick(name)


def _twice(paths: Iterable[str]) -> Skipped:
    first, *others = sorted(paths)
    problem = f"another name differs from it by case only, {', '.join(others)}: which one NT would open is unknown"
    return Skipped(first, problem)


def without_case(name: str) -> str:
    """The name as it is compared; none that is asked for has a letter beyond ASCII."""
    return name.lower() if name.isascii() else name


def plain_name(path: str) -> str:
    """The last name of a path, as it is compared."""
    return without_case(os.path.basename(os.path.normpath(path)))
