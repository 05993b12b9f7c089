"""The schema of a record: one article in TOML, key by key.

These types say what may be written; `signatures/FORMAT.md` says what it means.
Everywhere an absent key means: the article does not print it.

What a record means to a judge are the types of `ntfp.facts.signature`.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache

import msgspec

from ntfp.database.branches import unknown_packs
from ntfp.database.values import (
    Article,
    ClaimedPack,
    Dotted,
    Edition,
    Hash,
    LineNumber,
    Name,
    NtBranch,
    NtPlatform,
    Pack,
    Positive,
    PositiveNumber,
    Words,
)
from ntfp.database.written import Mistake, Written, each, expected, unlikely_day
from ntfp.facts.language import language_code
from ntfp.facts.signature import AFTER_LAST, LATEST, By, Relation


class AppliesTo(Written, frozen=True, kw_only=True):
    """One product bullet."""

    branch: NtBranch
    edition: Edition | None = None
    packs: tuple[Pack, ...] = ()
    line: LineNumber

    def mistakes(self) -> Iterator[Mistake]:
        yield from unknown_packs(self.branch, ((f"packs[{n}]", pack) for n, pack in each(self.packs)))


class Affects(Written, frozen=True, kw_only=True):
    """A window: only these are affected."""

    branch: NtBranch
    first: Pack | None = msgspec.field(name="from", default=None)
    last: Pack | None = msgspec.field(name="to", default=None)
    kernel_from: dt.date | None = None

    def mistakes(self) -> Iterator[Mistake]:
        yield from unknown_packs(self.branch, (("from", self.first), ("to", self.last)))
        if (self.first, self.last, self.kernel_from) == (None, None, None):
            yield "", "expected from, to or kernel_from, found none of them"
        if self.first and self.last and self.last < self.first:
            yield "to", expected(f"a pack from {self.first} on", self.last)
        yield from unlikely_day("kernel_from", self.kernel_from)


class Limits(Written, frozen=True, kw_only=True):
    """What the problem is limited to."""

    languages: tuple[str, ...] = ()

    def mistakes(self) -> Iterator[Mistake]:
        if not self.languages:
            yield "languages", "expected one language or more, found none"
        for number, language in each(self.languages):
            yield from _unknown_language(f"languages[{number}]", language)


class FixedIn(Written, frozen=True, kw_only=True):
    """One claim: in which pack the fix came."""

    branch: NtBranch
    pack: ClaimedPack
    by: By
    says: Words
    line: LineNumber
    article: Article | None = None

    def mistakes(self) -> Iterator[Mistake]:
        if self.pack not in (LATEST, AFTER_LAST):
            yield from unknown_packs(self.branch, (("pack", self.pack),))
        if self.by in (By.LIST, By.ROLLUP) and self.article is None:
            yield "article", f"is missing: a {self.by} is an article of its own"


class Covers(Written, frozen=True, kw_only=True):
    """Whom a table speaks for."""

    branch: NtBranch | None = None
    language: str | None = None
    variant: Words | None = None

    def mistakes(self) -> Iterator[Mistake]:
        yield from _unknown_language("language", self.language)


class Requires(Written, frozen=True, kw_only=True):
    """The pack a fix has to be installed on."""

    branch: NtBranch
    pack: Pack

    def mistakes(self) -> Iterator[Mistake]:
        yield from unknown_packs(self.branch, (("pack", self.pack),))


class Row(Written, frozen=True, kw_only=True):
    """One file, as its line prints it."""

    file: Name
    platform: NtPlatform | None = None
    size: Positive | None = None
    size_kb: PositiveNumber | None = None
    date: dt.date | None = None
    date_doubt: dt.date | None = None
    time: dt.time | None = None
    version: Dotted | None = None
    variant: Words | None = None
    branch: NtBranch | None = None
    line: LineNumber

    def mistakes(self) -> Iterator[Mistake]:
        if self.size is not None and self.size_kb is not None:
            yield "size_kb", "expected a size in bytes or one in KB, found both"
        if self.date_doubt is not None and self.date_doubt in (self.date, None):
            yield "date_doubt", expected("another date than `date`", self.date_doubt)
        if self.date is None and (self.date_doubt or self.time) is not None:
            yield "date", "is missing: the row has a time or a doubt of it"
        yield from unlikely_day("date", self.date)
        yield from unlikely_day("date_doubt", self.date_doubt)


class Table(Written, frozen=True, kw_only=True):
    """One table of files."""

    line: LineNumber
    covers: Covers | None = None
    relation: Relation
    requires: Requires | None = None
    utc: bool = False
    rows: tuple[Row, ...] = ()

    def mistakes(self) -> Iterator[Mistake]:
        if not self.rows:
            yield "rows", "expected one row or more, found none"


class Doubt(Written, frozen=True, kw_only=True):
    """A line that could not be read surely."""

    about: Words
    line: LineNumber


class Source(Written, frozen=True, kw_only=True):
    """The text the record was made from."""

    archive: Words
    path: Words
    sha256: Hash


class Record(Written, frozen=True, kw_only=True):
    """One article as it is written down."""

    kb: Article
    title: Words
    revised: dt.date | None = None
    hardware: tuple[NtPlatform, ...] = ()
    component: tuple[Words, ...] = ()
    applies_to: tuple[AppliesTo, ...] = ()
    affects: tuple[Affects, ...] = ()
    limits: Limits | None = None
    fixed_in: tuple[FixedIn, ...] = ()
    includes: tuple[Article, ...] = ()
    carriers: tuple[Name, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    tables: tuple[Table, ...] = ()
    source: Source

    def mistakes(self) -> Iterator[Mistake]:
        for key in ("hardware", "includes", "carriers"):
            listed = [one for _, one in each(getattr(self, key))]
            if listed != sorted(set(listed)):
                yield key, "expected each once and in alphabetical order"
        yield from unlikely_day("revised", self.revised)


def _unknown_language(key: str, language: str | None) -> Iterator[Mistake]:
    if language is not None and language not in _languages():
        yield key, expected('a language like "en" or "zh-TW"', language)


@cache
def _languages() -> frozenset[str]:
    """Every language there is a code for: the primary ones and those of their regions that have one of their own."""
    return frozenset(code for code in map(language_code, range(0x2000)) if code)
