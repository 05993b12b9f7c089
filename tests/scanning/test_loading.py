import os
from pathlib import Path

import pytest

from ntfp.errors import DataError
from ntfp.reports.scan_json import LARGEST, report_json
from ntfp.scanning.loading import load_report
from tests.reports.findings import EVERYTHING

NAMED = "name a report that 'ntfp scan --format json' wrote"


def test_a_report_is_loaded_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "scan.json"
    path.write_text(report_json(EVERYTHING), "utf-8")
    assert load_report(path) == load_report(str(path)) == EVERYTHING


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        load_report(path)
    assert caught.value.file == str(path)
    return f"{caught.value.key}: {caught.value.problem}"


def test_where_there_is_no_file_it_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.json") == f"the file: not found; {NAMED}"
    assert refusal(tmp_path) == f"the file: a folder, not a file; {NAMED}"
    assert refusal(tmp_path / "a\0b").endswith(f"; {NAMED}")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == f"the file: a named pipe, not a file; {NAMED}"


def test_a_file_of_any_size_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(LARGEST * 8)
    assert refusal(tmp_path / "large.json") == "the file: is larger than 256 MB, as no scan is"


def test_the_file_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    """The trap of two reports of one name in two folders."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "scan.json").write_text("{}", "utf-8")
    assert refusal(tmp_path / "old" / "scan.json").startswith("kind: expected a scan")
