"""`ntfp timeline`: the known history of the kernel, as a picture."""

from collections.abc import Sequence
from pathlib import Path

import click

from ntfp.catalogue.timeline import in_lanes, kernels_of
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.files import STANDARD_OUTPUT, refuse_file, save
from ntfp.cli.helping import ENDS, Command
from ntfp.cli.kb_search import options
from ntfp.cli.output import say, write
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.timeline import Lane
from ntfp.scanning.data import Data

_CLOCKS = "Days are as on record: of link times in UTC, of articles as they print them."


@click.command(
    cls=Command,
    short_help="Draw the known history of the kernel.",
    codes={0: "Done.", 2: f"{ENDS[2]} Or no such kernel is on record."},
    examples={
        "ntfp timeline -o timeline.svg": "All of it.",
        "ntfp timeline --branch nt4 --platform alpha -o alpha.svg": "One Windows on one processor.",
    },
)
@options("branch", "platform")
@click.option(
    "-o", "--output", "path", metavar="FILE.svg", type=click.Path(path_type=Path),
    help="The file to make. Without it the picture goes to standard output.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace FILE.svg where it is there already.")
@by_signatures
def timeline(
    branch: str | None, platform: str | None, path: Path | None, force: bool, places: tuple[Path, ...]
) -> int:  # fmt: skip
    """Draw every kernel that is on record at its day, as an SVG.

    There is a lane for each branch and platform. Releases are large and have
    their names, hotfixes are small; kernels for one processor stand above the
    line, those for several below it. In a browser each says what it is when it is
    pointed at, or reached with the tab key. What an article leaves open about the
    platform has a lane of its own, with each --platform that the article names.
    """
    path = None if path == STANDARD_OUTPUT else path
    if path:
        kept = None if force else "is there already; --force replaces it"
        refuse_file(path, lambda _: kept)
    data = data_of(places)
    chosen = Branch(branch) if branch else None, Platform(platform) if platform else None
    kernels = kernels_of(data.signatures, data.base.known, branch=chosen[0], platform=chosen[1])
    lanes = in_lanes(kernels, data.titles)
    if not lanes:
        raise click.ClickException(_nothing(*chosen, data))
    from ntfp.reports.drawing import as_file  # lazily: the help of all commands needs none of it

    told = in_words(lanes)
    picture = as_file(lanes, about=f"{told}. {_CLOCKS}")
    drawn = sum(len(lane.builds) for lane in lanes)
    if drawn < len(kernels):
        left = len(kernels) - drawn
        what = "1 build has" if left == 1 else f"{left:,} builds have"
        say(f"{what} no day or no branch on record and no place in the picture; 'ntfp kb history' lists all")
    if path:
        save(path, [picture], told)
    else:
        write([picture], for_programs=True)
    return 0


def in_words(lanes: Sequence[Lane]) -> str:
    """How much is drawn."""
    days = sorted(build.date for lane in lanes for build in lane.builds if build.date)
    builds = f"{len(days):,} build{'s' * (len(days) != 1)}"
    return f"{builds} in {len(lanes)} lane{'s' * (len(lanes) != 1)}, {days[0]} to {days[-1]}"


def _nothing(branch: Branch | None, platform: Platform | None, data: Data) -> str:
    """What was asked for, and what there is."""
    asked = " on ".join(filter(None, (branch, platform)))
    there: dict[str, list[str]] = {}
    for lane in in_lanes(kernels_of(data.signatures, data.base.known), data.titles):
        there.setdefault(lane.branch, []).append(lane.platform or "platform not said")
    on_record = ", ".join(f"{one} ({', '.join(platforms)})" for one, platforms in there.items())
    if not on_record:
        return "no kernel is on record in these data; leave out --signatures to go by those that ship"
    return f"{asked}: no kernel of that is on record; those on record are of {on_record}"
