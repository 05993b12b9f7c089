"""`ntfp kb compile`: records and an account out, and whatever is wrong is said."""

import os
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, environment, ntfp
from tests.kb.articles import A_FIX, plain

UNIX = pytest.mark.skipif(os.name == "nt", reason="made for Unix")
ARTICLE = plain(*A_FIX)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "txt").mkdir()
    (tmp_path / "txt" / "Q123456.TXT").write_bytes(ARTICLE)
    (tmp_path / "txt" / "Q123457.TXT").write_bytes(plain("It hangs.", kb="Q123457"))
    return tmp_path


def records(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("q*.toml"))


def test_records_and_account_are_written(here: Path) -> None:
    found = ntfp("kb", "compile", "txt", "-o", "made", "--account", "account.txt", cwd=here)
    assert found.returncode == 0
    assert found.stdout.splitlines()[:3] == ["2 files: 1 record", "1 row in 1 article", "0 statements in 0 articles"]
    assert found.stderr == "ntfp: made: 1 record written\n"
    assert records(here / "made") == ["q123/q123456.toml"]
    assert (here / "account.txt").read_text(
        "utf-8"
    ) == "Q123456.TXT\trecord\t1 rows\t0 statements\nQ123457.TXT\tno-fix\n"


def test_running_again_changes_nothing(here: Path) -> None:
    ntfp("kb", "compile", "txt", "-o", "made", cwd=here)
    path = here / "made" / "q123" / "q123456.toml"
    before = path.read_bytes(), path.stat().st_mtime_ns
    found = ntfp("kb", "compile", "txt", "-o", "made", cwd=here)
    assert found.stderr == "ntfp: made: no record written; 1 said the same already\n"
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_record_of_another_article_is_left_alone(here: Path) -> None:
    ntfp("kb", "compile", "txt", "-o", "made", cwd=here)
    other = here / "Q123499.TXT"
    other.write_bytes(ARTICLE.replace(b"Q123456", b"Q123499"))
    assert ntfp("kb", "compile", other.name, "-o", "made", cwd=here).returncode == 0
    assert records(here / "made") == ["q123/q123456.toml", "q123/q123499.toml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["nothing", "-o", "made"], "Path 'nothing' does not exist", id="no source"),
        pytest.param(["-o", "made"], "missing argument 'SOURCE...'", id="none named"),
        pytest.param(["txt"], "missing option '-o' / '--output'", id="no folder named"),
        pytest.param(["empty", "-o", "made"], "empty: no article here; articles are called", id="a folder without any"),
        pytest.param(
            ["broken.tar.xz", "-o", "made"], "broken.tar.xz: no article here", id="neither archive nor article"
        ),
        pytest.param(["txt", "-o", "txt/Q123456.TXT"], "is a file", id="a file in the folder's place"),
        pytest.param(["txt", "-o", "txt/Q123456.TXT/made"], "not a directory", id="a folder that cannot be made"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(here: Path, arguments: list[str], said: str) -> None:
    (here / "empty").mkdir()
    (here / "broken.tar.xz").write_bytes(b"\xfd7zXZ\x00" + b"\x00" * 600)
    found = ntfp("kb", "compile", *arguments, cwd=here)
    assert found.returncode == 2
    assert found.stdout == ""
    assert said in found.stderr
    assert found.stderr.startswith("ntfp: ")
    assert len(found.stderr.splitlines()) == 1
    assert not (here / "made").exists()


def test_a_file_that_is_no_article_is_in_the_account(here: Path) -> None:
    (here / "txt" / "Q123458.TXT").write_text("notes\n", "utf-8")
    found = ntfp("kb", "compile", "txt", "-o", "made", "--account", "account.txt", cwd=here)
    assert found.returncode == 0
    assert (here / "account.txt").read_text("utf-8").splitlines()[2] == "Q123458.TXT\tno-article"


def test_the_help_says_what_a_source_is() -> None:
    found = ntfp("kb", "compile", "--help")
    assert found.returncode == 0
    assert "SOURCE  A folder or a tar archive of articles" in found.stdout
    assert "compile" in ntfp("kb", "--help").stdout


def test_kb_alone_says_what_there_is() -> None:
    found = ntfp("kb")
    assert found.returncode == 2
    assert "compile" in found.stdout + found.stderr


@UNIX
def test_a_terminal_sees_a_bar_and_a_pipe_does_not(here: Path) -> None:
    import pty  # there is none on Windows
    import subprocess

    ours, theirs = pty.openpty()
    command = [*COMMAND, "kb", "compile", "txt", "-o", "made"]
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device
        subprocess.run(command, cwd=here, env=environment(TERM="xterm"), stderr=theirs, stdout=nowhere, check=True)
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # the end, as terminals tell it
        pass
    os.close(ours)
    assert b"reading articles" in seen
