"""One verdict for people: what the article says, what was found, what was asked, and what decided.

The words of the judge stand as they are: nothing is concluded here.
"""

from collections.abc import Iterable, Iterator

from rich.text import Text

from ntfp.facts.report import Identified
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Evidence, Finding, Judged
from ntfp.reports.articles import Titles, article_lines, heading, labelled
from ntfp.reports.page import Page
from ntfp.reports.scan_findings import COLORS
from ntfp.reports.scan_system import system_lines
from ntfp.reports.text import Screen
from ntfp.reports.words import QUESTIONS, reason_in_words, verdict_in_words


def render(
    signature: Signature, systems: Iterable[tuple[Judged, tuple[Identified, ...]]], titles: Titles, screen: Screen
) -> Iterator[str]:
    """The article, and each system with the files that were held against it."""
    page = Page(screen)
    own = labelled(page, "your own", f"record in {signature.own}") if signature.own else ()
    yield page.painted([*article_lines(page, signature, titles), *own])
    for judged, files in systems:
        for finding in judged.findings:
            yield page.painted(
                [*_found(page, signature, judged, files), *_asked(page, finding), *_decided(page, finding)]
            )


def _found(page: Page, signature: Signature, judged: Judged, files: Iterable[Identified]) -> Iterator[Text]:
    """The system, and those of its files the article speaks of."""
    yield from (Text(), *system_lines(page, judged))
    named = signature.files | set(signature.carriers)
    for file in files:
        facts = file.facts
        if not file.build.kernel and named.isdisjoint((facts.plain_name, *facts.names_inside)):
            continue
        words = [str(facts.platform or f"machine {facts.machine:#x}"), str(facts.version or "no version")]
        words.append(f"{facts.size:,} bytes")
        words.append(f"linked {facts.link_time:%Y-%m-%d %H:%M:%S} UTC" if facts.link_time else "no link time")
        yield from labelled(page, "file", f"{facts.path}: {', '.join(words)}")


def _asked(page: Page, finding: Finding) -> Iterator[Text]:
    """Every step that was asked, in order, and what it answered."""
    yield from heading("asked, step by step")
    if not finding.evidence:
        yield from labelled(page, "nothing", "there was nothing to ask")
    for number, piece in enumerate(finding.evidence):
        if number:
            yield Text()
        if piece.wanted:
            yield from labelled(page, "wanted", f"{piece.wanted}{_place(piece, finding.kb)}")
        if piece.found:
            yield from labelled(page, "found", _where(piece.found, piece.path))
        for tried in piece.tried:
            yield from _step(page, QUESTIONS[tried.step], f"cannot tell: {tried.because}", "dim")
        said = "says nothing" if piece.vote is None else verdict_in_words(piece.vote)
        sure = f", {piece.confidence}" if piece.vote and piece.confidence else ""
        color = COLORS[piece.vote] if piece.vote else "dim"
        yield from _step(page, QUESTIONS[piece.step], f"{said}{sure}: {piece.because}", color)


def _decided(page: Page, finding: Finding) -> Iterator[Text]:
    yield from heading("verdict")
    sure = f", {finding.confidence}" if finding.confidence else ""
    said = f"{verdict_in_words(finding.verdict)}{sure}: {reason_in_words(finding)} ({finding.reason})"
    yield from (Text("  ") + line for line in page.folded(Text(said, f"bold {COLORS[finding.verdict]}")))
    if finding.settle:
        yield from labelled(page, "to settle", finding.settle)


def _step(page: Page, question: str, answer: str, color: str) -> Iterator[Text]:
    yield Text(f"  {page.dot} {question}")
    yield from (Text("      ") + line for line in page.folded(Text(page.shown(answer), color), indent=4))


def _where(found: str, path: str | None) -> str:
    """What was found begins with the file's name: its path says more."""
    if path is None:
        return found
    name = path.replace("\\", "/").rpartition("/")[2]
    return f"{path} {found.removeprefix(name).strip()}"


def _place(piece: Evidence, kb: str) -> str:
    if piece.line is None:
        return ""
    return f" ({'' if piece.kb == kb else f'{piece.kb} '}line {piece.line})"
