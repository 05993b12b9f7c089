"""Which data a command goes by: the option, and what is said about what ships."""

from pathlib import Path

import click

from ntfp.cli.output import say
from ntfp.facts.skeleton import is_unfilled
from ntfp.scanning.data import Data, load

by_signatures = click.option(
    "--signatures",
    "places",
    metavar="PLACE",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Go by these records, too: a folder of your own, or a file of 'ntfp kb pack'. May be given several times.",
)


def data_of(places: tuple[Path, ...]) -> Data:
    """What ships, with each place laid over it; what is odd about what ships is said."""
    data = load(*places)
    for own in data.own:
        if not own.printed:
            raise click.ClickException(
                f"{own.label}: holds no record; name a folder of records, or a file of 'ntfp kb pack'"
            )
        unfilled = sum(map(is_unfilled, own.printed))
        if unfilled:
            still = "1 record still holds" if unfilled == 1 else f"{unfilled:,} records still hold"
            say(f"{own.label}: {still} what is to be filled in; 'ntfp kb lint {own.label}' tells it")
    if data.base.notice:
        say(data.base.notice)
    return data
