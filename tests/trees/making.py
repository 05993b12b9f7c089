"""Trees to look into: made on disk, or by a host."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ntfp.facts.report import Skipped
from ntfp.facts.source import Source, memory_source
from ntfp.facts.tree import Subfolder

Entry = Source | Subfolder | Skipped


def made(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"MZ")
    return root


def under(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix()


class MadeTree:
    """A host's tree: what lies in each folder is what somebody says."""

    def __init__(self, root: str, folders: Mapping[str, Iterable[Entry]]) -> None:
        self.root, self._folders = root, folders

    def contents(self, folder: str) -> Iterator[Entry]:
        yield from self._folders.get(folder, ())


def file(path: str) -> Entry:
    """A file of a host's tree, by its path there."""
    return Source(path, path.rpartition("/")[2], memory_source(b"MZ", path).open)


def folder(path: str, name: str | None = None) -> Entry:
    """A folder of a host's tree, by its path there."""
    return Subfolder(path, name or path.rpartition("/")[2])
