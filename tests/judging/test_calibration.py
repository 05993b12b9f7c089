"""Steps 4 and 5 on all that ships, each article judged by what all others teach: how often they answer, and are wrong.

Every row with a version is taken for a file found somewhere, without a link time, and held against every row without
one in the other articles of its branch. The dates both rows print say who is right; a build is as old as the first row
that lists it, for files were dated anew when they were packed again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from ntfp import database
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.version import FileVersion
from ntfp.judging import ladder, make_history
from ntfp.judging.case import Answer, Case
from ntfp.judging.history import platform_of, rows_by_branch
from tests.judging.records import file
from tests.judging.systems import shipped


class Sure(NamedTuple):
    """A row whose branch and date are not in doubt."""

    signature: Signature
    table: Table
    row: Row
    branch: Branch

    @property
    def platform(self) -> Platform:
        return platform_of(self.signature, self.row) or Platform.I386


class Count(NamedTuple):
    """Of one step on one branch."""

    step: str
    branch: Branch
    of: str  # "the same file", or "any file": numbers rise over a whole branch


@cache
def sure_rows() -> dict[Branch, list[Sure]]:
    found: dict[Branch, list[Sure]] = defaultdict(list)
    for signature in shipped().values():
        for table, row, branch in rows_by_branch(signature):
            if row.date and not row.date_doubt and not row.mended:
                found[branch].append(Sure(signature, table, row, branch))
    return found


@cache
def first_listed() -> dict[tuple[Branch, str, FileVersion], date]:
    """The first day any row prints for a build of a file."""
    days: dict[tuple[Branch, str, FileVersion], date] = {}
    for branch, rows in sure_rows().items():
        for row in (one.row for one in rows):
            if row.version and row.date:
                key = branch, row.file, row.version
                days[key] = min(row.date, days.get(key, row.date))
    return days


def answers() -> Iterator[tuple[Count, bool, Sure, Sure]]:
    """Every answer about a left-out file: which step gave it, and whether it is wrong."""
    versioned: dict[str, list[Sure]] = defaultdict(list)
    for one in (one for rows in sure_rows().values() for one in rows if one.row.version):
        versioned[one.signature.kb].append(one)
    for kb, files in versioned.items():
        history = make_history(database.shipped().known, [other for other in shipped().values() if other.kb != kb])
        later: dict[tuple[object, ...], bool] = {}  # whatever the file: it goes by version and day
        for mine in files:
            assert mine.row.version
            built = first_listed()[mine.branch, mine.row.file, mine.row.version]
            found = file(
                mine.row.file, version=str(mine.row.version), link=None, platform=mine.platform, branch=mine.branch
            )
            for theirs in sure_rows()[mine.branch]:
                if theirs.signature.kb == kb or theirs.row.version:
                    continue
                assert theirs.row.date
                same = (theirs.row.file, theirs.platform) == (mine.row.file, mine.platform)
                asked = mine.row.version, mine.platform, theirs.row.date, theirs.platform, theirs.table.language
                case = Case(theirs.signature, theirs.table, theirs.row, mine.branch, found, history)
                if asked not in later:
                    later[asked] = isinstance(ladder.certainly_later(case), Answer)
                if later[asked]:
                    wrong = built <= theirs.row.date
                    yield Count("certainly-later", mine.branch, "same" if same else "any"), wrong, mine, theirs
                if same and isinstance(ladder.certainly_earlier(case), Answer):
                    wrong = built >= theirs.row.date
                    yield Count("certainly-earlier", mine.branch, "same"), wrong, mine, theirs


@cache
def figures() -> tuple[Counter[Count], tuple[str, ...]]:
    counts: Counter[Count] = Counter()
    wrong: dict[str, None] = {}
    for count, is_wrong, mine, theirs in answers():
        counts[count] += 1
        if count.of == "same":
            counts[count._replace(of="any")] += 1
        if is_wrong:
            left_out = f"{mine.signature.kb} {mine.row.file} {mine.row.version} {mine.row.date}"
            row = f"{theirs.signature.kb} {theirs.row.file} {theirs.row.date}"
            wrong[f"{count.step} `{count.branch}`: {left_out} against {row}"] = None
    return counts, tuple(wrong)


def test_no_answer_is_wrong() -> None:
    _, wrong = figures()
    assert wrong == ()


def test_there_are_answers() -> None:
    counts, _ = figures()
    assert counts[Count("certainly-later", Branch.NT4, "same")] > 300
    assert counts[Count("certainly-later", Branch.NT4, "any")] > 50_000
    assert counts[Count("certainly-earlier", Branch.NT4, "same")] > 20
