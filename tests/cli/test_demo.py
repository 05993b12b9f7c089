import errno
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from ntfp.cli.app import run
from tests.cli.running import ntfp

MADE = "ntfp: made a synthetic Windows NT 4.0 system; this is what 'ntfp scan .' says of it\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own, for temporary files too."""
    (tmp_path / "here").mkdir()
    (tmp_path / "tmp").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return tmp_path / "here"


def test_the_demo_scans_a_system_and_leaves_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f".{os.sep}WINNT\n  Windows NT 4.0 · i386 · multiprocessor")
    assert "this is the kernel of SP6/SP6a\n" in printed.out
    assert "  Q244509  unfixed  " in printed.out
    assert printed.err == MADE
    assert list(here.iterdir()) == list((here.parent / "tmp").iterdir()) == []
    assert Path.cwd() == here


def test_the_demo_says_the_same_every_time() -> None:
    first, second = ntfp("demo"), ntfp("demo")
    assert (first.returncode, first.stdout, first.stderr) == (0, second.stdout, second.stderr)


@pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "a new folder"])
def test_the_system_may_be_kept(here: Path, there: bool, capsys: pytest.CaptureFixture[str]) -> None:
    if there:
        (here / "out").mkdir()
    assert run(["demo", "--keep", "out"]) == 0
    demo = capsys.readouterr()
    assert (here / "out" / "WINNT" / "system32" / "ntoskrnl.exe").is_file()
    os.chdir(here / "out")
    assert run(["scan", "."]) == 1
    assert capsys.readouterr().out == demo.out


def test_a_folder_with_something_in_it_is_left_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "out").mkdir()
    (here / "out" / "mine.txt").write_text("mine")
    assert run(["demo", "--keep", "out"]) == 2
    printed = capsys.readouterr()
    assert printed.err == "ntfp: invalid value for '--keep': out: the folder is not empty; see 'ntfp demo --help'\n"
    assert printed.out == ""
    assert [path.name for path in (here / "out").iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder_to_keep_it_in(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "out").write_text("mine")
    assert run(["demo", "--keep", "out"]) == 2
    assert capsys.readouterr().err == (
        "ntfp: invalid value for '--keep': Directory 'out' is a file; see 'ntfp demo --help'\n"
    )
    assert (here / "out").read_text() == "mine"


def test_a_folder_below_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "file").write_text("mine")
    place = Path("file", "out")
    assert run(["demo", "--keep", str(place)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"ntfp: {place}")
    assert said.endswith("; name a folder that can be written, with --keep\n")


def test_a_folder_that_cannot_be_written(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(path: Any, *_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "mkdir", forbidden)
    assert run(["demo", "--keep", str(here / "out" / "deeper")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"ntfp: {here / 'out'}")
    assert said.endswith(": cannot be made: permission denied; name a folder that can be written, with --keep\n")


def test_no_place_for_temporary_files(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(**_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    assert run(["demo"]) == 2
    assert capsys.readouterr().err == (
        "ntfp: the folder for temporary files: cannot be made: no space left on device;"
        " name a folder that can be written, with --keep\n"
    )


def test_an_interruption_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("ntfp.cli.demo.report", interrupted)
    assert run(["demo"]) == 130
    assert list((here.parent / "tmp").iterdir()) == []
    assert Path.cwd() == here
