"""`builds.toml`: what ships is whole and equals its sources; what is written wrongly is named."""

import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ntfp.database import load_known, shipped_builds, shipped_known
from ntfp.errors import DataError
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform

SHARED = Path(os.environ.get("NTFP_BASELINES", Path(__file__).resolve().parents[3] / "shared" / "data"))
needs_baselines = pytest.mark.skipif(
    not (SHARED / "kernel_baselines.toml").exists(), reason="the collected baselines are not at hand (NTFP_BASELINES)"
)

HEAD = """
branches = [
  { branch = "nt4", title = "Windows NT 4.0", version = "4.0", builds = [1381, 1381], packs = ["0", "6"],
    lived = [1996-06-01, 2008-12-31] },
]
points = { rows = [] }
modules = { rows = [] }
[kernels]
platform = "i386"
source = "a test"
""".replace("\n    lived", " lived")


def written(folder: Path, rows: str, head: str = HEAD) -> Path:
    path = folder / "builds.toml"
    path.write_text(f"{head}rows = [\n{rows}\n]\n", "utf-8")
    return path


GOOD = '{ file = "ntoskrnl.exe", branch = "nt4", packs = ["6"], version = "4.0.1381.335", link = 1999-09-21T22:02:03Z }'


def test_a_row_is_read_with_its_tables_platform_and_source(tmp_path: Path) -> None:
    (row,) = load_known(written(tmp_path, GOOD)).kernels
    assert (row.platform, row.source, row.flavour, row.size) == (Platform.I386, "a test", None, None)
    assert row.link == datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            ('"4.0.1381.335"', '"4.0.1381"'),
            r"builds.toml: kernels.rows[0].version: Expected `str` matching regex '^\\d{1,5}(\\.\\d{1,5}){3}$'",
            id="three numbers",
        ),
        pytest.param(
            ('"4.0.1381.335"', '"4.0.1381.70000"'),
            "builds.toml: kernels.rows[0].version: expected four dotted 16-bit numbers, found '4.0.1381.70000'",
            id="a number too large",
        ),
        pytest.param(
            ('"nt4"', '"nt5"'),
            "builds.toml: kernels.rows[0].branch: Invalid enum value 'nt5'",
            id="a branch nobody knows",
        ),
        pytest.param(
            ('["6"]', '["7"]'), "builds.toml: kernels.rows[0].packs: the branch nt4 has no pack 7", id="no such pack"
        ),
        pytest.param(
            ("22:02:03Z", "22:02:03"),
            "builds.toml: kernels.rows[0].link: a link time is UTC: write a Z behind it",
            id="a link time without a zone",
        ),
        pytest.param(
            ("file =", 'files = "x", file ='),
            "builds.toml: kernels.rows[0]: Object contains unknown field `files`",
            id="an unknown key",
        ),
        pytest.param(
            ('file = "ntoskrnl.exe"', 'file = "Ntoskrnl.exe"'),
            r"builds.toml: kernels.rows[0].file: Expected `str` matching regex '^[^A-Z\\s]+$'",
            id="a name in capitals",
        ),
        pytest.param(
            ('packs = ["6"]', "size = 0"), "builds.toml: kernels.rows[0].size: Expected `int` >= 1", id="no bytes"
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_key(change: tuple[str, str], message: str, tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace(*change))
    with pytest.raises(DataError) as caught:
        load_known(path)
    assert str(caught.value) == message


@pytest.mark.parametrize("key", ["platform", "source"])
def test_a_row_must_have_platform_and_source_from_somewhere(key: str, tmp_path: Path) -> None:
    head = "\n".join(line for line in HEAD.splitlines() if not line.startswith(f"{key} ")) + "\n"
    with pytest.raises(DataError, match=f"has no {key}, and its table gives none"):
        load_known(written(tmp_path, GOOD, head))


def test_what_is_no_toml_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "builds.toml"
    path.write_text("branches = [", "utf-8")
    with pytest.raises(DataError, match=r"^builds\.toml: the file: is no TOML: "):
        load_known(path)


def test_a_missing_file_is_an_incomplete_installation(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_known(tmp_path / "builds.toml")
    assert str(caught.value) == f"builds.toml: the file: is missing from {tmp_path}: the installation is incomplete"


def test_a_key_that_is_missing_altogether(tmp_path: Path) -> None:
    path = tmp_path / "builds.toml"
    path.write_text("", "utf-8")
    with pytest.raises(DataError, match="Object missing required field `branches`"):
        load_known(path)


# What ships


def test_every_branch_has_its_line() -> None:
    assert [line.branch for line in shipped_known().lines] == [
        branch for branch in Branch if branch is not Branch.OTHER
    ]


def test_every_recorded_link_time_lies_in_the_life_of_its_branch() -> None:
    lived = {line.branch: line.lived for line in shipped_known().lines}
    rows = [*shipped_known().kernels, *(row for rows in shipped_known().modules.values() for row in rows)]
    for row in rows:
        if row.link:
            assert lived[row.branch][0] <= row.link.date() <= lived[row.branch][1], row


def test_every_version_is_of_its_branch_or_a_modules_own() -> None:
    lines = {line.branch: line for line in shipped_known().lines}
    for row in shipped_known().kernels:
        assert row.version is not None
        line = lines[row.branch]
        assert (row.version.major, row.version.minor) == line.version
        assert line.builds[0] <= row.version.build <= line.builds[1]
        assert (row.version.revision >= 0x8000) == (row.branch is Branch.NT4_TSE)


def test_no_row_is_there_twice() -> None:
    rows = [*shipped_known().kernels, *(row for rows in shipped_known().modules.values() for row in rows)]
    assert len(set(rows)) == len(rows)


def _baselines(name: str) -> list[dict[str, Any]]:
    content: dict[str, list[dict[str, Any]]] = tomllib.loads((SHARED / f"{name}.toml").read_text("utf-8"))
    (rows,) = content.values()
    return rows


def _stamp(value: int) -> datetime:
    return datetime.fromtimestamp(value, UTC)


@needs_baselines
def test_the_kernels_are_those_of_the_baselines() -> None:
    theirs = {
        (row["version"], _stamp(link), size)
        for row in _baselines("kernel_baselines")
        for link, size in zip(row["link"], row["size"], strict=True)
    }
    assert {(str(row.version), row.link, row.size) for row in shipped_known().kernels if row.packs} == theirs


@needs_baselines
def test_the_points_are_those_of_the_baselines() -> None:
    theirs = {
        (row["branch"].replace(" ", "-"), row["machine"], row["version"], row["date"], size or None, row["source"][0])
        for row in _baselines("kernel_points")
        for size in (row["size_up"], row["size_mp"])
    }
    ours = {
        (row.branch, row.platform, str(row.version), str(row.printed), row.size, row.source)
        for row in shipped_known().kernels
        if not row.packs
    }
    assert ours == theirs


@needs_baselines
def test_the_modules_are_those_of_the_baselines() -> None:
    theirs = {
        (row["file"], row["version"] or None, _stamp(row["link"]), row["size"])
        for row in _baselines("module_baselines")
    }
    ours = {
        (row.file, str(row.version) if row.version else None, row.link, row.size)
        for rows in shipped_known().modules.values()
        for row in rows
    }
    assert ours == theirs


@needs_baselines
@pytest.mark.parametrize("name", ["kernel_baselines", "module_baselines"])
def test_every_package_of_the_baselines_is_a_pack_of_its_branch(name: str) -> None:
    rows = [*shipped_known().kernels, *(row for rows in shipped_known().modules.values() for row in rows)]
    ours = {(row.link, row.size): (row.branch, row.packs, row.label) for row in rows}
    for row in _baselines(name):
        links, sizes = row["link"], row["size"]
        for link, size in zip(
            *(value if isinstance(value, list) else [value] for value in (links, sizes)), strict=True
        ):
            branch, packs, label = ours[_stamp(link), size]
            for package in row["packages"]:
                product, _, pack = package.partition(" ")
                assert product == branch
                number = pack.removeprefix("sp") if pack.startswith("sp") else "0"
                assert number in packs
                assert number != "0" or not pack or pack.removeprefix("disc of ") in (label or "")


def test_the_data_is_found_in_a_checkout() -> None:
    assert shipped_builds().name in {"builds.toml", "_builds.toml"}
    assert shipped_builds().exists()
