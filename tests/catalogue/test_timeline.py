import datetime as dt

import pytest
from msgspec.structs import replace

from ntfp.catalogue.history import history
from ntfp.catalogue.timeline import kernels_of, lanes_of
from ntfp.facts.build import KERNEL_NAMES, Branch, Known
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature
from ntfp.facts.timeline import Lane
from ntfp.scanning.data import shipped_data
from tests.catalogue.records import ROW, article

NOTHING = Known(lines=(), kernels=(), modules={})
TITLES = {Branch.NT4: "Windows NT 4.0"}
LINKED = replace(ROW, file="ntkrnlmp.exe", date=dt.date(1999, 11, 18))


def lanes(*signatures: Signature, branch: Branch | None = None, platform: Platform | None = None) -> tuple[Lane, ...]:
    return lanes_of(signatures, NOTHING, TITLES, branch, platform)


def test_every_kernel_that_is_on_record_is_in_one_lane() -> None:
    data = shipped_data()
    asked = data.signatures, data.base.known
    drawn = [build for lane in lanes_of(*asked, data.titles) for build in lane.builds]
    on_record = [build for file in KERNEL_NAMES for build in history(file, *asked)]
    assert len(drawn) == len(on_record) == 158
    assert all(build in on_record for build in drawn)


def test_branches_stand_in_their_order_and_of_each_the_platforms() -> None:
    data = shipped_data()
    found = lanes_of(data.signatures, data.base.known, data.titles)
    assert [(lane.title, lane.platform) for lane in found] == [
        ("Windows NT 3.1", "i386"),
        ("Windows NT 3.5", "i386"),
        ("Windows NT 3.51", "i386"),
        ("Windows NT 3.51", "alpha"),
        ("Windows NT 4.0", "i386"),
        ("Windows NT 4.0", "alpha"),
        ("Windows NT 4.0", None),
        ("Windows NT 4.0 Terminal Server Edition", "i386"),
        ("Windows NT 4.0 Terminal Server Edition", "alpha"),
        ("Windows 2000", "i386"),
    ]
    for lane in found:
        assert [build.date for build in lane.builds] == sorted(build.date for build in lane.builds if build.date)


def test_a_lane_is_in_the_order_of_time_whatever_the_order_of_articles() -> None:
    later = article("Q2", replace(ROW, date=dt.date(2000, 1, 1), size=1), replace(LINKED, date=dt.date(2000, 1, 1)))
    (lane,) = lanes(later, article("Q1", ROW))
    assert [(str(build.date), build.file) for build in lane.builds] == [
        ("1999-11-18", "ntoskrnl.exe"),
        ("2000-01-01", "ntoskrnl.exe"),
        ("2000-01-01", "ntkrnlmp.exe"),
    ]


@pytest.mark.parametrize(
    ("branch", "platform", "there"),
    [
        pytest.param(None, None, True, id="all"),
        pytest.param(Branch.NT4, Platform.I386, True, id="that one"),
        pytest.param(Branch.NT351, None, False, id="another branch"),
        pytest.param(None, Platform.ALPHA, False, id="another platform"),
    ],
)
def test_what_is_asked_for(branch: Branch | None, platform: Platform | None, there: bool) -> None:
    assert bool(lanes(article("Q1", ROW), branch=branch, platform=platform)) is there


@pytest.mark.parametrize(
    ("row", "branch"),
    [
        pytest.param(replace(ROW, date=None, time=None), Branch.NT4, id="no day"),
        pytest.param(ROW, None, id="no branch"),
    ],
)
def test_what_has_no_place_in_time_is_on_record_and_in_no_lane(row: Row, branch: Branch | None) -> None:
    found = article("Q1", row, table_says={"branch": branch})
    assert lanes(found) == ()
    assert len(kernels_of([found], NOTHING)) == 1


def test_a_platform_that_is_left_open_has_a_lane_of_its_own() -> None:
    both = article("Q1", replace(ROW, platform=None), hardware=(Platform.ALPHA, Platform.I386))
    for platform in (None, Platform.ALPHA, Platform.I386):
        (lane,) = lanes(both, platform=platform)
        assert (lane.platform, len(lane.builds)) == (None, 1)


def test_other_files_have_no_lane() -> None:
    assert lanes(article("Q1", replace(ROW, file="tcpip.sys"))) == ()
