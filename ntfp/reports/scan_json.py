"""A scan for programs: one JSON document, a finding a line."""

from collections.abc import Iterable, Iterator
from typing import Any

from ntfp.facts.verdict import Basis, Evidence, Finding, Judged, Report
from ntfp.reports.json import SCHEMA, build_object, encoded, skipped_object
from ntfp.reports.text import Screen


def scan_json(report: Report, _: Screen) -> Iterator[str]:
    """The document; lists are written line by line, so that two scans can be compared by lines."""
    yield f'{{"schema": {SCHEMA}, "kind": "scan", "systems": ['
    for number, system in enumerate(report.systems):
        yield f"{',' if number else ''}\n{_of_system(system)}"
    yield '\n], "skipped": ['
    yield _lines(encoded(skipped_object(skipped)) for skipped in report.skipped)
    yield '], "data": ['
    yield _lines(encoded(_of_basis(basis)) for basis in report.basis)
    yield f'], "summary": {encoded({str(verdict): count for verdict, count in report.counts.items()})}}}\n'


def _of_system(system: Judged) -> str:
    head = encoded({"root": system.root, "kernel": system.kernel, "build": build_object(system.build)})
    damaged = _lines(encoded({"path": file.path, "because": file.because}) for file in system.damaged)
    findings, disagreements = (
        _lines(encoded(finding_object(finding)) for finding in found)
        for found in (system.findings, system.disagreements)
    )
    return f'{head[:-1]},"damaged": [{damaged}], "findings": [{findings}], "disagreements": [{disagreements}]}}'


def _of_basis(basis: Basis) -> dict[str, Any]:
    return {"place": basis.label, "sha256": basis.content, "records": basis.records}


def finding_object(finding: Finding) -> dict[str, Any]:
    return {
        "kb": finding.kb,
        "title": finding.title,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "confidence": finding.confidence,
        "evidence": [_of_evidence(piece) for piece in finding.evidence],
        "settle": finding.settle,
        "own": finding.own,
    }


def _of_evidence(piece: Evidence) -> dict[str, Any]:
    return {
        "step": piece.step,
        "because": piece.because,
        "wanted": piece.wanted,
        "found": piece.found,
        "vote": piece.vote,
        "confidence": piece.confidence,
        "silent": piece.silent,
        "path": piece.path,
        "kb": piece.kb,
        "line": piece.line,
    }


def _lines(objects: Iterable[str]) -> str:
    return ",".join(f"\n{line}" for line in objects) + "\n"
