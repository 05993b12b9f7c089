"""Exports in lines: CSV for spreadsheets, one JSON object a line for programs.

A spreadsheet takes a cell that begins with one of a few signs for a formula and works it out. Names and
titles come from other people's files, so such a text gets an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from ntfp.facts.relation import Relation, Value
from ntfp.reports.exporting.values import iso
from ntfp.reports.json import SCHEMA, encoded
from ntfp.reports.text import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - the wide ones count, too


def as_csv(relation: Relation) -> Iterator[str]:
    """The names of the columns, then a row a line; nothing in it can steer a terminal. What is not said is empty."""
    yield _line(relation.heading.names)
    for row in relation.rows:
        yield _line(_cell(value) for value in row)


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return visible(f"'{value}" if value.startswith(_FORMULA) else value)
    return iso(value)


def _line(cells: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def as_jsonl(articles: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Each article with all its parts, complete on its line."""
    for article in articles:
        yield encoded({"schema": SCHEMA, "kind": "article", **article}) + "\n"
