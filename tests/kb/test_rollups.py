"""Roll-ups: what they include, and never what they say they do not."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, AppliesTo, By, FixedIn
from ntfp.kb.article import Article
from ntfp.kb.remarks import Trouble
from ntfp.kb.rollups import read_rollup
from tests.kb.articles import article

SRP = "Post-Windows NT 4.0 SP6a Security Rollup Package (SRP)"
TSE_SRP = "Windows NT Server 4.0, Terminal Server Edition, SRP"
AFTER = "kbWinNT400PreSP7Fix"
NT4 = (AppliesTo(branch=Branch.NT4, packs=("6a",), line=12), AppliesTo(branch=Branch.NT4, packs=("6a",), line=13))
TSE = (AppliesTo(branch=Branch.NT4_TSE, packs=("6",), line=12),)


def rollup(*body: str, title: str = SRP, keywords: str = AFTER) -> Article:
    included = ("MORE INFORMATION", "================", "", "   Q119591 How to Obtain Support Files", "")
    return article(*included, "Fixes Included in the SRP", "-" * 25, "", *body, title=title, keywords=keywords)


def test_a_roll_up_includes_what_stands_below_that_heading() -> None:
    found = rollup(
        "   Q259773 Local Procedure Call", "", "IIS Fixes Included in the SRP:", "", "   Q188348 FTP Requests"
    )
    includes, listings, remarks = read_rollup(found, NT4)
    assert includes == ("Q188348", "Q259773")
    assert [one.claim for one in listings] == [
        FixedIn(
            branch=Branch.NT4,
            pack=AFTER_LAST,
            by=By.ROLLUP,
            says="Post-Windows NT 4.0 SP6a Security Rollup Package",
            line=found.lines.index(f"   {kb}") + 1,
            article=found.kb,
        )
        for kb in ("Q259773 Local Procedure Call", "Q188348 FTP Requests")
    ]
    assert remarks == ()


def test_fixes_a_roll_up_says_it_lacks_are_not_among_them() -> None:
    heading = "Fixes Not Included in Windows NT Server 4.0, Terminal Server Edition SRP"
    body = (
        "Fixes That Are Included in the SRP",
        "-" * 34,
        "",
        "   Q259773 Call",
        "",
        heading,
        "-" * len(heading),
        "",
        "   Q265714 SNMP",
    )
    found = article(*body, title=TSE_SRP, keywords=AFTER)
    includes, listings, _ = read_rollup(found, TSE)
    assert includes == ("Q259773",)
    assert [(one.kb, one.claim.branch, one.claim.says) for one in listings] == [("Q259773", Branch.NT4_TSE, TSE_SRP)]


def test_what_another_article_lists_is_not_that_article() -> None:
    lead = (
        "The fixes listed in the May section of the following article in the",
        "Knowledge Base are included in the SRP:",
    )
    found = rollup("   Q259773 Call", "", *lead, "", "   Q297860 Patch Rollup", "", "   Q319733 Patch")
    includes, _, remarks = read_rollup(found, NT4)
    assert includes == ("Q259773",)
    assert [remark.trouble for remark in remarks] == [Trouble.ROLLUP_ELSEWHERE] * 2


def test_a_number_in_the_midst_of_a_line_is_remarked_upon() -> None:
    includes, _, remarks = read_rollup(rollup("   Call (Q259773)", "", "   Q241041 NetBT"), NT4)
    assert includes == ("Q241041",)
    assert [remark.trouble for remark in remarks] == [Trouble.LISTED_UNREAD]


def test_a_roll_up_not_said_to_be_later_than_the_last_pack_claims_no_pack() -> None:
    includes, listings, remarks = read_rollup(rollup("   Q259773 Call", keywords="kbSecurity"), NT4)
    assert (includes, listings) == (("Q259773",), ())
    assert [remark.trouble for remark in remarks] == [Trouble.ROLLUP_WITHOUT_PACK]


@pytest.mark.parametrize(
    ("title", "count", "troubles"),
    [
        pytest.param("Windows NT Server 4.0, Terminal Server Edition SRP Release Notes", 9, [], id="about a roll-up"),
        pytest.param("TCP Session Is Reset After You Apply the Security Rollup Package", 9, [], id="its trouble"),
        pytest.param("Post-Service Pack 4 Hotfixes Combined", 7, [Trouble.PACKAGE_UNREAD], id="another package"),
        pytest.param("Spooler Rollup Fix to Address Memory Leaks", 3, [], id="one fix that points to others"),
        pytest.param("A leak", 9, [], id="references"),
    ],
)
def test_other_articles_with_many_numbers_are_no_roll_ups(title: str, count: int, troubles: list[Trouble]) -> None:
    found = article(*(f"   Q19500{number} A Fix" for number in range(count)), title=title, keywords=AFTER)
    includes, listings, remarks = read_rollup(found, NT4)
    assert (includes, listings, [remark.trouble for remark in remarks]) == ((), (), troubles)
