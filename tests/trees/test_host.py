"""A host's tree at the border: what its disk does wrong is said, what its program does wrong is its own."""

import errno
from collections.abc import Iterator

import pytest

from ntfp.errors import InaccessibleError, MalformedError
from ntfp.facts.report import Skipped
from ntfp.facts.source import InMemory, Opened, Source
from ntfp.trees.host import HostTree
from tests.trees.making import Entry, MadeTree, file

EIO = OSError(errno.EIO, "Input/output error")


class Broken:
    """A host's tree that gives what lies in it, and then fails."""

    root = "disk"

    def __init__(self, error: Exception, *entries: Entry) -> None:
        self._error, self._entries = error, entries

    def contents(self, _: str) -> Iterator[Entry]:
        yield from self._entries
        raise self._error


class Torn(InMemory):
    """An open file that its host can neither read nor close."""

    def read_at(self, offset: int, count: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error", f"{count} bytes at {offset}")

    def close(self) -> None:
        raise EIO


def opened(source: Source) -> Opened:
    (guarded,) = HostTree(MadeTree("disk", {"disk": [source]})).contents("disk")
    assert isinstance(guarded, Source)
    return guarded.open()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(EIO, "input/output error", id="of the system"),
        pytest.param(OSError("Disk gone"), "disk gone", id="of the host's own words"),
        pytest.param(TimeoutError(), "TimeoutError", id="without words"),
        pytest.param(MalformedError("disk.img", "no such cluster", 512), "no such cluster", id="of ntfp's kind"),
    ],
)
def test_a_folder_that_fails_is_said_at_once_or_midway(error: Exception, said: str) -> None:
    assert list(HostTree(Broken(error)).contents("disk")) == [Skipped("disk", f"cannot be listed: {said}")]
    first, last = HostTree(Broken(error, file("disk/hal.dll"))).contents("disk")
    assert isinstance(first, Source)
    assert (first.label, first.open().read_at(0, 9)) == ("disk/hal.dll", b"MZ")
    assert last == Skipped("disk", f"cannot be listed to its end: {said}")


def test_a_file_that_cannot_be_opened_is_inaccessible() -> None:
    def refuse() -> Opened:
        raise PermissionError(errno.EACCES, "Permission denied")

    with pytest.raises(InaccessibleError) as caught:
        opened(Source("disk/hal.dll", "hal.dll", refuse))
    assert str(caught.value) == "disk/hal.dll: cannot be opened: permission denied"


def test_a_file_that_cannot_be_read_is_inaccessible_and_can_be_closed() -> None:
    torn = opened(Source("disk/hal.dll", "hal.dll", lambda: Torn(bytes(9), 5)))
    assert (torn.size, torn.mtime_ns) == (9, 5)
    with pytest.raises(InaccessibleError) as caught:
        torn.read_at(4, 2)
    assert str(caught.value) == "disk/hal.dll at offset 0x4: cannot be read: input/output error"
    torn.close()


def test_a_fault_of_the_host_s_program_is_its_own() -> None:
    with pytest.raises(RuntimeError, match="boom"):
        list(HostTree(Broken(RuntimeError("boom"))).contents("disk"))

    def fail() -> Opened:
        raise KeyError("hal.dll")

    with pytest.raises(KeyError):
        opened(Source("disk/hal.dll", "hal.dll", fail))
