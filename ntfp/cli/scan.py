"""`ntfp scan`: which fixes a system has, and which it lacks."""

from pathlib import Path

import click

from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.output import say, screen, write
from ntfp.cli.skips import NEXT, summed_up
from ntfp.errors import MalformedError, ReadError
from ntfp.facts.report import SkipKind
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Report, Verdict
from ntfp.reports import SCAN
from ntfp.scanning import systems
from ntfp.scanning.data import Data
from ntfp.scanning.systems import Examined

UNFIXED, UNKNOWN = 1, 3


@click.command(short_help="Say which fixes a system has.")
@click.argument("path", metavar="PATH")
@click.option("--format", "form", type=click.Choice(list(SCAN)), default="table", show_default=True)
@by_signatures
def scan(path: str, form: str, places: tuple[Path, ...]) -> int:
    """Say of each fix whether a system has it: fixed, unfixed, unknown or not applicable.

    PATH is a mounted volume, the folder of an NT (WINNT), its system32, or one
    kernel. Only the files that articles list are read. JSON has the evidence.

    Exit codes: 0 nothing unfixed or unknown, 1 something unfixed, 2 could not
    run, 3 nothing worse than unknown, or a Windows no article is about, 4 no NT
    system or kernel found.
    """
    return exit_code(report(path, form, data_of(places)))


def report(path: str, form: str, data: Data) -> Report:
    """Write what a scan found, and what it could not read."""
    examined = examine(path, data.signatures, data)
    found = systems.judged(examined, data.signatures, data)
    for_people = form == "table"
    write(SCAN[form](found, screen()), for_programs=not for_people)
    for line in summed_up(examined.skipped, examined.files) if for_people else ():
        say(line)
    return found


def examine(path: str, signatures: tuple[Signature, ...], data: Data) -> Examined:
    """The systems at a path the user named; where it cannot be read, the error says what to do."""
    try:
        return systems.examine(path, signatures, data.builds)
    except ReadError as error:
        kind = SkipKind.DAMAGED if isinstance(error, MalformedError) else SkipKind.UNREADABLE
        shown = str(error) if error.source else f"''{error}"
        raise click.ClickException(f"{shown}; {NEXT[kind]}") from error


def exit_code(found: Report) -> int:
    """The worst that was found."""
    counts = found.counts
    if counts[Verdict.UNFIXED]:
        return UNFIXED
    return UNKNOWN if counts[Verdict.UNKNOWN] or any(system.unheard_of for system in found.systems) else 0
