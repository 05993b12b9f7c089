"""Marks: the systems of a report in the lanes of the known kernels.

Where a kernel stands is its link time; between which known kernels, what was
found out about its build; how an article stands there, the findings. All of it is
looked up: nothing about a system is decided here.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from ntfp.facts.build import Branch, Build, KnownBuild, ListedKernel
from ntfp.facts.platform import Platform
from ntfp.facts.timeline import Lane
from ntfp.facts.verdict import Finding, Judged, Verdict
from ntfp.reports.builds import listed, place

_BRANCHES = tuple(Branch)
_PLATFORMS: tuple[Platform | None, ...] = (*Platform, None)


class Style(StrEnum):
    """How a dot is drawn: as one verdict, as several, or without any."""

    FIXED = "fixed"
    UNFIXED = "unfixed"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    DIFFER = "differ"
    SILENT = "silent"  # of a fix about which nothing was found
    PLAIN = "plain"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One place in time, and the systems whose kernels are there. `None`: not known, or nothing on that side."""

    systems: tuple[Judged, ...]
    day: dt.date | None
    after: dt.date | None
    before: dt.date | None

    @property
    def known(self) -> bool:
        """Is there anything to draw?"""
        return any((self.day, self.after, self.before))

    @property
    def begins(self) -> dt.date:
        """Its first day; of what has none, the first of all."""
        return self.day or self.after or self.before or dt.date.min


def with_lanes_for(lanes: Sequence[Lane], marked: Iterable[Judged]) -> tuple[Lane, ...]:
    """The lanes, and in its place an empty one for each branch and platform of which no kernel is known."""
    found = {(lane.branch, lane.platform) for lane in lanes}
    more: dict[tuple[Branch, Platform | None], Lane] = {}
    for system in marked:
        build = system.build
        key = build.branch, build.platform
        if key not in found:
            more.setdefault(key, Lane(branch=key[0], title=_title(build), platform=key[1], builds=()))
    return tuple(sorted((*lanes, *more.values()), key=_place)) if more else tuple(lanes)


def _place(lane: Lane) -> tuple[int, int]:
    """Branches and platforms in their order; a platform that is not said comes last."""
    return _BRANCHES.index(lane.branch), _PLATFORMS.index(lane.platform)


def marks_in(lane: Lane, marked: Iterable[Judged]) -> list[Mark]:
    """Those whose kernels are of its branch and platform, by their places in time."""
    places: dict[tuple[object, ...], list[Judged]] = {}
    for system in marked:
        build = system.build
        if (build.branch, build.platform) == (lane.branch, lane.platform):
            # One mark says one thing: only those of which all that it says is true are together.
            key = _day_of(system), *bracket_of(build), place(build), listed(build)
            places.setdefault(key, []).append(system)
    marks = [_mark(tuple(systems)) for systems in places.values()]
    return sorted(marks, key=lambda mark: mark.begins)


def _mark(systems: tuple[Judged, ...]) -> Mark:
    after, before = bracket_of(systems[0].build)
    return Mark(systems=systems, day=_day_of(systems[0]), after=after, before=before)


def _day_of(system: Judged) -> dt.date | None:
    return system.linked.date() if system.linked else None


def bracket_of(build: Build) -> tuple[dt.date | None, dt.date | None]:
    """The days of the nearest known kernels before and after it; none where it is one of them."""
    if build.release or build.listed:
        return None, None
    after = max(filter(None, (_day(build.after), _listed(build.listed_after))), default=None)
    before = min(filter(None, (_day(build.before), _listed(build.listed_before))), default=None)
    if after and before and before < after:  # of one day, by clocks of two zones
        after, before = before, after
    return after, before


def by_article(systems: Iterable[Judged]) -> dict[str, list[tuple[Judged, Finding]]]:
    """What the report says about each article, system by system."""
    found: dict[str, list[tuple[Judged, Finding]]] = {}
    for system in systems:
        for finding in system.findings:
            found.setdefault(finding.kb, []).append((system, finding))
    return found


def style_of(findings: Sequence[tuple[Judged, Finding]]) -> Style:
    """As they all say; where they do not all say one thing, so much is drawn."""
    verdicts: set[Verdict] = {finding.verdict for _, finding in findings}
    if not verdicts:
        return Style.SILENT
    return Style(verdicts.pop().value) if len(verdicts) == 1 else Style.DIFFER


def _day(known: KnownBuild | None) -> dt.date | None:
    if known is None:
        return None
    return known.link.date() if known.link else known.printed


def _listed(kernel: ListedKernel | None) -> dt.date | None:
    return kernel.date if kernel else None


def _title(build: Build) -> str:
    if build.title:
        return build.title
    return "another Windows, or none" if build.branch is Branch.OTHER else str(build.branch)
