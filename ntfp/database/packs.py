"""`packs.toml`: what whole service packs hold, and the one time each release gives its files.

Only a verdict needs it; telling which NT a file is does not, and does not wait for it.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

import msgspec

from ntfp.database.branches import unknown_packs
from ntfp.database.values import Name, NtBranch, NtPlatform, Pack, Positive, Words
from ntfp.database.written import Mistake, Written, each, unlikely_day
from ntfp.facts.build import Branch, Known, PackList, Stamp
from ntfp.facts.platform import Platform


class _Stamp(Written, frozen=True):
    branch: NtBranch
    packs: tuple[Pack, ...]
    day: date
    source: Words
    clock: time | None = None

    def mistakes(self) -> Iterator[Mistake]:
        yield from unknown_packs(self.branch, ((f"packs[{n}]", pack) for n, pack in each(self.packs)))
        yield from unlikely_day("day", self.day)


class _Pack(Written, frozen=True):
    branch: NtBranch
    pack: Pack
    platform: NtPlatform
    stamp: datetime
    source: Words
    files: tuple[tuple[Name, Positive], ...] = ()

    def mistakes(self) -> Iterator[Mistake]:
        if not self.files:
            yield "files", "expected one file or more, found none"
        yield from unknown_packs(self.branch, (("pack", self.pack),))
        yield from unlikely_day("stamp", self.stamp)
        if getattr(self.stamp, "tzinfo", None) is not None:
            yield "stamp", "a stamp is local, zone unsaid: write none behind it"
        seen: set[str] = set()
        for number, (name, _) in each(self.files):
            if name in seen:
                yield f"files[{number}]", f"{name} is there already"
            seen.add(name)


class Packs(Written, frozen=True):
    """The file as a whole."""

    stamps: tuple[_Stamp, ...]
    packs: tuple[_Pack, ...]


def with_packs(known: Known, written: Packs) -> Known:
    """The same, with the packs and stamps of the file."""
    stamps = tuple(
        Stamp(branch=Branch(row.branch), packs=row.packs, day=row.day, clock=row.clock, source=row.source)
        for row in written.stamps
    )
    packs = tuple(
        PackList(
            branch=Branch(row.branch),
            pack=row.pack,
            platform=Platform(row.platform),
            stamp=row.stamp,
            files=dict(row.files),
            source=row.source,
        )
        for row in written.packs
    )
    return msgspec.structs.replace(known, packs=packs, stamps=stamps)
