import json
from pathlib import Path

import pytest

import ntfp
from ntfp.reports import SCAN
from ntfp.testing import system_tree


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ntfp.Report:
    asked = [one for one in ntfp.signatures() if one.kb == "Q244509"]
    return ntfp.scan(system_tree(tmp_path_factory.mktemp("rendered")), signatures=asked)


@pytest.mark.parametrize("form", SCAN)
def test_every_format_is_to_be_had(report: ntfp.Report, form: str) -> None:
    text = ntfp.render(report, form)
    assert "Q244509" in text
    assert ntfp.render(report, form) == text


def test_its_json_is_the_document(report: ntfp.Report, tmp_path: Path) -> None:
    (tmp_path / "it.json").write_text(ntfp.render(report, "json"), "utf-8")
    assert ntfp.render(report, "json") == ntfp.report_json(report)
    assert ntfp.load_report(tmp_path / "it.json") == report


def test_a_page_and_sarif_say_which_ntfp_wrote_them(report: ntfp.Report) -> None:
    assert f"ntfp {ntfp.__version__}" in ntfp.render(report, "html")
    runs = json.loads(ntfp.render(report, "sarif"))["runs"]
    assert {run["tool"]["driver"]["version"] for run in runs} == {ntfp.__version__}


def test_the_page_shows_the_known_history(report: ntfp.Report) -> None:
    assert ntfp.render(report, "html").count("<svg") >= 1


def test_a_table_is_as_wide_as_was_asked_for(report: ntfp.Report) -> None:
    assert max(map(len, ntfp.render(report, "table", width=60).splitlines())) <= 60


def test_another_format_is_named(report: ntfp.Report) -> None:
    with pytest.raises(ValueError, match=r"^expected one of table, html, json, jsonl, csv, sarif, found 'pdf'$"):
        ntfp.render(report, "pdf")
