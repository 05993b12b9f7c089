"""`ntfp diff`: what changed between two scans."""

import sys

import click

from ntfp.cli.output import screen, system_words, write
from ntfp.facts.verdict import Report
from ntfp.reports import DIFF
from ntfp.reports.scan_json import LARGEST, read_report
from ntfp.scanning.comparing import compare
from ntfp.scanning.loading import load_report

DIFFERS = 1
STANDARD_INPUT = "-"


@click.command(short_help="Say what changed between two scans.")
@click.argument("old", metavar="OLD.json")
@click.argument("new", metavar="NEW.json")
@click.option("--format", "form", type=click.Choice(list(DIFF)), default="table", show_default=True)
@click.option("--exit-zero", is_flag=True, help="Give 0 where it would be 1.")
def diff(old: str, new: str, form: str, exit_zero: bool) -> int:
    """Say what changed between two scans: systems, verdicts and what they rest on.

    OLD.json and NEW.json are what 'ntfp scan --format json' wrote; one of them
    may be -, standard input. Systems are paired by their place, or where only
    one can be meant. That other data were gone by is said first.

    Exit codes: 0 nothing differs, 1 something does, 2 could not run.
    """
    if old == new == STANDARD_INPUT:
        raise click.UsageError("standard input is one report; name a file for the other")
    found = compare(_report(old), _report(new))
    write(DIFF[form](found, screen()), for_programs=form != "table")
    return DIFFERS if found.differs and not exit_zero else 0


def _report(place: str) -> Report:
    """The report at a path, or from standard input."""
    if place != STANDARD_INPUT:
        return load_report(place)
    if sys.stdin is None:
        raise click.ClickException("standard input is closed; name a file")
    try:
        return read_report(sys.stdin.buffer.read(LARGEST + 1), "standard input")
    except OSError as error:
        raise click.ClickException(f"standard input: cannot be read: {system_words(error)}; name a file") from error
