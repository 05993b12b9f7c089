"""An article for people: what it says, each statement with its line, its file tables in columns.

Whoever shows an article shows it like this. What it means for a system is not said here.
"""

from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len
from rich.text import Text

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.signature import AppliesTo, By, FixedIn, Relation, Row, Signature, Table, Window
from ntfp.reports.columns import in_columns
from ntfp.reports.page import Page

Titles = Mapping[Branch, str]

_LABEL = 10
_SIZE = 5  # which cell of a row it is
_BY = {By.PROSE: "its text says", By.KEYWORD: "its keyword is", By.LIST: "says", By.ROLLUP: "contains it:"}


def article_lines(page: Page, signature: Signature, titles: Titles) -> Iterator[Text]:
    """What the article says, each statement with its line."""
    yield from page.folded(Text(page.shown(f"{signature.kb}: {signature.title}"), "bold"))
    origin = [f"revised {signature.revised}"] if signature.revised else []
    origin.append(f"{signature.source.archive} {signature.source.path}")
    yield from (Text(f"  {page.shown(line)}", "dim") for line in page.listed(origin))
    yield from heading("the article says")
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
            yield from labelled(page, "" if number else label, statement)
    for table in signature.tables:
        yield from labelled(page, "table", _table(table, titles))
        yield from _rows(page, table.rows, titles)
    if not signature.tables:
        yield from labelled(page, "table", "none")


def heading(words: str) -> Iterator[Text]:
    yield Text()
    yield Text(words, "bold")


def labelled(page: Page, label: str, words: str) -> Iterator[Text]:
    """A label and what belongs to it, set in below itself."""
    lines = page.folded(Text(page.shown(words)), indent=_LABEL + 2) or [Text()]
    for number, line in enumerate(lines):
        yield Text().append(f"  {'' if number else label:<{_LABEL}}  ", "dim").append_text(line)


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
    cells = [tuple(map(page.shown, _row(row, titles))) for row in rows]
    lines = in_columns(cells, right={_SIZE})
    if all(cell_len(line) + 4 <= page.width for line in lines):
        yield from (Text(" " * 4 + line) for line in lines)
        return
    for row in cells:
        folded = page.folded(Text("  ".join(filter(None, row))), indent=6)
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
