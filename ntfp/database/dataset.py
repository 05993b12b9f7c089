"""A data set: what lies in one place, each part read when it is first asked for.

A place is a folder of TOML files, or one file packed from such a folder. One
with `builds.toml` is whole and stands by itself; one without it is somebody's
own records, which are laid over others.

Which NT a file is needs the builds alone, so what is for records is imported
where these are asked for. Where a place is opened is `ntfp.database.places`' business.
"""

from functools import cached_property
from typing import Protocol, TypeVar

import msgspec

from ntfp.database.branches import read_by
from ntfp.database.known import Builds, known_builds
from ntfp.database.listed import LISTED, Kernels, listed_kernels
from ntfp.database.written import Written
from ntfp.errors import DataError
from ntfp.facts.build import Known, Line
from ntfp.facts.signature import Signature

TYPE_CHECKING = False  # checkers know the name
if TYPE_CHECKING:
    from ntfp.database.contradictions import Contradiction
    from ntfp.database.mending import Correction, Review

_W = TypeVar("_W", bound=Written)

BUILDS, CORRECTIONS, PACKS, REVIEWS = "builds.toml", "corrections.toml", "packs.toml", "reviews.toml"
CONTRADICTIONS = "contradictions.toml"
BESIDE = (BUILDS, LISTED, PACKS, CORRECTIONS, REVIEWS, CONTRADICTIONS)  # what lies beside the records and is none


class Shelf(Protocol):
    """One form a data set can have: its files by name, and its records."""

    label: str
    users: bool  # it is a user's, not the one that ships

    def has(self, name: str) -> bool: ...

    def read(self, name: str, kind: type[_W]) -> _W:
        """One of the files beside the records, or a `DataError`."""

    def records(self) -> tuple[Signature, ...]:
        """Every record as printed, by number; or a `BadDataError` with all that is wrong with any of them."""

    def content(self, records: tuple[Signature, ...]) -> str:
        """The hash of all that it says, with these records: the same data give the same, in whatever form."""


class DataSet:
    """One data set; its parts are read once."""

    def __init__(self, shelf: Shelf, *, notice: str | None = None) -> None:
        """`notice`: what is to be said about how it was found."""
        self._shelf, self.notice = shelf, notice
        self.laid_over: DataSet | None = None  # the data set whose branches its records are of, where it has none

    @property
    def label(self) -> str:
        return self._shelf.label

    @property
    def users(self) -> bool:
        """Is it a user's? Then its records are marked, unless it is whole."""
        return self._shelf.users

    @property
    def whole(self) -> bool:
        """Does it stand by itself?"""
        return self._shelf.has(BUILDS)

    @cached_property
    def content(self) -> str:
        """The hash of all that it says."""
        return self._shelf.content(self.printed)

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._recorded.lines

    @cached_property
    def builds(self) -> Known:
        """The recorded and the listed builds; whole packs are left out, they take longer."""
        listed = listed_kernels(self._shelf.read(LISTED, Kernels)) if self._shelf.has(LISTED) else ()
        return msgspec.structs.replace(self._recorded, listed=listed)

    @cached_property
    def known(self) -> Known:
        """All that is known of releases: the builds, and the packs and stamps with them."""
        from ntfp.database.packs import Packs, with_packs

        if not self._shelf.has(PACKS):
            return self.builds
        with read_by(self.lines):
            return with_packs(self.builds, self._shelf.read(PACKS, Packs))

    @cached_property
    def printed(self) -> tuple[Signature, ...]:
        """Every record as its article prints it, by number."""
        base = self if self.whole else self.laid_over
        if base is None:
            return self._shelf.records()
        with read_by(base.lines):
            return self._shelf.records()

    @cached_property
    def corrections(self) -> tuple["Correction", ...]:
        """The misprints that are proven."""
        from ntfp.database.mending import Corrections

        return self._shelf.read(CORRECTIONS, Corrections).corrections if self._shelf.has(CORRECTIONS) else ()

    @cached_property
    def reviews(self) -> tuple["Review", ...]:
        """What somebody read and stands for."""
        from ntfp.database.mending import Reviews

        return self._shelf.read(REVIEWS, Reviews).reviews if self._shelf.has(REVIEWS) else ()

    @cached_property
    def contradictions(self) -> tuple["Contradiction", ...]:
        """What looks wrong and is the articles' own."""
        from ntfp.database.contradictions import Contradictions

        there = self._shelf.has(CONTRADICTIONS)
        return self._shelf.read(CONTRADICTIONS, Contradictions).contradictions if there else ()

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """Every record as it is meant: with the corrections and the reviews that lie beside it."""
        from ntfp.database.mending import mended

        meant = mended(self.printed, self.corrections, self.reviews)
        if self.whole or not self.users:
            return meant
        return tuple(msgspec.structs.replace(signature, own=self.label) for signature in meant)

    @cached_property
    def _recorded(self) -> Known:
        """Without what is made from records: reading a record must not need it."""
        if not self.whole:
            raise DataError(self.label, BUILDS, "is missing: this is no whole data set")
        return known_builds(self._shelf.read(BUILDS, Builds))
