"""`ntfp explain`: one verdict, from the article's words to what decided."""

from pathlib import Path

import click

from ntfp.cli.articles import record_of
from ntfp.cli.completing import articles, paths
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.helping import KB, SYSTEM, Command
from ntfp.cli.output import say, screen, write
from ntfp.cli.places import examine
from ntfp.cli.skips import summed_up
from ntfp.reports import explain as explained
from ntfp.scanning import systems


@click.command(
    cls=Command,
    short_help="Say how a verdict came about.",
    takes={"KB": KB, "PATH": SYSTEM},
    codes={0: "Explained, whatever the verdict.", 4: "No NT system or kernel found."},
    examples={
        "ntfp explain KB /mnt/c": "What the article says, what is on the volume, and how that makes a verdict.",
        "ntfp explain KB ntoskrnl.exe": "The same for one kernel alone.",
        "ntfp explain KB /mnt/c --signatures mine": "By a record of your own, where there is one of the article.",
    },
)
@click.argument("kb", metavar="KB", shell_complete=articles)
@click.argument("path", metavar="PATH", shell_complete=paths)
@by_signatures
def explain(kb: str, path: str, places: tuple[Path, ...]) -> int:
    """Say in plain words how the verdict on one article comes about.

    First what the article says, line by line; then what was found at PATH, of each
    system there; then what was asked and answered, step by step; last what decided,
    and what would settle it. All of that goes to standard output, and what could
    not be read to standard error.
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
