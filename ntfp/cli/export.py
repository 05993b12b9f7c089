"""`ntfp export`: all data as tables, for SQL and for spreadsheets; and as checks for programs that speak OVAL."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

import ntfp
from ntfp.catalogue.tables.schema import NAMES, SCHEMA
from ntfp.catalogue.tables.trees import article_tree
from ntfp.catalogue.tables.views import VIEWS
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.files import STANDARD_OUTPUT, refuse_file, save
from ntfp.cli.helping import Command
from ntfp.cli.output import say, write
from ntfp.facts.build import Branch
from ntfp.facts.check import LeftOut
from ntfp.facts.relation import Relation
from ntfp.reports.exporting import as_csv, as_jsonl, as_parquet, as_sqlite
from ntfp.scanning.data import Data
from ntfp.scanning.tables import about_data, tables_of

FORMS = ("sqlite", "csv", "jsonl", "parquet", "oval")
BINARY = ("sqlite", "parquet")
OF_ONE_TABLE = ("csv", "parquet")
DEFAULT = "rows"
BRANCHES = tuple(branch.value for branch in Branch if branch is not Branch.OTHER)
_LEFT_OUT = {
    LeftOut.NO_BRANCH: "no Windows is named",
    LeftOut.OF_A_LANGUAGE: "only Windows in some languages has the problem",
    LeftOut.NEVER_MISSING: "the fix came with Windows itself",
    LeftOut.NOTHING_TO_ASK: "no pack and no file could tell that the fix is missing",
}


@click.command(
    cls=Command,
    short_help="Write all data as tables, or as checks in OVAL.",
    takes={"FORMAT": "One of the formats below."},
    formats={
        "sqlite": "All tables in one database, with keys, indexes and views.",
        "csv": "One table, for spreadsheets.",
        "jsonl": "For programs: an article with all its parts in each line.",
        "parquet": "One table, with types; it needs pip install 'ntfp[parquet]'.",
        "oval": "For programs that check live machines: a definition an article.",
    },
    codes={0: "Done."},
    examples={
        "ntfp export sqlite -o ntfp.sqlite": "All of it, to be asked in SQL.",
        "ntfp export csv --table claims > claims.csv": "What is said about packs and releases, for a spreadsheet.",
        "ntfp export jsonl > articles.jsonl": "All of it, for programs.",
        "ntfp export oval --branch nt4 -o nt4.xml": "What to ask a machine with NT 4.0, in OVAL.",
    },
)
@click.argument("form", metavar="FORMAT", required=False, type=click.Choice(FORMS))
@click.option(
    "-o", "--output", "path", metavar="FILE", type=click.Path(path_type=Path),
    help="The file to make. Without it csv, jsonl and oval go to standard output.",
)  # fmt: skip
@click.option(
    "--table", metavar="NAME", type=click.Choice(NAMES),
    help=f"Of csv and parquet, which table: {', '.join(NAMES)}.  [default: {DEFAULT}]",
)  # fmt: skip
@click.option(
    "--branch", "branches", metavar="NAME", multiple=True, type=click.Choice(BRANCHES, case_sensitive=False),
    help=f"Of oval, which Windows: {', '.join(BRANCHES)}. May be given several times.  [default: all]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace FILE where it is there already.")
@by_signatures
def export(
    form: str | None,
    path: Path | None,
    table: str | None,
    branches: tuple[str, ...],
    force: bool,
    places: tuple[Path, ...],
) -> int:
    """Write all data as tables, as they are meant: with corrections and reviews.

    The table columns says what all tables and columns mean. As oval they are no
    tables but definitions: each is true on a machine that lacks the fix, and unknown
    where nothing tells. The same data give the same file; a FILE that is there
    stays, unless --force is given.
    """
    context = click.get_current_context()
    path = None if path == STANDARD_OUTPUT else path
    if form is None:  # click itself would list them one below the other
        raise click.UsageError(f"Missing argument 'FORMAT': one of {', '.join(FORMS)}", context)
    if path is None and form in BINARY:
        raise click.UsageError(f"Missing option '-o' / '--output': {form} is no text and goes to a file", context)
    if table and form not in OF_ONE_TABLE:
        which = "has none" if form == "oval" else "has them all"
        raise click.UsageError(f"Option '--table' is for {' and '.join(OF_ONE_TABLE)}: {form} {which}", context)
    if branches and form != "oval":
        raise click.UsageError(f"Option '--branch' is for oval: {form} has all branches", context)
    if path:
        kept = None if force else "is there already; --force replaces it"
        refuse_file(path, lambda _: kept, database=form == "sqlite")
    data = data_of(places)
    content, told = checks(data, branches) if form == "oval" else made(form, data, table or DEFAULT)
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


def checks(data: Data, branches: Iterable[str]) -> tuple[Iterable[str], str]:
    """The definitions of the articles that can be asked for; why the others have none is said."""
    from ntfp.reports.exporting.oval import as_oval  # lazily, and so the checks: all judging comes with them
    from ntfp.scanning.checks import checks_of

    found = checks_of(data, [Branch(name.lower()) for name in branches])
    for reason, count in Counter(found.left_out.values()).items():
        say(f"oval: no definition of {counted(count, 'article')}: {_LEFT_OUT[reason]}")
    if not found.checks:
        raise click.ClickException("oval: no article can be put as a definition; name other records or another branch")
    return as_oval(found, ntfp.__version__), counted(len(found.checks), "definition")


def counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'s' * (number != 1)}"


def _columns(relation: Relation, about: dict[str, str]) -> bytes:
    try:
        return as_parquet(relation, about)
    except ImportError as error:
        raise click.ClickException(f"parquet: pyarrow cannot be used ({error}); pip install 'ntfp[parquet]'") from error
