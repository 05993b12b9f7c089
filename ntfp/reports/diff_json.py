"""What differs between two scans, for programs: one JSON document, a change a line.

Findings and changes stand in it as they are in `ntfp.facts`; `DiffDocument` is
the type of the whole, from which its schema is made.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from ntfp.facts.change import Difference, FactChange, FindingChange, Pairing
from ntfp.facts.verdict import Damaged, Finding
from ntfp.reports.converting import basis_of, skipped_of
from ntfp.reports.documents import SCHEMA, BasisDocument, SkippedDocument
from ntfp.reports.scan_json import one_line


class ChangeHead(msgspec.Struct, frozen=True, kw_only=True):
    """A system in both scans without what changed about its articles."""

    old_root: str
    new_root: str
    paired: Pairing
    differs: bool
    same: int
    old_unlisted: int
    new_unlisted: int
    facts: tuple[FactChange, ...]
    new_damaged: tuple[Damaged, ...]
    gone_damaged: tuple[Damaged, ...]
    new_disagreements: tuple[Finding, ...]
    gone_disagreements: tuple[Finding, ...]


class ChangeDocument(ChangeHead, frozen=True, kw_only=True):
    """One system in both scans, and all that is not the same about it."""

    findings: tuple[FindingChange, ...]


class DiffDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two scans. That other data were gone by is no difference by itself."""

    schema: Literal[1]
    kind: Literal["diff"]
    differs: bool
    other_data: bool
    old_data: tuple[BasisDocument, ...]
    new_data: tuple[BasisDocument, ...]
    systems: tuple[ChangeDocument, ...]
    new_systems: tuple[str, ...]
    gone_systems: tuple[str, ...]
    new_skipped: tuple[SkippedDocument, ...]
    gone_skipped: tuple[SkippedDocument, ...]


def diff_json(difference: Difference) -> Iterator[str]:
    """The document, a system at a time."""
    head = {
        "schema": SCHEMA,
        "kind": "diff",
        "differs": difference.differs,
        "other_data": difference.other_data,
        "old_data": [*map(basis_of, difference.old_basis)],
        "new_data": [*map(basis_of, difference.new_basis)],
    }
    yield "{" + "".join(f"{_key(key, value)},\n" for key, value in head.items()) + '"systems": ['
    for number, system in enumerate(difference.systems):
        about = ChangeHead(**{name: getattr(system, name) for name in ChangeHead.__struct_fields__})
        findings = _lines(system.findings)
        yield f'{"," if number else ""}\n{one_line(about)[:-1]}, "findings": [{findings}]}}'
    tail = {
        "new_systems": difference.new_systems,
        "gone_systems": difference.gone_systems,
        "new_skipped": [*map(skipped_of, difference.new_skipped)],
        "gone_skipped": [*map(skipped_of, difference.gone_skipped)],
    }
    yield "\n]" + "".join(f",\n{_key(key, value)}" for key, value in tail.items()) + "}\n"


def _key(key: str, value: object) -> str:
    return one_line({key: value})[1:-1]


def _lines(changes: Iterable[FindingChange]) -> str:
    return ",".join(f"\n{one_line(change)}" for change in changes) + "\n"
