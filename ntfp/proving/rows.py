"""Rows: every fact of a row is found on its line, taken away, and nothing that says anything may be left.

Whom the table of the row speaks for is another question.
"""

import re
from collections.abc import Iterator

from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.proving import printing, proofs, words
from ntfp.proving.dates import first_part
from ntfp.proving.paper import Paper, flat
from ntfp.proving.printing import Order
from ntfp.proving.proofs import Finding

_EMPTY = re.compile(r"[-|()*.,+]*")
_IDLE = {"bytes", "none", "enu", "shp", "n/a", "or", "and", "later"}
_REMARK = re.compile(r"\((?:xpclnt|xpsp|win)\S*\)")
_NAMED = re.compile(r"\bnt\b|windows|win2k|terminal server")  # else a number is a version's
_OF_A_FILE = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\d[/-]\w+[/-]\d")
_LAST_MONTH = 12


class Line:
    """A line of a table, from which what is found is taken away."""

    def __init__(self, text: str) -> None:
        self.text = flat(re.sub(r"<br/?>|\|", " ", text))
        self.left = self.text

    def spend(self, spelling: re.Pattern[str]) -> bool:
        """Is it there? Then it is there no more."""
        self.left, found = spelling.subn(" ", self.left, count=1)
        self.left = flat(self.left)
        return bool(found)


def prove_row(signature: Signature, table: Table, row: Row, paper: Paper) -> Iterator[Finding]:
    """Everything that is wrong with a row; what is doubted of its line may be left over."""
    line = Line(paper.line(row.line))
    yield from _facts(row, line)
    yield from _date(row, line, paper)
    yield from _platform(table, row, line, paper)
    yield from _variant(row, line)
    yield from _branch(table, row, line, paper)
    if not any(doubt.line == row.line for doubt in signature.doubts):
        yield from _leftover(row, line)


def _facts(row: Row, line: Line) -> Iterator[Finding]:
    if not line.spend(printing.file_spelling(row.file)):
        yield proofs.FILE, "file", f"expected {row.file} in {line.text!r}"
    if row.version is not None and not line.spend(printing.version_spelling(row.version)):
        yield proofs.VERSION, "version", f"expected {row.version} in {line.text!r}"
    if row.time is not None and not line.spend(printing.time_spelling(row.time)):
        yield proofs.TIME, "time", f"expected {row.time} in {line.text!r}"
    if row.size is not None and not line.spend(printing.size_spelling(row.size)):
        yield proofs.SIZE, "size", f"expected {row.size:,} in {line.text!r}"
    if row.size_kb is not None and not line.spend(printing.size_kb_spelling(row.size_kb)):
        yield proofs.SIZE, "size_kb", f"expected {row.size_kb:g} KB in {line.text!r}"


def _date(row: Row, line: Line, paper: Paper) -> Iterator[Finding]:
    if row.date is None:
        return
    ways = {order: pattern for order, pattern in printing.date_spellings(row.date) if pattern.search(line.left)}
    other = row.date_doubt and {
        o for o, pattern in printing.date_spellings(row.date_doubt) if pattern.search(line.left)
    }
    if not ways:
        yield proofs.DATE, "date", f"expected {row.date} in {line.text!r}"
        return
    line.spend(next(iter(ways.values())))
    if row.date_doubt is not None:
        if row.date_doubt == row.date or not other or not {*ways, *other} >= {Order.MONTH, Order.DAY}:
            yield proofs.DATE, "date_doubt", f"expected the other reading of {row.date} in {line.text!r}"
    elif row.date.day <= _LAST_MONTH and Order.PLAIN not in ways and (order := first_part(paper, row.line)) not in ways:
        yield proofs.DATE, "date", f"expected the {order} first in {line.text!r}, and {row.date} is the other reading"


def _platform(table: Table, row: Row, line: Line, paper: Paper) -> Iterator[Finding]:
    printed = words.platforms(line.text)
    if not printed:
        printed = _platforms_above(table, row, paper)
    expected = {row.platform} if row.platform else set()
    if printed == expected:
        return
    if len(printed) > 1 and row.platform is None:
        return  # two at once are nobody's, and no doubt about it
    found = " and ".join(sorted(printed)) or "none"
    yield proofs.PLATFORM, "platform", f"expected {row.platform or 'none'}, found {found} at {line.text!r}"


def _platforms_above(table: Table, row: Row, paper: Paper) -> set[Platform]:
    """The nearest that names one: a line of the table that lists no file, or the sentence above."""
    for number in range(row.line - 1, table.line - 1, -1):
        text = paper.line(number)
        if not _OF_A_FILE.search(text) and (found := words.platforms(text)):
            return found
    return set()


def _variant(row: Row, line: Line) -> Iterator[Finding]:
    if row.variant is None:
        return
    digits, _, kind = row.variant.partition("-")
    spelling = rf"\(?{digits}[- ]?{kind}\)?" if kind else rf"\(?{digits}\)?"
    if not line.spend(re.compile(rf"(?<!\S){spelling}(?!\S)")):
        yield proofs.VARIANT, "variant", f"expected {row.variant} in {line.text!r}"


def _branch(table: Table, row: Row, line: Line, paper: Paper) -> Iterator[Finding]:
    printed = words.systems(line.left) if _NAMED.search(line.left) else set()
    if row.branch is None:
        if printed and table.branch not in printed:
            yield proofs.BRANCH, "branch", f"expected {table.branch or 'none'} in {line.text!r}"
        return
    if printed:
        if row.branch not in printed:
            yield proofs.BRANCH, "branch", f"expected {row.branch} in {line.text!r}"
        return
    if row.version is not None and row.branch in words.systems_of(row.version):
        return
    above = next((found for n in range(row.line - 1, table.line, -1) if (found := words.systems(paper.line(n)))), set())
    if above != {row.branch}:
        yield proofs.BRANCH, "branch", f"expected {row.branch} in {line.text!r} or above it"


def _leftover(row: Row, line: Line) -> Iterator[Finding]:
    """What no fact of the record accounts for."""
    rest = _REMARK.sub(" ", line.left)
    for word in words.platform_words(rest) if row.platform else ():
        rest = rest.replace(word, " ", 1)
    rest = words.without_systems(rest)
    left = [word for word in rest.split() if not _EMPTY.fullmatch(word) and word.strip("(),.*") not in _IDLE]
    if left:
        yield proofs.ROW, None, f"the record says nothing of {' '.join(left)!r} in {line.text!r}"
