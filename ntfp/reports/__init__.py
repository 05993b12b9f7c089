"""Reports: results in, text out. Pure functions; nothing here computes a result.

`IDENTIFY` and `SCAN` are the seams: the formats the two commands can write, in
order. Each yields text as it is ready; a long survey is never held in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ntfp.facts.build import Branch
from ntfp.facts.report import Identified, Skipped
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Judged, Report
from ntfp.reports.json import identify_json, identify_jsonl
from ntfp.reports.scan_json import scan_json
from ntfp.reports.text import Screen


def identify_table(entries: Iterable[Identified | Skipped], screen: Screen) -> Iterator[str]:
    """For people: a block a kernel, a line for every other file."""
    from ntfp.reports.table import render  # lazily: rich takes longer to load than JSON to write

    return render(entries, screen)


def scan_as_table(report: Report, screen: Screen) -> Iterator[str]:
    """For people: what system it is, and a line for every fix."""
    from ntfp.reports.scan_table import render

    return render(report, screen)


IDENTIFY: dict[str, Callable[[Iterable[Identified | Skipped], Screen], Iterator[str]]] = {
    "table": identify_table,
    "json": identify_json,
    "jsonl": identify_jsonl,
}

SCAN: dict[str, Callable[[Report, Screen], Iterator[str]]] = {
    "table": scan_as_table,
    "json": scan_json,
}


def explain(
    signature: Signature,
    systems: Iterable[tuple[Judged, tuple[Identified, ...]]],
    titles: Mapping[Branch, str],
    screen: Screen,
) -> Iterator[str]:
    """For people: an article, and each system with the files that were held against it, step by step."""
    from ntfp.reports.explaining import render

    return render(signature, systems, titles, screen)


__all__ = ["IDENTIFY", "SCAN", "Screen", "explain"]
