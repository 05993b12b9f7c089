import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from ntfp.cli.app import run
from ntfp.database import shipped_known
from ntfp.reports import Screen, explain as explained
from ntfp.scanning import systems
from ntfp.scanning.data import shipped_data, signatures
from ntfp.testing import module_image, system_tree

MODULE = module_image("hal.dll", version="4.0.1381.1", link=0)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_verdict_is_explained_from_the_article_to_what_decided(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    system_tree(here)
    assert run(["explain", "Q244509", "WINNT"]) == 0
    printed = capsys.readouterr()
    kernel = Path("WINNT", "system32", "ntoskrnl.exe")
    for line in (
        "Q244509: Non-Paged Pool Memory Leak May Occur Reading Partition Table",
        "  concerns    Windows NT 4.0 server: RTM, SP1, SP2, SP3, SP4, SP5, SP6 (line 13)",
        '  fixed in    Windows NT 4.0, after the last pack: its keyword is "kbWinNT400PreSP7Fix" (line 77)',
        "    ntkrnlmp.exe  i386     952,192 bytes  1999-10-28 19:13  line 63",
        f"  file        {kernel}: i386, 4.0.1381.335, 951,808 bytes, linked 1999-09-21",
        "  wanted      ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13 (line 63)",
        f"  found       {kernel} i386 multiprocessor 4.0.1381.335 951,808 bytes linked",
        "  · is it a release's file?",
        "  unfixed, certain: this release lacks it (release)",
    ):
        assert line in printed.out.splitlines()
    assert printed.err == ""


@pytest.mark.parametrize("kb", ["Q244509", "q244509", "244509", "KB244509", "kb244509", " Q244509 "])
def test_a_number_is_written_as_people_do(here: Path, kb: str, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["explain", kb, "."]) == 0
    assert capsys.readouterr().out.startswith("Q244509: ")


def test_an_article_without_a_record(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["explain", "KB244508", "."]) == 2
    printed = capsys.readouterr()
    count = len(signatures())
    assert printed.out == ""
    assert printed.err == (
        f"ntfp: Q244508: no record of that article among {count:,};"
        " the nearest is Q244509, and 'ntfp kb search' finds others\n"
    )


@pytest.mark.parametrize("kb", ["", "Q", "ntoskrnl.exe", "Q24450x", "-1", "Q2445099999", "\u0662\u0664\u0664509"])
def test_what_is_no_number(here: Path, kb: str, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["explain", "--", kb, "."]) == 2
    said = capsys.readouterr().err
    problem = r"invalid value for 'KB': .* is no article's number; write it like Q\d{5,6}"
    assert re.fullmatch(rf"ntfp: {problem}; see 'ntfp explain --help'\n", said)


def test_every_record_can_be_explained(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    records = signatures()
    for signature in records[::250]:  # as the command does it, and then all of one judging
        assert run(["explain", signature.kb, "."]) == 0
        assert "\nverdict\n" in capsys.readouterr().out
    examined = systems.examine(Path(), records, shipped_known())
    (judged,) = systems.judged(examined, records, shipped_data()).systems
    findings = {finding.kb: finding for finding in judged.findings}
    for signature in records:
        only = replace(judged, findings=(findings[signature.kb],), disagreements=())
        text = explained(signature, [(only, examined.found[0].system.files)], shipped_data().titles, Screen(width=100))
        assert "\nverdict\n" in "".join(text)


def test_several_systems_are_explained_one_after_the_other(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here, folder="A")
    system_tree(here, folder="B")
    assert run(["explain", "Q244509", "."]) == 0
    out = capsys.readouterr().out
    assert (out.count("the article says"), out.count("\nverdict\n")) == (1, 2)


def test_what_could_not_be_read_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here, files={"system32/hal.dll": MODULE[:100]})
    assert run(["explain", "Q244509", "."]) == 0
    assert capsys.readouterr().err == (
        f"ntfp: skipped 1 of 2 files: .{Path('/WINNT/system32/hal.dll')} at offset 0x3c:"
        " the file ends before its header at 0x78\n"
    )


def test_of_several_it_says_what_lists_them(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here, files={"system32/hal.dll": b"x", "system32/advapi32.dll": b"y"})
    assert run(["explain", "Q242472", "WINNT"]) == 0
    said = capsys.readouterr().err
    assert said == "ntfp: skipped 2 of 3 files: 2 not PE; 'ntfp scan --format json' lists them\n"


def test_an_own_record_is_said_to_be_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["kb", "new", "Q244509", "-o", "mine", "--title", "Ours"]) == 0
    capsys.readouterr()
    assert run(["explain", "Q244509", ".", "--signatures", "mine"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Q244509: Ours"
    assert "  your own    record in mine" in lines
