"""Sentences for the page's templates: the words of all reports, in the form a template asks for them.

Each takes a fact and gives a plain text, which is not yet safe to show.
"""

from pathlib import PurePath

from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Evidence, Finding, Judged, Verdict
from ntfp.reports.builds import listed, place, who
from ntfp.reports.page import Page
from ntfp.reports.standing import below, coverage, hotfixes_of, registry_says, rollup_says
from ntfp.reports.text import Screen
from ntfp.reports.words import QUESTIONS, reason_in_words, verdict_in_words

_PAGE = Page(Screen())  # for what is cut where it is too long: a page in a browser has room for all else
_DOT = f" {_PAGE.dot} "
_LONGEST = 400  # of what a disk says of itself, which can be of any length


def number(count: int) -> str:
    return f"{count:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """How many of what: "1 system", "2 systems"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def machine(system: Judged) -> str:
    """Whose Windows it is, for which machine."""
    return _DOT.join(who(system.build, str(system.build.platform or "machine unknown"), _PAGE))


def standing(system: Judged) -> str:
    """Its version, and which release that is."""
    return f"{system.build.version or 'no version'}{_DOT}{place(system.build)}"


def overview(system: Judged) -> str:
    """In one line, what tells it from others of its kind: which release its files are, and what it says of itself."""
    says = f"{_DOT}registry: {registry_says(system, _DOT)}" if system.claims else ""
    return place(system.build) + says


def settled(finding: Finding) -> str:
    """What is said to settle it: of what is decided, that it would be certain."""
    return "to settle" if finding.verdict is Verdict.UNKNOWN else "to be certain"


def articles(system: Judged) -> str:
    return listed(system.build)


def registry(system: Judged) -> str:
    return registry_says(system, _DOT)


def named(path: str) -> str:
    """The path; one of which nothing would be seen in quotes."""
    return path if path.strip() else repr(path)


def inside(path: str, system: Judged) -> str:
    return below(path, system.root)


def shortened(text: str) -> str:
    return _PAGE.shortened(text, _LONGEST)


def sure(finding: Finding | Evidence) -> str:
    return finding.confidence or ""


def own_place(finding: Finding) -> str:
    """The name of the place that a user's own record is from."""
    return PurePath(finding.own).name if finding.own else ""


def question(piece: Evidence) -> str:
    return QUESTIONS[piece.step]


def answer(piece: Evidence) -> str:
    """What the step says, how surely, and why."""
    said = "says nothing" if piece.vote is None else verdict_in_words(piece.vote)
    certain = f", {piece.confidence}" if piece.vote and piece.confidence else ""
    return f"{said}{certain}: {piece.because}"


def tried(piece: Evidence) -> list[tuple[str, str]]:
    """The questions before it, and why none had an answer."""
    return [(QUESTIONS[one.step], one.because) for one in piece.tried]


def print_place(piece: Evidence, finding: Finding) -> str:
    """Where it stands in print: the line, and of which article, where it is another one."""
    if piece.line is None:
        return "" if piece.kb == finding.kb else piece.kb
    return f"{'' if piece.kb == finding.kb else f'{piece.kb} '}line {piece.line}"


def disagreement(finding: Finding) -> str:
    return finding.evidence[-1].because if finding.evidence else reason_in_words(finding)


def problem(skipped: Skipped) -> str:
    """What is wrong, and where in the file."""
    at = "" if skipped.offset is None else f"at offset {skipped.offset:#x}: "
    return at + skipped.problem


def data_in_words(basis: Basis) -> str:
    ships = "the data that ship with ntfp" if basis.ships else f"the data of {basis.label}"
    return f"{ships}: {basis.records:,} record{'s' * (basis.records != 1)}"


__all__ = [
    "answer",
    "articles",
    "coverage",
    "data_in_words",
    "disagreement",
    "hotfixes_of",
    "inside",
    "machine",
    "named",
    "number",
    "overview",
    "own_place",
    "plural",
    "print_place",
    "problem",
    "question",
    "reason_in_words",
    "registry",
    "rollup_says",
    "settled",
    "shortened",
    "standing",
    "sure",
    "tried",
    "verdict_in_words",
]
