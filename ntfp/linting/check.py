"""Check: one thing that can be wrong with the data, its name, and what to do about it.

A check says what it expected and what it found; the file, the article and its own
name are added here. Most look at one record, or one row, at a time.

What a check looks at is in `ntfp.linting.subject`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from ntfp.database.writing import record_path
from ntfp.facts.flaw import Flaw
from ntfp.facts.signature import Signature
from ntfp.linting.subject import Placed, Subject


class Found(msgspec.Struct, frozen=True):
    """What is wrong, and where in its record."""

    problem: str
    key: str | None = None
    line: int | None = None


class Check(ABC):
    """One check. `of_files`: it looks at how TOML files are written, and has nothing to say of a packed file."""

    name: ClassVar[str]
    advice: ClassVar[str]  # what to do about what it finds, one sentence
    of_files: ClassVar[bool] = False

    @abstractmethod
    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        """Everything it finds."""

    def beside(self, file: str, key: str, problem: str, kb: str | None = None) -> Flaw:
        """A flaw of a file that is no record."""
        return Flaw(check=self.name, place=file, key=key, kb=kb, problem=problem)


class OfRecords(Check):
    """A check that looks at one record at a time, and at what it has to compare it with."""

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        for signature in subject.signatures:
            place = record_path(signature.kb).as_posix()
            for found in self.of(signature, subject):
                yield Flaw(
                    check=self.name,
                    place=place,
                    key=found.key,
                    kb=signature.kb,
                    line=found.line,
                    problem=found.problem,
                )

    @abstractmethod
    def of(self, signature: Signature, subject: Subject, /) -> Iterator[Found]:
        """What it finds in one record, as it is meant."""


class OfRows(Check):
    """A check that looks at one row at a time, and at what it has to compare it with."""

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        for placed in subject.rows:
            for field, problem in self.of(placed, subject):
                yield Flaw(
                    check=self.name,
                    place=record_path(placed.kb).as_posix(),
                    key=f"{placed.key}.{field}" if field else placed.key,
                    kb=placed.kb,
                    line=placed.row.line,
                    problem=problem,
                )

    @abstractmethod
    def of(self, placed: Placed, subject: Subject, /) -> Iterator[tuple[str, str]]:
        """The field of the row that is wrong, "" for the whole, and how."""
