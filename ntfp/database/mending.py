"""What people found out about records, and wrote beside them: misprints, and what somebody confirmed.

A record says what an article prints. `corrections.toml` says where that is proven
to be wrong, and what is meant; `reviews.toml` says which of its statements
somebody read and stands for. An entry is bound to what it was written about, and
goes stale with it: a stale correction is a mistake, a stale review does nothing.

What is right is not decided here.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec

from ntfp.database.schema import Covers, Row as WrittenRow
from ntfp.database.values import Article, Hash, LineNumber, Words
from ntfp.database.written import Mistake, Written, problem_of, shown, unlikely_day
from ntfp.errors import BadDataError, DataError
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.version import FileVersion

CORRECTIONS = "corrections.toml"
REVIEWS = "reviews.toml"

_OF_ROWS = ("file", "platform", "size", "size_kb", "date", "time", "version", "branch")
_OF_TABLES = "covers.branch"
_KINDS = {field.name: field.type for field in msgspec.structs.fields(WrittenRow) if field.name in _OF_ROWS}
_KINDS |= {f"covers.{field.name}": field.type for field in msgspec.structs.fields(Covers) if field.name == "branch"}
_MEANT: Mapping[str, Callable[[Any], object]] = {
    "size_kb": float,
    "platform": Platform,
    "branch": Branch,
    "version": FileVersion.parse,
}


class Correction(Written, frozen=True, kw_only=True):
    """One misprint: what the record holds, if anything, and what is meant. Nothing meant: the value says nothing."""

    kb: Article
    line: LineNumber
    key: Literal["file", "platform", "size", "size_kb", "date", "time", "version", "branch", "covers.branch"]
    printed: Any = None
    meant: Any = None
    because: Words

    def mistakes(self) -> Iterator[Mistake]:
        for name, value in (("printed", self.printed), ("meant", self.meant)):
            if value is not None and self.key in _KINDS and (problem := problem_of(value, _KINDS[self.key])):
                yield name, problem
        if isinstance(self.meant, dt.date):
            yield from unlikely_day("meant", self.meant)
        if self.key == "file" and self.meant is None:
            yield "meant", "is missing: a row without a file is none"
        elif self.printed is None and self.meant is None:
            yield "meant", "is missing: nothing is printed, and nothing would change"
        if self.printed is not None and self.printed == self.meant:
            yield "meant", "is what is printed"


class Review(Written, frozen=True, kw_only=True):
    """What somebody who read this very text of an article stands for."""

    kb: Article
    sha256: Hash
    confirms: tuple[Literal["affects"], ...]
    because: Words


class Corrections(Written, frozen=True):
    """`corrections.toml` as a whole."""

    corrections: tuple[Correction, ...]


class Reviews(Written, frozen=True):
    """`reviews.toml` as a whole."""

    reviews: tuple[Review, ...]


def mended(
    signatures: Iterable[Signature], corrections: Iterable[Correction], reviews: Iterable[Review]
) -> tuple[Signature, ...]:
    """The signatures as they are meant, or a `BadDataError` with all that does not fit."""
    known = {signature.kb: signature for signature in signatures}
    errors: list[DataError] = []
    for number, correction in enumerate(corrections):
        try:
            known[correction.kb] = _corrected(known.get(correction.kb), correction)
        except _Misfit as misfit:
            errors.append(DataError(CORRECTIONS, f"corrections[{number}].{misfit.key}", misfit.problem))
    for number, review in enumerate(reviews):
        try:
            known[review.kb] = _reviewed(known.get(review.kb), review)
        except _Misfit as misfit:
            errors.append(DataError(REVIEWS, f"reviews[{number}].{misfit.key}", misfit.problem))
    if errors:
        raise BadDataError(*errors)
    return tuple(known.values())


def stale_reviews(signatures: Iterable[Signature], reviews: Iterable[Review]) -> tuple[DataError, ...]:
    """The reviews of texts that the records are no longer made from, as what `lint` would say of them."""
    hashes = {signature.kb: signature.source.sha256 for signature in signatures}
    return tuple(
        DataError(REVIEWS, f"reviews[{number}].sha256", f"is stale: {review.kb} is made from another text")
        for number, review in enumerate(reviews)
        if hashes.get(review.kb) != review.sha256
    )


class _Misfit(Exception):  # noqa: N818 - never leaves this module
    """An entry does not fit the record it speaks of."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(key, problem)
        self.key, self.problem = key, problem


def _corrected(signature: Signature | None, correction: Correction) -> Signature:
    if signature is None:
        raise _Misfit("kb", f"there is no record of {correction.kb}")
    of_table = correction.key == _OF_TABLES
    lines: list[Table | Row] = [
        *(table for table in signature.tables if of_table),
        *(row for table in signature.tables for row in table.rows if not of_table),
    ]
    found = [one for one in lines if one.line == correction.line]
    if len(found) != 1:
        what = "table" if of_table else "row"
        raise _Misfit("line", f"expected a {what} of {correction.kb}, found {len(found)} at line {correction.line}")
    (old,) = found
    field = correction.key.removeprefix("covers.")
    held = getattr(old, field)
    if (str(held) if isinstance(held, FileVersion) else held) != correction.printed:
        holds = "nothing" if held is None else shown(str(held) if isinstance(held, FileVersion) else held)
        raise _Misfit("printed", f"is stale: {correction.kb} holds {holds} at line {correction.line}")
    meant = correction.meant
    changes: dict[str, Any] = {field: _MEANT[field](meant) if meant is not None and field in _MEANT else meant}
    if isinstance(old, Row):
        changes["mended"] = (*old.mended, field)
        if field == "date":
            changes["date_doubt"] = None  # whoever knows the date is no longer in doubt
    new = msgspec.structs.replace(old, **changes)
    return msgspec.structs.replace(signature, tables=tuple(_exchanged(table, old, new) for table in signature.tables))


def _exchanged(table: Table, old: Table | Row, new: Any) -> Table:
    """The table with the new one for the old, which is the table itself or one of its rows."""
    rows = tuple(new if row is old else row for row in table.rows)
    exchanged: Table = new if table is old else msgspec.structs.replace(table, rows=rows)
    return exchanged


def _reviewed(signature: Signature | None, review: Review) -> Signature:
    if signature is None:
        raise _Misfit("kb", f"there is no record of {review.kb}")
    if signature.source.sha256 != review.sha256:
        return signature
    if not signature.affects:
        raise _Misfit("confirms", f"{review.kb} has no affects")
    windows = tuple(msgspec.structs.replace(window, reviewed=True) for window in signature.affects)
    return msgspec.structs.replace(signature, affects=windows)
