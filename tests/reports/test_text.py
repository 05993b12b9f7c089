import unicodedata

import pytest
from hypothesis import given, strategies as st

from ntfp.reports.text import Screen, visible

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("WINNT/system32/hal.dll", "WINNT/system32/hal.dll", id="a plain name"),
        pytest.param("Größe \u4e2d\u6587 é", "Größe \u4e2d\u6587 é", id="letters of any script"),
        pytest.param("\x1b[31m", r"\x1b[31m", id="an escape"),
        pytest.param("a\r\n\tb\x07\x7f\x9b", r"a\r\n\tb\x07\x7f\x9b", id="control characters, the second kind too"),
        pytest.param("gnp.\u202eexe", r"gnp.\u202eexe", id="a mark that turns the direction"),
        pytest.param("a\u200bb\u00ad\ufeff", r"a\u200bb\xad\ufeff", id="what cannot be seen"),
        pytest.param("h\udce4l", r"h\xe4l", id="a byte that is no text"),
        pytest.param("\ud800", r"\ud800", id="half a character"),
        pytest.param("a\u2028b\u2029", r"a\u2028b\u2029", id="ends of lines and paragraphs"),
        pytest.param("\ue000\U000f0000", r"\ue000\U000f0000", id="private characters"),
        pytest.param("\u00a0\u3000", r"\xa0\u3000", id="other spaces"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(ANYTHING)
def test_nothing_that_is_seen_can_steer_a_terminal(text: str) -> None:
    seen = visible(text)
    assert seen.isprintable()
    assert {unicodedata.category(char) for char in seen}.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    assert visible(seen) == seen


@given(ANYTHING)
def test_a_screen_that_knows_ascii_only_is_given_ascii_only(text: str) -> None:
    assert Screen(unicode=False).shown(text).isascii()
    assert Screen(unicode=True).shown(text) == visible(text)
