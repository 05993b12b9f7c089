"""Beside: other products that an article, or a sentence, speaks of together with one of the NT family.

"Corrected in MDAC 2.5 Service Pack 2 and Microsoft Windows 2000 Service Pack 2"
names two places, and only the second is ours.

What a place is, is known to `places`.
"""

import re

from ntfp.kb.article import Article
from ntfp.kb.others import INTERNET_SERVER, belongs_to
from ntfp.kb.places import PACK, RELEASE, Place, Places, read_places
from ntfp.kb.products import mentions, read_bullet
from ntfp.kb.said import sentence_end

_NAME = r"(?:[A-Z&(][\w&/+-]*\)?|v?\d+(?:\.\w+)*|\(SP\d\w?\)|versions?|for|the|latest|(?:and|or)\s+later)"
_ANOTHER = re.compile(rf"{_NAME}(?:\s+{_NAME})*")
_JOIN = re.compile(
    r",?\s+(?:(?:and|or)(?:\s+also)?(?:\s+(?:in|with))?|as\s+well\s+as(?:\s+in)?"
    r"|which\s+(?:is|are)\s+(?:also\s+)?included\s+(?:in|with))\s+"
)
_SERVICES = re.compile(
    r"(?:Microsoft\s+)?(?P<name>(?:Internet\s+Information\s+Serv(?:er|ices?)(?:\s+\(IIS\))?|IIS),?(?:\s+version)?"
    r"\s+(?P<version>5\.[01])(?!\d|\.\d)(?:\s+for\s+Windows?\s+(?:2000|XP)\b)?)"
)
_PACK_OF = re.compile(rf"\b[A-Z][\w.]+\s+(?:[A-Z]\w+\s+|version\s+)*\d[\d.]*,?\s+(?i:{PACK})")


def after_another(text: str, start: int) -> Places | None:
    """The places of the NT family that a sentence names after another product, from where that one is named on.

    >>> found = after_another("MDAC 2.5 Service Pack 2 and Windows 2000 Service Pack 2.", 0)
    >>> [(place.branches[0].value, place.pack) for place in found.found]
    [('win2000', '2')]
    """
    for join in _JOIN.finditer(text, start, sentence_end(text, start)):
        if not _ANOTHER.fullmatch(text, start, join.start()):
            continue
        places = read_places(text, join.end())
        if places.found and any(mentions(text[places.found[0].start : places.found[0].end])):
            return places
    return None


def as_part(text: str, start: int) -> Places | None:
    """The release that the Internet Information Services of a text are a part of, if only of one."""
    found = _SERVICES.match(text, start)
    if not found:
        return None
    return Places((Place(tuple(belongs_to(f"IIS {found['version']}")), RELEASE, *found.span("name")),), found.end())


def is_of_another(text: str, start: int, place: int) -> bool:
    """Is a bare pack that of another product, whose pack the same sentence names before: "SMS 1.2 Service Pack 4"?"""
    ends = {start + mention.end for mention in mentions(text[start:place])}
    return any(
        not any(found.start() < end < found.end() for end in ends) for found in _PACK_OF.finditer(text, start, place)
    )


def is_about_another(article: Article) -> bool:
    """Is it about a product that only runs on Windows NT? Internet Information Server came with it."""
    texts = [bullet.text for bullet in article.bullets]
    of_nt = any(read_bullet(bullet) for bullet in article.bullets) or any(map(INTERNET_SERVER.search, texts))
    return bool(texts) and not of_nt
