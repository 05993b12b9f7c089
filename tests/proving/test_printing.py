"""Every way an article prints a value is known, and none of another value."""

import datetime as dt

import pytest

from ntfp.facts.version import FileVersion
from ntfp.proving.printing import (
    Order,
    date_spellings,
    file_spelling,
    size_kb_spelling,
    size_spelling,
    time_spelling,
    version_spelling,
)


@pytest.mark.parametrize("printed", ["07:10p", "7:10p", "07:10 pm", "7:10pm", "7:10 p.m.", "19:10", "1910", "19:10:00"])
def test_ten_past_seven_in_the_evening(printed: str) -> None:
    assert time_spelling(dt.time(19, 10)).fullmatch(printed)


@pytest.mark.parametrize("printed", ["07:10a", "07:10", "17:10p", "07:11p", "19:10:01"])
def test_another_time(printed: str) -> None:
    assert not time_spelling(dt.time(19, 10)).fullmatch(printed)


@pytest.mark.parametrize(
    ("hour", "printed"), [(0, "12:26a"), (0, "00:26"), (12, "12:26p"), (12, "12:26"), (16, "16:26p")]
)
def test_noon_midnight_and_a_mark_too_many(hour: int, printed: str) -> None:
    assert time_spelling(dt.time(hour, 26)).fullmatch(printed)


def test_midnight_is_not_noon() -> None:
    assert not time_spelling(dt.time(0, 26)).fullmatch("12:26")
    assert not time_spelling(dt.time(12, 26)).fullmatch("12:26a")


def test_a_mark_behind_a_blank_is_no_part_of_another_column() -> None:
    assert not time_spelling(dt.time(7, 10)).search("07:10 pm")


def test_seconds_that_are_there_have_to_be_printed() -> None:
    assert time_spelling(dt.time(14, 31, 7)).fullmatch("02:31:07pm")
    assert not time_spelling(dt.time(14, 31, 7)).fullmatch("02:31pm")


@pytest.mark.parametrize(
    ("printed", "order"),
    [
        ("10/04/99", Order.MONTH),
        ("10/4/1999", Order.MONTH),
        ("10-04-99", Order.MONTH),
        ("04/10/99", Order.DAY),
        ("4/10/1999", Order.DAY),
        ("04-oct-1999", Order.PLAIN),
        ("4-october-99", Order.PLAIN),
        ("oct-04-1999", Order.PLAIN),
        ("october 4, 1999", Order.PLAIN),
        ("4 oct 1999", Order.PLAIN),
        ("1999/10/04", Order.PLAIN),
        ("99/10/04", Order.PLAIN),
    ],
)
def test_the_fourth_of_october(printed: str, order: Order) -> None:
    assert {way for way, pattern in date_spellings(dt.date(1999, 10, 4)) if pattern.fullmatch(printed)} == {order}


@pytest.mark.parametrize("printed", ["10/05/99", "10/04/98", "10/04/199", "10-04/99", "04-nov-1999", "1999/04/10"])
def test_another_day(printed: str) -> None:
    assert not any(pattern.fullmatch(printed) for _, pattern in date_spellings(dt.date(1999, 10, 4)))


@pytest.mark.parametrize("printed", ["1,405,248", "1.405.248", "1405248", "1,405,248 bytes", "1,405,248b"])
def test_a_size(printed: str) -> None:
    assert size_spelling(1_405_248).fullmatch(printed)


@pytest.mark.parametrize("line", ["11,405,248", "1,405,248,000", "1,405,2480", "405,248", "x1,405,248"])
def test_a_size_within_another_is_none(line: str) -> None:
    assert not size_spelling(1_405_248).search(line)


@pytest.mark.parametrize("printed", ["94.5", "94.5kb", "94.5 kb", "94.5k", "094.5kb"])
def test_a_size_in_kb(printed: str) -> None:
    assert size_kb_spelling(94.5).fullmatch(printed)


@pytest.mark.parametrize("printed", ["5.0.2195.96", "5.00.2195.0096", "5.0:2195.96"])
def test_a_version(printed: str) -> None:
    assert version_spelling(FileVersion(5, 0, 2195, 96)).fullmatch(printed)


@pytest.mark.parametrize("line", ["5.0.2195.960", "15.0.2195.96", "5.0.2195", "5.0.2195.96.1"])
def test_another_version(line: str) -> None:
    assert not version_spelling(FileVersion(5, 0, 2195, 96)).search(line)


@pytest.mark.parametrize("line", ["a ism.dll b", r"%windir%\system32\ism.dll", "ism.dll(alpha)", "ism.dll"])
def test_a_file(line: str) -> None:
    assert file_spelling("ism.dll").search(line)


@pytest.mark.parametrize("line", ["prism.dll", "ism.dllx", "ism.dl"])
def test_another_file(line: str) -> None:
    assert not file_spelling("ism.dll").search(line)
