import pytest

from ntfp.facts.verdict import Finding, Reason, Step, Verdict
from ntfp.reports.words import QUESTIONS, reason_in_words, verdict_in_words

LONGEST = 28  # a column of the table


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_reason_has_words_that_fit(reason: Reason, verdict: Verdict) -> None:
    words = reason_in_words(Finding(kb="Q1", title="", verdict=verdict, reason=reason))
    assert 0 < len(words) <= LONGEST


def test_no_two_reasons_have_the_same_words() -> None:
    findings = [Finding(kb="Q1", title="", verdict=verdict, reason=reason) for reason in Reason for verdict in Verdict]
    words = {(reason_in_words(finding), finding.reason) for finding in findings}
    assert len({said for said, _ in words}) == len(words)


@pytest.mark.parametrize("reason", [Reason.RELEASE, Reason.VERSION, Reason.OTHER_BUILD])
def test_a_reason_for_both_verdicts_has_words_for_each(reason: Reason) -> None:
    fixed, unfixed = (
        reason_in_words(Finding(kb="Q1", title="", verdict=verdict, reason=reason))
        for verdict in (Verdict.FIXED, Verdict.UNFIXED)
    )
    assert fixed != unfixed


def test_every_step_is_a_question() -> None:
    assert set(QUESTIONS) == set(Step)


def test_a_verdict_is_said_without_its_hyphen() -> None:
    assert [verdict_in_words(verdict) for verdict in Verdict] == ["fixed", "unfixed", "unknown", "not applicable"]
