"""Keywords: the claims in the Keywords line at the bottom of an article.

"kbWinNT400sp4fix" says that Windows NT 4.0 Service Pack 4 has the fix,
"kbWinNT400PreSP7Fix" that it was made for a seventh pack, which never came. The
names of products, "kbOSWinNT400", and of features, "kbWinNT400sp4fea", claim nothing.

What the sentences claim is read in `statements`; nobody here decides who is right.
"""

import re
from collections.abc import Iterator

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, AppliesTo, By, FixedIn
from ntfp.kb.article import Article, Keyword
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
_FIX = re.compile(
    r"(?:kb(?P<system>OS)?)?(?P<branch>WinNT4(?:00)?|TSE(?:400)?|Win2000|WinXP)"
    r"(?P<before>pre)?(?:SP(?P<pack>\d\w?)|(?P<none>noSP))?fix",
    re.IGNORECASE,
)
_ON_TERMINAL_SERVER = (*PACKS[Branch.NT4_TSE], AFTER_LAST)
_LIKE_A_FIX = re.compile(r"(?:kb)?(?:OS)?(?:Win(?:NT|2000|XP)|TSE).*fix\w*", re.IGNORECASE)
_REQUIRES_6A = re.compile(
    r"\brequires\s+(?:Microsoft\s+)?Windows\s+NT\s+(?:Server\s+)?4\.0\s+Service\s+Pack\s+6a", re.IGNORECASE
)


def read_keywords(
    article: Article, applies_to: tuple[AppliesTo, ...]
) -> tuple[tuple[FixedIn, ...], tuple[Remark, ...]]:
    """The claims by keyword in the order they stand there, and the keywords on a fix that are not known."""
    claims: list[FixedIn] = []
    remarks: list[Remark] = []
    for keyword in dict.fromkeys(article.keywords):
        for read in _read(keyword, article, applies_to):
            if isinstance(read, Remark):
                remarks.append(read)
            else:
                claims.append(read)
    return tuple(claims), tuple(remarks)


def _read(keyword: Keyword, article: Article, applies_to: tuple[AppliesTo, ...]) -> Iterator[FixedIn | Remark]:
    found = _FIX.fullmatch(keyword.word)
    branch = _BRANCHES[found["branch"].lower()] if found else None
    pack = _pack(found, branch) if found and branch else None
    if branch and pack:
        if branch is Branch.NT4 and _all_terminal_server(article, applies_to) and pack in _ON_TERMINAL_SERVER:
            if _installs_on_the_other(article):
                doubt = f"the keyword {keyword.word} is of {branch}, and every bullet of {Branch.NT4_TSE}"
                yield Remark(Trouble.KEYWORD_BRANCH, keyword.line, doubt)
            else:
                branch = Branch.NT4_TSE
        yield FixedIn(branch=branch, pack=pack, by=By.KEYWORD, says=keyword.word, line=keyword.line)
    elif _LIKE_A_FIX.fullmatch(keyword.word):
        yield Remark(Trouble.KEYWORD_UNREAD, keyword.line, f"the keyword {keyword.word} is not known")


def _pack(found: re.Match[str], branch: Branch) -> str | None:
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
    return RELEASE if found["system"] else None


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
