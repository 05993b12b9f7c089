"""Relations: all data as tables, for whoever asks in SQL or in a spreadsheet.

The data are as meant: with the corrections and reviews that lie beside the records. The same data are the
same rows in the same order.

How tables are written is the business of `ntfp.reports.exporting`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from ntfp.catalogue.tables.article_rows import Row, article_rows, beside_rows
from ntfp.catalogue.tables.build_rows import branch_row, build_rows
from ntfp.catalogue.tables.schema import HEADINGS, NAMES, SCHEMA
from ntfp.database.mending import Correction, Review
from ntfp.facts.build import Branch, Known
from ntfp.facts.relation import Relation, Value
from ntfp.facts.signature import Signature

_BRANCHES = "branches"


def relations(
    signatures: Iterable[Signature],
    known: Known,
    *,
    corrections: Sequence[Correction] = (),
    reviews: Sequence[Review] = (),
    about: Mapping[str, str],
) -> dict[str, Relation]:
    """Every table by name. `about` says which data they are."""
    rows: dict[str, list[tuple[Value, ...]]] = {name: [] for name in NAMES}
    for told in (article_rows(signatures), build_rows(known), beside_rows(corrections, reviews)):
        for name, row in told:
            rows[name].append(_values(row))
    lines = {line.branch: line for line in known.lines}
    spoken_of = _spoken_of(rows)
    branches = [*lines, *(branch for branch in Branch if branch in spoken_of and branch not in lines)]
    rows[_BRANCHES] = [_values(branch_row(branch, lines.get(branch))) for branch in branches]
    rows["columns"] = [
        (heading.name, number, column.name, column.kind.value, column.optional, column.means)
        for heading in HEADINGS
        for number, column in enumerate(heading.columns)
    ]
    rows["meta"] = [("schema", str(SCHEMA)), *about.items()]
    rows["meta"] += [(f"rows of {name}", str(len(rows[name]))) for name in NAMES if name != "meta"]
    return {heading.name: Relation(heading, tuple(rows[heading.name])) for heading in HEADINGS}


def _spoken_of(rows: Mapping[str, list[tuple[Value, ...]]]) -> set[Value]:
    """Every branch that some table names."""
    places = (
        (heading.name, heading.names.index(reference.columns[0]))
        for heading in HEADINGS
        for reference in heading.references
        if reference.relation == _BRANCHES
    )
    return {row[place] for name, place in places for row in rows[name]}


def _values(row: Row) -> tuple[Value, ...]:
    """A row in values that other programs know."""
    return tuple(map(_value, row))


def _value(value: object) -> Value:
    """Words and versions are text."""
    return value if isinstance(value, int | float | dt.date | dt.time | None) else str(value)
