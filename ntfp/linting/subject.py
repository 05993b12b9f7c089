"""The subject: one data set, read as far as it can be read, with all that checks ask of it.

A data set with a mistake in it is refused by whoever goes by it. Here each file is
read for itself, what cannot be read is kept as a `Fault`, and the rest is looked at.
Each part is worked out once, when the first check asks for it.

Nothing is judged right or wrong here but what cannot be read at all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from operator import itemgetter
from pathlib import Path

import msgspec

from ntfp.database import DataSet, shipped
from ntfp.database.contradictions import Contradiction
from ntfp.database.mending import Correction, Review
from ntfp.database.places import open_place
from ntfp.facts.build import Branch, Known, Line, ListedKernel
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.version import FileVersion
from ntfp.judging.calibrating import make_history
from ntfp.judging.history import History, branch_of, platform_of
from ntfp.linting.reading import Fault, Reading, read_folder, read_packed

Listing = Callable[[Iterable[Signature]], tuple[ListedKernel, ...]]

_COMMON = 4  # so many articles list a file that is no misprint


class Placed(msgspec.Struct, frozen=True):
    """A row with all around it: where it stands, whose it is."""

    signature: Signature
    table: Table
    row: Row
    key: str  # "tables[0].rows[2]"
    branch: Branch | None
    platform: Platform | None

    @property
    def kb(self) -> str:
        return self.signature.kb

    @property
    def sure(self) -> bool:
        """Does it teach about others: dated in one way, not mended, and of a known branch?"""
        row = self.row
        return bool(self.branch and row.date and not row.date_doubt and not row.mended)


class Subject:
    """What is looked at, and what it is compared with."""

    def __init__(self, found: Reading, base: DataSet | None, list_kernels: Listing) -> None:
        """`base` is what these records are laid over, where they do not stand by themselves."""
        self._found, self._base, self._list_kernels = found, base, list_kernels

    @property
    def folder(self) -> Path | None:
        """Where the TOML files are; `None`: what is packed has none."""
        return self._found.folder

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What cannot be read, or does not fit together."""
        return self._found.faults

    @property
    def unread(self) -> int:
        """How many records were left out, since the builds beside them cannot be read."""
        return self._found.unread

    @property
    def files(self) -> tuple[tuple[Path, Signature], ...]:
        """The records that can be read, as they are written, with their files."""
        return self._found.files

    @property
    def printed(self) -> tuple[Signature, ...]:
        """The same records, as their articles print them."""
        return self._found.printed

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return self._found.corrections

    @property
    def reviews(self) -> tuple[Review, ...]:
        return self._found.reviews

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        return self._found.contradictions

    @property
    def whole(self) -> bool:
        """Does it stand by itself?"""
        return self._found.known is not None

    @property
    def known(self) -> Known:
        """What is known of branches, packs and builds: its own, or what ships."""
        if self._found.known is not None:
            return self._found.known
        return self._base.known if self._base else Known((), (), {})

    @cached_property
    def lines(self) -> dict[Branch, Line]:
        return {line.branch: line for line in self.known.lines}

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """The records as they are meant."""
        return self._found.meant

    @cached_property
    def laid_over(self) -> dict[str, Signature]:
        """What these records are laid over: the records that ship."""
        return {signature.kb: signature for signature in self._base.signatures} if self._base else {}

    @cached_property
    def everything(self) -> dict[str, Signature]:
        """Every record there is to compare with: these, and those they are laid over."""
        return {**self.laid_over, **{signature.kb: signature for signature in self.signatures}}

    @cached_property
    def rows(self) -> tuple[Placed, ...]:
        """Every row of these records."""
        return tuple(placed for signature in self.signatures for placed in rows_of(signature))

    @cached_property
    def all_rows(self) -> tuple[Placed, ...]:
        """Every row there is to compare with."""
        return tuple(placed for signature in self.everything.values() for placed in rows_of(signature))

    @cached_property
    def by_file(self) -> dict[str, tuple[Placed, ...]]:
        """The rows there are of one file."""
        found: defaultdict[str, list[Placed]] = defaultdict(list)
        for placed in self.all_rows:
            found[placed.row.file].append(placed)
        return {file: tuple(rows) for file, rows in found.items()}

    @cached_property
    def common_files(self) -> frozenset[str]:
        """The files that several articles list."""
        articles = {file: {placed.kb for placed in rows} for file, rows in self.by_file.items()}
        return frozenset(file for file, found in articles.items() if len(found) >= _COMMON)

    def rises(self, placed: Placed) -> bool:
        """Is a row sure, and its version one of those that rise over the whole branch?"""
        line, version = self.lines.get(placed.branch) if placed.branch else None, placed.row.version
        if line is None or line.rising_from is None or version is None or not placed.sure:
            return False
        return is_own(version, line) and version.revision >= line.rising_from

    @cached_property
    def rising(self) -> dict[Branch, tuple[Placed, ...]]:
        """By branch the rows whose versions rise over the whole of it, in the order of their days."""
        found: defaultdict[Branch, list[tuple[date, FileVersion, Placed]]] = defaultdict(list)
        for placed in self.all_rows:
            branch, day, version = placed.branch, placed.row.date, placed.row.version
            if branch and day and version and self.rises(placed):
                found[branch].append((day, version, placed))
        return {branch: tuple(one[2] for one in sorted(rows, key=itemgetter(0, 1))) for branch, rows in found.items()}

    @cached_property
    def history(self) -> History:
        """What all of them teach."""
        return make_history(self.known, self.everything.values())

    @cached_property
    def listed(self) -> tuple[ListedKernel, ...]:
        """The kernels that its records list, worked out anew."""
        return self._list_kernels(self.signatures)


def is_own(version: FileVersion, line: Line) -> bool:
    """Is it a number that the branch gives its own files?"""
    return (version.major, version.minor) == line.version and line.earliest <= version.build <= line.builds[1]


def rows_of(signature: Signature) -> tuple[Placed, ...]:
    """Every row of one record."""
    return tuple(
        Placed(
            signature,
            table,
            row,
            f"tables[{t}].rows[{r}]",
            branch_of(signature, table, row),
            platform_of(signature, row),
        )
        for t, table in enumerate(signature.tables)
        for r, row in enumerate(table.rows)
    )


def read_subject(place: Path, list_kernels: Listing) -> Subject:
    """What lies at one place: a folder of TOML files, or a packed file. `DataError` where it is neither.

    `list_kernels` makes of records the kernels they list: what `kernels.toml` should hold.
    """
    found = read_folder(place) if place.is_dir() else read_packed(open_place(place))
    return Subject(found, None if found.stands_alone else shipped(), list_kernels)


def shipped_subject(list_kernels: Listing) -> Subject:
    """What an installation ships; a `DataError` where that is missing or damaged, as every command tells it."""
    return Subject(read_packed(shipped()), None, list_kernels)
