"""Listing: from the records of all articles to the kernels they list, each build once.

Which builds there are is learnt here and written down, so that whoever asks
what a kernel is need not read a record. A row that leaves its branch, its
platform, its day or its size open lists no build that could be told from others.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from ntfp.facts.build import KERNEL_NAMES, Branch, ListedKernel
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.version import FileVersion
from ntfp.judging.history import platform_of, rows_by_branch

# Articles print the time of one build one to eight hours apart. Two builds of one size were never that near.
_ONE_BUILD = dt.timedelta(hours=12)
_BRANCHES, _PLATFORMS, _FILES = tuple(Branch), tuple(Platform), tuple(KERNEL_NAMES)


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


def listed_kernels(signatures: Iterable[Signature]) -> tuple[ListedKernel, ...]:
    """Every build of a kernel that articles list: by branch, platform and file, each in the order of time."""
    rows = [
        kernel
        for signature in signatures
        for table, row, branch in rows_by_branch(signature)
        if row.file in KERNEL_NAMES and (kernel := _listed(signature, table, row, branch))
    ]
    builds: list[ListedKernel] = []
    for row in sorted(rows, key=_order):
        known = next((number for number, build in enumerate(builds) if same_build(build, row)), None)
        if known is None:
            builds.append(row)
        else:
            builds[known] = _together(builds[known], row)
    return tuple(sorted(builds, key=_order))


def _listed(signature: Signature, table: Table, row: Row, branch: Branch) -> ListedKernel | None:
    """The kernel of one row, if the row says surely which it is. Localised ones have sizes of their own."""
    platform = platform_of(signature, row)
    if platform is None or row.size is None or row.date is None or row.date_doubt:
        return None
    if signature.doubts_row(table, row) or table.language not in (None, "en"):
        return None
    return ListedKernel(
        file=row.file,
        branch=branch,
        platform=platform,
        size=row.size,
        date=row.date,
        time=row.time,
        articles=(signature.kb,),
        version=row.version,
        utc=table.utc,
        corrected=bool(row.mended),
    )


def _order(kernel: ListedKernel) -> tuple[object, ...]:
    places = _BRANCHES.index(kernel.branch), _PLATFORMS.index(kernel.platform), _FILES.index(kernel.file)
    return *places, kernel.moments, kernel.size, str(kernel.version), _number(kernel.articles[0])


def _number(article: str) -> int:
    return int(article[1:])


def _together(build: ListedKernel, row: ListedKernel) -> ListedKernel:
    """Of two times the earlier one: clocks are behind in Redmond, where it was built."""
    return replace(
        build,
        time=build.time or row.time,
        version=build.version or row.version,
        corrected=build.corrected and row.corrected,
        articles=tuple(sorted({*build.articles, *row.articles}, key=_number)),
    )
