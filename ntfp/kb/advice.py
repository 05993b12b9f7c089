"""Advice: sentences that tell what to install against the problem.

"To correct this problem, install Windows NT 4.0 Service Pack 2", and where an
article speaks of its solution "Install Windows NT 4.0 Service Pack 2." alone.
A file out of a pack is advice only from that pack "or later": else it may be the
older one, from before the problem. A step of a procedure is none.

The two roll-ups of Windows NT were made after the last service pack: to obtain
one says that no pack has the fix.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.kb.places import Place, Places, read_places
from ntfp.kb.products import mention_at
from ntfp.kb.said import AFTER, FILE, NO_NUMBER, THIS, Said, Weight, sentence_start

_DO = r"(?:install|apply|obtain|upgrade\s+(?:(?:the|your)\s+(?:[\w-]+\s+){1,3})?to(?:\s+use)?|update\s+to)"
_DOING = r"(?:installing|applying|upgrading\s+to|obtaining)"
_FILES = rf"(?:the\s+)?{FILE}(?:\s+and\s+{FILE})?\s+(?:file\s+)?(?:from|in|(?:that\s+is\s+)?included\s+(?:in|with))\s+"
_ADVICE = re.compile(
    rf"(?P<purpose>\bTo\s+(?:permanently\s+)?(?:correct|resolve|fix|solve|eliminate)\s+{THIS}"
    rf"(?:\s+(?:on|for|in|with)\b(?:[^.:,]|\.\d|\.(?:dll|exe|sys)\b){{1,90}})?,\s*"
    rf"|\b(?:resolve|correct|fix)\s+{THIS}\s+by\s+(?=(?:inst|app|upgr|obt)\w+ing)"
    rf"|\b{THIS}\s+can\s+be\s+(?:resolved|corrected|fixed)\s+by\s+(?=(?:inst|app|upgr|obt)\w+ing)"
    r"|\bobtain\s+this\s+(?:hot)?fix\s+by\s+(?=(?:inst|app|upgr)\w+ing))?"
    rf"(?<![\w-])(?:either\s+)?(?:obtain\s+and\s+)?(?:{_DO}|{_DOING})\s+(?P<files>{_FILES})?",
    re.IGNORECASE,
)
_FOR_THIS = re.compile(rf"\s+to\s+(?:correct|resolve|fix|eliminate)\s+(?:{THIS}|this\b)", re.IGNORECASE)
_ADVICE_OVER = re.compile(
    r"(?:\s+CD-ROM)?\s*(?:$|\.(?!.{0,60}\b(?:then|hotfix)\b)|,?\s*or\b|from\s+the\s+following\b"
    r"|if\s+you\s+are\s+(?:using\s+a\s+computer\s+that\s+is\s+)?running\s+(?:Microsoft\s+)?(?P<product>))",
    re.IGNORECASE,
)
_UNLESS = re.compile(r"\bnot\b", re.IGNORECASE)

# A whole passage, or its first sentence: "Apply Windows NT 4.0 Service Pack 2 or later."
_ITEM = re.compile(r"[-*o]\s+")
_WHERE = re.compile(r"(?:in|on|for)\s+(?:Microsoft\s+)?(?=Windows\b)", re.IGNORECASE)
_HINT = re.compile(r"(?:install|apply|upgrade\s+(?:your\s+system\s+)?to|update\s+to)\s+", re.IGNORECASE)
_HINT_OVER = re.compile(
    r"\s*(?:$|\.(?!\w)(?!.{0,60}\b(?i:then|hotfix)\b|.{0,90}\bmay\b)|or\s+upgrade\s+to\b|or\s+(?=[A-Z]))"
)
_ONE_OF = re.compile(
    r"\bTo\s+(?:correct|resolve|fix|solve)\s+(?:this|the)\s+(?:problem|issue|behavior)\b"
    r",\s+(?:do|use|perform|follow|try)\s+(?:one|any)\s+of\s+the\s+following\b(?:\s+\w+)?:$",
    re.IGNORECASE,
)
_ALSO = re.compile(rf"\bor\s+install\s+(?P<files>{_FILES})", re.IGNORECASE)

_ROLLUP = re.compile(
    rf"\bTo\s+(?:correct|resolve)\s+{THIS},\s+(?:either\s+)?obtain\s+"
    r"(?:the\s+[\w ]{1,50},?\s+or\s+(?:obtain\s+)?)?(?:the\s+)?(?=Windows\s+NT\b)",
    re.IGNORECASE,
)
_PACKAGE = re.compile(r",?\s+Security\s+Rollup\s+Package\b", re.IGNORECASE)
_WITH_ROLLUP = frozenset({Branch.NT4, Branch.NT4_TSE})


def advised(text: str, lead: str = "") -> Iterator[Said]:
    """All that a passage advises to install; an item of a list is one of the ways that its `lead` announces."""
    for found in _ADVICE.finditer(text):
        yield from _for_a_purpose(text, found)
    yield from _alone(text, lead)
    for found in _ALSO.finditer(text):
        yield from _of_file(text, found)
    for found in _ROLLUP.finditer(text):
        yield from _rolled_up(text, found)


def _for_a_purpose(text: str, found: re.Match[str]) -> Iterator[Said]:
    """Of "To correct this problem, install Windows NT 4.0 Service Pack 2"."""
    read = read_places(text, found.end())
    if not _is_numbered(read) or (found["files"] and not _or_later(read)):
        return
    over = _ADVICE_OVER.match(text, read.end) if found["purpose"] else None
    if not over and not _FOR_THIS.match(text, read.end):
        return
    product = mention_at(text, over.end()) if over and over["product"] is not None else None
    weight = Weight.UNREAD if _UNLESS.search(found["purpose"] or "") else Weight.ADVICE
    for place in read.found:
        branches = place.branches or (product.branches if product else ())
        yield Said(replace(place, branches=branches), weight, sentence_start(text, found.start()))


def _alone(text: str, lead: str) -> Iterator[Said]:
    """Of "Install Windows NT 4.0 Service Pack 2.", or of that in a list of ways to choose from."""
    item = _ITEM.match(text)
    if item and not _ONE_OF.search(lead):
        return
    start = item.end() if item else 0
    where = _WHERE.match(text, start)
    product = mention_at(text, where.end()) if where else None
    if product and text.startswith(", ", product.end):
        start = product.end + 2
    found = _HINT.match(text, start)
    read = read_places(text, found.end()) if found else None
    if read and _is_numbered(read) and _HINT_OVER.match(text, read.end):
        yield from (Said(place, Weight.HINT, 0) for place in read.found)


def _of_file(text: str, found: re.Match[str]) -> Iterator[Said]:
    """Of "or install Dns.exe from Windows NT 4.0 Service Pack 3 or higher"."""
    read = read_places(text, found.end())
    if _is_numbered(read) and _or_later(read) and _HINT_OVER.match(text, read.end):
        yield from (Said(place, Weight.HINT, sentence_start(text, found.start())) for place in read.found)


def _rolled_up(text: str, found: re.Match[str]) -> Iterator[Said]:
    """Of "To resolve this problem, obtain the Windows NT 4.0 Security Rollup Package"."""
    product = mention_at(text, found.end())
    package = _PACKAGE.match(text, product.end) if product else None
    if product and package and _WITH_ROLLUP.issuperset(product.branches):
        place = Place(product.branches, f"{AFTER}6", product.start, package.end())
        yield Said(place, Weight.LOOSE, sentence_start(text, found.start()))


def _is_numbered(read: Places) -> bool:
    return bool(read.found) and all(place.pack not in NO_NUMBER for place in read.found)


def _or_later(read: Places) -> bool:
    return read.end > read.found[-1].end
