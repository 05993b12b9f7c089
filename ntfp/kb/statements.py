"""Statements: the claims of an article, in its sentences, about the pack or release its fix came in.

A claim is of one branch. Where a sentence names none ("corrected in Service Pack
4"), it is that of the sentence, the paragraph, the heading, or the only one the
article is about; else there is no claim and a remark says why.

That a later release has the fix is a claim only where a correction is said:
"upgrade to Windows NT 4.0" is advice, and may be meant for other reasons. A pack
for one language claims the pack, with a doubt: records know no language of a claim.

How sentences say it is known to `sentences`, the keywords are read in `keywords`.
"""

import re
from collections.abc import Container, Iterable, Iterator

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, LATEST, AppliesTo, By, FixedIn
from ntfp.kb.article import Article
from ntfp.kb.beside import is_about_another
from ntfp.kb.places import OR_RELEASE, PACKS, RELEASE, UNNUMBERED
from ntfp.kb.products import Mention, mentions
from ntfp.kb.prose import ITEMS, Passage, passages
from ntfp.kb.remarks import Remark, Trouble
from ntfp.kb.said import AFTER, Said, Weight
from ntfp.kb.sentences import said

# The chapters in which an article speaks of its solution.
_SOLUTION = ("RESOLUTION", "STATUS", "WORKAROUND")
_WINDOWS_2000 = (Branch.WIN2000, Branch.WINXP)
_RELEASES = (RELEASE, OR_RELEASE)
_OF_NT4 = re.compile(
    r"Microsoft Internet Information Server,?(?: versions?)? [234]\.0(?:, [234]\.0)*"
)  # ran on it alone
_BETWEEN = re.compile(r"-or-", re.IGNORECASE)


class _Reading(msgspec.Struct, frozen=True):
    """What is made of one place that a sentence names: claims or remarks."""

    weight: Weight
    claims: tuple[FixedIn, ...] = ()
    remarks: tuple[Remark, ...] = ()
    places: tuple[tuple[Branch | None, str], ...] = ()  # of what is only a remark


def read_statements(
    article: Article, applies_to: tuple[AppliesTo, ...]
) -> tuple[tuple[FixedIn, ...], tuple[Remark, ...]]:
    """The claims by prose in the order of their lines, each pack of a branch once, and what could not be read."""
    readings = [_read(article, applies_to, passage, one) for passage, one in _said(article)]
    outright = {
        claim.branch
        for one in readings
        if one.weight > Weight.ADVICE
        for claim in one.claims
        if claim.pack != LATEST  # of the latest pack advice says the number
    }
    claims: dict[tuple[Branch, str], FixedIn] = {}
    remarks: dict[Remark, None] = {}
    for reading in readings:
        for claim in reading.claims:
            if reading.weight > Weight.ADVICE or claim.branch not in outright:
                claims.setdefault((claim.branch, claim.pack), claim)
    for reading in readings:
        if not reading.places or not all(_is_said(place, claims) for place in reading.places):
            remarks |= dict.fromkeys(reading.remarks)
    return tuple(sorted(claims.values(), key=lambda claim: claim.line)), tuple(remarks)


def _said(article: Article) -> Iterator[tuple[Passage, Said]]:
    """All that is said, passage by passage; of an item in a list with the passage above that list."""
    lead = ""
    for passage in passages(article):
        item = passage.text.startswith(ITEMS)
        yield from ((passage, one) for one in said(passage.text, lead if item else ""))
        if not item and not _BETWEEN.fullmatch(passage.text):
            lead = passage.text


def _read(article: Article, applies_to: tuple[AppliesTo, ...], passage: Passage, one: Said) -> _Reading:
    place, text = one.place, passage.text
    line = passage.line_at(place.end - 1)
    words = text[place.start : place.end]
    in_summary = one.weight is Weight.ADVICE and _stands_in(article, line, ("SUMMARY",))
    in_place = one.weight is Weight.CLAIM or in_summary or _stands_in(article, line, _SOLUTION)
    branches = place.branches or _unsaid(article, applies_to, passage, one)
    if one.weight is Weight.HINT and not in_place:
        return _Reading(one.weight)
    if one.weight is Weight.UNREAD or not in_place:
        in_passing = place.pack == UNNUMBERED or (place.pack in _RELEASES and not _stands_in(article, line, _SOLUTION))
        trouble = Trouble.OTHER_FIX if in_passing and is_about_another(article) else Trouble.CLAIM_UNREAD
        doubt = Remark(trouble, line, f'a correction "in {words}", of what is not sure')
        return _Reading(
            Weight.UNREAD, remarks=(doubt,), places=tuple((branch, place.pack) for branch in branches or (None,))
        )
    if not place.branches and len(branches) != 1:
        return _Reading(one.weight, remarks=(Remark(Trouble.CLAIM_BRANCH, line, f'"{words}" names no branch'),))
    claims: list[FixedIn] = []
    remarks: list[Remark] = []
    if place.language:
        remarks.append(Remark(Trouble.CLAIM_LANGUAGE, line, f'"{words}" is a pack for one language'))
    for branch in branches:
        pack = _pack(branch, place.pack, applies_to)
        if pack:
            claims.append(FixedIn(branch=branch, pack=pack, by=By.PROSE, says=words, line=line))
        else:
            remarks.append(Remark(Trouble.CLAIM_PACK, line, f'"{words}" says no pack that {branch} had'))
    return _Reading(one.weight, tuple(claims), tuple(remarks))


def _is_said(place: tuple[Branch | None, str], claims: Container[tuple[Branch, str]]) -> bool:
    branch, pack = place
    return any((one, pack) in claims for one in ([branch] if branch else Branch))


def _stands_in(article: Article, line: int, titles: tuple[str, ...]) -> bool:
    return any(heading.title.upper().startswith(titles) for heading in article.headings(line))


def _pack(branch: Branch, pack: str, applies_to: Iterable[AppliesTo]) -> str | None:
    """The pack as a record names it; none where the branch never had it, or the release has the problem itself."""
    known = PACKS[branch]
    if pack == OR_RELEASE and branch not in {bullet.branch for bullet in applies_to}:
        return RELEASE
    if pack.startswith(AFTER) and pack.removeprefix(AFTER) in (known[-1], known[-1].rstrip("a")):
        return AFTER_LAST
    return pack if pack in (*known, LATEST, RELEASE) else None


def _unsaid(article: Article, applies_to: tuple[AppliesTo, ...], passage: Passage, one: Said) -> tuple[Branch, ...]:
    """The branch of a pack or release that stands without a version."""
    before = list(mentions(passage.text[: one.place.start]))
    nearer = [
        [mention for mention in before if mention.start >= one.sentence],
        before,
        *([*mentions(heading.title)] for heading in reversed(article.headings(passage.line))),
    ]
    for named in nearer:
        if branches := _named(named):
            return branches
    concerned = tuple(dict.fromkeys(bullet.branch for bullet in applies_to))
    if article.bullets and all(_OF_NT4.fullmatch(bullet.text) for bullet in article.bullets):
        return (Branch.NT4,)
    if any(mentions(passage.text[one.place.start : one.place.end])):  # "Windows NT", which version is not said
        return tuple(branch for branch in concerned if branch not in _WINDOWS_2000)
    # Of an article on other products, too, it may be their pack.
    return concerned if len({bullet.line for bullet in applies_to}) == len(article.bullets) else ()


def _named(found: Iterable[Mention]) -> tuple[Branch, ...]:
    return tuple(dict.fromkeys(branch for mention in found for branch in mention.branches))
