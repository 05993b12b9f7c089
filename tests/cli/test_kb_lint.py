"""`ntfp kb lint`: what is wrong is told and makes the exit code; what cannot be checked is said."""

import json
from pathlib import Path

import pytest

from ntfp.database.writing import write_records
from tests.cli.running import ntfp
from tests.judging.records import row, table
from tests.kb.articles import A_FIX, plain
from tests.linting.subjects import record

RIGHT = record(table(row(dated="1999-08-02", size=231_008)), kb="Q900001")
WRONG = record(table(row(dated="1999-08-02", size=166_110)), kb="Q900002")
KNOWN = '{ check = "size-padding", kb = "Q900002", line = 60, because = "printed so" }'


@pytest.fixture
def here(tmp_path: Path) -> Path:
    write_records([RIGHT, WRONG], tmp_path / "mine")
    return tmp_path


def test_a_flaw_is_told_and_makes_the_exit_code(here: Path) -> None:
    found = ntfp("kb", "lint", "mine", cwd=here)
    assert found.stdout.splitlines() == [
        "q900/q900002.toml: tables[0].rows[0].size (line 60): expected a multiple of 4, found 166,110",
        "    [size-padding]",
        "",
        "size-padding (1): Compare the size with other articles: a linker fills a program up to a",
        "    multiple of 4 bytes.",
        "",
        "1 flaw in 1 file",
    ]
    assert (found.returncode, found.stderr) == (1, "")


def test_what_is_known_is_counted_and_told_where_it_is_asked_for(here: Path) -> None:
    (here / "mine" / "contradictions.toml").write_text(f"contradictions = [{KNOWN}]\n", "utf-8")
    found = ntfp("kb", "lint", "mine", cwd=here)
    assert found.stdout == "no flaw; 1 known to be the articles' own, --known tells them\n"
    assert (found.returncode, found.stderr) == (0, "")
    assert "    known: printed so" in ntfp("kb", "lint", "mine", "--known", cwd=here).stdout.splitlines()


def test_for_programs(here: Path) -> None:
    found = ntfp("kb", "lint", "mine", "--format", "json", cwd=here)
    assert found.returncode == 1
    assert [flaw["kb"] for flaw in json.loads(found.stdout)["flaws"]] == ["Q900002"]


def test_a_packed_file_and_what_is_left_out(here: Path) -> None:
    assert ntfp("kb", "pack", "mine", "-o", "mine.ntfp", cwd=here).returncode == 0
    found = ntfp("kb", "lint", "mine.ntfp", cwd=here)
    assert found.returncode == 1
    assert "[size-padding]" in found.stdout
    left_out = "left out is what is about files (place, spelling, one-record, stray-file)"
    assert found.stderr == f"ntfp: mine.ntfp is packed: {left_out}\n"


def test_the_skeleton_of_a_record_does_not_pass(here: Path) -> None:
    assert ntfp("kb", "new", "Q900003", "-o", "mine", cwd=here).returncode == 0
    told = ntfp("kb", "lint", "mine", cwd=here).stdout
    assert "q900/q900003.toml: title: expected words of the article or your own, found '(what it fixes)'" in told


def test_without_builds_no_record_can_be_read(here: Path) -> None:
    (here / "mine" / "builds.toml").write_text("branches = 3\n", "utf-8")
    found = ntfp("kb", "lint", "mine", cwd=here)
    assert found.returncode == 1
    assert found.stdout.splitlines()[0] == "builds.toml: branches: expected a list, found 3 [schema]"
    assert "stray-file" not in found.stdout
    assert (
        found.stderr == "ntfp: mine: its 2 records are left out; mend builds.toml first, which says what a branch is\n"
    )


def test_records_can_be_held_against_their_articles(here: Path) -> None:
    (here / "Q123456.TXT").write_bytes(plain(*A_FIX))
    (here / "Q123457.TXT").write_bytes(plain(*A_FIX, kb="Q123457"))
    assert ntfp("kb", "compile", "Q123456.TXT", "-o", "made", cwd=here).returncode == 0

    def proven() -> set[tuple[str, str]]:
        found = ntfp("kb", "lint", "made", "--corpus", ".", "--format", "json", cwd=here)
        assert found.stderr == "ntfp: .: 2 files; reading them all takes half a minute or so\n"
        flaws = json.loads(found.stdout)["flaws"]
        return {(flaw["kb"], flaw["key"]) for flaw in flaws if flaw["check"].startswith("proof-")}

    assert proven() == set(), "an article more is missing in a whole data set, not in somebody's own records"
    path = here / "made" / "q123" / "q123456.toml"
    path.write_text(path.read_text("utf-8").replace("93_232", "93_236"), "utf-8")
    found = proven()
    assert ("Q123456", "tables[0].rows[0].size") in found
    told = ntfp("kb", "lint", "made", "--corpus", ".", cwd=here, COLUMNS="120").stdout
    assert "proof-size (1): Compare the size digit by digit, and whether it is in bytes or KB." in told.splitlines()
    assert {kb for kb, _ in found} == {"Q123456"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["nothing"], "Path 'nothing' does not exist", id="no folder"),
        pytest.param(["empty"], "empty: no record here; records lie in it as qNNN/qNNNNNN.toml", id="no record"),
        pytest.param(["mine", "--corpus", "empty"], "empty: no article here; articles are called", id="no article"),
        pytest.param(["mine", "--format", "xml"], "'xml' is not one of 'table', 'json'", id="no such format"),
        pytest.param(["notes.txt"], "notes.txt: the file: is no packed data of ntfp", id="no data"),
    ],
)
def test_what_cannot_be_checked_is_said_in_one_line(here: Path, arguments: list[str], said: str) -> None:
    (here / "empty").mkdir()
    (here / "notes.txt").write_text("notes", "utf-8")
    found = ntfp("kb", "lint", *arguments, cwd=here)
    assert (found.returncode, found.stdout) == (2, "")
    assert said in found.stderr
    assert found.stderr.startswith("ntfp: ")
    assert len(found.stderr.splitlines()) == 1


def test_the_help_says_what_a_folder_is() -> None:
    found = ntfp("kb", "lint", "--help")
    assert found.returncode == 0
    assert "DIR  A folder of records, whole or your own" in found.stdout
    assert "lint" in ntfp("kb", "--help").stdout
