import json
import pickle
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.errors import DataError
from ntfp.facts.report import Skipped
from ntfp.facts.system import Claims
from ntfp.facts.verdict import Basis, Damaged, Report, Verdict
from ntfp.reports import IDENTIFY, SCAN, Screen, Setting
from ntfp.reports.converting import to_document
from ntfp.reports.scan_json import LARGEST, read_report, report_json
from tests.reports.entries import HOSTILE, KERNELS
from tests.reports.findings import ALL_AROUND, DISAGREES, EVERYTHING, FINDINGS, FIXED, KERNEL, REPORT, SYSTEM, UNFIXED

ANYTHING = st.text(st.characters(codec="utf-8", exclude_categories=()))


def text(report: Report) -> str:
    return "".join(SCAN["json"](report, Setting()))


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
        {"place": "shipped", "sha256": "b" * 64, "records": 3272, "ships": True},
        {"place": "mine", "sha256": "c" * 64, "records": 2, "ships": False},
    ]


def test_a_finding_by_a_users_own_record_says_from_where() -> None:
    own = replace(UNFIXED, own="mine")
    (system,) = json.loads(text(replace(REPORT, systems=(replace(SYSTEM, findings=(own,)),))))["systems"]
    assert [finding["own"] for finding in system["findings"]] == ["mine"]


def test_a_system_says_where_and_what_it_is() -> None:
    (system,) = json.loads(text(REPORT))["systems"]
    assert list(system) == [
        *("root", "kernel", "hal", "build", "linked", "registry", "rollups", "summary", "aside", "remarks", "damaged"),
        *("findings", "disagreements"),
    ]
    assert (system["root"], system["kernel"], system["hal"]) == ("WINNT", KERNEL.facts.path, None)
    assert system["build"]["version"] == "4.0.1381.335"


def within(some: Any, more: Any) -> bool:
    """Is all that the one says said by the other, too?"""
    if isinstance(some, dict):
        return isinstance(more, dict) and all(key in more and within(value, more[key]) for key, value in some.items())
    return bool(some == more)


@pytest.mark.parametrize("name", KERNELS)
def test_a_build_has_the_keys_it_has_where_one_file_is_identified(name: str) -> None:
    (identified,) = json.loads("".join(IDENTIFY["json"]([KERNELS[name]], Screen())))["files"]
    (system,) = json.loads(text(Report(systems=(replace(SYSTEM, build=KERNELS[name].build),))))["systems"]
    assert within({key: identified[key] for key in identified if key in system["build"]}, system["build"])
    assert set(system["build"]) - set(identified) == {"scale"}


def test_what_the_registry_claims_is_sorted() -> None:
    system = json.loads(text(EVERYTHING))["systems"][0]
    assert system["registry"] == {
        "pack": "6a",
        "hotfixes": ["Q147222", "Q246009", "Q299444"],
        "uninstalls": ["Q299444"],
        "pack_sure": True,
        "complete": False,
        "edition": "Server",
        "suites": ["Enterprise"],
        "pack_text": "Service Pack 6, RC 1.3",
        "hives": ["WINNT/system32/config/software", "WINNT/system32/config/system"],
        "remarks": ["the hotfix key Q1 names no article"],
    }


def test_a_summary_says_how_much_could_be_told() -> None:
    system = json.loads(text(EVERYTHING))["systems"][0]
    assert system["summary"] == {
        "fixed": 1,
        "unfixed": 2,
        "unknown": 1,
        "not-applicable": 10,
        "asked": 14,
        "applicable": 4,
        "decided": 3,
        "with_hives": 0,
        "unheard_of": False,
    }


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
                    "tried": [{"step": "applies", "because": "nobody says"}],
                }
            ],
            "settle": None,
            "own": None,
            "carried_by": ["SP6a", "Q299444"],
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


# There and back


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(Report(systems=()), id="nothing"),
        pytest.param(REPORT, id="one system"),
        pytest.param(EVERYTHING, id="everything"),
        pytest.param(EVERYTHING.only([Verdict.UNFIXED]), id="some of it"),
        *(pytest.param(Report(systems=(replace(SYSTEM, build=KERNELS[name].build),)), id=name) for name in KERNELS),
    ],
)
def test_a_report_comes_back_as_it_was(report: Report) -> None:
    assert read_report(report_json(report), "it") == report
    assert read_report(report_json(report).encode(), "it") == report
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - it is our own


def test_what_is_written_line_by_line_is_the_document() -> None:
    whole = msgspec.json.encode(to_document(EVERYTHING), order="deterministic")
    assert json.loads(report_json(EVERYTHING)) == json.loads(whole)


@given(root=ANYTHING, words=ANYTHING, pack=st.none() | ANYTHING)
def test_any_words_come_back(root: str, words: str, pack: str | None) -> None:
    claims = Claims(pack=pack, hotfixes=frozenset({root, words}), remarks=(words,))
    report = Report(systems=(replace(SYSTEM, root=root, claims=claims),), skipped=(Skipped(root, words),))
    assert read_report(report_json(report), "it") == report


def test_a_name_that_is_no_unicode_comes_back_spelled_out() -> None:
    report = read_report(report_json(replace(REPORT, systems=(replace(SYSTEM, root="h\udce4l"),))), "it")
    assert report.systems[0].root == "h\\xe4l"
    assert read_report(report_json(report), "it") == report


def test_a_mark_of_utf8_before_a_document_is_passed_by() -> None:
    """PowerShell writes one into a file that output is sent to."""
    text = report_json(REPORT)
    assert read_report("\ufeff" + text, "a") == read_report(("\ufeff" + text).encode(), "a") == read_report(text, "a")


def test_keys_of_a_later_version_are_passed_by() -> None:
    """Keys are added, none changes its meaning: what is unknown here is no mistake."""
    tree = json.loads(report_json(REPORT))
    tree["later"] = tree["systems"][0]["later"] = tree["systems"][0]["findings"][0]["later"] = {"a": [1]}
    assert read_report(json.dumps(tree), "it") == REPORT


# What is no report


def changed(*keys: str | int, to: Any) -> str:
    """The document of everything, with something else at one place; `...` for nothing at all."""
    tree = json.loads(report_json(EVERYTHING))
    *way, last = keys
    place = tree
    for key in way:
        place = place[key]
    if to is ...:
        del place[last]
    else:
        place[last] = to
    return json.dumps(tree)


FINDING = ("systems", 0, "findings", 1)
REMEDY = "'ntfp scan --format json' writes one"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("", f"the file: is no JSON document: input data was truncated; {REMEDY}", id="empty"),
        pytest.param(
            b"MZ\x90",
            f"the file: is no JSON document: JSON is malformed: invalid character (byte 0); {REMEDY}",
            id="a program",
        ),
        pytest.param('{"kind": "scan"', f"the file: is no JSON document: input data was truncated; {REMEDY}", id="cut"),
        pytest.param("[1]", f"the file: is no scan; {REMEDY}", id="a list"),
        pytest.param("1", f"the file: is no scan; {REMEDY}", id="a number"),
        pytest.param('{"kind":' * 100_000, f"the file: is no JSON document: it goes too deep; {REMEDY}", id="deep"),
        pytest.param("{}", f"kind: expected a scan, found something else; {REMEDY}", id="no kind"),
        pytest.param(
            '{"schema": 1, "kind": "identify"}',
            f"kind: expected a scan, found one of kind 'identify'; {REMEDY}",
            id="of another command",
        ),
        pytest.param(
            '{"schema": 2, "kind": "scan"}',
            "schema: expected 1, found 2: it was written by another version of ntfp",
            id="of another version",
        ),
        pytest.param(
            '{"schema": true, "kind": "scan"}',
            "schema: expected 1, found True: it was written by another version of ntfp",
            id="true is not 1",
        ),
        pytest.param('{"schema": 1, "kind": "scan"}', "systems: is missing", id="no systems"),
        pytest.param(changed(*FINDING, "kb", to=...), "systems[0].findings[1].kb: is missing", id="no article"),
        pytest.param(
            changed(*FINDING, "verdict", to="maybe"),
            "systems[0].findings[1].verdict: invalid enum value 'maybe'",
            id="no verdict",
        ),
        pytest.param(
            changed(*FINDING, "evidence", 0, "line", to="63"),
            "systems[0].findings[1].evidence[0].line: expected a whole number or null, got text",
            id="a number in quotes",
        ),
        pytest.param(
            changed("systems", 0, "build", "version", to="4.0.1381.65536"),
            "systems[0].build.version: expected text matching regex",
            id="no version",
        ),
        pytest.param(
            changed("systems", 0, "build", "version", to="4.0.1381.335\n"),
            "systems[0].build.version: expected text matching regex",
            id="a version with a line end",
        ),
        pytest.param(
            changed("systems", 0, "registry", "hotfixes", to={"Q1": 1}),
            "systems[0].registry.hotfixes: expected a list, got an object",
            id="an object for a list",
        ),
        pytest.param(
            report_json(EVERYTHING).replace('"offset":60', f'"offset":{"9" * 5_000}'),
            "skipped[0].offset: integer value out of range",
            id="a giant number",
        ),
        pytest.param(
            report_json(Report(systems=(replace(SYSTEM, findings=(UNFIXED, FIXED, UNFIXED)),))),
            "systems[0].findings: has Q244509 more than once",
            id="an article twice",
        ),
        pytest.param(
            report_json(Report(systems=(SYSTEM, replace(ALL_AROUND, disagreements=(DISAGREES, DISAGREES))))),
            "systems[1].disagreements: has Q244509 more than once",
            id="a disagreement twice",
        ),
        pytest.param(
            changed("summary", "unfixed", to=0),
            "summary: its numbers are not those of the systems together",
            id="a sum that is none",
        ),
    ],
)
def test_what_is_no_report_is_said_with_its_place(content: str | bytes, said: str) -> None:
    with pytest.raises(DataError) as caught:
        read_report(content, "old.json")
    assert str(caught.value).startswith(f"old.json: {said}")


def test_a_document_of_any_size_is_not_read() -> None:
    with pytest.raises(DataError, match=r"^old\.json: the file: is larger than 256 MB, as no scan is$"):
        read_report(bytes(LARGEST + 1), "old.json")
