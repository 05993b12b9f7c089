"""`ntfp demo`: the main job on a system made for the purpose."""

import contextlib
from pathlib import Path

import click

from ntfp.cli.data import data_of
from ntfp.cli.output import say, system_words
from ntfp.cli.scan import report


@click.command(short_help="Show the main job on a made-up NT 4.0 system.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Make the system in this folder, new or empty, and leave it there.",
)
def demo(keep: Path | None) -> int:
    """Make a synthetic Windows NT 4.0 system and say which fixes it has.

    It is a multiprocessor system with Service Pack 6. Every file in it is made
    here from bare headers and version resources; none is Microsoft's, none runs.
    """
    with contextlib.ExitStack() as stack:
        try:
            _make(keep, stack)
        except OSError as error:
            place = error.filename or keep or "the folder for temporary files"
            problem = f"{place}: cannot be made: {system_words(error)}"
            raise click.ClickException(f"{problem}; name a folder that can be written, with --keep") from error
        where = "." if keep is None else keep
        say(f"made a synthetic Windows NT 4.0 system; this is what 'ntfp scan {where}' says of it")
        report(".", "table", data_of(()))
        return 0  # what is unfixed in a made-up system is nobody's concern


def _make(keep: Path | None, stack: contextlib.ExitStack) -> None:
    """Make the system, and go where it is: until the stack is closed."""
    import tempfile  # lazily: it costs every other command's start 10 ms

    from ntfp.testing import system_tree

    if keep is None:
        keep = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ntfp-demo-")))
    elif keep.exists() and any(keep.iterdir()):
        raise click.BadParameter(f"{keep}: the folder is not empty", param_hint="'--keep'")
    system_tree(keep)
    stack.enter_context(contextlib.chdir(keep))
