"""`ntfp kb compile`: articles in, records and an account of them out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ntfp.cli.output import say, screen, system_words, write
from ntfp.database.writing import write_records
from ntfp.kb.account import Account
from ntfp.kb.compiling import compile_library
from ntfp.kb.texts import Library


@click.command("compile", short_help="Make records from articles.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o", "--output", "folder", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="Where the records go.",
)  # fmt: skip
@click.option(
    "--account", metavar="FILE", type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="What became of every file, one a line.",
)  # fmt: skip
def compile_articles(sources: tuple[Path, ...], folder: Path, account: Path | None) -> int:
    """Make records from the articles at each SOURCE.

    SOURCE is a folder or a tar archive of articles (txt/NNN/QNNNNNN.TXT or
    kb/NNN/QNNNNNN/README.md), or one article. The record of an article is the same
    in every run; what only fix lists say of it is known where they are read, too.
    What could not be read surely is a doubt in the record and a remark in the
    account. Records that say the same already are not touched, others not removed.

    Exit codes: 0 done, 2 could not run, 130 interrupted.
    """
    library = Library(sources)
    if not len(library):
        raise click.ClickException(
            f"{sources[0]}: no article here; articles are called QNNNNNN.TXT or QNNNNNN/README.md"
        )
    with _progress(len(library)) as step:
        compiled = compile_library(library, step)
    _save(compiled, folder, account)
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
    say(f"{folder}: {changed:,} records written{same}")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], object]]:
    """A bar on standard error, where that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, no_color=not screen().color)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)
