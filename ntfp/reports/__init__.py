"""Reports: results in, text out. Pure functions; nothing here computes a result.

`IDENTIFY`, `SCAN` and `DIFF` are the seams: the formats the three commands can write,
in order. Each yields text as it is ready; a long survey is never held in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ntfp.facts.build import Branch
from ntfp.facts.report import Identified, Skipped
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Judged, Reported
from ntfp.reports.json import identify_json, identify_jsonl
from ntfp.reports.setting import Setting
from ntfp.reports.text import Screen

TYPE_CHECKING = False  # checkers know the name
if TYPE_CHECKING:
    from ntfp.facts.change import Difference


def identify_table(entries: Iterable[Identified | Skipped], screen: Screen) -> Iterator[str]:
    """For people: a block a kernel, a line for every other file."""
    from ntfp.reports.table import render  # lazily: rich takes longer to load than JSON to write

    return render(entries, screen)


def scan_as_table(report: Reported, setting: Setting) -> Iterator[str]:
    """For people: what system it is, how it stands, and what needs attention."""
    from ntfp.reports.scan_table import render

    return render(report, setting.screen, setting.listed)


def scan_as_page(report: Reported, setting: Setting) -> Iterator[str]:
    """For people: one file for a browser, with the picture of where the kernel stands."""
    from ntfp.reports.html import scan_html  # lazily: no other format needs templates

    return scan_html(report, setting)


def scan_as_json(report: Reported, _: Setting) -> Iterator[str]:
    """For programs: one document."""
    from ntfp.reports.scan_json import scan_json  # lazily: a table needs none of the document's types

    return scan_json(report)


def scan_as_lines(report: Reported, _: Setting) -> Iterator[str]:
    """For programs: one JSON object a line."""
    from ntfp.reports.scan_lines import scan_jsonl

    return scan_jsonl(report)


def scan_as_csv(report: Reported, _: Setting) -> Iterator[str]:
    """For spreadsheets: a row a finding."""
    from ntfp.reports.scan_csv import scan_csv

    return scan_csv(report)


def scan_as_sarif(report: Reported, setting: Setting) -> Iterator[str]:
    """For programs that collect what analysers find: one document."""
    from ntfp.reports.scan_sarif import scan_sarif

    return scan_sarif(report, setting)


def begins_scan(content: bytes) -> bool:
    """Is it the beginning of a scan's report, in a format for programs? What is for people could be anybody's text."""
    from ntfp.reports import html, scan_csv, scan_json, scan_lines, scan_sarif

    begins = (scan_json.BEGIN, *scan_lines.BEGINS, scan_csv.BEGIN, html.BEGIN, scan_sarif.BEGIN)
    return content.startswith(tuple(begin.encode() for begin in begins))


def diff_as_table(difference: "Difference", screen: Screen) -> Iterator[str]:
    """For people: what changed, the verdicts one by one."""
    from ntfp.reports.diff_table import render

    return render(difference, screen)


def diff_as_json(difference: "Difference", _: Screen) -> Iterator[str]:
    """For programs: one document."""
    from ntfp.reports.diff_json import diff_json

    return diff_json(difference)


IDENTIFY: dict[str, Callable[[Iterable[Identified | Skipped], Screen], Iterator[str]]] = {
    "table": identify_table,
    "json": identify_json,
    "jsonl": identify_jsonl,
}

SCAN: dict[str, Callable[[Reported, Setting], Iterator[str]]] = {
    "table": scan_as_table,
    "html": scan_as_page,
    "json": scan_as_json,
    "jsonl": scan_as_lines,
    "csv": scan_as_csv,
    "sarif": scan_as_sarif,
}

DRAWN = frozenset({"html"})  # those with the picture of the known history

DIFF: dict[str, Callable[["Difference", Screen], Iterator[str]]] = {
    "table": diff_as_table,
    "json": diff_as_json,
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


__all__ = ["DIFF", "DRAWN", "IDENTIFY", "SCAN", "Screen", "Setting", "begins_scan", "explain"]
