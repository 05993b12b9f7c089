"""Settling: what would turn an unknown into an answer, or a likely answer into a certain one."""

from collections.abc import Callable

from ntfp.facts.build import Confidence
from ntfp.facts.signature import Signature
from ntfp.facts.system import System
from ntfp.facts.verdict import HIVES, SOUND_HIVES, Reason, Step
from ntfp.judging.weighing import Weighed

_ANOTHER_COPY = "a sound copy of the file, or the hotfix package it came from"
_THE_FIX = "the fix's own files to compare with"
_ABSENT = "the files the article lists"
_SETTLES = {
    Reason.NO_ROW: "a table for this branch, platform and language, or the hotfix itself to compare with",
    Reason.FILE_ABSENT: _ABSENT,
    Reason.FILE_DAMAGED: _ANOTHER_COPY,
    Reason.EVIDENCE_DISAGREES: _ANOTHER_COPY,
    Reason.RELEASE_WITHOUT_CLAIM: _THE_FIX,
    Reason.SAME_VERSION: "the link time or size of the fix's own file",
    Reason.SAME_SIZE_OTHER_DATE: "the link time of the fix's own file",
    Reason.DATE_IN_DOUBT: "another copy of the table, or the fix's own file",
    Reason.NO_COMMON_ATTRIBUTE: "the version or link time of the fix's own file",
    Reason.OTHER_BRANCH: "the file that belongs to this Windows",
    Reason.FLAVOUR_UNKNOWN: "a kernel whose imports can be read",
    Reason.VARIANT_UNKNOWN: "which variant of the file this is",
    Reason.PACK_RANGE: "the service pack the system is on",
    Reason.WINDOW: "which release or hotfix its kernel is",
    Reason.PACK_UNNUMBERED: "which service pack was the latest when the article was written",
    Reason.CLAIMS_DISAGREE: _THE_FIX,
    Reason.ROLLUP_UNLISTED: _THE_FIX,
    Reason.UNRECORDED_RELEASE: "the files of the packs to compare with",
    Reason.NUMBERS_CROSS: "the files of the packs, and the fix's own, to compare with",
    Reason.BRANCH: "a sound copy of the kernel",
    Reason.PLATFORM: "whether there ever was a fix for this platform",
    Reason.LANGUAGE: "the language the system was installed in",
    Reason.REGISTRY_DISAGREES: "which of kernel and registry belongs to this system",
}
_BY_PACK = frozenset({Reason.PACK, Reason.PACK_TOO_OLD, Reason.HOTFIX_ONLY, Reason.NO_CLAIM})
_BY_RANGE = _BY_PACK | {Reason.PACK_RANGE, Reason.WINDOW}


def what_settles(weighed: Weighed, signature: Signature, system: System, would_hives: Callable[[], bool]) -> str | None:
    """In a few words; `None` only of what is certain. `would_hives` tells whether hives would answer an unknown."""
    if weighed.confidence is Confidence.CERTAIN:
        return None
    if weighed.reason in _BY_RANGE and not system.knows_hotfixes and (weighed.verdict or would_hives()):
        return SOUND_HIVES if system.claims and system.claims.hives else HIVES
    if weighed.reason in _BY_PACK:
        carriers = ", ".join(signature.carriers)
        return f"the fix's own build of {carriers}" if carriers else _THE_FIX
    sure = all(piece.confidence is Confidence.CERTAIN for piece in weighed.evidence if piece.vote)
    absent = any(piece.wanted and not piece.path and piece.step is Step.UNDECIDED for piece in weighed.evidence)
    return _SETTLES.get(weighed.reason) or (_ABSENT if absent and sure else _THE_FIX)
