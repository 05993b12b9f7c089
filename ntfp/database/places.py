"""Places: the two forms a data set can have, and opening whichever lies at a path.

A folder of TOML files is for people; one file packed from it is for speed. What
either says is the same.
"""

import os
from pathlib import Path
from typing import Any, TypeVar

from ntfp.database.dataset import DataSet
from ntfp.database.packed import Packed
from ntfp.database.written import Written, checked, read_toml
from ntfp.facts.signature import Signature

_W = TypeVar("_W", bound=Written)


class Folder:
    """A data set as people write and read it."""

    def __init__(self, path: Path, label: str | None = None, *, users: bool = False) -> None:
        self.path, self.label, self.users = path, label or str(path), users
        self._trees: dict[str, dict[str, Any]] = {}

    def has(self, name: str) -> bool:
        return (self.path / name).exists()

    def read(self, name: str, kind: type[_W]) -> _W:
        return checked(name, self.tree(name), kind)

    def tree(self, name: str) -> dict[str, Any]:
        """One of the files beside the records, read once: what is hashed and packed is what was checked."""
        if name not in self._trees:
            self._trees[name] = read_toml(self.path / name)
        return self._trees[name]

    def records(self) -> tuple[Signature, ...]:
        from ntfp.database.records import load_records  # lazily: which NT a file is needs none

        return load_records(self.path)

    def last_change(self) -> int:
        """When anything in it was changed, added or taken away for the last time, in nanoseconds."""
        last = 0
        for place, _, names in os.walk(self.path):
            for path in (place, *(os.path.join(place, name) for name in names)):  # noqa: PTH118 - thousands of them
                found = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - the same
                last = max(last, found.st_mtime_ns, found.st_ctime_ns)  # a copy may bring an old time along
        return last

    def content(self, records: tuple[Signature, ...]) -> str:
        from ntfp.database.packing import content_hash

        return content_hash(self, records)


def open_place(path: Path) -> DataSet:
    """The data set at a path, a user's own; a `DataError` for what is none, at the latest when it is asked for data."""
    return DataSet(Folder(path, users=True) if path.is_dir() else Packed.open(path, users=True))
