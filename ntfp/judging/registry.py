"""The registry: what it claims beside what the files are.

The registry claims, the file is. Where the two tell different stories the
verdict follows the file, and the difference is a finding of its own.
"""

from collections import defaultdict
from collections.abc import Iterable

from ntfp.facts.build import Confidence
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Finding, Reason, Step, Verdict
from ntfp.judging.history import History

_OF_FILES = frozenset(
    {
        Reason.VERSION,
        Reason.VERY_FILE,
        Reason.RELEASE,
        Reason.CERTAINLY_LATER,
        Reason.CERTAINLY_EARLIER,
        Reason.LATER_LINK,
        Reason.OTHER_BUILD,
        Reason.EARLIER_LINK,
        Reason.PARTLY_INSTALLED,
    }
)


def denies_kernel(system: System) -> bool:
    """Does the registry name a pack that the kernel cannot belong to?"""
    pack = system.claims.pack if system.claims else None
    return bool(pack and system.build.packs) and pack not in system.build.packs


def installed(kb: str, system: System, history: History) -> str | None:
    """Where the registry or setup's folders say that this fix was installed."""
    claims = system.claims
    if claims is None:
        return None
    if kb in claims.hotfixes:
        return f"the registry has a hotfix key {kb}"
    if kb in claims.uninstalls:
        return f"there is an uninstall folder of {kb}"
    for rollup in history.rollups.get(kb, ()):
        if rollup in claims.hotfixes | claims.uninstalls:
            return f"the roll-up {rollup} is installed and contains it"
    return None


def other_rollups(kb: str, system: System, history: History) -> tuple[str, ...]:
    """Roll-ups that are installed and do not list this fix."""
    if system.claims is None:
        return ()
    known = {rollup for rollups in history.rollups.values() for rollup in rollups}
    return tuple(
        sorted((known & (system.claims.hotfixes | system.claims.uninstalls)) - set(history.rollups.get(kb, ())))
    )


def disagreements(findings: Iterable[Finding], system: System, history: History) -> tuple[Finding, ...]:
    """Every fix of which registry and files tell two stories, in both directions."""
    if system.claims is None:
        return ()
    findings = tuple(findings)
    # One build is the fix of several articles: a key of any of them explains its file.
    by_file: defaultdict[str | None, set[str]] = defaultdict(set)
    for finding in findings:
        for piece in finding.evidence:
            if piece.vote is Verdict.FIXED and installed(finding.kb, system, history):
                by_file[piece.path].add(finding.kb)
    told = []
    for finding in findings:
        key = installed(finding.kb, system, history)
        if key and finding.verdict is Verdict.UNFIXED and finding.reason in _OF_FILES:
            told.append(_finding(finding, f"{key}, but its files are older than the fix"))
        elif not key and finding.reason is Reason.VERY_FILE:
            paths = {piece.path for piece in finding.evidence if piece.vote is Verdict.FIXED}
            if not any(by_file[path] for path in paths):
                told.append(_finding(finding, "its very file is here, and the registry has no key that explains it"))
    return tuple(told)


def _finding(finding: Finding, because: str) -> Finding:
    piece = Evidence(step=Step.REGISTRY, because=because, kb=finding.kb)
    return Finding(
        kb=finding.kb,
        title=finding.title,
        verdict=finding.verdict,
        reason=Reason.REGISTRY_DISAGREES,
        confidence=Confidence.LIKELY,
        evidence=(*finding.evidence, piece),
        settle="compare the files with the hotfix's own, and look for what replaced or removed them",
    )
