"""`ntfp kb pack`: a folder of records in, one file that is loaded in milliseconds out."""

from pathlib import Path

import click

from ntfp.cli.output import say, system_words
from ntfp.database import open_place, shipped_folder
from ntfp.database.packed import MAGIC
from ntfp.database.packing import write_package
from ntfp.database.shipped import packed_file


@click.command("pack", short_help="Pack records into one file.")
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "-o", "--output", "path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="The file to make; a packed one that is there is replaced.",
)  # fmt: skip
def pack(folder: Path | None, path: Path | None) -> int:
    """Pack the records of DIR, and all that lies beside them, into FILE.

    FILE is what --signatures of other commands takes, on machines that never see
    the folder. A folder with builds.toml is a whole data set and takes the place
    of the one that ships; one without is laid over it. Data that are wrong are
    refused. In a checkout of ntfp, without DIR and FILE: what ships, packed to
    where ntfp looks for it.

    Exit codes: 0 done, 2 could not run, 130 interrupted.
    """
    if path is None:
        if folder is not None:
            raise click.UsageError("Missing option '-o' / '--output'.", click.get_current_context())
        path = packed_file()
    folder = folder or shipped_folder()
    _refuse_to_overwrite(path)
    try:
        head = write_package(folder, path)
        size = path.stat().st_size
    except OSError as error:
        raise click.ClickException(f"{error.filename or path}: {system_words(error)}") from error
    packed = open_place(path)
    kind = "a whole data set" if packed.whole else "to be laid over others"
    count = len(packed.printed)
    say(f"{path}: {count:,} record{'s' * (count != 1)}, {kind}, {size:,} bytes; content {head.content}")
    return 0


def _refuse_to_overwrite(path: Path) -> None:
    """What is no packed data is somebody's, and stays."""
    try:
        with path.open("rb") as file:
            packed = file.read(len(MAGIC)) == MAGIC
    except FileNotFoundError:
        return
    except OSError as error:
        raise click.ClickException(f"{path}: {system_words(error)}") from error
    if not packed:
        raise click.ClickException(f"{path}: is there already and is no packed data; name another file")
