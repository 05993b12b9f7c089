"""What is written by hand, read by its types: every mistake at once, with its key and in our words.

A `msgspec.Struct` is the schema of a file: its fields are the keys, their types
say what each may hold. msgspec reads what is right, and stops at the first
mistake; then the tree is walked once more, value by value, to tell them all.

What the values mean is known by whoever declares the types.
"""

import json
import types
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from ntfp.errors import BadDataError, DataError

Mistake = tuple[str, str]  # a key, and what is wrong with it

_WORDS: dict[Any, str] = {
    bool: "true or false",
    date: "a date",
    float: "a number",
    datetime: "a date with a time",
    int: "a whole number",
    str: "text",
    time: "a time of day",
}
_LONGEST_NUMBER = 256  # bits
_ENOUGH = 10_000  # mistakes of one file: who reads so many mends none
_TOML_HAS = (date, datetime, time)  # a date in quotes is text, and stays it


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of a file written by hand. A key that no field is named after is a mistake."""

    def mistakes(self) -> Iterator[Mistake]:
        """What no single type can say; the key is "" for the table itself.

        A value that is wrong by its type is `None` here, or its default; what is said of its key again is dropped.
        """
        yield from ()

    def __post_init__(self) -> None:
        for key, problem in self.mistakes():
            raise ValueError(f"{key}: {problem}")


_W = TypeVar("_W", bound=Written)
_T = TypeVar("_T")


def each(values: Iterable[_T] | None) -> Iterator[tuple[int, _T]]:
    """What is right by its type in a list, with its place in it."""
    return ((place, one) for place, one in enumerate(values or ()) if one is not None)


def read_toml(path: Path) -> dict[str, Any]:
    """The raw tree of a file, or a `DataError`."""
    import tomllib  # lazily: what is packed is no TOML any more

    try:
        return tomllib.loads(read_regular(path).decode("utf-8"))
    except ValueError as error:  # no TOML, no UTF-8, or a number too long to be one
        raise DataError(path.name, "the file", f"is no TOML: {error}") from error
    except RecursionError as error:
        raise DataError(path.name, "the file", "is no TOML of ours: it goes too deep") from error


def read_regular(path: Path, size: int = -1, start: int = 0) -> bytes:
    """Bytes of a file, all of them or so many; a `DataError` for what is none, so that nothing waits for a pipe."""
    try:
        if path.exists() and not path.is_file():
            raise DataError(path.name, "the file", "is no file that can be read: name a regular one")
        with path.open("rb") as file:
            file.seek(start)
            return file.read(size)
    except FileNotFoundError as error:
        problem = f"is missing from {path.parent}"
        raise DataError(path.name, "the file", problem) from error
    except OSError as error:
        raise DataError(path.name, "the file", f"cannot be read: {error.strerror}") from error


def read_written(path: Path, kind: type[_W], also: Callable[[dict[str, Any]], Iterable[Mistake]] | None = None) -> _W:
    """One file as its type, or a `BadDataError` with all that is wrong with it.

    `also` is what the reader alone can see, and looks at the raw tree.
    """
    tree = read_toml(path)
    return checked(path.name, tree, kind, also(tree) if also else ())


def checked(file: str, tree: dict[str, Any], kind: type[_W], others: Iterable[Mistake] = ()) -> _W:
    """The tree of one file as its type, or a `BadDataError` with all that is wrong, by its types or as others saw."""
    others = list(others)
    try:
        value = msgspec.convert(tree, kind, builtin_types=_TOML_HAS)
    except msgspec.ValidationError as error:
        walk = _Walk()
        walk.value(tree, kind, "")
        mistakes = [*walk.mistakes.items(), *(other for other in others if other[0] not in walk.mistakes)]
        raise BadDataError(*(DataError(file, *mistake) for mistake in mistakes)) from error
    if others:
        raise BadDataError(*(DataError(file, *mistake) for mistake in others))
    return value


def expected(what: str, found: object) -> str:
    """The one sentence of all problems: `expected a whole number, found "952,192"`."""
    return f"expected {what}, found {shown(found)}"


def unlikely_day(key: str, day: date | None) -> Iterator[Mistake]:
    """None of NT's was before 1985; and with days near the end of the calendar nothing could be reckoned."""
    if day is not None and not 1985 <= day.year <= 2099:
        yield key, expected("a date of the years 1985 to 2099", day)


def problem_of(raw: object, kind: Any) -> str | None:
    """What is wrong with one value, by its type."""
    walk = _Walk()
    walk.value(raw, kind, "it")
    return walk.mistakes.get("it")


class _Walk:
    """One walk through a tree. What is right comes back, what is wrong is noted and comes back as `None`."""

    def __init__(self) -> None:
        self.mistakes: dict[str, str] = {}

    def value(self, raw: object, kind: Any, key: str) -> Any:
        if get_origin(kind) in (Union, types.UnionType):  # TOML has no null: an absent key is absent
            (kind,) = (one for one in get_args(kind) if one is not types.NoneType)
        if get_origin(kind) is tuple:
            return self._list(raw, get_args(kind), key)
        if isinstance(kind, type) and issubclass(kind, Written):
            return self._table(raw, kind, key)
        try:
            return msgspec.convert(raw, kind, builtin_types=_TOML_HAS)
        except msgspec.ValidationError:
            return self._wrong(key, expected(_words(kind, raw), raw))

    def _wrong(self, key: str, problem: str) -> Any:
        """Only the first thing said of a key: what comes later follows from it."""
        if len(self.mistakes) < _ENOUGH:
            self.mistakes.setdefault(key or "the file", problem)
        return None

    def _list(self, raw: object, kinds: tuple[Any, ...], key: str) -> Any:
        if not isinstance(raw, list):
            return self._wrong(key, expected("a list", raw))
        if kinds[-1] is ...:
            kinds = (kinds[0],) * len(raw)
        elif len(raw) != len(kinds):
            return self._wrong(key, f"expected {len(kinds)} values, found {len(raw)}")
        return tuple(self.value(one, kind, f"{key}[{n}]") for n, (one, kind) in enumerate(zip(raw, kinds, strict=True)))

    def _table(self, raw: object, kind: type[Written], key: str) -> Any:
        if not isinstance(raw, dict):
            return self._wrong(key, expected("a table", raw))
        inside = f"{key}." if key else ""
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        table: Any = types.SimpleNamespace()  # as good as one of the kind, with holes
        for name, field in fields.items():
            value = self.value(raw[name], field.type, f"{inside}{name}") if name in raw else None
            setattr(table, field.name, field.default if value is None and not field.required else value)
            if name not in raw and field.required:
                self._wrong(f"{inside}{name}", "is missing")
        for name in raw:
            if name not in fields:
                self._wrong(f"{inside}{name}", f"is no key here: expected {', '.join(fields)}")
        for name, problem in kind.mistakes(table):
            self._wrong(f"{inside}{name}" if name else key, problem)
        return table


def _words(kind: Any, raw: object) -> str:
    """What the type asks for. Of two reasons the plainer one: "a whole number" before "above 0"."""
    if get_origin(kind) is Annotated:
        base, meta = get_args(kind)
        return str(meta.description) if type(raw) is base else _words(base, raw)
    if get_origin(kind) is Literal:
        return f"one of {', '.join(get_args(kind))}"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"one of {', '.join(str(member.value) for member in kind)}"
    return _WORDS[kind]


def shown(raw: object) -> str:
    """A value as somebody wrote it, cut where it is long."""
    if isinstance(raw, dict | list):
        return "a table" if isinstance(raw, dict) else "a list"
    if isinstance(raw, bool | str):
        text = json.dumps(raw, ensure_ascii=False)
        return text if len(text) <= 80 else f'{text[:76]}..."'
    if isinstance(raw, date | time):
        return raw.isoformat()
    return "a giant number" if isinstance(raw, int) and raw.bit_length() > _LONGEST_NUMBER else str(raw)
