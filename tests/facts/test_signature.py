import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import (
    AFTER_LAST,
    LATEST,
    AppliesTo,
    By,
    FixedIn,
    Origin,
    Relation,
    Row,
    Signature,
    Table,
    Window,
)

ORIGIN = Origin(archive="made", path="Q100001.TXT", sha256="0" * 64)


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
