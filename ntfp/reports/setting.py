"""The setting: what a report is shown with, besides itself.

A renderer gets all of it and takes what it needs; none of it says anything about
the systems of the report.
"""

import msgspec

from ntfp.facts.verdict import Verdict
from ntfp.reports.text import Screen

TYPE_CHECKING = False  # checkers know the name
if TYPE_CHECKING:
    from ntfp.facts.timeline import Lane  # most that is shown has no picture


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """The place of output, which verdicts are listed in full there, who writes, and the history to draw."""

    screen: Screen = Screen()
    listed: tuple[Verdict, ...] = ()  # of a table: a line for every finding of these, and nothing summed up
    version: str = ""  # ntfp's own
    lanes: "tuple[Lane, ...]" = ()  # the known kernels, for the picture
