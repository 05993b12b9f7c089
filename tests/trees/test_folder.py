import contextlib
import errno
import importlib.util
import os
import random
import shutil
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

from ntfp.errors import InaccessibleError
from ntfp.facts.report import SkipKind, Skipped
from ntfp.facts.source import Source
from ntfp.facts.tree import Subfolder
from ntfp.trees import folder

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has none of these in its folders")
LINUX = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux counts descriptors in a folder")
CONTENT = bytes(range(256)) * 20
SIXTY_FOUR_GIB = 64 << 30


@pytest.fixture
def a_file(tmp_path: Path) -> str:
    path = tmp_path / "ntoskrnl.exe"
    path.write_bytes(CONTENT)
    return str(path)


@pytest.fixture(autouse=True)
def nothing_stays_open() -> Iterator[None]:
    """Every test here counts what it opens."""
    if not Path("/proc/self/fd").exists():
        yield
        return
    before = opened_now()
    yield
    assert opened_now() == before


def opened_now() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def why_not(path: str | Path) -> str:
    """What is said of a path that cannot be opened. Whoever waits for a pipe fails here, and does not hang."""
    said: list[str] = []

    def attempt() -> None:
        try:
            folder.open_file(str(path)).close()
        except InaccessibleError as error:
            assert (error.source, error.offset) == (str(path), None)
            said.append(error.problem)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive(), f"opening {path} blocks"
    return "".join(said)


def walked(root: str | Path) -> list[Source | Skipped]:
    return list(folder.walk(str(root)))


def names(root: str | Path) -> list[str]:
    return [Path(label(entry)).relative_to(root).as_posix() for entry in walked(root)]


def label(entry: Source | Skipped) -> str:
    return entry.path if isinstance(entry, Skipped) else entry.label


def failing(number: int) -> Callable[..., Any]:
    def call(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return call


# One file


def test_a_file_is_read_at_any_place(a_file: str) -> None:
    opened = folder.open_file(a_file)
    assert (opened.label, opened.size) == (a_file, len(CONTENT))
    assert opened.mtime_ns == Path(a_file).stat().st_mtime_ns
    assert opened.read_at(0, 4) == CONTENT[:4]
    assert opened.read_at(1000, 300) == CONTENT[1000:1300]
    assert opened.read_at(0, 1 << 20) == CONTENT
    assert opened.read_at(len(CONTENT) - 3, 10) == CONTENT[-3:]
    assert opened.read_at(len(CONTENT), 10) == opened.read_at(1 << 40, 10) == opened.read_at(5, 0) == b""
    opened.close()


@pytest.mark.parametrize("path", ["dir/NTOSKRNL.EXE", "dir/NTOSKRNL.EXE/", "dir/./NTOSKRNL.EXE", "NTOSKRNL.EXE"])
def test_a_source_is_named_as_its_file(path: str) -> None:
    source = folder.file_source(path)
    assert (source.label, source.name) == (path, "NTOSKRNL.EXE")


def test_what_is_not_there(tmp_path: Path) -> None:
    assert why_not(tmp_path / "nowhere") == "not found"
    assert why_not("") == "not found"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert why_not(tmp_path) == "a folder, not a file"


def test_a_folder_is_no_file_on_windows_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the system says only that it is forbidden."""
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    assert why_not(tmp_path) == "a folder, not a file"


def test_a_file_in_the_place_of_a_folder(a_file: str) -> None:
    assert why_not(f"{a_file}/inside") == "cannot be opened: not a directory"


@UNIX
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert why_not(tmp_path / "pipe") == "a named pipe, not a file"


@UNIX
def test_a_device_is_no_file() -> None:
    assert why_not(os.devnull) == "a device, not a file"


@UNIX
def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert why_not("socket") == "a socket, not a file"


def test_what_is_nothing_anyone_has_heard_of(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:  # pytest asks the same question
        elsewhere.setattr(os, "fstat", lambda _: SimpleNamespace(st_mode=0xD000))
        assert why_not(a_file) == "not a regular file"


def test_a_file_that_is_forbidden(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    assert why_not(a_file) == "cannot be opened: permission denied"


def test_a_file_in_a_folder_that_is_forbidden(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    monkeypatch.setattr(os, "stat", failing(errno.EACCES))
    assert why_not(a_file) == "cannot be opened: permission denied"


def test_a_file_whose_state_is_not_told_is_closed_again(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "fstat", failing(errno.EIO))
        assert why_not(a_file) == "cannot be read: input/output error"


@UNIX
def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "broken").symlink_to("nowhere")
    assert why_not(tmp_path / "loop") == f"cannot be opened: {os.strerror(errno.ELOOP).lower()}"
    assert why_not(tmp_path / "broken") == "a symbolic link to nothing"


@UNIX
def test_a_link_the_user_names_is_followed(tmp_path: Path, a_file: str) -> None:
    (tmp_path / "link").symlink_to(a_file)
    assert why_not(tmp_path / "link") == ""


def test_a_name_with_a_nul_in_it() -> None:
    said = why_not("nt\0oskrnl.exe")
    assert said.startswith("cannot be opened: ")
    assert "embedded null" in said  # in the words of this Python
    assert not folder.is_folder("nt\0oskrnl.exe")


def test_a_name_longer_than_any_system_allows(tmp_path: Path) -> None:
    assert why_not(tmp_path / ("x" * 5000)).startswith(("cannot be opened: ", "not found"))


def test_a_file_larger_than_memory(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(CONTENT)
        file.truncate(SIXTY_FOUR_GIB)
    opened = folder.open_file(str(path))
    assert opened.size == SIXTY_FOUR_GIB
    assert opened.read_at(0, 10) == CONTENT[:10]
    assert opened.read_at(SIXTY_FOUR_GIB - 2, 10) == b"\0\0"
    opened.close()


@pytest.mark.parametrize("has_pread", [True, False])
def test_a_place_no_file_reaches(a_file: str, has_pread: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_pread:
        monkeypatch.delattr(os, "pread", raising=False)
    opened = folder.open_file(a_file)
    with pytest.raises(InaccessibleError, match="cannot be read: ") as caught:
        opened.read_at(1 << 70, 1)
    assert caught.value.offset == 1 << 70
    opened.close()


def test_a_file_that_shrinks_gives_what_is_left(a_file: str) -> None:
    opened = folder.open_file(a_file)
    os.truncate(a_file, 100)
    assert opened.read_at(50, 1000) == CONTENT[50:100]
    assert opened.read_at(200, 1000) == b""
    assert opened.size == len(CONTENT)
    opened.close()


@UNIX
@pytest.mark.skipif(not hasattr(os, "pread"), reason="the twin has a test of its own")
def test_a_bad_sector_is_named_by_its_place(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.pread
    monkeypatch.setattr(os, "pread", lambda fd, n, at: failing(errno.EIO)() if at >= 0x400 else whole(fd, n, at))
    opened = folder.open_file(a_file)
    assert opened.read_at(0, 4) == CONTENT[:4]
    with pytest.raises(InaccessibleError) as caught:
        opened.read_at(0x400, 4)
    assert str(caught.value) == f"{a_file} at offset 0x400: cannot be read: input/output error"
    opened.close()


@UNIX
def test_calls_that_give_less_than_asked_are_repeated(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.pread
    monkeypatch.setattr(os, "pread", lambda fd, n, at: whole(fd, min(n, 7), at))
    opened = folder.open_file(a_file)
    assert opened.read_at(3, 1000) == CONTENT[3:1003]
    assert opened.read_at(0, 1 << 20) == CONTENT
    opened.close()


def test_without_pread_the_bytes_are_the_same(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(4)
    asked = [(dice.randrange(len(CONTENT) + 50), dice.randrange(600)) for _ in range(200)]
    opened = folder.open_file(a_file)
    found = [opened.read_at(*place) for place in asked]
    opened.close()

    monkeypatch.delattr(os, "pread", raising=False)
    again = folder.open_file(a_file)
    assert [again.read_at(*place) for place in asked] == found
    assert found == [CONTENT[at : at + count] for at, count in asked]
    again.close()


def test_a_complaint_at_closing_is_no_one_s_concern(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, close = folder.open_file(a_file), os.close

    def complaining(descriptor: int) -> None:
        close(descriptor)
        failing(errno.EIO)()

    monkeypatch.setattr(os, "close", complaining)
    opened.close()


def loaded_anew() -> ModuleType:
    """The module as another system would load it."""
    spec = importlib.util.spec_from_file_location("folder_elsewhere", folder.__file__)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_flags_a_system_does_not_have_are_left_out(a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT"):
        monkeypatch.delattr(os, name, raising=False)
    elsewhere = loaded_anew()
    assert elsewhere._FLAGS == os.O_RDONLY
    opened = elsewhere.open_file(a_file)
    assert opened.read_at(0, 4) == CONTENT[:4]
    opened.close()


def test_line_ends_are_not_translated_where_a_system_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "O_BINARY", 0x8000, raising=False)
    monkeypatch.setattr(os, "O_NOINHERIT", 0x80, raising=False)
    assert loaded_anew()._FLAGS & 0x8080 == 0x8080


# Folders


@pytest.mark.parametrize("form", [str, Path, os.fsencode])
def test_a_folder_is_a_tree_by_any_form_of_its_path(tmp_path: Path, form: Callable[[Path], Any]) -> None:
    (tmp_path / "a.dll").touch()
    (tmp_path / "sub").mkdir()
    tree = folder.Folder(form(tmp_path))
    assert tree.root == str(tmp_path)
    source, below = tree.contents(tree.root)
    assert isinstance(source, Source)
    assert source.label == str(tmp_path / "a.dll")
    assert below == Subfolder(str(tmp_path / "sub"), "sub")
    assert list(tree.contents(below.path)) == []


def test_a_folder_that_is_not_there_is_a_tree_that_says_so(tmp_path: Path) -> None:
    tree = folder.Folder(tmp_path / "gone")
    assert list(tree.contents(tree.root)) == [Skipped(tree.root, "cannot be listed: no such file or directory")]


def test_a_host_s_tree_is_taken_as_it_is(tmp_path: Path) -> None:
    tree = folder.Folder(tmp_path)
    assert folder.as_tree(tree) is tree
    assert [folder.as_tree(place).root for place in (tmp_path, str(tmp_path))] == [str(tmp_path)] * 2


def test_a_folder_is_walked_by_name_its_files_before_its_folders(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a/deep/x", "a/y", "Z", "c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "empty").mkdir()
    assert names(tmp_path) == ["Z", "c", "a/y", "a/deep/x", "b/1", "b/2"]
    assert names(tmp_path) == names(tmp_path)


def test_a_source_found_opens_its_file(tmp_path: Path, a_file: str) -> None:
    (source,) = walked(tmp_path)
    assert isinstance(source, Source)
    assert (source.label, source.name) == (a_file, "ntoskrnl.exe")
    opened = source.open()
    assert opened.read_at(0, 4) == CONTENT[:4]
    opened.close()


def test_nothing_is_opened_by_walking(tmp_path: Path, a_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EIO))
    assert [label(entry) for entry in walked(tmp_path)] == [a_file]


@UNIX
def test_what_is_no_file_is_skipped_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a file").touch()
    (tmp_path / "a folder").mkdir()
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "to a file").symlink_to("a file")
    (tmp_path / "to itself").symlink_to(".")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
    skipped = {Path(each.path).name: each for each in walked(tmp_path) if isinstance(each, Skipped)}
    assert {name: each.problem for name, each in skipped.items()} == {
        "broken": "a symbolic link, not followed",
        "pipe": "a named pipe, not a file",
        "socket": "a socket, not a file",
        "to a file": "a symbolic link, not followed",
        "to itself": "a symbolic link, not followed",
    }
    assert {(each.kind, each.offset) for each in skipped.values()} == {(SkipKind.UNREADABLE, None)}


@UNIX
def test_a_link_to_a_folder_is_walked_where_the_user_names_it(tmp_path: Path) -> None:
    (tmp_path / "system32").mkdir()
    (tmp_path / "system32" / "hal.dll").touch()
    (tmp_path / "link").symlink_to("system32")
    assert folder.is_folder(str(tmp_path / "link"))
    assert names(tmp_path / "link") == ["hal.dll"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(errno.EACCES, "cannot be listed: permission denied", id="forbidden"),
        pytest.param(errno.ENOENT, "cannot be listed: no such file or directory", id="gone"),
        pytest.param(errno.EIO, "cannot be listed: input/output error", id="a bad sector"),
    ],
)
def test_a_folder_that_cannot_be_listed_does_not_stop_the_walk(
    tmp_path: Path, error: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda at: failing(error)() if at.endswith("b") else scandir(at))
    assert names(tmp_path) == ["a/file", "b", "c/file"]
    assert walked(tmp_path)[1] == Skipped(str(tmp_path / "b"), said)


def test_a_folder_that_vanishes_while_walking(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    walk = folder.walk(str(tmp_path))
    assert label(next(walk)) == str(tmp_path / "a" / "file")
    (tmp_path / "b" / "file").unlink()
    (tmp_path / "b").rmdir()
    assert [type(entry) for entry in walk] == [Skipped]


def test_a_file_that_vanishes_while_walking(tmp_path: Path, a_file: str) -> None:
    (source,) = walked(tmp_path)
    Path(a_file).unlink()
    assert isinstance(source, Source)
    with pytest.raises(InaccessibleError, match=r"ntoskrnl\.exe: not found$"):
        source.open()


class Entry:
    """An entry of a listing, as any system may give it."""

    def __init__(self, mode: int = 0, reparse_tag: int = 0, error: int = 0) -> None:
        self.name, self.path, self.mode, self.tag, self.error = "odd", "folder/odd", mode, reparse_tag, error

    def is_symlink(self) -> bool:
        return False

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        assert not follow_symlinks
        return stat.S_ISDIR(self.mode)

    def is_file(self, *, follow_symlinks: bool) -> bool:
        assert not follow_symlinks
        return stat.S_ISREG(self.mode)

    def stat(self, *, follow_symlinks: bool) -> Any:
        assert not follow_symlinks
        if self.error:
            failing(self.error)()
        return SimpleNamespace(st_mode=self.mode, st_reparse_tag=self.tag)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        pytest.param(Entry(error=errno.EIO), "cannot be read: input/output error", id="that cannot be asked"),
        pytest.param(Entry(stat.S_IFBLK), "a device, not a file", id="a disk"),
        pytest.param(Entry(0xD000), "not a regular file", id="what only Solaris has"),
    ],
)
def test_an_entry_of_another_kind(entry: Entry, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "scandir", lambda _: contextlib.nullcontext([entry]))
    assert walked("folder") == [Skipped("folder/odd", said)]


@pytest.mark.parametrize(("system", "kind"), [("nt", stat.S_IFLNK), ("posix", stat.S_IFDIR)])
def test_a_junction_is_windows_other_link(system: str, kind: int, monkeypatch: pytest.MonkeyPatch) -> None:
    junction = cast("os.DirEntry[str]", Entry(stat.S_IFDIR, 0xA0000003))
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "name", system)
        found = folder._kind(junction)
    assert found == kind


def test_a_folder_of_windows_is_no_junction(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "name", "nt")
        found = folder._kind(cast("os.DirEntry[str]", Entry(stat.S_IFDIR)))
    assert found == stat.S_IFDIR


@LINUX
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "h\udce4l.dll").write_bytes(CONTENT)
    (source,) = walked(tmp_path)
    assert isinstance(source, Source)
    assert source.name == "h\udce4l.dll"
    assert why_not(source.label) == ""


@LINUX
def test_folders_deeper_than_a_path_can_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest cannot be named to the system in one word: that is said, and the walk goes on."""
    monkeypatch.chdir(tmp_path)
    for _ in range(250):
        Path("f" * 50).mkdir()
        os.chdir("f" * 50)
    Path("unreached").touch()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reached").touch()
    reached, rest = walked(tmp_path)
    assert label(reached) == str(tmp_path / "reached")
    assert isinstance(rest, Skipped)
    assert rest.problem == "cannot be listed: file name too long"
    shutil.rmtree(tmp_path / ("f" * 50))


def test_folders_deeper_than_the_call_stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = Entry(stat.S_IFDIR)
    levels = iter(range(5000))
    monkeypatch.setattr(os, "scandir", lambda _: contextlib.nullcontext([deep for _ in range(next(levels) < 4999)]))
    assert walked(tmp_path) == []


def test_a_folder_of_five_thousand_files(tmp_path: Path) -> None:
    wanted = [f"{number:04}.dll" for number in range(5000)]
    for name in random.Random(1).sample(wanted, len(wanted)):
        (tmp_path / name).touch()
    assert names(tmp_path) == wanted


@LINUX
def test_a_walk_given_up_leaves_nothing_open(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / str(number)).touch()
    next(folder.walk(str(tmp_path)))
