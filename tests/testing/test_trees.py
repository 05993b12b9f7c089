import re
import struct
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ntfp.facts.build import Branch, Flavour, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.formats.pe import read_headers, version_blocks
from ntfp.formats.version_info import parse
from ntfp.testing import Registry, kernel_image, software_hive, system_hive, system_tree
from tests.making import facts_of, identified

STAMP = datetime(1999, 9, 22, tzinfo=UTC).timestamp()
STAMP_OF_SP5 = datetime(1999, 4, 29, 12, 4, tzinfo=UTC)


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_kernel_is_the_multiprocessor_one_under_the_other_name(tmp_path: Path) -> None:
    kernel = (system_tree(tmp_path) / "WINNT/system32/ntoskrnl.exe").read_bytes()
    assert (len(kernel), read_headers(kernel).file.timestamp) == (951_808, 0x37E80077)
    assert b"HalStartNextProcessor" in kernel
    ((_, _, block),) = version_blocks(kernel)
    fixed = parse(block).fixed
    assert fixed
    assert str(fixed.file_version) == "4.0.1381.335"


def test_the_hal_keeps_its_own_name_inside(tmp_path: Path) -> None:
    hal = (system_tree(tmp_path) / "WINNT/system32/hal.dll").read_bytes()
    ((_, _, block),) = version_blocks(hal)
    assert parse(block).get("OriginalFilename") == "halmps.dll"


def test_the_tree_has_all_that_a_scan_walks_through(tmp_path: Path) -> None:
    assert system_tree(tmp_path) == tmp_path
    assert sorted(files(tmp_path)) == [
        "WINNT/explorer.exe",
        "WINNT/repair/setup.log",
        "WINNT/system32/advapi32.dll",
        "WINNT/system32/comctl32.dll",
        "WINNT/system32/drivers/sample.sys",
        "WINNT/system32/hal.dll",
        "WINNT/system32/kernel32.dll",
        "WINNT/system32/ntdll.dll",
        "WINNT/system32/ntoskrnl.exe",
        "WINNT/system32/shell32.dll",
    ]
    assert list((tmp_path / "WINNT/system32/config").iterdir()) == []


def test_setup_left_its_log(tmp_path: Path) -> None:
    log = (system_tree(tmp_path, folder="NT4") / "NT4/repair/setup.log").read_text("ascii")
    assert '\\NT4\\system32\\ntoskrnl.exe = "ntkrnlmp.exe"' in log.splitlines()


def test_every_file_carries_the_stamp_of_the_pack(tmp_path: Path) -> None:
    system_tree(tmp_path)
    assert {path.stat().st_mtime for path in tmp_path.rglob("*") if path.is_file()} == {STAMP}


def test_a_tree_is_the_same_every_time(tmp_path: Path) -> None:
    once, twice = system_tree(tmp_path / "once"), system_tree(tmp_path / "twice")
    assert files(once) == files(twice) == files(system_tree(once))


def test_a_fat_volume_shows_upper_case(tmp_path: Path) -> None:
    shown = system_tree(tmp_path, folder="WINNT35", upper_case=True)
    assert {path.name for path in shown.rglob("*")} == {path.name.upper() for path in shown.rglob("*")}
    assert (shown / "WINNT35/SYSTEM32/CONFIG").is_dir()


# Systems of other builds


def built(**facts: Any) -> KnownBuild:
    return KnownBuild(**{"branch": Branch.NT4, "platform": Platform.I386, "source": "made up", **facts})


@pytest.mark.parametrize(
    "kernel",
    [
        pytest.param(
            built(
                file="ntoskrnl.exe",
                branch=Branch.NT351,
                version=FileVersion(3, 51, 1057, 6),
                flavour=Flavour.UP,
                link=datetime(1996, 8, 20, 18, 28, 34, tzinfo=UTC),
                size=809_488,
            ),
            id="3.51",
        ),
        pytest.param(
            built(
                file="ntkrnlmp.exe",
                branch=Branch.NT4_TSE,
                version=FileVersion(4, 0, 1381, 33474),
                flavour=Flavour.MP,
                printed=date(2001, 1, 29),
                size=1_003_392,
            ),
            id="Terminal Server, of which only a date is printed",
        ),
        pytest.param(
            built(
                file="ntkrnlpa.exe",
                branch=Branch.WIN2000,
                version=FileVersion(5, 0, 2195, 6717),
                flavour=Flavour.PAE_UP,
                link=datetime(2003, 6, 10, 21, 42, 33, tzinfo=UTC),
            ),
            id="2000, PAE",
        ),
        pytest.param(
            built(
                file="ntoskrnl.exe",
                platform=Platform.ALPHA,
                version=FileVersion(4, 0, 1381, 335),
                link=datetime(1999, 9, 21, tzinfo=UTC),
                size=1_376_000,
            ),
            id="Alpha",
        ),
    ],
)
def test_a_recorded_kernel_makes_its_system(tmp_path: Path, kernel: KnownBuild) -> None:
    image = (system_tree(tmp_path, kernel=kernel) / "WINNT/system32/ntoskrnl.exe").read_bytes()
    build = identified(image)
    assert (build.branch, build.platform, build.version) == (kernel.branch, kernel.platform, kernel.version)
    assert build.flavour is (kernel.flavour or Flavour.UP)
    linked = kernel.link or datetime(2001, 1, 29, 12, tzinfo=UTC)
    assert facts_of(image).link_time == linked
    assert kernel.size in (None, len(image))


def test_the_system_of_another_kernel_has_the_modules_that_are_named_and_no_others(tmp_path: Path) -> None:
    link = datetime(1999, 4, 20, tzinfo=UTC)
    names = ("halmps.dll", "win32k.sys", "srv.sys", "gdi32.dll", "explorer.exe")
    modules = [built(file=name, version=FileVersion(4, 0, 1381, 204), link=link) for name in names]
    system_tree(tmp_path, kernel=kernel_image(link=link), modules=modules)
    assert sorted(files(tmp_path)) == [
        *("WINNT/explorer.exe", "WINNT/repair/setup.log", "WINNT/system32/drivers/srv.sys"),
        *("WINNT/system32/gdi32.dll", "WINNT/system32/hal.dll", "WINNT/system32/ntoskrnl.exe"),
        "WINNT/system32/win32k.sys",
    ]
    log = (tmp_path / "WINNT/repair/setup.log").read_text("ascii")
    assert '\\WINNT\\system32\\hal.dll = "halmps.dll"\n' in log


def test_bytes_are_taken_as_they_are(tmp_path: Path) -> None:
    system_tree(tmp_path, kernel=b"no kernel", files={"system32/drivers/x.sys": b"no driver"}, upper_case=True)
    assert files(tmp_path)["WINNT/SYSTEM32/NTOSKRNL.EXE"] == b"no kernel"
    assert files(tmp_path)["WINNT/SYSTEM32/DRIVERS/X.SYS"] == b"no driver"


def test_a_file_may_take_the_place_of_another(tmp_path: Path) -> None:
    system_tree(tmp_path, files={"system32/hal.dll": b"mine"})
    assert files(tmp_path)["WINNT/system32/hal.dll"] == b"mine"


def test_all_files_get_the_stamp_they_are_given(tmp_path: Path) -> None:
    stamp = datetime(1999, 4, 29, 12, 4, tzinfo=UTC)
    system_tree(tmp_path, stamp=stamp)
    assert {path.stat().st_mtime for path in tmp_path.rglob("*") if path.is_file()} == {stamp.timestamp()}


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        pytest.param(
            {"link": datetime(1999, 9, 21, tzinfo=UTC)},
            "ntoskrnl.exe of made up has no version: a kernel has one",
            id="no version",
        ),
        pytest.param(
            {"version": FileVersion(4, 0, 1381, 335)},
            "ntoskrnl.exe of made up has neither link time nor date",
            id="no time",
        ),
    ],
)
def test_what_cannot_be_made_is_said(tmp_path: Path, lacking: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        system_tree(tmp_path, kernel=built(file="ntoskrnl.exe", **lacking))


# What setup leaves beside the files


REGISTRY = Registry(pack=6, hotfixes=("Q246009",))


def test_with_a_registry_there_are_hives_and_the_loaders_menu(tmp_path: Path) -> None:
    bare, whole = files(system_tree(tmp_path / "bare")), files(system_tree(tmp_path / "whole", registry=REGISTRY))
    config = "WINNT/system32/config"
    assert whole.keys() - bare.keys() == {"boot.ini", f"{config}/software", f"{config}/system"}
    assert {name: whole[name] for name in bare} == bare


def test_the_hives_say_what_the_registry_does(tmp_path: Path) -> None:
    system_tree(tmp_path, registry=Registry(pack=6, hotfixes=("Q246009",), product="LanmanNT", suites=("Enterprise",)))
    config = tmp_path / "WINNT/system32/config"
    software = (config / "software").read_bytes()
    assert software == software_hive(pack="Service Pack 6", hotfixes=("Q246009",), system_root=r"C:\WINNT")
    assert (config / "system").read_bytes() == system_hive(pack=0x600, product="LanmanNT", suites=("Enterprise",))


def test_before_any_pack_the_hives_name_none(tmp_path: Path) -> None:
    system_tree(tmp_path, registry=Registry(), folder="NT4")
    config = tmp_path / "NT4/system32/config"
    assert (config / "software").read_bytes() == software_hive(pack=None, system_root=r"C:\NT4")
    assert (config / "system").read_bytes() == system_hive(pack=None)


@pytest.mark.parametrize(
    ("version", "format_"),
    [
        pytest.param("3.1", (1, 1), id="3.1"),
        pytest.param("3.5", (1, 2), id="3.5"),
        pytest.param("3.51", (1, 2), id="3.51"),
        pytest.param("4.0", (1, 3), id="4.0"),
        pytest.param("5.0", (1, 3), id="2000"),
    ],
)
def test_a_hive_has_the_format_of_its_windows(tmp_path: Path, version: str, format_: tuple[int, int]) -> None:
    system_tree(tmp_path, registry=Registry(version=version))
    hive = (tmp_path / "WINNT/system32/config/software").read_bytes()
    assert struct.unpack_from("<II", hive, 20) == format_


def test_the_loaders_menu_is_as_setup_writes_it(tmp_path: Path) -> None:
    system_tree(tmp_path, folder="NT4", registry=Registry(product="WinNT"))
    place = r"multi(0)disk(0)rdisk(0)partition(1)\NT4"
    assert (tmp_path / "boot.ini").read_bytes().decode("ascii").split("\r\n") == [
        *("[boot loader]", "timeout=30", f"default={place}", "[operating systems]"),
        f'{place}="Windows NT Workstation Version 4.0"',
        f'{place}="Windows NT Workstation Version 4.0 [VGA mode]" /basevideo /sos',
        "",
    ]


def test_the_menu_of_2000_is_another(tmp_path: Path) -> None:
    system_tree(tmp_path, registry=Registry(version="5.0", build="2195"))
    assert '="Microsoft Windows 2000 Server" /fastdetect\r\n' in (tmp_path / "boot.ini").read_bytes().decode("ascii")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        pytest.param("[boot loader]\n", b"[boot loader]\r\n", id="the caller's own text"),
        pytest.param(False, None, id="none, though there are hives"),
    ],
)
def test_the_menu_may_be_another_or_missing(tmp_path: Path, asked: str | bool, text: bytes | None) -> None:
    system_tree(tmp_path, registry=REGISTRY, boot_ini=asked)
    assert files(tmp_path).get("boot.ini") == text


def test_there_may_be_a_menu_without_hives(tmp_path: Path) -> None:
    system_tree(tmp_path, boot_ini=True)
    assert b'="Windows NT Server Version 4.0"' in (tmp_path / "boot.ini").read_bytes()


def test_an_alpha_has_no_such_menu(tmp_path: Path) -> None:
    link = datetime(1999, 9, 21, tzinfo=UTC)
    kernel = built(file="ntoskrnl.exe", platform=Platform.ALPHA, version=FileVersion(4, 0, 1381, 335), link=link)
    system_tree(tmp_path, kernel=kernel, registry=REGISTRY)
    assert "boot.ini" not in files(tmp_path)
    assert "WINNT/system32/config/system" in files(tmp_path)


def test_old_copies_lie_where_setup_keeps_them_under_the_names_they_had(tmp_path: Path) -> None:
    link = datetime(1999, 4, 20, tzinfo=UTC)
    old = [
        built(file=name, version=FileVersion(4, 0, 1381, 204), link=link, flavour=Flavour.MP)
        for name in ("ntkrnlmp.exe", "halmps.dll", "srv.sys")
    ]
    kept = {"$NtServicePackUninstall$": old, "system32/dllcache": old[2:]}
    system_tree(tmp_path, kernel=kernel_image(link=link), kept=kept)
    assert {path for path in files(tmp_path) if "Uninstall" in path or "dllcache" in path} == {
        "WINNT/$NtServicePackUninstall$/hal.dll",
        "WINNT/$NtServicePackUninstall$/ntoskrnl.exe",
        "WINNT/$NtServicePackUninstall$/srv.sys",
        "WINNT/system32/dllcache/srv.sys",
    }


def test_all_of_it_is_in_capitals_on_fat(tmp_path: Path) -> None:
    link = datetime(1999, 4, 20, tzinfo=UTC)
    old = built(file="srv.sys", version=FileVersion(4, 0, 1381, 204), link=link)
    shown = system_tree(tmp_path, upper_case=True, registry=REGISTRY, kept={"$NtUninstallQ1$": [old]})
    assert {path.name for path in shown.rglob("*")} == {path.name.upper() for path in shown.rglob("*")}
    assert {"BOOT.INI", "WINNT/SYSTEM32/CONFIG/SYSTEM", "WINNT/$NTUNINSTALLQ1$/SRV.SYS"} <= files(shown).keys()


def test_a_module_of_which_only_name_and_size_are_known_says_no_more(tmp_path: Path) -> None:
    system_tree(tmp_path, kernel=kernel_image(link=STAMP_OF_SP5), modules=[built(file="srv.sys", size=231_000)])
    facts = facts_of((tmp_path / "WINNT/system32/drivers/srv.sys").read_bytes(), "srv.sys")
    assert (facts.size, facts.version, facts.link_time, facts.versions) == (231_000, None, None, ())
