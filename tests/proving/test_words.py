"""Which systems, packs and platforms a text names."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.proving.bullets import read_bullet, read_edition
from ntfp.proving.claims import part_of, read_keyword
from ntfp.proving.words import families, names_only, packs, platforms, systems, systems_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("windows nt 4.0 service pack 4.0", {Branch.NT4}),
        ("windows nt server version 4.0, terminal server edition service pack 6", {Branch.NT4_TSE}),
        ("windows nt terminal server 4.0", {Branch.NT4_TSE}),
        ("windows nt 4.0 and windows nt server 4.0, terminal server edition", {Branch.NT4, Branch.NT4_TSE}),
        ("windows nt versions 3.1 and 3.5", {Branch.NT31, Branch.NT35}),
        ("windows nt version 3.50", {Branch.NT35}),
        ("windows nt 3.51.", {Branch.NT351}),
        ("nt 4 hotfix", {Branch.NT4}),
        ("internet information server 4.0", set()),
        ("internet information services (iis) 5.0", {Branch.WIN2000}),
        ("iis 5.1", {Branch.WINXP}),
        ("exchange server 4.0", set()),
        ("service pack 4.0", set()),
        ("version 4.0.1381.7", set()),
        ("windows 2000 and windows xp", {Branch.WIN2000, Branch.WINXP}),
    ],
)
def test_systems(text: str, found: set[Branch]) -> None:
    assert systems(text) == found


def test_windows_nt_without_a_number_is_any_but_terminal_server() -> None:
    assert families("the windows nt fix") == {Branch.NT31, Branch.NT35, Branch.NT351, Branch.NT4}


@pytest.mark.parametrize("text", ["windows nt 4.0:", "windows nt server 4.0, terminal server edition", "iis 5.0"])
def test_a_name_alone(text: str) -> None:
    assert names_only(text)


@pytest.mark.parametrize(
    "text", ["to resolve this problem in windows nt 4.0", "workarounds", "windows nt 4.0 and netware"]
)
def test_no_name_alone(text: str) -> None:
    assert not names_only(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("service pack 4.0", {"4"}),
        ("service pack 6a", {"6a"}),
        ("sp6a", {"6a"}),
        ("service pack 6/6a", {"6", "6a"}),
        ("service pack 1, 2, and 3", {"1", "2", "3"}),
        ("the latest service pack", set()),
    ],
)
def test_packs(text: str, found: set[str]) -> None:
    assert packs(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(x386)", {Platform.I386}),
        ("ix86", {Platform.I386}),
        ("intel or alpha", {Platform.I386, Platform.ALPHA}),
        ("mips ppc", {Platform.MIPS, Platform.PPC}),
        ("q323756_w2k_sp4_x86_en.exe", set()),
    ],
)
def test_platforms(text: str, found: set[Platform]) -> None:
    assert platforms(text) == found


def test_the_bit_of_terminal_server_tells_its_versions() -> None:
    assert systems_of(FileVersion(4, 0, 1381, 0x8000)) == {Branch.NT4_TSE}
    assert systems_of(FileVersion(4, 0, 1381, 0x7FFF)) == {Branch.NT4}
    assert systems_of(FileVersion(7, 0, 2600, 15)) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("windows nt server versions 4.0, 4.0 sp4, terminal server edition", {Branch.NT4_TSE: {"0", "4"}}),
        ("windows nt server versions 3.51, 4.0 sp1", {Branch.NT351: {"0"}, Branch.NT4: {"1"}}),
        ("windows nt server versions 3.51 sp2, sp3", {Branch.NT351: {"2", "3"}}),
        ("windows nt workstation version 3.5x", {Branch.NT35: {"0"}, Branch.NT351: {"0"}}),
        ("windows nt advanced server", {Branch.NT31: {"0"}}),
        ("windows versions 2000, 2000 sp1 server", {Branch.WIN2000: {"0", "1"}}),
        ("windows nt version 4.0 option pack", {}),
        ("internet information server version 4.0", {}),
        pytest.param(
            "windows nt server versions 3.1, 3.51 (all service packs), 4.0 sp1",
            {Branch.NT31: {"0"}, Branch.NT351: set(), Branch.NT4: {"1"}},
            id="all packs are none by name",
        ),
    ],
)
def test_bullets(text: str, found: dict[Branch, set[str]]) -> None:
    assert read_bullet(f"- microsoft {text}") == found


def test_an_edition_within_another_name() -> None:
    assert read_edition("- microsoft windows nt server, enterprise edition version 4.0") == "enterprise"
    assert read_edition("- microsoft windows nt advanced server, version 3.1") == "advanced-server"
    assert read_edition("- microsoft windows nt server version 4.0, terminal server edition") is None


@pytest.mark.parametrize(
    ("keyword", "found"),
    [
        ("kbwinnt400presp7fix", (Branch.NT4, "after-6a")),
        ("kbwinnt4sp6fix", (Branch.NT4, "6")),
        ("kbwinnt400nospfix", (Branch.NT4, "after-6a")),
        ("kbtse400presp7fix", (Branch.NT4_TSE, "after-6a")),
        ("tsesp4fix", (Branch.NT4_TSE, "4")),
        ("kbwin2000presp3fix", (Branch.WIN2000, "3")),
        ("kbwin2000fixnosp", (Branch.WIN2000, "0")),
        ("kboswin2000fix", (Branch.WIN2000, "0")),
        ("kbfix3.50.sp2", (Branch.NT35, "2")),
        ("kbfix3.51", (Branch.NT351, "0")),
        ("kbprint", None),
    ],
)
def test_keywords(keyword: str, found: tuple[Branch, str] | None) -> None:
    assert read_keyword(keyword) == found


def test_a_pack_in_front_is_not_that_of_a_second_system_named_in_full() -> None:
    says = "latest service pack for windows nt version 3.51 and windows nt 4.0"
    assert part_of(Branch.NT351, says) == "latest service pack for windows nt version 3.51 "
    assert part_of(Branch.NT4, says) == "windows nt 4.0"


def test_a_pack_at_the_end_is_that_of_both() -> None:
    says = "windows nt version 4.0 and windows nt server 4.0, terminal server edition service pack 5"
    assert part_of(Branch.NT4, says) == says
