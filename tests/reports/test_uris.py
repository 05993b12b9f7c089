from urllib.parse import unquote_to_bytes

import pytest

from ntfp.reports.uris import Paths, uri_of, written_with_backslashes
from tests.reports.entries import HOSTILE


@pytest.mark.parametrize(
    ("path", "backslash", "expected"),
    [
        pytest.param("WINNT/system32/hal.dll", False, "WINNT/system32/hal.dll", id="relative"),
        pytest.param("/mnt/c/WINNT", False, "file:///mnt/c/WINNT", id="absolute"),
        pytest.param("//srv/c", False, "file:////srv/c", id="two slashes are no server where slashes part folders"),
        pytest.param("../disk/hal.dll", False, "../disk/hal.dll", id="upwards"),
        pytest.param("a b/100%.sys", False, "a%20b/100%25.sys", id="a space, a percent sign"),
        pytest.param("a?b#c&d.sys", False, "a%3Fb%23c%26d.sys", id="what would end a path"),
        pytest.param("<script>'\"", False, "%3Cscript%3E%27%22", id="what a page would take for its own"),
        pytest.param("javascript:alert(1)", False, "javascript%3Aalert%281%29", id="no name is a scheme"),
        pytest.param("a\\b/c.sys", False, "a%5Cb/c.sys", id="a backslash in a name"),
        pytest.param("h\udce4l.dll", False, "h%E4l.dll", id="a byte that is no text"),
        pytest.param("h\ud800l.dll", False, "h%ED%A0%80l.dll", id="half a pair"),
        pytest.param("\u4e2d.dll", False, "%E4%B8%AD.dll", id="beyond ASCII"),
        pytest.param("WINNT\\$hf$\\a b", True, "WINNT/$hf$/a%20b", id="relative, of Windows"),
        pytest.param("D:\\WINNT\\hal.dll", True, "file:///D:/WINNT/hal.dll", id="a drive"),
        pytest.param("D:/WINNT\\hal.dll", True, "file:///D:/WINNT/hal.dll", id="a drive, typed with a slash"),
        pytest.param("\\\\srv\\c$\\WINNT", True, "file://srv/c$/WINNT", id="a share"),
        pytest.param("\\\\?\\D:\\WINNT", True, "file:///D:/WINNT", id="a drive, at length"),
        pytest.param("\\\\?\\UNC\\srv\\c$", True, "file://srv/c$", id="a share, at length"),
        pytest.param("\\WINNT", True, "file:///WINNT", id="the root of whatever drive"),
        pytest.param("D:hal.dll", True, "D%3Ahal.dll", id="a drive without a root is no place"),
    ],
)
def test_a_path_as_a_uri(path: str, backslash: bool, expected: str) -> None:
    assert uri_of(path, backslash=backslash) == expected


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_byte_of_a_name_is_lost(name: str) -> None:
    """The trap: two files whose names differ in bytes that are no text are two files."""
    uri = uri_of(name, backslash=False)
    assert uri.isascii() and uri.isprintable() and " " not in uri
    octets = b"".join(
        bytes((ord(char) - 0xDC00,)) if "\udc80" <= char <= "\udcff" else char.encode("utf-8", "surrogatepass")
        for char in name
    )
    assert unquote_to_bytes(uri) == octets


@pytest.mark.parametrize(
    ("root", "kernel", "base", "within"),
    [
        pytest.param("WINNT", "WINNT/system32/x", None, "system32/x", id="relative: nobody knows where it is"),
        pytest.param("/mnt/WINNT", "/mnt/WINNT/system32/x", "file:///mnt/WINNT/", "system32/x", id="absolute"),
        pytest.param("/", "/system32/x", "file:///", "system32/x", id="the root of all"),
        pytest.param("D:\\", "D:\\system32\\x", "file:///D:/", "system32/x", id="the root of a drive"),
        pytest.param(
            "D:\\WINNT", "D:\\WINNT\\system32\\x", "file:///D:/WINNT/", "system32/x", id="a folder of a drive"
        ),
        pytest.param("disk/WINNT", "disk/WINNT\\system32\\x", None, "system32/x", id="of Windows, typed with a slash"),
        pytest.param("C:/WINNT", "C:/WINNT/system32/x", None, "system32/x", id="a folder that is called C:"),
        pytest.param("a\\b", "a\\b/system32/x", None, "system32/x", id="a folder with a backslash in its name"),
        pytest.param("/mnt/../c", "/mnt/../c/system32/x", None, "system32/x", id="by links upwards may be elsewhere"),
        pytest.param("k.exe", "k.exe", None, None, id="a file alone"),
        pytest.param("C:\\k.exe", "C:\\k.exe", None, None, id="a file alone on a drive"),
    ],
)
def test_the_paths_of_a_system_show_how_they_are_written(
    root: str, kernel: str, base: str | None, within: str | None
) -> None:
    paths = Paths(root, kernel)
    assert paths.within(kernel) == within
    if within:
        assert paths.base == base


def test_what_lies_elsewhere_is_not_within() -> None:
    """The trap: WINNT.old begins with the letters of WINNT."""
    paths = Paths("/c/WINNT", "/c/WINNT/system32/ntoskrnl.exe")
    assert paths.within("/c/WINNT.old/hal.dll") is None
    assert paths.within("/c/WINNT") is None
    assert paths.uri("/c/boot.ini") == "file:///c/boot.ini"


def test_a_colon_within_a_system_is_no_drive() -> None:
    assert Paths("/c/WINNT", "/c/WINNT/system32/x").within("/c/WINNT/C:\\x") == "C%3A%5Cx"
    assert Paths("D:\\W", "D:\\W\\system32\\x").within("D:\\W\\C:\\x") == "C%3A/x"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("C:\\x", True), ("C:/x", True), ("\\\\srv\\c", True), ("a\\b", True), ("a\\b/c", False), ("a/b", False)],
)
def test_a_path_alone_is_of_windows_where_it_looks_so(path: str, expected: bool) -> None:
    assert written_with_backslashes(path) is expected
