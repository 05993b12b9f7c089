"""Layouts: a declaration of bytes, tied to the plain value it stands for.

`construct` has no types of its own; this is the one place where its untyped
results become values and its exceptions become ours.
"""

import io
from typing import Any, Generic, TypeVar

import construct
import msgspec

from ntfp.errors import MalformedError

T = TypeVar("T", bound=msgspec.Struct)


class Layout(Generic[T]):
    """How one kind of value lies in a file. The fields of both have the same names."""

    def __init__(self, noun: str, value: type[T], declared: Any) -> None:
        self._noun, self._value, self._declared = noun, value, declared

    @property
    def size(self) -> int:
        """How many bytes each takes, for layouts that do not vary."""
        return int(self._declared.sizeof())

    def parse(self, data: bytes, offset: int = 0) -> T:
        """The value at an offset, or `MalformedError`."""
        stream = io.BytesIO(data)
        stream.seek(offset)
        try:
            parsed = self._declared.parse_stream(stream)
        except construct.ConstructError as error:
            raise MalformedError(self._noun, f"no valid {_field(error)}", offset) from None
        return msgspec.convert(parsed, self._value)

    def build(self, value: T) -> bytes:
        """The bytes of a value, or `ValueError` where a number or a text does not fit its field."""
        try:
            return bytes(self._declared.build(msgspec.to_builtins(value, builtin_types=(bytes,))))
        except construct.ConstructError as error:
            raise ValueError(f"{self._noun}: {_field(error)} does not fit") from None


def _field(error: construct.ConstructError) -> str:
    """The innermost field on the path that `construct` gives: "(parsing) -> file -> machine"."""
    innermost = (error.path or "").rpartition("-> ")[2].strip()
    return innermost if innermost.isidentifier() else "content"
