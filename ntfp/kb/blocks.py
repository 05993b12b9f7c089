"""Blocks: runs of lines in which files stand in columns, with a header or without.

Blank lines part platforms, rules and "-or-" part rows, and none of them ends a
block; a line of prose does. What stands among rows and is no row is kept, too.

Whether a block is the table of a fix is asked elsewhere: directory listings, lists
of files to copy and tables of other products are blocks as well.
"""

import re
from collections.abc import Iterator

import msgspec

from ntfp.kb.article import Article
from ntfp.kb.rows import Draft, read_row

_COLUMN = (
    r"(?:(?:modified\s+)?date(?:\s*/\s*time)?|time|size(?:\s+\(bytes\))?|version|file(?:\s?name(?:\s+and\s+path)?)?|name|platform|language"
    r"|operating\s+system|destination\s+folder)"
)
_HEADER = re.compile(rf"[\s|]*{_COLUMN}(?:[\s|]+{_COLUMN})*[\s|]*", re.IGNORECASE)
_NAMES_FILES = re.compile(r"\b(?:file|name|filename)\b", re.IGNORECASE)
_COLUMNS = re.compile(_COLUMN, re.IGNORECASE)
_RULE = re.compile(r"[\s|+=-]*[+=-]{3}[\s|+=-]*")
_OR = re.compile(r"\s*-\s?or\s?-\s*", re.IGNORECASE)
_DATED = re.compile(r"\d[/-](?:\d|[A-Za-z]{3})|[A-Za-z]{3}[ -]\d{1,2}(?:,|-\d)|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}")
_SIZE_AND_FILE = re.compile(r"(?=.*\d,\d{3}\b)(?=.*\w\.[A-Za-z]\w)")
_CELLS = re.compile(r"\s*\|.*\w.*\|")
_GOES_ON = re.compile(r" {20,}\S")


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that belong together. `unread` are lines among them that are not understood; `choices` say "or"."""

    first: int  # its header, where it has one; else its first row
    last: int
    columns: tuple[str, ...]
    drafts: tuple[Draft, ...]
    unread: tuple[int, ...]
    choices: tuple[int, ...]


def find_blocks(article: Article) -> Iterator[Block]:
    """Every block of an article, in order."""
    number = article.first
    while number <= article.last:
        columns = _columns(article, number)
        if columns or _begins_with_a_row(article, number):
            block = _read(article, number, columns)
            yield block
            number = block.last
        number += 1


def is_rule(text: str) -> bool:
    """A line that only parts others."""
    return bool(_RULE.fullmatch(text))


def _columns(article: Article, number: int) -> tuple[str, ...]:
    """The words of a header; a single word is one only above a rule."""
    text = article.lines[number - 1]
    if not _HEADER.fullmatch(text) or not _NAMES_FILES.search(text):
        return ()
    columns = tuple(_COLUMNS.findall(text))
    alone = len(columns) == 1
    underlined = number < article.last and is_rule(article.lines[number])
    return () if alone and not (underlined and text[0] == " ") else columns


def _begins_with_a_row(article: Article, number: int) -> bool:
    """Without a header only dated rows begin a block, and never in the midst of a sentence."""
    text = article.lines[number - 1]
    if not _DATED.search(text) or not _may_follow(article.lines[number - 2], article.lines[number - 3]):
        return False
    draft = read_row(text, number)
    return bool(draft and draft.printed and (draft.size or draft.size_kb or draft.version or draft.time))


def _may_follow(above: str, before: str) -> bool:
    """Rows come after a blank line, a colon or a rule, or a word or two alone: "IIS 4.0"."""
    return not above or above.endswith(":") or is_rule(above) or (not before and len(above.split()) <= 3)


def _read(article: Article, first: int, columns: tuple[str, ...]) -> Block:
    drafts: list[Draft] = []
    unread: list[int] = []
    choices: list[int] = []
    last = first
    for number in range(first + bool(columns), article.last + 1):
        text = article.lines[number - 1]
        if not text or is_rule(text):
            continue
        if drafts and _columns(article, number):  # the next one
            break
        if _OR.fullmatch(text):
            choices.append(number)
        elif draft := read_row(text, number, columns):
            drafts.append(draft)
            last = number
        elif _is_of_the_table(text, right_below=number == last + 1 and bool(drafts)):
            unread.append(number)
            last = number
        else:
            break
    choices = [number for number in choices if number < last]
    return Block(
        first=first, last=last, columns=columns, drafts=tuple(drafts), unread=tuple(unread), choices=tuple(choices)
    )


def _is_of_the_table(text: str, *, right_below: bool) -> bool:
    """A line that no sentence would look like, or the rest of the row above."""
    if "://" in text:
        return False
    if text[0] in " |" and (_CELLS.match(text) or _SIZE_AND_FILE.match(text) or _DATED.search(text)):
        return True
    return right_below and bool(_GOES_ON.match(text))
