"""A stage for examples: a folder where what a page supposes to be there is made as soon as something names it.

Lines are taken as a shell takes them, as far as examples go: `ntfp` is run in this process, by the very words that are
printed; of every other program it is known why it is not run. What is known neither way is a failure.

`/mnt` is the machine's own: `_mnt` on the stage stands for it, which is as long, so that lines break where they do.
"""

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

from ntfp import cli
from ntfp.database.packing import write_package
from ntfp.testing import kernel_image, module_image, system_tree
from tests.cli.own_records import own_record
from tests.kb.articles import A_FIX, plain

LATER_MP = kernel_image(
    version="4.0.1381.7090", flavour="mp", link=datetime(2001, 3, 6, 19, 20, tzinfo=UTC), size=955_712
)
PATCHED = kernel_image(version="4.0.1381.7097", flavour="mp", link=datetime(2001, 7, 13, 12, tzinfo=UTC), size=955_200)
FIXED = module_image("srv.sys", version="4.0.1381.7125", link=datetime(2003, 2, 4, 18, 2, tzinfo=UTC), size=236_000)
OLDER = module_image("srv.sys", version="4.0.1381.335", link=datetime(1999, 9, 20, tzinfo=UTC), size=230_000)
PHOTOS = 1_204
SIGNATURES = Path(__file__).resolve().parents[1] / "signatures"

# What stands in examples and is not run here, with the reason.
OTHERS = {
    "apt": "changes the machine",
    "apt-get": "changes the machine",
    "bash": "is asked by tests/cli/test_completing.py",
    "brew": "changes the machine",
    "cd": "goes where nothing is",
    "cp": "copies what is not there",
    "diskutil": "needs a Mac",
    "echo": "says what the line says",
    "eval": "is the shell's, and is asked by tests/cli/test_completing.py",
    "git": "needs a network, or a clone",
    "hdiutil": "is of macOS",
    "jq": "need not be installed",
    "less": "waits for somebody",
    "losetup": "needs root and a disk",
    "man": "waits for somebody",
    "mkdir": "makes what is there already",
    "mkdocs": "the site is built by .ci/run",
    "modprobe": "needs root",
    "mount": "needs root and a disk",
    "oscap": "need not be installed; tests/reports asks it, where it is",
    "pip": "needs a network; .ci/run does it",
    "pytest": "is what runs this",
    "python": "is what runs this",
    "python3": "makes environments; .ci/run does it",
    "qemu-nbd": "needs root and a disk",
    "rsync": "need not be installed",
    "source": "is the shell's, and is asked by tests/cli/test_completing.py",
    "sqlite3": "need not be installed; tests/test_export_page.py asks what the page asks",
    "sudo": "needs root",
    "tar": "packs what is not there",
    "umount": "needs root and a disk",
}
NEEDED = {"parquet": "pyarrow"}  # what a command needs that need not be installed
_OPERATORS = {"|", "&&", "||", ";"}
_MAKES = {"-o", "--output", "--keep", "--account"}  # what comes after one of these is made by the command
# How commands end here, the first that matches: systems lack something, records of somebody's own have flaws. A line
# that ends otherwise says so.
_ENDS = (
    (r".* --help", 0),
    (r"scan .*", 1),
    (r"diff old\.json -", 0),  # the disk that old.json is of, asked again
    (r"diff .*", 1),
    (r"kb lint .*(mine|mine\.ntfp|wrong|kbarchive)/?", 1),
    (r".*", 0),
)
_SAID = re.compile(r"#\s+exit code (\d+)\b")


class Ran(msgspec.Struct, frozen=True):
    """What became of a command."""

    code: int
    said: str  # both streams, in the order of time, as a terminal shows them
    out: bytes  # standard output alone
    expected: int = 0

    def wrong(self, line: str) -> str | None:
        """Why an example should not end like this."""
        if self.code == self.expected:
            return None
        lines = self.said.strip().splitlines()
        told = [line for line in lines if line.startswith("ntfp: ")] or lines[-3:]
        return f"{line}: exit code {self.code}, expected {self.expected}: {' '.join(told)}"


class Stage:
    """One page's: what its commands make stays for those that come after them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commands: list[str] = []  # those of ntfp, as they were run
        self.left_out: list[str] = []  # programs
        self.lacking: list[str] = []  # commands of ntfp that need what is not installed here
        self.said: list[str] = []  # lines, of all that was run
        self.lines = 0  # of Python, each as one that says what stands below it, or a block

    def run(self, line: str) -> Ran:
        """Run all commands of a line; the last says what became of it, and "# exit code 4" how it should end."""
        ran = Ran(0, "", b"")
        given = b""
        commands = list(_commands(line))
        told = _SAID.search(line)
        for number, (words, into, before) in enumerate(commands, start=1):
            ran = self._command(words, given)
            if before == "&&":  # a shell would not go on
                ran = msgspec.structs.replace(ran, expected=0)
            elif told and number == len(commands):
                ran = msgspec.structs.replace(ran, expected=int(told[1]))
            if into is not None:
                (self.folder / _staged(into)).write_bytes(ran.out)
                ran = msgspec.structs.replace(ran, said=ran.said.replace(ran.out.decode(), "", 1))
            given = ran.out if before == "|" else b""
            if ran.wrong(line):
                break
        self.said += ran.said.splitlines()
        return ran

    def supply(self, text: str) -> None:
        """Make what a text names and is not there yet."""
        for name, make in PROPS.items():
            if re.search(rf"(?<![\w./-]){re.escape(name)}(?![\w.-])", text) and not (self.folder / name).exists():
                make(self.folder / name)

    @contextlib.contextmanager
    def entered(self, **own: str) -> Iterator[None]:
        """On the stage, with the screen of a pipe."""
        kept = {name: value for name, value in os.environ.items() if name not in ("LINES", "NO_COLOR", "TERM")}
        with mock.patch.dict(os.environ, {**kept, "COLUMNS": "100", **own}, clear=True), contextlib.chdir(self.folder):
            yield

    def _command(self, words: list[str], given: bytes) -> Ran:
        own = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
        program, *arguments = words[len(own) :]
        name = program.rpartition("/")[2]
        if name != "ntfp":
            if name not in OTHERS:
                raise AssertionError(f"{program}: nobody knows why it is not run; tell tests/stage.py")
            self.left_out.append(name)
            return Ran(0, "", b"")
        if any(word in arguments and not find_spec(needed) for word, needed in NEEDED.items()):
            self.lacking.append(shlex.join(["ntfp", *arguments]))
            return Ran(0, "", b"")
        self.commands.append(shlex.join(["ntfp", *arguments]))
        arguments = [_staged(argument) for argument in arguments]
        read = [one for before, one in zip(["", *arguments], arguments, strict=False) if before not in _MAKES]
        self.supply(" ".join(read))
        with self.entered(**own):
            if given or own or any(Path(word).exists() for word in read) or _MAKES.intersection(arguments):
                ran = _run(tuple(arguments), given)
            else:
                ran = _run_once(tuple(arguments))
        line = " ".join(arguments)
        return msgspec.structs.replace(ran, expected=next(code for end, code in _ENDS if re.fullmatch(end, line)))


def _commands(line: str) -> Iterator[tuple[list[str], str | None, str]]:
    """The words of each command of a line, the file its output goes to, and what stands before the next one."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    into = None
    parts = iter([*lexer, ";"])
    for part in parts:
        if part in _OPERATORS:
            if words:
                yield words, into, part
            words, into = [], None
        elif part == ">":
            into = next(parts)
        elif set(part) <= set("();<>|&"):
            raise AssertionError(f"{line}: {part!r} is more than an example should need; write one command a line")
        else:
            words.append(part)


def _staged(argument: str) -> str:
    return re.sub(r"(?<![\w.])/mnt(?=/|$)", "_mnt", argument)


@cache
def _run_once(arguments: Sequence[str]) -> Ran:
    """What depends on nothing on the stage says the same everywhere."""
    return _run(arguments)


def _run(arguments: Sequence[str], given: bytes = b"") -> Ran:
    terminal, out = io.BytesIO(), io.BytesIO()
    shown = io.TextIOWrapper(_Both(out, terminal), "utf-8", write_through=True)
    errors = io.TextIOWrapper(terminal, "utf-8", write_through=True)
    typed = mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
    words = mock.patch.object(sys, "argv", ["ntfp", *arguments])
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(errors), typed, words:
        code = cli.main()
    shown.flush()
    said = terminal.getvalue().decode().replace(os.sep, "/").replace("_mnt/", "/mnt/")
    return Ran(code, said, out.getvalue())


class _Both(io.BytesIO):
    """Standard output, and the terminal that shows it."""

    def __init__(self, *places: io.BytesIO) -> None:
        super().__init__()
        self.places = places

    def write(self, content: Any, /) -> int:
        return next(iter([place.write(content) for place in self.places]))


def _photos(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number in range(PHOTOS):
        (folder / f"{number}.jpg").touch()


def _scanned(path: Path, kernel: bytes | None = None) -> None:
    system = path.with_suffix("")
    made = system_tree(system) / "WINNT" / "system32" / "ntoskrnl.exe"
    if kernel:
        made.write_bytes(kernel)
    with contextlib.chdir(system):
        path.write_bytes(_run(("scan", "WINNT", "--format", "json")).out)


def _archive(folder: Path) -> None:
    folder.mkdir()
    (folder / "Q900002.TXT").write_bytes(plain(*A_FIX, kb="Q900002"))


def _packed(path: Path) -> None:
    own_record(path.parent / "_mine", kb="Q900002")
    write_package(path.parent / "_mine", path)


def _wrong(folder: Path) -> None:
    """A record that two people changed by hand, and one of them put a number into quotes."""
    there = SIGNATURES / "q244" / "q244509.toml"
    text = there.read_text("utf-8").replace('["alpha", "i386"]', '["i386", "alpha"]', 1)
    changed = re.sub(r"size *= *952_192", 'size = "952,192"', text)
    path = folder / there.parent.name / there.name
    path.parent.mkdir(parents=True)
    path.write_text(changed, "utf-8")


def _hotfix(folder: Path) -> None:
    folder.mkdir()
    (folder / "srv.sys").write_bytes(FIXED)


# What pages suppose to be there; the longer names first.
PROPS: dict[str, Callable[[Path], object]] = {
    "_mnt/c": system_tree,
    "disk/photos": _photos,
    "disk/winnt": lambda folder: system_tree(folder.parent, folder=folder.name),
    "WINNT": lambda folder: system_tree(folder.parent, kernel=LATER_MP),
    "c": lambda folder: system_tree(folder, files={"system32/drivers/srv.sys": OLDER}),
    "hotfix": _hotfix,
    "kbarchive": _archive,
    "mine": lambda folder: own_record(folder, kb="Q900002"),
    "mine.ntfp": _packed,
    "new.json": lambda path: _scanned(path, PATCHED),
    "ntoskrnl.exe": lambda path: path.write_bytes(LATER_MP),
    "old.json": _scanned,
    "wrong": _wrong,
}
