from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from ntfp.facts.verdict import Judged, Report, Verdict
from ntfp.scanning import systems
from ntfp.scanning.data import Data, shipped_data
from ntfp.scanning.installed import Found
from ntfp.scanning.systems import Examined
from ntfp.scanning.underway import Underway
from ntfp.testing import system_tree


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("two")
    system_tree(place / "a", files={"system32/hal.dll": b"MZ"})
    system_tree(place / "b")
    return place


def some(data: Data) -> tuple[str, ...]:
    return tuple(one.kb for one in data.signatures[:40])


@pytest.fixture(scope="module")
def whole(two: Path) -> Report:
    data = shipped_data()
    chosen = [one for one in data.signatures if one.kb in some(data)]
    return systems.judged(systems.examine(two, chosen, data.builds), chosen, data)


def begun(place: Path, parts: Iterator[Examined] | None = None) -> Underway:
    data = shipped_data()
    chosen = [one for one in data.signatures if one.kb in some(data)]
    found = parts or systems.examine_each(place, chosen, data.builds)
    return Underway(found, systems.judge_of(chosen, data), data.basis)


def test_the_whole_of_it_is_the_report(two: Path, whole: Report) -> None:
    assert begun(two).whole() == whole
    assert len(whole.systems) == 2
    assert len(whole.skipped) == 1


def test_what_it_counts_is_what_the_report_counts(two: Path, whole: Report) -> None:
    underway = begun(two)
    assert tuple(underway.systems) == whole.systems
    assert underway.counts == whole.counts
    assert (tuple(underway.skipped), underway.basis) == (whole.skipped, whole.basis)
    assert underway.unheard_of is whole.unheard_of
    assert (len(underway.summaries), underway.files) == (2, systems.examine(two, (), shipped_data().builds).files)


def test_nothing_is_read_before_it_is_asked_for(two: Path) -> None:
    """The trap of a stream that is collected first: of a hundred systems the first one is seen when all are done."""
    read: list[str] = []

    def parts() -> Iterator[Examined]:
        for part in systems.examine_each(two, (), shipped_data().builds):
            read.extend(found.root for found in part.found)
            yield part

    underway = begun(two, parts())
    assert read == []
    first = next(underway.systems)
    assert read == [first.root]


def test_before_the_first_system_nothing_is_counted(two: Path) -> None:
    underway = begun(two)
    assert underway.counts == dict.fromkeys(Verdict, 0)
    assert (underway.summaries, underway.skipped, underway.unheard_of) == ([], [], False)


def test_a_windows_that_nobody_heard_of_is_remembered(two: Path, whole: Report) -> None:
    def judge(_: Found) -> Judged:
        system = whole.systems[0]
        return replace(system, summary=replace(system.summary, unheard_of=True))

    underway = Underway(systems.examine_each(two, (), shipped_data().builds), judge)
    assert underway.whole().unheard_of
    assert underway.unheard_of
