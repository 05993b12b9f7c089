"""Releases: what can be said of a file that is a service pack's own.

It is judged by what the article says about that pack, never by dates: a pack
may be newer than a fix and lack it, and its files have it or lack it together.
"""

from ntfp.facts.build import Confidence
from ntfp.facts.verdict import Reason, Verdict
from ntfp.judging.case import Answer, Case, unfixed
from ntfp.judging.claims import Claimed, pack_titles
from ntfp.judging.printed import clearly_later, long_before

LIKELY = Confidence.LIKELY


def release(case: Case) -> Answer | Reason | str:
    """A file that is a pack's own is judged by what the article says about that pack, never by dates."""
    if not case.packs:
        return "it is no released file that is known"
    if case.platform is None and case.older and not (case.link and clearly_later(case.link, case.row, case.table)):
        return "the row does not say its platform, and has a newer version to go by"
    # A pack's list knows names, sizes and a stamp: less than version and link time together.
    return _of_packs(case, case.packs, case.build.confidence_in("release") if case.release else LIKELY)


def release_by_number(case: Case) -> Answer | Reason:
    """The same, of a file that is a pack's by its number alone."""
    return _of_packs(case, case.numbered, LIKELY)


def pack_lacking_it(case: Case, *, on_record: bool) -> str | None:
    """A pack finished after the file was linked, that lacks the fix: the file may be its own, which nobody recorded.

    Of packs that are on record the time is known. Of others only the first article that names them.
    """
    if case.link is None or case.release:
        return None
    claimed = Claimed(case.signature, case.branch, case.history)
    for pack in case.history.unfinished(case.branch, case.link.date(), on_record=on_record):
        if case.facts.version and case.history.knows_file(case.branch, case.row.file, pack):
            continue  # it would have been told by its number
        if (case.branch, pack) not in case.history.finished and _was_there(case, pack):
            continue
        answer = claimed.about((pack,))
        lacks = isinstance(answer, Answer) and answer.vote is Verdict.UNFIXED
        if lacks or (answer is None and _names_as_affected(case, (pack,))):
            return pack_titles((pack,))
    return None


def _was_there(case: Case, pack: str) -> bool:
    """Was the fix made for systems that had that pack already? It needs it, or no earlier one has the problem."""
    order = case.line.packs if case.line else ()
    named = [bullet.packs for bullet in case.signature.applies_to if bullet.branch is case.branch]
    requires = case.table.requires
    if requires and requires.branch is case.branch:
        named.append((requires.pack,))
    places = [min(order.index(one) for one in packs if one in order) for packs in named if set(packs) & set(order)]
    return bool(places) and order.index(pack) <= max(places)


def _of_packs(case: Case, packs: tuple[str, ...], sure: Confidence) -> Answer | Reason:
    """What the article says of these packs, or what follows from its row and from whom it calls affected."""
    claimed = Claimed(case.signature, case.branch, case.history).about(packs)
    name = f"it is {pack_titles(packs)}'s own file"
    if claimed is Reason.PACK_UNNUMBERED and case.older:
        claimed = None  # whichever was the latest, it was not this one
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
    if case.alike and case.same_size is False and case.link and long_before(case.link, case.row, case.table):
        return unfixed(f"{name}, linked more than a year before the row's date", LIKELY)
    return Reason.RELEASE_WITHOUT_CLAIM


def _names_as_affected(case: Case, packs: tuple[str, ...]) -> str | None:
    """Does the article list this pack, or a later one, among those that have the problem?"""
    order = case.line.packs if case.line else ()
    places = [order.index(pack) for pack in packs if pack in order]
    if not places:
        return None
    for bullet in case.signature.applies_to:
        named = (order.index(pack) for pack in bullet.packs if pack in order)
        if bullet.branch is case.branch and any(place >= min(places) for place in named):
            return f"line {bullet.line} names it or a later pack as affected"
    requires = case.table.requires
    known = requires is not None and requires.branch is case.branch and requires.pack in order
    if requires and known and order.index(requires.pack) >= min(places):
        return f"the fix requires {pack_titles((requires.pack,))}, so that lacks it"
    return None
