import pytest
from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.lookup import Appearance, Clock
from ntfp.reports import Screen
from ntfp.reports.lookups import HISTORY
from tests.reports.answers import BUILDS, FIX, RELEASE, UNSAID
from tests.reports.entries import HOSTILE
from tests.reports.findings import TITLES
from tests.reports.pages import assert_harmless


def told(*builds: Appearance, width: int = 100, color: bool = False, unicode: bool = True) -> str:
    screen = Screen(width, color, unicode)
    return "".join(HISTORY["table"]("ntoskrnl.exe", builds or BUILDS, TITLES, screen))


def test_a_line_a_build_with_what_it_came_with() -> None:
    assert told(width=106) == (
        "ntoskrnl.exe\n"
        "  the uniprocessor kernel · 3 builds on record\n"
        "\n"
        "Windows NT 4.0, i386\n"
        "  day         time   clock  version         size  what it came with\n"
        "  1997-05-11  04:10  link   4.0.1381.4   914,688  SP3 (stamped 1997-05-01 00:00)\n"
        "  1999-10-05  19:10  local              932.5 KB  Q244509/Q268835, language ja, 128-bit: Non-Paged Pool M…\n"
        "                                                  ▲ the day may be 1999-05-10: month or day first is not\n"
        "                                                    settled\n"
        "                                                  ▲ Q268835, line 63: version-unread\n"
        "\n"
        "which Windows is not said, platform not said\n"
        "  day       size  what it came with\n"
        "  not said     9  Q100001: A leak\n"
        "\n"
        "link: when the file was linked, UTC\n"
        "local: as an article prints it, zone unsaid\n"
        "for the order local times are taken for Redmond's, eight hours behind UTC: lines less than a day apart\n"
        "may stand the wrong way round\n"
    )


def test_where_there_is_no_room_beside_the_numbers_it_stands_below_them() -> None:
    assert told(RELEASE, FIX, width=60, unicode=False).splitlines()[3:11] == [
        "Windows NT 4.0, i386",
        "  day         time   clock  version         size",
        "  1997-05-11  04:10  link   4.0.1381.4   914,688",
        "      SP3 (stamped 1997-05-01 00:00)",
        "  1999-10-05  19:10  local              932.5 KB",
        "      Q244509/Q268835, language ja, 128-bit: Non-Paged Pool~",
        "      ! the day may be 1999-05-10: month or day first is",
        "        not settled",
    ]


def test_each_clock_that_is_shown_is_told_and_no_other() -> None:
    stamp = replace(RELEASE, clock=Clock.STAMP, stamps=(), packs=("3", "5"))
    assert told(stamp).endswith(
        "\n\nstamp: the one time its pack gives all files; it was neither linked nor built then\n"
    )
    assert "UTC: as an article prints it, said to be UTC\n" in told(replace(FIX, clock=Clock.UTC))
    assert "Redmond" not in told(FIX)
    assert "Redmond" in told(FIX, RELEASE)


def test_of_several_packs_the_one_that_stamps_it_is_named() -> None:
    assert "  SP3/SP4 (a mark, stamped 1997-05-01 00:00 in SP3)\n" in told(
        replace(RELEASE, packs=("3", "4"), label="a mark"), width=120
    )


def test_what_it_came_with_is_never_cut_only_a_title_is() -> None:
    release = replace(
        RELEASE, label="the disc of a day in October", articles=("Q100001",), title="A very long title " * 5
    )
    assert [line[49:] for line in told(release, width=90).splitlines()[5:8]] == [
        "SP3 (the disc of a day in October,",
        "stamped 1997-05-01 00:00), Q100001",
        "",
    ]
    assert [line[49:] for line in told(replace(release, label=None), width=90).splitlines()[5:7]] == [
        "SP3 (stamped 1997-05-01 00:00), Q100001",
        "",
    ]


def test_only_what_shipped_is_green() -> None:
    release = replace(RELEASE, stamps=(), articles=("Q100001",), title="A title that is dim")
    (line,) = [line for line in told(release, color=True, width=120).splitlines() if "1997-05-11" in line]
    assert line.endswith("\x1b[32mSP3, Q100001\x1b[0m\x1b[2m: \x1b[0m\x1b[2mA title that is dim\x1b[0m")


def test_what_came_with_neither_pack_nor_article_has_its_source() -> None:
    assert told(replace(RELEASE, packs=(), stamps=())).splitlines()[5].endswith("  a study, its list")


def test_a_file_that_is_no_kernel_has_no_flavour() -> None:
    builds = [replace(UNSAID, file="srv.sys", branch=Branch.WINXP)]
    assert "".join(HISTORY["table"]("srv.sys", builds, {}, Screen())).splitlines()[:4] == [
        "srv.sys",
        "  1 build on record",
        "",
        "winxp, platform not said",
    ]


def test_of_many_articles_the_first_are_named() -> None:
    many = replace(FIX, articles=("Q100001", "Q100002", "Q100003", "Q100004"), language=None, variant=None)
    assert "  Q100001/Q100002/Q100003 and 1 more: Non-" in told(many, width=120)


def test_nothing_on_record_is_nothing_shown() -> None:
    assert list(HISTORY["table"]("x.dll", (), TITLES, Screen())) == []


@pytest.mark.parametrize("unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("width", [20, 60, 80, 120, 160])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_steers_the_terminal(name: str, width: int, unicode: bool) -> None:
    fix = replace(FIX, title=name, variant=name)
    release = replace(RELEASE, label=name, packs=(), sources=(name,))
    screen = Screen(width, unicode=unicode)
    said = "".join(HISTORY["table"](name, (fix, release), {Branch.NT4: name[:20]}, screen))
    assert_harmless(said, max(60, width), unicode=unicode)
