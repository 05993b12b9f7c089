"""Cases: a release's stamps, and files that contradict themselves by what is on record."""

import pytest

from ntfp.facts.build import PackList, Stamp
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified
from ntfp.facts.verdict import Reason
from ntfp.judging import ladder, releases
from tests.judging.climbs import FIXED, UNFIXED, climbed, said
from tests.judging.records import (
    ALPHA,
    CERTAIN,
    I386,
    LIKELY,
    NT4,
    bullet,
    case,
    claim,
    day,
    file,
    moment,
    released,
    row,
    taught,
)

# --- Stamps: the one time a release gives all its files.

NOON = moment("1999-04-29 12:04").replace(tzinfo=None)  # local, zone unsaid
STAMPED = taught(
    packs=(PackList(branch=NT4, pack="5", platform=I386, stamp=NOON, files={"srv.sys": 231_000}, source="made"),),
    stamps=(
        Stamp(branch=NT4, packs=("5",), day=NOON.date(), clock=NOON.time(), source="made"),
        Stamp(branch=NT4, packs=(), day=day("2001-07-16"), source="made"),
    ),
)


@pytest.mark.parametrize(
    ("modified", "stamped"),
    [
        pytest.param("1999-04-29 12:04", True, id="the stamp itself"),
        pytest.param("1999-04-29 12:04:02", True, id="as FAT rounds it"),
        pytest.param("1999-04-29 19:04", True, id="shifted by the zone"),
        pytest.param("1999-04-29 06:34", True, id="shifted by a zone of half an hour"),
        pytest.param("1999-04-29 12:05", False, id="another minute"),
        pytest.param("1999-05-01 12:04", False, id="another day"),
        pytest.param("2001-07-16 09:17", True, id="any time of a day whose time nobody printed"),
        pytest.param("2001-07-15 23:30", True, id="that day, seen from further west"),
        pytest.param("2001-07-15 09:00", False, id="before it begins in any zone"),
        pytest.param("2001-07-18", False, id="two days after it"),
        pytest.param(None, False, id="no file time"),
    ],
)
def test_a_pack_s_stamp_is_no_file_time(modified: str | None, stamped: bool) -> None:
    found = file(version=None, link=None, modified=modified)
    asked = case(row(size=240_000, dated="2001-12-01"), found, history=STAMPED)
    assert asked.stamped is stamped
    earlier = (UNFIXED, LIKELY) if modified and not stamped else None
    assert said(ladder.earlier_link, asked) == earlier


def test_a_stamp_on_the_day_of_a_row_is_not_the_very_file() -> None:
    found = file(version=None, link=None, size=240_000, modified="2001-07-16 09:17")
    asked = case(row(size=240_000, dated="2001-07-16"), found, history=STAMPED)
    assert said(ladder.very_file, asked) is None
    assert said(ladder.very_file, case(row(size=240_000, dated="2001-07-16"), found)) == (FIXED, CERTAIN)


@pytest.mark.parametrize(
    ("found", "is_packs_own"),
    [
        pytest.param(file(version=None, link=None, modified="1999-04-29 19:04"), True, id="name, size and stamp"),
        pytest.param(
            file(version=None, link="1999-04-20", modified="1999-04-29 19:04"), True, id="linked before the stamp"
        ),
        pytest.param(file(version=None, modified="1999-04-29 19:04"), False, id="linked months after the stamp"),
        pytest.param(
            file(version=None, link=None, modified="1999-04-29 19:04", oddities=(Oddity.CHECKSUM_WRONG,)),
            False,
            id="a damaged file, whose size is nobody's",
        ),
        pytest.param(file(version=None, modified="1999-04-30 12:05"), False, id="name and size"),
        pytest.param(file(version=None, size=1, modified="1999-04-29 12:04"), False, id="name and stamp"),
        pytest.param(file("rdr.sys", version=None, modified="1999-04-29 12:04"), False, id="size and stamp"),
        pytest.param(file(platform=ALPHA, modified="1999-04-29 12:04"), False, id="another platform's"),
    ],
)
def test_a_pack_s_list_and_its_stamp_make_a_release(found: Identified, is_packs_own: bool) -> None:
    fix = row(platform=found.facts.platform)
    answer = said(releases.release, case(fix, found, history=STAMPED, claims=(claim("5"),)))
    assert answer == ((FIXED, LIKELY) if is_packs_own else None)


def test_a_file_of_a_pack_s_list_is_not_the_very_file_by_its_time() -> None:
    found = file(version=None, link="1999-04-01", modified="1999-04-29 12:04")
    asked = case(row(size=231_000, dated="1999-04-29"), found, history=STAMPED, bullets=(bullet("4"),))
    assert climbed(asked)[1] is None


# --- Files that contradict themselves by what is on record.

SP6_DRIVER = taught(builds=(released("6", "6a", version="4.0.1381.298", link="1999-07-09 20:00"),))


@pytest.mark.parametrize(
    ("version", "link", "contradicts"),
    [
        pytest.param("4.0.1381.300", "1999-07-15", False, id="above the release and linked after it"),
        pytest.param("4.0.1381.300", "1999-06-01", True, id="above the release and linked before it"),
        pytest.param("4.0.1381.298", "1999-06-01", True, id="the number of the release, linked before it"),
        pytest.param("4.0.1381.300", "1999-07-09 20:00", True, id="the release's own link time"),
        pytest.param("4.0.1381.200", "1999-06-01", False, id="below the release and linked before it"),
        pytest.param("4.0.1381.300", None, False, id="no link time"),
        pytest.param(None, "1999-06-01", False, id="no version"),
    ],
)
def test_version_and_link_time_have_to_tell_one_story(version: str | None, link: str | None, contradicts: bool) -> None:
    asked = case(row(version="4.0.1381.250"), file(version=version, link=link), history=SP6_DRIVER)
    assert bool(asked.contradiction) is contradicts
    if contradicts:
        assert climbed(asked)[1:] == (None, None, Reason.EVIDENCE_DISAGREES)
