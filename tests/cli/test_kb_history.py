"""`ntfp kb history`: what is on record of a file, and what to ask where nothing is."""

import json
from pathlib import Path
from typing import Any

import pytest

from ntfp.cli.app import run
from tests.cli.own_records import own_record


def shown(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[str]:
    assert run(["kb", "history", *map(str, arguments)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


def builds(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads("\n".join(shown(capsys, *arguments, "--format", "json")))["builds"]
    return found


def test_the_kernel_of_nt_4(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "NTOSKRNL.EXE", "--branch", "nt4", "--platform", "i386")
    assert lines[:2] == ["ntoskrnl.exe", "  the uniprocessor kernel · 32 builds on record"]
    for line in (
        "Windows NT 4.0, i386",
        "  1997-05-11  04:10  link   4.0.1381.4     914,688  SP3 (stamped 1997-05-01 00:00)",
        "  1999-09-21  22:02  link   4.0.1381.335   931,584  SP6/SP6a",
        "  1999-10-28  19:12  local                 932,032  Q244509/Q268835: Non-Paged Pool Memory Leak May…",
        "                                                    ▲ Q294306, line 58: date mended",
        "local: as an article prints it, zone unsaid",
    ):
        assert line in lines


def test_without_a_branch_there_is_a_group_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "ntkrnlmp.exe")
    groups = [line for line in lines if line.startswith("Windows ")]
    assert groups[:3] == ["Windows NT 3.1, i386", "Windows NT 3.5, i386", "Windows NT 3.51, i386"]
    assert "Windows NT 4.0, alpha" in groups
    assert lines[1].startswith("  the multiprocessor kernel · ")


def test_a_name_means_its_flavour(capsys: pytest.CaptureFixture[str]) -> None:
    assert {build["flavour"] for build in builds(capsys, "ntoskrnl.exe")} == {"up"}
    assert {build["flavour"] for build in builds(capsys, "ntkrpamp.exe")} == {"pae-mp"}


def test_a_hal_is_asked_for_by_the_name_on_the_disc(capsys: pytest.CaptureFixture[str]) -> None:
    assert [(build["packs"], build["articles"]) for build in builds(capsys, "halncr.dll", "--branch", "nt4")] == [
        (["0"], []),
        (["4"], ["Q216229"]),
        (["5"], []),
        (["6"], []),
    ]


def test_a_file_that_only_a_pack_lists(capsys: pytest.CaptureFixture[str]) -> None:
    (build,) = builds(capsys, "4mmdat.sys", "--branch", "nt4")[:1]
    assert (build["clock"], build["packs"], build["size"]) == ("stamp", ["3"], 10_288)


def test_what_somebody_recorded_from_a_row_is_no_second_build(capsys: pytest.CaptureFixture[str]) -> None:
    recorded = [build for build in builds(capsys, "ntoskrnl.exe") if build["version"] == "4.0.1381.43"]
    assert [(build["platform"], build["articles"]) for build in recorded] == [
        ("i386", ["Q196389"]),
        ("alpha", ["Q196389"]),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["ntoskrl.exe"],
            "ntoskrl.exe: no build of a file of that name is on record;"
            " names like it: ntoskrnl.exe, ntkrnlpa.exe, ntkrnlmp.exe",
            id="a slip",
        ),
        pytest.param(
            ["zzz"],
            "zzz: no build of a file of that name is on record; write it whole, like ntoskrnl.exe",
            id="a name like none",
        ),
        pytest.param(
            ["ntkrpamp.exe", "--branch", "nt4"],
            "ntkrpamp.exe: no build of it on record is of that; those on record are of win2000 (i386)",
            id="another branch",
        ),
        pytest.param(
            ["mgmtapi.dll", "--branch", "nt31"],
            "mgmtapi.dll: no build of it on record is of that; those on record are of nt4 (i386)",
            id="a file of packs alone",
        ),
    ],
)
def test_an_unknown_file_is_no_failure(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "history", *arguments]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"ntfp: {said}\n")


def test_a_file_that_only_a_text_names_is_told_from_one_nobody_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "history", "screg.exe"]) == 0
    assert capsys.readouterr().err == (
        "ntfp: screg.exe: no build of it is on record; Q117791 names it as a cause,"
        " and 'ntfp kb search --file screg.exe' lists them\n"
    )


@pytest.mark.parametrize("name", ["", "  ", "/", "\\"])
def test_what_is_no_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "history", name]) == 2
    said = capsys.readouterr().err
    assert said.endswith("is no name of a file; write it like ntoskrnl.exe; see 'ntfp kb history --help'\n")


def test_ones_own_records_are_part_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_record(tmp_path)
    (build,) = builds(capsys, "mine.sys", "--signatures", tmp_path)
    assert (build["articles"], build["size"], build["date"]) == (["Q244509"], 9_000, None)


def test_a_name_without_its_ending_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "history", "kernel32"]) == 0
    printed = capsys.readouterr()
    assert "builds on record" not in printed.out
    assert "kernel32.dll" in printed.err
