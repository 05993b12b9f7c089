"""`ntfp kb show`: one record, with all that lies beside it."""

from pathlib import Path

import click

from ntfp.catalogue.searching import rollups_of
from ntfp.cli.articles import record_of
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.output import screen, write
from ntfp.database.writing import record_text, record_tree
from ntfp.facts.lookup import Confirmed, Entry, Mend, Replaced
from ntfp.facts.signature import Signature
from ntfp.reports.lookups import RECORD
from ntfp.scanning.data import Data


@click.command(short_help="Show the record of an article.")
@click.argument("kb", metavar="KB")
@click.option("--format", "form", type=click.Choice(list(RECORD)), default="table", show_default=True)
@by_signatures
def show(kb: str, form: str, places: tuple[Path, ...]) -> int:
    """Show what is on record of one article, each statement with its line.

    Beside it stands what people found out: misprints and what is meant, and what
    somebody confirmed. KB is the article's number, with or without its Q or KB.
    TOML is the record as it is written, with what is printed; JSON has what is
    meant, and says what was corrected.

    Exit codes: 0 done, 2 could not run.
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
