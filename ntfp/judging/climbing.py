"""Climbing: one file against one row, up the ladder to the first step that can answer.

What a step answers becomes a piece of evidence, after asking whether the file
can be believed; what none answers becomes a reason.
"""

from collections.abc import Iterable

from ntfp.facts.build import Confidence
from ntfp.facts.remark import Oddity
from ntfp.facts.signature import Relation
from ntfp.facts.verdict import Evidence, Reason, Step, Tried, Verdict
from ntfp.judging.case import Answer, Case
from ntfp.judging.claims import pack_titles
from ntfp.judging.ladder import LADDER
from ntfp.judging.releases import release_by_number
from ntfp.judging.words import found, wanted

LIKELY = Confidence.LIKELY
# What a released file without a claim may still say: that it is the row's own, or older than what was there before.
_AFTER_RELEASE = (Step.VERY_FILE, Step.CERTAINLY_EARLIER)
# Of a platform whose releases nobody recorded a file may be a pack's own by its number. The trap is the same: the pack
# may be newer than the fix and lack it. So every "fixed" but these is asked for the article's word about that pack.
_OUTRANKING = (Step.RELEASE, Step.VERY_FILE)


def climb(case: Case) -> Evidence:
    """What the first step says that can answer, with those asked before; or why none can."""
    tried: list[Tried] = []
    without_claim = False
    for rung, ask in LADDER:
        if without_claim and rung not in _AFTER_RELEASE:
            continue
        step, said = rung, ask(case)
        if said is Reason.RELEASE_WITHOUT_CLAIM:
            without_claim = True
            said = f"it is {pack_titles(case.packs)}'s own file, and the article does not say whether that has the fix"
        if isinstance(said, Answer) and said.vote is Verdict.FIXED and step not in _OUTRANKING and case.numbered:
            step, said = Step.RELEASE, release_by_number(case)  # what the article says about the pack of its number
        if isinstance(said, Reason):
            return _silent(case, step, said, tried)
        if isinstance(said, Answer):
            return _voiced(case, step, said, tried)
        tried.append(Tried(step, said))
    return _silent(case, Step.UNDECIDED, Reason.RELEASE_WITHOUT_CLAIM if without_claim else _undecided(case), tried)


_BECAUSE = {
    Reason.RELEASE_WITHOUT_CLAIM: "it is a pack's own file, and nothing says whether that pack has the fix",
    Reason.CLAIMS_DISAGREE: "what the article says about packs and what it says about files do not agree",
    Reason.PACK_RANGE: "the same file is in packs with the fix and in packs without it",
    Reason.PACK_UNNUMBERED: "the fix is in the latest service pack, and the article does not say which that was",
    Reason.EVIDENCE_DISAGREES: "its version and its link time tell two stories",
    Reason.NUMBERS_CROSS: "its version and its link time do not agree, and in this Windows neither decides",
    Reason.UNRECORDED_RELEASE: "it may be the own file of a pack that lacks the fix, and was finished later",
    Reason.SAME_VERSION: "it has the row's version, and not enough else confirms that it is that build",
    Reason.SAME_SIZE_OTHER_DATE: "it has the row's size, and no time confirms that it is that build",
    Reason.DATE_IN_DOUBT: "the row's date can be read in two ways, and that leaves this file open",
    Reason.NO_COMMON_ATTRIBUTE: "file and row have nothing in common that tells which is the later",
}


def _undecided(case: Case) -> Reason:
    if case.other_language:
        return Reason.NO_ROW
    if case.same_version:
        return Reason.SAME_VERSION
    if not case.alike:
        return Reason.NO_ROW  # a row without a platform that cannot tell is as good as none
    if case.row.date_doubt:
        return Reason.DATE_IN_DOUBT
    if case.same_size:
        return Reason.SAME_SIZE_OTHER_DATE
    return Reason.NO_COMMON_ATTRIBUTE


def _silent(case: Case, step: Step, reason: Reason, tried: list[Tried]) -> Evidence:
    """No answer, and why; of a damaged file that is why, whatever else there is to say."""
    if case.damage:
        return evidence(case, step, case.damage, silent=Reason.FILE_DAMAGED, tried=tried)
    because = _BECAUSE.get(reason) or f"{case.unlike}: its size and its time cannot be compared"  # no row for it
    return evidence(case, step, because, silent=reason, tried=tried)


def _voiced(case: Case, step: Step, answer: Answer, tried: list[Tried]) -> Evidence:
    """The answer as evidence, after asking whether the file can be believed."""
    if answer.vote is Verdict.FIXED:
        if case.damage:
            said = f"{answer.because}; but {case.damage}"
            return evidence(case, step, said, silent=Reason.FILE_DAMAGED, tried=tried)
        if case.contradiction and not (step is Step.VERY_FILE and case.has_its_link_time):
            said = f"{answer.because}; but {case.contradiction}"
            return evidence(case, step, said, silent=Reason.EVIDENCE_DISAGREES, tried=tried)
    sure = answer.confidence
    if case.damage or case.contradiction or case.facts.has(Oddity.VERSION_DAMAGED, Oddity.RESOURCES_DAMAGED):
        sure = LIKELY
    if case.table.relation is Relation.PLAIN and answer.vote is Verdict.FIXED and step not in _OUTRANKING:
        sure = LIKELY  # the table does not say "or later"; it is read as a floor all the same
    if case.signature.doubts_row(case.table, case.row):
        sure = LIKELY  # whom the row speaks for could not be read surely
    return evidence(case, step, answer.because, vote=answer.vote, sure=sure, tried=tried)


def evidence(
    case: Case,
    step: Step,
    because: str,
    *,
    vote: Verdict | None = None,
    sure: Confidence | None = None,
    silent: Reason | None = None,
    tried: Iterable[Tried] = (),
) -> Evidence:
    """What came of holding this file against this row."""
    return Evidence(
        step=step,
        because=because,
        wanted=wanted(case.row),
        found=found(case.file),
        vote=vote,
        confidence=sure,
        path=case.facts.path,
        kb=case.signature.kb,
        line=case.row.line,
        tried=tuple(tried),
        silent=silent,
    )
