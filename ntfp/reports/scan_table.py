"""A scan for people: which system it is, how it stands, and what needs attention.

What does not is only counted, unless it is asked for. What is shown of one
finding is told in `ntfp.reports.scan_findings`, of one system in `scan_system`.
"""

from collections.abc import Collection, Iterator

from rich.cells import cell_len
from rich.text import Text

from ntfp.facts.verdict import Basis, Judged, Reported, Summary, Verdict
from ntfp.reports.page import Page
from ntfp.reports.scan_findings import COLORS, findings_digested, findings_listed
from ntfp.reports.scan_system import GAP, system_block
from ntfp.reports.standing import coverage, gone_by
from ntfp.reports.text import Screen
from ntfp.reports.words import verdict_in_words


def render(report: Reported, screen: Screen, listed: Collection[Verdict] = ()) -> Iterator[str]:
    """Text for each system; what was skipped is the caller's to sum up.

    With `listed` every finding of these verdicts has a line, and nothing is summed up.
    """
    page = Page(screen)
    for number, system in enumerate(report.systems):
        lines = system_block(page, system) + _how_it_stands(page, system, report.basis)
        findings = findings_listed(page, system, listed) if listed else findings_digested(page, system)
        yield page.painted([*([Text()] if number else []), *lines, *findings])


def _how_it_stands(page: Page, system: Judged, basis: tuple[Basis, ...]) -> list[Text]:
    """How many of each, the worst first, of how many that is, and how much of it could be told."""
    summary = system.summary
    covered = Text(coverage(system), "bold yellow" if summary.unheard_of else "")
    laid_over = [Text(page.shown(said), "dim") for said in gone_by(system, basis)]
    below = [part for text in (covered, *laid_over) for part in page.folded(text)]
    return [Text(), *(Text(GAP) + line for line in (*_counts(page, summary), *below))]


def _counts(page: Page, summary: Summary) -> list[Text]:
    """The four numbers; where they do not fit a line, it ends behind one of them."""
    lines = [Text()]
    for verdict, color in COLORS.items():
        count = summary.of(verdict)
        words = Text(f"{count:,} {verdict_in_words(verdict)}", f"bold {color}" if count else "dim")
        before = f" {page.dot} " if lines[-1] else ""
        if cell_len(lines[-1].plain + before) + cell_len(words.plain) > page.width - len(GAP):
            lines.append(Text())
            before = ""
        lines[-1].append(before).append_text(words)
    return lines
