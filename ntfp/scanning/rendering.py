"""Rendering: a report as the text of one of its formats, for programs that write or show it themselves.

What a format looks like is `ntfp.reports`' business; here it gets what it is shown with.
"""

from ntfp.facts.about import __version__
from ntfp.facts.verdict import Report
from ntfp.reports import DRAWN, SCAN, Screen, Setting
from ntfp.scanning.data import Data, shipped_data


def render(report: Report, form: str, *, data: Data | None = None, width: int = 100) -> str:
    """The whole report in one of the formats of `ntfp scan`: "table", "html", "json", "jsonl", "csv" or "sarif".

    The picture in HTML shows the kernels that `data` know, else those that ship; a table is `width` columns wide.
    """
    if form not in SCAN:
        raise ValueError(f"expected one of {', '.join(SCAN)}, found {form!r}")
    lanes = (data or shipped_data()).lanes if form in DRAWN else ()
    setting = Setting(screen=Screen(width=width), version=__version__, lanes=lanes)
    return "".join(SCAN[form](report, setting))
