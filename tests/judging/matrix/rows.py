"""Every row of every record that ships: what kind of row it is, and how it speaks, by itself and in its article.

The rows of `test_every_row.py` are among them; there the letters are sharper, here is everything else, too.
"""

from datetime import UTC, date, datetime, time
from functools import cache, cached_property

from msgspec.structs import replace

from ntfp.facts.build import KERNEL_NAMES, Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.version import FileVersion
from ntfp.judging.history import branch_of, platform_of
from tests.judging.systems import history, shipped
from tests.judging.variations import NUMBERS, Subject, number_of

# What no reader of headers opens, by its ending: debugging symbols, what setup and web servers read, texts, fonts, the
# loader, what is compressed. How many rows are left out for that.
NO_PE = {
    "adm": 3, "asp": 6, "com": 2, "dbg": 11, "dl_": 2, "doc": 2, "h": 7, "htm": 1, "inf": 3, "ini": 2, "js": 3,
    "nls": 1, "ntldr": 2, "pdb": 2, "sdb": 1, "tlb": 1, "ttf": 2, "txt": 3, "ver": 1,
}  # fmt: skip

KINDS = {  # how many rows there are of each kind, by what is printed
    "plain": 995,  # platform, size, date
    "numbered": 186,  # and a version
    "in KB": 71,  # the size is a number of KB
    "numbered in KB": 4,
    "sizeless": 8,  # platform and date, and nothing else
    "bare": 32,  # size and date; neither article nor row say of which platform
    "bare numbered": 91,  # and a version
    "2000": 33,  # plain, of Windows 2000, where later packs have lower numbers than earlier fixes
    "2000 numbered": 254,
    "2000 bare": 4,
    "2000 bare numbered": 93,
    "foreign": 30,  # of a table for another language than English
    "doubtful": 31,  # the date can be read in two ways
    "undated": 10,  # neither date nor version
    "undated numbered": 6,
    "mute": 85,  # nobody can say of which Windows or which language it is
}

# Any day and any size will do for a row that prints none.
_SOME_DAY, _SOME_SIZE = date(2001, 6, 1), 100_000


class Printed(Subject):
    """One row; what it does not say is what a reader would take it for."""

    @cached_property
    def told_branch(self) -> Branch | None:
        """Whose file it is, where that can be told."""
        return branch_of(self.signature, self.table, self.row)

    @cached_property
    def branch(self) -> Branch:
        named = [bullet.branch for bullet in self.signature.applies_to]
        return self.told_branch or min(named, default=min(self.signature.branches))

    @cached_property
    def told_platform(self) -> Platform | None:
        return platform_of(self.signature, self.row)

    @cached_property
    def platform(self) -> Platform:
        """A row that does not say lists the i386 file, going by its size."""
        return self.told_platform or Platform.I386

    @cached_property
    def kind(self) -> str:
        row = self.row
        if self.told_branch is None or self.signature.doubts_language(self.table):
            return "mute"
        if row.date is None:
            return "undated numbered" if row.version else "undated"
        if row.date_doubt:
            return "doubtful"
        if self.table.language not in (None, "en"):
            return "foreign"
        words = ["2000"] if self.branch is Branch.WIN2000 else []
        words += [] if self.told_platform else ["bare"]
        words += ["numbered"] if row.version else []
        if not words or words == ["numbered"]:
            words += ["in KB"] if row.size_kb else []
            words = words or (["plain"] if row.size else ["sizeless"])
        return " ".join(words)

    def moment(self, day: date | None = None) -> datetime:
        """The printed moment as if it were UTC; noon where no time is printed."""
        return datetime.combine(day or self.row.date or _SOME_DAY, self.row.time or time(12), UTC)

    def size(self) -> int:
        return self.row.size or int((self.row.size_kb or 0) * 1024) or _SOME_SIZE

    def number(self, moment: datetime) -> FileVersion:
        """What was current then, and agrees with what is on record of that file from before and after that day."""
        if self.row.version:
            return self.row.version
        first = datetime.combine(NUMBERS[self.branch][0][0], time(), UTC)
        current = number_of(self.branch, max(moment, first))
        seen = history().sightings_of(self.branch, self.row.file, self.platform)
        before = [one.version for one in seen if one.day <= moment.date()]
        behind = [one.version for one in seen if one.day > moment.date()]
        if self.branch is not Branch.WIN2000 and behind and current >= min(behind):
            current = next_to(min(behind), -1)
        return max([current, *before])

    @cached_property
    def voice(self) -> Signature:
        """The article, if it held this row and said nothing about packs, windows and languages."""
        table = replace(self.table, rows=(self.row,))
        return replace(self.signature, tables=(table,), fixed_in=(), affects=(), languages=())

    @cached_property
    def voices(self) -> tuple[Signature, ...]:
        """The voices of all rows of its article that may speak about the same file, its own among them."""
        names = KERNEL_NAMES if self.flavour else (self.row.file,)
        rows = [Printed(self.signature, table, row) for table in self.signature.tables for row in table.rows]
        return tuple(one.voice for one in rows if one.row.file in names)


def next_to(version: FileVersion, step: int) -> FileVersion:
    """The number so many steps below or above: what a word is too short for, the one before it takes."""
    high, low = version.words()
    number = (high << 32 | low) + step
    return FileVersion.from_words(number >> 32, number & 0xFFFFFFFF)


def has_headers(row: Row) -> bool:
    """Can a PE file be made of it?"""
    return ending_of(row) not in NO_PE


def ending_of(row: Row) -> str:
    """The last part of its name; all of one that has none."""
    return row.file.rpartition(".")[2]


@cache
def every_row() -> tuple[Printed, ...]:
    """Of every record that ships, those that a file with headers can be made of."""
    return tuple(Printed(*place) for place in _printed() if has_headers(place[2]))


@cache
def left_out() -> tuple[Row, ...]:
    """The others."""
    return tuple(row for _, _, row in _printed() if not has_headers(row))


def _printed() -> list[tuple[Signature, Table, Row]]:
    return [(one, table, row) for one in shipped().values() for table in one.tables for row in table.rows]


@cache
def rows_of(file: str, branch: Branch, platform: Platform, *, numbered: bool) -> tuple[Printed, ...]:
    """All rows of one file that say for sure what they list, in the order of their days."""
    same = [
        one
        for one in every_row()
        if (one.row.file, one.told_branch, one.told_platform) == (file, branch, platform)
        and one.row.date
        and not one.row.date_doubt
        and one.row.size
        and bool(one.row.version) is numbered
        and one.kind not in {"mute", "foreign"}
    ]
    return tuple(sorted(same, key=lambda one: (one.moment(), one.kb)))
