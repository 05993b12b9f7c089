"""Sentences: where an article says that its problem was corrected, and in which words it names the place.

Four kinds are known: "This problem was first corrected in ...", "The fix is
included in ...", "Service Pack 6a includes an updated Hal.dll that resolves
this issue", and advice, "install ... to correct this problem". "To resolve this
problem, obtain the latest service pack" is in most articles and says nothing.
A sentence that speaks of another problem, of a plan or of a part is no claim.

Which branch "Service Pack 4" is of, and whether there was one, is `statements`' question.
"""

import re
from collections.abc import Iterator
from enum import IntEnum

import msgspec

from ntfp.facts.signature import LATEST
from ntfp.kb.places import OR_RELEASE, PACK, RELEASE, UNNUMBERED, Place, read_places
from ntfp.kb.products import mention_at, mentions

# Where none of these stands nothing is said: most passages are passed by.
_STEMS = re.compile(r"orrect|ixe|esolv|ddress|liminat|olved|epaired|nclude|vailable|ontains|nstall|pply|btain|pgrad")
_THIS = r"(?:this|the)\s+(?:problem|issue|behavior|bug|error)\b"
_FILE = r"[\w-]+\.(?:sys|dll|exe)\b"

# "was first corrected in", "has been fixed in the Ntfs.sys file contained in", "is also corrected by installing".
_CORRECTED = re.compile(
    rf"""\b(?P<aux>(?:(?:has|have|had|was|were|is|are|be|been|being|will|also|now|first|not|may|can|could|should
                      |scheduled|partially|since|only|already|to)\s+)*)
    (?:(?P<verb>corrected|fixed|resolved|addressed|eliminated|solved|repaired)|included|available)\s+
    (?:(?:also|first|only)\s+)?(?:in|with|(?P<by>by)|as\s+of|beginning\s+with|starting\s+with)\b\s*
    (?:(?:the|an?|new|updated|file)\s+)*
    (?:{_FILE}\s+(?:file\s+)?(?:(?:that\s+is\s+)?(?:contained|available|included)\s+)?(?:in|with|on)\s+)?
    (?:(?:installing|applying)\s+)?""",
    re.VERBOSE | re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:has|have|was|were|is|are)\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"\b(?:not|will|be|being|may|can|could|should|scheduled|to)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<!\bU)(?<!U\.S)(?:[.:?!>]\)?\s+(?=[A-Z(\"])|\.(?=[A-Z][a-z]))|\s(?=This\s)")
_OF_OTHERS = re.compile(r"\b(?:that|which|until|erroneously|whether|if|unless)\b", re.IGNORECASE)
_BUT = re.compile(r"\balthough\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;]\s+|\b(?:but|however)\b,?\s*", re.IGNORECASE)
_PROBLEM = re.compile(rf"(?:note:\s+)?(?:(?:this|these|the|it|both)\b|{_FILE})", re.IGNORECASE)
_FORMULA = re.compile(r"(?:microsoft\s.{0,80}\s)?(?:this|these)\s+problems?\b|this\s+has$", re.IGNORECASE)
_NEAR = 100  # so far behind the verb a product is looked for among unknown words
_FIX = re.compile(
    r"(?:however,\s+|while\s+|note:\s+|there\s+is\s+)?(?:an?|the|this|these)\s.*"
    r"\b(?:hot)?fix(?:es|ed)?\b(?!.*\b(?:that|which)\s*$)",
    re.IGNORECASE,
)
_FIRST_VERSION = re.compile(r"\boriginal\b", re.IGNORECASE)  # what came in that pack is not what the article offers

# What may follow: the sentence is over, or goes on without another name.
_OVER = re.compile(
    r"\s*(?:$|[.;:!?(>)]|,|(?:and|but)\s+(?:is|was|are|were|has|have|it)\b|(?:by|so)\b"
    r"|(?:This|For|To|Query|Microsoft|However|The|If|In|Note|NOTE)\b)"
)
_PACK_OVER = re.compile(rf"{_OVER.pattern}|\s*(?:and|or|but|as\s+well|when|where|with|that|which|to)\b")
_OF_ANOTHER = re.compile(
    r"\s*(?:for|of)\s+(?:Microsoft\s+)?[A-Z]"
    r"|\s+(?:Indexing\s+Service|Resource\s+Kit|Option\s+Pack|Terminal\s+Services|Services\s+for"
    r"|Driver\s+Development|Update\s+\d)"
)

_ADVICE = re.compile(
    rf"(?P<purpose>\bTo\s+(?:permanently\s+)?(?:correct|resolve|fix|solve|eliminate)\s+{_THIS}"
    r"(?:\s+(?:on|for|in|with)\b(?:[^.:,]|\.\d){1,60})?,\s*"
    rf"|\b(?:resolve|correct|fix)\s+{_THIS}\s+by\s+(?=(?:inst|app|upgr|obt)\w+ing))?"
    r"(?<![\w-])(?:either\s+)?(?:obtain\s+and\s+)?(?:install|apply|obtain|upgrade\s+to"
    r"|installing|applying|upgrading\s+to|obtaining)\s+",
    re.IGNORECASE,
)
_FOR_THIS = re.compile(rf"\s+to\s+(?:correct|resolve|fix|eliminate)\s+(?:{_THIS}|this\b)", re.IGNORECASE)
_ADVICE_OVER = re.compile(r"\s*(?:$|\.(?!.{0,60}\b(?:then|hotfix)\b)|,?\s*or\b)", re.IGNORECASE)

_PACK = re.compile(PACK, re.IGNORECASE)
_DOES = re.compile(
    r"""(?:\s*\(SP\w+\))?,?\s+(?:(?:also|now)\s+)?(?:
    (?P<has>includes|contains)(?::$|(?:[^.]|\.\w){0,90}?\bthat\s+(?:correct|fixe|resolve)s\s+(?:this|these)\s
                               |\s+(?:an?\s+)?fix(?:es)?\s+for\s+(?:this|these|both)\s)
    | (?:corrects|fixes|resolves|addresses)\s+(?:this|these|both)\s)""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_PACK = re.compile(
    rf"(?P<words>post[\s-]{PACK}(?:\s*\(SP\w+\))?\s+(?:hot)?fix)\s+is\s+(?:now\s+)?available\s+for\s+(?:Microsoft\s+)?",
    re.IGNORECASE,
)
_NO_NUMBER = {LATEST, RELEASE, OR_RELEASE, UNNUMBERED}
AFTER = "after-"  # "after-5", which is after the last pack only where there was no "6"


class Weight(IntEnum):
    """How much a sentence says.

    The one formula that articles have for it counts anywhere. Other words, "this was fixed in", are also said of a
    change that brought the problem about: they count where an article speaks of its solution. Advice counts there,
    too, and only where nothing is claimed outright.
    """

    UNREAD = 0
    ADVICE = 1
    LOOSE = 2
    CLAIM = 3


class Said(msgspec.Struct, frozen=True):
    """One place that a sentence names, and where in the passage that sentence begins."""

    place: Place
    weight: Weight
    sentence: int


def said(text: str) -> Iterator[Said]:
    """All that a passage says about the packs and releases its problem was corrected in."""
    if not _STEMS.search(text):
        return
    for found in _CORRECTED.finditer(text):
        yield from _corrected(text, found)
    for found in _ADVICE.finditer(text):
        yield from _advised(text, found)
    yield from _carried(text)
    yield from _after_a_pack(text)


def _corrected(text: str, found: re.Match[str]) -> Iterator[Said]:
    """Of "This problem was first corrected in ...", or "The fix is included in ..."."""
    if _NOT_DONE.search(found["aux"]):
        return
    places = read_places(text, found.end()).found
    sentence = _sentence(text, found.start())
    before = text[sentence : found.start()]
    if found["verb"] and _DONE.search(found["aux"]):
        clause = _CLAUSE.split(before)[-1].strip()
        if _OF_OTHERS.search(clause):
            return
        if not places:
            if found["by"] is None:
                yield from _hidden(text, found.end(), sentence)
            return
        weight = Weight.CLAIM if _FORMULA.match(clause) and found["verb"] == "corrected" else Weight.LOOSE
        if (clause and not _PROBLEM.match(clause)) or _BUT.search(before):
            weight = Weight.UNREAD
    elif not found["verb"] and _FIX.match(before) and all(place.pack != RELEASE for place in places):
        weight = Weight.UNREAD if _FIRST_VERSION.search(before) else Weight.LOOSE
    else:
        return
    if places and not _OF_ANOTHER.match(text, places[-1].end):
        yield from _weighed(text, places, weight, sentence)


def _hidden(text: str, start: int, sentence: int) -> Iterator[Said]:
    """A product of the family behind words that are not known: "the latest Windows NT 4.0 Spanish Service Pack"."""
    end = _SENTENCE_END.search(text, start)
    stop = end.start() if end else len(text)
    for mention in mentions(text[start:stop]):
        if mention.start < _NEAR and not _OF_ANOTHER.match(text, start + mention.end):
            yield Said(Place(mention.branches, UNNUMBERED, start, min(stop, start + _NEAR)), Weight.UNREAD, sentence)
            return


def _weighed(text: str, places: tuple[Place, ...], weight: Weight, sentence: int) -> Iterator[Said]:
    """Only the last place can be cut off by what is not understood after it."""
    *first, last = places
    end = read_places(text, last.start).end
    over = (_OVER if last.pack in {RELEASE, OR_RELEASE} else _PACK_OVER).match(text, end)
    for place in first:
        yield Said(place, weight, sentence)
    yield Said(last, weight if over else Weight.UNREAD, sentence)


def _advised(text: str, found: re.Match[str]) -> Iterator[Said]:
    """Of "To correct this problem, install Windows NT 4.0 Service Pack 2"."""
    read = read_places(text, found.end())
    if not read.found or any(place.pack in _NO_NUMBER for place in read.found):
        return
    if _FOR_THIS.match(text, read.end) or (found["purpose"] and _ADVICE_OVER.match(text, read.end)):
        sentence = _sentence(text, found.start())
        for place in read.found:
            yield Said(place, Weight.ADVICE, sentence)


def _carried(text: str) -> Iterator[Said]:
    """Of "Service Pack 6a includes an updated Hal.dll file that resolves this issue"."""
    products = {mention.end: mention for mention in mentions(text)} if _DOES.search(text) else {}
    for pack in _PACK.finditer(text):
        does = _DOES.match(text, pack.end())
        numbered = read_places(text, pack.start()).found
        if does and numbered and numbered[0].pack not in _NO_NUMBER:
            product = products.get(len(text[: pack.start()].rstrip(" ,")))
            place = Place(
                branches=product.branches if product else (),
                pack=numbered[0].pack,
                start=product.start if product else pack.start(),
                end=does.end("has") if does["has"] else pack.end(),
            )
            yield Said(place, Weight.CLAIM, _sentence(text, place.start))


def _after_a_pack(text: str) -> Iterator[Said]:
    """Of "A post-Service Pack 5 (SP5) hotfix is available for Windows NT 3.51"."""
    for found in _AFTER_PACK.finditer(text):
        pack, product = _PACK.search(text, found.start()), mention_at(text, found.end())
        if pack and product and (numbered := read_places(text, pack.start()).found):
            place = Place(product.branches, AFTER + numbered[0].pack, *found.span("words"))
            yield Said(place, Weight.CLAIM, _sentence(text, found.start()))


def _sentence(text: str, place: int) -> int:
    """Where the sentence begins that a place of the text stands in."""
    start = 0
    for end in _SENTENCE_END.finditer(text, 0, place):
        start = end.end()
    return start
