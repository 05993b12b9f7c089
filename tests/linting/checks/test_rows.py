"""Checks of a row: an example of each flaw, in the words it is told in; and what only looks like one."""

from datetime import date

import pytest

from ntfp.facts.signature import Signature
from tests.judging.records import ALPHA, NT4, TSE, WIN2000, bullet, row, table
from tests.linting.subjects import flaws, record, subject

ROW = "tables[0].rows[0]"

EXAMPLES = [
    pytest.param(
        "order",
        record(table(row(line=60), row("ntdll.dll", line=60))),
        [("tables[0].rows[1].line", "expected a line after 60, found 60")],
        id="two rows on a line",
    ),
    pytest.param(
        "order",
        record(table(row(line=50))),
        [("tables[0].rows[0].line", "expected the rows below line 55, found one in line 50")],
        id="a row above its table",
    ),
    pytest.param(
        "order",
        record(table(row()), bullets=(bullet(line=14), bullet(line=12))),
        [("applies_to[1].line", "expected a line after 14, found 12")],
        id="bullets that go backwards",
    ),
    pytest.param(
        "row-twice",
        record(table(row(platform=ALPHA), row(platform=ALPHA, line=61))),
        [
            (
                "tables[0].rows[1]",
                "expected srv.sys for alpha once for whom the table speaks, found it in line 60, too",
            )
        ],
        id="a file twice",
    ),
    pytest.param(
        "date-in-life",
        record(table(row(dated="1995-03-01"))),
        [(f"{ROW}.date", "expected a day of NT 4.0, 1996-06-01 to 2008-12-31, found 1995-03-01")],
        id="before NT 4.0",
    ),
    pytest.param(
        "revised-before",
        record(table(row(dated="1999-08-02")), revised=date(1999, 8, 1)),
        [(f"{ROW}.date", "expected a day before the article was revised, 1999-08-01, found 1999-08-02")],
        id="after the article",
    ),
    pytest.param(
        "date-doubt",
        record(table(row(dated="1999-02-08", doubt="1999-08-02")), revised=date(1999, 5, 1)),
        [(f"{ROW}.date_doubt", "expected two days that can be, found 1999-08-02, after the article of 1999-05-01")],
        id="a reading that cannot be",
    ),
    pytest.param(
        "version-branch",
        record(table(row(version="4.0.1381.33474"))),
        [(f"{ROW}.version", "expected a version of nt4, found 4.0.1381.33474, which is of nt4-tse")],
        id="Terminal Server's bit",
    ),
    pytest.param(
        "version-branch",
        record(table(row(version="4.0.1381.7086"), branch=None), bullets=(bullet(branch=TSE),)),
        [(f"{ROW}.version", "expected a version of nt4-tse, found 4.0.1381.7086, which is of nt4")],
        id="without Terminal Server's bit",
    ),
    pytest.param(
        "version-foreign",
        record(table(row(version="4.0.1400.1"))),
        [(f"{ROW}.version", "expected 4.0 and a build of 1371 to 1381, found 4.0.1400.1")],
        id="a build the branch never had",
    ),
    pytest.param(
        "version-package",
        record(
            table(
                row("a.dll", dated="1999-08-02", version="4.0.1381.7"),
                row("b.dll", dated="1999-09-02", version="4.0.1381.7", line=61),
                row("c.dll", dated="1999-10-02", version="4.0.1381.7", line=62),
            )
        ),
        [("tables[0].rows", "expected versions as different as the days, found 4.0.1381.7 on all 3 files")],
        id="one number on three files of three days",
    ),
    pytest.param(
        "hardware",
        record(table(row(platform=ALPHA)), hardware=(row().platform,)),
        [(f"{ROW}.platform", "expected i386 by the article's hardware, found alpha")],
        id="a platform the article is not for",
    ),
    pytest.param(
        "platform-gap",
        record(table(row(), row("ntdll.dll", platform=None, line=61))),
        [("tables[0].rows[1].platform", "expected a platform as in other rows (i386), found none")],
        id="a program without a platform",
    ),
    pytest.param(
        "row-branch",
        record(table(row(), branch=None), bullets=(bullet(), bullet(branch=TSE, line=14))),
        [(f"{ROW}.branch", "expected a branch of the row, its table or the only bullet, or a doubt, found none")],
        id="whose it is nobody says",
    ),
    pytest.param(
        "table-branch",
        record(table(row(), branch=WIN2000)),
        [(f"{ROW}.branch", "expected nt4 as in the bullets, found win2000")],
        id="a table of another branch",
    ),
    pytest.param(
        "no-attributes",
        record(table(row())),
        [(ROW, "expected a date, a size or a version of srv.sys, found none")],
        id="a name alone",
    ),
    pytest.param(
        "file-name",
        record(table(row("iimltihd"))),
        [(f"{ROW}.file", "expected a name with an ending, found iimltihd")],
        id="a name cut short",
    ),
    pytest.param(
        "size-padding",
        record(table(row(size=166_110))),
        [(f"{ROW}.size", "expected a multiple of 4, found 166,110")],
        id="a digit is wrong",
    ),
    pytest.param(
        "size-rounded",
        record(table(row(size=166_000), row("ntdll.dll", size=30_000, line=61))),
        [("tables[0].rows", "expected sizes to the byte, found whole thousands in all 2 rows")],
        id="whole thousands",
    ),
    pytest.param(
        "kernel-sizes",
        record(table(row("ntoskrnl.exe", size=1_432_320), row("ntkrnlmp.exe", size=1_433_088, line=61))),
        [
            (
                "tables[0].rows[1].size",
                "expected 8 to 40 KB more than ntoskrnl.exe (1,432,320), found 1,433,088",
            )
        ],
        id="two kernels of nearly one size",
    ),
]


@pytest.mark.parametrize(("check", "wrong", "told"), EXAMPLES)
def test_a_flaw_is_told(check: str, wrong: Signature, told: list[tuple[str, str]]) -> None:
    assert flaws(check, subject(wrong)) == told


NONE = [
    pytest.param(
        "row-twice",
        record(table(row(variant="40-bit"), row(variant="128-bit", line=61))),
        id="two variants of a file",
    ),
    pytest.param(
        "row-twice",
        record(table(row(), row(line=61)), doubts=(("table-undivided", 55),)),
        id="a table in doubt",
    ),
    pytest.param(
        "version-foreign", record(table(row("iis.dll", version="4.2.736.1"))), id="a product with numbers of its own"
    ),
    pytest.param(
        "version-branch",
        record(table(row(version="4.0.1381.33474")), doubts=(("branch-against-version", 60),)),
        id="a contradiction that is in doubt already",
    ),
    pytest.param("platform-gap", record(table(row(), row("readme.txt", platform=None, line=61))), id="a text has none"),
    pytest.param(
        "platform-gap",
        record(
            table(row(), row("ntdll.dll", platform=None, line=61), branch=WIN2000), bullets=(bullet(branch=WIN2000),)
        ),
        id="Windows 2000 is i386 alone",
    ),
    pytest.param("no-attributes", record(table(row(mended=("size",)))), id="all that was there was wrong"),
    pytest.param("file-name", record(table(row("ntldr"), row("ntldr.dl_", line=61))), id="a file that has no ending"),
    pytest.param("size-padding", record(table(row("msvcrt.txt", size=101))), id="a text may have any size"),
    pytest.param("size-rounded", record(table(row(size=30_000))), id="one size may be whole by chance"),
    pytest.param(
        "kernel-sizes",
        record(
            table(
                row("ntoskrnl.exe", size=1_640_976),
                row("ntkrnlmp.exe", size=1_611_712, line=61),
                branch=WIN2000,
            )
        ),
        id="of Windows 2000 the uniprocessor kernel may be larger",
    ),
]


@pytest.mark.parametrize(("check", "right"), NONE)
def test_what_only_looks_like_a_flaw_is_none(check: str, right: Signature) -> None:
    assert flaws(check, subject(right)) == []


def test_a_foreign_version_is_told_where_the_file_has_one_of_the_branch_elsewhere() -> None:
    other = record(table(row("tcpip.sys", version="4.0.1381.7109")), kb="Q100002")
    wrong = record(table(row("tcpip.sys", version="5.0.2195.4978")))
    assert flaws("version-foreign", subject(wrong, other)) == [
        (f"{ROW}.version", "expected 4.0 and a build of 1371 to 1381 as in Q100002, found 5.0.2195.4978")
    ]
    assert flaws("version-foreign", subject(wrong)) == [], "it may be a number of the file's own"


def test_rows_of_the_records_beneath_are_not_told() -> None:
    wrong = record(table(row(size=166_110)))
    assert flaws("size-padding", subject(record(table(row(size=64)), kb="Q100002"), beneath=(wrong,))) == []


def test_both_branches_of_40_are_held_apart() -> None:
    right = record(table(row(version="4.0.1381.33474"), branch=TSE), bullets=(bullet(branch=TSE), bullet(branch=NT4)))
    assert flaws("version-branch", subject(right)) == []
