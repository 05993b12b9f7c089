import errno
import os
from pathlib import Path
from typing import Any

import pytest

from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.trees.installations import DEEPEST, Search, search

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has none of these in its folders")
WANTED = frozenset({"srv.sys", "inetinfo.exe", "winprint.dll", "explorer.exe", "ntldr", "ntkrnlmp.exe"})


@pytest.fixture(scope="module")
def case_matters(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("case")
    (folder / "a").touch()
    if (folder / "A").exists():
        pytest.skip("this file system does not tell names by their case")


def made(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"MZ")
    return root


def found(root: Path, path: str = ".") -> Search:
    return search(str(root / path), WANTED)


def under(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix()


def kernels(root: Path, path: str = ".") -> list[str]:
    return [under(root, one.kernel.label) for one in found(root, path).installations if isinstance(one.kernel, Source)]


def others(root: Path, path: str = ".") -> list[str]:
    (installation,) = found(root, path).installations
    return [under(root, source.label) for source in installation.others]


def problems(root: Path) -> list[str]:
    result = found(root)
    kernel = [one.kernel for one in result.installations if isinstance(one.kernel, Skipped)]
    skipped = [*result.skipped, *kernel, *(each for one in result.installations for each in one.skipped)]
    return [f"{under(root, each.path)}: {each.problem}".replace(f"{root}{os.sep}", "") for each in skipped]


# Where


@pytest.mark.parametrize("path", [".", "c", "c/WINNT", "c/WINNT/system32"])
def test_a_volume_its_nt_or_its_system32_may_be_named(tmp_path: Path, path: str) -> None:
    made(tmp_path, "c/WINNT/system32/ntoskrnl.exe", "c/autoexec.bat")
    assert kernels(tmp_path, path) == ["c/WINNT/system32/ntoskrnl.exe"]


@pytest.mark.parametrize(
    "path",
    [
        "WINNT/SYSTEM32/NTOSKRNL.EXE",
        "winnt/system32/ntoskrnl.exe",
        "WINDOWS/System32/NtOsKrnl.Exe",
        "WINNT35/system32/ntoskrnl.exe",
        "anything at all/System32/ntoskrnl.exe",
    ],
)
def test_names_are_found_in_any_case(tmp_path: Path, path: str) -> None:
    made(tmp_path, path)
    assert kernels(tmp_path) == [path]


def test_the_root_is_the_folder_that_setup_made(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe")
    assert [one.root for one in found(tmp_path).installations] == [str(tmp_path / "WINNT")]
    assert [one.root for one in found(tmp_path, "WINNT/system32").installations] == [str(tmp_path / "WINNT/system32")]


def test_several_installations_on_one_volume_are_several_systems(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT.SBS/system32/ntoskrnl.exe", "d/NT/system32/ntoskrnl.exe")
    assert kernels(tmp_path) == [
        "WINNT/system32/ntoskrnl.exe",
        "WINNT.SBS/system32/ntoskrnl.exe",
        "d/NT/system32/ntoskrnl.exe",
    ]


def test_a_folder_with_a_kernel_and_no_system32_below_is_a_system32(tmp_path: Path) -> None:
    made(tmp_path, "evidence/NTOSKRNL.EXE", "evidence/hal.dll", "evidence/sub/readme.txt")
    assert kernels(tmp_path, "evidence") == ["evidence/NTOSKRNL.EXE"]
    assert others(tmp_path, "evidence") == ["evidence/hal.dll"]


def test_a_loose_kernel_beside_a_system_does_not_hide_it(tmp_path: Path) -> None:
    made(tmp_path, "ntoskrnl.exe", "c/WINNT/system32/ntoskrnl.exe")
    assert kernels(tmp_path) == ["c/WINNT/system32/ntoskrnl.exe"]


def test_a_system32_is_looked_for_a_few_levels_deep(tmp_path: Path) -> None:
    made(tmp_path, "1/2/3/system32/ntoskrnl.exe", "a/b/c/d/system32/ntoskrnl.exe")
    assert DEEPEST == 4
    assert kernels(tmp_path) == ["1/2/3/system32/ntoskrnl.exe"]
    assert kernels(tmp_path, "a") == ["a/b/c/d/system32/ntoskrnl.exe"]


@pytest.mark.parametrize(
    "folder",
    [
        "WINNT/$NtServicePackUninstall$",
        "WINNT/$NtUninstallQ244509$",
        "WINNT/$ntuninstallq244509$/system32",
        "WINNT/system32/dllcache",
        "WINNT/repair",
        "WINNT/repair/system32",
        "i386/system32",
        "I386",
        "ALPHA/SYSTEM32",
    ],
)
def test_old_copies_are_no_running_system(tmp_path: Path, folder: str) -> None:
    made(tmp_path, f"{folder}/ntoskrnl.exe", f"{folder}/hal.dll")
    assert found(tmp_path).installations == ()
    made(tmp_path, "WINNT/system32/ntoskrnl.exe")
    assert kernels(tmp_path) == ["WINNT/system32/ntoskrnl.exe"]
    assert others(tmp_path) == []


def test_a_platform_may_be_the_name_of_a_folder_of_disks(tmp_path: Path) -> None:
    made(tmp_path, "alpha/WINNT/system32/ntoskrnl.exe", "i386/WINNT/system32/ntoskrnl.exe")
    assert kernels(tmp_path) == ["alpha/WINNT/system32/ntoskrnl.exe", "i386/WINNT/system32/ntoskrnl.exe"]


# What for those who find none


def test_where_there_is_nothing_it_says_what_was_seen(tmp_path: Path) -> None:
    made(tmp_path, "a.jpg", "b/c.jpg", "WINNT/system32/hal.dll", "old/ntoskrnl.exe")
    result = found(tmp_path)
    assert (result.installations, result.files) == ((), 4)
    assert [under(tmp_path, path) for path in result.empty] == ["WINNT/system32"]
    assert [under(tmp_path, path) for path in result.astray] == ["old/ntoskrnl.exe"]


# Which files


def test_every_place_of_a_system_is_looked_at(tmp_path: Path) -> None:
    made(
        tmp_path,
        *("ntldr", "WINNT/EXPLORER.EXE", "WINNT/system32/ntoskrnl.exe", "WINNT/system32/HAL.DLL"),
        *("WINNT/system32/DRIVERS/SRV.SYS", "WINNT/system32/InetSrv/inetinfo.exe"),
        *("WINNT/system32/spool/prtprocs/w32x86/winprint.dll", "WINNT/system32/spool/drivers/w32x86/2/srv.sys"),
        *("WINNT/system32/other.dll", "WINNT/other/explorer.exe", "other/ntldr"),
    )
    assert others(tmp_path) == [
        "WINNT/system32/HAL.DLL",
        "WINNT/system32/DRIVERS/SRV.SYS",
        "WINNT/system32/InetSrv/inetinfo.exe",
        "WINNT/system32/spool/drivers/w32x86/2/srv.sys",
        "WINNT/system32/spool/prtprocs/w32x86/winprint.dll",
        "WINNT/EXPLORER.EXE",
        "ntldr",
    ]
    assert "ntldr" not in others(tmp_path, "WINNT")


def test_a_kernel_in_another_place_than_system32_is_not_asked_for(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/ntkrnlmp.exe", "WINNT/system32/drivers/ntkrnlmp.exe")
    assert others(tmp_path) == []


@pytest.mark.parametrize(
    ("names", "boots", "beside"),
    [
        pytest.param(["ntoskrnl.exe"], "ntoskrnl.exe", [], id="one"),
        pytest.param(["ntkrnlmp.exe", "NTOSKRNL.EXE"], "NTOSKRNL.EXE", ["ntkrnlmp.exe"], id="a spare one"),
        pytest.param(["ntkrnlmp.exe"], "ntkrnlmp.exe", [], id="the only one, under another name"),
    ],
)
def test_the_kernel_that_boots_is_told_by_its_name(
    tmp_path: Path, names: list[str], boots: str, beside: list[str]
) -> None:
    made(tmp_path, *(f"WINNT/system32/{name}" for name in names))
    assert kernels(tmp_path) == [f"WINNT/system32/{boots}"]
    assert others(tmp_path) == [f"WINNT/system32/{name}" for name in beside]


def test_of_several_kernels_without_the_usual_name_none_is_chosen(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntkrnlmp.exe", "WINNT/system32/ntkrnlpa.exe")
    assert kernels(tmp_path) == []
    assert problems(tmp_path) == [
        "WINNT/system32: several kernels and no ntoskrnl.exe: ntkrnlmp.exe, ntkrnlpa.exe; which one boots is unknown"
    ]


# Names that differ by case only


def twice(path: str, other: str) -> str:
    return f"{path}: another name differs from it by case only, {other}: which one NT would open is unknown"


@pytest.mark.usefixtures("case_matters")
def test_a_file_that_is_there_twice_is_named_and_not_chosen(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/system32/HAL.DLL", "WINNT/system32/hal.dll")
    assert others(tmp_path) == []
    assert problems(tmp_path) == [twice("WINNT/system32/HAL.DLL", "WINNT/system32/hal.dll")]


@pytest.mark.usefixtures("case_matters")
def test_a_kernel_that_is_there_twice_is_no_kernel_to_judge(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/system32/NTOSKRNL.EXE", "WINNT/system32/ntkrnlmp.exe")
    assert kernels(tmp_path) == []
    assert problems(tmp_path) == [twice("WINNT/system32/NTOSKRNL.EXE", "WINNT/system32/ntoskrnl.exe")]


@pytest.mark.usefixtures("case_matters")
def test_folders_that_are_one_to_nt_are_looked_at_as_one(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/SYSTEM32/NTOSKRNL.EXE", "WINNT/system32/hal.dll", "WINNT/system32/Drivers/srv.sys")
    made(tmp_path, "WINNT/SYSTEM32/DRIVERS/SRV.SYS")
    assert kernels(tmp_path) == ["WINNT/SYSTEM32/NTOSKRNL.EXE"]
    assert others(tmp_path) == ["WINNT/system32/hal.dll"]
    assert problems(tmp_path) == [twice("WINNT/SYSTEM32/DRIVERS/SRV.SYS", "WINNT/system32/Drivers/srv.sys")]


# What is no file, and no folder


@UNIX
def test_no_link_is_followed_and_nothing_is_waited_for(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "real/srv.sys", "WINNT/system32/inetsrv/explorer.exe/x")
    os.mkfifo(tmp_path / "WINNT/system32/hal.dll")
    (tmp_path / "WINNT/system32/drivers").symlink_to(tmp_path / "real")
    (tmp_path / "WINNT/explorer.exe").symlink_to(tmp_path / "real/srv.sys")
    (tmp_path / "away").symlink_to(tmp_path)
    assert kernels(tmp_path) == ["WINNT/system32/ntoskrnl.exe"]
    assert others(tmp_path) == []
    assert problems(tmp_path) == [
        "WINNT/system32/drivers: a symbolic link, not followed",
        "WINNT/system32/hal.dll: a named pipe, not a file",
        "WINNT/system32/inetsrv/explorer.exe: a folder, not a file",
        "WINNT/explorer.exe: a symbolic link, not followed",
    ]


@UNIX
@pytest.mark.parametrize("link", ["WINNT", "WINNT/system32"])
def test_a_system_behind_a_link_is_not_found_and_the_link_is_named(tmp_path: Path, link: str) -> None:
    made(tmp_path / "real", "ntoskrnl.exe", "system32/ntoskrnl.exe")
    root = tmp_path / "disk"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(tmp_path / "real")
    assert found(root).installations == ()
    assert problems(root) == [f"{link}: a symbolic link, not followed"]
    assert [one.root for one in found(root, link).installations] == [str(root / link)]


@UNIX
@pytest.mark.parametrize("kind", ["a named pipe, not a file", "a symbolic link, not followed"])
def test_what_lies_in_the_kernel_s_place_is_named(tmp_path: Path, kind: str) -> None:
    kernel = tmp_path / "WINNT/system32/NTOSKRNL.EXE"
    made(tmp_path, "WINNT/system32/hal.dll", "real.exe")
    if "pipe" in kind:
        os.mkfifo(kernel)
    else:
        kernel.symlink_to(tmp_path / "real.exe")
    assert kernels(tmp_path) == []
    assert problems(tmp_path) == [f"WINNT/system32/NTOSKRNL.EXE: {kind}"]


@pytest.mark.parametrize("closed", ["WINNT/system32/drivers", "other", "WINNT/system32/spool/drivers"])
def test_a_folder_that_cannot_be_listed_is_named_and_the_rest_goes_on(
    tmp_path: Path, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/system32/hal.dll", f"{closed}/srv.sys")
    whole = os.scandir

    def listed(path: Any) -> Any:
        if Path(path) == tmp_path / closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return whole(path)

    monkeypatch.setattr(os, "scandir", listed)
    assert kernels(tmp_path) == ["WINNT/system32/ntoskrnl.exe"]
    assert others(tmp_path) == ["WINNT/system32/hal.dll"]
    assert problems(tmp_path) == [f"{closed}: cannot be listed: permission denied"]


def test_nothing_is_opened_by_searching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe")

    def forbidden(*_: Any, **__: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    assert kernels(tmp_path) == ["WINNT/system32/ntoskrnl.exe"]
