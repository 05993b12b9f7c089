"""Checks of one file in several articles: an example of each flaw, in the words it is told in."""

import pytest

from ntfp.facts.signature import Row, Signature
from tests.judging.records import ALPHA, WIN2000, bullet, known, released, row, table
from tests.linting.subjects import flaws, record, subject

ROW = "tables[0].rows[0]"


def first(*rows: Row) -> Signature:
    return record(table(*rows))


def second(*rows: Row) -> Signature:
    return record(table(*rows), kb="Q100002")


def third(*rows: Row) -> Signature:
    return record(table(*rows), kb="Q100003")


EXAMPLES = [
    pytest.param(
        "build-size",
        (
            first(row(size=231_008, dated="2000-03-01 10:00", version="4.0.1381.7050")),
            second(row(size=231_088, dated="2000-03-01 12:00", version="4.0.1381.7050")),
        ),
        [(f"{ROW}.size", "expected 231,008 as in Q100001 for 4.0.1381.7050 of 2000-03-01, found 231,088")],
        id="one build, two sizes",
    ),
    pytest.param(
        "build-version",
        (
            first(row(size=231_008, dated="2000-03-01 10:05", version="4.0.1381.7050")),
            second(row(size=231_008, dated="2000-03-01 10:05", version="4.0.1381.7005")),
        ),
        [
            (
                f"{ROW}.version",
                "expected 4.0.1381.7050 as in Q100001 for 231,008 bytes of 2000-03-01, found 4.0.1381.7005",
            )
        ],
        id="one build, two versions",
    ),
    pytest.param(
        "build-day",
        (first(row(size=231_008, dated="2000-03-01 10:05")), second(row(size=231_008, dated="2001-03-01 10:05"))),
        [(f"{ROW}.date", "expected 2000-03-01 as in Q100001 for 231,008 bytes at 10:05, found 2001-03-01")],
        id="one build, two years",
    ),
    pytest.param(
        "version-back",
        (
            first(row(dated="2000-03-01", version="4.0.1381.7050")),
            second(row(dated="2000-09-01", version="4.0.1381.7005")),
        ),
        [
            (
                f"{ROW}.version",
                "expected 4.0.1381.7050 or more, which Q100001 had on 2000-03-01, found 4.0.1381.7005 of 2000-09-01",
            )
        ],
        id="a later file with a lower number",
    ),
    pytest.param(
        "version-early",
        (
            first(row(dated="2000-03-01", version="4.0.1381.7050")),
            second(row("ntdll.dll", dated="2000-03-01", version="4.0.1381.7150")),
            third(row("ntdll.dll", dated="2000-09-01", version="4.0.1381.7080")),
        ),
        [
            (
                f"{ROW}.version",
                (
                    "expected less than 4.0.1381.7080, a new high on 2000-09-01 (Q100003), "
                    "found 4.0.1381.7150 of 2000-03-01"
                ),
            )
        ],
        id="a number half a year before its time",
    ),
    pytest.param(
        "size-far",
        (first(row(size=171_664)), second(row(size=171_728)), third(row(size=802_328))),
        [(f"{ROW}.size", "expected some 171,664 to 171,728 bytes as elsewhere, found 802,328")],
        id="four times as large as elsewhere",
    ),
    pytest.param(
        "size-platform",
        (first(row(size=802_328), row(platform=ALPHA, size=305_744, line=61)),),
        [("tables[0].rows[1].size", "expected 1.05 to 5 times the 802,328 bytes for i386, found 305,744")],
        id="smaller for Alpha",
    ),
    pytest.param(
        "size-platform",
        (first(row(size=42_768), row(platform=ALPHA, size=43_792, line=61)),),
        [("tables[0].rows[1].size", "expected 1.05 to 5 times the 42,768 bytes for i386, found 43,792")],
        id="hardly larger for Alpha: one digit is wrong",
    ),
    pytest.param(
        "size-platform",
        (first(row(size=42_768), row(platform=ALPHA, size=42_768, line=61)),),
        [("tables[0].rows[1].size", "expected 1.05 to 5 times the 42,768 bytes for i386, found 42,768")],
        id="as large for Alpha: the line above was copied",
    ),
    pytest.param(
        "size-platform",
        (first(row(size_kb=51), row(platform=ALPHA, size_kb=51, line=61)),),
        [("tables[0].rows[1].size_kb", "expected 1.05 to 5 times the 52,224 bytes for i386, found 52,224")],
        id="as many KB for Alpha",
    ),
    pytest.param(
        "file-unheard-of",
        (*(record(table(row("rasddui.dll")), kb=f"Q10001{n}") for n in range(4)), third(row("rrasddui.dll"))),
        [(f"{ROW}.file", "expected a name that is listed elsewhere, such as rasddui.dll, found rrasddui.dll")],
        id="a letter too many",
    ),
]


@pytest.mark.parametrize(("check", "wrong", "told"), EXAMPLES)
def test_a_flaw_is_told(check: str, wrong: tuple[Signature, ...], told: list[tuple[str, str]]) -> None:
    assert flaws(check, subject(*wrong)) == told


def stamped(kb: str, day: str) -> Signature:
    files = ("srv.sys", "rdr.sys", "afd.sys")
    return record(
        table(*(row(name, size=231_008, dated=f"{day} 17:10", line=60 + n) for n, name in enumerate(files))), kb=kb
    )


NONE = [
    pytest.param(
        "build-size",
        (
            first(row(size=231_008, dated="2000-03-01", version="4.0.1381.7050", variant="40-bit")),
            second(row(size=231_088, dated="2000-03-01", version="4.0.1381.7050", variant="128-bit")),
        ),
        id="two variants of a build",
    ),
    pytest.param(
        "build-day", (stamped("Q100001", "2000-03-01"), stamped("Q100002", "2001-03-01")), id="dated together"
    ),
    pytest.param(
        "version-back",
        (
            first(row(dated="1999-02-01", version="4.0.1381.150")),
            second(row(dated="1999-03-01", version="4.0.1381.140")),
        ),
        id="two trees side by side",
    ),
    pytest.param(
        "version-back",
        (
            first(row(dated="2000-02-01", version="4.0.1381.7050", mended=("version",))),
            second(row(dated="2000-09-01", version="4.0.1381.7005")),
        ),
        id="what was mended teaches nothing",
    ),
    pytest.param(
        "version-early",
        (
            first(row(dated="2000-03-01", version="4.0.1381.7050")),
            second(row(dated="2000-04-20", version="4.0.1381.7040")),
        ),
        id="lower numbers appear for two months",
    ),
    pytest.param("size-far", (first(row(size=1_000)), second(row(size=9_000))), id="two sizes say nothing of a third"),
    pytest.param(
        "size-platform", (first(row(size=49_424), row(platform=ALPHA, size=53_520, line=61)),), id="little code"
    ),
    pytest.param(
        "size-platform",
        (first(row("srv.dbg", size=4_000), row("srv.dbg", platform=ALPHA, size=400, line=61)),),
        id="symbols",
    ),
    pytest.param(
        "file-unheard-of",
        (*(record(table(row("msvcrt40.dll")), kb=f"Q10001{n}") for n in range(4)), third(row("msvcrt20.dll"))),
        id="a digit is another file",
    ),
]


@pytest.mark.parametrize(("check", "right"), NONE)
def test_what_only_looks_like_a_flaw_is_none(check: str, right: tuple[Signature, ...]) -> None:
    assert flaws(check, subject(*right)) == []


def test_a_size_in_kb_is_compared_as_well() -> None:
    others = (first(row(size=303_888)), second(row(size=304_400)))
    assert flaws("size-far", subject(*others, third(row(size_kb=181)))) == [
        (f"{ROW}.size", "expected some 303,888 to 304,400 bytes as elsewhere, found 185,344")
    ]


def test_recorded_files_count_where_sizes_are_compared() -> None:
    builds = known(released("4", size=171_664), released("5", size=171_728))
    assert flaws("size-far", subject(first(row(size=802_328)), known=builds)) == [
        (f"{ROW}.size", "expected some 171,664 to 171,728 bytes as elsewhere, found 802,328")
    ]


def test_of_two_articles_the_later_is_told() -> None:
    old, new = (row(size=size, dated="2000-03-01 10:05", version="4.0.1381.7050") for size in (64, 128))
    mine = subject(first(old), beneath=(second(new),))
    assert flaws("build-size", mine) == [], "the later one is not ours to tell"


def test_files_of_other_branches_are_other_files() -> None:
    of_2000 = record(table(row(size=802_328), branch=WIN2000), kb="Q100003", bullets=(bullet(branch=WIN2000),))
    assert flaws("size-far", subject(first(row(size=171_664)), second(row(size=171_728)), of_2000)) == []
