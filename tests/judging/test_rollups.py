"""Roll-ups: what the files lack of their contents."""

import pytest
from msgspec.structs import replace

from ntfp.facts.signature import AFTER_LAST
from ntfp.facts.system import System
from ntfp.facts.verdict import Reason, Step, Verdict
from ntfp.judging import disagreements, judge, judge_all
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
    taught,
)

SRV = article(table(row(version="4.0.1381.300")), kb="Q100001")
RDR = article(table(row("rdr.sys", version="4.0.1381.300", platform=None)), kb="Q100002")
PACKED = article(kb="Q100003", claims=(claim("6"),))
ROLLUP = article(kb="Q100009", includes=("Q100001", "Q100002", "Q100003", "Q999999"), claims=(claim(AFTER_LAST),))
ALL = (ROLLUP, SRV, RDR, PACKED)
HISTORY = taught(ROLLUP)
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


def test_a_roll_up_that_an_own_record_decides_about_says_so() -> None:
    own = replace(SRV, own="mine")
    found = {finding.kb: finding.own for finding in judge_all((ROLLUP, own, RDR), system(kernel(), OLD), NOTHING_KNOWN)}
    assert found == {"Q100001": "mine", "Q100002": None, "Q100009": "mine"}


def test_registry_and_contents_agree_or_not() -> None:
    """What a registry calls too old is certainly not here; what it calls installed is a disagreement."""
    packed = system(kernel(), OLD, claims=registry("6"))
    finding = judge_all(ALL, packed, NOTHING_KNOWN)[-1]
    assert judge(ROLLUP, packed, NOTHING_KNOWN).reason is Reason.PACK_TOO_OLD
    assert (finding.reason, finding.confidence) == (Reason.CONTENTS, CERTAIN)
    half = system(kernel(), NEW, file("rdr.sys", version="4.0.1381.1"), claims=registry("6"))
    assert judge_all(ALL, half, NOTHING_KNOWN)[-1].reason is Reason.PACK_TOO_OLD, "no surer than that"
    keyed = system(kernel(), OLD, claims=registry("6", "Q100009"))
    stories = disagreements(ALL, judge_all(ALL, keyed, HISTORY), keyed, HISTORY)
    assert [story.kb for story in stories] == ["Q100001", "Q100009"]


def test_a_roll_up_whose_files_are_not_here_brought_no_other_fix() -> None:
    absent = article(table(row("a.sys", size=1, dated="1999-08-02")), kb="Q100004")
    rollup = replace(ROLLUP, includes=("Q100001", "Q100004"))
    history = taught(rollup)
    for found, keys, answer in (
        (NEW, ("Q100009",), (Verdict.FIXED, Reason.INSTALLED)),
        (OLD, ("Q100009",), (Verdict.UNKNOWN, Reason.REGISTRY_DISAGREES)),
        (OLD, ("Q100009", "Q100004"), (Verdict.FIXED, Reason.INSTALLED)),
    ):
        of = system(kernel(), found, claims=registry("6", *keys))
        finding = judge_all((rollup, SRV, absent), of, history)[1]
        assert (finding.kb, finding.verdict, finding.reason) == ("Q100004", *answer)
        assert (finding.verdict is Verdict.UNKNOWN) == all(piece.vote is None for piece in finding.evidence)
    because = "the roll-up Q100009 is said to be installed, and the files here are older than the fix of Q100001"
    broken = judge_all((rollup, SRV, absent), system(kernel(), OLD, claims=registry("6", "Q100009")), history)[1]
    assert broken.evidence[-1].because == because
    second = replace(ROLLUP, kb="Q100010", includes=("Q100004",))
    both = system(kernel(), OLD, claims=registry("6", "Q100009", "Q100010"))
    assert judge_all((rollup, second, SRV, absent), both, taught(rollup, second))[1].reason is Reason.INSTALLED


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
