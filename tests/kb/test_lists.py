"""Fix lists: each article they name gets the pack it is listed under, and no other."""

from collections.abc import Iterable

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import LATEST, AppliesTo, By, FixedIn
from ntfp.kb.article import Article
from ntfp.kb.lists import Entry, Listing, entries, means_another, pack_in, read_list
from ntfp.kb.remarks import Trouble
from tests.kb.articles import article

SP5 = "List of Bugs Fixed in Windows NT 4.0 Service Pack 5"
SP4 = "List of Bugs Fixed in Windows NT 4.0 and TSE SP4 (Part 1)"
SP1_TO_3 = "List of Bugs Fixed in Windows NT 4.0 Service Pack 1, 2, and 3"
SP6 = "List of Bugs Fixed in Windows NT 4.0 Service Pack 6/6a (Part 2)"
README_351 = "README.TXT: Windows NT Version 3.51 U.S. Service Pack"
README_35 = "README.TXT: Windows NT Version 3.5 U.S. Service Pack"

NT4, TSE, NT351, NT35 = Branch.NT4, Branch.NT4_TSE, Branch.NT351, Branch.NT35


def heading(title: str, rule: str = "-") -> tuple[str, ...]:
    return ("", title, rule * len(title), "")


MORE = heading("MORE INFORMATION", "=")


def claims(found: Article) -> list[tuple[str, Branch, str, str]]:
    listings, _ = read_list(found, ())
    assert all(one.claim.by is By.LIST and one.claim.article == found.kb for one in listings)
    assert all(one.kb in found.lines[one.claim.line - 1].upper() for one in listings)
    return [(one.kb, one.claim.branch, one.claim.pack, one.claim.says) for one in listings]


def troubles(found: Article) -> list[Trouble]:
    return [remark.trouble for remark in read_list(found, ())[1]]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        pytest.param(
            SP5,
            (*MORE, "   Q162401 NWConv Cannot Migrate", "   Q171307 How to Disable SAP"),
            [
                ("Q162401", NT4, "5", "Windows NT 4.0 Service Pack 5"),
                ("Q171307", NT4, "5", "Windows NT 4.0 Service Pack 5"),
            ],
            id="the title names the pack of all",
        ),
        pytest.param(
            SP4,
            (*MORE, *heading("Service Pack 4 Continued"), "   Q171996 Winsock Leak"),
            [("Q171996", NT4, "4", "Windows NT 4.0 and TSE SP4"), ("Q171996", TSE, "4", "Windows NT 4.0 and TSE SP4")],
            id="two products in the title are two claims",
        ),
        pytest.param(
            SP1_TO_3,
            (*MORE, *heading("Service Pack 3"), "   Q135707 Hang", *heading("Service Pack 1"), "   Q78303 Corruption"),
            [("Q135707", NT4, "3", "Service Pack 3"), ("Q78303", NT4, "1", "Service Pack 1")],
            id="of several packs the heading names one",
        ),
        pytest.param(
            "List of Bugs Fixed in Terminal Server Edition",
            (*MORE, *heading("Service Pack 4"), "   Q223492 - Registry Size Increases"),
            [("Q223492", TSE, "4", "Service Pack 4")],
            id="a title without a pack",
        ),
        pytest.param(
            "List of Bugs Fixed in Terminal Server Edition Service Pack 6",
            (*MORE, *heading("Windows NT Server 4.0, Terminal Server Edition Service Pack 6"), "   Q171307 How to"),
            [("Q171307", TSE, "6", "Terminal Server Edition Service Pack 6")],
            id="a heading that says what the title says",
        ),
        pytest.param(
            SP6,
            (
                *MORE,
                *heading("Differences Between Service Pack 6a and Service Pack 6"),
                "   Q246009 Service Pack 6a Available",
                *heading("Networking"),
                "   Q235425 CreateFile() Leak",
            ),
            [
                ("Q246009", NT4, "6a", "Differences Between Service Pack 6a and Service Pack 6"),
                ("Q235425", NT4, "6", "Windows NT 4.0 Service Pack 6/6a"),
            ],
            id="what 6a has and 6 lacks, and what both have",
        ),
        pytest.param(
            README_351,
            (
                "2.1  User Notes",
                "---------------",
                "Q111111 is not in the list.",
                "",
                "2.2  List of Bugs Fixed in Windows NT 3.51 U.S. Service Pack 5",
                "--------------------------------------------------------------",
                "",
                "Service Pack 4",
                "--------------",
                "Q138987: Old Fix",
                "",
                "Service Pack 5",
                "--------------",
                "Q152273: DHCP",
                "",
                "2.3  Other Notes",
                "----------------",
                "Q122222 is not, either.",
            ),
            [("Q138987", NT351, "4", "Service Pack 4"), ("Q152273", NT351, "5", "Windows NT 3.51 U.S. Service Pack 5")],
            id="a chapter of a Readme",
        ),
    ],
)
def test_an_article_is_listed_under_the_pack_nearest_to_it(
    title: str, body: Iterable[str], expected: list[tuple[str, Branch, str, str]]
) -> None:
    found = article(*body, title=title)
    assert claims(found) == expected
    assert troubles(found) == []


def test_a_readme_that_does_not_divide_its_packs_says_only_that_the_last_has_the_fix() -> None:
    chapter = "2.2  List of Bugs Fixed in Windows NT 3.5 U.S. Service Pack 3"
    found = article(chapter, "-" * len(chapter), "Q122182: CALC.EXE", title=README_35)
    assert claims(found) == [("Q122182", NT35, LATEST, "Windows NT 3.5 U.S. Service Pack 3")]
    assert troubles(found) == [Trouble.LIST_UNDIVIDED]


def test_other_lists_and_where_to_get_a_pack_are_no_fixes() -> None:
    body = (
        *heading("SUMMARY", "="),
        "   Q196269 When to Reinstall a Service Pack",
        *MORE,
        *heading("Service Pack 5"),
        "   Q195932 DHCP",
        "",
        "   Q244974 List of Bugs Fixed in Windows NT 4.0 Service Pack 5 (Part 2)",
        "   Q152734 How to Obtain the Latest Windows NT 4.0 Service Pack",
    )
    found = article(*body, title=SP5)
    assert [kb for kb, *_ in claims(found)] == ["Q195932"]
    assert troubles(found) == []


def test_a_readme_of_nt_4_is_overruled_by_the_lists_of_its_packs() -> None:
    body = ("4.0  LIST OF BUGS FIXED IN WINDOWS NT 4.0 SERVICE PACK 3", "-" * 56, "", "Q163936 CLOCK Hangs")
    found = article(*body, title="Windows NT 4.0 Service Pack 3 Readme.txt File (40-bit)")
    assert (claims(found), troubles(found)) == ([], [Trouble.LIST_OVERRULED])


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        pytest.param(
            "List of Fixed Bugs in Windows NT Version 3.51", ("   Q101788: Logs",), ["list-without-pack"], id="no pack"
        ),
        pytest.param(
            SP1_TO_3, (*MORE, "   Q135707 Hang", "   Q139506 Other"), ["list-without-pack"], id="one of three"
        ),
        pytest.param(
            "List of Confirmed Bugs in Windows NT Version 3.51", ("   Q112665: Update",), [], id="bugs, not fixed"
        ),
        pytest.param("List of Articles About Load Balancing", ("   Q193602 Overview",), [], id="articles, not bugs"),
        pytest.param(
            "SNA Server 4.0 Service Pack 1 Readme.txt File", ("   Q188067 SNA",), [], id="a Readme without a list"
        ),
    ],
)
def test_where_no_pack_is_said_nothing_is_claimed(title: str, body: Iterable[str], expected: list[str]) -> None:
    found = article(*body, title=title)
    assert (claims(found), troubles(found)) == ([], expected)


def test_an_article_under_two_packs_is_claimed_for_both_and_remarked_upon() -> None:
    body = (*MORE, *heading("Service Pack 3"), "   Q160405 Video", *heading("Service Pack 2"), "   Q160405 Video")
    found = article(*body, title=SP1_TO_3)
    assert [(kb, pack) for kb, _, pack, _ in claims(found)] == [("Q160405", "3"), ("Q160405", "2")]
    assert troubles(found) == [Trouble.LISTED_TWICE]


def test_an_article_listed_twice_under_one_pack_is_claimed_once_where_it_stands_first() -> None:
    found = article(*MORE, "   Q195932 DHCP", "   Q195932 DHCP", title=SP5)
    (listing,), remarks = read_list(found, ())
    assert found.lines.index("   Q195932 DHCP") + 1 == listing.claim.line
    assert remarks == ()


def test_a_list_whose_name_has_no_product_is_about_its_bullets() -> None:
    found = article(*MORE, "   Q195932 DHCP", title="List of Bugs Fixed in Service Pack 5")
    listings, _ = read_list(found, (AppliesTo(branch=NT4, edition="server", line=12), AppliesTo(branch=NT4, line=13)))
    assert [one.claim.branch for one in listings] == [NT4]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("   Q216540 User-mode Programs", ("Q216540", "User-mode Programs"), id="behind blanks"),
        pytest.param("Q122182: CALC.EXE", ("Q122182", "CALC.EXE"), id="a colon"),
        pytest.param("   Q223492 - Registry", ("Q223492", "Registry"), id="a dash"),
        pytest.param("   Q78303 Corruption", ("Q78303", "Corruption"), id="five digits"),
        pytest.param("   q216585 WINS", ("Q216585", "WINS"), id="a small q"),
        pytest.param("Q142617Server Rejects", ("Q142617", "Server Rejects"), id="glued to its title"),
        pytest.param("   Memory Error (0xc0000005 - AV)", None, id="a title goes on"),
    ],
)
def test_an_entry_begins_with_its_number(line: str, expected: tuple[str, str] | None) -> None:
    found = article(line)
    named = [(one.kb, one.title) for one in entries(found, found.first, found.first) if isinstance(one, Entry)]
    assert named == ([expected] if expected else [])


@pytest.mark.parametrize(
    "line", ["   WINS Records (Q216585)", "   Article ID: Q194424", "   [Q123456]", "   Q1234567 Typo"]
)
def test_a_number_that_cannot_be_read_surely_is_not_passed_over_in_silence(line: str) -> None:
    found = article(*MORE, "   Q195932 DHCP", line, title=SP5)
    assert [kb for kb, *_ in claims(found)] == ["Q195932"]
    assert troubles(found) == [Trouble.LISTED_UNREAD]


@pytest.mark.parametrize(
    ("text", "pack"),
    [
        pytest.param("Windows NT 4.0 Service Pack 5", "5", id="words"),
        pytest.param("Windows NT 4.0 and TSE SP4", "4", id="short"),
        pytest.param("Windows NT 4.0 Service Pack 4.0", "4", id="4.0 is 4"),
        pytest.param("Service Pack 6A", "6a", id="a letter"),
        pytest.param("Windows NT 4.0 Service Pack 6/6a", "6", id="a pack and its repair"),
        pytest.param(
            "Differences Between Service Pack 6a and Service Pack 6", "6a", id="what one has and the other lacks"
        ),
        pytest.param("Windows NT 4.0 Service Pack 1, 2, and 3", None, id="several"),
        pytest.param("Service Packs 1 and 2", None, id="two"),
        pytest.param("Service Pack Setup", None, id="none"),
        pytest.param("Windows NT 4.0", None, id="a release"),
    ],
)
def test_the_pack_of_a_heading(text: str, pack: str | None) -> None:
    assert pack_in(text) == pack


@pytest.mark.parametrize(
    ("title", "branch", "another"),
    [
        pytest.param("Dial-Up Networking Hangs After Failed Multilink Attempt", NT4, True, id="a number given anew"),
        pytest.param("Dial-Up Networking Hangs After Failed Multilink Attempt", NT35, False, id="a new title"),
        pytest.param("Events Not Described in the System Log of Windows NT", NT4, False, id="a bullet is missing"),
    ],
)
def test_a_list_means_another_article_where_neither_title_nor_product_fits(
    title: str, branch: Branch, another: bool
) -> None:
    claim = FixedIn(branch=NT35, pack="3", by=By.LIST, says="Windows NT 3.5", line=187, article="Q100000")
    listing = Listing("Q112547", "Error and Warning Events Not Described in System Log", claim)
    assert means_another(listing, title, (AppliesTo(branch=branch, line=12),)) is another
