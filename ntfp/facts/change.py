"""Changes: what differs between two scans, one system and one article at a time.

A verdict that changed is one thing; the same verdict for another reason is
another, and is told apart. That something is in one scan only is a change, too:
what it was in the other, nobody knows.

Comparing is `ntfp.scanning.comparing`'s work.
"""

from enum import StrEnum

import msgspec

from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Damaged, Finding


class Pairing(StrEnum):
    """Why two systems are taken for the same one."""

    ROOT = "root"
    ONLY_ONE = "only-one"  # each scan has one system
    WINDOWS = "windows"  # in each scan the one that is left of this branch and platform


class Kind(StrEnum):
    """What changed about one article, what weighs most first."""

    VERDICT = "verdict"
    NEW = "new"  # in the new scan only
    GONE = "gone"  # in the old scan only
    REASON = "reason"  # the same verdict, for another reason or with another confidence
    EVIDENCE = "evidence"  # the same in all that, and other files or rows


class FindingChange(msgspec.Struct, frozen=True, kw_only=True):
    """What changed about one article, with both findings as they are."""

    kind: Kind
    kb: str
    title: str
    old: Finding | None = None
    new: Finding | None = None


class FactChange(msgspec.Struct, frozen=True):
    """What changed about a system itself: "kernel version", "hotfix key". `None`: there is none."""

    what: str
    old: str | None = None
    new: str | None = None


class SystemChange(msgspec.Struct, frozen=True, kw_only=True):
    """One system in both scans, and all that is not the same about it.

    A scan may list some of its verdicts only; how many are not listed is said, since they cannot be compared.
    """

    old_root: str
    new_root: str
    paired: Pairing
    facts: tuple[FactChange, ...] = ()
    findings: tuple[FindingChange, ...] = ()  # in the order of the articles
    same: int = 0  # findings that are the same in both
    old_unlisted: int = 0
    new_unlisted: int = 0
    new_damaged: tuple[Damaged, ...] = ()
    gone_damaged: tuple[Damaged, ...] = ()
    new_disagreements: tuple[Finding, ...] = ()
    gone_disagreements: tuple[Finding, ...] = ()

    @property
    def differs(self) -> bool:
        damaged = (*self.new_damaged, *self.gone_damaged)
        return bool(self.facts or self.findings or damaged or self.new_disagreements or self.gone_disagreements)

    def of(self, kind: Kind | str) -> tuple[FindingChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.findings if change.kind is Kind(kind))


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """All that differs between two scans. What was scanned is compared; `other_data` alone makes no difference."""

    old_basis: tuple[Basis, ...] = ()
    new_basis: tuple[Basis, ...] = ()
    systems: tuple[SystemChange, ...] = ()  # those in both scans
    new_systems: tuple[str, ...] = ()  # roots of systems without a partner
    gone_systems: tuple[str, ...] = ()
    new_skipped: tuple[Skipped, ...] = ()
    gone_skipped: tuple[Skipped, ...] = ()

    @property
    def other_data(self) -> bool:
        """Were other data gone by? Then verdicts may differ for that alone."""
        return [one.content for one in self.old_basis] != [one.content for one in self.new_basis]

    @property
    def differs(self) -> bool:
        alone = (*self.new_systems, *self.gone_systems, *self.new_skipped, *self.gone_skipped)
        return bool(alone) or any(system.differs for system in self.systems)
