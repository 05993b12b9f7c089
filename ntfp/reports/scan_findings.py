"""Findings for people: a line each, or, of those that are unknown, their numbers below what they have in common.

Every colour repeats a word. How a system stands as a whole is said in
`ntfp.reports.scan_table`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import PurePath

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ntfp.facts.build import Confidence
from ntfp.facts.verdict import Finding, Judged, Reason, Verdict
from ntfp.reports.page import Page
from ntfp.reports.scan_system import GAP
from ntfp.reports.words import reason_in_words, verdict_in_words

# The worst first: the order of everything that is shown.
COLORS = {Verdict.UNFIXED: "red", Verdict.UNKNOWN: "yellow", Verdict.FIXED: "green", Verdict.NOT_APPLICABLE: "dim"}
_NUMBER = 7  # cells of an article's number
_LONGEST_WAY = 30
_LEAST_TITLE = 40  # with less room beside the reason a title stands below it
_LONGEST_TITLE = 250  # of a record of somebody's own it can be of any length


def findings_listed(page: Page, system: Judged, listed: Collection[Verdict]) -> Iterator[Text]:
    """Every finding of these verdicts, the worst first, each group in the order of the articles."""
    yield from _lines(
        page, [[one for one in system.findings if one.verdict is each] for each in COLORS if each in listed]
    )
    yield from disagreements(page, system.disagreements)


def findings_digested(page: Page, system: Judged) -> Iterator[Text]:
    """What needs attention: a line for each that is unfixed, the unknown by reason, the others as a number."""
    yield from _lines(page, [[one for one in system.findings if one.verdict is Verdict.UNFIXED]])
    yield from _unknown(page, [one for one in system.findings if one.verdict is Verdict.UNKNOWN])
    yield from _left_out(page, system)
    yield from disagreements(page, system.disagreements)


def disagreements(page: Page, findings: Iterable[Finding]) -> Iterator[Text]:
    """Where the registry tells another story than the files."""
    for number, finding in enumerate(findings):
        if not number:
            yield from (Text(), Text(f"{GAP}registry and files disagree", "bold yellow"))
        because = finding.evidence[-1].because if finding.evidence else ""
        first, *others = page.folded(Text(page.shown(because)), indent=_NUMBER + len(GAP)) or [Text()]
        kb = set_cell_size(page.shortened(finding.kb, _NUMBER), _NUMBER)
        yield Text(GAP).append(kb, "yellow").append(GAP).append_text(first)
        yield from (Text(" " * (_NUMBER + 2 * len(GAP))) + line for line in others)


def _lines(page: Page, groups: Sequence[Sequence[Finding]]) -> Iterator[Text]:
    """The groups, apart from each other and in the same columns."""
    shown = [finding for group in groups for finding in group]
    verdict = max((len(finding.verdict) for finding in shown), default=0)
    reason = max((cell_len(reason_in_words(finding)) for finding in shown), default=0)
    for group in filter(None, groups):
        yield Text()
        for finding in group:
            yield from _line(page, finding, max(verdict, len(Verdict.UNKNOWN)), reason)


def _line(page: Page, finding: Finding, verdict: int, reason: int) -> Iterator[Text]:
    """Article, verdict, how sure, why, in columns of those widths; what else brings the fix, and its title."""
    kb = page.shortened(finding.kb, _NUMBER)
    line = Text(f"{GAP}{set_cell_size(kb, _NUMBER)}{GAP}")
    line.append(verdict_in_words(finding.verdict).ljust(verdict), COLORS[finding.verdict])
    line.append(f"{GAP}{'likely' if finding.confidence is Confidence.LIKELY else '':<6}{GAP}")
    words = reason_in_words(finding)
    if page.width - cell_len(line.plain) - reason - len(GAP) >= _LEAST_TITLE:
        line.append(set_cell_size(words, reason) + GAP)
        yield from _titled(page, finding, line)
        return
    below = Text(" " * (_NUMBER + 2 * len(GAP)))
    if cell_len(line.plain + words) <= page.width:
        yield line.append(words)
    else:
        line.rstrip()
        yield from (line, below.copy().append(words))
    yield from _titled(page, finding, below)


def _titled(page: Page, finding: Finding, before: Text) -> Iterator[Text]:
    """What brings the fix, and all of the title, in as many lines as it takes, one below the other."""
    indent = cell_len(before.plain)
    title = f"[{PurePath(finding.own).name}] {finding.title}" if finding.own else finding.title
    said = Text(f"{_carried(page, finding)}{GAP}" if finding.carried_by else "", "cyan")
    said.append(page.shortened(title, _LONGEST_TITLE), "dim")
    first, *others = page.folded(said, indent=indent - len(GAP)) or [Text()]
    yield before.append_text(first)
    yield from (Text(" " * indent) + line for line in others)


def _carried(page: Page, finding: Finding) -> str:
    """The way on which the fix comes without its own hotfix; a few steps of it."""
    return page.shortened(" ".join(f"-> {step}" for step in finding.carried_by), _LONGEST_WAY)


def _unknown(page: Page, findings: Sequence[Finding]) -> Iterator[Text]:
    """Reason by reason, and below each what would settle it and the articles, the most first."""
    by_reason: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_reason[reason_in_words(finding)].append(finding)
    for words, group in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        yield Text()
        yield Text(f"{GAP}{len(group):,} unknown: ", "bold yellow").append(words)
        by_settle: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in group:
            by_settle[finding.settle or ""].append(finding)
        for settle, alike in sorted(by_settle.items(), key=lambda item: -len(item[1])):
            if settle:
                folded = page.folded(Text(page.shown(f"to settle: {settle}")), indent=4)
                yield from (Text(2 * GAP + "  " * bool(number)) + line for number, line in enumerate(folded))
            if alike[0].reason is Reason.BRANCH_UNKNOWN:
                continue  # it is so of every article: their numbers say nothing
            numbers = Text(" ".join(_number(page, finding) for finding in alike), "dim")
            yield from (Text(2 * GAP) + line for line in page.folded(numbers, indent=2))


def _number(page: Page, finding: Finding) -> str:
    kb = page.shortened(finding.kb, page.width // 2)
    return f"{kb} [{page.shown(PurePath(finding.own).name)}]" if finding.own else kb


def _left_out(page: Page, system: Judged) -> Iterator[Text]:
    """What has no line, and how to see it."""
    counts = [(system.summary.of(one), verdict_in_words(one)) for one in (Verdict.FIXED, Verdict.NOT_APPLICABLE)]
    words = [f"{count:,} {word}" for count, word in counts if count]
    if words:
        said = f"not listed: {' and '.join(words)}; --all lists every one"
        yield Text()
        yield from (Text(GAP) + line for line in page.folded(Text(said, "dim")))
