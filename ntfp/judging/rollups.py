"""Roll-ups: where the files lack one of the fixes a roll-up contains, they lack the roll-up.

That they have them all says nothing of the kind: they may have come one by one.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from ntfp.facts.build import Confidence
from ntfp.facts.verdict import Evidence, Finding, Reason, Step, Verdict
from ntfp.judging.registry import OF_FILES


def with_contents(finding: Finding, contents: Iterable[Finding]) -> Finding:
    """The finding about a roll-up, after asking what was found about its contents."""
    lacking = [one for one in contents if one.verdict is Verdict.UNFIXED and one.reason in OF_FILES]
    if not lacking or finding.verdict in (Verdict.UNFIXED, Verdict.NOT_APPLICABLE):
        return finding
    surest = min(lacking, key=lambda one: (one.confidence is not Confidence.CERTAIN, int(one.kb[1:])))
    piece = Evidence(
        step=Step.CONTENTS,
        because=f"it contains the fix of {surest.kb}, and the files here are older than that",
        vote=Verdict.UNFIXED,
        confidence=surest.confidence,
        kb=surest.kb,
    )
    return replace(
        finding,
        verdict=Verdict.UNFIXED,
        reason=Reason.CONTENTS,
        confidence=surest.confidence,
        evidence=(*finding.evidence, piece),
        settle=surest.settle,
    )
