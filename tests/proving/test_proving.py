"""One article of our own: its record is proven, and each slip in it is found, with the line that shows it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.flaw import Flaw
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Doubt, Relation, Requires, Signature, Window
from ntfp.facts.version import FileVersion
from ntfp.kb.account import Entry, Fate
from ntfp.kb.compiling import compile_library
from ntfp.kb.remarks import Remark, Trouble
from ntfp.kb.texts import Library
from ntfp.proving import Desk, prove, prove_record
from ntfp.proving.missing import prove_none_missing
from ntfp.proving.paper import Paper
from tests.kb.articles import A_FIX, NT4, TSE, page, plain
from tests.proving.corrupting import in_list, in_row
from tests.proving.records import BODY, CONTENT, KB, LIST, PAPERS, RECORD, at


def flaws_of(record: Signature) -> list[tuple[str, str | None, int | None, str]]:
    return [(flaw.check, flaw.key, flaw.line, flaw.problem) for flaw in prove_record(record, PAPERS)]


def row(**changes: Any) -> Signature:
    """The record with its first row changed."""
    return in_row(RECORD, 0, 0, **changes)


FIRST_ROW = "'10/04/99 07:10p 4.0.1381.7022 93,232 srv.sys intel'"
NOTE = "note: because of file dependencies, this hotfix requires microsoft windows nt 4.0 service pack 5."
SENTENCE = "this problem was first corrected in windows nt 4.0 service pack 6 and windows nt"
TSE_BULLET = f"- {TSE}".lower()


def test_a_true_record_is_proven() -> None:
    assert flaws_of(RECORD) == []


@pytest.mark.parametrize(
    ("record", "check", "key", "problem"),
    [
        pytest.param(row(size=93_233), "proof-size", "size", f"expected 93,233 in {FIRST_ROW}", id="a size"),
        pytest.param(
            in_row(RECORD, 0, 2, size_kb=28),
            "proof-size",
            "size_kb",
            "expected 28 KB in '11/22/99 16:05 4.0.1381.7022 27k tdi.sys'",
            id="a size in KB",
        ),
        pytest.param(
            row(version=FileVersion(4, 0, 1381, 7023)),
            "proof-version",
            "version",
            f"expected 4.0.1381.7023 in {FIRST_ROW}",
            id="a version",
        ),
        pytest.param(
            row(time=dt.time(7, 10)), "proof-time", "time", f"expected 07:10:00 in {FIRST_ROW}", id="half a day"
        ),
        pytest.param(
            row(time=dt.time(19, 11)), "proof-time", "time", f"expected 19:11:00 in {FIRST_ROW}", id="a minute"
        ),
        pytest.param(
            row(date=dt.date(1999, 10, 5)), "proof-date", "date", f"expected 1999-10-05 in {FIRST_ROW}", id="a day"
        ),
        pytest.param(
            row(date=dt.date(1999, 4, 10)),
            "proof-date",
            "date",
            f"expected the month first in {FIRST_ROW}, and 1999-04-10 is the other reading",
            id="day and month swapped",
        ),
        pytest.param(
            in_row(RECORD, 1, 1, date=dt.date(1999, 4, 11)),
            "proof-date",
            "date",
            "expected the day first in '04/11/1999 14:31:07 93,232 rdr.sys (x86)', and 1999-04-11 is the other reading",
            id="swapped where the day is first",
        ),
        pytest.param(
            row(date_doubt=dt.date(1999, 10, 5)),
            "proof-date",
            "date_doubt",
            f"expected the other reading of 1999-10-04 in {FIRST_ROW}",
            id="a doubt that is no other reading",
        ),
        pytest.param(
            row(platform=Platform.ALPHA),
            "proof-platform",
            "platform",
            f"expected alpha, found i386 at {FIRST_ROW}",
            id="a platform",
        ),
        pytest.param(
            row(platform=None),
            "proof-platform",
            "platform",
            f"expected none, found i386 at {FIRST_ROW}",
            id="a platform left out",
        ),
        pytest.param(
            row(variant="128-bit"), "proof-variant", "variant", f"expected 128-bit in {FIRST_ROW}", id="a variant"
        ),
        pytest.param(
            row(branch=Branch.NT351),
            "proof-branch",
            "branch",
            f"expected nt351 in {FIRST_ROW} or above it",
            id="a branch of a row",
        ),
    ],
)
def test_a_slip_in_a_row_is_found(record: Signature, check: str, key: str, problem: str) -> None:
    found = flaws_of(record)
    assert [(name, place.rpartition(".")[2] if place else None) for name, place, _, _ in found[:1]] == [(check, key)]
    assert problem in [said for _, _, _, said in found]


def test_what_a_line_prints_and_the_record_leaves_out_is_found() -> None:
    assert flaws_of(row(size=None, version=None)) == [
        (
            "proof-row",
            "tables[0].rows[0]",
            at("10/04/99"),
            f"the record says nothing of '4.0.1381.7022 93,232' in {FIRST_ROW}",
        )
    ]


def test_what_is_doubted_of_a_line_may_be_left_out() -> None:
    doubted = replace(row(version=None), doubts=(Doubt(about="version-unread", line=at("10/04/99")),))
    assert flaws_of(doubted) == []


def test_a_date_that_may_be_either_is_proven_both_ways_round() -> None:
    either = {dt.date(1999, 10, 4), dt.date(1999, 4, 10)}
    for date in either:
        (doubt,) = either - {date}
        assert flaws_of(row(date=date, date_doubt=doubt)) == []


def test_a_file_whose_name_is_part_of_another_is_not_found() -> None:
    assert [flaw[0] for flaw in flaws_of(row(file="rv.sys"))] == ["proof-file", "proof-row"]


@pytest.mark.parametrize(
    ("record", "flaw"),
    [
        pytest.param(
            in_list(RECORD, "tables", 0, branch=Branch.NT4_TSE),
            ("proof-branch", "tables[0].covers.branch", at("The English"), "expected nt4-tse, found nt4"),
            id="branch",
        ),
        pytest.param(
            in_list(RECORD, "tables", 1, branch=None),
            ("proof-branch", "tables[1].covers.branch", at("This fix should"), "expected none, found nt4-tse"),
            id="branch left out",
        ),
        pytest.param(
            in_list(RECORD, "tables", 1, language="de"),
            (
                "proof-language",
                "tables[1].covers.language",
                at("This fix should"),
                "expected de, found 'this fix should have the following time stamp:'",
            ),
            id="language",
        ),
        pytest.param(
            in_list(RECORD, "tables", 1, relation=Relation.OR_LATER),
            (
                "proof-relation",
                "tables[1].relation",
                at("This fix should"),
                "expected 'or-later' above the rows, found 'this fix should have the following time stamp:'",
            ),
            id="or later",
        ),
        pytest.param(
            in_list(RECORD, "tables", 1, utc=True),
            ("proof-utc", "tables[1].utc", at("This fix should"), "expected that its times are said to be UTC"),
            id="UTC",
        ),
        pytest.param(
            in_list(RECORD, "tables", 0, requires=Requires(branch=Branch.NT4, pack="4")),
            (
                "proof-pack",
                "tables[0].requires.pack",
                at("The English"),
                "expected a note on pack 4 beside the table",
            ),
            id="requires",
        ),
        pytest.param(
            in_list(RECORD, "tables", 0, requires=None),
            (
                "proof-pack",
                "tables[0].requires",
                at("The English"),
                f"expected what {NOTE!r} requires, found none",
            ),
            id="requires left out",
        ),
        pytest.param(
            in_list(RECORD, "tables", 0, line=at("The English") + 1),
            (
                "proof-line",
                "tables[0].line",
                at("The English") + 1,
                f"expected line {at('The English')}, where the words on the files begin",
            ),
            id="line",
        ),
        pytest.param(
            in_list(RECORD, "applies_to", 0, branch=Branch.NT351),
            (
                "proof-branch",
                "applies_to[0].branch",
                at(f"{NT4} SP4"),
                "expected nt351 in '- microsoft windows nt server version 4.0 sp4'",
            ),
            id="branch of a bullet",
        ),
        pytest.param(
            in_list(RECORD, "applies_to", 0, packs=("5",)),
            (
                "proof-pack",
                "applies_to[0].packs",
                at(f"{NT4} SP4"),
                "expected packs 5 in '- microsoft windows nt server version 4.0 sp4'",
            ),
            id="packs of a bullet",
        ),
        pytest.param(
            in_list(RECORD, "applies_to", 0, edition="workstation"),
            (
                "proof-edition",
                "applies_to[0].edition",
                at(f"{NT4} SP4"),
                "expected workstation in '- microsoft windows nt server version 4.0 sp4'",
            ),
            id="edition of a bullet",
        ),
        pytest.param(
            in_list(RECORD, "fixed_in", 0, branch=Branch.NT351),
            (
                "proof-branch",
                "fixed_in[0].branch",
                at("first corrected"),
                "expected nt351 in 'windows nt 4.0 service pack 6', found nt4",
            ),
            id="branch of a sentence",
        ),
        pytest.param(
            in_list(RECORD, "fixed_in", 1, pack="6"),
            (
                "proof-pack",
                "fixed_in[1].pack",
                at("Edition Service Pack 5"),
                "expected pack 6 of nt4-tse in 'windows nt server 4.0, terminal server edition service pack 5'",
            ),
            id="pack of a sentence",
        ),
        pytest.param(
            in_list(RECORD, "fixed_in", 1, line=at("first corrected")),
            (
                "proof-line",
                "fixed_in[1].line",
                at("first corrected"),
                f"expected 'windows nt server 4.0, terminal server edition service pack 5', found {SENTENCE!r}",
            ),
            id="line of a sentence",
        ),
        pytest.param(
            in_list(RECORD, "fixed_in", 2, pack="6a"),
            ("proof-pack", "fixed_in[2].pack", at("Keywords  "), "expected pack 6a, and kbWinNT4sp6fix says 6"),
            id="pack of a keyword",
        ),
        pytest.param(
            in_list(RECORD, "fixed_in", 2, branch=Branch.NT4_TSE),
            (
                "proof-branch",
                "fixed_in[2].branch",
                at("Keywords  "),
                "expected nt4-tse, and kbWinNT4sp6fix says nt4",
            ),
            id="branch of a keyword",
        ),
        pytest.param(
            in_list(RECORD, "fixed_in", 3, pack="6a"),
            (
                "proof-pack",
                "fixed_in[3].pack",
                at(KB, LIST),
                "expected pack 6a of nt4 in 'windows nt 4.0 service pack 6/6a'",
            ),
            id="pack of a list",
        ),
        pytest.param(
            in_list(RECORD, "fixed_in", 3, line=at(KB, LIST) - 1),
            ("proof-line", "fixed_in[3].line", at(KB, LIST) - 1, "expected Q123456 in Q123457, found ''"),
            id="line of a list",
        ),
        pytest.param(
            replace(RECORD, title="The leak"),
            ("proof-title", "title", None, "expected 'A leak', found 'The leak'"),
            id="title",
        ),
        pytest.param(
            replace(RECORD, revised=dt.date(2002, 5, 9)),
            ("proof-revised", "revised", None, "expected 08-MAY-2002, found 09-MAY-2002"),
            id="revised",
        ),
        pytest.param(
            replace(RECORD, hardware=(Platform.I386,)),
            ("proof-platform", "hardware", None, "expected alpha, i386, found i386"),
            id="hardware",
        ),
        pytest.param(
            replace(RECORD, includes=("Q765432",)),
            ("proof-includes", "includes", None, "expected Q765432 in the article"),
            id="an article it includes",
        ),
        pytest.param(
            replace(RECORD, carriers=("netbt.sys",)),
            ("proof-file", "carriers", None, "expected netbt.sys in the article"),
            id="a file it names",
        ),
        pytest.param(
            replace(RECORD, languages=("ja",)),
            ("proof-language", "limits.languages", None, "expected ja in the article"),
            id="a language it is limited to",
        ),
        pytest.param(
            replace(RECORD, affects=(Window(branch=Branch.NT4, first="3"),)),
            ("proof-pack", "affects[0].from", None, "expected pack 3 in the words on who is affected"),
            id="who is affected",
        ),
        pytest.param(
            replace(RECORD, doubts=(Doubt(about="claim-unread", line=900),)),
            ("proof-line", "doubts[0].line", 900, "expected words on line 900, found none"),
            id="a doubt of no line",
        ),
    ],
)
def test_a_slip_beside_the_rows_is_found(record: Signature, flaw: tuple[str, str | None, int | None, str]) -> None:
    assert flaw in flaws_of(record)


def test_a_bullet_the_record_lacks_is_found() -> None:
    assert flaws_of(replace(RECORD, applies_to=RECORD.applies_to[:1])) == [
        ("proof-missing", "applies_to", None, f"no bullet of nt4-tse from {TSE_BULLET!r}")
    ]


def test_a_claim_is_there_once() -> None:
    (flaw,) = prove_record(replace(RECORD, fixed_in=(*RECORD.fixed_in, RECORD.fixed_in[0])), PAPERS)
    assert (flaw.check, flaw.key, flaw.problem) == (
        "proof-claim",
        "fixed_in[4]",
        "expected each claim once, found nt4 6 again",
    )


def test_another_text_is_told_by_its_hash() -> None:
    record = replace(RECORD, source=replace(RECORD.source, sha256="0" * 64))
    (flaw,) = prove_record(record, PAPERS)
    assert (flaw.check, flaw.key) == ("proof-source", "source.sha256")
    assert flaw.problem == f"expected the hash {RECORD.source.sha256}, found {'0' * 64}"


def test_a_record_without_its_article_is_not_proven() -> None:
    assert list(prove_record(RECORD, {})) == [
        Flaw(
            check="proof-source",
            place="q123/q123456.toml",
            key="source",
            kb=KB,
            problem="its article is not among those given",
        )
    ]


def test_a_list_that_is_not_there_proves_nothing() -> None:
    (flaw,) = prove_record(RECORD, {KB: PAPERS[KB]})
    assert (flaw.check, flaw.key, flaw.problem) == (
        "proof-source",
        "fixed_in[3].article",
        "Q123457 is not among the articles",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Q123456.TXT").write_bytes(CONTENT)
    (tmp_path / "Q123457.TXT").write_bytes(PAPERS[LIST].content)
    (tmp_path / "Q123458.TXT").write_bytes(plain(*A_FIX, kb="Q123458"))
    return tmp_path


def test_an_article_that_looks_like_a_fix_has_a_record(folder: Path) -> None:
    steps: list[int] = []
    (flaw,) = prove([RECORD], Library([folder]), lambda: steps.append(1))
    assert flaw == Flaw(
        check="proof-missing",
        place="q123/q123458.toml",
        kb="Q123458",
        line=Paper(KB, plain(*A_FIX)).lines.index(A_FIX[-1]) + 1,
        problem="expected a record or a reason why there is none, found a file with its date and size",
    )
    assert len(steps) == 3


def test_a_remark_elsewhere_sets_no_article_aside() -> None:
    """Once a remark on any line, of whatever, was reason enough for a whole article."""
    paper = Paper("Q123458", plain(*A_FIX, kb="Q123458"))
    row = paper.lines.index(A_FIX[-1]) + 1

    def found(*remarks: Remark) -> list[int]:
        entry = Entry(label="Q123458.TXT", fate=Fate.UNREAD, remarks=remarks)
        return [line for line, _ in prove_none_missing(entry, paper)]

    assert found() == [row]
    assert found(Remark(Trouble.BULLET_UNCLEAR, 1, "")) == [row], "of the head"
    assert found(Remark(Trouble.ROW_UNREAD, row + 1, "")) == [row], "of a line below"
    assert found(Remark(Trouble.CLAIM_UNREAD, row, "")) == [row], "of no table"
    assert found(Remark(Trouble.TABLE_UNINTRODUCED, row - 1, "")) == [], "of the table it stands in"


def test_who_proves_some_records_alone_is_not_told_of_others(folder: Path) -> None:
    assert list(prove([RECORD], Library([folder]), whole=False)) == []


def test_rows_and_claims_the_record_lacks_are_found(folder: Path) -> None:
    (folder / "Q123458.TXT").unlink()
    first = RECORD.tables[0]
    record = replace(
        RECORD,
        fixed_in=RECORD.fixed_in[3:],
        tables=(replace(first, rows=first.rows[1:]), RECORD.tables[1]),
    )
    assert [(flaw.key, flaw.line, flaw.problem) for flaw in prove([record], Library([folder]))] == [
        ("tables", at("10/04/99"), f"expected a row of {FIRST_ROW}"),
        (
            "fixed_in",
            at("first corrected"),
            f"expected a claim of {SENTENCE!r}",
        ),
        ("fixed_in", at("Keywords  "), "expected a claim of the keyword kbwinnt4sp6fix"),
    ]


def test_lines_that_are_not_in_the_article_hold_nothing() -> None:
    record = in_row(in_list(in_list(RECORD, "fixed_in", 0, line=9_000), "fixed_in", 2, line=9_000), 1, 1, line=9_000)
    assert {flaw.check for flaw in prove_record(record, PAPERS) if flaw.line == 9_000} == {
        *("proof-line", "proof-file", "proof-time", "proof-size", "proof-date", "proof-platform"),
    }


def test_an_empty_article_proves_nothing() -> None:
    checks = [flaw.check for flaw in prove_record(RECORD, {KB: Paper(KB, b"")})]
    assert {"proof-source", "proof-title", "proof-revised", "proof-line", "proof-size"} <= set(checks)


def test_the_page_form_of_an_article_proves_its_own_record(tmp_path: Path) -> None:
    place = tmp_path / KB / "README.md"
    place.parent.mkdir()
    place.write_bytes(page(*BODY, title='A "leak"', bullets=(f"{NT4} SP4", TSE), keywords="kbWinNT4sp6fix"))
    (record,) = compile_library(Library([tmp_path])).signatures
    assert record.title == 'A "leak"'
    assert list(prove([record], Library([tmp_path]))) == []
    assert [flaw.check for flaw in prove_record(replace(record, title="A leak"), Desk(Library([tmp_path])))] == [
        "proof-title"
    ]
