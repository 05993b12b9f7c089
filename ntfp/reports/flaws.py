"""Flaws of the data, for people and for programs: what is wrong, where, and once a check what to do about it.

What is known to be the articles' own is counted, and told where it is asked for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import msgspec
from rich.text import Text

from ntfp.facts.flaw import Flaw
from ntfp.reports.json import SCHEMA, encoded
from ntfp.reports.page import Page
from ntfp.reports.text import Screen

_INDENT = "  "


def flaws_table(flaws: Iterable[Flaw], advice: Mapping[str, str], screen: Screen, *, known: bool) -> Iterator[str]:
    """A line for each flaw, file by file; then what to do, check by check; and how many there are."""
    flaws = tuple(flaws)
    page = Page(screen)
    told = [flaw for flaw in flaws if known or not flaw.known]
    told.sort(key=lambda flaw: flaw.place)  # stable: within a file as the checks come
    for _, of_file in groupby(told, key=lambda flaw: flaw.place):
        yield page.painted([line for flaw in of_file for line in _of_flaw(page, flaw)] + [Text()])
    checks = Counter(flaw.check for flaw in told)
    lines = [line for check in dict.fromkeys(advice) if checks[check] for line in _advice(page, check, checks, advice)]
    yield page.painted([*lines, *([Text()] if lines else []), *page.folded(_sum(flaws, known=known))])


def flaws_json(flaws: Iterable[Flaw], advice: Mapping[str, str]) -> Iterator[str]:
    """One document, a flaw a line; the known ones are among them."""
    flaws = tuple(flaws)
    checks = Counter(flaw.check for flaw in flaws)
    yield f'{{"schema": {SCHEMA}, "kind": "lint", "flaws": ['
    yield _lines(encoded(msgspec.structs.asdict(flaw)) for flaw in flaws)
    yield '], "checks": ['
    yield _lines(encoded({"check": check, "advice": said, "flaws": checks[check]}) for check, said in advice.items())
    known = sum(flaw.known is not None for flaw in flaws)
    yield f'], "summary": {encoded({"flaws": len(flaws) - known, "known": known})}}}\n'


def _of_flaw(page: Page, flaw: Flaw) -> Iterator[Text]:
    where = ": ".join(filter(None, (flaw.place, flaw.key)))
    line = f" (line {flaw.line})" if flaw.line else ""
    said = Text(page.shown(f"{where}{line}: "), "bold")
    said.append(page.shown(flaw.problem), "")
    said.append(page.shown(f" [{flaw.check}]"), "cyan")
    yield from _hanging(page, said)
    if flaw.known:
        yield from (
            Text(2 * _INDENT) + line for line in page.folded(Text(page.shown(f"known: {flaw.known}"), "dim"), 2)
        )


def _advice(page: Page, check: str, checks: Counter[str], advice: Mapping[str, str]) -> Iterator[Text]:
    said = Text(page.shown(check), "cyan").append(f" ({checks[check]:,}): ").append(page.shown(advice[check]))
    return _hanging(page, said)


def _hanging(page: Page, text: Text) -> Iterator[Text]:
    first, *others = page.folded(text, indent=2)
    yield first
    yield from (Text(2 * _INDENT) + other for other in others)


def _sum(flaws: tuple[Flaw, ...], *, known: bool) -> Text:
    found = [flaw for flaw in flaws if not flaw.known]
    files = len({flaw.place for flaw in found})
    count = f"{len(found):,} flaw{'s' * (len(found) != 1)} in {files:,} file{'s' * (files != 1)}"
    rest = len(flaws) - len(found)
    line = Text(count if found else "no flaw", "bold red" if found else "bold green")
    if rest:
        line.append(f"; {rest:,} known to be the articles' own{'' if known else ', --known tells them'}")
    return line


def _lines(objects: Iterable[str]) -> str:
    return ",".join(f"\n{line}" for line in objects) + "\n"
