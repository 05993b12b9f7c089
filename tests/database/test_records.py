"""Records: a good one becomes a signature; of bad ones every mistake is told at once, in plain words."""

import datetime as dt
import os
from pathlib import Path

import pytest

from ntfp.database.records import load_records, load_signature
from ntfp.errors import BadDataError, DataError
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import (
    AppliesTo,
    By,
    Doubt,
    FixedIn,
    Origin,
    Relation,
    Requires,
    Row,
    Signature,
    Table,
    Window,
)
from ntfp.facts.version import FileVersion

HASH = "0123456789abcdef" * 4

RECORD = f"""\
kb       = "Q123456"
title    = "A \\"made-up\\" leak"
revised  = 2002-05-08
hardware = ["alpha", "i386"]
component = ["cluster"]
applies_to = [
  {{ branch = "nt4", edition = "server", packs = ["0", "6a"], line = 13 }},
]
affects = [
  {{ branch = "nt4", from = "6", to = "6a" }},
]
limits = {{ languages = ["ja", "zh-TW"] }}
fixed_in = [
  {{ branch = "nt4", pack = "after-6a", by = "keyword", says = "kbWinNT400PreSP7Fix", line = 78 }},
  {{ branch = "nt4-tse", pack = "6", by = "list", says = "SP6", line = 9, article = "Q244690" }},
]
includes = ["Q100000", "Q100001"]
carriers = ["srv.sys"]
doubts = [
  {{ about = "bullet-unclear", line = 15 }},
]

[[tables]]
line     = 55
covers   = {{ branch = "nt4", language = "en", variant = "128-bit" }}
relation = "or-later"
requires = {{ branch = "nt4", pack = "6a" }}
utc      = true
rows = [
  {{ file = "ntoskrnl.exe", platform = "i386", size = 932_032, date = 1999-10-28, time = 19:12:00, line = 60 }},
  {{ file = "srv.sys", size_kb = 139, date = 2001-04-06, date_doubt = 2001-06-04, version = "4.0.1381.7", line = 61 }},
  {{ file = "ntldr", variant = "x", branch = "nt4-tse", line = 62 }},
]

[source]
archive = "jeffpar/kbarchive"
path    = "txt/123/Q123456.TXT"
sha256  = "{HASH}"
"""

PLAIN = Signature(
    kb="Q123456",
    title='A "made-up" leak',
    revised=dt.date(2002, 5, 8),
    hardware=(Platform.ALPHA, Platform.I386),
    component=("cluster",),
    applies_to=(AppliesTo(branch=Branch.NT4, edition="server", packs=("0", "6a"), line=13),),
    affects=(Window(branch=Branch.NT4, first="6", last="6a"),),
    languages=("ja", "zh-TW"),
    fixed_in=(
        FixedIn(branch=Branch.NT4, pack="after-6a", by=By.KEYWORD, says="kbWinNT400PreSP7Fix", line=78),
        FixedIn(branch=Branch.NT4_TSE, pack="6", by=By.LIST, says="SP6", line=9, article="Q244690"),
    ),
    includes=("Q100000", "Q100001"),
    carriers=("srv.sys",),
    doubts=(Doubt(about="bullet-unclear", line=15),),
    tables=(
        Table(
            line=55,
            branch=Branch.NT4,
            language="en",
            variant="128-bit",
            relation=Relation.OR_LATER,
            requires=Requires(branch=Branch.NT4, pack="6a"),
            utc=True,
            rows=(
                Row(
                    file="ntoskrnl.exe",
                    platform=Platform.I386,
                    size=932_032,
                    date=dt.date(1999, 10, 28),
                    time=dt.time(19, 12),
                    line=60,
                ),
                Row(
                    file="srv.sys",
                    size_kb=139,
                    date=dt.date(2001, 4, 6),
                    date_doubt=dt.date(2001, 6, 4),
                    version=FileVersion(4, 0, 1381, 7),
                    line=61,
                ),
                Row(file="ntldr", variant="x", branch=Branch.NT4_TSE, line=62),
            ),
        ),
    ),
    source=Origin(archive="jeffpar/kbarchive", path="txt/123/Q123456.TXT", sha256=HASH),
)


def written(folder: Path, text: str = RECORD, kb: str = "q123456") -> Path:
    path = folder / kb[:4] / f"{kb}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_signature(path)
    return str(caught.value).splitlines()


def test_every_key_of_a_record_arrives_in_the_signature(tmp_path: Path) -> None:
    assert load_signature(written(tmp_path)) == PLAIN


def test_a_record_needs_little(tmp_path: Path) -> None:
    text = f'kb = "Q123456"\ntitle = "x"\nsource = {{ archive = "a", path = "p", sha256 = "{HASH}" }}\n'
    origin = Origin(archive="a", path="p", sha256=HASH)
    assert load_signature(written(tmp_path, text)) == Signature(kb="Q123456", title="x", source=origin)


def test_a_table_need_not_say_whom_it_covers(tmp_path: Path) -> None:
    text = RECORD.replace('covers   = { branch = "nt4", language = "en", variant = "128-bit" }\n', "")
    (table,) = load_signature(written(tmp_path, text)).tables
    assert (table.branch, table.language, table.variant) == (None, None, None)


NO_TITLE = "title: expected words in one line, without blanks around them"
ROW = '{ file = "ntoskrnl.exe", platform = "i386", size = 932_032, date = 1999-10-28, time = 19:12:00, line = 60 }'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param('"Q123456"', "123456", "kb: expected text, found 123456", id="kb is a number"),
        pytest.param(
            '"Q123456"',
            '"Q1234"',
            'kb: expected an article: Q and five or six digits, found "Q1234"',
            id="kb is short",
        ),
        pytest.param('"Q123456"', '"Q123457"', "kb: Q123457 belongs into q123/q123457.toml", id="kb of another file"),
        pytest.param(
            "title    =", "titel    =", "title: is missing", id="a key that must be there; the strange one comes after"
        ),
        pytest.param('"A \\"made-up\\" leak"', '""', f'{NO_TITLE}, found ""', id="an empty title"),
        pytest.param('"A \\"made-up\\" leak"', '" A"', f'{NO_TITLE}, found " A"', id="a blank before"),
        pytest.param('"A \\"made-up\\" leak"', '"A\\nB"', f'{NO_TITLE}, found "A\\nB"', id="two lines"),
        pytest.param(
            "2002-05-08", '"2002-05-08"', 'revised: expected a date, found "2002-05-08"', id="a date in quotes"
        ),
        pytest.param(
            "2002-05-08",
            "2002-05-08T01:02:03",
            "revised: expected a date, found 2002-05-08T01:02:03",
            id="a date with time",
        ),
        pytest.param('["alpha", "i386"]', '"i386"', 'hardware: expected a list, found "i386"', id="no list"),
        pytest.param('["alpha", "i386"]', "{}", "hardware: expected a list, found a table", id="a table for a list"),
        pytest.param(
            '["alpha", "i386"]',
            '["i386", "alpha"]',
            "hardware: expected each once and in alphabetical order",
            id="not in order",
        ),
        pytest.param(
            '["Q100000", "Q100001"]',
            '["Q100000", "Q100000"]',
            "includes: expected each once and in alphabetical order",
            id="an article twice",
        ),
        pytest.param(
            '["alpha", "i386"]',
            '["alpha", "x86"]',
            'hardware[1]: expected one of i386, alpha, mips, ppc, found "x86"',
            id="the article's word for a platform",
        ),
        pytest.param(
            'edition = "server"',
            'edition = "Server"',
            "applies_to[0].edition: expected one of server, enterprise, workstation, advanced-server, professional, "
            'datacenter, home, found "Server"',
            id="an edition nobody knows",
        ),
        pytest.param(
            'packs = ["0", "6a"]',
            'packs = ["0", "SP6a"]',
            'applies_to[0].packs[1]: expected a pack: "0" to "6" or "6a", found "SP6a"',
            id="a pack's title",
        ),
        pytest.param(
            '{ branch = "nt4", edition = "server", packs = ["0", "6a"]',
            '{ branch = "nt35", packs = ["0", "6"]',
            'applies_to[0].packs[1]: expected a pack of nt35 (0, 1, 2, 3), found "6"',
            id="a pack the branch never had",
        ),
        pytest.param(
            '{ branch = "nt4", edition',
            '{ branch = "nt5", edition',
            'applies_to[0].branch: expected one of nt31, nt35, nt351, nt4, nt4-tse, win2000, winxp, found "nt5"',
            id="a branch nobody knows",
        ),
        pytest.param(
            "line = 13", "line = 0", "applies_to[0].line: expected a line number, from 1, found 0", id="line 0"
        ),
        pytest.param(
            "line = 13",
            "line = true",
            "applies_to[0].line: expected a whole number, found true",
            id="true is no number",
        ),
        pytest.param(
            ', from = "6", to = "6a"',
            "",
            "affects[0]: expected from, to or kernel_from, found none of them",
            id="no window",
        ),
        pytest.param(
            'from = "6", to = "6a"',
            'from = "6", to = "5"',
            'affects[0].to: expected a pack from 6 on, found "5"',
            id="a window that ends before it begins",
        ),
        pytest.param(
            'from = "6", to = "6a"',
            'first = "6"',
            "affects[0].first: is no key here: expected branch, from, to, kernel_from",
            id="the library's word for from",
        ),
        pytest.param(
            '["ja", "zh-TW"]',
            '["jp"]',
            'limits.languages[0]: expected a language like "en" or "zh-TW", found "jp"',
            id="a country for a language",
        ),
        pytest.param(
            '["ja", "zh-TW"]', "[]", "limits.languages: expected one language or more, found none", id="limited to none"
        ),
        pytest.param(
            'pack = "after-6a"',
            'pack = "7"',
            'fixed_in[0].pack: expected a pack: "0" to "6", "6a", "latest" or "after-6a", found "7"',
            id="pack 7",
        ),
        pytest.param(
            'branch = "nt4-tse", pack = "6"',
            'branch = "nt4-tse", pack = "3"',
            'fixed_in[1].pack: expected a pack of nt4-tse (0, 4, 5, 6), found "3"',
            id="a claim for no pack of the branch",
        ),
        pytest.param(
            'by = "keyword"',
            'by = "hearsay"',
            'fixed_in[0].by: expected one of prose, keyword, list, rollup, found "hearsay"',
            id="by whom",
        ),
        pytest.param(
            ', article = "Q244690"',
            "",
            "fixed_in[1].article: is missing: a list is an article of its own",
            id="a list without its article",
        ),
        pytest.param(
            '["srv.sys"]',
            '["Srv.sys"]',
            'carriers[0]: expected a file name in lower case, without blanks, found "Srv.sys"',
            id="capitals",
        ),
        pytest.param(
            'variant = "128-bit" }',
            "bits = 128 }",
            "tables[0].covers.bits: is no key here: expected branch, language, variant",
            id="a key nobody knows",
        ),
        pytest.param(
            'language = "en"',
            'language = "english"',
            'tables[0].covers.language: expected a language like "en" or "zh-TW", found "english"',
            id="a language's name",
        ),
        pytest.param(
            'relation = "or-later"',
            'relation = "later"',
            'tables[0].relation: expected one of or-later, plain, found "later"',
            id="a relation nobody knows",
        ),
        pytest.param(
            'requires = { branch = "nt4", pack = "6a" }',
            'requires = { branch = "nt4", pack = "latest" }',
            'tables[0].requires.pack: expected a pack: "0" to "6" or "6a", found "latest"',
            id="requires the latest",
        ),
        pytest.param(
            'requires = { branch = "nt4", pack = "6a" }',
            'requires = { branch = "nt351", pack = "6" }',
            'tables[0].requires.pack: expected a pack of nt351 (0, 1, 2, 3, 4, 5), found "6"',
            id="requires what never was",
        ),
        pytest.param(
            "utc      = true", "utc      = 1", "tables[0].utc: expected true or false, found 1", id="1 is not true"
        ),
        pytest.param(
            'file = "ntldr"',
            'file = "nt ldr"',
            'tables[0].rows[2].file: expected a file name in lower case, without blanks, found "nt ldr"',
            id="a blank",
        ),
        pytest.param(
            'file = "ntldr"',
            'file = "boot/ntldr"',
            'tables[0].rows[2].file: expected a file name in lower case, without blanks, found "boot/ntldr"',
            id="a path",
        ),
        pytest.param(
            "932_032",
            '"952,192"',
            'tables[0].rows[0].size: expected a whole number, found "952,192"',
            id="a size as text",
        ),
        pytest.param(
            "932_032",
            "952.192",
            "tables[0].rows[0].size: expected a whole number, found 952.192",
            id="a size in pieces",
        ),
        pytest.param(
            "932_032",
            "9_223_372_036_854_775_808",
            "tables[0].rows[0].size: expected a whole number above 0 and below 2**63, found 9223372036854775808",
            id="more bytes than a database can count",
        ),
        pytest.param(
            "932_032",
            "0",
            "tables[0].rows[0].size: expected a whole number above 0 and below 2**63, found 0",
            id="no bytes",
        ),
        pytest.param(
            "932_032",
            "932_032, size_kb = 910",
            "tables[0].rows[0].size_kb: expected a size in bytes or one in KB, found both",
            id="two sizes",
        ),
        pytest.param(
            "19:12:00",
            '"07:12p"',
            'tables[0].rows[0].time: expected a time of day, found "07:12p"',
            id="a time as text",
        ),
        pytest.param(
            "date = 1999-10-28, ",
            "",
            "tables[0].rows[0].date: is missing: the row has a time or a doubt of it",
            id="a time of no day",
        ),
        pytest.param(
            "date = 1999-10-28",
            "date = 9999-12-31",
            "tables[0].rows[0].date: expected a date of the years 1985 to 2099, found 9999-12-31",
            id="the end of the calendar",
        ),
        pytest.param(
            "date_doubt = 2001-06-04",
            "date_doubt = 0001-04-06",
            "tables[0].rows[1].date_doubt: expected a date of the years 1985 to 2099, found 0001-04-06",
            id="its beginning",
        ),
        pytest.param(
            "date_doubt = 2001-06-04",
            "date_doubt = 2001-04-06",
            "tables[0].rows[1].date_doubt: expected another date than `date`, found 2001-04-06",
            id="no doubt at all",
        ),
        pytest.param(
            '"4.0.1381.7"',
            '"4.0.1381"',
            'tables[0].rows[1].version: expected four dotted 16-bit numbers, found "4.0.1381"',
            id="three numbers",
        ),
        pytest.param(
            '"4.0.1381.7"',
            '"4.0.1381.65536"',
            'tables[0].rows[1].version: expected four dotted 16-bit numbers, found "4.0.1381.65536"',
            id="17 bits",
        ),
        pytest.param(
            '"4.0.1381.7"',
            '"4.0.1381.7\\n"',
            'tables[0].rows[1].version: expected four dotted 16-bit numbers, found "4.0.1381.7\\n"',
            id="a line end",
        ),
        pytest.param(
            HASH,
            HASH.upper(),
            f'source.sha256: expected 64 hexadecimal digits in lower case, found "{HASH.upper()}"',
            id="a hash in capitals",
        ),
        pytest.param(
            HASH,
            "x" * 100,
            f'source.sha256: expected 64 hexadecimal digits in lower case, found "{"x" * 75}..."',
            id="what is long is cut",
        ),
        pytest.param("[source]", "[origin]", "source: is missing", id="no source"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(old: str, new: str, problem: str, tmp_path: Path) -> None:
    assert RECORD.count(old) >= 1
    first, *_ = problems(written(tmp_path, RECORD.replace(old, new, 1)))
    assert first == f"q123456.toml: {problem}"


KEYS = (
    "kb, title, revised, hardware, component, applies_to, affects, limits, fixed_in, includes, carriers, doubts, "
    "tables, source"
)
KEYS_OF_ROWS = "file, platform, size, size_kb, date, date_doubt, time, version, variant, branch, line"


def test_all_mistakes_of_a_record_are_told_at_once_and_each_once(tmp_path: Path) -> None:
    text = RECORD.replace('"Q123456"', '"Q123499"', 1).replace("932_032", "0, size_kb = 3").replace("19:12:00", '"7p"')
    text = text.replace('["alpha", "i386"]', '["i386", "alpha"]').replace("line = 62", "lines = 62")
    text = text.replace("2001-06-04", "true").replace('pack = "after-6a"', 'pack = "sp6"').replace("revised", "revise")
    assert problems(written(tmp_path, text)) == [
        'q123456.toml: fixed_in[0].pack: expected a pack: "0" to "6", "6a", "latest" or "after-6a", found "sp6"',
        "q123456.toml: tables[0].rows[0].size: expected a whole number above 0 and below 2**63, found 0",
        'q123456.toml: tables[0].rows[0].time: expected a time of day, found "7p"',
        "q123456.toml: tables[0].rows[1].date_doubt: expected a date, found true",
        "q123456.toml: tables[0].rows[2].line: is missing",
        f"q123456.toml: tables[0].rows[2].lines: is no key here: expected {KEYS_OF_ROWS}",
        f"q123456.toml: revise: is no key here: expected {KEYS}",
        "q123456.toml: hardware: expected each once and in alphabetical order",
        "q123456.toml: kb: Q123499 belongs into q123/q123499.toml",
    ]


def test_a_table_without_rows_is_none(tmp_path: Path) -> None:
    text = RECORD[: RECORD.index("rows = [")] + "rows = []\n" + RECORD[RECORD.index("\n[source]") :]
    assert problems(written(tmp_path, text)) == ["q123456.toml: tables[0].rows: expected one row or more, found none"]


def test_a_list_of_something_else_than_tables(tmp_path: Path) -> None:
    text = RECORD.replace(ROW, '"ntoskrnl.exe"')
    assert problems(written(tmp_path, text)) == [
        'q123456.toml: tables[0].rows[0]: expected a table, found "ntoskrnl.exe"'
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param('kb = "Q1\n', "is no TOML: Illegal character '\\n' (at line 1, column 9)", id="no end of a text"),
        pytest.param(
            "kb = 1\nkb = 2\n", "is no TOML: Cannot overwrite a value (at line 2, column 7)", id="a key twice"
        ),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, problem: str, tmp_path: Path) -> None:
    assert problems(written(tmp_path, text)) == [f"q123456.toml: the file: {problem}"]


def test_what_is_no_text_is_no_toml(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(b"kb = \xff")
    (problem,) = problems(path)
    assert problem.startswith("q123456.toml: the file: is no TOML: 'utf-8' codec can't decode byte 0xff in position 5")


def test_a_record_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q123" / "q123456.toml"
    path.mkdir(parents=True)
    (problem,) = problems(path)
    assert problem == "q123456.toml: the file: is no file that can be read: name a regular one"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="made for Unix")
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "q123456.toml"
    os.mkfifo(path)
    assert problems(path) == ["q123456.toml: the file: is no file that can be read: name a regular one"]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        pytest.param("[" * 5000, "the file: is no TOML of ours: it goes too deep", id="brackets"),
        pytest.param("9" * 5000, "the file: is no TOML: Exceeds the limit", id="a number longer than Python reads"),
        pytest.param("0x" + "f" * 5000, "title: expected text, found a giant number", id="one that cannot be shown"),
    ],
)
def test_what_is_too_much_is_said_to_be(tmp_path: Path, title: str, said: str) -> None:
    path = written(tmp_path, RECORD.replace('"A leak"', title) if '"A leak"' in RECORD else f"title = {title}\n")
    assert any(problem.startswith(f"q123456.toml: {said}") for problem in problems(path))


# A folder of them


def test_two_records_of_one_article_are_one_too_many(tmp_path: Path) -> None:
    written(tmp_path, RECORD)
    written(tmp_path / "again", RECORD)
    with pytest.raises(BadDataError) as caught:
        load_records(tmp_path)
    assert str(caught.value) == "q123456.toml: kb: Q123456 has a record already, in another folder"


def test_what_an_editor_leaves_beside_a_record_is_none(tmp_path: Path) -> None:
    path = written(tmp_path, RECORD)
    path.with_name(f".#{path.name}").write_text("somebody@host", "utf-8")
    assert len(load_records(tmp_path)) == 1


def test_a_folder_that_cannot_be_listed_hides_no_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, RECORD)
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("q123"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(DataError) as caught:
        load_records(tmp_path)
    assert str(caught.value) == f"{tmp_path / 'q123'}: the folder: cannot be read: Permission denied"


def test_a_folder_gives_its_records_by_number(tmp_path: Path) -> None:
    for kb in ("q300001", "q123456", "q123455"):
        written(tmp_path, RECORD.replace("Q123456", kb.upper()), kb)
    assert [signature.kb for signature in load_records(tmp_path)] == ["Q123455", "Q123456", "Q300001"]


def test_an_empty_folder_gives_none(tmp_path: Path) -> None:
    assert load_records(tmp_path) == ()


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_records(tmp_path / "mine")
    assert str(caught.value) == f"mine: the folder: is missing from {tmp_path}"


def test_a_file_is_no_folder_of_records(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kb")
    with pytest.raises(DataError) as caught:
        load_records(tmp_path / "mine")
    assert str(caught.value) == "mine: the folder: is a file"


def test_the_other_files_of_the_folder_are_no_records(tmp_path: Path) -> None:
    written(tmp_path)
    for name in ("builds.toml", "kernels.toml", "packs.toml", "FORMAT.md"):
        (tmp_path / name).write_text("nothing of ours", "utf-8")
    assert len(load_records(tmp_path)) == 1


@pytest.mark.parametrize("place", ["q123456.toml", "q124/q123456.toml", "q123/Q123456.toml", "q123/other.toml"])
def test_a_record_at_a_wrong_place_is_no_silence(place: str, tmp_path: Path) -> None:
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(RECORD, "utf-8")
    with pytest.raises(BadDataError) as caught:
        load_records(tmp_path)
    assert str(caught.value) == f"{path.name}: kb: Q123456 belongs into q123/q123456.toml"


def test_all_bad_records_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, RECORD.replace("932_032", "-1").replace("line = 62", "line = 0"))
    written(tmp_path, "kb = ", "q200000")
    written(tmp_path, RECORD.replace("Q123456", "Q300000").replace("2002-05-08", "12"), "q300000")
    written(tmp_path, RECORD.replace("Q123456", "Q400000"), "q400000")
    with pytest.raises(BadDataError) as caught:
        load_records(tmp_path)
    assert [(error.file, error.key) for error in caught.value.errors] == [
        ("q123456.toml", "tables[0].rows[0].size"),
        ("q123456.toml", "tables[0].rows[2].line"),
        ("q200000.toml", "the file"),
        ("q300000.toml", "revised"),
    ]
    assert (caught.value.file, caught.value.key) == ("q123456.toml", "tables[0].rows[0].size")
