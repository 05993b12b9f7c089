"""A scan for spreadsheets: a row a finding, with the piece of evidence that decided it.

A sheet is opened by a click, so the file begins with the mark by which Excel
knows UTF-8, and its lines end as RFC 4180 has them. Texts that a spreadsheet
would take for formulas get an apostrophe before them, as in every other CSV here.
"""

from collections.abc import Iterator

from ntfp.facts.relation import Column, Heading, Kind, Relation, Value
from ntfp.facts.verdict import Finding, Judged, Reported
from ntfp.reports.exporting.lines import as_csv

_MARK = "\ufeff"
HEADING = Heading(
    name="findings",
    means="the verdict on each article for each system",
    key=2,
    columns=(
        Column("root", Kind.TEXT, "where the system is"),
        Column("kb", Kind.TEXT, "the article"),
        Column("verdict", Kind.TEXT, "fixed, unfixed, unknown or not-applicable"),
        Column("confidence", Kind.TEXT, "certain or likely", optional=True),
        Column("reason", Kind.TEXT, "why, in one stable word"),
        Column("title", Kind.TEXT, "what the article is called"),
        Column("platform", Kind.TEXT, "the processor the kernel is for", optional=True),
        Column("branch", Kind.TEXT, "which NT the kernel is of"),
        Column("wanted", Kind.TEXT, "what the evidence that decided asked for", optional=True),
        Column("found", Kind.TEXT, "what was held against it", optional=True),
        Column("path", Kind.TEXT, "the file that was", optional=True),
        Column("article", Kind.TEXT, "the article that asked for it, where it is not this one", optional=True),
        Column("line", Kind.WHOLE, "the line of that article", optional=True),
        Column("settle", Kind.TEXT, "what would settle it, or make it certain", optional=True),
        Column("carried by", Kind.TEXT, "what else brings the fix, the first to come first", optional=True),
        Column("own", Kind.TEXT, "where the user's own record is from", optional=True),
    ),
)
BEGIN = _MARK + ",".join(HEADING.names[:3])  # columns may be added behind them


def scan_csv(report: Reported) -> Iterator[str]:
    """The names of the columns, then a line for each finding."""
    rows = tuple(_row(system, finding) for system in report.systems for finding in system.findings)
    for number, line in enumerate(as_csv(Relation(HEADING, rows))):
        yield f"{'' if number else _MARK}{line.removesuffix(chr(10))}\r\n"


def _row(system: Judged, finding: Finding) -> tuple[Value, ...]:
    piece = finding.decisive
    build = system.build
    return (
        *(system.root, finding.kb, finding.verdict, finding.confidence, finding.reason, finding.title),
        *(build.platform, build.branch),
        *((piece.wanted, piece.found, piece.path) if piece else (None, None, None)),
        *((piece.kb if piece.kb != finding.kb else None, piece.line) if piece else (None, None)),
        *(finding.settle, ", ".join(finding.carried_by) or None, finding.own),
    )
