"""One record for people: what the article says, what people found out about it, and where it is from."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from ntfp.facts.build import Branch
from ntfp.facts.lookup import Entry, Mend
from ntfp.reports.articles import article_lines, heading, labelled
from ntfp.reports.page import Page
from ntfp.reports.text import Screen


def render(entry: Entry, titles: Mapping[Branch, str], screen: Screen) -> Iterator[str]:
    """The article as `ntfp explain` shows it, and what lies beside its record."""
    page = Page(screen)
    lines = [*article_lines(page, entry.signature, titles), *_found_out(page, entry), *_contained(page, entry)]
    yield page.painted([*lines, *_from(page, entry)])


def mend_in_words(mend: Mend) -> str:
    """What is printed, what is meant, and what proves it."""
    if mend.printed is None:
        return f"{mend.key}: not printed, meant {_value(mend.meant)}, because {mend.because}"
    if mend.meant is None:
        wrong = f"{mend.key}: as printed {_value(mend.printed)}, which is wrong, and nobody knows what is meant"
        return f"{wrong}: {mend.because}"
    return f"{mend.key}: as printed {_value(mend.printed)}, meant {_value(mend.meant)}, because {mend.because}"


def _value(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _found_out(page: Page, entry: Entry) -> Iterator[Text]:
    """Corrections and reviews."""
    if not (entry.mends or entry.reviews):
        return
    yield from heading("what people found out")
    for mend in entry.mends:
        yield from labelled(page, f"line {mend.line}", mend_in_words(mend))
    for review in entry.reviews:
        stale = ": of another text than this record's, so it counts for nothing" if review.stale else ""
        yield from labelled(page, "reviewed", f"{', '.join(review.confirms)}{stale} ({review.because})")


def _contained(page: Page, entry: Entry) -> Iterator[Text]:
    """The roll-ups that carry its fix."""
    if not entry.rollups:
        return
    yield from heading("contained in")
    for kb, title in entry.rollups:
        yield from labelled(page, kb, title)


def _from(page: Page, entry: Entry) -> Iterator[Text]:
    """Whose record it is, and of which text."""
    yield from heading("this record")
    if entry.signature.own:
        yield from labelled(page, "your own", entry.signature.own)
    for replaced in entry.replaces:
        revised = f", revised {replaced.revised}" if replaced.revised else ""
        yield from labelled(page, "instead of", f"that of {replaced.place}{revised}: {replaced.title}")
    source = entry.signature.source
    yield from labelled(page, "made from", f"{source.archive} {source.path}, of which the SHA-256 is {source.sha256}")
