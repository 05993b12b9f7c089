"""Settling: which of the flaws are known to be the articles' own, and which entries about that are stale.

A known flaw is not silenced: it carries the reason why it stays.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from ntfp.database.contradictions import Contradiction
from ntfp.facts.flaw import Flaw
from ntfp.linting.checks.beside import StaleContradiction


def settled(
    flaws: Iterable[Flaw], known: tuple[Contradiction, ...], was_asked: Callable[[str], bool]
) -> Iterator[Flaw]:
    """The flaws, those that are known marked as such; then each entry that nothing was found for, if it was asked."""
    used: set[int] = set()
    for flaw in flaws:
        fitting = [number for number, entry in enumerate(known) if fits(entry, flaw)]
        used.update(fitting)
        yield replace(flaw, known=known[fitting[0]].because) if fitting else flaw
    for number, entry in enumerate(known):
        if number not in used and was_asked(entry.check):
            yield StaleContradiction().of(number, entry)


def fits(entry: Contradiction, flaw: Flaw) -> bool:
    """Is the flaw the one that the entry speaks of?"""
    line = entry.line in (None, flaw.line)
    return (entry.check, entry.kb) == (flaw.check, flaw.kb) and line and entry.key in (None, flaw.key)
