"""`ntfp explain`: one verdict, from the article's words to what decided."""

from pathlib import Path

import click

from ntfp.cli.articles import record_of
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.output import say, screen, write
from ntfp.cli.scan import examine
from ntfp.cli.skips import summed_up
from ntfp.reports import explain as explained
from ntfp.scanning import systems


@click.command(short_help="Say how a verdict came about.")
@click.argument("kb", metavar="KB")
@click.argument("path", metavar="PATH")
@by_signatures
def explain(kb: str, path: str, places: tuple[Path, ...]) -> int:
    """Say in plain words how the verdict on one article comes about.

    What the article says, line by line; what was found at PATH; what was asked
    and answered, step by step; what decided, and what would settle it. KB is the
    article's number, with or without its Q or KB.

    Exit codes: 0 explained, 2 could not run, 4 no NT system or kernel found.
    """
    data = data_of(places)
    signature = record_of(kb, data.signatures)
    asked = systems.with_relatives([signature], data)
    examined = examine(path, asked, data)
    found = systems.judged(examined, asked, data).about([signature.kb])
    files = [one.system.files for one in examined.found]
    write(explained(signature, zip(found.systems, files, strict=True), data.titles, screen()), for_programs=False)
    for line in summed_up(examined.skipped, examined.files, "'ntfp scan --format json'"):
        say(line)
    return 0
