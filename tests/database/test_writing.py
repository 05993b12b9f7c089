"""Records written: the same facts are the same text, and the text says the same facts."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.database import shipped_folder
from ntfp.database.records import load_signature
from ntfp.database.writing import record_path, record_text, write_records
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, By, FixedIn, Origin, Relation, Row, Signature, Table, Window
from ntfp.facts.version import FileVersion

PLAIN = Signature(
    kb="Q123456",
    title="A leak",
    source=Origin(archive="jeffpar/kbarchive", path="txt/123/Q123456.TXT", sha256="0" * 64),
)


def said_again(signature: Signature, folder: Path) -> Signature:
    path = folder / record_path(signature.kb)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record_text(signature), "utf-8")
    return load_signature(path)


def test_the_shortest_record_is_its_number_title_and_source() -> None:
    assert record_text(PLAIN) == (
        'kb       = "Q123456"\n'
        'title    = "A leak"\n'
        "\n"
        "[source]\n"
        'archive = "jeffpar/kbarchive"\n'
        'path    = "txt/123/Q123456.TXT"\n'
        f'sha256  = "{"0" * 64}"\n'
    )


def test_lists_stand_in_columns_numbers_to_the_right() -> None:
    rows = (
        Row(file="ntkrnlmp.exe", platform=Platform.ALPHA, size=1_405_248, date=dt.date(1999, 10, 28), line=60),
        Row(file="ntldr", size_kb=17.7, line=9),
        Row(file="hal.dll", version=FileVersion(4, 0, 1381, 7), line=101),
    )
    text = record_text(replace(PLAIN, tables=(Table(line=55, relation=Relation.PLAIN, rows=rows),)))
    assert text.split("rows = [\n")[1].split("]")[0] == (
        '  { file = "ntkrnlmp.exe", platform = "alpha", size = 1_405_248,                 date = 1999-10-28,'
        "                         line =  60 },\n"
        '  { file = "ntldr",                                              size_kb = 17.7,                   '
        "                         line =   9 },\n"
        '  { file = "hal.dll",                                                                              '
        ' version = "4.0.1381.7", line = 101 },\n'
    )


def test_what_people_found_out_is_not_written_into_a_record() -> None:
    row = Row(file="ntldr", size=3, line=2)
    table = Table(line=1, relation=Relation.PLAIN, rows=(row,))
    window = Window(branch=Branch.NT4, first="6")
    plain = replace(PLAIN, affects=(window,), tables=(table,))
    mended = replace(
        PLAIN,
        affects=(replace(window, reviewed=True),),
        tables=(replace(table, rows=(replace(row, mended=("size",)),)),),
    )
    assert record_text(mended) == record_text(plain)


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("q*/*.toml"))[::40], ids=lambda path: path.stem)
def test_a_record_that_ships_is_written_as_it_would_be_again(path: Path) -> None:
    assert record_text(load_signature(path)) == path.read_text("utf-8")


words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
days = st.dates(dt.date(1985, 1, 1), dt.date(2099, 12, 31))
lines = st.integers(1, 9999)
nt_branches = st.sampled_from([Branch.NT4, Branch.NT4_TSE, Branch.NT351, Branch.WIN2000])
rows = st.builds(
    Row,
    file=words.map(str.lower).filter(lambda name: not set(name) & set("/\\") and name == name.lower()),
    platform=st.none() | st.sampled_from([Platform.I386, Platform.ALPHA]),
    size=st.none() | st.integers(1, 1 << 40),
    date=st.none() | days,
    version=st.none() | st.builds(FileVersion, *[st.integers(0, 0xFFFF)] * 4),
    variant=st.none() | words,
    branch=st.none() | nt_branches,
    line=lines,
)
signatures = st.builds(
    replace,
    st.just(PLAIN),
    title=words,
    revised=st.none() | days,
    applies_to=st.lists(st.builds(AppliesTo, branch=nt_branches, packs=st.just(("0", "4")), line=lines)).map(tuple),
    fixed_in=st.lists(
        st.builds(FixedIn, branch=nt_branches, pack=st.just("latest"), by=st.just(By.PROSE), says=words, line=lines)
    ).map(tuple),
    includes=st.lists(st.integers(100_000, 399_999), unique=True).map(
        lambda all_: tuple(f"Q{n}" for n in sorted(all_))
    ),
    tables=st.lists(
        st.builds(
            Table,
            line=lines,
            branch=st.none() | nt_branches,
            variant=st.none() | words,
            relation=st.sampled_from(Relation),
            utc=st.booleans(),
            rows=st.lists(rows, min_size=1, max_size=4).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
)


@given(signature=signatures)
def test_whatever_is_written_is_read_as_it_was(signature: Signature, tmp_path_factory: pytest.TempPathFactory) -> None:
    again = said_again(signature, tmp_path_factory.mktemp("records"))
    assert again == signature
    assert record_text(again) == record_text(signature)


# Into a folder


def test_a_record_lies_in_the_folder_of_its_number(tmp_path: Path) -> None:
    early = replace(PLAIN, kb="Q94069")
    assert write_records([PLAIN, early], tmp_path) == (2, 2)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.toml")) == [
        "q094/q94069.toml",
        "q123/q123456.toml",
    ]


def test_a_record_that_says_the_same_is_not_touched(tmp_path: Path) -> None:
    write_records([PLAIN], tmp_path)
    path = tmp_path / record_path(PLAIN.kb)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert write_records([PLAIN], tmp_path) == (1, 0)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert write_records([replace(PLAIN, title="A loss")], tmp_path) == (1, 1)
    assert load_signature(path).title == "A loss"


def test_a_full_disk_leaves_the_old_record_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_records([PLAIN], tmp_path)

    def full(_: Path, __: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_records([replace(PLAIN, title="A loss")], tmp_path)
    monkeypatch.undo()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["q123456.toml"]
    assert load_signature(tmp_path / record_path(PLAIN.kb)) == PLAIN
