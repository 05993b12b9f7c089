"""Proving: a second reader finds every fact of every record again in the article it is from.

It goes the other way than the compiler: from a value to all the ways it may be printed, and asks whether the
cited line holds one of them and nothing that is not accounted for. The two share the bytes of the articles and no
pattern; the account of the compiler is asked for one thing alone, why an article or a line was passed over.

Whether a fact is likely, or fits another record, is not asked: `ntfp.linting` does.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ntfp.database.writing import record_path
from ntfp.facts.flaw import Flaw
from ntfp.facts.signature import AppliesTo, Doubt, FixedIn, Signature
from ntfp.kb.account import Account, Entry
from ntfp.kb.compiling import compile_library
from ntfp.kb.texts import Library
from ntfp.proving import proofs
from ntfp.proving.bullets import prove_bullets
from ntfp.proving.claims import prove_claims
from ntfp.proving.desk import Desk
from ntfp.proving.head import prove_head
from ntfp.proving.missing import prove_none_missing, prove_nothing_missing
from ntfp.proving.paper import Paper
from ntfp.proving.proofs import PROOFS, Finding, Proof
from ntfp.proving.rows import prove_row
from ntfp.proving.tables import prove_table

__all__ = ["PROOFS", "Desk", "Proof", "prove", "prove_complete", "prove_record"]

_LISTED = re.compile(r"(applies_to|fixed_in|doubts)\[(\d+)\]")


def prove(
    signatures: Iterable[Signature],
    library: Library,
    step: Callable[[], object] = lambda: None,
    *,
    whole: bool = True,
) -> Iterator[Flaw]:
    """Everything in some records that their articles do not say, and what looks like a fix and is in none of them.

    The records are those as printed, uncorrected. `step` is called once an article, for whoever shows progress.
    Records that are not meant to be all that the library gives are not `whole`: then no article has to have one.
    """
    records = tuple(signatures)
    desk = Desk(library)
    for signature in records:
        yield from prove_record(signature, desk)
    yield from prove_complete(records, compile_library(library, step), desk, whole=whole)


def prove_complete(
    signatures: Iterable[Signature], account: Account, desk: Desk, *, whole: bool = True
) -> Iterator[Flaw]:
    """Everything in the articles that looks like a fix, is in no record, and was not set aside with a reason."""
    records = {signature.kb: signature for signature in signatures}
    for entry in account.entries:
        paper = desk.labelled(entry.label)
        if paper and (whole or paper.kb in records):
            yield from _missing(records.get(paper.kb), entry, paper)


def prove_record(signature: Signature, papers: Mapping[str, Paper]) -> Iterator[Flaw]:
    """Everything in one record that its article, and those that its claims name, do not say."""
    if signature.kb not in papers:
        yield _flaw(signature.kb, None, (proofs.SOURCE, "source", "its article is not among those given"))
        return
    paper = papers[signature.kb]
    for finding in (*prove_head(signature, paper), *prove_bullets(signature, paper)):
        yield _flaw(signature.kb, _line_of(signature, finding[1]), finding)
    for finding in prove_claims(signature, paper, papers):
        yield _flaw(signature.kb, _line_of(signature, finding[1]), finding)
    for number, table in enumerate(signature.tables):
        for proof, key, problem in prove_table(signature, table, paper):
            yield _flaw(signature.kb, table.line, (proof, f"tables[{number}].{key}", problem))
        for place, row in enumerate(table.rows):
            for proof, key, problem in prove_row(signature, table, row, paper):
                inner = f"tables[{number}].rows[{place}]{f'.{key}' if key else ''}"
                yield _flaw(signature.kb, row.line, (proof, inner, problem))


def _missing(signature: Signature | None, entry: Entry, paper: Paper) -> Iterator[Flaw]:
    found = prove_nothing_missing(signature, entry, paper) if signature else prove_none_missing(entry, paper)
    return (_flaw(paper.kb, line, finding) for line, finding in found)


def _line_of(signature: Signature, key: str | None) -> int | None:
    """The line that a bullet, a claim or a doubt cites."""
    if key and (found := _LISTED.match(key)):
        cited: AppliesTo | FixedIn | Doubt = getattr(signature, found[1])[int(found[2])]
        return cited.line
    return None


def _flaw(kb: str, line: int | None, finding: Finding) -> Flaw:
    proof, key, problem = finding
    return Flaw(check=proof.name, place=record_path(kb).as_posix(), key=key, kb=kb, line=line, problem=problem)
