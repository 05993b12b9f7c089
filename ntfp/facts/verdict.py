"""Verdicts: is this fix in these files, and how does one know?

A verdict comes with one word for its reason, stable for programs, and with
every piece of evidence it rests on: what was wanted, what was found, which step
of the ladder spoke, and the article and line that lead back to the print.
"""

from enum import StrEnum

import msgspec

from ntfp.facts.build import Build, Confidence
from ntfp.facts.report import Skipped


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


class Damaged(msgspec.Struct, frozen=True):
    """A file that could be read and cannot be believed, and why."""

    path: str
    because: str


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One system: where it is, which NT it is, what was found about every article."""

    root: str
    kernel: str  # the path of its kernel
    build: Build
    findings: tuple[Finding, ...]
    damaged: tuple[Damaged, ...] = ()  # of its files, the kernel among them
    disagreements: tuple[Finding, ...] = ()  # where registry and files tell two stories; `findings` follow the files

    @property
    def unheard_of(self) -> bool:
        """Is no article about this Windows? Then nothing unfixed means nothing."""
        return bool(self.findings) and all(finding.reason is Reason.BRANCH for finding in self.findings)


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

    @property
    def counts(self) -> dict[Verdict, int]:
        """How often each verdict was given, the four in their order."""
        findings = [finding.verdict for system in self.systems for finding in system.findings]
        return {verdict: findings.count(verdict) for verdict in Verdict}
