"""Layout: where in a lane everything stands, before anything is drawn.

From top to bottom: the names of releases, builds for one processor above the
base line and for several below it, the years where a lane has an axis of its own,
what is said of marked systems. A lane does not know what is above or below it.
"""

import datetime as dt
from collections.abc import Sequence

import msgspec

from ntfp.facts.lookup import Appearance
from ntfp.facts.timeline import Lane
from ntfp.facts.verdict import Finding, Judged
from ntfp.reports.drawing.dodging import flown, heights
from ntfp.reports.drawing.events import Event, events_of
from ntfp.reports.drawing.labels import Label, labels_of, lines_in
from ntfp.reports.drawing.lettering import folded, shortened, width_of
from ntfp.reports.drawing.marks import Style, by_article, marks_in, style_of
from ntfp.reports.drawing.scale import LEAST, Scale
from ntfp.reports.drawing.shape import FLAG, Shape
from ntfp.reports.drawing.words import counted, event_in_lines
from ntfp.reports.text import visible

_FARTHEST = dt.timedelta(days=3 * 365)  # a mark that far from every known kernel still stretches the axis
_LONGEST_NAME = 24  # in letters: a label can be of any length
_LEAST = 12.0  # of room above and below a base line
OVER = 2.0  # a kernel's line goes that far over the highest dot


class Dot(msgspec.Struct, frozen=True):
    """A build: its middle, from the base line down, and its radius."""

    x: float
    y: float
    radius: float


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its dots, the style of its fix, and what is said of it."""

    event: Event
    dots: tuple[Dot, ...]
    style: Style
    lines: tuple[str, ...]


class Flag(msgspec.Struct, frozen=True):
    """The name of a release on its pole, which ends that far above the base line."""

    x: float
    y: float
    name: str


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """A lane with all its parts; `above` and `below` are what it takes up beside its base line."""

    lane: Lane
    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    scale: Scale
    years: tuple[tuple[int, float], ...]
    events: tuple[Placed, ...]
    flags: tuple[Flag, ...]
    labels: tuple[Label, ...]
    crown: float  # how far above the base line the highest dot reaches
    root: float  # and how far below it the lowest
    above: float
    below: float


def laid_out(lane: Lane, marked: Sequence[Judged], scale: Scale, shape: Shape) -> Laid:
    """Everything in its place."""
    events, marks = events_of(lane), marks_in(lane, marked)
    names = [event for event in events if event.name]
    placed = _placed(events, [system for mark in marks for system in mark.systems], scale, shape)
    dots = [dot for event in placed for dot in event.dots]
    crown = max([_LEAST, *(dot.radius - dot.y for dot in dots)])
    root = max([_LEAST, *(dot.radius + dot.y for dot in dots)])
    poles = [(scale.at(event.day), FLAG + _width(event, shape)) for event in names]
    below = root if shape.shared else root + shape.line
    labels = labels_of(marks, scale, below + 4, shape)
    posts = [(label.x, crown + OVER) for label in labels if label.x is not None]
    raised = flown(poles, [(dot.x, -dot.y, dot.radius) for dot in dots if dot.y < 0], shape.line, posts)
    flags = [Flag(x, -height, _name(event, shape)) for (x, _), event, height in zip(poles, names, raised, strict=True)]
    above = max([crown, *(shape.line - flag.y for flag in flags)])
    below = max([below, *(label.y + shape.line * lines_in(label) for label in labels)])
    room = shape.left - 2 * shape.margin if shape.shared else shape.width - 2 * shape.margin
    return Laid(
        lane=lane,
        title=tuple(folded(visible(lane.title), shape.text + 1, room, bold=True)),
        subtitle=_subtitle(lane, shape, room),
        scale=scale,
        years=() if shape.shared else tuple(scale.years(width_of("0000", shape.text) + 6)),
        events=placed,
        flags=tuple(flags),
        labels=tuple(labels),
        crown=crown,
        root=root,
        above=above,
        below=below,
    )


def hangs_of(lane: Lane, shape: Shape) -> list[tuple[dt.date, float]]:
    """The days of its releases, and how much room their names take to the right."""
    return [(event.day, FLAG + _width(event, shape)) for event in events_of(lane) if event.name]


def days_of(lane: Lane, marked: Sequence[Judged]) -> list[dt.date]:
    """The days its axis has to hold: of its builds, and of the marks that are not too far from them."""
    days = [build.date for build in lane.builds if build.date]
    asked = [day for mark in marks_in(lane, marked) for day in (mark.day, mark.after, mark.before) if day]
    if not days:
        return asked
    first, last = min(days), max(days)
    return days + [day for day in asked if first - day <= _FARTHEST and day - last <= _FARTHEST]


def _placed(events: list[Event], systems: list[Judged], scale: Scale, shape: Shape) -> tuple[Placed, ...]:
    """Releases next to the line, fixes around them; builds for several processors hang below it."""
    builds = [(number, build) for number, event in enumerate(events) for build in event.builds]
    builds.sort(key=lambda one: not events[one[0]].name)  # a stable order: the rest stays in that of time
    dots: dict[int, list[Dot]] = {}
    for down in (False, True):
        side = [(number, build) for number, build in builds if _is_below(build) is down]
        spots = [
            (scale.at(build.date or events[number].day), shape.release if events[number].name else shape.hotfix)
            for number, build in side
        ]
        for (number, _), (x, radius), height in zip(side, spots, heights(spots), strict=True):
            dots.setdefault(number, []).append(Dot(x, height if down else -height, radius))
    findings = by_article(systems)

    def about(event: Event) -> list[tuple[Judged, Finding]]:
        return [found for kb in event.articles for found in findings.get(kb, ())]

    return tuple(
        Placed(
            event=event,
            dots=tuple(dots[number]),
            style=style_of(about(event)) if systems and event.articles else Style.PLAIN,
            lines=tuple(map(visible, event_in_lines(event, about(event)))),
        )
        for number, event in enumerate(events)
    )


def _subtitle(lane: Lane, shape: Shape, room: float) -> tuple[str, ...]:
    """Its platform and how much is known of it, on one line where both fit."""
    parts = (str(lane.platform or "platform not said"), counted(lane))
    together = " · ".join(parts)
    return (together,) if width_of(together, shape.text) <= room else parts


def _is_below(build: Appearance) -> bool:
    return build.flavour is not None and build.flavour.multiprocessor


def _width(event: Event, shape: Shape) -> float:
    return width_of(_name(event, shape), shape.text, bold=True)


def _name(event: Event, shape: Shape) -> str:
    """As much of it as leaves its day a place on the axis."""
    name = shortened(visible(event.name or ""), _LONGEST_NAME)
    room = (1 - LEAST) * (shape.width - shape.margin - shape.left) - FLAG
    fitting = (shortened(name, most) for most in range(len(name), 2, -1))
    return next((words for words in fitting if width_of(words, shape.text, bold=True) <= room), "…")
