import json
from typing import Any

from msgspec.structs import replace

from ntfp.reports import Screen
from ntfp.reports.lookups import FOUND, HISTORY, INVENTORY as STATS, RECORD
from tests.reports.answers import BARE, BUILDS, ENTRY, INVENTORY, MATCHES, REPLACED
from tests.reports.findings import SIGNATURE


def read(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    return document


def test_a_record_has_the_keys_of_its_manual_and_what_lies_beside_it() -> None:
    text = "".join(RECORD["json"](ENTRY, {}, Screen()))
    assert read(text) == {
        "schema": 1,
        "kind": "record",
        "kb": "Q244509",
        "revised": "2002-05-08",
        "tables": [{"line": 55, "rows": [{"time": "19:10:00"}]}],
        "corrections": [
            {
                "line": 63,
                "key": "date",
                "printed": "2001-11-05",
                "meant": "2001-05-11",
                "because": "of its neighbours",
            },
            {"line": 64, "key": "size_kb", "printed": 1932, "meant": None, "because": "larger than the disk"},
            {"line": 80, "key": "covers.branch", "printed": None, "meant": "nt4", "because": "of its sizes"},
        ],
        "reviews": [
            {"confirms": ["affects"], "because": "lines 27 to 29", "stale": False},
            {"confirms": ["affects"], "because": "line 5", "stale": True},
        ],
        "contained_in": ["Q299444"],
        "own": None,
        "instead_of": [],
    }
    assert text.startswith('{"schema":1,\n"kind":"record",\n"kb":"Q244509",\n')


def test_of_a_record_of_ones_own_json_says_what_it_is_instead_of() -> None:
    own = replace(BARE, signature=replace(SIGNATURE, own="mine"), replaces=(REPLACED,))
    found = read("".join(RECORD["json"](own, {}, Screen())))
    assert found["own"] == "mine"
    assert found["instead_of"] == [{"place": "shipped", "title": "What was there before", "revised": "1999-01-01"}]


def test_what_was_found_is_whole_an_article_a_line() -> None:
    text = "".join(FOUND["json"](MATCHES, 3272, Screen(width=60)))
    document = read(text)
    (found,) = document.pop("found")
    assert document == {"schema": 1, "kind": "search", "records": 3272}
    assert found["title"] == SIGNATURE.title
    assert found["branches"] == ["nt4", "nt4-tse"]
    assert found["fixed_in"][2] == {"branch": "nt4", "pack": "6", "by": "list", "article": "Q244690"}
    assert found["rows"] == [
        {
            "file": "ntoskrnl.exe",
            "branch": "nt4-tse",
            "platform": "alpha",
            "size": None,
            "size_kb": 932.5,
            "date": "1999-10-05",
            "date_doubt": "1999-05-10",
            "time": "19:10:00",
            "version": "4.0.1381.7010",
            "variant": "56-bit",
            "line": 64,
            "mended": ["size_kb"],
        }
    ]
    assert len(text.splitlines()) == 3


def test_nothing_found_is_an_empty_list() -> None:
    assert "".join(FOUND["json"]((), 0, Screen())) == ('{"schema": 1, "kind": "search", "records": 0, "found": [\n]}\n')


def test_figures() -> None:
    found = read("".join(STATS["json"](INVENTORY, Screen())))
    assert found["data"] == {
        "label": "shipped",
        "content": "b9786d61" * 8,
        "own": [{"place": "mine", "records": 3, "over": 1}, {"place": "yours", "records": 1, "over": 0}],
    }
    assert (found["kind"], found["records"], found["rows"], found["doubts"]) == ("stats", 3272, 1990, 271)
    assert found["revised"] == ["1998-11-10", "2002-08-17"]
    assert found["statements"] == {"prose": 3686, "keyword": 1894, "list": 2781, "rollup": 101}
    assert found["rows_by_table"] == [{"branch": "nt4", "rows": 1800}, {"branch": None, "rows": 190}]
    assert found["rows_by_system"][-1] == {"branch": None, "platform": "i386", "rows": 100}
    assert found["packs"] == [{"branch": "nt4", "pack": "3", "platform": "i386", "files": 649}]


def test_builds_in_the_order_they_are_shown_in() -> None:
    text = "".join(HISTORY["json"]("ntoskrnl.exe", BUILDS, {}, Screen()))
    document = read(text)
    release, fix, unsaid = document.pop("builds")
    assert document == {"schema": 1, "kind": "history", "file": "ntoskrnl.exe"}
    assert release == {
        "branch": "nt4",
        "platform": "i386",
        "flavour": "up",
        "date": "1997-05-11",
        "date_doubt": None,
        "time": "04:10:39",
        "clock": "link",
        "size": 914688,
        "size_kb": None,
        "version": "4.0.1381.4",
        "language": None,
        "variant": None,
        "packs": ["3"],
        "label": None,
        "stamps": [{"pack": "3", "time": "1997-05-01T00:00:00"}],
        "articles": [],
        "title": None,
        "sources": ["a study", "its list"],
        "caveats": [],
    }
    assert fix["caveats"] == [{"kb": "Q268835", "line": 63, "about": "version-unread"}]
    assert (fix["clock"], fix["articles"], fix["date_doubt"]) == ("local", ["Q244509", "Q268835"], "1999-05-10")
    assert (unsaid["branch"], unsaid["date"]) == (None, None)
    assert len(text.splitlines()) == 5


def test_nothing_in_it_steers_a_terminal() -> None:
    hostile = replace(BUILDS[1], title="\x9b2J\u202e")
    assert '"title":"\\u009b2J\\u202e"' in "".join(HISTORY["json"]("x", [hostile], {}, Screen()))
