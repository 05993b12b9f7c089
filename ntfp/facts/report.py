"""Reports: what a run over files found, before anyone makes a table of it.

A file that could not be read is a result like any other: it is listed with its
reason, in the place where it came up.
"""

from enum import StrEnum

import msgspec

from ntfp.facts.build import Build
from ntfp.facts.file import FileFacts


class SkipKind(StrEnum):
    """Whether a skipped file is anyone's concern: most are simply no PE files."""

    OTHER_FORMAT = "other-format"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    NO_SYSTEM = "no-system"  # a place that was named, and there is no NT


class Skipped(msgspec.Struct, frozen=True):
    """A path that gave no facts, and why."""

    path: str
    problem: str
    offset: int | None = None
    kind: SkipKind = SkipKind.UNREADABLE

    @property
    def sentence(self) -> str:
        """Which path, where in it, what is wrong."""
        at = "" if self.offset is None else f" at offset {self.offset:#x}"
        return f"{self.path or repr('')}{at}: {self.problem}"


class Identified(msgspec.Struct, frozen=True):
    """One file: what it says, and which build that makes it."""

    facts: FileFacts
    build: Build
