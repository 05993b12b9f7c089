"""Carrying: what else brings a fix, beside the hotfix that was made for it.

Who looks for a fix that is missing wants to know the pack or roll-up to install;
who sees one that is there may ask what it came with. No verdict rests on this.
"""

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.signature import Signature, number_of
from ntfp.facts.system import System
from ntfp.judging.claims import Claimed
from ntfp.judging.history import History
from ntfp.judging.registry import packs_of


def carried_by(signature: Signature, system: System, history: History, *, fixed: bool) -> tuple[str, ...]:
    """The pack that its claims agree on, at the latest; then roll-ups, and what those are in, each once.

    No pack of before its files; and where the fix is not known to be there, none that the system has already.
    """
    branch = system.build.branch
    claimed = Claimed(signature, branch, history)
    last = max((claimed.order.index(claim.pack) for claim in claimed.numbered), default=None)
    if last is None or claimed.is_younger_than_its_packs:
        return _rollups(signature.kb, branch, history)
    packs, _ = packs_of(system, history)
    has_it = any(pack in packs for pack in claimed.order[last:])
    return ((pack_title(claimed.order[last]),) if fixed or not has_it else ()) + _rollups(signature.kb, branch, history)


def _rollups(kb: str, branch: Branch, history: History) -> tuple[str, ...]:
    found: list[str] = []
    waiting = [kb]
    while waiting:
        inside = history.rollups.get(waiting.pop(0), ())
        new = [one for one in inside if one not in (kb, *found) and branch in history.branches_of_rollups.get(one, ())]
        found += sorted(new, key=number_of)
        waiting += new
    return tuple(found)
