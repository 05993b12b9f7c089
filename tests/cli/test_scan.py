import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from ntfp.cli import scan
from ntfp.cli.app import run
from ntfp.database import shipped, shipped_known
from ntfp.facts.signature import Signature
from ntfp.scanning import systems
from ntfp.scanning.data import Data, signatures
from ntfp.testing import kernel_image, module_image, pe_image, system_tree, version_info
from tests.cli.running import ntfp

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
MODULE = module_image("advapi32.dll", version="4.0.1381.281", link=0x37584510, size=247_056)
WINES = {"OriginalFilename": "ntoskrnl.exe", "ProductName": "Wine"}
WINE = pe_image(versions=[version_info("5.2.3790.1", strings=WINES)])
SRP = kernel_image(version="4.0.1381.7097", link=datetime(2001, 7, 10, tzinfo=UTC))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def only(monkeypatch: pytest.MonkeyPatch, *articles: str) -> None:
    """As if these were all the records there are."""
    chosen = tuple(signature for signature in signatures() if signature.kb in articles)
    assert len(chosen) == len(articles)
    go_by(monkeypatch, *chosen)


def go_by(monkeypatch: pytest.MonkeyPatch, *chosen: Signature) -> None:
    data = Data(shipped())
    data.signatures = chosen
    monkeypatch.setattr(scan, "data_of", lambda _: data)


def test_a_system_in_a_table(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["scan", "WINNT"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("WINNT\n  Windows NT 4.0 · i386 · multiprocessor · free · en\n")
    assert "  Q244509  unfixed          this release lacks it  " in printed.out
    assert printed.err == ""


def test_a_system_in_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here, files={"system32/hal.dll": MODULE[:100]})
    assert run(["scan", "WINNT", "--format", "json"]) == 1
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    (system,) = found["systems"]
    assert [finding["kb"] for finding in system["findings"]] == [each.kb for each in signatures()]
    assert found["summary"]["unfixed"] > 0
    assert [Path(skipped["path"]).name for skipped in found["skipped"]] == ["hal.dll"]
    assert printed.err == ""


@pytest.mark.parametrize(
    ("articles", "kernel", "code"),
    [
        pytest.param((), None, 0, id="nothing asked"),
        pytest.param(("Q244509",), SRP, 0, id="fixed"),
        pytest.param(("Q244509", "Q287634"), SRP, 0, id="fixed and not applicable"),
        pytest.param(("Q244509",), None, 1, id="unfixed"),
        pytest.param(("Q246009",), None, 3, id="unknown"),
        pytest.param(("Q246009", "Q244509"), None, 1, id="unfixed and unknown"),
    ],
)
def test_the_exit_code_is_the_worst_verdict(
    here: Path,
    articles: tuple[str, ...],
    kernel: bytes | None,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    system_tree(here, kernel=kernel)
    only(monkeypatch, *articles)
    for form in ("table", "json"):
        assert run(["scan", ".", "--format", form]) == code, capsys.readouterr().out


# Where there is no NT


@pytest.mark.parametrize("command", [["scan"], ["explain", "Q244509"]], ids=["scan", "explain"])
@pytest.mark.parametrize(
    ("files", "path", "code", "said"),
    [
        pytest.param(
            {f"photos/{number}.jpg": b"" for number in range(4)},
            "photos",
            4,
            "photos: no NT system here: no system32 folder and no kernel in 4 files of its first 4 levels",
            id="photos",
        ),
        pytest.param(
            {"c/system32/ntoskrnl.exe": WINE},
            "c",
            4,
            "c: no NT system here: {}: a kernel of Wine, not of Windows",
            id="Wine",
        ),
        pytest.param(
            {"x": b"text"}, "x", 4, "x: no NT system here: not a PE file: it does not begin with MZ", id="text"
        ),
        pytest.param({}, "nowhere", 2, "nowhere: not found; name a file or folder that can be read", id="nowhere"),
        pytest.param({}, "", 2, "'': not found; name a file or folder that can be read", id="no name"),
        pytest.param(
            {"k.exe": MODULE[:100]},
            "k.exe",
            2,
            "k.exe at offset 0x3c: the file ends before its header at 0x78; is the copy complete?",
            id="a cut file",
        ),
    ],
)
def test_where_there_is_nothing_to_judge(
    *,
    here: Path,
    command: list[str],
    files: dict[str, bytes],
    path: str,
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, content in files.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(content)
    assert run([*command, path]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"ntfp: {said.format(Path('c', 'system32', 'ntoskrnl.exe'))}\n"


def test_a_folder_that_cannot_be_listed(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(_: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (here / "closed").mkdir()
    signatures()
    with monkeypatch.context() as closed:
        closed.setattr(os, "scandir", forbidden)
        assert run(["scan", "closed"]) == 2
    assert capsys.readouterr().err == (
        "ntfp: closed: cannot be listed: permission denied; name a file or folder that can be read\n"
    )


# What could not be read


def test_one_file_that_was_skipped_is_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here, files={"system32/hal.dll": MODULE[:100]})
    assert run(["scan", "WINNT"]) == 1
    files = systems.examine("WINNT", signatures(), shipped_known()).files
    assert capsys.readouterr().err == (
        f"ntfp: skipped 1 of {files} files: {Path('WINNT', 'system32', 'hal.dll')} at offset 0x3c:"
        " the file ends before its header at 0x78\n"
    )


def test_of_several_the_damaged_are_named_and_all_are_counted(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = [signature for signature in signatures() if signature.kb == "Q242472"]
    carriers: Signature = msgspec.structs.replace(one, carriers=("srv.sys",))
    go_by(monkeypatch, carriers)
    broken = {"system32/hal.dll": MODULE[:100], "system32/advapi32.dll": MODULE[:100], "system32/drivers/srv.sys": b"x"}
    system_tree(here, files=broken)
    run(["scan", "WINNT"])
    cut = "at offset 0x3c: the file ends before its header at 0x78"
    system32 = Path("WINNT", "system32")
    assert capsys.readouterr().err == (
        f"ntfp: skipped {system32 / 'advapi32.dll'} {cut}\n"
        f"ntfp: skipped {system32 / 'hal.dll'} {cut}\n"
        "ntfp: skipped 3 of 4 files: 1 not PE, 2 damaged; --format json lists them\n"
    )


# Names and screens


@UNIX
@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.parametrize("name", ["\x1b[2J\x1b]0;x\x07<script>", "two\nlines", "gnp.\u202eexe", "h\udce4l"])
def test_no_name_on_a_disk_steers_the_terminal(here: Path, form: str, name: str) -> None:
    system_tree(here, folder="x", files={"system32/hal.dll": MODULE[:100]})
    (here / "x").rename(here / name)
    found = ntfp("scan", ".", "--format", form, cwd=here)
    assert found.returncode == 1
    assert (found.stdout + found.stderr).replace("\n", "").isprintable()
    explained = ntfp("explain", "Q244509", name, cwd=here)
    assert explained.returncode == 0
    assert (explained.stdout + explained.stderr).replace("\n", "").isprintable()


@UNIX
def test_a_pipe_is_not_waited_for(here: Path) -> None:
    system_tree(here)
    (here / "WINNT/system32/ntoskrnl.exe").unlink()
    os.mkfifo(here / "WINNT/system32/ntoskrnl.exe")
    found = ntfp("scan", ".", cwd=here)
    assert found.returncode == 2
    pipe = "./WINNT/system32/ntoskrnl.exe: a named pipe, not a file"
    assert found.stderr == f"ntfp: {pipe}; name a file or folder that can be read\n"


@UNIX
def test_a_table_in_ascii(here: Path) -> None:
    system_tree(here)
    found = ntfp("scan", "WINNT", cwd=here, PYTHONIOENCODING="ascii")
    assert found.stdout.isascii()
    assert "  Windows NT 4.0 - i386 - multiprocessor - free - en\n" in found.stdout


@pytest.mark.parametrize(("columns", "widest"), [("1", 60), ("80", 80), ("999999", 160)])
def test_a_table_keeps_to_its_columns(here: Path, columns: str, widest: int) -> None:
    system_tree(here)
    for command in (["scan"], ["explain", "Q266433"]):
        found = ntfp(*command, "WINNT", cwd=here, COLUMNS=columns)
        assert max(map(len, found.stdout.splitlines())) <= widest


def test_a_scan_says_the_same_every_time(here: Path) -> None:
    system_tree(here)
    first, second = (ntfp("scan", ".", "--format", "json", cwd=here, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stdout == second.stdout
