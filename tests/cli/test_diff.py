import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from ntfp.cli.app import run
from ntfp.facts.change import Kind
from ntfp.facts.verdict import Basis, Report, Verdict
from ntfp.reports.scan_json import LARGEST, report_json
from ntfp.testing import system_tree
from tests.cli.running import COMMAND, environment, ntfp
from tests.reports.findings import EVERYTHING, REPORT, SYSTEM, UNFIXED, judged

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
FIXED = Report(systems=(judged(replace(UNFIXED, verdict=Verdict.FIXED)),))
OPEN = Report(systems=(judged(UNFIXED),))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, report in (("old", OPEN), ("new", FIXED), ("all", EVERYTHING)):
        (tmp_path / f"{name}.json").write_text(report_json(report), "utf-8")
    return tmp_path


pytestmark = pytest.mark.usefixtures("here")


def test_what_changed_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "old.json", "new.json"]) == 1
    printed = capsys.readouterr()
    assert printed.out == (
        "WINNT\n"
        "\n"
        "  1 verdict changed · 0 the same\n"
        "\n"
        "  Q244509  unfixed -> fixed\n"
        "           Non-Paged Pool Memory Leak May Occur Reading Partition Table\n"
        "           was  this release lacks it: ntoskrnl.exe i386 multiprocessor 4.0.1381.335\n"
        "           now  this release has it: ntoskrnl.exe i386 multiprocessor 4.0.1381.335\n"
    )
    assert printed.err == ""


def test_what_changed_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "old.json", "new.json", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    (system,) = found["systems"]
    assert [(change["kind"], change["kb"]) for change in system["findings"]] == [(Kind.VERDICT, "Q244509")]


@pytest.mark.parametrize("name", ["old.json", "all.json"])
def test_a_report_is_the_same_as_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", name, name]) == 0
    assert capsys.readouterr().out == "nothing differs\n"


def test_zero_is_given_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "old.json", "new.json", "--exit-zero"]) == 0
    assert "unfixed -> fixed" in capsys.readouterr().out
    assert run(["diff", "old.json", "nowhere.json", "--exit-zero"]) == 2


def test_other_data_are_said_first_and_are_no_difference(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = replace(OPEN, basis=(Basis("newer.ntfp", "c" * 64, 9, ships=False),))
    (here / "other.json").write_text(report_json(other), "utf-8")
    assert run(["diff", "old.json", "other.json"]) == 0
    assert capsys.readouterr().out.startswith(
        "the two scans went by other data, so verdicts may differ for that alone\n"
    )


def test_one_report_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["diff", "-", "new.json"], ["diff", "old.json", "-"]):
        content = report_json(OPEN if arguments[1] == "-" else FIXED).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert run(arguments) == 1
        assert "  Q244509  unfixed -> fixed\n" in capsys.readouterr().out


class Broken(io.RawIOBase):
    """What cannot be read, and does not say so at once."""

    def read(self, _: int = -1) -> bytes:
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize(
    ("stdin", "arguments", "said"),
    [
        pytest.param(
            None,
            ["-", "-"],
            "standard input is one report; name a file for the other; see 'ntfp diff --help'",
            id="both",
        ),
        pytest.param(None, ["-", "new.json"], "standard input is closed; name a file", id="closed"),
        pytest.param(
            Broken(),
            ["-", "new.json"],
            "standard input: cannot be read: input/output error; name a file",
            id="broken",
        ),
        pytest.param(
            io.BytesIO(b"{}"),
            ["-", "new.json"],
            "standard input: kind: expected a scan, found something else; 'ntfp scan --format json' writes one",
            id="no report",
        ),
        pytest.param(
            None,
            ["nowhere.json", "new.json"],
            "nowhere.json: the file: not found; name a report that 'ntfp scan --format json' wrote",
            id="no file",
        ),
        pytest.param(
            None,
            [".", "new.json"],
            ".: the file: a folder, not a file; name a report that 'ntfp scan --format json' wrote",
            id="a folder",
        ),
    ],
)
def test_what_cannot_be_compared(
    stdin: io.RawIOBase | io.BytesIO | None,
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Input:
        buffer = stdin

    monkeypatch.setattr(sys, "stdin", Input() if stdin else None)
    assert run(["diff", *arguments]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"ntfp: {said}\n")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00" * 4_096, id="zeros"),
        pytest.param(b"[" * 200_000, id="deep lists"),
        pytest.param(b'{"a":' * 200_000, id="deep objects"),
        pytest.param(b'{"schema": 1, "kind": "scan", "systems": ' + b"[" * 200_000, id="deep inside"),
        pytest.param(
            b'{"schema": 1, "kind": "scan", "summary": {"fixed": ' + b"9" * 100_000 + b"}}", id="a giant number"
        ),
        pytest.param(b'{"schema": 1, "kind": "scan", "systems": [], "summary": {"fixed": 1e999}}', id="infinity"),
        pytest.param(b'{"schema": 1, "kind": "scan", "systems": [{"root": "\\ud800"}]}', id="half a character"),
        pytest.param(b'\xef\xbb\xbf{"schema": 1, "kind": "scan"}', id="a mark before it"),
        pytest.param("{'schema': 1}".encode("utf-16"), id="UTF-16"),
        pytest.param(b'{"schema": 1, "kind": "\\u001b[2J"}', id="what steers a terminal"),
        pytest.param(report_json(REPORT).encode()[:-100], id="cut"),
    ],
)
def test_whatever_is_in_a_file_it_is_answered_in_one_line(
    here: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "odd.json").write_bytes(content)
    for arguments in (["odd.json", "new.json"], ["new.json", "odd.json"]):
        assert run(["diff", *arguments]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith("ntfp: odd.json: ")
        assert printed.err.count("\n") == 1
        assert printed.err.rstrip("\n").isprintable()


def test_a_file_of_any_size_is_not_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (here / "large.json").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert run(["diff", "large.json", "new.json"]) == 2
    assert capsys.readouterr().err == "ntfp: large.json: the file: is larger than 256 MB, as no scan is\n"


@UNIX
def test_a_pipe_is_not_waited_for(here: Path) -> None:
    os.mkfifo(here / "pipe")
    found = ntfp("diff", "pipe", "new.json", cwd=here)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("ntfp: pipe: the file: a named pipe, not a file; ")


def test_two_scans_are_compared_as_people_do_it(here: Path) -> None:
    """The whole way, with a pipe between two commands."""
    system_tree(here / "c")
    whole = [*COMMAND, "scan", "c", "--kb", "Q244509", "--format", "json"]
    with (here / "then.json").open("wb") as file:
        subprocess.run(whole, cwd=here, env=environment(), stdout=file, check=False)
    piped = subprocess.run(whole, cwd=here, env=environment(), stdout=subprocess.PIPE, check=False)
    found = subprocess.run(
        [*COMMAND, "diff", "then.json", "-"],
        cwd=here,
        env=environment(),
        input=piped.stdout,
        capture_output=True,
        check=False,
    )
    assert (found.returncode, found.stdout.decode(), found.stderr) == (0, f"nothing differs{os.linesep}", b"")


def test_a_difference_says_the_same_every_time(here: Path) -> None:
    first, second = (
        ntfp("diff", "old.json", "all.json", "--format", "json", cwd=here, PYTHONHASHSEED=seed) for seed in ("1", "2")
    )
    assert first.stdout == second.stdout
    assert SYSTEM.root in first.stdout
