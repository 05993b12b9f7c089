"""`ntfp kb search`: what is found, and what is said where nothing is."""

import json
import re
from pathlib import Path

import pytest

from ntfp.cli.app import run
from ntfp.scanning.data import signatures
from tests.cli.own_records import own_record

COUNT = f"{len(signatures()):,}"


def found(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[str]:
    assert run(["kb", "search", *map(str, arguments)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


def test_words_of_a_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "partition", "leak") == [
        "article   revised     Windows and packs        title",
        "Q244509   2002-05-08  nt4 in no pack, nt4-tse  Non-Paged Pool Memory Leak May Occur Reading Partiti…",
        "",
        f"1 of {COUNT} articles",
    ]


def test_articles_stand_by_number(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = [int(line.split()[0][1:]) for line in found(capsys, "leak")[1:-2]]
    assert numbers == sorted(numbers)
    assert len(numbers) > 50


def test_a_row_that_fits_in_every_way(capsys: pytest.CaptureFixture[str]) -> None:
    lines = found(
        capsys,
        "--file",
        "NTOSKRNL.EXE",
        "--platform",
        "Alpha",
        "--branch",
        "NT4",
        "--from",
        "1999-10",
        "--to",
        "1999-10",
    )
    assert [line.split()[0] for line in lines[1:-2]] == ["Q243813", "Q244145", "Q244509", "Q247886", "Q268835"]


def test_json_has_the_rows_that_are_why(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(
        "\n".join(found(capsys, "244509", "--file", "ntk*", "--platform", "alpha", "--format", "json"))
    )
    (one,) = document["found"]
    assert (one["kb"], [(row["line"], row["platform"]) for row in one["rows"]]) == ("Q244509", [(60, "alpha")])


@pytest.mark.parametrize("pack", ["4", "SP4", "sp4", "sp 4", " 4 "])
def test_a_pack_is_written_as_people_do(pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "--pack", pack, "--branch", "nt4-tse") == found(capsys, "--pack=4", "--branch=nt4-tse")


def test_a_release_is_a_pack(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "--pack", "RTM", "--branch", "win2000") == found(capsys, "--pack=0", "--branch=win2000")


def test_a_path_is_as_good_as_the_name_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "--file", "C:\\WINNT\\System32\\Win32k.sys") == found(capsys, "--file", "win32k.sys")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            [],
            "nothing to look for: give words, --file, --branch, --platform, --from, --to or --pack; see '{help}'",
            id="nothing",
        ),
        pytest.param(
            ["", "  "],
            "nothing to look for: give words, --file, --branch, --platform, --from, --to or --pack; see '{help}'",
            id="empty words",
        ),
        pytest.param(
            ["--from", "28.10.1999"],
            "invalid value for '--from': '28.10.1999' is no day;"
            " write it like 1999-10-28, 1999-10 or 1999; see '{help}'",
            id="no day",
        ),
        pytest.param(
            ["--to", "1999-02-29"],
            "invalid value for '--to': '1999-02-29' is no day; write it like 1999-10-28, 1999-10 or 1999; see '{help}'",
            id="a day that never was",
        ),
        pytest.param(
            ["--from", "2000", "--to", "1999"],
            "invalid value for '--to': 1999-12-31 is before 2000-01-01, so no day is between them; see '{help}'",
            id="a span that is none",
        ),
        pytest.param(
            ["--pack", "7"],
            "invalid value for '--pack': '7' is no pack of any Windows here;"
            " there are 0, 1, 2, 3, 4, 5, 6, 6a, latest, after-6a; see '{help}'",
            id="a pack nobody has",
        ),
        pytest.param(
            ["--pack", "6a", "--branch", "win2000"],
            "invalid value for '--pack': '6a' is no pack of Windows 2000;"
            " there are 0, 1, 2, 3, 4, latest, after-6a; see '{help}'",
            id="a pack of another Windows",
        ),
        pytest.param(
            ["--platform", "x86"],
            "invalid value for '--platform': 'x86' is not one of 'i386', 'alpha', 'mips', 'ppc'; see '{help}'",
            id="no platform",
        ),
    ],
)
def test_what_cannot_be_looked_for(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "search", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"ntfp: {said.format(help='ntfp kb search --help')}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["no", "such", "words"],
            "has 'no' and 'such' and 'words' in its title; try fewer or shorter words, or * in the name of a file",
            id="words",
        ),
        pytest.param(
            ["--file", "ntoskrl.exe"],
            "names a file ntoskrl.exe; names like it: ntoskrnl.exe, ntkrnlmp.exe, os2.exe",
            id="a file with a slip",
        ),
        pytest.param(["--file", "z"], "names a file z; '--file *z*' asks for a part of a name", id="a file like none"),
        pytest.param(
            ["--file", "z?z*", "--to", "1985"],
            "lists a file z?z* up to 1985-12-31; try fewer or shorter words, or * in the name of a file",
            id="nothing would help",
        ),
    ],
)
def test_nothing_found_is_no_failure(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "search", *arguments]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"ntfp: no article among {COUNT} {said}\n"


def test_it_is_said_what_to_loosen(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["leak", "--file", "ntoskrnl.exe", "--branch", "nt4", "--platform", "alpha", "--pack", "6"]
    assert run(["kb", "search", *asked]) == 0
    said = capsys.readouterr().err
    assert re.fullmatch(
        rf"ntfp: no article among {COUNT} has 'leak' in its title and lists a file ntoskrnl.exe of nt4 on alpha"
        r" and says that the fix is in SP6 of nt4; there would be \d+ without --file, \d+ without --pack\n",
        said,
    )


def test_programs_get_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "search", "no such words", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["found"] == []


def test_ones_own_records_are_searched_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_record(tmp_path, "Q999999")
    lines = found(capsys, "--file", "mine.sys", "--signatures", tmp_path)
    assert [line.split()[0] for line in lines[1:-2]] == ["Q999999"]


def test_what_the_user_typed_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "search", "\x1b[2J", "--file", "\x1b[2J"]) == 0
    assert capsys.readouterr().err.replace("\n", "").isprintable()


def test_what_is_no_name_of_a_file_is_said_to_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "search", "--file", "/"]) == 2
    assert "'/' is no name of a file; write it like ntoskrnl.exe" in capsys.readouterr().err
