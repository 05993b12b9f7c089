"""Reports: results in, text out. Pure functions; nothing here computes a result.

`IDENTIFY` is the seam: the formats `ntfp identify` can write, in order. Each
takes the entries as they come and yields text as it is ready, so that a long
survey is never held in memory.
"""

from collections.abc import Callable, Iterable, Iterator

from ntfp.facts.report import Identified, Skipped
from ntfp.reports.json import identify_json, identify_jsonl
from ntfp.reports.text import Screen


def identify_table(entries: Iterable[Identified | Skipped], screen: Screen) -> Iterator[str]:
    """For people: a block a kernel, a line for every other file."""
    from ntfp.reports.table import render  # lazily: rich takes longer to load than JSON to write

    return render(entries, screen)


IDENTIFY: dict[str, Callable[[Iterable[Identified | Skipped], Screen], Iterator[str]]] = {
    "table": identify_table,
    "json": identify_json,
    "jsonl": identify_jsonl,
}

__all__ = ["IDENTIFY", "Screen"]
