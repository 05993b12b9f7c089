"""Checks: what each article asks of a live machine, where no judge sits.

The rules are the judge's, put so that single questions to a registry and a file
system can follow them; where they cannot, the answer is that nobody can tell.
That a fix is not missing is said only where every file that an article lists is
later than it, or is not here, or agrees with a pack or a hotfix key that has it.

Nothing is judged here, and no machine is asked: `ntfp.reports.exporting` puts
the questions in a language, and others answer them.
"""

from collections.abc import Collection, Iterable, Mapping

from ntfp.catalogue.checks.articles import question_of
from ntfp.catalogue.checks.kernels import kernels_of
from ntfp.facts.build import Branch, Known, Line
from ntfp.facts.check import NEVER, Check, Checks, LeftOut
from ntfp.facts.signature import Signature, number_of
from ntfp.judging import History

__all__ = ["make_checks"]


def make_checks(
    signatures: Iterable[Signature], known: Known, history: History, branches: Collection[Branch] = ()
) -> Checks:
    """Every article that can be asked for, of these branches or of all; and why the others cannot."""
    wanted = frozenset(branches or (line.branch for line in known.lines))
    checks: dict[str, Check] = {}
    left_out: dict[str, LeftOut] = {}
    # What a roll-up contains is asked for before it.
    for signature in sorted(signatures, key=lambda one: (bool(one.includes), number_of(one.kb))):
        if signature.branches and not signature.branches & wanted:
            continue
        lines = [line for line in known.lines if line.branch in signature.branches & wanted]
        found = _check(signature, lines, known, history, checks, left_out)
        if isinstance(found, LeftOut):
            left_out[signature.kb] = found
        else:
            checks[signature.kb] = found
    return Checks(
        lines=tuple(line for line in known.lines if line.branch in wanted),
        kernels={
            (line.branch, pack): kernels
            for line in known.lines
            if line.branch in wanted
            for pack, kernels in kernels_of(line, known, history).items()
        },
        checks=tuple(sorted(checks.values(), key=lambda one: number_of(one.kb))),
        left_out={kb: left_out[kb] for kb in sorted(left_out, key=number_of)},
    )


def _check(
    signature: Signature,
    lines: list[Line],
    known: Known,
    history: History,
    checks: Mapping[str, Check],
    left_out: Mapping[str, LeftOut],
) -> Check | LeftOut:
    if not signature.branches:
        return LeftOut.NO_BRANCH
    if signature.languages:
        return LeftOut.OF_A_LANGUAGE
    asked = question_of(signature, lines, known, history, checks, frozenset(left_out))
    if asked.missing == NEVER:
        return LeftOut.NEVER_MISSING
    if not asked.by:
        return LeftOut.NOTHING_TO_ASK
    return Check(
        kb=signature.kb,
        title=signature.title,
        revised=signature.revised,
        branches=tuple(line.branch for line in lines),
        asks=asked.by,
        missing=asked.missing,
    )
