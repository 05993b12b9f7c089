"""SQLite: all relations in one database, with their keys, references, indexes and views.

It is made in memory and handed out as the bytes of its file: whoever writes them has all or nothing.
The same data are the same bytes as long as the library is the same: a database says which one wrote it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from ntfp.errors import NtfpError
from ntfp.facts.relation import Column, Heading, Kind, Relation, View
from ntfp.reports.exporting.values import in_unicode, iso

_TYPES = {Kind.WHOLE: "INTEGER", Kind.TRUTH: "INTEGER", Kind.NUMBER: "REAL"}  # all else is text, days and times too


def as_sqlite(relations: Iterable[Relation], views: Iterable[View], schema: int) -> bytes:
    """The bytes of a database file; `schema` is its `user_version`. An `NtfpError` where SQLite cannot make them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        if not hasattr(database, "serialize"):  # built without it, as those before 3.36 are
            problem = f"this Python's SQLite, {sqlite3.sqlite_version}, cannot hand out a database it made"
            raise NtfpError(f"sqlite: {problem}; csv and jsonl need none")
        database.execute(f"PRAGMA user_version = {int(schema)}")
        database.execute("BEGIN")
        for relation in relations:
            _fill(database, relation)
        for view in views:
            database.execute(f"CREATE VIEW {_name(view.name)} AS{view.query}")
        database.execute("COMMIT")
        return database.serialize()


def _fill(database: sqlite3.Connection, relation: Relation) -> None:
    heading = relation.heading
    database.execute(_table(heading))
    for columns in heading.indexes:
        index = _name("_".join((heading.name, *columns)))
        database.execute(f"CREATE INDEX {index} ON {_name(heading.name)} ({_names(columns)})")
    marks = ", ".join("?" * len(heading.columns))
    rows = (tuple(iso(in_unicode(value)) for value in row) for row in relation.rows)
    database.executemany(f"INSERT INTO {_name(heading.name)} VALUES ({marks})", rows)  # noqa: S608 - our own names


def _table(heading: Heading) -> str:
    """The statement that makes a table, laid out to be read: databases keep it as it is."""
    parts = ",\n  ".join(_parts(heading))
    return f"CREATE TABLE {_name(heading.name)} (\n  {parts}\n) WITHOUT ROWID"


def _parts(heading: Heading) -> Iterator[str]:
    yield from (_column(column) for column in heading.columns)
    yield f"PRIMARY KEY ({_names(heading.keys)})"
    for reference in heading.references:
        yield f"FOREIGN KEY ({_names(reference.columns)}) REFERENCES {_name(reference.relation)}"


def _column(column: Column) -> str:
    needed = "" if column.optional else " NOT NULL"
    return f"{_name(column.name)} {_TYPES.get(column.kind, 'TEXT')}{needed}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _name(name: str) -> str:
    """In quotes: some of ours are words of SQL."""
    return f'"{name}"'
