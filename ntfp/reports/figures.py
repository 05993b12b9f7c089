"""Figures for people: which data these are, what they hold, and of which Windows and platform their rows are."""

import datetime as dt
from collections.abc import Iterator

from rich.text import Text

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.lookup import Figures, Inventory
from ntfp.facts.platform import Platform
from ntfp.facts.signature import By
from ntfp.reports.articles import heading, labelled
from ntfp.reports.columns import in_columns
from ntfp.reports.lookups import NOT_SAID
from ntfp.reports.page import Page
from ntfp.reports.text import Screen

SAID_BY = {By.PROSE: "a sentence", By.KEYWORD: "a keyword", By.LIST: "a fix list", By.ROLLUP: "a roll-up"}


def render(inventory: Inventory, screen: Screen) -> Iterator[str]:
    page = Page(screen)
    yield page.painted([*_which(page, inventory), *_counts(page, inventory), *_systems(page, inventory.figures)])


def _which(page: Page, inventory: Inventory) -> Iterator[Text]:
    """The data set by its name and its hash, and what is laid over it."""
    yield Text("the data", "bold")
    yield from labelled(page, "set", inventory.label)
    yield from labelled(page, "content", inventory.content)
    for laid in inventory.own:
        over = f", {laid.over:,} of them in the place of others" if laid.over else ""
        yield from labelled(page, "your own", f"{laid.place}: {laid.records:,} record{'s' * (laid.records != 1)}{over}")


def _counts(page: Page, inventory: Inventory) -> Iterator[Text]:
    """Everything that is one number."""
    figures = inventory.figures
    groups = {
        "articles": [
            ("records", figures.records, _days("revised", figures.revised)),
            ("with a file table", figures.with_tables, ""),
            ("with a statement on a pack or release", figures.claimed, ""),
            ("with a doubt", figures.doubted, ""),
        ],
        "what they say": [
            ("tables", figures.tables, ""),
            ("rows", figures.rows, _days("dated", figures.rows_dated)),
            ("rows of kernels", figures.kernels, ""),
            *((f"statements by {words}", figures.claims[by], "") for by, words in SAID_BY.items()),
            ("windows of who is affected", figures.windows, ""),
            ("doubts", figures.doubts, ""),
        ],
        "beside them": [
            ("corrections", inventory.corrections, ""),
            ("reviews", inventory.reviews, ""),
            ("recorded builds of kernels", inventory.kernels, ""),
            ("recorded builds of other files", inventory.modules, ""),
            ("kernels that articles list", inventory.listed, ""),
            *(
                (f"files of {branch} {pack_title(pack)} on {platform}", files, "")
                for branch, pack, platform, files in inventory.packs
            ),
            ("stamps of releases", inventory.stamps, ""),
        ],
    }
    cells = [(words, f"{count:,}", note) for group in groups.values() for words, count, note in group]
    lines = iter(in_columns(cells, right={1}))
    for name, group in groups.items():
        yield from heading(name)
        yield from (Text(f"  {page.shortened(next(lines), page.width - 2)}") for _ in group)


def _systems(page: Page, figures: Figures) -> Iterator[Text]:
    """Rows by branch and platform."""
    if not figures.rows:
        return
    yield from heading("rows by Windows and platform, as far as it is said")
    known = figures.rows_by_system
    platforms = [*(one for one in Platform if any(one is there for _, there in known)), None]
    branches = [*(one for one in Branch if any(one is there for there, _ in known)), None]
    cells = [
        (
            str(branch or NOT_SAID),
            *(f"{known[branch, platform]:,}" if (branch, platform) in known else "" for platform in platforms),
            f"{sum(count for (there, _), count in known.items() if there is branch):,}",
        )
        for branch in branches
        if any(there is branch for there, _ in known)
    ]
    head = ("", *(str(platform or NOT_SAID) for platform in platforms), "all")
    first, *lines = in_columns(cells, right=range(1, len(head)), head=head)
    yield Text(f"  {page.shown(first)}", "dim")
    yield from (Text(f"  {line}") for line in lines)


def _days(word: str, span: tuple[dt.date, dt.date] | None) -> str:
    return f"{word} {span[0]} to {span[1]}" if span else ""
