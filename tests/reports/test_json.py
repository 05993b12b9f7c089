import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.facts.build import Confidence, Ground
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.reports import IDENTIFY, Screen
from ntfp.reports.json import file_object, skipped_object
from tests.reports.entries import EVERY, HAL, HOSTILE, KERNELS, OTHERS, SKIPPED, again

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))
FILE_KEYS = [
    *("path", "name", "names_inside", "size", "modified", "platform", "machine", "bits", "version", "product_version"),
    *("flags", "link_time", "timestamp", "checksum", "subsystem", "characteristics", "linker_version", "os_version"),
    *("image_version", "subsystem_version", "version_resources", "kernel", "branch", "branch_title", "flavour"),
    *("checked", "language", "foreign", "packs", "release", "after", "before"),
    *("listed", "listed_after", "listed_before", "evidence", "remarks"),
]
SP6 = KERNELS["nt4 SP6, setup's name"]


def document(*entries: Identified | Skipped) -> Any:
    return json.loads("".join(IDENTIFY["json"](entries, Screen())))


def lines(*entries: Identified | Skipped) -> list[Any]:
    return [json.loads(line) for line in "".join(IDENTIFY["jsonl"](entries, Screen())).splitlines()]


def written(entry: Identified) -> dict[str, Any]:
    (found,) = document(entry)["files"]
    assert isinstance(found, dict)
    return found


# What is promised


def test_a_document_has_the_keys_it_promises() -> None:
    found = document(*EVERY)
    assert list(found) == ["schema", "kind", "files", "skipped"]
    assert (found["schema"], found["kind"]) == (1, "identify")
    assert {tuple(file) for file in found["files"]} == {tuple(FILE_KEYS)}
    assert {tuple(skipped) for skipped in found["skipped"]} == {("path", "problem", "offset", "reason")}
    assert (len(found["files"]), len(found["skipped"])) == (len(EVERY) - len(SKIPPED), len(SKIPPED))


def test_a_line_has_the_same_keys_behind_its_kind() -> None:
    assert [tuple(line) for line in lines(HAL, SKIPPED[0])] == [
        ("schema", "kind", *FILE_KEYS),
        ("schema", "kind", "path", "problem", "offset", "reason"),
    ]
    assert [(line["schema"], line["kind"]) for line in lines(HAL, SKIPPED[0])] == [(1, "file"), (1, "skipped")]


def test_lines_and_document_say_the_same() -> None:
    found = document(*EVERY)
    bare = [{key: value for key, value in line.items() if key not in ("schema", "kind")} for line in lines(*EVERY)]
    assert sorted(map(str, bare)) == sorted(map(str, found["files"] + found["skipped"]))


def test_a_kernel_in_full() -> None:
    found = written(SP6)
    resource = found.pop("version_resources")
    assert found.pop("evidence") != []
    assert found == {
        "path": "WINNT/system32/ntoskrnl.exe",
        "name": "ntoskrnl.exe",
        "names_inside": ["ntoskrnl.exe"],
        "size": 951_808,
        "modified": None,
        "platform": "i386",
        "machine": 0x14C,
        "bits": 32,
        "version": "4.0.1381.335",
        "product_version": "4.0.1381.335",
        "flags": 0,
        "link_time": "1999-09-21T22:02:31Z",
        "timestamp": 0x37E80077,
        "checksum": {"stored": SP6.facts.checksum, "computed": SP6.facts.checksum, "ok": True},
        "subsystem": 1,
        "characteristics": 0x10E,
        "linker_version": "2.50",
        "os_version": "4.0",
        "image_version": "4.0",
        "subsystem_version": "4.0",
        "kernel": True,
        "branch": "nt4",
        "branch_title": "Windows NT 4.0",
        "flavour": "mp",
        "checked": False,
        "language": "en",
        "foreign": None,
        "packs": ["6", "6a"],
        "release": {
            "file": "ntkrnlmp.exe",
            "title": "SP6/SP6a",
            "platform": "i386",
            "packs": ["6", "6a"],
            "version": "4.0.1381.335",
            "link_time": "1999-09-21T22:02:31Z",
            "printed": None,
            "size": 951_808,
            "source": SP6.build.release and SP6.build.release.source,
        },
        "after": None,
        "before": None,
        "listed": None,
        "listed_after": None,
        "listed_before": None,
        "remarks": [
            {
                "oddity": "renamed-kernel",
                "detail": "a multiprocessor kernel under the name ntoskrnl.exe, as setup installs it",
            }
        ],
    }
    assert [(info["resource"], info["language"], info["version"]) for info in resource] == [(1, 0x409, "4.0.1381.335")]
    assert resource[0]["translations"] == [[0x409, 0x4B0]]
    assert resource[0]["tables"][0]["key"] == "040904B0"
    assert ["CompanyName", "Microsoft Corporation"] in resource[0]["tables"][0]["strings"]


@pytest.mark.parametrize(
    ("entry", "checksum"),
    [
        pytest.param(KERNELS["nt4 damaged"], False, id="wrong"),
        pytest.param(KERNELS["nt4 without a checksum"], None, id="absent"),
        pytest.param(HAL, None, id="not computed"),
        pytest.param(SP6, True, id="right"),
    ],
)
def test_whether_a_checksum_is_ok(entry: Identified, checksum: bool | None) -> None:
    assert written(entry)["checksum"]["ok"] is checksum


def test_an_article_s_date_is_a_date() -> None:
    assert written(KERNELS["nt4 hotfix"])["after"]["printed"] == "2000-07-06"


def test_a_listed_kernel_leads_back_to_its_articles() -> None:
    assert written(KERNELS["nt4 alpha"])["listed"] == {
        "articles": ["Q244509", "Q268835"],
        "file": "ntoskrnl.exe",
        "platform": "alpha",
        "version": None,
        "date": "1999-10-28",
        "time": "19:10:00",
        "utc": False,
        "size": 1_376_896,
    }


def test_the_listed_neighbours_are_two_such_kernels() -> None:
    found = written(KERNELS["nt4 between two articles"])
    assert found["listed"] is None
    assert found["listed_after"]["articles"] == ["Q244145"]
    assert found["listed_before"]["articles"] == ["Q247886"]


def test_what_is_not_known_is_null_or_empty_and_never_left_out() -> None:
    found = written(OTHERS["an unknown machine"])
    assert found["machine"] == 0x9999
    nothing = [key for key, value in found.items() if value in (None, [])]
    assert nothing == [
        *("names_inside", "modified", "platform", "version", "product_version", "flags", "link_time"),
        *("version_resources", "branch_title", "flavour", "checked", "language", "foreign", "packs", "release"),
        *("after", "before", "listed", "listed_after", "listed_before", "remarks"),
    ]


@pytest.mark.parametrize(
    ("mtime_ns", "modified"),
    [
        pytest.param(938037751_999_999_999, "1999-09-22T22:02:31Z", id="seconds are whole"),
        pytest.param(-62_000_000_000 * 10**9, "0005-04-19T09:46:40Z", id="a year has four digits"),
        pytest.param(10**30, None, id="what is no date is none"),
    ],
)
def test_times_are_utc_and_say_so(mtime_ns: int, modified: str | None) -> None:
    assert written(Identified(replace(HAL.facts, mtime_ns=mtime_ns), HAL.build))["modified"] == modified


def test_times_are_read_back_by_anyone() -> None:
    assert datetime.fromisoformat(written(SP6)["link_time"]) == datetime(1999, 9, 21, 22, 2, 31, tzinfo=UTC)


@pytest.mark.parametrize("kind", SkipKind)
def test_a_skipped_file_says_why(kind: SkipKind) -> None:
    skipped = Skipped("a/b", "it is cut", 0x80, kind)
    assert document(skipped)["skipped"] == [
        {"path": "a/b", "problem": "it is cut", "offset": 0x80, "reason": kind.value},
    ]
    assert {kind.value for kind in SkipKind} == {"other-format", "damaged", "unreadable", "no-system"}


# How it is written


def test_nothing_found_is_a_document_too() -> None:
    assert "".join(IDENTIFY["json"]([], Screen())) == (
        '{"schema": 1, "kind": "identify", "files": [\n], "skipped": [\n]}\n'
    )
    assert list(IDENTIFY["jsonl"]([], Screen())) == []


def test_a_document_has_a_file_a_line() -> None:
    text = "".join(IDENTIFY["json"](EVERY, Screen()))
    assert len(text.splitlines()) == len(EVERY) + 3
    assert text.endswith("\n]}\n")


def test_the_same_entries_are_the_same_bytes_on_any_screen() -> None:
    for form in ("json", "jsonl"):
        texts = {
            "".join(IDENTIFY[form](EVERY, Screen(width, color, unicode)))
            for width in (1, 80, 500)
            for color in (True, False)
            for unicode in (True, False)
        }
        assert len(texts) == 1


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_each_file_is_written_before_the_next_is_read(form: str) -> None:
    def entries() -> Any:
        yield HAL
        read.append("the next")
        yield HAL

    read: list[str] = []
    pieces = IDENTIFY[form](entries(), Screen())
    while "hal.dll" not in next(pieces):
        pass
    assert read == []


# What others wrote


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_kept_as_it_is_unless_it_is_no_text(name: str) -> None:
    path = HOSTILE[name]
    found = written(again(HAL.facts, f"a/{path}"))
    expected = "a/h\\xe4l\\ud800.dll" if name == "no text" else f"a/{path}"
    assert found["path"] == expected
    (skipped,) = lines(Skipped(path, path))
    assert f"a/{skipped['path']}" == f"a/{skipped['problem']}" == expected


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_whatever_is_said_it_is_json(path: str, name: str, said: str, problem: str) -> None:
    build = replace(
        HAL.build,
        foreign=said,
        evidence=(Ground("branch", said, Confidence.LIKELY),),
        remarks=(Remark(Oddity.NAME_DISAGREES, said),),
    )
    entry = Identified(replace(HAL.facts, path=path, name=name), build)
    text = "".join(IDENTIFY["jsonl"]([entry, Skipped(path, problem)], Screen()))
    assert text.replace("\n", "").isprintable()
    file, skipped = map(json.loads, text.splitlines())
    for stored, found in ((path, file["path"]), (name, file["name"]), (said, file["foreign"]), (path, skipped["path"])):
        if not any("\ud800" <= char <= "\udfff" for char in stored):
            assert found == stored
    assert file["remarks"][0]["detail"] == file["evidence"][0]["because"] == file["foreign"]
    assert document(entry, Skipped(path, problem))["files"][0]["path"] == file["path"]


def test_a_program_may_have_the_objects_themselves() -> None:
    assert list(file_object(HAL)) == FILE_KEYS
    assert skipped_object(SKIPPED[1])["offset"] == 0x80
