"""Underway: a scan while it goes on, for those who show each system as soon as it is done.

It reads like a `Report`, once and in order: first the systems, each judged when
it is asked for; what was skipped and how often each verdict was given is
complete when the last has come.
"""

from collections.abc import Callable, Iterable, Iterator

from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Judged, Report, Summary, Verdict, counted
from ntfp.scanning.installed import Found
from ntfp.scanning.systems import Examined


class Underway:
    """Installations as they are read, and what is made of each."""

    def __init__(
        self, parts: Iterable[Examined], judge: Callable[[Found], Judged], basis: tuple[Basis, ...] = ()
    ) -> None:
        self.basis = basis
        self.skipped: list[Skipped] = []
        self.summaries: list[Summary] = []  # of the systems that have come
        self.files = 0
        self.systems = self._systems(parts, judge)

    @property
    def counts(self) -> dict[Verdict, int]:
        return counted(self.summaries)

    @property
    def unheard_of(self) -> bool:
        return any(summary.unheard_of for summary in self.summaries)

    def whole(self) -> Report:
        """All of it at once: what is still to come is waited for."""
        systems = tuple(self.systems)
        return Report(systems=systems, skipped=tuple(self.skipped), basis=self.basis)

    def _systems(self, parts: Iterable[Examined], judge: Callable[[Found], Judged]) -> Iterator[Judged]:
        for part in parts:
            self.skipped += part.skipped
            self.files += part.files
            for found in part.found:
                system = judge(found)
                self.summaries.append(system.summary)
                yield system
