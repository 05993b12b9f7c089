"""What is odd about the data that ship is said once, on standard error, and the command goes on."""

from pathlib import Path

import pytest

from ntfp.cli import data
from ntfp.cli.app import run
from ntfp.database import DataSet, shipped_folder
from ntfp.database.places import Folder
from ntfp.scanning.data import Data
from ntfp.testing import module_image


def test_packed_data_that_are_behind_are_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "srv.sys").write_bytes(module_image("srv.sys", version="4.0.1381.340", link=0x3B000000))
    stale = DataSet(Folder(shipped_folder()), notice="_signatures.bin: does not say what signatures/ says")
    monkeypatch.setattr(data, "load", lambda *_: Data(stale))
    assert run(["identify", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert "srv.sys" in printed.out
    assert printed.err == "ntfp: _signatures.bin: does not say what signatures/ says\n"


def test_a_place_without_a_record_is_said_to_be_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "srv.sys").write_bytes(module_image("srv.sys", version="4.0.1381.340", link=0x3B000000))
    assert run(["identify", "srv.sys", "--signatures", "mine"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "ntfp: mine: holds no record; name a folder of records, or a file of 'ntfp kb pack'\n"


def test_a_skeleton_that_nobody_filled_in_is_said_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "srv.sys").write_bytes(module_image("srv.sys", version="4.0.1381.340", link=0x3B000000))
    assert run(["kb", "new", "Q900001", "-o", "mine"]) == 0
    assert run(["kb", "new", "Q900002", "-o", "mine", "--title", "Ours", "srv.sys"]) == 0
    capsys.readouterr()
    assert run(["identify", "srv.sys", "--signatures", "mine"]) == 0
    said = "mine: 1 record still holds what is to be filled in; 'ntfp kb lint mine' tells it"
    assert capsys.readouterr().err == f"ntfp: {said}\n"


@pytest.mark.parametrize("command", ["identify", "scan", "explain"])
def test_a_place_that_is_not_there(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["Q244509", str(tmp_path)] if command == "explain" else [str(tmp_path)]
    assert run([command, *arguments, "--signatures", "nowhere"]) == 2
    assert capsys.readouterr().err == (
        f"ntfp: invalid value for '--signatures': Path 'nowhere' does not exist; see 'ntfp {command} --help'\n"
    )
