"""Roll-ups: what the files lack of their contents."""

import pytest

from ntfp.facts.signature import AFTER_LAST
from ntfp.facts.system import System
from ntfp.facts.verdict import Reason, Step, Verdict
from ntfp.judging import judge, judge_all
from tests.judging.records import (
    CERTAIN,
    LIKELY,
    NOTHING_KNOWN,
    TSE,
    article,
    bullet,
    claim,
    file,
    kernel,
    registry,
    row,
    system,
    table,
)

SRV = article(table(row(version="4.0.1381.300")), kb="Q100001")
RDR = article(table(row("rdr.sys", version="4.0.1381.300", platform=None)), kb="Q100002")
PACKED = article(kb="Q100003", claims=(claim("6"),))
ROLLUP = article(kb="Q100009", includes=("Q100001", "Q100002", "Q100003", "Q999999"), claims=(claim(AFTER_LAST),))
ALL = (ROLLUP, SRV, RDR, PACKED)
NEW, OLD = file(version="4.0.1381.301"), file(version="4.0.1381.299")


@pytest.mark.parametrize(
    ("of", "answer"),
    [
        pytest.param(system(kernel(), OLD), (Verdict.UNFIXED, Reason.CONTENTS, CERTAIN), id="one is not here"),
        pytest.param(
            system(kernel(), NEW, file("rdr.sys", version="4.0.1381.1")),
            (Verdict.UNFIXED, Reason.CONTENTS, LIKELY),
            id="one is likely not here",
        ),
        pytest.param(system(kernel(), NEW), (Verdict.UNKNOWN, Reason.HOTFIX_ONLY, None), id="one is: it may be alone"),
        pytest.param(
            system(kernel(packs=("5",)), NEW),
            (Verdict.UNKNOWN, Reason.HOTFIX_ONLY, None),
            id="a pack says nothing here",
        ),
        pytest.param(
            system(kernel(), OLD, claims=registry("6", "Q100009")),
            (Verdict.UNFIXED, Reason.CONTENTS, CERTAIN),
            id="whatever the registry says",
        ),
    ],
)
def test_what_lacks_a_fix_lacks_the_roll_up_that_contains_it(of: System, answer: object) -> None:
    for signatures in (ALL, ALL[::-1]):
        finding = judge_all(signatures, of, NOTHING_KNOWN)[-1]
        assert (finding.verdict, finding.reason, finding.confidence) == answer


def test_the_evidence_names_the_surest_of_what_is_missing() -> None:
    of = system(kernel(), OLD, file("rdr.sys", version="4.0.1381.1"))
    finding = judge_all(ALL, of, NOTHING_KNOWN)[-1]
    piece = finding.evidence[-1]
    assert (piece.step, piece.kb, piece.vote) == (Step.CONTENTS, "Q100001", Verdict.UNFIXED)
    assert piece.because == "it contains the fix of Q100001, and the files here are older than that"
    assert finding.evidence[:-1] == judge(ROLLUP, of, NOTHING_KNOWN).evidence


def test_a_roll_up_that_does_not_apply_stays_so() -> None:
    elsewhere = article(kb="Q100009", includes=("Q100001",), bullets=(bullet(branch=TSE),))
    assert judge_all((elsewhere, SRV), system(kernel(), OLD), NOTHING_KNOWN)[-1].verdict is Verdict.NOT_APPLICABLE
