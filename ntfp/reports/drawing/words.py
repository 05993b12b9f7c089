"""Words of the picture: what is said of an event, of a lane, and of a system that is marked.

Numbers and names as they are on record; where they stand is not known here.
"""

from collections import Counter

from ntfp.facts.build import Build
from ntfp.facts.lookup import Appearance, Clock
from ntfp.facts.timeline import Lane
from ntfp.facts.verdict import Finding, Judged
from ntfp.reports.builds import articles_in_words, listed, place
from ntfp.reports.drawing.events import Event, day_of
from ntfp.reports.drawing.lettering import shortened
from ntfp.reports.drawing.marks import Mark
from ntfp.reports.words import reason_in_words, verdict_in_words

_CLOCKS = {
    Clock.LINK: "linked {} (UTC)",
    Clock.UTC: "dated {} (UTC)",
    Clock.LOCAL: "dated {} (local time, zone unsaid)",
    Clock.STAMP: "stamped {} (as all files of its pack)",
}
_NAMES = 3  # of systems at one place in time
_LONGEST_NAME = 44
_LONGEST = 140  # a line; what a record says can be of any length
_SYSTEMS = 3  # of which each is named with its verdict


def name_of(lane: Lane) -> str:
    return f"{lane.title}, {lane.platform or 'platform not said'}"


def lane_in_words(lane: Lane, events: list[Event]) -> str:
    """For who does not see it: whose kernels, how many, from when to when."""
    if not events:
        return f"{name_of(lane)}: no known kernel"
    first, last = events[0].day, max(day_of(build) for event in events for build in event.builds)
    return f"{name_of(lane)}: {counted(lane)}, {first} to {last}"


def counted(lane: Lane) -> str:
    """How many builds are drawn."""
    number = sum(build.date is not None for build in lane.builds)
    return f"{number:,} build{'s' * (number != 1)}" if number else "no known kernel"


def event_in_lines(event: Event, findings: list[tuple[Judged, Finding]]) -> list[str]:
    """Whose it is, what it mends, when it was, the numbers of its builds, and how it stands in the systems."""
    first = event.builds[0]
    release = event.name or ""
    if event.name and first.label and first.label not in event.name:
        release += f" ({first.label})"
    heading = ", ".join(filter(None, (release, articles_in_words(event.articles))))
    lines = [heading or ", ".join(first.sources) or "on record"]
    lines += [first.title] if first.title else []
    lines.append(_CLOCKS[first.clock].format(day_of(first)))
    versions = {build.version for build in event.builds}
    common = versions.pop() if len(versions) == 1 else None
    lines += [f"version {common}"] if common else []
    lines += [_build(build, event, common=common is not None) for build in event.builds]
    if first.date_doubt:
        lines.append(f"the day may be {first.date_doubt}: month or day first is not settled")
    return [shortened(line, _LONGEST) for line in (*lines, *_findings(findings, event))]


def mark_in_words(mark: Mark, *, outside: bool) -> tuple[str, str]:
    """Which systems, and where their kernel stands."""
    named = [shortened(system.root, _LONGEST_NAME) for system in mark.systems[:_NAMES]]
    others = len(mark.systems) - len(named)
    names = ", ".join(named) + (f" and {others:,} more" if others else "")
    said = [f"linked {mark.day}"] if mark.day else []
    said += ["outside of this picture"] if outside else []
    said += [shortened(words, _LONGEST) for words in _standing(mark.systems[0].build) if words]
    if not mark.known:
        said.insert(0, "when its kernel was linked is not known")
    return names, "; ".join(said)


def _standing(build: Build) -> tuple[str, str]:
    if build.listed and not build.release:
        return listed(build), ""
    return place(build), "" if build.release else listed(build)


def _build(build: Appearance, event: Event, *, common: bool) -> str:
    """One build of an event: what it has of its own."""
    kind = build.flavour.words if build.flavour else build.file
    said = [str(build.date)] if build.date != event.day else []
    said += [f"{build.time:%H:%M}"] if build.time else []
    said += [str(build.version)] if build.version and not common else []
    said += [f"{build.size:,} bytes"] if build.size is not None else []
    said += [f"{build.size_kb:g} KB"] if build.size is None and build.size_kb is not None else []
    said += [f"language {build.language}"] if build.language not in (None, "en") else []
    said += [build.variant] if build.variant else []
    return f"{kind}: {', '.join(said)}" if said else kind


def _findings(findings: list[tuple[Judged, Finding]], event: Event) -> list[str]:
    """How each article of the event stands in each system; of many systems, in how many it stands so."""
    roots = {system.root for system, _ in findings}
    if len(roots) > _SYSTEMS:
        stands = Counter(f"{_whose(finding, event)}{verdict_in_words(finding.verdict)}" for _, finding in findings)
        return [f"{words}: {number:,} system{'s' * (number != 1)}" for words, number in stands.items()]
    return [
        f"{shortened(system.root, _LONGEST_NAME)}: {_finding(finding, event)}"
        if len(roots) > 1
        else _finding(finding, event)
        for system, finding in findings
    ]


def _finding(finding: Finding, event: Event) -> str:
    return f"{_whose(finding, event)}{verdict_in_words(finding.verdict)}: {reason_in_words(finding)}"


def _whose(finding: Finding, event: Event) -> str:
    return f"{finding.kb} " if len(event.articles) > 1 else ""
