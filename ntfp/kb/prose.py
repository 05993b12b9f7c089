"""Prose: the paragraphs of an article without their line breaks, each place in them still knowing its line.

An article breaks its lines anywhere, also in the midst of "Service Pack 4";
what is looked for in sentences is looked for here.
"""

from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from ntfp.kb.article import Article

ITEMS = ("- ", "* ", "o ")


class Passage(msgspec.Struct, frozen=True):
    """Lines that belong together, in one text: a paragraph or an item of a list. Runs of blanks are one blank."""

    text: str
    starts: tuple[int, ...]  # where in the text each of its lines begins
    line: int  # its first line; the others follow without a gap

    @property
    def last(self) -> int:
        return self.line + len(self.starts) - 1

    def line_at(self, place: int) -> int:
        """The line of the article in which a place of the text stands."""
        return self.line + bisect_right(self.starts, place) - 1


def passages(article: Article, first: int | None = None, last: int | None = None) -> Iterator[Passage]:
    """The passages between two lines, both included; of the whole body where none are named."""
    words: list[str] = []
    start = 0
    for number in range(first or article.first, (last or article.last) + 1):
        line = " ".join(article.lines[number - 1].split())
        if words and (not line or line.startswith(ITEMS)):
            yield _joined(words, start)
            words = []
        if line:
            start = start if words else number
            words.append(line)
    if words:
        yield _joined(words, start)


def _joined(lines: list[str], start: int) -> Passage:
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return Passage(" ".join(lines), tuple(starts), start)
