"""Rows of file tables: each trap of the archive is a line here."""

import datetime as dt
from typing import Any

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.kb.dates import Clock
from ntfp.kb.remarks import Trouble
from ntfp.kb.rows import Draft, read_row, settled

ALL = ("Date", "Time", "Version", "Size", "File", "name", "Platform")


def read(text: str, *columns: str) -> Draft:
    draft = read_row(text, 60, columns)
    assert draft
    assert draft.line == 60
    return draft


def facts(text: str, *columns: str) -> dict[str, Any]:
    """What a row says, in the words of a record."""
    draft = read(text, *columns)
    rows, _ = settled([draft], None)
    row = rows[0]
    wanted = ("file", "platform", "size", "size_kb", "date", "time", "version", "variant", "branch")
    said = {key: getattr(row, key) for key in wanted if getattr(row, key) is not None}
    return {key: value if isinstance(value, int | float) else str(value) for key, value in said.items()}


KERNEL = {"file": "ntoskrnl.exe", "size": 932_032, "date": "1999-10-28", "time": "19:12:00"}
VERSIONED = KERNEL | {"version": "4.0.1381.7080"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("10/28/1999  07:12p  932,032  Ntoskrnl.exe  Intel", KERNEL | {"platform": "i386"}, id="usual"),
        pytest.param("10/28/1999  07:12p  932,032  Ntoskrnl.exe", KERNEL, id="no platform"),
        pytest.param("10/28/1999  07:12p  4.0.1381.7080  932,032  Ntoskrnl.exe", VERSIONED, id="version before size"),
        pytest.param("10/28/1999  07:12p  932,032  4.0.1381.7080  Ntoskrnl.exe", VERSIONED, id="size before version"),
        pytest.param("10/28/1999  07:12p  932,032  Ntoskrnl.exe  4.0.1381.7080", VERSIONED, id="version last"),
        pytest.param("Ntoskrnl.exe  932,032  10/28/1999  07:12p", KERNEL, id="file first"),
        pytest.param(
            "(i386)  10/28/99  07:12p  932,032 Ntoskrnl.exe", KERNEL | {"platform": "i386"}, id="platform first"
        ),
        pytest.param(
            "| 10/28/99 | 07:12p | 932,032 | Ntoskrnl.exe | (Alpha) |", KERNEL | {"platform": "alpha"}, id="bars"
        ),
        pytest.param(
            "| 10/28/99 | 07:12p | 932,032 Ntoskrnl.exe | (Alpha)", KERNEL | {"platform": "alpha"}, id="a bar missing"
        ),
        pytest.param("10/28/99 07:12p 932,032 Ntoskrnl.exe\tAlpha", KERNEL | {"platform": "alpha"}, id="tab"),
        pytest.param("10/28/99 7:12 PM  932,032  Ntoskrnl.exe  Intel<BR/>", KERNEL | {"platform": "i386"}, id="html"),
        pytest.param(
            "10/28/99 07:12p  932,032 Ntoskrnl.exe(Alpha)", KERNEL | {"platform": "alpha"}, id="platform glued on"
        ),
        pytest.param(
            "Ntoskrnl.exe  version 4.0  dated 10/28/99 7:12pm  932,032 bytes", KERNEL, id="in half a sentence"
        ),
        pytest.param("Ntoskrnl.exe  932,032  10/28/99  7:12p  or later", KERNEL, id="or later"),
        pytest.param("10/28/99  07:12p  932,032  NTOSKRNL.EXE  x86  ENU", KERNEL | {"platform": "i386"}, id="language"),
    ],
)
def test_words_are_known_by_their_kinds_and_not_by_their_places(text: str, said: dict[str, Any]) -> None:
    assert facts(f"   {text}") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "10/26/00  04:51p  156,496  Ntldr  Intel", {"file": "ntldr", "platform": "i386"}, id="no extension"
        ),
        pytest.param(
            "10/26/00  04:51p  8,727  Iimltihd (Intel)", {"file": "iimltihd", "size": 8727}, id="name cut short"
        ),
        pytest.param("10/26/00  04:51p  17.7K  Rasccp.dll", {"size_kb": 17.7}, id="KB with a decimal"),
        pytest.param("10/26/00  04:51p  96528  Winspool.drv", {"size": 96_528}, id="size without commas"),
        pytest.param("10/26/00  04:51p  67  Compver.ini  Alpha", {"size": 67}, id="a small size"),
        pytest.param("10/26/00  04:51p  1.148.608 Ntkrnlmp.exe", {"size": 1_148_608}, id="stops for commas"),
        pytest.param("10/26/00  04:51p  297.744 Dns.exe  Alpha", {"size": 297_744}, id="one stop for a comma"),
        pytest.param("10/26/00  04:51p  4.00  24336  Rassapi.dll", {"size": 24_336}, id="size beside a short version"),
        pytest.param("10/26/00  195,344  Mstsc.exe (32-bit)", {"variant": "32-bit"}, id="variant behind the name"),
        pytest.param("10/26/00  36,112  A.dll  I386 - 128-bit", {"variant": "128-bit", "platform": "i386"}, id="both"),
        pytest.param(
            "10/26/00  36,112  A.dll  NT Alpha 28bit", {"variant": "28-bit", "platform": "alpha"}, id="as printed"
        ),
        pytest.param("10/26/00  375,056  A.dll  x86 (Uniprocessor)", {"variant": "uniprocessor"}, id="in letters"),
        pytest.param("10/26/00  19:13  178,960  Dns.exe  Windows NT 4.0", {"branch": "nt4"}, id="operating system"),
        pytest.param("10/26/00  19:13  37,712  A.sys  Windows 2000", {"branch": "win2000"}, id="another one"),
        pytest.param("10/26/00  19:13  37,712  A.sys  NT4", {"branch": "nt4"}, id="cut short"),
        pytest.param("10/26/00  19:13  37,712  A.sys  Windows 95/98/ME", {"branch": "other"}, id="no Windows NT"),
    ],
)
def test_a_row_says_what_its_words_say(text: str, said: dict[str, Any]) -> None:
    found = facts(f"   {text}")
    assert {key: found.get(key) for key in said} == said


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        pytest.param(
            "10/26/00  4:51p  94.5  A.dll", ("Size",), {"size_kb": 94.5}, id="a decimal in the column of sizes"
        ),
        pytest.param(
            "10/26/00  1436  5.0.1.3  193,296  A.dll", ("Time",), {"time": "14:36:00"}, id="a time without colon"
        ),
        pytest.param("A.dll  44544  5/8/98  036", ("Size", "Version"), {"size": 44_544}, id="two numbers, size first"),
        pytest.param(
            "10/26/00  7043  90384  A.dll", ("Version", "Size"), {"size": 90_384}, id="two numbers, size last"
        ),
        pytest.param(
            "Clusres.dll  Alpha", ("File", "name", "Platform"), {"platform": "alpha"}, id="no more than a name"
        ),
    ],
)
def test_the_header_decides_where_the_kinds_leave_doubt(
    text: str, columns: tuple[str, ...], said: dict[str, Any]
) -> None:
    found = facts(text, *columns)
    assert {key: found.get(key) for key in said} == said
    without = read_row(text, 60)
    assert without is None or any(getattr(without, key) is None for key in said)


@pytest.mark.parametrize(
    ("text", "trouble", "absent"),
    [
        pytest.param("11/03/200  08:14 PM  166,000  A.dll", Trouble.DATE_UNREAD, "date", id="a year cut short"),
        pytest.param("7/11/95  5/26/95  1,000  A.dll", Trouble.DATE_UNREAD, "date", id="two dates"),
        pytest.param("10/28/99  25:14  166,000  A.dll", Trouble.TIME_UNREAD, "time", id="no clock shows it"),
        pytest.param("10/28/99  8:14p  39,416 KB  A.dll", Trouble.SIZE_UNREAD, "size", id="a wrong unit"),
        pytest.param("10/28/99  8:14p  8,1012  A.dll", Trouble.SIZE_UNREAD, "size", id="a comma astray"),
        pytest.param("10/28/99  8:14p  0  A.dll", Trouble.SIZE_UNREAD, "size", id="an empty file"),
        pytest.param("10/28/99  8:14p  1,000  2,000  A.dll", Trouble.SIZE_UNREAD, "size", id="two sizes"),
        pytest.param("10/28/99  8:14p  4.02.0752  1,000  A.dll", Trouble.VERSION_UNREAD, "version", id="three numbers"),
        pytest.param("10/28/99  8:14p  7043  1,000  A.dll", Trouble.VERSION_UNREAD, "version", id="a bare build"),
        pytest.param("10/28/99  8:14p  1.2(786)  1,000  A.dll", Trouble.VERSION_UNREAD, "version", id="in brackets"),
        pytest.param(
            "10/28/99  8:14p  4.0.1381.70000  1,000  A.dll", Trouble.VERSION_UNREAD, "version", id="too large"
        ),
        pytest.param("10/28/99  8:14p  1,000  A.dll (Intel or Alpha)", Trouble.PLATFORM_UNREAD, "platform", id="or"),
        pytest.param("10/28/99  8:14p  1,000  A.dll x86  Alpha", Trouble.PLATFORM_UNREAD, "platform", id="both"),
        pytest.param(
            "10/28/99  8:14p  1,000  A.dll  SA1100", Trouble.ROW_WORDS, "platform", id="a stranger's processor"
        ),
        pytest.param(
            "10/28/99  8:14p  1,000  A.dll  JPN", Trouble.ROW_WORDS, "platform", id="a language that is not English"
        ),
        pytest.param(
            "10/28/99  1,000  A.dll  from Windows NT 4.0", Trouble.ROW_WORDS, "branch", id="a word before Windows"
        ),
    ],
)
def test_what_cannot_be_read_is_absent_and_remarked(text: str, trouble: Trouble, absent: str) -> None:
    draft = read(f"   {text}")
    rows, remarks = settled([draft], None)
    assert trouble in {remark.trouble for remark in draft.troubles}
    assert {remark.line for remark in remarks} == {60}
    assert getattr(rows[0], absent) is None
    assert (rows[0].file, rows[0].line) == ("a.dll", 60)


@pytest.mark.parametrize("nothing", ["none", "n/a", "-"])
def test_a_version_that_is_said_to_be_none_is_no_trouble(nothing: str) -> None:
    assert read(f"10/28/99  8:14p  {nothing}  1,000  A.dll").troubles == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("   Date        Time       Size    File name     Platform", id="header"),
        pytest.param("   ------------------------------------------------------", id="rule"),
        pytest.param("   +----------+--------+---------+--------------+-------+", id="border"),
        pytest.param("   Tcpip.sys", id="a name alone"),
        pytest.param("Ntoskrnl.exe dated 11/20/97 or later. The system will stop responding at", id="prose"),
        pytest.param("5. Copy the newer (dated 3/30/1999) Dhcpssvc.dll file to the", id="a step to take"),
        pytest.param("   (x86) and Krnlifxa.exe (Alpha)", id="a sentence about two files"),
        pytest.param("   CONFIG   NT        1,180 09-11-93   5:28a", id="a listing with the extension apart"),
        pytest.param("   8/2/96   12:30am   133,424 for each disk", id="no name"),
    ],
)
@pytest.mark.parametrize("columns", [(), ALL], ids=["no header", "header"])
def test_a_line_that_lists_no_file_is_no_row(text: str, columns: tuple[str, ...]) -> None:
    assert read_row(text, 60, columns) is None


def test_a_number_below_a_header_without_sizes_is_no_size() -> None:
    assert read("10/26/00  7043  A.dll", "Date", "Version", "File", "name").size is None
    assert read("10/26/00  1.854.736  A.dll", "Date", "Version", "File", "name").size == 1_854_736


def test_a_file_with_a_platform_is_a_row_only_below_a_header() -> None:
    assert read_row("   Clusres.dll   Alpha", 60) is None
    assert read("   Clusres.dll   Alpha", "File", "name", "Platform").platform is Platform.ALPHA


def test_a_name_beside_its_short_form_is_one_file() -> None:
    assert read("10/28/99  8:14p  1,000  A.dll  A.DLL").file == "a.dll"
    assert read_row("10/28/99  8:14p  1,000  A.dll  B.dll", 60) is None


def test_the_dates_of_all_tables_of_an_article_are_read_in_one_way() -> None:
    drafts = [read("06/03/00  11:35  1,000  A.dll"), read("25/05/00  11:35  1,000  B.dll")]
    rows, remarks = settled(drafts, dt.date(2002, 5, 8))
    assert [(row.date, row.date_doubt) for row in rows] == [(dt.date(2000, 3, 6), None), (dt.date(2000, 5, 25), None)]
    assert remarks == ()


def test_a_date_that_nothing_settles_carries_its_doubt_and_a_remark() -> None:
    (row,), (remark,) = settled([read("06/04/2001  11:11  957,056  Ntkrnlmp.exe  Intel")], dt.date(2002, 5, 8))
    assert (row.date, row.date_doubt) == (dt.date(2001, 4, 6), dt.date(2001, 6, 4))
    assert (remark.trouble, remark.line) == (Trouble.DATE_ORDER, 60)
    assert remark.detail == "'06/04/2001' is 2001-04-06 or 2001-06-04"


def test_the_clock_of_a_date_in_letters_says_nothing_of_dates_in_figures() -> None:
    drafts = [read("7/6/00  1:46pm  5.0.2195.2099  1,000  A.dll"), read("29-Jan-2001  11:46  1,000  A.dll")]
    assert [draft.clock for draft in drafts] == [Clock.TWELVE, Clock.TWENTY_FOUR]
    rows, remarks = settled(drafts, None)
    assert [(row.date, row.date_doubt) for row in rows] == [(dt.date(2000, 7, 6), None), (dt.date(2001, 1, 29), None)]
    assert rows[0].version == FileVersion(5, 0, 2195, 2099)
    assert remarks == ()


def test_no_rows_settle_to_none() -> None:
    assert settled([], None) == ((), ())


def test_terminal_server_in_a_row_is_a_branch_of_its_own() -> None:
    row = "10/26/00  19:13  178,960  A.dll  Windows NT Server 4.0, Terminal Server Edition"
    assert read(row).branch is Branch.NT4_TSE
