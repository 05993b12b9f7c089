import json

import msgspec
import pytest
from msgspec.structs import replace

from ntfp.facts.change import Difference
from ntfp.reports import DIFF, Screen
from ntfp.reports.diff_json import DiffDocument
from tests.reports.entries import HOSTILE
from tests.reports.test_diff_table import CHANGED, DIFFERENCE, SYSTEM


def text(difference: Difference) -> str:
    return "".join(DIFF["json"](difference, Screen()))


def test_a_difference_is_one_document() -> None:
    found = json.loads(text(DIFFERENCE))
    assert list(found) == [
        *("schema", "kind", "differs", "other_data", "old_data", "new_data", "systems"),
        *("new_systems", "gone_systems", "new_skipped", "gone_skipped"),
    ]
    assert (found["schema"], found["kind"], found["differs"], found["other_data"]) == (1, "diff", True, True)
    assert found["old_data"] == [{"place": "shipped", "sha256": "a" * 64, "records": 3271, "ships": True}]
    assert (found["new_systems"], found["gone_systems"]) == (["E/WINNT"], ["F/WINNT"])
    assert [skipped["path"] for skipped in found["gone_skipped"]] == ["C/pipe"]


def test_a_system_has_all_that_changed() -> None:
    (system,) = json.loads(text(DIFFERENCE))["systems"]
    assert (system["old_root"], system["new_root"], system["paired"]) == ("C/WINNT", "D/WINNT", "only-one")
    assert (system["differs"], system["same"], system["old_unlisted"], system["new_unlisted"]) == (
        True,
        1_234,
        3_000,
        0,
    )
    assert system["facts"] == [
        {"what": "kernel version", "old": "4.0.1381.335", "new": "4.0.1381.7097"},
        {"what": "hotfix key", "old": None, "new": "Q299444"},
        {"what": "roll-up", "old": "Q147222", "new": None},
    ]
    kinds = [(change["kind"], change["kb"]) for change in system["findings"]]
    assert kinds == [(change.kind, change.kb) for change in SYSTEM.findings]


def test_both_findings_stand_in_it_with_their_evidence() -> None:
    (system,) = json.loads(text(Difference(systems=(replace(SYSTEM, findings=(CHANGED,)),))))["systems"]
    (change,) = system["findings"]
    assert (change["old"]["verdict"], change["new"]["verdict"]) == ("unfixed", "fixed")
    assert [piece["line"] for piece in (*change["old"]["evidence"], *change["new"]["evidence"])] == [63, 63]


def test_every_change_has_its_line() -> None:
    lines = text(DIFFERENCE).splitlines()
    assert sum(line.startswith('{"kind":"') for line in lines) == len(SYSTEM.findings)


@pytest.mark.parametrize(
    "difference",
    [
        pytest.param(Difference(), id="nothing"),
        pytest.param(DIFFERENCE, id="much"),
        pytest.param(Difference(systems=(SYSTEM, replace(SYSTEM, findings=()))), id="two systems"),
    ],
)
def test_it_is_as_its_type_says(difference: Difference) -> None:
    document = msgspec.json.decode(text(difference), type=DiffDocument)
    assert (document.differs, document.other_data) == (difference.differs, difference.other_data)
    assert tuple(system.findings for system in document.systems) == tuple(one.findings for one in difference.systems)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_breaks_the_document_or_steers_a_terminal(name: str) -> None:
    system = replace(SYSTEM, new_root=name, findings=(replace(CHANGED, title=name),))
    said = text(Difference(systems=(system,), new_systems=(name,)))
    assert said.replace("\n", "").isprintable()
    json.loads(said)
