"""Kernels: which of them a system on a pack can have, by their versions.

A registry that names another pack than the kernel is of is another system's, or
was changed: then nothing is said by the pack.
"""

from ntfp.facts.build import Known, Line
from ntfp.facts.check import Kernels
from ntfp.facts.version import FileVersion
from ntfp.judging import History


def kernels_of(line: Line, known: Known, history: History) -> dict[str, Kernels]:
    """The bounds of each pack of the branch; none, where its numbers do not order its builds."""
    if not line.numbers_order:
        return {}
    recorded = {
        pack: row.version for row in known.kernels if row.branch is line.branch for pack in row.packs if row.version
    }
    found: dict[str, Kernels] = {}
    first: FileVersion | None = None
    for place, pack in enumerate(line.packs):
        first = recorded.get(pack, first)
        later = [
            number
            for other in line.packs[place + 1 :]
            if (number := recorded.get(other)) and first and number > first and not _share(line, pack, other)
        ]
        # Where packs cross, a fix for one may be numbered above the next.
        below = min(later, default=None) if line.branch not in history.crossing else None
        low = _with_mixed(line, pack, first)
        if low:
            others = {number for other, number in recorded.items() if number != recorded.get(pack) and number >= low}
            found[pack] = Kernels(low, below, tuple(sorted(one for one in others if below is None or one < below)))
    return found


def _share(line: Line, pack: str, other: str) -> bool:
    """Were numbers of both given out side by side?"""
    return any({pack, other} <= {*mixed.packs} for mixed in line.mixed)


def _with_mixed(line: Line, pack: str, first: FileVersion | None) -> FileVersion | None:
    """The first number of those that were given out side by side, where that is lower."""
    shared = [mixed.revisions[0] for mixed in line.mixed if pack in mixed.packs]
    if first is None or not shared:
        return first
    return FileVersion(first.major, first.minor, first.build, min(first.revision, *shared))
