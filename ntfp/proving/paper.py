"""An article as it lies on the desk: numbered lines, what is underlined, what hangs together.

The head, the bullets, headings and paragraphs are found by their look alone. What
any of it means is for those who prove.
"""

import html
import re
from collections.abc import Iterator
from functools import cached_property

_UNDER = re.compile(r"(=|-)\1{2,}\s*")
_COLUMNS = re.compile(r"\b(?:size|file ?name|version|date)\b.*\b(?:size|file ?name|time|platform|version)\b")
_FOOT = re.compile(
    r"(?:additional query words|keywords|technology|version|hardware|issue type|solution type)\s*:", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=[.:?!]) +(?=[A-Z\"(])")
_TITLES = (re.compile(r"TITLE\s*:(.*)"), re.compile(r'title: "Q\d{5,6}: (.*)"'))  # of the text, of the page
_OF_THE_HEAD = 8  # lines at most
_DATED = re.compile(r"(?:DOCUMENT:Q\d+\s+|Last Modified:\s*)(\d\d?-[A-Z]{3}-\d{4})", re.IGNORECASE)


class Paper:
    """One article. Lines count from 1, and those outside are empty."""

    def __init__(self, kb: str, content: bytes) -> None:
        self.kb = kb
        self.content = content.replace(b"\r\n", b"\n")
        text = self.content.decode("cp1252", "replace")
        self.lines = tuple(line.removeprefix("\t") for line in text.split("\n"))

    def line(self, number: int) -> str:
        """One line, in lower case."""
        return self.lines[number - 1].lower() if 1 <= number <= len(self.lines) else ""

    def between(self, first: int, last: int) -> str:
        """The lines from the first to the last, both included, as one."""
        return flat(" ".join(self.line(number) for number in range(first, last + 1)))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Every line that is a title by its look; a long one goes on in the next line."""
        found: list[str] = []
        for number, line in enumerate(self.lines[:12], 1):
            for pattern in _TITLES:
                if matched := pattern.fullmatch(line.rstrip()):
                    following = " ".join(self.lines[number : number + 1])
                    found += [flat(html.unescape(title)) for title in (matched[1], f"{matched[1]} {following}")]
        return tuple(found)

    @cached_property
    def dated(self) -> str:
        """The date of its head, as printed."""
        return found[1].upper() if (found := _DATED.search("\n".join(self.lines[:20]))) else ""

    @cached_property
    def bullets(self) -> dict[int, str]:
        """What is said to be concerned: each bullet with the lines it goes on in, by its first."""
        found: dict[int, str] = {}
        inside, last = False, 0
        for number, line in enumerate(self.lines, 1):
            text = flat(line.lower())
            if "information in this article applies to" in text:
                inside = True
            elif inside and text.startswith("- "):
                last = number
                found[last] = text
            elif found and _UNDER.fullmatch(text):
                break
            elif last and text:
                found[last] += f" {text}"
        return found

    @cached_property
    def headings(self) -> tuple[tuple[int, str, int], ...]:
        """Lines that are underlined: line, text, and 1 for a chapter or 2 for a part of one."""
        found = []
        for number in range(1, len(self.lines)):
            text, under = self.line(number).rstrip(), self.lines[number].rstrip()
            if not text or text[0] in " -=+|" or not (matched := _UNDER.fullmatch(under)):
                continue
            if abs(len(text) - len(under)) <= 2 and not _COLUMNS.search(text):
                found.append((number, flat(text), 1 if matched[1] == "=" else 2))
        return tuple(found)

    def over(self, number: int) -> Iterator[tuple[int, str]]:
        """The headings a line stands under, the nearest first."""
        rank = 3
        for line, text, level in reversed(self.headings):
            if line < number and level < rank:
                rank = level
                yield line, text

    def start_of_part(self, number: int) -> int:
        """The line after the nearest heading above a line."""
        return next((line + 2 for line, _ in self.over(number)), 1)

    def end_of_part(self, number: int) -> int:
        """The last line before the next heading, or before the foot."""
        below = (line for line, _, _ in self.headings if line > number)
        return min(next(below, len(self.lines) + 1), max(self.foot, number + 1)) - 1

    @cached_property
    def foot(self) -> int:
        """The line of the first keyword block behind the article's words; behind the last line where there is none."""
        numbers = (
            n for n, line in enumerate(self.lines, 1) if n > _OF_THE_HEAD and line.lower().startswith("keywords ")
        )
        return next(numbers, len(self.lines) + 1)

    def paragraph(self, number: int) -> str:
        """The lines round one, from blank to blank."""
        first = last = number
        while first > 1 and self.line(first - 1).strip():
            first -= 1
        while self.line(last + 1).strip():
            last += 1
        return self.between(first, last)

    def sentences(self, first: int, last: int) -> list[tuple[int, str]]:
        """The sentences of some lines, each with the line it begins in; a blank line ends one."""
        found: list[tuple[int, str]] = []
        open_ = False
        for number in range(first, min(last, len(self.lines)) + 1):
            text = self.lines[number - 1].strip()
            for place, part in enumerate(_SENTENCE_END.split(text)):
                if open_ and not place:
                    found[-1] = (found[-1][0], f"{found[-1][1]} {part.lower()}")
                elif part:
                    found.append((number, part.lower()))
            open_ = bool(text) and text[-1] not in ".:?!"
        return found

    def block(self, number: int) -> str:
        """In the foot: the label a line stands under, or nothing."""
        while number > 0 and self.line(number).startswith(" "):
            number -= 1
        return self.line(number).split(":")[0].strip() if _FOOT.match(self.line(number)) else ""

    def labelled(self, label: str) -> str:
        """In the foot: what stands behind a label, over all its lines."""
        for number in range(self.foot, len(self.lines) + 1):
            if self.line(number).split(":")[0].strip() == label:
                text = self.line(number).partition(":")[2]
                while (number := number + 1) <= len(self.lines) and self.lines[number - 1].startswith(" "):
                    text += " " + self.line(number)
                return flat(text)
        return ""


def flat(text: str) -> str:
    """Runs of blanks as one."""
    return " ".join(text.split())
