import math
from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from ntfp.reports.drawing.dodging import AIR, BESIDE, flown, heights, lowest

PLACES = st.floats(0, 400, allow_nan=False)
DOTS = st.lists(st.tuples(PLACES, st.sampled_from([3.0, 3.2, 5.2])), max_size=60)
FLAGS = st.lists(st.tuples(PLACES, st.floats(0, 120, allow_nan=False)), max_size=15)
LINE = 15.0


@given(DOTS)
def test_no_dot_hides_another(dots: list[tuple[float, float]]) -> None:
    stood = [(x, height, radius) for (x, radius), height in zip(dots, heights(dots), strict=True)]
    for (x, height, radius), (other, above, size) in combinations(stood, 2):
        assert math.hypot(x - other, height - above) >= radius + size + AIR - 1e-6


@given(DOTS)
def test_every_dot_is_above_the_line(dots: list[tuple[float, float]]) -> None:
    assert all(height >= radius + AIR for (_, radius), height in zip(dots, heights(dots), strict=True))


@given(DOTS)
def test_who_comes_first_stands_lowest(dots: list[tuple[float, float]]) -> None:
    for (_, radius), height in list(zip(dots, heights(dots), strict=True))[:1]:
        assert height == radius + AIR


def test_dots_of_one_day_stand_on_one_another() -> None:
    assert heights([(10, 3), (10, 3), (10, 3)]) == [4.0, 11.0, 18.0]


@pytest.mark.parametrize(
    ("taken", "height"),
    [
        pytest.param([], 4, id="all is free"),
        pytest.param([(0, 9)], 9, id="above what is there"),
        pytest.param([(0, 9), (8, 15)], 15, id="above both, where they meet"),
        pytest.param([(20, 30)], 4, id="below what is higher"),
        pytest.param([(0, 9), (12, 15)], 9, id="in between"),
        pytest.param([(0, 4)], 4, id="touching is no overlap"),
    ],
)
def test_the_lowest_place_that_is_free(taken: list[tuple[float, float]], height: float) -> None:
    assert lowest(4, taken) == height


@given(FLAGS, DOTS)
def test_no_name_meets_another_or_a_pole_or_a_dot(
    flags: list[tuple[float, float]], dots: list[tuple[float, float]]
) -> None:
    stood = [(x, height, radius) for (x, radius), height in zip(dots, heights(dots), strict=True)]
    raised = flown(flags, stood, LINE)
    named = [(x, width, height) for (x, width), height in zip(flags, raised, strict=True)]
    for (x, width, height), (other, its, above) in combinations(named, 2):
        if x < other + its and other < x + width:
            assert abs(height - above) >= LINE - 1e-6
        for left, room, low, pole, top in ((x, width, height, other, above), (other, its, above, x, height)):
            if left < pole < left + room:  # the pole ends where its own name begins
                assert top <= low - LINE + 1e-6
    for x, width, height in named:
        for at, high, radius in stood:
            if x < at + radius and at - radius < x + width:
                assert high + radius <= height


def test_names_that_are_far_apart_fly_at_one_height() -> None:
    assert flown([(0, 30), (100, 30)], [], LINE) == [BESIDE, BESIDE]


def test_the_earlier_of_two_flies_higher() -> None:
    assert flown([(0, 30), (20, 30)], [], LINE) == [BESIDE + LINE, BESIDE]


def test_a_name_beside_a_tall_pile_stays_low() -> None:
    pile = [(200.0, 80.0, 3.0)]
    assert flown([(0, 30), (190, 30)], pile, LINE) == [BESIDE, 80 + 3 + BESIDE]
