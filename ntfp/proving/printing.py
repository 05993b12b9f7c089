"""How the facts of a row may be printed: from a value to every spelling of it, never back.

A spelling stands alone between blanks, so that 952,192 is not found in 1,952,192.
"""

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum

from ntfp.facts.version import FileVersion

# Not strftime's: its names are those of the language a program was set to.
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_BEFORE, _AFTER = r"(?<![^\s(])", r"(?![^\s)])"


class Order(StrEnum):
    """What comes first in a date of three numbers."""

    MONTH = "month"
    DAY = "day"
    PLAIN = "plain"  # the month has a name, or the year is first: it can be read in one way


def alone(spelling: str) -> re.Pattern[str]:
    """A spelling with blanks or parentheses round it, and no more."""
    return re.compile(f"{_BEFORE}(?:{spelling}){_AFTER}")


def file_spelling(file: str) -> re.Pattern[str]:
    """A file name, alone or at the end of a path."""
    return re.compile(rf"(?<![^\s(\\])(?:\S*\\)?{re.escape(file)}(?![^\s()])")


def size_spelling(size: int) -> re.Pattern[str]:
    """Bytes: 1,405,248, 1.405.248 or 1405248, with or without their unit."""
    dotted = rf"{size:,}".replace(",", r"\.")
    return alone(rf"(?:{size:,}|{dotted}|{size})(?: ?b(?:ytes?)?)?")


def size_kb_spelling(size: float) -> re.Pattern[str]:
    """KB: 94.5KB, 1,024 KB, 27K; the unit may stand above the column."""
    return alone(rf"0*(?:{re.escape(f'{size:g}')}|{re.escape(f'{size:,g}')})(?:\.0)?(?: ?kb?)?")


def version_spelling(version: FileVersion) -> re.Pattern[str]:
    """Four numbers with full stops or a colon between them, and zeros in front."""
    numbers = [rf"0*{number}" for number in (version.major, version.minor, version.build, version.revision)]
    return alone("[.:]".join(numbers))


def date_spellings(date: dt.date) -> Iterator[tuple[Order, re.Pattern[str]]]:
    """Every way to print a day, and in which order it would be printed so."""
    day, month = f"0?{date.day}", f"0?{date.month}"
    year = f"(?:{date.year}|{date:%y})"
    long = MONTHS[date.month - 1]
    name = f"(?:{long}|{long[:4]}|{long[:3]})\\.?"
    yield Order.PLAIN, alone(rf"{day}[- /]{name}[- /]{year}|{name}[- /]{day},?[- /]{year}")
    yield Order.PLAIN, alone(rf"{year}(?P<between>[/-]){month}(?P=between){day}")
    yield Order.MONTH, alone(rf"{month}(?P<between>[/-]){day}(?P=between){year}")
    yield Order.DAY, alone(rf"{day}(?P<between>[/-]){month}(?P=between){year}")


def time_spelling(time: dt.time) -> re.Pattern[str]:
    """By the clock of 24 hours, or of 12 with its mark; seconds may be left out where they are none."""
    seconds = f":{time:%S}" if time.second else f"(?::{time:%S})?"
    mark = "a" if time.hour < 12 else "p"
    twelve = time.hour % 12 or 12
    clocks = [
        rf"0?{twelve}:{time:%M}{seconds} ?{mark}(?:\.?m?\.?)?",
        rf"0?{time.hour}:{time:%M}{seconds}(?! [ap]\.?m)",
        rf"{time:%H%M}",
    ]
    if time.hour > 12:
        clocks.insert(0, rf"{time.hour}:{time:%M}{seconds} ?p(?:\.?m?\.?)?")  # 16:31p
    return alone("|".join(clocks))
