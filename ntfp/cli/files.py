"""Files that a command makes: may there be one? Then it is written as a whole.

All commands refuse the same things in the same words, and open none of them to find out: a pipe would never answer.
What goes into a file is not known here.
"""

import stat
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from ntfp.cli.output import say, system_words

STANDARD_OUTPUT = Path("-")
JOURNALS = ("-journal", "-wal")  # of a database in use: SQLite would take them for the new one's, and spoil it


def refuse_file(path: Path, kept: Callable[[Path], str | None], *, database: bool = False) -> None:
    """Say why a file cannot or should not be made there, before anything is read for it.

    Of a file that is there already `kept` says why it stays, and what to do; nothing, where it may be replaced.
    Beside a database nothing may lie that SQLite would take for a part of it.
    """
    try:
        kind = _kind(path)
        if kind is not None and (problem := _no_file(kind) or kept(path)):
            raise click.ClickException(f"{path}: {problem}")
        for journal in (path.with_name(path.name + end) for end in JOURNALS if database):
            if _kind(journal) is not None:
                problem = "belongs to a database that is in use, or was not closed; name another file"
                raise click.ClickException(f"{journal}: {problem}")
    except OSError as error:
        raise click.ClickException(f"{path}: {system_words(error)}; name another file") from error


def save(path: Path, content: Iterable[str] | bytes, told: str) -> None:
    """Write the file, all of it or nothing, and say what it holds and how large it is."""
    from ntfp.database.writing import write_whole  # lazily: most of what a command says goes to standard output

    whole = content if isinstance(content, bytes) else "".join(content).encode()
    try:
        write_whole(path, whole)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {system_words(error)}") from error
    say(f"{path}: {told}, {len(whole):,} bytes")


def _kind(path: Path) -> int | None:
    """What is there, a link for itself; nothing, where there is room for a file."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise click.ClickException(f"{path.parent}: no such folder; make it first, or name another") from None
        return None


def _no_file(kind: int) -> str | None:
    if stat.S_ISLNK(kind):
        return "is a symbolic link; name the file it leads to"
    if stat.S_ISDIR(kind):
        return "is a folder; name a file in it"
    return None if stat.S_ISREG(kind) else "is a device or a pipe; name a file"
