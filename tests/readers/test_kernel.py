"""Kernels read whole: each part by itself, and none of pefile's troubles leaves the room."""

import struct
from datetime import UTC, datetime

import pefile
import pytest
from hypothesis import given, strategies as st

from ntfp.errors import MalformedError
from ntfp.facts.file import DebugEntry
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.source import InMemory, Source
from ntfp.readers import kernel, pe
from ntfp.testing import kernel_image, pe_image
from tests.making import facts_of, identified, oddities

LINK = datetime(2000, 7, 6, 19, 20, tzinfo=UTC)
KERNEL = kernel_image(version="4.0.1381.7080", link=LINK, flavour="mp", size=60_000)


@pytest.mark.parametrize("platform", [Platform.I386, Platform.ALPHA, Platform.MIPS, Platform.PPC, Platform.ALPHA64])
def test_imports_exports_and_build_number_on_every_platform(platform: Platform) -> None:
    deep = facts_of(kernel_image(link=LINK, flavour="mp", platform=platform)).deep
    assert deep is not None
    assert deep.imports is not None
    assert [(module.module, "HalStartNextProcessor" in module.names) for module in deep.imports] == [("HAL.dll", True)]
    assert (deep.export_name, deep.build_number) == ("ntoskrnl.exe", 0xF0000565)
    assert ".rsrc" in [section.name for section in deep.sections]


def test_imports_by_number_are_told_from_names() -> None:
    deep = facts_of(pe_image(imports={"HAL.dll": ["HalX", 7]})).deep
    assert deep is not None
    assert deep.imports is not None
    assert deep.imports[0].names == ("HalX", "#7")


def test_the_debug_directory() -> None:
    entry = DebugEntry(type=4, timestamp=int(LINK.timestamp()), offset=0x200, size=0x110)
    deep = facts_of(pe_image(debug=[entry])).deep
    assert deep is not None
    assert deep.debug == (entry,)


def test_a_file_without_imports_and_exports_has_none_and_nothing_is_remarked() -> None:
    facts = facts_of(pe_image())
    assert facts.deep is not None
    assert (facts.deep.imports, facts.deep.export_name, facts.deep.build_number) == ((), None, None)
    assert facts.remarks == ()


@pytest.mark.parametrize("size", [60_000, 60_001, 60_003])
def test_the_checksum_of_an_image_is_pefiles(size: int) -> None:
    image = kernel_image(link=LINK, size=size, checksum=0)
    deep = facts_of(image).deep
    assert deep is not None
    assert deep.checksum == pefile.PE(data=image).generate_checksum()


def test_a_wrong_checksum_is_a_warning_and_no_refusal() -> None:
    facts = facts_of(kernel_image(link=LINK, checksum="wrong"))
    assert facts.deep is not None
    assert [remark.oddity for remark in facts.remarks] == [Oddity.CHECKSUM_WRONG]
    assert facts.remarks[0].detail == (
        f"its checksum should be {facts.deep.checksum:#x}, it carries {facts.checksum:#x}: damaged or changed"
    )


def test_a_checksum_of_zero_is_absent_not_wrong() -> None:
    assert oddities(facts_of(kernel_image(link=LINK, checksum=0))) == {Oddity.CHECKSUM_ABSENT}


def test_one_changed_byte_makes_the_checksum_wrong() -> None:
    image = bytearray(KERNEL)
    image[-1] ^= 1
    assert Oddity.CHECKSUM_WRONG in oddities(facts_of(bytes(image)))


def test_a_file_larger_than_any_kernel_is_not_read_whole() -> None:
    class Huge(InMemory):
        def read_at(self, offset: int, count: int) -> bytes:
            assert count < 1 << 20
            return super().read_at(offset, count)

    huge = Huge(KERNEL)
    huge.size = 1 << 40
    facts = kernel.deepen(pe.read(Source("ntoskrnl.exe", "ntoskrnl.exe", lambda: huge), huge), huge)
    assert facts.deep is None
    assert [str(remark) for remark in facts.remarks] == [
        "too-large: 1,099,511,627,776 bytes: larger than any kernel, and not read whole"
    ]


@pytest.mark.parametrize(
    ("part", "oddity"),
    [
        ("_imports", Oddity.IMPORTS_DAMAGED),
        ("_exports", Oddity.EXPORTS_DAMAGED),
        ("_debug", Oddity.DEBUG_DAMAGED),
        ("_sections", Oddity.HEADERS_ODD),
    ],
)
def test_a_part_that_cannot_be_read_leaves_the_others(
    part: str, oddity: Oddity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: pefile.PE) -> None:
        raise struct.error("unpack requires more bytes")

    monkeypatch.setattr(kernel, part, fail)
    facts = facts_of(KERNEL)
    assert oddities(facts) == {oddity}
    assert facts.deep is not None
    assert facts.deep.checksum == facts.checksum


def test_what_pefile_cannot_open_at_all_still_has_its_checksum(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise pefile.PEFormatError("no")

    monkeypatch.setattr(pefile, "PE", fail)
    facts = facts_of(KERNEL)
    assert oddities(facts) == {Oddity.DEEP_UNREADABLE}
    assert facts.deep is not None
    assert (facts.deep.checksum, facts.deep.imports) == (facts.checksum, None)


def with_directory(number: int, address: int, size: int) -> bytes:
    image = bytearray(KERNEL)
    at = struct.unpack_from("<I", image, 0x3C)[0]
    struct.pack_into("<II", image, at + 24 + 96 + 8 * number, address, size)
    return bytes(image)


def test_a_debug_directory_of_two_gigabytes_is_not_walked() -> None:
    facts = facts_of(with_directory(6, 0x1000, 0x7FFFFFFF))
    assert facts.deep is not None
    assert facts.deep.debug is None
    assert "debug-damaged: its debug directory cannot be read: it claims 76,695,844 entries" in map(str, facts.remarks)


def test_imports_that_pefile_leaves_out_are_missed_and_not_taken_for_all() -> None:
    """A multiprocessor kernel whose import of HalStartNextProcessor is damaged must not pass for a uniprocessor one."""
    image = KERNEL.replace(b"HalStartNextProcessor", b"\xff\xfe\x01\x02StartNextProcesso")
    facts = facts_of(image)
    assert "imports-damaged: its imports are not all: 1 could not be read" in map(str, facts.remarks)
    assert identified(image).flavour is None


@given(st.data())
def test_a_damaged_kernel_gives_facts_or_one_documented_error(data: st.DataObject) -> None:
    image = bytearray(kernel_image(link=LINK))
    places = st.integers(0, len(image) - 1)
    for _ in range(data.draw(st.integers(1, 12))):
        image[data.draw(places)] = data.draw(st.integers(0, 255))
    try:
        facts_of(bytes(image))
    except MalformedError as error:
        assert error.problem
