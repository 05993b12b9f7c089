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
from functools import partial

from ntfp.facts.build import Branch
from ntfp.facts.signature import Signature, number_of
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Finding, Reason, Step, Verdict
from ntfp.judging.applying import does_not_apply
from ntfp.judging.calibrating import make_history, with_rollups_of
from ntfp.judging.carrying import carried_by
from ntfp.judging.history import History
from ntfp.judging.packs import weigh_packs
from ntfp.judging.registry import disagreements, installed_rollups, odd_about_registry
from ntfp.judging.rollups import with_rollups
from ntfp.judging.settling import what_settles
from ntfp.judging.weighing import Weighed, weigh_files

__all__ = [
    "History",
    "disagreements",
    "installed_rollups",
    "judge",
    "judge_all",
    "make_history",
    "odd_about_registry",
    "with_rollups_of",
]


def judge(signature: Signature, system: System, history: History) -> Finding:
    """Is this fix in this system?"""
    if system.build.branch is Branch.OTHER:
        return _unknown_branch(signature, system)
    weighed = _weighed(signature, system, history)
    return Finding(
        kb=signature.kb,
        title=signature.title,
        verdict=weighed.verdict or Verdict.UNKNOWN,
        reason=weighed.reason,
        confidence=weighed.confidence,
        evidence=weighed.evidence,
        settle=what_settles(weighed, signature, system, partial(_would_hives_tell, signature, system, history)),
        own=signature.own,
        carried_by=carried_by(signature, system, history, fixed=weighed.verdict is Verdict.FIXED),
    )


def judge_all(signatures: Iterable[Signature], system: System, history: History) -> tuple[Finding, ...]:
    """A finding for every article, in the order of their numbers; a roll-up's with those of what it contains."""
    ordered = sorted(signatures, key=lambda signature: number_of(signature.kb))
    found = {signature.kb: judge(signature, system, history) for signature in ordered}
    return tuple(with_rollups(signature, found, system, history) for signature in ordered)


def _weighed(signature: Signature, system: System, history: History) -> Weighed:
    """Does it apply; else what do the files say; else what do the packs?"""
    not_here = does_not_apply(signature, system, history)
    if not_here:
        piece, reason = not_here
        return Weighed(Verdict.NOT_APPLICABLE, reason, piece.confidence, (piece,))
    weighed = weigh_files(signature, system, history)
    return weighed if weighed.verdict else weigh_packs(signature, system, history, weighed)


def _would_hives_tell(signature: Signature, system: System, history: History) -> bool:
    """Would there be an answer, whichever pack a registry named of those the system can be on?"""
    line = history.lines.get(system.build.branch)
    packs = system.build.packs or (line.packs if line else ())
    return bool(packs) and all(_weighed(signature, system.on(pack), history).verdict for pack in packs)


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
        settle="a kernel whose version can be read, or sound registry hives",
        own=signature.own,
    )
