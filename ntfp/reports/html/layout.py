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
from ntfp.reports.standing import below, gone_by

_MOST_NAMED = 12  # in one look; more are folded away
_MOST_ON_TOP = 3  # of what was not read; of more the number is said
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
    running: int = 0  # of a pack: how many with those of the packs before it; it has them all


class Unread(msgspec.Struct, frozen=True):
    """What gave nothing to judge, by what is the matter: how many of what it is, said of one and of several."""

    one: str
    many: str
    paths: tuple[Skipped, ...]

    @property
    def few(self) -> bool:
        """Can each be named where nobody looked for it?"""
        return len(self.paths) <= _MOST_ON_TOP


def groups(system: Judged) -> list[Group]:
    """The four verdicts, the worst first; one that was not given has no group."""
    found = [
        Group(verdict, tuple(one for one in system.findings if one.verdict is verdict), system.summary.of(verdict))
        for verdict in COLORS
    ]
    return [group for group in found if group.count]


def carriers(group: Group, system: Judged) -> list[Alike]:
    """What brings the fixes that are missing, each fix once, at what comes first of all that bring it.

    Packs stand in their order, with a running total; then roll-ups; then the fixes that nothing else brings.
    """
    if group.verdict is not Verdict.UNFIXED:
        return []
    by_way: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in group.findings:
        by_way[finding.carried_by[0] if finding.carried_by else ""].append(finding)
    alone = by_way.pop("", [])
    titles = {finding.kb: finding.title for finding in system.findings}  # a roll-up is an article; a pack is none
    found: list[Alike] = []
    running = 0
    for way in sorted(by_way, key=lambda way: (_is_article(way), len(way), way)):
        fixes = tuple(by_way[way])
        running += len(fixes)
        found.append(Alike(way, titles.get(way, ""), fixes, 0 if _is_article(way) else running))
    return [*found, Alike("", "", tuple(alone))] if found and alone else found


def last_pack(kinds: Sequence[Alike]) -> Alike | None:
    """The pack that has all the others in it, where there are others."""
    packs = [kind for kind in kinds if kind.running]
    return packs[-1] if len(packs) > 1 else None


def _is_article(way: str) -> bool:
    return way[:1] == "Q" and way[1:].isdigit()


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


def unread(skipped: Iterable[Skipped]) -> list[Unread]:
    """Places that were named, and hold no system; and what somebody had better look at: it could not be read."""
    every = worst_skipped_first(skipped)
    nowhere = tuple(one for one in every if one.kind is SkipKind.NO_SYSTEM)
    others = tuple(one for one in every if one.kind is not SkipKind.NO_SYSTEM)
    found = [
        Unread("file or folder could not be read", "files or folders could not be read", others),
        Unread("place you named has no NT", "places you named have no NT", nowhere),
    ]
    return [one for one in found if one.paths]


def unread_in(system: Judged, skipped: Iterable[Skipped]) -> list[Skipped]:
    """Those that lie in its folder."""
    return [one for one in skipped if one.kind is not SkipKind.NO_SYSTEM and _is_below(one.path, system.root)]


def odd(system: Judged) -> list[str]:
    """All that is to be remarked about it, whoever remarked it."""
    claims = system.claims
    return [*map(str, system.build.remarks), *(claims.remarks if claims else ()), *damaged(system), *system.remarks]


def _is_below(path: str, root: str) -> bool:
    return bool(root) and path.startswith(root) and below(path, root) != path and path[len(root.rstrip("/\\"))] in "/\\"


def folded(things: Sequence[object]) -> bool:
    """Are these too many for one look?"""
    return len(things) > _MOST_NAMED


def worst_skipped_first(skipped: Iterable[Skipped]) -> list[Skipped]:
    """What is simply of another format is nobody's concern, and comes last."""
    return sorted(skipped, key=lambda one: (one.kind is SkipKind.OTHER_FORMAT, one.path))


__all__ = [
    "carriers",
    "folded",
    "groups",
    "last_pack",
    "notes",
    "odd",
    "settlers",
    "shares",
    "unread",
    "unread_in",
    "verdicts",
]
