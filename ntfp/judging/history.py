"""History: what all shipped data together teach about one file, worked out once.

A row without a version can still be held against a version, if other rows say
which versions were current when. That is calibration, and only rows without
any doubt take part in it: a date that may be read two ways, a pack's stamp or
a mended misprint would teach something false about every other article.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

import msgspec

from ntfp.facts.build import KERNEL_NAMES, Branch, Known, KnownBuild, Line, PackList, Stamp, is_of_other_40
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.version import FileVersion

# A new high of the version numbers counts as later than a row if it is dated that much later:
# with 60 days no answer about an article left out of the calibration was wrong, with 45 some were.
_SETTLED = timedelta(days=60)
_ZONE = timedelta(days=1)
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
    packs: tuple[PackList, ...]
    stamps: tuple[Stamp, ...]
    rollups: dict[str, tuple[str, ...]]  # article: the roll-ups that contain its fix

    def link_of(self, facts: FileFacts, branch: Branch) -> datetime | None:
        """Its link time, unless nothing of the branch can have been linked then."""
        line, link = self.lines.get(branch), facts.link_time
        return link if line and link and line.linked_at(link) else None

    def later_than(self, branch: Branch, day: date) -> FileVersion | None:
        """The version above which every file of the branch was built after that day."""
        for high, version in self.highs.get(branch, ()):
            if high >= day + _SETTLED:
                return version
        return None

    def unfinished(self, branch: Branch, day: date, *, on_record: bool) -> tuple[str, ...]:
        """Packs that may hold files linked that day, because they were not finished then as far as anybody knows."""
        line = self.lines.get(branch)
        packs: list[str] = []
        for pack in reversed(line.packs if line else ()):
            finished = self.finished.get((branch, pack))
            if finished is None and not on_record:
                finished = self.there.get((branch, pack), date.max)
            if finished and finished < day:
                break  # and so were all before it
            if finished:
                packs.append(pack)
        return tuple(reversed(packs))

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


def make_history(known: Known, signatures: Iterable[Signature]) -> History:
    """Everything the recorded builds and the articles' rows teach."""
    signatures = tuple(signatures)
    lines = {line.branch: line for line in known.lines}
    stamps = {(stamp.branch, stamp.day) for stamp in known.stamps}
    sure = [
        (signature, table, row, branch)
        for signature in signatures
        for table, row, branch in _rows(signature)
        if row.date and not row.date_doubt and not row.mended and (branch, row.date) not in stamps
    ]
    versions = [
        (branch, row.file, platform_of(signature, row), Sighting(row.date, row.version, signature.kb))
        for signature, _, row, branch in sure
        if row.version and row.date and _is_of(row.version, branch, lines)
    ]
    versions += list(_points(known))
    sightings: defaultdict[tuple[Branch, str, Platform], set[Sighting]] = defaultdict(set)
    for branch, file, platform, sighting in (*versions, *_releases(known)):
        if platform:
            sightings[branch, file, platform].add(sighting)
    sizes: defaultdict[tuple[Branch, str, Platform, int], list[Dated]] = defaultdict(list)
    for signature, table, row, branch in sure:
        platform = platform_of(signature, row)
        if platform and row.size:
            sizes[branch, row.file, platform, row.size].append(Dated(row, table, signature.kb))
    rollups: defaultdict[str, list[str]] = defaultdict(list)
    for signature in signatures:
        for article in signature.includes:
            rollups[article].append(signature.kb)
    finished = _finished(known)
    ordered = {key: tuple(sorted(found, key=_age)) for key, found in sightings.items()}
    return History(
        lines=lines,
        highs={branch: _highs(line, versions) for branch, line in lines.items() if line.rising_from is not None},
        sightings=ordered,
        sizes={key: tuple(found) for key, found in sizes.items()},
        crossing=frozenset(
            branch for (branch, file, _), found in ordered.items() if file in KERNEL_NAMES and _crosses(found)
        ),
        recorded=frozenset(
            (row.branch, row.file, row.platform, row.version, row.size)
            for row in known.kernels
            if row.version and row.size and not row.packs
        ),
        last_packs={branch: _last_packs(line, known.kernels) for branch, line in lines.items()},
        finished=finished,
        there=_there(signatures, finished),
        packs=known.packs,
        stamps=known.stamps,
        rollups={article: tuple(sorted(found)) for article, found in rollups.items()},
    )


def branch_of(signature: Signature, table: Table, row: Row) -> Branch | None:
    """Whose file a row lists: as it says itself, as its table says, or because there is only one it can be."""
    branch = row.branch or table.branch
    named = {bullet.branch for bullet in signature.applies_to}
    if branch is None and len(named) == 1:
        branch = named.pop()
    # Printed under the wrong product, as happened, a row would be newer or older than everything there.
    if branch and row.version and is_of_other_40(row.version, branch):
        return None
    return branch


def platform_of(signature: Signature, row: Row) -> Platform | None:
    """The platform of a row: its own, or the only one there is by the article's hardware line."""
    only = signature.hardware[0] if len(signature.hardware) == 1 else None
    return row.platform or only


def _rows(signature: Signature) -> Iterator[tuple[Table, Row, Branch]]:
    for table in signature.tables:
        for row in table.rows:
            branch = branch_of(signature, table, row)
            if branch:
                yield table, row, branch


def _points(known: Known) -> Iterator[tuple[Branch, str, Platform | None, Sighting]]:
    for row in known.kernels:
        if row.version and row.printed and not row.packs:
            yield row.branch, row.file, row.platform, Sighting(row.printed, row.version, row.source)


def _releases(known: Known) -> Iterator[tuple[Branch, str, Platform | None, Sighting]]:
    for row in _files(known):
        if row.version and row.link and row.packs:
            seen = Sighting(row.link.date(), row.version, row.title, row.packs, row.link)
            yield row.branch, row.file, row.platform, seen


def _is_of(version: FileVersion, branch: Branch, lines: dict[Branch, Line]) -> bool:
    """Is it a number of the branch's own, and not a package's or another product's?"""
    line = lines.get(branch)
    if line is None or (version.major, version.minor) != line.version:
        return False
    return line.builds[0] <= version.build <= line.builds[1]


def _highs(
    line: Line, versions: list[tuple[Branch, str, Platform | None, Sighting]]
) -> tuple[tuple[date, FileVersion], ...]:
    """The days on which a version appeared that was above all before it."""
    mine = sorted(
        (sighting.day, sighting.version)
        for branch, _, _, sighting in versions
        if branch is line.branch and sighting.version.revision >= (line.rising_from or 0)
    )
    highs: list[tuple[date, FileVersion]] = []
    for day, version in mine:
        if not highs or version > highs[-1][1]:
            highs.append((day, version))
    return tuple(highs)


def _crosses(found: tuple[Sighting, ...]) -> bool:
    """Was a release linked after a fix with a higher number was about?"""
    return any(
        late.released and late.version < early.version and not early.released
        for place, late in enumerate(found)
        for early in found[:place]
        if early.day + timedelta(days=1) < late.day
    )


def _last_packs(line: Line, kernels: tuple[KnownBuild, ...]) -> frozenset[str]:
    last = line.packs[-1]
    sharing = {pack for row in kernels if row.branch is line.branch and last in row.packs for pack in row.packs}
    return frozenset({last, *sharing})


def _finished(known: Known) -> dict[tuple[Branch, str], date]:
    """By the last of a pack's files on record, or its stamp. What several packs share is as old as the first of them.

    The last pack of all may be another again with a few files changed, as SP6a is: it was finished with that.
    """
    finished: dict[tuple[Branch, str], date] = {}
    linked = [(row.branch, row.packs[:1], row.link.date()) for row in _files(known) if row.link]
    for branch, packs, day in (*linked, *((stamp.branch, stamp.packs, stamp.day) for stamp in known.stamps)):
        for pack in packs:
            finished[branch, pack] = max(day + _ZONE, finished.get((branch, pack), date.min))
    for line in known.lines:
        last = line.packs[-1]
        for pack in sorted(_last_packs(line, known.kernels) - {last}):
            if (line.branch, pack) in finished:
                finished.setdefault((line.branch, last), finished[line.branch, pack])
    return finished


def _there(
    signatures: tuple[Signature, ...], finished: dict[tuple[Branch, str], date]
) -> dict[tuple[Branch, str], date]:
    """Packs nobody recorded, by the first article that names them: it was not written before they were there."""
    there: dict[tuple[Branch, str], date] = {}
    for signature in signatures:
        for bullet in signature.applies_to if signature.revised else ():
            for pack in bullet.packs:
                if signature.revised and (bullet.branch, pack) not in finished:
                    there[bullet.branch, pack] = min(signature.revised, there.get((bullet.branch, pack), date.max))
    return there


def _files(known: Known) -> Iterator[KnownBuild]:
    yield from known.kernels
    for rows in known.modules.values():
        yield from rows


def _age(sighting: Sighting) -> tuple[date, FileVersion, str]:
    return sighting.day, sighting.version, sighting.told
