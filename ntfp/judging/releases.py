"""Releases: what can be said of a file that is a service pack's own.

It is judged by what the article says about that pack, never by dates: a pack
may be newer than a fix and lack it, and its files have it or lack it together.
"""

from ntfp.facts.build import Confidence
from ntfp.facts.verdict import Reason, Verdict
from ntfp.judging.case import Answer, Case, unfixed
from ntfp.judging.claims import Claimed, pack_titles
from ntfp.judging.history import made_for
from ntfp.judging.printed import clearly_later, long_before

LIKELY = Confidence.LIKELY


def release(case: Case) -> Answer | Reason | str:
    """A file that is a pack's own is judged by what the article says about that pack, never by dates."""
    if not case.packs:
        return "it is no released file that is known"
    if case.release and case.link is None and case.same_size and not case.older:
        return "without a link time its size tells it to be a pack's, and the row's size is the same"
    if case.platform is None and case.older and not (case.link and clearly_later(case.link, case.row, case.table)):
        return "the row does not say its platform, and has a newer version to go by"
    # A pack's list knows names, sizes and a stamp: less than version and link time together.
    return _of_packs(case, case.packs, case.build.confidence_in("release") if case.release else LIKELY)


def release_by_number(case: Case) -> Answer | Reason:
    """The same, of a file that is a pack's by its number alone."""
    return _of_packs(case, case.numbered, LIKELY)


def may_be_of_a_pack_lacking_it(case: Case, *, on_record: bool) -> bool:
    """Was a pack finished after the file was linked, that lacks the fix? It may be that pack's own, unrecorded.

    Of packs that are on record the time is known. Of others only who speaks of them as being there already.
    """
    if case.link is None or case.line is None or case.release:
        return False
    claimed = Claimed(case.signature, case.branch, case.history)
    before = made_for(case.signature, case.table, case.line)
    there = case.line.packs[: case.line.packs.index(before) + 1] if before else ()
    possible = case.line.places(case.system_packs)
    for pack in case.history.unfinished(case.branch, case.row.file, case.link.date(), on_record=on_record):
        if possible and case.line.packs.index(pack) > max(possible):
            continue  # no file of it has come to this system
        if case.facts.version and case.history.knows_file(case.branch, case.row.file, pack):
            continue  # it would have been told by its number
        if pack in there and (case.branch, pack) not in case.history.finished:
            continue  # the fix was made for it
        answer = claimed.about((pack,))
        lacks = isinstance(answer, Answer) and answer.vote is Verdict.UNFIXED
        if lacks or answer is Reason.CLAIMS_DISAGREE or (answer is None and _names_as_affected(case, (pack,))):
            return True
    return False


def _of_packs(case: Case, packs: tuple[str, ...], sure: Confidence) -> Answer | Reason:
    """What the article says of these packs, or what follows from its row and from whom it calls affected."""
    claimed = Claimed(case.signature, case.branch, case.history).about(packs)
    name = f"it is {pack_titles(packs)}'s own file"
    if claimed is Reason.PACK_UNNUMBERED and case.older:
        claimed = None  # whichever was the latest, it was not this one
    if claimed is Reason.PACK_RANGE and case.older:
        return Reason.CLAIMS_DISAGREE  # one of these packs is said to have the fix, and its file is older
    if isinstance(claimed, Reason):
        return claimed
    if claimed and claimed.vote is Verdict.FIXED and case.older:
        return Reason.CLAIMS_DISAGREE  # the pack is said to have the fix, and its file is older than the fix
    if claimed:
        return Answer(claimed.vote, claimed.confidence.at_most(sure), f"{name}; {claimed.because}")
    if case.older:
        return unfixed(f"{name}, of an older version than the row's", sure)
    if named := _names_as_affected(case, packs):
        return unfixed(f"{name}, and {named}", LIKELY)
    other_size = case.other_language or (case.alike and case.same_size is False)
    if other_size and case.link and long_before(case.link, case.row, case.table):
        return unfixed(f"{name}, linked more than a year before the row's date", LIKELY)
    return Reason.RELEASE_WITHOUT_CLAIM


def _names_as_affected(case: Case, packs: tuple[str, ...]) -> str | None:
    """Does the article list this pack, or a later one, among those that have the problem?"""
    line, requires = case.line, case.table.requires
    places = line.places(packs) if line else []
    if line is None or not places:
        return None
    for bullet in case.signature.applies_to:
        if bullet.branch is case.branch and max(line.places(bullet.packs), default=-1) >= min(places):
            return f"line {bullet.line} names it or a later pack as affected"
    if requires and requires.branch is case.branch and max(line.places((requires.pack,)), default=-1) >= min(places):
        return f"the fix requires {pack_titles((requires.pack,))}, so that lacks it"
    return None
