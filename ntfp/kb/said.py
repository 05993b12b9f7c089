"""Said: one place that a sentence names, and how much the sentence says about a correction there.

Which sentences there are is known to `sentences` and `advice`.
"""

import re
from enum import IntEnum

import msgspec

from ntfp.facts.signature import LATEST
from ntfp.kb.places import OR_RELEASE, RELEASE, UNNUMBERED, Place

THIS = r"(?:this|the)\s+(?:problem|issue|behavior|bug|error)\b"
FILE = r"[\w-]+\.(?:sys|dll|exe)\b"
AFTER = "after-"  # "after-5", which is after the last pack only where there was no "6"
NO_NUMBER = frozenset({LATEST, RELEASE, OR_RELEASE, UNNUMBERED})

SENTENCE_END = re.compile(r"(?<!\bU)(?<!U\.S)(?:[.:?!>]\)?\s+(?=[A-Z(\"])|\.(?=[A-Z][a-z]))|\s(?=This\s)")


class Weight(IntEnum):
    """How much a sentence says.

    The one formula that articles have for it counts anywhere, and so does "This issue is fixed in ..." where that is
    the whole sentence. Other words, "this was fixed in", are also said of a change that brought the problem about:
    they count where an article speaks of its solution. Advice counts there, too, and only where no number is claimed
    outright; "Install Windows NT 4.0 Service Pack 2." says nothing at all elsewhere.
    """

    UNREAD = 0
    HINT = 1
    ADVICE = 2
    LOOSE = 3
    CLAIM = 4


class Said(msgspec.Struct, frozen=True):
    """One place that a sentence names, and where in the passage that sentence begins."""

    place: Place
    weight: Weight
    sentence: int


def sentence_start(text: str, place: int) -> int:
    """Where the sentence begins that a place of the text stands in."""
    start = 0
    for end in SENTENCE_END.finditer(text, 0, place):
        start = end.end()
    return start


def sentence_end(text: str, place: int) -> int:
    """Where it ends, without what ends it."""
    end = SENTENCE_END.search(text, place)
    return end.start() if end else len(text)
