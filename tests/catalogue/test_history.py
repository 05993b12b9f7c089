"""Every build of a file once, in the order of time; what may be two builds stays two."""

import datetime as dt
import itertools

import pytest
from msgspec.structs import replace

from ntfp.catalogue.history import file_names, history, names_like
from ntfp.facts.build import Branch, Flavour, Known, KnownBuild, PackList
from ntfp.facts.lookup import Appearance, Caveat, Clock
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, Doubt, Row, Signature
from ntfp.facts.version import FileVersion
from ntfp.scanning.data import shipped_data
from tests.catalogue.records import ROW, article

NT4, TSE = Branch.NT4, Branch.NT4_TSE
VERSION = FileVersion(4, 0, 1381, 204)
SP5 = KnownBuild(
    file="ntoskrnl.exe",
    branch=NT4,
    platform=Platform.I386,
    source="a study",
    packs=("5",),
    version=VERSION,
    flavour=Flavour.UP,
    link=dt.datetime(1999, 4, 20, 19, 33, 21, tzinfo=dt.UTC),
    size=928_576,
)
STAMP = dt.datetime(1999, 4, 29, 12, 4)  # noqa: DTZ001 - local, zone unsaid
SP5_FILES = PackList(
    branch=NT4,
    pack="5",
    platform=Platform.I386,
    stamp=STAMP,
    files={"ntoskrnl.exe": 928_576, "srv.sys": 236_592},
    source="its list",
)


def known(*builds: KnownBuild, packs: tuple[PackList, ...] = ()) -> Known:
    modules: dict[str, tuple[KnownBuild, ...]] = {}
    for build in builds:
        if not build.flavour:
            modules[build.file] = (*modules.get(build.file, ()), build)
    return Known(lines=(), kernels=tuple(build for build in builds if build.flavour), modules=modules, packs=packs)


def told(*articles: Signature, file: str = "ntoskrnl.exe", of: Known | None = None) -> list[Appearance]:
    """The builds, the same in whatever order the articles come."""
    found = {history(file, order, of or known()) for order in itertools.permutations(articles)}
    assert len(found) == 1
    return list(found.pop())


def test_a_recorded_release_says_when_it_was_linked_and_how_its_pack_stamps_it() -> None:
    (build,) = told(of=known(SP5, packs=(SP5_FILES,)))
    assert (build.date, build.time, build.clock) == (dt.date(1999, 4, 20), dt.time(19, 33, 21), Clock.LINK)
    assert (build.packs, build.stamps, build.sources) == (("5",), (("5", STAMP),), ("a study", "its list"))
    assert build.flavour is Flavour.UP


def test_a_file_of_a_pack_that_nobody_recorded_has_only_its_stamp() -> None:
    (build,) = told(file="SRV.SYS", of=known(SP5, packs=(SP5_FILES,)))
    assert (build.date, build.time, build.clock) == (STAMP.date(), STAMP.time(), Clock.STAMP)
    assert (build.size, build.packs, build.version, build.flavour) == (236_592, ("5",), None, None)


def test_a_pack_list_of_another_size_is_another_build() -> None:
    other = replace(SP5_FILES, files={"ntoskrnl.exe": 928_000})
    assert [build.clock for build in told(of=known(SP5, packs=(other,)))] == [Clock.LINK, Clock.STAMP]


def test_a_row_has_its_article_and_the_title_of_the_first() -> None:
    later = article("Q100001", replace(ROW, time=dt.time(19, 14)))
    (build,) = told(later, article("Q99002", ROW))
    assert (build.articles, build.title) == (("Q99002", "Q100001"), "The title of Q99002")
    assert (build.date, build.time, build.clock) == (dt.date(1999, 11, 18), dt.time(16, 14), Clock.LOCAL)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(ROW, size=932_740), id="another size"),
        pytest.param(replace(ROW, size=None, size_kb=911.0), id="a size in KB"),
        pytest.param(replace(ROW, size=None), id="no size"),
        pytest.param(replace(ROW, date=dt.date(1999, 11, 19)), id="a day later"),
        pytest.param(replace(ROW, date=None, time=None), id="no day"),
        pytest.param(replace(ROW, date_doubt=dt.date(1999, 8, 11)), id="a day in doubt"),
        pytest.param(replace(ROW, platform=None), id="a platform that is not said"),
        pytest.param(replace(ROW, variant="128-bit"), id="a variant"),
    ],
)
def test_what_may_be_another_build_is_a_line_of_its_own(other: Row) -> None:
    assert len(told(article("Q100001", ROW), article("Q100002", other))) == 2


def test_a_german_file_is_another_one() -> None:
    assert len(told(article("Q100001", ROW), article("Q100002", ROW, table_says={"language": "de"}))) == 2
    assert len(told(article("Q100001", ROW), article("Q100002", ROW, table_says={"language": None}))) == 1


@pytest.mark.parametrize(
    ("one", "other", "lines"),
    [
        pytest.param({"time": dt.time(16, 14)}, {"time": dt.time(16, 14)}, 1, id="the same minute"),
        pytest.param({"time": dt.time(16, 14)}, {"time": dt.time(17, 14)}, 2, id="an hour apart"),
        pytest.param({"time": None}, {"time": None}, 2, id="only a day"),
        pytest.param({"version": VERSION, "time": None}, {"version": VERSION, "time": None}, 1, id="a version"),
    ],
)
def test_without_a_size_more_has_to_agree(one: dict[str, object], other: dict[str, object], lines: int) -> None:
    rows = [replace(ROW, size=None, **said) for said in (one, other)]
    assert len(told(article("Q100001", rows[0]), article("Q100002", rows[1]))) == lines


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        pytest.param("1999-04-20 12:33", 1, id="seven hours behind"),
        pytest.param("1999-04-20 14:34", 1, id="five hours behind, the seconds rounded up"),
        pytest.param("1999-04-20 19:33", 1, id="not behind"),
        pytest.param("1999-04-20 12:36", 2, id="seven hours, but for three minutes"),
        pytest.param("1999-04-20 20:33", 2, id="an hour ahead"),
        pytest.param("1999-04-20 10:33", 2, id="nine hours behind"),
        pytest.param("1999-04-19 12:33", 2, id="a day before"),
    ],
)
def test_a_row_of_a_release_is_known_by_size_and_whole_hours_behind(printed: str, lines: int) -> None:
    moment = dt.datetime.fromisoformat(printed)
    row = replace(ROW, size=928_576, date=moment.date(), time=moment.time())
    builds = told(article("Q100001", row), of=known(SP5))
    assert len(builds) == lines
    if lines == 1:
        assert (builds[0].packs, builds[0].articles, builds[0].clock) == (("5",), ("Q100001",), Clock.LINK)
    assert len(told(article("Q100001", replace(row, size=928_577)), of=known(SP5))) == 2
    assert len(told(article("Q100001", replace(row, version=FileVersion(4, 0, 1381, 1))), of=known(SP5))) == 2


def test_a_time_in_utc_is_not_behind() -> None:
    row = replace(ROW, size=928_576, date=dt.date(1999, 4, 20), time=dt.time(12, 33))
    assert len(told(article("Q100001", row, table_says={"utc": True}), of=known(SP5))) == 2
    same = replace(row, time=dt.time(19, 33))
    assert len(told(article("Q100001", same, table_says={"utc": True}), of=known(SP5))) == 1


def test_what_somebody_recorded_from_a_row_is_that_row_with_the_platform_he_knew() -> None:
    point = replace(SP5, packs=(), link=None, size=None, printed=ROW.date, source="KB Q100001")
    (build,) = told(article("Q100001", replace(ROW, platform=None, version=VERSION)), of=known(point))
    assert (build.platform, build.size, build.time, build.articles) == (
        Platform.I386, 932_736, dt.time(16, 14), ("Q100001",),
    )  # fmt: skip
    assert len(told(article("Q100002", replace(ROW, version=VERSION)), of=known(point))) == 2


def test_two_of_a_maker_that_lie_under_one_name_are_both_of_that_name() -> None:
    hal = replace(SP5, file="hal.dll", flavour=None)
    others = (replace(hal, file="hal.dll.softex", size=76_160), replace(hal, file="halmps.dll"))
    builds = told(file="HAL.DLL", of=known(hal, *others))
    assert [(build.file, build.label) for build in builds] == [("hal.dll", "softex"), ("hal.dll", None)]


def test_a_local_time_is_later_than_it_looks() -> None:
    local = article("Q100001", replace(ROW, date=dt.date(1999, 4, 20), time=dt.time(13)))
    before = article("Q100002", replace(ROW, size=9_000, date=dt.date(1999, 4, 20), time=dt.time(11)))
    assert [build.clock for build in told(local, before, of=known(SP5))] == [Clock.LOCAL, Clock.LINK, Clock.LOCAL]


def test_branches_come_first_then_platforms_and_what_is_not_said_last() -> None:
    rows = [
        replace(ROW, branch=Branch.NT351),
        ROW,
        replace(ROW, date=dt.date(2000, 1, 1)),
        replace(ROW, date=None, time=None),
        replace(ROW, platform=Platform.ALPHA),
        replace(ROW, platform=None),
        replace(ROW, branch=TSE, date=dt.date(1998, 1, 1)),
    ]
    builds = told(article("Q100001", *reversed(rows)))
    assert [(build.branch, build.platform, build.date) for build in builds] == [
        (row.branch or NT4, row.platform, row.date) for row in rows
    ]


def test_what_is_in_doubt_or_mended_is_said_with_its_article() -> None:
    rows = replace(ROW, mended=("date",)), replace(ROW, line=61)
    doubts = Doubt(about="version-unread", line=61), Doubt(about="claim-unread", line=3)
    builds = told(article("Q100001", rows[0]), article("Q100002", rows[1], doubts=doubts))
    assert [build.caveats for build in builds] == [
        (Caveat("Q100001", 60, "date mended"), Caveat("Q100002", 61, "version-unread"))
    ]


@pytest.mark.parametrize(
    ("branch", "platform", "lines"),
    [
        pytest.param(NT4, None, 2, id="a branch, and what may be of it"),
        pytest.param(TSE, None, 1, id="only what may be of it"),
        pytest.param(Branch.WIN2000, None, 0, id="a branch nobody names"),
        pytest.param(None, Platform.ALPHA, 0, id="a platform nobody names"),
        pytest.param(NT4, Platform.I386, 2, id="both"),
    ],
)
def test_less_may_be_asked_for(branch: Branch | None, platform: Platform | None, lines: int) -> None:
    bullets = AppliesTo(branch=NT4, line=9), AppliesTo(branch=TSE, line=10)
    record = article("Q100001", ROW, table_says={"branch": None}, applies_to=bullets)
    assert len(history("ntoskrnl.exe", [record], known(SP5), branch=branch, platform=platform)) == lines


def test_every_kernel_that_identify_knows_by_its_article_is_in_the_history() -> None:
    data = shipped_data()
    for kernel in data.builds.listed:
        builds = history(kernel.file, data.signatures, data.base.known, branch=kernel.branch, platform=kernel.platform)
        (line,) = [
            build for build in builds if set(kernel.articles) <= set(build.articles) and build.size == kernel.size
        ]
        assert (line.branch, line.platform, line.date, line.version) == (
            kernel.branch, kernel.platform, kernel.date, line.version,
        )  # fmt: skip


def test_no_row_and_no_recorded_build_is_lost() -> None:
    data = shipped_data()
    for file in ("ntoskrnl.exe", "tcpip.sys", "hal.dll", "srv.sys", "win32k.sys"):
        builds = history(file, data.signatures, data.base.known)
        listed = {kb for build in builds for kb in build.articles}
        assert listed == {signature.kb for signature in data.signatures if file in signature.files}
        recorded = (*data.base.known.kernels, *data.base.known.modules.get(file, ()))
        links = {build.link.replace(tzinfo=None) for build in recorded if build.file == file and build.link}
        shown = {dt.datetime.combine(build.date, build.time) for build in builds if build.date and build.time}
        assert links <= shown


def test_names() -> None:
    names = file_names([article("Q100001", replace(ROW, file="winsrv.dll"))], known(SP5, packs=(SP5_FILES,)))
    assert names == {"winsrv.dll", "ntoskrnl.exe", "srv.sys"}
    assert names_like("NTOSKRL.EXE", names) == ("ntoskrnl.exe",)
    assert names_like("zzzz", names) == ()
