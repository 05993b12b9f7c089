"""Trees: a place with folders and files in it, wherever its bytes come from.

A folder of the file system is one; a host's disk image or archive can be
another. Whoever looks for systems in it asks for one folder at a time.
"""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from ntfp.facts.report import Skipped
from ntfp.facts.source import Source


class Subfolder(msgspec.Struct, frozen=True, gc=False):
    """A folder found in a folder: no link to one."""

    path: str
    name: str


class Tree(Protocol):
    """A place to look for systems in: the label of its root, and what lies in each of its folders."""

    @property
    def root(self) -> str: ...

    def contents(self, folder: str) -> Iterator[Source | Subfolder | Skipped]:
        """What lies directly in a folder: the root, or one that was handed out before.

        A folder that cannot be listed is a `Skipped` of its own path; `OSError` and `ReadError` are taken for one.
        """
