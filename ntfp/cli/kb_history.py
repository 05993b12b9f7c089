"""`ntfp kb history`: every build of one file that is on record, in the order of time."""

from pathlib import Path

import click

from ntfp.catalogue.history import file_names, history, names_like
from ntfp.cli.completing import file_names as completed_names
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.helping import FORMAT, JSON, TABLE, Command
from ntfp.cli.kb_search import name_of, options
from ntfp.cli.output import say, screen, write
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.reports.lookups import HISTORY, NOT_SAID
from ntfp.scanning.data import Data


@click.command(
    "history",
    cls=Command,
    short_help="List the known builds of a file.",
    takes={"FILE": "The name of a file in any case of letters; what stands before it in a path does not count."},
    formats={"table": TABLE, "json": JSON},
    codes={0: "Done, whether a build is on record or not."},
    examples={
        "ntfp kb history tcpip.sys": "Every build of a driver, on every Windows that has one.",
        "ntfp kb history ntoskrnl.exe --branch nt4 --platform alpha": "One kernel's, on one Windows and one processor.",
    },
)
@click.argument("file", metavar="FILE", shell_complete=completed_names)
@options("branch", "platform")
@click.option("--format", "form", type=click.Choice(list(HISTORY)), default="table", show_default=True, help=FORMAT)
@by_signatures
def history_of(file: str, branch: str | None, platform: str | None, form: str, places: tuple[Path, ...]) -> int:
    """List every build of a file that is on record, and what it came with.

    A kernel's name is that of its flavour: ntoskrnl.exe is for one processor,
    ntkrnlmp.exe for several, whatever name it is installed under; a HAL's is the
    one it has on the disc. Builds stand by branch and platform in the order of
    time; what a line leaves open stands apart, and is listed with each --branch
    and --platform that its article names. All goes to standard output; where
    there is none, standard error says what there is.
    """
    data = data_of(places)
    name = name_of(file)
    if not name:
        raise click.BadParameter(f"{file!r} is no name of a file; write it like ntoskrnl.exe", param_hint="'FILE'")
    found = history(
        name,
        data.signatures,
        data.base.known,
        branch=Branch(branch) if branch else None,
        platform=Platform(platform) if platform else None,
    )
    write(HISTORY[form](name, found, data.titles, screen()), for_programs=form != "table")
    if not found:
        say(_nothing(name, data))
    return 0


def _nothing(name: str, data: Data) -> str:
    """Why there is none, and what to ask instead."""
    known = file_names(data.signatures, data.base.known)
    if name in known:
        there: dict[str, dict[str, None]] = {}
        for build in history(name, data.signatures, data.base.known):
            there.setdefault(build.branch or NOT_SAID, {})[build.platform or NOT_SAID] = None
        on_record = ", ".join(f"{branch} ({', '.join(platforms)})" for branch, platforms in there.items())
        return f"{name}: no build of it on record is of that; those on record are of {on_record}"
    named = [signature.kb for signature in data.signatures if name in signature.carriers]
    if named:
        several = f" and {len(named) - 1:,} more name" if len(named) > 1 else " names"
        asked = f"'ntfp kb search --file {name}'"
        return f"{name}: no build of it is on record; {named[0]}{several} it as a cause, and {asked} lists them"
    like = names_like(name, known)
    near = f"names like it: {', '.join(like)}" if like else "write it whole, like ntoskrnl.exe"
    return f"{name}: no build of a file of that name is on record; {near}"
