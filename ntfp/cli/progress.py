"""A bar on standard error for what takes a while.

Nothing is shown where standard error is no terminal: a file or a pipe would keep every step of it.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ntfp.cli.output import screen


@contextmanager
def progress(
    total: int | None, what: str = "reading articles", *, beside_output: bool = False
) -> Iterator[Callable[[], object]]:
    """A bar, and what moves it on by one; where nobody knows of how many, it only counts.

    Where results are written meanwhile it is left out on a terminal that shows both: they would run into each other.
    """
    if not _can_be_drawn() or (beside_output and sys.stdout.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    of_many = (MofNCompleteColumn(), TimeRemainingColumn())
    columns = (TextColumn(what), BarColumn(), *(of_many if total is not None else (TextColumn("{task.completed}"),)))
    console = Console(stderr=True, no_color=not screen().color)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def _can_be_drawn() -> bool:
    """Over itself, again and again, as no file can and no dumb terminal."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
