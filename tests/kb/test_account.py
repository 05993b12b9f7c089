"""The account: every file in one line, and a run in a few."""

from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, By, FixedIn, Origin, Relation, Row, Signature, Table
from ntfp.kb.account import REASONS, Account, Entry, Fate
from ntfp.kb.remarks import Remark, Trouble

SIGNATURE = Signature(
    kb="Q123456",
    title="A leak",
    fixed_in=(FixedIn(branch=Branch.NT4, pack=AFTER_LAST, by=By.KEYWORD, says="kbWinNT400PreSP7Fix", line=30),),
    tables=(
        Table(
            line=20,
            branch=Branch.NT4,
            relation=Relation.OR_LATER,
            rows=(Row(file="srv.sys", line=24), Row(file="rdr.sys", line=25)),
        ),
    ),
    source=Origin(archive="jeffpar/kbarchive", path="txt/123/Q123456.TXT", sha256="0" * 64),
)
UNREAD = Remark(Trouble.VERSION_UNREAD, 24, "'7043' is no version")
SAID = "line 24: version-unread: '7043' is no version"
ENTRIES = (
    Entry(label="txt/123/Q123456.TXT", fate=Fate.RECORD, signature=SIGNATURE, remarks=(UNREAD, UNREAD)),
    Entry(label="txt/100/Q100000.TXT", fate=Fate.NO_FIX),
    Entry(label="kb/123/Q123456/README.md", fate=Fate.OTHER_FORM),
)


def test_every_file_has_one_line() -> None:
    assert list(Account(ENTRIES).lines()) == [
        f"txt/123/Q123456.TXT\trecord\t2 rows\t1 statements\t{SAID}; {SAID}",
        "txt/100/Q100000.TXT\tno-fix",
        "kb/123/Q123456/README.md\tother-form",
    ]


def test_the_summary_counts_all() -> None:
    assert list(Account(ENTRIES).summary()) == [
        "3 files: 1 record",
        "2 rows in 1 article",
        "1 statement in 1 article",
        "2 remarks:",
        "      2  version-unread",
        "2 files set aside:",
        "      1  no-fix: list no file and name no pack",
        "      1  other-form: are read from another file",
    ]


def test_nothing_at_all_is_said_shortly() -> None:
    assert list(Account(()).summary()) == [
        *("0 files: 0 records", "0 rows in 0 articles", "0 statements in 0 articles", "0 remarks", "0 files set aside")
    ]


def test_records_come_in_the_order_of_their_numbers() -> None:
    early = replace(SIGNATURE, kb="Q94069")
    later = Entry(label="a", fate=Fate.RECORD, signature=SIGNATURE)
    first = Entry(label="b", fate=Fate.RECORD, signature=early)
    assert [one.kb for one in Account((later, first)).signatures] == ["Q94069", "Q123456"]


def test_every_fate_but_a_record_has_its_reason() -> None:
    assert set(REASONS) == set(Fate) - {Fate.RECORD}
