"""Rows: one printed line of a file table, read by the kinds of its words.

Nothing is read from where a word stands: columns are empty, swapped, or glued
together. The words of the header decide only where the kinds leave doubt. What
cannot be read is a trouble of the row, and absent from it.

Which lines are a table, and whom it speaks for, is `tables`' question.
"""

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row
from ntfp.facts.version import FileVersion
from ntfp.kb.cells import (
    Kind,
    Size,
    Time,
    read_platform,
    read_size,
    read_time,
    read_variant,
    read_version,
    sorted_words,
)
from ntfp.kb.dates import Clock, Printed, Settled, custom_of, read_date
from ntfp.kb.products import mentions
from ntfp.kb.remarks import Remark, Trouble

_BORDER = re.compile(r"[|\t]|<br ?/?>", re.IGNORECASE)
_MAYBE = re.compile(r"(?=.*[A-Za-z]{2})(?=.*\d)")
_CUT_SHORT = re.compile(r"[A-Za-z][\w~$]{3,7}")
_CLOCK_WITHOUT_COLON = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_ONE_DECIMAL = re.compile(r"\d{2,4}\.\d")
_STOPS_FOR_COMMAS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NT4 = re.compile(r"NT ?4", re.IGNORECASE)

Words = dict[Kind, list[re.Match[str]]]


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a table, read by the kinds of its words; its date not settled yet."""

    file: str  # lower case, as printed
    platform: Platform | None = None
    size: int | None = None
    size_kb: float | None = None
    printed: Printed | None = None  # the date, with every way to read it
    time: dt.time | None = None
    clock: Clock | None = None  # the one the time is of
    version: FileVersion | None = None
    variant: str | None = None
    branch: Branch | None = None  # where the row itself says so; `OTHER` is no Windows NT
    line: int
    troubles: tuple[Remark, ...] = ()


def read_row(text: str, line: int, columns: tuple[str, ...] = ()) -> Draft | None:
    """The row a line is, or nothing where it is none. `columns` are the words of the header, where there is one."""
    if not (columns or _MAYBE.match(text)):
        return None
    words = sorted_words(_BORDER.sub("  ", text))
    if not _is_row(words, columns):
        return None
    return _Reading(words, line, " ".join(columns).lower()).draft()


def _is_row(words: Words, columns: tuple[str, ...]) -> bool:
    """A row names a file and says something of it; where more words are left over than understood it is prose."""
    facts = sum(len(words.get(kind, ())) for kind in Kind if kind not in (Kind.FILE, Kind.NOTHING, Kind.UNKNOWN))
    unknown = len(words.get(Kind.UNKNOWN, ()))
    if Kind.FILE not in words:  # a name without an extension, beside facts that no sentence has
        alone = unknown == 1 and Kind.NOTHING not in words and bool(_CUT_SHORT.fullmatch(words[Kind.UNKNOWN][0][0]))
        return alone and Kind.DATE in words and bool({Kind.SIZE, Kind.MEASURED, Kind.VERSION} & words.keys())
    if len({one["name"].lower() for one in words[Kind.FILE]}) > 1:
        return False
    if {Kind.DATE, Kind.SIZE, Kind.MEASURED, Kind.VERSION} & words.keys():
        return unknown < facts
    promised = " ".join(columns).lower()  # a name and no more, below a header that knows no more
    return bool(columns) and not unknown and "date" not in promised and "size" not in promised


class _Reading:
    """The words of one row on their way to a draft, and the troubles they make."""

    def __init__(self, words: Words, line: int, columns: str) -> None:
        self.words = words
        self.line = line
        self.columns = columns
        self.troubles: list[Remark] = []

    def draft(self) -> Draft:
        file = self._file()
        printed, version = self._date(), self._version()
        at, size = self._numbers(self._time(), self._size())
        platform, variant, branch = self._platform(), self._variant(), self._branch()
        if left := [one[0] for one in self.words.get(Kind.UNKNOWN, ())]:
            self._doubt(Trouble.ROW_WORDS, f"what {' '.join(left)!r} says of {file}")
        return Draft(
            file=file,
            platform=platform,
            size=size.size,
            size_kb=size.size_kb,
            printed=printed,
            time=at.time if at else None,
            clock=at.clock if at else None,
            version=version,
            variant=variant,
            branch=branch,
            line=self.line,
            troubles=tuple(self.troubles),
        )

    def _doubt(self, trouble: Trouble, detail: str) -> None:
        self.troubles.append(Remark(trouble, self.line, detail))

    def _only(self, kind: Kind, trouble: Trouble) -> re.Match[str] | None:
        """The word of a kind that a row has once: where there are several, none of them is surely the row's."""
        found = self.words.get(kind, [])
        if len(found) > 1:
            self._doubt(trouble, f"several: {', '.join(one[0] for one in found)}")
        return found[0] if len(found) == 1 else None

    def _file(self) -> str:
        if Kind.FILE not in self.words:
            return self.words.pop(Kind.UNKNOWN)[0][0].lower()
        return str(self.words[Kind.FILE][0]["name"]).lower()

    def _date(self) -> Printed | None:
        found = self._only(Kind.DATE, Trouble.DATE_UNREAD)
        printed = read_date(found) if found else None
        if printed and not printed.readings:
            self._doubt(Trouble.DATE_UNREAD, f"{printed.text!r} is no date")
        return printed

    def _time(self) -> Time | None:
        found = self._only(Kind.TIME, Trouble.TIME_UNREAD)
        at = read_time(found) if found else None
        if found and at and at.time is None:
            self._doubt(Trouble.TIME_UNREAD, f"{found[0]!r} is no time")
        return at

    def _version(self) -> FileVersion | None:
        found = self._only(Kind.VERSION, Trouble.VERSION_UNREAD)
        version = read_version(found[0]) if found else None
        if found and not version:
            self._doubt(Trouble.VERSION_UNREAD, f"{found[0]!r} is no version")
        return version

    def _size(self) -> Size | None:
        measured, plain = self.words.get(Kind.MEASURED, []), self.words.get(Kind.SIZE, [])
        if len(measured) + len(plain) > 1:
            self._doubt(Trouble.SIZE_UNREAD, f"several: {', '.join(one[0] for one in measured + plain)}")
            return Size()
        if not measured and not plain:
            return None
        return self._checked(measured[0]["figure"], measured[0]["unit"]) if measured else self._checked(plain[0][0])

    def _checked(self, figure: str, unit: str = "") -> Size:
        size = read_size(figure, unit)
        if size == Size():
            self._doubt(Trouble.SIZE_UNREAD, f"{f'{figure} {unit}'.strip()!r} is no size of a file")
        return size

    def _numbers(self, at: Time | None, size: Size | None) -> tuple[Time | None, Size]:
        """Numbers of no certain kind are what the row lacks, where their shape or the header leaves one thing only."""
        numbers = [one[0] for one in self.words.get(Kind.NUMBER, ())]
        if not at and size and "time" in self.columns:
            for number in [one for one in numbers if _CLOCK_WITHOUT_COLON.fullmatch(one)][:1]:
                numbers.remove(number)
                at = Time(dt.time(int(number[:2]), int(number[2:])), Clock.TWENTY_FOUR)
        if not size and (of_size := self._number_for_size(numbers)):
            numbers.remove(of_size)
            size = self._checked(of_size, "KB" if _ONE_DECIMAL.fullmatch(of_size) else "")
        for number in numbers:
            if "," in number:
                self._doubt(Trouble.SIZE_UNREAD, f"{number!r} is no size of a file")
            else:
                self._doubt(Trouble.VERSION_UNREAD, f"{number!r} is no version of four numbers")
        return at, size or Size()

    def _number_for_size(self, numbers: Sequence[str]) -> str | None:
        sized = not self.columns or "size" in self.columns
        plain = [one for one in numbers if one.isdigit() and sized]
        if len(plain) == 2 and "size" in self.columns and "version" in self.columns:
            return plain[0 if self.columns.index("size") < self.columns.index("version") else 1]
        shaped = plain or [one for one in numbers if _STOPS_FOR_COMMAS.fullmatch(one) and (sized or one.count(".") > 1)]
        if not shaped and "size" in self.columns:
            shaped = [one for one in numbers if _ONE_DECIMAL.fullmatch(one)]
        return shaped[0] if len(shaped) == 1 else None

    def _platform(self) -> Platform | None:
        if found := self.words.get(Kind.PLATFORMS):
            self._doubt(Trouble.PLATFORM_UNREAD, f"{found[0][0]!r} is no single platform")
            return None
        named = {read_platform(one["word"]) for one in self.words.get(Kind.PLATFORM, ())}
        if len(named) > 1:
            self._doubt(Trouble.PLATFORM_UNREAD, f"several: {', '.join(sorted(named))}")
        return named.pop() if len(named) == 1 else None

    def _variant(self) -> str | None:
        found = self._only(Kind.VARIANT, Trouble.ROW_WORDS)
        return read_variant(found) if found else None

    def _branch(self) -> Branch | None:
        found = self._only(Kind.WINDOWS, Trouble.ROW_WORDS)
        if not found:
            return None
        if Kind.UNKNOWN in self.words:  # "from", "except": the words left over may turn its sense
            self._doubt(Trouble.ROW_WORDS, f"whether the file is for {found[0]}")
            return None
        if found["other"]:
            return Branch.OTHER
        named = [one.branches for one in mentions(_NT4.sub("NT 4", found[0]))]
        if len(named) == 1 and len(named[0]) == 1:
            return named[0][0]
        self._doubt(Trouble.ROW_WORDS, f"which Windows {found[0]!r} is")
        return None


def settled(drafts: Sequence[Draft], revised: dt.date | None) -> tuple[tuple[Row, ...], tuple[Remark, ...]]:
    """The rows of one article, all its dates read in one way, and all that could not be read of them."""
    custom = custom_of(((draft.printed, draft.clock) for draft in drafts if draft.printed), revised)
    rows: list[Row] = []
    remarks: list[Remark] = []
    for draft in drafts:
        remarks += draft.troubles
        date = custom.settle(draft.printed, draft.clock) if draft.printed else Settled()
        if draft.printed and date.doubt:
            detail = f"{draft.printed.text!r} is {date.date} or {date.doubt}"
            remarks.append(Remark(Trouble.DATE_ORDER, draft.line, detail))
        rows.append(
            Row(
                file=draft.file,
                platform=draft.platform,
                size=draft.size,
                size_kb=draft.size_kb,
                date=date.date,
                date_doubt=date.doubt,
                time=draft.time if date.date else None,  # of a day nobody knows it tells nothing
                version=draft.version,
                variant=draft.variant,
                branch=draft.branch,
                line=draft.line,
            )
        )
    return tuple(rows), tuple(remarks)
