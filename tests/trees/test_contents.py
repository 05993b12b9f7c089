import os
from pathlib import Path

import pytest

from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.trees import contents
from ntfp.trees.folder import Folder
from ntfp.trees.listing import Lister
from tests.trees.making import made, under

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has none of these in its folders")


def hives(system32: Path) -> list[str]:
    lister = Lister(Folder(system32))
    return [
        under(system32, entry.label) if isinstance(entry, Source) else f"{under(system32, entry.path)}: {entry.problem}"
        for entry in contents.hives(lister.top(), lister)
    ]


def test_every_file_of_the_config_folder_may_be_a_hive_whatever_its_name(tmp_path: Path) -> None:
    names = ("SYSTEM", "software", "system.ALT", "mine.bak", "a.exe", "Sam.LOG", "DEFAULT")
    made(tmp_path, "software", *(f"CONFIG/{name}" for name in names))
    assert hives(tmp_path) == [
        *("CONFIG/a.exe", "CONFIG/DEFAULT", "CONFIG/mine.bak", "CONFIG/Sam.LOG"),
        *("CONFIG/software", "CONFIG/SYSTEM", "CONFIG/system.ALT"),
    ]


def test_without_a_config_folder_they_may_lie_among_what_was_collected(tmp_path: Path) -> None:
    made(tmp_path, "ntoskrnl.exe", "hal.dll", "ntfs.sys", "SYSTEM", "software.hiv", "com", "ntldr", "sub/software")
    made(tmp_path, "arial.TTF", "winnt.hlp", "kernel32.dl_", "notes.txt", "software_")
    assert hives(tmp_path) == ["com", "ntldr", "software.hiv", "software_", "SYSTEM"]


@pytest.mark.parametrize("setup", ["TXTSETUP.SIF", "dosnet.inf"])
def test_what_lies_where_setup_starts_from_is_no_registry_of_a_system(tmp_path: Path, setup: str) -> None:
    """SETUPREG.HIV is a hive, and setup's own."""
    made(tmp_path, "ntoskrnl.exe", "setupreg.hiv", setup)
    assert hives(tmp_path) == []


@UNIX
@pytest.mark.parametrize("kind", ["a named pipe, not a file", "a symbolic link, not followed"])
def test_a_config_folder_that_is_none_is_said(tmp_path: Path, kind: str) -> None:
    made(tmp_path / "real", "software")
    system32 = made(tmp_path / "system32", "ntoskrnl.exe")
    if "pipe" in kind:
        os.mkfifo(system32 / "Config")
    else:
        (system32 / "Config").symlink_to(tmp_path / "real")
    assert hives(system32) == [f"Config: {kind}"]


@UNIX
def test_a_hive_among_what_was_collected_that_is_no_file_is_said(tmp_path: Path) -> None:
    made(tmp_path, "ntoskrnl.exe", "system", "real")
    (tmp_path / "SOFTWARE").symlink_to(tmp_path / "real")
    assert hives(tmp_path) == ["SOFTWARE: a symbolic link, not followed", "real", "system"]


@UNIX
def test_a_hive_that_is_no_file_is_said_and_not_waited_for(tmp_path: Path) -> None:
    made(tmp_path, "config/system", "real")
    os.mkfifo(tmp_path / "config/sam")
    (tmp_path / "config/software").symlink_to(tmp_path / "real")
    assert hives(tmp_path) == [
        "config/sam: a named pipe, not a file",
        "config/software: a symbolic link, not followed",
        "config/system",
    ]


def test_a_config_folder_that_cannot_be_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "ntoskrnl.exe", "config/system")
    whole = os.scandir

    def listed(path: str) -> object:
        if Path(path).name == "config":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(os, "scandir", listed)
    assert hives(tmp_path) == ["config: cannot be listed: permission denied"]


def test_of_too_many_files_those_with_a_hive_s_name_are_looked_into(tmp_path: Path) -> None:
    most = contents.MOST_HIVES
    made(tmp_path, *(f"config/a{number:04}" for number in range(most + 10)), "config/SOFTWARE", "config/system")
    found = hives(tmp_path)
    assert found[-3:] == [
        *("config/SOFTWARE", "config/system"),
        f"config: hives were looked for in {most} of its {most + 12} files",
    ]
    assert len(found) == most + 1


def test_a_kernel_that_is_a_pipe_is_not_another_one(tmp_path: Path) -> None:
    system32 = Lister(Folder(made(tmp_path, "ntkrnlmp.exe", "ntoskrnl.exe"))).top()
    system32.others["ntoskrnl.exe"] = [Skipped("ntoskrnl.exe", "a named pipe, not a file")]
    del system32.sources["ntoskrnl.exe"]
    kernel, beside = contents.kernel(system32)
    assert kernel == Skipped("ntoskrnl.exe", "a named pipe, not a file")
    assert [entry.name for entry in beside if isinstance(entry, Source)] == ["ntkrnlmp.exe"]
