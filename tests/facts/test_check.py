"""Questions put together: what is always or never so falls away, and nothing is asked twice."""

import pytest

from ntfp.facts.check import ALWAYS, NEVER, All, Either, KeySet, Not, Question, Undecided, both, either, unless

ONE, TWO, THREE = KeySet("Q100001"), KeySet("Q100002"), KeySet("Q100003")


@pytest.mark.parametrize(
    ("made", "question"),
    [
        pytest.param(both(), ALWAYS, id="all of none"),
        pytest.param(either(), NEVER, id="one of none"),
        pytest.param(both(ONE), ONE, id="all of one"),
        pytest.param(either(ONE), ONE, id="one of one"),
        pytest.param(both(ONE, None, TWO), All((ONE, TWO)), id="what is no question"),
        pytest.param(both(ONE, All((TWO, ONE)), THREE), All((ONE, TWO, THREE)), id="all of all, each once"),
        pytest.param(either(Either((ONE, TWO)), TWO, THREE), Either((ONE, TWO, THREE)), id="one of one of, each once"),
        pytest.param(both(ONE, NEVER), NEVER, id="all, and one is never so"),
        pytest.param(either(ONE, ALWAYS), ALWAYS, id="one, and it is always so"),
        pytest.param(both(ALWAYS, ONE), ONE, id="all, and one is always so"),
        pytest.param(either(NEVER, ONE), ONE, id="one, and another is never so"),
        pytest.param(both(Undecided(), NEVER), NEVER, id="what nobody can tell, and what is never so"),
        pytest.param(either(Undecided(), ALWAYS), ALWAYS, id="what nobody can tell, or what is always so"),
        pytest.param(unless(NEVER), ALWAYS, id="never what is never so"),
        pytest.param(unless(ALWAYS), NEVER, id="never what is always so"),
        pytest.param(unless(ONE), Not(ONE), id="the contrary"),
        pytest.param(unless(Not(ONE)), ONE, id="the contrary of the contrary"),
    ],
)
def test_questions_are_put_together(made: Question, question: Question) -> None:
    assert made == question
