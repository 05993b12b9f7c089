"""`builds.toml`: what was recorded of released files.

The file is written by hand and by reading; a mistake in it is answered with
the file, the key and the problem, never with a wrong build.

`signatures/FORMAT.md` is the manual of the format.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from ntfp.database.values import Article, Dotted, Name, NtPlatform, Pack, Pair, Positive
from ntfp.database.written import Mistake, Written, each, unlikely_day
from ntfp.facts.build import Branch, Flavour, Known, KnownBuild, Line, Mixed, PackByHotfix
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion


class _Mixed(Written, frozen=True):
    revisions: tuple[int, int]
    packs: tuple[Pack, ...]


class _Branch(Written, frozen=True):
    branch: Branch
    title: str
    version: Pair
    builds: tuple[int, int]
    packs: tuple[Pack, ...]
    lived: tuple[date, date]
    numbers_order: bool = True
    mixed: tuple[_Mixed, ...] = ()
    rising_from: Positive | None = None
    there: tuple[tuple[Pack, date], ...] = ()
    by_hotfix: tuple[tuple[Pack, Pack, Article], ...] = ()

    def mistakes(self) -> Iterator[Mistake]:
        for place, day in each(self.lived):
            yield from unlikely_day(f"lived[{place}]", day)
        for number, (pack, day) in each(self.there):
            yield from unlikely_day(f"there[{number}][1]", day)
            if pack not in (self.packs or ()):
                yield f"there[{number}][0]", f"the branch {self.branch} has no pack {pack}"
        for number, (pack, base, _) in each(self.by_hotfix):
            for place, name in enumerate((pack, base)):
                if name not in (self.packs or ()):
                    yield f"by_hotfix[{number}][{place}]", f"the branch {self.branch} has no pack {name}"


class _Row(Written, frozen=True):
    file: Name
    branch: Branch
    flavour: Flavour | None = None
    packs: tuple[Pack, ...] = ()
    label: str | None = None
    platform: NtPlatform | None = None
    source: str | None = None
    version: Dotted | None = None
    link: datetime | None = None
    size: Positive | None = None
    printed: date | None = None

    def mistakes(self) -> Iterator[Mistake]:
        if self.link is not None and self.link.tzinfo is None:
            yield "link", "a link time is UTC: write a Z behind it"
        yield from unlikely_day("link", self.link)
        yield from unlikely_day("printed", self.printed)


class _Table(Written, frozen=True):
    rows: tuple[_Row, ...]
    platform: NtPlatform | None = None
    source: str | None = None

    def mistakes(self) -> Iterator[Mistake]:
        for number, row in each(self.rows):
            for key in ("platform", "source"):
                if not (getattr(row, key) or getattr(self, key)):
                    yield f"rows[{number}].{key}", "is missing, and its table gives none"


class Builds(Written, frozen=True):
    """The file as a whole."""

    branches: tuple[_Branch, ...]
    kernels: _Table
    points: _Table
    modules: _Table

    def mistakes(self) -> Iterator[Mistake]:
        packs = {branch.branch: branch.packs for _, branch in each(self.branches)}
        for name in ("kernels", "points", "modules"):
            rows: tuple[_Row, ...] = getattr(getattr(self, name), "rows", ())
            for number, row in each(rows):
                known = packs.get(row.branch) or ()
                for place, pack in each(row.packs if row.branch else ()):  # a wrong branch is told already
                    if pack not in known:
                        yield f"{name}.rows[{number}].packs[{place}]", f"the branch {row.branch} has no pack {pack}"


def known_builds(written: Builds) -> Known:
    """The recorded builds of the file."""
    rows = (*written.kernels.rows, *written.points.rows, *written.modules.rows)
    modules: dict[str, list[KnownBuild]] = {}
    for row in written.modules.rows:
        modules.setdefault(row.file, []).append(_known(row, written.modules))
    return Known(
        lines=tuple(_line(branch, rows) for branch in written.branches),
        kernels=tuple(_known(row, table) for table in (written.kernels, written.points) for row in table.rows),
        modules={name: tuple(builds) for name, builds in modules.items()},
    )


def _line(written: _Branch, rows: tuple[_Row, ...]) -> Line:
    major, minor = map(int, written.version.split("."))
    # Modules also come with versions of other products; those of Windows' own are comparable.
    numbers = [list(map(int, row.version.split("."))) for row in rows if row.branch is written.branch and row.version]
    builds = [number[2] for number in numbers if number[:2] == [major, minor]]
    return Line(
        branch=written.branch,
        earliest=min((*builds, written.builds[0])),
        title=written.title,
        version=(major, minor),
        builds=written.builds,
        packs=written.packs,
        lived=written.lived,
        numbers_order=written.numbers_order,
        mixed=tuple(Mixed(mixed.revisions, mixed.packs) for mixed in written.mixed),
        rising_from=written.rising_from,
        there=dict(written.there),
        by_hotfix={pack: PackByHotfix(base, kb) for pack, base, kb in written.by_hotfix},
    )


def _known(row: _Row, table: _Table) -> KnownBuild:
    platform, source = row.platform or table.platform, row.source or table.source
    assert platform is not None  # else the table would have been refused
    assert source is not None
    return KnownBuild(
        file=row.file,
        branch=row.branch,
        platform=Platform(platform),
        source=source,
        packs=row.packs,
        label=row.label,
        version=FileVersion.parse(row.version) if row.version else None,
        flavour=row.flavour,
        link=row.link.astimezone(UTC) if row.link else None,
        size=row.size,
        printed=row.printed,
    )
