"""How a system stands, in sentences: what its registry says, how much could be told, and by which data.

Whoever shows a system to people says it so, in a terminal or on a page. How the
sentences are laid out, and made safe to show, is not known here.
"""

from collections.abc import Iterator

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.system import Claims
from ntfp.facts.verdict import Basis, Judged, Rollup

_MOST_SUITES = 6  # what third parties added among them; JSON has all


def registry_says(system: Judged, between: str) -> str:
    """What it claims, in words with `between` between them. That there is none is no flaw of the system."""
    claims = system.claims
    if claims is None:
        return "not read: no hive here that says anything"
    return between.join(_claimed(claims)) or "says nothing of its packs"


def hotfixes_of(claims: Claims) -> list[str]:
    """All that it says is installed, in the order of the articles."""
    return sorted(claims.installed, key=lambda kb: (len(kb), kb))


def rollup_says(rollup: Rollup) -> str:
    """Which it is, and how much is in it."""
    title = f": {rollup.title}" if rollup.title else ""  # no record of it was asked for
    return f"{rollup.kb} with {rollup.fixes:,} fixes{title}"


def coverage(system: Judged) -> str:
    """How much of what applies could be told from what is here."""
    summary, claims = system.summary, system.claims
    asked = f"{summary.asked:,} article{'s' * (summary.asked != 1)} asked"
    if not summary.asked:
        return asked
    if not summary.applicable:
        return f"{asked}, and none {'is about this Windows' if summary.unheard_of else 'applies'}"
    if system.build.branch is Branch.OTHER:
        return f"{asked}, and nobody can tell which apply: which Windows this is cannot be told"
    fixes = f"applicable fix{'es' * (summary.applicable != 1)}"
    if not summary.unknown:
        return f"{asked}: {summary.applicable:,} {fixes}, all decided"
    hives = "sound hives" if claims and claims.hives else "the hives"
    more = f"; up to {summary.with_hives:,} more with {hives}" if summary.with_hives else ""
    return f"{asked}: {summary.decided:,} of {summary.applicable:,} {fixes} decidable from what is here{more}"


def gone_by(system: Judged, basis: tuple[Basis, ...]) -> Iterator[str]:
    """Which data these are, where they are not those that ship alone."""
    for number, data_set in enumerate(basis):
        if number:
            used = sum(1 for finding in system.findings if finding.own == data_set.label)
            yield f"{used:,} by records of {data_set.label}"
        elif not data_set.ships:
            yield f"by the data of {data_set.label}, not by those that ship"


def below(path: str, root: str) -> str:
    """A path as it is told inside the system: without the system's own."""
    return path.removeprefix(root).lstrip("/\\") or path


def _claimed(claims: Claims) -> Iterator[str]:
    """Pack, edition, suites, and how much setup left behind."""
    if claims.pack is not None:
        yield pack_title(claims.pack) if claims.pack != "0" else "no service pack"
    if claims.edition:
        yield claims.edition
    suites, others = claims.suites[:_MOST_SUITES], len(claims.suites[_MOST_SUITES:])
    if suites:
        yield ", ".join(suites) + (f" and {others} more" if others else "")
    if claims.hives:
        keys = f"{len(claims.hotfixes):,} hotfix key{'s' * (len(claims.hotfixes) != 1)}"
        yield keys if claims.complete else f"{keys} that could be read, not all"
    if claims.uninstalls:
        yield f"{len(claims.uninstalls):,} uninstall folder{'s' * (len(claims.uninstalls) != 1)}"
