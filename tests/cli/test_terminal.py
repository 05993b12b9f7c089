"""Every command at every width a terminal has, on every kind of screen: what is shown fits, and steers nothing."""

import contextlib
import functools
import io
import os
import re
import select
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from ntfp.cli import app
from ntfp.database.writing import write_records
from ntfp.testing import Registry, kernel_image, system_tree
from tests.cli.own_records import own_record
from tests.cli.running import COMMAND, environment

COLOR = re.compile(r"\x1b\[[0-9;]*m")
# A folder somebody else named, as far as most file systems let him.
NASTY = "\x1b[2J\x1b]0;t\x07\u202ex {} [red]\u4e2d\u6587" if os.name != "nt" else "x {} [red]\u4e2d\u6587"
DISK, OWN = f"disk{NASTY}", f"own{NASTY}"

WIDTHS = (60, 61, 79, 80, 100, 160)
COMMANDS = [
    "demo --help", "diff --help", "explain --help", "export --help", "identify --help", "kb --help", "scan --help",
    "kb compile --help", "kb history --help", "kb lint --help", "kb new --help", "kb pack --help", "kb search --help",
    "kb show --help", "kb stats --help", "--help", "--version",
    "scan {disk}", "scan {disk} --all", "scan {disk} --only unknown", "scan {disk} --kb Q244509",
    "scan {disk} --signatures {own}", "explain Q244509 {disk}", "explain Q299444 {disk}",
    "explain Q244509 {disk} --signatures {own}", "identify {disk}", "diff a.json b.json", "diff a.json a.json",
    "kb show Q244509", "kb show Q299444", "kb show Q244509 --signatures {own}", "kb search leak memory",
    "kb search --branch nt4 --platform alpha", "kb history ntoskrnl.exe", "kb history {own}", "kb stats",
    "kb lint {own}", "kb lint {disk}",
    "scan {own}", "scan nowhere", "scan {disk}/nowhere", "scan {disk} --format {own}", "scan {disk} --only {own}",
    "scan {disk} -o {disk}/x", "scan {disk} -o nowhere/{own}.json", "explain {own} {disk}", "explain Q244509 {own}",
    "identify nowhere", "identify {own}", "diff {disk} a.json", "diff a.json {own}/nothing", "kb show {own}",
    "kb show Q999999", "kb search {own}", "kb search nothing-has-this", "kb history none.sys", "kb lint nowhere",
    "kb new {own} -o x", "kb new Q999999", "kb compile nowhere -o x", "kb compile {own} -o x", "kb pack {disk} -o x",
    "export {own}", "export csv -o {disk}", "{own}", "scan --{own}", "scan", "kb",
]  # fmt: skip


class Terminal(io.TextIOWrapper):
    """A terminal that keeps what it is sent."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding, errors="backslashreplace", newline="\n")

    def isatty(self) -> bool:
        return True

    @property
    def sent(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


@functools.cache  # no command here changes anything
def shown(words: tuple[str, ...], width: int, encoding: str = "utf-8", **screen: str) -> tuple[int, str, str]:
    """What a command ends with, writes and says, on a terminal of that width."""
    output, errors = Terminal(encoding), Terminal(encoding)
    with pytest.MonkeyPatch.context() as patched:
        for name, value in {"COLUMNS": str(width), "TERM": "xterm-256color", **screen}.items():
            patched.setenv(name, value)
        patched.setattr(sys, "stdout", output)
        patched.setattr(sys, "stderr", errors)
        for module in ("kb_compile", "kb_lint", "scan"):  # a bar is drawn over itself: see the last tests
            patched.setattr(f"ntfp.cli.{module}.progress", nothing_moves)
        code = app.run(list(words))
    return code, output.sent, errors.sent


@contextlib.contextmanager
def nothing_moves(*_: object, **__: object) -> Iterator[Callable[[], object]]:
    yield lambda: None


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A system, records of a user's own, and two reports, in folders with names that want to be more."""
    folder = tmp_path_factory.mktemp("terminal")
    disk, own = folder / DISK, folder / OWN
    system_tree(disk, registry=Registry(pack=6, suites=(NASTY,)))
    (disk / f"k{NASTY}.exe").write_bytes(kernel_image(link=0))
    (disk / f"cut{NASTY}.dll").write_bytes(kernel_image(link=0)[:400])
    own.mkdir()
    write_records([replace(own_record(own, file="ntkrnlmp.exe"), title=f"{NASTY} title")], own)
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        for name, others in (("a.json", []), ("b.json", ["--only", "unfixed"])):
            assert shown(("scan", DISK, "-o", name, *others), 80)[0] == 1
    return folder


@pytest.fixture
def _there(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)


def words(command: str) -> tuple[str, ...]:
    return tuple(word.format(disk=DISK, own=OWN) for word in command.split())


def assert_fits(text: str, width: int, *, paths: bool = False) -> None:
    """Nothing steers the terminal but colour, and no line is too long; one that is a path alone may be."""
    plain = COLOR.sub("", text)
    assert plain.replace("\n", "").isprintable()
    lines = [line for line in plain.splitlines() if cell_len(line) > width]
    assert [line for line in lines if not (paths and " " not in line.strip())] == []


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS)
def test_all_of_it_fits(command: str, width: int) -> None:
    code, output, errors = shown(words(command), width)
    assert code in (0, 1, 2, 3, 4)
    assert output or errors
    assert "Traceback" not in errors
    assert_fits(output, width)
    assert_fits(errors, width, paths=True)


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize("command", COMMANDS)
def test_in_ascii_all_of_it_is_ascii(command: str) -> None:
    _, output, errors = shown(words(command), 60, "ascii")
    assert_fits(output, 60)
    assert_fits(errors, 60, paths=True)


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize("screen", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "TERM=dumb"])
@pytest.mark.parametrize("command", [command for command in COMMANDS if "--help" not in command])
def test_without_colour_it_is_the_same_text(command: str, screen: dict[str, str]) -> None:
    """So no colour says what no word does."""
    plain, colored = shown(words(command), 80, **screen), shown(words(command), 80)
    assert "\x1b" not in plain[1] + plain[2]
    assert plain == (colored[0], COLOR.sub("", colored[1]), colored[2])


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize("width", [1, 20, 59])
@pytest.mark.parametrize("command", ["scan {disk}", "kb show Q244509", "kb stats", "identify {disk}", "scan nowhere"])
def test_a_narrower_screen_gets_60_columns(command: str, width: int) -> None:
    assert shown(words(command), width) == shown(words(command), 60)


def on_a_terminal(arguments: list[str], place: Path, width: int, **own: str) -> tuple[str, str]:
    """What a command sends to a real one, by standard output and by standard error."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    import fcntl
    import termios

    ends = [pty.openpty() for _ in range(2)]
    for _, end in ends:
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    env = environment(**{"TERM": "xterm-256color", **own})
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=ends[0][1], stderr=ends[1][1], env=env, cwd=place
    )
    got = {ours: b"" for ours, _ in ends}
    for _, end in ends:
        os.close(end)
    still = set(got)
    while still:
        for ours in select.select(still, [], [], 60)[0]:
            try:
                piece = os.read(ours, 65_536)
            except OSError:  # as Linux says that nobody writes any more
                piece = b""
            got[ours] += piece
            if not piece:
                still.discard(ours)
                os.close(ours)
    process.wait(60)
    output, errors = (content.decode().replace("\r\n", "\n") for content in got.values())
    return output, errors


# What a bar is drawn with: the cursor hidden and shown, a line wiped, one line up.
BAR = re.compile(r"\x1b\[\?25[lh]|\x1b\[[12]K|\x1b\[1A|\r")


@pytest.mark.parametrize(
    ("screen", "signs"),
    [
        pytest.param({}, "in colour", id="a terminal"),
        pytest.param({"NO_COLOR": "1"}, "plain", id="NO_COLOR"),
        pytest.param({"TERM": "dumb"}, "plain", id="TERM=dumb"),
        pytest.param({"PYTHONIOENCODING": "ascii"}, "in ASCII", id="ASCII"),
        pytest.param({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "in ASCII", id="LC_ALL=C"),
    ],
)
def test_on_a_real_terminal(screen: dict[str, str], signs: str, place: Path) -> None:
    output, errors = on_a_terminal(["scan", DISK], place, 60, **screen)
    assert ("\x1b[" in output) is (signs != "plain")
    assert output.isascii() is (signs == "in ASCII")
    assert_fits(output, 60)
    assert_fits(BAR.sub("\n", errors), 60)
    assert " articles asked: " in output


def test_what_is_said_on_a_real_terminal_is_folded(place: Path) -> None:
    output, errors = on_a_terminal(["scan", "--format", "bad", DISK], place, 60)
    assert output == ""
    assert errors == (
        "ntfp: invalid value for '--format': 'bad' is not one of\n"
        "  'table', 'html', 'json', 'jsonl', 'csv', 'sarif'; see\n"
        "  'ntfp scan --help'\n"
    )


def test_the_bar_leaves_nothing_behind(place: Path) -> None:
    """Its line is wiped and the cursor shown again, before anything is said."""
    _, errors = on_a_terminal(["scan", "nowhere"], place, 60)
    bar, _, said = errors.rpartition("ntfp: ")
    assert said == "nowhere: not found; name a file or folder that can be\n  read\n"
    assert bar.count("\x1b[?25l") == bar.count("\x1b[?25h")
    assert bar == "" or bar.endswith("\x1b[2K")
