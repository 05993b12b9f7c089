"""Limits: the languages a problem is limited to, where an article plainly says so.

"This problem only occurs on the German version", "in Far East versions, but not
in other versions", "the information in this article applies to the Czech
version(s)". That a problem was seen or confirmed in one language limits nothing:
the others may have it too, and whoever speaks them wants to know.

The language of a table is the table's; it is not asked here.
"""

import re

from ntfp.kb.article import Article
from ntfp.kb.prose import passages

_FAR_EAST = ("ja", "ko", "zh-CN", "zh-HK", "zh-TW")
_CODES = {
    "arabic": ("ar",),
    "brazilian": ("pt-BR",),
    "czech": ("cs",),
    "danish": ("da",),
    "dutch": ("nl",),
    "far east": _FAR_EAST,
    "finnish": ("fi",),
    "french": ("fr",),
    "german": ("de",),
    "greek": ("el",),
    "hebrew": ("he",),
    "hungarian": ("hu",),
    "italian": ("it",),
    "japanese": ("ja",),
    "korean": ("ko",),
    "norwegian": ("no",),
    "pan chinese": ("zh-HK",),
    "polish": ("pl",),
    "russian": ("ru",),
    "simplified chinese": ("zh-CN",),
    "spanish": ("es",),
    "swedish": ("sv",),
    "thai": ("th",),
    "traditional chinese": ("zh-TW",),
    "turkish": ("tr",),
}

_NAME = "(?:" + "|".join(name.replace(" ", "[- ]") for name in _CODES) + ")"
_NAMES = rf"(?P<names>{_NAME}(?:(?:, and|,| and| or| and/or) (?:the )?{_NAME})*)"
_WINDOWS = r"(?:(?:language )?(?:versions?|editions?|releases?) of )?(?:Microsoft )?Windows (?:NT|2000)"
_IN = r"(?:in|on|with|to) (?:all |the )?"
_SEEN = r"(?:occurs?|happens?|exists?|appears?)"
_SAID = re.compile(
    rf"\b(?:only {_SEEN}|{_SEEN} only|(?:problem|issue|behavior) is (?:specific|limited)) {_IN}{_NAMES} {_WINDOWS}"
    rf"|\binformation in this article applies to the {_NAMES.replace('names', 'those')} versions?\(s\) of "
    rf"|\b{_SEEN} {_IN}{_NAMES.replace('names', 'these')} {_WINDOWS}(?:[^.]|\.(?=\w)){{1,80}} but not (?:in|on) other",
    re.IGNORECASE,
)
_MARKS = ("only", "specific to", "limited to", "not ", "version(s)")  # of these every such sentence has one
_ONE = re.compile(_NAME, re.IGNORECASE)
_IN_TITLE = re.compile(rf"\b(?:{_NAME}|Chinese|CH[ST])\b", re.IGNORECASE)


def names_language(title: str) -> bool:
    """Does a title speak of one language version? The files of its fix may be of that language, or of any."""
    return bool(_IN_TITLE.search(title))


def read_languages(article: Article) -> tuple[str, ...]:
    """As `ntfp.facts.language` names them, sorted; none where the problem is not limited to any."""
    if not any(mark in line for line in article.lines for mark in _MARKS):
        return ()
    codes: set[str] = set()
    for passage in passages(article):
        for said in _SAID.finditer(passage.text):
            for name in _ONE.findall(said["names"] or said["these"] or said["those"]):
                codes.update(_CODES[name.lower().replace("-", " ")])
    return tuple(sorted(codes))
