"""Linting: is what the data say possible, consistent, and written as the manual asks?

`CHECKS` is the seam: every check, in the order in which it is told about. A record is
held against itself, its neighbours and what is known of the branches; whether it says
what its article says is `ntfp.proving`'s question.
"""

from collections.abc import Iterable, Iterator

from ntfp.facts.flaw import Flaw
from ntfp.linting.check import Check
from ntfp.linting.checks.articles import ARTICLE_CHECKS
from ntfp.linting.checks.beside import BESIDE_CHECKS
from ntfp.linting.checks.builds import BUILD_CHECKS
from ntfp.linting.checks.claims import CLAIM_CHECKS
from ntfp.linting.checks.files import FILE_CHECKS
from ntfp.linting.checks.rows import ROW_CHECKS
from ntfp.linting.settling import settled
from ntfp.linting.subject import Subject, read_subject, shipped_subject

__all__ = ["CHECKS", "PROOF", "Check", "Subject", "lint", "read_subject", "shipped_subject"]

CHECKS: tuple[Check, ...] = (*FILE_CHECKS, *ARTICLE_CHECKS, *ROW_CHECKS, *CLAIM_CHECKS, *BUILD_CHECKS, *BESIDE_CHECKS)
PROOF = "proof-"  # how the names of what holds records against their articles begin


def lint(subject: Subject, proof: Iterable[Flaw] | None = None, checks: tuple[Check, ...] = CHECKS) -> Iterator[Flaw]:
    """Every flaw, in the order of the checks; the known ones with the reason why they stay.

    `proof` is what was found where the records were held against their articles, if they were: an entry about a check
    that did not run is not stale.
    """
    left_out = {check.name for check in checks if check.of_files and subject.folder is None}

    def found() -> Iterator[Flaw]:
        for check in checks:
            if check.name not in left_out:
                yield from check.flaws(subject)
        yield from proof or ()

    def was_asked(check: str) -> bool:
        return check not in left_out and (proof is not None or not check.startswith(PROOF))

    return settled(found(), subject.contradictions, was_asked)
