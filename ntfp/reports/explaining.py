"""One verdict for people: what the article says, what was found, what was asked, and what decided.

The words of the judge stand as they are: nothing is concluded here.
"""

from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len
from rich.text import Text

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.report import Identified
from ntfp.facts.signature import AppliesTo, By, FixedIn, Relation, Row, Signature, Table, Window
from ntfp.facts.verdict import Evidence, Finding, Judged
from ntfp.reports.page import Page
from ntfp.reports.scan_table import COLORS, system_lines
from ntfp.reports.text import Screen
from ntfp.reports.words import QUESTIONS, reason_in_words, verdict_in_words

Titles = Mapping[Branch, str]

_LABEL = 10
_BY = {By.PROSE: "its text says", By.KEYWORD: "its keyword is", By.LIST: "says", By.ROLLUP: "contains it:"}


def render(
    signature: Signature, systems: Iterable[tuple[Judged, tuple[Identified, ...]]], titles: Titles, screen: Screen
) -> Iterator[str]:
    """The article, and each system with the files that were held against it."""
    page = Page(screen)
    yield page.painted(list(_article(page, signature, titles)))
    for judged, files in systems:
        for finding in judged.findings:
            yield page.painted(
                [*_found(page, signature, judged, files), *_asked(page, finding), *_decided(page, finding)]
            )


def _article(page: Page, signature: Signature, titles: Titles) -> Iterator[Text]:
    """What the article says, each statement with its line."""
    yield from page.folded(Text(page.shown(f"{signature.kb}: {signature.title}"), "bold"))
    origin = [f"revised {signature.revised}"] if signature.revised else []
    origin.append(f"{signature.source.archive} {signature.source.path}")
    yield from (Text(f"  {page.shown(line)}", "dim") for line in page.listed(origin))
    yield from _heading("the article says")
    only = [_window(window, titles) for window in signature.affects]
    only += [f"systems in {', '.join(signature.languages)}"] if signature.languages else []
    for label, statements in (
        ("concerns", [_bullet(bullet, titles) for bullet in signature.applies_to]),
        ("only", only),
        ("hardware", [", ".join(signature.hardware)]),
        ("component", [", ".join(signature.component)]),
        ("fixed in", [_claim(claim, titles) for claim in signature.fixed_in]),
        ("contains", [", ".join(signature.includes)]),
        ("names", [", ".join(signature.carriers)]),
        ("in doubt", [f"{doubt.about} (line {doubt.line})" for doubt in signature.doubts]),
    ):
        for number, statement in enumerate(filter(None, statements)):
            yield from _labelled(page, "" if number else label, statement)
    for table in signature.tables:
        yield from _labelled(page, "table", _table(table, titles))
        yield from _rows(page, table.rows, titles)
    if not signature.tables:
        yield from _labelled(page, "table", "none")


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
        yield from _labelled(page, "file", f"{facts.path}: {', '.join(words)}")


def _asked(page: Page, finding: Finding) -> Iterator[Text]:
    """Every step that was asked, in order, and what it answered."""
    yield from _heading("asked, step by step")
    if not finding.evidence:
        yield from _labelled(page, "nothing", "there was nothing to ask")
    for number, piece in enumerate(finding.evidence):
        if number:
            yield Text()
        if piece.wanted:
            yield from _labelled(page, "wanted", f"{piece.wanted}{_place(piece, finding.kb)}")
        if piece.found:
            yield from _labelled(page, "found", _where(piece.found, piece.path))
        for tried in piece.tried:
            yield from _step(page, QUESTIONS[tried.step], f"cannot tell: {tried.because}", "dim")
        said = "says nothing" if piece.vote is None else verdict_in_words(piece.vote)
        sure = f", {piece.confidence}" if piece.vote and piece.confidence else ""
        color = COLORS[piece.vote] if piece.vote else "dim"
        yield from _step(page, QUESTIONS[piece.step], f"{said}{sure}: {piece.because}", color)


def _decided(page: Page, finding: Finding) -> Iterator[Text]:
    yield from _heading("verdict")
    sure = f", {finding.confidence}" if finding.confidence else ""
    said = f"{verdict_in_words(finding.verdict)}{sure}: {reason_in_words(finding)} ({finding.reason})"
    yield from (Text("  ") + line for line in page.folded(Text(said, f"bold {COLORS[finding.verdict]}")))
    if finding.settle:
        yield from _labelled(page, "to settle", finding.settle)


def _heading(words: str) -> Iterator[Text]:
    yield Text()
    yield Text(words, "bold")


def _labelled(page: Page, label: str, words: str) -> Iterator[Text]:
    """A label and what belongs to it, set in below itself."""
    lines = page.folded(Text(page.shown(words)), indent=_LABEL + 2) or [Text()]
    for number, line in enumerate(lines):
        yield Text().append(f"  {'' if number else label:<{_LABEL}}  ", "dim").append_text(line)


def _step(page: Page, question: str, answer: str, color: str) -> Iterator[Text]:
    yield Text(f"  {page.dot} {question}")
    yield from (Text("      ") + line for line in page.folded(Text(page.shown(answer), color), indent=4))


def _bullet(bullet: AppliesTo, titles: Titles) -> str:
    edition = f" {bullet.edition}" if bullet.edition else ""
    packs = f": {', '.join(map(pack_title, bullet.packs))}" if bullet.packs else ""
    return f"{titles.get(bullet.branch, bullet.branch)}{edition}{packs} (line {bullet.line})"


def _window(window: Window, titles: Titles) -> str:
    words = [titles.get(window.branch, str(window.branch))]
    words += [f"from {pack_title(window.first)}"] if window.first else []
    words += [f"to {pack_title(window.last)}"] if window.last else []
    words += [f"kernels from {window.kernel_from}"] if window.kernel_from else []
    return " ".join(words) + ("" if window.reviewed else " (not reviewed: it decides nothing)")


def _claim(claim: FixedIn, titles: Titles) -> str:
    who, there = (f"{claim.article} ", " there") if claim.article else ("", "")
    said = f'{who}{_BY[claim.by]} "{claim.says}" (line {claim.line}{there})'
    return f"{titles.get(claim.branch, claim.branch)}, {claim.title}: {said}"


def _table(table: Table, titles: Titles) -> str:
    words = [titles.get(table.branch, table.branch) if table.branch else "of a branch it does not say"]
    words += [f"in {table.language}"] if table.language else []
    words += [table.variant] if table.variant else []
    words.append("or later" if table.relation is Relation.OR_LATER else 'without "or later"')
    if table.requires:
        branch = titles.get(table.requires.branch, table.requires.branch)
        words.append(f"to be installed on {branch} {pack_title(table.requires.pack)}")
    words += ["times in UTC"] if table.utc else []
    return f"{', '.join(words)} (line {table.line})"


def _rows(page: Page, rows: Iterable[Row], titles: Titles) -> Iterator[Text]:
    """The rows in columns, or where those do not fit, folded."""
    cells = [_row(row, titles) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    kept = [number for number, width in enumerate(widths) if width]
    fits = sum(widths[number] + 2 for number in kept) + 2 <= page.width
    for row in cells:
        if fits:
            cell = (row[number].ljust(widths[number]) for number in kept)
            yield Text(" " * 4 + page.shown("  ".join(cell).rstrip()))
        else:
            folded = page.folded(Text(page.shown("  ".join(filter(None, row)))), indent=6)
            yield from (Text(" " * (6 if number else 4)) + line for number, line in enumerate(folded))


def _row(row: Row, titles: Titles) -> tuple[str, ...]:
    size = f"{row.size:,} bytes" if row.size is not None else f"{row.size_kb:g} KB" if row.size_kb is not None else ""
    clock = f" {row.time:%H:%M}" if row.time else ""
    doubt = f" or {row.date_doubt}" if row.date_doubt else ""
    return (
        row.file,
        str(row.platform or ""),
        titles.get(row.branch, str(row.branch)) if row.branch else "",
        row.variant or "",
        str(row.version or ""),
        size,
        f"{row.date}{doubt}{clock}" if row.date else "",
        f"line {row.line}" + (f", mended: {', '.join(row.mended)}" if row.mended else ""),
    )


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
