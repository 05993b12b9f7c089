"""Claims: the words of a claim stand on its line, and its system and pack in them or in what is over them.

A system the words do not name is looked for in their sentence, the headings over it and the bullets.
"""

import re
from collections.abc import Iterator, Mapping

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, LATEST, By, FixedIn, Signature
from ntfp.proving import proofs, words
from ntfp.proving.bullets import bullet_systems
from ntfp.proving.paper import Paper, flat
from ntfp.proving.proofs import Finding
from ntfp.proving.tables import left_by, standing_over

_MENDED = re.compile(
    r"correct|fix|solv|includ|address|eliminat|updat|obtain|install|apply|upgrad|available|contain|no longer"
)
_PACK = re.compile(r"\bpacks?\b|\bsp ?\d")
_ROLLUP = re.compile(r"roll-?up|\bsrp\b")
_REQUIRED = re.compile(r"requires microsoft windows nt 4\.0 service pack 6a\b")
_DIVISION = re.compile(r"[\d. ]*(?:list of )?(?:bugs )?(?:fixed in )?(?:[\w. ]+ )?service pack \d:?")
_BEHIND = re.compile(r"\bwas (?:corrected|fixed)\b")
_BEFORE = 4  # lines above its own on which the words of a claim may begin

_KEYWORD = re.compile(r"(?:kb)?(?:os)?(?:fix)?(winnt400|winnt4|win2000|winxp|tse400|tse|3\.10|3\.50|3\.51)(.*)")
_KEYWORD_SYSTEMS = {
    "winnt400": Branch.NT4,
    "winnt4": Branch.NT4,
    "tse400": Branch.NT4_TSE,
    "tse": Branch.NT4_TSE,
    "win2000": Branch.WIN2000,
    "winxp": Branch.WINXP,
    "3.10": Branch.NT31,
    "3.50": Branch.NT35,
    "3.51": Branch.NT351,
}


def prove_claims(signature: Signature, paper: Paper, papers: Mapping[str, Paper]) -> Iterator[Finding]:
    """Everything that is wrong with the claims of a record."""
    seen = set()
    for number, claim in enumerate(signature.fixed_in):
        key = f"fixed_in[{number}]"
        same = (claim.branch, claim.pack, claim.by, claim.says, claim.line, claim.article)
        if same in seen:
            yield proofs.CLAIM, key, f"expected each claim once, found {claim.branch} {claim.pack} again"
        seen.add(same)
        if claim.article is None:
            found = _keyword(claim, paper) if claim.by is By.KEYWORD else _prose(claim, paper)
        elif claim.article in papers:
            found = _listed(signature, claim, papers[claim.article])
        else:
            found = iter([(proofs.SOURCE, "article", f"{claim.article} is not among the articles")])
        for proof, inner, problem in found:
            yield proof, f"{key}.{inner}", problem


def _prose(claim: FixedIn, paper: Paper) -> Iterator[Finding]:
    says = flat(claim.says.lower())
    first = flat(paper.line(claim.line))
    if not _on_its_line(says, claim.line, paper):
        yield proofs.LINE, "line", f"expected {says!r}, found {first!r}"
        return
    if not _MENDED.search(paper.paragraph(claim.line)):
        yield proofs.CLAIM, "says", f"expected that something is corrected in {paper.paragraph(claim.line)!r}"
    yield from _meant(claim, says, paper)


def _on_its_line(says: str, number: int, paper: Paper) -> bool:
    """Do the words end on a line? A denial is where it begins: what is denied may be long."""
    first = flat(paper.line(number))
    if says.startswith("not "):
        return 0 <= paper.between(number, number + _BEFORE).find(says) < len(first)
    text = paper.between(number - _BEFORE, number)
    at = text.rfind(says)
    return at >= 0 and at + len(says) > len(text) - len(first)


def _over(number: int, paper: Paper) -> list[str]:
    return [*standing_over(number, paper), paper.between(number - 1, number + 2)]


def _meant(claim: FixedIn, says: str, paper: Paper) -> Iterator[Finding]:
    """Do the words say this system and this pack?"""
    left = words.systems(says) or left_by(paper, _over(claim.line, paper))
    if claim.branch not in left:
        found = " or ".join(sorted(left)) or "none"
        yield proofs.BRANCH, "branch", f"expected {claim.branch} in {says!r}, found {found}"
    if not _pack_meant(claim, says):
        yield proofs.PACK, "pack", f"expected pack {claim.pack} of {claim.branch} in {says!r}"


def _pack_meant(claim: FixedIn, says: str) -> bool:
    part = part_of(claim.branch, says)
    if claim.pack == AFTER_LAST:
        return bool(_ROLLUP.search(says)) or "not included in" in says or says.startswith("post-")
    if claim.pack == LATEST:
        return bool(_PACK.search(part)) and not words.packs(part)
    if claim.pack == "0":
        return not _PACK.search(part)
    named = words.packs(part)
    if "/" in part:  # in "6/6a" it came with the first
        named = {min(named, default="")}
    return claim.pack in named and not _ROLLUP.search(says)


def part_of(branch: Branch, says: str) -> str:
    """What the words say of one system: a name of its own behind an "and" has a pack of its own or none.

    >>> part_of(Branch.NT4, "service pack 4 for windows nt version 3.51 and windows nt 4.0")
    'windows nt 4.0'
    """
    parts: list[str] = []
    for part in re.split(r"\band (?=windows nt)", says):
        if parts and not words.systems(parts[-1]):
            parts[-1] += f"and {part}"
        else:
            parts.append(part)
    for number, part in enumerate(parts):
        if branch in words.systems(part):
            behind = "and ".join(parts[number:])
            return part if _PACK.search(part) or not _PACK.search(behind) else behind
    return says


def _keyword(claim: FixedIn, paper: Paper) -> Iterator[Finding]:
    says = claim.says.lower()
    if says not in paper.line(claim.line).split() or not _of_keywords(claim.line, paper):
        yield proofs.LINE, "line", f"expected the keyword {claim.says}, found {flat(paper.line(claim.line))!r}"
    read = read_keyword(says)
    if read is None:
        yield proofs.CLAIM, "says", f"expected a keyword on a fix, found {claim.says}"
        return
    system, pack = read
    meant = {system}
    concerned = [bullet_systems(text) for text in paper.bullets.values()]
    if system is Branch.NT4 and concerned and all(named == {Branch.NT4_TSE} for named in concerned):
        meant = {Branch.NT4, Branch.NT4_TSE} if _requires_6a(paper) else {Branch.NT4_TSE}
    if claim.branch not in meant:
        found = " or ".join(sorted(meant))
        yield proofs.BRANCH, "branch", f"expected {claim.branch}, and {claim.says} says {found}"
    if claim.pack != pack:
        yield proofs.PACK, "pack", f"expected pack {claim.pack}, and {claim.says} says {pack}"


def _requires_6a(paper: Paper) -> bool:
    """Is a pack said to be required that Terminal Server never had? Then its bullets are not all that is meant."""
    return bool(_REQUIRED.search(paper.between(1, paper.foot - 1)))


def _of_keywords(number: int, paper: Paper) -> bool:
    """Is it a line of keywords: in the block of the foot, or in the head of an old article?"""
    if paper.block(number) in ("keywords", "additional query words"):
        return True
    return number < min(paper.bullets, default=20) and all(word.startswith("kb") for word in paper.line(number).split())


def read_keyword(keyword: str) -> tuple[Branch, str] | None:
    """System and pack of a keyword in lower case.

    >>> read_keyword("kbwinnt400sp4fix")
    (<Branch.NT4: 'nt4'>, '4')
    """
    if not (found := _KEYWORD.fullmatch(keyword)):
        return None
    system, rest = _KEYWORD_SYSTEMS[found[1]], found[2].replace("fix", "").strip(".")
    four = system in (Branch.NT4, Branch.NT4_TSE)
    if rest in ("", "nosp"):
        return system, AFTER_LAST if four and rest else "0"
    number = rest.removeprefix("pre").removeprefix("sp")
    return system, AFTER_LAST if four and number == "7" else number


def _listed(signature: Signature, claim: FixedIn, paper: Paper) -> Iterator[Finding]:
    """In a list or a roll-up: its own number on the line, the words over it or in the title."""
    says = flat(claim.says.lower())
    said_of = paper.line(claim.line)
    if _BEHIND.search(said_of):  # it may be said in a sentence behind the one that names the article
        said_of = paper.between(claim.line - _BEFORE, claim.line)
    if not re.search(rf"\b{signature.kb.lower()}(?![0-9])", said_of):
        found = flat(paper.line(claim.line))
        yield proofs.LINE, "line", f"expected {signature.kb} in {claim.article}, found {found!r}"
        return
    title = " ".join(paper.titles).lower()
    at = next((n for n in range(claim.line, 0, -1) if says in flat(paper.line(n)) and _stands_out(n, paper)), 0)
    near = " ".join(text for line, text, _ in paper.headings if at < line < claim.line)
    if not at and says not in title and says not in paper.between(1, claim.line + _BEFORE):
        yield proofs.CLAIM, "says", f"expected {says!r} over line {claim.line} of {claim.article}"
    others = words.packs(near)
    if others and claim.pack not in others:
        yield proofs.PACK, "pack", f"expected pack {claim.pack} over line {claim.line} of {claim.article}"
    left = words.systems(says) or words.systems(title) or left_by(paper, _over(claim.line, paper))
    if claim.branch not in left:
        found = " or ".join(sorted(left)) or "none"
        yield proofs.BRANCH, "branch", f"expected {claim.branch} in {says!r}, found {found}"
    undivided = (
        "readme" in title and _PACK.search(says) and len(_divisions(paper)) <= 1
    )  # a pack's and those before it, all in one list
    if not (claim.pack == LATEST if undivided else _pack_meant(claim, says)):
        yield proofs.PACK, "pack", f"expected pack {claim.pack} of {claim.branch} in {says!r}"


def _divisions(paper: Paper) -> set[str]:
    """The packs that have a line for themselves in a list."""
    found: set[str] = set()
    for line in paper.lines:
        if _DIVISION.fullmatch(flat(line.lower())):
            found |= words.packs(line.lower())
    return found


def _stands_out(number: int, paper: Paper) -> bool:
    """Is it a line for itself, and no part of a sentence?"""
    return not paper.line(number).rstrip().endswith(".")
