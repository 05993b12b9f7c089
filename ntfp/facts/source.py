"""Sources: where the bytes of one file are, and how to reach them.

A `Source` is a label for people, a name to compare, and a way to open. Whoever
reads does not know whether a folder, a disk image or memory stands behind it.

Nothing here opens a file: `ntfp.trees` makes the sources that do.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec


class Opened(Protocol):
    """One open file: its size, its time, and bytes at any place of it."""

    @property
    def size(self) -> int: ...
    @property
    def mtime_ns(self) -> int | None: ...

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset`; fewer only where the file ends."""

    def close(self) -> None: ...


class Source(msgspec.Struct, frozen=True, gc=False):
    """Where one file is: a label for people, its name, a way to open it."""

    label: str
    name: str
    open: Callable[[], Opened]


class InMemory:
    """Bytes already at hand, opened like any file."""

    __slots__ = ("_data", "mtime_ns", "size")

    def __init__(self, data: bytes, mtime_ns: int | None = None) -> None:
        self._data, self.size, self.mtime_ns = data, len(data), mtime_ns

    def read_at(self, offset: int, count: int) -> bytes:
        return self._data[offset : offset + count]

    def close(self) -> None:
        """Nothing is held."""


def memory_source(data: bytes, name: str, mtime_ns: int | None = None) -> Source:
    """A source over bytes: for members of archives, for tests, for hosts."""
    return Source(name, name, lambda: InMemory(data, mtime_ns))
