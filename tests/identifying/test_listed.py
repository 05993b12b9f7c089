"""Whose kernel it is among those that articles list, and the traps of telling: one test each."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from msgspec.structs import replace

from ntfp.database import shipped_known
from ntfp.facts.build import Branch, Build, Confidence, Flavour, ListedKernel
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.identifying import identify
from ntfp.testing import kernel_image, module_image
from tests.making import facts_of, identified

KNOWN = shipped_known()
LATE = "4.0.1381.7014"  # a number of the time after SP6; which one it really was no table prints


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type, misc] # year, month and so on


def kernel(link: datetime | int, size: int = 932_000, version: str = LATE, **more: Any) -> Build:
    return identified(kernel_image(version=version, link=link, size=size, **more))


def said(build: Build) -> tuple[str | None, str | None, str | None]:
    """Whose it is, and its neighbours."""
    found = (build.listed, build.listed_after, build.listed_before)
    one, after, before = (row.title if row else None for row in found)
    return one, after, before


def grounds(build: Build) -> list[tuple[str, str, str]]:
    return [
        (ground.statement, ground.confidence.value, ground.because)
        for ground in build.evidence
        if ground.statement.startswith("listed")
    ]


# Whose it is

BUILDS = [
    pytest.param("i386", "up", 932_032, at(1999, 10, 25, 23, 53), "Q247886", id="the i386 kernel of 25 October"),
    pytest.param("i386", "up", 932_032, at(1999, 10, 29, 2, 12), "Q244509/Q268835", id="of 28 October, of one size"),
    pytest.param("i386", "up", 932_032, at(1999, 11, 11, 21, 7), "Q247329", id="of 11 November, of one size"),
    pytest.param("alpha", "up", 1_376_896, at(1999, 10, 25, 23, 51), "Q247886", id="the Alpha kernel of 25 October"),
    pytest.param("alpha", "up", 1_376_896, at(1999, 10, 29, 2, 10), "Q244509/Q268835", id="of 28 October on Alpha"),
    pytest.param("i386", "mp", 952_192, at(1999, 10, 29, 2, 13), "Q244509/Q268835", id="MP under the UP name"),
    pytest.param("alpha", "mp", 1_405_248, at(1999, 10, 29, 2, 10), "Q244509/Q268835", id="MP on Alpha"),
    pytest.param("i386", "up", 932_736, at(1999, 11, 19, 0, 14), "Q246467/Q247178", id="one build, three hours apart"),
    pytest.param("i386", "up", 933_568, at(2000, 4, 3, 13, 13), "Q294306", id="a corrected row, of its own kernel"),
]


@pytest.mark.parametrize("name", ["ntoskrnl.exe", "NTKRNLMP.EXE", "old.exe"])
@pytest.mark.parametrize(("platform", "flavour", "size", "link", "whose"), BUILDS)
def test_size_and_link_time_together_tell_whose_kernel_it_is(
    platform: str, flavour: str, size: int, link: datetime, whose: str, name: str
) -> None:
    image = kernel_image(version=LATE, platform=Platform(platform), flavour=Flavour(flavour), link=link, size=size)
    build = identified(image, name)
    assert said(build) == (whose, None, None)
    assert build.confidence_in("listed") is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("link", "same"),
    [
        pytest.param(at(1999, 10, 28, 19, 12), True, id="the clock was UTC"),
        pytest.param(at(1999, 10, 29, 2, 12), True, id="seven hours behind"),
        pytest.param(at(1999, 10, 29, 3, 12), True, id="eight hours behind"),
        pytest.param(at(1999, 10, 27, 19, 12), True, id="a day before the first of them"),
        pytest.param(at(1999, 10, 30, 3, 12), True, id="a day after the last"),
        pytest.param(at(1999, 10, 27, 19, 11), False, id="more than a day before"),
        pytest.param(at(1999, 10, 30, 3, 13), False, id="more than a day after"),
    ],
)
def test_a_printed_time_is_met_within_a_day_in_any_of_three_zones(link: datetime, same: bool) -> None:
    assert (said(kernel(link, 932_032))[0] == "Q244509/Q268835") is same


def test_a_row_without_a_time_is_any_time_of_its_day() -> None:
    for link in (at(2002, 2, 6, 0, 0), at(2002, 2, 9, 8, 0)):
        assert said(kernel(link, 936_896, "4.0.1381.7130"))[0] == "Q288179"
    for link in (at(2002, 2, 5, 23, 59), at(2002, 2, 9, 8, 1)):
        assert said(kernel(link, 936_896, "4.0.1381.7130"))[0] is None


def test_a_row_with_a_version_lists_that_version_alone() -> None:
    assert said(kernel(at(2002, 2, 7, 20), 936_896, "4.0.1381.7131")) == (None, "Q291781", None)


def test_the_ground_says_what_was_compared() -> None:
    assert grounds(kernel(at(1999, 10, 29, 2, 12), 932_032)) == [
        (
            "listed",
            "certain",
            "size and, within a day, link time are those of Q244509/Q268835's kernel, dated 1999-10-28 19:12",
        )
    ]


def test_a_damaged_kernel_is_likely_the_one_it_seems() -> None:
    build = kernel(at(1999, 10, 29, 2, 12), 932_032, checksum="wrong")
    assert [confidence for _, confidence, _ in grounds(build)] == ["likely"]


def test_a_german_kernel_has_the_link_time_and_a_size_of_its_own() -> None:
    build = kernel(at(1999, 10, 29, 2, 12), 934_400, language=0x407)
    assert said(build) == ("Q244509/Q268835", None, None)
    assert grounds(build) == [
        (
            "listed",
            "likely",
            (
                "its link time is, within a day, that of Q244509/Q268835's kernel, dated 1999-10-28 19:12; "
                "only English sizes are listed"
            ),
        )
    ]


def test_an_english_kernel_of_another_size_is_another_build() -> None:
    assert said(kernel(at(1999, 10, 29, 2, 12), 934_400)) == (None, "Q247886", "Q247329")


def test_a_kernel_that_names_no_language_may_be_english() -> None:
    build = kernel(at(1999, 10, 29, 2, 12), 932_032, language=0)
    assert (build.language, said(build)[0]) == (None, "Q244509/Q268835")


def test_a_time_that_two_kernels_of_one_size_may_have_is_neithers() -> None:
    build = kernel(at(2000, 9, 12, 20), 1_407_424, "4.0.1381.7090", platform=Platform.ALPHA, flavour="mp")
    assert said(build) == (None, "Q271076", "Q264450")
    assert grounds(build)[0] == (
        "listed",
        "likely",
        "its link time is within a day of several listed kernels': Q273662, Q270420",
    )


# Whose it is not


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(kernel(at(1999, 10, 29, 2, 12), 932_032, checked=True), id="a checked kernel"),
        pytest.param(kernel(0, 932_032), id="no link time"),
        pytest.param(kernel(at(2031, 1, 1), 932_032), id="a link time that cannot be"),
        pytest.param(kernel(at(1999, 10, 29), 932_032, with_version=False), id="a branch that cannot be told"),
        pytest.param(kernel(at(1994, 10, 29), 900_000, "3.10.528.1"), id="a branch of which none is listed"),
        pytest.param(kernel(at(1999, 10, 29), platform=Platform.MIPS), id="a platform of which none is listed"),
        pytest.param(
            identified(kernel_image(version=LATE, link=at(1999, 10, 29, 2, 12), size=932_032), deep=False),
            id="a flavour that cannot be told",
        ),
        pytest.param(
            identified(module_image("hal.dll", version=LATE, link=at(1999, 10, 29, 2, 12)), "hal.dll"), id="no kernel"
        ),
    ],
)
def test_of_some_files_nothing_is_said(build: Build) -> None:
    assert said(build) == (None, None, None)
    assert grounds(build) == []


def test_terminal_servers_kernels_are_listed_apart() -> None:
    build = kernel(at(2001, 1, 26, 10, 44), 982_144, "4.0.1381.33474")
    assert (build.branch, said(build)[0]) == (Branch.NT4_TSE, "Q287634")
    assert said(kernel(at(1999, 10, 29, 2, 12), 932_032, "4.0.1381.33400")) == (None, "Q234606", "Q266762")
    assert said(kernel(at(2001, 1, 26, 10, 44), 982_144)) == (None, "Q283217", "Q291781")


def test_a_uniprocessor_kernels_size_does_not_make_a_multiprocessor_kernel_its_own() -> None:
    assert said(kernel(at(1999, 10, 29, 2, 13), 932_032, flavour="mp")) == (None, "Q247886", "Q247329")


# Between whose it lies


def test_a_kernel_lies_between_the_last_before_it_and_the_first_after_it() -> None:
    build = kernel(at(1999, 10, 20))
    assert said(build) == (None, "Q244145", "Q247886")
    assert grounds(build) == [
        (
            "listed_after",
            "certain",
            "it was linked on 1999-10-20, more than a day after 1999-10-15 18:49, the time of Q244145's kernel",
        ),
        (
            "listed_before",
            "likely",
            "it was linked on 1999-10-20, more than a day before 1999-10-25 16:53, the time of Q247886's kernel",
        ),
    ]


def test_behind_the_last_there_is_none() -> None:
    assert said(kernel(at(2003, 1, 1), version="4.0.1381.7200")) == (None, "Q288179", None)


def test_a_release_is_a_release_and_may_lack_what_was_fixed_before_it() -> None:
    build = kernel(at(1999, 9, 21, 22, 2, 3), 931_584, "4.0.1381.335")
    assert build.release is not None
    assert said(build) == (None, None, None)


def test_and_so_is_its_kernel_on_a_platform_nobody_recorded() -> None:
    """SP6's Alpha kernel was linked after a kernel whose fix it lacks."""
    build = kernel(at(1999, 9, 21, 20), 1_381_900, "4.0.1381.335", platform=Platform.ALPHA)
    assert said(build) == (None, None, None)
    later = kernel(at(1999, 11, 25, 20), 1_381_900, "4.0.1381.335", platform=Platform.ALPHA)
    assert said(later) == (None, "Q246467/Q247178", "Q247869")


@pytest.mark.parametrize(
    ("link", "version", "neighbours"),
    [
        pytest.param(at(1998, 7, 5), "4.0.1381.60", (None, None), id="SP4 came before the first that is listed"),
        pytest.param(at(1999, 9, 5), "4.0.1381.333", ("Q240955", None), id="SP6 came before the next"),
        pytest.param(at(1999, 10, 5), "4.0.1381.336", (None, "Q243813"), id="SP6 came after the last"),
    ],
)
def test_a_release_between_is_the_nearer_neighbour(
    link: datetime, version: str, neighbours: tuple[str | None, str | None]
) -> None:
    assert said(kernel(link, version=version)) == (None, *neighbours)


def test_a_corrected_row_is_nobodys_neighbour() -> None:
    assert said(kernel(at(2000, 3, 1))) == (None, "Q247869", "Q259773")
    assert said(kernel(at(2000, 4, 10))) == (None, "Q247869", "Q259773")


def test_a_version_that_denies_the_order_of_the_times_makes_no_neighbour() -> None:
    assert said(kernel(at(2002, 6, 1), version="4.0.1381.7100"))[1] == "Q291781"
    assert said(kernel(at(2001, 6, 1), version="4.0.1381.7200")) == (None, "Q291781", None)
    assert said(kernel(at(2001, 6, 1), version="4.0.1381.7100")) == (None, "Q291781", "Q288179")


# In a small world


ROW = ListedKernel(
    file="ntkrnlpa.exe",
    branch=Branch.WIN2000,
    platform=Platform.I386,
    size=1_700_000,
    date=date(2001, 3, 1),
    time=time(12, 0),
    articles=("Q100001",),
)


def pae(link: datetime, *rows: ListedKernel) -> Build:
    image = kernel_image(version="5.0.2195.3000", flavour="pae-up", link=link, size=1_700_000)
    return identify(facts_of(image, "ntkrnlpa.exe"), replace(KNOWN, listed=rows))


def test_large_memory_kernels_have_rows_of_their_own() -> None:
    link = at(2001, 3, 1, 20)
    assert pae(link, ROW).listed == ROW
    assert pae(link, ROW).flavour is Flavour.PAE_UP
    assert pae(link, replace(ROW, file="ntoskrnl.exe")).listed is None


def test_a_time_that_is_said_to_be_utc_is_no_other() -> None:
    link = at(2001, 3, 2, 19)
    assert pae(link, ROW).listed == ROW
    assert said(pae(link, replace(ROW, utc=True))) == (None, "Q100001", None)


def test_a_row_of_the_files_own_version_is_no_neighbour_of_it() -> None:
    row = replace(ROW, version=FileVersion.parse("5.0.2195.3000"))
    assert said(pae(at(2001, 2, 1), row)) == (None, None, None)
    assert said(pae(at(2001, 3, 1, 20), row))[0] == "Q100001"


def test_where_nothing_is_listed_nothing_is_said() -> None:
    assert said(pae(at(2001, 3, 1, 20))) == (None, None, None)
