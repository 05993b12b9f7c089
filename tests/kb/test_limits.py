"""Limits: the languages a problem is limited to, and those it was merely seen in."""

import pytest

from ntfp.kb.article import read_article
from ntfp.kb.limits import names_language, read_languages
from tests.kb.articles import plain

FAR_EAST = ("ja", "ko", "zh-CN", "zh-HK", "zh-TW")


def read(*body: str, title: str = "A leak") -> tuple[str, ...]:
    return read_languages(read_article(plain("SYMPTOMS", "========", "", *body, title=title)))


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        pytest.param("This problem only occurs on the German version of Windows NT 4.0.", ("de",), id="only"),
        pytest.param("It is known to occur only in the Spanish version of Windows NT.", ("es",), id="known to"),
        pytest.param("The problem is specific to Spanish Windows NT.", ("es",), id="specific"),
        pytest.param("The information in this article applies to the Czech version(s) of NT.", ("cs",), id="by a note"),
        pytest.param(
            "It occurs only in the Simplified Chinese, Traditional Chinese and Korean versions of Windows NT.",
            ("ko", "zh-CN", "zh-TW"),
            id="three",
        ),
        pytest.param(
            "This problem occurs on all Far East versions of Windows NT 4.0 with SP4, but not on other languages.",
            FAR_EAST,
            id="the Far East and no others",
        ),
        pytest.param(
            "This problem occurs in Far-East versions of Windows NT 4.0 with SP5, but not in other versions.",
            FAR_EAST,
            id="with a hyphen",
        ),
    ],
)
def test_a_plain_limit(said: str, codes: tuple[str, ...]) -> None:
    assert read(said) == codes


def test_a_sentence_goes_on_in_the_next_line() -> None:
    assert read("This problem is specific to Japanese", "Windows NT 4.0 for the Alpha platform.") == ("ja",)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("Names are wrong in the Japanese version of Windows NT 4.0.", id="seen"),
        pytest.param("Microsoft has confirmed this to be a problem in Swedish Windows NT 4.0.", id="confirmed"),
        pytest.param("It occurs in the French edition of Windows NT, but may occur in others.", id="others may, too"),
        pytest.param("This problem does not occur on the English version of Windows NT.", id="all but one"),
        pytest.param("The Japanese version of this fix should have the following file attributes:", id="of a table"),
        pytest.param("It may only occur in international versions of Windows NT.", id="no language"),
        pytest.param("It only occurs in the Chinese version of Windows NT.", id="which Chinese?"),
    ],
)
def test_what_was_merely_seen_limits_nothing(said: str) -> None:
    assert read(said) == ()


def test_a_title_limits_nothing() -> None:
    assert read("Short names are wrong.", title="Wrong Short Names in Japanese Windows NT 4.0") == ()


@pytest.mark.parametrize(
    ("title", "names"),
    [
        pytest.param("Entries Blank in the Spanish Version of CMAK", True, id="a language"),
        pytest.param("Programs on Pan-Chinese Windows NT May Use Fixed Font", True, id="with a hyphen"),
        pytest.param("Same Base Address in CHS SP3", True, id="in letters"),
        pytest.param("A Polished Installation Fails", False, id="part of another word"),
    ],
)
def test_a_title_tells_of_which_language_the_files_may_be(title: str, names: bool) -> None:
    assert names_language(title) == names
