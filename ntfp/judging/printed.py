"""Printed times: what the date and time of a row allow, when no article says in which zone.

A table's times are local ones, as a rule Redmond's: 7 or 8 hours behind UTC.
The same build appears hours apart in two articles, so less than a day proves
nothing.
"""

from datetime import UTC, date, datetime, time, timedelta

from ntfp.facts.signature import Row, Table

_DAY = timedelta(days=1)
_CLEARLY_EARLIER = timedelta(days=3)
_YEAR = timedelta(days=365)
_BEHIND = (timedelta(0), timedelta(hours=7), timedelta(hours=8))


def days(row: Row) -> tuple[date, ...]:
    """The days its date can mean."""
    return tuple(day for day in (row.date, row.date_doubt) if day)


def near(moment: datetime, row: Row, table: Table) -> bool:
    """Within a day of the printed time, in any zone and by any reading?"""
    return any(first - _DAY <= moment <= last + _DAY for first, last in _spans(row, table))


def clearly_later(moment: datetime, row: Row, table: Table) -> bool | None:
    """More than a day after it? `None` where the two readings of the date do not agree."""
    return _agreed([moment > last + _DAY for _, last in _spans(row, table)])


def clearly_earlier(moment: datetime, row: Row, table: Table) -> bool | None:
    """Three days before it, or more? `None` as above."""
    return _agreed([moment <= first - _CLEARLY_EARLIER for first, _ in _spans(row, table)])


def long_before(moment: datetime, row: Row, table: Table) -> bool:
    """So long that the row's file cannot be that old? Fixes were dated up to ten months after they were linked."""
    spans = _spans(row, table)
    return bool(spans) and all(moment < first - _YEAR for first, _ in spans)


def _spans(row: Row, table: Table) -> list[tuple[datetime, datetime]]:
    """First and last moment in UTC that each reading can mean."""
    zones = _BEHIND[:1] if table.utc else _BEHIND
    spans = []
    for day in days(row):
        first = datetime.combine(day, row.time or time(), UTC)
        last = first if row.time else first + _DAY
        spans.append((first + zones[0], last + zones[-1]))
    return spans


def _agreed(answers: list[bool]) -> bool | None:
    return answers[0] if answers and len(set(answers)) == 1 else None
