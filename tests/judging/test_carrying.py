"""Carrying: what else brings a fix."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import Signature
from ntfp.judging.carrying import carried_by
from tests.judging.records import article, bullet, claim, registry, released, row, system, table, taught

FIX = article(claims=(claim("6"),))
AFTER = article(claims=(claim("after-6a"),), kb="Q100007")
PLAIN = Branch.NT4


def rollup(kb: str, *includes: str, branch: Branch = PLAIN) -> Signature:
    return article(kb=kb, includes=includes, bullets=(bullet(branch=branch),))


@pytest.mark.parametrize(
    ("signature", "records", "chain"),
    [
        pytest.param(FIX, (), ("SP6",), id="its pack"),
        pytest.param(AFTER, (), (), id="no pack has what came after the last"),
        pytest.param(
            article(claims=(claim("5"), claim("6"))), (), ("SP6",), id="of two packs the later: it has it for sure"
        ),
        pytest.param(FIX, (rollup("Q100050", "Q100001"),), ("SP6", "Q100050"), id="its roll-up behind it"),
        pytest.param(
            AFTER,
            (rollup("Q100060", "Q100050"), rollup("Q100050", "Q100007")),
            ("Q100050", "Q100060"),
            id="a roll-up of a roll-up",
        ),
        pytest.param(
            AFTER,
            (rollup("Q100060", "Q100050"), rollup("Q100050", "Q100007", "Q100060")),
            ("Q100050", "Q100060"),
            id="two that name each other end",
        ),
        pytest.param(
            AFTER, (rollup("Q100050", "Q100007", branch=Branch.NT4_TSE),), (), id="a roll-up of another Windows"
        ),
    ],
)
def test_a_chain_names_what_else_brings_a_fix(
    signature: Signature, records: tuple[Signature, ...], chain: tuple[str, ...]
) -> None:
    assert carried_by(signature, system(), taught(signature, *records), fixed=True) == chain


@pytest.mark.parametrize(
    ("pack", "fixed", "chain"),
    [
        pytest.param("5", False, ("SP6",), id="the pack to install"),
        pytest.param("6", False, (), id="who has the pack and lacks the fix is not sent to it"),
        pytest.param("6a", False, (), id="nor who has a later one"),
        pytest.param("6", True, ("SP6",), id="where the fix is there, it is what it came with"),
    ],
)
def test_a_pack_that_the_system_has_already_is_no_advice(pack: str, fixed: bool, chain: tuple[str, ...]) -> None:
    assert carried_by(FIX, system(claims=registry(pack)), taught(FIX), fixed=fixed) == chain


def test_a_pack_of_before_its_files_did_not_carry_them() -> None:
    late = article(table(row(version="4.0.1381.7001", dated="1999-12-01")), claims=(claim("6"),))
    history = taught(late, builds=(released("6", link="1999-09-21"),))
    assert carried_by(late, system(), history, fixed=True) == ()
