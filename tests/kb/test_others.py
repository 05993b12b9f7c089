"""Others: products that are no Windows NT, and the one that was only ever a part of it."""

import pytest

from ntfp.facts.build import Branch
from ntfp.kb.others import belongs_to, is_system, name_of_bullet, name_of_option, name_of_other


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Windows 95, Windows 98", "Windows 95", id="a system"),
        pytest.param("The English version of the IIS 4.0 fix", "IIS 4.0", id="with its version"),
        pytest.param(
            "of the Internet Information Server 4.0 English version", "Internet Information Server 4.0", id="up"
        ),
        pytest.param("Component: Information Store", "Component: Information Store", id="a part of Exchange"),
        pytest.param("Visual C++", "Visual C++", id="no version"),
        pytest.param("Windows NT 4.0", "", id="none"),
    ],
)
def test_another_product_is_named_in_full(text: str, name: str) -> None:
    assert name_of_other(text) == name


def test_a_bullet_is_named_without_what_it_runs_on() -> None:
    assert name_of_bullet("Microsoft SNA Server, version 4.0, used with:") == "Microsoft SNA Server, version 4.0"


@pytest.mark.parametrize("name", ["Windows 98", "MS-DOS", "Windows CE", "OS/2"])
def test_a_system_of_its_own(name: str) -> None:
    assert is_system(name)


@pytest.mark.parametrize("name", ["IIS 4.0", "Index Server", "Microsoft Exchange Windows NT client, version 5.0"])
def test_a_product_that_runs_on_windows_nt_is_no_system(name: str) -> None:
    assert not is_system(name)


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        pytest.param("Microsoft Internet Information Services version 5.0", {Branch.WIN2000}, id="5.0"),
        pytest.param("Internet Information Server (IIS) 5.1", {Branch.WINXP}, id="5.1"),
        pytest.param("IIS 5.0 and 5.1", {Branch.WIN2000, Branch.WINXP}, id="both"),
        pytest.param("IIS 4.0", set(), id="an option of Windows NT 4.0"),
        pytest.param("Internet Information Server versions 4.0, 5.0", set(), id="one of them is an option"),
        pytest.param("the IIS 5.0.1 kit", set(), id="another number"),
    ],
)
def test_the_release_a_server_was_only_ever_a_part_of(text: str, branches: set[Branch]) -> None:
    assert belongs_to(text) == branches


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("For IIS 4.0 (Windows NT Server 4.0):", "IIS 4.0", id="beside the release it runs on"),
        pytest.param("IIS 4.0 and 5.0", "IIS 4.0 and 5.0", id="beside one that is none"),
        pytest.param("IIS 5.0", "", id="a part of Windows 2000"),
        pytest.param("Windows NT 4.0", "", id="none"),
    ],
)
def test_a_server_that_is_an_option(text: str, name: str) -> None:
    assert name_of_option(text) == name
