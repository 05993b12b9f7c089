"""Files: what the files of an article on one branch and platform say of its fix.

Each file alone, and then all together: one older file is enough for the fix to
be missing, and all have to be later, or not there, for it to be here.
"""

from collections.abc import Iterator
from functools import cached_property

import msgspec

from ntfp.catalogue.checks.bounds import DAY, Bounds
from ntfp.catalogue.checks.own import OwnFiles
from ntfp.catalogue.checks.stands import Stand
from ntfp.facts.build import HAL, KERNEL_NAMES, Flavour, Known, is_hal
from ntfp.facts.check import ALWAYS, NEVER, FileIs, LanguageIs, Linked, NoFile, Question, both, either, unless
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Table
from ntfp.facts.version import FileVersion

KERNEL = "ntoskrnl.exe"  # the name under which every kernel is installed, whichever it is
Rows = tuple[tuple[Table, Row], ...]

_NO_PE = (".txt", ".inf", ".ini", ".htm", ".asp", ".hlp", ".cnt", ".com", ".fon", ".ttf")
_ELSEWHERE = ("hypertrm.",)  # below Program Files, where is not looked: that none is found says nothing


class Files(msgspec.Struct, frozen=True):
    """What says that the files lack the fix, and what that they have it."""

    lack_it: Question
    have_it: Question


def ask_files(stand: Stand, platform: Platform, rows: Rows, known: Known, fixed: Question) -> Files:
    """All files that the rows list. `fixed` is what besides the files says that the fix is here."""
    found: dict[str, list[tuple[Table, Row]]] = {}
    for table, row in rows:
        if "." in row.file and not row.file.endswith(_NO_PE):
            found.setdefault(_installed_name(row.file), []).append((table, row))
    files = [_File(stand, platform, name, tuple(found[name]), known) for name in sorted(found)]
    none = both(*(either(file.absent) for file in files))
    lack_it = either(*(file.lacks_it for file in files), both(none, stand.pack_too_old_without_files))
    if len(files) == 1:
        (file,) = files
        return Files(lack_it, either(file.has_it, both(fixed, either(file.absent, *file.agrees))))
    each = [either(file.absent, file.has_it, both(fixed, either(*file.agrees))) for file in files]
    return Files(lack_it, both(either(fixed, unless(none)), *each))  # with none of them here they say nothing


def _installed_name(file: str) -> str:
    return KERNEL if file in KERNEL_NAMES else HAL if is_hal(file) else file


class _File:
    """One file as it is installed, and the rows that may be about it."""

    def __init__(self, stand: Stand, platform: Platform, name: str, rows: Rows, known: Known) -> None:
        self.stand, self.platform, self.name, self.rows = stand, platform, name, rows
        self.bounds = Bounds(stand, platform)
        self.own = OwnFiles(stand, platform, name, rows, known)
        listed = {KERNEL_NAMES[row.file] for _, row in rows} if name == KERNEL else set()
        # Of a kernel or a HAL whose kind cannot be asked for, no row may be about the one that is there.
        self.surely_meant = name != HAL and (name != KERNEL or {Flavour.UP, Flavour.MP} <= listed)

    @property
    def absent(self) -> Question | None:
        return None if self.name.startswith(_ELSEWHERE) else NoFile(self.name)

    @cached_property
    def has_it(self) -> Question:
        """It is the file of a row, or later than all; no other Windows' and no pack's of which nobody knows."""
        # A pack's file may have the row's size, too: by its day it is the row's, and later it is nobody knows what.
        found = either(*self._very(), both(either(*self._later()), unless(self.own.silent_of_row_size)))
        if found != NEVER:
            found = both(found, unless(either(self.own.silent, self._of_other_windows)))
        return either(found, self.own.having)

    @property
    def lacks_it(self) -> Question:
        return either(
            *self._older(), self.own.lacking(self._below_all), *self.own.listed_lacking(), *self._linked_before()
        )

    @property
    def agrees(self) -> list[Question]:
        """What does not speak against a pack or key that has the fix, though it says nothing for it."""
        versions = [row.version for _, row in self.rows if row.version]
        if versions:
            first = self.bounds.after(max(versions)) if self.name == KERNEL else max(versions)
            ranges = [self.bounds.of_branch(first, upwards=True)] if self.surely_meant else []
            return [FileIs(file=self.name, every=True, first=low, below=high) for low, high in ranges]
        first_days = [self.bounds.first_moment(table, row) for table, row in self.rows]
        if not all(first_days):
            return []
        first_day = max(day for day in first_days if day)
        linked = Linked(file=self.name, every=True, first=first_day - DAY, last=self.bounds.last_link)
        had = self.bounds.had_before(self.rows)
        older = FileIs(file=self.name, every=False, first=had[0], below=had[1]) if had else NEVER
        return [both(linked, unless(either(self._of_other_windows, older)))]

    def _by_language(self) -> Iterator[tuple[Question | None, Rows]]:
        """The rows that speak of files in one language, with the question for that; those for all are with each."""
        languages = sorted({table.language for table, _ in self.rows if table.language})
        for language in (*languages,) or (None,):
            asked = LanguageIs(language) if language else None
            yield asked, tuple(one for one in self.rows if one[0].language in (None, language))

    def _very(self) -> Iterator[Question]:
        """The very file of a row: its size and its day, and its version where it has one."""
        for table, row in self.rows:
            if not self.bounds.of_platform(row, or_none=True) or row.size is None:
                continue
            first, below = (row.version, self.bounds.after(row.version)) if row.version else (None, None)
            this = FileIs(file=self.name, every=True, first=first, below=below, size=row.size)
            linked = [
                Linked(file=self.name, every=True, first=first_of - DAY, last=last + DAY)
                for first_of, last in self.bounds.spans(table, row)
            ]
            if linked:
                yield both(this, either(*linked))
            elif row.version:
                yield this

    def _later(self) -> Iterator[Question]:
        """Later than every row of its language: by version, or by link time where no row has a version."""
        if not self.surely_meant:
            return
        for language, rows in self._by_language():
            yield both(language, self._newer(rows))
            linked = self.bounds.linked_later(self.name, rows)
            if linked:
                yield both(language, Linked(file=self.name, every=True, first=linked, last=self.bounds.last_link))

    def _newer(self, rows: Rows) -> Question:
        found = self.bounds.newer(self.name, rows, self.own)
        return FileIs(file=self.name, every=True, first=found[0], below=found[1]) if found else NEVER

    @cached_property
    def _of_other_windows(self) -> Question:
        """Has it a version of another Windows? Its link time says nothing then."""
        ranges = self.bounds.of_other_windows()
        return either(*(FileIs(file=self.name, every=False, first=low, below=high) for low, high in ranges))

    @property
    def _below_all(self) -> FileVersion | None:
        """The version below which it is older than every row, whatever language that is in."""
        found = self.bounds.older(self.rows, self.own) if self.surely_meant else None
        return found[1] if found and not self.stand.crossing else None

    def _older(self) -> Iterator[Question]:
        """Older than every row by its version, in whatever language: builds have one version in all."""
        if not self.surely_meant:
            return
        several = list(self._by_language())
        for language, rows in ((None, self.rows), *(several if len(several) > 1 else ())):
            found = self.bounds.older(rows, self.own)
            if found:
                older = FileIs(file=self.name, every=False, first=found[0], below=found[1])
                # Where packs cross, the pack's own file may have the fix and a lower number.
                yield both(language, older, unless(self.stand.pack_has_it) if self.stand.crossing else ALWAYS)

    def _linked_before(self) -> Iterator[Question]:
        """Linked three days before every row, or more, of another size, and no pack's that has the fix."""
        if not self.surely_meant or any(row.version for _, row in self.rows):
            return
        for language, rows in self._by_language():
            sizes = {row.size for _, row in rows}
            last = self.bounds.linked_before(rows)
            if last is None or None in sizes:
                continue
            same = (FileIs(file=self.name, every=False, size=size) for size in sorted(filter(None, sizes)))
            own = either(self.own.having, self.own.silent)
            here = either(self.stand.pack_has_it, self._of_other_windows, self._newer(rows), own, *same)
            linked = Linked(file=self.name, every=False, first=self.bounds.first_link, last=last)
            yield both(language, linked, unless(here))
