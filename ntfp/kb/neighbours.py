"""Neighbours: articles were numbered as they came, so those beside one say about when its files were made.

Of a date that can be read in two ways, and that nothing in its own article
settles, the reading nearer to the files of its neighbours is the likelier one. It
stays in doubt: of five such readings one was wrong where the truth was known.
"""

import datetime as dt
from bisect import bisect
from collections.abc import Iterable, Sequence
from statistics import median_low

from msgspec.structs import replace

from ntfp.facts.signature import Row, Signature, number_of

_ON_EACH_SIDE = 12
_ENOUGH = 10


def with_likelier_dates(signatures: Sequence[Signature]) -> list[Signature]:
    """The same articles, each date in doubt read as their neighbours make it likelier."""
    dated = sorted((number_of(one.kb), day) for one in signatures if (day := _middle(_sure(one))))
    return [_settled(one, dated) if any(row.date_doubt for row in _rows(one)) else one for one in signatures]


def _settled(signature: Signature, dated: Sequence[tuple[int, dt.date]]) -> Signature:
    number = number_of(signature.kb)
    place = bisect(dated, (number, dt.date.min))
    around = dated[max(place - _ON_EACH_SIDE, 0) : place + _ON_EACH_SIDE + 1]
    near = _middle(day for beside, day in around if beside != number)
    if not near or len(around) < _ENOUGH:
        return signature
    return replace(
        signature,
        tables=tuple(
            replace(table, rows=tuple(_nearer(row, near) for row in table.rows)) for table in signature.tables
        ),
    )


def _nearer(row: Row, near: dt.date) -> Row:
    if not row.date or not row.date_doubt or abs(row.date - near) <= abs(row.date_doubt - near):
        return row
    return replace(row, date=row.date_doubt, date_doubt=row.date)


def _sure(signature: Signature) -> list[dt.date]:
    return [row.date for row in _rows(signature) if row.date and not row.date_doubt]


def _middle(days: Iterable[dt.date]) -> dt.date | None:
    days = list(days)
    return median_low(days) if days else None


def _rows(signature: Signature) -> Iterable[Row]:
    return (row for table in signature.tables for row in table.rows)
