"""The scale: days of the calendar on a line, in whole years.

A day outside of it is put at its end; who draws has to say so.
"""

import datetime as dt
from collections.abc import Sequence

import msgspec

LEAST = 1 / 3  # of the room up to the edge: names that hang to the right leave that much to the axis
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """From the first day of a year to the first of another."""

    first: dt.date
    last: dt.date
    left: float
    width: float

    @property
    def right(self) -> float:
        return self.left + self.width

    def part(self, day: dt.date) -> float:
        """How far along it is, from 0 to 1."""
        part = (day.toordinal() - self.first.toordinal()) / (self.last.toordinal() - self.first.toordinal())
        return min(max(part, 0.0), 1.0)

    def at(self, day: dt.date) -> float:
        return self.left + self.part(day) * self.width

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def years(self, room: float) -> list[tuple[int, float]]:
        """As many first days of years as can be named where a name takes that much room."""
        years = range(self.first.year, self.last.year + 1)
        every = self.width / max(len(years) - 1, 1)
        step = next((step for step in _STEPS if step * every >= room), _STEPS[-1])
        days = (dt.date(year, 1, 1) for year in years if year % step == 0)
        return [(day.year, self.at(day)) for day in days if self.holds(day)]


def scale_of(days: Sequence[dt.date], left: float, width: float) -> Scale:
    """One that holds them all, in whole years."""
    first, last = (min(days).year, max(days).year) if days else (dt.MINYEAR, dt.MINYEAR)
    end = dt.date(last + 1, 1, 1) if last < dt.MAXYEAR else dt.date.max
    return Scale(first=dt.date(first, 1, 1), last=end, left=left, width=width)


def narrowed(scale: Scale, hangs: Sequence[tuple[dt.date, float]], edge: float) -> Scale:
    """The same, as much shorter as it must be so that all that hangs to the right of its days ends before the edge."""
    room = [(edge - scale.left - width) / scale.part(day) for day, width in hangs if scale.part(day)]
    least = LEAST * (edge - scale.left)
    return msgspec.structs.replace(scale, width=min(scale.width, max(least, min(room, default=scale.width))))
