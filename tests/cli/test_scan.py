import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ntfp.cli import scan
from ntfp.cli.app import run
from ntfp.database import shipped, shipped_known, writing
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Verdict
from ntfp.reports import SCAN, Screen
from ntfp.reports.scan_json import read_report
from ntfp.scanning import systems
from ntfp.scanning.data import Data, signatures
from ntfp.testing import kernel_image, module_image, pe_image, system_tree, version_info
from tests.cli.running import ntfp

UNIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
MODULE = module_image("advapi32.dll", version="4.0.1381.281", link=0x37584510, size=247_056)
WINES = {"OriginalFilename": "ntoskrnl.exe", "ProductName": "Wine"}
WINE = pe_image(versions=[version_info("5.2.3790.1", strings=WINES)])
SRP = kernel_image(version="4.0.1381.7097", link=datetime(2001, 7, 10, tzinfo=UTC))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def only(monkeypatch: pytest.MonkeyPatch, *articles: str) -> None:
    """As if these were all the records there are."""
    chosen = tuple(signature for signature in signatures() if signature.kb in articles)
    assert len(chosen) == len(articles)
    go_by(monkeypatch, *chosen)


def go_by(monkeypatch: pytest.MonkeyPatch, *chosen: Signature) -> None:
    data = Data(shipped())
    data.signatures = chosen
    monkeypatch.setattr(scan, "data_of", lambda _: data)


def test_a_system_in_a_table(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["scan", "WINNT"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("WINNT\n  Windows NT 4.0 · i386 · multiprocessor · free · en\n")
    assert "\n  Q244509  unfixed          this release lacks it  " in printed.out
    assert " applicable fixes decidable from what is here" in printed.out
    assert printed.out.endswith("; --all lists every one\n")
    assert printed.err == ""


def test_a_system_in_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here, files={"system32/hal.dll": MODULE[:100]})
    assert run(["scan", "WINNT", "--format", "json"]) == 1
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    (system,) = found["systems"]
    assert [finding["kb"] for finding in system["findings"]] == [each.kb for each in signatures()]
    assert found["summary"]["unfixed"] > 0
    assert [Path(skipped["path"]).name for skipped in found["skipped"]] == ["hal.dll"]
    assert printed.err == ""


@pytest.mark.parametrize(
    ("articles", "kernel", "code"),
    [
        pytest.param((), None, 0, id="nothing asked"),
        pytest.param(("Q244509",), SRP, 0, id="fixed"),
        pytest.param(("Q244509", "Q287634"), SRP, 0, id="fixed and not applicable"),
        pytest.param(("Q244509",), None, 1, id="unfixed"),
        pytest.param(("Q246009",), None, 3, id="unknown"),
        pytest.param(("Q246009", "Q244509"), None, 1, id="unfixed and unknown"),
    ],
)
def test_the_exit_code_is_the_worst_verdict(
    here: Path,
    articles: tuple[str, ...],
    kernel: bytes | None,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    system_tree(here, kernel=kernel)
    only(monkeypatch, *articles)
    for form in SCAN:
        assert run(["scan", ".", "--format", form]) == code, capsys.readouterr().out
        assert run(["scan", ".", "--format", form, "--exit-zero"]) == 0


# Where there is no NT


@pytest.mark.parametrize("command", [["scan"], ["explain", "Q244509"]], ids=["scan", "explain"])
@pytest.mark.parametrize(
    ("files", "path", "code", "said"),
    [
        pytest.param(
            {f"photos/{number}.jpg": b"" for number in range(4)},
            "photos",
            4,
            "photos: no NT system here: no system32 folder and no kernel in 4 files of its first 4 levels",
            id="photos",
        ),
        pytest.param(
            {"c/system32/ntoskrnl.exe": WINE},
            "c",
            4,
            "c: no NT system here: {}: a kernel of Wine, not of Windows",
            id="Wine",
        ),
        pytest.param(
            {"x": b"text"}, "x", 4, "x: no NT system here: not a PE file: it does not begin with MZ", id="text"
        ),
        pytest.param({}, "nowhere", 2, "nowhere: not found; name a file or folder that can be read", id="nowhere"),
        pytest.param({}, "", 2, "'': not found; name a file or folder that can be read", id="no name"),
        pytest.param(
            {"k.exe": MODULE[:100]},
            "k.exe",
            2,
            "k.exe at offset 0x3c: the file ends before its header at 0x78; is the copy complete?",
            id="a cut file",
        ),
    ],
)
def test_where_there_is_nothing_to_judge(
    *,
    here: Path,
    command: list[str],
    files: dict[str, bytes],
    path: str,
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, content in files.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(content)
    assert run([*command, path]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"ntfp: {said.format(Path('c', 'system32', 'ntoskrnl.exe'))}\n"


def test_a_folder_that_cannot_be_listed(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(_: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (here / "closed").mkdir()
    signatures()
    with monkeypatch.context() as closed:
        closed.setattr(os, "scandir", forbidden)
        assert run(["scan", "closed"]) == 2
    assert capsys.readouterr().err == (
        "ntfp: closed: cannot be listed: permission denied; name a file or folder that can be read\n"
    )


# What could not be read


def test_one_file_that_was_skipped_is_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here, files={"system32/hal.dll": MODULE[:100]})
    assert run(["scan", "WINNT"]) == 1
    files = systems.examine("WINNT", signatures(), shipped_known()).files
    assert capsys.readouterr().err == (
        f"ntfp: skipped 1 of {files} files: {Path('WINNT', 'system32', 'hal.dll')} at offset 0x3c:"
        " the file ends before its header at 0x78\n"
    )


def test_of_several_the_damaged_are_named_and_all_are_counted(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = [signature for signature in signatures() if signature.kb == "Q242472"]
    carriers: Signature = msgspec.structs.replace(one, carriers=("srv.sys",))
    go_by(monkeypatch, carriers)
    broken = {"system32/hal.dll": MODULE[:100], "system32/advapi32.dll": MODULE[:100], "system32/drivers/srv.sys": b"x"}
    system_tree(here, files=broken)
    run(["scan", "WINNT"])
    cut = "at offset 0x3c: the file ends before its header at 0x78"
    system32 = Path("WINNT", "system32")
    assert capsys.readouterr().err == (
        f"ntfp: skipped {system32 / 'advapi32.dll'} {cut}\n"
        f"ntfp: skipped {system32 / 'hal.dll'} {cut}\n"
        "ntfp: skipped 3 of 4 files: 1 not PE, 2 damaged; --format json lists them\n"
    )


# Names and screens


@UNIX
@pytest.mark.parametrize("form", SCAN)
@pytest.mark.parametrize("name", ["\x1b[2J\x1b]0;x\x07<script>", "two\nlines", "gnp.\u202eexe", "h\udce4l"])
def test_no_name_on_a_disk_steers_the_terminal(here: Path, form: str, name: str) -> None:
    system_tree(here, folder="x", files={"system32/hal.dll": MODULE[:100]})
    (here / "x").rename(here / name)
    found = ntfp("scan", ".", "--format", form, cwd=here)
    assert found.returncode == 1
    assert (found.stdout + found.stderr).lstrip("\ufeff").replace("\n", "").isprintable()
    explained = ntfp("explain", "Q244509", name, cwd=here)
    assert explained.returncode == 0
    assert (explained.stdout + explained.stderr).replace("\n", "").isprintable()


@UNIX
def test_a_pipe_is_not_waited_for(here: Path) -> None:
    system_tree(here)
    (here / "WINNT/system32/ntoskrnl.exe").unlink()
    os.mkfifo(here / "WINNT/system32/ntoskrnl.exe")
    found = ntfp("scan", ".", cwd=here)
    assert found.returncode == 2
    pipe = "./WINNT/system32/ntoskrnl.exe: a named pipe, not a file"
    assert found.stderr == f"ntfp: {pipe}; name a file or folder that can be read\n"


@UNIX
def test_a_table_in_ascii(here: Path) -> None:
    system_tree(here)
    found = ntfp("scan", "WINNT", cwd=here, PYTHONIOENCODING="ascii")
    assert found.stdout.isascii()
    assert "  Windows NT 4.0 - i386 - multiprocessor - free - en\n" in found.stdout


@pytest.mark.parametrize(("columns", "widest"), [("1", 60), ("80", 80), ("999999", 160)])
def test_a_table_keeps_to_its_columns(here: Path, columns: str, widest: int) -> None:
    system_tree(here)
    for command in (["scan"], ["explain", "Q266433"]):
        found = ntfp(*command, "WINNT", cwd=here, COLUMNS=columns)
        assert max(map(len, found.stdout.splitlines())) <= widest


def test_a_scan_says_the_same_every_time(here: Path) -> None:
    system_tree(here)
    first, second = (ntfp("scan", ".", "--format", "json", cwd=here, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stdout == second.stdout


# Which articles, and which verdicts


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.startswith("  Q")]


@pytest.mark.parametrize(
    "named",
    [
        ["--kb", "Q246009", "--kb", "244509"],
        ["--kb", "KB246009,q244509"],
        ["--kb", " 0246009 , Q244509", "--kb", "Q244509"],
    ],
)
def test_the_articles_that_are_asked_for_are_listed_and_counted(
    here: Path, named: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    system_tree(here)
    assert run(["scan", "WINNT", *named]) == 1
    printed = capsys.readouterr()
    assert [row[:2] for row in rows(printed.out)] == [["Q244509", "unfixed"], ["Q246009", "unknown"]]
    assert "\n  1 unfixed · 1 unknown · 0 fixed · 0 not applicable\n" in printed.out
    assert "\n  2 articles asked: 1 of 2 applicable fixes decidable from what is here" in printed.out


def test_a_roll_up_is_judged_with_what_it_contains_and_shown_alone(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    system_tree(here)
    run(["scan", "WINNT", "--format", "json"])
    whole = read_report(capsys.readouterr().out, "whole")
    run(["scan", "WINNT", "--format", "json", "--kb", "Q299444"])
    (alone,) = read_report(capsys.readouterr().out, "alone").systems
    assert alone.findings == tuple(one for one in whole.systems[0].findings if one.kb == "Q299444")
    assert alone.findings[0].reason == "contents"
    assert alone.summary.asked == 1


def test_one_article_about_another_windows_does_not_say_that_none_is_about_this_one(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The trap of asking for one article: its verdict is an answer, and no failure."""
    system_tree(here)
    assert run(["scan", "WINNT", "--kb", "Q287634"]) == 0
    assert "\n  1 article asked, and none applies\n" in capsys.readouterr().out


def test_only_some_verdicts_are_listed_and_all_are_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    run(["scan", "WINNT", "--format", "json"])
    whole = read_report(capsys.readouterr().out, "whole")
    assert run(["scan", "WINNT", "--format", "json", "--only", "Unknown, not-applicable"]) == 1
    some = read_report(capsys.readouterr().out, "some")
    assert some == whole.only([Verdict.UNKNOWN, Verdict.NOT_APPLICABLE])
    assert some.counts == whole.counts
    run(["scan", "WINNT", "--only", "fixed"])
    assert {row[1] for row in rows(capsys.readouterr().out)} == {"fixed"}


def test_what_is_not_listed_decides_all_the_same(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The trap of `--only fixed`: the exit code is that of the system, not of the list."""
    system_tree(here)
    assert run(["scan", "WINNT", "--kb", "Q244509", "--only", "fixed"]) == 1
    assert rows(capsys.readouterr().out) == []


def test_all_is_every_verdict_in_a_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    run(["scan", "WINNT", "--all"])
    printed = capsys.readouterr().out
    assert len(rows(printed)) == len(signatures())
    assert "--all" not in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["--only", "unfixed,broken"],
            "invalid value for '--only': 'broken' is no verdict; name some of"
            " fixed, unfixed, unknown, not-applicable; see 'ntfp scan --help'",
            id="no verdict",
        ),
        pytest.param(
            ["--only", ""],
            "invalid value for '--only': '' is no verdict; name some of"
            " fixed, unfixed, unknown, not-applicable; see 'ntfp scan --help'",
            id="no word",
        ),
        pytest.param(
            ["--only", "fixed", "--all"],
            "option '--all' lists every verdict, and '--only' some; name one of them; see 'ntfp scan --help'",
            id="all and some",
        ),
        pytest.param(
            ["--kb", "Q244509,"],
            "invalid value for '--kb': '' is no article's number; write it like Q327386; see 'ntfp scan --help'",
            id="a comma too many",
        ),
        pytest.param(
            ["--kb", "244"],
            "invalid value for '--kb': '244' is no article's number; write it like Q327386; see 'ntfp scan --help'",
            id="no number",
        ),
    ],
)
def test_what_cannot_be_meant_is_said_before_anything_is_read(
    here: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    system_tree(here)
    assert run(["scan", "WINNT", *arguments]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"ntfp: {said}\n")


@pytest.mark.usefixtures("here")
def test_an_article_without_a_record_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "nowhere", "--kb", "Q999999"]) == 2
    assert capsys.readouterr().err.startswith("ntfp: Q999999: no record of that article among 3,")


# Several places


def test_several_places_are_one_report(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here / "a")
    system_tree(here / "b")
    assert run(["scan", "a", "b", "a", "--format", "json"]) == 1
    found = read_report(capsys.readouterr().out, "it")
    assert [system.root for system in found.systems] == [str(Path("a", "WINNT")), str(Path("b", "WINNT"))]


@pytest.mark.parametrize(
    ("paths", "root", "said"),
    [
        pytest.param(["c", "c/WINNT"], "c/WINNT", ["c/WINNT: c leads to"], id="a volume and its system"),
        pytest.param(["c/WINNT", "c"], "c/WINNT", ["c/WINNT: c leads to"], id="in any order"),
        pytest.param(["./c", "c"], "./c/WINNT", ["c: ./c leads to"], id="one place in two spellings"),
        pytest.param(["c/WINNT/system32/ntoskrnl.exe", "c"], "c/WINNT", ["{}: c leads to"], id="its kernel alone"),
        pytest.param(
            ["c/WINNT/system32", "c/WINNT", "c"],
            "c/WINNT",
            ["c/WINNT: c leads to", "c/WINNT/system32: c leads to"],
            id="three of them",
        ),
        pytest.param(["link", "c/WINNT"], "link/WINNT", ["c/WINNT: link leads to"], id="a link", marks=UNIX),
    ],
)
def test_a_system_that_several_paths_lead_to_is_reported_once(
    here: Path, paths: list[str], root: str, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The trap of `scan c c/WINNT`: with one verdict counted twice no number is true."""
    system_tree(here / "c", files={"system32/hal.dll": MODULE[:100]})
    if os.name != "nt":
        (here / "link").symlink_to("c")
    named = [path.replace("/", os.sep) for path in paths]
    assert run(["scan", *named, "--format", "json", "--kb", "Q244509"]) == 1
    printed = capsys.readouterr()
    found = read_report(printed.out, "it")
    assert [system.root.replace(os.sep, "/") for system in found.systems] == [root]
    assert found.counts[Verdict.UNFIXED] == len(found.skipped) == 1
    same = f"the same system, {root}; it is reported once"
    lines = [f"ntfp: {line.format(paths[0])} {same}" for line in said]
    assert printed.err.replace(os.sep, "/").splitlines() == lines


def test_the_highest_path_shows_the_system(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The trap: from WINNT alone boot.ini is not seen, and another kernel is taken for the one that boots."""
    system_tree(here / "c", files={"system32/other.exe": SRP})
    menu = r"""[boot loader]
timeout=30
default=multi(0)disk(0)rdisk(0)partition(1)\WINNT
[operating systems]
multi(0)disk(0)rdisk(0)partition(1)\WINNT="NT" /kernel=other.exe
"""
    (here / "c" / "boot.ini").write_text(menu)
    (alone,) = systems.examine("c/WINNT", (), shipped_known()).found
    (whole,) = systems.examine("c", (), shipped_known()).found
    assert Path(alone.kernel).name == "ntoskrnl.exe"
    assert Path(whole.kernel).name == "other.exe"
    run(["scan", str(Path("c/WINNT")), "c", "--format", "json", "--kb", "Q244509"])
    (system,) = read_report(capsys.readouterr().out, "it").systems
    assert Path(system.kernel).name == "other.exe"


def test_two_kernels_of_one_folder_that_are_named_are_two(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here, files={"system32/other.exe": SRP})
    kernels = [str(Path("WINNT", "system32", name)) for name in ("ntoskrnl.exe", "other.exe")]
    assert run(["scan", *kernels, "WINNT", "--format", "json", "--kb", "Q244509"]) == 1
    printed = capsys.readouterr()
    assert [system.root for system in read_report(printed.out, "it").systems] == ["WINNT", kernels[1]]
    assert printed.err == f"ntfp: {kernels[0]}: WINNT leads to the same system, WINNT; it is reported once\n"


def test_copies_of_a_system_are_several(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        system_tree(here / name, files={"system32/hal.dll": MODULE[:100]})
    run(["scan", "a", "b", "--format", "json", "--kb", "Q244509"])
    printed = capsys.readouterr()
    found = read_report(printed.out, "it")
    assert (len(found.systems), len(found.skipped), printed.err) == (2, 2, "")


@pytest.mark.parametrize(
    ("wrong", "code", "said"),
    [
        pytest.param(["photos"], 4, ["photos: no NT system here: "], id="no system"),
        pytest.param(["nowhere"], 2, ["nowhere: not found; name a file or folder"], id="unreadable"),
        pytest.param(
            ["photos", "nowhere"],
            2,
            ["photos: no NT system here: ", "nowhere: not found; name a file or folder"],
            id="both",
        ),
    ],
)
def test_a_place_that_fails_is_said_and_decides_and_the_others_are_reported(
    here: Path, wrong: list[str], code: int, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    system_tree(here / "a")
    (here / "photos").mkdir()
    for more in ([], ["--exit-zero"]):
        assert run(["scan", *wrong, "a", "--kb", "Q244509", *more]) == code
        printed = capsys.readouterr()
        assert [row[:2] for row in rows(printed.out)] == [["Q244509", "unfixed"]]
        for line, begin in zip(printed.err.splitlines(), said, strict=True):
            assert line.startswith(f"ntfp: {begin}")


@pytest.mark.parametrize(
    ("place", "code", "reason", "problem"),
    [
        pytest.param(
            "photos", 4, "no-system", "no NT system here: no system32 folder and no kernel in 0 files", id="none"
        ),
        pytest.param("nowhere", 2, "unreadable", "not found", id="unreadable"),
    ],
)
def test_where_nothing_is_found_programs_get_a_whole_document(
    *, here: Path, place: str, code: int, reason: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The trap of an empty answer: a pipeline reads it, and fails on what is no JSON."""
    (here / "photos").mkdir()
    assert run(["scan", place, "--format", "json"]) == code
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert (found["systems"], set(found["summary"].values())) == ([], {0})
    (skipped,) = found["skipped"]
    assert (skipped["path"], skipped["reason"]) == (place, reason)
    assert skipped["problem"].startswith(problem)
    assert read_report(printed.out, "it").systems == ()
    assert printed.err.startswith(f"ntfp: {place}: {problem}")
    assert len(printed.err.splitlines()) == 1


def test_a_place_without_a_system_is_a_report_of_its_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "photos").mkdir()
    for form in ("html", "json", "jsonl", "csv", "sarif"):
        assert run(["scan", "photos", "--format", form, "-o", form]) == 4
        assert (here / form).stat().st_size > 0
    assert run(["scan", "photos", "-o", "table"]) == 4
    assert not (here / "table").exists()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("place", "code"), [("WINTN", 2), ("photos", 4)], ids=["misspelt", "not mounted"])
def test_where_nothing_is_found_an_older_report_is_kept(
    here: Path, place: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The trap of a disk that is not mounted: an empty report took the place of the one that mattered."""
    system_tree(here)
    (here / "photos").mkdir()
    assert run(["scan", "WINNT", "--kb", "Q244509", "-o", "report.json"]) == 1
    before = (here / "report.json").read_bytes()
    capsys.readouterr()
    assert run(["scan", place, "--kb", "Q244509", "-o", "report.json"]) == code
    assert (here / "report.json").read_bytes() == before
    _, said = capsys.readouterr().err.splitlines()
    assert said == "ntfp: report.json: is kept: it holds an older report, and there is nothing to put in its place"


def test_lines_stream_a_system_as_soon_as_it_is_done(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the second system is read the first one has been written."""
    for name in ("a", "b"):
        system_tree(here / name)
    written = []
    examined = systems.examine_each

    def watched(place: str, *rest: Any) -> Iterator[systems.Examined]:
        written.append((place, capsys.readouterr().out.count('"kind":"finding"')))
        yield from examined(place, *rest)

    monkeypatch.setattr(systems, "examine_each", watched)
    assert run(["scan", "a", "b", "--format", "jsonl", "--kb", "Q244509"]) == 1
    assert written == [("a", 0), ("b", 1)]
    assert capsys.readouterr().out.count('"kind":"finding"') == 1


# Where the report goes


@pytest.mark.parametrize("form", SCAN)
def test_a_report_goes_into_a_file(here: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    assert run(["scan", "WINNT", "--format", form, "-o", "report", "--kb", "Q244509"]) == 1
    printed = capsys.readouterr()
    content = (here / "report").read_bytes()
    assert (printed.out, printed.err) == ("", f"ntfp: report: 1 system, {len(content):,} bytes\n")
    assert run(["scan", "WINNT", "--format", form, "-o", "-", "--kb", "Q244509"]) == 1
    assert capsys.readouterr().out.encode() == content


def test_a_table_in_a_file_has_no_colour(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system_tree(here)
    monkeypatch.setattr(scan, "screen", lambda: Screen(color=True, unicode=False))
    run(["scan", "WINNT", "-o", "report"])
    text = (here / "report").read_text("utf-8")
    assert "\x1b" not in text
    assert " · i386 · " in text


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_a_report_takes_the_place_of_an_older_one(here: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    (here / "report").touch()
    for _ in range(2):
        assert run(["scan", "WINNT", "--format", form, "-o", "report", "--kb", "Q244509"]) == 1
    assert [path.name for path in here.iterdir()] in (["report", "WINNT"], ["WINNT", "report"])
    assert capsys.readouterr().err.count("ntfp: report: 1 system, ") == 2


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["scan", "WINNT", "--kb", "Q244509"], id="a scan as a table"),
        pytest.param(["identify", "WINNT", "--format", "json"], id="a survey"),
        pytest.param(["identify", "WINNT", "--format", "jsonl"], id="a survey in lines"),
        pytest.param(["kb", "show", "Q244509", "--format", "json"], id="an article"),
        pytest.param(["export", "jsonl"], id="all data in lines"),
        pytest.param(["export", "csv", "--table", "articles"], id="a table of the data"),
        pytest.param(["diff", "old", "old", "--format", "json"], id="a difference"),
        pytest.param([], id="years of work"),
    ],
)
def test_no_other_file_is_replaced(here: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The trap: what other commands of ours write begins much like a scan."""
    system_tree(here)
    run(["scan", "WINNT", "--kb", "Q244509", "--format", "json", "-o", "old"])
    capsys.readouterr()
    if command:
        run(command)
    content = capsys.readouterr().out or "years of work"
    (here / "there").write_bytes(content.encode())
    assert run(["scan", "nowhere", "-o", "there"]) == 2
    assert capsys.readouterr().err == (
        "ntfp: there: is there already, and is no scan in html, json, jsonl, csv or sarif;"
        " remove it, or name another file\n"
    )
    assert (here / "there").read_bytes() == content.encode()


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        pytest.param("report.json", '{"schema": 1, "kind": "scan"', id="json"),
        pytest.param("REPORT.JSONL", '{"schema":1,"kind":"data"', id="jsonl, in capitals"),
        pytest.param("report.csv", "\ufeffroot,", id="csv"),
        pytest.param("report.html", "<!DOCTYPE html>", id="html"),
        pytest.param("Report.HTM", "<!DOCTYPE html>", id="html with three letters"),
        pytest.param("report.sarif", '{"version":"2.1.0"', id="sarif"),
        pytest.param("c.2000.sarif.json", '{"version":"2.1.0"', id="sarif, as many call it"),
        pytest.param("report.txt", "WINNT\n", id="text: a table"),
        pytest.param("report", "WINNT\n", id="no ending: a table"),
    ],
)
def test_without_a_format_the_ending_of_the_file_says_it(here: Path, name: str, begin: str) -> None:
    """The trap: a table took the place of the report that the next difference was to be made from."""
    system_tree(here)
    assert run(["scan", "WINNT", "-o", name, "--kb", "Q244509"]) == 1
    assert (here / name).read_text("utf-8").startswith(begin)


@pytest.mark.parametrize("name", ["report.pdf", "report.xlsx", "report.jsn", "report.html.bak"])
def test_an_ending_that_no_format_has_is_refused(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The trap of `-o report.pdf`: a table lay in it, and nobody's program could open it."""
    system_tree(here)
    assert run(["scan", "WINNT", "-o", name]) == 2
    assert capsys.readouterr().err == (
        f"ntfp: invalid value for '-o' / '--output': '{name}' ends in none of .html, .json, .jsonl, .csv, .sarif and"
        " .txt; name one of these, or a format by --format; see 'ntfp scan --help'\n"
    )
    assert not (here / name).exists()
    assert run(["scan", "WINNT", "-o", name, "--format", "csv", "--kb", "Q244509"]) == 1


@pytest.mark.parametrize("place", ["WINNT/report.json", "WINNT/system32/config/report.json", "link/report.json"])
def test_a_report_has_no_place_in_what_is_scanned(here: Path, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    system_tree(here)
    (here / "link").symlink_to(here / "WINNT")
    before = sorted(here.rglob("*"))
    assert run(["scan", "WINNT", "-o", place]) == 2
    problem = f"{place}: lies in WINNT, which is only read; name a file elsewhere"
    assert capsys.readouterr().err == f"ntfp: {problem}\n"
    assert sorted(here.rglob("*")) == before


@pytest.mark.usefixtures("here")
def test_where_no_file_can_be_made_that_is_said_first(capsys: pytest.CaptureFixture[str]) -> None:
    for place, problem in ((".", "is a folder; name a file in it"), ("no/file", "no such folder; make it first")):
        assert run(["scan", "nowhere", "-o", place]) == 2
        assert problem in capsys.readouterr().err


def test_a_disk_that_is_full_is_said(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    system_tree(here)
    monkeypatch.setattr(writing, "write_whole", full)
    assert run(["scan", "WINNT", "-o", "report"]) == 2
    assert capsys.readouterr().err == "ntfp: report: cannot be written: no space left on device\n"


# While it reads


def test_a_bar_counts_the_files_that_are_read(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ticks = []

    @contextmanager
    def counting(total: int | None, what: str, *, beside_output: bool) -> Iterator[Callable[[], object]]:
        assert (total, what, beside_output) == (None, "reading files", False)
        yield lambda: ticks.append(1)

    system_tree(here)
    monkeypatch.setattr(scan, "progress", counting)
    run(["scan", "WINNT", "--kb", "Q244509"])
    (record,) = [one for one in signatures() if one.kb == "Q244509"]
    asked = systems.with_relatives([record], Data(shipped()))
    assert len(ticks) == systems.examine("WINNT", asked, shipped_known()).files > 0
    assert capsys.readouterr().err == ""
