import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ntfp.cli import output
from ntfp.reports import Screen


def screen_of(
    monkeypatch: pytest.MonkeyPatch, encoding: str | None = "utf-8", *, terminal: bool = True, **environment: str
) -> Screen:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "stdout", SimpleNamespace(encoding=encoding, isatty=lambda: terminal))
        return output.screen()


@pytest.mark.parametrize(
    ("terminal", "environment", "color"),
    [
        pytest.param(True, {}, True, id="a terminal"),
        pytest.param(True, {"TERM": "xterm-256color"}, True, id="a terminal with a name"),
        pytest.param(True, {"TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param(True, {"NO_COLOR": "1"}, False, id="no colour asked for"),
        pytest.param(True, {"NO_COLOR": ""}, True, id="nothing asked for"),
        pytest.param(False, {}, False, id="a pipe"),
    ],
)
def test_where_there_is_colour(
    terminal: bool, environment: dict[str, str], color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert screen_of(monkeypatch, terminal=terminal, **environment).color is color


@pytest.mark.parametrize("legacy", [True, False], ids=["the old console", "a newer terminal"])
def test_windows_old_console_would_show_the_escapes(legacy: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: legacy)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "name", "nt")
        understood = output._understands_colors()
    assert understood is not legacy


@pytest.mark.parametrize(
    ("encoding", "unicode"),
    [("utf-8", True), ("cp65001", True), ("ascii", False), ("latin-1", False), ("cp437", False), ("no such", False)],
)
def test_where_there_are_signs_beyond_ascii(encoding: str, unicode: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert screen_of(monkeypatch, encoding).unicode is unicode


def test_an_encoding_nobody_names_is_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not screen_of(monkeypatch, None).unicode


@pytest.mark.parametrize(
    ("terminal", "columns", "width"),
    [
        pytest.param(False, None, 100, id="a pipe"),
        pytest.param(False, "72", 72, id="a pipe that is told"),
        pytest.param(True, "72", 72, id="a terminal that is told"),
        pytest.param(True, "1", 1, id="one column"),
        pytest.param(True, "100000", 100_000, id="more than any wall has"),
    ],
)
def test_how_wide_it_is(terminal: bool, columns: str | None, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {} if columns is None else {"COLUMNS": columns}
    assert screen_of(monkeypatch, terminal=terminal, **environment).width == width


@pytest.mark.parametrize("columns", ["0", "-7", "wide"])
def test_a_width_that_is_none_is_not_believed(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert screen_of(monkeypatch, terminal=False, COLUMNS=columns).width > 0


@pytest.mark.parametrize("for_programs", [True, False])
def test_a_host_s_own_stream_is_written_as_it_is(for_programs: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "stdout", stream)
        output.write(["one\n", "two\n"], for_programs=for_programs)
    assert stream.getvalue() == "one\ntwo\n"


@pytest.mark.parametrize(
    ("encoding", "for_programs", "written"),
    [
        pytest.param("ascii", True, "ä●\n".encode(), id="programs get UTF-8"),
        pytest.param("ascii", False, rb"\xe4\u25cf" + b"\n", id="people get what their terminal has"),
        pytest.param("utf-8", False, "ä●\n".encode(), id="or all of it"),
    ],
)
def test_what_is_written(encoding: str, for_programs: bool, written: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding, newline="\n"))
        output.write(["ä●\n"], for_programs=for_programs)
        assert raw.getvalue() == written


def test_line_ends_are_the_same_for_programs_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "stdout", io.TextIOWrapper(raw, "utf-8", newline="\r\n"))
        output.write(["{}\n"], for_programs=True)
        assert raw.getvalue() == b"{}\n"


class Kept(io.RawIOBase):
    """A file that keeps what reached it."""

    def __init__(self) -> None:
        self.kept = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.kept += bytes(data)
        return len(data)


def test_each_line_is_out_before_the_next_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def pieces() -> Iterator[str]:
        for number in range(3):
            seen.append(file.kept)
            yield f"{number}\n"

    file, seen = Kept(), list[bytes]()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(file), "utf-8"))
        output.write(pieces(), for_programs=True)
    assert seen == [b"", b"0\n", b"0\n1\n"]


def test_what_is_said_is_one_line_that_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    output.say("a\nb\x1b[2J: not found")
    assert capsys.readouterr().err == "ntfp: a\\nb\\x1b[2J: not found\n"


class Terminal(io.TextIOWrapper):
    """A terminal that keeps what it is sent."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding, errors="backslashreplace", newline="\n")

    def isatty(self) -> bool:
        return True


def said(monkeypatch: pytest.MonkeyPatch, message: str, encoding: str = "utf-8", columns: str = "60") -> str:
    terminal = Terminal(encoding)
    monkeypatch.setenv("COLUMNS", columns)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sys, "stderr", terminal)
        output.say(message)
    terminal.seek(0)
    return terminal.read()


PATH = "/mnt/" + "a-folder/" * 8 + "x.dll"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("a/b: not found", "ntfp: a/b: not found\n", id="what fits is one line"),
        pytest.param(
            "a/b: cannot be read: permission denied; name a file or folder that can be read",
            "ntfp: a/b: cannot be read: permission denied; name a file or\n  folder that can be read\n",
            id="what does not is folded between words",
        ),
        pytest.param(f"{PATH}: not found", f"ntfp:\n  {PATH}:\n  not found\n", id="a path stays whole"),
        pytest.param(
            "\u4e2d" * 20 + " " + "\u6587" * 20,
            "ntfp: " + "\u4e2d" * 20 + "\n  " + "\u6587" * 20 + "\n",
            id="signs of two cells",
        ),
        pytest.param(
            "a\nb\x1b[2J " + "x" * 41 + " y", "ntfp: a\\nb\\x1b[2J " + "x" * 41 + "\n  y\n", id="a line end is no line"
        ),
    ],
)
def test_a_terminal_gets_lines_that_fit(message: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, message) == expected


@pytest.mark.parametrize(
    ("columns", "width"),
    [("1", 60), ("60", 60), ("72", 72), ("100000", 160), ("wide", 60), ("0", 60), ("-9", 60)],
)
def test_from_60_columns_to_160(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody says how wide it is, as little as there can be."""
    lines = said(monkeypatch, "x " * 300, columns=columns).splitlines()
    assert width - 2 < max(map(len, lines)) <= width


def test_what_a_terminal_cannot_show_is_counted_as_it_is_spelled(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = said(monkeypatch, "\u4e2d\u6587 " * 9, "ascii").splitlines()
    assert lines[0] == "ntfp:" + r" \u4e2d\u6587" * 4
    assert max(map(len, lines)) <= 60


def test_a_log_gets_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    output.say("x " * 300)
    assert capsys.readouterr().err.count("\n") == 1


def test_nobody_need_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere, Path(os.devnull).open() as not_writable:
        elsewhere.setattr(sys, "stderr", not_writable)
        output.say("a word")
