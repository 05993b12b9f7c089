"""docs/export.md tells the schema and what questions answer: run it with NTFP_WRITE_DOCS=1 when they have changed."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ntfp.catalogue.tables.schema import HEADINGS, SCHEMA
from ntfp.catalogue.tables.views import VIEWS
from ntfp.facts.relation import Heading
from ntfp.reports.exporting import as_sqlite
from ntfp.scanning.data import shipped_data
from ntfp.scanning.tables import about_data, tables_of

PAGE = Path(__file__).resolve().parents[1] / "docs" / "export.md"
QUESTION = re.compile(r"^```sql\n(.*?)^```\n\n(?:\|.*?\n\n)?", re.MULTILINE | re.DOTALL)
SHOWN = 3  # lines of an answer


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    data = shipped_data()
    content = as_sqlite(tables_of(data, about_data(data, "1.0")).values(), VIEWS, SCHEMA)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        yield database


def row(cells: list[object]) -> str:
    texts = ("" if cell is None else str(cell).replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(texts)} |"


def table(names: list[str], rows: list[list[object]]) -> str:
    return "\n".join([row([*names]), "|---" * len(names) + "|", *map(row, rows)])


def answer(database: sqlite3.Connection, query: str) -> str:
    cursor = database.execute(query)
    names = [column[0] for column in cursor.description]
    rows = [list(one) for one in cursor]
    assert len(rows) >= SHOWN, query
    more: list[list[object]] = [[f"… {len(rows):,} in all", *[None] * (len(names) - 1)]] if len(rows) > SHOWN else []
    return table([f"`{name}`" for name in names], [*rows[:SHOWN], *more])


def described(heading: Heading) -> str:
    rows: list[list[object]] = [
        [
            f"*`{column.name}`*" if column.name in heading.keys else f"`{column.name}`",
            f"{column.kind}, or none" if column.optional else column.kind,
            column.means,
        ]
        for column in heading.columns
    ]
    means = f"{heading.means[0].upper()}{heading.means[1:]}."
    return f"### {heading.name}\n\n{means}\n\n{table(['column', 'type', 'meaning'], rows)}"


def schema() -> str:
    views = table(["view", "answers"], [[f"`{view.name}`", view.means] for view in VIEWS])
    return "\n\n".join(
        (f"This is schema {SCHEMA}.", *map(described, HEADINGS), f"### Views\n\nIn a database only.\n\n{views}")
    )


def held(text: str) -> None:
    """The page is the text; or becomes it, where that is asked for."""
    if os.environ.get("NTFP_WRITE_DOCS") == "1":
        PAGE.write_text(text, "utf-8")
    assert PAGE.read_text("utf-8") == text, "run it again with NTFP_WRITE_DOCS=1, and read what has changed"


def test_the_page_tells_every_table_and_column() -> None:
    pattern = re.compile(r"(<!-- schema -->\n).*(<!-- /schema -->)", re.DOTALL)
    held(pattern.sub(lambda found: f"{found[1]}\n{schema()}\n\n{found[2]}", PAGE.read_text("utf-8")))


def test_the_page_answers_ten_questions_as_a_database_does(database: sqlite3.Connection) -> None:
    text = PAGE.read_text("utf-8")
    assert len(QUESTION.findall(text)) == 10

    def answered(found: re.Match[str]) -> str:
        return f"```sql\n{found[1]}```\n\n{answer(database, found[1])}\n\n"

    held(QUESTION.sub(answered, text))


def test_every_meaning_is_one_cell_of_a_table() -> None:
    meanings = [one.means for one in (*HEADINGS, *VIEWS)]
    meanings += [column.means for heading in HEADINGS for column in heading.columns]
    assert [text for text in meanings if "\n" in text or "|" in text or text.endswith(".")] == []
