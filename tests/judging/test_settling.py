"""Settling: what would turn an unknown into an answer."""

import pytest
from msgspec.structs import replace

from ntfp.facts.system import Claims
from ntfp.facts.verdict import Reason, Step, Verdict
from ntfp.judging.settling import what_settles
from ntfp.judging.weighing import Weighed
from tests.judging.records import CERTAIN, LIKELY, article, piece, registry, system

HIVES = "the registry hives of the system (system32/config): they name the pack and its hotfixes"


def settles(
    reason: Reason,
    *,
    claims: Claims | None = None,
    carriers: tuple[str, ...] = (),
    verdict: Verdict | None = None,
    hives_tell: bool = True,
) -> str | None:
    weighed = Weighed(verdict, reason, LIKELY if verdict else None, ())
    return what_settles(weighed, article(carriers=carriers), system(claims=claims), lambda: hives_tell)


def test_nothing_is_open_where_all_is_certain() -> None:
    for reason in Reason:
        assert what_settles(Weighed(Verdict.FIXED, reason, CERTAIN, ()), article(), system(), bool) is None


@pytest.mark.parametrize(
    "reason", [Reason.PACK, Reason.PACK_TOO_OLD, Reason.HOTFIX_ONLY, Reason.NO_CLAIM, Reason.PACK_RANGE]
)
def test_hives_settle_what_the_kernel_s_range_leaves_open(reason: Reason) -> None:
    assert settles(reason) == HIVES
    assert settles(reason, claims=Claims(uninstalls=frozenset({"Q100009"}), complete=False)) == HIVES
    assert settles(reason, claims=Claims(complete=False, hives=("config/software",))) == (
        "sound copies of the registry hives: those that are here do not say all"
    )


@pytest.mark.parametrize("reason", [Reason.HOTFIX_ONLY, Reason.NO_CLAIM, Reason.PACK_RANGE])
def test_hives_that_would_leave_it_open_are_not_asked_for(reason: Reason) -> None:
    assert settles(reason, hives_tell=False) not in (None, HIVES)
    assert settles(reason, hives_tell=False, verdict=Verdict.FIXED) == HIVES, "they would make it certain"


@pytest.mark.parametrize("reason", [Reason.PACK, Reason.PACK_TOO_OLD, Reason.HOTFIX_ONLY, Reason.NO_CLAIM])
def test_with_the_hives_read_only_files_can_settle_it(reason: Reason) -> None:
    assert settles(reason, claims=registry("6")) == "the fix's own files to compare with"
    assert (
        settles(reason, claims=registry("6"), carriers=("rdr.sys", "srv.sys"))
        == "the fix's own build of rdr.sys, srv.sys"
    )


def test_only_an_absent_file_is_settled_by_its_presence() -> None:
    sure, silent = piece(Verdict.FIXED), piece(None, step=Step.UNDECIDED)
    gone = replace(piece(None, path=None, step=Step.UNDECIDED), wanted="srv.sys i386")
    for others, needed in (
        ((gone,), "the files the article lists"),
        ((silent,), "the fix's own files to compare with"),
    ):
        likely = Weighed(Verdict.FIXED, Reason.VERSION, LIKELY, (sure, *others))
        assert what_settles(likely, article(), system(), bool) == needed


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("claims", [None, registry("6")], ids=["no hives", "hives"])
def test_whatever_is_not_certain_says_what_would_settle_it(reason: Reason, claims: Claims | None) -> None:
    assert settles(reason, claims=claims)
    assert settles(reason, claims=claims, verdict=Verdict.FIXED)
