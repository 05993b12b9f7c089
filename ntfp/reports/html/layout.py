"""Layout: what stands together on the page, and in which order.

Findings are put into groups and counted; none is changed, and nothing is
concluded from any of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from ntfp.facts.report import SkipKind, Skipped
from ntfp.facts.verdict import Basis, Finding, Judged, Verdict
from ntfp.reports.scan_findings import COLORS
from ntfp.reports.standing import gone_by

_MOST_NAMED = 12  # in one look; more are folded away
_LINE = 1000  # units of the line that shows how much of all each verdict is


class Group(msgspec.Struct, frozen=True):
    """The findings of one verdict that are listed, and how many of it there are at all."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    count: int

    @property
    def open(self) -> bool:
        """What needs attention is unfolded."""
        return self.verdict in (Verdict.UNFIXED, Verdict.UNKNOWN)


class Alike(msgspec.Struct, frozen=True):
    """Findings with something in common, and what it is."""

    label: str
    note: str
    findings: tuple[Finding, ...]


def groups(system: Judged) -> list[Group]:
    """The four verdicts, the worst first; one that was not given has no group."""
    found = [
        Group(verdict, tuple(one for one in system.findings if one.verdict is verdict), system.summary.of(verdict))
        for verdict in COLORS
    ]
    return [group for group in found if group.count]


def carriers(group: Group, system: Judged) -> list[Alike]:
    """What brings the fixes that are missing: each pack and roll-up with all that it brings, packs first."""
    if group.verdict is not Verdict.UNFIXED:
        return []
    by_way: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in group.findings:
        for way in finding.carried_by:
            by_way[way].append(finding)
    titles = {finding.kb: finding.title for finding in system.findings}
    # A roll-up is an article, its title is on record; a pack is none.
    ways = sorted(by_way, key=lambda way: (way in titles, len(way), way))
    found = [Alike(way, titles.get(way, ""), tuple(by_way[way])) for way in ways]
    alone = tuple(finding for finding in group.findings if not finding.carried_by)
    return [*found, Alike("", "", alone)] if found and alone else found


def settlers(group: Group) -> list[Alike]:
    """What would settle those that are unknown, the most first."""
    if group.verdict is not Verdict.UNKNOWN:
        return []
    by_settle: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in group.findings:
        by_settle[finding.settle or ""].append(finding)
    return [
        Alike(settle, "", tuple(found)) for settle, found in sorted(by_settle.items(), key=lambda item: -len(item[1]))
    ]


def shares(system: Judged) -> list[tuple[Verdict, float, float]]:
    """Of all that apply: where on a line each verdict begins, and how long it is."""
    found, start = [], 0.0
    for verdict in (Verdict.UNFIXED, Verdict.UNKNOWN, Verdict.FIXED):
        length = _LINE * system.summary.of(verdict) / max(1, system.summary.applicable)
        if length:
            found.append((verdict, round(start, 1), round(length, 1)))
        start += length
    return found


def verdicts() -> tuple[Verdict, ...]:
    """The worst first."""
    return tuple(COLORS)


def notes(system: Judged, basis: tuple[Basis, ...]) -> list[str]:
    return list(gone_by(system, basis))


def damaged(system: Judged) -> list[str]:
    """Files that could be read and not believed. What is odd about the kernel is said with its remarks."""
    return [f"{file.path}: {file.because}" for file in system.damaged if file.path != system.kernel]


def folded(things: Sequence[object]) -> bool:
    """Are these too many for one look?"""
    return len(things) > _MOST_NAMED


def worst_skipped_first(skipped: Iterable[Skipped]) -> list[Skipped]:
    """What is simply of another format is nobody's concern, and comes last."""
    return sorted(skipped, key=lambda one: (one.kind is SkipKind.OTHER_FORMAT, one.path))


__all__ = ["carriers", "damaged", "folded", "groups", "notes", "settlers", "shares", "verdicts"]
