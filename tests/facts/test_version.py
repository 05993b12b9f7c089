import copy
import pickle

import pytest
from hypothesis import given, strategies as st

from ntfp.facts.version import FileVersion

WORD, DWORD = st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF)
VERSION = st.builds(FileVersion, WORD, WORD, WORD, WORD)


@given(VERSION)
def test_what_is_printed_is_what_is_parsed(version: FileVersion) -> None:
    assert FileVersion.parse(str(version)) == version


@given(VERSION)
def test_two_words_hold_all_four_numbers(version: FileVersion) -> None:
    assert FileVersion.from_words(*version.words()) == version


@given(DWORD, DWORD)
def test_any_two_words_are_a_version(high: int, low: int) -> None:
    assert FileVersion.from_words(high, low).words() == (high, low)


@given(VERSION, VERSION)
def test_versions_are_ordered_as_the_words_they_are_stored_in(one: FileVersion, other: FileVersion) -> None:
    assert (one < other) == (one.words() < other.words())
    assert (one == other) == (one.words() == other.words())
    assert (one <= other) == (not other < one)
    if one == other:
        assert hash(one) == hash(other)


@given(VERSION)
def test_a_version_survives_travelling(version: FileVersion) -> None:
    assert pickle.loads(pickle.dumps(version)) == copy.deepcopy(version) == version  # noqa: S301 - our own bytes


def test_numbers_are_compared_and_not_their_texts() -> None:
    assert FileVersion.parse("4.0.1381.7265") > FileVersion.parse("4.0.1381.335")
    assert str(FileVersion.parse("04.00.1381.0007")) == "4.0.1381.7"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("4.0.1381", id="three numbers"),
        pytest.param("4.0.1381.7.1", id="five numbers"),
        pytest.param("4.0.1381.65536", id="a number of 17 bits"),
        pytest.param("4.0.1381.-1", id="a number below nothing"),
        pytest.param("4.0.1381.", id="a number that is missing"),
        pytest.param("4,0,1381,7", id="commas"),
        pytest.param("4.0.1381.7 ", id="a space behind"),
        pytest.param("4.0.1381.0x7", id="hexadecimal"),
        pytest.param("4.0.1381.1_0", id="an underscore, which Python would read"),
        pytest.param("4.0.1381.\u0667", id="a digit of another script"),
        pytest.param("4.0.1381.\u00b2", id="a digit that is no number"),
    ],
)
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^expected four dotted 16-bit numbers, found ") as caught:
        FileVersion.parse(text)
    assert str(caught.value).endswith(repr(text))
