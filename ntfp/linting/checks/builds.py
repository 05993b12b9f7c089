"""Checks of what several rows say of one file: one build has one set of facts, and numbers rise with time.

These find misprints nobody would see in one article alone.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from ntfp.facts.build import Line
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, number_of
from ntfp.facts.version import FileVersion
from ntfp.judging.history import SETTLED
from ntfp.linting.check import OfRows
from ntfp.linting.checks.rows import is_code
from ntfp.linting.subject import Placed, Subject, is_own

_OTHER_ZONES = timedelta(days=2)  # one build is printed hours apart
_SMALLEST, _LARGEST = 1.05, 5  # times the size for i386 that real files for Alpha have
_SHORTEST = 5  # letters of a name before its ending; shorter ones are like others by chance


class OneBuild(OfRows):
    """A file of one version and day has one size, in whatever article."""

    name = "build-size"
    advice = "Compare the two articles: a build of one day and version has one size, but for variants and languages."

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        if row.version is None or row.size is None or not placed.sure:
            return
        for other in subject.by_file[row.file]:
            theirs = other.row
            same = (other.branch, other.platform, theirs.version) == (placed.branch, placed.platform, row.version)
            alike = (placed.table.language, _variant(placed)) == (other.table.language, _variant(other))
            if same and alike and theirs.date == row.date and theirs.size and theirs.size != row.size and other.sure:
                if _is_first(placed, other):
                    wanted = f"expected {theirs.size:,} as in {other.kb} for {row.version} of {row.date}"
                    yield "size", f"{wanted}, found {row.size:,}"
                return


class OneVersion(OfRows):
    """A file of one size and one minute has one version, in whatever article."""

    name = "build-version"
    advice = "Compare the two articles: what has one size and one minute of one day is one build, with one version."

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        if None in (row.version, row.size, row.date, row.time):
            return
        for other in subject.by_file[row.file]:
            theirs = other.row
            same = (theirs.size, theirs.date, theirs.time) == (row.size, row.date, row.time)
            same &= (other.branch, other.platform) == (placed.branch, placed.platform)
            if same and theirs.version and theirs.version != row.version:
                if _is_first(placed, other):
                    wanted = f"expected {theirs.version} as in {other.kb} for {row.size:,} bytes of {row.date}"
                    yield "version", f"{wanted}, found {row.version}"
                return


class OneDay(OfRows):
    """A file of one size and one minute of the day has one date, but where files were dated together."""

    name = "build-day"
    advice = (
        "Compare the two articles: one size at one minute of the day, months apart, is a misprint in one of the dates."
    )

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        if None in (row.size, row.date, row.time) or not row.time or not (row.time.hour or row.time.minute):
            return
        for other in subject.by_file[row.file]:
            theirs = other.row
            same = (theirs.size, theirs.time, other.platform) == (row.size, row.time, placed.platform)
            same &= not _stamped(placed) and not _stamped(other)
            if same and row.date and theirs.date and abs(theirs.date - row.date) > _OTHER_ZONES:
                if _is_first(placed, other):
                    wanted = f"expected {theirs.date} as in {other.kb} for {row.size:,} bytes at {row.time:%H:%M}"
                    yield "date", f"{wanted}, found {row.date}"
                return


class GoesBack(OfRows):
    """The versions of one file on one platform rise with its dates."""

    name = "version-back"
    advice = (
        "Compare both rows: of one file and platform a later day has no lower version; one of the two is a misprint."
    )

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        line = subject.lines.get(placed.branch) if placed.branch else None
        if line is None or row.version is None or not placed.sure or not is_own(row.version, line):
            return
        if not line.numbers_order or row.file.startswith("hal"):
            return
        assert row.date
        first = _built(placed, subject)
        for other in subject.by_file[row.file]:
            theirs = other.row
            same = (other.branch, other.platform) == (placed.branch, placed.platform) and other.sure
            if not same or theirs.version is None or not is_own(theirs.version, line) or theirs.date is None:
                continue
            if (
                theirs.date < first
                and theirs.version > row.version
                and not _side_by_side(row.version, theirs.version, line)
            ):
                wanted = f"expected {theirs.version} or more, which {other.kb} had on {theirs.date}"
                yield "version", f"{wanted}, found {row.version} of {first}"
                return


class AboveItsTime(OfRows):
    """No version is above what other articles had two months later: the judge goes by that."""

    name = "version-early"
    advice = "Read version and date again: left as it is, the row makes other files look later than they are."

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        if row.version is None or placed.branch is None or not subject.rises(placed):
            return
        built = _built(placed, subject)
        later = _first_high(placed, built + SETTLED, subject.rising.get(placed.branch, ()))
        if later and later.row.version and later.row.version < row.version:
            wanted = f"expected less than {later.row.version}, a new high on {later.row.date} ({later.kb})"
            yield "version", f"{wanted}, found {row.version} of {built}"


class FarSize(OfRows):
    """A size is like those of the same file elsewhere."""

    name = "size-far"
    advice = "Compare the size with other articles, digit by digit; the file may also be another variant or language."

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        size = _bytes(row)
        if not size:
            return
        others = sorted(
            other.row.size
            for other in subject.by_file[row.file]
            if other.kb != placed.kb
            and other.row.size
            and (other.branch, other.platform) == (placed.branch, placed.platform)
        )
        others += [
            build.size
            for build in (*subject.known.modules.get(row.file, ()), *subject.known.kernels)
            if build.file == row.file
            and build.size
            and (build.branch, build.platform) == (placed.branch, placed.platform)
        ]
        others += [
            listed.files[row.file]
            for listed in subject.known.packs
            if row.file in listed.files and (listed.branch, listed.platform) == (placed.branch, placed.platform)
        ]
        if len(others) > 1 and not min(others) / 1.5 <= size <= max(others) * 1.5:
            yield "size", f"expected some {min(others):,} to {max(others):,} bytes as elsewhere, found {size:,}"


class AlphaSize(OfRows):
    """In one table the file for Alpha is larger than that for i386."""

    name = "size-platform"
    advice = "Read the two lines again: a file for Alpha is the larger one, by half as a rule."

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        size = _bytes(row)
        if row.platform is not Platform.ALPHA or not size or not is_code(row.file):
            return
        for other in placed.table.rows:
            pair = (other.file, other.platform, other.branch, other.variant)
            theirs = _bytes(other)
            if pair == (row.file, Platform.I386, row.branch, row.variant) and theirs:
                if not _SMALLEST <= size / theirs <= _LARGEST:
                    wanted = f"expected {_SMALLEST} to {_LARGEST} times the {theirs:,} bytes for i386"
                    yield "size" if row.size else "size_kb", f"{wanted}, found {size:,}"
                return


class UnheardOf(OfRows):
    """A name no other article lists is no misspelt one."""

    name = "file-unheard-of"
    advice = "Read the name again: no other article lists it, and one that several list differs in a letter."

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        file = placed.row.file
        articles = {other.kb for other in subject.by_file[file]}
        if len(articles) > 1 or file.endswith("_") or file in subject.known.modules:
            return
        if any(file in listed.files for listed in subject.known.packs):
            return
        for common in sorted(subject.common_files):
            if _one_letter(file, common):
                yield "file", f"expected a name that is listed elsewhere, such as {common}, found {file}"
                return


def _one_letter(file: str, common: str) -> bool:
    """Is it the same name but for one letter more, less, or another, or two that changed places?"""
    if file == common or len(common.partition(".")[0]) < _SHORTEST or abs(len(file) - len(common)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(file, common, strict=False)) if a != b), min(len(file), len(common)))
    rest, other = file[start:], common[start:]
    # A digit that differs is another file: msvcrt20 and msvcrt40.
    if (rest[:1] + other[:1]).strip("0123456789") != rest[:1] + other[:1]:
        return False
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )


def _bytes(row: Row) -> int | None:
    """Its size; one printed in KB is right to half of one."""
    return row.size or (int(row.size_kb * 1024) if row.size_kb else None)


def _variant(placed: Placed) -> str | None:
    return placed.row.variant or placed.table.variant


def _stamped(placed: Placed) -> bool:
    """Does its table give several files one time, as who packs them does?"""
    row = placed.row
    return sum((other.date, other.time) == (row.date, row.time) for other in placed.table.rows) > 2


def _is_first(placed: Placed, other: Placed) -> bool:
    """Of two rows one is told: the one of the later article, or further down."""
    mine, theirs = (number_of(placed.kb), placed.row.line), (number_of(other.kb), other.row.line)
    return mine > theirs


def _built(placed: Placed, subject: Subject) -> date:
    """The first day any row prints for the build: files were dated anew when they were packed again."""
    row = placed.row
    days = [
        other.row.date
        for other in subject.by_file[row.file]
        if other.row.version == row.version and other.branch is placed.branch and other.sure and other.row.date
    ]
    return min(days)


def _side_by_side(one: FileVersion, other: FileVersion, line: Line) -> bool:
    """Were the two given out by two trees at one time?"""
    spans = [mixed.revisions for mixed in line.mixed]
    return any(first <= version.revision <= last + 1 for version in (one, other) for first, last in spans)


def _first_high(placed: Placed, day: date, rising: tuple[Placed, ...]) -> Placed | None:
    """The first row of another article from that day on with a version above all before it.

    `History.later_than` has all articles in it, this one too, and so never says less than the row itself.
    """
    highest: FileVersion | None = None
    for other in rising:
        version = other.row.version
        if version and other.kb != placed.kb and (highest is None or version > highest):
            highest = version
            if other.row.date and other.row.date >= day:
                return other
    return None


BUILD_CHECKS = (
    OneBuild(),
    OneVersion(),
    OneDay(),
    GoesBack(),
    AboveItsTime(),
    FarSize(),
    AlphaSize(),
    UnheardOf(),
)
