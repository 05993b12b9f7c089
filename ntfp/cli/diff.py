"""`ntfp diff`: what changed between two scans."""

import sys

import click

from ntfp.cli.completing import paths
from ntfp.cli.helping import FORMAT, JSON, TABLE, Command
from ntfp.cli.output import screen, system_words, write
from ntfp.facts.verdict import Report
from ntfp.reports import DIFF
from ntfp.reports.scan_json import LARGEST, read_report
from ntfp.scanning.comparing import compare
from ntfp.scanning.loading import load_report

DIFFERS = 1
STANDARD_INPUT = "-"


@click.command(
    cls=Command,
    short_help="Say what changed between two scans.",
    takes={
        "OLD.json": "A report of 'ntfp scan --format json', or '-', standard input.",
        "NEW.json": "A later one, of the same systems or of copies of them.",
    },
    formats={"table": TABLE, "json": f"{JSON} A change is a line."},
    codes={0: "Nothing differs.", 1: "Something differs."},
    examples={
        "ntfp diff old.json new.json": "What changed, the verdicts one by one.",
        "ntfp scan --format json /mnt/c | ntfp diff old.json -": "What changed since an older scan was kept.",
    },
)
@click.argument("old", metavar="OLD.json", shell_complete=paths)
@click.argument("new", metavar="NEW.json", shell_complete=paths)
@click.option("--format", "form", type=click.Choice(list(DIFF)), default="table", show_default=True, help=FORMAT)
@click.option("--exit-zero", is_flag=True, help="Give 0 where it would be 1.")
def diff(old: str, new: str, form: str, exit_zero: bool) -> int:
    """Say what changed between two scans: systems, verdicts and what they rest on.

    Systems are paired by their place, or where only one can be meant; a volume that
    is mounted elsewhere is the same. That other data were gone by is said first:
    verdicts may differ for that alone. What is found goes to standard output.
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
