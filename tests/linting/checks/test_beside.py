"""Checks of what lies beside the records: an example of each flaw, in the words it is told in."""

from datetime import date, datetime, time

from msgspec.structs import replace

from ntfp.database.contradictions import Contradiction
from ntfp.database.mending import Correction, Review
from ntfp.facts.build import KnownBuild, PackList, Stamp
from ntfp.linting.reading import Fault
from tests.judging.records import I386, NT4, known, released, row, table
from tests.linting.subjects import KNOWN, flaws, record, subject

RECORD = record(table(row("ntoskrnl.exe", size=932_032, dated="1999-10-28 19:12")))
CORRECTION = Correction(kb="Q100001", line=60, key="size", printed=932_032, because="a test says so")
REVIEW = Review(kb="Q100001", sha256=RECORD.source.sha256, confirms=("affects",), because="a test says so")


def test_an_entry_about_a_flaw_that_nothing_finds() -> None:
    entry = Contradiction(check="contradiction-stale", kb="Q100001", line=60, because="a test says so")
    assert flaws("contradiction-stale", subject(RECORD, contradictions=(entry,))) == [
        ("contradictions[0]", "expected a flaw of contradiction-stale at line 60, found none")
    ]
    assert flaws("contradiction-stale", subject(RECORD)) == []


def test_a_correction_that_does_not_fit() -> None:
    fault = Fault("corrections.toml", "corrections[0].printed", "is stale", "correction", "Q100001")
    assert flaws("correction-stale", subject(RECORD, faults=(fault,))) == [("corrections[0].printed", "is stale")]
    assert flaws("schema", subject(RECORD, faults=(fault,))) == [], "it is told once"


def test_corrections_out_of_order() -> None:
    later = replace(CORRECTION, line=61)
    assert flaws("correction-order", subject(RECORD, corrections=(later, CORRECTION))) == [
        ("corrections[1]", "expected it before Q100001 line 61, found it behind")
    ]
    assert flaws("correction-order", subject(RECORD, corrections=(CORRECTION, later))) == []


def test_a_review_of_another_text() -> None:
    stale = replace(REVIEW, sha256="0" * 64)
    assert flaws("review-stale", subject(RECORD, reviews=(REVIEW, stale))) == [
        ("reviews[1].sha256", "is stale: Q100001 is made from another text")
    ]


def test_two_reviews_of_an_article() -> None:
    assert flaws("review-twice", subject(RECORD, reviews=(REVIEW, REVIEW))) == [
        ("reviews[0].kb", "expected one review of Q100001, found several")
    ]
    assert flaws("review-twice", subject(RECORD, reviews=(REVIEW,))) == []


def test_listed_kernels_that_are_not_those_of_the_records() -> None:
    listed = subject(RECORD).listed
    assert flaws("listed-kernels", subject(RECORD, known=replace(KNOWN, listed=listed))) == []
    what = "ntoskrnl.exe of nt4, i386, 932,032 bytes, 1999-10-28 19:12"
    assert flaws("listed-kernels", subject(RECORD)) == [("kernels", f"{what} is missing, and the records list it")]
    assert flaws("listed-kernels", subject(record(), known=replace(KNOWN, listed=listed))) == [
        ("kernels[0]", f"{what} is there, and no record lists it so")
    ]
    assert flaws("listed-kernels", subject(record(), beneath=(RECORD,))) == [], "own records have no such file"


def of_builds(check: str, *builds: KnownBuild) -> list[tuple[str | None, str]]:
    return flaws(check, subject(RECORD, known=known(*builds)))


def test_a_recorded_build_of_another_time() -> None:
    assert of_builds("recorded-build", released("4", name="ntdll.dll", link="2012-01-01", version="4.0.1381.130")) == [
        (
            "modules.rows: ntdll.dll SP4",
            "expected ntdll.dll of NT 4.0 to be of 1996-06-01 to 2008-12-31, found 2012-01-01",
        )
    ]


def test_a_recorded_kernel_of_another_build() -> None:
    wrong = released("4", name="ntoskrnl.exe", link="1998-10-12", version="5.0.2195.1")
    assert of_builds("recorded-build", wrong) == [
        ("kernels.rows[0]", "expected 4.0 and a build of 1381 to 1381, found 5.0.2195.1 of ntoskrnl.exe")
    ]


def test_a_recorded_build_twice() -> None:
    one = released("4", name="ntdll.dll", link="1998-10-08", size=355_600)
    assert of_builds("build-twice", one, replace(one, source="another")) == [
        ("modules.rows: ntdll.dll SP4", "expected ntdll.dll SP4 once, found it at modules.rows: ntdll.dll SP4, too")
    ]
    assert of_builds("build-twice", one, replace(one, size=355_616)) == []


def test_a_later_pack_with_an_earlier_kernel() -> None:
    five, six = (
        released(pack, name="ntoskrnl.exe", link=day) for pack, day in (("5", "1999-09-21"), ("6", "1999-04-20"))
    )
    assert of_builds("pack-order", five, six) == [
        ("kernels.rows[1]", "expected SP6 to be linked after SP5, 1999-09-21, found 1999-04-20")
    ]


def test_builds_are_counted_in_the_table_they_stand_in() -> None:
    five, point, wrong = (
        released("5", name="ntoskrnl.exe", link="1999-04-20"),
        released(name="ntoskrnl.exe", version="4.0.1381.7001"),
        released(name="ntoskrnl.exe", version="5.0.2195.1"),
    )
    assert [key for key, _ in of_builds("recorded-build", five, point, wrong)] == ["points.rows[1]"]


STAMP = Stamp(branch=NT4, packs=("3",), day=date(1997, 5, 1), clock=time(0, 0), source="made")
LIST = PackList(
    branch=NT4,
    pack="3",
    platform=I386,
    stamp=datetime.fromisoformat("1997-05-01T00:00:00"),
    files={"ntdll.dll": 355_088},
    source="made",
)


def test_a_list_without_its_releases_time() -> None:
    told = [("packs[0].stamp", "expected the time that stamps give this release, found 1997-05-01 00:00:00 for SP3")]
    assert flaws("pack-stamp", subject(RECORD, known=known(packs=(LIST,)))) == told
    other = replace(STAMP, clock=time(1, 0))
    assert flaws("pack-stamp", subject(RECORD, known=known(packs=(LIST,), stamps=(other,)))) == told
    assert flaws("pack-stamp", subject(RECORD, known=known(packs=(LIST,), stamps=(STAMP,)))) == []


def test_a_release_of_another_time() -> None:
    early = replace(STAMP, day=date(1987, 5, 1))
    assert flaws("pack-stamp", subject(RECORD, known=known(stamps=(early,)))) == [
        ("stamps[0].day", "expected a day of NT 4.0, found 1987-05-01")
    ]


def test_a_recorded_file_that_its_packs_list_has_otherwise() -> None:
    build = released("3", name="ntdll.dll", size=355_600)
    assert flaws("pack-file", subject(RECORD, known=known(build, packs=(LIST,)))) == [
        ("packs[0].files", "expected 355,600 bytes of ntdll.dll as in builds.toml, found 355,088")
    ]
    assert flaws("pack-file", subject(RECORD, known=known(replace(build, size=355_088), packs=(LIST,)))) == []
