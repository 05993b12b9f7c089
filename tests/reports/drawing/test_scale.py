import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from ntfp.reports.drawing.scale import narrowed, scale_of

DAY = dt.date(1999, 10, 28)


def test_it_is_of_whole_years() -> None:
    scale = scale_of([DAY, dt.date(1996, 10, 5)], 100, 400)
    assert (scale.first, scale.last) == (dt.date(1996, 1, 1), dt.date(2000, 1, 1))
    assert scale.years(40) == [
        (1996, 100.0),
        (1997, pytest.approx(200.2, abs=0.1)),
        (1998, pytest.approx(300.1, abs=0.2)),
        (1999, pytest.approx(400.1, abs=0.2)),
        (2000, 500.0),
    ]


@given(st.lists(st.dates(), min_size=1), st.floats(20, 60))
def test_any_days_have_their_places_and_years_have_room(days: list[dt.date], room: float) -> None:
    scale = scale_of(days, 24, 292)
    assert all(24 <= scale.at(day) <= 316 + 1e-6 and scale.holds(day) for day in days)
    places = [x for _, x in scale.years(room)]
    assert all(other - x >= room - 1 for x, other in pairwise(places))


def test_what_is_outside_is_put_at_its_end() -> None:
    scale = scale_of([DAY], 0, 100)
    assert (scale.at(dt.date(2031, 1, 1)), scale.holds(dt.date(2031, 1, 1))) == (100, False)
    assert (scale.at(dt.date(1980, 1, 1)), scale.holds(dt.date(1980, 1, 1))) == (0, False)


def test_without_a_day_there_is_a_scale_all_the_same() -> None:
    assert scale_of([], 0, 100).at(DAY) == 100


def test_a_name_at_the_end_pushes_the_end_back() -> None:
    last = dt.date(1999, 12, 31)
    pushed = narrowed(scale_of([dt.date(1999, 1, 1), last], 10, 100), [(last, 40.0)], 110)
    assert pushed.at(last) + 40 == pytest.approx(110)
    assert narrowed(pushed, [(last, 40.0)], 110) == pushed


def test_a_name_in_the_middle_leaves_the_end_where_it_is() -> None:
    scale = scale_of([DAY], 10, 100)
    assert narrowed(scale, [(dt.date(1999, 1, 1), 90.0)], 110) == scale


def test_no_name_pushes_it_back_for_ever() -> None:
    assert narrowed(scale_of([DAY], 10, 90), [(DAY, 5000.0)], 100).width == 30
