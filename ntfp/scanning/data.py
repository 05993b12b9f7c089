"""Data: all that a verdict goes by, what ships and what a user lays over it.

A user's own records take the place of those of the same number, the later of the
earlier; they are judged by, and teach nothing: what all rows together say about
other files is learnt from the data set alone. A whole data set, one that says
what is known of builds, takes the place of the one that ships.
"""

import os
import pathlib
from functools import cache, cached_property

from msgspec.structs import replace

from ntfp import database
from ntfp.database import DataSet
from ntfp.errors import DataError
from ntfp.facts.build import Branch, Known
from ntfp.facts.signature import Signature, number_of
from ntfp.facts.verdict import Basis

TYPE_CHECKING = False  # checkers know the name
if TYPE_CHECKING:
    from ntfp.database.mending import Correction, Review
    from ntfp.facts.timeline import Lane
    from ntfp.judging import History

Path = str | os.PathLike[str]


class Data:
    """One data set, and the records laid over it. Each part is read when it is first asked for."""

    def __init__(self, base: DataSet, own: tuple[DataSet, ...] = ()) -> None:
        self.base, self.own = base, own

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """Every article once, by number: what the last place that has it says."""
        if not self.own:
            return self.base.signatures
        chosen = {signature.kb: signature for place in (self.base, *self.own) for signature in place.signatures}
        return tuple(sorted(chosen.values(), key=lambda signature: number_of(signature.kb)))

    def places_of(self, kb: str) -> tuple[DataSet, ...]:
        """The places that have a record of the article; the last is the one whose record is gone by."""
        return self._places.get(kb, ())

    @cached_property
    def corrections(self) -> tuple["Correction", ...]:
        """The misprints of the records gone by: what is said of a record that another is laid over is left out."""
        return tuple(one for place in self._all for one in place.corrections if self._is_from(one.kb, place))

    @cached_property
    def reviews(self) -> tuple["Review", ...]:
        """What somebody read and stands for, of the records gone by."""
        return tuple(one for place in self._all for one in place.reviews if self._is_from(one.kb, place))

    @cached_property
    def builds(self) -> Known:
        """What a file is held against to tell which NT it is of."""
        builds = self.base.builds
        if not self.own:
            return builds
        from ntfp.catalogue.listing import listed_kernels  # lazily: what ships has its kernels listed already

        return replace(builds, listed=listed_kernels(self.signatures))

    @cached_property
    def history(self) -> "History":
        """What all rows and builds of the data set teach; and which roll-ups there are, a user's own among them."""
        from ntfp import judging  # lazily: to tell which NT a file is of, nothing is judged

        history = judging.make_history(self.base.known, self.base.signatures)
        return judging.with_rollups_of(self.signatures, history) if self.own else history

    @cached_property
    def lanes(self) -> "tuple[Lane, ...]":
        """The known history of the kernel, to draw."""
        from ntfp.catalogue.timeline import lanes_of  # lazily: few reports have a picture

        return lanes_of(self.signatures, self.base.known, self.titles)

    @property
    def basis(self) -> tuple[Basis, ...]:
        """What a report has to name so that it can be made again."""
        places = (self.base, *self.own)
        return tuple(Basis(place.label, place.content, len(place.printed), not place.users) for place in places)

    @cached_property
    def titles(self) -> dict[Branch, str]:
        """What people call the branches."""
        return {line.branch: line.title for line in self.base.lines}

    @property
    def _all(self) -> tuple[DataSet, ...]:
        return (self.base, *self.own)

    @cached_property
    def _places(self) -> dict[str, tuple[DataSet, ...]]:
        places: dict[str, tuple[DataSet, ...]] = {}
        for place in self._all:
            for signature in place.signatures:
                places[signature.kb] = (*places.get(signature.kb, ()), place)
        return places

    def _is_from(self, kb: str, place: DataSet) -> bool:
        """Is the record of the article that is gone by the one of this very place?"""
        return self.places_of(kb)[-1] is place


def load(*places: Path) -> Data:
    """What ships, with the data at each place laid over it or, where they are a whole data set, in its place.

    Whatever their order, own records are laid over a whole data set. A place is a folder of records or a file that
    `ntfp kb pack` made. Raises `DataError` for what is none, and for two whole data sets.
    """
    if not places:
        return shipped_data()
    opened = [database.open_place(pathlib.Path(os.fsdecode(place))) for place in dict.fromkeys(places)]
    whole = [data for data in opened if data.whole]
    if len(whole) > 1:
        problem = f"is a whole data set, and so is {whole[1].label}: name one of them"
        raise DataError(whole[0].label, "the data", problem)
    base = whole[0] if whole else database.shipped()
    own = tuple(data for data in opened if not data.whole)
    for data in own:
        data.laid_over = base
    return Data(base, own)


@cache
def shipped_data() -> Data:
    """What ships, alone."""
    return Data(database.shipped())


def signatures(place: Path | None = None) -> tuple[Signature, ...]:
    """What the articles say: those that ship with ntfp, or those at one place."""
    if place is None:
        return shipped_data().signatures
    return database.open_place(pathlib.Path(os.fsdecode(place))).signatures
