"""What fits what is looked for, and what nearly fits."""

import datetime as dt

import pytest
from msgspec.structs import replace

from ntfp.catalogue.searching import loosened, rollups_of, search
from ntfp.facts.build import Branch
from ntfp.facts.lookup import Query
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, By, FixedIn, Signature
from tests.catalogue.records import ROW, article

NT4, TSE, WIN2000 = Branch.NT4, Branch.NT4_TSE, Branch.WIN2000
ALPHA, I386, MIPS = Platform.ALPHA, Platform.I386, Platform.MIPS


def claim(branch: Branch, pack: str) -> FixedIn:
    return FixedIn(branch=branch, pack=pack, by=By.PROSE, says="it was corrected", line=30)


def concerns(*branches: Branch) -> tuple[AppliesTo, ...]:
    return tuple(AppliesTo(branch=branch, line=12) for branch in branches)


LEAK = article("Q100001", ROW, title="Memory Leak in  Winsock", applies_to=concerns(NT4), hardware=(ALPHA, I386))
TWO = article(
    "Q100002",
    replace(ROW, platform=ALPHA, branch=TSE),
    replace(ROW, file="srv.sys", line=61),
    replace(ROW, line=62, date=dt.date(2000, 2, 1)),
    applies_to=concerns(NT4, TSE),
    fixed_in=(claim(NT4, "4"), claim(TSE, "5"), claim(WIN2000, "0")),
)
OPEN = article(
    "Q100003",
    replace(ROW, platform=None, date=dt.date(1999, 5, 10), date_doubt=dt.date(1999, 10, 5)),
    table_says={"branch": None},
    applies_to=concerns(NT4, TSE),
    hardware=(ALPHA, I386),
)
BARE = article("Q100004", applies_to=concerns(Branch.NT351), hardware=(MIPS,), carriers=("rdr.sys",))
RECORDS = (LEAK, TWO, OPEN, BARE)


def found(query: Query, records: tuple[Signature, ...] = RECORDS) -> list[str]:
    return [match.signature.kb for match in search(records, query)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        pytest.param(("leak",), ["Q100001"], id="case is no matter"),
        pytest.param(("LEAK", "sock"), ["Q100001"], id="all of them, whole or in part"),
        pytest.param(("leak", "title"), [], id="one of them is not enough"),
        pytest.param(("leak in winsock",), ["Q100001"], id="several words in one, however far apart they are printed"),
        pytest.param(("q100003",), ["Q100003"], id="a number"),
        pytest.param(("KB100003",), ["Q100003"], id="a number as it is written today"),
        pytest.param(("0000", "3"), ["Q100003"], id="parts of a number"),
    ],
)
def test_words_are_looked_for_in_title_and_number(words: tuple[str, ...], numbers: list[str]) -> None:
    assert found(Query(words=words)) == numbers


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        pytest.param(Query(file="srv.sys"), ["Q100002"], id="a file"),
        pytest.param(Query(file="SRV.???"), ["Q100002"], id="question marks"),
        pytest.param(Query(file="*.sys"), ["Q100002", "Q100004"], id="a star; a file that only the text names, too"),
        pytest.param(Query(file="s[rv].sys"), [], id="brackets stand for themselves"),
        pytest.param(Query(file="ntoskrnl"), [], id="a name is a whole one"),
        pytest.param(Query(file="rdr.sys", platform=MIPS), ["Q100004"], id="a named file on the article's platform"),
        pytest.param(Query(file="rdr.sys", platform=ALPHA), [], id="and not on another"),
        pytest.param(Query(file="rdr.sys", first=dt.date(1990, 1, 1)), [], id="a named file has no day"),
    ],
)
def test_files(query: Query, numbers: list[str]) -> None:
    assert found(query) == numbers


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        pytest.param(Query(file="ntoskrnl.exe", platform=ALPHA, branch=TSE), [60], id="all three fit one"),
        pytest.param(Query(file="ntoskrnl.exe", platform=ALPHA, branch=NT4), [], id="each fits another"),
        pytest.param(Query(file="srv.sys", platform=ALPHA), [], id="file of one, platform of another"),
        pytest.param(Query(first=dt.date(2000, 1, 1)), [62], id="from a day on"),
        pytest.param(Query(file="ntoskrnl.exe", last=dt.date(1999, 11, 18)), [60], id="up to a day, it included"),
        pytest.param(Query(file="srv.sys", first=dt.date(2000, 1, 1)), [], id="file of one, day of another"),
    ],
)
def test_one_row_has_to_fit_in_every_way(query: Query, lines: list[int]) -> None:
    assert [row.line for match in search((TWO,), query) for row in match.rows] == lines


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        pytest.param(Query(file="ntoskrnl.exe", branch=TSE), True, id="a branch its article names"),
        pytest.param(Query(file="ntoskrnl.exe", branch=WIN2000), False, id="one that it does not name"),
        pytest.param(Query(file="ntoskrnl.exe", platform=ALPHA), True, id="a platform its article names"),
        pytest.param(Query(file="ntoskrnl.exe", platform=MIPS), False, id="one that is not in its hardware line"),
        pytest.param(Query(first=dt.date(1999, 10, 1)), True, id="the other reading of a date in doubt"),
    ],
)
def test_what_a_row_leaves_open_its_article_says(query: Query, fits: bool) -> None:
    assert bool(found(query, (OPEN,))) is fits
    assert found(query, (replace(OPEN, hardware=()),)) == (["Q100003"] if fits or query.platform else [])


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        pytest.param(Query(pack="4"), ["Q100002"], id="a pack"),
        pytest.param(Query(pack="4", branch=NT4), ["Q100002"], id="one statement fits both"),
        pytest.param(Query(pack="4", branch=TSE), [], id="the pack of one statement, the branch of another"),
        pytest.param(Query(pack="0", branch=WIN2000), ["Q100002"], id="a release is one, too"),
        pytest.param(Query(pack="4", branch=NT4, file="srv.sys"), ["Q100002"], id="a statement and a row"),
        pytest.param(Query(pack="4", branch=NT4, first=dt.date(2001, 1, 1)), [], id="a statement and no row"),
    ],
)
def test_one_statement_has_to_fit_pack_and_branch(query: Query, numbers: list[str]) -> None:
    assert found(query) == numbers


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        pytest.param(Query(branch=Branch.NT351), ["Q100004"], id="a product"),
        pytest.param(Query(branch=TSE), ["Q100002", "Q100003"], id="a row or a product"),
        pytest.param(Query(branch=WIN2000), [], id="that the fix came with a release does not make it that release's"),
        pytest.param(Query(platform=MIPS), ["Q100004"], id="a hardware line"),
        pytest.param(Query(branch=NT4, platform=MIPS), [], id="both"),
    ],
)
def test_branch_and_platform_alone_ask_what_an_article_is_about(query: Query, numbers: list[str]) -> None:
    assert found(query) == numbers


def test_an_article_without_products_is_about_what_its_statements_say() -> None:
    assert found(Query(branch=WIN2000), (article("Q100005", fixed_in=(claim(WIN2000, "1"),)),)) == ["Q100005"]


def test_what_would_be_found_with_less_is_counted() -> None:
    query = Query(words=("leak",), file="srv.sys", platform=I386)
    assert dict(loosened(RECORDS, query)) == {"words": 1, "file": 1}


def test_one_thing_alone_cannot_be_loosened() -> None:
    assert list(loosened(RECORDS, Query(words=("nothing like it",)))) == []


def test_the_roll_ups_that_contain_an_article() -> None:
    rollup = article("Q100009", includes=("Q100001", "Q100002"))
    assert rollups_of("Q100002", (*RECORDS, rollup)) == (("Q100009", "The title of Q100009"),)
    assert rollups_of("Q100003", (*RECORDS, rollup)) == ()
