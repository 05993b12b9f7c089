"""Counting: how much there is of what in the records.

The figures say what is there, and nothing about how good it is.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from ntfp.catalogue.merging import place_of_system
from ntfp.facts.build import KERNEL_NAMES
from ntfp.facts.lookup import Figures
from ntfp.facts.signature import By, Signature
from ntfp.judging.history import branch_of, platform_of


def figures(signatures: Iterable[Signature]) -> Figures:
    """What these records hold."""
    records = tuple(signatures)
    rows = [(one, table, row) for one in records for table in one.tables for row in table.rows]
    claims = Counter(claim.by for one in records for claim in one.fixed_in)
    systems = Counter((branch_of(one, table, row), platform_of(one, row)) for one, table, row in rows)
    return Figures(
        records=len(records),
        with_tables=sum(bool(one.tables) for one in records),
        tables=sum(len(one.tables) for one in records),
        rows=len(rows),
        kernels=sum(row.file in KERNEL_NAMES for _, _, row in rows),
        rows_by_table=dict(Counter(table.branch for _, table, _ in rows).most_common()),
        rows_by_system={key: systems[key] for key in sorted(systems, key=lambda system: place_of_system(*system))},
        rows_dated=_span(row.date for _, _, row in rows),
        revised=_span(one.revised for one in records),
        claimed=sum(bool(one.fixed_in) for one in records),
        claims={by: claims[by] for by in By},
        windows=sum(len(one.affects) for one in records),
        doubted=sum(bool(one.doubts) for one in records),
        doubts=sum(len(one.doubts) for one in records),
    )


def _span(days: Iterable[dt.date | None]) -> tuple[dt.date, dt.date] | None:
    known = [day for day in days if day]
    return (min(known), max(known)) if known else None
