"""Checks: which articles have one, what it goes by, and that its bounds are the judge's.

What they come to on a machine is asked in tests/reports/exporting/test_oval.py.
"""

import datetime as dt
from collections import Counter
from functools import cache

import pytest

from ntfp.catalogue.checks import make_checks
from ntfp.catalogue.checks.bounds import Bounds
from ntfp.catalogue.checks.kernels import kernels_of
from ntfp.catalogue.checks.stands import Stand
from ntfp.facts.build import Branch
from ntfp.facts.check import All, BranchIs, Check, Checks, Either, Lacks, LeftOut, Not, PackIs, Question
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, By, FixedIn, Row, Signature, number_of
from ntfp.judging.printed import clearly_earlier, near
from ntfp.scanning.data import shipped_data
from tests.catalogue.records import ROW, article, table
from tests.judging.systems import history, shipped

NT4 = Branch.NT4
BULLET = AppliesTo(branch=NT4, packs=("6",), line=12)
SP4 = FixedIn(branch=NT4, pack="4", by=By.PROSE, says="Service Pack 4", line=40)


@cache
def all_checks() -> Checks:
    return checked(*shipped_data().signatures)


def checked(*signatures: Signature, branches: tuple[Branch, ...] = ()) -> Checks:
    return make_checks(signatures, shipped_data().base.known, history(), branches)


def asked(question: Question) -> list[Question]:
    """The question and all it is made of."""
    of = question.of if isinstance(question, All | Either) else (question.of,) if isinstance(question, Not) else ()
    return [question, *(deeper for one in of for deeper in asked(one))]


def check_of(kb: str) -> Check:
    return next(check for check in all_checks().checks if check.kb == kb)


# Which articles have one


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        pytest.param(article("Q100001"), LeftOut.NO_BRANCH, id="no Windows is named"),
        pytest.param(
            article("Q100001", applies_to=(BULLET,), fixed_in=(SP4,), languages=("cs",)),
            LeftOut.OF_A_LANGUAGE,
            id="of one language",
        ),
        pytest.param(
            article("Q100001", fixed_in=(FixedIn(branch=NT4, pack="0", by=By.PROSE, says="in NT 4.0", line=40),)),
            LeftOut.NEVER_MISSING,
            id="it came with Windows",
        ),
        pytest.param(article("Q100001", applies_to=(BULLET,)), LeftOut.NOTHING_TO_ASK, id="no pack and no file"),
        pytest.param(
            article("Q100001", Row(file="readme.txt", size=100, line=60), applies_to=(BULLET,)),
            LeftOut.NOTHING_TO_ASK,
            id="a file that has no headers",
        ),
    ],
)
def test_why_an_article_has_none(signature: Signature, reason: LeftOut) -> None:
    found = checked(signature)
    assert (found.checks, found.left_out) == ((), {"Q100001": reason})


def test_how_many_of_those_that_ship_have_one() -> None:
    found = all_checks()
    assert (len(found.checks), Counter(found.left_out.values())) == (
        2_700,
        {LeftOut.OF_A_LANGUAGE: 10, LeftOut.NEVER_MISSING: 9, LeftOut.NOTHING_TO_ASK: 552},
    )
    listed = [*(check.kb for check in found.checks), *found.left_out]
    assert sorted(listed, key=number_of) == [one.kb for one in shipped_data().signatures]


def test_of_one_branch_nothing_else_is_asked() -> None:
    found = checked(*shipped().values(), branches=(Branch.WINXP,))
    branches = {one.branch for check in found.checks for one in asked(check.missing) if isinstance(one, BranchIs)}
    assert branches == {Branch.WINXP}
    assert {check.branches for check in found.checks} == {(Branch.WINXP,)}
    assert [line.branch for line in found.lines] == [Branch.WINXP]


@pytest.mark.parametrize(
    ("kb", "by"),
    [
        pytest.param("Q235425", ("hotfix keys", "packs"), id="no file"),
        pytest.param("Q244509", ("file sizes", "file versions", "hotfix keys", "link times", "packs"), id="a kernel"),
        pytest.param("Q299444", ("contents", "hotfix keys", "packs"), id="a roll-up"),
    ],
)
def test_what_it_goes_by_is_told(kb: str, by: tuple[str, ...]) -> None:
    assert check_of(kb).asks == by


def test_a_roll_up_is_missing_where_what_it_contains_is() -> None:
    contents = {one.kb for one in asked(check_of("Q299444").missing) if isinstance(one, Lacks)}
    have = {check.kb for check in all_checks().checks}
    assert contents == {kb for kb in shipped()["Q299444"].includes if kb in have}
    assert len(contents) > 50


def test_a_fix_that_is_younger_than_its_pack_is_in_none() -> None:
    """Trap: the pack is said to have it, and was finished before its files were made."""
    bullet = AppliesTo(branch=NT4, packs=("3",), line=12)
    late = article("Q100001", ROW, applies_to=(bullet,), fixed_in=(SP4,))
    stand = Stand(late, history().lines[NT4], history())
    assert stand.having == ()
    early = article("Q100001", applies_to=(bullet,), fixed_in=(SP4,))
    assert Stand(early, history().lines[NT4], history()).having == ("4", "5", "6", "6a")


def test_every_pack_that_is_asked_for_is_one_of_its_branch() -> None:
    for check in all_checks().checks:
        for one in asked(check.missing):
            if isinstance(one, PackIs):
                assert one.packs
                assert set(one.packs) <= set(history().lines[one.branch].packs)


# Kernels


@pytest.mark.parametrize(
    ("branch", "pack", "first", "below", "others"),
    [
        pytest.param(NT4, "0", 1, 3, [], id="the first release"),
        pytest.param(NT4, "3", 4, 133, [], id="up to the next pack"),
        pytest.param(NT4, "4", 133, 335, [204], id="two trees side by side: only the other's own is not of it"),
        pytest.param(NT4, "5", 134, 335, [], id="from the first number of both"),
        pytest.param(NT4, "6a", 335, None, [], id="the last"),
        pytest.param(Branch.WIN2000, "1", 1620, None, [5438, 6717], id="where packs cross there is no end"),
    ],
)
def test_which_kernels_a_pack_can_have(
    branch: Branch, pack: str, first: int, below: int | None, others: list[int]
) -> None:
    line = history().lines[branch]
    found = kernels_of(line, shipped_data().base.known, history())[pack]
    assert found.first.revision == first
    assert (found.below.revision if found.below else None) == below
    assert [other.revision for other in found.of_others] == others


def test_numbers_that_do_not_order_bound_nothing() -> None:
    assert kernels_of(history().lines[Branch.NT31], shipped_data().base.known, history()) == {}


# Bounds


@pytest.mark.parametrize("seconds", [-1, 0, 1])
@pytest.mark.parametrize(
    "row",
    [
        pytest.param(ROW, id="a moment"),
        pytest.param(Row(file="a.dll", size=1, date=dt.date(1999, 11, 18), line=1), id="a day"),
    ],
)
@pytest.mark.parametrize("utc", [False, True])
def test_the_moments_are_those_of_the_judge(row: Row, utc: bool, seconds: int) -> None:
    rows = table(row, utc=utc)
    signature = article("Q100001", row, applies_to=(BULLET,), hardware=(Platform.I386,))
    bounds = Bounds(Stand(signature, history().lines[NT4], history()), Platform.I386)
    ((first, last),) = bounds.spans(rows, row)
    day, step = dt.timedelta(days=1), dt.timedelta(seconds=seconds)
    assert near(first - day + step, row, rows) is (seconds >= 0)
    assert near(last + day + step, row, rows) is (seconds <= 0)
    before = bounds.linked_before(((rows, row),))
    assert before
    assert clearly_earlier(before + step, row, rows) is (seconds <= 0)
