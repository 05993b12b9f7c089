"""History: what all shipped data together teach, ready to be asked about one file.

A row without a version can still be held against a version, if other rows say
which versions were current when. How that is learnt is told in
`ntfp.judging.calibrating`.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from ntfp.facts.build import Branch, Line, PackList, Stamp, is_of_other_40
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.version import FileVersion

# A new high of the version numbers counts as later than a row if it is dated that much later:
# with 60 days no answer about an article left out of the calibration was wrong, with 45 some were.
SETTLED = timedelta(days=60)
_RELEASED_TOGETHER = timedelta(days=14)  # the files of one release, on all its platforms


class Sighting(msgspec.Struct, frozen=True):
    """A version of one file that was about on a day."""

    day: date
    version: FileVersion
    told: str  # who says so: an article, or a release
    packs: tuple[str, ...] = ()  # a release's
    link: datetime | None = None

    @property
    def released(self) -> bool:
        return bool(self.packs)


class Dated(msgspec.Struct, frozen=True):
    """A row of a size and a day: another build a file may be."""

    row: Row
    table: Table
    kb: str


class History(msgspec.Struct, frozen=True):
    """All of it, ready to be asked."""

    lines: dict[Branch, Line]
    highs: dict[Branch, tuple[tuple[date, FileVersion], ...]]
    sightings: dict[tuple[Branch, str, Platform], tuple[Sighting, ...]]
    sizes: dict[tuple[Branch, str, Platform, int], tuple[Dated, ...]]
    crossing: frozenset[Branch]  # where a later pack's kernel has a lower version than an earlier fix's
    recorded: frozenset[tuple[Branch, str, Platform, FileVersion, int]]  # kernels between releases, platform known
    last_packs: dict[Branch, frozenset[str]]  # the last pack, and those that have its kernel
    finished: dict[tuple[Branch, str], date]  # packs on record: a day by which all their files were linked
    there: dict[tuple[Branch, str], date]  # other packs: a day on which they were there already
    changed: dict[Branch, frozenset[str]]  # the files of the last pack that are not those of the pack it repeats
    packs: tuple[PackList, ...]
    stamps: tuple[Stamp, ...]
    rollups: dict[str, tuple[str, ...]]  # article: the roll-ups that contain its fix
    branches_of_rollups: dict[str, frozenset[Branch]]  # those of which there is a record: whom they are for
    files_of: dict[str, frozenset[str]]  # article: all files that its tables list; of those that list some

    def link_of(self, facts: FileFacts, branch: Branch) -> datetime | None:
        """Its link time, unless nothing of the branch can have been linked then."""
        line, link = self.lines.get(branch), facts.link_time
        return link if line and link and line.linked_at(link) else None

    def later_than(self, branch: Branch, day: date) -> FileVersion | None:
        """The version above which every file of the branch was built after that day."""
        for high, version in self.highs.get(branch, ()):
            if high >= day + SETTLED:
                return version
        return None

    def unfinished(self, branch: Branch, file: str, day: date, *, on_record: bool) -> tuple[str, ...]:
        """Packs that may hold a file linked that day, because they were not finished then as far as anybody knows."""
        order = self.lines[branch].packs if branch in self.lines else ()
        packs: list[str] = []
        for pack in reversed(order):
            if pack == order[-1] and self._is_old_there(branch, file):
                continue
            finished = self.finished.get((branch, pack))
            if finished is None and not on_record:
                finished = self.there.get((branch, pack), date.max)
            if finished and finished < day:
                break  # and so were all before it
            if finished:
                packs.append(pack)
        return tuple(reversed(packs))

    def _is_old_there(self, branch: Branch, file: str) -> bool:
        """Is the last pack another one again, as SP6a is SP6, but for files that this is none of?"""
        return len(self.last_packs.get(branch, ())) > 1 and file not in self.changed.get(branch, ())

    def may_bring(self, kb: str, file: str) -> bool:
        """May the hotfix of an article have brought a file of that name? One whose files nobody lists may."""
        return kb in self.branches_of_rollups or file in self.files_of.get(kb, (file,))

    def is_rollup_for(self, kb: str, branch: Branch) -> bool:
        """Is it a roll-up for that Windows, as far as there is a record of it?"""
        return branch in self.branches_of_rollups.get(kb, (branch,))

    def knows_file(self, branch: Branch, file: str, pack: str) -> bool:
        """Is that pack's own file on record, of whatever platform?"""
        return any(pack in seen.packs for platform in Platform for seen in self.sightings_of(branch, file, platform))

    def packs_by_number(
        self, branch: Branch, file: str, platform: Platform | None, version: FileVersion | None, link: datetime | None
    ) -> tuple[str, ...]:
        """Where nobody recorded a platform's releases: the packs of the number, if it was linked with them."""
        if platform is None or any(seen.packs for seen in self.sightings_of(branch, file, platform)):
            return ()
        for recorded in Platform:
            for seen in self.sightings_of(branch, file, recorded):
                together = link is None or seen.link is None or abs(link - seen.link) <= _RELEASED_TOGETHER
                if seen.packs and seen.version == version and together:
                    return seen.packs
        return ()

    def sightings_of(self, branch: Branch, file: str, platform: Platform | None) -> tuple[Sighting, ...]:
        return self.sightings.get((branch, file, platform), ()) if platform else ()


def branch_of(signature: Signature, table: Table, row: Row) -> Branch | None:
    """Whose file a row lists: as it says itself, as its table says, or because there is only one it can be."""
    branch = row.branch or table.branch
    named = {bullet.branch for bullet in signature.applies_to}
    if branch is None and len(named) == 1 and not signature.doubts_row(table, row):
        branch = named.pop()
    # Printed under the wrong product, as happened, a row would be newer or older than everything there.
    if branch and row.version and is_of_other_40(row.version, branch):
        return None
    return branch


def rows_by_branch(signature: Signature) -> Iterator[tuple[Table, Row, Branch]]:
    """Every row whose branch can be told, and that is not of nobody knows which language."""
    for table in signature.tables:
        for row in table.rows if not signature.doubts_language(table) else ():
            branch = branch_of(signature, table, row)
            if branch:
                yield table, row, branch


def platform_of(signature: Signature, row: Row) -> Platform | None:
    """The platform of a row: its own, or the only one there is by the article's hardware line."""
    only = signature.hardware[0] if len(signature.hardware) == 1 else None
    return row.platform or only


def made_for(signature: Signature, table: Table, line: Line) -> str | None:
    """The pack that was there before the fix: it needs that pack, or no bullet names an earlier one."""
    bullets = [bullet.packs for bullet in signature.applies_to if bullet.branch is line.branch]
    first = [min(line.places(packs), default=0) for packs in bullets]
    places = [min(first)] if first else []
    requires = table.requires
    if requires and requires.branch is line.branch:
        places += line.places((requires.pack,))
    return line.packs[max(places)] if places else None
