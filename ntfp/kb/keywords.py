"""Keywords: the claims in the Keywords line at the bottom of an article.

"kbWinNT400sp4fix" says that Windows NT 4.0 Service Pack 4 has the fix,
"kbWinNT400PreSP7Fix" that it was made for a seventh pack, which never came. Early
articles have "kbfix3.50.sp2", or "kbfix3.50" for a release that has not the problem.
The names of products, "kbOSWinNT400", and of features, "kbWinNT400sp4fea", claim nothing.

What the sentences claim is read in `statements`; nobody here decides who is right.
"""

import re
from collections.abc import Container

import msgspec
from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, AppliesTo, By, FixedIn
from ntfp.kb.article import Article, Keyword
from ntfp.kb.others import belongs_to, name_of_option
from ntfp.kb.places import PACKS, RELEASE
from ntfp.kb.products import mentions
from ntfp.kb.prose import passages
from ntfp.kb.remarks import Remark, Trouble

_BRANCHES = {
    "winnt4": Branch.NT4,
    "winnt400": Branch.NT4,
    "tse": Branch.NT4_TSE,
    "tse400": Branch.NT4_TSE,
    "win2000": Branch.WIN2000,
    "winxp": Branch.WINXP,
}
_OLD_BRANCHES = {
    "3.1": Branch.NT31,
    "3.10": Branch.NT31,
    "3.5": Branch.NT35,
    "3.50": Branch.NT35,
    "3.51": Branch.NT351,
    "4.0": Branch.NT4,
    "4.00": Branch.NT4,
}
_FIX = re.compile(
    r"(?:kb(?P<system>OS)?)?(?P<branch>WinNT4(?:00)?|TSE(?:400)?|Win2000|WinXP)"
    r"(?P<before>pre)?(?:(?:SP(?P<pack>\d\w?)|(?P<none>noSP))?fix|(?P<release>fixnoSP))",
    re.ASCII | re.IGNORECASE,  # else a dotless i would be an i
)
_OLD_FIX = re.compile(r"kbfix(?P<branch>\d\.\d+)(?:\.sp(?P<pack>\d\w?))?", re.IGNORECASE)
_OLD_PACK = re.compile(r"kbfix(?:3\.[15]\d?|4\.00?)\.sp\w+", re.IGNORECASE)
_WITH_IIS_4 = (Branch.NT4, Branch.NT4_TSE)
_LATER = (Branch.WIN2000, Branch.WINXP)
_ON_TERMINAL_SERVER = (*PACKS[Branch.NT4_TSE], AFTER_LAST)
_LIKE_A_FIX = re.compile(r"(?:kb)?(?:OS)?(?:Win(?:NT|2000|XP)|TSE).*fix\w*", re.IGNORECASE)
_REQUIRES_6A = re.compile(
    r"\brequires\s+(?:Microsoft\s+)?Windows\s+NT\s+(?:Server\s+)?4\.0\s+Service\s+Pack\s+6a", re.IGNORECASE
)


class _Claim(msgspec.Struct, frozen=True):
    """What one keyword says."""

    branch: Branch
    pack: str
    planned: bool = False  # only the pack the fix was made for, or the release it is missing from no longer


def read_keywords(
    article: Article, applies_to: tuple[AppliesTo, ...], prose: tuple[FixedIn, ...] = ()
) -> tuple[tuple[FixedIn, ...], tuple[Remark, ...]]:
    """The claims by keyword in the order they stand there, and the keywords on a fix that are not known.

    A keyword on a planned pack claims nothing where prose or another keyword says that a later one has the fix.
    """
    words = {keyword.word.lower() for keyword in article.keywords}
    fixes = [
        one for one in dict.fromkeys(article.keywords) if f"{one.word.lower().removesuffix('fix')}bug" not in words
    ]
    read = [(keyword, _claim(keyword.word, applies_to)) for keyword in fixes]
    read = [(keyword, _on_its_branch(claim, article, applies_to)) for keyword, claim in read]
    said = {(claim.branch, claim.pack) for claim in prose}
    said |= {(claim.branch, claim.pack) for _, claim in read if claim and not claim.planned}
    claims: list[FixedIn] = []
    remarks: list[Remark] = []
    for keyword, claim in read:
        doubt = _doubt(keyword, claim, article, applies_to, said)
        if doubt:
            remarks.append(doubt)
        if claim and not (doubt and doubt.trouble is Trouble.KEYWORD_OVERTAKEN):
            says = FixedIn(branch=claim.branch, pack=claim.pack, by=By.KEYWORD, says=keyword.word, line=keyword.line)
            claims.append(says)
    return tuple(claims), tuple(remarks)


def _claim(word: str, applies_to: tuple[AppliesTo, ...]) -> _Claim | None:
    bullets = {bullet.branch for bullet in applies_to}
    if found := _FIX.fullmatch(word):
        branch = _BRANCHES[found["branch"].lower()]
        pack = _pack(found, branch, bullets)
        planned = bool(found["before"]) and pack in PACKS[branch]
        return _Claim(branch, pack, planned or pack == RELEASE) if pack else None
    old = _OLD_FIX.fullmatch(word) if bullets else None  # of other products there are the same words
    if old and (before := _OLD_BRANCHES.get(old["branch"])):
        if old["pack"]:
            return _Claim(before, old["pack"]) if old["pack"] in PACKS[before] else None
        return _Claim(before, RELEASE) if before not in bullets else None
    return None


def _pack(found: re.Match[str], branch: Branch, bullets: Container[Branch]) -> str | None:
    """The pack of a keyword. A fix made before a pack came in that pack, or in none if it never came."""
    known = PACKS[branch]
    if found["pack"]:
        if found["system"]:  # of the system the problem is in, or of the fix: it is used for both
            return None
        pack = found["pack"].lower()
        if found["before"] and pack.isdigit() and int(pack) > int(known[-1].rstrip("a")):
            return AFTER_LAST
        return pack if pack in known else None
    if found["none"]:  # of Windows 2000 nobody knows what it means
        return AFTER_LAST if branch in {Branch.NT4, Branch.NT4_TSE} else None
    if found["release"]:
        return RELEASE if branch not in bullets else None
    # Of a release that is listed as having the problem it says that a fix was made.
    return RELEASE if found["system"] and branch not in bullets else None


def _on_its_branch(claim: _Claim | None, article: Article, applies_to: tuple[AppliesTo, ...]) -> _Claim | None:
    """Of an article about Terminal Server alone NT 4.0 means that, but where the fix installs on the other."""
    if (
        claim
        and claim.branch is Branch.NT4
        and claim.pack in _ON_TERMINAL_SERVER
        and _all_terminal_server(article, applies_to)
        and not _installs_on_the_other(article)
    ):
        return replace(claim, branch=Branch.NT4_TSE)
    return claim


def _doubt(
    keyword: Keyword,
    claim: _Claim | None,
    article: Article,
    applies_to: tuple[AppliesTo, ...],
    said: set[tuple[Branch, str]],
) -> Remark | None:
    word, line = keyword.word, keyword.line
    if claim is None:
        found = _FIX.fullmatch(word)
        if found and (_BRANCHES[found["branch"].lower()], found["pack"]) in said:
            return None  # whatever it means, that is said
        like_a_fix = _LIKE_A_FIX.fullmatch(word) or (applies_to and _OLD_PACK.fullmatch(word))
        return Remark(Trouble.KEYWORD_UNREAD, line, f"the keyword {word} is not known") if like_a_fix else None
    later = [pack for branch, pack in said if branch is claim.branch and pack in PACKS[branch] and pack > claim.pack]
    if claim.planned and later:
        return Remark(Trouble.KEYWORD_OVERTAKEN, line, f"the keyword {word} is of a plan: it came in pack {later[0]}")
    if claim.branch is Branch.NT4 and claim.pack in _ON_TERMINAL_SERVER and _all_terminal_server(article, applies_to):
        detail = f"the keyword {word} is of {claim.branch}, and every bullet of {Branch.NT4_TSE}"
        return Remark(Trouble.KEYWORD_BRANCH, line, detail)
    if not _is_named(claim.branch, article, applies_to):
        return Remark(Trouble.KEYWORD_BRANCH, line, f"the keyword {word} is of {claim.branch}, which is named nowhere")
    return None


def _is_named(branch: Branch, article: Article, applies_to: tuple[AppliesTo, ...]) -> bool:
    """Does any bullet, heading or sentence name a branch, or Windows NT of no version, or what is a part of it?"""
    if any(bullet.branch is branch for bullet in applies_to):
        return True
    bullets = [bullet.text for bullet in article.bullets]
    if any(branch in belongs_to(text) or (branch in _WITH_IIS_4 and name_of_option(text)) for text in bullets):
        return True
    texts = (article.title, *bullets, *(passage.text for passage in passages(article)))
    named = [mention.branches for text in texts for mention in mentions(text)]
    return any(branch in branches or (not branches and branch not in _LATER) for branches in named)


def _all_terminal_server(article: Article, applies_to: tuple[AppliesTo, ...]) -> bool:
    """Is the article about Terminal Server alone? Then its keywords, which say NT 4.0, mean that."""
    return {bullet.branch for bullet in applies_to} == {Branch.NT4_TSE} and (
        {bullet.line for bullet in applies_to} == {bullet.line for bullet in article.bullets}
    )


def _installs_on_the_other(article: Article) -> bool:
    """Does a fix for Terminal Server, as the bullets say, require a pack that it never had, and never name it again?"""
    texts = [article.title, *(passage.text for passage in passages(article))]
    named = any(Branch.NT4_TSE in mention.branches for text in texts for mention in mentions(text))
    return not named and any(map(_REQUIRES_6A.search, texts))
