"""SQLite: a database that says itself what belongs to what, and is the same each time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from ntfp.errors import NtfpError
from ntfp.reports.exporting import as_sqlite
from tests.reports.exporting.relations import BARE, LETTERS, RELATION, VIEW, of_text


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(as_sqlite([LETTERS, RELATION], [VIEW], 7))
        yield database


def test_every_value_is_there_with_its_type(database: sqlite3.Connection) -> None:
    assert database.execute('SELECT * FROM "order" ORDER BY "group"').fetchall() == [
        (
            *("a", 2**63 - 1, "Größe, “quoted”", 138.5, 1, "1999-10-28", "19:10:00"),
            *("1999-09-21T22:02:31", "1999-09-21T22:02:31Z"),
        ),
        (*BARE[:4], 0, *BARE[5:]),
    ]
    assert [row[1:4] for row in database.execute('PRAGMA table_info("order")')][:5] == [
        ("group", "TEXT", 1),
        ("number", "INTEGER", 1),
        ("text", "TEXT", 0),
        ("share", "REAL", 0),
        ("truth", "INTEGER", 0),
    ]


def test_sqlite_itself_understands_the_times(database: sqlite3.Connection) -> None:
    query = """SELECT strftime('%s', there), time(clock), date(day) FROM "order" WHERE day IS NOT NULL"""
    assert database.execute(query).fetchall() == [("937951351", "19:10:00", "1999-10-28")]


def test_keys_references_indexes_and_views_are_there(database: sqlite3.Connection) -> None:
    keys = [row[1] for row in database.execute('PRAGMA table_info("order")') if row[5]]
    assert keys == ["group", "number"]
    assert [row[2:4] for row in database.execute('PRAGMA foreign_key_list("order")')] == [("letters", "group")]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row[1] for row in database.execute('PRAGMA index_list("order")') if row[3] == "c"] == ["order_day_clock"]
    assert database.execute("SELECT * FROM days").fetchall() == [("1999-10-28",)]


def test_the_schema_has_a_number(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA user_version").fetchone() == (7,)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_key_is_refused_a_second_time(database: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"^UNIQUE constraint failed: letters\.name$"):
        database.execute("INSERT INTO letters VALUES ('a')")


@pytest.mark.parametrize("text", ["=1+1", "Robert'); DROP TABLE texts;--", "a\nb", "a\0b", "\x1b[2J"])
def test_text_is_as_it_is(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(as_sqlite([of_text(text)], [], 1))
        assert database.execute("SELECT text FROM texts").fetchall() == [(text,)]


def test_what_is_no_unicode_is_spelled_out_and_all_else_stays() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(as_sqlite([of_text("a\x1b\udcffb")], [], 1))
        assert database.execute("SELECT text FROM texts").fetchall() == [("a\x1b\\xffb",)]


def test_the_same_data_are_the_same_bytes() -> None:
    assert as_sqlite([LETTERS, RELATION], [VIEW], 7) == as_sqlite([LETTERS, RELATION], [VIEW], 7)


def test_an_sqlite_that_cannot_do_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Older:
        def close(self) -> None: ...

    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: Older())
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.26.0")
    with pytest.raises(NtfpError) as error:
        as_sqlite([LETTERS], [], 1)
    problem = "this Python's SQLite, 3.26.0, cannot hand out a database it made; csv and jsonl need none"
    assert str(error.value) == f"sqlite: {problem}"
