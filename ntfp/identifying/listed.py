"""Whose kernel it is: the article that lists it, or those whose kernels were linked before and after it.

A table prints size, day and time, and seldom a version, so a kernel is a listed
one by its size and its link time together. Before and after are matters of time
alone: a later build need not hold what an earlier one fixed. Where a released
kernel lies between, the release is the nearer neighbour, and says more.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from ntfp.facts.build import Branch, Flavour, Known, KnownBuild, Line, ListedKernel
from ntfp.facts.file import FileFacts
from ntfp.identifying.contradictions import is_checked
from ntfp.identifying.saying import Saying

_DAY = timedelta(days=1)  # what a printed time leaves open beside its zone
_RELEASED_TOGETHER = timedelta(days=14)  # the kernels of one release, on all its platforms
_ENGLISH = (None, "en")  # tables are for English files; a file that names no language may be one


class Listed(msgspec.Struct, frozen=True):
    """What articles list of a kernel: itself, or its neighbours."""

    kernel: ListedKernel | None = None
    after: ListedKernel | None = None
    before: ListedKernel | None = None


def find_listed(
    facts: FileFacts, known: Known, branch: Branch, flavour: Flavour | None, language: str | None, saying: Saying
) -> Listed:
    """The kernel among the listed ones, which are free builds, of its branch, platform and flavour."""
    line, link = known.line(branch), facts.link_time
    if line is None or link is None or not line.linked_at(link) or is_checked(facts):
        return Listed()
    rows = [
        row
        for row in known.listed
        if row.branch is branch and row.platform is facts.platform and row.flavour is flavour
    ]
    near = [row for row in rows if row.moments[0] - _DAY <= link <= row.moments[1] + _DAY]
    same = [row for row in near if row.version in (None, facts.version)]
    if language in _ENGLISH:
        same = [row for row in same if row.size == facts.size]
    if len(same) == 1:
        return Listed(_identity(same[0], language, saying))
    if same:
        because = f"its link time is within a day of several listed kernels': {', '.join(row.title for row in same)}"
        saying.likely("listed", because)
    return _neighbours(facts, link, line, rows, known.kernels, saying)


def _identity(row: ListedKernel, language: str | None, saying: Saying) -> ListedKernel:
    whose = f"{row.title}'s kernel, dated {row.printed}"
    if language in _ENGLISH:
        saying.certain("listed", f"size and, within a day, link time are those of {whose}")
    else:
        saying.likely("listed", f"its link time is, within a day, that of {whose}; only English sizes are listed")
    return row


def _neighbours(
    facts: FileFacts,
    link: datetime,
    line: Line,
    rows: Iterable[ListedKernel],
    recorded: Iterable[KnownBuild],
    saying: Saying,
) -> Listed:
    """The last listed kernel before it and the first after it, unless a released one is nearer."""
    released = [(row.link, row.version) for row in recorded if row.branch is line.branch and row.packs and row.link]
    if any(version == facts.version and abs(moment - link) <= _RELEASED_TOGETHER for moment, version in released):
        return Listed()  # it has a pack's number: likely that pack's, on a platform nobody recorded
    last = max((moment for moment, _ in released if moment <= link), default=None)
    first = min((moment for moment, _ in released if moment > link), default=None)
    nearer = [
        row
        for row in rows
        if not row.corrected and not (last and row.moments[1] < last) and not (first and first < row.moments[0])
    ]
    passed = [row for row in nearer if row.moments[1] + _DAY < link and _number_allows(row, facts, line, later=True)]
    coming = [row for row in nearer if link < row.moments[0] - _DAY and _number_allows(row, facts, line, later=False)]
    after = max(passed, key=lambda row: row.moments, default=None)
    before = min(coming, key=lambda row: row.moments, default=None)
    linked = f"it was linked on {link:%Y-%m-%d}, more than a day"
    if after:
        saying.certain("listed_after", f"{linked} after {after.printed}, the time of {after.title}'s kernel")
    if before:
        saying.likely("listed_before", f"{linked} before {before.printed}, the time of {before.title}'s kernel")
    return Listed(after=after, before=before)


def _number_allows(row: ListedKernel, facts: FileFacts, line: Line, *, later: bool) -> bool:
    """Does the version, where both have one that orders builds, tell the same story as the time?"""
    if row.version is None or facts.version is None or not line.numbers_order:
        return True
    return facts.version > row.version if later else facts.version < row.version
