"""`ntfp export`: all data as tables, for SQL and for spreadsheets."""

from collections.abc import Iterable
from pathlib import Path

import click

import ntfp
from ntfp.catalogue.tables.schema import NAMES, SCHEMA
from ntfp.catalogue.tables.trees import article_tree
from ntfp.catalogue.tables.views import VIEWS
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.files import STANDARD_OUTPUT, refuse_file, save
from ntfp.cli.output import write
from ntfp.facts.relation import Relation
from ntfp.reports.exporting import as_csv, as_jsonl, as_parquet, as_sqlite
from ntfp.scanning.data import Data
from ntfp.scanning.tables import about_data, tables_of

FORMS = ("sqlite", "csv", "jsonl", "parquet")
BINARY = ("sqlite", "parquet")
OF_ONE_TABLE = ("csv", "parquet")
DEFAULT = "rows"


@click.command(short_help="Write all data as tables, for SQL or a spreadsheet.")
@click.argument("form", metavar="FORMAT", required=False, type=click.Choice(FORMS))
@click.option(
    "-o", "--output", "path", metavar="FILE", type=click.Path(path_type=Path),
    help="The file to make. Without it csv and jsonl go to standard output.",
)  # fmt: skip
@click.option(
    "--table", metavar="NAME", type=click.Choice(NAMES),
    help=f"Of csv and parquet, which table: {', '.join(NAMES)}.  [default: {DEFAULT}]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace FILE where it is there already.")
@by_signatures
def export(form: str | None, path: Path | None, table: str | None, force: bool, places: tuple[Path, ...]) -> int:
    """Write all data as tables, as they are meant: with corrections and reviews.

    FORMAT is sqlite: all tables in one database, with keys, indexes and views;
    csv or parquet: one table (parquet needs pip install 'ntfp[parquet]'); or
    jsonl: an article with all its parts in each line. The table columns says
    what all tables and columns mean. The same data give the same file.

    Exit codes: 0 done, 2 could not run, 130 interrupted.
    """
    context = click.get_current_context()
    path = None if path == STANDARD_OUTPUT else path
    if form is None:  # click itself would list them one below the other
        raise click.UsageError(f"Missing argument 'FORMAT': one of {', '.join(FORMS)}", context)
    if path is None and form in BINARY:
        raise click.UsageError(f"Missing option '-o' / '--output': {form} is no text and goes to a file", context)
    if table and form not in OF_ONE_TABLE:
        raise click.UsageError(f"Option '--table' is for {' and '.join(OF_ONE_TABLE)}: {form} has them all", context)
    if path:
        kept = None if force else "is there already; --force replaces it"
        refuse_file(path, lambda _: kept, database=form == "sqlite")
    content, told = made(form, data_of(places), table or DEFAULT)
    if path:
        save(path, content, told)
    elif not isinstance(content, bytes):
        write(content, for_programs=True)
    return 0


def made(form: str, data: Data, table: str) -> tuple[Iterable[str] | bytes, str]:
    """The content of the file, and what it holds in a few words."""
    if form == "jsonl":
        return as_jsonl(map(article_tree, data.signatures)), counted(len(data.signatures), "article")
    about = about_data(data, ntfp.__version__)
    tables = tables_of(data, about)
    if form == "sqlite":
        count = sum(len(relation.rows) for relation in tables.values())
        return as_sqlite(tables.values(), VIEWS, SCHEMA), f"{len(tables)} tables, {counted(count, 'row')}"
    relation = tables[table]
    told = f"table {table}, {counted(len(relation.rows), 'row')}"
    return (as_csv(relation) if form == "csv" else _columns(relation, about)), told


def counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'s' * (number != 1)}"


def _columns(relation: Relation, about: dict[str, str]) -> bytes:
    try:
        return as_parquet(relation, about)
    except ImportError as error:
        raise click.ClickException(f"parquet: pyarrow cannot be used ({error}); pip install 'ntfp[parquet]'") from error
