"""Comparing: two reports in, what differs between them out.

Which system of the one is which of the other is decided first: by its place,
else by there being only one that it can be, never by a guess. Paths are compared
as they lie below a system, so that the same disk at two places is the same.

What an article says is not asked here, nor which data are the better ones.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from ntfp.facts.build import pack_title
from ntfp.facts.change import Difference, FactChange, FindingChange, Kind, Pairing, SystemChange
from ntfp.facts.system import Claims
from ntfp.facts.verdict import Damaged, Evidence, Finding, Judged, Report

_T = TypeVar("_T")
_Key = Callable[[Judged], Hashable]
_Pair = tuple[Judged, Judged, Pairing]


def compare(old: Report, new: Report) -> Difference:
    """All that differs: systems, their verdicts, what could not be read."""
    pairs, gone, come = _paired(old.systems, new.systems)
    roots = [(one.root, other.root) for one, other, _ in pairs]
    gone_skipped, new_skipped = _apart(
        {(_below(one.path, (root for root, _ in roots)), one.problem): one for one in old.skipped},
        {(_below(one.path, (root for _, root in roots)), one.problem): one for one in new.skipped},
    )
    return Difference(
        old_basis=old.basis,
        new_basis=new.basis,
        systems=tuple(_system(one, other, why) for one, other, why in pairs),
        new_systems=tuple(system.root for system in come),
        gone_systems=tuple(system.root for system in gone),
        new_skipped=new_skipped,
        gone_skipped=gone_skipped,
    )


def _paired(old: Iterable[Judged], new: Iterable[Judged]) -> tuple[list[_Pair], list[Judged], list[Judged]]:
    """Each system of the one scan with the one it is in the other, and those of either that are left.

    Surest first, and only where one alone can be it. Those of one place (a report may list it twice) are it in turn.
    """
    olds, news = list(old), list(new)
    ways: dict[Pairing, _Key] = {Pairing.ROOT: lambda system: system.root}
    if len(olds) == len(news) == 1:
        ways[Pairing.ONLY_ONE] = lambda _: None
    ways[Pairing.WINDOWS] = lambda system: (system.build.branch, system.build.platform)
    pairs: list[_Pair] = []
    for why, key in ways.items():
        candidates, asking = _grouped(olds, key), _grouped(news, key)
        for same, others in asking.items():
            ones = candidates.get(same, [])
            if len(ones) == len(others) == 1 or why is Pairing.ROOT:
                for one, other in zip(ones, others, strict=False):
                    pairs.append((one, other, why))
                    olds.remove(one)
                    news.remove(other)
    return pairs, olds, news


def _grouped(systems: Iterable[Judged], key: _Key) -> dict[Hashable, list[Judged]]:
    found: defaultdict[Hashable, list[Judged]] = defaultdict(list)
    for system in systems:
        found[key(system)].append(system)
    return found


def _system(old: Judged, new: Judged, why: Pairing) -> SystemChange:
    olds, news = ({finding.kb: finding for finding in system.findings} for system in (old, new))
    kbs = sorted({*olds, *news}, key=_order)
    changes = [_finding(kb, olds.get(kb), news.get(kb), (old.root, new.root)) for kb in kbs]
    findings = tuple(change for change in changes if change)
    gone_damaged, new_damaged = _apart(_damaged(old), _damaged(new))
    gone_told, new_told = _apart(_told(old), _told(new))
    return SystemChange(
        old_root=old.root,
        new_root=new.root,
        paired=why,
        facts=tuple(_facts(old, new)),
        findings=findings,
        same=len(changes) - len(findings),
        old_unlisted=old.summary.asked - len(old.findings),
        new_unlisted=new.summary.asked - len(new.findings),
        new_damaged=new_damaged,
        gone_damaged=gone_damaged,
        new_disagreements=new_told,
        gone_disagreements=gone_told,
    )


def _damaged(system: Judged) -> dict[Hashable, Damaged]:
    return {(_below(file.path, [system.root]), file.because): file for file in system.damaged}


def _told(system: Judged) -> dict[Hashable, Finding]:
    """The disagreements by article and by what each is about, which its last piece of evidence says."""
    return {(one.kb, one.evidence[-1].because if one.evidence else ""): one for one in system.disagreements}


def _finding(kb: str, old: Finding | None, new: Finding | None, roots: tuple[str, str]) -> FindingChange | None:
    """What changed about one article, if anything did."""
    either = new or old
    if either is None:
        return None
    kind = _kind(old, new, roots)
    return FindingChange(kind=kind, kb=kb, title=either.title, old=old, new=new) if kind else None


def _kind(old: Finding | None, new: Finding | None, roots: tuple[str, str]) -> Kind | None:
    if old is None or new is None:
        return Kind.NEW if old is None else Kind.GONE
    if old.verdict is not new.verdict:
        return Kind.VERDICT
    if (old.reason, old.confidence) != (new.reason, new.confidence):
        return Kind.REASON
    pieces = [[_held(piece, root) for piece in one.evidence] for one, root in zip((old, new), roots, strict=True)]
    return Kind.EVIDENCE if pieces[0] != pieces[1] else None


def _held(piece: Evidence, root: str) -> tuple[Hashable, ...]:
    """What was held against what; the words for what came of it may be put better by a later version."""
    path = None if piece.path is None else _below(piece.path, [root])
    return piece.step, piece.wanted, piece.found, piece.vote, piece.confidence, piece.silent, piece.kb, piece.line, path


def _facts(old: Judged, new: Judged) -> Iterator[FactChange]:
    """What changed about the system itself, the kernel first."""
    olds, news = (dict(_named(system)) for system in (old, new))
    for what in dict.fromkeys((*olds, *news)):
        if olds.get(what) != news.get(what):
            yield FactChange(what, olds.get(what), news.get(what))
    old_lists, new_lists = _lists(old), _lists(new)
    for what, gone in old_lists.items():
        come = new_lists[what]
        yield from (FactChange(what, old=one) for one in gone if one not in come)
        yield from (FactChange(what, new=one) for one in come if one not in gone)


def _named(system: Judged) -> Iterator[tuple[str, str | None]]:
    """What a system has one of."""
    build, claims = system.build, system.claims or Claims()
    yield "kernel", _below(system.kernel, [system.root])
    yield "kernel version", str(build.version) if build.version else None
    yield "branch", build.branch
    yield "platform", build.platform
    yield "flavour", build.flavour.words if build.flavour else None
    yield "checked", None if build.checked is None else "checked" if build.checked else "free"
    yield "language", build.language
    yield "release", build.release.title if build.release else None
    yield "packs of the kernel", ", ".join(map(pack_title, build.packs)) or None
    yield "articles of the kernel", build.listed.title if build.listed else None
    yield "HAL", _below(system.hal, [system.root]) if system.hal else None
    yield "registry", ("read" if claims.complete else "read in part") if claims.hives else None
    yield "pack in the registry", pack_title(claims.pack) if claims.pack else None
    yield "pack in its words", claims.pack_text
    yield "edition", claims.edition


def _lists(system: Judged) -> dict[str, tuple[str, ...]]:
    """What a system has any number of."""
    claims = system.claims or Claims()
    remarks = (*map(str, system.build.remarks), *claims.remarks, *system.remarks)
    return {
        "suite": claims.suites,
        "hotfix key": tuple(sorted(claims.hotfixes, key=_order)),
        "uninstall folder": tuple(sorted(claims.uninstalls, key=_order)),
        "roll-up": tuple(rollup.kb for rollup in system.rollups),
        "remark": tuple(_without(one, system.root) for one in remarks),
    }


def _without(words: str, root: str) -> str:
    """A remark may name files: by where they lie below the system."""
    return re.sub(rf"(?<![^\s'\"]){re.escape(root)}[/\\]", "", words) if root else words


def _order(kb: str) -> tuple[int, str]:
    """By number, and whatever somebody wrote in the place of one."""
    return len(kb), kb


def _below(path: str, roots: Iterable[str]) -> str:
    """The path as it lies below the first root that it lies below."""
    for root in roots:
        rest = path.removeprefix(root)
        if rest != path and (not rest or rest[0] in "/\\" or root.endswith(("/", "\\"))):
            return rest.lstrip("/\\").replace("\\", "/")
    return path


def _apart(old: Mapping[Hashable, _T], new: Mapping[Hashable, _T]) -> tuple[tuple[_T, ...], tuple[_T, ...]]:
    """What is in the one alone, and in the other alone."""
    return (
        tuple(one for key, one in old.items() if key not in new),
        tuple(one for key, one in new.items() if key not in old),
    )
