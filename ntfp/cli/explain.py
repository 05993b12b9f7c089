"""`ntfp explain`: one verdict, from the article's words to what decided."""

import re

import click
from msgspec.structs import replace

from ntfp.cli.output import say, screen, write
from ntfp.cli.scan import examine
from ntfp.cli.skips import summed_up
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Judged
from ntfp.reports import explain as explained
from ntfp.scanning import systems

_NUMBER = re.compile(r"\s*(?:Q|KB)?\s*0*(\d{5,7})\s*", re.ASCII | re.IGNORECASE)


@click.command(short_help="Say how a verdict came about.")
@click.argument("kb", metavar="KB")
@click.argument("path", metavar="PATH")
def explain(kb: str, path: str) -> int:
    """Say in plain words how the verdict on one article comes about.

    What the article says, line by line; what was found at PATH; what was asked
    and answered, step by step; what decided, and what would settle it. KB is the
    article's number, with or without its Q or KB.

    Exit codes: 0 explained, 2 could not run, 4 no NT system or kernel found.
    """
    signature = _signature(kb)
    asked = systems.relatives(signature)
    examined = examine(path, asked)
    found = [_only(one, signature) for one in systems.judged(examined, asked).systems]
    files = [one.system.files for one in examined.found]
    write(explained(signature, zip(found, files, strict=True), systems.titles(), screen()), for_programs=False)
    for line in summed_up(examined.skipped, examined.files, "'ntfp scan --format json'"):
        say(line)
    return 0


def _only(judged: Judged, signature: Signature) -> Judged:
    """Of a roll-up its contents were judged as well, and are not what is to be explained."""
    findings, disagreements = (
        tuple(finding for finding in found if finding.kb == signature.kb)
        for found in (judged.findings, judged.disagreements)
    )
    return replace(judged, findings=findings, disagreements=disagreements)


def _signature(kb: str) -> Signature:
    """The record of that article."""
    records = systems.signatures()
    number = _NUMBER.fullmatch(kb)
    if number is None:
        raise click.BadParameter(f"{kb!r} is no article's number; write it like {records[-1].kb}", param_hint="'KB'")
    for record in records:
        if record.kb == f"Q{number[1]}":
            return record
    near = min(records, key=lambda record: abs(int(record.kb[1:]) - int(number[1])))
    problem = f"Q{number[1]}: no record of that article among {len(records):,}"
    raise click.ClickException(f"{problem}; the nearest is {near.kb}, and 'ntfp scan PATH' lists all")
