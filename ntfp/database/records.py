"""Records: the articles as they are written down in TOML, one a file, found and read as `Signature`s.

A record lies in the folder of its first three digits, says what is printed, and is never edited
to say what is meant: proven misprints stand in `corrections.toml`, what people confirmed in `reviews.toml`.

What a key may hold is said in `ntfp.database.schema`.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from ntfp.database import schema
from ntfp.database.dataset import BESIDE
from ntfp.database.writing import record_path, record_tree
from ntfp.database.written import Mistake, Written, checked, read_written
from ntfp.errors import BadDataError, DataError
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import (
    AppliesTo,
    Doubt,
    FixedIn,
    Origin,
    Requires,
    Row,
    Signature,
    Table,
    Window,
    number_of,
)
from ntfp.facts.version import FileVersion

_S = TypeVar("_S", bound=msgspec.Struct)


def load_records(folder: Path) -> tuple[Signature, ...]:
    """Every record below a folder as printed, by number; or a `BadDataError` with all that is wrong with them."""
    if not folder.is_dir():
        problem = "is a file" if folder.exists() else f"is missing from {folder.parent}"
        raise DataError(folder.name, "the folder", problem)
    signatures: dict[str, Signature] = {}
    errors: list[DataError] = []
    for path in record_files(folder):
        try:
            signature = load_signature(path)
            if signatures.setdefault(signature.kb, signature) is not signature:
                errors.append(DataError(path.name, "kb", f"{signature.kb} has a record already, in another folder"))
        except BadDataError as several:
            errors += several.errors
        except DataError as one:
            errors.append(one)
    if errors:
        raise BadDataError(*errors)
    return tuple(sorted(signatures.values(), key=lambda signature: number_of(signature.kb)))


def record_files(folder: Path) -> list[Path]:
    """The files below a folder that are records, by their names."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # What begins with a dot is an editor's.
        paths = (Path(place, name) for name in names if name.endswith(".toml") and not name.startswith("."))
        found += [path for path in paths if path.parent != folder or path.name not in BESIDE]
    return sorted(found)


def _refuse(error: OSError) -> None:
    """Records that cannot be seen are not records that are not there."""
    raise DataError(str(error.filename), "the folder", f"cannot be read: {error.strerror}") from error


def checked_record(file: str, signature: Signature) -> None:
    """Refuse, with a `DataError`, what could not have been written as a record."""
    checked(file, record_tree(signature), schema.Record)
    mended = any(row.mended for table in signature.tables for row in table.rows)
    if mended or signature.own or any(window.reviewed for window in signature.affects):
        raise DataError(file, "the record", "says of itself what only corrections and reviews can")


def load_signature(path: Path) -> Signature:
    """One record as printed, uncorrected; or `BadDataError` with all that is wrong with it."""
    return _signature(read_written(path, schema.Record, also=lambda tree: _misplaced(path, tree.get("kb"))))


def _misplaced(path: Path, kb: object) -> Iterator[Mistake]:
    if not isinstance(kb, str):
        return
    place = record_path(kb)
    if path.parts[-2:] != place.parts:
        yield "kb", f"{kb} belongs into {place.as_posix()}"


def _signature(record: schema.Record) -> Signature:
    return Signature(
        kb=record.kb,
        title=record.title,
        revised=record.revised,
        hardware=tuple(map(Platform, record.hardware)),
        component=record.component,
        applies_to=tuple(_same(bullet, AppliesTo) for bullet in record.applies_to),
        affects=tuple(_same(window, Window) for window in record.affects),
        languages=record.limits.languages if record.limits else (),
        fixed_in=tuple(_same(claim, FixedIn) for claim in record.fixed_in),
        includes=record.includes,
        carriers=record.carriers,
        doubts=tuple(_same(doubt, Doubt) for doubt in record.doubts),
        tables=tuple(map(_table, record.tables)),
        source=_same(record.source, Origin),
    )


def _table(table: schema.Table) -> Table:
    covers = table.covers or schema.Covers()
    return Table(
        line=table.line,
        branch=Branch(covers.branch) if covers.branch else None,
        language=covers.language,
        variant=covers.variant,
        relation=table.relation,
        requires=_same(table.requires, Requires) if table.requires else None,
        utc=table.utc,
        rows=tuple(map(_row, table.rows)),
    )


def _row(row: schema.Row) -> Row:
    return Row(
        file=row.file,
        platform=Platform(row.platform) if row.platform else None,
        size=row.size,
        size_kb=row.size_kb,
        date=row.date,
        date_doubt=row.date_doubt,
        time=row.time,
        version=FileVersion.parse(row.version) if row.version else None,
        variant=row.variant,
        branch=Branch(row.branch) if row.branch else None,
        line=row.line,
    )


def _same(written: Written, kind: type[_S]) -> _S:
    """What has the same keys in the file as in the fact."""
    told = {field: getattr(written, field) for field in written.__struct_fields__}
    if "branch" in told:
        told["branch"] = Branch(told["branch"])
    return kind(**told)
