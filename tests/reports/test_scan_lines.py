import json

import pytest
from msgspec.structs import replace

from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Report
from ntfp.reports import SCAN, Setting
from tests.reports.entries import HOSTILE
from tests.reports.findings import EVERYTHING, FINDINGS, SYSTEM, UNFIXED, judged


def lines(report: Report) -> list[str]:
    return "".join(SCAN["jsonl"](report, Setting())).splitlines()


def test_each_line_says_what_it_is() -> None:
    found = [json.loads(line) for line in lines(EVERYTHING)]
    assert {line["schema"] for line in found} == {1}
    one, other = ["system", *["finding"] * len(FINDINGS)], ["skipped", "summary"]
    assert [line["kind"] for line in found] == ["data", "data", *one, "disagreement", *one, *other]


def test_a_finding_says_of_which_system_it_is() -> None:
    roots = [json.loads(line).get("root") for line in lines(EVERYTHING)]
    assert roots == [None, None, *["WINNT"] * 16, *["D/WINNT"] * 15, None, None]


def test_a_line_begins_with_what_is_needed_to_read_it() -> None:
    assert [line[:40] for line in lines(Report(systems=(judged(UNFIXED),)))] == [
        '{"schema":1,"kind":"system","root":"WINN',
        '{"schema":1,"kind":"finding","root":"WIN',
        '{"schema":1,"kind":"summary","fixed":0,"',
    ]


def test_the_lines_together_are_the_document() -> None:
    document = json.loads("".join(SCAN["json"](EVERYTHING, Setting())))
    kinds: dict[str, list[object]] = {}
    for line in map(json.loads, lines(EVERYTHING)):
        kind, own = line.pop("kind"), line.pop("schema")
        assert own == 1
        if kind in ("finding", "disagreement"):
            del line["root"]
        kinds.setdefault(kind, []).append(line)
    systems = document["systems"]
    assert kinds["finding"] == [finding for system in systems for finding in system["findings"]]
    assert kinds["disagreement"] == [finding for system in systems for finding in system["disagreements"]]
    heads = [{key: system[key] for key in system if key not in ("findings", "disagreements")} for system in systems]
    assert kinds["system"] == heads
    assert (kinds["skipped"], kinds["data"]) == (document["skipped"], document["data"])
    assert kinds["summary"] == [document["summary"]]


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_ends_a_line_or_steers_a_terminal(name: str) -> None:
    finding = replace(UNFIXED, title=name, evidence=(replace(UNFIXED.evidence[0], path=name, found=name),))
    report = Report(systems=(replace(SYSTEM, root=name, findings=(finding,)),), skipped=(Skipped(name, name),))
    found = lines(report)
    assert len(found) == 4
    assert all(line.isprintable() and json.loads(line) for line in found)
