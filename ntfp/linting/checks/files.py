"""Checks of how the files of a folder are written: that each can be read, lies where it belongs, and is needed.

What they say is for the other modules.
"""

from collections.abc import Iterator
from difflib import unified_diff

from ntfp.database.dataset import BESIDE
from ntfp.database.records import record_files
from ntfp.database.writing import record_text
from ntfp.facts.flaw import Flaw
from ntfp.linting.check import Check
from ntfp.linting.subject import Subject

_BESIDE_A_WHOLE_SET = {*BESIDE, "FORMAT.md"}


class Schema(Check):
    """Every file reads as the manual says; all that is wrong is told at once."""

    name = "schema"
    advice = "Write what signatures/FORMAT.md asks for; until then the record is left out of every other check."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        return (
            self.beside(fault.place, fault.key, fault.problem) for fault in subject.faults if fault.kind == "schema"
        )


class Place(Check):
    """A record lies where its number says."""

    name = "place"
    advice = "Move the file to where its number says; until then it is left out of every other check."
    of_files = True

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        return (self.beside(fault.place, fault.key, fault.problem) for fault in subject.faults if fault.kind == "place")


class Spelling(Check):
    """A record is written as ntfp writes it."""

    name = "spelling"
    advice = "Write the record as ntfp does, 'ntfp kb compile' or a copy of the line shown: a diff should show facts."
    of_files = True

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        for path, signature in subject.files:
            written, meant = path.read_text("utf-8"), record_text(signature)
            if path.read_bytes() == meant.encode():
                continue
            changes = unified_diff(written.splitlines(), meant.splitlines(), n=0, lineterm="")
            wanted = next((line[1:].strip() for line in changes if line[0] == "+" and line[:3] != "+++"), None)
            found = f"expected {wanted}" if wanted else "expected no more lines, or other ends of them"
            assert subject.folder
            yield Flaw(
                check=self.name,
                place=path.relative_to(subject.folder).as_posix(),
                kb=signature.kb,
                problem=f"is written otherwise than ntfp writes it: {found}",
            )


class OneRecord(Check):
    """An article has one record."""

    name = "one-record"
    advice = "Keep one of the two files: which of them is gone by is chance."
    of_files = True

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        seen: dict[str, str] = {}
        for path, signature in subject.files:
            assert subject.folder
            place = path.relative_to(subject.folder).as_posix()
            if signature.kb in seen:
                problem = f"expected one record of an article, found another in {seen[signature.kb]}"
                yield Flaw(check=self.name, place=place, key="kb", kb=signature.kb, problem=problem)
            seen.setdefault(signature.kb, place)


class StrayFile(Check):
    """Every file of the folder is read by somebody."""

    name = "stray-file"
    advice = "Take the file away, or give it the name of a record: nothing reads it."
    of_files = True

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        if subject.folder is None:
            return
        read = set(record_files(subject.folder))
        for path in sorted(subject.folder.rglob("*")):
            inside = path.relative_to(subject.folder)
            known = path in read or (len(inside.parts) == 1 and path.name in _BESIDE_A_WHOLE_SET)
            if path.is_file() and not known and not any(part.startswith(".") for part in inside.parts):
                yield Flaw(
                    check=self.name, place=inside.as_posix(), problem="expected a record, found a file none reads"
                )


FILE_CHECKS = (Schema(), Place(), Spelling(), OneRecord(), StrayFile())
