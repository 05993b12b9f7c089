"""Joining: what is found at several paths, put together so that each system is in it once.

Paths may overlap: a volume and a folder of it, or a link to either. Whether two systems are the same is
asked of the disk, not of what they say of themselves: a copy elsewhere is another one.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ntfp.facts.report import Skipped
from ntfp.scanning.installed import Found
from ntfp.scanning.systems import Examined


def outermost_first(paths: Iterable[str]) -> list[str]:
    """Each path once; one that lies in another comes after it, since from there more around a system is seen."""
    places = {path: Path(path).resolve() for path in dict.fromkeys(paths)}
    named = frozenset(places.values())
    return sorted(places, key=lambda path: sum(place in named for place in places[path].parents))


class Joining:
    """What has been taken so far, and what is to be said of paths that lead to the same."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._systems: dict[Path, tuple[str, Found]] = {}
        self._problems: set[tuple[Path, str]] = set()

    def new(self, path: str, part: Examined) -> Examined:
        """What has not been found from another path."""
        found = tuple(self._new_systems(path, part.found))
        skipped = tuple(self.new_problems(part.skipped))
        seen = part.found and not found
        return Examined(found=found, skipped=skipped, files=len(skipped) if seen else part.files)

    def new_problems(self, skipped: Iterable[Skipped]) -> Iterator[Skipped]:
        for one in skipped:
            path = Path(one.path)
            key = path.parent.resolve() / path.name, one.problem  # a link may be that which is skipped
            if key not in self._problems:
                self._problems.add(key)
                yield one

    def _new_systems(self, path: str, found: Iterable[Found]) -> Iterator[Found]:
        for system in found:
            kernel = Path(system.kernel).resolve()
            # Two paths may show one system32 with two kernels: boot.ini is not seen from both. A kernel that is
            # named alone is a system of its own.
            places = {kernel} if system.root == system.kernel else {kernel, kernel.parent}
            other, same = next((self._systems[place] for place in places if place in self._systems), (None, system))
            if other is None:
                self._systems |= dict.fromkeys(places, (path, system))
                yield system
            else:
                self.said.append(f"{path}: {other} leads to the same system, {same.root}; it is reported once")
