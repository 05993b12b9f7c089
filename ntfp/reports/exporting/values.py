"""Values as text has them, where a form has no days and times of its own."""

import datetime as dt

from ntfp.facts.relation import Value


def iso(value: Value) -> str | int | float | None:
    """Days and times as ISO 8601 writes them; what is UTC has a Z behind it. All else as it is.

    >>> iso(dt.datetime(1999, 9, 21, 22, 2, 31, tzinfo=dt.UTC)), iso(dt.time(19, 10)), iso(7)
    ('1999-09-21T22:02:31Z', '19:10:00', 7)
    """
    if isinstance(value, dt.date | dt.time):
        return value.isoformat().replace("+00:00", "Z")
    return value
