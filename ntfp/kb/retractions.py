"""Retractions: articles that say of a fix that a pack lacks it, though a list names it.

One kind is about the errors of a Readme, and may say where the fix came instead;
the other says it of its own fix.

What a list says is read in `lists`; a claim that is taken back by a third article
is left out by whoever puts a record together. What an article says of itself is
one claim more, and may contradict the others.
"""

import re
from collections.abc import Iterator

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, LATEST, AppliesTo, By, FixedIn
from ntfp.kb.article import Article
from ntfp.kb.lists import Listing, pack_in
from ntfp.kb.places import RELEASE, read_places
from ntfp.kb.products import mentions
from ntfp.kb.prose import Passage, passages
from ntfp.kb.remarks import Remark, Trouble

_ERRATA = re.compile(r"List of Documentation Errors in Service Pack \d Readme\.txt File", re.IGNORECASE)
_NAMED = re.compile(r"(?P<kb>Q\d{5,6})(?!\d)[\s:-]*(?P<title>.*)")
_THAT = re.compile(r"This problem was not corrected in (?P<pack>Service Pack \d[a-z]?) for (?P<product>.+?)\.(?!\d)")
_INSTEAD = re.compile(
    r"\s*(?:However, )?it was (?:first )?corrected in (?P<place>(?:Microsoft )?Windows\b[^,;]+?)\.(?!\d)"
)
_THIS = re.compile(r"This (?:hotfix|fix) is (?P<says>not included in (?P<pack>Service Pack \d[a-z]?))\b")

_LAST = ("6", "6a")  # of both branches of 4.0: 6a is 6 with other files


class Retraction(msgspec.Struct, frozen=True):
    """The fix of one article is not in this pack, nor in an earlier one."""

    kb: str
    branch: Branch
    pack: str
    line: int

    def takes_back(self, kb: str, claim: FixedIn) -> bool:
        numbered = claim.pack not in (LATEST, AFTER_LAST)
        return kb == self.kb and numbered and claim.branch is self.branch and claim.pack <= self.pack


class _Of(msgspec.Struct, frozen=True):
    """What is said of one article that a Readme names: where it is named, and where that is said."""

    kb: str
    title: str
    line: int
    passage: Passage
    said: re.Match[str]


def read_retractions(article: Article) -> tuple[Retraction, ...]:
    """What an article says a Readme named by mistake."""
    return tuple(
        Retraction(one.kb, branch, pack, one.line)
        for one in _of_readme(article)
        for mention in mentions(one.said["product"])
        for branch in mention.branches
        if (pack := pack_in(one.said["pack"]))
    )


def read_instead(article: Article) -> tuple[Listing, ...]:
    """In which release such an article says that the fix of another came instead: a claim of that one."""
    found: list[Listing] = []
    for one in _of_readme(article):
        instead = _INSTEAD.match(one.passage.text, one.said.end())
        places = read_places(instead["place"], 0).found if instead else ()
        if instead and len(places) == 1 and len(places[0].branches) == 1 and places[0].pack == RELEASE:
            line = one.passage.line_at(instead.end("place") - 1)
            says = FixedIn(
                branch=places[0].branches[0],
                pack=RELEASE,
                by=By.LIST,
                says=instead["place"],
                line=line,
                article=article.kb,
            )
            found.append(Listing(one.kb, one.title, says))
    return tuple(found)


def read_denials(article: Article, applies_to: tuple[AppliesTo, ...]) -> tuple[tuple[FixedIn, ...], tuple[Remark, ...]]:
    """Claims of an article that the last pack lacks its fix: it was made after it."""
    claims: list[FixedIn] = []
    remarks: list[Remark] = []
    for passage in passages(article):
        for found in _THIS.finditer(passage.text):
            line = passage.line_at(found.start("says"))
            branches = _branches(article, line, applies_to)
            if pack_in(found["pack"]) in _LAST and {*branches} <= {Branch.NT4, Branch.NT4_TSE}:
                claims += (
                    FixedIn(branch=branch, pack=AFTER_LAST, by=By.PROSE, says=found["says"], line=line)
                    for branch in branches
                )
            else:
                remarks.append(Remark(Trouble.CLAIM_UNREAD, line, f"{found['says']}, which is not the last pack"))
    return tuple(claims), tuple(remarks)


def _of_readme(article: Article) -> Iterator[_Of]:
    """A number at the head of a passage, and in the next ones what is said of it."""
    named: list[tuple[str, str, int]] = []
    for passage in passages(article) if _ERRATA.fullmatch(article.title) else ():
        if found := _NAMED.match(passage.text):
            named.append((found["kb"], found["title"], passage.line))
        for said in _THAT.finditer(passage.text):
            yield from (_Of(*one, passage, said) for one in named)
            named = []


def _branches(article: Article, line: int, applies_to: tuple[AppliesTo, ...]) -> tuple[Branch, ...]:
    """Those of the innermost heading that names a product, else those of the bullets."""
    for section in reversed(article.headings(line)):
        named = [branch for mention in mentions(section.title) for branch in mention.branches]
        if named:
            return tuple(dict.fromkeys(named))
    return tuple(dict.fromkeys(bullet.branch for bullet in applies_to))
