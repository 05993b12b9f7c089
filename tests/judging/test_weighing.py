"""Weighing: from what rows say about files to what the files say together, and the laws of the whole verdict."""

from itertools import permutations, product
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from ntfp.facts.build import Branch, Flavour
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified
from ntfp.facts.signature import AFTER_LAST, LATEST, Signature, Window
from ntfp.facts.system import System
from ntfp.facts.verdict import Evidence, Finding, Reason, Step, Verdict
from ntfp.judging import judge, judge_all
from ntfp.judging.weighing import Weighed, weigh, weigh_files
from tests.judging.records import (
    ALPHA,
    CERTAIN,
    I386,
    LIKELY,
    MP,
    NOTHING_KNOWN,
    NT4,
    TSE,
    UP,
    WIN2000,
    article,
    bullet,
    claim,
    day,
    file,
    kernel,
    piece,
    registry,
    released,
    row,
    system,
    table,
    taught,
)

T = TypeVar("T")
FIXED, UNFIXED, UNKNOWN = Verdict.FIXED, Verdict.UNFIXED, Verdict.UNKNOWN
NEW_SRV, OLD_SRV = file(version="4.0.1381.301"), file(version="4.0.1381.299")
NEW_RDR, OLD_RDR = file("rdr.sys", version="4.0.1381.301"), file("rdr.sys", version="4.0.1381.299")
SRV, RDR = row(version="4.0.1381.300", line=60), row("rdr.sys", version="4.0.1381.300", line=61)
TWO_DRIVERS = article(table(SRV, RDR))


def weighed(signature: Signature, *found: Identified) -> Weighed:
    return weigh_files(signature, system(kernel(), *found), NOTHING_KNOWN)


def short(of: Weighed) -> tuple[Verdict | None, Reason, object]:
    return of.verdict, of.reason, of.confidence


# --- Several files.


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        pytest.param([NEW_SRV, NEW_RDR], (FIXED, Reason.VERSION, CERTAIN), id="both new"),
        pytest.param([OLD_SRV, OLD_RDR], (UNFIXED, Reason.VERSION, CERTAIN), id="both old"),
        pytest.param([NEW_SRV, OLD_RDR], (UNFIXED, Reason.PARTLY_INSTALLED, CERTAIN), id="one older file is enough"),
        pytest.param([NEW_SRV], (FIXED, Reason.VERSION, LIKELY), id="one new, one absent"),
        pytest.param([OLD_SRV], (UNFIXED, Reason.VERSION, LIKELY), id="one old, one absent"),
        pytest.param([], (None, Reason.FILE_ABSENT, None), id="both absent"),
        pytest.param(
            [NEW_SRV, file("rdr.sys", version=None)],
            (FIXED, Reason.VERSION, LIKELY),
            id="one new, one that says nothing",
        ),
        pytest.param(
            [file(version=None), file("rdr.sys", version=None)],
            (None, Reason.NO_COMMON_ATTRIBUTE, None),
            id="both say nothing",
        ),
    ],
)
def test_what_two_files_say_together(found: list[Identified], answer: object) -> None:
    assert {short(weighed(TWO_DRIVERS, *order)) for order in permutations(found)} == {answer}


def test_absent_files_do_not_vote_and_are_listed() -> None:
    evidence = weighed(TWO_DRIVERS, NEW_SRV).evidence
    assert [(one.step, one.vote, one.because, one.line) for one in evidence] == [
        (Step.VERSION, FIXED, "version 4.0.1381.301 is newer than 4.0.1381.300", 60),
        (Step.UNDECIDED, None, "there is no rdr.sys here, or none that could be read", 61),
    ]


def test_an_absent_file_is_listed_once_however_many_tables_name_it() -> None:
    signature = article(table(RDR, SRV), table(RDR))
    assert [one.wanted for one in weighed(signature, NEW_SRV).evidence[1:]] == ["rdr.sys i386 4.0.1381.300"]


@pytest.mark.parametrize(
    ("other", "because"),
    [
        pytest.param(
            file("rdr.sys", language="de"),
            "the table is for 'en', the file is in 'de': its size and its time cannot be compared",
            id="language",
        ),
        pytest.param(file("rdr.sys", platform=ALPHA), "the rdr.sys here is for alpha, the row is not", id="platform"),
    ],
)
def test_a_file_in_another_form_than_the_row_s_is_not_absent(other: Identified, because: str) -> None:
    alone = weighed(article(table(RDR, language="en")), other)
    assert short(alone) == (None, Reason.NO_ROW, None)
    assert [(one.because, one.path) for one in alone.evidence] == [(because, "WINNT/system32/rdr.sys")]
    both = weighed(article(table(SRV, RDR, language="en")), NEW_SRV, other)
    assert short(both) == (FIXED, Reason.VERSION, LIKELY)


def test_a_file_in_another_language_that_is_older_lacks_the_fix() -> None:
    """Localised builds have the version of the English one, and other sizes."""
    english = article(table(row(version="4.0.1381.300", size=9), language="en"))
    assert short(weighed(english, file(version="4.0.1381.299", language="de"))) == (UNFIXED, Reason.VERSION, LIKELY)
    assert short(weighed(english, file(version="4.0.1381.301", language="de"))) == (None, Reason.NO_ROW, None)
    german = replace(english, tables=(*english.tables, table(row(version="4.0.1381.298", line=61), language="de")))
    assert short(weighed(german, file(version="4.0.1381.299", language="de"))) == (FIXED, Reason.VERSION, CERTAIN)


def test_a_hal_beside_the_one_in_use_does_not_vote() -> None:
    fix = article(table(row("halmps.dll", version="4.0.1381.164")))
    runs = file("hal.dll", inside="halmps.dll", version="4.0.1381.200")
    spare = file("halmps.dll", version="4.0.1381.100")
    assert short(weighed(fix, runs, spare)) == (FIXED, Reason.VERSION, CERTAIN)
    other = file("hal.dll", inside="halapic.dll", version="4.0.1381.200")
    assert short(weighed(fix, other, spare)) == (None, Reason.NO_ROW, None)
    assert short(weighed(fix, spare)) == (UNFIXED, Reason.VERSION, CERTAIN), "where it is the only one, it runs"


def test_a_terminal_server_file_of_no_known_branch_is_not_newer() -> None:
    stranger = file(version="4.0.1381.33474", branch=Branch.OTHER)
    assert short(weighed(article(table(row(version="4.0.1381.7080"))), stranger)) == (
        None,
        Reason.NO_COMMON_ATTRIBUTE,
        None,
    )


def test_several_variants_that_agree_are_as_sure_as_the_least() -> None:
    rows = (
        row(version="4.0.1381.290", size=1, dated="1999-07-01", variant="40 bit"),
        row(size=2, dated="1999-07-01", variant="128 bit", line=61),
    )
    assert short(weighed(article(table(*rows)), file(size=3))) == (FIXED, Reason.VERSION, LIKELY)


def test_what_was_compared_outranks_what_was_not() -> None:
    rows = row("a.sys", dated="1999-07-16", size=1), row("b.sys", dated="1999-07-16", size=2, line=61)
    stranger = file("b.sys", branch=WIN2000, version="5.0.2195.1")
    assert short(weighed(article(table(*rows)), file("a.sys"), stranger)) == (None, Reason.NO_COMMON_ATTRIBUTE, None)


def test_the_kernel_of_the_other_flavour_is_not_missed() -> None:
    both = article(
        table(row("ntoskrnl.exe", version="4.0.1381.334"), row("ntkrnlmp.exe", version="4.0.1381.334", line=61))
    )
    found = weighed(both)
    assert short(found) == (FIXED, Reason.VERSION, CERTAIN)
    assert [one.line for one in found.evidence] == [60]


def test_rows_for_another_flavour_alone_are_no_row() -> None:
    assert short(weighed(article(table(row("ntkrnlmp.exe", version="4.0.1381.334"))))) == (None, Reason.NO_ROW, None)


def test_an_article_without_a_row_for_the_branch_says_no_row_and_without_a_table_no_claim() -> None:
    elsewhere = weighed(article(table(row(), row(platform=None, line=61), branch=TSE)), NEW_SRV)
    assert short(elsewhere) == (None, Reason.NO_ROW, None)
    assert [one.because for one in elsewhere.evidence] == [
        "its rows are for nt4-tse, nt4-tse i386, and this is nt4 i386"
    ]
    assert short(weighed(article(), NEW_SRV)) == (None, Reason.NO_CLAIM, None)


def test_a_file_of_another_branch_says_nothing() -> None:
    """Terminal Server's driver on plain NT 4.0: its number is not newer, it is another's, and the fix's is not here."""
    found = weighed(article(table(SRV)), file(version="4.0.1381.33474", branch=TSE))
    assert short(found) == (None, Reason.FILE_ABSENT, None)
    assert found.evidence[0].because == "it is nt4-tse"
    stranger = weighed(article(table(SRV)), file(version="5.0.2195.1", branch=WIN2000))
    assert short(stranger) == (None, Reason.OTHER_BRANCH, None)


def test_a_file_of_another_windows_beside_a_new_one_forbids_to_say_fixed() -> None:
    stranger = file("rdr.sys", version="5.0.2195.1", branch=WIN2000)
    assert short(weighed(TWO_DRIVERS, NEW_SRV, stranger)) == (None, Reason.OTHER_BRANCH, None)
    assert short(weighed(TWO_DRIVERS, OLD_SRV, stranger)) == (UNFIXED, Reason.VERSION, CERTAIN)


def test_somebody_else_s_file_of_that_name_says_nothing() -> None:
    found = weighed(article(table(SRV)), file(version="4.0.1381.9999", foreign="ReactOS"))
    assert short(found) == (None, Reason.OTHER_BRANCH, None)
    assert found.evidence[0].because == "it is not Windows"


def test_a_damaged_file_beside_a_new_one_forbids_to_say_fixed() -> None:
    damaged = file("rdr.sys", version="4.0.1381.301", oddities=(Oddity.CHECKSUM_WRONG,))
    assert short(weighed(TWO_DRIVERS, NEW_SRV, damaged)) == (None, Reason.FILE_DAMAGED, None)
    assert short(weighed(TWO_DRIVERS, OLD_SRV, damaged)) == (UNFIXED, Reason.VERSION, CERTAIN)


def test_two_files_of_one_name_both_count() -> None:
    drivers = "WINNT/system32/drivers"
    old_too = file(version="4.0.1381.299", folder=drivers)
    assert short(weighed(article(table(SRV)), NEW_SRV, old_too)) == (UNFIXED, Reason.PARTLY_INSTALLED, CERTAIN)
    assert short(weighed(article(table(SRV)), NEW_SRV, NEW_SRV)) == (FIXED, Reason.VERSION, CERTAIN)


# --- Several rows for one file.


def test_of_several_variants_the_very_one_counts() -> None:
    """A driver of 40 and of 128 bit: one row each, of two sizes and one day."""
    variants = article(
        table(row(size=231_000, dated="1999-07-15", line=60)), table(row(size=240_000, dated="1999-07-20", line=70))
    )
    very, other = file(version=None), file(version=None, size=240_000, link="1999-07-20")
    assert short(weighed(variants, very)) == (FIXED, Reason.VERY_FILE, CERTAIN)
    assert [one.line for one in weighed(variants, other).evidence] == [70]


def test_a_file_one_row_calls_fixed_and_another_a_contradiction_cannot_be_believed() -> None:
    told_twice = article(table(row(version="4.0.1381.302", dated="1999-01-01"), row(version="4.0.1381.300", line=61)))
    found = weighed(told_twice, file(version="4.0.1381.301", link="1999-07-15"))
    assert short(found) == (None, Reason.EVIDENCE_DISAGREES, None)


def test_variants_that_cannot_be_told_have_to_agree() -> None:
    variants = article(
        table(row(version="4.0.1381.300", line=60)),
        table(row(version="4.0.1381.310", line=70)),
    )
    assert short(weighed(variants, file(version="4.0.1381.311"))) == (FIXED, Reason.VERSION, CERTAIN)
    assert short(weighed(variants, file(version="4.0.1381.299"))) == (UNFIXED, Reason.VERSION, CERTAIN)
    between = weighed(variants, file(version="4.0.1381.305"))
    assert short(between) == (None, Reason.VARIANT_UNKNOWN, None)
    assert all(one.vote is None and one.confidence is None for one in between.evidence)


def test_a_kernel_of_no_known_flavour_has_to_agree_with_both_rows() -> None:
    both = article(
        table(row("ntoskrnl.exe", version="4.0.1381.300"), row("ntkrnlmp.exe", version="4.0.1381.340", line=61))
    )

    def of(version: str) -> tuple[Verdict | None, Reason, object]:
        unknown = system(kernel(version=version, flavour=None))
        return short(weigh_files(both, unknown, NOTHING_KNOWN))

    assert of("4.0.1381.341") == (FIXED, Reason.VERSION, CERTAIN)
    assert of("4.0.1381.320") == (None, Reason.FLAVOUR_UNKNOWN, None)


# --- Votes alone.

SAID = [
    piece(FIXED),
    piece(FIXED, LIKELY, step=Step.LATER_LINK),
    piece(UNFIXED, step=Step.CERTAINLY_EARLIER),
    piece(None, silent=Reason.FILE_DAMAGED),
    piece(None, silent=Reason.NO_COMMON_ATTRIBUTE),
    piece(None, silent=Reason.SAME_VERSION),
]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        pytest.param([0], (FIXED, Reason.VERSION), id="newer"),
        pytest.param([1, 0], (FIXED, Reason.VERSION), id="of two steps that agree the plainer is told"),
        pytest.param([2], (UNFIXED, Reason.CERTAINLY_EARLIER), id="older"),
        pytest.param([0, 2], (UNFIXED, Reason.PARTLY_INSTALLED), id="half a hotfix"),
        pytest.param([0, 3], (None, Reason.FILE_DAMAGED), id="a new file and a damaged one"),
        pytest.param([2, 3], (UNFIXED, Reason.CERTAINLY_EARLIER), id="an old file and a damaged one"),
        pytest.param([0, 4], (FIXED, Reason.VERSION), id="who says nothing does not vote"),
        pytest.param([4, 5], (None, Reason.SAME_VERSION), id="of two silences the one nearer to an answer is told"),
    ],
)
def test_weigh(said: list[int], answer: object) -> None:
    assert {weigh([SAID[place] for place in order]) for order in permutations(said)} == {answer}


@pytest.mark.parametrize("said", list(product(range(len(SAID)), repeat=3)))
def test_it_does_not_matter_which_vote_is_heard_first(said: tuple[int, ...]) -> None:
    assert len({weigh([SAID[place] for place in order]) for order in permutations(said)}) == 1


# --- Laws of the whole verdict.

VERSIONS = st.none() | st.sampled_from(
    ["4.0.1381.204", "4.0.1381.299", "4.0.1381.300", "4.0.1381.335", "4.0.1381.7001", "4.0.1381.7097"]
)
DAYS = st.none() | st.sampled_from(["1999-04-20", "1999-07-15", "1999-10-25 15:00", "1999-10-28 19:12", "2000-07-06"])
ROWS = st.builds(
    row,
    st.sampled_from(["srv.sys", "rdr.sys", "ntoskrnl.exe", "ntkrnlmp.exe", "hal.dll"]),
    platform=st.sampled_from([None, I386, ALPHA]),
    size=st.none() | st.sampled_from([231_000, 932_032]),
    size_kb=st.none() | st.just(231),
    dated=DAYS,
    doubt=st.none() | st.just("1999-06-01"),
    version=VERSIONS,
    line=st.integers(60, 99),
)
TABLES = st.builds(
    lambda rows, branch, language: table(*rows, branch=branch, language=language),
    st.lists(ROWS, max_size=3, unique_by=lambda one: one.line),
    st.sampled_from([None, NT4, TSE]),
    st.sampled_from([None, "en", "de"]),
)
ARTICLES = st.builds(
    lambda tables, claims, bullets, hardware, affects, languages: article(
        *tables,
        claims=tuple(claims),
        bullets=tuple(bullets),
        hardware=hardware,
        affects=tuple(affects),
        languages=languages,
    ),
    st.lists(TABLES, max_size=2, unique_by=lambda one: tuple(row.line for row in one.rows)),
    st.lists(st.sampled_from(["0", "4", "6", "6a", LATEST, AFTER_LAST]).map(claim), max_size=2),
    st.lists(st.builds(bullet, st.sampled_from(["0", "5", "6"]), branch=st.sampled_from([NT4, TSE])), max_size=2),
    st.sampled_from([(), (I386,), (ALPHA, I386)]),
    st.lists(
        st.sampled_from(
            [
                Window(branch=NT4, first="6", reviewed=True),
                Window(branch=NT4, last="5", reviewed=True),
                Window(branch=NT4, kernel_from=day("1999-06-01"), reviewed=True),
                Window(branch=NT4, first="6"),
            ]
        ),
        max_size=2,
    ),
    st.sampled_from([(), ("ja",), ("en",)]),
)
SP5_FILE = released("5", version="4.0.1381.204", link="1999-04-20", size=231_000)
SP6_KERNEL = released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21 22:02", size=931_584)
ODDITIES = st.sampled_from([(), (), (Oddity.CHECKSUM_WRONG,), (Oddity.LINK_TIME_IMPOSSIBLE,)])
LANGUAGES = st.sampled_from([None, "en", "de"])
FILES = st.builds(
    file,
    st.sampled_from(["srv.sys", "rdr.sys", "hal.dll"]),
    version=VERSIONS,
    size=st.sampled_from([231_000, 240_000]),
    link=DAYS,
    modified=DAYS,
    platform=st.sampled_from([I386, I386, ALPHA]),
    branch=st.sampled_from([NT4, NT4, TSE]),
    language=LANGUAGES,
    release=st.sampled_from([None, SP5_FILE]),
    checked=st.none() | st.booleans(),
    foreign=st.sampled_from([None, None, "ReactOS"]),
    oddities=ODDITIES,
)
KERNELS = st.builds(
    kernel,
    version=VERSIONS,
    size=st.sampled_from([931_584, 932_032]),
    link=DAYS,
    modified=DAYS,
    platform=st.sampled_from([I386, ALPHA]),
    branch=st.sampled_from([NT4, TSE]),
    flavour=st.sampled_from([UP, MP, None]),
    language=LANGUAGES,
    packs=st.sampled_from([("0", "4"), ("4", "5"), ("5",), ("6",), ("6", "6a"), ()]),
    release=st.sampled_from([None, SP6_KERNEL]),
    checked=st.none() | st.booleans(),
    oddities=ODDITIES,
)
CLAIMS = st.none() | st.builds(
    registry, st.sampled_from([None, "4", "6", "6a", "9"]), st.sampled_from(["Q100001", "Q299444", "Q100099"])
)
SYSTEMS = st.builds(
    lambda first, others, claims: system(first, *others, claims=claims),
    KERNELS,
    st.lists(FILES, max_size=3, unique_by=lambda one: one.facts.path),
    CLAIMS,
)
HISTORY = taught(
    article(kb="Q299444", includes=("Q100001",)),
    article(kb="Q299445", includes=("Q100099",)),
    article(
        table(
            row(version="4.0.1381.7001", dated="1999-09-24"),
            row("ntoskrnl.exe", size=932_032, dated="1999-10-25 15:00", line=61),
            row("rdr.sys", version="4.0.1381.7080", dated="2000-07-06", line=62),
        ),
        kb="Q100050",
    ),
    builds=(SP5_FILE, SP6_KERNEL),
)


def decided(finding: Finding) -> tuple[object, ...]:
    return finding.verdict, finding.reason, finding.confidence, finding.settle


@given(ARTICLES, SYSTEMS)
@settings(max_examples=300)
def test_every_article_gets_a_verdict_on_every_system_with_its_because(signature: Signature, of: System) -> None:
    finding = judge(signature, of, HISTORY)
    assert all(one.because for one in finding.evidence)
    assert all(tried.because for one in finding.evidence for tried in one.tried)
    assert (finding.confidence is None) == (finding.verdict is UNKNOWN)
    if finding.verdict is not UNKNOWN:
        assert any(one.vote is not None for one in finding.evidence), "a verdict rests on something"
    if finding.verdict is FIXED:
        assert not any(one.vote is UNFIXED for one in finding.evidence)


@given(ARTICLES, SYSTEMS, st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_the_order_of_files_and_claims_never_matters(signature: Signature, of: System, random: Random) -> None:
    def mixed(things: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(things, len(things)))

    other = replace(
        signature,
        fixed_in=mixed(signature.fixed_in),
        applies_to=mixed(signature.applies_to),
        affects=mixed(signature.affects),
    )
    turned = replace(of, files=mixed(of.files))
    assert decided(judge(signature, of, HISTORY)) == decided(judge(other, turned, HISTORY))


@given(ARTICLES, SYSTEMS, st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_the_order_of_rows_and_tables_never_matters(signature: Signature, of: System, random: Random) -> None:
    tables = [replace(one, rows=tuple(random.sample(one.rows, len(one.rows)))) for one in signature.tables]
    random.shuffle(tables)
    turned = replace(signature, tables=tuple(tables))
    assert judge(signature, of, HISTORY) == judge(turned, of, HISTORY)


@given(ARTICLES, SYSTEMS)
@settings(max_examples=200)
def test_damage_never_makes_a_fixed(signature: Signature, of: System) -> None:
    """What is not fixed by sound files is not fixed by the same files damaged."""
    before = judge(signature, of, HISTORY)
    damaged = [
        replace(one, facts=replace(one.facts, remarks=file(oddities=(Oddity.CHECKSUM_WRONG,)).facts.remarks))
        for one in of.files
    ]
    after = judge(signature, replace(of, files=tuple(damaged)), HISTORY)
    by_file = {one.vote for one in after.evidence if one.path}
    assert FIXED not in by_file
    if before.verdict is not FIXED and Oddity.LINK_TIME_IMPOSSIBLE not in oddities_of(of):
        assert after.verdict is not FIXED


def oddities_of(of: System) -> set[Oddity]:
    return {remark.oddity for one in of.files for remark in one.facts.remarks}


@given(st.permutations([f"Q10000{number}" for number in range(6)] + ["Q99999"]), SYSTEMS)
@settings(max_examples=50)
def test_findings_come_in_the_order_of_their_numbers(kbs: list[str], of: System) -> None:
    findings = judge_all([article(kb=kb) for kb in kbs], of, HISTORY)
    assert [finding.kb for finding in findings] == ["Q99999", *(f"Q10000{number}" for number in range(6))]


def test_evidence_of_one_file_is_whole() -> None:
    evidence: Evidence = weighed(article(table(SRV)), NEW_SRV).evidence[0]
    assert (evidence.path, evidence.kb, evidence.line) == ("WINNT/system32/srv.sys", "Q100001", 60)
    assert evidence.found == "srv.sys i386 4.0.1381.301 231,000 bytes linked 1999-07-15 00:00 UTC"
    assert evidence.confidence is CERTAIN


@pytest.mark.parametrize("flavour", [None, *Flavour])
def test_an_article_about_no_kernel_does_not_ask_its_flavour(flavour: Flavour | None) -> None:
    found = weigh_files(article(table(SRV)), system(kernel(flavour=flavour), NEW_SRV), NOTHING_KNOWN)
    assert short(found) == (FIXED, Reason.VERSION, CERTAIN)
