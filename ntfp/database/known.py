"""`builds.toml`: what was recorded of released files, found and read.

The file is written by hand and by reading; a mistake in it is answered with
the file, the key and the problem, never with a wrong build.

`signatures/FORMAT.md` is the manual of the format.
"""

import tomllib
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from ntfp.errors import DataError
from ntfp.facts.build import Branch, Flavour, Known, KnownBuild, Line, Mixed
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion

_Dotted = Annotated[str, msgspec.Meta(pattern=r"^\d{1,5}(\.\d{1,5}){3}$")]
_Pair = Annotated[str, msgspec.Meta(pattern=r"^\d{1,5}\.\d{1,5}$")]
_Name = Annotated[str, msgspec.Meta(pattern=r"^[^A-Z\s]+$")]
_Size = Annotated[int, msgspec.Meta(gt=0)]


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whatever is written down: an unknown key is a mistake."""


class _Branch(_Record, frozen=True):
    branch: Branch
    title: str
    version: _Pair
    builds: tuple[int, int]
    packs: tuple[str, ...]
    lived: tuple[date, date]
    numbers_order: bool = True
    mixed: tuple[Mixed, ...] = ()


class _Row(_Record, frozen=True):
    file: _Name
    branch: Branch
    flavour: Flavour | None = None
    packs: tuple[str, ...] = ()
    label: str | None = None
    platform: Platform | None = None
    source: str | None = None
    version: _Dotted | None = None
    link: datetime | None = None
    size: _Size | None = None
    printed: date | None = None


class _Table(_Record, frozen=True):
    rows: tuple[_Row, ...]
    platform: Platform | None = None
    source: str | None = None


class _Builds(_Record, frozen=True):
    branches: tuple[_Branch, ...]
    kernels: _Table
    points: _Table
    modules: _Table


def shipped_builds() -> Path:
    """Where `builds.toml` is: beside the package when installed, in `signatures/` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_builds.toml"
    return installed if installed.exists() else package.parent / "signatures" / "builds.toml"


@cache
def shipped_known() -> Known:
    """The recorded builds that ship with the library, read once."""
    return load_known(shipped_builds())


def load_known(path: Path) -> Known:
    """The recorded builds of one file, or a `DataError` that names the key."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        problem = f"is missing from {path.parent}: the installation is incomplete"
        raise DataError(path.name, "the file", problem) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(path.name, "the file", f"is no TOML: {error}") from error
    try:
        written = msgspec.convert(raw, _Builds)
    except msgspec.ValidationError as error:
        problem, _, key = str(error).partition(" - at `$.")
        raise DataError(path.name, key.rstrip("`") or "the file", problem) from error
    rows = (*written.kernels.rows, *written.points.rows, *written.modules.rows)
    lines = tuple(_line(branch, rows) for branch in written.branches)
    packs = {line.branch: set(line.packs) for line in lines}
    kernels: list[KnownBuild] = []
    modules: dict[str, list[KnownBuild]] = {}
    for name in ("kernels", "points", "modules"):
        table: _Table = getattr(written, name)
        for number, row in enumerate(table.rows):
            known = _known(row, table, packs, path.name, f"{name}.rows[{number}]")
            (modules.setdefault(row.file, []) if name == "modules" else kernels).append(known)
    return Known(lines, tuple(kernels), {name: tuple(rows) for name, rows in modules.items()})


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
        mixed=written.mixed,
    )


def _known(row: _Row, table: _Table, packs: dict[Branch, set[str]], file: str, key: str) -> KnownBuild:
    platform, source = row.platform or table.platform, row.source or table.source
    if platform is None or source is None:
        raise DataError(file, key, f"has no {'source' if platform else 'platform'}, and its table gives none")
    if strange := set(row.packs) - packs.get(row.branch, set()):
        raise DataError(file, f"{key}.packs", f"the branch {row.branch} has no pack {', '.join(sorted(strange))}")
    if row.link is not None and row.link.tzinfo is None:
        raise DataError(file, f"{key}.link", "a link time is UTC: write a Z behind it")
    return KnownBuild(
        file=row.file,
        branch=row.branch,
        platform=platform,
        source=source,
        packs=row.packs,
        label=row.label,
        version=_version(row, file, key),
        flavour=row.flavour,
        link=row.link.astimezone(UTC) if row.link else None,
        size=row.size,
        printed=row.printed,
    )


def _version(row: _Row, file: str, key: str) -> FileVersion | None:
    if row.version is None:
        return None
    try:
        return FileVersion.parse(row.version)
    except ValueError as error:
        raise DataError(file, f"{key}.version", str(error)) from error
