"""Places: the service packs and releases that a run of words names, as after "was corrected in".

"Windows NT 4.0 Service Pack 4.0 and Windows NT Server 4.0, Terminal Server
Edition Service Pack 4" names two, "the latest U.S. Service Pack for Windows NT
version 3.51" one without a number, "Windows 2000" the release itself. Reading
ends at the first word that is not known, so packs of other products are no places.

Whether something was corrected there at all is not understood here.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.signature import LATEST
from ntfp.kb.products import mention_at

# The packs each branch had: an article that names another one is mistaken, or is not read rightly.
PACKS = {
    Branch.NT31: ("1", "2", "3"),
    Branch.NT35: ("1", "2", "3"),
    Branch.NT351: ("1", "2", "3", "4", "5"),
    Branch.NT4: ("1", "2", "3", "4", "5", "6", "6a"),
    Branch.NT4_TSE: ("4", "5", "6"),
    Branch.WIN2000: ("1", "2", "3", "4"),
    Branch.WINXP: ("1", "2", "3"),
}
RELEASE = "0"
UNNUMBERED = "?"  # neither a number nor "latest"
OR_RELEASE = "0?"  # "the latest Service Pack for Windows NT version 3.51 and Windows NT 4.0": of 4.0 the pack or itself
_BOTH_40 = {Branch.NT4, Branch.NT4_TSE}

_NUMBER = r"\d\s?a?(?:\.0)?(?!\w|\.\d)"
PACK = rf"(?:Ser\w{{3,5}}\s*Packs?\b(?:\s*{_NUMBER})?|(?<!\w)SP[\s-]?{_NUMBER})"
LANGUAGE = re.compile(
    r"\b(?:Arabic|Brazilian|(?:Simplified[ -]|Traditional[ -]|Pan[ -])?Chinese|Czech|Danish|Dutch|Finnish|French"
    r"|German|Greek|Hebrew|Hungarian|Italian|Japanese|Korean|Norwegian|Polish|Portuguese|Russian|Spanish|Swedish|Thai|Turkish)\b"
    r"(?:-language)?",
    re.IGNORECASE,
)
_QUIET = re.compile(
    r"(?:\s+|(?:the|both|Microsoft(?:'s)?|U\.?\s?S\.?|English|releases? of|version of)(?!\w)"
    rf"|{LANGUAGE.pattern})*",
    re.IGNORECASE,
)
_OR_LATER = (
    r",?\s*\(?(?:and|or)\s+(?:all\s+)?(?:later|above|higher|greater|subsequent)\b"
    r"(?:\s+(?:service\s+packs?|versions?)\b)?\)?"
)
_LATER = re.compile(_OR_LATER, re.IGNORECASE)
_WORDS = re.compile(
    rf"""
    (?P<L>(?:las?test|most\s+(?:current|recent))\b)
    | (?P<S>{PACK}(?:\s*\(SP\s?\d\w?\))?(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+){_NUMBER})*
          (?:{_OR_LATER}(?=\s+for\b))?)
    | (?P<F>(?:for|of)\b(?:\s+in\b)?)
    | (?P<I>(?:in|with)\b)
    | (?P<C>,)
    | (?P<J>/|&|(?:and(?:\s+also)?|or)\b(?!\s+(?:later|above|higher|greater|subsequent)))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d)\s?(a?)(?:\.0)?(?!\w)", re.IGNORECASE)

# What follows each other, in letters: P a product, L "latest", N a pack by number, S one without, F "for", I "in",
# J "and", C a comma. Of "Windows NT 3.51 and Windows NT 4.0 Service Pack 2" the pack is the last product's alone.
_SHAPES = re.compile(
    r"""
    (?P<latest_of>LP?SFP(?:[CJ]+P(?!C?[NS]))*)
    | (?P<latest>L(?:P[CJ]+)*(?:PC?)?S)
    | (?P<pack_of>N+C?FP(?:[CJ]+P(?!C?[NS]))*)
    | (?P<pack>(?:P[CJ]+)*(?:PC?)?S?N+)
    | (?P<unnumbered>PC?S|S(?:FP)?)
    | (?P<release>P)
    | (?P<gap>[CJI])
    """,
    re.VERBOSE,
)


_WITHOUT_NUMBER = {"latest": LATEST, "latest_of": LATEST, "unnumbered": UNNUMBERED, "release": RELEASE}


class Place(msgspec.Struct, frozen=True):
    """A pack or a release, and the branches it is of: none where the words do not say."""

    branches: tuple[Branch, ...]
    pack: str
    start: int
    end: int
    language: bool = False  # it is the pack for one language that is named


class Places(msgspec.Struct, frozen=True):
    """What the words from some place of a text on name, and where that ends."""

    found: tuple[Place, ...]
    end: int


class _Word(msgspec.Struct, frozen=True):
    kind: str
    start: int
    end: int
    branches: tuple[Branch, ...] = ()
    packs: tuple[str, ...] = ()
    language: bool = False


def read_places(text: str, start: int) -> Places:
    """The packs and releases that are named from a place on without a break.

    >>> words = "the latest Windows NT 3.51 U.S. Service Pack and Windows NT 4.0."
    >>> [(place.branches[0].value, place.pack) for place in read_places(words, 0).found]
    [('nt351', 'latest'), ('nt4', '0')]
    """
    words = list(_words(text, start))
    kinds = "".join(word.kind for word in words)
    found: list[Place] = []
    at, end = 0, start
    while shape := _SHAPES.match(kinds, at):
        run = words[at : shape.end()]
        at = shape.end()
        if shape.lastgroup != "gap":
            found += _places(shape.lastgroup or "", run)
            if [place.pack for place in found[-2:]] == [LATEST, UNNUMBERED]:
                found[-1] = replace(found[-1], pack=LATEST)  # "the latest Service Pack for ... and Service Pack for"
            end = run[-1].end
    later = _LATER.match(text, end)
    return Places(tuple(found), later.end() if later and found else end)


def _words(text: str, place: int) -> Iterator[_Word]:
    """The words that are known, up to the first that is not."""
    while True:
        before, place = place, _QUIET.match(text, place).end()  # type: ignore[union-attr]  # matches nothing, too
        language = LANGUAGE.search(text, before, place) is not None
        if mention := mention_at(text, place):
            yield _Word("P", mention.start, mention.end, mention.branches, language=language)
            place = mention.end
        elif found := _WORDS.match(text, place):
            kind = found.lastgroup or ""
            packs = _numbers(found["S"] or "")
            yield _Word("N" if packs else kind, found.start(), found.end(), packs=packs, language=language)
            place = found.end()
        else:
            return


def _numbers(words: str) -> tuple[str, ...]:
    """The numbers of "Service Packs 1, 2, and 3" or of "Service Pack 6a (SP6a)"; "4.0" is the number 4."""
    return tuple(dict.fromkeys(number + letter.lower() for number, letter in _NUMBERS.findall(words)))


def _places(shape: str, run: Sequence[_Word]) -> Iterator[Place]:
    """What one run of words names. A pack is shared by the two of 4.0; of another product it may be the release."""
    start, end = run[0].start, run[-1].end
    language = any(word.language for word in run)
    products = [word for word in run if word.kind == "P"]
    named = tuple(dict.fromkeys(branch for word in products for branch in word.branches))
    if shape in _WITHOUT_NUMBER and (len(products) <= 1 or shape == "latest"):
        yield Place(named, _WITHOUT_NUMBER[shape], start, end, language)
        return
    owner = products[-1 if shape == "pack" else 0].branches if products else ()
    owners = named if _BOTH_40.issuperset(named) else owner
    packs = (LATEST,) if shape == "latest_of" else tuple(dict.fromkeys(pack for word in run for pack in word.packs))
    for pack in packs:
        yield Place(owners, pack, start, end, language)
    if others := tuple(branch for branch in named if branch not in owners):
        yield Place(others, OR_RELEASE, start, end, language)
