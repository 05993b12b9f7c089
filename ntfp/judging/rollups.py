"""Roll-ups: judged by the fixes they contain.

Where the files lack one of these, they lack the roll-up, whatever the registry
says, and no other fix is here because of it. That they have some or all says
nothing: they may have come one by one.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from ntfp.facts.build import Confidence
from ntfp.facts.signature import Signature, number_of
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Finding, Reason, Step, Verdict
from ntfp.judging.history import History
from ntfp.judging.registry import files_lack_it, rollups_installed

Findings = Mapping[str, Finding]


def with_rollups(signature: Signature, findings: Findings, system: System, history: History) -> Finding:
    """The finding about an article, after asking what was found about the roll-ups it is, or is in."""
    finding = findings[signature.kb]
    missing = _surest(findings[kb] for kb in signature.includes if kb in findings)
    if missing:
        return _without_contents(finding, missing)
    key = system.claims is not None and signature.kb in system.claims.installed
    if finding.reason is Reason.INSTALLED and not key:
        return _without_rollup(finding, findings, system, history)
    return finding


def _without_contents(finding: Finding, missing: Finding) -> Finding:
    """A roll-up of which the files lack a fix."""
    said_so = finding.verdict is Verdict.UNFIXED and missing.confidence is not Confidence.CERTAIN
    if said_so or finding.verdict is Verdict.NOT_APPLICABLE:
        return finding
    because = f"it contains the fix of {missing.kb}, and the files here are older than that"
    return replace(
        finding,
        verdict=Verdict.UNFIXED,
        reason=Reason.CONTENTS,
        confidence=missing.confidence,
        evidence=(*finding.evidence, _piece(because, missing, Verdict.UNFIXED)),
        settle=missing.settle,
        own=missing.own or finding.own,  # whose record decided
    )


def _without_rollup(finding: Finding, findings: Findings, system: System, history: History) -> Finding:
    """A fix that is here because of a roll-up alone, and of none that can be believed."""
    broken = []
    for rollup in rollups_installed(finding.kb, system, history):
        contents = [findings[kb] for kb, rollups in history.rollups.items() if rollup in rollups and kb in findings]
        missing = _surest(contents)
        if missing is None:
            return finding
        broken.append((rollup, missing))
    rollup, missing = broken[0]
    because = f"the roll-up {rollup} is said to be installed, and the files here are older than the fix of {missing.kb}"
    silent = tuple(replace(piece, vote=None, confidence=None) for piece in finding.evidence)
    return replace(
        finding,
        verdict=Verdict.UNKNOWN,
        reason=Reason.REGISTRY_DISAGREES,
        confidence=None,
        evidence=(*silent, _piece(because, missing, None)),
        settle="what replaced or removed the files of the roll-up",
        own=missing.own or finding.own,
    )


def _surest(findings: Iterable[Finding]) -> Finding | None:
    """Of the fixes the files lack the one that is surest."""
    return min(
        filter(files_lack_it, findings),
        key=lambda one: (one.confidence is not Confidence.CERTAIN, number_of(one.kb)),
        default=None,
    )


def _piece(because: str, missing: Finding, vote: Verdict | None) -> Evidence:
    sure = missing.confidence if vote else None
    return Evidence(step=Step.CONTENTS, because=because, vote=vote, confidence=sure, kb=missing.kb)
