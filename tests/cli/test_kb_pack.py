"""`ntfp kb pack`: a folder becomes a file that every command takes, and nothing else is overwritten."""

import json
import os
import shutil
from pathlib import Path

import pytest

from ntfp.cli import kb_pack
from ntfp.cli.app import run
from ntfp.database import open_place, shipped_folder
from ntfp.database.writing import write_records
from ntfp.facts.build import Branch
from ntfp.facts.skeleton import skeleton
from ntfp.testing import system_tree
from tests.cli.running import ntfp

UNIX = pytest.mark.skipif(os.name == "nt", reason="links and pipes are made for Unix")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_records([skeleton("Q900001", Branch.NT4, title="Ours")], tmp_path / "mine")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def test_own_records_in_one_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 0
    packed, size = open_place(here / "mine.ntfp"), (here / "mine.ntfp").stat().st_size
    assert said(capsys) == (
        f"ntfp: mine.ntfp: 1 record, to be laid over others, {size:,} bytes; content {packed.content}\n"
    )
    assert [record.kb for record in packed.printed] == ["Q900001"]


def test_a_whole_data_set(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(shipped_folder() / "builds.toml", here / "mine")
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 0
    assert "mine.ntfp: 1 record, a whole data set, " in said(capsys)


def test_a_packed_file_is_replaced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 0
    write_records([skeleton("Q900002", Branch.NT4)], here / "mine")
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 0
    assert "mine.ntfp: 2 records, " in said(capsys)
    assert sorted(path.name for path in here.iterdir()) == ["mine", "mine.ntfp"]


def test_a_file_that_is_no_packed_data_stays(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "letter.txt").write_text("Dear all", "utf-8")
    assert run(["kb", "pack", "mine", "-o", "letter.txt"]) == 2
    assert said(capsys) == "ntfp: letter.txt: is there already and is no packed data; name another file\n"
    assert (here / "letter.txt").read_text("utf-8") == "Dear all"


@UNIX
def test_a_pipe_is_refused_at_once_and_not_waited_for(here: Path) -> None:
    os.mkfifo(here / "pipe")
    found = ntfp("kb", "pack", "mine", "-o", "pipe", cwd=here)
    assert (found.returncode, found.stdout, found.stderr) == (
        2,
        "",
        "ntfp: pipe: is a device or a pipe; name a file\n",
    )


@UNIX
def test_a_link_to_packed_data_stays_a_link(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 0
    (here / "link").symlink_to("mine.ntfp")
    capsys.readouterr()
    assert run(["kb", "pack", "mine", "-o", "link"]) == 2
    assert said(capsys) == "ntfp: link: is a symbolic link; name the file it leads to\n"
    assert (here / "link").is_symlink()


def test_records_that_are_wrong_are_named_and_not_packed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = here / "mine" / "q900" / "q900001.toml"
    path.write_text(path.read_text("utf-8").replace('branch = "nt4"', 'branch = "nt5"'), "utf-8")
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 2
    assert said(capsys).splitlines()[0] == (
        "ntfp: q900001.toml: applies_to[0].branch: expected one of nt31, nt35, nt351, nt4, nt4-tse, win2000, winxp,"
        ' found "nt5"'
    )
    assert not (here / "mine.ntfp").exists()


def test_of_very_many_mistakes_the_first_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = here / "mine" / "q900" / "q900001.toml"
    rows = "".join(f'{{ file = "a{n}.dll", size = 0, line = 1 }},\n' for n in range(30))
    path.write_text(path.read_text("utf-8").replace("rows = [\n", f"rows = [\n{rows}"), "utf-8")
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 2
    lines = said(capsys).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "ntfp: and 10 things more; 'ntfp kb lint DIR' lists what is wrong with a folder of data"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(["mine"], "missing option '-o' / '--output'; see 'ntfp kb pack --help'", id="where to"),
        pytest.param(
            ["nowhere", "-o", "x"],
            "invalid value for '[DIR]': Directory 'nowhere' does not exist; see 'ntfp kb pack --help'",
            id="no folder",
        ),
        pytest.param(
            ["mine", "-o", "-"],
            "missing option '-o' / '--output': packed records are no text and go to a file; see 'ntfp kb pack --help'",
            id="to standard output",
        ),
        pytest.param(
            ["mine", "-o", "none/x"], "none: no such folder; make it first, or name another", id="no folder for it"
        ),
        pytest.param(["mine", "-o", "mine"], "mine: is a folder; name a file in it", id="onto a folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_done(
    arguments: list[str], problem: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["kb", "pack", *arguments]) == 2
    assert said(capsys) == f"ntfp: {problem}\n"
    assert sorted(path.name for path in here.iterdir()) == ["mine"]


def test_in_a_checkout_what_ships_is_packed_to_where_it_is_looked_for(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kb_pack, "packed_file", lambda: here / "_signatures.bin")
    monkeypatch.setattr(kb_pack, "shipped_folder", lambda: here / "mine")
    assert run(["kb", "pack"]) == 0
    assert said(capsys).startswith("ntfp: ")
    assert [record.kb for record in open_place(here / "_signatures.bin").printed] == ["Q900001"]


def test_a_scan_by_a_packed_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here / "disk")
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 0
    capsys.readouterr()
    assert run(["scan", "disk", "--signatures", "mine.ntfp", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(data["place"], data["records"]) for data in found["data"]][1:] == [("mine.ntfp", 1)]
    (finding,) = [finding for finding in found["systems"][0]["findings"] if finding["own"]]
    assert (finding["kb"], finding["own"]) == ("Q900001", "mine.ntfp")


def test_a_scan_by_a_damaged_file_says_what_to_do(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "pack", "mine", "-o", "mine.ntfp"]) == 0
    (here / "mine.ntfp").write_bytes((here / "mine.ntfp").read_bytes()[:-9])
    capsys.readouterr()
    assert run(["scan", ".", "--signatures", "mine.ntfp"]) == 2
    assert said(capsys) == (
        "ntfp: mine.ntfp: the file: is damaged: its part records is not what was packed;"
        " 'ntfp kb pack DIR -o FILE' makes one\n"
    )


@pytest.mark.usefixtures("here")
def test_a_packed_file_is_no_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "pack", "mine", "-o", "mine/builds.toml"]) == 2
    named = Path("mine", "builds.toml")
    assert said(capsys) == f"ntfp: {named}: is the name of a record; name it like mine.ntfp\n"
