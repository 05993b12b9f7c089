"""Loading: a report that was written as JSON, from its file back to a `Report`.

What the document says is held to its types by `ntfp.reports.scan_json`; here is
only where the bytes are from, and how many of them are taken.
"""

import os

from ntfp.errors import DataError, ReadError
from ntfp.facts.verdict import Report
from ntfp.reports.scan_json import LARGEST, read_report
from ntfp.scanning.files import Path
from ntfp.trees import folder


def load_report(path: Path) -> Report:
    """The report in a file that `ntfp scan --format json` or `ntfp.report_json` wrote.

    Raises `DataError`, and nothing else, where there is none: it names the file, the key and the problem.
    """
    place = os.fsdecode(path)
    try:
        opened = folder.open_file(place)
        try:
            content = opened.read_at(0, min(opened.size, LARGEST) + 1)
        finally:
            opened.close()
    except ReadError as error:
        problem = f"{error.problem}; name a report that 'ntfp scan --format json' wrote"
        raise DataError(place, "the file", problem) from error
    return read_report(content, place)
