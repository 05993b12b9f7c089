import struct
from typing import Literal

import pytest
from hypothesis import given, strategies as st

from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity
from ntfp.facts.source import InMemory, Source
from ntfp.readers import pe
from ntfp.readers.checksum import LARGEST, checksum, verified
from ntfp.testing import pe_image
from tests.making import oddities


class Huge(InMemory):
    """A file that claims to be larger than the largest, and counts what is asked of it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.size = LARGEST + 1
        self.asked = 0

    def read_at(self, offset: int, count: int) -> bytes:
        self.asked += count
        return super().read_at(offset, count)


def facts_with(carried: Literal["right", "wrong"] | int) -> FileFacts:
    opened = InMemory(pe_image(checksum=carried))
    return verified(pe.read(Source("x.dll", "x.dll", lambda: opened), opened), opened)


@pytest.mark.parametrize(
    ("carried", "odd"),
    [
        pytest.param("right", set(), id="whole"),
        pytest.param("wrong", {Oddity.CHECKSUM_WRONG}, id="damaged or changed"),
        pytest.param(0, set(), id="none: common, and no oddity of a file that is no kernel"),
    ],
)
def test_a_file_has_the_checksum_it_carries(carried: Literal["right", "wrong"] | int, odd: set[Oddity]) -> None:
    assert oddities(facts_with(carried)) == odd


def test_a_wrong_checksum_is_said_with_both_numbers() -> None:
    facts = facts_with("wrong")
    right = facts.checksum - 1
    assert [remark.detail for remark in facts.remarks] == [
        f"its checksum should be {right:#x}, it carries {facts.checksum:#x}: damaged or changed"
    ]


def test_a_file_larger_than_any_of_nt_is_not_read_for_it() -> None:
    opened = Huge(pe_image(checksum="wrong"))
    facts = pe.read(Source("x.dll", "x.dll", lambda: opened), opened)
    before = opened.asked
    assert [str(remark) for remark in verified(facts, opened).remarks] == [
        f"too-large: {LARGEST + 1:,} bytes: its checksum was not computed"
    ]
    assert opened.asked == before


@given(st.binary(min_size=4, max_size=600), st.integers(0, 596))
def test_the_checksum_is_the_sum_of_the_words(data: bytes, place: int) -> None:
    """Word by word, each carry added back in, gives what one division gives; the field itself counts as zero."""
    place = min(place, len(data) - 4)
    blank = data[:place] + bytes(4) + data[place + 4 :]
    total = 0
    for (word,) in struct.iter_unpack("<H", blank + bytes(len(blank) % 2)):
        total += word
        total = (total & 0xFFFF) + (total >> 16)
    assert checksum(data, place) == total + len(data)
