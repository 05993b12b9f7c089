"""Dates in tables: every printed form, and which part of it is the month."""

import datetime as dt

import pytest

from ntfp.kb.dates import DATE, Clock, Order, Printed, Settled, custom_of, read_date


def printed(text: str) -> Printed:
    found = DATE.fullmatch(text)
    assert found
    return read_date(found)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("10/28/99", "1999-10-28", id="two figures each"),
        pytest.param("10/28/1999", "1999-10-28", id="four figures of a year"),
        pytest.param("26/01/2001", "2001-01-26", id="day first"),
        pytest.param("1/4/00", "2000-01-04 2000-04-01", id="two ways to read it"),
        pytest.param("06/06/2000", "2000-06-06", id="the same both ways"),
        pytest.param("12-21-2000", "2000-12-21", id="hyphens"),
        pytest.param("29-Jan-2001", "2001-01-29", id="a month in letters"),
        pytest.param("07-Dec-01", "2001-12-07", id="a month in letters, two figures of a year"),
        pytest.param("22-FEB-2001", "2001-02-22", id="capitals"),
        pytest.param("11-July-2001", "2001-07-11", id="a whole month"),
        pytest.param("31 May 2002", "2002-05-31", id="blanks"),
        pytest.param("Aug-30-2001", "2001-08-30", id="the month in letters first"),
        pytest.param("May 17, 2001", "2001-05-17", id="with a comma"),
        pytest.param("2000/06/20", "2000-06-20", id="year first"),
        pytest.param("98/10/28", "1998-10-28", id="year first, two figures"),
        pytest.param("85/01/02", "1985-01-02", id="a year of two figures begins in 1985"),
        pytest.param("12/31/84", "2084-12-31", id="and ends in 2084"),
        pytest.param("11/03/200", "", id="a year cut short is not guessed"),
        pytest.param("13/13/1999", "", id="no month 13"),
        pytest.param("02/30/1999", "", id="no 30 February"),
        pytest.param("10/28/1979", "", id="before there were such files"),
        pytest.param("29-Feb-2001", "", id="no leap year"),
    ],
)
def test_a_date_has_every_reading_a_calendar_allows(text: str, meant: str) -> None:
    assert " ".join(map(str, printed(text).readings)) == meant


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a/6-7-99.asp", id="a part of an address"),
        pytest.param("5.0.2195.2097", id="a version"),
        pytest.param("1/2", id="a fraction"),
        pytest.param("10/28/99.exe", id="a name"),
    ],
)
def test_what_only_holds_figures_is_no_date(text: str) -> None:
    assert DATE.search(text) is None


MARCH, JUNE = dt.date(2000, 3, 6), dt.date(2000, 6, 3)


@pytest.mark.parametrize(
    ("others", "clock", "known", "settled"),
    [
        pytest.param(
            [("05/25/00", Clock.TWENTY_FOUR)], Clock.TWENTY_FOUR, {}, Settled(JUNE), id="another date proves it"
        ),
        pytest.param([("25/05/00", None)], Clock.TWENTY_FOUR, {}, Settled(MARCH), id="another proves the day first"),
        pytest.param([("25/05/00", None)], Clock.TWELVE, {}, Settled(MARCH), id="a proof outranks the clock"),
        pytest.param(
            [("05/25/00", Clock.TWELVE)],
            Clock.TWENTY_FOUR,
            {},
            Settled(MARCH, JUNE),
            id="a table with another clock was written by somebody else",
        ),
        pytest.param([], Clock.TWELVE, {}, Settled(JUNE), id="who marks the half day puts the month first"),
        pytest.param([("01/02/00", Clock.TWELVE)], None, {}, Settled(JUNE), id="the clock of the other dates"),
        pytest.param([], None, {}, Settled(JUNE, MARCH), id="nothing known"),
        pytest.param([], Clock.TWENTY_FOUR, {}, Settled(MARCH, JUNE), id="24 hours, nothing else known"),
        pytest.param(
            [], None, {"revised": dt.date(2000, 5, 1)}, Settled(MARCH), id="an article knows no file of the future"
        ),
        pytest.param([], None, {"revised": dt.date(1999, 5, 1)}, Settled(JUNE, MARCH), id="a revision before both"),
        pytest.param(
            [("25/05/00", None), ("05/25/00", None)],
            Clock.TWENTY_FOUR,
            {},
            Settled(MARCH, JUNE),
            id="proofs against each other",
        ),
        pytest.param(
            [("29-Jan-2001", Clock.TWELVE)], None, {}, Settled(JUNE, MARCH), id="a month in letters has no custom"
        ),
    ],
)
def test_the_article_settles_what_a_row_leaves_open(
    others: list[tuple[str, Clock | None]], clock: Clock | None, known: dict[str, dt.date], settled: Settled
) -> None:
    ours = printed("06/03/00")
    dates = [(ours, clock), *((printed(text), beside) for text, beside in others)]
    for order in (dates, dates[::-1]):
        assert custom_of(order, **known).settle(ours, clock) == settled


def test_a_plain_date_needs_no_custom_and_never_doubts() -> None:
    custom = custom_of([(printed("25/05/00"), None)])
    assert custom.proofs == {(Order.DAY_FIRST, None)}
    assert custom.settle(printed("05/25/00")) == Settled(dt.date(2000, 5, 25))
    assert custom.settle(printed("11/03/200")) == Settled()
