"""`ntfp identify`: what the files say, and which builds that makes them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from ntfp.cli.completing import paths as completed_paths
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.helping import FORMAT, JSON, TABLE, Command
from ntfp.cli.output import say, screen, write
from ntfp.cli.skips import NAMED, NEXT, counted
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.reports import IDENTIFY
from ntfp.scanning.data import Data
from ntfp.scanning.files import survey


@click.command(
    cls=Command,
    short_help="Say which build each file is.",
    takes={"PATH": "A file, or a folder with all below it. Links are not followed."},
    formats={
        "table": f"{TABLE} A kernel is a block, every other file a line.",
        "json": f"{JSON} It lists the files that were skipped, each with its problem.",
        "jsonl": "The same, an object a line, each as soon as it is known.",
    },
    codes={0: "Done; what could not be read below a folder is skipped and said."},
    examples={
        "ntfp identify ntoskrnl.exe": "All that one kernel is, whatever it is called.",
        "ntfp identify /mnt/c/WINNT/system32": "Every PE file of a folder.",
        "ntfp identify --format jsonl /mnt/c": "For programs, a file a line as they come.",
    },
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=completed_paths)
@click.option("--format", "form", type=click.Choice(list(IDENTIFY)), default="table", show_default=True, help=FORMAT)
@click.option(
    "--deep", is_flag=True, help="Read every file whole, not only kernels: JSON then has its computed checksum."
)
@by_signatures
def identify(paths: tuple[str, ...], form: str, deep: bool, places: tuple[Path, ...]) -> int:
    """Say which build each PE file is: files, or folders with all below them.

    Kernels are told apart by what they import, not by their names. Results go to
    standard output; how many files there were, and which could not be read, is
    said on standard error.
    """
    return report(paths, form, data_of(places), deep=deep)


def report(paths: tuple[str, ...], form: str, data: Data, *, deep: bool) -> int:
    """Write the report; 2 where a path the user named could not be read."""
    watched = Tally(survey(paths, deep=deep, known=data.builds), paths)
    for_people = form == "table"
    write(IDENTIFY[form](watched, screen()), for_programs=not for_people)
    for line in watched.summary(for_people=for_people):
        say(line)
    return 2 if watched.failed else 0


class Tally:
    """Counts the entries on their way to the report, and keeps what must be said after it."""

    def __init__(self, entries: Iterable[Identified | Skipped], paths: tuple[str, ...]) -> None:
        self.entries, self.paths = entries, dict.fromkeys(paths)
        self.files = self.identified = self.marked = 0
        self.skipped: Counter[SkipKind] = Counter()
        self.failed: list[Skipped] = []  # paths the user named
        self.damaged: list[Skipped] = []  # those found in folders
        self.unreadable: list[Skipped] = []

    def __iter__(self) -> Iterator[Identified | Skipped]:
        for entry in self.entries:
            self.files += 1
            if isinstance(entry, Skipped):
                self.skipped[entry.kind] += 1
                if entry.path in self.paths:
                    self.failed.append(entry)
                elif entry.kind is not SkipKind.OTHER_FORMAT:
                    named = self.damaged if entry.kind is SkipKind.DAMAGED else self.unreadable
                    if len(named) < NAMED:
                        named.append(entry)
            else:
                self.identified += 1
                self.marked += bool(entry.build.remarks) and not entry.build.kernel  # a kernel's are shown in full
            yield entry

    def summary(self, *, for_people: bool) -> Iterator[str]:
        """The lines for standard error; programs find what was skipped in their report."""
        for skipped in self.failed:
            yield f"{skipped.sentence}; {NEXT[skipped.kind]}"
        total = self.skipped.total()
        if not self.identified and not self.failed:
            yield f"{', '.join(self.paths)}: no PE file in {self.files:,} files; is it the right folder?"
        if not for_people:
            return
        if self.marked:
            yield f"odd in some way: {self.marked:,} of the files with a line above; --format json says how"
        if total == len(self.failed):
            return
        for skipped in (*self.damaged, *self.unreadable):
            yield f"skipped {skipped.sentence}"
        yield counted(self.skipped, self.files)
