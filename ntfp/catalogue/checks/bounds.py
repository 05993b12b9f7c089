"""Bounds: the versions and moments beyond which a file is certainly older, or later, than the rows of a fix.

They are those of the judge's ladder, where it compares a version or a link time;
what it asks besides narrows them.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ntfp.catalogue.checks.stands import Stand
from ntfp.facts.build import TSE_BIT, Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Table
from ntfp.facts.version import FileVersion
from ntfp.judging.history import Sighting, platform_of
from ntfp.judging.printed import days

if TYPE_CHECKING:
    from ntfp.catalogue.checks.own import OwnFiles

Rows = tuple[tuple[Table, Row], ...]
Range = tuple[FileVersion, FileVersion]

DAY = timedelta(days=1)
_CLEARLY_EARLIER = timedelta(days=3)
_BEHIND_UTC = timedelta(hours=8)
_LAST_NUMBER = 0xFFFF
# What files of Windows are numbered by, up to XP. Common controls, and what came with browsers, are beyond or between.
_WINDOWS = ((3, 10), (3, 50), (3, 51), (4, 0), (5, 0), (5, 1))
_AFTER_WINDOWS = FileVersion(5, 2, 0, 0)


class Bounds:
    """Those of one article on one branch and platform."""

    def __init__(self, stand: Stand, platform: Platform) -> None:
        self._stand, self._platform = stand, platform
        lived = stand.line.lived
        self.first_link = datetime.combine(lived[0], time(), UTC)
        self.last_link = datetime.combine(lived[1], time(), UTC)

    def of_platform(self, row: Row, *, or_none: bool = False) -> bool:
        """Is it a row of this platform? One that names none lists sizes of i386 files."""
        platform = platform_of(self._stand.signature, row)
        return platform is self._platform or (or_none and platform is None and self._platform is Platform.I386)

    def after(self, version: FileVersion) -> FileVersion:
        """The next number."""
        if version.revision < _LAST_NUMBER:
            return FileVersion(version.major, version.minor, version.build, version.revision + 1)
        return FileVersion(version.major, version.minor, version.build + 1, 0)

    def of_branch(self, version: FileVersion, *, upwards: bool) -> Range:
        """From there to the last number of that product, or from its first to there; the other 4.0 left out."""
        low, high = FileVersion(version.major, version.minor, 0, 0), FileVersion(version.major, version.minor + 1, 0, 0)
        if (version.major, version.minor, version.build) == (4, 0, 1381):
            divide = FileVersion(4, 0, 1381, TSE_BIT)
            low, high = (divide, high) if self._stand.branch is Branch.NT4_TSE else (low, divide)
        return (version, high) if upwards else (low, version)

    def of_other_windows(self) -> list[Range]:
        """The versions that files of other Windows have, and no file of this branch's own."""
        line = self._stand.line
        first, divide = FileVersion(*line.version, 0, 0), FileVersion(4, 0, 1381, TSE_BIT)
        found = [(FileVersion(0, 0, 0, 1), divide if self._stand.branch is Branch.NT4_TSE else first)]
        if self._stand.branch is Branch.NT4:
            found.append((divide, FileVersion(4, 0, 1382, 0)))
        later = [one for one in _WINDOWS if one > line.version]
        return [*found, (FileVersion(*later[0], 0, 0), _AFTER_WINDOWS)] if later else found

    # Versions

    def older(self, rows: Rows, own: "OwnFiles") -> Range | None:
        """Below each of the rows, by its version or by one that the same file had before it."""
        if not self._stand.line.numbers_order:
            return None
        bounds = [row.version or self._had_before(row) for _, row in rows]
        known = [bound for bound in bounds if bound]
        if len(known) < len(rows) or len({(one.major, one.minor) for one in known}) > 1:
            return None
        bound = min(known)
        # An article that calls a pack fixed whose own file is older contradicts itself there.
        of_product = (one for one in own.versions_having if (one.major, one.minor) == (bound.major, bound.minor))
        bound = min([bound, *of_product])
        return self.of_branch(bound, upwards=False)

    def had_before(self, rows: Rows) -> Range | None:
        """Below what the file of one of these rows had already before it: what no later file can be."""
        had = [version for _, row in rows if (version := self._had_before(row))]
        return self.of_branch(max(had), upwards=False) if had and self._stand.line.numbers_order else None

    def newer(self, file: str, rows: Rows, own: "OwnFiles") -> Range | None:
        """Above each of the rows, and above all that was given out before it."""
        if not self._stand.line.numbers_order:
            return None
        bounds = [self._not_above(file, row, own) for _, row in rows]
        known = [bound for bound in bounds if bound]
        if len(known) < len(rows) or len({(one.major, one.minor) for one in known}) > 1:
            return None
        low, high = self.of_branch(self.after(max(known)), upwards=True)
        if not all(row.version for _, row in rows):
            high = min(high, FileVersion(low.major, low.minor, self._stand.line.builds[1] + 1, 0))
        return (low, high) if low < high else None

    def _had_before(self, row: Row) -> FileVersion | None:
        """The highest version of the file that is on record from before the row."""
        stand = self._stand
        if row.version or not days(row) or not self.of_platform(row):
            return None
        seen = stand.history.sightings_of(stand.branch, row.file, self._platform)
        versions = [one.version for one in seen if one.day <= min(days(row)) and (one.released or self._orders(one))]
        of_line = [one for one in versions if (one.major, one.minor) == stand.line.version]
        return max(of_line, default=None)

    def _orders(self, seen: Sighting) -> bool:
        """Does a number somebody saw put others in order? Not while two trees gave them out, nor across packs."""
        line = self._stand.line
        if self._stand.crossing:
            return False
        if not line.mixed or line.rising_from is None:
            return True
        return not min(mixed.revisions[0] for mixed in line.mixed) <= seen.version.revision < line.rising_from

    def _not_above(self, file: str, row: Row, own: "OwnFiles") -> FileVersion | None:
        """The number above which all is later than the row, if there is one."""
        stand, listed = self._stand, days(row)
        if row.version:
            bound = row.version
        else:
            above = stand.history.later_than(stand.branch, max(listed)) if listed else None
            if above is None:
                return None
            bound = above
        if stand.crossing:
            if not listed:
                return None
            bound = max([bound, *self._given_out_before(row.file, bound, min(listed))])
        day = min(listed, default=None)
        return bound if own.tell_apart(stand.may_be_later(file, day)) else None

    def _given_out_before(self, file: str, bound: FileVersion, day: date) -> list[FileVersion]:
        """The numbers of the same kind, of any file, that were there before that day."""
        stand = self._stand
        seen = [one.version for one in stand.history.sightings_of(stand.branch, file, self._platform) if one.day < day]
        seen += [version for high, version in stand.history.highs.get(stand.branch, ()) if high < day]
        return [one for one in seen if (one.major, one.minor, one.build) == (bound.major, bound.minor, bound.build)]

    # Link times

    def spans(self, table: Table, row: Row) -> list[tuple[datetime, datetime]]:
        """The first and the last moment in UTC that each reading of the printed time can mean."""
        found = []
        for day in days(row):
            first = datetime.combine(day, row.time or time(), UTC)
            last = first if row.time else first + DAY
            found.append((first, last if table.utc else last + _BEHIND_UTC))
        return found

    def first_moment(self, table: Table, row: Row) -> datetime | None:
        return min((first for first, _ in self.spans(table, row)), default=None)

    def linked_before(self, rows: Rows) -> datetime | None:
        """The last moment that is clearly before each of the rows."""
        moments = [self.first_moment(table, row) for table, row in rows if self.of_platform(row)]
        known = [moment for moment in moments if moment]
        return min(known) - _CLEARLY_EARLIER if known and len(known) == len(rows) else None

    def linked_later(self, file: str, rows: Rows) -> datetime | None:
        """The first moment that is clearly after each of the rows, and after every pack that lacks the fix."""
        spans = [self.spans(table, row) for table, row in rows if self.of_platform(row)]
        if len(spans) < len(rows) or not all(spans) or any(row.version for _, row in rows):
            return None
        last = max(end for found in spans for _, end in found) + DAY
        for pack in self._stand.may_be_later(file, min(min(days(row)) for _, row in rows)):
            finished = self._stand.finished(pack)
            if finished is None:
                return None
            last = max(last, datetime.combine(finished, time(), UTC) + DAY)
        return last + timedelta(seconds=1)
