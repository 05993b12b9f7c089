"""`kernels.toml`: what is written is read as it was; what somebody made of it is named where it is wrong."""

import datetime as dt
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.database import shipped_folder, shipped_known
from ntfp.database.listed import LISTED, Kernel, Kernels, listed_kernels as listed_in
from ntfp.database.writing import listed_text, write_listed
from ntfp.database.written import read_written
from ntfp.errors import BadDataError
from ntfp.facts.build import KERNEL_NAMES, Branch, ListedKernel
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion

PLAIN = ListedKernel(
    file="ntoskrnl.exe",
    branch=Branch.NT4,
    platform=Platform.ALPHA,
    size=1_376_896,
    date=dt.date(1999, 10, 28),
    time=dt.time(19, 10),
    articles=("Q244509", "Q268835"),
)
RARE = replace(PLAIN, file="ntkrnlmp.exe", time=None, version=FileVersion(4, 0, 1381, 7130), utc=True, corrected=True)


def load_listed(path: Path) -> tuple[ListedKernel, ...]:
    return listed_in(read_written(path, Kernels))


def written(folder: Path, text: str) -> Path:
    path = folder / LISTED
    path.write_text(text, "utf-8")
    return path


# Written


def test_a_kernel_is_a_line_and_what_is_rarely_said_stands_last() -> None:
    head = 'branch = "nt4", platform = "alpha", size = 1_376_896, date = 1999-10-28,'
    articles = 'articles = ["Q244509", "Q268835"]'
    rare = 'version = "4.0.1381.7130", utc = true, corrected = true'
    assert listed_text([PLAIN, RARE]).splitlines()[1:] == [
        "kernels = [",
        f'  {{ file = "ntoskrnl.exe", {head} time = 19:10:00, {articles} }},',
        f'  {{ file = "ntkrnlmp.exe", {head}                  {articles}, {rare} }},',
        "]",
    ]


def test_the_file_says_that_it_is_made() -> None:
    assert listed_text([PLAIN]).startswith("# Made from the records by `ntfp kb compile`")


def test_what_says_the_same_is_not_touched(tmp_path: Path) -> None:
    assert write_listed([PLAIN], tmp_path)
    before = (tmp_path / LISTED).stat()
    assert not write_listed([PLAIN], tmp_path)
    after = (tmp_path / LISTED).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert write_listed([RARE], tmp_path)
    assert load_listed(tmp_path / LISTED) == (RARE,)


def test_where_no_kernel_is_listed_there_is_no_file_but_what_was_there_is_not_left(tmp_path: Path) -> None:
    assert not write_listed([], tmp_path)
    assert list(tmp_path.iterdir()) == []
    write_listed([PLAIN], tmp_path)
    assert write_listed([], tmp_path)
    assert load_listed(tmp_path / LISTED) == ()


kernels = st.builds(
    ListedKernel,
    file=st.sampled_from(list(KERNEL_NAMES)),
    branch=st.sampled_from([branch for branch in Branch if branch is not Branch.OTHER]),
    platform=st.sampled_from([Platform.I386, Platform.ALPHA, Platform.MIPS, Platform.PPC]),
    size=st.integers(1, 1 << 40),
    date=st.dates(dt.date(1985, 1, 1), dt.date(2099, 12, 31)),
    time=st.none() | st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)),
    articles=st.lists(st.integers(10_000, 399_999).map("Q{}".format), min_size=1, max_size=4).map(tuple),
    version=st.none() | st.builds(FileVersion, *[st.integers(0, 0xFFFF)] * 4),
    utc=st.booleans(),
    corrected=st.booleans(),
)


@given(listed=st.lists(kernels, max_size=6).map(tuple))
def test_whatever_is_written_is_read_as_it_was(
    listed: tuple[ListedKernel, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert load_listed(written(tmp_path_factory.mktemp("kernels"), listed_text(listed))) == listed


# Read


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(
            ('"ntoskrnl.exe"', '"srv.sys"'),
            'file: expected one of ntoskrnl.exe, ntkrnlmp.exe, ntkrnlpa.exe, ntkrpamp.exe, found "srv.sys"',
            id="no kernel",
        ),
        pytest.param(
            ('"alpha"', '"Alpha"'), 'platform: expected one of i386, alpha, mips, ppc, found "Alpha"', id="no"
        ),
        pytest.param(
            ("1_376_896", "0"), "size: expected a whole number above 0 and below 2**63, found 0", id="no bytes"
        ),
        pytest.param(("date = 1999-10-28, ", ""), "date: is missing", id="no date"),
        pytest.param(('["Q244509", "Q268835"]', "[]"), "articles: expected one article or more, found none", id="none"),
        pytest.param(
            ('"Q268835"', '"268835"'),
            'articles[1]: expected an article: Q and five or six digits, found "268835"',
            id="no article",
        ),
    ],
)
def test_a_mistake_is_named_with_its_key(change: tuple[str, str], problem: str, tmp_path: Path) -> None:
    path = written(tmp_path, listed_text([PLAIN]).replace(*change))
    with pytest.raises(BadDataError) as caught:
        load_listed(path)
    assert str(caught.value) == f"kernels.toml: kernels[0].{problem}"


def test_the_manual_tells_every_key_of_a_kernel() -> None:
    section = (shipped_folder() / "FORMAT.md").read_text("utf-8").partition("## kernels.toml")[2].partition("\n## ")[0]
    told = set(re.findall(r"[a-z0-9_]+", " ".join(re.findall(r"`([^`\n]+)`", section))))
    assert {field.encode_name for field in msgspec.structs.fields(Kernel)} - told == set()


# What ships


def test_what_ships_is_known() -> None:
    assert shipped_known().listed == load_listed(shipped_folder() / LISTED)
    assert len(shipped_known().listed) > 90


def test_each_is_of_a_branch_that_lived_then() -> None:
    known = shipped_known()
    for row in known.listed:
        line = known.line(row.branch)
        assert line and line.linked_at(row.moments[0]), row


def test_no_build_is_there_twice() -> None:
    rows = [replace(row, articles=()) for row in shipped_known().listed]
    assert len(set(rows)) == len(rows)
