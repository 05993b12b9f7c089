"""The registry: what it claims beside what the files are.

The registry claims, the file is. Where the two tell different stories the
verdict follows the file, and the difference is a finding of its own.
"""

from collections.abc import Iterable, Mapping

from ntfp.facts.build import Confidence, pack_title
from ntfp.facts.signature import Signature, number_of
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Finding, Reason, Rollup, Step, Verdict
from ntfp.judging.case import Answer
from ntfp.judging.claims import Claimed, pack_titles
from ntfp.judging.history import History

_REPLACED = "compare the files with the hotfix's own, and look for what replaced or removed them"
_BROUGHT = "who or what put the file there: a copy by hand, a hotfix taken apart, a registry set back"
_OF_FILES = frozenset(
    {
        Reason.VERSION,
        Reason.RELEASE,
        Reason.CERTAINLY_EARLIER,
        Reason.OTHER_BUILD,
        Reason.EARLIER_LINK,
        Reason.PARTLY_INSTALLED,
        Reason.CONTENTS,
    }
)


def files_lack_it(finding: Finding) -> bool:
    """Is it unfixed by what the files are, and not by what a pack or the registry says?"""
    return finding.verdict is Verdict.UNFIXED and finding.reason in _OF_FILES


def named_pack(system: System, history: History) -> str | None:
    """The pack the registry names, if it is one the branch has."""
    pack = system.claims.pack if system.claims else None
    line = history.lines.get(system.build.branch)
    return pack if line and pack in line.packs else None


def packs_of(system: System, history: History) -> tuple[tuple[str, ...], Confidence]:
    """The packs the system can be on: the one the registry names, else the kernel's range; and how sure that is."""
    named = named_pack(system, history)
    if named is None or system.claims is None:
        return system.build.packs, system.build.confidence_in("packs")
    return (named,), Confidence.CERTAIN if system.claims.pack_sure else Confidence.LIKELY


def denies_kernel(system: System, history: History) -> bool:
    """Does the registry name a pack that the kernel cannot belong to?"""
    named = named_pack(system, history)
    return bool(named and system.build.packs) and named not in system.build.packs


def installed(kb: str, system: System, history: History) -> str | None:
    """Where the registry or setup's folders say that this fix was installed."""
    claims = system.claims
    if claims is None:
        return None
    if kb in claims.hotfixes:
        return f"the registry has a hotfix key {kb}"
    if kb in claims.uninstalls:
        return f"there is an uninstall folder of {kb}"
    for rollup in rollups_installed(kb, system, history):
        return f"the roll-up {rollup} is installed and contains it"
    return None


def rollups_installed(kb: str, system: System, history: History) -> tuple[str, ...]:
    """The roll-ups that contain it, of those said to be installed."""
    said = system.claims.installed if system.claims else ()
    branch = system.build.branch
    return tuple(one for one in history.rollups.get(kb, ()) if one in said and history.is_rollup_for(one, branch))


def other_rollups(kb: str, system: System, history: History) -> tuple[str, ...]:
    """Roll-ups that are installed and do not list this fix."""
    if system.claims is None:
        return ()
    return tuple(sorted(_installed_rollups(system, history) - set(history.rollups.get(kb, ()))))


def _installed_rollups(system: System, history: History) -> set[str]:
    """All that are said to be installed, and are for this Windows."""
    said, branch = system.claims.installed if system.claims else frozenset(), system.build.branch
    return {
        kb
        for kb in said
        if history.is_rollup_for(kb, branch)
        and (kb in history.branches_of_rollups or any(kb in rollups for rollups in history.rollups.values()))
    }


def installed_rollups(titles: Mapping[str, str], system: System, history: History) -> tuple[Rollup, ...]:
    """The roll-ups that are said to be installed, and how many fixes each contains."""
    return tuple(
        Rollup(kb, titles.get(kb, ""), sum(kb in rollups for rollups in history.rollups.values()))
        for kb in sorted(_installed_rollups(system, history), key=number_of)
    )


def odd_about_registry(system: System, history: History) -> str | None:
    """Where the registry names a pack that the kernel is not of: pack, hotfix or copy, one of them is not whole."""
    named = named_pack(system, history)
    if named is None or not denies_kernel(system, history):
        return None
    return f"the registry says {pack_title(named)}, the kernel is of {pack_titles(system.build.packs)}"


def disagreements(
    signatures: Iterable[Signature], findings: Iterable[Finding], system: System, history: History
) -> tuple[Finding, ...]:
    """Every fix of which registry and files tell two stories, in both directions."""
    if system.claims is None:
        return ()
    by_number = {signature.kb: signature for signature in signatures}
    lacking = [finding for finding in findings if files_lack_it(finding)]
    very = [finding for finding in findings if finding.reason is Reason.VERY_FILE]
    explained = {
        finding.kb: installed(finding.kb, system, history) or _in_pack(by_number[finding.kb], system, history)
        for finding in (*lacking, *very)
    }
    told = [
        _finding(finding, f"{claim}, but {_which(finding)} are older than the fix", _REPLACED)
        for finding in lacking
        if (claim := explained[finding.kb])
    ]
    pack = named_pack(system, history)
    if system.knows_hotfixes and pack:
        # One build is the fix of several articles: what explains any of them explains its file. That a later file has
        # an earlier fix, too, explains nothing.
        known = {path for finding in very if explained[finding.kb] for path in _very_files(finding)}
        known |= {file.facts.path for file in system.files if file.build.release and pack in file.build.release.packs}
        told += [
            _finding(finding, "its very file is here, and nothing in the registry explains it", _BROUGHT)
            for finding in very
            if not explained[finding.kb] and known.isdisjoint(_very_files(finding))
        ]
    return tuple(sorted(told, key=lambda finding: number_of(finding.kb)))


def _which(finding: Finding) -> str:
    return "some of its files" if finding.reason is Reason.PARTLY_INSTALLED else "its files"


def _very_files(finding: Finding) -> set[str | None]:
    """The paths of those that are the fix's own to the minute."""
    return {piece.path for piece in finding.evidence if piece.step is Step.VERY_FILE and piece.vote is Verdict.FIXED}


def _in_pack(signature: Signature, system: System, history: History) -> str | None:
    """Where the pack the registry names is said to have the fix."""
    pack = named_pack(system, history)
    if pack is None:
        return None
    claimed = Claimed(signature, system.build.branch, history)
    answer = claimed.about((pack,))
    if isinstance(answer, Answer) and answer.vote is Verdict.FIXED and not claimed.is_younger_than_its_packs:
        return f"the registry says {pack_title(pack)}, and {answer.because}"
    return None


def _finding(finding: Finding, because: str, settle: str) -> Finding:
    piece = Evidence(step=Step.REGISTRY, because=because, kb=finding.kb)
    return Finding(
        kb=finding.kb,
        title=finding.title,
        verdict=finding.verdict,
        reason=Reason.REGISTRY_DISAGREES,
        confidence=Confidence.LIKELY,
        evidence=(*finding.evidence, piece),
        settle=settle,
        own=finding.own,
    )
