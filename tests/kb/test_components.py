"""Components: what an article is about, where its head or its cause plainly says so."""

import pytest

from ntfp.kb.article import read_article
from ntfp.kb.components import read_components
from tests.kb.articles import NT4, TSE, plain


def read(title: str = "A leak", bullets: tuple[str, ...] = (NT4,), cause: str = "") -> tuple[str, ...]:
    return read_components(read_article(plain("CAUSE", "=====", "", cause, title=title, bullets=bullets)))


@pytest.mark.parametrize(
    ("title", "components"),
    [
        ("Winsock Function Calls Generate Non-Paged Pool Memory Leak", ("winsock",)),
        ("RAS Server Stops Responding to New PPP Connection Requests", ("ras",)),
        ("Access Violation in Perfmon If Long Extensible Counter DLL Path", ("perfmon",)),
        ("READFILESCATTER Operation Not Supported by CDFS File System", ("cdfs",)),
        ("POSIX-Based Program Leaks Private Bytes or Non Paged Pool Bytes", ("posix",)),
        ("FIX: ClusterResourceControl May Leak Memory", ("cluster",)),
        ("STOP 0x1E in SRV.SYS", ("server-service",)),
        ("RAS Reserves DHCP Addresses for Dial-Out Only Clients", ("dhcp", "ras")),
        ("NetBIOS over TCP/IP Name Resolution", ("netbt",)),
    ],
)
def test_a_title_names_it(title: str, components: tuple[str, ...]) -> None:
    assert read(title) == components


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("The Team Wins If a Process Has Fat Files", id="words that are no names"),
        pytest.param("Cluster Size of 64 KB on a Disk", id="clusters of a disk"),
        pytest.param("Print Screen Key Does Not Work", id="a key"),
        pytest.param("Programs May Hang When Accessing Files from a File Server", id="nothing named"),
        pytest.param("STOP 0x0000001E After Terminal Server Service Pack 4", id="a service pack"),
        pytest.param("NTFSXYZ Is Unknown", id="the beginning of a longer word"),
    ],
)
def test_a_word_is_no_component(title: str) -> None:
    assert read(title) == ()


@pytest.mark.parametrize(
    ("bullet", "components"),
    [
        ("Microsoft Cluster Server version 1.0", ("cluster",)),
        ("Microsoft Internet Information Server version 4.0", ("iis",)),
        ("Microsoft Routing and Remote Access Service Update for Windows NT Server version 4.0", ("rras",)),
        ("Microsoft File and Print Services for NetWare version 4.0", ("netware",)),
        (TSE, ()),
    ],
)
def test_a_bullet_names_it(bullet: str, components: tuple[str, ...]) -> None:
    assert read(bullets=(NT4, bullet)) == components


@pytest.mark.parametrize(
    ("cause", "components"),
    [
        ("The Windows NT redirector did not release memory.", ("redirector",)),
        ("This problem occurs because the Server Service was not cleaning up.", ("server-service",)),
        ("A program opens a remote file with the redirector.", ()),
    ],
)
def test_the_cause_blames_it(cause: str, components: tuple[str, ...]) -> None:
    assert read(cause=cause) == components
