"""`ntfp kb stats`: which data these are, and how much of what."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ntfp.cli.app import run
from ntfp.database import shipped_folder
from ntfp.scanning.data import shipped_data
from tests.cli.own_records import own_record


def stats(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    assert run(["kb", "stats", "--format", "json", *map(str, arguments)]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_what_ships(capsys: pytest.CaptureFixture[str]) -> None:
    data, found = shipped_data(), stats(capsys)
    assert found["data"] == {"label": "shipped", "content": data.base.content, "own": []}
    assert found["records"] == len(data.signatures)
    assert sum(one["rows"] for one in found["rows_by_system"]) == found["rows"]
    assert (found["corrections"], found["reviews"]) == (len(data.base.corrections), len(data.base.reviews))
    assert found["listed_kernels"] == len(data.builds.listed)
    assert found["recorded_kernels"] == len(data.base.known.kernels)


def test_people_see_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    found = stats(capsys)
    assert run(["kb", "stats"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"  content     {found['data']['content']}" in lines
    assert f"  rows of kernels                        {found['rows_of_kernels']:>5,}" in lines


def test_the_same_data_from_another_place_have_the_same_hash(capsys: pytest.CaptureFixture[str]) -> None:
    there = stats(capsys, "--signatures", shipped_folder())
    assert there["data"] == {**stats(capsys)["data"], "label": str(shipped_folder())}


def test_ones_own_records_are_counted_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_record(tmp_path / "a")
    own_record(tmp_path / "a", "Q999999")
    own_record(tmp_path / "b", "Q999999")
    found = stats(capsys, "--signatures", tmp_path / "a", "--signatures", tmp_path / "b")
    assert found["data"]["own"] == [
        {"place": str(tmp_path / "a"), "records": 2, "over": 1},
        {"place": str(tmp_path / "b"), "records": 1, "over": 1},
    ]
    assert found["records"] == stats(capsys)["records"] + 1


def test_what_was_found_out_about_a_record_is_not_counted_where_another_is_laid_over_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shipped_data()
    over = {data.corrections[0].kb, data.reviews[0].kb}
    for kb in over:
        own_record(tmp_path, kb)
    found = stats(capsys, "--signatures", tmp_path)
    assert found["corrections"] == sum(one.kb not in over for one in data.corrections) < len(data.corrections)
    assert found["reviews"] == sum(one.kb not in over for one in data.reviews) < len(data.reviews)
    for table in ("corrections", "reviews"):
        assert run(["export", "csv", "--table", table, "--signatures", str(tmp_path)]) == 0
        assert len(list(csv.DictReader(io.StringIO(capsys.readouterr().out)))) == found[table]
