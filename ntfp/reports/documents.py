"""The document of a scan: how a `Report` stands in JSON, key by key, as types.

What is already as JSON has it (a finding, its evidence, a roll-up) stands as it
is; what has another form there (a version, a build, a skipped file) has a type
of its own here. From these types the published schema is made, so a key that is
renamed in the facts shows as a change of it.

Nothing is turned into anything here: `ntfp.reports.converting` does that, and
`ntfp.reports.scan_json` writes the document and reads it.
"""

import datetime as dt
from typing import Annotated, Literal

import msgspec

from ntfp.facts.build import Branch, Flavour, Ground, Scale
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Remark
from ntfp.facts.report import SkipKind
from ntfp.facts.system import Claims
from ntfp.facts.verdict import Aside, Damaged, Finding, Rollup

SCHEMA: Literal[1] = 1
_WORD = "(?:[0-9]{1,4}|[1-5][0-9]{4}|6(?:[0-4][0-9]{3}|5(?:[0-4][0-9]{2}|5(?:[0-2][0-9]|3[0-5]))))"
Dotted = Annotated[  # the end is said as every dialect of patterns knows it
    str, msgspec.Meta(pattern=rf"^{_WORD}(?:\.{_WORD}){{3}}(?![\s\S])", description="four dotted 16-bit numbers")
]


class KnownDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded build of one file."""

    file: str
    title: str = ""
    branch: Branch
    platform: Platform
    packs: tuple[str, ...] = ()
    label: str | None = None
    version: Dotted | None = None
    flavour: Flavour | None = None
    link_time: dt.datetime | None = None
    printed: dt.date | None = None
    size: int | None = None
    source: str


class ListedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A kernel as articles list it."""

    articles: tuple[str, ...]
    file: str
    branch: Branch
    platform: Platform
    version: Dotted | None = None
    date: dt.date
    time: dt.time | None = None
    utc: bool = False
    size: int
    corrected: bool = False


class BuildDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Which NT a kernel is of, and by what evidence."""

    kernel: bool
    branch: Branch
    branch_title: str | None = None
    version: Dotted | None = None
    platform: Platform | None = None
    flavour: Flavour | None = None
    checked: bool | None = None
    language: str | None = None
    foreign: str | None = None
    packs: tuple[str, ...] = ()
    release: KnownDocument | None = None
    after: KnownDocument | None = None
    before: KnownDocument | None = None
    scale: Scale | None = None
    listed: ListedDocument | None = None
    listed_after: ListedDocument | None = None
    listed_before: ListedDocument | None = None
    evidence: tuple[Ground, ...] = ()
    remarks: tuple[Remark, ...] = ()


class SummaryDocument(msgspec.Struct, frozen=True, kw_only=True):
    """How a system stands: of `asked` articles so many are `applicable`, and of those so many could be `decided`."""

    fixed: int
    unfixed: int
    unknown: int
    not_applicable: int = msgspec.field(name="not-applicable")
    asked: int = 0
    applicable: int = 0
    decided: int = 0
    with_hives: int = 0
    unheard_of: bool = False


class CountsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """How often each verdict was given, in all systems together."""

    fixed: int
    unfixed: int
    unknown: int
    not_applicable: int = msgspec.field(name="not-applicable")


class HeadDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A system without what was found about its articles."""

    root: str
    kernel: str
    hal: str | None = None
    build: BuildDocument
    linked: dt.datetime | None = None
    registry: Claims | None = None
    rollups: tuple[Rollup, ...] = ()
    summary: SummaryDocument
    aside: tuple[Aside, ...] = ()
    remarks: tuple[str, ...] = ()
    damaged: tuple[Damaged, ...] = ()


class SystemDocument(HeadDocument, frozen=True, kw_only=True):
    """One system: where it is, which NT it is, what was found about every article."""

    findings: tuple[Finding, ...]
    disagreements: tuple[Finding, ...] = ()


class SkippedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A path that gave no facts, and why."""

    path: str
    problem: str
    offset: int | None = None
    reason: SkipKind


class BasisDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A data set that was gone by: where it is from, the hash of all it says, how many records it has."""

    place: str
    sha256: str
    records: int
    ships: bool = False


class ScanDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A scan: its systems, what could not be read, which data it went by."""

    schema: Literal[1]
    kind: Literal["scan"]
    systems: tuple[SystemDocument, ...]
    skipped: tuple[SkippedDocument, ...] = ()
    data: tuple[BasisDocument, ...] = ()
    summary: CountsDocument
