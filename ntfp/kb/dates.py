"""Dates as tables print them, with every way to read them, and which way a whole article means.

"06/04/2001" is the sixth of April to one writer and the fourth of June to
another; a single row cannot say which, its neighbours often can. What nothing
settles keeps both readings: the likelier one, and the doubt.

Where a date stands in a row, and what else stands there, is `rows`' work.
"""

import datetime as dt
import re
from collections.abc import Iterable
from enum import Enum

import msgspec

FIRST_YEAR, LAST_YEAR = 1985, 2099

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DATE = re.compile(
    rf"""
    (?<![\w.:/\\-])
    (?: (?P<one>\d{{1,4}})(?P<mark>[/-])(?P<two>\d{{1,2}})(?P=mark)(?P<three>\d{{1,4}})
      | (?P<day>\d{{1,2}})[- ](?P<named>{_MONTH})[-.,]?[ ]?(?P<year>\d{{1,4}})
      | (?P<named_first>{_MONTH})\.?[- ](?P<then_day>\d{{1,2}})(?:,[ ]?|[- ])(?P<then_year>\d{{1,4}}) )
    (?![\w/\\:-]|\.\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Order(Enum):
    """Which part of a date in figures comes first."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


class Clock(Enum):
    """Whether the times beside a date are marked a.m. and p.m.: only who counts so is known to put the month first."""

    TWELVE = "a.m. and p.m."
    TWENTY_FOUR = "24 hours"


class Printed(msgspec.Struct, frozen=True):
    """A date as printed, and what it is read with the month and with the day first: the same where it is plain."""

    text: str
    month_first: dt.date | None
    day_first: dt.date | None

    @property
    def readings(self) -> tuple[dt.date, ...]:
        return tuple(dict.fromkeys(day for day in (self.month_first, self.day_first) if day))

    @property
    def proves(self) -> Order | None:
        """The order this date can only have been written in."""
        if (self.month_first is None) == (self.day_first is None):
            return None
        return Order.MONTH_FIRST if self.month_first else Order.DAY_FIRST

    def read(self, order: Order) -> dt.date | None:
        return self.month_first if order is Order.MONTH_FIRST else self.day_first


def read_date(found: re.Match[str]) -> Printed:
    """What `DATE` has found, read.

    >>> [str(day) for day in read_date(DATE.match("06/04/2001")).readings]
    ['2001-06-04', '2001-04-06']
    """
    text = found[0]
    if name := found["named"] or found["named_first"]:
        month = str(_NAMES.index(name[:3].lower()) + 1)
        plain = _date(found["year"] or found["then_year"], month, found["day"] or found["then_day"])
        return Printed(text, plain, plain)
    one, two, three = found["one"], found["two"], found["three"]
    if len(one) > 2 or int(one) > 31:  # no day and no month: the year
        plain = _date(one, two, three)
        return Printed(text, plain, plain)
    return Printed(text, _date(three, one, two), _date(three, two, one))


def _date(year: str, month: str, day: str) -> dt.date | None:
    """A year has two figures or four: one that is cut short is not guessed."""
    if len(year) not in (2, 4):
        return None
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= FIRST_YEAR % 100 else 2000)
    if not FIRST_YEAR <= full <= LAST_YEAR:
        return None
    try:
        return dt.date(full, int(month), int(day))
    except ValueError:
        return None


class Settled(msgspec.Struct, frozen=True):
    """What a printed date is taken for, and the other reading where nothing settles it."""

    date: dt.date | None = None
    doubt: dt.date | None = None


class Custom(msgspec.Struct, frozen=True):
    """How an article writes its dates: the orders they prove, and what else is known of them."""

    proofs: frozenset[tuple[Order, Clock | None]] = frozenset()  # each with the clock beside it
    clock: Clock | None = None  # of all its dates in figures
    revised: dt.date | None = None  # no file in an article is younger

    def settle(self, printed: Printed, clock: Clock | None = None) -> Settled:
        """A clock of twice twelve hours is kept by those who put the month first: nobody else in the archive but one.

        With 24 hours either order is about as frequent, and the day first is taken for a little likelier. Tables of
        one article that keep different clocks were written by different people, at times years apart.
        """
        clock = clock or self.clock
        proven = {order for order, beside in self.proofs if clock in (beside, None) or beside is None}
        order = Order.MONTH_FIRST if clock is Clock.TWELVE else None
        if len(proven) == 1:
            (order,) = proven
        if order and (day := printed.read(order)):
            return Settled(day)
        days = [day for day in printed.readings if self.revised is None or day <= self.revised] or [*printed.readings]
        if len(days) < 2:
            return Settled(*days)
        if clock is Clock.TWENTY_FOUR:
            days.reverse()
        return Settled(*days)


def custom_of(dates: Iterable[tuple[Printed, Clock | None]], revised: dt.date | None = None) -> Custom:
    """From all dates of an article, each with the clock beside it: a part above 12 proves the order."""
    in_figures = [(printed, clock) for printed, clock in dates if printed.month_first != printed.day_first]
    proofs = frozenset((order, clock) for printed, clock in in_figures if (order := printed.proves))
    clocks = {clock for _, clock in in_figures if clock}
    return Custom(
        proofs=proofs,
        clock=clocks.pop() if len(clocks) == 1 else None,
        revised=revised,
    )
