"""Releases: the files of one service pack, as far as they are on record.

What somebody recorded is used as recorded. What nobody did is made up so that
it says as little as it can: a name, a size, no version, and as link time the
day the pack's kernel was linked. `Release.made_up` says of a release what is.

Nothing is known here by itself but what Terminal Server's kernels are made of;
what is on record is handed in.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

import msgspec

from ntfp.facts.build import (
    HAL,
    KERNEL_NAMES,
    NAME_OF_FLAVOUR,
    Branch,
    Flavour,
    Known,
    KnownBuild,
    Line,
    PackList,
    Stamp,
    is_hal,
    pack_title,
)
from ntfp.facts.platform import Platform
from ntfp.facts.signature import By, Signature
from ntfp.facts.version import FileVersion

MADE_UP = "made up"
_PE_ENDINGS = (".dll", ".exe", ".sys", ".drv", ".cpl", ".ocx", ".tsp", ".scr")
_DAY = timedelta(days=1)
_REDMOND = timedelta(hours=7)  # behind UTC: what tables print is local time
_MP_HAL = "halmps.dll"

# Of Terminal Server's packs no kernel is on record, only fixes that are said to be in one or to have come after it:
# these were linked between.
_TERMINAL_SERVER = {
    "4": (FileVersion(4, 0, 1381, 32850), datetime(1999, 3, 15, 20, tzinfo=UTC), 970_880),
    "5": (FileVersion(4, 0, 1381, 32898), datetime(1999, 8, 2, 20, tzinfo=UTC), 972_160),
    "6": (FileVersion(4, 0, 1381, 33021), datetime(1999, 9, 21, 20, tzinfo=UTC), 974_720),
}
_MP_LARGER = 20_864  # a multiprocessor kernel of those years


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """One pack of one branch for one platform: its kernel, its HAL and other files, the time they all have."""

    branch: Branch
    pack: str
    platform: Platform
    kernel: KnownBuild
    modules: tuple[KnownBuild, ...]
    stamp: datetime
    names_of: str | None = None  # the pack whose list the names are from

    @property
    def recorded(self) -> int:
        """How many of its files are on record with version, link time and size."""
        return sum(file.source != MADE_UP for file in (self.kernel, *self.modules))

    @property
    def listed(self) -> bool:
        """Is there a list of the pack's own, so that names and sizes of all its files are true?"""
        return self.names_of == self.pack and self.platform is Platform.I386 and self.branch is Branch.NT4

    @property
    def made_up(self) -> str:
        """What of it is not on record, in words."""
        files = len(self.modules) + 1
        if self.recorded == files:
            return f"its {files:,} files are as they are on record"
        of = f"of its {files:,} files"
        if self.recorded:
            of = f"{self.recorded:,} {of} are as they are on record, of the others"
        if self.listed:
            return f"{of} names and sizes are"
        whose = f"NT 4.0 {pack_title(self.names_of)}'s" if self.names_of else "another platform's"
        return f"{of} only the names are real, {whose} for i386"


def make_release(
    known: Known,
    branch: Branch,
    pack: str,
    *,
    platform: Platform = Platform.I386,
    flavour: Flavour = Flavour.UP,
    whole: bool = True,
    signatures: Iterable[Signature] = (),
) -> Release:
    """The release of that pack, by what is known; `ValueError` where not even its kernel can be made up.

    Not `whole`, it has the files alone of which more than names is on record. By `signatures` the files that are made
    up are no older than what these articles say the pack has.
    """
    line = known.line(branch)
    twin = line.by_hotfix.get(pack) if line else None
    packs = {pack, twin.base} if twin else {pack}  # but for a handful of files the other pack's
    kernel = _kernel(known, branch, pack, platform, flavour)
    listed = known.packs if whole and branch in (Branch.NT4, Branch.NT4_TSE) else ()
    packed = _nearest(listed, pack)
    own_list = packed is not None and (packed.branch, packed.pack, packed.platform) == (branch, pack, platform)
    fixes = {} if own_list or line is None else _fixes(signatures, line, pack, platform)
    stamp = _stamp(known, branch, pack, packed, kernel)
    recorded = {
        row.file: row
        for rows in known.modules.values()
        for row in rows
        if row.branch is branch and row.platform is platform and packs & {*row.packs} and row.label is None
    }
    link = min(kernel.link or stamp, stamp)
    names = dict(packed.files) if packed else {}
    hal = _MP_HAL if flavour.multiprocessor else HAL
    modules = [
        recorded.get(name)
        or KnownBuild(
            file=name,
            branch=branch,
            platform=platform,
            source=MADE_UP,
            link=max(link, fixes.get(name, link)),
            size=names[name] if own_list else _other_size(names[name], platform),
        )
        for name in sorted({*names, *recorded, hal})
        if name.endswith(_PE_ENDINGS) and name not in KERNEL_NAMES and (name == hal or not is_hal(name))
        if name in names or name in recorded
    ]
    return Release(
        branch=branch,
        pack=pack,
        platform=platform,
        kernel=kernel,
        modules=tuple(modules),
        stamp=stamp,
        names_of=packed.pack if packed else None,
    )


def _kernel(known: Known, branch: Branch, pack: str, platform: Platform, flavour: Flavour) -> KnownBuild:
    """The recorded kernel; or one of the same number as i386's, as kernels of one release have."""
    rows = [row for row in known.kernels if row.branch is branch and pack in row.packs and row.flavour is flavour]
    for row in rows:
        if row.platform is platform:
            return row
    if rows:
        size = _other_size(rows[0].size or 0, platform)
        return msgspec.structs.replace(rows[0], platform=platform, size=size, source=MADE_UP)
    if branch is not Branch.NT4_TSE or pack not in _TERMINAL_SERVER:
        raise ValueError(f"no kernel of {branch} {pack_title(pack)} is on record")
    version, link, size = _TERMINAL_SERVER[pack]
    return KnownBuild(
        file=NAME_OF_FLAVOUR[flavour],
        branch=branch,
        platform=platform,
        source=MADE_UP,
        version=version,
        flavour=flavour,
        link=link,
        size=_other_size(size + _MP_LARGER * flavour.multiprocessor, platform),
    )


def _fixes(signatures: Iterable[Signature], line: Line, pack: str, platform: Platform) -> dict[str, datetime]:
    """Of each file the last build that the pack is said to have: plainly, and by no article that calls it affected."""
    newest: dict[str, datetime] = {}
    for signature in signatures:
        claims = [one for one in signature.fixed_in if one.branch is line.branch and one.by is not By.ROLLUP]
        affected = [one for bullet in signature.applies_to if bullet.branch is line.branch for one in bullet.packs]
        there = line.packs[: line.packs.index(pack) + 1]
        if not claims or any(claim.pack not in there for claim in claims) or pack in affected:
            continue
        for table in signature.tables:
            for row in table.rows:
                if (row.branch or table.branch) is line.branch and row.platform is platform and row.date:
                    built = datetime.combine(row.date, row.time or time(12), UTC) + _REDMOND
                    newest[row.file] = max(built, newest.get(row.file, built))
    return newest


def _other_size(size: int, platform: Platform) -> int:
    """A size that is nobody's: Alpha's files are half as large again; no real file ends three bytes past a sector."""
    larger = size if platform is Platform.I386 else size * 3 // 2
    return larger // 512 * 512 + 515


def _nearest(lists: Iterable[PackList], pack: str) -> PackList | None:
    """The list of the pack, or of the one nearest to it, rather a later than an earlier one."""

    def far(packed: PackList) -> tuple[int, int]:
        return abs(int(packed.pack[:1]) - int(pack[:1])), -int(packed.pack[:1])

    return min(lists, key=far, default=None)


def _stamp(known: Known, branch: Branch, pack: str, packed: PackList | None, kernel: KnownBuild) -> datetime:
    """The one time its files have: as listed, as recorded, else the midnight after its kernel was linked."""
    if packed and (packed.branch, packed.pack) == (branch, pack):
        return packed.stamp.replace(tzinfo=UTC)
    stamps: list[Stamp] = [stamp for stamp in known.stamps if stamp.branch is branch and pack in stamp.packs]
    if stamps:
        return datetime.combine(stamps[-1].day, stamps[-1].clock or time(), UTC)
    link = kernel.link or datetime.combine(kernel.printed, time(), UTC) if kernel.printed else kernel.link
    if link is None:
        raise ValueError(f"no day of {branch} {pack_title(pack)} is on record")
    return datetime.combine(link.date() + _DAY, time(), UTC)
