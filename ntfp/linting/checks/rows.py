"""Checks of one row, against its own article and what is known of its branch.

What rows of several articles say of one file is in `ntfp.linting.checks.builds`.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ntfp.facts.build import Branch, is_of_other_40
from ntfp.facts.signature import Signature
from ntfp.linting.check import Found, OfRecords, OfRows
from ntfp.linting.subject import Placed, Subject, is_own

_CODE = (".exe", ".dll", ".sys", ".cpl", ".drv")
_OF_I386 = (Branch.WIN2000, Branch.WINXP)  # their fixes are of no other platform


class Order(OfRecords):
    """Bullets, tables and rows stand in the order of the article's lines."""

    name = "order"
    advice = "Put bullets, tables and rows in the order of the article's lines; one line holds one of a kind."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        lines = [("applies_to", [bullet.line for bullet in signature.applies_to], False)]
        lines += [("tables", [table.line for table in signature.tables], False)]
        for number, table in enumerate(signature.tables):
            key = f"tables[{number}].rows"
            lines.append((key, [row.line for row in table.rows], True))
            if table.rows and table.rows[0].line < table.line:
                problem = f"expected the rows below line {table.line}, found one in line {table.rows[0].line}"
                yield Found(problem, f"{key}[0].line", table.rows[0].line)
        for key, found, strictly in lines:
            for number, (line, after) in enumerate(pairwise(found), 1):
                if after < line or (strictly and after == line):
                    yield Found(f"expected a line after {line}, found {after}", f"{key}[{number}].line", after)


class RowTwice(OfRecords):
    """A table lists a file of one platform once for whom it speaks."""

    name = "row-twice"
    advice = (
        "Look into the article whether one of the two is of another branch, platform, language or variant, and say so."
    )

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        seen: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for t, table in enumerate(signature.tables):
            for r, row in enumerate(table.rows):
                whose = row.branch or table.branch, table.language, row.variant or table.variant
                found = seen[*whose, row.file, row.platform]
                if found and not signature.doubts_row(table, row):
                    what = f"{row.file} for {row.platform or 'no platform'}"
                    problem = f"expected {what} once for whom the table speaks, found it in line {found[0]}, too"
                    yield Found(problem, f"tables[{t}].rows[{r}]", row.line)
                found.append(row.line)


class DateInLife(OfRows):
    """A date is of the years in which the branch was built."""

    name = "date-in-life"
    advice = "Read the date again: outside the years of builds.toml nothing of the branch was built."

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        line = subject.lines.get(placed.branch) if placed.branch else None
        for field, day in (("date", placed.row.date), ("date_doubt", placed.row.date_doubt)):
            if line and day and not line.lived[0] <= day <= line.lived[1]:
                yield field, f"expected a day of {line.title}, {line.lived[0]} to {line.lived[1]}, found {day}"


class Revised(OfRows):
    """No file is dated after the last revision of its article."""

    name = "revised-before"
    advice = "Read both dates again: an article lists no file that was made after its last revision."

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        revised, day = placed.signature.revised, placed.row.date
        if revised and day and day > revised:
            yield "date", f"expected a day before the article was revised, {revised}, found {day}"


class DoubtedDate(OfRows):
    """Both readings of a doubtful date are possible."""

    name = "date-doubt"
    advice = "Settle the date: one of its two readings cannot be, so the other is meant."

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        row, revised = placed.row, placed.signature.revised
        line = subject.lines.get(placed.branch) if placed.branch else None
        if row.date and row.date_doubt:
            for day in (row.date, row.date_doubt):
                if revised and day > revised:
                    yield "date_doubt", f"expected two days that can be, found {day}, after the article of {revised}"
                elif line and not line.lived[0] <= day <= line.lived[1]:
                    yield "date_doubt", f"expected two days of {line.title}, found {day}"


class OtherBranch(OfRows):
    """A version of 4.0 has the bit of Terminal Server's where the row is of Terminal Server."""

    name = "version-branch"
    advice = (
        "Find out whose file it is: 4.0.1381 with a last number of 32768 or more is Terminal Server's, below it is not."
    )

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        row, table = placed.row, placed.table
        branch = row.branch or table.branch
        only = {bullet.branch for bullet in placed.signature.applies_to}
        if branch is None and len(only) == 1:
            (branch,) = only
        doubted = placed.signature.doubts_row(table, row)
        if branch and row.version and is_of_other_40(row.version, branch) and not doubted:
            other = Branch.NT4_TSE if branch is Branch.NT4 else Branch.NT4
            yield "version", f"expected a version of {branch}, found {row.version}, which is of {other}"


class ForeignVersion(OfRows):
    """A version looks like one of its branch, or the file is always numbered otherwise."""

    name = "version-foreign"
    advice = (
        "Find out whose number it is; one of a package or of another product says nothing about builds of the branch."
    )

    def of(self, placed: Placed, subject: Subject) -> Iterator[tuple[str, str]]:
        row, version = placed.row, placed.row.version
        line = subject.lines.get(placed.branch) if placed.branch else None
        if version is None or line is None or is_own(version, line):
            return
        others = subject.by_file[row.file]
        own = [
            one for one in others if one.branch is placed.branch and one.row.version and is_own(one.row.version, line)
        ]
        if (version.major, version.minor) == line.version or own:
            major, minor = line.version
            builds = f"{line.earliest} to {line.builds[1]}" if line.earliest < line.builds[1] else str(line.builds[1])
            seen = f" as in {own[0].kb}" if own else ""
            yield "version", f"expected {major}.{minor} and a build of {builds}{seen}, found {version}"


class PackageVersion(OfRecords):
    """Files of several days do not all have one version."""

    name = "version-package"
    advice = "Correct it to none in corrections.toml: a number that all files share is the package's that brought them."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        for number, table in enumerate(signature.tables):
            versions = {row.version for row in table.rows}
            days = {row.date for row in table.rows}
            files = {row.file for row in table.rows}
            if len(versions) == 1 and None not in versions and len(files) > 2 and len(days) > 2:
                (version,) = versions
                problem = f"expected versions as different as the days, found {version} on all {len(files)} files"
                yield Found(problem, f"tables[{number}].rows", table.line)


class Hardware(OfRows):
    """The platform of a row is one of the article's hardware."""

    name = "hardware"
    advice = (
        "Add the platform to the Hardware line or correct the row: the fix is not looked for on a platform without it."
    )

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        platform, hardware = placed.row.platform, placed.signature.hardware
        if platform and hardware and platform not in hardware:
            yield "platform", f"expected {' or '.join(hardware)} by the article's hardware, found {platform}"


class PlatformGap(OfRows):
    """Where a table says platforms it says them of every program."""

    name = "platform-gap"
    advice = "Say the platform of the row as its table does for the others, or put its line in doubt."

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        others = {row.platform for row in placed.table.rows if row.platform}
        doubted = placed.signature.doubts_row(placed.table, placed.row)
        only_i386 = placed.branch in _OF_I386
        if placed.row.platform is None and others and is_code(placed.row.file) and not doubted and not only_i386:
            yield "platform", f"expected a platform as in other rows ({', '.join(sorted(others))}), found none"


class RowBranch(OfRows):
    """Whose file a row lists can be told, or is in doubt."""

    name = "row-branch"
    advice = "Say whose file it is, in covers, or put the table in doubt: nobody is judged by a row without a branch."

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        if placed.branch is None and not placed.signature.doubts_row(placed.table, placed.row):
            yield "branch", "expected a branch of the row, its table or the only bullet, or a doubt, found none"


class BulletBranch(OfRows):
    """A table is of a branch that the bullets name."""

    name = "table-branch"
    advice = "Read the products of the article and the table's heading again: one of the two is of another branch."

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        named = {bullet.branch for bullet in placed.signature.applies_to}
        branch = placed.row.branch or placed.table.branch
        if branch and named and branch not in named and not placed.signature.doubts_row(placed.table, placed.row):
            yield "branch", f"expected {' or '.join(sorted(named))} as in the bullets, found {branch}"


class NoTime(OfRows):
    """A row has something to hold a file against."""

    name = "no-attributes"
    advice = "Add a date, a size or a version: a row that has none of them fixes nothing."

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        if not (row.date or row.size or row.size_kb or row.version or row.mended):
            yield "", f"expected a date, a size or a version of {row.file}, found none"


class Ending(OfRows):
    """A file name has an ending."""

    name = "file-name"
    advice = "Read the name again: nothing ntfp looks into has an ending like that."

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        file = placed.row.file
        stem, dot, ending = file.rpartition(".")
        if file != "ntldr" and not (dot and stem and 1 <= len(ending) <= 3 and ending.replace("_", "").isalnum()):
            yield "file", f"expected a name with an ending, found {file}"


class Unpadded(OfRows):
    """The size of a program is a multiple of 4."""

    name = "size-padding"
    advice = "Compare the size with other articles: a linker fills a program up to a multiple of 4 bytes."

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        if row.size and row.size % 4 and row.size > 1 and is_code(row.file):  # 1 keeps a place free
            yield "size", f"expected a multiple of 4, found {row.size:,}"


class Rounded(OfRecords):
    """Sizes are counted to the byte."""

    name = "size-rounded"
    advice = "Take the sizes away in corrections.toml: they are rounded, and no file has exactly that many bytes."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        for number, table in enumerate(signature.tables):
            sizes = [row.size for row in table.rows if row.size]
            if len(sizes) > 1 and all(size % 1000 == 0 for size in sizes):
                problem = f"expected sizes to the byte, found whole thousands in all {len(sizes)} rows"
                yield Found(problem, f"tables[{number}].rows", table.line)


class KernelSizes(OfRows):
    """The multiprocessor kernel of NT 3.x and 4.0 is the larger of the two, by 8 to 40 KB."""

    name = "kernel-sizes"
    advice = "Read both lines again: the multiprocessor kernel of these branches is the larger one, by 8 to 40 KB."

    _LARGER = (Branch.NT31, Branch.NT35, Branch.NT351, Branch.NT4, Branch.NT4_TSE)

    def of(self, placed: Placed, _: Subject) -> Iterator[tuple[str, str]]:
        row = placed.row
        if row.file != "ntkrnlmp.exe" or row.size is None or placed.branch not in self._LARGER:
            return
        for up in placed.table.rows:
            if up.file == "ntoskrnl.exe" and up.size and (up.platform, up.branch) == (row.platform, row.branch):
                larger = row.size - up.size
                if not 8_000 <= larger <= 40_000:
                    yield "size", f"expected 8 to 40 KB more than ntoskrnl.exe ({up.size:,}), found {row.size:,}"


def is_code(file: str) -> bool:
    """Is it a program, and so of one platform?"""
    return file.endswith(_CODE)


ROW_CHECKS = (
    Order(),
    RowTwice(),
    DateInLife(),
    Revised(),
    DoubtedDate(),
    OtherBranch(),
    ForeignVersion(),
    PackageVersion(),
    Hardware(),
    PlatformGap(),
    RowBranch(),
    BulletBranch(),
    NoTime(),
    Ending(),
    Unpadded(),
    Rounded(),
    KernelSizes(),
)
