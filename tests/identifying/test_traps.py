"""The traps of telling kernels apart, one test each."""

from datetime import UTC, datetime

import msgspec
import pytest

from ntfp.database import shipped_known
from ntfp.facts.build import Branch, Build, Confidence, Flavour
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.version_info import StringTable, VersionInfo
from ntfp.identifying import identify
from ntfp.testing import kernel_image, module_image, pe_image, version_info
from tests.making import facts_of, identified, oddities

KNOWN = shipped_known()
SP6 = datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC)
SP6_MP = datetime(1999, 9, 21, 22, 2, 31, tzinfo=UTC)
LATER = datetime(2000, 7, 6, 19, 20, tzinfo=UTC)


def because(build: Build, statement: str) -> list[tuple[str, str]]:
    return [(ground.confidence.value, ground.because) for ground in build.evidence if ground.statement == statement]


def remarks(build: Build, oddity: Oddity) -> list[str]:
    return [remark.detail for remark in build.remarks if remark.oddity is oddity]


# Flavour


def test_a_multiprocessor_kernel_under_the_uniprocessor_name() -> None:
    build = identified(kernel_image(flavour="mp", link=SP6_MP, size=951_808), "ntoskrnl.exe")
    assert build.flavour is Flavour.MP
    assert because(build, "flavour") == [
        ("certain", "it imports HalStartNextProcessor from the HAL, as only multiprocessor kernels do")
    ]
    assert remarks(build, Oddity.RENAMED_KERNEL) == [
        "a multiprocessor kernel under the name ntoskrnl.exe, as setup installs it"
    ]


def test_a_uniprocessor_kernel_under_the_multiprocessor_name() -> None:
    build = identified(kernel_image(flavour="up", link=SP6), "NTKRNLMP.EXE")
    assert build.flavour is Flavour.UP
    assert remarks(build, Oddity.RENAMED_KERNEL) == ["a uniprocessor kernel under the name NTKRNLMP.EXE"]


def test_a_kernel_under_a_name_of_its_owners_choice() -> None:
    build = identified(kernel_image(flavour="mp", link=SP6_MP), "ntkrnl5.exe")
    assert (build.kernel, build.flavour) == (True, Flavour.MP)


def test_the_name_inside_an_nt4_kernel_is_no_evidence_of_its_flavour() -> None:
    image = kernel_image(version="4.0.1381.300", link=datetime(1999, 7, 1, tzinfo=UTC), flavour="mp")
    build = identified(image, deep=False)
    assert build.flavour is None
    assert because(build, "flavour") == []


def test_the_name_inside_a_2000_kernel_is_likely_right() -> None:
    image = kernel_image(version="5.0.2195.3000", link=datetime(2001, 3, 1, tzinfo=UTC), flavour="mp")
    build = identified(image, deep=False)
    assert build.flavour is Flavour.MP
    assert because(build, "flavour") == [("likely", "it calls itself ntkrnlmp.exe")]


def test_a_released_kernel_whose_imports_are_lost_is_known_by_its_link_time() -> None:
    build = identified(kernel_image(flavour="mp", link=SP6_MP, size=951_808), deep=False)
    assert build.flavour is Flavour.MP
    assert because(build, "flavour") == [("certain", "it is a released kernel whose flavour is recorded")]


def test_imports_outrank_the_link_time_of_another_flavour() -> None:
    build = identified(kernel_image(flavour="mp", link=SP6))
    assert build.flavour is Flavour.MP
    assert remarks(build, Oddity.FLAVOUR_DISAGREES) == [
        "its imports make it mp, its version and link time the released up kernel"
    ]


@pytest.mark.parametrize("flavour", list(Flavour))
def test_two_pae_kernels_linked_in_one_second_are_told_apart_by_size(flavour: Flavour) -> None:
    link = datetime(2000, 7, 19, 17, 6, 2, tzinfo=UTC)
    sizes = {Flavour.PAE_UP: 1_677_760, Flavour.PAE_MP: 1_698_304}
    if flavour in sizes:
        image = kernel_image(version="5.0.2195.1620", flavour=flavour.value, link=link, size=sizes[flavour])
        build = identified(image)
        assert build.flavour is flavour
        assert build.release is not None
        assert build.release.flavour is flavour


def test_a_kernel_that_does_not_ask_the_hal_for_anything_has_no_flavour() -> None:
    info = version_info("4.0.1381.300", strings={"OriginalFilename": "ntoskrnl.exe"})
    build = identified(pe_image(timestamp=SP6, versions=[info], imports={"other.dll": ["Function"]}))
    assert build.flavour is None


def test_an_import_by_number_may_be_any_function() -> None:
    info = version_info("4.0.1381.300", strings={"OriginalFilename": "ntoskrnl.exe"})
    build = identified(pe_image(timestamp=SP6, versions=[info], imports={"HAL.dll": ["HalDisplayString", 7]}))
    assert build.flavour is None


def test_in_a_file_whose_checksum_is_wrong_a_missing_import_may_be_damage() -> None:
    build = identified(kernel_image(flavour="up", link=SP6, checksum="wrong"))
    assert build.flavour is Flavour.UP
    assert [confidence for confidence, _ in because(build, "flavour")] == ["likely"]


def test_on_alpha_the_imports_are_likely_not_certain() -> None:
    build = identified(kernel_image(platform=Platform.ALPHA, flavour="up", link=SP6))
    assert because(build, "flavour") == [
        ("likely", "it does not import HalStartNextProcessor from the HAL, as every multiprocessor kernel does")
    ]


def test_a_kernel_that_says_nothing_is_likely_one_by_its_name_on_disk() -> None:
    build = identified(pe_image(imports={"HAL.dll": ["HalDisplayString"]}), "NTOSKRNL.EXE")
    assert build.kernel
    assert because(build, "kernel") == [("likely", "it is called NTOSKRNL.EXE and says nothing else")]
    assert (build.branch, build.flavour) == (Branch.OTHER, Flavour.UP)


# Branch


@pytest.mark.parametrize(
    ("version", "branch"),
    [
        ("3.10.511.1", Branch.NT31),
        ("3.50.807.1", Branch.NT35),
        ("3.51.1057.6", Branch.NT351),
        ("4.0.1381.7345", Branch.NT4),
        ("4.0.1381.32767", Branch.NT4),
        ("4.0.1381.32768", Branch.NT4_TSE),
        ("4.0.1381.33474", Branch.NT4_TSE),
        ("5.0.2195.7376", Branch.WIN2000),
        ("5.1.2600.5512", Branch.WINXP),
        ("5.2.3790.3959", Branch.OTHER),
        ("6.1.7601.1", Branch.OTHER),
        ("4.0.1382.1", Branch.OTHER),
        ("3.10.297.1", Branch.OTHER),
        ("4.0.1314.1", Branch.OTHER),
        ("5.0.2128.1", Branch.OTHER),
    ],
)
def test_the_version_gives_the_branch(version: str, branch: Branch) -> None:
    assert identified(kernel_image(version=version, link=0)).branch is branch


def test_terminal_server_is_another_line_not_a_newer_build() -> None:
    build = identified(kernel_image(version="4.0.1381.33474", link=datetime(2001, 1, 29, tzinfo=UTC)))
    assert build.branch is Branch.NT4_TSE
    assert build.packs == ("0", "4", "5", "6")
    assert because(build, "branch") == [
        ("certain", "version 4.0.1381.33474: 33474 has the bit 0x8000 that marks Terminal Server")
    ]


def test_a_pre_release_is_of_no_pack() -> None:
    build = identified(kernel_image(version="4.0.1314.1", link=datetime(1996, 5, 1, tzinfo=UTC)))
    assert (build.branch, build.packs, build.release, build.after) == (Branch.OTHER, (), None, None)
    assert because(build, "branch") == [
        ("certain", "version 4.0.1314.1 is a pre-release of Windows NT 4.0, which begins at build 1381")
    ]


def test_a_kernel_without_version_is_known_by_link_time_and_size_together() -> None:
    build = identified(kernel_image(link=SP6, size=931_584, with_version=False))
    assert (build.branch, build.version) == (Branch.NT4, None)
    assert build.release is not None
    assert build.release.title == "SP6/SP6a"
    assert because(build, "release") == [
        ("likely", "link time and size are those of SP6/SP6a's ntoskrnl.exe, its version is lost")
    ]


def test_a_kernel_without_version_and_of_another_size_is_nobodys() -> None:
    build = identified(kernel_image(link=SP6, size=931_600, with_version=False))
    assert (build.branch, build.release, build.packs) == (Branch.OTHER, None, ())


def test_the_size_of_a_release_on_another_platform_proves_nothing() -> None:
    build = identified(kernel_image(link=SP6, size=931_584, with_version=False, platform=Platform.ALPHA))
    assert (build.branch, build.release) == (Branch.OTHER, None)


def test_the_fixed_version_is_believed_before_the_string() -> None:
    info = version_info("4.0.1381.204", strings={"OriginalFilename": "ntoskrnl.exe", "FileVersion": "5.0.2195.1"})
    assert identified(pe_image(versions=[info])).branch is Branch.NT4


# Whose file


@pytest.mark.parametrize(
    ("strings", "foreign"),
    [
        pytest.param({"CompanyName": "Microsoft Corporation", "ProductName": "Wine"}, "Wine", id="Wine"),
        pytest.param(
            {"CompanyName": "ReactOS Development Team", "ProductName": "ReactOS Operating System"},
            "ReactOS Operating System",
            id="ReactOS",
        ),
        pytest.param({"CompanyName": "Somebody Ltd"}, "Somebody Ltd", id="another company"),
    ],
)
def test_a_foreign_kernel_is_foreign_whatever_its_version_says(strings: dict[str, str], foreign: str) -> None:
    info = version_info("4.0.1381.336", strings={"OriginalFilename": "ntoskrnl.exe", **strings})
    build = identified(pe_image(timestamp=SP6, versions=[info]))
    assert (build.kernel, build.foreign, build.branch, build.packs) == (True, foreign, Branch.OTHER, ())
    assert build.release is None


def test_any_program_may_be_at_version_4_0_1381() -> None:
    info = version_info("4.0.1381.7000", strings={"ProductName": "Plant Controller"})
    assert identified(pe_image(versions=[info]), "plant.exe").branch is Branch.OTHER


def test_a_hal_copied_over_the_kernel_is_no_kernel() -> None:
    image = module_image("hal.dll", version="4.0.1381.335", link=SP6)
    build = identified(image, "ntoskrnl.exe")
    assert not build.kernel
    assert remarks(build, Oddity.NAME_DISAGREES) == [
        "it lies under a kernel's name, ntoskrnl.exe, and calls itself hal.dll"
    ]


# Release and link time


def test_a_link_time_with_another_version_is_no_release() -> None:
    build = identified(kernel_image(version="4.0.1381.7000", link=SP6))
    assert build.release is None
    assert remarks(build, Oddity.LINK_TIME_DISAGREES) == [
        "its link time is that of SP6/SP6a's ntoskrnl.exe, its version 4.0.1381.7000 is not"
    ]


def test_a_version_with_another_link_time_is_no_release() -> None:
    build = identified(kernel_image(version="4.0.1381.335", link=LATER, size=931_584))
    assert build.release is None
    assert build.packs == ("6", "6a")
    assert remarks(build, Oddity.LINK_TIME_DISAGREES) == [
        "its version is that of SP6/SP6a's ntoskrnl.exe, its link time 2000-07-06 19:20:00 is not"
    ]


@pytest.mark.parametrize("stamp", [0, 0xFFFFFFFF, 1])
def test_a_link_time_that_cannot_be_one_is_no_evidence(stamp: int) -> None:
    build = identified(kernel_image(link=stamp, size=931_584))
    assert build.release is not None
    assert because(build, "release") == [
        ("likely", "version and size are those of SP6/SP6a's ntoskrnl.exe, and no link time speaks against it")
    ]
    assert Oddity.LINK_TIME_IMPOSSIBLE in oddities(build)


def test_a_link_time_of_the_future_is_no_evidence() -> None:
    build = identified(kernel_image(link=datetime(2031, 1, 1, tzinfo=UTC), size=900_000))
    assert build.release is None
    assert remarks(build, Oddity.LINK_TIME_IMPOSSIBLE) == [
        "it says it was linked on 2031-01-01; no file of Windows NT 4.0 was"
    ]


def test_a_localised_kernel_keeps_version_and_link_time_and_changes_its_size() -> None:
    build = identified(kernel_image(link=SP6, size=934_144, language=0x407))
    assert build.language == "de"
    assert build.release is not None
    assert remarks(build, Oddity.SIZE_DISAGREES) == ["it has 934,144 bytes, the released English file has 931,584"]


# Order and packs


@pytest.mark.parametrize(
    ("version", "packs"),
    [
        pytest.param("4.0.1381.1", ("0", "1"), id="the August 1996 kernel nobody recorded"),
        pytest.param("4.0.1381.2", ("0", "1"), id="before SP2"),
        pytest.param("4.0.1381.43", ("3",), id="post-SP3"),
        pytest.param("4.0.1381.145", ("4", "5"), id="two trees side by side, below SP5's number"),
        pytest.param("4.0.1381.205", ("5",), id="SP5's own line"),
        pytest.param("4.0.1381.333", ("4", "5"), id="two trees side by side, above SP5's number"),
        pytest.param("4.0.1381.336", ("6", "6a"), id="post-SP6, old numbers"),
        pytest.param("4.0.1381.7097", ("6", "6a"), id="the rollup"),
        pytest.param("5.0.2195.2951", ("1", "2"), id="2000 SP2, whose kernel nobody recorded"),
        pytest.param("5.0.2195.6000", ("3",), id="2000 post-SP3"),
        pytest.param("5.1.2600.0", ("0", "1", "2", "3"), id="XP, of which nothing is recorded"),
    ],
)
def test_a_gap_widens_the_range_of_packs(version: str, packs: tuple[str, ...]) -> None:
    build = identified(kernel_image(version=version, link=0))
    assert build.packs == packs
    assert [confidence for confidence, _ in because(build, "packs")] == ["likely"]


def test_nt31s_later_disc_has_the_lower_number() -> None:
    between = identified(kernel_image(version="3.10.512.1", link=datetime(1993, 8, 15, tzinfo=UTC)))
    assert between.after is not None
    assert between.before is not None
    assert (between.after.title, between.before.title) == ("RTM (disc 511)", "RTM (disc 528)")
    assert between.packs == ("0",)


def test_nt31_on_alpha_is_placed_by_its_number_since_its_link_times_are_its_own() -> None:
    image = kernel_image(version="3.10.511.1", platform=Platform.ALPHA, link=datetime(1993, 7, 1, tzinfo=UTC))
    build = identified(image)
    assert build.after is not None
    assert build.after.title == "RTM (disc 528)"
    assert build.packs == ("0", "1", "2")


@pytest.mark.parametrize(
    ("version", "at"),
    [("4.0.1381.335", 5), ("4.0.1381.7080", 5.5), ("4.0.1381.250", 4.5), ("4.0.1381.0", -0.5), ("4.0.1381.4", 2)],
)
def test_the_scale_shows_the_place_among_the_releases(version: str, at: float) -> None:
    build = identified(kernel_image(version=version, link=0, platform=Platform.ALPHA))
    assert build.scale is not None
    assert build.scale.releases == ("RTM/SP1 (disc of 1996-10-14)", "SP2", "SP3", "SP4", "SP5", "SP6/SP6a")
    assert build.scale.at == at


# Checked builds and build numbers


def test_a_checked_kernel_says_so_twice() -> None:
    build = identified(kernel_image(link=SP6, checked=True))
    assert build.checked is True
    assert because(build, "checked") == [("likely", "NtBuildNumber is 0xc0000565")]
    assert Oddity.CHECKED_DISAGREES not in oddities(build)


def test_a_build_number_of_another_version_is_remarked_on() -> None:
    build = identified(kernel_image(link=SP6, build_number=0xF0000893))
    assert build.branch is Branch.NT4
    assert remarks(build, Oddity.BUILD_NUMBER_DISAGREES) == ["NtBuildNumber says 2195, the version says 1381"]


def test_a_build_number_of_neither_kind_is_remarked_on() -> None:
    build = identified(kernel_image(link=SP6, build_number=0x565))
    assert build.checked is False
    assert remarks(build, Oddity.BUILD_NUMBER_DISAGREES) == ["NtBuildNumber is 0x00000565, neither free nor checked"]


def test_flag_and_build_number_can_disagree() -> None:
    build = identified(kernel_image(link=SP6, build_number=0xC0000565))
    assert build.checked is True
    assert Oddity.CHECKED_DISAGREES in oddities(build)


def test_nt31_has_no_build_number_and_its_flags_decide() -> None:
    build = identified(kernel_image(version="3.10.528.1", link=datetime(1994, 6, 29, 18, 32, 1, tzinfo=UTC)))
    assert build.checked is False
    assert because(build, "checked") == [("likely", "its version flags do not say debug")]


# Language


def test_nt31s_swapped_translation_does_not_turn_its_language() -> None:
    build = identified(kernel_image(version="3.10.528.1", link=0, language=0x40C))
    assert build.language == "fr"


def test_strings_in_several_languages_are_the_resources_language() -> None:
    info = VersionInfo(
        version_info("4.0.1381.4").fixed,
        (StringTable("040904B0", (("A", "a"),)), StringTable("040704B0", (("A", "b"),))),
        language=0x407,
    )
    build = identified(pe_image(versions=[info]), "a.dll")
    assert build.language == "de"
    assert remarks(build, Oddity.LANGUAGE_DISAGREES) == ["its version resources are marked de and en"]


def test_strings_and_resource_of_two_languages_are_remarked_on() -> None:
    info = VersionInfo(version_info("4.0.1381.4").fixed, (StringTable("040704B0", (("A", "b"),)),), language=0x409)
    build = identified(pe_image(versions=[info]), "a.dll")
    assert build.language == "de"
    assert remarks(build, Oddity.LANGUAGE_DISAGREES) == ["its version resources are marked de and en"]


def test_strings_of_no_language_leave_the_resources() -> None:
    info = VersionInfo(version_info("4.0.1381.4").fixed, (StringTable("000004B0", (("A", "b"),)),), language=0x411)
    assert identified(pe_image(versions=[info]), "a.dll").language == "ja"


def test_a_neutral_file_has_no_language() -> None:
    info = VersionInfo(version_info("4.0.1381.4").fixed, (StringTable("000004B0", (("A", "b"),)),), language=0)
    assert identified(pe_image(versions=[info]), "a.dll").language is None


def test_a_file_without_version_resource_has_no_language() -> None:
    assert identified(pe_image(), "a.dll").language is None


def test_every_statement_has_a_ground() -> None:
    build = identified(kernel_image(link=SP6, size=931_584))
    assert [ground.statement for ground in build.evidence] == [
        "kernel",
        "branch",
        "release",
        "packs",
        "flavour",
        "checked",
        "language",
    ]
    assert {ground.confidence for ground in build.evidence} == {Confidence.CERTAIN}


# Traps found by attacking


def test_a_byte_of_damage_in_the_company_does_not_make_microsofts_kernel_foreign() -> None:
    image = bytearray(kernel_image(version="4.0.1381.7000", link=LATER))
    image[image.index("Microsoft Corp".encode("utf-16-le")) + 2] = 0xE9
    assert identified(bytes(image)).branch is Branch.NT4


def test_a_kernel_cut_within_its_company_is_nobodys_not_a_strangers() -> None:
    image = kernel_image(version="4.0.1381.7000", link=LATER)
    cut = image[: image.index("CompanyName".encode("utf-16-le")) + 38]
    assert identified(cut).foreign is None


def test_an_oems_hal_that_shipped_with_windows_is_windows() -> None:
    strings = {"CompanyName": "NCR Corporation", "OriginalFilename": "halncr.dll", "ProductName": "NCR HAL"}
    link = datetime(1999, 2, 12, 21, 20, 22, tzinfo=UTC)
    build = identified(pe_image(timestamp=link, versions=[version_info("4.0.1381.164", strings=strings)]), "hal.dll")
    assert (build.foreign, build.branch) == (None, Branch.NT4)
    assert build.release is not None
    assert build.release.file == "halncr.dll"


@pytest.mark.parametrize(
    ("version", "link", "packs"),
    [
        pytest.param("5.0.2195.2099", datetime(2000, 7, 6, tzinfo=UTC), ("0", "1", "2"), id="numbered above SP1"),
        pytest.param("5.0.2195.5671", datetime(2002, 5, 16, tzinfo=UTC), ("1", "2", "3"), id="numbered above SP3"),
        pytest.param("5.0.2195.2951", datetime(2001, 5, 4, tzinfo=UTC), ("1", "2"), id="linked after SP1"),
    ],
)
def test_2000s_fixes_for_one_pack_were_numbered_above_the_next(
    version: str, link: datetime, packs: tuple[str, ...]
) -> None:
    assert identified(kernel_image(version=version, link=link)).packs == packs


def test_of_two_kernels_linked_in_one_second_the_name_inside_tells_where_the_size_does_not() -> None:
    link = datetime(2000, 7, 19, 17, 6, 2, tzinfo=UTC)
    image = kernel_image(version="5.0.2195.1620", flavour="pae-mp", link=link, size=1_700_352, language=0x407)
    build = identified(image)
    assert build.release is not None
    assert (build.release.file, build.flavour) == ("ntkrpamp.exe", Flavour.PAE_MP)
    assert Oddity.FLAVOUR_DISAGREES not in oddities(build)


def test_of_two_files_linked_in_one_second_none_is_claimed_where_nothing_tells() -> None:
    image = module_image(
        "hal.dll", version="5.0.2171.1", link=datetime(1999, 11, 3, 1, 14, 22, tzinfo=UTC), size=70_144
    )
    build = identified(image, "hal.dll")
    assert build.release is None
    assert because(build, "release") == [
        (
            "likely",
            (
                "it is one of halaacpi.dll, halacpi.dll, halmacpi.dll, which were linked in one second, "
                "and its size is none of theirs"
            ),
        )
    ]


def test_nt31s_version_and_link_time_at_odds_leave_the_packs_of_both() -> None:
    link = datetime(1993, 7, 24, 23, 8, 24, tzinfo=UTC)
    build = identified(kernel_image(version="3.10.528.1", link=link, size=788_000))
    assert (build.release, build.packs) == (None, ("0", "1", "2", "3"))


def test_a_released_multiprocessor_kernel_with_a_damaged_import_is_no_uniprocessor_one() -> None:
    image = bytearray(kernel_image(flavour="mp", link=SP6_MP, size=951_808))
    image[image.index(b"HalStartNextProcessor") + 3] ^= 1
    assert identified(bytes(image)).flavour is Flavour.MP


def test_the_august_1996_kernel_has_the_number_of_the_later_disc_and_is_not_its_kernel() -> None:
    build = identified(kernel_image(version="4.0.1381.1", link=datetime(1996, 7, 27, tzinfo=UTC)))
    assert (build.release, build.packs) == (None, ("0", "1"))
    assert remarks(build, Oddity.LINK_TIME_DISAGREES) == [
        "its version is that of RTM/SP1 (disc of 1996-10-14)'s ntoskrnl.exe, its link time 1996-07-27 00:00:00 is not"
    ]


@pytest.mark.parametrize("platform", [Platform.ALPHA, Platform.MIPS, Platform.PPC])
@pytest.mark.parametrize(
    ("version", "link", "packs"),
    [
        ("4.0.1381.4", datetime(1997, 5, 11, 3, 0, tzinfo=UTC), ("3",)),
        ("4.0.1381.204", datetime(1999, 4, 20, 18, 0, tzinfo=UTC), ("5",)),
        ("4.0.1381.335", datetime(1999, 9, 21, 21, 0, tzinfo=UTC), ("6", "6a")),
        ("3.51.1057.6", datetime(1996, 8, 20, 17, 0, tzinfo=UTC), ("5",)),
    ],
)
def test_another_platforms_link_time_is_not_held_against_i386s(
    platform: Platform, version: str, link: datetime, packs: tuple[str, ...]
) -> None:
    assert identified(kernel_image(version=version, platform=platform, link=link)).packs == packs


def test_a_checked_kernels_link_time_is_not_held_against_the_free_ones() -> None:
    link = datetime(1999, 9, 21, 20, 0, tzinfo=UTC)
    build = identified(kernel_image(version="4.0.1381.335", checked=True, link=link))
    assert (build.release, build.packs) == (None, ("6", "6a"))
    assert Oddity.LINK_TIME_DISAGREES not in oddities(build)


def test_a_size_alone_does_not_outrank_the_imports() -> None:
    build = identified(kernel_image(flavour="mp", link=0, size=931_584))
    assert (build.release, build.flavour, build.packs) == (None, Flavour.MP, ("6", "6a"))
    assert Oddity.FLAVOUR_DISAGREES not in oddities(build)


def test_of_two_kernels_linked_in_one_second_the_imports_outrank_the_name() -> None:
    link = datetime(2000, 7, 19, 17, 6, 2, tzinfo=UTC)
    build = identified(kernel_image(version="5.0.2195.1620", internal_name="ntkrpamp.exe", link=link))
    assert build.release is not None
    assert build.release.file == "ntkrnlpa.exe"


def test_version_and_link_time_of_two_releases_leave_the_packs_of_both() -> None:
    build = identified(kernel_image(version="4.0.1381.4", link=SP6))
    assert (build.release, build.packs) == (None, ("3", "4", "5", "6", "6a"))
    assert remarks(build, Oddity.LINK_TIME_DISAGREES) == [
        "its link time is that of SP6/SP6a's ntoskrnl.exe, its version 4.0.1381.4 is not",
        "its version is that of SP3's ntoskrnl.exe, its link time 1999-09-21 22:02:03 is not",
    ]


def test_a_number_above_a_release_linked_later_is_remarked_on() -> None:
    build = identified(kernel_image(version="5.0.2195.2050", link=datetime(2000, 7, 6, tzinfo=UTC)))
    assert remarks(build, Oddity.LINK_TIME_DISAGREES) == ["its version is above SP1's, but it was linked before that"]


def test_a_build_number_of_zero_denies_the_version_too() -> None:
    build = identified(kernel_image(link=SP6, size=931_584, build_number=0))
    assert {ground.confidence for ground in build.evidence} == {Confidence.LIKELY}


def test_a_name_inside_that_the_imports_deny_is_remarked_on() -> None:
    image = kernel_image(version="5.0.2195.6000", internal_name="ntkrnlmp.exe", link=datetime(2002, 12, 19, tzinfo=UTC))
    assert remarks(identified(image, "ntkrnlmp.exe"), Oddity.FLAVOUR_DISAGREES) == [
        "its imports make it up, and it calls itself ntkrnlmp.exe"
    ]


def test_nt31_without_a_link_time_is_placed_by_its_version_and_says_so() -> None:
    build = identified(kernel_image(version="3.10.511.1", link=0, size=788_000))
    assert because(build, "packs") == [("likely", "its version is not below RTM (disc 528)'s and below SP3's")]


def test_nothing_about_a_file_with_a_wrong_checksum_is_certain() -> None:
    build = identified(kernel_image(version="4.0.1381.33103", link=SP6, checksum="wrong"))
    assert build.branch is Branch.NT4_TSE
    assert {ground.confidence for ground in build.evidence} == {Confidence.LIKELY}


def test_nothing_about_a_kernel_that_contradicts_itself_is_certain() -> None:
    build = identified(kernel_image(link=SP6, size=931_584, build_number=0xF0000893))
    assert {ground.confidence for ground in build.evidence} == {Confidence.LIKELY}


def test_packs_and_flavour_are_no_surer_than_the_release_they_rest_on() -> None:
    build = identified(kernel_image(link=0, size=951_808, flavour="mp"), deep=False)
    assert build.release is not None
    assert [confidence for confidence, _ in because(build, "packs") + because(build, "flavour")] == ["likely"] * 2


def test_the_name_that_decides_is_the_name_that_is_quoted() -> None:
    strings = {"OriginalFilename": "ntoskrnl.exe", "InternalName": "ntkrnlmp.exe", "CompanyName": "Microsoft"}
    build = identified(pe_image(timestamp=SP6, versions=[version_info("4.0.1381.300", strings=strings)]))
    assert because(build, "flavour") == [("likely", "it calls itself ntkrnlmp.exe")]


def test_two_resources_in_two_languages_leave_the_language_likely() -> None:
    versions = [version_info("4.0.1381.4", language=0x407), version_info("4.0.1381.4", language=0x409)]
    build = identified(pe_image(versions=versions), "a.dll")
    assert because(build, "language") == [("likely", "its strings are marked de")]
    assert remarks(build, Oddity.LANGUAGE_DISAGREES) == ["its version resources are marked de and en"]


def test_a_name_in_the_place_of_a_language_is_no_language() -> None:
    info = VersionInfo(version_info("4.0.1381.4").fixed, language=0x80000407)
    assert identify(msgspec.structs.replace(facts_of(pe_image(), "a.dll"), versions=(info,)), KNOWN).language is None


@pytest.mark.parametrize("inside", ["C:\\nt\\ntoskrnl.exe", "ntoskrnl", "ntoskrnl.exe.", " NTOSKRNL.EXE "])
def test_a_name_inside_may_have_a_path_or_no_ending(inside: str) -> None:
    image = kernel_image(version="4.0.1381.7000", link=LATER, flavour="mp", internal_name=inside)
    build = identified(image)
    assert (build.kernel, build.flavour) == (True, Flavour.MP)


def test_a_cds_file_system_adds_a_version_to_the_name() -> None:
    assert identified(kernel_image(link=SP6, flavour="mp"), "NTOSKRNL.EXE;1").flavour is Flavour.MP


def test_a_product_that_begins_like_wine_is_not_wine() -> None:
    strings = {"CompanyName": "Microsoft Corporation", "ProductName": "WinExit"}
    assert identified(pe_image(versions=[version_info("4.0.1381.4", strings=strings)]), "x.exe").foreign is None


def test_a_kernel_under_a_name_of_its_own_is_remarked_on() -> None:
    build = identified(kernel_image(link=SP6), "ntkrnl5.exe")
    assert remarks(build, Oddity.RENAMED_KERNEL) == ["a uniprocessor kernel under the name ntkrnl5.exe"]


def test_another_product_version_or_version_string_goes_on_record() -> None:
    strings = {"OriginalFilename": "ntoskrnl.exe", "FileVersion": "5.00"}
    info = version_info("4.0.1381.335", product_version="5.0.2195.1", strings=strings)
    assert remarks(identified(pe_image(timestamp=LATER, versions=[info])), Oddity.VERSION_CONTRADICTS) == [
        "its version is 4.0.1381.335, its product version 5.0.2195.1",
        "its version is 4.0.1381.335, its string FileVersion '5.00'",
    ]


@pytest.mark.parametrize(
    ("name", "strings", "version", "branch", "ground"),
    [
        pytest.param(
            "tcpip.sys",
            {},
            "4.0.1381.4",
            Branch.OTHER,
            "version 4.0.1381.4 without a product name: nothing says that it is a part of Windows",
            id="strings lost",
        ),
        pytest.param(
            "plant.exe",
            {"ProductName": "Plant Controller for Windows"},
            "4.0.1381.4",
            Branch.NT4,
            "version 4.0.1381.4",
            id="one word of a product",
        ),
        pytest.param(
            "kernel32.dll",
            {"CompanyName": "Microsoft Corporation", "ProductName": "Microsoft(R) Windows(R) Operating System"},
            "4.0.0.950",
            Branch.OTHER,
            "version 4.0.0.950 is of no branch known here",
            id="Windows 95, no pre-release of NT",
        ),
    ],
)
def test_what_is_said_of_the_branch_of_a_module(
    name: str, strings: dict[str, str], version: str, branch: Branch, ground: str
) -> None:
    build = identified(pe_image(versions=[version_info(version, strings=strings)]), name)
    assert build.branch is branch
    assert [said for _, said in because(build, "branch")] == [ground]
    assert name == "kernel32.dll" or because(build, "branch")[0][0] == "likely"
