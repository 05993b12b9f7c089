import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import (
    AFTER_LAST,
    LATEST,
    AppliesTo,
    By,
    Doubt,
    FixedIn,
    Origin,
    Relation,
    Row,
    Signature,
    Table,
    Window,
    number_of,
)

ORIGIN = Origin(archive="made", path="Q100001.TXT", sha256="0" * 64)


def test_articles_are_ordered_by_their_number_and_not_as_text() -> None:
    assert sorted(["Q244509", "Q94069", "Q100000"], key=number_of) == ["Q94069", "Q100000", "Q244509"]


@pytest.mark.parametrize(
    ("pack", "title"),
    [
        pytest.param("0", "RTM", id="the release itself"),
        pytest.param("6a", "SP6a", id="a pack"),
        pytest.param(LATEST, "the latest pack", id="the latest, without a number"),
        pytest.param(AFTER_LAST, "after the last pack", id="none at all"),
    ],
)
def test_what_people_call_the_pack_of_a_claim(pack: str, title: str) -> None:
    assert FixedIn(branch=Branch.NT4, pack=pack, by=By.PROSE, says="", line=1).title == title


def test_an_article_speaks_of_the_branches_of_its_bullets_claims_windows_tables_and_rows() -> None:
    signature = Signature(
        kb="Q100001",
        title="A title",
        applies_to=(AppliesTo(branch=Branch.NT31, line=1),),
        fixed_in=(FixedIn(branch=Branch.WIN2000, pack="0", by=By.PROSE, says="", line=2),),
        affects=(Window(branch=Branch.NT35),),
        tables=(
            Table(line=3, branch=Branch.NT4, relation=Relation.PLAIN),
            Table(
                line=4,
                relation=Relation.PLAIN,
                rows=(Row(file="a", branch=Branch.NT4_TSE, line=5), Row(file="b", line=6)),
            ),
        ),
        source=ORIGIN,
    )
    assert signature.branches == {Branch.NT31, Branch.WIN2000, Branch.NT35, Branch.NT4, Branch.NT4_TSE}
    assert signature.files == {"a", "b"}


def test_an_article_without_a_table_lists_no_file() -> None:
    signature = Signature(kb="Q100001", title="A title", carriers=("srv.sys",), source=ORIGIN)
    assert (signature.files, signature.branches) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("line", "about", "doubted"),
    [
        pytest.param(10, "table-undivided", (True, True), id="where the table begins"),
        pytest.param(13, "table-limited", (True, True), id="in a heading above its first row"),
        pytest.param(14, "row-odd", (True, False), id="in the first row"),
        pytest.param(15, "row-odd", (False, False), id="between two rows"),
        pytest.param(16, "row-odd", (False, True), id="in the second row"),
        pytest.param(9, "table-undivided", (False, False), id="above the table"),
        pytest.param(10, "claim-unread", (False, False), id="not about rows"),
    ],
)
def test_a_doubt_is_about_its_row_or_about_all_rows_below_it(line: int, about: str, doubted: tuple[bool, bool]) -> None:
    rows = (Row(file="a.dll", line=14), Row(file="b.dll", line=16))
    table = Table(line=10, relation=Relation.PLAIN, rows=rows)
    signature = Signature(kb="Q100001", title="A title", doubts=(Doubt(about=about, line=line),), source=ORIGIN)
    assert tuple(signature.doubts_row(table, row) for row in rows) == doubted


def test_a_table_that_begins_with_its_first_row_is_doubted_there() -> None:
    row = Row(file="a.dll", line=10)
    table = Table(line=10, relation=Relation.PLAIN, rows=(row, Row(file="b.dll", line=11)))
    doubts = (Doubt(about="table-undivided", line=10),)
    signature = Signature(kb="Q100001", title="A title", doubts=doubts, source=ORIGIN)
    assert [signature.doubts_row(table, each) for each in table.rows] == [True, True]
