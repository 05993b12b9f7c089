"""Checks of a record as a whole: an example of each flaw, in the words it is told in."""

from datetime import date

import pytest
from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.signature import Origin, Signature
from ntfp.facts.skeleton import FILE, TITLE, skeleton
from tests.judging.records import NT4, TSE, bullet, claim, row, table
from tests.linting.subjects import flaws, record, subject

A_TABLE = table(row(dated="1999-08-02", size=231_008))
GOOD = record(A_TABLE)


def of(source: Origin, **changes: str) -> Signature:
    return record(A_TABLE, source=replace(source, **changes))


EXAMPLES = [
    pytest.param(
        "placeholder",
        record(A_TABLE, title="TODO"),
        [("title", "expected words of the article or your own, found 'TODO'")],
        id="a title to be written",
    ),
    pytest.param(
        "placeholder",
        of(GOOD.source, sha256="0" * 64),
        [("source.sha256", "expected the hash of a text, found 0000... all the way")],
        id="a hash to be filled in",
    ),
    pytest.param(
        "placeholder",
        skeleton("Q900001", Branch.NT4),
        [
            ("title", f"expected words of the article or your own, found {TITLE!r}"),
            ("tables[0].rows[0].file", f"expected the name of a file, found {FILE!r}"),
            ("tables[0].rows[0].size", "expected the size of a file, found 1"),
        ],
        id="what 'ntfp kb new' leaves to be filled in",
    ),
    pytest.param(
        "title",
        record(A_TABLE, title="A leak  in the redirector"),
        [("title", "expected single blanks between words, found '  '")],
        id="two blanks",
    ),
    pytest.param(
        "source-path",
        of(GOOD.source, path="txt/100/Q100002.TXT"),
        [("source.path", "expected the path of Q100001, found txt/100/Q100002.TXT")],
        id="another article's text",
    ),
    pytest.param(
        "nothing-said",
        record(),
        [(None, "expected a table, a claim, a list of contents, a file or a doubt, found none of them")],
        id="bullets alone",
    ),
    pytest.param(
        "no-branch",
        record(table(row(), branch=None), bullets=()),
        [("applies_to", "expected a branch in applies_to, a table or a claim, found none")],
        id="of nobody",
    ),
    pytest.param(
        "unknown-branch",
        record(A_TABLE, bullets=(bullet(branch=Branch.WINXP),)),
        [(None, "expected a branch of builds.toml, found winxp")],
        id="a branch nobody recorded",
    ),
    pytest.param(
        "bullet-packs",
        record(A_TABLE, bullets=(bullet("0", "5", "4"),)),
        [("applies_to[0].packs", "expected each pack once and in order, found 0, 5, 4")],
        id="unordered packs",
    ),
    pytest.param(
        "bullet-packs",
        record(A_TABLE, bullets=(bullet("4", "4"),)),
        [("applies_to[0].packs", "expected each pack once and in order, found 4, 4")],
        id="a pack twice",
    ),
    pytest.param(
        "bullet-twice",
        record(A_TABLE, bullets=(bullet(line=12), bullet(edition="server", line=13), bullet(line=14))),
        [("applies_to[0]", "expected one bullet of nt4 with these packs, found several")],
        id="two of one product",
    ),
    pytest.param(
        "doubt-line",
        record(A_TABLE, doubts=(("table-limited", 99),)),
        [("doubts[0].line", "expected the line of a table or row for table-limited, found 99")],
        id="a line of no row",
    ),
    pytest.param(
        "doubt-twice",
        record(A_TABLE, doubts=(("row-words", 60), ("row-words", 60))),
        [("doubts[1]", "expected it once, found row-words again")],
        id="a doubt twice",
    ),
    pytest.param(
        "language-limit",
        record(table(row(), language="en"), languages=("ja",)),
        [("tables[0].covers.language", "expected a language of the limit (ja), found en")],
        id="a table of another language",
    ),
]


@pytest.mark.parametrize(("check", "wrong", "told"), EXAMPLES)
def test_a_flaw_is_told(check: str, wrong: Signature, told: list[tuple[str | None, str]]) -> None:
    assert flaws(check, subject(wrong)) == told


@pytest.mark.parametrize("check", sorted({str(example.values[0]) for example in EXAMPLES}))
def test_a_record_that_is_right_has_none(check: str) -> None:
    right = record(
        A_TABLE,
        kb="Q100002",
        bullets=(bullet("0", "4"), bullet("4", branch=TSE)),
        claims=(claim("5"),),
        doubts=(("row-unread", 99), ("row-words", 60)),
        revised=date(2000, 1, 1),
    )
    assert flaws(check, subject(GOOD, right)) == []


def test_two_records_of_one_text() -> None:
    copy = record(A_TABLE, kb="Q100002", source=GOOD.source)
    told = [("source.sha256", "expected a text of its own, found that of Q100001")]
    assert flaws("shared-source", subject(GOOD, copy)) == told
    assert flaws("shared-source", subject(copy, beneath=(GOOD,))) == told
    assert flaws("shared-source", subject(GOOD)) == []


def test_own_records_without_a_text_share_none() -> None:
    made = [replace(skeleton(kb, NT4), title="Ours") for kb in ("Q900001", "Q900002")]
    assert flaws("shared-source", subject(*made)) == []


def test_a_record_of_ones_own_in_the_place_of_one_that_ships() -> None:
    own = record(A_TABLE, source=replace(GOOD.source, sha256="1" + GOOD.source.sha256[1:]))
    told = [("kb", "takes the place of the record that ships, and is made from another text")]
    assert flaws("own-number", subject(own, beneath=(GOOD,))) == told
    assert flaws("own-number", subject(GOOD, beneath=(GOOD,))) == [], "the same text, compiled by another version"
