"""Bullets: systems and packs that a bullet names, word by word, against the record's.

A bullet that names Terminal Server is Terminal Server's alone, whatever numbers it prints.
"""

import re
from collections.abc import Iterator

from ntfp.facts.build import Branch
from ntfp.facts.signature import Signature
from ntfp.proving import proofs, words
from ntfp.proving.paper import Paper
from ntfp.proving.proofs import Finding

_ITEM = re.compile(r"(\b\d\.\d+x?\b|\b2000\b|\bxp\b)(?:\s+sp(\d+a?)|\s+\((all) service packs\))?|\bsp(\d+a?)\b")
_NUMBERS = {
    "3.1": (Branch.NT31,),
    "3.10": (Branch.NT31,),
    "3.5": (Branch.NT35,),
    "3.50": (Branch.NT35,),
    "3.51": (Branch.NT351,),
    "3.5x": (Branch.NT35, Branch.NT351),
    "4.0": (Branch.NT4,),
    "4.00": (Branch.NT4,),
    "2000": (Branch.WIN2000,),
    "xp": (Branch.WINXP,),
}
_EDITIONS = {
    "advanced-server": "advanced server",
    "enterprise": "enterprise edition",
    "datacenter": "datacenter",
    "workstation": "workstation",
    "professional": "professional",
    "home": "home",
    "server": "server",
}
_FAMILY = re.compile(r"- microsoft windows (?:nt|2000|xp|versions? (?:2000|xp))\b")
Packs = dict[Branch, set[str]]


def read_bullet(text: str) -> Packs:
    """The systems of a bullet of the NT family and the packs it names of each: "0" is the release.

    "3.51 (all service packs)" names none of them.
    """
    found: Packs = {}
    if not _FAMILY.match(text) or "option pack" in text:
        return found
    last: tuple[Branch, ...] = ()
    for number, pack, every, more in _ITEM.findall(text):
        last = _NUMBERS.get(number, ()) if number else last
        for branch in last:
            found.setdefault(branch, set()).update(() if every else (pack or more or "0",))
    if "terminal server" in text:
        return {Branch.NT4_TSE: set().union(*found.values()) or {"0"}}
    if not found and "advanced server" in text:  # it was called so in 3.1 alone
        return {Branch.NT31: {"0"}}
    return found


def bullet_systems(text: str) -> set[Branch]:
    """The systems of a bullet; one of Internet Information Server is the system's it is made for."""
    if text.startswith("- microsoft internet information"):
        return words.systems(text) or ({Branch.NT4} if re.search(r"\b4\.0", text) else set())
    return set(read_bullet(text))


def read_edition(text: str) -> str | None:
    """The edition of a bullet; Terminal Server is none."""
    if "terminal server" in text:
        return None
    return next((edition for edition, name in _EDITIONS.items() if name in text), None)


def prove_bullets(signature: Signature, paper: Paper) -> Iterator[Finding]:
    """Everything that is wrong with the bullets of a record, those it lacks included."""
    doubted = {doubt.line for doubt in signature.doubts}
    recorded: dict[int, Packs] = {}
    for number, bullet in enumerate(signature.applies_to):
        key = f"applies_to[{number}]"
        recorded.setdefault(bullet.line, {}).setdefault(bullet.branch, set()).update(bullet.packs)
        text = paper.bullets.get(bullet.line)
        if text is None:
            yield proofs.LINE, f"{key}.line", f"expected a bullet, found {paper.line(bullet.line)!r}"
            continue
        packs = read_bullet(text)
        if bullet.branch not in packs:
            yield proofs.BRANCH, f"{key}.branch", f"expected {bullet.branch} in {text!r}"
        elif set(bullet.packs) != packs[bullet.branch]:
            yield proofs.PACK, f"{key}.packs", f"expected packs {', '.join(bullet.packs) or 'none'} in {text!r}"
        if bullet.edition != read_edition(text):
            yield proofs.EDITION, f"{key}.edition", f"expected {bullet.edition or 'none'} in {text!r}"
    for line, text in paper.bullets.items():
        lacking = set(read_bullet(text)) - set(recorded.get(line, ()))
        if lacking and line not in doubted:
            yield proofs.MISSING, "applies_to", f"no bullet of {' and '.join(sorted(lacking))} from {text!r}"
