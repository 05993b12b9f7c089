"""Stands: what one article says of the packs of one branch, and which hotfix keys speak of its fix.

No file is spoken of here but for the day it was made: a pack that was finished
after a fix was made may lack it and have later files all the same.
"""

from datetime import date
from functools import cached_property

from ntfp.facts.build import Branch, Line
from ntfp.facts.check import ALWAYS, NEVER, KeySet, PackIs, Question, both, either, unless
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.verdict import Reason, Verdict
from ntfp.judging import History
from ntfp.judging.case import Answer
from ntfp.judging.claims import Claimed
from ntfp.judging.history import rows_by_branch

_WITH_KB_KEYS = frozenset({Branch.WIN2000, Branch.WINXP})  # "KB" came into the names of keys in 2003


class Stand:
    """One article on one branch."""

    def __init__(self, signature: Signature, line: Line, history: History) -> None:
        self.signature, self.line, self.history = signature, line, history
        self.claimed = Claimed(signature, line.branch, history)
        self.rows: tuple[tuple[Table, Row], ...] = tuple(
            (table, row) for table, row, branch in rows_by_branch(signature) if branch is line.branch
        )
        self.came_with_it = {claim.pack for claim in self.claimed.numbered} == {"0"}
        said = {pack: self.claimed.about((pack,)) for pack in line.packs}
        self._fixed = tuple(pack for pack in line.packs if _votes(said[pack], Verdict.FIXED))
        self.lacking = tuple(pack for pack in line.packs if _votes(said[pack], Verdict.UNFIXED))
        self._unclaimed = tuple(pack for pack in line.packs if said[pack] is None)
        self._disputed = tuple(pack for pack in line.packs if said[pack] is Reason.CLAIMS_DISAGREE)

    @property
    def branch(self) -> Branch:
        return self.line.branch

    @property
    def crossing(self) -> bool:
        """Were packs of the branch numbered below fixes made before them?"""
        return self.branch in self.history.crossing

    @cached_property
    def having(self) -> tuple[str, ...]:
        """The packs that have the fix. One that was finished before its files were made does not, whatever is said."""
        younger = self.claimed.is_younger_than_its_packs and not self.came_with_it
        return () if younger else self._fixed

    @cached_property
    def without(self) -> tuple[str, ...]:
        """The packs that lack it, or may: by claims, also such as disagree, or because they are called affected."""
        doubtful = {*self.lacking, *self._disputed, *self._affected}
        return tuple(pack for pack in self.line.packs if pack in doubtful and pack not in self.having)

    @cached_property
    def lacking_in_files(self) -> tuple[str, ...]:
        """The packs whose own files lack it: by a claim, or, where there is none, because they are called affected."""
        unclaimed = [pack for pack in self._affected if pack in self._unclaimed]
        return tuple(pack for pack in self.line.packs if pack in self.lacking or pack in unclaimed)

    @cached_property
    def _affected(self) -> tuple[str, ...]:
        """The packs that a bullet or a requirement names, and all before them."""
        named = [bullet.packs for bullet in self.signature.applies_to if bullet.branch is self.branch]
        named += [
            (table.requires.pack,)
            for table in self.signature.tables
            if table.requires and table.requires.branch is self.branch
        ]
        last = max((place for packs in named for place in self.line.places(packs)), default=-1)
        return self.line.packs[: last + 1]

    def may_be_later(self, file: str, day: date | None) -> tuple[str, ...]:
        """The packs without the fix whose own file of that name may be later than that day."""
        return tuple(
            pack for pack in self.without if not self._is_old_there(pack, file) and not self._before(pack, day)
        )

    def finished(self, pack: str) -> date | None:
        """A day by which all its files were linked, or it was there already."""
        key = self.branch, pack
        return self.history.finished.get(key) or self.history.there.get(key)

    @cached_property
    def pack_has_it(self) -> Question:
        """The pack has the fix; or the branch, and then whatever pack it is."""
        return ALWAYS if self.came_with_it and self.having else self.packs(self.having)

    @cached_property
    def pack_too_old(self) -> Question:
        """The pack lacks it, and no key of the fix or of a roll-up says that it came otherwise."""
        return both(self.packs(self.lacking), unless(either(self.key, *map(self.key_of, self._rollups))))

    @property
    def pack_too_old_without_files(self) -> Question:
        """The same where none of its files is here: what no pack carries cannot be told so."""
        return NEVER if self.claimed.after_last and not self.claimed.numbered else self.pack_too_old

    @cached_property
    def some_pack(self) -> Question:
        """The registry names a pack that the kernel does not deny."""
        return self.packs(self.line.packs)

    @cached_property
    def key(self) -> Question:
        return self.key_of(self.signature.kb)

    def key_of(self, kb: str) -> Question:
        """A hotfix key of that article, in whichever form the branch has them."""
        number = kb[1:]
        return either(KeySet(f"Q{number}"), KeySet(f"KB{number}") if self.branch in _WITH_KB_KEYS else None)

    def packs(self, packs: tuple[str, ...]) -> Question:
        return PackIs(self.branch, packs) if packs else NEVER

    @property
    def _rollups(self) -> list[str]:
        """Those that contain the fix; of one that was made after the last pack all, as they may have it unlisted."""
        rollups = self.history.rollups
        containing = set(rollups.get(self.signature.kb, ()))
        if self.claimed.after_last and not self.claimed.numbered:
            containing = {rollup for found in rollups.values() for rollup in found} - {self.signature.kb}
        return sorted(kb for kb in containing if self.history.is_rollup_for(kb, self.branch))

    def _is_old_there(self, pack: str, file: str) -> bool:
        """Is it a pack that is another one again, but for files that this is none of?"""
        again = len(self.history.last_packs.get(self.branch, ())) > 1
        return again and pack == self.line.packs[-1] and file not in self.history.changed.get(self.branch, ())

    def _before(self, pack: str, day: date | None) -> bool:
        finished = self.finished(pack)
        return bool(finished and day and finished < day)


def _votes(said: Answer | Reason | None, verdict: Verdict) -> bool:
    return isinstance(said, Answer) and said.vote is verdict
