"""`ntfp timeline`: a picture of what is known, whole or not at all, and never over what is somebody's."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from ntfp.cli import timeline
from ntfp.cli.app import run
from ntfp.cli.timeline import in_words
from ntfp.database.writing import write_records
from ntfp.facts.signature import Signature
from ntfp.facts.timeline import Lane
from ntfp.reports.drawing import BEGIN
from ntfp.scanning.data import signatures
from tests.cli.running import ROOT, ntfp
from tests.reports.drawing.lanes import build, lane, of_kind, read, said_in

ABOUT = "Days are as on record: of link times in UTC, of articles as they print them."
NONE = "no kernel of that is on record; those on record are of"
ON_RECORD = (
    "nt31 (i386), nt35 (i386), nt351 (i386, alpha), nt4 (i386, alpha, platform not said),"
    " nt4-tse (i386, alpha), win2000 (i386)"
)


def own_record(folder: Path, **changes: object) -> None:
    """A fix of a kernel of somebody's own."""
    (shipped,) = [signature for signature in signatures() if signature.kb == "Q244509"]
    table, *_ = shipped.tables
    row = replace(table.rows[-1], size=9_000, **changes)
    own: Signature = replace(shipped, kb="Q999001", title="Mine", tables=(replace(table, rows=(row,)),))
    write_records([own], folder)


# What is drawn


def test_without_a_file_the_picture_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["timeline"]) == 0
    printed = capsys.readouterr()
    drawing = read(printed.out)
    assert printed.err == ""
    assert said_in(drawing)[1] == f"158 builds in 10 lanes, 1993-07-24 to 2003-06-11. {ABOUT}"
    assert len(of_kind(drawing, "lane")) == 10


def test_a_file_has_what_standard_output_has_and_what_it_holds_is_said(tmp_path: Path) -> None:
    printed = ntfp("timeline", "-o", "-", cwd=tmp_path)
    found = ntfp("timeline", "-o", "nt.svg", cwd=tmp_path, PYTHONHASHSEED="1")
    content = (tmp_path / "nt.svg").read_bytes()
    told = f"ntfp: nt.svg: 158 builds in 10 lanes, 1993-07-24 to 2003-06-11, {len(content):,} bytes\n"
    assert (found.returncode, found.stdout, found.stderr) == (0, "", told)
    assert content.decode() == printed.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["nt.svg"]


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        pytest.param(["--branch", "nt31"], ["Windows NT 3.1"], id="a branch"),
        pytest.param(["--branch", "NT351", "--platform", "ALPHA"], ["Windows NT 3.51"], id="in any case of letters"),
        pytest.param(
            ["--branch", "nt4", "--platform", "alpha"], ["Windows NT 4.0"] * 2, id="with what is left open"
        ),
    ],
)  # fmt: skip
def test_one_branch_on_one_platform(
    arguments: list[str], titles: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["timeline", *arguments]) == 0
    drawing = read(capsys.readouterr().out)
    assert [title.text for title in of_kind(drawing, "title")] == titles


@pytest.mark.parametrize(
    ("lanes", "words"),
    [
        ([lane(build("1999-10-28"))], "1 build in 1 lane, 1999-10-28 to 1999-10-28"),
        (
            [lane(build("1999-10-28")), lane(build("1996-01-02"), build("1999-01-01"))],
            "3 builds in 2 lanes, 1996-01-02 to 1999-10-28",
        ),
    ],
    ids=["one", "several"],
)
def test_one_build_is_no_builds(lanes: list[Lane], words: str) -> None:
    assert in_words(lanes) == words


def test_the_picture_of_the_manual_is_the_one_that_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    shown = (ROOT / "docs" / "assets" / "timeline.svg").read_text("utf-8")
    assert run(["timeline"]) == 0
    assert capsys.readouterr().out == shown, "ntfp timeline -o docs/assets/timeline.svg --force"


# A user's own records


def test_own_records_are_drawn_with_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_record(tmp_path)
    assert run(["timeline", "--signatures", str(tmp_path)]) == 0
    drawing = read(capsys.readouterr().out)
    assert said_in(drawing)[1].startswith("159 builds in 10 lanes")
    assert [event for event in of_kind(drawing, "event") if (event.get("aria-label") or "").startswith("Q999001. Mine")]


def test_a_build_without_a_day_is_said_to_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_record(tmp_path, date=None, time=None)
    assert run(["timeline", "--signatures", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert printed.err == (
        "ntfp: 1 build has no day or no branch on record and no place in the picture; 'ntfp kb history' lists all\n"
    )
    assert said_in(read(printed.out))[1].startswith("158 builds")


# What cannot be done


def test_where_no_kernel_is_known_nothing_is_drawn(tmp_path: Path) -> None:
    found = ntfp("timeline", "--branch", "win2000", "--platform", "alpha", "-o", "nt.svg", cwd=tmp_path)
    said = f"ntfp: win2000 on alpha: {NONE} {ON_RECORD}\n"
    assert (found.returncode, found.stdout, found.stderr) == (2, "", said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--platform", "mips"], f"mips: {NONE} {ON_RECORD}", id="a platform"),
        pytest.param(["--branch", "winxp"], f"winxp: {NONE} {ON_RECORD}", id="a branch"),
        pytest.param(["-o", "{}/kept.svg"], "{}/kept.svg: is there already; --force replaces it", id="a file"),
        pytest.param(["-o", "{}", "--force"], "{}: is a folder; name a file in it", id="a folder"),
        pytest.param(["-o", "{}/a/b.svg"], "{}/a: no such folder; make it first, or name another", id="no folder"),
        pytest.param(["here"], "got unexpected extra argument (here); see 'ntfp timeline --help'", id="an argument"),
    ],
)  # fmt: skip
def test_what_is_refused(arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept.svg").write_text("mine", "utf-8")
    assert run(["timeline", *(argument.format(tmp_path) for argument in arguments)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"ntfp: {said.format(tmp_path)}\n")
    assert (tmp_path / "kept.svg").read_text("utf-8") == "mine"


def test_with_force_a_file_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nt.svg"
    path.write_text("old", "utf-8")
    assert run(["timeline", "--branch", "nt35", "-o", str(path), "--force"]) == 0
    assert path.read_text("utf-8").startswith(BEGIN)
    assert capsys.readouterr().err.startswith(f"ntfp: {path}: 4 builds in 1 lane, 1994-09-04 to 1995-06-22, ")


def test_data_without_a_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(timeline, "kernels_of", lambda *_, **__: ())
    assert run(["timeline", "-o", str(tmp_path / "nt.svg")]) == 2
    said = "no kernel is on record in these data; leave out --signatures to go by those that ship"
    assert capsys.readouterr().err == f"ntfp: {said}\n"
    assert list(tmp_path.iterdir()) == []
