import re

import pytest

from ntfp.facts.build import Branch, Build
from ntfp.facts.verdict import Finding, Judged, Reason, Report, Step, Summary, Verdict


def judged(*verdicts: Verdict) -> Judged:
    findings = tuple(
        Finding(kb=f"Q10000{number}", title="", verdict=verdict, reason=Reason.VERSION)
        for number, verdict in enumerate(verdicts)
    )
    return Judged(
        root="",
        kernel="",
        build=Build(kernel=True, branch=Branch.NT4),
        findings=findings,
        summary=Summary.counting(findings),
    )


def test_a_report_counts_every_verdict_of_all_its_systems() -> None:
    systems = judged(Verdict.FIXED, Verdict.UNKNOWN), judged(Verdict.FIXED)
    counts = Report(systems=systems).counts
    assert list(counts.items()) == [
        (Verdict.FIXED, 2),
        (Verdict.UNFIXED, 0),
        (Verdict.UNKNOWN, 1),
        (Verdict.NOT_APPLICABLE, 0),
    ]


@pytest.mark.parametrize("words", [Verdict, Reason, Step], ids=lambda words: words.__name__)
def test_words_for_programs_are_lower_case_with_hyphens(words: type[Verdict] | type[Reason] | type[Step]) -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", word.value) for word in words)


def test_a_step_that_decides_is_a_reason_of_the_same_name() -> None:
    deciding = [step.value for step in Step if step not in (Step.APPLIES, Step.UNDECIDED, Step.RANGE, Step.REGISTRY)]
    assert set(deciding) <= {reason.value for reason in Reason}
