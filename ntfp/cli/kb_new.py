"""`ntfp kb new`: the skeleton of a record of one's own, with the rows that the fixed files themselves can give."""

from pathlib import Path
from typing import get_args

import click
import msgspec

from ntfp.cli.articles import kb_of
from ntfp.cli.completing import articles
from ntfp.cli.helping import Command
from ntfp.cli.output import say, system_words
from ntfp.database.records import checked_record
from ntfp.database.values import Article, NtBranch, NtPlatform
from ntfp.database.writing import record_path, write_records
from ntfp.database.written import problem_of, read_regular
from ntfp.errors import DataError
from ntfp.facts.build import Branch
from ntfp.facts.report import Identified, Skipped
from ntfp.facts.skeleton import origin, skeleton
from ntfp.scanning.data import shipped_data
from ntfp.scanning.files import survey

_LONGEST_TEXT = 16 * 1024 * 1024  # of notes


@click.command(
    "new",
    cls=Command,
    short_help="Begin a record of your own.",
    takes={
        "KB": "A number of five or six digits, with or without its Q or KB: an article's, whose record yours will take"
        " the place of, or one that no article has.",
        "FILE": "A fixed file, from the hotfix itself: it gives a row its name, platform, size and version.",
    },
    codes={0: "Done; what is left to fill in is said by 'ntfp kb lint DIR'."},
    examples={
        "ntfp kb new 900001 -o mine": "A record with a row to fill in.",
        "ntfp kb new 900002 hotfix/srv.sys -o mine": "A record of a fix of which you have a file.",
    },
)
@click.argument("named", metavar="KB", shell_complete=articles)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "-o", "--output", "folder", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="The folder of your records; it is made where it is not there.",
)  # fmt: skip
@click.option("--title", metavar="WORDS", help="What it fixes, in one line.")
@click.option(
    "--branch", type=click.Choice(get_args(NtBranch)), default="nt4", show_default=True, help="Which Windows."
)
@click.option(
    "--text", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The text it is made from: its lines are those that the record names.",
)  # fmt: skip
def new(named: str, files: tuple[str, ...], folder: Path, title: str | None, branch: str, text: Path | None) -> int:
    """Write the skeleton of a record into DIR.

    It has a row for each FILE, or one to fill in. 'ntfp kb lint DIR' says what is
    left to do; --signatures DIR of other commands goes by the record. A record that
    is there already is never replaced.
    """
    kb = kb_of(named)
    if kb is None or problem_of(kb, Article):
        problem = f"{named!r} is no number of a record; write a Q and five or six digits"
        raise click.BadParameter(problem, param_hint="'KB'")
    path = folder / record_path(kb)
    if path.exists():
        raise click.ClickException(f"{path}: is there already; edit that, or take another number")
    record = skeleton(kb, Branch(branch), title=title, files=map(_read, survey(files)))
    try:
        if text:
            record = msgspec.structs.replace(record, source=origin(text.name, read_regular(text, _LONGEST_TEXT)))
        checked_record(str(path), record)
        write_records([record], folder)
    except DataError as error:  # a title or a file's name that no record can hold
        raise click.ClickException(str(error)) from error
    except UnicodeEncodeError as error:
        raise click.ClickException(f"{path}: {error.object!r} is no text that a record can hold") from error
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder}: {system_words(error)}") from error
    shipped = any(signature.kb == kb for signature in shipped_data().signatures)
    instead = f"; with --signatures {folder} it takes the place of the one that ships" if shipped else ""
    say(f"{path}: written; 'ntfp kb lint {folder}' says what is left to fill in{instead}")
    return 0


def _read(entry: Identified | Skipped) -> Identified:
    """A fixed file the user named."""
    if isinstance(entry, Skipped):
        raise click.ClickException(f"{entry.path}: {entry.problem}; name the fixed file itself")
    if entry.facts.platform not in get_args(NtPlatform):
        raise click.ClickException(
            f"{entry.facts.path}: its machine {entry.facts.machine:#x} is none that NT 4.0 ran on"
        )
    return entry
