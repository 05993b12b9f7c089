"""History: what it answers about one file, row or pack."""

from datetime import UTC, datetime, timedelta

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.judging.history import branch_of, platform_of
from tests.judging.records import (
    ALPHA,
    I386,
    NT4,
    TSE,
    article,
    bullet,
    day,
    released,
    row,
    table,
    taught,
)

SURE = row(version="4.0.1381.7080", dated="2000-07-06", size=934_720)


def test_a_high_counts_as_later_from_sixty_days_on() -> None:
    history = taught(article(table(SURE)))
    assert str(history.later_than(NT4, day("2000-05-07"))) == "4.0.1381.7080"
    assert history.later_than(NT4, day("2000-05-08")) is None
    assert history.later_than(TSE, day("1999-01-01")) is None


def test_a_number_makes_a_pack_only_where_nobody_recorded_the_platform_s_releases() -> None:
    sp6 = released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21")
    history = taught(builds=(sp6, released(name="ntoskrnl.exe", version="4.0.1381.43", printed="1998-06-03")))
    number, day = FileVersion.parse("4.0.1381.335"), datetime(1999, 9, 22, tzinfo=UTC)
    assert history.packs_by_number(NT4, "ntoskrnl.exe", ALPHA, number, day) == ("6", "6a")
    assert history.packs_by_number(NT4, "ntoskrnl.exe", ALPHA, number, None) == ("6", "6a")
    assert history.packs_by_number(NT4, "ntoskrnl.exe", ALPHA, number, day + timedelta(days=30)) == ()
    assert history.packs_by_number(NT4, "ntoskrnl.exe", ALPHA, None, day) == ()
    assert history.packs_by_number(NT4, "ntoskrnl.exe", I386, number, day) == ()
    assert history.packs_by_number(NT4, "ntoskrnl.exe", None, number, day) == ()
    assert history.packs_by_number(NT4, "srv.sys", ALPHA, number, day) == ()
    assert history.packs_by_number(TSE, "ntoskrnl.exe", ALPHA, number, day) == ()


# --- Whose file a row lists.


@pytest.mark.parametrize(
    ("of_row", "of_table", "bullets", "branch"),
    [
        pytest.param(TSE, NT4, [NT4], TSE, id="the row says so"),
        pytest.param(None, TSE, [NT4], TSE, id="the table says so"),
        pytest.param(None, None, [NT4, NT4], NT4, id="the bullets name only one"),
        pytest.param(None, None, [NT4, TSE], None, id="the bullets name two"),
        pytest.param(None, None, [], None, id="nobody says so"),
    ],
)
def test_a_row_is_of_the_branch_it_its_table_or_all_bullets_say(
    of_row: Branch | None, of_table: Branch | None, bullets: list[Branch], branch: Branch | None
) -> None:
    one = row(branch=of_row)
    of = table(one, branch=of_table)
    assert branch_of(article(of, bullets=tuple(bullet(branch=named) for named in bullets)), of, one) is branch


@pytest.mark.parametrize(
    ("of_row", "hardware", "platform"),
    [
        pytest.param(ALPHA, (I386,), ALPHA, id="the row's own"),
        pytest.param(None, (I386,), I386, id="the only one of the hardware line"),
        pytest.param(None, (ALPHA, I386), None, id="one of two"),
        pytest.param(None, (), None, id="no hardware line"),
    ],
)
def test_a_row_s_platform(of_row: Platform | None, hardware: tuple[Platform, ...], platform: Platform | None) -> None:
    assert platform_of(article(hardware=hardware), row(platform=of_row)) is platform


# --- The order of the data never matters.
