"""Records written: a signature as the one TOML text that stands for it; and the kernels that all of them list.

There is one way to write either, so that the same facts are the same bytes and
a diff shows what changed: keys in the order of the manual, one row a line, lists
in columns.

What is written is not looked at; `ntfp.database.records` and `listed` read it back.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from ntfp.database.listed import LISTED
from ntfp.facts.build import ListedKernel
from ntfp.facts.signature import Signature, Table
from ntfp.facts.version import FileVersion

_WIDTH = 8  # short keys of a record stand in one column
_A_LINE = 8  # articles in a line of `includes`
_NAMES = {"first": "from", "last": "to"}  # where a key is no name in Python
_COVERS = ("branch", "language", "variant")  # what a record says of a table as a whole
_FOUND_OUT = ("mended", "own", "reviewed")  # what people wrote beside the records, and where these lie
_MADE = "# Made from the records by `ntfp kb compile`, and made anew by the next run: not to be edited.\n"


def record_path(kb: str) -> Path:
    """Where the record of an article lies in its folder.

    >>> record_path("Q94069").as_posix()
    'q094/q94069.toml'
    """
    return Path(f"q{kb[1:].zfill(6)[:3]}", f"{kb.lower()}.toml")


def write_records(signatures: Iterable[Signature], folder: Path) -> tuple[int, int]:
    """Write each record into its place; how many there were and how many of them changed.

    A record that says the same already is not touched. Each is written beside and renamed: nobody sees half of one.
    """
    there = changed = 0
    for signature in signatures:
        there += 1
        changed += _written(folder / record_path(signature.kb), record_text(signature))
    return there, changed


def write_listed(kernels: Sequence[ListedKernel], folder: Path) -> bool:
    """Write the kernels that the records of a folder list beside them; did that change anything?

    Where there are none there is no file; one that is there already is emptied.
    """
    path = folder / LISTED
    return (bool(kernels) or path.exists()) and _written(path, listed_text(kernels))


def _written(path: Path, text: str) -> bool:
    """Write it unless it is there."""
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return True


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it: nobody sees half of one, and what was there stays if that fails."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.unlink(missing_ok=True)  # what a run that was killed left there
        with beside.open("xb") as file:  # and through nothing that somebody put there since
            file.write(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        error.filename, error.filename2 = str(path), None  # the one that was asked for
        raise


def listed_text(kernels: Sequence[ListedKernel]) -> str:
    """The kernels, in the order they come in."""
    return "\n".join((f"{_MADE}kernels = [", *(f"  {kernel}," for kernel in _aligned(kernels)), "]")) + "\n"


def record_text(signature: Signature) -> str:
    """The record of a signature: uncorrected and unreviewed, as the article prints it."""
    heads = ((key, getattr(signature, key)) for key in ("kb", "title", "revised", "hardware", "component"))
    lines = [f"{key:{_WIDTH}} = {_value(value)}" for key, value in heads if value]
    lines += _list("applies_to", _aligned(signature.applies_to))
    lines += _list("affects", _aligned(signature.affects))
    if signature.languages:
        lines.append(f"limits = {{ languages = {_value(signature.languages)} }}")
    lines += _list("fixed_in", _aligned(signature.fixed_in))
    names = [_value(kb) for kb in signature.includes]
    lines += _list("includes", [", ".join(names[n : n + _A_LINE]) for n in range(0, len(names), _A_LINE)])
    if signature.carriers:
        lines.append(f"carriers = {_value(signature.carriers)}")
    lines += _list("doubts", _aligned(signature.doubts))
    for table in signature.tables:
        lines += _table(table)
    origin = signature.source
    lines += ["", "[source]", *(f"{key:7} = {_value(getattr(origin, key))}" for key in origin.__struct_fields__)]
    return "\n".join(lines) + "\n"


def record_tree(signature: Signature) -> dict[str, Any]:
    """The same record as the tree its text holds."""
    tree: dict[str, Any] = _plain(_cells(signature))
    if "languages" in tree:
        tree["limits"] = {"languages": tree.pop("languages")}
    if signature.tables:
        tree["tables"] = [_table_tree(table) for table in signature.tables]
    return tree


def _table_tree(table: Table) -> dict[str, Any]:
    tree: dict[str, Any] = _plain(_cells(table))
    covers = {key: tree.pop(key) for key in _COVERS if key in tree}
    return {**tree, "covers": covers} if covers else tree


def _plain(value: Any) -> Any:
    """A value as TOML has it: words are text, and nothing is a tuple."""
    match value:
        case FileVersion() | StrEnum():
            return str(value)
        case msgspec.Struct():
            return _plain(_cells(value))
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
    return value


def _table(table: Table) -> list[str]:
    covers = {key: getattr(table, key) for key in _COVERS if getattr(table, key)}
    lines = ["", "[[tables]]", f"{'line':{_WIDTH}} = {table.line}"]
    if covers:
        lines.append(f"{'covers':{_WIDTH}} = {_inline(covers)}")
    lines.append(f"{'relation':{_WIDTH}} = {_value(table.relation)}")
    if table.requires:
        lines.append(f"{'requires':{_WIDTH}} = {_inline(_cells(table.requires))}")
    if table.utc:
        lines.append(f"{'utc':{_WIDTH}} = true")
    return [*lines, *_list("rows", _aligned(table.rows))]


def _list(key: str, entries: Sequence[str]) -> list[str]:
    return [f"{key} = [", *(f"  {entry}," for entry in entries), "]"] if entries else []


def _cells(value: msgspec.Struct) -> dict[str, object]:
    """What is said, by its key in the file and in the order of the manual; absent is not said."""
    names = {name: _NAMES.get(name, name) for name in value.__struct_fields__ if name not in _FOUND_OUT}
    return {key: said for name, key in names.items() if (said := getattr(value, name)) not in (None, (), False)}


def _inline(cells: Mapping[str, object]) -> str:
    return f"{{ {', '.join(f'{key} = {_value(value)}' for key, value in cells.items())} }}"


def _aligned(entries: Sequence[msgspec.Struct]) -> list[str]:
    """One inline table a line, its keys in columns: numbers to the right, words to the left, what is not said blank."""
    rows = [_cells(entry) for entry in entries]
    order = [_NAMES.get(name, name) for name in (entries[0].__struct_fields__ if entries else ())]
    order = [key for key in order if any(key in row for row in rows)]
    widths = {key: max(len(_value(row[key])) for row in rows if key in row) for key in order}
    written = []
    for row in rows:
        parts = []
        last = list(row)[-1]
        for key in order:
            if key not in row:
                parts.append(" " * (len(f"{key} = ,") + widths[key]))
                continue
            text, comma = _value(row[key]), "" if key == last else ","
            number = isinstance(row[key], int | float)
            shown = f"{text:>{widths[key]}}{comma}" if number else f"{text}{comma}".ljust(widths[key] + 1)
            parts.append(f"{key} = {shown}")
        written.append(f"{{ {' '.join(parts).rstrip()} }}")
    return written


def _value(value: object) -> str:
    """One value as TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return f"{value:_}"
        case float():
            return f"{value:.12g}"
        case dt.date() | dt.time():
            return value.isoformat()
        case FileVersion() | StrEnum() | str():
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
        case tuple():
            return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"no value of a record: {value!r}")
