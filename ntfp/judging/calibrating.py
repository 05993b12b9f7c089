"""Calibrating: from all rows and recorded builds to the `History` that every verdict asks, made once.

Only rows without any doubt take part: a date that may be read two ways, a
pack's stamp or a mended misprint would teach something false about every other
article.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from ntfp.facts.build import KERNEL_NAMES, Branch, Known, KnownBuild, Line
from ntfp.facts.platform import Platform
from ntfp.facts.signature import By, Row, Signature, Table
from ntfp.facts.version import FileVersion
from ntfp.judging.history import Dated, History, Sighting, made_for, platform_of, rows_by_branch

_ZONE = timedelta(days=1)
_AFTER_KERNEL = timedelta(days=10)  # so long after its kernel the last of a pack's other files was linked


def make_history(known: Known, signatures: Iterable[Signature]) -> History:
    """Everything the recorded builds and the articles' rows teach."""
    signatures = tuple(signatures)
    lines = {line.branch: line for line in known.lines}
    stamps = {(stamp.branch, stamp.day) for stamp in known.stamps}
    sure = [
        (signature, table, row, branch)
        for signature in signatures
        for table, row, branch in rows_by_branch(signature)
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
        there=_there(signatures, sure, lines, finished),
        changed=_changed(lines, signatures),
        packs=known.packs,
        stamps=known.stamps,
        rollups=(rollups := rollups_of(signatures)),
        branches_of_rollups=branches_of_rollups(rollups, signatures),
        files_of={signature.kb: signature.files for signature in signatures if signature.tables},
    )


def with_rollups_of(signatures: Iterable[Signature], history: History) -> History:
    """The same, by what these say of roll-ups: who installed one of his own has what it contains."""
    signatures = tuple(signatures)
    rollups = rollups_of(signatures)
    return replace(history, rollups=rollups, branches_of_rollups=branches_of_rollups(rollups, signatures))


def rollups_of(signatures: Iterable[Signature]) -> dict[str, tuple[str, ...]]:
    """By article the roll-ups that contain its fix, whichever of the two says so."""
    rollups: defaultdict[str, set[str]] = defaultdict(set)
    for signature in signatures:
        for article in signature.includes:
            rollups[article].add(signature.kb)
        for claim in signature.fixed_in:
            if claim.by is By.ROLLUP and claim.article:
                rollups[signature.kb].add(claim.article)
    return {article: tuple(sorted(found)) for article, found in rollups.items()}


def branches_of_rollups(
    rollups: Mapping[str, tuple[str, ...]], signatures: Iterable[Signature]
) -> dict[str, frozenset[Branch]]:
    """Of every article that is a roll-up, by its own word or another's: the branches it is for."""
    known = {rollup for found in rollups.values() for rollup in found}
    return {signature.kb: frozenset(signature.branches) for signature in signatures if signature.kb in known}


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
    """By the last of a pack's files on record, or its stamp. What several packs share is of the first of them."""
    finished: dict[tuple[Branch, str], date] = {}
    told = [(row.branch, row.packs[:1], row.link.date(), _ZONE) for row in _files(known) if row.link]
    told += [(row.branch, row.packs[:1], row.link.date(), _AFTER_KERNEL) for row in known.kernels if row.link]
    told += [(stamp.branch, stamp.packs, stamp.day, _ZONE) for stamp in known.stamps]
    for branch, packs, day, margin in told:
        for pack in packs:
            finished[branch, pack] = max(day + margin, finished.get((branch, pack), date.min))
    return finished


def _there(
    signatures: tuple[Signature, ...],
    sure: list[tuple[Signature, Table, Row, Branch]],
    lines: dict[Branch, Line],
    finished: dict[tuple[Branch, str], date],
) -> dict[tuple[Branch, str], date]:
    """Packs nobody recorded, by the first article that names them or the first fix that was made for them."""
    told = {(line.branch, pack): day for line in lines.values() for pack, day in line.there.items()}
    days: list[tuple[tuple[Branch, str], date | None]] = []
    for signature in signatures:
        named = {(bullet.branch, pack) for bullet in signature.applies_to for pack in bullet.packs}
        named |= {(claim.branch, claim.pack) for claim in signature.fixed_in if claim.by is By.PROSE}
        days += [(key, signature.revised) for key in named]
    for signature, table, row, branch in sure:
        pack = made_for(signature, table, lines[branch]) if branch in lines else None
        if pack:
            days.append(((branch, pack), row.date))
    for key, day in days:
        if day:
            told[key] = min(day, told.get(key, day))
    there: dict[tuple[Branch, str], date] = {}
    for line in lines.values():
        latest = date.max  # none was there later than the one after it
        for pack in reversed(line.packs):
            key = line.branch, pack
            latest = min(latest, finished.get(key) or told.get(key, latest))
            if key not in finished and latest < date.max:
                there[key] = latest
    return there


def _changed(lines: dict[Branch, Line], signatures: tuple[Signature, ...]) -> dict[Branch, frozenset[str]]:
    """What articles say was fixed in a branch's last pack and no earlier."""
    return {
        branch: frozenset(
            file
            for signature in signatures
            if {claim.pack for claim in signature.fixed_in if claim.branch is branch} == {line.packs[-1]}
            for file in (*signature.files, *signature.carriers)
        )
        for branch, line in lines.items()
    }


def _files(known: Known) -> Iterator[KnownBuild]:
    yield from known.kernels
    for rows in known.modules.values():
        yield from rows


def _age(sighting: Sighting) -> tuple[date, FileVersion, str]:
    return sighting.day, sighting.version, sighting.told
