"""Leads: the words above a table that make it the table of a fix, and what they say of all its rows.

"The Japanese version of this fix should have the following file attributes or
later:" is one. Short lines may part it from its table, as "RAS FIX:" does, and one
lead may hold for several tables that only such lines part.

The product they name is `covers`' question.
"""

import re
from collections.abc import Sequence

import msgspec

from ntfp.facts.platform import Platform
from ntfp.kb.article import Article
from ntfp.kb.blocks import Block, is_rule
from ntfp.kb.cells import read_platform
from ntfp.kb.headings import names_products_only
from ntfp.kb.others import INTERNET_SERVER
from ntfp.kb.prose import Passage, passages

_FIX = re.compile(
    r"""
    \b(?:(?:hot)?fix(?:es)?|updates?|patch|package)\b .* \b(?:should\s(?:have|contain)|has|have)\b .*
      \b(?:file\sat\w+|time\s?stamp|file\sdetails)
    | \bobtain\sthe\sfollowing\s(?:hot)?fix\b
    | \b(?:resolved|corrected|fixed)\sby\sthe\sfollowing\b
    | \bfollowing\sfiles\swere\s\w+\s.*\bto\s(?:fix|correct|resolve)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.:!?]) (?=[A-Z])")
_OR_LATER = re.compile(r"\bor\s(?:later|newer|higher)\b|\band\slater\sversions\b", re.IGNORECASE)
_UTC = re.compile(r"\bUTC\b|\b(?:coordinated\suniversal|universal\stime)", re.IGNORECASE)
_VERSION_OF = re.compile(r"\bthe\s(?P<words>[\w ,-]*?)[ -]?versions?(?:-\w+)?\sof\b", re.IGNORECASE)
_SAYS_NO_LANGUAGE = re.compile(r"[\s,-]+|\b(?:langua\w+|following|updated|new|and)\b", re.IGNORECASE)
_PLATFORM = re.compile(r"\b(?:Intel|x86|i386|Alpha|MIPS|PPC)\b", re.IGNORECASE)
_VARIANT = re.compile(r"\b(\d{2,3})[- ]?bit\b|\b(uniprocessor|multiprocessor|checked|debug)\b", re.IGNORECASE)
_DETAILS = re.compile(r"(?:\w+ )*(?:file |fix )*details:?", re.IGNORECASE)
_LONGEST_LABEL, _A_FEW_WORDS = 80, 30  # characters: what is longer is a sentence

LANGUAGES = {
    "english": "en",
    "us english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "italian": "it",
    "swedish": "sv",
    "danish": "da",
    "finnish": "fi",
    "norwegian": "no",
    "dutch": "nl",
    "czech": "cs",
    "polish": "pl",
    "hungarian": "hu",
    "russian": "ru",
    "turkish": "tr",
    "greek": "el",
    "portuguese": "pt",
    "brazilian": "pt-BR",
    "brazilian portuguese": "pt-BR",
    "hebrew": "he",
    "arabic": "ar",
    "thai": "th",
    "japanese": "ja",
    "korean": "ko",
    "simplified chinese": "zh-CN",
    "traditional chinese": "zh-TW",
    "pan chinese": "zh-HK",
}


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """The words above a block. Without a `sentence` nothing there speaks of a fix."""

    line: int
    sentence: str = ""
    whole: str = ""  # the paragraph it stands in
    before: str = ""  # what leads to the sentence: "obtain the following fix for Windows NT 3.51:"
    beside: str = ""  # the sentence before it in its paragraph
    labels: tuple[str, ...] = ()  # short lines between sentence and table, the nearest first
    or_later: bool = False
    utc: bool = False
    language: str | None = None
    variant: str | None = None
    platform: Platform | None = None
    unread: tuple[tuple[int, str], ...] = ()  # words that limit the table in a way that is not understood
    open: bool = False  # other words that end with a colon stand above


def read_lead(article: Article, block: Block, floor: int, previous: Lead | None) -> Lead:
    """The words above a block, from a line on. `previous` is the lead of a table that ends there."""
    end = block.first - 1
    while end >= floor and (not article.lines[end - 1] or is_rule(article.lines[end - 1])):
        end -= 1
    above = list(passages(article, floor, end)) if floor <= end else []
    labels: list[Passage] = []
    while above and _is_label(article, above[-1]):
        labels.append(above.pop())
    line = labels[-1].line if labels else (block.drafts[0].line if block.drafts else block.first)
    lead = Lead(line=line, open=bool(labels))
    if above and (found := _fix_sentence(above[-1])):
        start, sentence = found
        leading = _fix_sentence(above[-2]) if len(above) > 1 else None
        beside = above[-1].text[:start].strip()
        lead = _said(sentence, above[-1].text, above[-1].line_at(start))
        lead = msgspec.structs.replace(
            lead, before=leading[1] if leading else "", beside=_SENTENCES.split(beside)[-1] if beside else ""
        )
    elif above:
        lead = Lead(line=line, open=bool(labels) or above[-1].text.endswith(":"))
    elif previous:
        lead = _said(previous.sentence, previous.whole, line)
        lead = msgspec.structs.replace(lead, before=previous.before, beside=previous.beside)
    return _labelled(lead, labels)


def _is_label(article: Article, passage: Passage) -> bool:
    """A short line that is no sentence: "RAS FIX:", "Component: JET"."""
    text = passage.text
    if len(passage.starts) > 1 or len(text) > _LONGEST_LABEL or "://" in text or _FIX.search(text):
        return False
    at_margin = not article.lines[passage.line - 1].startswith(" ")
    return text.endswith(":") or (not text.endswith(".") and (at_margin or len(text) <= _A_FEW_WORDS))


def _fix_sentence(passage: Passage) -> tuple[int, str] | None:
    """The last sentence that makes it a table of a fix, and where it begins."""
    starts = [0, *(found.end() for found in _SENTENCES.finditer(passage.text))]
    found = None
    for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True):
        if _FIX.search(passage.text[start:end]):
            found = start, passage.text[start:end].strip()
    return found


def _said(sentence: str, whole: str, line: int) -> Lead:
    language, unread = _language(sentence)
    platforms = {read_platform(word) for word in _PLATFORM.findall(sentence)}
    return Lead(
        line=line,
        sentence=sentence,
        whole=whole,
        or_later=bool(_OR_LATER.search(sentence)),
        utc=bool(_UTC.search(whole)),
        language=language,
        variant=_variant(sentence),
        platform=platforms.pop() if len(platforms) == 1 else None,
        unread=((line, unread),) if unread else (),
    )


def _language(sentence: str) -> tuple[str | None, str]:
    """The language of "the ... version of", and the words that are none."""
    found = _VERSION_OF.search(INTERNET_SERVER.sub("", sentence))
    words = _PLATFORM.sub(" ", _VARIANT.sub(" ", found["words"])) if found else ""
    words = _SAYS_NO_LANGUAGE.sub(" ", words).strip().lower()
    if not words:
        return None, ""
    language = LANGUAGES.get(words)
    return language, "" if language else words


def _variant(text: str) -> str | None:
    named = {f"{bits}-bit" if bits else word.lower() for bits, word in _VARIANT.findall(text)}
    return named.pop() if len(named) == 1 else None


def _labelled(lead: Lead, labels: Sequence[Passage]) -> Lead:
    """What short lines add. Whom they limit a table to has to be understood."""
    texts = tuple(label.text for label in labels)
    unread = list(lead.unread)
    language, variant = lead.language, lead.variant
    for label in labels:
        words = label.text.rstrip(":").strip().lower()
        if words in LANGUAGES:
            language = LANGUAGES[words]
        elif _variant(words):
            variant = _variant(words)
        elif not (_DETAILS.fullmatch(label.text) or names_products_only(label.text)):
            unread.append((label.line, label.text))
    return msgspec.structs.replace(lead, labels=texts, language=language, variant=variant, unread=tuple(unread))
