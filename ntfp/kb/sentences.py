"""Sentences: where an article says that its problem was corrected, and in which words it names the place.

Three kinds are known: "This problem was first corrected in ...", "The fix is
included in ...", and "Service Pack 6a includes an updated Hal.dll that resolves
this issue"; a fourth, what to install, is `advice`. "To resolve this problem,
obtain the latest service pack" is in most articles and says nothing. A sentence
that speaks of another problem, of a plan or of a part is no claim.

Which branch "Service Pack 4" is of, and whether there was one, is `statements`' question.
"""

import re
from collections.abc import Iterator

from ntfp.kb.advice import advised
from ntfp.kb.beside import after_another, as_part, is_of_another
from ntfp.kb.places import LANGUAGE, OR_RELEASE, PACK, RELEASE, UNNUMBERED, Place, Places, read_places
from ntfp.kb.products import mention_at, mentions
from ntfp.kb.prose import ITEMS
from ntfp.kb.said import AFTER, FILE, NO_NUMBER, THIS, Said, Weight, sentence_end, sentence_start

# Where none of these stands nothing is said: most passages are passed by.
_STEMS = re.compile(r"orrect|ixe|esolv|ddress|liminat|olved|epaired|nclude|vailable|ontains|nstall|pply|btain|pgrad")

# "was first corrected in", "has been fixed in the Ntfs.sys file contained in", "is also corrected by installing".
_CORRECTED = re.compile(
    rf"""\b(?P<aux>(?:(?:has|have|had|was|were|is|are|be|been|being|will|also|now|first|not|may|can|could|should
                      |scheduled|partially|since|only|already|to)\s+)*)
    (?:(?P<verb>corrected|fixed|resolved|addressed|eliminated|solved|repaired)|(?P<there>included|available))\s+
    (?:(?P<active>(?:this|these)\s+(?:problem|issue)s?\s+)|(?:also|first|only)\s+)?
    (?:in|with|(?P<by>by)|as\s+of|beginning\s+with|starting\s+with)\b\s*
    (?:versions\s+of\s+Windows\s+(?:NT\s+)?(?:that\s+are\s+)?later\s+than\s+[^,]{{1,30}},\s+including\s+)?
    (?:(?:the|an?|new|updated|file)\s+)*
    (?:{FILE}\s+(?:file\s+)?(?:(?:that\s+is\s+)?(?:contained|available|included)\s+)?(?:in|with|on)\s+)?
    (?:(?:installing|applying)\s+)?""",
    re.VERBOSE | re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:has|have|was|were|is|are)\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"\b(?:not|will|be|being|may|can|could|should|scheduled|to)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\b(?:that|which|until|erroneously|whether|if|unless)\b", re.IGNORECASE)
_BUT = re.compile(r"\balthough\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;]\s+|\b(?:but|however)\b,?\s*", re.IGNORECASE)
_PROBLEM = re.compile(rf"(?:note:\s+)?(?:(?:this|these|the|it|both)\b|{FILE})", re.IGNORECASE)
_FORMULA = re.compile(r"(?:microsoft\s.{0,80}\s)?(?:this|these)\s+problems?\b|this\s+has$", re.IGNORECASE)
_NEAR = 100  # so far behind the verb a product is looked for among unknown words
_FIX = re.compile(
    r"(?:however,\s+|while\s+|note:\s+|there\s+is\s+)?(?:an?|the|this|these)\s.*"
    r"\b(?:hot)?fix(?:es|ed)?\b(?!.*\b(?:that|which)\s*$)",
    re.IGNORECASE,
)
_FIRST_VERSION = re.compile(r"\boriginal\b", re.IGNORECASE)  # what came in that pack is not what the article offers

# "This issue is fixed in Windows 2000." is the whole sentence, and no fix that hurts is its subject.
_WHOLE = re.compile(r"(?:note:\s+)?this\s+(?:problem|issue|behavior)", re.IGNORECASE)
_WHOLE_OVER = re.compile(r"(?:$|\.(?!\w)(?!\s+(?:this|the)\s+(?:hot)?fix\b|\s+however\b|\s+but\b))", re.IGNORECASE)
_MICROSOFT = re.compile(r"microsoft\s+has", re.IGNORECASE)

# What may follow: the sentence is over, or goes on without another name.
_OVER = re.compile(
    r"(?:\s+Family\s+of\s+Products)?\s*(?:$|[.;:!?(>)]|,"
    r"|(?:and|but)\s+(?:in|is|was|are|were|has|have|it)\b|as\s+well\s+as\b|(?:by|so)\b"
    r"|(?:This|For|To|Query|Microsoft|However|The|If|In|Note|NOTE)\b)"
)
_PACK_OVER = re.compile(rf"{_OVER.pattern}|\s*(?:and|or|but|as\s+well|when|where|with|that|which|to)\b")
_OF_ANOTHER = re.compile(
    r"\s*(?:for|of)\s+(?:Microsoft\s+)?[A-Z]"
    r"|\s+(?:Indexing\s+Service|Resource\s+Kit|Option\s+Pack|Terminal\s+Services|Services\s+for"
    r"|Driver\s+Development|Update\s+\d)"
)
_NO_PLACE = re.compile(rf"{_OF_ANOTHER.pattern}|\s+(?:Hotfix\s+(?:Pack|Update)|CD|compact\s+disc)\b")

_PACK = re.compile(PACK, re.IGNORECASE)
_DOES = re.compile(
    r"""(?:\s*\(SP\w+\))?(?:\s+(?:and|or)\s+later)?,?\s+(?:(?:also|now)\s+)?(?:
    (?P<has>includes|contains)(?::$|(?:[^.]|\.\w){0,90}?\bthat\s+(?:correct|fixe|resolve)s\s+(?:this|these)\s
                               |\s+(?:an?\s+)?fix(?:es)?\s+for\s+(?:this|these|both)\s)
    | (?:corrects|fixes|resolves|addresses)\s+(?:this|these|both)\s)""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_LANGUAGE = re.compile(rf"{LANGUAGE.pattern}\s+$", re.IGNORECASE)
_AFTER_PACK = re.compile(
    rf"(?P<words>post[\s-]{PACK}(?:\s*\(SP\w+\))?\s+(?:hot)?fix)\s+is\s+(?:now\s+)?available\s+for\s+(?:Microsoft\s+)?",
    re.IGNORECASE,
)
# "The Lpdsvc.dll has been updated in Service Pack 5 for Windows NT 3.51 to resolve the issue."
_UPDATED = re.compile(r"\b(?:has|have)\s+been\s+(?:updated|changed|modified)\s+in\s+(?:the\s+)?", re.IGNORECASE)
_TO_RESOLVE = re.compile(rf"\s+to\s+(?:correct|resolve|fix|address)\s+{THIS}", re.IGNORECASE)
# "Microsoft has included the fix for this problem in"
_INCLUDED = re.compile(
    r"\bmicrosoft\s+has\s+included\s+(?:a|the)\s+fix\s+for\s+(?:this|these)\s+(?:problem|issue)s?\s+in\s+(?:the\s+)?",
    re.IGNORECASE,
)
# "Upgrade to Windows NT 4.0, where this problem has been corrected."
_WHERE = re.compile(
    r",?\s+(?:where|in\s+which)\s+this\s+(?:problem|issue)\s+(?:is|was|has\s+been)\s+(?:corrected|fixed|resolved)\b",
    re.IGNORECASE,
)


def said(text: str, lead: str = "") -> Iterator[Said]:
    """All that a passage says about the packs and releases its problem was corrected in.

    `lead` is the passage that a list of ways to choose from stands below.
    """
    if not _STEMS.search(text):
        return
    for found in _CORRECTED.finditer(text):
        yield from _corrected(text, found)
    yield from advised(text, lead)
    yield from _carried(text)
    yield from _after_a_pack(text)
    yield from _updated(text)
    yield from _where(text)


def _corrected(text: str, found: re.Match[str]) -> Iterator[Said]:
    """Of "This problem was first corrected in ...", or "The fix is included in ..."."""
    if _NOT_DONE.search(found["aux"]):
        return
    sentence = sentence_start(text, found.start())
    before = text[sentence : found.start()]
    places = _places(text, found.end())
    if places.found and not places.found[0].branches and is_of_another(text, sentence, places.found[0].start):
        return
    if found["active"]:
        weight = Weight.CLAIM if _MICROSOFT.fullmatch((before + found["aux"]).strip()) else None
    elif found["verb"] and _DONE.search(found["aux"]):
        weight = _of_verb(text, found, before, places)
        if weight is not None and not places.found:
            yield from _hidden(text, found.end(), sentence)
    elif found["there"] and _FIX.match(before) and all(place.pack != RELEASE for place in places.found):
        weight = Weight.UNREAD if _FIRST_VERSION.search(before) else Weight.LOOSE
    else:
        return
    if weight is not None and places.found and not _OF_ANOTHER.match(text, places.found[-1].end):
        yield from _weighed(text, places, weight, sentence)


def _places(text: str, start: int) -> Places:
    """What is named from there on; behind another product where that is named first."""
    places = read_places(text, start)
    if places.found and not _OF_ANOTHER.match(text, places.found[-1].end):
        return places
    return after_another(text, start) or as_part(text, start) or places


def _of_verb(text: str, found: re.Match[str], before: str, places: Places) -> Weight | None:
    clause = _CLAUSE.split(before)[-1].strip()
    if _OF_OTHERS.search(clause) or (found["by"] and not places.found):
        return None
    if (clause and not _PROBLEM.match(clause)) or _BUT.search(before):
        return Weight.UNREAD
    if found["verb"] == "corrected" and _FORMULA.match(clause):
        return Weight.CLAIM
    whole = (
        not text.startswith(ITEMS)  # of a list of problems it is one
        and _WHOLE.fullmatch(before.strip())
        and _WHOLE_OVER.match(text, places.end)
    )
    return Weight.CLAIM if whole else Weight.LOOSE


def _hidden(text: str, start: int, sentence: int) -> Iterator[Said]:
    """A product of the family behind words that are not known: "the ADSI client for Windows NT 4.0"."""
    stop = sentence_end(text, start)
    for mention in mentions(text[start:stop]):
        if mention.start < _NEAR and not _NO_PLACE.match(text, start + mention.end):
            yield Said(Place(mention.branches, UNNUMBERED, start, min(stop, start + _NEAR)), Weight.UNREAD, sentence)
            return


def _weighed(text: str, places: Places, weight: Weight, sentence: int) -> Iterator[Said]:
    """Only the last place can be cut off by what is not understood after it."""
    *first, last = places.found
    over = (_OVER if last.pack in {RELEASE, OR_RELEASE} else _PACK_OVER).match(text, places.end)
    for place in first:
        yield Said(place, weight, sentence)
    yield Said(last, weight if over else Weight.UNREAD, sentence)


def _carried(text: str) -> Iterator[Said]:
    """Of "Service Pack 6a includes an updated Hal.dll file that resolves this issue"."""
    products = {mention.end: mention for mention in mentions(text)} if _DOES.search(text) else {}
    for pack in _PACK.finditer(text):
        does = _DOES.match(text, pack.end())
        numbered = read_places(text, pack.start()).found
        if does and numbered and numbered[0].pack not in NO_NUMBER:
            product = products.get(len(text[: pack.start()].rstrip(" ,")))
            start = product.start if product else pack.start()
            place = Place(
                branches=product.branches if product else (),
                pack=numbered[0].pack,
                start=start,
                end=does.end("has") if does["has"] else pack.end(),
                language=_IN_LANGUAGE.search(text[:start]) is not None,
            )
            yield Said(place, Weight.CLAIM, sentence_start(text, place.start))


def _after_a_pack(text: str) -> Iterator[Said]:
    """Of "A post-Service Pack 5 (SP5) hotfix is available for Windows NT 3.51"."""
    for found in _AFTER_PACK.finditer(text):
        pack, product = _PACK.search(text, found.start()), mention_at(text, found.end())
        if pack and product and (numbered := read_places(text, pack.start()).found):
            place = Place(product.branches, AFTER + numbered[0].pack, *found.span("words"))
            yield Said(place, Weight.CLAIM, sentence_start(text, found.start()))


def _updated(text: str) -> Iterator[Said]:
    for pattern, after in ((_UPDATED, _TO_RESOLVE), (_INCLUDED, _OVER)):
        for found in pattern.finditer(text):
            places = read_places(text, found.end())
            if places.found and after.match(text, places.end):
                yield from (Said(place, Weight.CLAIM, sentence_start(text, found.start())) for place in places.found)


def _where(text: str) -> Iterator[Said]:
    """Of "Upgrade to Windows NT 4.0, where this problem has been corrected"."""
    for mention in mentions(text) if _WHERE.search(text) else ():
        places = read_places(text, mention.start)
        if places.found and _WHERE.match(text, places.end):
            yield from (Said(place, Weight.CLAIM, sentence_start(text, mention.start)) for place in places.found)
