"""Merging: lines of articles that are of one build become one, with all articles that list it.

Another article may print the same build hours apart, or without its time or its
version. What a line says of a build besides, and which lines say enough to be
told apart at all, is left to who merges them.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from msgspec.structs import replace

from ntfp.facts.build import Branch, ListedKernel
from ntfp.facts.lookup import Appearance
from ntfp.facts.platform import Platform
from ntfp.facts.signature import number_of
from ntfp.facts.version import FileVersion

# Articles print the time of one build one to eight hours apart. Two builds of one size were never that near.
_ONE_BUILD = dt.timedelta(hours=12)
_BRANCHES: tuple[Branch | None, ...] = (*Branch, None)
_PLATFORMS: tuple[Platform | None, ...] = (*Platform, None)

_B = TypeVar("_B", ListedKernel, Appearance)


class Printed(Protocol):
    """What two lines of articles have to agree in to be of one build."""

    @property
    def file(self) -> str: ...
    @property
    def branch(self) -> Branch | None: ...
    @property
    def platform(self) -> Platform | None: ...
    @property
    def size(self) -> int | None: ...
    @property
    def date(self) -> dt.date | None: ...
    @property
    def time(self) -> dt.time | None: ...
    @property
    def utc(self) -> bool: ...
    @property
    def version(self) -> FileVersion | None: ...


def same_build(one: Printed, other: Printed) -> bool:
    """Are they the same build, which another article prints hours apart, or without its time or version?"""
    if any(getattr(one, key) != getattr(other, key) for key in ("branch", "platform", "file", "size", "utc")):
        return False
    if None not in (one.version, other.version) and one.version != other.version:
        return False
    if one.date is None or other.date is None:
        return False
    if one.time is None or other.time is None:
        return one.date == other.date
    moments = dt.datetime.combine(one.date, one.time), dt.datetime.combine(other.date, other.time)
    return abs(moments[0] - moments[1]) < _ONE_BUILD


def merged(
    lines: Iterable[_B],
    *,
    order: Callable[[_B], Any],
    is_one: Callable[[_B, _B], bool],
    together: Callable[[_B, _B], _B],
) -> list[_B]:
    """Each build once, in the order of its first line; so the same lines are the same builds however they come in."""
    builds: list[_B] = []
    for line in sorted(lines, key=order):
        known = next((number for number, build in enumerate(builds) if is_one(build, line)), None)
        if known is None:
            builds.append(line)
        else:
            builds[known] = together(builds[known], line)
    return builds


def with_line(build: _B, line: _B, **besides: object) -> _B:
    """The build with what a later line has of its own, and with what it says besides.

    Of two times it keeps its own, the earlier: clocks are behind in Redmond, where it was built.
    """
    return replace(
        build,
        time=build.time or line.time,
        version=build.version or line.version,
        articles=tuple(sorted({*build.articles, *line.articles}, key=number_of)),
        **besides,
    )


def place_of_system(branch: Branch | None, platform: Platform | None) -> tuple[int, int]:
    """Where a branch and a platform stand among all of them; what is not said comes last."""
    return _BRANCHES.index(branch), _PLATFORMS.index(platform)
