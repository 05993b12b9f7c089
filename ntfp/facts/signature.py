"""Signatures: what one article says about its fix, as meant, line by line.

Whom the problem concerns (`applies_to`), whom a table speaks for (`covers`) and
where the fix arrived (`fixed_in`) are three things, and most articles print
them apart. A value that is not printed is `None` or empty; a value that cannot
be read surely carries its doubt.

The order of the fields is the order in which they are packed: a new one goes behind the others.

What a signature says about a given system is `ntfp.judging`'s question.
"""

import datetime as dt
from enum import StrEnum

import msgspec

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion

LATEST = "latest"  # "the latest service pack", without a number
AFTER_LAST = "after-6a"  # made after the branch's last pack: no pack ever carried it


def number_of(kb: str) -> int:
    """The number of an article, to order by: as text the longer ones would stand before the shorter."""
    return int(kb[1:])


class By(StrEnum):
    """Where an article says in which pack its fix arrived."""

    PROSE = "prose"
    KEYWORD = "keyword"
    LIST = "list"
    ROLLUP = "rollup"


class Relation(StrEnum):
    """Does the table's lead say "or later"?"""

    OR_LATER = "or-later"
    PLAIN = "plain"


class AppliesTo(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One product bullet: what was known to have the problem when it was written."""

    branch: Branch
    edition: str | None = None
    packs: tuple[str, ...] = ()
    line: int


class Window(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Only these are affected: packs from and to, both included, or kernels dated from a day on."""

    branch: Branch
    first: str | None = None
    last: str | None = None
    kernel_from: dt.date | None = None
    reviewed: bool = False  # somebody read the article and says so


class FixedIn(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One claim: the fix is in this pack of this branch. The `article`, where not the signature's own, is a list."""

    branch: Branch
    pack: str
    by: By
    says: str
    line: int
    article: str | None = None

    @property
    def of_rollup(self) -> bool:
        """Does a roll-up say it, or the article of one: that it carries the fix, whenever that was made?"""
        return self.by is By.ROLLUP or "rollup" in self.says.lower()

    @property
    def title(self) -> str:
        return {LATEST: "the latest pack", AFTER_LAST: "after the last pack"}.get(self.pack) or pack_title(self.pack)


class Requires(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The pack a fix has to be installed on: it lacks the fix."""

    branch: Branch
    pack: str


class Row(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One file of a fix as its table lists it, after proven misprints were mended."""

    file: str
    platform: Platform | None = None
    size: int | None = None
    size_kb: float | None = None  # printed in KB: no count of bytes
    date: dt.date | None = None
    date_doubt: dt.date | None = None  # the other way to read the date
    time: dt.time | None = None
    version: FileVersion | None = None
    variant: str | None = None
    branch: Branch | None = None
    line: int
    mended: tuple[str, ...] = ()  # what a correction changed or took away: such a row teaches nothing about others


class Table(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One table, and whom it speaks for. `None`: it does not say."""

    line: int
    branch: Branch | None = None
    language: str | None = None
    variant: str | None = None
    relation: Relation
    requires: Requires | None = None
    utc: bool = False  # its times are said to be UTC; else they are local, zone unsaid
    rows: tuple[Row, ...] = ()


class Doubt(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A line of the article that could not be read surely, and what about it: "claim-unread", "table-undivided"."""

    about: str
    line: int

    @property
    def of_claims(self) -> bool:
        """Is it open where the fix came? Then what is claimed may not be all."""
        return self.about.startswith(("claim-", "keyword-"))

    @property
    def of_rows(self) -> bool:
        """Is it open whom a table speaks for, or what a row says besides its numbers?"""
        return self.about.startswith(("table-", "branch-", "row-"))


class Origin(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The text a signature was made from: the hash is of its bytes with LF at line ends."""

    archive: str
    path: str
    sha256: str


class Signature(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One article: whom it concerns, which files fix it, which packs carry it."""

    kb: str
    title: str
    revised: dt.date | None = None
    hardware: tuple[Platform, ...] = ()
    component: tuple[str, ...] = ()
    applies_to: tuple[AppliesTo, ...] = ()
    affects: tuple[Window, ...] = ()
    languages: tuple[str, ...] = ()  # the problem is limited to these
    fixed_in: tuple[FixedIn, ...] = ()
    includes: tuple[str, ...] = ()  # a roll-up: the articles whose fixes it carries
    carriers: tuple[str, ...] = ()  # files the text names as the cause
    doubts: tuple[Doubt, ...] = ()
    tables: tuple[Table, ...] = ()
    source: Origin
    own: str | None = None  # the folder or file of the user's own that it is from; `None`: it is of the data set

    @property
    def branches(self) -> frozenset[Branch]:
        """Every branch the article speaks of in any way."""
        named = {bullet.branch for bullet in self.applies_to} | {claim.branch for claim in self.fixed_in}
        named |= {window.branch for window in self.affects}
        for table in self.tables:
            named |= {branch for branch in (table.branch, *(row.branch for row in table.rows)) if branch}
        return frozenset(named)

    @property
    def claims_doubted(self) -> bool:
        return any(doubt.of_claims for doubt in self.doubts)

    def doubts_row(self, table: Table, row: Row) -> bool:
        """Is something open about the row, or about the table in any line from its beginning to its first row?"""
        of_table = range(table.line, max(table.rows[0].line, table.line + 1))
        return any(doubt.of_rows and (doubt.line == row.line or doubt.line in of_table) for doubt in self.doubts)

    def doubts_keyword(self, claim: FixedIn) -> bool:
        """Is a keyword on a Windows that no bullet names, where bullets name others?

        The two branches of 4.0 are one Windows here: bullets name Terminal Server where both are meant.
        """
        if claim.by is not By.KEYWORD:
            return False
        named = {bullet.branch for bullet in self.applies_to}
        doubted = any(doubt.about == "keyword-branch" and doubt.line == claim.line for doubt in self.doubts)
        of_40 = {Branch.NT4, Branch.NT4_TSE}
        return doubted and bool(named) and named.isdisjoint(of_40 if claim.branch in of_40 else {claim.branch})

    def doubts_language(self, table: Table) -> bool:
        """Is the problem one of a language, and not said whether the table is of that language's files?"""
        return any(doubt.about == "table-language" and doubt.line == table.line for doubt in self.doubts)

    @property
    def files(self) -> frozenset[str]:
        """Every file name its tables list."""
        return frozenset(row.file for table in self.tables for row in table.rows)
