"""`ntfp kb stats`: which data ntfp goes by, and how much there is of what in them."""

from collections.abc import Iterator
from pathlib import Path

import click

from ntfp.catalogue.counting import figures
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.helping import FORMAT, JSON, TABLE, Command
from ntfp.cli.output import screen, write
from ntfp.facts.lookup import Inventory, Laid
from ntfp.reports.lookups import INVENTORY
from ntfp.scanning.data import Data


@click.command(
    cls=Command,
    short_help="Say what is in the data.",
    formats={"table": TABLE, "json": JSON},
    codes={0: "Done."},
    examples={
        "ntfp kb stats": "How many articles, rows, kernels and packs there are, and of which Windows.",
        "ntfp kb stats --signatures mine": "The same with records of your own, and how many of them there are.",
    },
)
@click.option("--format", "form", type=click.Choice(list(INVENTORY)), default="table", show_default=True, help=FORMAT)
@by_signatures
def stats(form: str, places: tuple[Path, ...]) -> int:
    """Say which data ntfp goes by, and what is in them.

    Articles are counted once each: a record of your own is counted in the place of
    the one it is laid over. The hash is the same for the same data, packed or not.
    It goes to standard output.
    """
    write(INVENTORY[form](_inventory(data_of(places)), screen()), for_programs=form != "table")
    return 0


def _inventory(data: Data) -> Inventory:
    base, known = data.base, data.base.known
    return Inventory(
        label=base.label,
        content=base.content,
        own=tuple(_laid(data)),
        figures=figures(data.signatures),
        corrections=len(data.corrections),
        reviews=len(data.reviews),
        kernels=len(known.kernels),
        modules=sum(map(len, known.modules.values())),
        listed=len(data.builds.listed),
        packs=tuple((pack.branch, pack.pack, pack.platform, len(pack.files)) for pack in known.packs),
        stamps=len(known.stamps),
    )


def _laid(data: Data) -> Iterator[Laid]:
    """Each place of the user's own, and how many of its records there are below it, too."""
    below = {signature.kb for signature in data.base.signatures}
    for place in data.own:
        there = {signature.kb for signature in place.signatures}
        yield Laid(place.label, len(there), len(there & below))
        below |= there
