"""docs/*.schema.json are what the types of the documents give: run it with NTFP_WRITE_DOCS=1 when they have changed."""

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import ntfp
from ntfp.facts.change import Difference
from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Report
from ntfp.reports import DIFF, SCAN, Screen, Setting
from ntfp.reports.diff_json import DiffDocument
from ntfp.reports.documents import ScanDocument
from ntfp.scanning.comparing import compare
from ntfp.testing import system_tree
from tests.reports.entries import HOSTILE, KERNELS
from tests.reports.findings import ALL_AROUND, EVERYTHING, SYSTEM, UNFIXED, judged

DOCS = Path(__file__).resolve().parents[1] / "docs"
SCHEMAS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "scan.schema.json": (ScanDocument, "What 'ntfp scan --format json' writes"),
    "diff.schema.json": (DiffDocument, "What 'ntfp diff --format json' writes"),
}


def schema(name: str) -> dict[str, Any]:
    kind, title = SCHEMAS[name]
    tree = ordered(msgspec.json.schema(kind))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **tree}


def ordered(tree: Any) -> Any:
    """What every release of msgspec gives: null last where there is a choice, and of a set only that it is a list."""
    if isinstance(tree, list):
        return [ordered(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    found = {key: ordered(value) for key, value in tree.items() if key != "uniqueItems"}
    if "anyOf" in found:
        found["anyOf"].sort(key=lambda one: one == {"type": "null"})
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_what_the_types_give(name: str) -> None:
    text = json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("NTFP_WRITE_DOCS") == "1":
        (DOCS / name).write_text(text, "utf-8", newline="\n")
    assert (DOCS / name).read_text("utf-8") == text, "run it again with NTFP_WRITE_DOCS=1, and read what has changed"


def undescribed(tree: Any) -> list[str]:
    """Every object of a schema that says nothing of what it is."""
    return [name for name, kind in tree["$defs"].items() if kind.get("type") == "object" and "description" not in kind]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_says_what_it_is(name: str) -> None:
    assert undescribed(schema(name)) == []


def problems(name: str, text: str) -> list[str]:
    """What a stranger's reading of the committed schema has against a document."""
    jsonschema = pytest.importorskip("jsonschema", reason="pip install 'ntfp[test]': a stranger holds the documents")
    held = json.loads((DOCS / name).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(held)
    return [error.message for error in jsonschema.Draft202012Validator(held).iter_errors(json.loads(text))]


def scanned(report: Report) -> str:
    return "".join(SCAN["json"](report, Setting()))


def test_a_real_scan_is_as_the_schema_says(tmp_path: Path) -> None:
    assert problems("scan.schema.json", scanned(ntfp.scan(system_tree(tmp_path)))) == []


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(Report(systems=()), id="nothing"),
        pytest.param(EVERYTHING, id="everything"),
        *(pytest.param(Report(systems=(replace(SYSTEM, build=KERNELS[name].build),)), id=name) for name in KERNELS),
        *(
            pytest.param(
                Report(
                    systems=(replace(judged(replace(UNFIXED, kb=name, title=name)), root=name),),
                    skipped=(Skipped(name, name),),
                ),
                id=key,
            )
            for key, name in HOSTILE.items()
        ),
    ],
)
def test_any_scan_is_as_the_schema_says(report: Report) -> None:
    assert problems("scan.schema.json", scanned(report)) == []


@pytest.mark.parametrize(
    "difference",
    [
        pytest.param(Difference(), id="nothing"),
        pytest.param(compare(EVERYTHING, Report(systems=())), id="all gone"),
        pytest.param(
            compare(EVERYTHING, replace(EVERYTHING, systems=(replace(SYSTEM, findings=()), ALL_AROUND))), id="much"
        ),
    ],
)
def test_any_difference_is_as_the_schema_says(difference: Difference) -> None:
    assert problems("diff.schema.json", "".join(DIFF["json"](difference, Screen()))) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("scan.schema.json", '{"schema": 2, "kind": "scan", "systems": []}'),
        ("scan.schema.json", '{"schema": 1, "kind": "diff", "systems": []}'),
        ("diff.schema.json", '{"schema": 1, "kind": "diff"}'),
    ],
)
def test_a_schema_refuses_what_it_should(name: str, wrong: str) -> None:
    assert problems(name, wrong) != []
