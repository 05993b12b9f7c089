"""`ntfp kb new`: a record of one's own, begun with what the fixed files themselves say."""

from pathlib import Path

import pytest

from ntfp.cli.app import run
from ntfp.database.records import load_signature
from ntfp.facts.platform import Platform
from ntfp.facts.skeleton import FILE, TITLE
from ntfp.testing import kernel_image, module_image, pe_image

LINK = 0x3B000000
RECORD = Path("mine", "q900", "q900001.toml")
SKELETON = f"""\
kb       = "Q900001"
title    = "{TITLE}"
applies_to = [
  {{ branch = "nt4", line = 1 }},
]

[[tables]]
line     = 1
covers   = {{ branch = "nt4" }}
relation = "or-later"
rows = [
  {{ file = "{FILE}", platform = "i386", size = 1, line = 1 }},
]

[source]
archive = "own"
path    = "Q900001.txt"
sha256  = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


@pytest.mark.usefixtures("here")
def test_a_skeleton_to_be_filled_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "new", "Q900001", "-o", "mine"]) == 0
    assert said(capsys) == f"ntfp: {RECORD}: written; 'ntfp kb lint mine' says what is left to fill in\n"
    assert RECORD.read_text("utf-8") == SKELETON


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("kb", ["Q900001", "q900001", "900001", "KB900001", "kb0900001", " Q900001 "])
def test_the_number_is_written_as_for_every_command(kb: str) -> None:
    assert run(["kb", "new", kb, "-o", "mine"]) == 0
    assert RECORD.read_text("utf-8") == SKELETON


def test_the_fixed_files_give_their_rows(here: Path) -> None:
    (here / "SRV.SYS").write_bytes(module_image("srv.sys", version="4.0.1381.340", link=LINK, size=230_000))
    (here / "ntoskrnl.exe").write_bytes(
        kernel_image(version="4.0.1381.7092", platform=Platform.ALPHA, link=LINK, size=1_400_000)
    )
    arguments = ["--title", "Our server fix", "--branch", "nt4-tse", "SRV.SYS", "ntoskrnl.exe"]
    assert run(["kb", "new", "Q900001", "-o", "mine", *arguments]) == 0
    text = RECORD.read_text("utf-8")
    assert 'title    = "Our server fix"' in text
    assert 'covers   = { branch = "nt4-tse" }' in text
    assert text.split("rows = [\n")[1].split("]")[0] == (
        '  { file = "srv.sys",      platform = "i386",  size =   230_000, version = "4.0.1381.340",  line = 1 },\n'
        '  { file = "ntoskrnl.exe", platform = "alpha", size = 1_400_000, version = "4.0.1381.7092", line = 2 },\n'
    )


def test_a_multiprocessor_kernel_under_the_uniprocessor_name_is_listed_as_what_it_is(here: Path) -> None:
    (here / "ntoskrnl.exe").write_bytes(kernel_image(flavour="mp", link=LINK))
    assert run(["kb", "new", "Q900001", "-o", "mine", "ntoskrnl.exe"]) == 0
    (table,) = load_signature(RECORD).tables
    assert [row.file for row in table.rows] == ["ntkrnlmp.exe"]


def test_the_text_it_is_made_from(here: Path) -> None:
    (here / "notes.txt").write_bytes(b"our fix\r\nfor the server\r\n")
    assert run(["kb", "new", "Q900001", "-o", "mine", "--text", "notes.txt"]) == 0
    source = load_signature(RECORD).source
    assert (source.archive, source.path) == ("own", "notes.txt")
    assert source.sha256 == "f323dff52632983996a9424d47229280d2009950ab18bbcc0ea554728e56c515"


@pytest.mark.usefixtures("here")
def test_a_number_that_ships_is_said_to_be_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "new", "Q244509", "-o", "mine"]) == 0
    assert said(capsys) == (
        f"ntfp: {Path('mine', 'q244', 'q244509.toml')}: written; 'ntfp kb lint mine' says what is left to fill in;"
        " with --signatures mine it takes the place of the one that ships\n"
    )


@pytest.mark.usefixtures("here")
def test_a_record_that_is_there_stays(capsys: pytest.CaptureFixture[str]) -> None:
    RECORD.parent.mkdir(parents=True)
    RECORD.write_text("mine", "utf-8")
    assert run(["kb", "new", "Q900001", "-o", "mine"]) == 2
    assert said(capsys) == f"ntfp: {RECORD}: is there already; edit that, or take another number\n"
    assert RECORD.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(
            ["9001"],
            "invalid value for 'KB': '9001' is no number of a record; write a Q and five or six digits;"
            " see 'ntfp kb new --help'",
            id="four digits",
        ),
        pytest.param(
            ["Q9000001"],
            "invalid value for 'KB': 'Q9000001' is no number of a record; write a Q and five or six digits;"
            " see 'ntfp kb new --help'",
            id="seven digits",
        ),
        pytest.param(
            ["Q90000\u0661"],
            "invalid value for 'KB': 'Q90000\u0661' is no number of a record; write a Q and five or six digits;"
            " see 'ntfp kb new --help'",
            id="another digit",
        ),
        pytest.param(
            ["Q900001", "--title", "two\nlines"],
            f'{RECORD}: title: expected words in one line, without blanks around them, found "two\\nlines"',
            id="a title in two lines",
        ),
        pytest.param(
            ["Q900001", "text"],
            "text: not a PE file: it does not begin with MZ; name the fixed file itself",
            id="no PE file",
        ),
        pytest.param(
            ["Q900001", "amd64.dll"], "amd64.dll: its machine 0x8664 is none that NT 4.0 ran on", id="a later machine"
        ),
        pytest.param(
            ["Q900001", "with blank.dll"],
            f"{RECORD}: tables[0].rows[0].file: expected a file name in lower case, without blanks,"
            ' found "with blank.dll"',
            id="a name no row can have",
        ),
    ],
)
def test_what_cannot_be_done(
    arguments: list[str], problem: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "text").write_text("text", "utf-8")
    (here / "amd64.dll").write_bytes(pe_image(machine=0x8664))
    (here / "with blank.dll").write_bytes(pe_image())
    assert run(["kb", "new", *arguments, "-o", "mine"]) == 2
    assert said(capsys) == f"ntfp: {problem}\n"
    assert not (here / "mine").exists()
