"""Month first or day first: what the dates of an article say about each other.

The month comes first unless the article's other dates forbid it.
"""

import re

from ntfp.proving.paper import Paper
from ntfp.proving.printing import Order

_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])")
_FILE = re.compile(r"[\w$!~-]+\.[a-z][a-z0-9_]{1,3}\b|\bntldr\b")
_HALF_DAY = re.compile(r"\d ?[ap]\.?(?:m\b|\s|\|)")
_LAST_MONTH = 12


def first_part(paper: Paper, number: int) -> Order:
    """What comes first in a date of a line that could be read in either way."""
    if _HALF_DAY.search(paper.line(number)):
        return Order.MONTH  # who writes a.m. and p.m. puts the month first
    told = _told(paper)
    nearest = min(told, key=lambda line: abs(line - number), default=None)
    return Order.MONTH if nearest is None else told[nearest]


def _told(paper: Paper) -> dict[int, Order]:
    """The lines that list a file with a date of one reading alone."""
    found = {}
    for number, line in enumerate(paper.lines, 1):
        text = line.lower()
        if (date := _NUMBERS.search(text)) and _FILE.search(text):
            first, second = int(date[1]), int(date[3])
            if first > _LAST_MONTH >= second:
                found[number] = Order.DAY
            elif second > _LAST_MONTH >= first:
                found[number] = Order.MONTH
    return found
