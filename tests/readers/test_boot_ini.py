import random
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from ntfp.errors import InaccessibleError
from ntfp.facts.boot import BootEntry
from ntfp.facts.source import InMemory, Opened, Source
from ntfp.readers.boot_ini import LARGEST, MOST_ENTRIES, read_boot_ini

FIRST = r"multi(0)disk(0)rdisk(0)partition(1)\WINNT"
USUAL = rf"""
[boot loader]
timeout=30
default={FIRST}
[operating systems]
{FIRST}="Windows NT Server Version 4.00"
{FIRST}="Windows NT Server Version 4.00 [VGA mode]" /basevideo /sos
C:\="MS-DOS"
"""


def read(text: str | bytes) -> tuple[BootEntry, ...]:
    data = text.replace("\n", "\r\n").encode("cp437") if isinstance(text, str) else text
    return read_boot_ini(Source("boot.ini", "boot.ini", lambda: InMemory(data)))


def one(line: str) -> BootEntry:
    (entry,) = read(f"[operating systems]\n{line}")
    return entry


def test_a_menu_is_read_in_its_order() -> None:
    assert read(USUAL) == (
        BootEntry(FIRST, "Windows NT Server Version 4.00", default=True),
        BootEntry(FIRST, "Windows NT Server Version 4.00 [VGA mode]"),
        BootEntry("C:\\", "MS-DOS"),
    )
    assert [entry.folder for entry in read(USUAL)] == ["winnt", "winnt", ""]


@pytest.mark.parametrize(
    ("options", "kernel", "hal"),
    [
        pytest.param("", None, None, id="none"),
        pytest.param("/kernel=ntkrnlsp.exe /hal=halsp.dll", "ntkrnlsp.exe", "halsp.dll", id="both"),
        pytest.param("/HAL=HALSP.DLL /KERNEL=NTKRNLSP.EXE", "ntkrnlsp.exe", "halsp.dll", id="in any case and order"),
        pytest.param('/Kernel="ntkrnlsp.exe"', "ntkrnlsp.exe", None, id="quoted"),
        pytest.param("/sos/kernel=a.exe/hal=b.dll", "a.exe", "b.dll", id="with nothing between them"),
        pytest.param("/kernel=a.exe /kernel=b.exe", "a.exe", None, id="the first of two"),
        pytest.param("/kernel= /hal=", None, None, id="no names"),
        pytest.param("/kernel", None, None, id="no sign"),
        pytest.param("/mykernel=a.exe", None, None, id="another switch"),
        pytest.param("kernel=a.exe", None, None, id="no switch"),
        pytest.param("/debug\t/kernel=a.exe\t", "a.exe", None, id="with tabs"),
    ],
)
def test_switches_name_kernel_and_hal(options: str, kernel: str | None, hal: str | None) -> None:
    entry = one(f'{FIRST}="NT" {options}')
    assert (entry.title, entry.kernel, entry.hal) == ("NT", kernel, hal)


@pytest.mark.parametrize(
    ("line", "path", "title"),
    [
        pytest.param(rf'  {FIRST}  =  "NT 4"  ', FIRST, "NT 4", id="blanks around the sign"),
        pytest.param(rf"{FIRST}=NT 4 /sos", FIRST, "NT 4", id="no quotes"),
        pytest.param(rf'{FIRST}="NT 4', FIRST, "NT 4", id="a quote that does not end"),
        pytest.param(rf"{FIRST}=", FIRST, "", id="no title"),
        pytest.param(r'signature(8b467c12)disk(1)\NT="x=y; z"', r"signature(8b467c12)disk(1)\NT", "x=y; z", id="signs"),
        pytest.param('C:\\="Größe"', "C:\\", "Größe", id="letters of the code page"),
    ],
)
def test_an_entry_is_read_as_it_is_written(line: str, path: str, title: str) -> None:
    entry = one(line)
    assert (entry.path, entry.title) == (path, title)


def test_a_title_that_names_a_kernel_starts_none() -> None:
    assert one(f'{FIRST}="NT with /KERNEL=old.exe"').kernel is None
    assert one(f'{FIRST}="NT with /KERNEL=old.exe" /KERNEL=new.exe').kernel == "new.exe"


@pytest.mark.parametrize("line", ["", "no sign", "=no path", '"quoted"=x', "; a comment=x", "  =", "[timeout"])
def test_a_line_that_is_no_entry_is_left_out(line: str) -> None:
    assert read(f"[operating systems]\n{line}\nC:\\=DOS") == (BootEntry("C:\\", "DOS"),)


@pytest.mark.parametrize(
    ("loader", "chosen"),
    [
        pytest.param(f"[boot loader]\ndefault={FIRST}", [1], id="the first of its path"),
        pytest.param(f"[BOOT LOADER]\nDefault = {FIRST.upper()} ", [1], id="in any case, with blanks"),
        pytest.param(f'[boot loader]\ndefault="{FIRST}"', [1], id="quoted"),
        pytest.param("[boot loader]\ndefault=C:", [0], id="with or without the last backslash"),
        pytest.param(f"[flexboot]\ndefault={FIRST}", [1], id="as an early loader called its section"),
        pytest.param("[boot loader]\ndefault=D:\\", [], id="of none that is there"),
        pytest.param("[boot loader]\ntimeout=30", [], id="none"),
        pytest.param(f"[ Boot Loader ] ;\ndefault={FIRST}", [1], id="blanks in the section's name"),
        pytest.param(f"[strange]\ndefault={FIRST}", [], id="in another section"),
        pytest.param("", [], id="no section"),
    ],
)
def test_the_default_is_the_entry_that_is_started_when_nobody_chooses(loader: str, chosen: list[int]) -> None:
    systems = f"[operating systems]\nC:\\=DOS\n{FIRST}=one\n{FIRST}=two"
    for text in (f"{loader}\n{systems}", f"{systems}\n{loader}"):
        assert [index for index, entry in enumerate(read(text)) if entry.default] == chosen


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert read(USUAL.replace("\n", end).encode()) == read(USUAL)


@pytest.mark.parametrize("end", [b"\x1a", b"\0", b"\x1a\0\0"])
def test_what_lies_behind_the_end_of_a_dos_text_is_not_read(end: bytes) -> None:
    old = f'{FIRST}="older" /kernel=old.exe'.encode()
    assert read(b"[operating systems]\nC:\\=DOS\n" + end + old) == (BootEntry("C:\\", "DOS"),)


def test_sections_of_one_name_are_the_first_of_them() -> None:
    assert read("[operating systems]\nC:\\=DOS\n[Operating Systems]\nD:\\=old") == (BootEntry("C:\\", "DOS"),)


# What nobody wrote with good intent


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"MZ" * 50_000, id="a program"),
        pytest.param(b"\0" * 100_000, id="zeros"),
        pytest.param(USUAL.encode("utf-16"), id="text the loader cannot read"),
        pytest.param(b"[operating systems]\n" + b"a" * 100_000, id="a line without end"),
        pytest.param(b"[" * 100_000, id="sections without end"),
        pytest.param(b"[operating systems]\n[" + b" " * 60_000 + b"x", id="blanks without end"),
        pytest.param(b"[operating systems]\n" + b"=" * 60_000, id="signs without end"),
    ],
)
def test_what_is_no_menu_has_no_entries(data: bytes) -> None:
    assert read(data) == ()


def test_a_menu_without_end_is_read_so_far() -> None:
    entries = read(b"[operating systems]\n" + b"C:\\=DOS\n" * 100_000)
    assert entries == (BootEntry("C:\\", "DOS"),) * MOST_ENTRIES


class Counting(InMemory):
    """A file that claims to be of a gigabyte, and counts what is asked of it."""

    closed = False

    def read_at(self, offset: int, count: int) -> bytes:
        assert offset + count <= LARGEST
        return b"[operating systems]\nC:\\=DOS\n" + b";" * (count - 28)

    def close(self) -> None:
        self.closed = True


def test_a_file_of_a_gigabyte_is_read_so_far_and_closed() -> None:
    opened = Counting(b"")
    opened.size = 1 << 30
    assert read_boot_ini(Source("boot.ini", "boot.ini", lambda: opened)) == (BootEntry("C:\\", "DOS"),)
    assert opened.closed


def test_one_that_cannot_be_read_is_an_error_of_ours_and_closed() -> None:
    class Failing(Counting):
        def read_at(self, offset: int, count: int) -> bytes:
            raise InaccessibleError("boot.ini", f"{count} bytes cannot be read: input/output error", offset)

    opened: Opened = Failing(b"")
    with pytest.raises(InaccessibleError, match="input/output error"):
        read_boot_ini(Source("boot.ini", "boot.ini", lambda: opened))
    assert getattr(opened, "closed", False)


LINES = st.lists(st.sampled_from([*USUAL.splitlines(), "[x]", "a=b", '="', "/kernel=", '"', "[operating systems]"]))


@given(st.binary(max_size=4000) | LINES.map(lambda lines: "\n".join(lines).encode()))
@example(b"[operating systems]\n=\n")
def test_nothing_it_can_say_is_an_error(data: bytes) -> None:
    for entry in read(data):
        assert entry.path.strip() == entry.path != ""
        assert all(name is None or name == name.strip().lower() != "" for name in (entry.kernel, entry.hal))


def test_noise_in_its_section_stays_quick() -> None:
    dice = random.Random(5)
    noise: Any = bytes(dice.choice(b'=/"\\ kernel=;[]\t') for _ in range(LARGEST))
    assert len(read(b"[operating systems]\n" + noise)) <= MOST_ENTRIES
