"""A scan for programs that read line by line: each system, finding and skipped file an object of its own.

The objects have the keys of the one document (`ntfp.reports.documents`); each
says what kind it is, and a finding also of which system, so that any line can be
read without the others.
"""

from collections.abc import Iterator
from typing import Any

from ntfp.facts.verdict import Reported
from ntfp.reports.converting import basis_of, counts_of, head_of, skipped_of
from ntfp.reports.documents import SCHEMA
from ntfp.reports.json import encoded
from ntfp.reports.scan_json import one_line

_FIRST = ("data", "system")  # what its first line may be: a report of a program's own may go by no data set
BEGINS = tuple(encoded({"schema": SCHEMA, "kind": kind})[:-1] for kind in _FIRST)


def scan_jsonl(report: Reported) -> Iterator[str]:
    """The data; each system, its findings, its disagreements; after the last one what was skipped, and the summary."""
    for basis in report.basis:
        yield _line("data", basis_of(basis))
    for system in report.systems:
        yield _line("system", head_of(system))
        for finding in system.findings:
            yield _line("finding", finding, system.root)
        for finding in system.disagreements:
            yield _line("disagreement", finding, system.root)
    for skipped in report.skipped:
        yield _line("skipped", skipped_of(skipped))
    yield _line("summary", counts_of(report))


def _line(kind: str, part: Any, root: str | None = None) -> str:
    """What it is stands first; of a finding then the system."""
    about: dict[str, Any] = {"schema": SCHEMA, "kind": kind}
    about |= {} if root is None else {"root": root}
    return f"{encoded(about)[:-1]},{one_line(part)[1:]}\n"
