"""Carriers: files a text blames or says were updated, and files it merely mentions."""

import pytest

from ntfp.kb.article import read_article
from ntfp.kb.carriers import read_carriers
from tests.kb.articles import plain


def read(chapter: str, *body: str, listed: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return read_carriers(read_article(plain(chapter, "=" * len(chapter), "", *body)), listed)


@pytest.mark.parametrize(
    ("said", "files"),
    [
        pytest.param("It is actually caused by the Server Service (Srv.sys).", ("srv.sys",), id="in parentheses"),
        pytest.param("There is a problem with Ntfs.sys and Cache Manager.", ("ntfs.sys",), id="a problem with it"),
        pytest.param("There is a problem in the Winnt 3.51 FLOPPY.SYS file.", ("floppy.sys",), id="in capitals"),
        pytest.param("A race condition in Services.exe causes it.", ("services.exe",), id="a race condition"),
        pytest.param(
            "It occurs because the Tcpip.sys driver does not properly initialize.", ("tcpip.sys",), id="it does not"
        ),
        pytest.param(
            "It occurs because the Tcpip.sys driver that shipped with Windows NT 4.0 SP4 does not arp.",
            ("tcpip.sys",),
            id="that shipped with a pack",
        ),
        pytest.param("Lsass.exe fails to deallocate memory.", ("lsass.exe",), id="it fails"),
        pytest.param("The driver Ntfs.sys was not releasing memory.", ("ntfs.sys",), id="it was not"),
        pytest.param("The Nwwks.dll library has a memory leak.", ("nwwks.dll",), id="it has a leak"),
        pytest.param("This is a known issue with Xenroll.dll.", ("xenroll.dll",), id="a known issue"),
        pytest.param("The driver Win32k.sys only supports small numbers.", ("win32k.sys",), id="what it supports"),
    ],
)
def test_a_file_named_as_the_cause(said: str, files: tuple[str, ...]) -> None:
    assert read("CAUSE", said) == files


@pytest.mark.parametrize(
    ("said", "files"),
    [
        pytest.param("Microsoft has modified the file, RDR.SYS, to correct this.", ("rdr.sys",), id="has modified"),
        pytest.param("The file, SFMSRV.SYS, has been modified to correct this.", ("sfmsrv.sys",), id="was modified"),
        pytest.param(
            "Ntoskrnl.exe and Ntkrnlmp.exe have been updated to correct this problem.",
            ("ntkrnlmp.exe", "ntoskrnl.exe"),
            id="two",
        ),
        pytest.param("A new version of Netbt.sys has been created.", ("netbt.sys",), id="a new version"),
        pytest.param("SP6a includes an updated Hal.dll file that resolves this.", ("hal.dll",), id="included"),
        pytest.param("Changes have been made to RDR.SYS that correct this.", ("rdr.sys",), id="changes"),
        pytest.param("Apply the file, Userenv.dll, to each workstation.", ("userenv.dll",), id="applied"),
        pytest.param("It has been fixed in the file NDIS.SYS of SP2.", ("ndis.sys",), id="fixed in"),
        pytest.param(" - A revised version of Winver.exe to verify it.", ("winver.exe",), id="an item"),
        pytest.param(
            " - An update to the Microsoft Internet Information Server (IIS) 3.0 Log Converter utility (Convlog.exe).",
            ("convlog.exe",),
            id="an item with a long name",
        ),
    ],
)
def test_a_file_that_was_updated(said: str, files: tuple[str, ...]) -> None:
    assert read("RESOLUTION", said) == files


@pytest.mark.parametrize(
    ("chapter", "said"),
    [
        pytest.param("SYMPTOMS", "There is a problem in Explorer.exe.", id="a symptom"),
        pytest.param("CAUSE", "An access violation occurs in Services.exe.", id="where it shows"),
        pytest.param("CAUSE", "This is caused by running Setup.exe twice.", id="what somebody ran"),
        pytest.param("CAUSE", "This is caused by drivers that load Bhnt.sys.", id="what others load"),
        pytest.param("CAUSE", "This is caused by a corrupt Ftdisk.sys.", id="a broken file"),
        pytest.param("CAUSE", "The changes made to Mtxdm.dll did not affect it.", id="what was done to it"),
        pytest.param("CAUSE", "HIMEM.SYS is not being loaded.", id="a file that is not loaded"),
        pytest.param("CAUSE", "This causes problems with MSCDEX.EXE.", id="a victim"),
        pytest.param("CAUSE", "The problem is not with PVIEWER.EXE.", id="acquitted"),
        pytest.param("RESOLUTION", "To resolve this problem, run Update.exe.", id="a tool"),
        pytest.param("RESOLUTION", "Obtain the file Correct.exe to mend the disk.", id="a tool to obtain"),
        pytest.param("RESOLUTION", "Y2kfix.exe was updated on November 5, 1998.", id="a download"),
        pytest.param("RESOLUTION", "See http://www.microsoft.com/update.exe now.", id="an address"),
        pytest.param("RESOLUTION", "Replace the Atapi.sys file with the one of the original disc.", id="a workaround"),
    ],
)
def test_a_file_merely_mentioned_is_no_carrier(chapter: str, said: str) -> None:
    assert read(chapter, said) == ()


def test_a_file_the_tables_list_is_no_carrier() -> None:
    assert read("CAUSE", "There is a problem in Rdr.sys.", listed=frozenset({"rdr.sys"})) == ()


def test_a_long_list_of_files_takes_no_long_time() -> None:
    assert read("CAUSE", "a.sys and " * 20_000) == ()
