"""Claims: what an article says about packs, held against the packs a file or a system can be of."""

from itertools import permutations

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.facts.build import Branch, Confidence
from ntfp.facts.signature import AFTER_LAST, LATEST, By, FixedIn
from ntfp.facts.verdict import Reason, Verdict
from ntfp.judging.case import Answer
from ntfp.judging.claims import Claimed
from tests.judging.records import CERTAIN, LIKELY, NT4, NT4_PACKS, TSE, article, bullet, claim, released, taught

FIXED, UNFIXED = Verdict.FIXED, Verdict.UNFIXED
HISTORY = taught(
    builds=(
        released("4", name="ntoskrnl.exe", version="4.0.1381.133", link="1998-10-12"),
        released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21"),
    )
)
SOME_CLAIMS = st.lists(st.sampled_from([*NT4_PACKS, LATEST, AFTER_LAST, "7"]).map(claim), max_size=4)
A_RANGE = st.tuples(st.integers(0, 7), st.integers(0, 7)).map(lambda ends: NT4_PACKS[min(ends) : max(ends) + 1])


def about(packs: tuple[str, ...], *claims: FixedIn) -> tuple[Verdict, Confidence] | Reason | None:
    said = Claimed(article(claims=claims), NT4, HISTORY).about(packs)
    return (said.vote, said.confidence) if isinstance(said, Answer) else said


@pytest.mark.parametrize(
    ("packs", "claimed", "said"),
    [
        pytest.param(("5",), ["5"], (FIXED, CERTAIN), id="the pack itself"),
        pytest.param(("6", "6a"), ["5"], (FIXED, CERTAIN), id="later packs have what an earlier one had"),
        pytest.param(("4",), ["5"], (UNFIXED, CERTAIN), id="the pack before"),
        pytest.param(("4", "5"), ["5"], Reason.PACK_RANGE, id="a range with the claim inside"),
        pytest.param(("6", "6a"), ["6a"], Reason.PACK_RANGE, id="SP6 or SP6a, and SP6a is claimed"),
        pytest.param(("5", "6"), ["5"], (FIXED, CERTAIN), id="a range that begins with the claim"),
        pytest.param(("0",), ["0"], (FIXED, CERTAIN), id="the release has it from the beginning"),
        pytest.param(("6a",), [], None, id="nothing is claimed"),
        pytest.param((), ["5"], None, id="the pack is not known"),
        pytest.param(("6a",), ["7"], None, id="a pack the branch never had"),
    ],
)
def test_one_claim(packs: tuple[str, ...], claimed: list[str], said: object) -> None:
    assert about(packs, *map(claim, claimed)) == said


@pytest.mark.parametrize(
    ("packs", "said"),
    [
        pytest.param(("3",), (UNFIXED, CERTAIN), id="below both"),
        pytest.param(("4",), (FIXED, LIKELY), id="on the lower one"),
        pytest.param(("5",), (FIXED, LIKELY), id="between them"),
        pytest.param(("6",), (FIXED, CERTAIN), id="on the higher one"),
        pytest.param(("5", "6"), (FIXED, LIKELY), id="a range from between them on"),
        pytest.param(("3", "4"), Reason.PACK_RANGE, id="a range from below both"),
    ],
)
def test_of_several_claims_only_the_highest_is_certain(packs: tuple[str, ...], said: object) -> None:
    assert {about(packs, *order) for order in permutations([claim("4"), claim("6")])} == {said}


def test_a_fix_made_after_the_last_pack_is_in_none() -> None:
    assert about(("6a",), claim(AFTER_LAST)) == (UNFIXED, CERTAIN)
    assert about(("0",), claim(AFTER_LAST), claim(LATEST)) == (UNFIXED, CERTAIN)


def test_a_pack_and_after_the_last_pack_are_two_stories() -> None:
    claims = claim("5"), claim(AFTER_LAST)
    assert about(("5",), *claims) is Reason.CLAIMS_DISAGREE
    assert about(("6", "6a"), *claims) is Reason.CLAIMS_DISAGREE
    assert about(("4",), *claims) == (UNFIXED, CERTAIN), "by neither story SP4 has it"


def test_a_roll_up_that_carries_a_fix_of_a_pack_is_no_other_story() -> None:
    rolled = claim(AFTER_LAST, by=By.ROLLUP, article="Q100009")
    assert about(("5",), claim("5", by=By.LIST, article="Q100008"), rolled) == (FIXED, CERTAIN)
    said = replace(claim(AFTER_LAST), says="Windows NT 4.0 Security Rollup Package")
    assert about(("5",), claim("5", by=By.LIST, article="Q100008"), said) == (FIXED, CERTAIN)
    assert about(("4",), claim("5", by=By.LIST, article="Q100008"), rolled) == (UNFIXED, CERTAIN)
    assert about(("6a",), rolled) == (UNFIXED, CERTAIN), "alone it says that no pack has it"
    assert about(("6a",), claim("5"), claim(AFTER_LAST, by=By.KEYWORD), rolled) is Reason.CLAIMS_DISAGREE


def test_the_latest_pack_has_no_number() -> None:
    assert about(("6a",), claim(LATEST)) == (FIXED, LIKELY)
    assert about(("6", "6a"), claim(LATEST)) == (FIXED, LIKELY), "one kernel is both packs'"
    assert about(("5",), claim(LATEST)) is Reason.PACK_UNNUMBERED
    assert about(("5", "6", "6a"), claim(LATEST)) is Reason.PACK_UNNUMBERED
    assert about(("4",), claim(LATEST), claim("5")) == (UNFIXED, CERTAIN), "a number beside it says more"


@pytest.mark.parametrize(
    ("about", "sure"),
    [("claim-unread", LIKELY), ("keyword-branch", LIKELY), ("table-undivided", CERTAIN), ("window-unclear", CERTAIN)],
)
def test_where_a_statement_could_not_be_read_no_claim_is_certain(about: str, sure: Confidence) -> None:
    doubtful = Claimed(article(claims=(claim("5"),), doubts=((about, 40),)), NT4, HISTORY)
    for pack in ("4", "6"):
        said = doubtful.about((pack,))
        assert isinstance(said, Answer)
        assert said.confidence is sure


# Claims against the bullets


def bulleted(*claims: FixedIn, named: tuple[str, ...] = ("0", "5")) -> Claimed:
    return Claimed(article(bullets=(bullet(*named),), claims=claims), NT4, HISTORY)


def keyword(pack: str, says: str) -> FixedIn:
    return replace(claim(pack, by=By.KEYWORD), says=says)


def outcome(claimed: Claimed, *packs: str) -> tuple[Verdict, Confidence] | Reason | None:
    said = claimed.about(packs)
    return (said.vote, said.confidence) if isinstance(said, Answer) else said


def test_a_lower_claim_on_a_pack_that_the_bullets_call_affected_is_not_believed() -> None:
    claimed = bulleted(claim("5"), claim("6"))
    assert outcome(claimed, "5") is Reason.CLAIMS_DISAGREE
    assert outcome(claimed, "4") == (UNFIXED, CERTAIN)
    assert outcome(claimed, "6") == (FIXED, CERTAIN)
    assert outcome(bulleted(claim("4"), claim("5"), claim("6")), "5") == (FIXED, LIKELY), "by the claim on SP4"


def test_a_pack_that_brings_the_fix_and_is_called_affected_is_likely_at_most() -> None:
    claimed = bulleted(claim("5"))
    said = claimed.about(("5",))
    assert isinstance(said, Answer)
    assert (said.vote, said.confidence) == (FIXED, LIKELY)
    assert said.because == "line 75 says 'says 5', and SP5 has it, though its bullets name that pack"
    assert outcome(claimed, "6") == (FIXED, CERTAIN)
    assert outcome(bulleted(claim("4")), "4") == (FIXED, LIKELY), "they name a later one"


def test_a_keyword_of_a_pack_beside_one_of_a_fix_made_after_it() -> None:
    both = keyword("5", "kbWinNT4sp5fix"), keyword("6", "kbWinNT400PreSP6Fix")
    assert outcome(bulleted(*both, named=("0",)), "5") is Reason.CLAIMS_DISAGREE
    assert outcome(bulleted(*both, claim("5"), named=("0",)), "5") == (FIXED, LIKELY), "a sentence says so, too"


def test_a_keyword_on_a_branch_no_bullet_names_says_who_has_it_and_never_who_lacks_it() -> None:
    elsewhere = (bullet("0", branch=Branch.WIN2000),)
    doubt = (("keyword-branch", 80),)
    for pack, packs, said in (
        ("5", ("4",), None),
        ("5", ("6",), (FIXED, LIKELY)),
        (AFTER_LAST, ("6a",), None),
    ):
        copied = replace(claim(pack, by=By.KEYWORD), line=80)
        assert (
            outcome(Claimed(article(bullets=elsewhere, claims=(copied,), doubts=doubt), NT4, HISTORY), *packs) == said
        )
        for branch in (NT4, TSE):  # the doubt is another keyword's, or there is only one 4.0
            own = Claimed(article(bullets=(bullet("0", branch=branch),), claims=(copied,), doubts=doubt), NT4, HISTORY)
            assert outcome(own, *packs) is not None


def test_claims_about_another_branch_say_nothing() -> None:
    assert about(("6",), claim("4", branch=TSE)) is None
    assert about(("6",), claim("5"), claim("6a", branch=TSE)) == (FIXED, CERTAIN)


def test_a_claim_is_told_with_its_words_and_where_they_stand() -> None:
    own = Claimed(article(claims=(claim("5", line=66),)), NT4, HISTORY).about(("4",))
    listed = Claimed(article(claims=(claim("5", article="Q225037", line=120),)), NT4, HISTORY).about(("6", "6a"))
    assert isinstance(own, Answer) and isinstance(listed, Answer)
    assert own.because == "line 66 says 'says 5', and SP4 is older"
    assert listed.because == "Q225037 line 120 says 'says 5', and SP6/SP6a has it"


def test_a_lower_claim_is_told_with_the_higher_one() -> None:
    said = Claimed(article(claims=(claim("4"), claim("6"))), NT4, HISTORY).about(("5",))
    assert isinstance(said, Answer)
    assert said.because == "line 74 says 'says 4', though line 76 says 'says 6'"


@pytest.mark.parametrize(
    ("claimed", "first"),
    [
        pytest.param(["4", "6", "5"], "6", id="the highest of three"),
        pytest.param(["5", AFTER_LAST], AFTER_LAST, id="after the last is higher than any"),
        pytest.param([LATEST], LATEST, id="the only one"),
        pytest.param([LATEST, "3"], "3", id="a number rather than none"),
        pytest.param([], None, id="none"),
    ],
)
def test_the_claim_to_point_at_is_the_highest(claimed: list[str], first: str | None) -> None:
    for order in permutations(map(claim, claimed)):
        pointed = Claimed(article(claims=order), NT4, HISTORY).first
        assert (pointed.pack if pointed else None) == first


def test_a_branch_nobody_described_has_no_packs_to_order() -> None:
    history = taught()
    history.lines.clear()
    assert Claimed(article(claims=(claim("5"),)), NT4, history).about(()) is None


@given(SOME_CLAIMS.flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims))), A_RANGE)
def test_the_order_of_claims_never_matters(orders: tuple[list[FixedIn], list[FixedIn]], packs: tuple[str, ...]) -> None:
    one, other = orders
    assert about(packs, *one) == about(packs, *other)


@given(SOME_CLAIMS, A_RANGE)
def test_a_range_is_decided_only_if_every_pack_of_it_is_decided_alike(
    claims: list[FixedIn], packs: tuple[str, ...]
) -> None:
    whole = about(packs, *claims)
    if isinstance(whole, tuple):
        each = [about((pack,), *claims) for pack in packs]
        assert all(isinstance(said, tuple) and said[0] is whole[0] for said in each)
