"""Keywords: what the line at the bottom claims."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo, By, FixedIn
from ntfp.kb.article import read_article
from ntfp.kb.keywords import read_keywords
from ntfp.kb.products import Unclear, read_bullet
from ntfp.kb.remarks import Remark, Trouble
from tests.kb.articles import NT4 as NT4_BULLET, TSE as TSE_BULLET, WIN2000 as WIN2000_BULLET, article, plain

NT4, TSE, WIN2000, WINXP = Branch.NT4, Branch.NT4_TSE, Branch.WIN2000, Branch.WINXP


def read(
    keywords: str,
    *body: str,
    bullets: tuple[str, ...] = (NT4_BULLET,),
    title: str = "A leak",
    prose: tuple[FixedIn, ...] = (),
) -> tuple[tuple[FixedIn, ...], tuple[Remark, ...]]:
    one = article(*body, keywords=keywords, bullets=bullets, title=title)
    applies: list[AppliesTo] = []
    for bullet in one.bullets:
        said = read_bullet(bullet)
        assert not isinstance(said, Unclear)
        applies += said
    return read_keywords(one, tuple(applies), prose)


NAMED = ("It is in Windows NT 3.5, in Windows NT 4.0, in Terminal Server, in Windows 2000 and in Windows XP.",)


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
    claims, remarks = read(f"kbenv {keyword} kbfixlist", *NAMED)
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


@pytest.mark.parametrize("word", ["kbWinNT400sp8fix", "kbOSWinNT400sp4fix", "kbWin2000sp9fix", "kbfix3.51.sp7"])
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
    claims, _ = read(keyword, bullets=bullets)
    assert [claim.branch for claim in claims] == [branch]


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


NT35_BULLET, NT31_BULLET = (
    "Microsoft Windows NT Server version 3.5",
    "Microsoft Windows NT Advanced Server, version 3.1",
)
IIS_BULLET = "Microsoft Internet Information Server version 4.0"


@pytest.mark.parametrize(
    ("word", "bullet", "claimed"),
    [
        pytest.param("kbfix3.50.sp2", NT35_BULLET, [(Branch.NT35, "2")], id="a pack"),
        pytest.param("kbfix3.10.sp3", NT31_BULLET, [(Branch.NT31, "3")], id="another name of 3.1"),
        pytest.param("kbfix3.50", NT31_BULLET, [(Branch.NT35, "0")], id="the release after the one with the problem"),
        pytest.param("kbfix4.00", NT4_BULLET, [], id="a fix for the release that has the problem"),
        pytest.param("kbbug3.50", NT35_BULLET, [], id="a problem"),
        pytest.param("kbfix5.0.sp3", NT4_BULLET, [], id="of another product"),
        pytest.param("kbfix4.00.sp3", "Microsoft Exchange Server, version 4.0", [], id="in an article on another"),
    ],
)
def test_keywords_of_early_articles(word: str, bullet: str, claimed: list[tuple[Branch, str]]) -> None:
    claims, remarks = read(word, *NAMED, bullets=(bullet,))
    assert [(claim.branch, claim.pack) for claim in claims] == claimed
    assert not remarks


def test_windows_2000_has_the_fix_and_needs_no_pack() -> None:
    claims, remarks = read("kbWin2000FixNoSP", *NAMED)
    assert [(claim.branch, claim.pack) for claim in claims] == [(WIN2000, "0")]
    assert not remarks
    claims, remarks = read("kbWin2000FixNoSP", bullets=(WIN2000_BULLET,))  # it has the problem itself
    assert not claims
    assert [remark.trouble for remark in remarks] == [Trouble.KEYWORD_UNREAD]


@pytest.mark.parametrize(
    ("keywords", "prose", "packs"),
    [
        pytest.param("kbWin2000PreSP2Fix kbWin2000sp3fix", None, ["3"], id="a keyword on a later pack"),
        pytest.param("kbWin2000PreSP2Fix", "3", [], id="a sentence on a later pack"),
        pytest.param("kbWin2000PreSP3Fix", "2", ["3"], id="an earlier pack"),
        pytest.param("kbWin2000PreSP2Fix kbWin2000PreSP3Fix", None, ["2", "3"], id="two plans"),
        pytest.param("kbWin2000sp2fix kbWin2000sp3fix", None, ["2", "3"], id="no plan"),
    ],
)
def test_a_plan_claims_nothing_beside_a_later_pack(keywords: str, prose: str | None, packs: list[str]) -> None:
    said = FixedIn(branch=WIN2000, pack=prose, by=By.PROSE, says="", line=9) if prose else None
    claims, remarks = read(keywords, bullets=(WIN2000_BULLET,), prose=(said,) if said else ())
    assert [claim.pack for claim in claims] == packs
    overtaken = len(keywords.split()) - len(packs)
    assert [remark.trouble for remark in remarks] == [Trouble.KEYWORD_OVERTAKEN] * overtaken


@pytest.mark.parametrize(
    ("word", "bullet", "body"),
    [
        pytest.param("kbWin2000PreSP2Fix", NT4_BULLET, "It leaks.", id="Windows 2000"),
        pytest.param("kbWin2000PreSP2Fix", IIS_BULLET, "It leaks in Windows NT.", id="of what is a part of another"),
        pytest.param("kbWinNT400PreSP7Fix", WIN2000_BULLET, "It leaks.", id="Windows NT 4.0"),
    ],
)
def test_a_branch_that_the_article_never_names(word: str, bullet: str, body: str) -> None:
    claims, remarks = read(word, body, bullets=(bullet,))
    assert len(claims) == 1
    assert [remark.trouble for remark in remarks] == [Trouble.KEYWORD_BRANCH]


@pytest.mark.parametrize(
    ("word", "bullet", "body"),
    [
        pytest.param("kbWin2000PreSP2Fix", NT4_BULLET, "Wait for the next Windows 2000 service pack.", id="a sentence"),
        pytest.param("kbWinNT400PreSP7Fix", IIS_BULLET, "It leaks.", id="what is a part of it"),
        pytest.param("kbWinNT400sp4fix", "Microsoft SQL Server, version 6.5", "Windows NT stops.", id="no version"),
    ],
)
def test_a_branch_that_the_article_names(word: str, bullet: str, body: str) -> None:
    claims, remarks = read(word, body, bullets=(bullet,))
    assert len(claims) == 1
    assert not remarks


def test_a_keyword_that_may_mean_two_things_is_in_no_doubt_where_one_is_said() -> None:
    said = FixedIn(branch=NT4, pack="5", by=By.PROSE, says="", line=9)
    assert read("kbOSWinNT400sp5fix", prose=(said,)) == ((), ())


@pytest.mark.parametrize(
    ("keywords", "bullets", "packs"),
    [
        pytest.param("kbOSWin2000fix", (NT4_BULLET,), ["0"], id="of a later Windows"),
        pytest.param("kbOSWin2000fix", (NT4_BULLET, WIN2000_BULLET), [], id="the release has the problem itself"),
        pytest.param("kbOSWin2000fix kbWin2000sp3fix", (NT4_BULLET,), ["3"], id="a pack of it has the fix"),
        pytest.param("kbOSWin2000bug kbOSWin2000fix", (NT4_BULLET,), [], id="it is a bug of the release"),
    ],
)
def test_a_release_with_the_problem_did_not_come_with_the_fix(
    keywords: str, bullets: tuple[str, ...], packs: list[str]
) -> None:
    found = article(keywords=keywords, bullets=bullets)
    applies_to = tuple(one for bullet in found.bullets for one in read_bullet(bullet))  # type: ignore[union-attr]
    claims, _ = read_keywords(found, applies_to)
    assert [claim.pack for claim in claims] == packs


def test_a_letter_that_only_looks_alike_makes_no_keyword() -> None:
    content = plain(keywords="kbWinNT4sp6fix").replace(b"kbWin", "kbW\u0131n".encode())
    claims, remarks = read_keywords(read_article(content), ())
    assert (claims, [remark.trouble for remark in remarks]) == ((), [Trouble.KEYWORD_UNREAD])
