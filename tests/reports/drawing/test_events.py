import datetime as dt

import pytest

from ntfp.facts.lookup import Appearance
from ntfp.facts.timeline import Lane
from ntfp.reports.drawing.events import events_of
from tests.reports.drawing.lanes import MP, UP, build, lane


def told(of: Lane) -> list[tuple[str, str | None, int]]:
    return [(str(event.day), event.name, len(event.builds)) for event in events_of(of)]


@pytest.mark.parametrize(
    ("builds", "events"),
    [
        pytest.param([], [], id="none"),
        pytest.param(
            [build("1999-10-28"), build("1999-10-28", MP)], [("1999-10-28", None, 2)], id="a fix, for one and several"
        ),
        pytest.param(
            [build("1999-10-28"), build("1999-10-28", articles=("Q1",))],
            [("1999-10-28", None, 1), ("1999-10-28", None, 1)],
            id="two fixes of one day",
        ),
        pytest.param(
            [build("2003-06-11", packs=("4",)), build("2003-06-10", MP, packs=("4",))],
            [("2003-06-10", "SP4", 2)],
            id="a release of two days",
        ),
        pytest.param(
            [build("1999-10-28", packs=("6", "6a")), build("2003-06-10", MP, packs=("6", "6a"))],
            [("1999-10-28", "SP6/SP6a", 1), ("2003-06-10", "SP6/SP6a", 1)],
            id="one name, years apart",
        ),
        pytest.param(
            [build("1993-07-24", packs=("0",), label="disc 511"), build("1993-09-11", packs=("0",), label="disc 528")],
            [("1993-07-24", "RTM, disc 511", 1), ("1993-09-11", "RTM, disc 528", 1)],
            id="two releases of one name are told apart by their labels",
        ),
        pytest.param(
            [build("1996-10-05", packs=("0", "1"), label="disc of 1996-10-14")],
            [("1996-10-05", "RTM/SP1", 1)],
            id="a label that tells nothing apart is left out",
        ),
        pytest.param([build(None)], [], id="no day, no place in time"),
        pytest.param(
            [build("1999-01-02", articles=(), sources=("A",)), build("1999-01-02", articles=(), sources=("B",))],
            [("1999-01-02", None, 1), ("1999-01-02", None, 1)],
            id="neither a release nor a fix",
        ),
    ],
)
def test_what_came_together(builds: list[Appearance], events: list[tuple[str, str | None, int]]) -> None:
    assert told(lane(*builds)) == events


def test_an_event_has_each_article_once() -> None:
    (event,) = events_of(
        lane(build("1999-10-28", UP, articles=("Q1", "Q2")), build("1999-10-28", MP, articles=("Q1", "Q2")))
    )
    assert (event.day, event.articles) == (dt.date(1999, 10, 28), ("Q1", "Q2"))
