"""May a file be made there? All commands refuse the same, and open nothing to find out; then it is made whole."""

import os
from pathlib import Path

import click
import pytest

from ntfp.cli.files import refuse_file, save

UNIX = pytest.mark.skipif(os.name == "nt", reason="links and pipes are made for Unix")


def stays(path: Path) -> str | None:
    assert path.is_file(), "nothing but a file is asked about"
    return "stays; name another file"


def replaced(_: Path) -> None:
    return None


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("there").write_text("mine", "utf-8")
    Path("folder").mkdir()
    Path("open").write_text("a database", "utf-8")
    for journal in ("open-wal", "new-journal"):
        Path(journal).touch()
    if os.name != "nt":
        os.mkfifo("pipe")
        for name, target in (("link", "there"), ("nowhere", "none"), ("loop", "loop"), ("linked-wal", "none")):
            Path(name).symlink_to(target)
    return tmp_path


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "problem"),
    [
        pytest.param("there", "there: stays; name another file", id="a file that stays"),
        pytest.param("folder", "folder: is a folder; name a file in it", id="a folder"),
        pytest.param("", ".: is a folder; name a file in it", id="no name"),
        pytest.param("none/new", "none: no such folder; make it first, or name another", id="no folder for it"),
        pytest.param("pipe", "pipe: is a device or a pipe; name a file", id="a pipe", marks=UNIX),
        pytest.param("/dev/null", "/dev/null: is a device or a pipe; name a file", id="a device", marks=UNIX),
        pytest.param("link", "link: is a symbolic link; name the file it leads to", id="a link", marks=UNIX),
        pytest.param("nowhere", "nowhere: is a symbolic link; name the file it leads to", id="to nothing", marks=UNIX),
        pytest.param("loop", "loop: is a symbolic link; name the file it leads to", id="to itself", marks=UNIX),
        pytest.param("there/new", "there/new: not a directory; name another file", id="in a file", marks=UNIX),
        pytest.param("x" * 999, f"{'x' * 999}: file name too long; name another file", id="too long", marks=UNIX),
    ],
)
def test_what_is_refused(name: str, problem: str) -> None:
    with pytest.raises(click.ClickException) as refused:
        refuse_file(Path(name), stays)
    assert refused.value.message == problem


def test_a_file_that_cannot_be_asked_about_is_refused(here: Path) -> None:
    def unreadable(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with pytest.raises(click.ClickException) as refused:
        refuse_file(Path("there"), unreadable)
    assert refused.value.message == "there: permission denied; name another file"
    assert (here / "there").read_text("utf-8") == "mine"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "journal"),
    [
        pytest.param("open", "open-wal", id="a database that is open"),
        pytest.param("new", "new-journal", id="what is left of one"),
        pytest.param("linked", "linked-wal", id="a link, even to nothing", marks=UNIX),
    ],
)
def test_no_database_is_made_beside_the_journal_of_another(name: str, journal: str) -> None:
    with pytest.raises(click.ClickException) as refused:
        refuse_file(Path(name), replaced, database=True)
    assert refused.value.message == (
        f"{journal}: belongs to a database that is in use, or was not closed; name another file"
    )
    refuse_file(Path(name), replaced)  # to other files it is nothing


@pytest.mark.parametrize("name", ["new", "there", "folder/new"])
def test_what_may_be_made_is_left_as_it_is(name: str, here: Path) -> None:
    before = sorted(path.name for path in here.rglob("*"))
    refuse_file(Path(name), replaced, database=name == "there")
    assert sorted(path.name for path in here.rglob("*")) == before


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("content", [b"\xc3\xa4\r\n", ("\xe4", "\r\n")], ids=["bytes", "text in pieces"])
def test_what_is_made_is_said_with_its_size(
    content: bytes | tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    save(Path("there"), content, "2 systems")
    assert Path("there").read_bytes() == b"\xc3\xa4\r\n"
    assert capsys.readouterr() == ("", "ntfp: there: 2 systems, 4 bytes\n")
