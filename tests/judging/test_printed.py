"""Printed times: what the date and time of a row allow about a moment in UTC."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from ntfp.facts.signature import Row, Table
from ntfp.judging.printed import clearly_earlier, clearly_later, days, long_before, near
from tests.judging.records import day, moment, row, table

EVENING = row(dated="1999-10-28 19:10")
WHOLE_DAY = row(dated="1999-10-28")
UNSURE = row(dated="2000-05-10", doubt="2000-10-05")
UNDATED = row()
LOCAL, IN_UTC = table(), table(utc=True)
MOMENTS = st.datetimes(datetime(1998, 1, 1), datetime(2002, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone follows
ROWS = st.sampled_from([EVENING, WHOLE_DAY, UNSURE])
TABLES = st.sampled_from([LOCAL, IN_UTC])


def test_a_date_means_one_day_and_a_doubtful_one_two() -> None:
    assert days(EVENING) == (day("1999-10-28"),)
    assert days(UNSURE) == (day("2000-05-10"), day("2000-10-05"))
    assert days(UNDATED) == ()


@pytest.mark.parametrize(
    ("linked", "is_near"),
    [
        pytest.param("1999-10-28 19:10", True, id="the printed time was UTC"),
        pytest.param("1999-10-29 02:10", True, id="it was Redmond's in summer"),
        pytest.param("1999-10-29 03:10", True, id="it was Redmond's in winter"),
        pytest.param("1999-10-27 19:10", True, id="a day before"),
        pytest.param("1999-10-27 19:09", False, id="more than a day before"),
        pytest.param("1999-10-30 03:10", True, id="a day after Redmond's winter"),
        pytest.param("1999-10-30 03:11", False, id="more than a day after it"),
        pytest.param("1999-10-25 22:02", False, id="the build of three days before"),
    ],
)
def test_the_zone_of_a_printed_time_is_unsaid(linked: str, is_near: bool) -> None:
    assert near(moment(linked), EVENING, LOCAL) is is_near


@pytest.mark.parametrize(
    ("linked", "is_near", "is_later"),
    [
        pytest.param("1999-10-29 19:10", True, False, id="a day"),
        pytest.param("1999-10-29 19:11", False, True, id="more than a day"),
    ],
)
def test_a_table_that_says_utc_leaves_no_zone_open(linked: str, is_near: bool, is_later: bool) -> None:
    assert near(moment(linked), EVENING, IN_UTC) is is_near
    assert clearly_later(moment(linked), EVENING, IN_UTC) is is_later


@pytest.mark.parametrize(
    ("linked", "is_near"),
    [
        pytest.param("1999-10-27", True, id="a day before its first minute"),
        pytest.param("1999-10-30 08:00", True, id="a day after its last minute in Redmond"),
        pytest.param("1999-10-30 08:01", False, id="a minute more"),
    ],
)
def test_a_date_without_a_time_is_the_whole_day(linked: str, is_near: bool) -> None:
    assert near(moment(linked), WHOLE_DAY, LOCAL) is is_near


@pytest.mark.parametrize(
    ("linked", "is_later"),
    [
        pytest.param("1999-10-29 03:10", False, id="eight hours after it"),
        pytest.param("1999-10-30 03:10", False, id="a day after that"),
        pytest.param("1999-10-30 03:11", True, id="more than a day after that"),
        pytest.param("1999-10-20", False, id="before it"),
    ],
)
def test_less_than_a_day_after_the_printed_time_is_not_later(linked: str, is_later: bool) -> None:
    assert clearly_later(moment(linked), EVENING, LOCAL) is is_later


@pytest.mark.parametrize(
    ("linked", "is_earlier"),
    [
        pytest.param("1999-10-25 19:10", True, id="three days before"),
        pytest.param("1999-10-25 19:11", False, id="a minute less"),
        pytest.param("1999-11-28", False, id="after it"),
    ],
)
def test_clearly_earlier_is_three_days_or_more(linked: str, is_earlier: bool) -> None:
    assert clearly_earlier(moment(linked), EVENING, LOCAL) is is_earlier


@pytest.mark.parametrize(
    ("linked", "later", "earlier"),
    [
        pytest.param("2000-11-01", True, False, id="after both readings"),
        pytest.param("2000-04-01", False, True, id="before both"),
        pytest.param("2000-07-01", None, None, id="between May and October"),
    ],
)
def test_the_two_readings_of_a_date_have_to_agree(linked: str, later: bool | None, earlier: bool | None) -> None:
    assert clearly_later(moment(linked), UNSURE, LOCAL) is later
    assert clearly_earlier(moment(linked), UNSURE, LOCAL) is earlier


@pytest.mark.parametrize("linked", ["2000-05-10 12:00", "2000-10-05 12:00"])
def test_near_either_reading_is_near(linked: str) -> None:
    assert near(moment(linked), UNSURE, LOCAL)


def test_a_row_without_a_date_allows_nothing() -> None:
    when = moment("1999-10-28")
    assert not near(when, UNDATED, LOCAL)
    assert clearly_later(when, UNDATED, LOCAL) is None
    assert clearly_earlier(when, UNDATED, LOCAL) is None
    assert not long_before(when, UNDATED, LOCAL)


def test_a_fix_dated_ten_months_after_it_was_linked_is_not_long_before() -> None:
    assert not long_before(moment("1998-12-28"), EVENING, LOCAL)
    assert long_before(moment("1998-10-28 19:09"), EVENING, LOCAL)
    assert not long_before(moment("1999-06-01"), UNSURE, LOCAL), "a year before October is not a year before May"


@given(MOMENTS, ROWS, TABLES)
def test_no_moment_is_two_of_near_later_and_earlier(when: datetime, one: Row, of: Table) -> None:
    said = [near(when, one, of), clearly_later(when, one, of) is True, clearly_earlier(when, one, of) is True]
    assert sum(said) <= 1


@given(MOMENTS, ROWS, TABLES, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_what_is_later_stays_later(when: datetime, one: Row, of: Table, more: timedelta) -> None:
    if clearly_later(when, one, of):
        assert clearly_later(when + more, one, of)
    if clearly_earlier(when + more, one, of):
        assert clearly_earlier(when, one, of)
