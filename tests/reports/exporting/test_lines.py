"""CSV and JSON Lines: what a spreadsheet and a program read is what was meant, and no more."""

import csv
import datetime as dt
import json

import pytest

from ntfp.reports.exporting import as_csv, as_jsonl
from tests.reports.exporting.relations import RELATION, of_text


def cells(*texts: str | None) -> list[str]:
    """What a reader of CSV gets to see."""
    return [row[0] if row else "" for row in list(csv.reader("".join(as_csv(of_text(*texts))).splitlines()))[1:]]


def test_a_row_is_a_line_below_the_names() -> None:
    days = "1999-10-28,19:10:00,1999-09-21T22:02:31,1999-09-21T22:02:31Z"
    assert list(as_csv(RELATION)) == [
        "group,number,text,share,truth,day,clock,here,there\n",
        f'a,9223372036854775807,"Größe, “quoted”",138.5,true,{days}\n',
        "b,0,,,false,,,,\n",
    ]


def test_no_row_is_a_line_of_names() -> None:
    assert list(as_csv(of_text())) == ["text\n"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])  # noqa: RUF001 - the wide ones count, too
def test_what_a_spreadsheet_would_work_out_is_text(sign: str) -> None:
    assert cells(f"{sign}1+cmd|' /C calc'!A1") == [f"'{sign}1+cmd|' /C calc'!A1"]


@pytest.mark.parametrize(("sign", "spelled"), [("\t", r"\t"), ("\r", r"\r"), ("\n", r"\n")])
def test_nor_is_one_hidden_behind_a_blank_that_spreadsheets_take_away(sign: str, spelled: str) -> None:
    assert cells(f"{sign}=1+1") == [f"'{spelled}=1+1"]


@pytest.mark.parametrize("text", ["a=b", "4.0.1381.7", "_4mmdat.sys", "'quoted'", "", "C:\\Program"])
def test_other_text_is_as_it_is(text: str) -> None:
    assert cells(text) == [text]


def test_numbers_stay_numbers() -> None:
    row = next(csv.reader(list(as_csv(RELATION))[1:]))
    assert (int(row[1]), float(row[3])) == (2**63 - 1, 138.5)


def test_quotes_commas_and_ends_of_lines_end_no_cell() -> None:
    assert cells('say "no", then\ngo\x85on') == ['say "no", then\\ngo\\x85on']


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\x1b[2Jb", r"a\x1b[2Jb", id="an escape"),
        pytest.param("a\0b", r"a\x00b", id="a NUL"),
        pytest.param("a\u202eb", r"a\u202eb", id="a turn of direction"),
        pytest.param("a\udcffb", r"a\xffb", id="a byte that is no text"),
    ],
)
def test_nothing_in_it_steers_a_terminal(text: str, shown: str) -> None:
    assert cells(text) == [shown]
    (line,) = as_jsonl([{"title": text}])
    assert line.isprintable() or line[:-1].isprintable()


def test_an_article_is_an_object_on_its_line() -> None:
    articles = [{"kb": "Q100001", "revised": dt.date(2002, 5, 8)}, {"kb": "Q100002", "time": dt.time(19, 10)}]
    assert list(as_jsonl(articles)) == [
        '{"schema":1,"kind":"article","kb":"Q100001","revised":"2002-05-08"}\n',
        '{"schema":1,"kind":"article","kb":"Q100002","time":"19:10:00"}\n',
    ]


def test_an_end_of_line_in_a_title_ends_no_line() -> None:
    (line,) = as_jsonl([{"title": "a\nb\u2028c"}])
    assert len(line.splitlines()) == 1
    assert json.loads(line)["title"] == "a\nb\u2028c"
