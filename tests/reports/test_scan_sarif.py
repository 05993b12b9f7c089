"""SARIF: held against a schema of our own in `sarif.schema.json`, and against the official one where it is at hand."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import ntfp
from ntfp.facts.build import Confidence
from ntfp.facts.report import SkipKind, Skipped
from ntfp.facts.verdict import Damaged, Evidence, Finding, Judged, Reason, Report, Step, Verdict
from ntfp.reports.sarif_parts import _NOTICES
from ntfp.reports.scan_sarif import _KINDS, BEGIN, scan_sarif
from ntfp.reports.setting import Setting
from ntfp.testing import system_tree
from tests.reports.entries import HOSTILE
from tests.reports.findings import (
    ALL_AROUND,
    BASIS,
    DISAGREES,
    ELSEWHERE,
    EVERYTHING,
    FINDINGS,
    FIXED,
    HALF,
    REPORT,
    SKIPPED,
    SYSTEM,
    UNFIXED,
    UNKNOWN,
    judged,
)
from tests.reports.six import REPORTS

OURS = Path(__file__).with_name("sarif.schema.json")
OFFICIAL = os.environ.get("NTFP_SARIF_SCHEMA")
SETTING = Setting(version="1.2.3")


def written(report: Report) -> str:
    return "".join(scan_sarif(report, SETTING))


def log(report: Report) -> Any:
    text = written(report)
    found = json.loads(text)
    assert problems(found) == []
    return found


def problems(found: Any) -> list[str]:
    """What a stranger's reading of the schemas has against a document."""
    jsonschema = pytest.importorskip("jsonschema", reason="pip install 'ntfp[test]': a stranger holds the documents")
    validators = [jsonschema.Draft202012Validator(json.loads(OURS.read_text("utf-8")))]
    if OFFICIAL:
        validators.append(jsonschema.Draft4Validator(json.loads(Path(OFFICIAL).read_text("utf-8"))))
    return [error.message for validator in validators for error in validator.iter_errors(found)]


def result(finding: Finding, system: Judged = SYSTEM) -> Any:
    ((one,), _) = (run["results"] for run in log(Report(systems=(judged(finding, system=system),)))["runs"])
    return one


def at(found: Any) -> Any:
    return found["locations"][0]["physicalLocation"]["artifactLocation"]


def test_our_own_schema_is_a_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="pip install 'ntfp[test]': a stranger holds the documents")
    jsonschema.Draft202012Validator.check_schema(json.loads(OURS.read_text("utf-8")))


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        pytest.param(0, {"level": "error"}, id="what passes has no level"),
        pytest.param(0, {"kind": "good"}, id="a kind nobody knows"),
        pytest.param(1, {"level": "none"}, id="what fails has a level"),
        pytest.param(1, {"message": {"text": "{0}"}}, id="a place for an argument"),
        pytest.param(1, {"message": {"text": "[here](http://evil.example)"}}, id="a link"),
        pytest.param(2, {"extra": 1}, id="a property nobody knows"),
    ],
)
def test_our_own_schema_refuses_what_is_wrong(number: int, wrong: dict[str, object]) -> None:
    """A schema that everything passes would prove nothing."""
    found = log(EVERYTHING)
    found["runs"][0]["results"][number].update(wrong)
    assert problems(found) != []


def test_the_official_schema_is_the_official_one() -> None:
    if not OFFICIAL:
        pytest.skip("NTFP_SARIF_SCHEMA names no copy of the official schema: .ci/run fetches one")
    title = json.loads(Path(OFFICIAL).read_text("utf-8"))["title"]
    assert title.startswith("Static Analysis Results Format (SARIF) Version 2.1.0")


def test_a_real_scan_is_as_the_schemas_say(tmp_path: Path) -> None:
    """One finding of each kind: of three thousand each is compared with each, as rules have to differ."""
    (system,) = ntfp.scan(system_tree(tmp_path)).systems
    findings = {(finding.verdict, finding.reason): finding for finding in system.findings}
    assert len(findings) > 10
    one, last = log(Report(systems=(judged(*findings.values(), system=system),)))["runs"]
    assert one["automationDetails"]["id"] == f"ntfp/system/{(tmp_path / 'WINNT').as_uri()}/"
    assert one["originalUriBaseIds"]["SYSTEMROOT"]["uri"] == f"{(tmp_path / 'WINNT').as_uri()}/"
    assert {at(found)["uriBaseId"] for found in one["results"]} == {"SYSTEMROOT"}
    assert last["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize("name", REPORTS)
def test_the_six_examples_are_as_the_schemas_say(name: str) -> None:
    assert len(log(REPORTS[name])["runs"]) == len(REPORTS[name].systems) + 1


def test_a_run_for_each_system_and_one_for_the_scan() -> None:
    runs = log(EVERYTHING)["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == [
        "ntfp/system/WINNT/",
        "ntfp/system/D/WINNT/",
        "ntfp/scan/",
    ]
    assert [len(run["results"]) for run in runs] == [len(FINDINGS) + 1, len(FINDINGS), 0]
    assert {run["tool"]["driver"]["name"] for run in runs} == {"ntfp"}
    assert {run["tool"]["driver"]["version"] for run in runs} == {"1.2.3"}


def test_without_a_version_none_is_made_up() -> None:
    found = json.loads("".join(scan_sarif(REPORT, Setting())))
    assert found["runs"][0]["tool"]["driver"].keys() == {"name", "rules"}


@pytest.mark.parametrize(
    ("finding", "kind", "level"),
    [
        pytest.param(UNFIXED, "fail", "error", id="unfixed, certain"),
        pytest.param(HALF, "fail", "warning", id="unfixed, likely"),
        pytest.param(FIXED, "pass", "none", id="fixed"),
        pytest.param(UNKNOWN, "open", "none", id="unknown is not good, and not bad"),
        pytest.param(ELSEWHERE[0], "notApplicable", "none", id="not applicable"),
    ],
)
def test_kind_and_level_are_the_verdict(finding: Finding, kind: str, level: str) -> None:
    found = result(finding)
    assert (found["ruleId"], found["kind"], found["level"]) == (finding.kb, kind, level)


@pytest.mark.parametrize("verdict", Verdict)
def test_only_what_is_fixed_passes(verdict: Verdict) -> None:
    found = result(replace(UNFIXED, verdict=verdict, confidence=Confidence.LIKELY))
    assert (found["kind"] == "pass") is (verdict is Verdict.FIXED)


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        pytest.param(
            UNFIXED,
            "Unfixed, certain: this release lacks it. Evidence: it is SP6's own file; wanted ntkrnlmp.exe i386 952,192"
            " bytes 1999-10-28 19:13; found ntoskrnl.exe i386 multiprocessor 4.0.1381.335.",
            id="what decided",
        ),
        pytest.param(FIXED, "Fixed, likely: its pack has it. Evidence: SP4 has it; wanted SP4.", id="nothing found"),
        pytest.param(
            UNKNOWN,
            "Unknown: which pack is unknown. To settle: the registry hives of the system.",
            id="what would settle it",
        ),
        pytest.param(ELSEWHERE[0], "Not applicable, certain: not about this Windows.", id="no evidence"),
        pytest.param(
            replace(UNKNOWN, settle="boot it."),
            "Unknown: which pack is unknown. To settle: boot it.",
            id="one full stop",
        ),
    ],
)  # fmt: skip
def test_the_message_says_why(finding: Finding, text: str) -> None:
    assert result(finding)["message"] == {"text": text}


def test_a_rule_for_each_article_that_occurs() -> None:
    (run, _) = log(Report(systems=(judged(UNFIXED, UNKNOWN, replace(UNFIXED, reason=Reason.PACK)),)))["runs"]
    assert run["tool"]["driver"]["rules"] == [
        {"id": "Q244509", "shortDescription": {"text": UNFIXED.title}},
        {"id": "Q246009", "shortDescription": {"text": UNKNOWN.title}},
    ]
    assert [(one["ruleId"], one["ruleIndex"]) for one in run["results"]] == [
        ("Q244509", 0),
        ("Q246009", 1),
        ("Q244509", 0),
    ]


def test_a_record_without_a_title_goes_by_its_number() -> None:
    (run, _) = log(Report(systems=(judged(replace(UNFIXED, title=" ")),)))["runs"]
    assert run["tool"]["driver"]["rules"] == [{"id": "Q244509", "shortDescription": {"text": "Q244509"}}]


def test_properties_have_the_whole_finding() -> None:
    finding = replace(UNFIXED, settle="the hives", own="mine/q1.toml")
    (evidence,) = finding.evidence
    found = result(finding)["properties"]
    assert found.pop("evidence") == [
        {
            "step": "release",
            "because": evidence.because,
            "wanted": evidence.wanted,
            "found": evidence.found,
            "vote": "unfixed",
            "confidence": "certain",
            "path": "WINNT/system32/ntoskrnl.exe",
            "kb": "Q244509",
            "line": 63,
            "tried": [{"step": "applies", "because": "nobody says"}],
            "silent": None,
        }
    ]
    assert found == {
        "verdict": "unfixed",
        "reason": "release",
        "confidence": "certain",
        "settle": "the hives",
        "own": "mine/q1.toml",
        "carriedBy": ["SP6a", "Q299444"],
    }


def test_a_result_lies_where_its_file_does() -> None:
    found = result(UNFIXED)
    assert at(found) == {"uri": "system32/ntoskrnl.exe", "uriBaseId": "SYSTEMROOT"}
    assert "relatedLocations" not in found and "message" not in found["locations"][0]


@pytest.mark.parametrize("finding", [UNKNOWN, FIXED], ids=["no evidence", "evidence without a file"])
def test_without_a_file_it_lies_at_the_kernel_and_says_so(finding: Finding) -> None:
    found = result(finding)
    assert at(found) == {"uri": "system32/ntoskrnl.exe", "uriBaseId": "SYSTEMROOT"}
    assert found["locations"][0]["message"] == {"text": "The system's kernel: no file of its own decided."}


def test_files_beside_the_one_that_decided_are_related() -> None:
    older, newer = HALF.evidence
    half = replace(HALF, evidence=(newer, replace(older, path="WINNT/a.sys"), replace(older, path="D/b.sys")))
    found = result(half)
    assert at(found)["uri"] == "system32/a.sys".removeprefix("system32/")
    assert found["relatedLocations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "system32/ntoskrnl.exe", "uriBaseId": "SYSTEMROOT"}},
            "message": {"text": "it is SP6's own file."},
        },
        {
            "physicalLocation": {"artifactLocation": {"uri": "D/b.sys"}},
            "message": {"text": "it is SP6's own file."},
        },
    ]


@pytest.mark.parametrize(
    ("root", "kernel", "base"),
    [
        pytest.param(
            "/c/WIN NT", "/c/WIN NT/system32/k.exe",
            {"SYSTEMROOT": {"uri": "file:///c/WIN%20NT/", "description": {"text": "The system's folder: /c/WIN NT"}}},
            id="absolute",
        ),
        pytest.param(
            "WINNT", "WINNT/system32/k.exe", {"SYSTEMROOT": {"description": {"text": "The system's folder: WINNT"}}},
            id="relative: the specification wants an absolute place or none",
        ),
        pytest.param("k.exe", "k.exe", None, id="a kernel alone has no folder"),
    ],
)  # fmt: skip
def test_the_folder_of_the_system_is_the_base_of_its_files(root: str, kernel: str, base: object) -> None:
    (run, _) = log(Report(systems=(replace(judged(UNKNOWN), root=root, kernel=kernel),)))["runs"]
    assert run.get("originalUriBaseIds") == base
    assert at(run["results"][0]) == ({"uri": "system32/k.exe", "uriBaseId": "SYSTEMROOT"} if base else {"uri": "k.exe"})


def test_the_same_disk_elsewhere_has_the_same_results() -> None:
    pair = [
        log(Report(systems=(replace(judged(UNKNOWN), root=root, kernel=f"{root}/system32/ntoskrnl.exe"),)))["runs"][0]
        for root in ("/mnt/c/WINNT", "/media/disk/WINNT")
    ]
    assert pair[0]["results"] == pair[1]["results"]
    assert pair[0]["originalUriBaseIds"] != pair[1]["originalUriBaseIds"]


def test_where_registry_and_files_disagree_somebody_has_to_look() -> None:
    """The verdict follows the files; that the registry says otherwise is a result beside it."""
    (run, _) = log(Report(systems=(replace(judged(UNFIXED), disagreements=(DISAGREES,)),)))["runs"]
    assert [(one["ruleId"], one["kind"], one["level"]) for one in run["results"]] == [
        ("Q244509", "fail", "error"),
        ("Q244509", "review", "none"),
    ]
    assert run["results"][1]["message"] == {
        "text": "Registry and files disagree: a key, but its files are older than the fix."
    }
    assert run["results"][1]["properties"]["reason"] == "registry-disagrees"
    assert len(run["tool"]["driver"]["rules"]) == 1


def test_a_disagreement_alone_has_its_rule() -> None:
    (run, _) = log(Report(systems=(replace(judged(), disagreements=(DISAGREES,)),)))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["Q244509"]


def notices(run: Any) -> Any:
    (invocation,) = run["invocations"]
    return invocation.get("toolExecutionNotifications", [])


def test_what_could_not_be_read_is_a_notification_of_the_scan() -> None:
    runs = log(REPORT)["runs"]
    assert notices(runs[0]) == []
    assert notices(runs[1]) == [
        {
            "descriptor": {"id": "damaged"},
            "level": "warning",
            "message": {"text": "WINNT/system32/hal.dll at offset 0x3c: the file ends before its header at 0x78."},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "WINNT/system32/hal.dll"}}}],
            "properties": {"offset": 60},
        }
    ]
    assert [run["invocations"][0]["executionSuccessful"] for run in runs] == [True, True]
    assert [one["id"] for one in runs[1]["tool"]["driver"]["notifications"]] == ["damaged"]


def test_a_damaged_file_is_a_notification_of_its_system() -> None:
    runs = log(Report(systems=(replace(SYSTEM, damaged=(Damaged("WINNT/a.dll", "its end is missing"),)), SYSTEM)))[
        "runs"
    ]
    assert [len(notices(run)) for run in runs] == [1, 0, 0]
    assert notices(runs[0]) == [
        {
            "descriptor": {"id": "file-damaged"},
            "level": "warning",
            "message": {"text": "WINNT/a.dll: its end is missing."},
            "locations": [
                {"physicalLocation": {"artifactLocation": {"uri": "a.dll", "uriBaseId": "SYSTEMROOT"}}}
            ],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "level", "successful"),
    [
        (SkipKind.OTHER_FORMAT, "note", True),
        (SkipKind.DAMAGED, "warning", True),
        (SkipKind.UNREADABLE, "warning", True),
        (SkipKind.NO_SYSTEM, "error", False),
    ],
)
def test_how_much_a_notification_says_against_the_results(kind: SkipKind, level: str, successful: bool) -> None:
    (_, last) = log(Report(systems=(SYSTEM,), skipped=(replace(SKIPPED, kind=kind),)))["runs"]
    assert [notice["level"] for notice in notices(last)] == [level]
    assert last["invocations"][0]["executionSuccessful"] is successful


def test_every_kind_of_skipped_file_is_known() -> None:
    every = tuple(replace(SKIPPED, path=kind, kind=kind) for kind in SkipKind)
    (_, last) = log(Report(systems=(SYSTEM,), skipped=every))["runs"]
    assert [one["id"] for one in last["tool"]["driver"]["notifications"]] == sorted(SkipKind)


def test_nothing_found_is_a_run_that_failed() -> None:
    """The trap: no results and no word about it would read as a system without a flaw."""
    (run,) = log(Report(systems=()))["runs"]
    assert run["results"] == []
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "descriptor": {"id": "no-system"},
                    "level": "error",
                    "message": {"text": "no system was found."},
                }
            ],
        }
    ]


def test_a_place_without_a_system_is_said_once() -> None:
    nothing = Skipped("disk", "no system32 folder and no kernel", kind=SkipKind.NO_SYSTEM)
    (run,) = log(Report(systems=(), skipped=(nothing,)))["runs"]
    assert [notice["message"]["text"] for notice in notices(run)] == ["disk: no system32 folder and no kernel."]


def test_the_last_run_says_which_data_and_how_many() -> None:
    (*_, last) = log(replace(EVERYTHING, basis=BASIS))["runs"]
    assert [data["place"] for data in last["properties"]["data"]] == ["shipped", "mine"]
    assert last["properties"]["summary"] == {"fixed": 2, "unfixed": 4, "unknown": 2, "not-applicable": 20}


def test_a_run_says_which_system_it_is() -> None:
    system = log(EVERYTHING)["runs"][0]["properties"]["system"]
    assert (system["root"], system["build"]["branch"], system["registry"]["pack"]) == ("WINNT", "nt4", "6a")
    assert system["registry"]["hotfixes"] == sorted(ALL_AROUND.claims.hotfixes) if ALL_AROUND.claims else False


class Streamed:
    """A scan while it goes on: what was skipped is complete when the systems are."""

    def __init__(self) -> None:
        self.skipped: list[Skipped] = []
        self.basis, self.counts, self.unheard_of = BASIS, dict.fromkeys(Verdict, 0), False
        self.judged = 0

    @property
    def systems(self) -> Iterator[Judged]:
        for system in EVERYTHING.systems:
            self.judged += 1
            self.skipped.append(SKIPPED)
            yield system


def test_a_system_is_written_before_the_next_is_judged() -> None:
    streamed = Streamed()
    pieces = scan_sarif(streamed, SETTING)
    assert next(pieces).startswith(BEGIN)
    assert '"WINNT' in next(pieces)
    assert streamed.judged == 1
    rest = "".join(pieces)
    assert rest.count('"descriptor":{"id":"damaged"}') == 2, "what was skipped is asked for at the end"


def test_a_result_has_a_line() -> None:
    """So two scans can be compared by lines."""
    lines = written(EVERYTHING).splitlines()
    assert sum(line.startswith('{"ruleId":') for line in lines) == 2 * len(FINDINGS) + 1
    assert lines[0].startswith(BEGIN)


def test_the_same_report_is_the_same_text() -> None:
    again = (
        replace(ALL_AROUND, claims=replace(ALL_AROUND.claims, hotfixes=frozenset({"Q147222", "Q246009", "Q299444"})))
        if ALL_AROUND.claims
        else ALL_AROUND
    )
    assert written(Report(systems=(ALL_AROUND,))) == written(Report(systems=(again,)))  # fmt: skip


def test_a_title_is_no_link_and_holds_no_place() -> None:
    """The trap: in a message `[here](http://...)` is a link, and `{0}` the place of an argument."""
    hostile = "[here](http://evil.example) {0} }{"
    finding = replace(UNFIXED, title=hostile, settle=hostile, evidence=(replace(UNFIXED.evidence[0], because=hostile),))
    (run, _) = log(Report(systems=(replace(judged(finding), root=hostile),)))["runs"]
    shown = "[here] (http://evil.example) {{0}} }}{{"
    assert run["tool"]["driver"]["rules"][0]["shortDescription"] == {"text": shown}
    assert run["originalUriBaseIds"]["SYSTEMROOT"]["description"] == {"text": f"The system's folder: {shown}"}
    assert f"Evidence: {shown};" in run["results"][0]["message"]["text"]
    assert run["results"][0]["properties"]["settle"] == hostile, "for programs it is as it was"


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_steers_a_terminal_or_breaks_the_document(name: str) -> None:
    piece = Evidence(step=Step.VERSION, because=name, wanted=name, found=name, path=name, kb=name)
    finding = Finding(
        kb=name or "Q1", title=name, verdict=Verdict.UNKNOWN, reason=Reason.NO_ROW,
        evidence=(piece, replace(piece, path=f"{name}2")), settle=name, own=name, carried_by=(name,),
    )  # fmt: skip
    system = replace(judged(finding), root=name, kernel=f"{name}/system32/{name}", damaged=(Damaged(name, name),))
    report = Report(
        systems=(replace(system, disagreements=(finding,), remarks=(name,)),), skipped=(Skipped(name, name or "bad"),)
    )
    assert written(report).replace("\n", "").isprintable()
    assert len(log(report)["runs"]) == 2


PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sarif.md").read_text("utf-8")


def table_of(page: str, heading: str) -> list[list[str]]:
    """The rows of the one table below a heading, each cell without its marks of code."""
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    _, _, *rows = (line for line in section.splitlines() if line.startswith("|"))
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


def kinds_told(page: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in table_of(page, "Kind and level")]


def notices_told(page: str) -> dict[str, str]:
    return {name: level for name, level, _ in table_of(page, "Notifications")}


def kinds_written() -> set[tuple[str, ...]]:
    """In the words of the page; how sure it is, where a kind has more than one level by that."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for verdict in Verdict:
        for sure in Confidence:
            one = result(replace(UNFIXED, verdict=verdict, confidence=sure))
            found.setdefault((verdict.replace("-", " "), one["kind"]), {})[sure] = one["level"]
    return {
        (name if len({*levels.values()}) == 1 else f"{name}, {sure}", kind, level)
        for (name, kind), levels in found.items()
        for sure, level in levels.items()
    }


def test_the_page_tells_kind_and_level_of_every_verdict() -> None:
    told = kinds_told(PAGE)
    assert {*told} == kinds_written()
    assert len(told) == len({*told})
    assert {kind for _, kind, _ in told} == {*_KINDS.values()}


def test_the_page_tells_every_notification_and_its_level() -> None:
    assert notices_told(PAGE) == {str(kind): level for kind, (_, level) in _NOTICES.items()}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("| unfixed, likely | `fail` | `warning` |", "| unfixed, likely | `fail` | `error` |"),
        ("| unknown | `open` |", "| unknown | `review` |"),
        ("| fixed | `pass` | `none` |\n", ""),
    ],
)
def test_another_kind_on_the_page_is_noticed(line: str, wrong: str) -> None:
    assert line in PAGE
    assert {*kinds_told(PAGE.replace(line, wrong))} != kinds_written()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("| `damaged` | `warning` |", "| `damaged` | `error` |"),
        ("| `unreadable` |", "| `not-readable` |"),
    ],
)
def test_another_notification_on_the_page_is_noticed(line: str, wrong: str) -> None:
    assert line in PAGE
    assert notices_told(PAGE.replace(line, wrong)) != notices_told(PAGE)
