"""`ntfp export`: all data out, whole or not at all, and never over what is somebody's."""

import csv
import io
import json
import os
import sqlite3
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from ntfp.catalogue.tables.schema import NAMES
from ntfp.cli import app, export
from ntfp.database.writing import record_path, record_text
from ntfp.scanning.data import shipped_data
from tests.cli.running import ntfp

UNIX = pytest.mark.skipif(os.name == "nt", reason="links and devices are made for Unix")
needs_pyarrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow: pip install 'ntfp[parquet]'")
CORRECTED = "Q294306"  # its dates are mended
BRANCHES = "'nt31', 'nt35', 'nt351', 'nt4', 'nt4-tse', 'win2000', 'winxp'"
FORMS = [pytest.param(form, marks=[needs_pyarrow] if form == "parquet" else []) for form in export.FORMS]


def own_records(folder: Path, *changes: tuple[str, str]) -> Path:
    """The record of one article, changed, as somebody's own."""
    (record,) = (one for one in shipped_data().base.printed if one.kb == CORRECTED)
    text = record_text(record)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / record_path(CORRECTED)
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return folder


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# What is written


def test_a_database_has_every_table_and_says_which_data_it_is_of(tmp_path: Path) -> None:
    found = ntfp("export", "sqlite", "-o", "data.sqlite", cwd=tmp_path)
    content = tmp_path / "data.sqlite"
    with closing(sqlite3.connect(content)) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        counts = [database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in NAMES]  # noqa: S608
        meta = dict(database.execute("SELECT name, value FROM meta").fetchall())
    assert tables == set(NAMES)
    assert all(counts)
    assert (meta["data"], meta["content"]) == ("shipped", shipped_data().base.content)
    told = f"{len(NAMES)} tables, {sum(counts):,} rows, {content.stat().st_size:,} bytes"
    assert (found.returncode, found.stdout, found.stderr) == (0, "", f"ntfp: data.sqlite: {told}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["data.sqlite"]


def test_csv_goes_to_standard_output_and_is_the_rows_unless_another_table_is_named(tmp_path: Path) -> None:
    found = ntfp("export", "csv", cwd=tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    assert len(lines(found.stdout)) == sum(len(table.rows) for one in shipped_data().signatures for table in one.tables)
    branches = lines(ntfp("export", "csv", "--table", "branches", cwd=tmp_path).stdout)
    assert [row["branch"] for row in branches] == ["nt31", "nt35", "nt351", "nt4", "nt4-tse", "win2000", "winxp"]


def test_jsonl_has_every_article_as_it_is_meant(tmp_path: Path) -> None:
    found = ntfp("export", "jsonl", cwd=tmp_path)
    articles = {article["kb"]: article for article in map(json.loads, found.stdout.splitlines())}
    assert len(articles) == len(shipped_data().signatures)
    rows = [row for table in articles[CORRECTED]["tables"] for row in table["rows"]]
    assert {(row["date"], *row["mended"]) for row in rows} == {("2000-04-03", "date")}


@needs_pyarrow
def test_parquet_is_one_table(tmp_path: Path) -> None:
    found = ntfp("export", "parquet", "--table", "kernels", "-o", "kernels.parquet", cwd=tmp_path)
    size = (tmp_path / "kernels.parquet").stat().st_size
    kernels = len(shipped_data().builds.listed)
    assert (found.returncode, found.stderr) == (
        0,
        f"ntfp: kernels.parquet: table kernels, {kernels} rows, {size:,} bytes\n",
    )


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_are_the_same_file(form: str, tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("two", "2")):
        assert ntfp("export", form, "-o", name, cwd=tmp_path, PYTHONHASHSEED=seed).returncode == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("form", ["csv", "jsonl", "oval"])
def test_a_file_has_what_standard_output_has(form: str, tmp_path: Path) -> None:
    printed = ntfp("export", form, "-o", "-", cwd=tmp_path).stdout
    ntfp("export", form, "-o", "file", cwd=tmp_path)
    assert (tmp_path / "file").read_bytes().decode() == printed
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(("number", "said"), [(0, "0 rows"), (1, "1 row"), (1990, "1,990 rows")])
def test_one_row_is_no_rows(number: int, said: str) -> None:
    assert export.counted(number, "row") == said


def test_oval_says_how_many_articles_have_no_definition_and_why(tmp_path: Path) -> None:
    found = ntfp("export", "oval", "--branch", "WinXP", "--branch", "nt31", "-o", "some.xml", cwd=tmp_path)
    written = (tmp_path / "some.xml").read_text("utf-8")
    count = written.count(' class="patch"')
    assert (found.returncode, found.stdout) == (0, "")
    assert found.stderr.splitlines() == [
        "ntfp: oval: no definition of 158 articles: no pack and no file could tell that the fix is missing",
        f"ntfp: some.xml: {count} definitions, {len(written.encode()):,} bytes",
    ]


# A user's own records


def test_oval_has_the_title_of_an_own_record_as_text(tmp_path: Path) -> None:
    (title,) = (one.title for one in shipped_data().signatures if one.kb == CORRECTED)
    own_records(tmp_path / "mine", (title, "</title><script>"))
    written = ntfp("export", "oval", "--branch", "nt4", "--signatures", "mine", cwd=tmp_path).stdout
    assert f"<title>{CORRECTED}: &lt;/title&gt;&lt;script&gt;</title>" in written


def test_own_records_are_laid_over_and_say_where_they_are_from(tmp_path: Path) -> None:
    own_records(tmp_path / "mine", ("2001-04-03", "1999-01-02"))
    arguments = ["export", "csv", "--signatures", "mine", "--table"]
    articles = lines(ntfp(*arguments, "articles", cwd=tmp_path).stdout)
    assert [row["kb"] for row in articles if row["own"]] == [CORRECTED]
    rows = [row for row in lines(ntfp(*arguments, "rows", cwd=tmp_path).stdout) if row["kb"] == CORRECTED]
    assert {(row["date"], row["mended"]) for row in rows} == {("1999-01-02", "")}
    meta = {row["name"]: row["value"] for row in lines(ntfp(*arguments, "meta", cwd=tmp_path).stdout)}
    assert (meta["data"], meta["own 0"], len(meta["own 0 content"])) == ("shipped", "mine", 64)
    assert meta["content"] != meta["own 0 content"]


def test_a_kernel_of_an_own_record_is_listed(tmp_path: Path) -> None:
    own_records(tmp_path / "mine", ("933_568", "999_999"))
    found = ntfp("export", "csv", "--table", "kernels", "--signatures", "mine", cwd=tmp_path)
    assert "999999" in {row["size"] for row in lines(found.stdout)}


def test_a_formula_in_an_own_record_is_text(tmp_path: Path) -> None:
    (title,) = (one.title for one in shipped_data().signatures if one.kb == CORRECTED)
    own_records(tmp_path / "mine", (title, "=HYPERLINK(1)"))
    found = ntfp("export", "csv", "--table", "articles", "--signatures", "mine", cwd=tmp_path)
    assert [row["title"] for row in lines(found.stdout) if row["own"]] == ["'=HYPERLINK(1)"]


def test_own_records_that_are_wrong_are_refused(tmp_path: Path) -> None:
    own_records(tmp_path / "mine", ("933_568", '"many"'))
    found = ntfp("export", "sqlite", "--signatures", "mine", "-o", "data.sqlite", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert "expected a whole number" in found.stderr
    assert not (tmp_path / "data.sqlite").exists()


@UNIX
@pytest.mark.parametrize("form", FORMS[:-1])
def test_a_folder_whose_name_is_no_text_is_no_obstacle(form: str, tmp_path: Path) -> None:
    try:
        folder = own_records(tmp_path / os.fsdecode(b"mine\xff"))
    except OSError:  # macOS has no such names
        pytest.skip("this disk holds no such name")
    arguments = [] if form in ("sqlite", "jsonl") else ["--table", "articles"]
    found = ntfp("export", form, "-o", "data", *arguments, "--signatures", folder.name, cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert rb"mine\xff" in (tmp_path / "data").read_bytes().replace(rb"\\", b"\\")


# What is refused


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "missing argument 'FORMAT': one of sqlite, csv, jsonl, parquet, oval", id="no format"),
        pytest.param(["xml"], "'xml' is not one of 'sqlite', 'csv', 'jsonl', 'parquet', 'oval'", id="another format"),
        pytest.param(["sqlite"], "missing option '-o' / '--output': sqlite is no text and goes to a file", id="none"),
        pytest.param(
            ["parquet", "-o", "-"],
            "missing option '-o' / '--output': parquet is no text and goes to a file",
            id="bytes to standard output",
        ),
        pytest.param(
            ["sqlite", "-o", "x", "--table", "rows"],
            "option '--table' is for csv and parquet: sqlite has them all",
            id="one table of a database",
        ),
        pytest.param(
            ["jsonl", "--table", "rows"],
            "option '--table' is for csv and parquet: jsonl has them all",
            id="one table of all articles",
        ),
        pytest.param(
            ["oval", "--table", "rows"], "option '--table' is for csv and parquet: oval has none", id="a table in oval"
        ),
        pytest.param(
            ["csv", "--branch", "nt4"], "option '--branch' is for oval: csv has all branches", id="a branch in csv"
        ),
        pytest.param(
            ["oval", "--branch", "nt5"],
            f"invalid value for '--branch': 'nt5' is not one of {BRANCHES}",
            id="no branch",
        ),
        pytest.param(
            ["csv", "--table", "row"], "invalid value for '--table': 'row' is not one of 'meta',", id="no table"
        ),
        pytest.param(["csv", "-o", "there"], "there: is there already; --force replaces it", id="a file"),
        pytest.param(["csv", "-o", "folder", "--force"], "folder: is a folder; name a file in it", id="a folder"),
        pytest.param(["csv", "-o", ""], ".: is a folder; name a file in it", id="no name"),
        pytest.param(
            ["csv", "-o", "no/file"],
            "no: no such folder; make it first, or name another",
            id="no such folder",
        ),
        pytest.param(["csv", "-o", "there/file"], "there/file: not a directory; name another file", id="in a file"),
        pytest.param(
            ["sqlite", "-o", "open"],
            "open-wal: belongs to a database that is in use, or was not closed; name another file",
            id="a database that is open",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine\n", "utf-8")
    (tmp_path / "open-wal").touch()
    (tmp_path / "folder").mkdir()
    found = ntfp("export", *arguments, cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("ntfp: ")
    assert said in found.stderr.replace(os.sep, "/")
    assert found.stderr.count("\n") == 1
    assert (tmp_path / "there").read_text("utf-8") == "mine\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "open-wal", "there"]


def test_a_file_is_replaced_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine\n", "utf-8")
    assert ntfp("export", "csv", "-o", "there", "--force", cwd=tmp_path).returncode == 0
    assert (tmp_path / "there").read_text("utf-8").startswith("kb,table_number,number,line,file,")


@UNIX
@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_nothing_is_written_through_a_link(target: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("mine\n", "utf-8")
    (tmp_path / "link").symlink_to(target)
    found = ntfp("export", "csv", "-o", "link", "--force", cwd=tmp_path)
    assert (found.returncode, found.stderr) == (
        2,
        "ntfp: link: is a symbolic link; name the file it leads to\n",
    )
    assert (tmp_path / "elsewhere").read_text("utf-8") == "mine\n"
    assert not (tmp_path / "nowhere").exists()


@UNIX
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = ntfp("export", "csv", "-o", "pipe", "--force", cwd=tmp_path)
    assert (found.returncode, found.stderr) == (2, "ntfp: pipe: is a device or a pipe; name a file\n")


def test_a_file_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: Path, _: object) -> None:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "replace", full)
    assert app.run(["export", "csv", "-o", "rows.csv"]) == 2
    assert capsys.readouterr().err == "ntfp: rows.csv: cannot be written: no space left on device\n"
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert app.run(["export", "parquet", "-o", "rows.parquet"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("ntfp: parquet: pyarrow cannot be used (")
    assert said.endswith("); pip install 'ntfp[parquet]'\n")
    assert list(tmp_path.iterdir()) == []


def test_the_other_forms_need_no_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for form in ("sqlite", "csv", "jsonl"):
        assert app.run(["export", form, "-o", form]) == 0


# Help


def test_the_help_names_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["export", "--help"]) == 0
    words = capsys.readouterr().out.replace("\n", " ").replace(",", " ").replace(".", " ").split()
    assert set(NAMES) <= set(words)


def test_on_a_narrow_terminal_it_still_fits(tmp_path: Path) -> None:
    shown = ntfp("export", "--help", cwd=tmp_path, COLUMNS="50").stdout
    assert max(map(len, shown.splitlines())) <= 50
