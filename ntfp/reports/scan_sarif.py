"""A scan as SARIF 2.1.0: for programs that gather what many tools found.

A run for each system, and one after them for the scan as a whole: what could
not be read, which data were gone by, how often each verdict was given. An
article is a rule; a verdict is a result, whose kind says which verdict and
whose level is more than "none" for what is unfixed alone.

What becomes of what is told in docs/sarif.md. Verdicts are not made here.
"""

from collections.abc import Iterable, Iterator

import msgspec

from ntfp.facts.build import Confidence
from ntfp.facts.report import SkipKind
from ntfp.facts.verdict import Evidence, Finding, Judged, Reported, Verdict
from ntfp.reports.converting import basis_of, counts_of, head_of
from ntfp.reports.json import encoded
from ntfp.reports.sarif_parts import (
    BASE,
    DAMAGED,
    Object,
    invocation,
    location_alone,
    location_of,
    message,
    notice,
    rule,
    sentence,
    tool,
)
from ntfp.reports.setting import Setting
from ntfp.reports.uris import Paths
from ntfp.reports.words import reason_in_words, verdict_in_words

BEGIN = '{"version":"2.1.0","properties":{"ntfp":"scan"}'  # other tools write SARIF, too
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = {
    Verdict.FIXED: "pass",
    Verdict.UNFIXED: "fail",
    Verdict.UNKNOWN: "open",
    Verdict.NOT_APPLICABLE: "notApplicable",
}


def scan_sarif(report: Reported, setting: Setting) -> Iterator[str]:
    """One document, a system at a time, a result a line."""
    yield f'{BEGIN},"$schema":"{_SCHEMA}","runs":['
    found = 0
    for system in report.systems:
        yield f"\n{_of_system(system, setting.version)},"
        found += 1
    yield f"\n{_of_scan(report, setting.version, found)}\n]}}\n"


def _of_system(system: Judged, version: str) -> str:
    paths = Paths(system.root, system.kernel)
    about = [*system.findings, *system.disagreements]
    rules = {finding.kb: finding.title for finding in reversed(about)}
    order = {kb: number for number, kb in enumerate(dict.fromkeys(finding.kb for finding in about))}
    notices = [
        notice(DAMAGED, f"{damaged.path}: {damaged.because}", location_of(paths, damaged.path))
        for damaged in system.damaged
    ]
    run = {
        "tool": tool(version, notices, [rule(kb, rules[kb]) for kb in order]),
        "automationDetails": {"id": f"ntfp/system/{paths.uri(system.root)}/"},
        **_base(system, paths),
        "invocations": [invocation(notices)],
        "properties": {"system": msgspec.to_builtins(head_of(system), order="deterministic")},
    }
    results = [_of_finding(finding, order[finding.kb], system, paths) for finding in system.findings]
    results += [_of_disagreement(finding, order[finding.kb], system, paths) for finding in system.disagreements]
    return _closed(run, results)


def _base(system: Judged, paths: Paths) -> Object:
    """What the ways to its files begin from: the same disk in another place differs in this alone."""
    if system.root == system.kernel:  # a file alone has no folder
        return {}
    where = {"uri": paths.base} if paths.base else {}  # of a relative path nobody knows it
    return {"originalUriBaseIds": {BASE: where | {"description": message(f"The system's folder: {system.root}")}}}


def _of_scan(report: Reported, version: str, found: int) -> str:
    """What could not be read is known when all systems are done: it has a run of its own, also where there is none."""
    skipped = list(report.skipped)
    notices = [notice(one.kind, one.sentence, location_alone(one.path), one) for one in skipped]
    if not found and SkipKind.NO_SYSTEM not in (one.kind for one in skipped):
        notices.append(notice(SkipKind.NO_SYSTEM, "no system was found", None))
    run = {
        "tool": tool(version, notices),
        "automationDetails": {"id": "ntfp/scan/"},
        "invocations": [invocation(notices)],
        "properties": {"data": [basis_of(basis) for basis in report.basis], "summary": counts_of(report)},
    }
    return _closed(run, [])


def _closed(run: Object, results: Iterable[Object]) -> str:
    """A run in lines: its head, then each result."""
    lines = ",".join(f"\n{encoded(result)}" for result in results)
    return f'{encoded(run)[:-1]},"results":[{lines}\n]}}'


def _of_finding(finding: Finding, number: int, system: Judged, paths: Paths) -> Object:
    kind, level = _KINDS[finding.verdict], "none"
    if finding.verdict is Verdict.UNFIXED:
        level = "error" if finding.confidence is Confidence.CERTAIN else "warning"
    said = {"kind": kind, "level": level, "message": message(" ".join(_said(finding)))}
    return _result(finding, number, said, _places(finding, system, paths))


def _of_disagreement(finding: Finding, number: int, system: Judged, paths: Paths) -> Object:
    """Two stories, one of which is true: somebody has to look. The verdict by the files is a result of its own."""
    because = f": {finding.evidence[-1].because}" if finding.evidence else ""
    text = message(sentence(f"Registry and files disagree{because}"))
    said = {"kind": "review", "level": "none", "message": text}
    return _result(finding, number, said, _places(finding, system, paths))


def _result(finding: Finding, number: int, said: Object, places: Object) -> Object:
    properties = {
        "verdict": finding.verdict,
        "reason": finding.reason,
        "confidence": finding.confidence,
        "settle": finding.settle,
        "own": finding.own,
        "carriedBy": finding.carried_by,
        "evidence": finding.evidence,
    }
    told = {name: value for name, value in properties.items() if value not in (None, ())}
    return {"ruleId": finding.kb, "ruleIndex": number, **said, **places, "properties": told}


def _said(finding: Finding) -> Iterator[str]:
    """The verdict and why, what decided, and what would settle it: a sentence each, the first for itself."""
    verdict = verdict_in_words(finding.verdict).capitalize()
    sure = f", {finding.confidence}" if finding.confidence else ""
    yield sentence(f"{verdict}{sure}: {reason_in_words(finding)}")
    if piece := finding.decisive:
        sides = (("wanted", piece.wanted), ("found", piece.found))
        parts = [piece.because, *(f"{side} {what}" for side, what in sides if what)]
        yield sentence(f"Evidence: {'; '.join(filter(None, parts))}")
    if finding.settle:
        yield sentence(f"To settle: {finding.settle}")


def _places(finding: Finding, system: Judged, paths: Paths) -> Object:
    """The file that decided, and beside it the others; the kernel for the system, where it was none."""
    decisive = finding.decisive
    path = decisive.path if decisive else None
    place = location_of(paths, path or system.kernel)
    if not path:
        place["message"] = message("The system's kernel: no file of its own decided.")
    others: dict[str, Evidence] = {}
    for piece in finding.evidence:
        if piece.path and piece.path != path:
            others.setdefault(piece.path, piece)
    related = [location_of(paths, beside) | _told(piece.because) for beside, piece in others.items()]
    return {"locations": [place]} | ({"relatedLocations": related} if related else {})


def _told(because: str) -> Object:
    return {"message": message(sentence(because))} if because else {}
