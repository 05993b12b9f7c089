"""Six whole systems on disk, of the files that are on record, with what setup leaves beside them.

What a row of an article lists is a file with its version and size, linked at the printed time; all else is
`ntfp.testing`'s to make.
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import msgspec

from ntfp import database
from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature
from ntfp.facts.version import FileVersion
from ntfp.testing import Registry, Release, make_release, system_tree
from ntfp.testing.places import place_of
from tests.scanning.oracle import Made

REDMOND = timedelta(hours=7)
ROLLUP = "Q299444"
ROLLED_UP = datetime(2001, 7, 16, tzinfo=UTC)  # the time the roll-up gives all its files
SP6A = "Q246009"
TERMINAL_SERVER = ("Terminal Server",)


def _release(branch: Branch, pack: str, platform: Platform = Platform.I386) -> Release:
    data = database.shipped()
    return make_release(data.known, branch, pack, platform=platform, signatures=data.signatures)


def nt4_sp3(root: Path) -> Path:
    """NT 4.0 SP3, i386, uniprocessor: every file of the pack's list."""
    release = _release(Branch.NT4, "3")
    return system_tree(
        root, kernel=release.kernel, modules=release.modules, stamp=release.stamp, registry=Registry(pack=3)
    )


def nt4_sp5(root: Path) -> Path:
    """NT 4.0 SP5, i386, uniprocessor: every file of the pack's list, and what was there before."""
    release = _release(Branch.NT4, "5")
    before = make_release(database.shipped().known, Branch.NT4, "0", whole=False)
    return system_tree(
        root,
        kernel=release.kernel,
        modules=release.modules,
        stamp=release.stamp,
        registry=Registry(pack=5),
        kept={"$NtServicePackUninstall$": (before.kernel, *before.modules)},
    )


def nt4_sp6a_rolled_up(root: Path) -> Path:
    """NT 4.0 SP6a, i386, uniprocessor, with the Security Rollup: its kernel, and its files of July 2001."""
    release = _release(Branch.NT4, "6a")
    kernel = KnownBuild(
        file="ntoskrnl.exe",
        branch=Branch.NT4,
        platform=Platform.I386,
        source=ROLLUP,
        version=FileVersion(4, 0, 1381, 7097),
        flavour=Flavour.UP,
        link=datetime(2001, 7, 13, 2, tzinfo=UTC),
        size=936_896,
    )
    rolled_up = {file.file: file for file in files_of_the_rollup()}
    old = [module for module in release.modules if module.file in rolled_up]
    modules = {module.file: module for module in release.modules} | rolled_up
    system_tree(
        root,
        kernel=kernel,
        modules=modules.values(),
        stamp=release.stamp,
        registry=Registry(pack=6, hotfixes=(SP6A, ROLLUP)),
        kept={f"$NtUninstall{ROLLUP}$": (release.kernel, *old)},
    )
    for file in (kernel, *rolled_up.values()):
        os.utime(root / "WINNT" / place_of(file.file), (ROLLED_UP.timestamp(),) * 2)
    return root


def tse_sp5_alpha(root: Path) -> Path:
    """Terminal Server SP5 on an Alpha: nothing of it is on record but names."""
    release = _release(Branch.NT4_TSE, "5", Platform.ALPHA)
    return system_tree(
        root,
        kernel=release.kernel,
        modules=release.modules,
        stamp=release.stamp,
        registry=Registry(pack=5, suites=TERMINAL_SERVER),
    )


def nt351_sp5(root: Path) -> Path:
    """NT 3.51 SP5, i386, uniprocessor, on FAT: kernel, HAL and the few files on record."""
    release = _release(Branch.NT351, "5")
    return system_tree(
        root,
        folder="WINNT35",
        upper_case=True,
        kernel=release.kernel,
        modules=release.modules,
        stamp=release.stamp,
        registry=Registry(version="3.51", build="1057", pack=5, product="LanmanNT"),
    )


def win2000_sp1(root: Path) -> Path:
    """Windows 2000 SP1, i386, uniprocessor: kernel, HAL and the few files on record, each of them in dllcache, too."""
    release = _release(Branch.WIN2000, "1")
    return system_tree(
        root,
        kernel=release.kernel,
        modules=release.modules,
        stamp=release.stamp,
        registry=Registry(version="5.0", build="2195", pack=1),
        kept={"system32/dllcache": (release.kernel, *release.modules)},
    )


class FullSystem(msgspec.Struct, frozen=True):
    """One of the six: what it is called, how it is made, what it was made of."""

    name: str
    make: Callable[[Path], Path]
    branch: Branch
    pack: str
    last_file: date  # the day by which all files of its pack were linked
    platform: Platform = Platform.I386
    installed: frozenset[str] = frozenset()

    @property
    def made(self) -> Made:
        line = database.shipped().known.line(self.branch)
        assert line
        replaced = {file.file for file in files_of_the_rollup()} | KERNEL_NAMES.keys() if self.installed else set()
        return Made(
            branch=self.branch,
            order=line.packs,
            pack=self.pack,
            platform=self.platform,
            last_file=self.last_file,
            installed=self.installed,
            replaced=frozenset(replaced),
        )


SYSTEMS = (
    FullSystem("NT 4.0 SP3 as listed", nt4_sp3, Branch.NT4, "3", date(1997, 5, 11)),
    FullSystem("NT 4.0 SP5 as listed", nt4_sp5, Branch.NT4, "5", date(1999, 4, 29)),
    FullSystem(
        "NT 4.0 SP6a with the Security Rollup",
        nt4_sp6a_rolled_up,
        Branch.NT4,
        "6a",
        date(1999, 9, 21),
        installed=frozenset({SP6A, ROLLUP}),
    ),
    FullSystem(
        "Terminal Server SP5 on Alpha", tse_sp5_alpha, Branch.NT4_TSE, "5", date(1999, 8, 2), platform=Platform.ALPHA
    ),
    FullSystem("NT 3.51 SP5", nt351_sp5, Branch.NT351, "5", date(1996, 8, 30)),
    FullSystem("Windows 2000 SP1", win2000_sp1, Branch.WIN2000, "1", date(2000, 7, 19)),
)


def files_of_the_rollup() -> Iterator[KnownBuild]:
    """Of every file its articles list, the newest that was there before it."""
    records = {record.kb: record for record in database.shipped().signatures}
    newest: dict[str, Row] = {}
    for kb in records[ROLLUP].includes:
        for row in _rows(records[kb]) if kb in records else ():
            if row.file not in newest or _age(row) > _age(newest[row.file]):
                newest[row.file] = row
    for row in newest.values():
        assert row.date
        yield KnownBuild(
            file=row.file,
            branch=Branch.NT4,
            platform=Platform.I386,
            source=ROLLUP,
            version=row.version,
            link=datetime.combine(row.date, row.time or time(12), UTC) + REDMOND,
            size=row.size,
        )


def _rows(record: Signature) -> Iterator[Row]:
    """What it lists for plain NT 4.0 on i386, in English, before the roll-up was made."""
    for table in record.tables:
        for row in table.rows:
            fits = (row.branch or table.branch) in (None, Branch.NT4) and row.platform in (None, Platform.I386)
            there = row.date is not None and row.date < ROLLED_UP.date() and row.date_doubt is None
            own = row.file.endswith((".dll", ".exe", ".sys")) and row.file not in KERNEL_NAMES
            if fits and there and own and table.language in (None, "en"):
                yield row


def _age(row: Row) -> tuple[datetime, FileVersion]:
    assert row.date
    return datetime.combine(row.date, row.time or time()), row.version or FileVersion(0, 0, 0, 0)
