"""Places: what is found at the paths somebody named, and what becomes of a path where nothing is.

A path that fails stops no other one: it is said at the end, stands among what was
skipped, and decides the exit code.
"""

from collections.abc import Callable, Iterable, Iterator

import click

from ntfp.cli import FAILED, NO_SYSTEM
from ntfp.cli.joining import Joining, outermost_first
from ntfp.cli.skips import NEXT
from ntfp.errors import NoSystemError, ReadError
from ntfp.facts.report import SkipKind, Skipped
from ntfp.facts.signature import Signature
from ntfp.scanning import systems
from ntfp.scanning.data import Data
from ntfp.scanning.files import skipped_by
from ntfp.scanning.systems import Examined


class Places:
    """The paths, gone through once; `failed` and `said` are complete when that is done."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = outermost_first(paths)
        self.wrong: list[Skipped] = []  # paths at which nothing was found
        self._joining = Joining()
        self._told: list[str] = []

    def parts(
        self, signatures: Iterable[Signature], data: Data, tick: Callable[[], object] = bool
    ) -> Iterator[Examined]:
        """What is found, an installation at a time, each once."""
        chosen = tuple(signatures)
        for path in self.paths:
            try:
                for part in systems.examine_each(path, chosen, data.builds, tick):
                    yield self._joining.new(path, part)
            except NoSystemError as error:
                problem = f"no NT system here: {error.problem}"
                yield self._without(path, Skipped(error.path, problem, kind=SkipKind.NO_SYSTEM), str(error))
            except ReadError as error:
                yield self._without(path, skipped_by(error), _told(error))

    @property
    def failed(self) -> int:
        """The exit code of the paths that have no system; 0 where all have one."""
        codes = {NO_SYSTEM if place.kind is SkipKind.NO_SYSTEM else FAILED for place in self.wrong}
        return min(codes, default=0)

    @property
    def said(self) -> tuple[str, ...]:
        """What is wrong with paths, and which lead to the same."""
        return (*self._told, *self._joining.said)

    def _without(self, path: str, skipped: Skipped, told: str) -> Examined:
        self.wrong.append(skipped)
        self._told.append(told)
        return self._joining.new(path, Examined(skipped=(skipped,)))


def examine(path: str, signatures: tuple[Signature, ...], data: Data) -> Examined:
    """The systems at one path the user named; where it cannot be read, the error says what to do."""
    try:
        return systems.examine(path, signatures, data.builds)
    except ReadError as error:
        raise click.ClickException(_told(error)) from error


def _told(error: ReadError) -> str:
    shown = str(error) if error.source else f"''{error}"
    return f"{shown}; {NEXT[skipped_by(error).kind]}"
