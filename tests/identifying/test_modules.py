"""Files that are no kernels: known by name, and HALs by the name inside."""

from datetime import UTC, datetime

import pytest

from ntfp.database import shipped_known
from ntfp.facts.build import Branch, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.testing import module_image
from tests.making import identified

MODULES = [row for rows in shipped_known().modules.values() for row in rows]


def made(row: KnownBuild, inside: str) -> bytes:
    assert row.link
    return module_image(inside, version=row.version, link=row.link, size=row.size)


@pytest.mark.parametrize("row", MODULES, ids=lambda row: f"{row.file} {row.branch} {row.version or row.link}")
def test_every_released_module_is_known(row: KnownBuild) -> None:
    build = identified(made(row, row.file), row.file.upper())
    assert not build.kernel
    assert build.branch is row.branch
    assert build.release is not None
    assert (build.release.link, build.release.size) == (row.link, row.size)
    assert set(row.packs) & set(build.packs)


@pytest.mark.parametrize("inside", ["halmps.dll", "hal.dll"])
def test_a_hal_installed_as_hal_dll_is_known_whatever_it_calls_itself(inside: str) -> None:
    row = next(row for row in MODULES if row.file == "halmps.dll" and row.packs == ("6",))
    build = identified(made(row, inside), "hal.dll")
    assert build.release == row


def test_an_unknown_hal_under_the_common_name_gets_no_place() -> None:
    image = module_image("hal.dll", version="4.0.1381.250", link=datetime(1999, 7, 1, tzinfo=UTC))
    build = identified(image, "hal.dll")
    assert (build.branch, build.packs, build.after, build.before) == (Branch.NT4, (), None, None)


def test_a_module_between_two_releases_has_a_range_of_packs() -> None:
    image = module_image("ntdll.dll", version="4.0.1381.310", link=datetime(2000, 1, 5, tzinfo=UTC))
    build = identified(image, "ntdll.dll")
    assert build.after is not None
    assert (build.after.title, build.before) == ("SP6", None)
    assert build.packs == ("4", "5", "6", "6a")


def test_a_module_nobody_recorded_has_a_branch_and_no_packs() -> None:
    image = module_image("srv.sys", version="4.0.1381.298", link=datetime(1999, 7, 9, tzinfo=UTC))
    build = identified(image, "srv.sys")
    assert (build.branch, build.packs, build.release) == (Branch.NT4, (), None)


def test_a_module_of_the_weeks_before_the_release_is_likely_of_its_branch() -> None:
    image = module_image("csrsrv.dll", version="4.0.1377.1", link=datetime(1996, 7, 20, tzinfo=UTC))
    build = identified(image, "csrsrv.dll")
    assert build.branch is Branch.NT4
    assert build.evidence[0].because == "version 4.0.1377.1 is of the weeks before Windows NT 4.0 was released"


def test_windows_95s_numbers_are_no_nt() -> None:
    image = module_image("user32.dll", version="4.0.950.0", link=datetime(1995, 7, 11, tzinfo=UTC))
    assert identified(image, "user32.dll").branch is Branch.OTHER


def test_shell_numbers_of_their_own_belong_to_the_branch_of_the_very_file() -> None:
    row = next(row for row in MODULES if str(row.version) == "4.72.3612.1702")
    assert identified(made(row, row.file), row.file).branch is Branch.NT4
    other = module_image(row.file, version="4.72.3612.1702", link=datetime(1999, 1, 1, tzinfo=UTC))
    assert identified(other, row.file).branch is Branch.OTHER


def test_a_module_of_another_platform_is_placed_by_its_version() -> None:
    row = next(row for row in MODULES if row.file == "ntdll.dll" and row.packs == ("5",))
    assert row.version and row.link
    image = module_image("ntdll.dll", version=row.version, link=row.link, platform=Platform.ALPHA)
    build = identified(image, "ntdll.dll")
    assert build.release is None
    assert build.packs == ("5",)


@pytest.mark.parametrize(
    "row",
    [row for row in MODULES if row.file.startswith("hal") and row.version is None],
    ids=lambda row: f"{row.file} {row.link:%Y-%m-%d}",
)
def test_nt31s_hals_have_no_version_and_are_known_under_the_common_name(row: KnownBuild) -> None:
    build = identified(made(row, row.file), "hal.dll")
    assert build.branch is Branch.NT31
    assert build.release is not None
    assert (build.release.link, build.release.size) == (row.link, row.size)


def test_a_renamed_hal_is_placed_among_its_own_builds() -> None:
    image = module_image("halacpi.dll", version="5.0.2195.5000", link=datetime(2002, 2, 10, tzinfo=UTC))
    assert identified(image, "hal.dll").packs == identified(image, "halacpi.dll").packs == ("1", "2")


def test_an_oems_hal_of_an_unknown_name_is_placed_nowhere() -> None:
    image = module_image("halsoftx.dll", version="4.0.1381.1", link=datetime(1996, 11, 1, tzinfo=UTC))
    build = identified(image, "hal.dll")
    assert (build.branch, build.packs, build.after) == (Branch.NT4, (), None)


@pytest.mark.parametrize("inside", ["kernel32", "KERNEL32.DLL"])
def test_a_name_inside_without_its_ending_means_the_one_on_disk(inside: str) -> None:
    row = next(row for row in MODULES if row.file == "kernel32.dll" and row.packs == ("6",))
    assert identified(made(row, inside), "kernel32.dll").release == row
