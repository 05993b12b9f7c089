"""Claims: in which packs an article says its fix arrived, held against packs that are known.

An article may claim in several places, and not everywhere the same: then only
the highest pack is certain to have the fix. "The latest service pack" has no
number, and what was made after the last pack is in none.
"""

from datetime import timedelta

from ntfp.facts.build import Branch, Confidence, pack_title
from ntfp.facts.signature import AFTER_LAST, LATEST, By, FixedIn, Signature
from ntfp.facts.verdict import Reason, Verdict
from ntfp.judging.case import Answer, fixed, unfixed
from ntfp.judging.history import History, rows_by_branch

_LATE = timedelta(days=14)  # so long after a pack was finished nobody put a file into it


class Claimed:
    """What an article's claims say about one branch."""

    def __init__(self, signature: Signature, branch: Branch, history: History) -> None:
        self._signature, self._branch, self._history = signature, branch, history
        self.all = tuple(claim for claim in signature.fixed_in if claim.branch is branch)
        # A keyword alone on a branch that no bullet names: who has that pack lacks nothing, but nobody else is
        # said to have the problem.
        self.copied = bool(self.all) and all(map(signature.doubts_keyword, self.all))
        line = history.lines.get(branch)
        self.order: tuple[str, ...] = line.packs if line else ()
        self.numbered = tuple(claim for claim in self.all if claim.pack in self.order)
        self.after_last = next((claim for claim in self.all if claim.pack == AFTER_LAST and self._says_so(claim)), None)
        self.latest = next((claim for claim in self.all if claim.pack == LATEST), None)
        self.doubted = signature.claims_doubted
        # Whoever wrote the bullets knew these packs to have the problem.
        self.named = {pack for bullet in signature.applies_to if bullet.branch is branch for pack in bullet.packs}
        self.last_packs = history.last_packs.get(branch, frozenset())

    def _says_so(self, claim: FixedIn) -> bool:
        """A roll-up is made after the last pack and carries fixes of packs, too: beside a number it says nothing."""
        return not claim.of_rollup or not self.numbered

    def about(self, packs: tuple[str, ...]) -> Answer | Reason | None:
        """What the claims say of one of these packs: a vote, why there is none, or that nothing is claimed."""
        answer = self._about(packs)
        if isinstance(answer, Answer) and answer.vote is Verdict.UNFIXED and self.copied:
            return None
        if isinstance(answer, Answer) and self.doubted:
            return Answer(answer.vote, Confidence.LIKELY, answer.because)  # there may be more than could be read
        return answer

    def _about(self, packs: tuple[str, ...]) -> Answer | Reason | None:
        places = sorted(self.order.index(pack) for pack in packs if pack in self.order)
        if not places or not self.all:
            return None
        if not self.numbered:
            return self._unnumbered(packs)
        wanted = sorted({self.order.index(claim.pack) for claim in self.numbered})
        if places[-1] < wanted[0]:
            return unfixed(f"{said(self._of(wanted[0]))}, and {pack_titles(packs)} is older")
        if self.after_last:
            return Reason.CLAIMS_DISAGREE
        return self._reached(places[0], wanted, packs) if places[0] >= wanted[0] else Reason.PACK_RANGE

    def _reached(self, place: int, wanted: list[int], packs: tuple[str, ...]) -> Answer | Reason:
        """What claims say of a pack that one of them at least names, or an earlier one."""
        if place >= wanted[-1]:
            has = f"{said(self._of(wanted[-1]))}, and {pack_titles(packs)} has it"
            if self._names_from(place):
                return fixed(f"{has}, though its bullets name that pack", Confidence.LIKELY)
            return fixed(has)
        lower = next((claim for claim in map(self._of, wanted[:-1]) if self._is_believable(claim, place)), None)
        if lower is None:
            return Reason.CLAIMS_DISAGREE
        return fixed(f"{said(lower)}, though {said(self._of(wanted[-1]))}", Confidence.LIKELY)

    def _names_from(self, place: int) -> bool:
        """Do its bullets name a pack from this one on, as if it still had the problem?"""
        return any(pack in self.named for pack in self.order[place:])

    def _is_believable(self, claim: FixedIn, place: int) -> bool:
        """May a claim that a higher one contradicts be right about a pack?

        Not where the bullets call its pack affected; nor, of a keyword, where another one calls the fix made after it.
        """
        if claim.pack in self.named or self.order.index(claim.pack) > place:
            return False
        only_keywords = all(other.by is By.KEYWORD for other in self.numbered)
        return not (only_keywords and any("pre" in other.says.lower() for other in self.numbered))

    def _unnumbered(self, packs: tuple[str, ...]) -> Answer | Reason | None:
        if self.after_last:  # beside it "the latest" means the next, which never came
            return unfixed(
                f"{said(self.after_last)}: it was made after the last pack, and {pack_titles(packs)} lacks it"
            )
        if self.latest and self.last_packs.issuperset(packs):
            return fixed(f"{said(self.latest)}, and {pack_titles(packs)} is the last", Confidence.LIKELY)
        return Reason.PACK_UNNUMBERED if self.latest else None

    def _of(self, place: int) -> FixedIn:
        return next(claim for claim in self.numbered if self.order.index(claim.pack) == place)

    @property
    def is_younger_than_its_packs(self) -> bool:
        """Were all files of the fix made after the last pack that is said to have it? No pack has what came later."""
        finished = [self._history.finished.get((claim.branch, claim.pack)) for claim in self.numbered]
        rows = (row for _, row, branch in rows_by_branch(self._signature) if branch is self._branch)
        dates = [row.date for row in rows if row.date and not row.date_doubt]
        return bool(dates and finished and all(day and day + _LATE <= min(dates) for day in finished))

    @property
    def first(self) -> FixedIn | None:
        """The one to point at: the highest."""
        ordered = sorted(self.numbered, key=lambda claim: self.order.index(claim.pack))
        return self.after_last or (ordered[-1] if ordered else self.latest)


def said(claim: FixedIn) -> str:
    """What a claim says, and where."""
    where = f"{claim.article} line {claim.line}" if claim.article else f"line {claim.line}"
    return f"{where} says {claim.says!r}"


def pack_titles(packs: tuple[str, ...]) -> str:
    return "/".join(map(pack_title, packs))
