"""The figures count what is there, and nothing twice."""

import datetime as dt

from msgspec.structs import replace

from ntfp.catalogue.counting import figures
from ntfp.facts.build import Branch
from ntfp.facts.lookup import Figures
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, By, Doubt, FixedIn, Window
from tests.catalogue.records import ROW, article


def test_everything_is_counted() -> None:
    claim = FixedIn(branch=Branch.NT4, pack="4", by=By.LIST, says="SP4", line=3, article="Q100009")
    full = article(
        "Q100001",
        ROW,
        replace(ROW, file="srv.sys", platform=None, date=dt.date(2000, 1, 1)),
        replace(ROW, file="srv.sys", branch=Branch.NT351, date=None),
        table_says={"branch": None},
        revised=dt.date(2002, 5, 8),
        applies_to=(AppliesTo(branch=Branch.NT4, line=9),),
        affects=(Window(branch=Branch.NT4, first="4"),),
        fixed_in=(claim, replace(claim, by=By.PROSE, article=None), replace(claim, pack="5")),
        doubts=(Doubt(about="claim-unread", line=3), Doubt(about="claim-unread", line=4)),
    )
    other = article("Q100002", replace(ROW, platform=Platform.ALPHA), revised=dt.date(1999, 1, 1))
    assert figures([full, other, article("Q100003")]) == Figures(
        records=3,
        with_tables=2,
        tables=2,
        rows=4,
        kernels=2,
        rows_by_table={None: 3, Branch.NT4: 1},
        rows_by_system={
            (Branch.NT351, Platform.I386): 1,
            (Branch.NT4, Platform.I386): 1,
            (Branch.NT4, Platform.ALPHA): 1,
            (Branch.NT4, None): 1,
        },
        rows_dated=(dt.date(1999, 11, 18), dt.date(2000, 1, 1)),
        revised=(dt.date(1999, 1, 1), dt.date(2002, 5, 8)),
        claimed=1,
        claims={By.PROSE: 1, By.KEYWORD: 0, By.LIST: 2, By.ROLLUP: 0},
        windows=1,
        doubted=1,
        doubts=2,
    )


def test_where_there_is_nothing_there_is_no_first_day() -> None:
    empty = figures([])
    assert (empty.records, empty.rows, empty.rows_dated, empty.revised) == (0, 0, None, None)
