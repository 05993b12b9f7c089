"""Retractions: a pack lacks a fix though a list names it, and an article says so."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, LATEST, AppliesTo, By, FixedIn
from ntfp.kb.retractions import Retraction, read_denials, read_instead, read_retractions
from tests.kb.articles import article

README = "List of Documentation Errors in Service Pack 5 Readme.txt File"
NT4 = (AppliesTo(branch=Branch.NT4, line=12), AppliesTo(branch=Branch.NT4_TSE, line=13))


def test_a_readme_named_a_fix_by_mistake() -> None:
    body = (
        "Section 2.2 of the Readme.txt file states that Service Pack 5 addresses:",
        "",
        "Q142617Server Rejects",
        "",
        "This problem was not corrected in Service Pack 5 for Windows NT 3.51. However, it",
        "was corrected in Windows NT version 4.0.",
    )
    found = article(*body, title=README)
    line = found.lines.index("Q142617Server Rejects") + 1
    assert read_retractions(found) == (Retraction("Q142617", Branch.NT351, "5", line),)
    (instead,) = read_instead(found)
    assert (instead.kb, instead.title) == ("Q142617", "Server Rejects")
    assert (instead.claim.branch, instead.claim.pack, instead.claim.by) == (Branch.NT4, "0", By.LIST)
    assert found.lines[instead.claim.line - 1] == body[-1]


@pytest.mark.parametrize(
    ("heading", "branches"),
    [
        pytest.param("Windows NT Server or Workstation 4.0", [Branch.NT4], id="its heading says of which product"),
        pytest.param("RESOLUTION", [Branch.NT4, Branch.NT4_TSE], id="else its bullets"),
    ],
)
def test_a_fix_says_of_itself_that_a_pack_lacks_it(heading: str, branches: list[Branch]) -> None:
    body = (
        heading,
        "-" * len(heading),
        "",
        "It corrects IAS. This hotfix is",
        "not included in Service Pack 6 (SP6), or",
    )
    found = article(*body, kb="Q226487")
    line = found.lines.index(body[4]) + 1
    said = {"pack": AFTER_LAST, "by": By.PROSE, "says": "not included in Service Pack 6"}
    claims, remarks = read_denials(found, NT4)
    assert claims == tuple(FixedIn(branch=branch, line=line, **said) for branch in branches)  # type: ignore[arg-type]
    assert remarks == ()


def test_that_an_earlier_pack_lacks_a_fix_says_not_where_it_is() -> None:
    claims, remarks = read_denials(article("This fix is not included in Service Pack 4."), NT4)
    assert claims == ()
    assert [remark.trouble for remark in remarks] == ["claim-unread"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("This fix is not included in the Option Pack update.", id="another product"),
        pytest.param("The Mapi32.dll file is not included in Service Pack 4.", id="a file"),
        pytest.param("This problem was corrected in Service Pack 5 for Windows NT 3.51.", id="it was corrected"),
    ],
)
def test_other_sentences_take_nothing_back(words: str) -> None:
    assert read_retractions(article(words)) == ()
    assert read_denials(article(words), NT4) == ((), ())


@pytest.mark.parametrize(
    ("branch", "pack", "taken_back"),
    [
        pytest.param(Branch.NT4, "6", True, id="that pack"),
        pytest.param(Branch.NT4, "5", True, id="packs are cumulative: an earlier one"),
        pytest.param(Branch.NT4, "6a", False, id="a later one"),
        pytest.param(Branch.NT4_TSE, "6", False, id="another branch"),
        pytest.param(Branch.NT4, LATEST, False, id="the latest"),
        pytest.param(Branch.NT4, AFTER_LAST, False, id="after the last"),
    ],
)
def test_a_claim_is_taken_back_for_the_pack_and_those_before(branch: Branch, pack: str, taken_back: bool) -> None:
    claim = FixedIn(branch=branch, pack=pack, by=By.LIST, says="words", line=1, article="Q100000")
    assert Retraction("Q226487", Branch.NT4, "6", 48).takes_back("Q226487", claim) is taken_back
    assert not Retraction("Q226487", Branch.NT4, "6", 48).takes_back("Q226488", claim)
