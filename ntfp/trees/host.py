"""Hosts: a tree of somebody else, held at the border to what a tree has promised.

A disk image or an archive fails as disks do, in the middle of a folder or of a
file. Here that becomes what all others expect: a folder that fails is said to
be skipped, and a file that fails is inaccessible.

Any other exception is a fault of the host's own program, and is left to it.
"""

import contextlib
from collections.abc import Iterator
from functools import partial

from ntfp.errors import InaccessibleError, ReadError
from ntfp.facts.report import Skipped
from ntfp.facts.source import Opened, Source
from ntfp.facts.tree import Subfolder, Tree
from ntfp.trees.folder import said


class HostTree:
    """A host's tree that lists every folder, as far as it goes, and never raises what a disk may raise."""

    __slots__ = ("_tree", "root")

    def __init__(self, tree: Tree) -> None:
        self._tree, self.root = tree, tree.root

    def contents(self, folder: str) -> Iterator[Source | Subfolder | Skipped]:
        """What lies directly in a folder; what went wrong comes last, under the folder's own path."""
        problem = "cannot be listed"
        try:
            for entry in self._tree.contents(folder):
                problem = "cannot be listed to its end"
                yield _guarded(entry) if isinstance(entry, Source) else entry
        except OSError as error:
            yield Skipped(folder, f"{problem}: {said(error)}")
        except ReadError as error:
            yield Skipped(folder, f"{problem}: {error.problem}")


class _HostFile:
    """One file of a host, open."""

    __slots__ = ("_label", "_opened", "mtime_ns", "size")

    def __init__(self, label: str, opened: Opened) -> None:
        self._label, self._opened = label, opened
        self.size, self.mtime_ns = opened.size, opened.mtime_ns

    def read_at(self, offset: int, count: int) -> bytes:
        try:
            return self._opened.read_at(offset, count)
        except OSError as error:
            raise InaccessibleError(self._label, f"cannot be read: {said(error)}", offset) from error

    def close(self) -> None:
        with contextlib.suppress(OSError):  # all has been read
            self._opened.close()


def _guarded(source: Source) -> Source:
    return Source(source.label, source.name, partial(_open, source))


def _open(source: Source) -> Opened:
    try:
        return _HostFile(source.label, source.open())
    except OSError as error:
        raise InaccessibleError(source.label, f"cannot be opened: {said(error)}") from error
