"""Events: the builds of a lane that came on one occasion: a release, or a fix.

A kernel is built for one processor and for several on the same day; who reads
about one wants to know of the other. What is drawn is decided elsewhere.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from ntfp.facts.build import pack_title
from ntfp.facts.lookup import Appearance
from ntfp.facts.timeline import Lane

_TOGETHER = dt.timedelta(days=31)  # the builds of one release


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Builds of one release, or of one fix on one day; at least one."""

    day: dt.date
    builds: tuple[Appearance, ...]
    name: str | None = None  # a release's

    @property
    def articles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(kb for build in self.builds for kb in build.articles))


def events_of(lane: Lane) -> list[Event]:
    """In the order of time; a build without a day has no place in it."""
    groups: dict[tuple[object, ...], list[Appearance]] = {}
    for build in lane.builds:
        if build.date is not None:
            release = build.packs, build.label
            fix = build.date, build.articles, None if build.articles else (build.version, build.sources)
            groups.setdefault(release if build.packs else fix, []).append(build)
    found = [part for group in groups.values() for part in _apart(group)]
    names = _names(found)
    return sorted(
        (
            Event(day=day_of(part[0]), builds=tuple(part), name=name)
            for part, name in zip(found, names, strict=True)
        ),
        key=lambda event: (event.day, not event.name),
    )  # fmt: skip


def _apart(group: list[Appearance]) -> Iterator[list[Appearance]]:
    """The same, by occasions: what bears one name and is a long time apart came on several."""
    ordered = sorted(group, key=day_of)
    cuts = [n for n, (one, other) in enumerate(pairwise(ordered), 1) if day_of(other) - day_of(one) > _TOGETHER]
    for start, end in pairwise([0, *cuts, len(ordered)]):
        yield ordered[start:end]


def _names(groups: Sequence[Sequence[Appearance]]) -> list[str | None]:
    """What people call each release; with its label where another of the lane is called so, too."""
    plain = [_packs(group) for group in groups]
    return [
        f"{name}, {group[0].label}" if name and group[0].label and plain.count(name) > 1 else name
        for name, group in zip(plain, groups, strict=True)
    ]


def _packs(group: Iterable[Appearance]) -> str | None:
    return "/".join(map(pack_title, next(iter(group)).packs)) or None


def day_of(build: Appearance) -> dt.date:
    """Its day; what has none is in no lane."""
    assert build.date is not None
    return build.date
