"""An article: its text, and the parts every article has, found but not yet understood.

The archive keeps one text in two forms: plain, and as a page with tabs and HTML
entities. Both become the same `Article` but for path, hash and line numbers.

What the parts mean is asked elsewhere: `products` knows bullets, `tables` file
tables, `statements` what is said about service packs.
"""

import datetime as dt
import hashlib
import html
import re
from collections.abc import Iterator, Sequence

import msgspec

from ntfp.facts.platform import Platform

_FIRST_YEAR, _LAST_YEAR = 1985, 2099  # no article is from other years
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(r"(\d\d)-([A-Z]{3})-(\d{4})")
_APPLIES = "The information in this article applies to:"
_QUERY_WORDS = "Additional query words:"
_OLD_KEYWORD = re.compile(r"kb(?:bug|fix)\d", re.IGNORECASE)
_KEYWORDS = re.compile(r"Keywords {3,}:")
_HARDWARE = re.compile(r"Hardware {3,}:")
_HARDWARE_WORDS = {"x86": Platform.I386, "ALPHA": Platform.ALPHA, "MIPS": Platform.MIPS, "PPC": Platform.PPC}
_PLAIN_PATH, _PAGE_PATH = "txt/{}/{}.TXT", "kb/{}/{}/README.md"
_PLAIN_HEAD = re.compile(r"DOCUMENT:(Q\d{5,6})\s+(\S+)")
_PAGE_HEAD = re.compile(r"## (Q\d{5,6}): ")


class Bullet(msgspec.Struct, frozen=True, gc=False):
    """One product, as the article lists it."""

    text: str
    line: int


class Keyword(msgspec.Struct, frozen=True, gc=False):
    """One word of the keywords at the bottom, or of those that early articles have elsewhere."""

    word: str
    line: int


class Section(msgspec.Struct, frozen=True, gc=False):
    """A heading and all lines below it: of a chapter (level 1) up to the next chapter, else up to the next heading."""

    title: str
    level: int
    line: int
    last: int


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as printed. Line `n` of its text is `lines[n - 1]`, without what ends it."""

    kb: str
    title: str
    revised: dt.date | None
    lines: tuple[str, ...]
    bullets: tuple[Bullet, ...]
    first: int  # of the body: what stands between the bullets and the block at the bottom
    last: int
    sections: tuple[Section, ...]
    keywords: tuple[Keyword, ...]
    hardware: tuple[Platform, ...]
    path: str
    sha256: str

    def headings(self, line: int) -> tuple[Section, ...]:
        """The headings a line stands below, the chapter first."""
        return tuple(section for section in self.sections if section.line < line <= section.last)


class NoArticleError(ValueError):
    """A text is no article of the archive."""


def read_article(content: bytes) -> Article:
    """The article in one file of the archive, in either form; `NoArticleError` where it is none."""
    content = content.replace(b"\r\n", b"\n")
    lines = tuple(line.rstrip() for line in _decoded(content).split("\n"))
    plain = _PLAIN_HEAD.match(lines[0])
    if plain:
        kb, revised = plain[1], _day(plain[2])
        title = next((line[9:].strip() for line in lines[:8] if line.startswith("TITLE   :")), "")
        start = 6
    else:
        lines = tuple(html.unescape(line.removeprefix("\t")).rstrip() for line in lines)
        heads = [(number, head) for number, line in enumerate(lines[:12]) if (head := _PAGE_HEAD.match(line))]
        if not heads:
            raise NoArticleError("starts like no article of the archive")
        place, head = heads[0]
        kb, title = head[1], lines[place][head.end() :].strip()
        start = next((n for n, line in enumerate(lines[:20]) if line.startswith("Last Modified:")), place)
        revised = _day(lines[start])
    if not title:
        raise NoArticleError("has no title")
    bullets, first = _bullets(lines, start)
    bottom = next((n for n in range(len(lines) - 1, -1, -1) if _KEYWORDS.match(lines[n])), None)
    last = _end_of_body(lines, bottom)
    return Article(
        kb=kb,
        title=" ".join(title.split()),
        revised=revised,
        lines=lines,
        bullets=bullets,
        first=first,
        last=last,
        sections=tuple(_sections(lines, first, last)),
        keywords=(
            *_early_keywords(lines, start),
            *_query_keywords(lines, first, last),
            *(() if bottom is None else _keywords(lines[bottom], bottom + 1)),
        ),
        hardware=() if bottom is None else _hardware(lines[bottom:]),
        path=_PLAIN_PATH.format(kb[1:].zfill(6)[:3], kb) if plain else _PAGE_PATH.format(kb[1:].zfill(6)[:3], kb),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _day(text: str) -> dt.date | None:
    found = _DAY.search(text)
    if found and found[2] in _MONTHS and _FIRST_YEAR <= int(found[3]) <= _LAST_YEAR:
        try:
            return dt.date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
        except ValueError:
            return None
    return None


def _bullets(lines: Sequence[str], start: int) -> tuple[tuple[Bullet, ...], int]:
    """The products an article applies to, and the first line of its body.

    Versions, keywords or a notice of some early articles stand between head and products: they are of the head.
    """
    if _APPLIES not in lines:
        return (), _after_head(lines, start) + 1
    bullets: list[Bullet] = []
    number = lines.index(_APPLIES)
    for after, line in enumerate(lines[number + 1 :], number + 2):
        if line.startswith(("====", "----")):
            blank = (n for n, text in enumerate(lines[after:], after + 1) if text)
            return tuple(bullets), next(blank, len(lines))
        if line.strip().startswith("- "):
            bullets.append(Bullet(line.strip()[2:].strip(), after))
        elif line.strip() and bullets:  # a long one goes on
            bullets[-1] = Bullet(f"{bullets[-1].text} {line.strip()}", bullets[-1].line)
    return tuple(bullets), len(lines)


def _after_head(lines: Sequence[str], number: int) -> int:
    while number < len(lines) - 1 and lines[number] and not lines[number].startswith("===="):
        number += 1  # the head ends with a blank line or a rule
    while number < len(lines) - 1 and (not lines[number] or lines[number].startswith(("====", "----"))):
        number += 1
    return min(number, len(lines) - 1)


def _end_of_body(lines: Sequence[str], bottom: int | None) -> int:
    if bottom is None:
        return len(lines)
    return bottom - 1 if bottom and lines[bottom - 1].startswith("====") else bottom


def _early_keywords(lines: Sequence[str], start: int) -> Iterator[Keyword]:
    """The words between head and products: the head's own line of them is cut and glued, these are not."""
    if _APPLIES in lines:
        after = _after_head(lines, start)
        for number in range(after, lines.index(_APPLIES)):
            yield from (Keyword(word, number + 1) for word in lines[number].split() if word.startswith("kb"))


def _query_keywords(lines: Sequence[str], first: int, last: int) -> Iterator[Keyword]:
    """Keywords of the old kind among the words an article was to be found by: the others are anybody's."""
    there = (number for number in range(first, last + 1) if lines[number - 1].startswith(_QUERY_WORDS))
    for number in range(next(there, last + 1), last + 1):
        yield from (Keyword(word, number) for word in lines[number - 1].split() if _OLD_KEYWORD.match(word))


def _keywords(line: str, number: int) -> tuple[Keyword, ...]:
    return tuple(Keyword(word, number) for word in line.split(":", 1)[1].split())


def _hardware(lines: Sequence[str]) -> tuple[Platform, ...]:
    for line in lines:
        if _HARDWARE.match(line):
            words = line.split(":", 1)[1].split()
            return tuple(sorted({_HARDWARE_WORDS[word] for word in words if word in _HARDWARE_WORDS}))
    return ()


def _sections(lines: Sequence[str], first: int, last: int) -> Iterator[Section]:
    """Headings are underlined at the margin, about as long as they are; rules of tables stand indented."""
    heads = [
        (number, 1 if lines[number][0] == "=" else 2)
        for number in range(first, last)
        if _underlines(lines[number], lines[number - 1]) and (number < 2 or not lines[number - 2])
    ]
    for place, (number, level) in enumerate(heads):
        later = (after for after, below in heads[place + 1 :] if below <= level)
        yield Section(lines[number - 1].strip(), level, number, next(later, last + 1) - 1)


def _underlines(rule: str, heading: str) -> bool:
    if len(rule) < 3 or set(rule) not in ({"="}, {"-"}) or not heading or heading[0] in " -=" or "  " in heading:
        return False
    return abs(len(rule) - len(heading)) <= 3
