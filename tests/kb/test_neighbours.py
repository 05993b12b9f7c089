"""Neighbours: the articles beside one make a reading of its dates likelier, and never sure."""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from ntfp.facts.signature import Origin, Relation, Row, Signature, Table
from ntfp.kb.neighbours import with_likelier_dates

JANUARY, NOVEMBER = dt.date(1999, 1, 11), dt.date(1999, 11, 1)


def article(number: int, *rows: Row) -> Signature:
    kb = f"Q{number}"
    tables = (Table(line=1, relation=Relation.PLAIN, rows=rows),) if rows else ()
    source = Origin(archive="jeffpar/kbarchive", path=f"txt/{kb[1:4]}/{kb}.TXT", sha256="0" * 64)
    return Signature(kb=kb, title="A leak", tables=tables, source=source)


def beside(day: dt.date, numbers: Iterable[int]) -> list[Signature]:
    return [article(number, Row(file="a.dll", date=day, line=2)) for number in numbers]


DOUBTFUL = article(245_164, Row(file="b.dll", date=JANUARY, date_doubt=NOVEMBER, line=2))
AUTUMN = [
    *beside(dt.date(1999, 10, 25), range(245_150, 245_160)),
    *beside(dt.date(1999, 11, 8), range(245_170, 245_180)),
]


def read(*others: Signature) -> tuple[dt.date | None, dt.date | None]:
    found = next(one for one in with_likelier_dates([*others, DOUBTFUL]) if one.kb == DOUBTFUL.kb)
    (row,) = found.tables[0].rows
    return row.date, row.date_doubt


def test_the_reading_nearer_to_the_neighbours_is_the_likelier_one_and_stays_in_doubt() -> None:
    assert read(*AUTUMN) == (NOVEMBER, JANUARY)
    assert read(*beside(dt.date(1999, 1, 20), range(245_151, 245_181, 2))) == (JANUARY, NOVEMBER)


def test_articles_far_away_are_outvoted_by_those_beside() -> None:
    assert read(*beside(dt.date(1997, 1, 1), range(160_000, 160_200)), *AUTUMN) == (NOVEMBER, JANUARY)


def test_a_few_neighbours_say_nothing() -> None:
    assert read() == (JANUARY, NOVEMBER)
    assert read(*AUTUMN[:5]) == (JANUARY, NOVEMBER)


def test_neighbours_in_doubt_themselves_say_nothing() -> None:
    doubtful = [replace(one, kb=f"Q{245_200 + number}") for number, one in enumerate([DOUBTFUL] * 30)]
    assert read(*doubtful) == (JANUARY, NOVEMBER)


def test_all_other_articles_stay_as_they_are() -> None:
    others = [*AUTUMN, article(245_163)]
    assert with_likelier_dates(others) == others
