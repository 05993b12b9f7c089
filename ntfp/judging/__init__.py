"""Judging: one article, one system, one verdict, and everything it rests on.

Pure: it could be done on paper. No file is opened, no path means anything, and
what all data together teach was worked out before, once, as a `History`.

The way of a verdict: does the article apply at all; else what the files say,
row by row; else what the packs say. The first that can answer wins, and where
none can, the answer is unknown, with the reason and with what would settle it.
Of all articles together one thing more is asked: whether a roll-up and what it
contains agree.
"""

from collections.abc import Iterable

from ntfp.facts.build import Branch
from ntfp.facts.signature import Signature, number_of
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Finding, Reason, Step, Verdict
from ntfp.judging.applying import does_not_apply
from ntfp.judging.calibrating import make_history, rollups_of
from ntfp.judging.history import History
from ntfp.judging.packs import weigh_packs
from ntfp.judging.registry import disagreements
from ntfp.judging.rollups import with_rollups
from ntfp.judging.settling import what_settles
from ntfp.judging.weighing import Weighed, weigh_files

__all__ = ["History", "disagreements", "judge", "judge_all", "make_history", "rollups_of"]


def judge(signature: Signature, system: System, history: History) -> Finding:
    """Is this fix in this system?"""
    if system.build.branch is Branch.OTHER:
        return _unknown_branch(signature, system)
    not_here = does_not_apply(signature, system, history)
    if not_here:
        piece, reason = not_here
        weighed = Weighed(Verdict.NOT_APPLICABLE, reason, piece.confidence, (piece,))
    else:
        weighed = weigh_files(signature, system, history)
        if weighed.verdict is None:
            weighed = weigh_packs(signature, system, history, weighed)
    return Finding(
        kb=signature.kb,
        title=signature.title,
        verdict=weighed.verdict or Verdict.UNKNOWN,
        reason=weighed.reason,
        confidence=weighed.confidence,
        evidence=weighed.evidence,
        settle=what_settles(weighed, signature, system),
        own=signature.own,
    )


def judge_all(signatures: Iterable[Signature], system: System, history: History) -> tuple[Finding, ...]:
    """A finding for every article, in the order of their numbers; a roll-up's with those of what it contains."""
    ordered = sorted(signatures, key=lambda signature: number_of(signature.kb))
    found = {signature.kb: judge(signature, system, history) for signature in ordered}
    return tuple(with_rollups(signature, found, system, history) for signature in ordered)


def _unknown_branch(signature: Signature, system: System) -> Finding:
    """Nothing can be said of a system whose kernel does not tell its branch."""
    said = [ground.because for ground in system.build.evidence if ground.statement == "branch"]
    piece = Evidence(step=Step.APPLIES, because=said[0] if said else "nothing tells its branch", kb=signature.kb)
    return Finding(
        kb=signature.kb,
        title=signature.title,
        verdict=Verdict.UNKNOWN,
        reason=Reason.BRANCH_UNKNOWN,
        evidence=(piece,),
        settle="a kernel whose version can be read",
        own=signature.own,
    )
