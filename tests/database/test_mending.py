"""Corrections and reviews: applied where they fit, told where they do not, stale when the record changed."""

import datetime as dt
from pathlib import Path

import pytest

from ntfp.database import DataSet
from ntfp.database.mending import stale_reviews
from ntfp.database.places import Folder
from ntfp.database.records import load_signature
from ntfp.errors import BadDataError, DataError
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.version import FileVersion

READ = "a" * 64
RECORD = f"""\
kb = "Q123456"
title = "A leak"
affects = [{{ branch = "nt4", from = "6" }}, {{ branch = "nt351", kernel_from = 1998-08-17 }}]
source = {{ archive = "a", path = "p", sha256 = "{READ}" }}

[[tables]]
line = 50
covers = {{ branch = "nt4-tse" }}
relation = "plain"
rows = [
  {{ file = "nttoskrnl.exe", platform = "i386", size = 10, date = 2001-04-03, time = 19:10:00, line = 57 }},
  {{ file = "hal.dll", size_kb = 9, date = 2001-04-06, date_doubt = 2001-06-04, version = "4.0.1381.7", line = 58 }},
]

[[tables]]
line = 70
relation = "plain"
rows = [{{ file = "srv.sys", branch = "nt4", line = 72 }}]
"""


def folder_of(tmp_path: Path, *, corrections: str = "", reviews: str = "", record: str = RECORD) -> Path:
    path = tmp_path / "q123" / "q123456.toml"
    path.parent.mkdir()
    path.write_text(record, "utf-8")
    for name, rows in (("corrections", corrections), ("reviews", reviews)):
        if rows:
            (tmp_path / f"{name}.toml").write_text(f"{name} = [\n{rows}\n]\n", "utf-8")
    return tmp_path


def correction(key: str, printed: str, meant: str | None = None, *, line: int = 57, kb: str = "Q123456") -> str:
    then = f"meant = {meant}, " if meant else ""
    return f'{{ kb = "{kb}", line = {line}, key = "{key}", printed = {printed}, {then}because = "a test" }},'


def review(sha256: str = READ, *, kb: str = "Q123456", confirms: str = '"affects"') -> str:
    return f'{{ kb = "{kb}", sha256 = "{sha256}", confirms = [{confirms}], because = "a test" }},'


def data_of(folder: Path) -> DataSet:
    return DataSet(Folder(folder))


def stale_in(folder: Path) -> tuple[DataError, ...]:
    return stale_reviews(data_of(folder).printed, data_of(folder).reviews)


def loaded(folder: Path) -> Signature:
    (signature,) = data_of(folder).signatures
    return signature


def at_line(signature: Signature, line: int) -> Table | Row:
    ones: list[Table | Row] = [*signature.tables, *(row for table in signature.tables for row in table.rows)]
    (one,) = [one for one in ones if one.line == line]
    return one


def problems(folder: Path) -> list[str]:
    with pytest.raises(BadDataError) as caught:
        _ = data_of(folder).signatures
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "line", "key", "meant"),
    [
        pytest.param(correction("file", '"nttoskrnl.exe"', '"ntoskrnl.exe"'), 57, "file", "ntoskrnl.exe", id="file"),
        pytest.param(correction("platform", '"i386"', '"alpha"'), 57, "platform", Platform.ALPHA, id="platform"),
        pytest.param(correction("platform", '"i386"'), 57, "platform", None, id="no platform"),
        pytest.param(correction("size", "10", "11"), 57, "size", 11, id="size"),
        pytest.param(correction("size", "10"), 57, "size", None, id="no size"),
        pytest.param(correction("size_kb", "9", "8", line=58), 58, "size_kb", 8, id="a size in KB"),
        pytest.param(correction("date", "2001-04-03", "2000-04-03"), 57, "date", dt.date(2000, 4, 3), id="date"),
        pytest.param(correction("time", "19:10:00", "07:10:00"), 57, "time", dt.time(7, 10), id="time"),
        pytest.param(
            correction("version", '"4.0.1381.7"', '"4.0.1381.8"', line=58),
            *(58, "version", FileVersion(4, 0, 1381, 8)),
            id="version",
        ),
        pytest.param(correction("branch", '"nt4"', '"nt4-tse"', line=72), 72, "branch", Branch.NT4_TSE, id="branch"),
        pytest.param(correction("branch", '"nt4"', line=72), 72, "branch", None, id="no branch"),
    ],
)
def test_a_correction_changes_one_value_and_says_so(
    text: str, line: int, key: str, meant: object, tmp_path: Path
) -> None:
    mended = loaded(folder_of(tmp_path, corrections=text))
    row = at_line(mended, line)
    assert isinstance(row, Row)
    assert (getattr(row, key), row.mended) == (meant, (key,))
    printed = load_signature(tmp_path / "q123" / "q123456.toml")
    others = [one for table in printed.tables for one in table.rows if one.line != line]
    assert [one for table in mended.tables for one in table.rows if one.line != line] == others


def test_the_branch_of_a_table_is_corrected_at_the_tables_own_line(tmp_path: Path) -> None:
    mended = loaded(folder_of(tmp_path, corrections=correction("covers.branch", '"nt4-tse"', '"nt4"', line=50)))
    assert [table.branch for table in mended.tables] == [Branch.NT4, None]
    assert [row.mended for table in mended.tables for row in table.rows] == [(), (), ()]


def test_what_no_word_says_is_supplied_where_it_is_proven(tmp_path: Path) -> None:
    said = '{ kb = "Q123456", line = 70, key = "covers.branch", meant = "nt4", because = "a test" },'
    mended = loaded(folder_of(tmp_path, corrections=said, record=RECORD))
    assert [(table.line, table.branch) for table in mended.tables][1] == (70, Branch.NT4)


def test_a_row_may_be_corrected_more_than_once(tmp_path: Path) -> None:
    text = correction("size", "10") + correction("file", '"nttoskrnl.exe"', '"ntoskrnl.exe"')
    row = at_line(loaded(folder_of(tmp_path, corrections=text)), 57)
    assert isinstance(row, Row)
    assert (row.file, row.size, row.mended) == ("ntoskrnl.exe", None, ("size", "file"))


def test_a_corrected_date_is_no_longer_in_doubt(tmp_path: Path) -> None:
    row = at_line(loaded(folder_of(tmp_path, corrections=correction("date", "2001-04-06", "2001-06-04", line=58))), 58)
    assert isinstance(row, Row)
    assert (row.date, row.date_doubt) == (dt.date(2001, 6, 4), None)


def test_a_record_by_itself_is_as_printed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, corrections=correction("size", "10", "11"), reviews=review())
    printed = load_signature(folder / "q123" / "q123456.toml")
    assert [row.size for row in printed.tables[0].rows] == [10, None]
    assert [window.reviewed for window in printed.affects] == [False, False]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            correction("date", "2001-04-04", "2000-04-03"),
            "printed: is stale: Q123456 holds 2001-04-03 at line 57",
            id="the record says something else",
        ),
        pytest.param(
            correction("version", '"4.0.1381.9"', line=58),
            'printed: is stale: Q123456 holds "4.0.1381.7" at line 58',
            id="another version",
        ),
        pytest.param(
            correction("size_kb", "9"), "printed: is stale: Q123456 holds nothing at line 57", id="nothing is printed"
        ),
        pytest.param(
            correction("covers.branch", '"nt4"', '"nt351"', line=50),
            'printed: is stale: Q123456 holds "nt4-tse" at line 50',
            id="another branch",
        ),
        pytest.param(
            correction("size", "10", line=59), "line: expected a row of Q123456, found 0 at line 59", id="no row there"
        ),
        pytest.param(
            correction("covers.branch", '"nt4"', line=57),
            "line: expected a table of Q123456, found 0 at line 57",
            id="a row where a table should be",
        ),
        pytest.param(correction("size", "10", kb="Q654321"), "kb: there is no record of Q654321", id="no record"),
        pytest.param(
            correction("size", "10", '"11"'), 'meant: expected a whole number, found "11"', id="meant as text"
        ),
        pytest.param(
            correction("date", '"04/03/2001"'), 'printed: expected a date, found "04/03/2001"', id="printed as text"
        ),
        pytest.param(
            correction("platform", '"i386"', '"x86"'),
            'meant: expected one of i386, alpha, mips, ppc, found "x86"',
            id="no platform of ours",
        ),
        pytest.param(
            correction("file", '"nttoskrnl.exe"'), "meant: is missing: a row without a file is none", id="no file"
        ),
        pytest.param(correction("size", "10", "10"), "meant: is what is printed", id="nothing is corrected"),
        pytest.param(
            '{ kb = "Q123456", line = 57, key = "size", because = "a test" },',
            "meant: is missing: nothing is printed, and nothing would change",
            id="nothing printed and nothing meant",
        ),
        pytest.param(
            correction("line", "57", "58"),
            "key: expected one of file, platform, size, size_kb, date, time, version, branch, covers.branch, "
            'found "line"',
            id="a key that is not the article's",
        ),
    ],
)
def test_a_correction_that_does_not_fit_is_told(text: str, problem: str, tmp_path: Path) -> None:
    good = correction("size", "10", "11") if '"size"' not in text else ""
    number = 1 if good else 0
    assert problems(folder_of(tmp_path, corrections=good + text)) == [
        f"corrections.toml: corrections[{number}].{problem}"
    ]


def test_a_line_that_two_rows_share_is_not_corrected(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, corrections=correction("size", "10"), record=RECORD.replace("line = 58", "line = 57"))
    assert problems(folder) == ["corrections.toml: corrections[0].line: expected a row of Q123456, found 2 at line 57"]


def test_a_review_confirms_every_window_of_the_article(tmp_path: Path) -> None:
    signature = loaded(folder_of(tmp_path, reviews=review()))
    assert [window.reviewed for window in signature.affects] == [True, True]


def test_without_a_review_no_window_is_confirmed(tmp_path: Path) -> None:
    signature = loaded(folder_of(tmp_path))
    assert [window.reviewed for window in signature.affects] == [False, False]


def test_a_review_of_another_text_does_nothing_and_is_listed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, reviews=review("b" * 64))
    assert [window.reviewed for window in loaded(folder).affects] == [False, False]
    assert [str(error) for error in stale_in(folder)] == [
        "reviews.toml: reviews[0].sha256: is stale: Q123456 is made from another text"
    ]


def test_a_review_that_fits_is_not_stale(tmp_path: Path) -> None:
    assert stale_in(folder_of(tmp_path, reviews=review())) == ()


def test_a_folder_without_reviews_has_no_stale_ones(tmp_path: Path) -> None:
    assert stale_in(folder_of(tmp_path)) == ()


@pytest.mark.parametrize(
    ("text", "record", "problem"),
    [
        pytest.param(review(kb="Q654321"), RECORD, "kb: there is no record of Q654321", id="no record"),
        pytest.param(
            review(),
            "\n".join(line for line in RECORD.splitlines() if not line.startswith("affects")),
            "confirms: Q123456 has no affects",
            id="nothing to confirm",
        ),
        pytest.param(
            review(confirms='"tables"'),
            RECORD,
            'confirms[0]: expected one of affects, found "tables"',
            id="what is not",
        ),
    ],
)
def test_a_review_that_does_not_fit_is_told(text: str, record: str, problem: str, tmp_path: Path) -> None:
    assert problems(folder_of(tmp_path, reviews=text, record=record)) == [f"reviews.toml: reviews[0].{problem}"]


def test_all_that_does_not_fit_is_told_at_once(tmp_path: Path) -> None:
    corrections = correction("size", "9") + correction("size", "10") + correction("time", "10:00:00")
    assert problems(folder_of(tmp_path, corrections=corrections, reviews=review(kb="Q654321"))) == [
        "corrections.toml: corrections[0].printed: is stale: Q123456 holds 10 at line 57",
        "corrections.toml: corrections[2].printed: is stale: Q123456 holds 19:10:00 at line 57",
        "reviews.toml: reviews[0].kb: there is no record of Q654321",
    ]
