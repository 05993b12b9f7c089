"""What the tests of the catalogue share: articles of a few rows, made by hand."""

import datetime as dt
from typing import Any

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Origin, Relation, Row, Signature, Table

SOURCE = Origin(archive="a test", path="a path", sha256="0" * 64)
ROW = Row(
    file="ntoskrnl.exe",
    platform=Platform.I386,
    size=932_736,
    date=dt.date(1999, 11, 18),
    time=dt.time(16, 14),
    line=60,
)


def table(*rows: Row, **said: Any) -> Table:
    return Table(**{"line": 55, "branch": Branch.NT4, "language": "en", "relation": Relation.PLAIN, **said}, rows=rows)


def article(kb: str, *rows: Row, table_says: dict[str, Any] | None = None, **said: Any) -> Signature:
    """An article with one table, or with none where no row is given."""
    tables = (table(*rows, **(table_says or {})),) if rows else ()
    return Signature(**{"kb": kb, "title": f"The title of {kb}", "tables": tables, "source": SOURCE, **said})
