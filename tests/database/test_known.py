"""`builds.toml`: what ships is whole and equals its sources; what is written wrongly is named."""

import os
import tomllib
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from ntfp.database import shipped_folder, shipped_known
from ntfp.database.known import Builds, known_builds
from ntfp.database.written import read_written
from ntfp.errors import BadDataError, DataError
from ntfp.facts.build import Branch, Flavour, Known, PackByHotfix
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


def load_known(path: Path) -> Known:
    return known_builds(read_written(path, Builds))


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
    ("change", "problem"),
    [
        pytest.param(
            ('"4.0.1381.335"', '"4.0.1381"'),
            'kernels.rows[0].version: expected four dotted 16-bit numbers, found "4.0.1381"',
            id="three numbers",
        ),
        pytest.param(
            ('"4.0.1381.335"', '"4.0.1381.70000"'),
            'kernels.rows[0].version: expected four dotted 16-bit numbers, found "4.0.1381.70000"',
            id="a number too large",
        ),
        pytest.param(
            ('"nt4"', '"nt5"'),
            "kernels.rows[0].branch: expected one of nt31, nt35, nt351, nt4, nt4-tse, win2000, winxp, other, "
            'found "nt5"',
            id="a branch nobody knows",
        ),
        pytest.param(
            ('["6"]', '["0", "5"]'),
            "kernels.rows[0].packs[1]: the branch nt4 has no pack 5",
            id="no such pack",
        ),
        pytest.param(
            ("22:02:03Z", "22:02:03"),
            "kernels.rows[0].link: a link time is UTC: write a Z behind it",
            id="a link time without a zone",
        ),
        pytest.param(
            ("file =", 'files = "x", file ='),
            "kernels.rows[0].files: is no key here: expected file, branch, flavour, packs, label, platform, "
            "source, version, link, size, printed",
            id="an unknown key",
        ),
        pytest.param(
            ('file = "ntoskrnl.exe"', 'file = "Ntoskrnl.exe"'),
            'kernels.rows[0].file: expected a file name in lower case, without blanks, found "Ntoskrnl.exe"',
            id="a name in capitals",
        ),
        pytest.param(
            ('packs = ["6"]', "size = 0"),
            "kernels.rows[0].size: expected a whole number above 0 and below 2**63, found 0",
            id="no bytes",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_key(change: tuple[str, str], problem: str, tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace(*change))
    with pytest.raises(DataError) as caught:
        load_known(path)
    assert str(caught.value) == f"builds.toml: {problem}"


@pytest.mark.parametrize("key", ["platform", "source"])
def test_a_row_must_have_platform_and_source_from_somewhere(key: str, tmp_path: Path) -> None:
    head = "\n".join(line for line in HEAD.splitlines() if not line.startswith(f"{key} ")) + "\n"
    with pytest.raises(DataError) as caught:
        load_known(written(tmp_path, GOOD, head))
    assert str(caught.value) == f"builds.toml: kernels.rows[0].{key}: is missing, and its table gives none"


def test_a_pack_is_there_only_in_a_branch_that_has_it(tmp_path: Path) -> None:
    head = HEAD.replace("2008-12-31] }", '2008-12-31], there = [["6", 1999-10-27], ["5", 1999-05-05]] }')
    with pytest.raises(DataError) as caught:
        load_known(written(tmp_path, GOOD, head))
    assert str(caught.value) == "builds.toml: branches[0].there[1][0]: the branch nt4 has no pack 5"
    fine = load_known(written(tmp_path, GOOD, head.replace(', ["5", 1999-05-05]', "")))
    assert fine.lines[0].there == {"6": date(1999, 10, 27)}


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    rows = ",\n".join([GOOD.replace("335", "x"), GOOD.replace("22:02:03Z", "22:02:03").replace('"6"', '"2"')])
    head = HEAD.replace("[1381, 1381]", "[1381]").replace('version = "4.0"', 'version = "4"')
    with pytest.raises(BadDataError) as caught:
        load_known(written(tmp_path, rows, head))
    assert [(error.key, error.problem) for error in caught.value.errors] == [
        ("branches[0].version", 'expected two dotted 16-bit numbers, found "4"'),
        ("branches[0].builds", "expected 2 values, found 1"),
        ("kernels.rows[0].version", 'expected four dotted 16-bit numbers, found "4.0.1381.x"'),
        ("kernels.rows[1].link", "a link time is UTC: write a Z behind it"),
        ("kernels.rows[1].packs[0]", "the branch nt4 has no pack 2"),
    ]


def test_what_is_no_toml_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "builds.toml"
    path.write_text("branches = [", "utf-8")
    with pytest.raises(DataError, match=r"^builds\.toml: the file: is no TOML: "):
        load_known(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_known(tmp_path / "builds.toml")
    assert str(caught.value) == f"builds.toml: the file: is missing from {tmp_path}"


def test_a_key_that_is_missing_altogether(tmp_path: Path) -> None:
    path = tmp_path / "builds.toml"
    path.write_text("", "utf-8")
    with pytest.raises(BadDataError) as caught:
        load_known(path)
    assert [str(error) for error in caught.value.errors] == [
        f"builds.toml: {key}: is missing" for key in ("branches", "kernels", "points", "modules")
    ]


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


def test_from_which_number_on_versions_rise() -> None:
    rising = {line.branch: line.rising_from for line in shipped_known().lines if line.rising_from}
    assert rising == {Branch.NT4: 7001, Branch.WIN2000: 1000}


def test_rows_stand_in_the_order_that_the_manual_tells() -> None:
    known = shipped_known()
    branches = [line.branch for line in known.lines]
    flavours = list(Flavour)
    kernels = [row for row in known.kernels if row.packs]
    releases = [list(rows) for _, rows in groupby(kernels, key=lambda row: (row.branch, row.packs, row.label))]
    for rows in releases:
        assert [flavours.index(row.flavour) for row in rows if row.flavour] == list(range(len(rows)))
    starts = [(branches.index(rows[0].branch), rows[0].packs[0], rows[0].link) for rows in releases]
    assert starts == sorted(starts)
    points = [
        (branches.index(row.branch), row.version, row.platform is not Platform.I386, flavours.index(row.flavour))
        for row in known.kernels
        if not row.packs and row.flavour
    ]
    assert points == sorted(points)
    for name, builds in known.modules.items():
        times = [(branches.index(row.branch), row.packs[0], row.link) for row in builds]
        assert name.startswith("hal") or times == sorted(times)


def test_a_pack_by_hotfix_is_one_of_its_branch_and_so_is_its_base(tmp_path: Path) -> None:
    head = HEAD.replace("2008-12-31] }", '2008-12-31], by_hotfix = [["6a", "6", "Q246009"]] }')
    with pytest.raises(DataError) as caught:
        load_known(written(tmp_path, GOOD, head))
    assert str(caught.value) == "builds.toml: branches[0].by_hotfix[0][0]: the branch nt4 has no pack 6a"


def test_sp6a_is_sp6_with_a_hotfix() -> None:
    line = shipped_known().line(Branch.NT4)
    assert line is not None
    assert line.by_hotfix == {"6a": PackByHotfix("6", "Q246009")}


def test_no_row_is_there_twice() -> None:
    rows = [*shipped_known().kernels, *(row for rows in shipped_known().modules.values() for row in rows)]
    assert len(set(rows)) == len(rows)


# Listed under Windows 2000 SP2, and linked half a year after that pack was there.
_NOT_SP2 = {"5.0.2195.4272", "5.0.2195.4453"}


def _baselines(name: str) -> list[dict[str, Any]]:
    content: dict[str, list[dict[str, Any]]] = tomllib.loads((SHARED / f"{name}.toml").read_text("utf-8"))
    (rows,) = content.values()
    return [row for row in rows if row["version"] not in _NOT_SP2]


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
    # The third table of an article whose other two are among them.
    more = {("win2000", "i386", "5.0.2195.2099", "2000-07-06", size, "KB Q266433") for size in (1_659_328, 1_681_536)}
    assert ours == theirs | more


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
    assert (shipped_folder() / "builds.toml").exists()
