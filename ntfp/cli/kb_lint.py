"""`ntfp kb lint`: what is wrong with the data, or looks it, and what to do about it."""

from collections.abc import Iterator
from pathlib import Path

import click

from ntfp.catalogue.listing import listed_kernels
from ntfp.cli.helping import FORMAT, JSON, TABLE, Command
from ntfp.cli.output import say, screen, write
from ntfp.cli.progress import progress
from ntfp.database import shipped_folder
from ntfp.database.dataset import BUILDS
from ntfp.errors import DataError
from ntfp.facts.flaw import Flaw
from ntfp.facts.skeleton import OWN
from ntfp.linting import CHECKS, Subject, lint, read_subject, shipped_subject

FLAWED = 1


@click.command(
    "lint",
    cls=Command,
    short_help="Check records, yours or those that ship.",
    takes={
        "DIR": "A folder of records, whole or your own, or a file of 'ntfp kb pack'; without it what ships is checked."
    },
    formats={"table": TABLE, "json": f"{JSON} A flaw is a line."},
    codes={0: "No flaw.", 1: "Flaws."},
    examples={
        "ntfp kb lint mine": "Check your own records, beside those that ship.",
        "ntfp kb lint --known": "Check what ships, and tell what is wrong in the articles themselves, too.",
        "ntfp kb lint mine --corpus kbarchive": "And hold every record against its article.",
    },
)
@click.argument("place", metavar="[DIR]", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--corpus", "source", metavar="SOURCE", type=click.Path(exists=True, path_type=Path),
    help="Hold every record against its article, too: a folder or a tar archive of articles.",
)  # fmt: skip
@click.option("--known", is_flag=True, help="Tell what is known to be the articles' own, and why it stays.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help=FORMAT)
def lint_data(place: Path | None, source: Path | None, form: str, *, known: bool) -> int:
    """Check the records in DIR, and all that lies beside them.

    Each record is held against itself, against the others and against what is known
    of the branches. What is wrong in the articles themselves stays, is listed in
    contradictions.toml with the reason, and is only counted here. Each kind of flaw
    is told with what to do about it, on standard output. docs/lint.md tells every
    check.
    """
    subject = _subject(place)
    if not subject.faults and not subject.printed:
        raise click.ClickException(f"{place}: no record here; records lie in it as qNNN/qNNNNNN.toml")
    if subject.unread:
        say(f"{place}: its {subject.unread:,} records are left out; mend {BUILDS} first, which says what a branch is")
    flaws = tuple(lint(subject, _proof(subject, source) if source else None))
    advice = _advice(proven=source is not None)
    if form == "json":
        from ntfp.reports.flaws import flaws_json

        write(flaws_json(flaws, advice), for_programs=True)
    else:
        from ntfp.reports.flaws import flaws_table

        write(flaws_table(flaws, advice, screen(), known=known), for_programs=False)
    return FLAWED if any(flaw.known is None for flaw in flaws) else 0


def _subject(place: Path | None) -> Subject:
    if place is None:
        try:
            place = shipped_folder()
        except DataError:  # an installation: its data are packed
            subject = shipped_subject(listed_kernels)
        else:
            return read_subject(place, listed_kernels)
    else:
        subject = read_subject(place, listed_kernels)
    if subject.folder is None:
        skipped = ", ".join(check.name for check in CHECKS if check.of_files)
        say(f"{place or 'what ships'} is packed: left out is what is about files ({skipped})")
    return subject


def _proof(subject: Subject, source: Path) -> Iterator[Flaw]:
    """What the articles say otherwise."""
    from ntfp.kb.texts import Library  # lazily: only who has the articles needs any of it
    from ntfp.proving import prove

    library = Library([source])
    if not len(library):
        raise click.ClickException(f"{source}: no article here; articles are called QNNNNNN.TXT or QNNNNNN/README.md")
    say(f"{source}: {len(library):,} files; reading them all takes half a minute or so")
    theirs = [signature for signature in subject.printed if signature.source.archive != OWN]
    if left_out := len(subject.printed) - len(theirs):
        say(f"{left_out:,} of {len(subject.printed):,} records are from no archive: they are not held against articles")
    with progress(len(library)) as step:
        yield from prove(theirs, library, step, whole=subject.whole)


def _advice(*, proven: bool) -> dict[str, str]:
    """What to do, by the name of the check, in their order."""
    advice = {check.name: check.advice for check in CHECKS}
    if proven:
        from ntfp.proving import PROOFS

        advice |= {proof.name: proof.advice for proof in PROOFS}
    return advice
