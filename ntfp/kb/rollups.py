"""Roll-ups: security roll-up packages, and the articles whose fixes they carry.

A roll-up says under one heading what it includes, and may say under another what
it does not. Two were made for Windows NT, both after the last service pack of
their branch.

What a service pack has is in its `lists`. Other packages of several fixes are
remarked upon and not read: the hotfix key of a roll-up makes every fix it does
not list an open question, and theirs is not meant to.
"""

import re
from collections.abc import Iterable

from ntfp.facts.signature import AFTER_LAST, AppliesTo, By, FixedIn
from ntfp.kb.article import Article, Section
from ntfp.kb.beside import is_about_another
from ntfp.kb.lists import Entry, Listing, entries
from ntfp.kb.prose import passages
from ntfp.kb.remarks import Remark, Trouble

_TITLE = re.compile(r"(?P<name>.*(?:Security Rollup Package|\bSRP))(?: \([^)]*\))?")
_INCLUDED = re.compile(r"Fixes (?:That Are )?Included in\b")
_OTHER_PACKAGE = re.compile(
    r"Cumulative Patch|\bPost-(?:Windows NT|Service Pack)|Roll-?up Fix|Hotfix (?:Update|Pack|Bundle)\b"
)
# "The fixes listed in the May 14 section of the following article are included": not the article itself.
_ELSEWHERE = re.compile(r"\bfixes listed in\b.*\bof the following article\b")
_SEVERAL = 5  # lines that name articles: a fix that points to two or three others is no package
_AFTER_LAST_PACK = "kbWinNT400PreSP7Fix"

Includes = tuple[str, ...]


def read_rollup(
    article: Article, applies_to: tuple[AppliesTo, ...]
) -> tuple[Includes, tuple[Listing, ...], tuple[Remark, ...]]:
    """The articles it includes (sorted, each once; none where it is no roll-up), and the claims they get."""
    title = _TITLE.fullmatch(article.title)
    included = [section for section in article.sections if _INCLUDED.match(section.title)] if title else []
    if not title or not included:
        return (), (), _other_package(article)
    found, remarks = _included(article, included)
    branches = dict.fromkeys(bullet.branch for bullet in applies_to)
    if all(keyword.word != _AFTER_LAST_PACK for keyword in article.keywords):
        remarks.append(Remark(Trouble.ROLLUP_WITHOUT_PACK, article.first, f"no keyword {_AFTER_LAST_PACK}"))
        branches = {}
    listings = tuple(
        Listing(
            entry.kb,
            entry.title,
            FixedIn(
                branch=branch,
                pack=AFTER_LAST,
                by=By.ROLLUP,
                says=title["name"],
                line=entry.line,
                article=article.kb,
            ),
        )
        for entry in found
        for branch in branches
    )
    return tuple(sorted({entry.kb for entry in found})), listings, tuple(remarks)


def _included(article: Article, sections: Iterable[Section]) -> tuple[list[Entry], list[Remark]]:
    """What these sections list, but for articles that are named as other lists."""
    found: dict[str, Entry] = {}
    remarks = []
    for section in sections:
        elsewhere = False
        for passage in passages(article, section.line + 1, section.last):
            named = list(entries(article, passage.line, passage.last))
            if not named:
                elsewhere = _ELSEWHERE.search(passage.text) is not None
            for entry in named:
                if isinstance(entry, Remark):
                    remarks.append(entry)
                elif elsewhere:
                    detail = f"it contains what {entry.kb} lists, not that itself"
                    remarks.append(Remark(Trouble.ROLLUP_ELSEWHERE, entry.line, detail))
                else:
                    found.setdefault(entry.kb, entry)
    return list(found.values()), remarks


def _other_package(article: Article) -> tuple[Remark, ...]:
    if not _OTHER_PACKAGE.search(article.title):
        return ()
    if len(tuple(entries(article, article.first, article.last))) < _SEVERAL:
        return ()
    trouble = Trouble.OTHER_FIX if is_about_another(article) else Trouble.PACKAGE_UNREAD
    return (Remark(trouble, article.first, "a package of several fixes that is no security roll-up"),)
