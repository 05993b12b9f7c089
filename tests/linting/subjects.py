"""Data sets made by hand for the tests of the checks: records that are right, but for what a test changes."""

import hashlib
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from msgspec.structs import replace

from ntfp.catalogue.listing import listed_kernels
from ntfp.database import DataSet
from ntfp.facts.build import Known
from ntfp.facts.signature import Signature, Table
from ntfp.linting import CHECKS, lint
from ntfp.linting.reading import Reading
from ntfp.linting.subject import Subject
from tests.judging.records import article, known

KNOWN = known()
YIELDED = "NTFP_TEST_YIELDED"  # a file in which the names of the checks that found something are collected


def record(*tables: Table, kb: str = "Q100001", **more: Any) -> Signature:
    """An article as `tests.judging.records` makes it, from a text of its own."""
    made = article(*tables, kb=kb, **{key: value for key, value in more.items() if key not in _FIELDS})
    source = replace(made.source, path=f"txt/{kb}.TXT", sha256=hashlib.sha256(kb.encode()).hexdigest())
    return replace(made, **{"source": source, **{key: value for key, value in more.items() if key in _FIELDS}})


_FIELDS = ("title", "revised", "source")


def subject(*signatures: Signature, beneath: tuple[Signature, ...] = (), known: Known = KNOWN, **found: Any) -> Subject:
    """A data set of these records; with some `beneath` it is laid over them, and else whole."""
    base = cast("DataSet", SimpleNamespace(known=known, signatures=beneath)) if beneath else None
    there = Reading(printed=signatures, meant=signatures, known=None if base else known, **found)
    return Subject(there, base, listed_kernels)


def flaws(check: str, looked_at: Subject) -> list[tuple[str | None, str]]:
    """What one check finds: the keys and the problems."""
    asked = tuple(one for one in CHECKS if one.name == check)
    assert len(asked) == 1
    told = [(flaw.key, flaw.problem) for flaw in lint(looked_at, checks=asked) if flaw.check == check]
    if told and YIELDED in os.environ:
        with Path(os.environ[YIELDED]).open("a", encoding="utf-8") as collected:
            collected.write(f"{check}\n")
    return told
