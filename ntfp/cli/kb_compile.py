"""`ntfp kb compile`: articles in, records, what they make known of kernels, and an account of them out."""

from pathlib import Path

import click

from ntfp import database
from ntfp.catalogue.listing import listed_kernels
from ntfp.cli.helping import Command
from ntfp.cli.output import say, system_words, write
from ntfp.cli.progress import progress
from ntfp.database.listed import LISTED
from ntfp.database.writing import write_listed, write_records
from ntfp.kb.account import Account, Fate
from ntfp.kb.compiling import compile_library
from ntfp.kb.texts import Library


@click.command(
    "compile",
    cls=Command,
    short_help="Make records from articles.",
    takes={
        "SOURCE": "A folder or a tar archive of articles (txt/NNN/QNNNNNN.TXT or kb/NNN/QNNNNNN/README.md),"
        " or one article.",
    },
    codes={0: "Done; what could not be read surely is a doubt in its record."},
    examples={
        "ntfp kb compile kbarchive -o records": "Make the records of all articles in a folder.",
        "ntfp kb compile kbarchive -o records --account account.txt": "And say of every file what became of it.",
    },
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o", "--output", "folder", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the records; it is made where it is not there.",
)  # fmt: skip
@click.option(
    "--account", metavar="FILE", type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write into FILE what became of every file, one a line.",
)  # fmt: skip
def compile_articles(sources: tuple[Path, ...], folder: Path, account: Path | None) -> int:
    """Make records from the articles at each SOURCE.

    The record of an article is the same in every run; what only fix lists say of it
    is known where they are read, too. What could not be read surely is a doubt in
    the record and a remark in the account. Records that say the same already are
    not touched, others not removed. The kernels that all records in DIR list are
    listed once more, in kernels.toml. A summary goes to standard output.
    """
    library = Library(sources)
    with progress(len(library)) as step:
        compiled = compile_library(library, step)
    if all(entry.fate is Fate.NO_ARTICLE for entry in compiled.entries):
        problem = "no article here; articles are called QNNNNNN.TXT or QNNNNNN/README.md"
        raise click.ClickException(f"{sources[0]}: {problem}")
    _save(compiled, folder, account)
    _list_kernels(folder)
    write((f"{line}\n" for line in compiled.summary()), for_programs=False)
    return 0


def _save(compiled: Account, folder: Path, account: Path | None) -> None:
    try:
        there, changed = write_records(compiled.signatures, folder)
        if account:
            lines = "".join(f"{line}\n" for line in compiled.lines())
            account.write_bytes(lines.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder}: {system_words(error)}") from error
    same = f"; {there - changed:,} said the same already" if changed < there else ""
    written = f"{changed:,} record{'s' * (changed > 1)}" if changed else "no record"
    say(f"{folder}: {written} written{same}")


def _list_kernels(folder: Path) -> None:
    """All records of the folder count, whichever of them this run wrote, and each as it is meant."""
    kernels = listed_kernels(database.open_place(folder).signatures) if folder.is_dir() else ()
    try:
        changed = write_listed(kernels, folder)
    except OSError as error:
        raise click.ClickException(f"{folder / LISTED}: {system_words(error)}") from error
    if kernels:
        listed = f"{len(kernels):,} kernel{'s' * (len(kernels) > 1)}"
        say(f"{folder / LISTED}: {listed}{'' if changed else ', said the same already'}")
