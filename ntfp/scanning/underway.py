"""Underway: a scan while it goes on, for those who show each system as soon as it is done.

It reads like a `Report`, once and in order: first the systems, each judged when
it is asked for; what was skipped and how often each verdict was given is
complete when the last has come.
"""

from collections.abc import Callable, Iterable, Iterator

from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Judged, Report, Verdict
from ntfp.scanning.installed import Found
from ntfp.scanning.systems import Examined


class Underway:
    """Installations as they are read, and what is made of each."""

    def __init__(
        self, parts: Iterable[Examined], judge: Callable[[Found], Judged], basis: tuple[Basis, ...] = ()
    ) -> None:
        self.basis = basis
        self.skipped: list[Skipped] = []
        self.counts = dict.fromkeys(Verdict, 0)
        self.unheard_of = False
        self.found = self.files = 0
        self.systems = self._systems(parts, judge)

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
                self.found += 1
                self.unheard_of |= system.summary.unheard_of
                for verdict in Verdict:
                    self.counts[verdict] += system.summary.of(verdict)
                yield system
