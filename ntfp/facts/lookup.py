"""What the catalogue answers: articles that were looked for, one article with all that is beside it, figures, builds.

Only the values: which they are is found out in `ntfp.catalogue`, how they look is
`ntfp.reports`' business.
"""

import datetime as dt
from enum import StrEnum
from typing import Any

import msgspec

from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour
from ntfp.facts.platform import Platform
from ntfp.facts.signature import By, Row, Signature
from ntfp.facts.version import FileVersion


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for. `None` and empty: anything will do."""

    words: tuple[str, ...] = ()  # each in the title or the number, in any case of letters
    file: str | None = None  # a name, with * and ? for what is not known
    branch: Branch | None = None
    platform: Platform | None = None
    first: dt.date | None = None  # dates of rows, both days included
    last: dt.date | None = None
    pack: str | None = None

    @property
    def of_rows(self) -> bool:
        """Is something asked that only a row can answer?"""
        return any((self.file, self.first, self.last))


class Match(msgspec.Struct, frozen=True):
    """An article that was looked for, and the rows that are why, where rows were asked for."""

    signature: Signature
    rows: tuple[Row, ...] = ()


class Mend(msgspec.Struct, frozen=True, kw_only=True):
    """A misprint of an article that is proven, and what is meant. Nothing meant: nobody knows."""

    line: int
    key: str
    printed: Any = None
    meant: Any = None
    because: str


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody read in an article and stands for; stale where it was another text that was read."""

    confirms: tuple[str, ...]
    because: str
    stale: bool = False


class Replaced(msgspec.Struct, frozen=True):
    """A record that a user's own takes the place of."""

    place: str
    title: str
    revised: dt.date | None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One record with all that lies beside it."""

    signature: Signature
    mends: tuple[Mend, ...] = ()
    reviews: tuple[Confirmed, ...] = ()
    rollups: tuple[tuple[str, str], ...] = ()  # number and title of each that contains it
    replaces: tuple[Replaced, ...] = ()
    tree: dict[str, Any]  # what it says, by the keys of the manual, as meant
    text: str  # the record as it is written, as printed


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What the records hold, counted."""

    records: int
    with_tables: int
    tables: int
    rows: int
    kernels: int  # of the rows
    rows_by_table: dict[Branch | None, int]  # as their table alone says, the most first
    rows_by_system: dict[tuple[Branch | None, Platform | None], int]  # as far as row, table and article say
    rows_dated: tuple[dt.date, dt.date] | None  # the first and the last day
    revised: tuple[dt.date, dt.date] | None
    claimed: int  # records with a statement on a pack or release
    claims: dict[By, int]
    windows: int
    doubted: int  # records
    doubts: int


class Laid(msgspec.Struct, frozen=True):
    """A place of a user's own: how many records it has, and how many of them are laid over others."""

    place: str
    records: int
    over: int


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """All that a data set has, and which it is."""

    label: str
    content: str
    own: tuple[Laid, ...]
    figures: Figures
    corrections: int
    reviews: int
    kernels: int  # builds of kernels that somebody recorded
    modules: int  # and of other files
    listed: int  # kernels that articles list, each build once
    packs: tuple[tuple[Branch, str, Platform, int], ...]  # whole packs, and how many files
    stamps: int


class Clock(StrEnum):
    """Which clock a time is of."""

    LINK = "link"  # the linker's, in the file itself: UTC
    UTC = "utc"  # a file's, as an article prints it and says that it is UTC
    LOCAL = "local"  # the same, zone unsaid: Redmond's as a rule
    STAMP = "stamp"  # the one time a pack gives all its files: neither linked nor built then; local


class Caveat(msgspec.Struct, frozen=True):
    """What one article leaves in doubt about a build, or what was mended there."""

    kb: str
    line: int
    about: str


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """One build of a file as it is on record: when, with which numbers, and what brought it. `None`: not said."""

    file: str
    branch: Branch | None = None
    platform: Platform | None = None
    date: dt.date | None = None
    date_doubt: dt.date | None = None  # the other way to read it
    time: dt.time | None = None
    clock: Clock
    size: int | None = None
    size_kb: float | None = None
    version: FileVersion | None = None
    language: str | None = None
    variant: str | None = None
    packs: tuple[str, ...] = ()  # those it shipped in
    label: str | None = None
    stamps: tuple[tuple[str, dt.datetime], ...] = ()  # the times its packs give it, where another is known
    articles: tuple[str, ...] = ()  # whose fix it is
    title: str | None = None  # of the first of them
    sources: tuple[str, ...] = ()  # who recorded it
    caveats: tuple[Caveat, ...] = ()

    @property
    def utc(self) -> bool:
        return self.clock in (Clock.LINK, Clock.UTC)

    @property
    def flavour(self) -> Flavour | None:
        return KERNEL_NAMES.get(self.file)
