"""Asking the ladder: what one step or all of them say, and the fix of October 1999 that most cases are about."""

from collections.abc import Callable

from ntfp.facts.build import Confidence
from ntfp.facts.verdict import Reason, Step, Verdict
from ntfp.judging.case import Answer, Case
from ntfp.judging.climbing import climb
from tests.judging.records import (
    article,
    bullet,
    released,
    row,
    table,
    taught,
)

FIXED, UNFIXED = Verdict.FIXED, Verdict.UNFIXED
SP5_FILE = released("5", version="4.0.1381.204", link="1999-04-20 19:33", size=231_000)
PACKS = (
    released("5", name="ntoskrnl.exe", version="4.0.1381.204", link="1999-04-20 19:33"),
    released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21 22:02"),
)
# The fix most tests are about: a kernel of 28 October 1999, as large as that of three days before.
OCTOBER = row("ntoskrnl.exe", size=932_032, dated="1999-10-28 19:12")
THREE_DAYS_BEFORE = article(
    table(row("ntoskrnl.exe", size=932_032, dated="1999-10-25 15:00")), kb="Q100002", bullets=(bullet("6"),)
)
SIZES = taught(THREE_DAYS_BEFORE)

Ask = Callable[[Case], Answer | Reason | str]


def said(ask: Ask, asked: Case) -> tuple[Verdict, Confidence] | Reason | None:
    """A vote and how sure it is, a reason to stop, or `None` where the next step is asked."""
    answer = ask(asked)
    if isinstance(answer, Answer):
        return answer.vote, answer.confidence
    return answer if isinstance(answer, Reason) else None


def climbed(asked: Case) -> tuple[Step, Verdict | None, Confidence | None, Reason]:
    evidence = climb(asked)
    return evidence.step, evidence.vote, evidence.confidence, evidence.reason
