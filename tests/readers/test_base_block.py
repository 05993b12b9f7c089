"""The beginning of a hive: what is one, what is none, and how much of it may be torn."""

import struct

import pytest

from ntfp.errors import ForeignFormatError, InaccessibleError, MalformedError
from ntfp.facts.source import InMemory
from ntfp.formats import regf
from ntfp.readers.base_block import open_hive
from ntfp.testing import hive_image, pe_image
from ntfp.testing.hives import FORMATS
from tests.hive_patching import CELL, FLAGS, PAGE, key_place, list_place, opened, patched, written

IMAGE = hive_image({"Microsoft": {"Value": "there"}, "Secure": {}})
SEQUENCE, VERSION, TYPE, ROOT, BINS, CHECKSUM = 4, 20, 28, 36, 40, 508


def signed(image: bytes) -> bytes:
    """With the checksum that the base block should have."""
    return patched(image, CHECKSUM, regf.checksum(image))


def found(image: bytes) -> tuple[list[str], list[str]]:
    """The keys below the root, and what is said of damage."""
    hive = opened(image)
    return [key.name for key in hive.root.subkeys()], hive.damage


def refused(image: bytes) -> tuple[type[MalformedError], str]:
    with pytest.raises(MalformedError) as caught:
        opened(image)
    assert caught.value.source == "x"
    return type(caught.value), caught.value.problem


ALL = ["Microsoft", "Secure"]


@pytest.mark.parametrize(
    ("image", "problem"),
    [
        pytest.param(b"", "the file is empty", id="empty file"),
        pytest.param(bytes(20_000), "not a registry hive: it does not begin with regf", id="file of zeros"),
        pytest.param(b"reg", "not a registry hive: it does not begin with regf", id="three bytes"),
        pytest.param(b"REGEDIT4\r\n\r\n", "not a registry hive: it does not begin with regf", id="exported text"),
        pytest.param(b"CREG" + bytes(9000), "not a registry hive: it does not begin with regf", id="Windows 95"),
        pytest.param(pe_image(), "not a registry hive: it does not begin with regf", id="program"),
        pytest.param(signed(patched(IMAGE, TYPE, 1))[:512], "the log of a registry hive, not the hive", id="bare log"),
        pytest.param(
            signed(patched(IMAGE, TYPE, 2))[:512] + b"DIRT" + IMAGE[516:],
            "the log of a registry hive, not the hive",
            id="log of NT 4.0, a bin where a hive has its first",
        ),
        pytest.param(
            signed(patched(IMAGE, TYPE, 6))[:512] + b"HvLE" + bytes(9000),
            "the log of a registry hive, not the hive",
            id="log of Windows 10",
        ),
    ],
)
def test_what_is_no_hive(image: bytes, problem: str) -> None:
    assert refused(image) == (ForeignFormatError, problem)


@pytest.mark.parametrize(
    ("image", "problem"),
    [
        pytest.param(IMAGE[:4], "the file ends within the base block of its hive", id="four bytes"),
        pytest.param(IMAGE[:511], "the file ends within the base block of its hive", id="511 bytes"),
        pytest.param(IMAGE[:512], "a hive whose root key cannot be found", id="one sector"),
        pytest.param(IMAGE[:PAGE], "a hive whose root key cannot be found", id="base block alone"),
        pytest.param(IMAGE[: PAGE + 32], "a hive whose root key cannot be found", id="no cell"),
        pytest.param(patched(IMAGE, VERSION, 1, 0), "a hive of format 1.0: 1.1 to 1.6 can be read", id="1.0"),
        pytest.param(patched(IMAGE, VERSION, 1, 7), "a hive of format 1.7: 1.1 to 1.6 can be read", id="1.7"),
        pytest.param(patched(IMAGE, VERSION, 2, 3), "a hive of format 2.3: 1.1 to 1.6 can be read", id="2.3"),
        pytest.param(
            b"regf" + b"\xff" * 9000, "a hive of format 4294967295.4294967295: 1.1 to 1.6 can be read", id="ff"
        ),
        pytest.param(
            written(IMAGE, PAGE, bytes(len(IMAGE) - PAGE)), "a hive whose root key cannot be found", id="zeros"
        ),
    ],
)
def test_what_is_a_hive_and_cannot_be_read(image: bytes, problem: str) -> None:
    assert refused(image) == (MalformedError, problem)


def test_one_small_read_tells_what_is_no_hive() -> None:
    class Asked(InMemory):
        __slots__ = ("reads",)

        def read_at(self, offset: int, count: int) -> bytes:
            self.reads = [*getattr(self, "reads", []), (offset, count)]
            return super().read_at(offset, count)

    source = Asked(bytes(1_000_000))
    with pytest.raises(ForeignFormatError):
        open_hive("x", source)
    assert source.reads == [(0, 516)]


class Locked(InMemory):
    """A hive that a running system holds."""

    __slots__ = ()

    def read_at(self, offset: int, count: int) -> bytes:  # noqa: ARG002 - it gives none
        raise InaccessibleError("x", "cannot be read: resource temporarily unavailable", offset)


def test_trap_a_locked_hive() -> None:
    with pytest.raises(InaccessibleError, match="cannot be read: resource temporarily unavailable"):
        open_hive("x", Locked(IMAGE))


@pytest.mark.parametrize("version", FORMATS, ids=lambda version: "{}.{}".format(*version))
@pytest.mark.parametrize("dirty", [True, False])
def test_format_and_dirtiness_are_told(version: tuple[int, int], dirty: bool) -> None:
    hive = opened(hive_image({}, format=version, dirty=dirty))
    assert (hive.format, hive.dirty, hive.damage) == (version, dirty, [])


def test_the_second_copy_of_system_is_a_hive_whatever_its_type() -> None:
    """NT 4.0 and 2000 keep SYSTEM twice; the copy's type is that of a log in later versions."""
    assert found(signed(patched(IMAGE, TYPE, 1))) == (ALL, [])


def test_a_wrong_checksum_is_damage_and_the_hive_is_read() -> None:
    right = regf.checksum(IMAGE)
    said = f"the checksum of its base block is 0x00000000, and should be {right:#010x}"
    assert found(patched(IMAGE, CHECKSUM, 0)) == (ALL, [said])


@pytest.mark.parametrize(
    ("words", "checksum"),
    [
        pytest.param((), 1, id="nothing is written as one"),
        pytest.param((0xFFFFFFFF,), 0xFFFFFFFE, id="all ones are written as one less"),
    ],
)
def test_two_checksums_are_never_written(words: tuple[int, ...], checksum: int) -> None:
    """A base block whose words cancel each other out has the checksum that stands for that."""
    image = IMAGE
    for target in (0, *words):
        now = regf.checksum(image)
        image = patched(image, 200, struct.unpack_from("<I", image, 200)[0] ^ now ^ target)
    image = patched(image, CHECKSUM, checksum)
    assert regf.checksum(image) == checksum
    assert found(image) == (ALL, [])


@pytest.mark.parametrize("size", [0, 5, 0xFFFFFFFF])
def test_a_size_of_its_bins_that_cannot_be_is_not_believed(size: int) -> None:
    image = signed(patched(IMAGE, BINS, size))
    assert found(image) == (ALL, [f"its base block says that its bins have {size:,} bytes"])


def test_what_lies_behind_its_bins_is_not_the_hives() -> None:
    """Copies are padded, and what was there before is left."""
    image = hive_image({f"Key {number:04}": {} for number in range(200)})
    cut = signed(patched(image, BINS, PAGE))
    place = list_place(image) - CELL
    assert place > 0x2000
    said = f"a list of keys at {place:#x}: no cell can begin there, in a hive that ends at 0x2000"
    assert found(cut) == ([], [said])


def test_a_bin_without_its_signature_is_damage_and_the_hive_is_read() -> None:
    assert found(written(IMAGE, PAGE, b"HBIN")) == (ALL, ["no bin begins at 0x1000"])


@pytest.mark.parametrize("version", FORMATS, ids=lambda version: "{}.{}".format(*version))
@pytest.mark.parametrize("root", [0, 0x28, 0xFFFFFFFF, 0x7FFFFFFF])
def test_a_root_that_is_not_where_it_should_be_is_looked_for(version: tuple[int, int], root: int) -> None:
    image = hive_image({"Microsoft": {}, "Secure": {}}, format=version)
    said = f"no root key at {root + PAGE:#x}: the one at 0x1020 is taken for it"
    assert found(signed(patched(image, ROOT, root))) == (ALL, [said])


def test_another_key_is_not_taken_for_the_root() -> None:
    """`Microsoft` is a key, and no root: what is below it would be found at another path."""
    microsoft = key_place(IMAGE, "Microsoft") - PAGE - CELL
    said = f"no root key at {microsoft + PAGE:#x}: the one at 0x1020 is taken for it"
    assert found(signed(patched(IMAGE, ROOT, microsoft))) == (ALL, [said])


def test_without_its_flag_no_key_is_the_root() -> None:
    image = written(IMAGE, key_place(IMAGE) + FLAGS, b"\x20\0")
    assert refused(image) == (MalformedError, "a hive whose root key cannot be found")


def test_a_root_that_can_be_found_and_not_read() -> None:
    image = written(IMAGE, key_place(IMAGE) + 72, b"\xff\xff")
    said = "a key at 0x1020: its name of 65,535 bytes is longer than its cell"
    assert refused(image) == (MalformedError, f"a hive whose root key cannot be read: {said}")


def test_a_root_in_a_page_that_cannot_be_read_is_looked_for() -> None:
    class Bad(InMemory):
        __slots__ = ()

        def read_at(self, offset: int, count: int) -> bytes:
            if offset == 2 * PAGE:
                raise InaccessibleError("x", "cannot be read: input/output error", offset)
            return super().read_at(offset, count)

    image = hive_image({f"Key {number:04}": {} for number in range(100)})
    hive = open_hive("x", Bad(signed(patched(image, ROOT, PAGE + 32))))
    assert hive.damage == ["no root key at 0x2020: the one at 0x1020 is taken for it"]


def test_a_root_behind_all_bins_is_none() -> None:
    image = IMAGE + IMAGE[PAGE:]
    said = "no root key at 0x2020: the one at 0x1020 is taken for it"
    assert found(signed(patched(image, ROOT, PAGE + 32))) == (ALL, [said])
