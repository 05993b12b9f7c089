"""Files and folders of the file system, opened so that nothing can block or mislead.

A mounted disk is evidence: it is only read, symbolic links found in it are not
followed, and a pipe or device in the place of a file is named, not waited for.

The calls that only Unix has (`pread`, `O_NONBLOCK`) have their portable twins
here, so that the rest of the library need not know.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from functools import partial

from ntfp.errors import InaccessibleError
from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.facts.tree import Subfolder, Tree

# Each exists on some systems only. Never block on a pipe, never adopt a
# terminal, never translate line ends, never pass the file on to a child.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT"):
    _FLAGS |= getattr(os, _name, 0)

_KINDS = {
    stat.S_IFDIR: "a folder, not a file",
    stat.S_IFIFO: "a named pipe, not a file",
    stat.S_IFCHR: "a device, not a file",
    stat.S_IFBLK: "a device, not a file",
    stat.S_IFSOCK: "a socket, not a file",
    stat.S_IFLNK: "a symbolic link, not followed",
}
_STRANGE = "not a regular file"
_MOUNT_POINT = 0xA0000003


class OpenFile:
    """One regular file, open for reading at any place."""

    __slots__ = ("_descriptor", "_pread", "label", "mtime_ns", "size")

    def __init__(self, label: str, descriptor: int, size: int, mtime_ns: int) -> None:
        self.label, self._descriptor, self.size, self.mtime_ns = label, descriptor, size, mtime_ns
        self._pread = getattr(os, "pread", _seek_and_read)

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from `offset`; fewer only where the file ends."""
        try:
            data: bytes = self._pread(self._descriptor, count, offset)
            if len(data) < count and offset + len(data) < self.size:
                data = self._read_on(data, offset, count)
        except (OSError, OverflowError) as error:
            raise InaccessibleError(self.label, f"cannot be read: {said(error)}", offset) from error
        return data

    def _read_on(self, data: bytes, offset: int, count: int) -> bytes:
        """One call may give less than there is: on network mounts, or past 2 GiB."""
        pieces = [data]
        have = len(data)
        while have < count and (more := self._pread(self._descriptor, count - have, offset + have)):
            pieces.append(more)
            have += len(more)
        return b"".join(pieces)

    def close(self) -> None:
        with contextlib.suppress(OSError):  # some mounts complain here, when all has been read
            os.close(self._descriptor)


def open_file(path: str) -> OpenFile:
    """Open a regular file, or say in an `InaccessibleError` what is there instead."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise InaccessibleError(path, _why_not(path, error)) from error
    try:
        status = os.fstat(descriptor)
    except OSError as error:
        os.close(descriptor)
        raise InaccessibleError(path, f"cannot be read: {said(error)}") from error
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise InaccessibleError(path, _KINDS.get(stat.S_IFMT(status.st_mode), _STRANGE))
    return OpenFile(path, descriptor, status.st_size, status.st_mtime_ns)


def file_source(path: str) -> Source:
    """The source for one path, whatever will be found there."""
    return Source(path, os.path.basename(os.path.normpath(path)), partial(open_file, path))


class Folder:
    """A folder of the file system, as a tree."""

    __slots__ = ("root",)

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = os.fsdecode(root)

    def contents(self, folder: str) -> Iterator[Source | Subfolder | Skipped]:
        """What lies directly in it, or in a folder below it."""
        return contents(folder)


def as_tree(place: str | os.PathLike[str] | Tree) -> Tree:
    """The tree that is meant: a host's own, or the folder of that path."""
    return Folder(place) if isinstance(place, str | os.PathLike) else place


def contents(folder: str) -> Iterator[Source | Subfolder | Skipped]:
    """What lies directly in a folder, by name; what is neither file nor folder is skipped, and said."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(folder, f"cannot be listed: {said(error)}")
        return
    for entry in entries:
        try:
            kind = _kind(entry)
        except OSError as error:
            yield Skipped(entry.path, f"cannot be read: {said(error)}")
            continue
        if kind == stat.S_IFREG:
            yield Source(entry.path, entry.name, partial(open_file, entry.path))
        elif kind == stat.S_IFDIR:
            yield Subfolder(entry.path, entry.name)
        else:
            yield Skipped(entry.path, _KINDS.get(kind, _STRANGE))


def walk(root: str) -> Iterator[Source | Skipped]:
    """Every regular file below a folder, by name; what is no such file is skipped, and said.

    Folders deeper than any call stack are fine; links are not followed, so no loop can form.
    """
    waiting = [root]
    while waiting:
        folders: list[str] = []
        for found in contents(waiting.pop()):
            if isinstance(found, Subfolder):
                folders.append(found.path)
            else:
                yield found
        waiting.extend(reversed(folders))


def is_folder(path: str) -> bool:
    """Is there a folder to walk? Its links may be followed: the user named it."""
    return os.path.isdir(path)


def _kind(entry: os.DirEntry[str]) -> int:
    if entry.is_symlink() or _is_junction(entry):
        return stat.S_IFLNK
    if entry.is_dir(follow_symlinks=False):
        return stat.S_IFDIR
    if entry.is_file(follow_symlinks=False):
        return stat.S_IFREG
    return stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Windows' other kind of link to a folder; Python 3.11 has no call for it."""
    if os.name != "nt":
        return False
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _MOUNT_POINT


def _why_not(path: str, error: OSError | ValueError) -> str:
    """Of what is no file the system says something else each time: Windows denies permission to a folder."""
    if isinstance(error, FileNotFoundError):
        return "a symbolic link to nothing" if os.path.islink(path) else "not found"
    try:
        kind = stat.S_IFMT(os.stat(path).st_mode)
    except (OSError, ValueError):
        kind = 0
    return _KINDS.get(kind, f"cannot be opened: {said(error)}")


def said(error: Exception) -> str:
    """The system's own words, without number and path, which stand beside them already."""
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return words[:1].lower() + words[1:] if words else type(error).__name__


def _seek_and_read(descriptor: int, count: int, offset: int) -> bytes:
    """`os.pread` where there is none: a descriptor here has one reader only."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.read(descriptor, count)
