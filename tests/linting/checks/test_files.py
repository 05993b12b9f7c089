"""Checks of how files are written: an example of each flaw, in the words it is told in."""

from pathlib import Path

import pytest

from ntfp.catalogue.listing import listed_kernels
from ntfp.database.writing import write_records
from ntfp.linting.subject import read_subject
from tests.judging.records import row, table
from tests.linting.subjects import flaws, record

RECORD = record(table(row(dated="1999-08-02", size=231_008)))
PATH = "q100/q100001.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_records([RECORD], tmp_path)
    return tmp_path


def told(check: str, folder: Path) -> list[tuple[str | None, str]]:
    return flaws(check, read_subject(folder, listed_kernels))


def changed(folder: Path, old: str, new: str) -> None:
    path = folder / PATH
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def test_a_folder_that_is_right(folder: Path) -> None:
    for check in ("schema", "place", "spelling", "one-record", "stray-file"):
        assert told(check, folder) == []


def test_all_that_is_wrong_with_a_record_is_told_at_once(folder: Path) -> None:
    changed(folder, "231_008", '"231,008"')
    changed(folder, '"nt4"', '"nt40"')
    assert [key for key, _ in told("schema", folder)] == [
        "applies_to[0].branch",
        "tables[0].covers.branch",
        "tables[0].rows[0].size",
    ]
    assert ("tables[0].rows[0].size", 'expected a whole number, found "231,008"') in told("schema", folder)


def test_one_bad_record_hides_no_other(folder: Path) -> None:
    write_records([record(table(row(size=166_110)), kb="Q100002")], folder)
    changed(folder, "231_008", '"231,008"')
    assert [key for key, _ in told("size-padding", folder)] == ["tables[0].rows[0].size"]


def test_a_bad_file_beside_the_records_hides_none_of_them(folder: Path) -> None:
    (folder / "corrections.toml").write_text("corrections = 3\n", "utf-8")
    assert told("schema", folder) == [("corrections", "expected a list, found 3")]
    changed(folder, "231_008", "231_010")
    assert [key for key, _ in told("size-padding", folder)] == ["tables[0].rows[0].size"]


def test_a_correction_that_fits_no_more_hides_no_other(folder: Path) -> None:
    entries = [
        '{ kb = "Q100001", line = 60, key = "size", printed = 1, because = "x" }',
        '{ kb = "Q100009", line = 60, key = "size", printed = 1, because = "x" }',
        '{ kb = "Q100001", line = 60, key = "size", printed = 231_008, meant = 231_010, because = "x" }',
    ]
    (folder / "corrections.toml").write_text(f"corrections = [{', '.join(entries)}]\n", "utf-8")
    assert told("correction-stale", folder) == [
        ("corrections[0].printed", "is stale: Q100001 holds 231008 at line 60"),
        ("corrections[1].kb", "there is no record of Q100009"),
    ]
    assert told("size-padding", folder) == [("tables[0].rows[0].size", "expected a multiple of 4, found 231,010")]


def test_a_record_in_another_place(folder: Path) -> None:
    (folder / "q123").mkdir()
    (folder / PATH).rename(folder / "q123" / "q100001.toml")
    assert told("place", folder) == [("kb", "Q100001 belongs into q100/q100001.toml")]
    assert told("schema", folder) == []


def test_a_record_that_is_written_otherwise(folder: Path) -> None:
    changed(folder, "231_008", "231008")
    ((key, problem),) = told("spelling", folder)
    assert key is None
    assert problem.startswith("is written otherwise than ntfp writes it: expected { file = ")
    assert "size = 231_008" in problem


def test_line_ends_of_windows_are_written_otherwise(folder: Path) -> None:
    path = folder / PATH
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    ((_, problem),) = told("spelling", folder)
    assert problem.endswith("expected no more lines, or other ends of them")


def test_two_records_of_one_article(folder: Path) -> None:
    write_records([RECORD], folder / "old")
    assert told("one-record", folder) == [("kb", f"expected one record of an article, found another in old/{PATH}")]


@pytest.mark.parametrize("name", ["q100/q100001.toml~", "q100/q100002.TOML.new", "notes.txt"])
def test_a_file_that_nobody_reads(folder: Path, name: str) -> None:
    (folder / name).write_text("", "utf-8")
    assert told("stray-file", folder) == [(None, "expected a record, found a file none reads")]


def test_hidden_files_and_manuals_are_no_strays(folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in (".git/index", ".gitignore", "FORMAT.md"):
        (folder / name).write_text("", "utf-8")
    assert told("stray-file", folder) == []
