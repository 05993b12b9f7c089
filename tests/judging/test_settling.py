"""Settling: what would turn an unknown into an answer."""

import pytest
from msgspec.structs import replace

from ntfp.facts.verdict import Reason, Step, Verdict
from ntfp.judging.settling import what_settles
from ntfp.judging.weighing import Weighed
from tests.judging.records import CERTAIN, LIKELY, article, piece, registry, system

HIVES = "the registry hives of the system (system32/config): they name the pack and its hotfixes"


def settles(
    reason: Reason, *, hives: bool, carriers: tuple[str, ...] = (), verdict: Verdict | None = None
) -> str | None:
    weighed = Weighed(verdict, reason, LIKELY if verdict else None, ())
    return what_settles(weighed, article(carriers=carriers), system(claims=registry("6") if hives else None))


def test_nothing_is_open_where_all_is_certain() -> None:
    for reason in Reason:
        assert what_settles(Weighed(Verdict.FIXED, reason, CERTAIN, ()), article(), system()) is None


@pytest.mark.parametrize(
    "reason", [Reason.PACK, Reason.PACK_TOO_OLD, Reason.HOTFIX_ONLY, Reason.NO_CLAIM, Reason.PACK_RANGE]
)
def test_hives_settle_what_the_kernel_s_range_leaves_open(reason: Reason) -> None:
    assert settles(reason, hives=False) == HIVES


@pytest.mark.parametrize("reason", [Reason.PACK, Reason.PACK_TOO_OLD, Reason.HOTFIX_ONLY, Reason.NO_CLAIM])
def test_with_the_hives_read_only_files_can_settle_it(reason: Reason) -> None:
    assert settles(reason, hives=True) == "the fix's own files to compare with"
    assert settles(reason, hives=True, carriers=("rdr.sys", "srv.sys")) == "the fix's own build of rdr.sys, srv.sys"


def test_only_an_absent_file_is_settled_by_its_presence() -> None:
    sure, silent = piece(Verdict.FIXED), piece(None, step=Step.UNDECIDED)
    gone = replace(piece(None, path=None, step=Step.UNDECIDED), wanted="srv.sys i386")
    for others, needed in (
        ((gone,), "the files the article lists"),
        ((silent,), "the fix's own files to compare with"),
    ):
        likely = Weighed(Verdict.FIXED, Reason.VERSION, LIKELY, (sure, *others))
        assert what_settles(likely, article(), system()) == needed


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("hives", [False, True])
def test_whatever_is_not_certain_says_what_would_settle_it(reason: Reason, hives: bool) -> None:
    assert settles(reason, hives=hives)
    assert settles(reason, hives=hives, verdict=Verdict.FIXED)
