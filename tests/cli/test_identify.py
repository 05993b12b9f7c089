import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ntfp.cli.app import run
from ntfp.cli.skips import NAMED
from ntfp.testing import kernel_image, module_image, system_tree
from tests.cli.running import ntfp

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
SP6 = datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC)
MODULE = module_image("hal.dll", version="4.0.1381.1", link=SP6)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_system_in_a_table(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["identify", "WINNT"]) == 0
    printed = capsys.readouterr()
    assert "WINNT/system32/ntoskrnl.exe\n  Windows NT 4.0 · i386 · multiprocessor" in printed.out.replace(os.sep, "/")
    assert printed.err == "ntfp: skipped 1 of 10 files: 1 not PE; --format json lists them\n"


def test_a_system_in_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["identify", "--format", "json", "WINNT"]) == 0
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert [file["name"] for file in found["files"] if file["kernel"]] == ["ntoskrnl.exe"]
    assert [skipped["reason"] for skipped in found["skipped"]] == ["other-format"]
    assert printed.err == ""


def test_json_lines_come_in_the_order_of_the_paths(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("b.dll", "a.dll"):
        write(here / name, MODULE)
    assert run(["identify", "b.dll", "nowhere", "a.dll", "--format", "jsonl"]) == 2
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["kind"], line["path"]) for line in found] == [
        ("file", "b.dll"),
        ("skipped", "nowhere"),
        ("file", "a.dll"),
    ]


def test_deep_reads_every_file_whole(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "hal.dll", MODULE)

    def computed(*options: str) -> Any:
        assert run(["identify", "hal.dll", "--format", "json", *options]) == 0
        return json.loads(capsys.readouterr().out)["files"][0]["checksum"]["computed"]

    assert computed() is None
    assert computed("--deep") is not None


# What could not be read


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "thing.dll: not found; name a file or folder that can be read", id="nothing there"),
        pytest.param(
            b"text",
            "thing.dll at offset 0x0: not a PE file: it does not begin with MZ; name a PE file or a folder",
            id="text",
        ),
        pytest.param(
            MODULE[:100],
            "thing.dll at offset 0x3c: the file ends before its header at 0x78; is the copy complete?",
            id="a cut file",
        ),
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_a_path_that_cannot_be_read_is_named_and_the_others_are_reported(
    here: Path, form: str, content: bytes | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here / "good.dll", MODULE)
    if content is not None:
        write(here / "thing.dll", content)
    assert run(["identify", "thing.dll", "good.dll", "--format", form]) == 2
    printed = capsys.readouterr()
    assert printed.err == f"ntfp: {said}\n"
    assert "good.dll" in printed.out


def test_a_path_that_is_empty_is_named_too(capsys: pytest.CaptureFixture[str]) -> None:
    """What a shell makes of a variable that is not set."""
    assert run(["identify", ""]) == 2
    assert capsys.readouterr().err == "ntfp: '': not found; name a file or folder that can be read\n"


@UNIX
def test_a_pipe_is_not_waited_for(here: Path) -> None:
    os.mkfifo(here / "pipe")
    found = ntfp("identify", "pipe", cwd=here)
    assert found.returncode == 2
    assert found.stderr == "ntfp: pipe: a named pipe, not a file; name a file or folder that can be read\n"


def test_a_folder_that_cannot_be_listed(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(_: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (here / "closed").mkdir()
    monkeypatch.setattr(os, "scandir", forbidden)
    assert run(["identify", "closed"]) == 2
    assert capsys.readouterr().err == (
        "ntfp: closed: cannot be listed: permission denied; name a file or folder that can be read\n"
    )


def test_damaged_files_in_a_folder_are_named_and_no_failure(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "d" / "cut.dll", MODULE[:100])
    write(here / "d" / "good.dll", MODULE)
    write(here / "d" / "readme.txt", b"text")
    assert run(["identify", "d"]) == 0
    assert capsys.readouterr().err == (
        f"ntfp: skipped {Path('d', 'cut.dll')} at offset 0x3c: the file ends before its header at 0x78\n"
        "ntfp: skipped 2 of 3 files: 1 not PE, 1 damaged; --format json lists them\n"
    )


def test_of_many_damaged_files_the_first_are_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        write(here / "d" / f"{number:02}.dll", MODULE[:100])
    assert run(["identify", "d"]) == 0
    *named, total = capsys.readouterr().err.splitlines()[1:]
    assert [line.split()[2] for line in named] == [str(Path("d", f"{number:02}.dll")) for number in range(10)]
    assert len(named) == NAMED
    assert total == "ntfp: skipped 30 of 30 files: 30 damaged; --format json lists them"


@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(0, "empty: no PE file in 0 files; is it the right folder?", id="nothing at all"),
        pytest.param(3, "empty: no PE file in 3 files; is it the right folder?", id="text only"),
    ],
)
def test_a_folder_without_pe_files_says_so(
    here: Path, form: str, files: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "empty").mkdir()
    for number in range(files):
        write(here / "empty" / f"{number}.txt", b"text")
    assert run(["identify", "empty", "--format", form]) == 0
    assert capsys.readouterr().err.splitlines()[0] == f"ntfp: {said}"


def test_oddities_of_files_without_a_block_are_announced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "ntoskrnl.exe", MODULE)  # a HAL under a kernel's name
    assert run(["identify", "ntoskrnl.exe"]) == 0
    printed = capsys.readouterr()
    assert printed.out.endswith(" ▲\n")
    assert printed.err == "ntfp: odd in some way: 1 of the files with a line above; --format json says how\n"


def test_a_kernel_tells_its_own_oddities(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(here / "ntoskrnl.exe", kernel_image(link=0, checksum="wrong"))
    assert run(["identify", "ntoskrnl.exe"]) == 0
    assert capsys.readouterr().err == ""


# Names and screens


@UNIX
@pytest.mark.parametrize("name", ["\x1b[2J\x1b]0;x\x07<script>", "two\nlines", "gnp.\u202eexe", "h\udce4l"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_no_name_on_a_disk_steers_the_terminal(here: Path, form: str, name: str) -> None:
    write(here / "d" / name, MODULE)
    write(here / "d" / f"{name} cut", MODULE[:100])
    found = ntfp("identify", "d", f"nowhere {name}", "--format", form, cwd=here)
    assert found.returncode == 2
    assert (found.stdout + found.stderr).replace("\n", "").isprintable()
    if form == "json":
        assert len(json.loads(found.stdout)["files"]) == 1


@UNIX
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_utf_8_wherever_it_goes(here: Path, encoding: str) -> None:
    """What people get in the place of a letter their terminal lacks would be no JSON."""
    name = "é\u4e2d\U0001f600.dll"
    write(here / name, MODULE)
    found = ntfp("identify", name, "--format", "json", cwd=here, PYTHONIOENCODING=encoding)
    assert json.loads(found.stdout)["files"][0]["name"] == name


@UNIX
def test_a_table_in_ascii(here: Path) -> None:
    write(here / "é\u4e2d.dll", MODULE)
    write(here / "ntoskrnl.exe", kernel_image(link=SP6, size=931_584))
    found = ntfp("identify", ".", cwd=here, PYTHONIOENCODING="ascii")
    assert found.stdout.isascii()
    assert "./\\xe9\\u4e2d.dll " in found.stdout
    assert "  ---+-----+-----+-----+-----+-----#...\n" in found.stdout


@pytest.mark.parametrize(("columns", "widest"), [("1", 60), ("60", 60), ("80", 80), ("999999", 160), ("none", 80)])
def test_a_table_keeps_to_its_columns(here: Path, columns: str, widest: int) -> None:
    system_tree(here)
    found = ntfp("identify", "WINNT", cwd=here, COLUMNS=columns)
    assert max(map(len, found.stdout.splitlines())) <= widest


@UNIX
@pytest.mark.parametrize(
    ("own", "colored"),
    [
        pytest.param({"TERM": "xterm"}, True, id="any terminal"),
        pytest.param({"TERM": "dumb"}, False, id="a dumb one"),
        pytest.param({"TERM": "xterm", "NO_COLOR": "1"}, False, id="no colour asked for"),
    ],
)
def test_colour_on_a_terminal(here: Path, own: dict[str, str], colored: bool) -> None:
    write(here / "ntoskrnl.exe", kernel_image(link=SP6, size=931_584))
    try:
        ours, its = os.openpty()
    except OSError as error:
        pytest.skip(f"there are no terminals to be had here: {error}")
    try:
        found = ntfp("identify", "ntoskrnl.exe", cwd=here, stdout=its, **own)
        seen = os.read(ours, 65536)
    finally:
        os.close(its)
        os.close(ours)
    assert found.returncode == 0
    assert (b"\x1b[" in seen) is colored
    assert b"Windows NT 4.0" in seen
