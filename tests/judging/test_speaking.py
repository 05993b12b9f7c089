"""Speaking: which rows of an article speak about which files of a system."""

import pytest

from ntfp.facts.build import Flavour, is_hal
from ntfp.facts.platform import Platform
from ntfp.facts.report import Identified
from ntfp.facts.signature import AppliesTo, Table
from ntfp.facts.system import System
from ntfp.judging.speaking import rows_for
from tests.judging.records import ALPHA, I386, MP, NT4, TSE, UP, article, bullet, file, kernel, row, system, table


def spoken(of: System, *tables: Table, bullets: tuple[AppliesTo, ...] = (bullet(),)) -> list[tuple[int, list[str]]]:
    """The lines of the rows that could speak, and the files each speaks about."""
    signature = article(*tables, bullets=bullets)
    return [(one.row.line, [found.facts.name for found in one.files]) for one in rows_for(signature, of)]


@pytest.mark.parametrize(
    ("listed", "found", "is_named"),
    [
        pytest.param("srv.sys", file("SRV.SYS"), True, id="in any case"),
        pytest.param("srv.sys", file("rdr.sys"), False, id="another name"),
        pytest.param("ntoskrnl.exe", kernel(flavour=UP), True, id="the kernel for one processor"),
        pytest.param("ntkrnlmp.exe", kernel(flavour=UP), False, id="and not that for several"),
        pytest.param("ntkrnlmp.exe", kernel(flavour=MP), True, id="renamed by setup: its imports tell"),
        pytest.param("ntoskrnl.exe", kernel(flavour=MP), False, id="so the name on disk is no kernel's"),
        pytest.param("ntkrnlpa.exe", kernel(flavour=Flavour.PAE_UP), True, id="the kernel for large memory"),
        pytest.param("ntoskrnl.exe", kernel(flavour=None), True, id="a kernel of any flavour"),
        pytest.param("ntkrnlmp.exe", kernel(flavour=None), True, id="is of any flavour"),
        pytest.param("ntoskrnl.exe", file("ntoskrnl.exe"), False, id="no kernel for all its name"),
        pytest.param("srv.sys", kernel("srv.sys"), False, id="a kernel under another name"),
        pytest.param("halmps.dll", file("hal.dll", inside="halmps.dll"), True, id="a HAL is known by the name inside"),
        pytest.param("hal.dll", file("hal.dll", inside="halmps.dll"), False, id="and not by the one on disk"),
        pytest.param("halmps.dll", file("hal.dll"), False, id="a HAL that calls itself hal.dll"),
        pytest.param("hal.dll", file("hal.dll"), True, id="is hal.dll's"),
        pytest.param("halmps.dll", file("halmps.dll"), True, id="a HAL under its own name"),
    ],
)
def test_a_row_lists_a_file_by_the_name_that_can_be_believed(listed: str, found: Identified, is_named: bool) -> None:
    (one,) = rows_for(article(table(row(listed))), System(build=found.build, files=(found,)))
    assert (one.files == (found,)) is is_named


@pytest.mark.parametrize(
    ("listed", "one_of_several"),
    [
        pytest.param("halmps.dll", True, id="one HAL of eighteen"),
        pytest.param("hal.dll", True, id="the HAL of a PC"),
        pytest.param("halftone.sys", False, id="no HAL"),
        pytest.param("srv.sys", False, id="what every system has"),
    ],
)
def test_of_all_hals_a_system_has_only_one(listed: str, one_of_several: bool) -> None:
    assert is_hal(listed) is one_of_several


def test_terminal_server_s_rows_do_not_speak_about_plain_nt_4() -> None:
    both = table(row(line=1)), table(row(line=2), branch=TSE), table(row(line=3, branch=TSE))
    assert spoken(system(kernel(), file()), *both) == [(1, ["srv.sys"])]
    tse = system(kernel(branch=TSE), file(branch=TSE))
    assert spoken(tse, *both) == [(2, ["srv.sys"]), (3, ["srv.sys"])]


def test_a_table_whose_branch_nobody_tells_does_not_speak() -> None:
    untold = table(row(), branch=None)
    assert spoken(system(kernel(), file()), untold, bullets=(bullet(), bullet(branch=TSE))) == []
    assert spoken(system(kernel(), file()), untold) == [(60, ["srv.sys"])]


@pytest.mark.parametrize(
    ("platform", "lines"),
    [pytest.param(I386, [1, 3], id="i386"), pytest.param(ALPHA, [2, 3], id="alpha")],
)
def test_a_row_speaks_only_about_its_platform(platform: Platform, lines: list[int]) -> None:
    rows = table(row(line=1), row(line=2, platform=ALPHA), row(line=3, platform=None))
    of = system(kernel(platform=platform), file(platform=platform))
    assert spoken(of, rows) == [(line, ["srv.sys"]) for line in lines]


def test_a_file_of_another_platform_than_the_system_s_is_not_spoken_about() -> None:
    of = system(kernel(), file(platform=ALPHA))
    assert [files for _, files in spoken(of, table(row(), row(platform=ALPHA)))] == [[]]


@pytest.mark.parametrize(
    ("printed", "spoken_in", "speaks"),
    [
        pytest.param("en", "en", True, id="English about English"),
        pytest.param("en", "de", False, id="English about German"),
        pytest.param("ja", "ja", True, id="Japanese about Japanese"),
        pytest.param("ja", None, False, id="Japanese about a file that names no language"),
        pytest.param("en", None, True, id="English about a file that names no language"),
        pytest.param(None, "de", True, id="a table that names none"),
    ],
)
def test_what_a_table_in_another_language_lists_need_not_be_there(
    printed: str | None, spoken_in: str | None, speaks: bool
) -> None:
    of = system(kernel(language=spoken_in), file(language=spoken_in))
    (one,) = rows_for(article(table(row(), language=printed)), of)
    assert (one.meant, len(one.files)) == (speaks, 1)


def test_a_row_speaks_about_every_file_of_its_name() -> None:
    of = system(kernel(), file(), file(folder="WINNT/system32/drivers"))
    assert spoken(of, table(row())) == [(60, ["srv.sys", "srv.sys"])]


def test_a_kernel_that_does_not_boot_is_not_spoken_about() -> None:
    of = system(kernel(), kernel("ntkrnlmp.exe", flavour=MP, version="4.0.1381.204"))
    assert spoken(of, table(row("ntoskrnl.exe", line=1), row("ntkrnlmp.exe", line=2))) == [
        (1, ["ntoskrnl.exe"]),
        (2, []),
    ]


def test_the_branch_asked_for_decides_not_the_file_s_own() -> None:
    of = system(kernel(branch=NT4), file(branch=TSE))
    assert spoken(of, table(row())) == [(60, ["srv.sys"])]
