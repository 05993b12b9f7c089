"""`ntfp kb show`: one record, with all that lies beside it."""

from pathlib import Path

import click

from ntfp.catalogue.searching import rollups_of
from ntfp.cli.articles import record_of
from ntfp.cli.completing import articles
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.helping import FORMAT, KB, TABLE, Command
from ntfp.cli.output import screen, write
from ntfp.database.writing import record_text, record_tree
from ntfp.facts.lookup import Confirmed, Entry, Mend, Replaced
from ntfp.facts.signature import Signature
from ntfp.reports.lookups import RECORD
from ntfp.scanning.data import Data


@click.command(
    cls=Command,
    short_help="Show the record of an article.",
    takes={"KB": KB},
    formats={
        "table": TABLE,
        "toml": "The record as it is written, with what is printed.",
        "json": "For programs: one document in UTF-8 with what is meant, and with what was corrected.",
    },
    codes={0: "Done."},
    examples={
        "ntfp kb show KB": "What is on record, each statement with its line.",
        "ntfp kb show KB --format toml": "The same as a file of records has it, to begin one of your own.",
    },
)
@click.argument("kb", metavar="KB", shell_complete=articles)
@click.option("--format", "form", type=click.Choice(list(RECORD)), default="table", show_default=True, help=FORMAT)
@by_signatures
def show(kb: str, form: str, places: tuple[Path, ...]) -> int:
    """Show what is on record of one article, each statement with its line.

    Beside it stands what people found out: misprints and what is meant, and what
    somebody confirmed; and which roll-ups contain it. It goes to standard output.
    """
    data = data_of(places)
    write(
        RECORD[form](_entry(record_of(kb, data.signatures), data), data.titles, screen()),
        for_programs=form != "table",
    )
    return 0


def _entry(signature: Signature, data: Data) -> Entry:
    """The record, and what the place it is from says about it."""
    *replaced, place = data.places_of(signature.kb)
    printed = next(one for one in place.printed if one.kb == signature.kb)
    return Entry(
        signature=signature,
        mends=tuple(
            Mend(line=one.line, key=one.key, printed=one.printed, meant=one.meant, because=one.because)
            for one in data.corrections
            if one.kb == signature.kb
        ),
        reviews=tuple(
            Confirmed(confirms=one.confirms, because=one.because, stale=one.sha256 != signature.source.sha256)
            for one in data.reviews
            if one.kb == signature.kb
        ),
        rollups=rollups_of(signature.kb, data.signatures),
        replaces=tuple(
            Replaced(other.label, one.title, one.revised)
            for other in replaced
            for one in other.signatures
            if one.kb == signature.kb
        ),
        tree=record_tree(signature),
        text=record_text(printed),
    )
