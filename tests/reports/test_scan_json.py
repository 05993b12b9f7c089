import json

import msgspec
import pytest
from msgspec.structs import replace

from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Damaged, Report
from ntfp.reports import IDENTIFY, SCAN, Screen
from tests.reports.entries import HOSTILE
from tests.reports.findings import DISAGREES, FINDINGS, KERNEL, REPORT, SYSTEM, UNFIXED


def text(report: Report) -> str:
    return "".join(SCAN["json"](report, Screen()))


def test_a_scan_is_one_document() -> None:
    found = json.loads(text(REPORT))
    assert list(found) == ["schema", "kind", "systems", "skipped", "data", "summary"]
    assert (found["schema"], found["kind"]) == (1, "scan")
    assert found["summary"] == {"fixed": 1, "unfixed": 2, "unknown": 1, "not-applicable": 10}
    assert found["skipped"] == [
        {
            "path": "WINNT/system32/hal.dll",
            "problem": "the file ends before its header at 0x78",
            "offset": 0x3C,
            "reason": "damaged",
        }
    ]


def test_the_data_that_were_gone_by_are_named_by_place_hash_and_size() -> None:
    basis = (Basis("shipped", "b" * 64, 3272, ships=True), Basis("mine", "c" * 64, 2, ships=False))
    assert json.loads(text(replace(REPORT, basis=basis)))["data"] == [
        {"place": "shipped", "sha256": "b" * 64, "records": 3272},
        {"place": "mine", "sha256": "c" * 64, "records": 2},
    ]


def test_a_finding_by_a_users_own_record_says_from_where() -> None:
    own = replace(UNFIXED, own="mine")
    (system,) = json.loads(text(replace(REPORT, systems=(replace(SYSTEM, findings=(own,)),))))["systems"]
    assert [finding["own"] for finding in system["findings"]] == ["mine"]


def test_a_system_says_where_and_what_it_is() -> None:
    (system,) = json.loads(text(REPORT))["systems"]
    assert list(system) == ["root", "kernel", "build", "damaged", "findings", "disagreements"]
    assert (system["root"], system["kernel"]) == ("WINNT", KERNEL.facts.path)
    (identified,) = json.loads("".join(IDENTIFY["json"]([KERNEL], Screen())))["files"]
    assert system["build"] == {key: identified[key] for key in system["build"]}
    assert {"branch", "packs", "release", "evidence", "remarks"} <= system["build"].keys()


def test_a_finding_leads_back_to_the_article() -> None:
    (system,) = json.loads(text(replace(REPORT, systems=(replace(SYSTEM, findings=(UNFIXED,)),))))["systems"]
    assert system["findings"] == [
        {
            "kb": "Q244509",
            "title": "Non-Paged Pool Memory Leak May Occur Reading Partition Table",
            "verdict": "unfixed",
            "reason": "release",
            "confidence": "certain",
            "evidence": [
                {
                    "step": "release",
                    "because": "it is SP6's own file",
                    "wanted": "ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13",
                    "found": "ntoskrnl.exe i386 multiprocessor 4.0.1381.335",
                    "vote": "unfixed",
                    "confidence": "certain",
                    "silent": None,
                    "path": "WINNT/system32/ntoskrnl.exe",
                    "kb": "Q244509",
                    "line": 63,
                }
            ],
            "settle": None,
            "own": None,
        }
    ]


def test_every_finding_has_its_line() -> None:
    lines = text(REPORT).splitlines()
    assert [line[7:14] for line in lines if line.startswith('{"kb":')] == [each.kb for each in FINDINGS]


def test_files_that_cannot_be_believed_are_listed_with_their_reason() -> None:
    cut = Damaged("WINNT/system32/hal.dll", "its end is missing")
    (system,) = json.loads(text(Report(systems=(replace(SYSTEM, damaged=(cut,)),))))["systems"]
    assert system["damaged"] == [{"path": "WINNT/system32/hal.dll", "because": "its end is missing"}]


def test_where_registry_and_files_disagree_is_a_list_of_its_own() -> None:
    (system,) = json.loads(text(Report(systems=(replace(SYSTEM, disagreements=(DISAGREES,)),))))["systems"]
    assert [each["reason"] for each in system["disagreements"]] == ["registry-disagrees"]


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(Report(systems=()), id="nothing"),
        pytest.param(Report(systems=(replace(SYSTEM, findings=()),)), id="no findings"),
        pytest.param(Report(systems=(SYSTEM, SYSTEM)), id="two systems"),
    ],
)
def test_any_number_of_systems_is_a_document(report: Report) -> None:
    found = json.loads(text(report))
    assert [len(system["findings"]) for system in found["systems"]] == [len(one.findings) for one in report.systems]
    assert list(found["summary"].values()) == list(report.counts.values())


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_breaks_the_document_or_steers_a_terminal(name: str) -> None:
    finding = replace(UNFIXED, title=name, evidence=(replace(UNFIXED.evidence[0], path=name, found=name),))
    report = Report(systems=(replace(SYSTEM, root=name, findings=(finding,)),), skipped=(Skipped(name, name),))
    said = text(report)
    assert said.replace("\n", "").isprintable()
    msgspec.json.decode(said)
