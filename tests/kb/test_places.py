"""Places: which packs and releases some words name, and where they stop to."""

import pytest

from ntfp.facts.build import Branch
from ntfp.kb.places import OR_RELEASE, UNNUMBERED, read_places

NT31, NT35, NT351, NT4, TSE, WIN2000 = (
    Branch.NT31,
    Branch.NT35,
    Branch.NT351,
    Branch.NT4,
    Branch.NT4_TSE,
    Branch.WIN2000,
)
LATEST = "latest"


@pytest.mark.parametrize(
    ("text", "named", "rest"),
    [
        pytest.param(
            "Windows NT 4.0 Service Pack 4.0 and Windows NT Server 4.0, Terminal Server Edition Service Pack 5. It",
            [((NT4,), "4"), ((TSE,), "5")],
            ". It",
            id="4.0 after the word pack is the number 4",
        ),
        pytest.param(
            "Windows NT 4.0 and Windows NT Server 4.0, Terminal Server Edition, Service Pack 5.",
            [((NT4, TSE), "5")],
            ".",
            id="one number for both of 4.0",
        ),
        pytest.param(
            "Windows NT 3.51 and Windows NT 4.0 Service Pack 2.",
            [((NT4,), "2"), ((NT351,), OR_RELEASE)],
            ".",
            id="no other two share a number",
        ),
        pytest.param("Windows NT 4.0 Service Pack 6.Microsoft", [((NT4,), "6")], ".Microsoft", id="no blank after it"),
        pytest.param("Service Pack 3 for Windows NT 4.0.", [((NT4,), "3")], ".", id="the product after the pack"),
        pytest.param("U.S. Service Pack 2.0 for NT 4.0.", [((NT4,), "2")], ".", id="U.S."),
        pytest.param(
            "Service Packs 1, 2, and 3 for Windows NT 4.0.",
            [((NT4,), "1"), ((NT4,), "2"), ((NT4,), "3")],
            ".",
            id="a list of packs",
        ),
        pytest.param("Windows NT 4.0 Service Pack 6a (SP6a).", [((NT4,), "6a")], ".", id="6a, said twice"),
        pytest.param("Windows NT 4.0 Service Pack Service Pack 5.", [((NT4,), "5")], ".", id="doubled words"),
        pytest.param("Windows NT 4.0 Service Pack 2 and later.", [((NT4,), "2")], ".", id="and later"),
        pytest.param(
            "Windows NT 4.0 Service Pack 2.0 and later service packs.", [((NT4,), "2")], ".", id="later packs"
        ),
        pytest.param("Windows NT 3.5 Service Pack 3. AFD", [((NT35,), "3")], ". AFD", id="a version is no pack"),
        pytest.param("SP3.", [((), "3")], ".", id="a pack of nothing"),
        pytest.param(
            "the latest U.S. Servcie Pack for Windows NT versions 3.1 and 3.5.",
            [((NT31, NT35), LATEST)],
            ".",
            id="the latest of two, misprinted",
        ),
        pytest.param("the lastest US Service Pack for Windows NT.", [((), LATEST)], ".", id="the latest of nothing"),
        pytest.param(
            "the latest Windows NT 3.51 U.S. Service Pack and in the latest Windows NT 4.0 U.S. Service Pack.",
            [((NT351,), LATEST), ((NT4,), LATEST)],
            ".",
            id="the latest twice",
        ),
        pytest.param(
            "the latest Windows NT 3.51 U.S. Service Pack and Windows NT 4.0.",
            [((NT351,), LATEST), ((NT4,), "0")],
            ".",
            id="a pack and a release",
        ),
        pytest.param(
            "the latest Service Pack for Windows NT version 3.51 and Windows NT 4.0.",
            [((NT351,), LATEST), ((NT4,), OR_RELEASE)],
            ".",
            id="the pack of both, or one of them itself",
        ),
        pytest.param("Windows 2000. I", [((WIN2000,), "0")], ". I", id="a release"),
        pytest.param("Windows NT 4.0 U.S. Service Pack.", [((NT4,), UNNUMBERED)], ".", id="a pack without a number"),
        pytest.param(
            "Windows 2000 and Office XP", [((WIN2000,), "0")], " and Office XP", id="stops at another product"
        ),
        pytest.param("SMS 1.2 Service Pack 4.", [], "SMS 1.2 Service Pack 4.", id="another product's pack"),
        pytest.param(
            "the latest Windows NT 4.0 Spanish Service Pack.", [((NT4,), LATEST)], ".", id="a pack in another language"
        ),
        pytest.param("Service Pack 2 (or later) for Windows NT 4.0.", [((NT4,), "2")], ".", id="or later of it"),
        pytest.param(
            "the latest Service Pack for Windows NT 3.1 and U.S. Service Pack for Windows NT 3.5.",
            [((NT31,), LATEST), ((NT35,), LATEST)],
            ".",
            id="the latest, said once",
        ),
    ],
)
def test_places(text: str, named: list[tuple[tuple[Branch, ...], str]], rest: str) -> None:
    places = read_places(text, 0)
    assert [(place.branches, place.pack) for place in places.found] == named
    assert text[places.end :] == rest


def test_a_place_is_the_few_words_that_name_it() -> None:
    text = "in the latest U.S. Service Pack for Windows NT version 3.51 or later."
    place = read_places(text, 3).found[0]
    assert text[place.start : place.end] == "latest U.S. Service Pack for Windows NT version 3.51"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("the latest Windows NT 4.0 Spanish Service Pack", True, id="between"),
        pytest.param("the Pan-Chinese version of Windows NT 4.0 Service Pack 4", True, id="before"),
        pytest.param("Service Pack 3 for French Windows NT", True, id="after"),
        pytest.param("the latest Windows NT 4.0 U.S. Service Pack", False, id="English is every pack"),
    ],
)
def test_a_pack_for_one_language(text: str, language: bool) -> None:
    assert [place.language for place in read_places(text, 0).found] == [language]
