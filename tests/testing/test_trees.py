from datetime import UTC, datetime
from pathlib import Path

from ntfp.formats.pe import read_headers, version_blocks
from ntfp.formats.version_info import parse
from ntfp.testing import system_tree

STAMP = datetime(1999, 9, 22, tzinfo=UTC).timestamp()


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
