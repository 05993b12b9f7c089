import pytest
from hypothesis import given, strategies as st

from ntfp.reports.drawing.lettering import folded, safe, shortened, width_of


@given(st.text(max_size=80), st.floats(40, 400))
def test_what_is_folded_fits_and_is_all_there(words: str, room: float) -> None:
    lines = folded(words, 12, room)
    assert all(width_of(line, 12) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_room_for_nothing_still_ends() -> None:
    assert folded("abc", 12, 0) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("Windows NT 4.0", ["Windows NT 4.0"], id="what fits"),
        pytest.param(
            "Windows NT 4.0 Terminal Server Edition", ["Windows NT 4.0", "Terminal Server", "Edition"], id="by words"
        ),
        pytest.param("W" * 20, ["W" * 10, "W" * 10], id="a word that is too long"),
    ],
)
def test_folding(words: str, lines: list[str]) -> None:
    assert folded(words, 12, 130) == lines


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("<script>", "&lt;script&gt;", id="mark-up"),
        pytest.param('"it\'s" & more', "&quot;it&#x27;s&quot; &amp; more", id="quotes"),
        pytest.param("a\x1b[31m\x00\n", "a\\x1b[31m\\x00\\n", id="control characters, which XML forbids"),
        pytest.param("\udcff", "\\xff", id="a byte that is no text"),
        pytest.param("\u202etxt", "\\u202etxt", id="a mark that turns text around"),
        pytest.param("\ufffe", "\\ufffe", id="what is no character"),
        pytest.param("Größe 日本", "Größe 日本", id="letters of others"),
    ],
)
def test_nothing_in_a_name_is_more_than_a_name(words: str, shown: str) -> None:
    assert safe(words) == shown


def test_of_what_is_too_long_both_ends_are_kept() -> None:
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert shortened("abcdefghijk", 7) == "abc…ijk"


def test_letters_of_others_count_as_full_squares() -> None:
    assert width_of("日本", 12) > width_of("ab", 12)
    assert width_of("ab", 12, bold=True) > width_of("ab", 12)


def test_a_word_of_any_length_is_measured_once() -> None:
    """The trap of a label of thousands of characters, measured anew for each: the page never came."""
    word = "m" * 50_000
    lines = folded(word, 12.0, 300.0)
    assert "".join(lines) == word
    assert max(width_of(line, 12.0) for line in lines) <= 300.0
