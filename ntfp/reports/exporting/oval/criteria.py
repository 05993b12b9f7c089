"""Criteria: how the questions of one article are put in OVAL.

Each question has one test, and each test one number, so that articles that ask
the same share it. Why a question is asked is not known here.
"""

from collections.abc import Iterator
from datetime import datetime

from ntfp.facts.check import (
    All,
    BranchIs,
    Check,
    Checks,
    Either,
    FileIs,
    KeySet,
    Lacks,
    LanguageIs,
    Linked,
    NoFile,
    Not,
    PackIs,
    PlatformIs,
    Question,
    Undecided,
)
from ntfp.facts.signature import number_of
from ntfp.facts.version import FileVersion
from ntfp.reports.exporting.oval.elements import all_of, criterion, definition, extending, metadata, one_of
from ntfp.reports.exporting.oval.inventory import Inventory, family, hotfix_key
from ntfp.reports.exporting.oval.parts import NAMESPACE, Parts, State

_LATER = "it is missing where a file is older or the pack too old, unknown where nothing tells"


class Criteria:
    """The definitions of articles, and with them what they extend and test."""

    def __init__(self, checks: Checks) -> None:
        self.parts = Parts()
        self.inventory = Inventory(self.parts, checks)

    def patch(self, check: Check) -> str:
        """The definition of one article: true where its fix is missing."""
        told = f"Whether the fix of {check.kb} is missing, by {_and(check.asks)}: {_LATER}."
        about = metadata(f"{check.kb}: {check.title}", map(family, check.branches), told, check.kb)
        return definition(patch_id(check.kb), "patch", about, self._put(check.missing))

    def _put(self, question: Question, *, negate: bool = False) -> str:
        match question:
            case Not(one):
                return self._put(one, negate=not negate)
            case All(of):
                return all_of(map(self._put, of), negate=negate)
            case Either(of):
                return one_of(map(self._put, of), negate=negate)
            case BranchIs() | PackIs() | PlatformIs() | LanguageIs():
                return self.inventory.extending(question, negate=negate)
            case Lacks(kb):
                return extending(patch_id(kb), f"the fix of {kb} is missing", negate=negate)
            case _:
                return criterion(*self._test(question), negate=negate)

    def _test(self, question: FileIs | Linked | NoFile | KeySet | Undecided) -> tuple[str, str]:
        """The test of a single question, and what it asks in words."""
        match question:
            case FileIs(file=file, every=every):
                comment = f"{_which(file, every=every)} {' and '.join(_wanted(question))}"
                return self.parts.file(file, tuple(_states(question)), comment, every=every), comment
            case Linked(file=file, every=every, first=first, last=last):
                states = tuple(_moments(first, last))
                comment = f"{_which(file, every=every)} was linked {_when(first, last)}"
                return self.parts.header(file, states, comment, every=every), comment
            case NoFile(file):
                comment = f"there is no {file}"
                return self.parts.file(file, (), comment, every=False, there=False), comment
            case KeySet():
                return hotfix_key(self.parts, question)
            case Undecided():
                comment = "nothing that can be asked tells"
                return self.parts.unknown(comment), comment


def patch_id(kb: str) -> str:
    """An article's number is that of its definition, whatever becomes of the data."""
    return f"oval:{NAMESPACE}:def:{number_of(kb)}"


def _which(file: str, *, every: bool) -> str:
    return f"every {file}" if every else f"a {file}"


def _is_one_number(first: FileVersion | None, below: FileVersion | None) -> bool:
    """Is there room for one version alone between them?"""
    return bool(first and below and below.words() == (first.words()[0], first.words()[1] + 1))


def _states(question: FileIs) -> Iterator[State]:
    first, below = question.first, question.below
    if question.size is not None:
        yield State("size", "int", "equals", question.size)
    if first and _is_one_number(first, below):
        yield State("version", "version", "equals", first)
        return
    if first:
        yield State("version", "version", "greater than or equal", first)
    if below:
        yield State("version", "version", "less than", below)


def _wanted(question: FileIs) -> Iterator[str]:
    first, below = question.first, question.below
    if first and _is_one_number(first, below):
        yield f"has version {first}"
    elif first or below:
        yield " and ".join([f"has a version from {first}"] * bool(first) + [f"below {below}"] * bool(below))
    if question.size is not None:
        yield f"has {question.size:,} bytes"


def _moments(first: datetime | None, last: datetime | None) -> Iterator[State]:
    if first and first == last:
        yield State("time_date_stamp", "int", "equals", int(first.timestamp()))
        return
    if first:
        yield State("time_date_stamp", "int", "greater than or equal", int(first.timestamp()))
    if last:
        yield State("time_date_stamp", "int", "less than or equal", int(last.timestamp()))


def _when(first: datetime | None, last: datetime | None) -> str:
    if first and first == last:
        return f"{first:%Y-%m-%d %H:%M:%S} UTC"
    said = [f"from {first:%Y-%m-%d %H:%M:%S}"] if first else []
    return " ".join([*said, *([f"to {last:%Y-%m-%d %H:%M:%S}"] if last else []), "UTC"])


def _and(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else "".join(words)
