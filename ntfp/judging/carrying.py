"""Carrying: what else brings a fix, beside the hotfix that was made for it.

Who looks for a fix that is missing wants to know the pack or roll-up to install;
who sees one that is there may ask what it came with. No verdict rests on this.
"""

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.signature import Signature, number_of
from ntfp.judging.history import History


def carried_by(signature: Signature, branch: Branch, history: History) -> tuple[str, ...]:
    """The pack that its claims agree on, at the latest; then roll-ups, and what those are in, each once."""
    line = history.lines.get(branch)
    places = line.places(claim.pack for claim in signature.fixed_in if claim.branch is branch) if line else []
    pack = (pack_title(line.packs[max(places)]),) if line and places and max(places) else ()
    return (*pack, *_rollups(signature.kb, branch, history))


def _rollups(kb: str, branch: Branch, history: History) -> tuple[str, ...]:
    found: list[str] = []
    waiting = [kb]
    while waiting:
        inside = history.rollups.get(waiting.pop(0), ())
        new = [one for one in inside if one not in (kb, *found) and branch in history.branches_of_rollups.get(one, ())]
        found += sorted(new, key=number_of)
        waiting += new
    return tuple(found)
