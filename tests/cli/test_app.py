import contextlib
import errno
import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import ntfp as library
from ntfp import cli
from ntfp.cli import app, output
from ntfp.cli.demo import demo
from ntfp.errors import BadDataError, DataError, NoSystemError
from ntfp.testing import system_tree
from tests.cli.running import COMMAND, WATCHED, environment, ntfp

UNIX = pytest.mark.skipif(os.name == "nt", reason="signals and shells are Unix's")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
HEAVY = {"click", "construct", "msgspec", "pefile", "rich"}


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return system_tree(tmp_path_factory.mktemp("system"))


# Help and usage


def test_without_a_command_the_help_is_what_was_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Usage: ntfp [OPTIONS] COMMAND [ARGS]...\n\n  Which fixes are in this Windows NT?")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["idnetify"], "ntfp: no such command 'idnetify'", id="an unknown command"),
        pytest.param(["--nope"], "ntfp: no such option", id="an unknown option"),
        pytest.param(["identify"], "ntfp: missing argument 'PATH...'", id="no path"),
        pytest.param(["identify", "--deeep", "."], "ntfp: no such option", id="an unknown option of a command"),
        pytest.param(
            ["identify", "--format", "xml", "."],
            "ntfp: invalid value for '--format': 'xml' is not one of 'table', 'json', 'jsonl'",
            id="an unknown format",
        ),
        pytest.param(["scan"], "ntfp: missing argument 'PATH...'", id="nothing to scan"),
        pytest.param(["diff", "a"], "ntfp: missing argument 'NEW.json'", id="nothing to compare with"),
        pytest.param(["explain", "Q244509"], "ntfp: missing argument 'PATH'", id="nothing to explain it with"),
        pytest.param(
            ["diff", "--format", "jsonl", "a", "b"],
            "ntfp: invalid value for '--format': 'jsonl' is not one of 'table', 'json'",
            id="a format of another command",
        ),
        pytest.param(["demo", "here"], "ntfp: got unexpected extra argument (here)", id="an argument too many"),
    ],
)
def test_a_slip_is_answered_in_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(said)
    where = " ".join(["ntfp", *[word for word in arguments[:1] if word in app.COMMANDS]])
    assert printed.err.endswith((f"; see '{where} --help'\n", f"? See '{where} --help'\n"))
    assert printed.err.count("\n") == 1


@pytest.mark.skipif(not hasattr(click, "NoSuchCommand"), reason="older releases of click do not guess")
def test_what_was_meant_is_guessed_though_no_command_was_loaded_yet(tmp_path: Path) -> None:
    found = ntfp("idnetify", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == "ntfp: no such command 'idnetify'. Did you mean 'identify'? See 'ntfp --help'\n"


def test_what_the_user_typed_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["\x1b[2Jidentify"]) == 2
    assert capsys.readouterr().err.replace("\n", "").isprintable()


# The version


@pytest.mark.parametrize("arguments", [["--version"], ["--version", "identify"]], ids=["the short way", "the long way"])
def test_the_version(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["ntfp", *arguments])
    assert cli.main() == 0
    assert capsys.readouterr().out == f"ntfp {library.__version__}\n"


def test_the_version_is_told_before_anything_else_is_loaded() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "ntfp", "--version"]
    found = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    assert found.stdout == f"ntfp {library.__version__}\n"
    loaded = {line.rpartition("|")[2].strip() for line in found.stderr.splitlines()}
    assert "ntfp.cli" in loaded
    assert loaded.isdisjoint([*HEAVY, "ntfp.cli.app"])


# What is loaded


def modules_after(*arguments: str | Path) -> set[str]:
    """All that a run of the command has imported."""
    script = (
        "import sys; from ntfp.cli import main; code = main(); print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", script, *map(str, arguments)]
    found = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert found.stdout
    assert found.returncode in (0, 1), found.stderr  # 1: something is unfixed
    return set(found.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        pytest.param(["--help"], {"click", "msgspec"}, id="help"),
        pytest.param(["identify", "--format", "json", "{}/explorer.exe"], {"click", "msgspec"}, id="JSON of a file"),
        pytest.param(["identify", "--format", "jsonl", "{}/explorer.exe"], {"click", "msgspec"}, id="JSON Lines"),
        pytest.param(
            ["identify", "--format", "json", "{}/system32/ntoskrnl.exe"],
            {"click", "msgspec", "pefile"},
            id="JSON of a kernel",
        ),
        pytest.param(["identify", "{}/explorer.exe"], {"click", "msgspec", "rich"}, id="a table"),
        pytest.param(
            ["identify", "{}/system32/ntoskrnl.exe"], {"click", "msgspec", "pefile", "rich"}, id="a table of a kernel"
        ),
        pytest.param(["scan", "--format", "json", "{}"], {"click", "msgspec", "pefile"}, id="a scan in JSON"),
        pytest.param(["scan", "{}"], {"click", "msgspec", "pefile", "rich"}, id="a scan in a table"),
        pytest.param(["explain", "Q244509", "{}"], {"click", "msgspec", "pefile", "rich"}, id="an explanation"),
    ],
)
def test_nothing_is_loaded_that_is_not_needed(arguments: list[str], loaded: set[str], system: Path) -> None:
    modules = modules_after(*[argument.format(system / "WINNT") for argument in arguments])
    assert modules & HEAVY == loaded


@pytest.mark.parametrize("name", ["explorer.exe", "system32/ntoskrnl.exe"], ids=["a file", "a kernel"])
def test_who_identifies_loads_nothing_to_judge_with(name: str, system: Path) -> None:
    loaded = modules_after("identify", system / "WINNT" / name)
    rooms = {module.split(".")[1] for module in loaded if module.startswith("ntfp.")}
    assert rooms == {"cli", "database", "errors", "facts", "identifying", "readers", "reports", "scanning", "trees"}
    assert {module for module in loaded if module.startswith(("ntfp.cli.", "ntfp.scanning.", "ntfp.trees."))} == {
        *("ntfp.cli.app", "ntfp.cli.commands", "ntfp.cli.completing", "ntfp.cli.data", "ntfp.cli.helping"),
        *("ntfp.cli.identify", "ntfp.cli.output", "ntfp.cli.skips"),
        *("ntfp.scanning.data", "ntfp.scanning.files", "ntfp.trees.folder"),
    }


@pytest.mark.parametrize("name", sorted(app.COMMANDS))
def test_a_command_has_the_name_it_is_loaded_by(name: str) -> None:
    assert app.COMMANDS[name]().name == name


# Ends


def test_a_command_s_answer_is_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "callback", lambda **_: 2)
    assert app.run(["demo"]) == 2
    monkeypatch.setattr(demo, "callback", lambda **_: None)
    assert app.run(["demo"]) == 0


def raising(error: BaseException) -> Any:
    def callback(**_: object) -> None:
        raise error

    return callback


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        pytest.param(
            DataError("builds.toml", "the file", "is missing"),
            2,
            "ntfp: builds.toml: the file: is missing\n",
            id="ours",
        ),
        pytest.param(
            NoSystemError("photos", "no kernel"), 4, "ntfp: photos: no NT system here: no kernel\n", id="no system"
        ),
        pytest.param(
            BadDataError(DataError("a.toml", "kb", "is missing"), DataError("b.toml", "title", "is missing")),
            2,
            "ntfp: a.toml: kb: is missing\nntfp: b.toml: title: is missing\n",
            id="several of ours",
        ),
        pytest.param(click.ClickException("out: it is late"), 2, "ntfp: out: it is late\n", id="a command's"),
        pytest.param(click.UsageError("It is late."), 2, "ntfp: it is late; see 'ntfp demo --help'\n", id="usage"),
        pytest.param(KeyboardInterrupt(), 130, "", id="an interruption"),
        pytest.param(BrokenPipeError(errno.EPIPE, "Broken pipe"), 141, "", id="nobody reads"),
        pytest.param(
            OSError(errno.ENOSPC, "No space left on device"),
            2,
            "ntfp: standard output: no space left on device; the report is not complete\n",
            id="no space",
        ),
    ],
)
def test_how_a_command_ends(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "callback", raising(error))
    assert app.run(["demo"]) == code
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", said)


@pytest.mark.parametrize(("system_name", "code"), [("nt", 141), ("posix", 2)])
def test_windows_calls_a_closed_pipe_an_invalid_argument(
    system_name: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "callback", raising(OSError(errno.EINVAL, "Invalid argument")))
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "name", system_name)
        assert app.run(["demo"]) == code


def test_an_interruption_while_it_is_still_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "run", lambda _: raising(KeyboardInterrupt())())
    monkeypatch.setattr(sys, "argv", ["ntfp", "demo"])
    assert cli.main() == 130


def test_a_mistake_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "callback", raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        app.run(["demo"])


def test_without_standard_output_there_is_nothing_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as closed:
        closed.setattr(sys, "stdout", None)
        assert app.run(["identify", "."]) == 2
    assert capsys.readouterr().err == "ntfp: standard output is closed; give it a file or a pipe\n"


def test_without_standard_error_nothing_goes_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as closed:
        closed.setattr(sys, "stderr", None)
        output.say("a word")
    assert capsys.readouterr().out == ""


# As a program of its own


@FULL
@pytest.mark.parametrize(
    "arguments",
    [
        *(["--help"], ["--version"], ["identify", "WINNT"], ["identify", "--format", "json", "WINNT"], ["demo"]),
        *(["scan", "WINNT"], ["scan", "--format", "json", "WINNT"], ["explain", "Q244509", "WINNT"]),
    ],
    ids=" ".join,
)
def test_a_full_disk(arguments: list[str], system: Path) -> None:
    with Path("/dev/full").open("w") as full:
        found = ntfp(*arguments, cwd=system, stdout=full)
    *_, last = found.stderr.splitlines()
    assert last == "ntfp: standard output: no space left on device; the report is not complete"
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    assert "Exception" not in found.stderr


@UNIX
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams(closed: str, system: Path) -> None:
    line = f"{shlex.join(COMMAND)} identify WINNT nowhere {closed}"
    found = subprocess.run(
        ["sh", "-c", line], cwd=system, env=environment(), capture_output=True, text=True, check=False
    )
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    assert "ntfp: " not in found.stdout
    assert bool(found.stdout) == (closed == "2>&-")


@UNIX
def test_a_version_that_nobody_can_read_is_not_told() -> None:
    line = f"{shlex.join(COMMAND)} --version >&-"
    found = subprocess.run(["sh", "-c", line], env=environment(), capture_output=True, text=True, check=False)
    said = "ntfp: standard output is closed; give it a file or a pipe\n"
    assert (found.returncode, found.stdout, found.stderr) == (2, "", said)


@contextlib.contextmanager
def started(system: Path, form: str) -> "Iterator[subprocess.Popen[bytes]]":
    """A survey with more to say than fits in a pipe; whatever becomes of the test, it does not outlive it."""
    arguments = ["identify", "--format", form, *["WINNT"] * 300]
    own = environment()
    own.pop(WATCHED, None)  # a signal in the midst of coverage's own bookkeeping leaves that locked for ever
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=system,
        env=own,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # `communicate` would not get what a buffer has read ahead of the first line
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@UNIX
@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_a_reader_that_has_seen_enough(form: str, system: Path) -> None:
    with started(system, form) as process:
        assert process.stdout
        assert process.stdout.readline()
        process.stdout.close()
        assert process.communicate(timeout=60)[1] == b""
        assert process.returncode == 141


@UNIX
def test_an_interruption_leaves_whole_lines(system: Path) -> None:
    with started(system, "jsonl") as process:
        assert process.stdout
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")
    written = first + rest
    assert written.endswith(b"\n")
    lines = [json.loads(line) for line in written.splitlines()]
    assert 0 < len(lines) < 300 * 10


def test_a_group_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["kb"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Usage: ntfp kb [OPTIONS] COMMAND [ARGS]...\n\n  Work with the data")
