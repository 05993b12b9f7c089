"""Which packs a branch had, for whoever reads a file that names one.

A whole data set says so itself, and a newer one may know of a pack that what
ships does not; all else is held against what ships.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ntfp.database.written import Mistake, expected
from ntfp.facts.build import Line

_READ_BY: ContextVar[tuple[Line, ...] | None] = ContextVar("the branches that a data set is read by", default=None)


@contextmanager
def read_by(lines: tuple[Line, ...]) -> Iterator[None]:
    """While this lasts files are held against these branches."""
    before = _READ_BY.set(lines)
    try:
        yield
    finally:
        _READ_BY.reset(before)


def unknown_packs(branch: str, packs: Iterable[tuple[str, str | None]]) -> Iterator[Mistake]:
    """The keys whose pack the branch never had. A wrong branch is not this one's to name."""
    line = next((line for line in _lines() if line.branch == branch), None)
    for key, pack in packs:
        if line and pack is not None and pack not in line.packs:
            yield key, expected(f"a pack of {branch} ({', '.join(line.packs)})", pack)


def _lines() -> tuple[Line, ...]:
    lines = _READ_BY.get()
    if lines is not None:
        return lines
    from ntfp.database.shipped import shipped  # lazily: what ships is read by the very schemas that ask here

    return shipped().lines
