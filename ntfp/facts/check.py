"""Checks: what one article asks of a live machine, as plain values.

A check is a tree of questions that a program on the machine itself can answer: a
registry value, a file's version, size and link time. It has three answers, as
the languages for such checks have: the fix is missing, it is not, or nobody can
tell. `Undecided` is the leaf for the third.

How a question is put in such a language is the business of
`ntfp.reports.exporting`; which questions an article gives rise to, that of
`ntfp.catalogue.checks`.
"""

import datetime as dt
from enum import StrEnum

import msgspec

from ntfp.facts.build import Branch, Line
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion


class LeftOut(StrEnum):
    """Why an article has no check."""

    NO_BRANCH = "no-branch"  # no Windows is named
    OF_A_LANGUAGE = "of-a-language"  # only systems in some languages have the problem
    NEVER_MISSING = "never-missing"  # the fix came with every Windows it names
    NOTHING_TO_ASK = "nothing-to-ask"  # neither a pack nor a file could ever tell that it is missing


class BranchIs(msgspec.Struct, frozen=True):
    """The kernel is of that branch."""

    branch: Branch


class PlatformIs(msgspec.Struct, frozen=True):
    """Windows says that it runs on such a processor."""

    platform: Platform


class LanguageIs(msgspec.Struct, frozen=True):
    """Windows was installed in that language."""

    language: str


class PackIs(msgspec.Struct, frozen=True):
    """The registry names one of these packs of that branch, and the kernel does not deny it."""

    branch: Branch
    packs: tuple[str, ...]


class KeySet(msgspec.Struct, frozen=True):
    """The registry has a hotfix key of that name, and it says `Installed`."""

    name: str


class NoFile(msgspec.Struct, frozen=True):
    """In none of the folders where Windows keeps its files is one of that name."""

    file: str


class FileIs(msgspec.Struct, frozen=True, kw_only=True):
    """A file of that name has a version from and below these, and that size; with `every`, all copies of it have.

    Both ends and the size are left open by `None`. What has no version is neither above nor below any.
    """

    file: str
    every: bool
    first: FileVersion | None = None
    below: FileVersion | None = None
    size: int | None = None


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """A file of that name was linked between these moments, both included; with `every`, all copies of it were."""

    file: str
    every: bool
    first: dt.datetime | None = None
    last: dt.datetime | None = None


class Lacks(msgspec.Struct, frozen=True):
    """The check of another article says that its fix is missing."""

    kb: str


class Undecided(msgspec.Struct, frozen=True):
    """Nobody can tell."""


class All(msgspec.Struct, frozen=True):
    """Every one of these; of none it is true."""

    of: tuple["Question", ...]


class Either(msgspec.Struct, frozen=True):
    """One of these at least; of none it is false."""

    of: tuple["Question", ...]


class Not(msgspec.Struct, frozen=True):
    """The contrary; of what nobody can tell there is none."""

    of: "Question"


Question = (
    BranchIs
    | PlatformIs
    | LanguageIs
    | PackIs
    | KeySet
    | NoFile
    | FileIs
    | Linked
    | Lacks
    | Undecided
    | All
    | Either
    | Not
)


ALWAYS, NEVER = All(()), Either(())


class Kernels(msgspec.Struct, frozen=True):
    """The kernels that a system on a pack can have: from one version on, below another, and no other pack's own."""

    first: FileVersion
    below: FileVersion | None
    of_others: tuple[FileVersion, ...]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One article: its fix is missing where the question is answered with yes."""

    kb: str
    title: str
    revised: dt.date | None
    branches: tuple[Branch, ...]
    asks: tuple[str, ...]  # what it goes by, in words: "hotfix key", "packs", "files"
    missing: Question


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """All checks in the order of their articles, what they speak of, and why other articles have none."""

    lines: tuple[Line, ...]
    kernels: dict[tuple[Branch, str], Kernels]  # by branch and pack, where they tell
    checks: tuple[Check, ...]
    left_out: dict[str, LeftOut]


def both(*questions: Question | None) -> Question:
    """All of these that are questions; of one that one."""
    asked: dict[Question, None] = {}
    for one in questions:
        asked.update(dict.fromkeys(one.of if isinstance(one, All) else () if one is None else (one,)))
    return NEVER if NEVER in asked else next(iter(asked)) if len(asked) == 1 else All(tuple(asked))


def either(*questions: Question | None) -> Question:
    """One of these at least, as far as they are questions; of one that one."""
    asked: dict[Question, None] = {}
    for one in questions:
        asked.update(dict.fromkeys(one.of if isinstance(one, Either) else () if one is None else (one,)))
    return ALWAYS if ALWAYS in asked else next(iter(asked)) if len(asked) == 1 else Either(tuple(asked))


def unless(question: Question) -> Question:
    """The contrary."""
    if question in (ALWAYS, NEVER):
        return NEVER if question == ALWAYS else ALWAYS
    return question.of if isinstance(question, Not) else Not(question)
