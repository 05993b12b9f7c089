"""A scan for people who look: one page for a browser, complete in itself.

It asks no network for anything and is readable without its script, which only
filters and sorts. What it says is said by the words every other form uses; here
it is only laid out.
"""

from collections.abc import Iterator

from ntfp.facts.verdict import Reported
from ntfp.reports.setting import Setting

BEGIN = '<!DOCTYPE html>\n<html lang="en" data-report="ntfp scan">'


def scan_html(report: Reported, setting: Setting) -> Iterator[str]:
    """The page, in pieces. What stands at its top counts all systems, so it begins when the last has come."""
    from ntfp.reports.html.page import pieces  # lazily: who only asks how such a file begins needs no templates

    yield BEGIN
    yield from pieces(report, setting)


__all__ = ["BEGIN", "scan_html"]
