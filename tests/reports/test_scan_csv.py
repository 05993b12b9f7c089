import csv
import io

import pytest
from msgspec.structs import replace

from ntfp.facts.verdict import Evidence, Report, Step, Verdict
from ntfp.reports import SCAN, Setting
from tests.reports.entries import HOSTILE
from tests.reports.findings import EVERYTHING, FINDINGS, FIXED, HALF, REPORT, SYSTEM, UNFIXED, UNKNOWN, judged

COLUMNS = "root,kb,verdict,confidence,reason,title,platform,branch,wanted,found,path,article,line,settle,carried by,own"


def sheet(report: Report) -> str:
    return "".join(SCAN["csv"](report, Setting()))


def rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet(report).removeprefix("\ufeff"), newline="")))


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert sheet(REPORT).startswith(f"\ufeff{COLUMNS}\r\n")


def test_lines_end_as_the_standard_has_them() -> None:
    text = sheet(EVERYTHING)
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == 1 + 2 * len(FINDINGS)


def test_a_row_says_what_decided() -> None:
    (row,) = rows(Report(systems=(judged(UNFIXED),)))
    assert row == {
        "root": "WINNT",
        "kb": "Q244509",
        "verdict": "unfixed",
        "confidence": "certain",
        "reason": "release",
        "title": "Non-Paged Pool Memory Leak May Occur Reading Partition Table",
        "platform": "i386",
        "branch": "nt4",
        "wanted": "ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13",
        "found": "ntoskrnl.exe i386 multiprocessor 4.0.1381.335",
        "path": "WINNT/system32/ntoskrnl.exe",
        "article": "",
        "line": "63",
        "settle": "",
        "carried by": "SP6a, Q299444",
        "own": "",
    }


def test_of_several_pieces_the_one_that_decided_is_shown() -> None:
    says_nothing = replace(HALF.evidence[0], vote=None, found="nothing")
    (row,) = rows(Report(systems=(judged(replace(HALF, evidence=(says_nothing, *reversed(HALF.evidence)))),)))
    assert (row["verdict"], row["found"]) == ("unfixed", "ntoskrnl.exe i386 multiprocessor 4.0.1381.335")


def test_of_an_unknown_the_last_piece_is_shown() -> None:
    pieces = tuple(Evidence(step=Step.UNDECIDED, because="", found=name, kb="Q246009") for name in ("a.sys", "b.sys"))
    (row,) = rows(Report(systems=(judged(replace(UNKNOWN, evidence=pieces)),)))
    assert (row["confidence"], row["found"], row["settle"]) == ("", "b.sys", "the registry hives of the system")


def test_a_line_of_another_article_says_of_which() -> None:
    (row,) = rows(Report(systems=(judged(FIXED),)))
    assert (row["article"], row["line"]) == ("Q150734", "1250")


def test_every_finding_of_every_system_has_its_row() -> None:
    found = [(row["root"], row["kb"]) for row in rows(EVERYTHING)]
    assert found == [(root, finding.kb) for root in ("WINNT", "D/WINNT") for finding in FINDINGS]


def test_nothing_found_is_a_head_alone() -> None:
    assert sheet(Report(systems=())) == f"\ufeff{COLUMNS}\r\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_does_not_run_what_a_disk_says(sign: str) -> None:
    """The trap: a folder called =cmd|' /C calc'!A0."""
    name = f"{sign}cmd|' /C calc'!A0"
    finding = replace(UNFIXED, title=name, own=name, carried_by=(name,))
    (row,) = rows(Report(systems=(replace(judged(finding), root=name),)))
    for column in ("root", "title", "own", "carried by"):
        assert row[column].startswith("'")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_steers_a_terminal_or_breaks_a_row(name: str) -> None:
    finding = replace(UNFIXED, title=name, settle=name, own=name, carried_by=(name,))
    report = Report(systems=(replace(judged(finding), root=name),))
    assert sheet(report).removeprefix("\ufeff").replace("\r\n", "").isprintable()
    (row,) = rows(report)
    assert row["verdict"] == Verdict.UNFIXED
    assert SYSTEM.build.platform == row["platform"]
