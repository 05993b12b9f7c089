"""Words: rows as they were printed, files as they were found."""

import pytest

from ntfp.facts.signature import Row
from ntfp.judging.climbing import climb
from ntfp.judging.words import wanted
from tests.judging.records import (
    case,
    file,
    row,
)


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        pytest.param(row(size_kb=231, variant="128 bit"), "srv.sys i386 231 KB (128 bit)", id="KB and a variant"),
        pytest.param(
            row(platform=None, dated="2000-05-10", doubt="2000-10-05"),
            "srv.sys (no platform) 2000-05-10 or 2000-10-05",
            id="a doubtful date and no platform",
        ),
        pytest.param(row(version="4.0.1381.300"), "srv.sys i386 4.0.1381.300", id="a version"),
    ],
)
def test_a_row_is_told_as_it_was_printed(fix: Row, words: str) -> None:
    assert wanted(fix) == words


def test_a_file_of_no_version_and_another_name_inside_is_told_as_it_was_found() -> None:
    evidence = climb(case(row("halmps.dll"), file("hal.dll", version=None, link=None, inside="halmps.dll")))
    assert evidence.found == "hal.dll (inside: halmps.dll) i386 no version 231,000 bytes no link time"
