"""From records to the kernels they list: each build once, and none that could be another."""

import datetime as dt
import itertools
from typing import Any

import pytest
from msgspec.structs import replace

from ntfp.catalogue.listing import listed_kernels
from ntfp.facts.build import Branch, ListedKernel
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, Doubt, Origin, Relation, Row, Signature, Table
from ntfp.facts.version import FileVersion

ROW = Row(
    file="ntoskrnl.exe",
    platform=Platform.I386,
    size=932_736,
    date=dt.date(1999, 11, 18),
    time=dt.time(16, 14),
    line=60,
)


def article(kb: str, *rows: Row, doubts: tuple[Doubt, ...] = (), **table: Any) -> Signature:
    listed = Table(
        **{"line": 55, "branch": Branch.NT4, "language": "en", "relation": Relation.PLAIN, **table}, rows=rows
    )
    source = Origin(archive="a test", path="a path", sha256="0" * 64)
    return Signature(kb=kb, title="A leak", doubts=doubts, tables=(listed,), source=source)


def told(*articles: Signature) -> list[tuple[str, str]]:
    """Time and articles of each build, in whatever order the articles come."""
    lists = {listed_kernels(order) for order in itertools.permutations(articles)}
    assert len(lists) == 1
    return [(kernel.printed, kernel.title) for kernel in lists.pop()]


def test_a_row_is_a_kernel_with_its_branch_and_article() -> None:
    assert listed_kernels([article("Q100001", ROW, replace(ROW, file="srv.sys"))]) == (
        ListedKernel(
            file="ntoskrnl.exe",
            branch=Branch.NT4,
            platform=Platform.I386,
            size=932_736,
            date=dt.date(1999, 11, 18),
            time=dt.time(16, 14),
            articles=("Q100001",),
        ),
    )


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(article("Q100001", replace(ROW, platform=None)), id="a platform that cannot be told"),
        pytest.param(article("Q100001", ROW, branch=None), id="a branch that cannot be told"),
        pytest.param(article("Q100001", replace(ROW, size=None, size_kb=911.0)), id="a size in KB"),
        pytest.param(article("Q100001", replace(ROW, date=None)), id="no date"),
        pytest.param(article("Q100001", replace(ROW, date_doubt=dt.date(1999, 8, 11))), id="a date in doubt"),
        pytest.param(article("Q100001", ROW, doubts=(Doubt(about="row-unread", line=60),)), id="a row in doubt"),
        pytest.param(article("Q100001", ROW, doubts=(Doubt(about="branch-unsure", line=55),)), id="a table in doubt"),
        pytest.param(article("Q100001", ROW, language="de"), id="a German table"),
        pytest.param(
            article("Q100001", replace(ROW, version=FileVersion(4, 0, 1381, 33_500))), id="a version of another branch"
        ),
    ],
)
def test_what_could_be_another_kernel_is_none(record: Signature) -> None:
    assert listed_kernels([record]) == ()


def test_platform_and_branch_may_be_said_by_the_article_as_a_whole() -> None:
    record = article("Q100001", replace(ROW, platform=None), branch=None)
    record = replace(
        record, hardware=(Platform.ALPHA,), applies_to=(AppliesTo(branch=Branch.NT351, packs=("5",), line=9),)
    )
    (kernel,) = listed_kernels([record])
    assert (kernel.platform, kernel.branch) == (Platform.ALPHA, Branch.NT351)


def test_a_build_that_two_articles_print_hours_apart_is_one_with_the_earlier_time() -> None:
    later = replace(ROW, time=dt.time(19, 14))
    assert told(article("Q100001", later), article("Q99002", ROW)) == [("1999-11-18 16:14", "Q99002/Q100001")]


def test_over_midnight_too() -> None:
    rows = replace(ROW, time=dt.time(22)), replace(ROW, date=dt.date(1999, 11, 19), time=dt.time(1))
    assert told(*(article(f"Q10000{number}", row) for number, row in enumerate(rows))) == [
        ("1999-11-18 22:00", "Q100000/Q100001")
    ]


def test_a_time_or_version_that_one_article_leaves_out_the_other_gives() -> None:
    version = FileVersion(4, 0, 1381, 7030)
    full, bare = replace(ROW, version=version), replace(ROW, time=None)
    assert told(article("Q100001", full), article("Q100002", bare)) == [("1999-11-18 16:14", "Q100001/Q100002")]
    (kernel,) = listed_kernels([article("Q100001", full), article("Q100002", bare)])
    assert kernel.version == version


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(ROW, size=932_740), id="another size"),
        pytest.param(replace(ROW, date=dt.date(1999, 11, 19)), id="a day later"),
        pytest.param(replace(ROW, time=None, date=dt.date(1999, 11, 19)), id="another day without a time"),
        pytest.param(replace(ROW, platform=Platform.ALPHA), id="another platform"),
        pytest.param(replace(ROW, file="ntkrnlmp.exe"), id="another flavour"),
        pytest.param(replace(ROW, branch=Branch.NT351), id="another branch"),
    ],
)
def test_what_differs_in_more_is_another_build(other: Row) -> None:
    assert len(told(article("Q100001", ROW), article("Q100002", other))) == 2


def test_two_versions_are_two_builds() -> None:
    rows = [replace(ROW, version=FileVersion(4, 0, 1381, number)) for number in (7030, 7031)]
    assert len(told(article("Q100001", rows[0]), article("Q100002", rows[1]))) == 2


def test_a_corrected_row_is_marked_unless_another_article_prints_the_same() -> None:
    mended = replace(ROW, mended=("date",))
    assert [kernel.corrected for kernel in listed_kernels([article("Q100001", mended)])] == [True]
    both = listed_kernels([article("Q100001", mended), article("Q100002", ROW)])
    assert [kernel.corrected for kernel in both] == [False]


def test_a_table_in_utc_says_so() -> None:
    assert [kernel.utc for kernel in listed_kernels([article("Q100001", ROW, utc=True)])] == [True]


def test_branch_comes_before_platform_before_flavour_before_time() -> None:
    rows = [
        replace(ROW, branch=Branch.NT351, platform=Platform.ALPHA),
        replace(ROW, time=dt.time(1)),
        ROW,
        replace(ROW, date=dt.date(2000, 1, 1)),
        replace(ROW, file="ntkrnlmp.exe", date=dt.date(1998, 1, 1)),
        replace(ROW, platform=Platform.ALPHA, date=dt.date(1997, 1, 1)),
    ]
    found = listed_kernels([article("Q100001", *reversed(rows))])
    assert [(kernel.branch, kernel.platform, kernel.file, kernel.date) for kernel in found] == [
        (row.branch or Branch.NT4, row.platform, row.file, row.date) for row in rows
    ]
