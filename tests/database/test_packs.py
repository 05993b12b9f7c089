"""`packs.toml`: what ships is what the articles list; what is written wrongly is named."""

import datetime as dt
import os
import tomllib
from pathlib import Path

import pytest

from ntfp.database import shipped, shipped_known
from ntfp.database.packs import Packs, with_packs
from ntfp.database.written import read_written
from ntfp.errors import BadDataError
from ntfp.facts.build import Branch, PackList, Stamp
from ntfp.facts.platform import Platform

SHARED = Path(os.environ.get("NTFP_BASELINES", Path(__file__).resolve().parents[3] / "shared" / "data"))
needs_baselines = pytest.mark.skipif(
    not (SHARED / "pack_files_sp3.toml").exists(), reason="the collected baselines are not at hand (NTFP_BASELINES)"
)

GOOD = """\
stamps = [
  { branch = "nt4", packs = ["5"], day = 1999-04-29, clock = 12:04:00, source = "a test" },
  { branch = "nt4", packs = [], day = 2001-07-16, source = "a test" },
]
[[packs]]
branch = "nt4"
pack = "5"
platform = "i386"
stamp = 1999-04-29T12:04:00
source = "a test"
files = [
  ["hal.dll", 52_768],
  ["srv.sys", 228_208],
]
"""


def written(folder: Path, text: str = GOOD) -> Path:
    path = folder / "packs.toml"
    path.write_text(text, "utf-8")
    return path


def test_packs_and_stamps_are_added_to_what_is_known(tmp_path: Path) -> None:
    known = with_packs(shipped_known(), read_written(written(tmp_path), Packs))
    assert (known.lines, known.kernels, known.modules) == (
        *(shipped_known().lines, shipped_known().kernels),
        shipped_known().modules,
    )
    assert known.stamps == (
        Stamp(branch=Branch.NT4, packs=("5",), day=dt.date(1999, 4, 29), clock=dt.time(12, 4), source="a test"),
        Stamp(branch=Branch.NT4, packs=(), day=dt.date(2001, 7, 16), source="a test"),
    )
    assert known.packs == (
        PackList(
            branch=Branch.NT4,
            pack="5",
            platform=Platform.I386,
            stamp=dt.datetime(1999, 4, 29, 12, 4),  # noqa: DTZ001 - local, zone unsaid
            files={"hal.dll": 52_768, "srv.sys": 228_208},
            source="a test",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            'packs = ["5"]',
            'packs = ["latest"]',
            'stamps[0].packs[0]: expected a pack: "0" to "6" or "6a", found "latest"',
            id="no pack",
        ),
        pytest.param(
            '"nt4", packs = ["5"]',
            '"nt35", packs = ["5"]',
            'stamps[0].packs[0]: expected a pack of nt35 (0, 1, 2, 3), found "5"',
            id="a pack the branch never had",
        ),
        pytest.param(
            '"nt4"\npack = "5"',
            '"nt351"\npack = "6"',
            'packs[0].pack: expected a pack of nt351 (0, 1, 2, 3, 4, 5), found "6"',
            id="a list of no pack",
        ),
        pytest.param(
            "12:04:00\nsource",
            "12:04:00Z\nsource",
            "packs[0].stamp: a stamp is local, zone unsaid: write none behind it",
            id="a zone",
        ),
        pytest.param(
            "1999-04-29T12:04:00",
            "1999-04-29",
            "packs[0].stamp: expected a date with a time, found 1999-04-29",
            id="a day",
        ),
        pytest.param(
            '"srv.sys", 228_208',
            '"Srv.sys", 228_208',
            'packs[0].files[1][0]: expected a file name in lower case, without blanks, found "Srv.sys"',
            id="capitals",
        ),
        pytest.param(
            '["srv.sys", 228_208]', '["srv.sys"]', "packs[0].files[1]: expected 2 values, found 1", id="no size"
        ),
        pytest.param('"srv.sys"', '"hal.dll"', "packs[0].files[1]: hal.dll is there already", id="a file twice"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(old: str, new: str, problem: str, tmp_path: Path) -> None:
    assert old in GOOD
    with pytest.raises(BadDataError) as caught:
        with_packs(shipped_known(), read_written(written(tmp_path, GOOD.replace(old, new, 1)), Packs))
    assert str(caught.value) == f"packs.toml: {problem}"


def test_a_pack_without_files_is_none(tmp_path: Path) -> None:
    with pytest.raises(BadDataError) as caught:
        with_packs(
            shipped_known(), read_written(written(tmp_path, GOOD[: GOOD.index("files")] + "files = []\n"), Packs)
        )
    assert str(caught.value) == "packs.toml: packs[0].files: expected one file or more, found none"


# What ships


def test_history_is_all_that_is_known_and_more() -> None:
    assert (shipped_known().packs, shipped_known().stamps) == ((), ())
    history = shipped().known
    assert history.kernels == shipped_known().kernels
    assert [(pack.branch, pack.pack, pack.platform, len(pack.files)) for pack in history.packs] == [
        (Branch.NT4, "3", Platform.I386, 649),
        (Branch.NT4, "5", Platform.I386, 1139),
    ]


def test_a_listed_pack_has_the_stamp_of_its_release() -> None:
    stamps = {(stamp.branch, pack): stamp for stamp in shipped().known.stamps for pack in stamp.packs}
    for pack in shipped().known.packs:
        stamp = stamps[pack.branch, pack.pack]
        assert (stamp.day, stamp.clock) == (pack.stamp.date(), pack.stamp.time())


def test_the_roll_up_has_a_stamp_and_no_pack() -> None:
    assert [(stamp.branch, stamp.day) for stamp in shipped().known.stamps if not stamp.packs] == [
        (Branch.NT4, dt.date(2001, 7, 16))
    ]


@needs_baselines
@pytest.mark.parametrize(("name", "pack", "left_out"), [("sp3", 0, {}), ("sp5", 1, {"tagfile.1": 2})])
def test_the_packs_are_those_of_the_baselines(name: str, pack: int, left_out: dict[str, int]) -> None:
    theirs = tomllib.loads((SHARED / f"pack_files_{name}.toml").read_text("utf-8"))["files"]
    ours = shipped().known.packs[pack]
    assert {**ours.files, **left_out} == {file.lower(): size for file, size, _, _ in theirs}
    for file, _, day, clock in theirs:
        assert (f"{day}T{clock}:00" == ours.stamp.isoformat()) == (file.lower() in ours.files)


@needs_baselines
def test_the_stamps_are_those_of_the_baselines() -> None:
    theirs = tomllib.loads((SHARED / "release_stamps.toml").read_text("utf-8"))["stamp"]
    ours = [stamp for stamp in shipped().known.stamps if stamp.packs]
    for row, stamp in zip(theirs, ours, strict=True):
        product, _, rest = row["package"].partition(" ")
        branch = Branch.NT4_TSE if rest == "tse" else Branch(product)
        pack = rest.removeprefix("sp") if rest.startswith("sp") else "0"
        assert (stamp.branch, stamp.packs, str(stamp.day)) == (branch, (pack,), row["date"])
        assert (stamp.clock.strftime("%H:%M") if stamp.clock else "") == row["time"]
        assert stamp.source.startswith("KB " + ", ".join(row["articles"]))
