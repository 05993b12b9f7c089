"""Verdicts: is this fix in these files, and how does one know?

A verdict comes with one word for its reason, stable for programs, and with
every piece of evidence it rests on: what was wanted, what was found, which step
of the ladder spoke, and the article and line that lead back to the print.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Protocol

import msgspec
from msgspec.structs import replace

from ntfp.facts.build import Build, Confidence
from ntfp.facts.report import Skipped
from ntfp.facts.system import Claims

# What settles most that is unknown or likely: the words a finding says it in, by which they are counted.
HIVES = "the registry hives of the system (system32/config): they name the pack and its hotfixes"
SOUND_HIVES = "sound copies of the registry hives: those that are here do not say all"


class Verdict(StrEnum):
    """The four answers."""

    FIXED = "fixed"
    UNFIXED = "unfixed"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Step(StrEnum):
    """What a piece of evidence comes from: does it apply, the ladder of one file against one row, the packs."""

    APPLIES = "applies"
    RELEASE = "release"
    VERSION = "version"
    VERY_FILE = "very-file"
    CERTAINLY_LATER = "certainly-later"
    CERTAINLY_EARLIER = "certainly-earlier"
    LATER_LINK = "later-link"
    OTHER_BUILD = "other-build"
    EARLIER_LINK = "earlier-link"
    UNDECIDED = "undecided"
    PACK = "pack"  # what the registry says about the pack
    RANGE = "range"  # the packs the kernel can belong to
    REGISTRY = "registry"
    CONTENTS = "contents"  # what was found about the fixes a roll-up contains


class Reason(StrEnum):
    """Why a verdict is what it is, in one word. docs/verdicts.md says each at length."""

    # fixed or unfixed: the step of the ladder that spoke
    RELEASE = "release"
    VERSION = "version"
    VERY_FILE = "very-file"
    CERTAINLY_LATER = "certainly-later"
    CERTAINLY_EARLIER = "certainly-earlier"
    LATER_LINK = "later-link"
    OTHER_BUILD = "other-build"
    EARLIER_LINK = "earlier-link"
    PARTLY_INSTALLED = "partly-installed"
    PACK = "pack"
    PACK_TOO_OLD = "pack-too-old"
    CONTENTS = "contents"  # of a roll-up: one of them is not here
    INSTALLED = "installed"  # a hotfix key, an uninstall folder or a roll-up says so
    # not applicable
    BRANCH = "branch"
    PLATFORM = "platform"
    WINDOW = "window"
    LANGUAGE = "language"
    # unknown
    BRANCH_UNKNOWN = "branch-unknown"
    NO_ROW = "no-row"
    FILE_ABSENT = "file-absent"
    FILE_DAMAGED = "file-damaged"
    RELEASE_WITHOUT_CLAIM = "release-without-claim"
    SAME_VERSION = "same-version"
    SAME_SIZE_OTHER_DATE = "same-size-other-date"
    DATE_IN_DOUBT = "date-in-doubt"
    NO_COMMON_ATTRIBUTE = "no-common-attribute"
    UNRECORDED_RELEASE = "unrecorded-release"
    NUMBERS_CROSS = "numbers-cross"
    EVIDENCE_DISAGREES = "evidence-disagrees"
    OTHER_BRANCH = "other-branch"
    FLAVOUR_UNKNOWN = "flavour-unknown"
    VARIANT_UNKNOWN = "variant-unknown"
    PACK_RANGE = "pack-range"
    PACK_UNNUMBERED = "pack-unnumbered"
    NO_CLAIM = "no-claim"
    CLAIMS_DISAGREE = "claims-disagree"
    HOTFIX_ONLY = "hotfix-only"  # no pack carries it, and no file here can tell
    ROLLUP_UNLISTED = "rollup-unlisted"
    REGISTRY_DISAGREES = "registry-disagrees"


class Tried(msgspec.Struct, frozen=True):
    """A step that was asked and could not answer, and why."""

    step: Step
    because: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One thing held against another, and what came of it. `vote` is `None` where it does not speak."""

    step: Step
    because: str
    wanted: str | None = None
    found: str | None = None
    vote: Verdict | None = None
    confidence: Confidence | None = None
    path: str | None = None  # the file that was held against it
    kb: str
    line: int | None = None
    tried: tuple[Tried, ...] = ()  # the steps before it
    silent: Reason | None = None  # why a file that was held against a row does not speak

    @property
    def reason(self) -> Reason:
        """Of a file held against a row: the step that spoke, or why none did."""
        return self.silent or Reason(self.step.value)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one article for one system."""

    kb: str
    title: str
    verdict: Verdict
    reason: Reason
    confidence: Confidence | None = None  # none for an unknown
    evidence: tuple[Evidence, ...] = ()
    settle: str | None = None  # what would settle it, or make it certain
    own: str | None = None  # where the user's own record is from that was gone by
    carried_by: tuple[str, ...] = ()  # what else brings the fix, the first to come first: a pack ("SP6"), a roll-up

    @property
    def decisive(self) -> Evidence | None:
        """The first piece that says what the verdict says; where none does, the last one that was weighed."""
        votes = (piece for piece in self.evidence if piece.vote is self.verdict)
        return next(votes, self.evidence[-1] if self.evidence else None)


class Damaged(msgspec.Struct, frozen=True):
    """A file that could be read and cannot be believed, and why."""

    path: str
    because: str


class Aside(msgspec.Struct, frozen=True):
    """A folder of the system that is not the running system: named, and not judged."""

    path: str
    because: str


class Rollup(msgspec.Struct, frozen=True):
    """A roll-up that is said to be installed, and how many fixes it contains."""

    kb: str
    title: str
    fixes: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How a system stands: every verdict counted, and how many unknown ones a registry would settle."""

    fixed: int = 0
    unfixed: int = 0
    unknown: int = 0
    not_applicable: int = 0
    with_hives: int = 0  # of the unknown
    unheard_of: bool = False  # no article is about this Windows: then nothing unfixed means nothing

    @classmethod
    def counting(cls, findings: "Iterable[Finding]") -> "Summary":
        """Of all findings about one system."""
        found = tuple(findings)
        verdicts = [finding.verdict for finding in found]
        return cls(
            **{verdict.name.lower(): verdicts.count(verdict) for verdict in Verdict},
            with_hives=sum(
                finding.verdict is Verdict.UNKNOWN and finding.settle in (HIVES, SOUND_HIVES) for finding in found
            ),
            unheard_of=bool(found) and all(finding.reason is Reason.BRANCH for finding in found),
        )

    @property
    def decided(self) -> int:
        """How many of the fixes that apply could be told."""
        return self.fixed + self.unfixed

    @property
    def applicable(self) -> int:
        return self.decided + self.unknown

    @property
    def asked(self) -> int:
        return self.applicable + self.not_applicable

    def of(self, verdict: Verdict) -> int:
        """How often one verdict was given."""
        count: int = getattr(self, verdict.name.lower())
        return count


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One system: where it is, which NT it is, what was found about every article.

    `summary` counts all findings, also where `findings` are only some of them.
    """

    root: str
    kernel: str  # the path of its kernel
    hal: str | None = None  # the path of its HAL
    build: Build
    linked: dt.datetime | None = None  # when its kernel was, in UTC, where that can be believed
    claims: Claims | None = None  # `None`: no hive could be read, and no folder says anything
    rollups: tuple[Rollup, ...] = ()
    summary: Summary
    findings: tuple[Finding, ...]
    damaged: tuple[Damaged, ...] = ()  # of its files, the kernel among them
    disagreements: tuple[Finding, ...] = ()  # where registry and files tell two stories; `findings` follow the files
    aside: tuple[Aside, ...] = ()
    remarks: tuple[str, ...] = ()  # what is odd about where it lies and how it starts, in words

    def only(self, verdicts: Collection[Verdict]) -> "Judged":
        """The same with the findings of these verdicts alone; its summary counts all."""
        return replace(self, findings=tuple(one for one in self.findings if one.verdict in verdicts))

    def about(self, kbs: Collection[str]) -> "Judged":
        """The same of these articles alone: no others are listed or counted."""
        findings = tuple(one for one in self.findings if one.kb in kbs)
        # That a few articles are about another Windows does not say that none is about this one.
        summary = replace(Summary.counting(findings), unheard_of=False)
        disagreements = tuple(one for one in self.disagreements if one.kb in kbs)
        return replace(self, findings=findings, summary=summary, disagreements=disagreements)


class Basis(msgspec.Struct, frozen=True):
    """A data set that was gone by: where it is from, the hash of all it says, how many records it has."""

    label: str
    content: str
    records: int
    ships: bool  # it came with ntfp


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A scan: its systems, and what could not be read. What it goes by: the data set, then what was laid over it."""

    systems: tuple[Judged, ...]
    skipped: tuple[Skipped, ...] = ()
    basis: tuple[Basis, ...] = ()

    def only(self, verdicts: Iterable[Verdict | str]) -> "Report":
        """The same report with the findings of these verdicts alone; its summaries count all."""
        kept = frozenset(map(Verdict, verdicts))
        return replace(self, systems=tuple(system.only(kept) for system in self.systems))

    def about(self, kbs: Iterable[str]) -> "Report":
        """The same report of these articles alone: no others are listed or counted."""
        kept = frozenset(kbs)
        return replace(self, systems=tuple(system.about(kept) for system in self.systems))

    @property
    def counts(self) -> dict[Verdict, int]:
        """How often each verdict was given, the four in their order."""
        return counted(system.summary for system in self.systems)

    @property
    def unheard_of(self) -> bool:
        """Is one of its systems a Windows that no article is about?"""
        return any(system.summary.unheard_of for system in self.systems)


def counted(summaries: Iterable[Summary]) -> dict[Verdict, int]:
    """All verdicts of several systems together."""
    each = tuple(summaries)
    return {verdict: sum(summary.of(verdict) for summary in each) for verdict in Verdict}


class Reported(Protocol):
    """What can be shown: a report, or a scan while it goes on, whose rest is complete when its systems have come."""

    @property
    def systems(self) -> Iterable[Judged]: ...

    @property
    def skipped(self) -> Iterable[Skipped]: ...

    @property
    def basis(self) -> tuple[Basis, ...]: ...

    @property
    def counts(self) -> dict[Verdict, int]: ...

    @property
    def unheard_of(self) -> bool: ...
