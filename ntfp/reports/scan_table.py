"""A scan for people: which system it is, how it stands, and a line for every fix.

What needs somebody's attention comes first; what does not concern the system
is only counted. Every colour repeats a word.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ntfp.facts.build import Confidence
from ntfp.facts.verdict import Basis, Finding, Judged, Report, Verdict
from ntfp.reports.builds import listed, place, who
from ntfp.reports.page import Page
from ntfp.reports.text import Screen
from ntfp.reports.words import reason_in_words, verdict_in_words

COLORS = {Verdict.UNFIXED: "red", Verdict.UNKNOWN: "yellow", Verdict.FIXED: "green", Verdict.NOT_APPLICABLE: "dim"}
_GAP = "  "
_LEAST_TITLE = 20  # with less room beside the reason a title gets a line of its own


def render(report: Report, screen: Screen) -> Iterator[str]:
    """Text for each system; what was skipped is the caller's to sum up."""
    page = Page(screen)
    for number, system in enumerate(report.systems):
        lines = system_lines(page, system) + _damaged(page, system) + _how_it_stands(page, system, report.basis)
        yield page.painted([*([Text()] if number else []), *lines, *_groups(page, system)])


def system_lines(page: Page, system: Judged) -> list[Text]:
    """What system this is: where, which NT, on which pack, and what is odd about its kernel."""
    build = system.build
    lines = [Text(part, "bold") for part in page.chopped(page.shown(system.root))]
    inside = [Text(part, "cyan") for part in page.listed(who(build, str(build.platform or "machine unknown"), page))]
    standing = f"{build.version or 'no version'} {page.dot} {place(build)}"
    inside += page.folded(Text(standing, "green" if build.release else ""))
    if said := listed(build):
        inside += page.folded(Text(said, "green" if build.listed else ""))
    return lines + [Text(_GAP) + line for line in (*inside, *page.remarked(build.remarks))]


def _damaged(page: Page, system: Judged) -> list[Text]:
    """Files that could be read and not believed. What is odd about the kernel has been said."""
    lines: list[Text] = []
    for file in system.damaged:
        if file.path == system.kernel:
            continue
        first, *others = page.folded(Text(page.shown(f"{file.path}: {file.because}"), "yellow"), indent=4)
        lines += [Text(f"{_GAP}{page.warn} ", "yellow") + first, *(Text(2 * _GAP) + other for other in others)]
    return lines


def _how_it_stands(page: Page, system: Judged, basis: tuple[Basis, ...]) -> list[Text]:
    """How many of each, in the order of the groups below, and of how many that is."""
    verdicts = [finding.verdict for finding in system.findings]
    line = Text()
    for number, (verdict, color) in enumerate(COLORS.items()):
        count = verdicts.count(verdict)
        line.append(f" {page.dot} " if number else "")
        line.append(f"{count:,} {verdict_in_words(verdict)}", f"bold {color}" if count else "dim")
    asked = Text(f"{_GAP}{len(verdicts):,} article{'s' * (len(verdicts) != 1)} asked", "dim")
    if system.unheard_of:
        asked.append(", and none is about this Windows", "bold yellow")
    laid_over = [Text(f"{_GAP}{page.shown(said)}", "dim") for said in _gone_by(system, basis)]
    return [Text(), *(Text(_GAP) + part for part in page.folded(line)), asked, *laid_over]


def _gone_by(system: Judged, basis: tuple[Basis, ...]) -> Iterator[str]:
    """Which data these are, where they are not those that ship alone."""
    for number, data_set in enumerate(basis):
        if number:
            used = sum(1 for finding in system.findings if finding.own == data_set.label)
            yield f"{used:,} by records of {data_set.label}"
        elif not data_set.ships:
            yield f"by the data of {data_set.label}, not by those that ship"


def _groups(page: Page, system: Judged) -> Iterator[Text]:
    """The findings, the worst first, each group in the order of the articles."""
    shown = [finding for finding in system.findings if finding.verdict is not Verdict.NOT_APPLICABLE]
    widest = max((cell_len(reason_in_words(finding)) for finding in shown), default=0)
    for verdict in (Verdict.UNFIXED, Verdict.UNKNOWN, Verdict.FIXED):
        group = [finding for finding in shown if finding.verdict is verdict]
        if group:
            yield Text()
        for finding in group:
            yield from _finding(page, finding, widest)
    yield from _disagreements(page, system.disagreements)


def _finding(page: Page, finding: Finding, widest: int) -> Iterator[Text]:
    """Article, verdict, how sure, why; and its title, as much as fits."""
    kb = page.shortened(finding.kb, 7)
    title = f"[{PurePath(finding.own).name}] {finding.title}" if finding.own else finding.title
    line = Text(f"{_GAP}{set_cell_size(kb, 7)}{_GAP}")
    line.append(verdict_in_words(finding.verdict).ljust(len(Verdict.UNKNOWN)), COLORS[finding.verdict])
    line.append(f"{_GAP}{'likely' if finding.confidence is Confidence.LIKELY else '':<6}{_GAP}")
    line.append(reason_in_words(finding))
    room = page.width - cell_len(line.plain) - widest + cell_len(reason_in_words(finding)) - len(_GAP)
    if room >= _LEAST_TITLE:
        line.append(" " * (widest - cell_len(reason_in_words(finding))) + _GAP)
        yield line.append(page.shortened(title, room), "dim")
    else:
        indent = 2 * len(_GAP) + 7
        yield line
        yield Text(" " * indent).append(page.shortened(title, page.width - indent), "dim")


def _disagreements(page: Page, findings: Iterable[Finding]) -> Iterator[Text]:
    """Where the registry tells another story than the files."""
    for number, finding in enumerate(findings):
        if not number:
            yield from (Text(), Text(f"{_GAP}registry and files disagree", "bold yellow"))
        because = finding.evidence[-1].because if finding.evidence else ""
        first, *others = page.folded(Text(page.shown(because)), indent=7 + len(_GAP)) or [Text()]
        kb = set_cell_size(page.shortened(finding.kb, 7), 7)
        yield Text(_GAP).append(kb, "yellow").append(_GAP).append_text(first)
        yield from (Text(" " * 11) + line for line in others)
