"""Values as other programs can have them: as text, where a form has no days and times of its own, and in Unicode."""

import datetime as dt
import re

from ntfp.facts.relation import Value
from ntfp.reports.text import visible

_NO_TEXT = re.compile("[\ud800-\udfff]")  # how Python keeps a byte of a name on disk that is no text


def iso(value: Value) -> str | int | float | None:
    """Days and times as ISO 8601 writes them; what is UTC has a Z behind it. All else as it is.

    >>> iso(dt.datetime(1999, 9, 21, 22, 2, 31, tzinfo=dt.UTC)), iso(dt.time(19, 10)), iso(7)
    ('1999-09-21T22:02:31Z', '19:10:00', 7)
    """
    if isinstance(value, dt.date | dt.time):
        return value.isoformat().replace("+00:00", "Z")
    return value


def in_unicode(value: Value) -> Value:
    r"""A text as it is, but for what is no Unicode, which no file can hold: that is spelled out. All else as it is.

    >>> print(in_unicode("a\udcff"))
    a\xff
    """
    if isinstance(value, str) and _NO_TEXT.search(value):
        return _NO_TEXT.sub(lambda found: visible(found[0]), value)
    return value
