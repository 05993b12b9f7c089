"""`ntfp kb show`: for people, as it is written, and for programs."""

import json
from pathlib import Path

import pytest

from ntfp.cli.app import run
from ntfp.database import shipped_folder
from ntfp.database.writing import record_path, record_text
from ntfp.scanning.data import signatures
from tests.cli.own_records import TITLE, own_record
from tests.cli.running import ntfp


def lines_of(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[str]:
    assert run(["kb", "show", *map(str, arguments)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


def test_an_article_with_its_corrections(capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, "Q294306")
    for line in (
        "Q294306: Windows NT 4.0 May Hang During Process Shutdown",
        "  revised 2002-05-08 · jeffpar/kbarchive txt/294/Q294306.TXT",
        "  concerns    Windows NT 4.0 server: RTM (line 12)",
        '  fixed in    Windows NT 4.0, after the last pack: its keyword is "kbWinNT400PreSP7Fix" (line 77)',
        "    ntkrnlmp.exe  i386     953,920 bytes  2000-04-03 06:13  line 57, mended: date",
        "  line 58     date: as printed 2001-04-03, meant 2000-04-03, because as the line above",
    ):
        assert line in lines


def test_a_review_and_the_roll_up_that_contains_it(capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, "Q264450")
    assert (
        "  reviewed    affects (a change in SP6 is the cause; lines 24 to 34 say that SP5 and earlier do not" in lines
    )
    lines = lines_of(capsys, "Q266433")
    assert "contained in" in lines
    assert any(line.startswith("  Q299444     ") for line in lines)


@pytest.mark.parametrize("kb", ["Q244509", "244509", "KB244509", "q244509"])
def test_a_number_is_written_as_people_do(kb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lines_of(capsys, kb)[0] == "Q244509: Non-Paged Pool Memory Leak May Occur Reading Partition Table"


@pytest.mark.parametrize(
    ("kb", "said"),
    [
        pytest.param(
            "KB244508",
            "Q244508: no record of that article among {count:,}; the nearest is Q244509,"
            " and 'ntfp kb search' finds others",
            id="no record",
        ),
        pytest.param(
            "leak",
            "invalid value for 'KB': 'leak' is no article's number; write it like {last}; see 'ntfp kb show --help'",
            id="no number",
        ),
    ],
)
def test_what_has_no_record(kb: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "show", kb]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"ntfp: {said.format(count=len(signatures()), last=signatures()[-1].kb)}\n"


def test_every_record_in_toml_is_its_file_byte_for_byte(capsys: pytest.CaptureFixture[str]) -> None:
    for signature in signatures()[::150]:
        assert run(["kb", "show", signature.kb, "--format", "toml"]) == 0
        assert capsys.readouterr().out.encode() == (shipped_folder() / record_path(signature.kb)).read_bytes()


def test_toml_goes_into_a_file_with_the_bytes_it_has(tmp_path: Path) -> None:
    with (tmp_path / "out.toml").open("wb") as out:
        assert ntfp("kb", "show", "Q294306", "--format", "toml", stdout=out).returncode == 0
    written = (tmp_path / "out.toml").read_bytes()
    assert written == (shipped_folder() / record_path("Q294306")).read_bytes()


def test_toml_has_what_is_printed_and_json_what_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert any("date = 2001-04-03" in line for line in lines_of(capsys, "Q294306", "--format", "toml"))
    document = json.loads("\n".join(lines_of(capsys, "Q294306", "--format", "json")))
    assert {row["date"] for table in document["tables"] for row in table["rows"]} == {"2000-04-03"}
    assert [(one["line"], one["printed"], one["meant"]) for one in document["corrections"]] == [
        (line, "2001-04-03", "2000-04-03") for line in (57, 58, 59, 60)
    ]


def test_every_record_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for signature in signatures()[::60]:
        assert lines_of(capsys, signature.kb)[0].startswith(f"{signature.kb}: ")
        assert json.loads("\n".join(lines_of(capsys, signature.kb, "--format", "json")))["kb"] == signature.kb


def test_a_record_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = own_record(tmp_path)
    lines = lines_of(capsys, "Q244509", "--signatures", tmp_path)
    assert lines[0] == f"Q244509: {TITLE}"
    assert "  instead of  that of shipped, revised 2002-05-08: Non-Paged Pool Memory Leak May Occur Reading" in lines
    assert any(line.startswith("  your own    ") for line in lines)
    (again,) = [line for line in lines_of(capsys, "Q244509") if line.startswith("Q244509: ")]
    assert TITLE not in again
    assert "\n".join([*lines_of(capsys, "Q244509", "--signatures", tmp_path, "--format", "toml"), ""]) == (
        record_text(own)
    )


def test_the_corrections_of_what_ships_are_not_those_of_ones_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_record(tmp_path, "Q294306")
    assert "what people found out" not in lines_of(capsys, "Q294306", "--signatures", tmp_path)
    assert "what people found out" in lines_of(capsys, "Q294306")
