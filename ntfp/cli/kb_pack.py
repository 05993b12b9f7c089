"""`ntfp kb pack`: a folder of records in, one file that is loaded in milliseconds out."""

from pathlib import Path

import click

from ntfp.cli.files import STANDARD_OUTPUT, refuse_file
from ntfp.cli.helping import Command
from ntfp.cli.output import say, system_words
from ntfp.database import shipped_folder
from ntfp.database.packed import MAGIC
from ntfp.database.packing import write_beside, write_package
from ntfp.database.shipped import packed_file
from ntfp.errors import DataError


@click.command(
    "pack",
    cls=Command,
    short_help="Pack records into one file.",
    takes={
        "DIR": "A folder of records. In a checkout of ntfp it may be left out, with FILE: then what ships is packed."
    },
    codes={0: "Done."},
    examples={
        "ntfp kb pack mine -o mine.ntfp": "Pack your own records.",
        "ntfp scan /mnt/c --signatures mine.ntfp": "And go by them where the folder is not.",
    },
)
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "-o", "--output", "path", metavar="FILE", type=click.Path(path_type=Path),
    help="The file to make. A packed one that is there is replaced; anything else stays.",
)  # fmt: skip
def pack(folder: Path | None, path: Path | None) -> int:
    """Pack the records of DIR, and all that lies beside them, into FILE.

    FILE is what --signatures of other commands takes, on machines that never see
    the folder. A folder with builds.toml is a whole data set and takes the place
    of the one that ships; one without is laid over it. Data that are wrong are
    refused. What was packed is said on standard error.
    """
    if path == STANDARD_OUTPUT:
        problem = "Missing option '-o' / '--output': packed records are no text and go to a file"
        raise click.UsageError(problem, click.get_current_context())
    if path is None:
        if folder is not None:
            raise click.UsageError("Missing option '-o' / '--output'.", click.get_current_context())
        path = packed_file()
    if folder is None:
        try:
            folder = shipped_folder()
        except DataError:
            problem = "missing argument 'DIR': the data of an installation are packed already"
            raise click.UsageError(problem, click.get_current_context()) from None
    if path.suffix == ".toml":  # in a folder of records it would be read as one
        raise click.ClickException(f"{path}: is the name of a record; name it like mine.ntfp")
    refuse_file(path, _kept)
    try:
        package = (write_beside if path == packed_file() else write_package)(folder, path)
    except OSError as error:
        raise click.ClickException(f"{error.filename or path}: {system_words(error)}") from error
    kind = "a whole data set" if package.whole else "to be laid over others"
    counted = f"{package.records:,} record{'s' * (package.records != 1)}"
    say(f"{path}: {counted}, {kind}, {len(package.data):,} bytes; content {package.head.content}")
    return 0


def _kept(path: Path) -> str | None:
    """What is no packed data is somebody's, and stays."""
    with path.open("rb") as file:
        packed = file.read(len(MAGIC)) == MAGIC
    return None if packed else "is there already and is no packed data; name another file"
