"""Joining: what was found at several paths, put together so that each system is in it once.

Paths may overlap: a volume and a folder of it, or a link to either. Whether two systems are the same is
asked of the disk, not of what they say of themselves: a copy elsewhere is another one.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ntfp.facts.report import Skipped
from ntfp.scanning.installed import Found
from ntfp.scanning.systems import Examined


def joined(done: Mapping[str, Examined]) -> tuple[Examined, list[str]]:
    """All that was found, in the order of the paths, and what is to be said of paths that lead to the same.

    A system is reported as the highest of them shows it, from where most around it is seen.
    """
    joining = _Joining()
    highest_first = sorted(done, key=lambda path: len(Path(path).resolve().parts))
    parts = {path: joining.new(path, done[path]) for path in highest_first}
    ordered = [parts[path] for path in done]
    together = Examined(
        found=tuple(found for part in ordered for found in part.found),
        skipped=tuple(skipped for part in ordered for skipped in part.skipped),
        files=sum(part.files for part in ordered),
    )
    return together, joining.said


class _Joining:
    """What has been taken so far."""

    def __init__(self) -> None:
        self.systems: dict[Path, tuple[str, Found]] = {}
        self.problems: set[tuple[Path, str]] = set()
        self.said: list[str] = []

    def new(self, path: str, examined: Examined) -> Examined:
        """What has not been found from another path."""
        found = tuple(self._systems(path, examined.found))
        skipped = tuple(self._skipped(examined.skipped))
        return Examined(found=found, skipped=skipped, files=examined.files if found else len(skipped))

    def _systems(self, path: str, found: tuple[Found, ...]) -> Iterator[Found]:
        for system in found:
            kernel = Path(system.kernel).resolve()
            # Two paths may show one system32 with two kernels: boot.ini is not seen from both. A kernel that is
            # named alone is a system of its own.
            places = {kernel} if system.root == system.kernel else {kernel, kernel.parent}
            other, same = next((self.systems[place] for place in places if place in self.systems), (None, system))
            if other is None:
                self.systems |= dict.fromkeys(places, (path, system))
                yield system
            else:
                self.said.append(f"{path}: {other} leads to the same system, {same.root}; it is reported once")

    def _skipped(self, skipped: tuple[Skipped, ...]) -> Iterator[Skipped]:
        for one in skipped:
            path = Path(one.path)
            key = path.parent.resolve() / path.name, one.problem  # a link may be that which is skipped
            if key not in self.problems:
                self.problems.add(key)
                yield one
