import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ntfp.errors import InaccessibleError
from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.facts.tree import Subfolder
from ntfp.trees.contents import MOST_SPOOL
from ntfp.trees.folder import Folder
from ntfp.trees.installations import DEEPEST, Installation, Search, search
from tests.trees.making import Entry, MadeTree, file, folder, made, under

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has none of these in its folders")
WANTED = frozenset({"srv.sys", "inetinfo.exe", "winprint.dll", "explorer.exe", "ntldr", "ntkrnlmp.exe"})


@pytest.fixture(scope="module")
def case_matters(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("case")
    (folder / "a").touch()
    if (folder / "A").exists():
        pytest.skip("this file system does not tell names by their case")


def found(root: Path, path: str = ".") -> Search:
    return search(Folder(root / path), WANTED)


def installed(root: Path, path: str = ".") -> Installation:
    (installation,) = found(root, path).installations
    return installation


def kernels(root: Path, path: str = ".") -> list[str]:
    return [under(root, one.kernel.label) for one in found(root, path).installations if isinstance(one.kernel, Source)]


def others(root: Path, path: str = ".") -> list[str]:
    (installation,) = found(root, path).installations
    return [under(root, source.label) for source in installation.others]


def hives(root: Path) -> list[str]:
    return [under(root, one.label) for one in installed(root).hives if isinstance(one, Source)]


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


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("WINNT/Cluster/clusres.dll", id="the Cluster Server's"),
        pytest.param("PROGRAM FILES/Windows NT/hypertrm.exe", id="what comes with NT and is no part of it"),
    ],
)
def test_files_are_looked_for_where_they_live(tmp_path: Path, path: str) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", path, "WINNT/other/clusres.dll", "Program Files/hypertrm.exe")
    (one,) = search(Folder(tmp_path), {"clusres.dll", "hypertrm.exe"}).installations
    assert [under(tmp_path, source.label) for source in one.others] == [path]


def test_a_program_of_the_same_name_elsewhere_is_not_taken_for_nt_s(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/system/srv.sys", "WINNT/TEMP/explorer.exe", "WINNT/inf/ntldr")
    made(tmp_path, "Program Files/Antivirus/srv.sys", "WINNT/system32/os2/dll/winprint.dll", "TEMP/explorer.exe")
    assert others(tmp_path) == []


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


def merged(path: str, other: str) -> str:
    return f"{path}: another folder differs from it by case only, {other}: what lies in any of them is taken as one"


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
    assert problems(tmp_path) == [
        merged("WINNT/SYSTEM32", "WINNT/system32"),
        merged("WINNT/SYSTEM32/DRIVERS", "WINNT/system32/Drivers"),
        twice("WINNT/SYSTEM32/DRIVERS/SRV.SYS", "WINNT/system32/Drivers/srv.sys"),
    ]


@pytest.mark.usefixtures("case_matters")
def test_a_registry_in_a_second_system32_is_not_the_kernel_s(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/SYSTEM32/config/software", "WINNT/SYSTEM32/hal.dll")
    (tmp_path / "WINNT/SYSTEM32/$NtUninstallQ246009$").mkdir()
    one = installed(tmp_path)
    assert (one.hives, one.uninstalls) == ((), ())
    assert problems(tmp_path) == [
        merged("WINNT/SYSTEM32", "WINNT/system32"),
        "WINNT/SYSTEM32/config: not in the folder that the kernel is known to lie in: its hives are not believed",
    ]
    made(tmp_path, "WINNT/system32/config/system")
    assert hives(tmp_path) == ["WINNT/system32/config/system"]


@pytest.mark.usefixtures("case_matters")
def test_no_file_of_a_second_system32_can_be_asked_for_by_its_name(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/SYSTEM32/ntkrnlsp.exe", "WINNT/system32/halsp.dll")
    one = installed(tmp_path)
    assert (one.pick("ntkrnlsp.exe"), len(one.pick("halsp.dll"))) == ((), 1)


@pytest.mark.usefixtures("case_matters")
def test_where_the_kernel_is_in_both_no_registry_is_believed(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/SYSTEM32/ntoskrnl.exe", "WINNT/SYSTEM32/config/software")
    assert installed(tmp_path).hives == ()
    assert problems(tmp_path) == [
        twice("WINNT/SYSTEM32/ntoskrnl.exe", "WINNT/system32/ntoskrnl.exe"),
        merged("WINNT/SYSTEM32", "WINNT/system32"),
        "WINNT/SYSTEM32/config: not in the folder that the kernel is known to lie in: its hives are not believed",
    ]


@pytest.mark.usefixtures("case_matters")
def test_of_two_config_folders_none_is_the_registry(tmp_path: Path) -> None:
    made(tmp_path, "c/system32/ntoskrnl.exe", "c/system32/config/software", "c/system32/CONFIG/system")
    (one,) = installed(tmp_path, "c").hives
    assert isinstance(one, Skipped)
    assert f"{under(tmp_path, one.path)}: {one.problem}".replace(f"{tmp_path}{os.sep}", "") == twice(
        "c/system32/CONFIG", "c/system32/config"
    )


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


@pytest.mark.usefixtures("case_matters")
def test_a_folder_beside_that_is_the_same_to_nt_is_named(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "winnt/system32/hal.dll")
    assert kernels(tmp_path) == ["WINNT/system32/ntoskrnl.exe"]
    assert problems(tmp_path) == [twice("WINNT", "winnt")]
    made(tmp_path, "winnt/system32/ntoskrnl.exe")
    assert kernels(tmp_path) == ["WINNT/system32/ntoskrnl.exe", "winnt/system32/ntoskrnl.exe"]
    assert problems(tmp_path) == [twice("WINNT", "winnt")]


@pytest.mark.parametrize("name", ["WINNT/system32/ntoskrnl.exe/x", "WINNT/system32"])
def test_what_only_has_the_name_makes_no_system(tmp_path: Path, name: str) -> None:
    """A folder called as the kernel, a file called system32."""
    made(tmp_path, name)
    assert found(tmp_path).installations == ()


# What somebody may ask for by its name


def test_any_file_of_system32_can_be_asked_for_by_its_name(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "WINNT/system32/NTKRNLSP.EXE", "WINNT/halsp.dll")
    (kernel,) = installed(tmp_path).pick("NtKrnlSp.exe")
    assert isinstance(kernel, Source)
    assert under(tmp_path, kernel.label) == "WINNT/system32/NTKRNLSP.EXE"
    assert installed(tmp_path).pick("halsp.dll") == ()


@pytest.mark.parametrize("name", ["../../boot.ini", "..", "", "drivers/srv.sys", "drivers\\srv.sys"])
def test_no_name_leads_out_of_system32(tmp_path: Path, name: str) -> None:
    made(tmp_path, "boot.ini", "WINNT/system32/ntoskrnl.exe", "WINNT/system32/drivers/srv.sys")
    assert installed(tmp_path).pick(name) == ()


@pytest.mark.usefixtures("case_matters")
def test_what_is_asked_for_and_there_twice_is_not_chosen(tmp_path: Path) -> None:
    made(tmp_path, *(f"WINNT/system32/{name}" for name in ("ntoskrnl.exe", "halsp.dll", "HALSP.DLL")))
    (problem,) = installed(tmp_path).pick("halsp.dll")
    assert isinstance(problem, Skipped)
    assert problem.problem.startswith("another name differs from it by case only")


# boot.ini, and where its volume's root is


@pytest.mark.parametrize(
    ("boot_ini", "system", "named", "folder"),
    [
        pytest.param("BOOT.INI", "WINNT", ".", "winnt", id="a volume"),
        pytest.param("c/boot.ini", "c/WinNT.SBS", ".", "winnt.sbs", id="a folder of volumes"),
        pytest.param("c/boot.ini", "c/NT/Four", ".", "nt/four", id="a system deeper in its volume"),
        pytest.param("c/boot.ini", "d/WINNT", ".", "winnt", id="started from another volume"),
        pytest.param("boot.ini", "WINNT", "WINNT", None, id="only the system's folder was named"),
        pytest.param("boot.ini", "WINNT", "WINNT/system32", None, id="only its system32 was named"),
        pytest.param("WINNT/boot.ini", "WINNT", ".", "winnt", id="one in the system's folder is not the loader's"),
    ],
)
def test_the_loader_s_file_lies_in_the_root_of_the_volume(
    tmp_path: Path, boot_ini: str, system: str, named: str, folder: str | None
) -> None:
    made(tmp_path, boot_ini, f"{system}/system32/ntoskrnl.exe")
    one = installed(tmp_path, named)
    its = folder is not None and str(Path(system)).casefold() == (Path(boot_ini).parent / folder).as_posix().casefold()
    assert one.folder == folder
    assert (under(tmp_path, one.boot_ini.label) if isinstance(one.boot_ini, Source) else None) == (
        boot_ini if its else None
    )


def test_one_collected_beside_the_kernel_is_found(tmp_path: Path) -> None:
    one = installed(made(tmp_path, "ntoskrnl.exe", "Boot.ini"))
    assert isinstance(one.boot_ini, Source)
    assert one.folder is None


@UNIX
def test_one_that_is_a_pipe_is_said_and_not_waited_for(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe")
    os.mkfifo(tmp_path / "boot.ini")
    assert installed(tmp_path).boot_ini == Skipped(str(tmp_path / "boot.ini"), "a named pipe, not a file")


def test_systems_of_one_volume_share_its_loader(tmp_path: Path) -> None:
    made(tmp_path, "boot.ini", "WINNT/system32/ntoskrnl.exe", "WINNT.SBS/system32/ntoskrnl.exe")
    one, other = found(tmp_path).installations
    assert one.boot_ini == other.boot_ini != None  # noqa: E711
    assert [one.folder, other.folder] == ["winnt", "winnt.sbs"]


# What is not the running system


def test_folders_that_are_not_the_running_system_are_named(tmp_path: Path) -> None:
    made(
        tmp_path,
        *("WINNT/$NtServicePackUninstall$/ntoskrnl.exe", "WINNT/$NtUninstallQ244509$/ntoskrnl.exe"),
        *("WINNT/repair/software._", "WINNT/system32/dllcache/hal.dll", "WINNT/system32/ntoskrnl.exe"),
    )
    one = installed(tmp_path)
    assert [(under(tmp_path, each.path), each.because) for each in one.aside] == [
        ("WINNT/$NtServicePackUninstall$", "what a service pack replaced"),
        ("WINNT/$NtUninstallQ244509$", "what the hotfix Q244509 replaced"),
        ("WINNT/repair", "setup's repair data"),
        ("WINNT/system32/dllcache", "setup's cache of system files"),
    ]
    assert one.uninstalls == ("Q244509",)
    assert one.others == ()


def test_an_uninstall_folder_says_as_much_when_it_is_empty(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe")
    (tmp_path / "WINNT/$NtUninstallQ246009$").mkdir()
    assert installed(tmp_path).uninstalls == ("Q246009",)


@UNIX
def test_a_link_to_an_uninstall_folder_is_none(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/system32/ntoskrnl.exe", "real/x")
    (tmp_path / "WINNT/$NtUninstallQ246009$").symlink_to(tmp_path / "real")
    assert installed(tmp_path).uninstalls == ()
    assert installed(tmp_path).aside == ()


def test_the_hives_are_those_of_the_system_and_not_setup_s_copies(tmp_path: Path) -> None:
    made(tmp_path, "WINNT/repair/system", "WINNT/system32/Config/SYSTEM", "WINNT/system32/ntoskrnl.exe", "software")
    assert [under(tmp_path, one.label) for one in installed(tmp_path).hives if isinstance(one, Source)] == [
        "WINNT/system32/Config/SYSTEM"
    ]


# Folders of files


@pytest.mark.parametrize(
    ("paths", "named", "media"),
    [
        pytest.param(["I386/NTOSKRNL.EXE", "I386/NTKRNLMP.EXE"], "I386", True, id="a disc's folder, expanded"),
        pytest.param(
            ["I386/NTOSKRNL.EXE", "I386/SYSTEM32/NTDLL.DLL"], "I386", True, id="a disc's with setup's system32"
        ),
        pytest.param(["evidence/ntoskrnl.exe", "evidence/SYSTEM"], "evidence", True, id="what was collected"),
        pytest.param(["WINNT/system32/ntoskrnl.exe"], "WINNT/system32", False, id="a system32 by its name"),
        pytest.param(["mnt/ntoskrnl.exe", "mnt/Drivers/srv.sys"], "mnt", False, id="one by its drivers"),
        pytest.param(["mnt/ntoskrnl.exe", "mnt/CONFIG/SYSTEM"], "mnt", False, id="one by its hives"),
        pytest.param(["WINNT/system32/ntoskrnl.exe"], "WINNT", False, id="a system's folder"),
        pytest.param(["WINNT/system32/ntoskrnl.exe"], ".", False, id="a volume"),
    ],
)
def test_a_folder_of_files_is_told_from_an_installed_system(
    tmp_path: Path, paths: list[str], named: str, media: bool
) -> None:
    assert installed(made(tmp_path, *paths), named).media == media


def test_of_the_kernels_on_a_disc_the_uniprocessor_s_is_taken_and_the_other_named(tmp_path: Path) -> None:
    made(tmp_path, "I386/NTOSKRNL.EXE", "I386/NTKRNLMP.EXE", "I386/HAL.DLL")
    assert kernels(tmp_path, "I386") == ["I386/NTOSKRNL.EXE"]
    assert others(tmp_path, "I386") == ["I386/NTKRNLMP.EXE", "I386/HAL.DLL"]


def test_kernels_that_setup_has_not_expanded_are_named(tmp_path: Path) -> None:
    made(tmp_path, "I386/NTOSKRNL.EX_", "I386/ntkrnlmp.ex_", "I386/HAL.DL_", "c/WINNT/system32/ntoskrnl.ex_")
    result = found(tmp_path)
    assert (result.installations, result.astray) == ((), ())
    assert [under(tmp_path, path) for path in result.compressed] == [
        *("I386/NTOSKRNL.EX_", "I386/ntkrnlmp.ex_", "c/WINNT/system32/ntoskrnl.ex_"),
    ]


# Trees of a host


def test_a_host_s_tree_is_searched_like_a_folder() -> None:
    tree = MadeTree(
        "disk.img",
        {
            "disk.img": [file("disk.img:/boot.ini"), folder("disk.img:/WINNT"), folder("disk.img:/empty")],
            "disk.img:/WINNT": [folder("disk.img:/WINNT/System32"), folder("disk.img:/WINNT/$NtUninstallQ244509$")],
            "disk.img:/WINNT/System32": [
                *(file("disk.img:/WINNT/System32/NTOSKRNL.EXE"), file("disk.img:/WINNT/System32/hal.dll")),
                *(folder("disk.img:/WINNT/System32/config"), folder("disk.img:/WINNT/System32/drivers")),
            ],
            "disk.img:/WINNT/System32/config": [file("disk.img:/WINNT/System32/config/software")],
            "disk.img:/WINNT/System32/drivers": [file("disk.img:/WINNT/System32/drivers/srv.sys")],
        },
    )
    (one,) = search(tree, WANTED).installations
    assert (one.root, one.folder, one.uninstalls, one.media) == ("disk.img:/WINNT", "winnt", ("Q244509",), False)
    assert isinstance(one.kernel, Source)
    assert isinstance(one.boot_ini, Source)
    assert one.kernel.label == "disk.img:/WINNT/System32/NTOSKRNL.EXE"
    assert [source.name for source in one.others] == ["hal.dll", "srv.sys"]
    assert [hive.name for hive in one.hives if isinstance(hive, Source)] == ["software"]


def test_a_tree_that_leads_in_circles_is_searched_once() -> None:
    here = [file("c/ntldr"), folder("c", "again"), folder("c/WINNT")]
    winnt = [folder("c/WINNT/system32"), folder("c", "up")]
    system32 = [file("c/WINNT/system32/ntoskrnl.exe"), folder("c/WINNT/system32", "spool"), folder("c", "drivers")]
    result = search(MadeTree("c", {"c": here, "c/WINNT": winnt, "c/WINNT/system32": system32}), {"ntldr"})
    (one,) = result.installations
    assert one.root == "c/WINNT"
    assert [source.label for source in one.others] == ["c/ntldr"]  # by whichever way it was come to
    assert result.skipped == ()


def test_a_tree_in_which_every_folder_holds_itself_comes_to_an_end() -> None:
    class Endless:
        root = "x"

        def contents(self, at: str) -> Iterator[Subfolder]:
            return (Subfolder(f"{at}/{number}", str(number)) for number in range(10))

    result = search(Endless(), ())
    assert (result.installations, result.files, result.skipped) == ((), 0, ())


def test_a_spool_that_leads_in_circles_is_searched_once() -> None:
    folders = {
        "c": [file("c/ntoskrnl.exe"), folder("c/spool")],
        "c/spool": [folder("c/spool", "drivers"), folder("c", "up"), folder("c/spool/a"), file("c/spool/srv.sys")],
        "c/spool/a": [folder("c/spool", "b"), file("c/spool/a/srv.sys")],
    }
    asked: list[str] = []

    class Watched(MadeTree):
        def contents(self, folder: str) -> Iterator[Entry]:
            asked.append(folder)
            return super().contents(folder)

    circle = {**folders, "c/WINNT": [folder("c", "system32")], "": [folder("c/WINNT")]}
    (one,) = search(Watched("", circle), WANTED).installations
    assert [source.label for source in one.others] == ["c/spool/srv.sys", "c/spool/a/srv.sys"]
    assert [asked.count(path) for path in ("c/spool", "c/spool/a")] == [1, 1]


def test_a_spool_as_wide_as_a_volume_is_looked_at_so_far() -> None:
    class Wide:
        root = "c"
        listed = 0

        def contents(self, at: str) -> Iterator[Entry]:
            self.listed += 1
            if at == "c":
                yield folder("c/system32")
            elif at == "c/system32":
                yield from (file("c/system32/ntoskrnl.exe"), folder("c/system32/spool"))
            else:
                yield from (folder(f"{at}/{number}", "x") for number in range(100))

    wide = Wide()
    (one,) = search(wide, ()).installations
    assert wide.listed == 3 + MOST_SPOOL
    assert one.skipped[0] == Skipped("c/system32/spool", "after 2,000 folders below it the rest was not looked at")
    assert one.skipped[1].problem == (
        "another folder differs from it by case only, c/system32/spool/1, c/system32/spool/10, c/system32/spool/11"
        " and 96 more: what lies in any of them is taken as one"
    )


def test_a_folder_of_a_host_that_fails_costs_that_folder_only() -> None:
    class Failing(MadeTree):
        def contents(self, folder: str) -> Iterator[Entry]:
            yield from super().contents(folder)
            if folder.endswith("inetsrv"):
                raise InaccessibleError("disk.img", "ends here", 512)
            if folder.endswith("drivers"):
                raise OSError(errno.EIO, "Input/output error")

    folders = {
        "c": [folder("c/WINNT")],
        "c/WINNT": [folder("c/WINNT/system32")],
        "c/WINNT/system32": [
            *(file("c/WINNT/system32/ntoskrnl.exe"), file("c/WINNT/system32/hal.dll")),
            *(folder("c/WINNT/system32/drivers"), folder("c/WINNT/system32/inetsrv")),
        ],
        "c/WINNT/system32/drivers": [file("c/WINNT/system32/drivers/srv.sys")],
    }
    (one,) = search(Failing("c", folders), WANTED).installations
    assert [source.name for source in one.others] == ["hal.dll", "srv.sys"]
    assert one.skipped == (
        Skipped("c/WINNT/system32/drivers", "cannot be listed to its end: input/output error"),
        Skipped("c/WINNT/system32/inetsrv", "cannot be listed: ends here"),
    )


def test_a_system_under_two_names_is_one_system() -> None:
    folders = {
        "c": [folder("c/WINNT"), folder("c/WINNT", "WINDOWS")],
        "c/WINNT": [folder("c/WINNT/system32")],
        "c/WINNT/system32": [file("c/WINNT/system32/ntoskrnl.exe")],
    }
    assert [one.root for one in search(MadeTree("c", folders), ()).installations] == ["c/WINNT"]
