"""Keywords: what the line at the bottom claims."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo, By, FixedIn
from ntfp.kb.keywords import read_keywords
from ntfp.kb.products import Unclear, read_bullet
from ntfp.kb.remarks import Remark
from tests.kb.articles import NT4 as NT4_BULLET, TSE as TSE_BULLET, WIN2000 as WIN2000_BULLET, article

NT4, TSE, WIN2000, WINXP = Branch.NT4, Branch.NT4_TSE, Branch.WIN2000, Branch.WINXP


def read(
    keywords: str, *body: str, bullets: tuple[str, ...] = (NT4_BULLET,), title: str = "A leak"
) -> tuple[tuple[FixedIn, ...], tuple[Remark, ...]]:
    one = article(*body, keywords=keywords, bullets=bullets, title=title)
    applies: list[AppliesTo] = []
    for bullet in one.bullets:
        said = read_bullet(bullet)
        assert not isinstance(said, Unclear)
        applies += said
    return read_keywords(one, tuple(applies))


@pytest.mark.parametrize(
    ("keyword", "branch", "pack"),
    [
        pytest.param("kbWinNT400sp4fix", NT4, "4", id="a pack"),
        pytest.param("kbWinNT4sp6fix", NT4, "6", id="short name"),
        pytest.param("kbWinNT400sp6afix", NT4, "6a", id="6a"),
        pytest.param("kbWinNT400PreSP7Fix", NT4, "after-6a", id="made for a pack that never came"),
        pytest.param("kbWinNT400nospFix", NT4, "after-6a", id="in no pack"),
        pytest.param("kbWin2000sp1Fix", WIN2000, "1", id="Windows 2000"),
        pytest.param("kbWin2000PreSP3Fix", WIN2000, "3", id="made for a pack that came"),
        pytest.param("kbWin2000preSP4Fix", WIN2000, "4", id="made for the last pack"),
        pytest.param("kbOSWin2000fix", WIN2000, "0", id="the release itself"),
        pytest.param("kbWinXPpreSP1fix", WINXP, "1", id="XP"),
        pytest.param("TSESP4Fix", TSE, "4", id="Terminal Server"),
        pytest.param("kbTSE400preSP7fix", TSE, "after-6a", id="Terminal Server, after its last pack"),
    ],
)
def test_keywords(keyword: str, branch: Branch, pack: str) -> None:
    claims, remarks = read(f"kbenv {keyword} kbfixlist")
    assert [(claim.branch, claim.pack, claim.by, claim.says) for claim in claims] == [
        (branch, pack, By.KEYWORD, keyword)
    ]
    assert not remarks


def test_a_claim_knows_its_line() -> None:
    one = article("Words.", keywords="kbWinNT400sp4fix")
    (claim,), _ = read_keywords(one, ())
    assert one.lines[claim.line - 1].startswith("Keywords ")


@pytest.mark.parametrize(
    "word", ["kbOSWin2000", "kbOSWinNT400", "kbWinNT400sp4fea", "kbfixlist", "EXC55SP3Fix", "kbfix"]
)
def test_names_of_products_and_features_claim_nothing(word: str) -> None:
    assert read(word) == ((), ())


@pytest.mark.parametrize("word", ["kbWinNT400sp8fix", "kbWin2000FixNoSP", "kbOSWinNT400sp4fix", "kbWin2000sp9fix"])
def test_a_fix_of_windows_that_is_not_known_is_remarked_upon(word: str) -> None:
    claims, remarks = read(word)
    assert not claims
    assert [remark.detail for remark in remarks] == [f"the keyword {word} is not known"]


def test_two_keywords_of_one_pack_are_two_claims() -> None:
    claims, _ = read("kbWin2000PreSP2Fix kbWin2000SP2Fix", bullets=(WIN2000_BULLET,))
    assert [(claim.pack, claim.says) for claim in claims] == [("2", "kbWin2000PreSP2Fix"), ("2", "kbWin2000SP2Fix")]


NOTE = ("NOTE: Due to file dependencies, this hotfix requires Microsoft Windows NT 4.0", "Service Pack 6a.")


@pytest.mark.parametrize(
    ("bullets", "branch"),
    [
        pytest.param((TSE_BULLET,), TSE, id="about Terminal Server alone"),
        pytest.param((NT4_BULLET, TSE_BULLET), NT4, id="about both: the name says NT 4.0"),
        pytest.param((TSE_BULLET, "Microsoft Internet Information Server 4.0"), NT4, id="about what runs on either"),
        pytest.param(("Microsoft Internet Information Server 4.0",), NT4, id="about none"),
        pytest.param((WIN2000_BULLET,), NT4, id="about another"),
    ],
)
@pytest.mark.parametrize("keyword", ["kbWinNT400PreSP7Fix", "kbWinNT4sp6fix"])
def test_nt4_means_terminal_server_where_nothing_else_is_meant(
    keyword: str, bullets: tuple[str, ...], branch: Branch
) -> None:
    claims, remarks = read(keyword, bullets=bullets)
    assert [claim.branch for claim in claims] == [branch]
    assert not remarks


def test_bullets_of_terminal_server_and_a_pack_it_never_had() -> None:
    claims, remarks = read("kbWinNT400PreSP7Fix", *NOTE, bullets=(TSE_BULLET,))
    assert [claim.branch for claim in claims] == [NT4]
    assert [remark.detail for remark in remarks] == [
        "the keyword kbWinNT400PreSP7Fix is of nt4, and every bullet of nt4-tse"
    ]


def test_the_same_note_on_a_problem_only_terminal_server_can_have() -> None:
    claims, remarks = read("kbWinNT400PreSP7Fix", *NOTE, bullets=(TSE_BULLET,), title="Terminal Server Client Hangs")
    assert [claim.branch for claim in claims] == [TSE]
    assert not remarks
    claims, _ = read("kbWinNT400sp6afix", bullets=(TSE_BULLET,))
    assert [claim.branch for claim in claims] == [NT4]
