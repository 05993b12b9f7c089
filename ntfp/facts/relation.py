"""Relations: data as tables for other programs, each column with its type and meaning.

A heading says what a relation holds, and is there without any data; a relation is
a heading with its rows. The values are Python's own, so that each form can write
them in its way.

Which relations there are is told in `ntfp.catalogue.tables.schema`.
"""

import datetime as dt
from enum import StrEnum

import msgspec

Value = str | int | float | bool | dt.date | dt.time | None  # a datetime is a date, too


class Kind(StrEnum):
    """What a column holds, in the words of its documentation."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    TRUTH = "true or false"
    DATE = "date"
    TIME = "time"
    LOCAL = "date and time, local"
    UTC = "date and time, UTC"


class Column(msgspec.Struct, frozen=True):
    """One thing that each row says; `optional`: not every one, because it is not always printed or recorded."""

    name: str
    kind: Kind
    means: str
    optional: bool = False


class Reference(msgspec.Struct, frozen=True):
    """Columns that are the key of a row of another relation, which is always there."""

    columns: tuple[str, ...]
    relation: str


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """A relation without its rows. Its first `key` columns tell each row from all others."""

    name: str
    means: str
    columns: tuple[Column, ...]
    key: int
    references: tuple[Reference, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()  # what is often asked for

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        return self.names[: self.key]


class Relation(msgspec.Struct, frozen=True):
    """A heading and its rows, each with a value for each column, in an order that the data alone decide."""

    heading: Heading
    rows: tuple[tuple[Value, ...], ...]


class View(msgspec.Struct, frozen=True):
    """A question that is asked often, with its answer in SQL."""

    name: str
    means: str
    query: str
