"""`ntfp kb compile` lists, once more, the kernels that all records of its folder list."""

import os
from pathlib import Path

import pytest

from tests.cli.running import ntfp
from tests.kb.articles import A_FIX, plain

UNIX = pytest.mark.skipif(os.name == "nt", reason="other systems say it in other words")
LISTED = Path("made", "kernels.toml")


def article(kb: str, file: str = "932,032  Ntoskrnl.exe") -> bytes:
    *above, _ = A_FIX
    return plain(*above, f"   10/28/99  07:10p  {file}  Intel", kb=kb)


def compiled(here: Path, kb: str, content: bytes) -> tuple[int, list[str]]:
    """Exit code, and what was said."""
    (here / f"{kb}.TXT").write_bytes(content)
    found = ntfp("kb", "compile", f"{kb}.TXT", "-o", "made", cwd=here)
    return found.returncode, found.stderr.splitlines()


def corrections(here: Path, kb: str, line: int) -> None:
    change = 'key = "size", printed = 932032, meant = 931000, because = "a test"'
    (here / "made").mkdir(exist_ok=True)
    (here / "made" / "corrections.toml").write_text(
        f'corrections = [\n  {{ kb = "{kb}", line = {line}, {change} }},\n]\n'
    )


def test_records_without_a_kernel_make_no_list(tmp_path: Path) -> None:
    assert compiled(tmp_path, "Q123400", article("Q123400", "93,232   Srv.sys     ")) == (
        0,
        ["ntfp: made: 1 record written"],
    )
    assert not (tmp_path / LISTED).exists()


def test_a_kernel_of_records_from_several_runs_is_listed_once(tmp_path: Path) -> None:
    for kb in ("Q123499", "Q123400"):
        assert compiled(tmp_path, kb, article(kb))[1][1] == f"ntfp: {LISTED}: 1 kernel"
    row = 'size = 932_032, date = 1999-10-28, time = 19:10:00, articles = ["Q123400", "Q123499"] }'
    assert row in (tmp_path / LISTED).read_text("utf-8")


def test_running_again_changes_nothing(tmp_path: Path) -> None:
    compiled(tmp_path, "Q123400", article("Q123400"))
    before = (tmp_path / LISTED).stat()
    assert compiled(tmp_path, "Q123400", article("Q123400"))[1][1] == (
        f"ntfp: {LISTED}: 1 kernel, said the same already"
    )
    after = (tmp_path / LISTED).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_kernels_are_listed_as_they_are_meant(tmp_path: Path) -> None:
    compiled(tmp_path, "Q123400", article("Q123400"))
    record = (tmp_path / "made" / "q123" / "q123400.toml").read_text("utf-8")
    row = next(line for line in record.splitlines() if "ntoskrnl.exe" in line)
    corrections(tmp_path, "Q123400", int(row.rpartition(" line = ")[2].partition(" ")[0]))
    assert compiled(tmp_path, "Q123400", article("Q123400"))[0] == 0
    (kernel,) = [line for line in (tmp_path / LISTED).read_text("utf-8").splitlines() if "ntoskrnl.exe" in line]
    assert "size = 931_000," in kernel
    assert kernel.endswith("corrected = true },")


def test_a_stale_correction_is_told_and_the_record_is_written_all_the_same(tmp_path: Path) -> None:
    corrections(tmp_path, "Q123499", 1)
    code, said = compiled(tmp_path, "Q123400", article("Q123400"))
    assert (code, said[1]) == (
        2,
        "ntfp: corrections.toml: corrections[0].kb: there is no record of Q123499",
    )
    assert (tmp_path / "made" / "q123" / "q123400.toml").exists()
    assert not (tmp_path / LISTED).exists()


@UNIX
def test_a_list_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / LISTED).mkdir(parents=True)
    code, said = compiled(tmp_path, "Q123400", article("Q123400"))
    assert (code, said[1]) == (2, f"ntfp: {LISTED}: is a directory")
