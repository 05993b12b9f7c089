"""Tables: whom they speak for, looked for from the first line of the table to its rows, over it, and in the bullets.

A system, a language, "or later", UTC and what has to be installed are accepted only where a word for it stands there.
"""

import re
from collections.abc import Iterable, Iterator

from ntfp.facts.build import Branch
from ntfp.facts.signature import Relation, Signature, Table
from ntfp.proving import proofs, words
from ntfp.proving.bullets import bullet_systems
from ntfp.proving.paper import Paper
from ntfp.proving.proofs import Finding

_OR_LATER = re.compile(r"\(?or\s+later\b")
_UTC = re.compile(r"\butc\b|\bcoordinated universal time|\bgmt\b|greenwich")
_LEAD = re.compile(
    r"\bfollowing (?:file (?:attributes|details)|time ?stamp|fix\b|files were)|\bfile att?ri?butes|\bfile attibutes"
    r"|\btime ?stamp|\b(?:file|fix) details"
)
_ROW = re.compile(r"\d[/-]\d+[/-]\d.* \d[\d,]+ .*\.[a-z]{3}\b")
_SENTENCE = re.compile(r"\b(?:should|has|have)\b")
_LABEL = re.compile(r"([^.:]*(?:\.\d[^.:]*)*)(?:: |:?$)")
_OPEN = ("table-undivided", "branch-contradicted")  # doubts of a table that is said to speak for one system and another
_REQUIRED = re.compile(r"(?:fix|update) requires .{0,60}service pack \d")
_NOTE = re.compile(
    r"requir|depend|must|need|only (?:be )?(?:install|appli|on)|(?:applied|installed|running) (?:on|to)"
    r"|post-|prior to|before|first"
)


def prove_table(signature: Signature, table: Table, paper: Paper) -> Iterator[Finding]:
    """Everything that is wrong with what a table says besides its rows."""
    yield from _lines(table, paper)
    lead = paper.between(table.line, table.rows[0].line - 1)
    yield from _branch(signature, table, lead, paper)
    lead = f"{_sentence_before(signature, table, paper)} {lead}" if not _SENTENCE.search(lead) else lead
    yield from _language(table, lead)
    if (table.relation is Relation.OR_LATER) != bool(_OR_LATER.search(lead)):
        yield proofs.RELATION, "relation", f"expected {table.relation.value!r} above the rows, found {lead!r}"
    if table.utc != bool(_UTC.search(paper.between(table.line, table.rows[-1].line))):
        yield proofs.UTC, "utc", f"expected that its times are {'' if table.utc else 'not '}said to be UTC"
    yield from _requires(signature, table, paper)


def _lines(table: Table, paper: Paper) -> Iterator[Finding]:
    """Its first line begins the sentence on its files, and its rows follow in the same part of the article."""
    first, last = table.rows[0].line, table.rows[-1].line
    begin = _begin(table, paper)
    if table.line != begin:
        yield proofs.LINE, "line", f"expected line {begin}, where the words on the files begin"
    if last > paper.end_of_part(table.line) or last >= paper.foot or first < table.line:
        yield proofs.LINE, "rows", "expected its rows behind its first line, and under the same heading"


def _begin(table: Table, paper: Paper) -> int:
    """Where the nearest sentence on files begins, or the label that divides a table from the one before.

    Without either a table begins with its first row.
    """
    first = table.rows[0].line
    label = 0
    for line, text in reversed(paper.sentences(paper.start_of_part(first), first - 1)):
        if _LEAD.search(text):
            return label if label and _ROW.search(paper.between(line, label)) else line
        if text.endswith(":") and not label and (text.endswith("fix:") or words.families(text) or words.packs(text)):
            label = line
    return label or first


def _sentence_before(signature: Signature, table: Table, paper: Paper) -> str:
    """What is said above the first table of a sentence, for one that has only a label of its own."""
    start = paper.start_of_part(table.line)
    before = [other for other in signature.tables if start <= other.line < table.line]
    return paper.between(before[-1].line, before[-1].rows[0].line - 1) if before else ""


def _branch(signature: Signature, table: Table, lead: str, paper: Paper) -> Iterator[Finding]:
    left = told(table, lead, paper)
    if table.branch is not None and left != {table.branch}:
        found = " or ".join(sorted(left)) or "none"
        yield proofs.BRANCH, "covers.branch", f"expected {table.branch}, found {found}"
    elif table.branch is None and len(left) == 1 and not _doubted(signature, table):
        yield proofs.BRANCH, "covers.branch", f"expected none, found {next(iter(left))}"


def told(table: Table, lead: str, paper: Paper) -> set[Branch]:
    """The systems that are left when the bullets, what stands over the table, and its sentence have spoken."""
    left = left_by(paper, (*standing_over(table.line, paper), lead))
    if len(left) > 1:
        left = left & set().union(*map(words.systems, notes(table, paper))) or left
    return left


def left_by(paper: Paper, places: Iterable[str]) -> set[Branch]:
    """Of the bullets' systems those that each place leaves, the last outranking the others."""
    left = set().union(*map(bullet_systems, paper.bullets.values()))
    for place in places:
        left = left & words.families(place) or words.systems(place) or left
    return left


def standing_over(number: int, paper: Paper) -> list[str]:
    """Headings over a line, the farthest first; then the lines that only name a system, underlined or not."""
    over = [text for _, text in paper.over(number)][::-1]
    start = paper.start_of_part(number)
    for line in range(start, number):
        text = paper.line(line)
        if text.strip() and text[0] != " " and not paper.line(line - 1).strip():
            label = _LABEL.match(paper.paragraph(line))
            if label and words.names_only(label[1]):
                over.append(label[1])
    return over


def notes(table: Table, paper: Paper) -> Iterator[str]:
    """Paragraphs of the same part that say on what the fix has to be installed."""
    number, end = paper.start_of_part(table.line), paper.end_of_part(table.line)
    rows = range(table.line, table.rows[-1].line + 1)
    while number <= end:
        if number not in rows and paper.line(number).strip():
            text = paper.paragraph(number)
            if words.packs(text) and _NOTE.search(text) and "next" not in text:
                yield text
            while number <= end and paper.line(number).strip():
                number += 1
        number += 1


def _doubted(signature: Signature, table: Table) -> bool:
    lines = {table.line, *(row.line for row in table.rows)}
    return any(doubt.about in _OPEN and doubt.line in lines for doubt in signature.doubts)


def _language(table: Table, lead: str) -> Iterator[Finding]:
    printed = words.spoken(lead)
    if printed != ({table.language} if table.language else set()):
        yield proofs.LANGUAGE, "covers.language", f"expected {table.language or 'none'}, found {lead!r}"


def _requires(signature: Signature, table: Table, paper: Paper) -> Iterator[Finding]:
    if table.requires is None:
        line = _required_behind(table, paper)
        if line and not any(abs(doubt.line - line) <= 1 for doubt in signature.doubts):
            yield proofs.PACK, "requires", f"expected what {paper.paragraph(line)!r} requires, found none"
        return
    found = [note for note in notes(table, paper) if table.requires.pack in words.packs(note)]
    if not found:
        yield proofs.PACK, "requires.pack", f"expected a note on pack {table.requires.pack} beside the table"
    if table.requires.branch is not table.branch and not any(table.requires.branch in words.systems(n) for n in found):
        yield proofs.BRANCH, "requires.branch", f"expected {table.requires.branch} in a note beside the table"


def _required_behind(table: Table, paper: Paper) -> int:
    """The line below the rows that says which pack is required; none where another table or label comes first."""
    for line in range(table.rows[-1].line + 1, paper.end_of_part(table.line) + 1):
        text = paper.line(line).rstrip()
        if _ROW.search(text) or text.endswith(":") or words.names_only(text):
            return 0
        if "requires" in text and _REQUIRED.search(paper.between(line, line + 2)):
            return line
    return 0
