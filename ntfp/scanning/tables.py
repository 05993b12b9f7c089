"""Tables of data: all that is gone by as relations, what ships with users' own records laid over it.

The data are as meant. What the tables hold is told in `ntfp.catalogue.tables`, how they are written is the business of
`ntfp.reports.exporting`.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from ntfp.catalogue.tables.relations import relations
from ntfp.facts.relation import Relation
from ntfp.scanning.data import Data


def about_data(data: Data, version: str) -> dict[str, str]:
    """Which data they are, and by which version of ntfp they were read; places are named as they were given."""
    base, *own = data.basis
    about = {"version": version, "data": base.label, "content": base.content}
    for number, place in enumerate(own):
        about |= {f"own {number}": place.label, f"own {number} content": place.content}
    return about


def tables_of(data: Data, about: Mapping[str, str]) -> dict[str, Relation]:
    """All tables by name, in the order of their schema; `about` is what the first of them says."""
    known = replace(data.base.known, listed=data.builds.listed)
    return relations(data.signatures, known, corrections=data.corrections, reviews=data.reviews, about=about)
