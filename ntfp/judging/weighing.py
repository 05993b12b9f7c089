"""Weighing: from what single rows say about single files to what the files say together.

One older file is enough to lack a fix; a file that is not there does not vote.
The order of rows, tables and files never matters.
"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from ntfp.facts.build import KERNEL_NAMES, Branch, Confidence, is_hal
from ntfp.facts.report import Identified
from ntfp.facts.signature import Signature
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Reason, Step, Verdict
from ntfp.judging.case import Case
from ntfp.judging.climbing import climb, evidence
from ntfp.judging.history import History, branch_of, platform_of
from ntfp.judging.registry import packs_of
from ntfp.judging.speaking import Spoken, rows_for
from ntfp.judging.words import found, wanted

LIKELY = Confidence.LIKELY
_TEXTS = (".txt", ".inf", ".ini", ".htm", ".asp", ".hlp", ".cnt", ".com", ".fon", ".ttf")
# Of several reasons to say nothing, the first of these is told: the nearest to an answer.
_TELLING = (
    Reason.FILE_DAMAGED,
    Reason.EVIDENCE_DISAGREES,
    Reason.CLAIMS_DISAGREE,
    Reason.NUMBERS_CROSS,
    Reason.UNRECORDED_RELEASE,
    Reason.SAME_VERSION,
    Reason.DATE_IN_DOUBT,
    Reason.SAME_SIZE_OTHER_DATE,
    Reason.VARIANT_UNKNOWN,
    Reason.FLAVOUR_UNKNOWN,
    Reason.RELEASE_WITHOUT_CLAIM,
    Reason.PACK_RANGE,
    Reason.PACK_UNNUMBERED,
    Reason.NO_COMMON_ATTRIBUTE,
    Reason.OTHER_BRANCH,
    Reason.FILE_ABSENT,
    Reason.NO_ROW,
)
# What forbids to say fixed, whatever else speaks for it: a file that cannot be believed, or of another Windows.
SUSPECT = frozenset({Reason.FILE_DAMAGED, Reason.EVIDENCE_DISAGREES, Reason.CLAIMS_DISAGREE, Reason.OTHER_BRANCH})
# What one file leaves open and another may not decide: by one reading it is older than the fix.
_MAYBE_OLDER = frozenset({Reason.NUMBERS_CROSS, Reason.UNRECORDED_RELEASE})
# Of several steps that agree, the first of these is told.
_PLAINEST = tuple(map(Reason, ("version", "very-file", "release", "certainly-later", "certainly-earlier")))


class Weighed(msgspec.Struct, frozen=True):
    """What the files of a system say about a fix. Without a verdict: why not."""

    verdict: Verdict | None
    reason: Reason
    confidence: Confidence | None
    evidence: tuple[Evidence, ...]

    @property
    def silent(self) -> frozenset[Reason]:
        """Of every file that does not tell: why."""
        return frozenset(piece.silent for piece in self.evidence if piece.silent)


def weigh_files(signature: Signature, system: System, history: History) -> Weighed:
    """Every row that speaks against every file it speaks about."""
    branch = system.build.branch
    spoken = rows_for(signature, system)
    if not spoken:
        return Weighed(None, *_no_row(signature, system))
    votes: list[Evidence] = []
    packs, _ = packs_of(system, history)
    for file in _each(spoken):
        cases = [
            Case(signature, one.table, one.row, branch, file, history, system_packs=packs)
            for one in spoken
            if file in one.files
        ]
        votes += _of_file(file, [case for case in cases if not case.other_language] or cases)
    missed = _missed(signature, spoken, system)
    pieces = (*votes, *missed)
    if not votes:
        # What is here for another platform only, or a kernel or HAL of another kind, has no row; the rest is not here.
        absent = any(piece.path is None for piece in missed)
        return Weighed(None, Reason.FILE_ABSENT if absent else Reason.NO_ROW, None, pieces)
    verdict, reason = weigh(votes)
    if verdict is None:
        return Weighed(None, reason, None, pieces)
    sure = [piece.confidence is Confidence.CERTAIN for piece in votes if piece.vote is verdict]
    if verdict is Verdict.FIXED:
        certain = all(sure) and not missed and all(piece.vote for piece in votes)
    else:
        certain = any(sure) and not missed
    return Weighed(verdict, reason, Confidence.CERTAIN if certain else LIKELY, pieces)


def _no_row(signature: Signature, system: System) -> tuple[Reason, None, tuple[Evidence, ...]]:
    """Whom the rows are for, if there are any."""
    rows = [(table, row) for table in signature.tables for row in table.rows]
    if not rows:
        return Reason.NO_CLAIM, None, ()
    theirs = {(branch_of(signature, table, row), platform_of(signature, row)) for table, row in rows}
    if {branch for branch, _ in theirs} == {None}:
        because = "the article does not say for which Windows its table is"
        return Reason.NO_ROW, None, (Evidence(step=Step.UNDECIDED, because=because, kb=signature.kb),)
    listed = sorted({" ".join(map(str, filter(None, pair))) or "nobody it names" for pair in theirs})
    this = f"{system.build.branch} {system.build.platform or ''}".rstrip()
    because = f"its rows are for {', '.join(listed)}, and this is {this}"
    return Reason.NO_ROW, None, (Evidence(step=Step.UNDECIDED, because=because, kb=signature.kb),)


def weigh(votes: Iterable[Evidence]) -> tuple[Verdict | None, Reason]:
    """One older file is enough for unfixed; one that cannot be believed is enough not to say fixed."""
    reasons: defaultdict[Verdict | None, set[Reason]] = defaultdict(set)
    for piece in votes:
        reasons[piece.vote].add(piece.reason)
    silent = reasons.pop(None, set())
    if Verdict.UNFIXED in reasons:
        partly = Verdict.FIXED in reasons
        return Verdict.UNFIXED, Reason.PARTLY_INSTALLED if partly else _first(reasons[Verdict.UNFIXED], _PLAINEST)
    if not reasons or silent & (SUSPECT | _MAYBE_OLDER):
        return None, _first(silent, _TELLING)
    return Verdict.FIXED, _first(reasons[Verdict.FIXED], _PLAINEST)


def _of_file(file: Identified, cases: list[Case]) -> list[Evidence]:
    """One vote a file: of several rows for it the very one, else they have to agree."""
    own, branch = file.build.branch, cases[0].branch
    if file.build.foreign:
        return [evidence(cases[0], Step.UNDECIDED, "it is not Windows", silent=Reason.OTHER_BRANCH)]
    if own not in (Branch.OTHER, branch):
        # Terminal Server may have kept a plain file; of another Windows' nothing can be what the article means.
        kept = {own, branch} == {Branch.NT4, Branch.NT4_TSE}
        reason = Reason.FILE_ABSENT if kept else Reason.OTHER_BRANCH
        return [evidence(cases[0], Step.UNDECIDED, f"it is {own}", silent=reason)]
    climbed = sorted(map(climb, cases), key=_telling)  # those that tell the same stay in the order of print
    very = [piece for piece in climbed if piece.reason is Reason.VERY_FILE]
    if very:
        return very[:1]
    if len({piece.vote for piece in climbed}) == 1:
        likely = any(piece.confidence is LIKELY for piece in climbed)
        return [msgspec.structs.replace(climbed[0], confidence=LIKELY) if likely else climbed[0]]
    reason = Reason.FLAVOUR_UNKNOWN if file.build.kernel and file.build.flavour is None else Reason.VARIANT_UNKNOWN
    suspect = {piece.reason for piece in climbed} & SUSPECT
    reason = _first(suspect, _TELLING) if suspect else reason
    return [msgspec.structs.replace(piece, vote=None, confidence=None, silent=reason) for piece in climbed]


def _missed(signature: Signature, spoken: tuple[Spoken, ...], system: System) -> tuple[Evidence, ...]:
    """Files the rows list and the system does not have in their form; of a name with several rows one line is enough.

    What is no PE file (Ntldr, a text) could not be read if it were there, and is not missed.
    """
    there = {one.row.file for one in spoken if one.files}
    first = {one.row.file: one for one in reversed(spoken) if one.row.file not in there and (one.meant or one.others)}
    return tuple(
        Evidence(
            step=Step.UNDECIDED,
            because=_why_missed(one),
            wanted=wanted(one.row),
            found=found(one.others[0]) if one.others else None,
            path=one.others[0].facts.path if one.others else None,
            kb=signature.kb,
            line=one.row.line,
        )
        for file, one in sorted(first.items())
        if one.others or _is_missed(file, system)
    )


def _why_missed(one: Spoken) -> str:
    if not one.others:
        return f"there is no {one.row.file} here, or none that could be read"
    return f"the {one.row.file} here is for {one.others[0].facts.platform or 'a platform unknown here'}, the row is not"


def _is_missed(file: str, system: System) -> bool:
    """Would a system have it under that name? Of the kernels and HALs it has one, whichever that is."""
    if file in KERNEL_NAMES or (is_hal(file) and system.has_hal):
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


def _telling(piece: Evidence) -> tuple[bool, int]:
    """What tells more comes first: a certain vote before a likely one, a near reason before a far one."""
    place = _TELLING.index(piece.silent) if piece.silent in _TELLING else 0
    return piece.confidence is not Confidence.CERTAIN, place


def _first(reasons: set[Reason], order: tuple[Reason, ...]) -> Reason:
    """The one that comes first in the order; of those outside of it the first by name."""
    ranked = sorted(reasons, key=lambda reason: (order.index(reason) if reason in order else len(order), reason))
    return ranked[0]
