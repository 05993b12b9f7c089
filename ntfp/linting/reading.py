"""Reading for checks: every file for itself, and every mistake kept, so that one of them hides no other.

A record that cannot be read is left out, a correction that does not fit its record
is not applied. What does not parse at all is here; what reads well and is wrong is
for the checks.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from ntfp.database.contradictions import Contradiction, Contradictions
from ntfp.database.dataset import BUILDS, CONTRADICTIONS, CORRECTIONS, PACKS, REVIEWS, DataSet
from ntfp.database.known import Builds, known_builds
from ntfp.database.listed import LISTED, Kernels, listed_kernels
from ntfp.database.mending import Correction, Corrections, Review, Reviews, mended
from ntfp.database.packs import Packs, with_packs
from ntfp.database.records import load_signature, record_files
from ntfp.database.writing import record_path
from ntfp.database.written import Written, read_toml, read_written
from ntfp.errors import BadDataError, DataError
from ntfp.facts.build import Known
from ntfp.facts.signature import Signature, number_of

_W = TypeVar("_W", bound=Written)
_T = TypeVar("_T")


class Fault(msgspec.Struct, frozen=True):
    """What cannot be read, is in another place than its own, or does not fit what it is about."""

    place: str
    key: str
    problem: str
    kind: str = "schema"  # or "place", "correction"
    kb: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A data set, as far as it can be read."""

    folder: Path | None = None
    files: tuple[tuple[Path, Signature], ...] = ()
    printed: tuple[Signature, ...] = ()
    meant: tuple[Signature, ...] = ()
    known: Known | None = None  # None: it is laid over another
    corrections: tuple[Correction, ...] = ()
    reviews: tuple[Review, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    faults: tuple[Fault, ...] = ()
    stands_alone: bool = False
    unread: int = 0  # records that were left out since nothing is known of branches


class _Reader:
    """Reads, and keeps what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []

    def kept(self, place: str, read: Callable[[], _T], *, misplaced: bool = False) -> _T | None:
        try:
            return read()
        except DataError as error:
            for one in error.errors if isinstance(error, BadDataError) else (error,):
                kind = "place" if misplaced and one.key == "kb" else "schema"
                self.faults.append(Fault(place, one.key, one.problem, kind))
            return None

    def beside(self, name: str, kind: type[_W]) -> _W | None:
        path = self.folder / name
        return self.kept(name, lambda: read_written(path, kind)) if path.exists() else None

    def record(self, path: Path) -> Signature | None:
        place = path.relative_to(self.folder).as_posix()
        return self.kept(place, lambda: load_signature(path), misplaced=_misplaced(path))


def read_folder(folder: Path) -> Reading:
    """Every TOML file of a folder."""
    reader = _Reader(folder)
    builds = reader.beside(BUILDS, Builds)
    listed, packs = reader.beside(LISTED, Kernels), reader.beside(PACKS, Packs)
    corrections, reviews = reader.beside(CORRECTIONS, Corrections), reader.beside(REVIEWS, Reviews)
    contradictions = reader.beside(CONTRADICTIONS, Contradictions)
    alone = (folder / BUILDS).exists()
    known = known_builds(builds) if builds else None
    if known and packs:
        known = with_packs(known, packs)
    if known and listed:
        known = msgspec.structs.replace(known, listed=listed_kernels(listed))
    # A record is held against the branches; where nothing is known of them every one of them would look wrong.
    readable = known is not None or not alone
    paths = record_files(folder) if readable else []
    files = [(path, signature) for path in paths if (signature := reader.record(path))]
    printed = tuple(sorted((signature for _, signature in files), key=lambda signature: number_of(signature.kb)))
    mends = corrections.corrections if corrections else ()
    seen = reviews.reviews if reviews else ()
    return Reading(
        folder=folder,
        files=tuple(files),
        printed=printed,
        meant=_meant(reader, printed, mends, seen) if paths else (),
        known=known,
        corrections=mends,
        reviews=seen,
        contradictions=contradictions.contradictions if contradictions else (),
        faults=tuple(reader.faults),
        stands_alone=alone,
        unread=0 if readable else len(record_files(folder)),
    )


def read_packed(data: DataSet) -> Reading:
    """A packed data set: what does not fit was refused when it was packed, so a mistake in it is an error."""
    return Reading(
        printed=data.printed,
        meant=data.signatures,
        known=data.known if data.whole else None,
        corrections=data.corrections,
        reviews=data.reviews,
        contradictions=data.contradictions,
        stands_alone=data.whole,
    )


def _meant(
    reader: _Reader, printed: Iterable[Signature], corrections: Iterable[Correction], reviews: Iterable[Review]
) -> tuple[Signature, ...]:
    """The records with each correction and review that fits."""
    known = {signature.kb: signature for signature in printed}
    for number, correction in enumerate(corrections):
        _apply(reader, known, (CORRECTIONS, f"corrections[{number}]", correction.kb), (correction,), ())
    for number, review in enumerate(reviews):
        _apply(reader, known, (REVIEWS, f"reviews[{number}]", review.kb), (), (review,))
    return tuple(known.values())


def _apply(
    reader: _Reader,
    known: dict[str, Signature],
    entry: tuple[str, str, str],
    corrections: tuple[Correction, ...],
    reviews: tuple[Review, ...],
) -> None:
    file, key, kb = entry
    about = (known[kb],) if kb in known else ()
    try:
        for signature in mended(about, corrections, reviews):
            known[kb] = signature
    except DataError as error:  # it is the only entry there: its own key follows the bracket
        reader.faults.append(Fault(file, f"{key}.{error.key.rpartition('.')[2]}", error.problem, "correction", kb))


def _misplaced(path: Path) -> bool:
    """Does it lie elsewhere than its number says, as far as it says one?"""
    try:
        kb = read_toml(path).get("kb")
    except DataError:
        return False
    return isinstance(kb, str) and path.parts[-2:] != record_path(kb).parts
