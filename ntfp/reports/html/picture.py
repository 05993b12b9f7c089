"""The picture on the page: which lanes are drawn for a system, in the two widths that there are.

How a lane is drawn is `ntfp.reports.drawing`'s business.
"""

from collections.abc import Sequence

from ntfp.facts.timeline import Lane
from ntfp.facts.verdict import Judged
from ntfp.reports.drawing import NARROW, WIDE, drawn


def pictures(system: Judged, lanes: Sequence[Lane], *, alone: bool) -> tuple[str, str] | None:
    """The wide and the narrow one; nothing where no kernel of its kind is known.

    A system that is alone in its report is shown before the whole history, one of several in its own lane.
    """
    build = system.build
    its_own = tuple(lane for lane in lanes if (lane.branch, lane.platform) == (build.branch, build.platform))
    shown = tuple(lanes) if alone else its_own
    if not shown:
        return None
    return drawn(shown, [system], shape=WIDE), drawn(shown, [system], shape=NARROW)
