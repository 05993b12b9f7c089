"""Lines of one build are one, whatever kind of line they are; kernels and the history of a file go by the same."""

import datetime as dt
import itertools
from typing import Any

import pytest
from msgspec.structs import replace

from ntfp.catalogue.merging import merged, place_of_system, same_build, with_line
from ntfp.facts.build import Branch, ListedKernel
from ntfp.facts.lookup import Appearance, Clock
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion

VERSION = FileVersion(4, 0, 1381, 335)
KERNEL = ListedKernel(
    file="ntoskrnl.exe",
    branch=Branch.NT4,
    platform=Platform.I386,
    size=932_736,
    date=dt.date(1999, 11, 18),
    time=dt.time(16, 14),
    articles=("Q244509",),
)
LINE = Appearance(
    file="ntoskrnl.exe",
    branch=Branch.NT4,
    platform=Platform.I386,
    size=932_736,
    date=dt.date(1999, 11, 18),
    time=dt.time(16, 14),
    clock=Clock.LOCAL,
    articles=("Q244509",),
)


@pytest.mark.parametrize("line", [KERNEL, LINE], ids=["a kernel", "a line of a history"])
def test_a_build_has_the_earlier_time_any_version_and_all_articles_by_number(line: Any) -> None:
    later = replace(line, time=dt.time(23, 14), version=VERSION, articles=("Q94069", "Q244509"))
    assert same_build(line, later)
    assert with_line(line, later) == replace(line, version=VERSION, articles=("Q94069", "Q244509"))
    assert with_line(replace(line, time=None), later).time == dt.time(23, 14)


def test_what_the_lines_say_besides_is_kept() -> None:
    assert with_line(LINE, LINE, language="de").language == "de"


def test_lines_are_merged_alike_in_whatever_order_they_come() -> None:
    lines = [replace(KERNEL, time=dt.time(hour), articles=(f"Q10000{hour}",)) for hour in (1, 3, 9)]
    lines.append(replace(KERNEL, size=1, articles=("Q100000",)))
    found = {
        tuple(
            merged(order, order=lambda one: (one.size, one.moments), is_one=same_build, together=with_line),
        )
        for order in itertools.permutations(lines)
    }
    assert [[build.articles for build in builds] for builds in found] == [
        [("Q100000",), ("Q100001", "Q100003", "Q100009")]
    ]


def test_what_is_not_said_of_a_system_comes_last() -> None:
    places = [place_of_system(*said) for said in itertools.product((*Branch, None), (*Platform, None))]
    assert places == sorted(set(places))
