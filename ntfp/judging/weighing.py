"""Weighing: from what single rows say about single files to what the files say together.

One older file is enough to lack a fix; a file that is not there does not vote.
The order of rows, tables and files never matters.
"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from ntfp.facts.build import KERNEL_NAMES, Branch, Confidence
from ntfp.facts.report import Identified
from ntfp.facts.signature import Signature
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Reason, Step, Verdict
from ntfp.judging.case import Case
from ntfp.judging.history import History
from ntfp.judging.ladder import climb
from ntfp.judging.speaking import HAL, Spoken, is_hal, rows_for
from ntfp.judging.words import found, wanted

_TEXTS = (".txt", ".inf", ".ini", ".htm", ".asp", ".hlp", ".cnt", ".com", ".fon", ".ttf")
# Of several reasons to say nothing, the first of these is told: the nearest to an answer.
_TELLING = (
    Reason.FILE_DAMAGED,
    Reason.EVIDENCE_DISAGREES,
    Reason.CLAIMS_DISAGREE,
    Reason.SAME_VERSION,
    Reason.DATE_IN_DOUBT,
    Reason.SAME_SIZE_OTHER_DATE,
    Reason.VARIANT_UNKNOWN,
    Reason.FLAVOUR_UNKNOWN,
    Reason.RELEASE_WITHOUT_CLAIM,
    Reason.PACK_RANGE,
    Reason.PACK_UNNUMBERED,
    Reason.OTHER_BRANCH,
    Reason.NO_COMMON_ATTRIBUTE,
    Reason.FILE_ABSENT,
    Reason.NO_ROW,
)
# Of several steps that agree, the first of these is told.
_PLAINEST = tuple(map(Reason, ("version", "very-file", "release", "certainly-later", "certainly-earlier")))


class Weighed(msgspec.Struct, frozen=True):
    """What the files of a system say about a fix. Without a verdict: why not."""

    verdict: Verdict | None
    reason: Reason
    confidence: Confidence | None
    evidence: tuple[Evidence, ...]


def weigh_files(signature: Signature, branch: Branch, system: System, history: History) -> Weighed:
    """Every row that speaks against every file it speaks about."""
    spoken = rows_for(signature, branch, system)
    if not spoken:
        return Weighed(None, Reason.NO_ROW if signature.tables else Reason.NO_CLAIM, None, ())
    votes: list[tuple[Evidence, Reason]] = []
    for file in _each(spoken):
        cases = [Case(signature, one.table, one.row, branch, file, history) for one in spoken if file in one.files]
        votes += _of_file(file, cases)
    absent = _absent(signature, spoken, system)
    evidence = (*(piece for piece, _ in votes), *absent)
    if not votes:  # without even an absent file there were rows for other flavours or HALs alone
        return Weighed(None, Reason.FILE_ABSENT if absent else Reason.NO_ROW, None, evidence)
    verdict, reason = weigh(votes)
    if verdict is None:
        return Weighed(None, reason, None, evidence)
    sure = {piece.confidence for piece, _ in votes if piece.vote is verdict}
    silent = any(piece.vote is None for piece, _ in votes)
    if verdict is Verdict.FIXED:
        certain = sure == {Confidence.CERTAIN} and not absent and not silent
    else:
        certain = Confidence.CERTAIN in sure and not absent
    return Weighed(verdict, reason, Confidence.CERTAIN if certain else Confidence.LIKELY, evidence)


def weigh(votes: Iterable[tuple[Evidence, Reason]]) -> tuple[Verdict | None, Reason]:
    """One older file is enough for unfixed; damage or a contradiction is enough not to say fixed."""
    votes = tuple(votes)
    voted = {piece.vote for piece, _ in votes} - {None}
    silent = {reason for piece, reason in votes if piece.vote is None}
    if Verdict.UNFIXED in voted:
        if Verdict.FIXED in voted:
            return Verdict.UNFIXED, Reason.PARTLY_INSTALLED
        return Verdict.UNFIXED, _plainest(votes, Verdict.UNFIXED)
    if not voted or silent & {Reason.FILE_DAMAGED, Reason.EVIDENCE_DISAGREES, Reason.CLAIMS_DISAGREE}:
        return None, _first(silent, _TELLING)
    return Verdict.FIXED, _plainest(votes, Verdict.FIXED)


def _of_file(file: Identified, cases: list[Case]) -> list[tuple[Evidence, Reason]]:
    """One vote a file: of several rows for it the very one, else they have to agree."""
    own = file.build.branch
    if own not in (Branch.OTHER, cases[0].branch) or file.build.foreign:
        return [
            (_silent(case, f"it is {own if not file.build.foreign else 'not Windows'}"), Reason.OTHER_BRANCH)
            for case in cases[:1]
        ]
    climbed = [climb(case) for case in cases]
    very = [vote for vote in climbed if vote[1] is Reason.VERY_FILE]
    if very:
        return very[:1]
    voted = {piece.vote for piece, _ in climbed}
    if len(voted) == 1:
        best = min(climbed, key=lambda vote: (vote[0].confidence is not Confidence.CERTAIN, vote[0].line or 0))
        return [best]
    reason = Reason.FLAVOUR_UNKNOWN if file.build.kernel and file.build.flavour is None else Reason.VARIANT_UNKNOWN
    return [(msgspec.structs.replace(piece, vote=None, confidence=None), reason) for piece, _ in climbed]


def _silent(case: Case, because: str) -> Evidence:
    return Evidence(
        step=Step.UNDECIDED,
        because=because,
        wanted=wanted(case.row),
        found=found(case.file),
        path=case.facts.path,
        kb=case.signature.kb,
        line=case.row.line,
    )


def _absent(signature: Signature, spoken: tuple[Spoken, ...], system: System) -> tuple[Evidence, ...]:
    """Files the rows list and the system does not have; of a name with several rows one line is enough.

    What is no PE file (Ntldr, a text) could not be read if it were there, and is not missed.
    """
    there = {one.row.file for one in spoken if one.files}
    missing = {
        one.row.file: one.row
        for one in reversed(spoken)
        if not one.files and one.row.file not in there and _is_missed(one.row.file, system)
    }
    return tuple(
        Evidence(
            step=Step.UNDECIDED,
            because=f"there is no {file} here, or none that could be read",
            wanted=wanted(row),
            kb=signature.kb,
            line=row.line,
        )
        for file, row in sorted(missing.items())
    )


def _is_missed(file: str, system: System) -> bool:
    """Would a system have it under that name? Of the kernels and HALs it has one, whichever that is."""
    if file in KERNEL_NAMES or (is_hal(file) and any(other.facts.plain_name == HAL for other in system.files)):
        return False
    return "." in file and not file.endswith(_TEXTS)


def _each(spoken: tuple[Spoken, ...]) -> list[Identified]:
    """Every file spoken about, once, in the order of their paths."""
    found: defaultdict[str, list[Identified]] = defaultdict(list)
    for one in spoken:
        for file in one.files:
            if file not in found[file.facts.path]:
                found[file.facts.path].append(file)
    return [file for path in sorted(found) for file in found[path]]


def _plainest(votes: tuple[tuple[Evidence, Reason], ...], verdict: Verdict) -> Reason:
    return _first({reason for piece, reason in votes if piece.vote is verdict}, _PLAINEST)


def _first(reasons: set[Reason], order: tuple[Reason, ...]) -> Reason:
    """The one that comes first in the order; of those outside of it the first by name."""
    ranked = sorted(reasons, key=lambda reason: (order.index(reason) if reason in order else len(order), reason))
    return ranked[0]
