"""Headings of products: what parts an article by the Windows it speaks of, or the server that comes with it.

Most are underlined. "Windows NT Server 4.0, Terminal Server Edition:" or "IIS
5.0:" alone in its line is one as well, up to the next heading of either kind.

Which branch of Windows NT a heading means is `covers`' question.
"""

import re
from collections.abc import Iterator

import msgspec

from ntfp.kb.article import Article
from ntfp.kb.others import INTERNET_SERVER, OTHER_WINDOWS
from ntfp.kb.products import mentions
from ntfp.kb.prose import Passage, passages

_FILLING = re.compile(
    r"[\s,;:()/&.-]+|\b(?:Microsoft|for|and|or|the|versions?|Server|Workstation|Enterprise|Edition|Post"
    r"|Service\sPack\s\d\w?|SP\d\w?|\d\.\d+)\b",
    re.IGNORECASE,
)
_LONGEST = 110  # characters


class Heading(msgspec.Struct, frozen=True):
    """A heading and what stands below it. The lines of its own text are `line` alone."""

    title: str
    line: int
    last: int


def names_products_only(text: str) -> bool:
    """Is a text nothing but names of Windows products?

    >>> names_products_only("Windows NT 4.0, Terminal Server Edition:"), names_products_only("Not in Windows NT 4.0.")
    (True, False)
    """
    rest, named = re.subn(f"{OTHER_WINDOWS.pattern}|{INTERNET_SERVER.pattern}", " ", text, flags=re.IGNORECASE)
    for mention in reversed(list(mentions(rest))):
        rest, named = f"{rest[: mention.start]} {rest[mention.end :]}", named + 1
    return bool(named) and not _FILLING.sub("", rest)


def is_heading(article: Article, passage: Passage) -> bool:
    """A product in a line of its own, at the margin."""
    alone = len(passage.starts) == 1 and len(passage.text) <= _LONGEST
    return alone and not article.lines[passage.line - 1].startswith(" ") and names_products_only(passage.text)


def find_headings(article: Article) -> tuple[Heading, ...]:
    """All headings of an article in order, each with the lines it is the last to stand above."""
    found = {section.line: Heading(section.title, section.line, section.last) for section in article.sections}
    for passage in passages(article):
        if is_heading(article, passage):
            found.setdefault(passage.line, Heading(passage.text, passage.line, article.last))
    return tuple(_each_to_the_next([found[line] for line in sorted(found)]))


def _each_to_the_next(headings: list[Heading]) -> Iterator[Heading]:
    for place, heading in enumerate(headings):
        after = [later.line - 1 for later in headings[place + 1 : place + 2]]
        yield Heading(heading.title, heading.line, min([heading.last, *after]))
