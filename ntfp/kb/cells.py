"""Cells: the words of a table's row sorted by their kinds, and what a word of each kind says.

Columns of printed tables are empty, swapped or without a head, so a word has to
say by itself what it is: `05:39p` is a time wherever it stands. What is left when
every kind has taken its own is unknown, and said to be.

What the words of one row say together is `rows`' work.
"""

import datetime as dt
import re
from enum import Enum, auto

import msgspec

from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.kb.dates import DATE, Clock


class Kind(Enum):
    """What a word of a row can be."""

    DATE = auto()
    TIME = auto()
    VERSION = auto()
    MEASURED = auto()  # a size with its unit
    SIZE = auto()  # a number with commas
    FILE = auto()
    WINDOWS = auto()  # an edition of Windows
    PLATFORMS = auto()  # several at once
    PLATFORM = auto()
    VARIANT = auto()
    NUMBER = auto()  # any other
    NOTHING = auto()  # a word that says nothing of the file
    UNKNOWN = auto()


_PLATFORMS = dict.fromkeys(("intel", "x86", "x386", "ix86", "i386"), Platform.I386)
_PLATFORMS |= dict.fromkeys(("alpha", "axp"), Platform.ALPHA) | dict.fromkeys(("ppc", "powerpc"), Platform.PPC)
_PLATFORMS |= {"mips": Platform.MIPS}
_PLATFORM = "|".join(_PLATFORMS)
_TSE = r"Terminal[ ]Server(?:[ ]Edition)?"
_9X = r"(?:Win(?:dows)?[ ]?)?(?:9[58x]|ME)"
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_DECIMAL = re.compile(r"\d{1,8}(?:\.\d{1,3})?")
_STOPPED = re.compile(r"\d{1,3}(?:\.\d{3})+")

# In this order: each kind takes its words out of the line before the next one looks.
_PATTERNS = {
    Kind.DATE: DATE,
    Kind.TIME: re.compile(
        r"(?<![\w.,:;/\\$-])(?P<hour>\d{1,2})(?::|\.(?=\d\d[ ]?[ap]\.?m?\b))(?P<minute>\d\d)(?::(?P<second>\d\d))?"
        r"(?:[ ]?(?P<half>[ap])(?:\.?m\b)?(?!\w)\.?|[ ](?P<word>midnight|noon)\b)?(?![\w:])",
        re.IGNORECASE,
    ),
    Kind.VERSION: re.compile(r"(?<![\w.,:;-])\d{1,5}(?:[.:]\d{1,5}|, \d{1,5}){3}(?![\w.,:])(?:[ ]\([\w.-]*\))?"),
    Kind.MEASURED: re.compile(
        r"(?<![\w.,])(?<!\d, )(?P<figure>\d{1,3}(?:,[ ]?\d{3})+|\d[\d.,]*)\s{0,4}"
        r"(?P<unit>[km]b?|bytes|b)(?=[.,;)]?(?:\s|$))",
        re.IGNORECASE,
    ),
    Kind.SIZE: re.compile(rf"(?<!\S){_GROUPED.pattern}(?!\S)"),
    Kind.FILE: re.compile(
        r"""
        (?<!\S)(?:\S*\\)?
        (?P<name> [\w$~!@\#&^{}'.-]*[A-Za-z_$~][\w$~!@\#&^{}'-]*\.(?:[A-Za-z_~$][\w~$]{0,5}|\d{3})
          | \d[\w-]*\.[A-Za-z]\w\w )
        (?=[\s(]|$)
        """,
        re.VERBOSE,
    ),
    Kind.WINDOWS: re.compile(
        rf"""
        (?<!\w)
        (?: (?:Microsoft[ ])?Windows[ ](?:2000|XP|NT(?:[ ](?:Server|Workstation))?[ ][34][.\d]*(?:,?[ ]{_TSE})?)
          | NT[ ]?[34][.\d]* | {_TSE} | (?P<other>Win(?:dows)?[ ]?(?:9[58x]|ME)(?:/{_9X})*) )
        (?!\w)
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    Kind.PLATFORMS: re.compile(
        rf"(?<!\S)[(<]?(?:{_PLATFORM})(?:(?: or | and |, ?| ?[&/] ?)(?:{_PLATFORM}))+[)>]?(?!\S)", re.IGNORECASE
    ),
    Kind.PLATFORM: re.compile(rf"(?<![\w/-])[(<]?(?P<word>{_PLATFORM})[)>]?(?![\w/])", re.IGNORECASE),
    Kind.VARIANT: re.compile(
        r"(?<!\S)(?:- )?\(?(?:(?P<bits>\d{1,3})[- ]?bit|(?P<word>uniprocessor|multiprocessor|debug|retail))\)?(?!\S)",
        re.IGNORECASE,
    ),
    Kind.NUMBER: re.compile(r"(?<![^\s(])\d[\d.,:]*(?:\(\w+\))?(?=[)\s]|$)"),
    Kind.NOTHING: re.compile(
        r"(?<!\S)(?:none|n/?a|bytes|dated?:?|size:|\(?ver(?:\.|sion:?)|or later|shp|enu|nt|\S*\\\S*|[^\w\s]+)(?!\S)",
        re.IGNORECASE,
    ),
    Kind.UNKNOWN: re.compile(r"\S+"),
}


def sorted_words(text: str) -> dict[Kind, list[re.Match[str]]]:
    """Every word of a line under its kind, in the order of the line."""
    words: dict[Kind, list[re.Match[str]]] = {}
    for kind, pattern in _PATTERNS.items():
        if found := list(pattern.finditer(text)):
            words[kind] = found
            text = pattern.sub(lambda one: " " * len(one[0]), text)
    return words


class Time(msgspec.Struct, frozen=True):
    """A time as printed, `None` where no clock shows it, and which clock it is of."""

    time: dt.time | None
    clock: Clock


class Size(msgspec.Struct, frozen=True):
    """A size in bytes or in KB as printed: in neither where it cannot be read."""

    size: int | None = None
    size_kb: float | None = None


def read_time(found: re.Match[str]) -> Time:
    """A mark beside an hour above 12 says nothing new, or contradicts it.

    >>> read_time(sorted_words("12:26a")[Kind.TIME][0]).time
    datetime.time(0, 26)
    """
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if found["word"]:
        half = "a" if found["word"].lower() == "midnight" else "p"
    clock = Clock.TWELVE if half and 1 <= hour <= 12 else Clock.TWENTY_FOUR
    if clock is Clock.TWELVE:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half and (half == "p") != (hour > 12):
        return Time(None, clock)
    try:
        return Time(dt.time(hour, int(found["minute"]), int(found["second"] or 0)), clock)
    except ValueError:
        return Time(None, clock)


def read_size(figure: str, unit: str = "") -> Size:
    """No fix of those years held a file of many megabytes: "39,416 KB" is a slip of the unit, or of the number.

    >>> read_size("952,192"), read_size("17.7", "K"), read_size("39,416", "KB")
    (Size(size=952192, size_kb=None), Size(size=None, size_kb=17.7), Size(size=None, size_kb=None))
    """
    in_kb = unit.lower().startswith("k")
    figure = figure.replace(", ", ",")
    if _GROUPED.fullmatch(figure) or (_STOPPED.fullmatch(figure) and not in_kb):
        figure = figure.replace(",", "").replace(".", "")
    if in_kb and _DECIMAL.fullmatch(figure) and 0 < float(figure) < 10_000:
        return Size(size_kb=float(figure))
    if unit.lower() in ("", "b", "bytes") and figure.isdigit() and len(figure) < 10 and int(figure):
        return Size(size=int(figure))
    return Size()


def read_version(text: str) -> FileVersion | None:
    """A colon for a full stop is a misprint that leaves no doubt; words in brackets behind it name a laboratory.

    >>> str(read_version("5.0:2195.2097"))
    '5.0.2195.2097'
    """
    numbers = text.partition(" (")[0].replace(", ", ".").replace(":", ".")
    try:
        return FileVersion.parse(numbers)
    except ValueError:
        return None


def read_platform(word: str) -> Platform:
    return _PLATFORMS[word.lower()]


def read_variant(found: re.Match[str]) -> str:
    return f"{found['bits']}-bit" if found["bits"] else found["word"].lower()
