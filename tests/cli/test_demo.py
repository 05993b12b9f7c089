import errno
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ntfp
from ntfp import database
from ntfp.cli.app import run
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.verdict import Judged
from tests.cli.running import ntfp as command
from tests.scanning.oracle import Made, objections

MADE = (
    "ntfp: made a synthetic Windows NT 4.0 Server with SP6a for i386: 8 of its 795 files are as they are on record,"
    " of the others only the names are real, NT 4.0 SP5's for i386\n"
    "ntfp: this is a scan of it; --keep DIR keeps the system\n"
)


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
    first, second = command("demo"), command("demo")
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


# The choices


def made(here: Path, *choices: str) -> Judged:
    """What a scan says of the system that was made."""
    assert run(["demo", "--keep", "out", *choices]) == 0
    (judged,) = ntfp.scan(here / "out").systems
    return judged


# Its text says SP6; its bullets name SP6a, and its files are of January 2000.
CONTRADICTED = {"Q252371": "unfixed: claimed for SP6"}


@pytest.mark.parametrize(
    ("choices", "branch", "pack", "last_file", "standing"),
    [
        pytest.param("--pack 3", Branch.NT4, "3", date(1997, 5, 11), {}, id="SP3"),
        pytest.param("--pack 4 --edition workstation", Branch.NT4, "4", date(1998, 10, 15), {}, id="SP4, Workstation"),
        pytest.param("--pack 5 --platform alpha", Branch.NT4, "5", date(1999, 4, 29), {}, id="SP5, Alpha"),
        pytest.param("--pack 6", Branch.NT4, "6", date(1999, 9, 21), CONTRADICTED, id="SP6"),
        pytest.param("--platform alpha", Branch.NT4, "6a", date(1999, 9, 21), CONTRADICTED, id="SP6a, Alpha"),
        pytest.param("--edition tse --pack 4", Branch.NT4_TSE, "4", date(1999, 3, 16), {}, id="Terminal Server SP4"),
        pytest.param(
            "--edition tse --platform alpha", Branch.NT4_TSE, "6", date(1999, 9, 22), {}, id="Terminal Server"
        ),
    ],
)
def test_no_verdict_on_what_was_made_is_one_that_the_records_rule_out(
    here: Path, choices: str, branch: Branch, pack: str, last_file: date, standing: dict[str, str]
) -> None:
    judged = made(here, *choices.split())
    platform = Platform.ALPHA if "alpha" in choices else Platform.I386
    assert judged.claims is not None
    assert (judged.build.branch, judged.build.platform, judged.claims.pack) == (branch, platform, pack)
    assert (judged.claims.remarks, judged.damaged, judged.remarks) == ((), (), ())
    assert judged.disagreements == ()
    data = database.shipped()
    line = data.known.line(branch)
    assert line
    was = Made(branch=branch, order=line.packs, pack=pack, platform=platform, last_file=last_file)
    assert objections(was, data.signatures, judged.findings) == standing


@pytest.mark.parametrize(
    ("edition", "called", "suites"),
    [
        pytest.param("workstation", "Workstation", (), id="Workstation"),
        pytest.param("server", "Server", (), id="Server"),
        pytest.param("tse", "Server", ("Terminal Server",), id="Terminal Server"),
    ],
)
def test_the_registry_names_the_edition(here: Path, edition: str, called: str, suites: tuple[str, ...]) -> None:
    claims = made(here, "--edition", edition).claims
    assert claims is not None
    assert (claims.edition, claims.suites) == (called, suites)


def test_sp6a_is_told_from_sp6_by_its_hotfix_key(here: Path) -> None:
    claims = made(here).claims
    assert claims is not None
    assert claims.pack == "6a"
    assert claims.hotfixes == {"Q246009"}


def test_what_the_pack_replaced_is_kept_and_not_judged(here: Path) -> None:
    judged = made(here, "--pack", "5")
    kept = here / "out/WINNT/$NtServicePackUninstall$"
    assert {"ntoskrnl.exe", "hal.dll", "ntdll.dll"} <= {path.name for path in kept.iterdir()}
    assert Path(judged.kernel) == here / "out/WINNT/system32/ntoskrnl.exe"
    assert str(kept) in [aside.path for aside in judged.aside]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        pytest.param(
            *("--edition tse --pack 3", "'--pack': there was no SP3 for Terminal Server; it had SP4, SP5 and SP6"),
            id="a pack Terminal Server began above",
        ),
        pytest.param(
            *("--edition tse --pack 6a", "'--pack': there was no SP6a for Terminal Server; it had SP4, SP5 and SP6"),
            id="a pack Terminal Server never had",
        ),
        pytest.param("--pack 7", "'--pack': '7' is not one of '3', '4', '5', '6', '6a'", id="no pack"),
        pytest.param("--platform mips", "'--platform': 'mips' is not one of 'i386', 'alpha'", id="no platform"),
    ],
)
def test_what_never_was_cannot_be_made(here: Path, choices: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--keep", "out", *choices.split()]) == 2
    printed = capsys.readouterr()
    assert printed.err == f"ntfp: invalid value for {said}; see 'ntfp demo --help'\n"
    assert printed.out == ""
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        pytest.param(
            "--pack 5 --edition workstation",
            "made a synthetic Windows NT 4.0 Workstation with SP5 for i386: 8 of its 795 files are as they are on"
            " record, of the others names and sizes are",
            id="a pack that is listed",
        ),
        pytest.param(
            "--edition tse --platform alpha",
            "made a synthetic Windows NT 4.0 Server, Terminal Server Edition with SP6 for alpha: of its 795 files only"
            " the names are real, NT 4.0 SP5's for i386",
            id="one of which nothing is on record",
        ),
    ],
)
@pytest.mark.usefixtures("here")
def test_the_first_line_says_what_is_made_up(choices: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", *choices.split()]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first == f"ntfp: {said}"
    assert second == "ntfp: this is a scan of it; --keep DIR keeps the system"


# Where it may lie


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
