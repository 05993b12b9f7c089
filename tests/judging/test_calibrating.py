"""Calibrating: what all rows and recorded builds together teach, and which of them teach nothing."""

from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.facts.build import Branch, PackList, Stamp
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, By, Requires, Row, Signature
from ntfp.judging.calibrating import make_history
from ntfp.judging.history import History, branch_of, made_for
from tests.judging.records import (
    ALPHA,
    I386,
    LINES,
    NT4,
    TSE,
    WIN2000,
    article,
    bullet,
    claim,
    day,
    known,
    released,
    row,
    table,
    taught,
)
from tests.judging.systems import history

SURE = row(version="4.0.1381.7080", dated="2000-07-06", size=934_720)


def days_and_versions(history: History, branch: Branch = NT4) -> list[tuple[str, str]]:
    return [(str(when), str(version)) for when, version in history.highs[branch]]


def versions_of(history: History, file: str = "srv.sys", platform: Platform | None = I386) -> list[str]:
    return [str(seen.version) for seen in history.sightings_of(NT4, file, platform)]


def test_rows_and_releases_teach_when_a_version_of_a_file_was_about() -> None:
    history = taught(
        article(table(SURE)),
        builds=(
            released("6", version="4.0.1381.298", link="1999-07-09 20:00"),
            released(name="ntoskrnl.exe", version="4.0.1381.7097", printed="2001-07-16"),
        ),
    )
    told = [
        (str(seen.day), str(seen.version), seen.released, seen.told)
        for seen in history.sightings_of(NT4, "srv.sys", I386)
    ]
    assert told == [("1999-07-09", "4.0.1381.298", True, "SP6"), ("2000-07-06", "4.0.1381.7080", False, "Q100001")]
    assert versions_of(history, "ntoskrnl.exe") == ["4.0.1381.7097"]
    assert versions_of(history, platform=ALPHA) == []
    assert versions_of(history, platform=None) == []


@pytest.mark.parametrize(
    "doubtful",
    [
        pytest.param(
            row(version="4.0.1381.7080", dated="2000-07-06", doubt="2000-06-07", size=9), id="a doubtful date"
        ),
        pytest.param(
            row(version="4.0.1381.7080", dated="2000-07-06", size=9, mended=("date",)), id="a mended misprint"
        ),
        pytest.param(row(version="4.0.1381.7080", size=9), id="no date"),
        pytest.param(row(version="4.0.1381.7080", dated="2001-07-16", size=9), id="the stamp of a roll-up"),
    ],
)
def test_a_row_in_doubt_teaches_nothing_about_others(doubtful: Row) -> None:
    stamp = Stamp(branch=NT4, packs=(), day=day("2001-07-16"), source="made")
    history = taught(article(table(doubtful)), stamps=(stamp,))
    assert versions_of(history) == []
    assert history.highs[NT4] == ()
    assert history.sizes == {}


@pytest.mark.parametrize(
    "version",
    [
        pytest.param("5.0.2195.3407", id="another product's"),
        pytest.param("4.4.1381.7012", id="a misprint of the product"),
        pytest.param("4.0.2195.7012", id="a build the branch never had"),
    ],
)
def test_a_version_that_is_not_the_branch_s_teaches_no_order_but_its_size_is_a_build(version: str) -> None:
    history = taught(article(table(row(version=version, dated="2000-07-06", size=9))))
    assert versions_of(history) == []
    assert [dated.kb for dated in history.sizes[NT4, "srv.sys", I386, 9]] == ["Q100001"]


@pytest.mark.parametrize(
    ("printed", "version"),
    [
        pytest.param(NT4, "4.0.1381.32901", id="a Terminal Server number under NT 4.0"),
        pytest.param(TSE, "4.0.1381.7080", id="a plain number under Terminal Server"),
    ],
)
def test_a_row_printed_under_the_other_branch_of_4_0_teaches_nothing_and_is_nobody_s(
    printed: Branch, version: str
) -> None:
    """As happened to Nwrdr.sys: every plain file would be older than it."""
    misplaced = row(version=version, dated="1999-09-17", size=9)
    signature = article(table(misplaced, branch=printed), bullets=(bullet(branch=printed),))
    history = taught(signature)
    assert (history.sightings, history.sizes, history.highs[NT4]) == ({}, {}, ())
    assert branch_of(signature, signature.tables[0], misplaced) is None


def test_a_row_of_no_branch_or_of_one_nobody_described_teaches_nothing() -> None:
    several = article(table(SURE, branch=None), bullets=(bullet(), bullet(branch=TSE)))
    strange = article(table(row(version="5.1.2600.1", dated="2002-01-01"), branch=Branch.WINXP))
    history = taught(several, strange)
    assert history.sightings == {}
    assert history.sizes == {}


def test_a_row_without_a_platform_teaches_a_high_and_no_order_of_its_file() -> None:
    history = taught(article(table(row(platform=None, version="4.0.1381.7080", dated="2000-07-06", size=9))))
    assert days_and_versions(history) == [("2000-07-06", "4.0.1381.7080")]
    assert history.sightings == {}
    assert history.sizes == {}


def test_highs_are_the_days_on_which_a_version_was_above_all_before() -> None:
    history = taught(
        article(
            table(
                row("a.dll", version="4.0.1381.7012", dated="1999-12-01"),
                row("b.dll", version="4.0.1381.7005", dated="2000-01-10"),  # built long before it was dated
                row("c.dll", version="4.0.1381.7050", dated="2000-03-01"),
                row("d.dll", version="4.0.1381.335", dated="2000-04-01"),  # from before numbers rose
            )
        )
    )
    assert days_and_versions(history) == [("1999-12-01", "4.0.1381.7012"), ("2000-03-01", "4.0.1381.7050")]
    assert TSE not in history.highs, "nobody says that its numbers rise"


@pytest.mark.parametrize(
    ("printed", "crosses"),
    [
        pytest.param("2000-07-06", True, id="weeks before the release was linked"),
        pytest.param("2000-07-18", False, id="on the day before: a zone may explain it"),
        pytest.param("2000-08-06", False, id="after it"),
    ],
)
def test_a_branch_crosses_where_a_pack_is_numbered_below_a_fix_made_before_it(printed: str, crosses: bool) -> None:
    fix = released(name="ntoskrnl.exe", version="5.0.2195.2099", printed=printed, branch=WIN2000)
    sp1 = released("1", name="ntoskrnl.exe", version="5.0.2195.1620", link="2000-07-19", branch=WIN2000)
    assert taught(builds=(sp1, fix)).crossing == ({WIN2000} if crosses else set())


def test_only_kernels_tell_whether_a_branch_crosses() -> None:
    fix = article(table(row(version="4.0.1381.336", dated="1999-01-01")))
    assert taught(fix, builds=(released("6", version="4.0.1381.335", link="1999-09-21"),)).crossing == set()


def test_the_last_pack_is_joined_by_those_that_have_its_kernel() -> None:
    sp6 = released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21")
    sp5 = released("5", name="ntoskrnl.exe", version="4.0.1381.204", link="1999-04-20")
    assert taught(builds=(sp6, sp5)).last_packs[NT4] == {"6", "6a"}
    assert taught(builds=(sp5,)).last_packs[NT4] == {"6a"}
    assert taught().last_packs[TSE] == {"6"}


SP5_KERNEL = released("5", name="ntoskrnl.exe", version="4.0.1381.204", link="1999-04-20 19:33")
SP6_KERNEL = released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21 22:02")


@pytest.mark.parametrize(
    ("file", "when", "on_record", "packs"),
    [
        pytest.param("srv.sys", "1999-04-30", True, ("5", "6"), id="ten days after the kernel"),
        pytest.param("srv.sys", "1999-05-06", True, ("5", "6"), id="the day after its stamp"),
        pytest.param("srv.sys", "1999-05-07", True, ("6",), id="two days after its stamp"),
        pytest.param("srv.sys", "1999-10-02", True, (), id="eleven days after the kernel: SP6a has the same file"),
        pytest.param("afd.sys", "1999-10-02", True, (), id="SP6a has another, of which no time is on record"),
        pytest.param("afd.sys", "1999-10-02", False, ("6a",), id="so it may still be open"),
        pytest.param("srv.sys", "1998-01-01", True, ("5", "6"), id="of packs that nobody recorded nothing is known"),
        pytest.param("srv.sys", "1998-01-01", False, ("0", "1", "2", "3", "4", "5", "6"), id="so all may be open"),
    ],
)
def test_a_pack_is_finished_with_the_last_of_its_files_on_record(
    file: str, when: str, on_record: bool, packs: tuple[str, ...]
) -> None:
    stamp = Stamp(branch=NT4, packs=("5",), day=day("1999-05-05"), source="made")
    again = article(table(row("afd.sys", size=66_352)), bullets=(bullet("6"),), claims=(claim("6a"),))
    both = article(table(row("srv.sys", size=9)), claims=(claim("6"), claim("6a")), kb="Q100002")
    history = taught(again, both, builds=(SP5_KERNEL, SP6_KERNEL), stamps=(stamp,))
    assert history.unfinished(NT4, file, day(when), on_record=on_record) == packs


def test_a_pack_nobody_recorded_was_there_before_the_first_article_that_names_it() -> None:
    articles = [
        replace(article(kb=f"Q10000{number}", bullets=(bullet("4", "5", branch=TSE),)), revised=when and day(when))
        for number, when in enumerate(["2000-05-08", "1999-12-25", "2002-05-08", None])
    ]
    history = taught(*articles)
    assert history.unfinished(TSE, "srv.sys", day("1999-12-25"), on_record=False) == ("0", "4", "5", "6")
    assert history.unfinished(TSE, "srv.sys", day("1999-12-26"), on_record=False) == ("6",)
    assert history.unfinished(TSE, "srv.sys", day("1999-12-25"), on_record=True) == ()
    assert history.unfinished(Branch.WINXP, "srv.sys", day("1999-12-25"), on_record=False) == (), "not described here"
    spoken_of = taught(*articles, builds=(replace(SP5_KERNEL, branch=TSE),))
    assert (TSE, "5") not in spoken_of.there, "what is on record needs no word of mouth"


def test_a_pack_nobody_recorded_was_there_before_the_first_fix_made_for_it() -> None:
    rows = row(dated="1999-06-09"), row(dated="1999-05-01", doubt="1999-01-05", line=61)
    fix = replace(article(table(*rows, branch=TSE), bullets=(bullet("4", "5", branch=TSE),)), revised=day("2002-06-11"))
    there = {"0": "1999-06-09", "4": "1999-06-09", "5": "2002-06-11"}
    assert taught(fix).there == {(TSE, pack): day(when) for pack, when in there.items()}
    later = replace(article(kb="Q100002", bullets=(bullet("6", branch=TSE),)), revised=day("2000-01-26"))
    assert taught(fix, later).there[TSE, "5"] == day("2000-01-26"), "SP5 was there before SP6"


def test_the_record_may_say_by_when_a_pack_was_released() -> None:
    assert history().there[WIN2000, "2"] == day("2001-06-13")
    assert (WIN2000, "2") not in history().finished


def test_who_says_that_a_pack_corrected_it_says_that_it_was_there() -> None:
    told = replace(article(claims=(claim("5", branch=TSE),), bullets=()), revised=day("2001-06-13"))
    assert taught(told).there[TSE, "5"] == day("2001-06-13")
    planned = replace(told, fixed_in=(claim("5", branch=TSE, by=By.KEYWORD),))
    assert taught(planned).there == {}


@pytest.mark.parametrize(
    ("bullets", "requires", "pack"),
    [
        pytest.param((bullet("4", "5"),), None, "4", id="the first of a bullet"),
        pytest.param((bullet("5"), bullet("4", edition="server")), None, "4", id="the first of all bullets"),
        pytest.param((bullet("5"), bullet(edition="server")), None, "0", id="a bullet that names none"),
        pytest.param((bullet("4"),), Requires(branch=NT4, pack="6"), "6", id="what it needs"),
        pytest.param((bullet("4"),), Requires(branch=TSE, pack="6"), "4", id="what another branch needs"),
        pytest.param((bullet("5", branch=TSE),), None, None, id="bullets of another branch"),
    ],
)
def test_a_fix_was_made_for_the_first_pack_that_has_the_problem(
    bullets: tuple[AppliesTo, ...], requires: Requires | None, pack: str | None
) -> None:
    fix = table(row(), requires=requires)
    assert made_for(article(fix, bullets=bullets), fix, LINES[2]) == pack


def test_recorded_hotfix_kernels_are_told_from_releases() -> None:
    fix = released(name="ntoskrnl.exe", version="4.0.1381.7080", size=934_720, printed="2000-07-06")
    sp6 = released("6", name="ntoskrnl.exe", version="4.0.1381.335", size=931_584, link="1999-09-21")
    unsized = released(name="ntoskrnl.exe", version="4.0.1381.43", printed="1998-06-03")
    recorded = taught(builds=(fix, sp6, unsized)).recorded
    assert {(branch, file, platform, str(version), size) for branch, file, platform, version, size in recorded} == {
        (NT4, "ntoskrnl.exe", I386, "4.0.1381.7080", 934_720)
    }


def test_rollups_are_known_by_the_articles_they_contain() -> None:
    history = taught(
        article(kb="Q299444", includes=("Q100001", "Q100002")), article(kb="Q100009", includes=("Q100001",))
    )
    assert history.rollups == {"Q100001": ("Q100009", "Q299444"), "Q100002": ("Q299444",)}


def test_packs_and_stamps_are_kept_as_known() -> None:
    stamp = Stamp(branch=NT4, packs=("5",), day=day("1999-04-29"), source="made")
    noon = datetime(1999, 4, 29, 12, 4)  # noqa: DTZ001 - local, zone unsaid
    packed = PackList(branch=NT4, pack="5", platform=I386, stamp=noon, files={"srv.sys": 9}, source="made")
    history = taught(stamps=(stamp,), packs=(packed,))
    assert (history.stamps, history.packs) == ((stamp,), (packed,))


SIGNATURES = [
    article(
        table(row(version=f"4.0.1381.{7000 + number % 4}", dated=f"2000-0{1 + number % 7}-01", size=9)),
        kb=f"Q10000{number}",
        includes=("Q200000",),
    )
    for number in range(7)
]


@given(st.permutations(SIGNATURES))
def test_it_does_not_matter_which_article_is_read_first(order: list[Signature]) -> None:
    one, other = make_history(known(), SIGNATURES), make_history(known(), order)
    assert one.sightings == other.sightings
    assert one.highs == other.highs
    assert one.rollups == other.rollups
    assert {key: {dated.kb for dated in found} for key, found in one.sizes.items()} == {
        key: {dated.kb for dated in found} for key, found in other.sizes.items()
    }


@given(st.permutations(SIGNATURES), st.dates(day("1999-01-01"), day("2001-01-01")))
def test_what_is_later_than_a_day_is_later_than_every_day_before(order: list[Signature], when: date) -> None:
    history = make_history(known(), order)
    later, earlier = history.later_than(NT4, when), history.later_than(NT4, day("1998-12-31"))
    assert later is None or (earlier is not None and earlier <= later)
