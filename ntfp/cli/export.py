"""`ntfp export`: all data as tables, for SQL and for spreadsheets."""

import stat
from collections.abc import Iterable
from pathlib import Path

import click
from msgspec.structs import replace

import ntfp
from ntfp.catalogue.tables.relations import relations
from ntfp.catalogue.tables.schema import NAMES, SCHEMA
from ntfp.catalogue.tables.trees import article_tree
from ntfp.catalogue.tables.views import VIEWS
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.output import say, system_words, write
from ntfp.database import DataSet
from ntfp.database.mending import Correction, Review
from ntfp.database.writing import write_whole
from ntfp.facts.relation import Relation
from ntfp.reports.exporting import as_csv, as_jsonl, as_parquet, as_sqlite
from ntfp.reports.text import visible
from ntfp.scanning.data import Data

FORMS = ("sqlite", "csv", "jsonl", "parquet")
BINARY = ("sqlite", "parquet")
OF_ONE_TABLE = ("csv", "parquet")
DEFAULT = "rows"
STANDARD_OUTPUT = Path("-")
JOURNALS = ("-journal", "-wal")  # of a database in use: SQLite would take them for the new one's, and spoil it


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
        refuse(path, form, force=force)
    content, told = made(form, data_of(places), table or DEFAULT)
    if path:
        save(path, content, told)
    elif not isinstance(content, bytes):
        write(content, for_programs=True)
    return 0


def refuse(path: Path, form: str, *, force: bool) -> None:
    """Say why a file cannot or should not be made there, before anything is read for it."""
    try:
        kind = path.lstat().st_mode
    except FileNotFoundError:
        kind = None
        if not path.parent.is_dir():
            raise click.ClickException(f"{path.parent}: no such folder; make it first, or name another") from None
    except OSError as error:
        raise click.ClickException(f"{path}: {system_words(error)}") from error
    if kind is not None:
        if stat.S_ISLNK(kind):
            raise click.ClickException(f"{path}: is a symbolic link; name the file it leads to")
        if stat.S_ISDIR(kind):
            raise click.ClickException(f"{path}: is a folder; name a file in it")
        if not stat.S_ISREG(kind):
            raise click.ClickException(f"{path}: is a device or a pipe; name a file")
        if not force:
            raise click.ClickException(f"{path}: is there already; --force replaces it")
    for journal in (path.with_name(path.name + end) for end in JOURNALS) if form == "sqlite" else ():
        if journal.exists():
            problem = "belongs to a database that is in use, or was not closed; name another file"
            raise click.ClickException(f"{journal}: {problem}")


def made(form: str, data: Data, table: str) -> tuple[Iterable[str] | bytes, str]:
    """The content of the file, and what it holds in a few words."""
    if form == "jsonl":
        return as_jsonl(map(article_tree, data.signatures)), counted(len(data.signatures), "article")
    about = about_data(data)
    tables = tables_of(data, about)
    if form == "sqlite":
        count = sum(len(relation.rows) for relation in tables.values())
        return as_sqlite(tables.values(), VIEWS, SCHEMA), f"{len(tables)} tables, {counted(count, 'row')}"
    relation = tables[table]
    told = f"table {table}, {counted(len(relation.rows), 'row')}"
    return (as_csv(relation) if form == "csv" else _columns(relation, about)), told


def counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'s' * (number != 1)}"


def save(path: Path, content: Iterable[str] | bytes, told: str) -> None:
    """Write the file, all of it or nothing."""
    whole = content if isinstance(content, bytes) else "".join(content).encode()
    try:
        write_whole(path, whole)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {system_words(error)}") from error
    say(f"{path}: {told}, {len(whole):,} bytes")


def _columns(relation: Relation, about: dict[str, str]) -> bytes:
    try:
        return as_parquet(relation, about)
    except ImportError as error:
        raise click.ClickException(f"parquet: pyarrow cannot be used ({error}); pip install 'ntfp[parquet]'") from error


def about_data(data: Data) -> dict[str, str]:
    """Which data they are; places are named as they were given."""
    base, *own = data.basis
    about = {"version": ntfp.__version__, "data": visible(base.label), "content": base.content}
    for number, place in enumerate(own):
        about |= {f"own {number}": visible(place.label), f"own {number} content": place.content}
    return about


def tables_of(data: Data, about: dict[str, str]) -> dict[str, Relation]:
    """All tables by name."""
    corrections, reviews = beside(data)
    known = replace(data.base.known, listed=data.builds.listed)
    return relations(data.signatures, known, corrections=corrections, reviews=reviews, about=about)


def beside(data: Data) -> tuple[list[Correction], list[Review]]:
    """What was written beside those records that count: a record laid over another leaves out what is said of that."""
    origin = {signature.kb: signature.own for signature in data.signatures}
    places: dict[str | None, DataSet] = {None: data.base, **{place.label: place for place in data.own}}
    corrections = [one for own, place in places.items() for one in place.corrections if origin.get(one.kb) == own]
    reviews = [one for own, place in places.items() for one in place.reviews if origin.get(one.kb) == own]
    return corrections, reviews
