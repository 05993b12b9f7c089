"""Six reports through every format: the exact files lie in tests/reports/expected.

Run it with NTFP_WRITE_DOCS=1 when a format has changed, and read what has changed.
"""

import os
from pathlib import Path

import pytest

from ntfp.reports import SCAN, Screen, Setting, begins_scan
from tests.reports.six import LANES, REPORTS

EXPECTED = Path(__file__).parent / "expected"
ENDINGS = {"table": "txt"}


def setting() -> Setting:
    return Setting(screen=Screen(width=80), version="1.2.3", lanes=LANES)


def written(name: str, form: str) -> bytes:
    return "".join(SCAN[form](REPORTS[name], setting())).encode()


def file_of(name: str, form: str) -> Path:
    return EXPECTED / f"{name.replace(' ', '-')}.{ENDINGS.get(form, form)}"


@pytest.mark.parametrize("form", SCAN)
@pytest.mark.parametrize("name", REPORTS)
def test_every_format_writes_exactly_this(name: str, form: str) -> None:
    path = file_of(name, form)
    if os.environ.get("NTFP_WRITE_DOCS") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(written(name, form))
    assert path.read_bytes() == written(name, form), "run it again with NTFP_WRITE_DOCS=1, and read what has changed"


def test_no_file_is_expected_of_which_there_is_no_report() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == {file_of(name, form).name for name in REPORTS for form in SCAN}


@pytest.mark.parametrize("form", [form for form in SCAN if form != "table"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_file_is_known_again_by_its_first_characters(name: str, form: str) -> None:
    assert begins_scan(written(name, form)[:400])
