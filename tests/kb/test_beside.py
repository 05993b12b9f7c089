"""Beside: other products in a sentence, and where the one of the family is."""

import pytest

from ntfp.facts.build import Branch
from ntfp.kb.beside import after_another, as_part, is_about_another, is_of_another
from tests.kb.articles import NT4 as NT4_BULLET, article

NT4, WIN2000 = Branch.NT4, Branch.WIN2000


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("Data Access Components 2.5 SP2 and Microsoft Windows 2000 SP2.", [((WIN2000,), "2")], id="and"),
        pytest.param("Information Server version 5.0 or Windows NT service pack 5.", [((), "5")], id="or"),
        pytest.param(
            "MDAC version 2.5 and later, and in Windows NT 4.0 SP6a.", [((NT4,), "6a")], id="and later, and in"
        ),
        pytest.param(
            "MDAC 2.5 SP1 (SP1), which is also included with Windows 2000 SP1.", [((WIN2000,), "1")], id="included with"
        ),
        pytest.param("the Routing & Remote Access Hotfix and in Windows NT SP4 and later.", [((), "4")], id="a name"),
        pytest.param("SMS 2.0 Service Pack 3, but only in a Windows NT 4.0-based domain.", None, id="but only in"),
        pytest.param("SMS 1.2 Service Pack 4 and was fixed in SP4.", None, id="another verb"),
        pytest.param("the tools for Windows NT 4.0.", None, id="for"),
    ],
)
def test_places_behind_another_product(text: str, named: list[tuple[tuple[Branch, ...], str]] | None) -> None:
    places = after_another(text, 0)
    assert (places and [(place.branches, place.pack) for place in places.found]) == named


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        pytest.param("Internet Information Server 5.0.", (WIN2000,), id="at the end"),
        pytest.param("Microsoft Internet Information Services (IIS) 5.0 for Windows 2000.", (WIN2000,), id="for it"),
        pytest.param("IIS version 5.1", (Branch.WINXP,), id="of XP"),
        pytest.param("IIS 4.0.", None, id="an option"),
    ],
)
def test_what_is_a_part_of_one_release(text: str, branches: tuple[Branch, ...] | None) -> None:
    part = as_part(text, 0)
    assert (part and part.found[0].branches) == branches


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        pytest.param("It is in SMS 1.2 Service Pack 4 and was fixed in SP4.", True, id="another's"),
        pytest.param("It is in Windows NT 3.51 Service Pack 4 and was fixed in SP4.", False, id="ours"),
        pytest.param("It was fixed in SP4.", False, id="of nothing named"),
    ],
)
def test_whose_a_bare_pack_is(text: str, is_it: bool) -> None:
    assert is_of_another(text, 0, text.index("SP4")) is is_it


@pytest.mark.parametrize(
    ("bullets", "is_it"),
    [
        pytest.param(("Interix version 2.2",), True, id="another"),
        pytest.param(("Interix version 2.2", NT4_BULLET), False, id="and Windows NT"),
        pytest.param(("Interix version 2.2", "Microsoft Windows NT Server"), False, id="which is not said"),
        pytest.param(("Microsoft Internet Information Server version 4.0",), False, id="what came with it"),
        pytest.param((), False, id="nothing"),
    ],
)
def test_what_an_article_is_about(bullets: tuple[str, ...], is_it: bool) -> None:
    assert is_about_another(article("Words.", bullets=bullets)) is is_it
