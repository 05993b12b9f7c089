"""Statements: what sentences claim, and what only sounds like it."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo, By, FixedIn
from ntfp.kb.products import Unclear, read_bullet
from ntfp.kb.remarks import Remark, Trouble
from ntfp.kb.statements import read_statements
from tests.kb.articles import NT4 as NT4_BULLET, TSE as TSE_BULLET, article

NT31, NT35, NT351, NT4, TSE, WIN2000 = (
    Branch.NT31,
    Branch.NT35,
    Branch.NT351,
    Branch.NT4,
    Branch.NT4_TSE,
    Branch.WIN2000,
)
NT351_BULLET = "Microsoft Windows NT Server version 3.51"
IIS_BULLET = "Microsoft Internet Information Server 4.0"
LATEST = "latest"


def read(
    *body: str, bullets: tuple[str, ...] = (NT4_BULLET,), chapter: str | None = "STATUS"
) -> tuple[tuple[FixedIn, ...], tuple[Remark, ...]]:
    """The claims and remarks of some lines below a chapter's heading."""
    one = article(*([chapter, "=" * len(chapter), ""] if chapter else []), *body, bullets=bullets)
    applies: list[AppliesTo] = []
    for bullet in one.bullets:
        said = read_bullet(bullet)
        assert not isinstance(said, Unclear)
        applies += said
    return read_statements(one, tuple(applies))


def claims(*body: str, **where: object) -> list[tuple[Branch, str]]:
    """Branch and pack of each claim, of text that leaves no doubt."""
    found, remarks = read(*body, **where)  # type: ignore[arg-type]
    assert not remarks
    assert all(claim.by is By.PROSE for claim in found)
    return [(claim.branch, claim.pack) for claim in found]


@pytest.mark.parametrize(
    ("sentence", "claimed"),
    [
        pytest.param(
            "This problem was first corrected in Windows NT 4.0 Service Pack 4.0.", [(NT4, "4")], id="formula"
        ),
        pytest.param(
            "This problem was first corrected in Windows NT version 4.0 and Windows NT Server 4.0, Terminal Server "
            "Edition Service Pack 5.",
            [(NT4, "5"), (TSE, "5")],
            id="one number for both",
        ),
        pytest.param(
            "This problem has been corrected in the latest U.S. Service Pack for Windows NT version 3.51. For "
            "information on obtaining the Service Pack, query on",
            [(NT351, LATEST)],
            id="the latest",
        ),
        pytest.param("This problem was corrected in Windows NT version 3.1.This is odd.", [(NT31, "0")], id="no blank"),
        pytest.param(
            "Confirmed to be a problem in Windows NT version 3.51 This problem was corrected in Windows NT 4.0",
            [(NT4, "0")],
            id="no full stop",
        ),
        pytest.param(
            "This problem was corrected in the latest Windows NT 3.5 U.S. Service Pack and is also corrected in "
            "Windows NT version 3.51.",
            [(NT35, LATEST), (NT351, "0")],
            id="two verbs, and U.S. ends no sentence",
        ),
        pytest.param("This problem was corrected in Windows 2000.", [(WIN2000, "0")], id="another release"),
        pytest.param("AFD.SYS was fixed in Windows NT 3.5 Service Pack 3.", [(NT35, "3")], id="a file as subject"),
        pytest.param(
            "This has been fixed in the new Ntfs.sys file contained in Windows NT 4.0 Service Pack 2 and later.",
            [(NT4, "2")],
            id="in a file in a pack",
        ),
        pytest.param("This problem is also corrected by installing SP3.", [(NT4, "3")], id="by installing"),
        pytest.param("The fix is included in Windows NT 4.0 SP5.", [(NT4, "5")], id="the fix is included"),
        pytest.param(
            "While this hotfix is included with Service Pack 4, it is also available alone.", [(NT4, "4")], id="while"
        ),
        pytest.param(
            "Install Service Pack 6a (SP6a). SP6a includes an updated Hal.dll file that resolves this issue.",
            [(NT4, "6a")],
            id="a pack includes what resolves this",
        ),
        pytest.param(
            "A new NetBT.sys file in Windows NT 4.0 Service Pack 4 fixes this problem.", [(NT4, "4")], id="a pack fixes"
        ),
        pytest.param(
            "A post-Service Pack 5 (SP5) hotfix is available for Windows NT 3.51.",
            [(NT351, "after-6a")],
            id="after all",
        ),
        pytest.param(
            "Microsoft has corrected this problem in Windows NT 4.0 and in the latest Windows NT 3.51 Service Pack.",
            [(NT4, "0"), (NT351, LATEST)],
            id="who corrected it",
        ),
        pytest.param(
            "Microsoft has included the fix for this problem in the release of Service Pack 2 for Windows NT 4.0.",
            [(NT4, "2")],
            id="in the release of a pack",
        ),
        pytest.param(
            "Lpdsvc.dll and Lpmon.dll have been updated in SP5 for Windows NT 3.51 to resolve the issue.",
            [(NT351, "5")],
            id="updated to resolve it",
        ),
        pytest.param(
            "3. Upgrade to Windows 2000, where this problem has been corrected.",
            [(WIN2000, "0")],
            id="where it has been",
        ),
        pytest.param("3. Upgrade to Windows 2000.", [], id="to upgrade is advice, and no correction"),
        pytest.param(
            "This is resolved in versions of Windows that are later than Windows NT 4.0, including Windows 2000.",
            [(WIN2000, "0")],
            id="later than",
        ),
        pytest.param(
            "This issue has been fixed in Windows 2000 Terminal Services which is included in Windows 2000 Server "
            "Family of Products.",
            [(WIN2000, "0")],
            id="in a part of it",
        ),
        pytest.param(
            "This problem was corrected in Windows NT 3.51 as well as WFW 3.11.", [(NT351, "0")], id="and elsewhere"
        ),
        pytest.param(
            "This problem was corrected in MDAC 2.5 Service Pack 2 and Windows 2000 SP3.", [(WIN2000, "3")], id="also"
        ),
        pytest.param(
            "This problem was corrected in IIS 5.0.", [(WIN2000, "0")], id="what is only a part of Windows 2000"
        ),
        pytest.param("This is in SMS 1.2 Service Pack 4 and was fixed in SP4, not SP5.", [], id="the pack just named"),
        pytest.param(
            "This has been corrected in the RRAS Upgrade for Windows NT Server 4.0 Hotfix Pack 3.0.", [], id="upgrade's"
        ),
        pytest.param("This was corrected in the tools on the Windows NT Server 3.51 CD.", [], id="on its CD"),
        pytest.param(
            "This problem was first corrected in Exchange Server 5.5 Service Pack 3.", [], id="another's pack"
        ),
        pytest.param(
            "This problem was corrected in the latest Service Pack for Microsoft Exchange.", [], id="of another product"
        ),
        pytest.param("This problem is corrected in Windows 2000 Indexing Service.", [], id="a product with its name"),
        pytest.param("Microsoft has confirmed this to be a problem in Windows NT 4.0.", [], id="a problem in it"),
        pytest.param("This problem will be fixed in Windows NT 4.0.", [], id="a plan"),
        pytest.param("This is scheduled to be included in Windows NT 4.0 Service Pack 6.", [], id="a schedule"),
        pytest.param("This problem was not corrected in Service Pack 5 for Windows NT 3.51.", [], id="not"),
        pytest.param("Until this problem is fixed in Windows NT 3.51, wait.", [], id="until"),
        pytest.param("Notes erroneously state that this was corrected in Windows NT 3.5.", [], id="erroneously"),
        pytest.param("This lists bugs that were fixed in Service Pack 4 for Windows NT 4.0.", [], id="bugs that were"),
        pytest.param(
            "To resolve this problem, obtain the latest service pack for Windows NT 4.0 or Windows NT Server 4.0, "
            "Terminal Server Edition.",
            [],
            id="what most articles say",
        ),
        pytest.param("Wait for the next Windows NT 4.0 service pack that contains this fix.", [], id="the next one"),
        pytest.param("Service pack 3 must be applied to Windows NT 4.0 prior to this fix.", [], id="what it requires"),
    ],
)
def test_sentences(sentence: str, claimed: list[tuple[Branch, str]]) -> None:
    assert claims(sentence) == claimed


def test_the_few_words_of_a_claim_and_the_line_they_end_in() -> None:
    found, _ = read(
        "This problem was first corrected in Windows",
        "NT 4.0 Service Pack 4.0 and Windows NT Server 4.0, Terminal Server Edition",
        "Service Pack 4.",
    )
    first = found[0].line
    assert [(claim.says, claim.line) for claim in found] == [
        ("Windows NT 4.0 Service Pack 4.0", first),
        ("Windows NT Server 4.0, Terminal Server Edition Service Pack 4", first + 1),
    ]


def test_a_roll_up_of_its_own_fixes() -> None:
    found, remarks = read(
        "In addition to the problems resolved in Service", "Pack 6, Service Pack 6a includes:", chapter="SUMMARY"
    )
    assert [(claim.pack, claim.says) for claim in found] == [("6a", "Service Pack 6a includes")]
    assert not remarks


@pytest.mark.parametrize(
    ("chapter", "sentence"),
    [
        pytest.param("CAUSE", "A remote issue was fixed in Windows NT 4.0 SP4. This caused it.", id="another problem"),
        pytest.param("SYMPTOMS", "This was fixed in Windows NT 4.0 SP6, but you may not like it.", id="the fix hurts"),
        pytest.param(
            "MORE INFORMATION", "This hotfix is also included with Windows NT 4.0 SP3.", id="the hotfix hurts"
        ),
        pytest.param("CAUSE", "Although this problem was fixed in Windows NT 3.51 SP4, it went on.", id="although"),
        pytest.param(
            "RESOLUTION", "The original hotfix is included in Windows NT 4.0 SP3. The new one is not.", id="old"
        ),
        pytest.param(
            "STATUS", "This problem was first corrected in Windows 2000 and Office XP Service Pack 3.", id="whose"
        ),
        pytest.param("CAUSE", "To correct this problem, install Windows NT 4.0 SP3.", id="advice where none is given"),
    ],
)
def test_what_is_not_understood_is_remarked_upon(chapter: str, sentence: str) -> None:
    found, remarks = read(sentence, chapter=chapter)
    assert not found
    assert [remark.trouble for remark in remarks] == [Trouble.CLAIM_UNREAD]


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        pytest.param(
            "Windows NT Server 4.0, Terminal Server Edition Service Pack 3", "nt4-tse", id="Terminal Server's 3"
        ),
        pytest.param("Windows NT version 3.5 Service Pack 4", "nt35", id="a fourth of 3.5"),
        pytest.param("Windows NT 4.0 U.S. Service Pack", "nt4", id="no number"),
    ],
)
def test_a_pack_that_never_was(sentence: str, doubt: str) -> None:
    found, remarks = read(f"This problem was first corrected in {sentence}.")
    assert not found
    assert [(one.trouble, one.detail) for one in remarks] == [
        (Trouble.CLAIM_PACK, f'"{sentence}" says no pack that {doubt} had')
    ]


def test_of_two_branches_one_may_have_had_the_pack() -> None:
    found, remarks = read(
        "This problem was first corrected in Windows NT 4.0 and Windows NT Server 4.0, Terminal Server",
        "Edition Service Pack 6a.",
    )
    assert [(claim.branch, claim.pack) for claim in found] == [(NT4, "6a")]
    assert [one.trouble for one in remarks] == [Trouble.CLAIM_PACK]


BOTH = "This problem was corrected in the latest Service Pack for Windows NT version 3.51 and Windows NT 4.0."


def test_a_later_version_the_article_is_not_about_is_a_release() -> None:
    assert claims(BOTH, bullets=(NT351_BULLET,)) == [(NT351, LATEST), (NT4, "0")]


def test_the_same_where_the_later_version_has_the_problem_is_open() -> None:
    found, remarks = read(BOTH, bullets=(NT351_BULLET, NT4_BULLET))
    assert [(claim.branch, claim.pack) for claim in found] == [(NT351, LATEST)]
    assert [one.trouble for one in remarks] == [Trouble.CLAIM_PACK]


@pytest.mark.parametrize(
    ("body", "bullets", "branch"),
    [
        pytest.param(
            ("Known in Windows NT 3.51. This problem was corrected in Service Pack 4.",),
            (NT351_BULLET, NT4_BULLET),
            NT351,
            id="from the sentence before",
        ),
        pytest.param(
            ("Terminal Server", "---------------", "", "This problem was corrected in Service Pack 4."),
            (NT4_BULLET, TSE_BULLET),
            TSE,
            id="from the heading",
        ),
        pytest.param(("This problem was corrected in Service Pack 4.",), (NT4_BULLET,), NT4, id="the only one"),
        pytest.param(
            ("This problem was corrected in Service Pack 4 for Windows NT.",),
            (NT4_BULLET, IIS_BULLET),
            NT4,
            id="its name",
        ),
        pytest.param(
            ("This problem was corrected in Service Pack 4.",),
            ("Microsoft Internet Information Server versions 3.0, 4.0",),
            NT4,
            id="what ran on one alone",
        ),
    ],
)
def test_a_pack_without_a_version_is_of(body: tuple[str, ...], bullets: tuple[str, ...], branch: Branch) -> None:
    assert claims(*body, bullets=bullets) == [(branch, "4")]


@pytest.mark.parametrize(
    "bullets",
    [
        pytest.param((NT4_BULLET, TSE_BULLET), id="two branches"),
        pytest.param((NT4_BULLET, IIS_BULLET), id="another product has packs, too"),
        pytest.param((), id="no products"),
    ],
)
def test_a_pack_of_no_certain_branch_is_no_claim(bullets: tuple[str, ...]) -> None:
    found, remarks = read("This problem was corrected in Service Pack 4.", bullets=bullets)
    assert not found
    assert [one.trouble for one in remarks] == [Trouble.CLAIM_BRANCH]


def test_each_section_speaks_for_its_product() -> None:
    assert claims(
        "Windows NT 4.0",
        "--------------",
        "",
        "This problem was first corrected in Service Pack 5.",
        "",
        "Terminal Server",
        "---------------",
        "",
        "This problem was first corrected in Service Pack 4.",
        bullets=(NT4_BULLET, TSE_BULLET),
    ) == [(NT4, "5"), (TSE, "4")]


ADVICE = "To correct this problem, install Windows NT 4.0 Service Pack 4 or later."


@pytest.mark.parametrize(
    ("sentence", "pack"),
    [
        pytest.param(ADVICE, "4", id="install"),
        pytest.param(
            "Microsoft recommends that you install Windows NT 4.0 SP4 to correct this problem.", "4", id="why"
        ),
        pytest.param(
            "To resolve this problem on Windows NT 4.0 Server, install Service Pack 2 or later, or", "2", id="on"
        ),
        pytest.param("You can resolve this problem by installing Windows NT 4.0 Service Pack 2, or by", "2", id="by"),
    ],
)
def test_advice_is_a_claim_where_there_is_no_other(sentence: str, pack: str) -> None:
    assert claims(sentence, chapter="RESOLUTION") == [(NT4, pack)]


def test_advice_is_no_claim_beside_one() -> None:
    outright = "This problem was first corrected in Windows NT 4.0 Service Pack 3."
    assert claims(ADVICE, "", outright) == [(NT4, "3")]
    elsewhere = "This problem was first corrected in Windows 2000 Service Pack 1."
    assert claims(ADVICE, "", elsewhere) == [(NT4, "4"), (WIN2000, "1")]


def test_advice_says_the_number_of_the_latest_pack() -> None:
    outright = "This problem was corrected in the latest Windows NT 4.0 U.S. Service Pack."
    assert claims(ADVICE, "", outright) == [(NT4, "4"), (NT4, LATEST)]


HINT = "Apply Windows NT 4.0 Service Pack 2 or later."


def test_what_to_install_is_said_where_an_article_speaks_of_its_solution() -> None:
    assert claims(HINT, chapter="RESOLUTION") == [(NT4, "2")]
    assert claims(HINT, chapter="MORE INFORMATION") == []
    assert claims("RESOLUTION", "----------", "", HINT, chapter="SYMPTOMS") == [(NT4, "2")]


def test_a_summary_may_advise() -> None:
    assert claims(ADVICE, chapter="SUMMARY") == [(NT4, "4")]


@pytest.mark.parametrize(
    ("lead", "claimed"),
    [
        pytest.param("To correct this problem, do one of the following:", [(NT4, "2")], id="each is a cure"),
        pytest.param("To correct this problem, do one or all of the following:", [], id="it may take all"),
        pytest.param("To work around this problem, use one of the following methods:", [], id="none is"),
    ],
)
def test_ways_to_choose_from(lead: str, claimed: list[tuple[Branch, str]]) -> None:
    ways = ("", " - Change the file.", "", "   -or-", "", " - Upgrade to Windows NT 4.0 Service Pack 2. -or-")
    assert claims(lead, *ways, chapter="RESOLUTION") == claimed


def test_the_pack_of_one_language_is_a_claim_in_doubt() -> None:
    found, remarks = read("This problem was corrected in the latest Windows NT 4.0 Spanish Service Pack.")
    assert [(claim.branch, claim.pack) for claim in found] == [(NT4, LATEST)]
    assert [remark.trouble for remark in remarks] == [Trouble.CLAIM_LANGUAGE]


@pytest.mark.parametrize(
    ("sentence", "trouble"),
    [
        pytest.param("There is an issue, but it is fixed in Windows NT 4.0.", Trouble.OTHER_FIX, id="a release"),
        pytest.param(
            "This is fixed in SMS 2.0 SP3, but only for Windows NT 4.0.", Trouble.OTHER_FIX, id="its own pack"
        ),
        pytest.param("It is fixed in Windows NT 4.0 Service Pack 2.", Trouble.CLAIM_UNREAD, id="a pack of Windows NT"),
    ],
)
def test_what_another_product_says_in_passing(sentence: str, trouble: Trouble) -> None:
    found, remarks = read(sentence, bullets=("Interix version 2.2",), chapter="SUMMARY")
    assert not found
    assert [remark.trouble for remark in remarks] == [trouble]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("To resolve this problem, install Service Pack 3 and apply the hotfix.", id="and a fix"),
        pytest.param("To resolve this problem, install Service Pack 3. Then install the hotfix.", id="then a fix"),
        pytest.param("To resolve this problem, reinstall Windows NT 4.0 Service Pack 3.", id="again"),
        pytest.param("To use it, install Windows NT 4.0 Service Pack 3.", id="for another purpose"),
        pytest.param("After you install Service Pack 4, the problem occurs.", id="after you install"),
    ],
)
def test_what_is_installed_for_another_reason_is_no_claim(sentence: str) -> None:
    assert claims(sentence, chapter="RESOLUTION") == []


def test_two_numbers_of_one_branch_are_two_claims_and_one_twice_is_one() -> None:
    assert claims(
        "This problem was first corrected in Windows NT Server 4.0, Terminal Server Edition Service Pack 6.",
        "",
        "This problem was first corrected in Windows NT Server 4.0, Terminal Server Edition Service Pack 5.",
        "",
        "This problem was first corrected in Windows NT Server 4.0, Terminal Server Edition Service Pack 6.",
    ) == [(TSE, "6"), (TSE, "5")]


def test_what_is_claimed_elsewhere_is_in_no_doubt() -> None:
    assert claims(
        "The original hotfix is included in Windows NT 4.0 Service Pack 3.",
        "",
        "This problem was first corrected in Windows NT 4.0 Service Pack 3.",
    ) == [(NT4, "3")]
