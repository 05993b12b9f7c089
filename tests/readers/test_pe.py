"""PE headers, read fast: any machine, any values, and every way of being none."""

import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from ntfp.errors import ForeignFormatError, MalformedError
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import MACHINE_OF_PLATFORM, Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.source import InMemory, Source
from ntfp.readers import pe
from ntfp.testing import kernel_image, pe_image, version_info
from tests.making import facts_of, oddities

LINK = datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC)
KERNEL = kernel_image(link=LINK)


class Counted(InMemory):
    """Bytes that count how often and how much of them is asked for."""

    __slots__ = ("reads",)

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.reads: list[tuple[int, int]] = []

    def read_at(self, offset: int, count: int) -> bytes:
        data = super().read_at(offset, count)
        self.reads.append((offset, len(data)))
        return data


def counted(image: bytes) -> tuple[FileFacts, list[tuple[int, int]]]:
    opened = Counted(image)
    return pe.read(Source("x", "x", lambda: opened), opened), opened.reads


def problem(data: bytes) -> MalformedError:
    with pytest.raises(MalformedError) as caught:
        facts_of(data, "x.dll")
    return caught.value


@pytest.mark.parametrize("platform", list(Platform))
def test_every_platform_is_known_by_its_number(platform: Platform) -> None:
    facts = facts_of(pe_image(machine=platform))
    assert (facts.platform, facts.machine) == (platform, MACHINE_OF_PLATFORM[platform])


@pytest.mark.parametrize(
    ("machine", "platform"),
    [(0x162, Platform.MIPS), (0x166, Platform.MIPS), (0x184, Platform.ALPHA), (0x284, Platform.ALPHA64)],
)
def test_nts_own_machines(machine: int, platform: Platform) -> None:
    assert facts_of(pe_image(machine=machine)).platform is platform


@pytest.mark.parametrize("machine", [0, 0x1234, 0xFFFF])
def test_an_unknown_machine_keeps_its_number_and_raises_nothing(machine: int) -> None:
    facts = facts_of(pe_image(machine=machine, timestamp=LINK))
    assert (facts.machine, facts.platform, facts.link_time) == (machine, None, LINK)


half = st.integers(0, 0xFFFF)
byte = st.integers(0, 0xFF)
whole = st.integers(0, 0xFFFFFFFF)


@given(
    machine=half,
    bits=st.sampled_from([32, 64]),
    timestamp=whole,
    linker=st.tuples(byte, byte),
    system=st.tuples(half, half),
    image=st.tuples(half, half),
    subsystem_version=st.tuples(half, half),
    subsystem=half,
    characteristics=half,
    checksum=whole,
)
def test_any_header_values_survive_maker_and_reader(
    *,
    machine: int,
    bits: int,
    timestamp: int,
    linker: tuple[int, int],
    system: tuple[int, int],
    image: tuple[int, int],
    subsystem_version: tuple[int, int],
    subsystem: int,
    characteristics: int,
    checksum: int,
) -> None:
    facts = facts_of(
        pe_image(
            machine=machine,
            bits=32 if bits == 32 else 64,
            timestamp=timestamp,
            linker_version=linker,
            os_version=system,
            image_version=image,
            subsystem_version=subsystem_version,
            subsystem=subsystem,
            characteristics=characteristics,
            checksum=checksum,
        ),
        "x.dll",
    )
    assert facts == FileFacts(
        path="x.dll",
        name="x.dll",
        size=facts.size,
        machine=machine,
        bits=bits,
        timestamp=timestamp,
        checksum=checksum,
        characteristics=characteristics,
        subsystem=subsystem,
        linker_version=linker,
        os_version=system,
        image_version=image,
        subsystem_version=subsystem_version,
    )


def test_two_short_reads_are_enough_for_an_ordinary_file() -> None:
    image = pe_image(versions=[version_info("4.0.1381.4")], size=2_000_000)
    facts, reads = counted(image)
    assert str(facts.version) == "4.0.1381.4"
    assert len(reads) == 2
    assert sum(count for _, count in reads) <= 1024 + 4096


def test_one_short_read_is_enough_for_a_file_without_resources() -> None:
    assert len(counted(pe_image(size=2_000_000))[1]) == 1


def test_a_version_block_behind_thousands_of_resources_takes_a_few_reads_more() -> None:
    image = pe_image(versions=[version_info("4.0.1381.4")], other_resources=3000)
    facts, reads = counted(image)
    assert str(facts.version) == "4.0.1381.4"
    assert len(reads) <= 6
    assert sum(count for _, count in reads) < 200_000


def test_a_long_stub_pushes_the_headers_out_of_the_first_read() -> None:
    image = pe_image(stub=bytes(5000), timestamp=LINK, versions=[version_info("4.0.1381.4")])
    facts, reads = counted(image)
    assert (facts.link_time, str(facts.version)) == (LINK, "4.0.1381.4")
    assert len(reads) == 4


def test_a_header_at_the_end_of_a_huge_file_is_not_reached_by_reading_the_file() -> None:
    class Huge(Counted):
        def read_at(self, offset: int, count: int) -> bytes:
            self.reads.append((offset, count))
            return bytes(min(count, max(0, self.size - offset))) if offset else dos

    dos = b"MZ" + bytes(58) + struct.pack("<I", 0xF0000000)
    opened = Huge(b"")
    opened.size = 0xFFFFFFFF
    with pytest.raises(ForeignFormatError):
        pe.read(Source("x", "x", lambda: opened), opened)
    assert sum(count for _, count in opened.reads) < 10_000


@pytest.mark.parametrize(
    ("data", "kind", "words", "offset"),
    [
        pytest.param(b"", ForeignFormatError, "the file is empty", 0, id="empty"),
        pytest.param(b"Hello, NT\r\n", ForeignFormatError, "not a PE file: it does not begin with MZ", 0, id="text"),
        pytest.param(
            b"SZDD\x88\xf0\x27\x33AE", ForeignFormatError, "a compressed file (SZDD): expand it first", 0, id="SZDD"
        ),
        pytest.param(b"MSCF" + bytes(40), ForeignFormatError, "a cabinet (MSCF): unpack it first", 0, id="cabinet"),
        pytest.param(b"M", ForeignFormatError, "not a PE file: it does not begin with MZ", 0, id="one letter"),
        pytest.param(
            b"MZ" + bytes(20),
            MalformedError,
            "the file ends within its DOS header, after 22 bytes",
            22,
            id="a DOS header cut short",
        ),
        pytest.param(
            b"MZ" + bytes(98), ForeignFormatError, "a DOS program: MZ without a PE header", 0, id="MZ and zeros"
        ),
        pytest.param(
            b"MZ" + bytes(22) + b"\x1c\0" + bytes(34) + b"\xff\xff\xff\xff" + bytes(100),
            ForeignFormatError,
            "a DOS program: MZ without a PE header",
            164,
            id="a DOS program with rubbish where newer ones point",
        ),
        pytest.param(
            b"MZ" + bytes(22) + b"\x40\0" + bytes(34) + b"\0\x10\0\0" + bytes(100),
            MalformedError,
            "the file ends before its header at 0x1000",
            0x3C,
            id="cut before the PE header",
        ),
        *(
            pytest.param(
                b"MZ" + bytes(58) + b"\x40\0\0\0" + mark + bytes(100), ForeignFormatError, words, 0x40, id=words[:20]
            )
            for mark, words in [
                (b"NE", "a 16-bit program (NE), not a PE file"),
                (b"LE", "a VxD or OS/2 program (LE), not a PE file"),
                (b"LX", "an OS/2 program (LX), not a PE file"),
            ]
        ),
    ],
)
def test_what_is_no_pe_file_is_told_apart(data: bytes, kind: type[MalformedError], words: str, offset: int) -> None:
    error = problem(data)
    assert (type(error), error.source, error.problem, error.offset) == (kind, "x.dll", words, offset)


def patched(offset_from_pe: int, layout: str, value: int) -> bytes:
    image = bytearray(KERNEL)
    at = struct.unpack_from("<I", image, 0x3C)[0]
    struct.pack_into(layout, image, at + offset_from_pe, value)
    return bytes(image)


def test_an_optional_header_of_another_kind() -> None:
    assert problem(patched(24, "<H", 0x107)).problem == "an optional header of unknown kind 0x107"


@pytest.mark.parametrize("size", [0, 2, 95])
def test_an_optional_header_shorter_than_its_kind(size: int) -> None:
    assert problem(patched(20, "<H", size)).problem == f"an optional header of {size} bytes, too few for its kind"


def test_a_section_table_that_ends_with_the_file_is_remarked_on() -> None:
    facts = facts_of(patched(6, "<H", 0xFFFF), deep=False)
    assert Oddity.HEADERS_ODD in oddities(facts)


def test_a_file_whose_sections_go_on_behind_its_end_is_truncated() -> None:
    assert Oddity.TRUNCATED not in oddities(facts_of(KERNEL, deep=False))
    assert Oddity.TRUNCATED not in oddities(facts_of(KERNEL + b"a signature", deep=False))
    cut = facts_of(KERNEL[:-1], deep=False)
    assert f"truncated: its sections end at {len(KERNEL):#x}, the file at {len(KERNEL) - 1:#x}" in map(str, cut.remarks)


def test_a_section_without_a_place_in_the_file_is_not_cut_off() -> None:
    """Old linkers give uninitialised data a size in the file, and no place."""
    at = KERNEL.index(b".text") + 16
    image = bytearray(KERNEL)
    image[at : at + 8] = struct.pack("<II", 0x7FFF_FFFF, 0)
    assert Oddity.TRUNCATED not in oddities(facts_of(bytes(image), deep=False))


def test_cut_at_any_byte_it_gives_facts_or_one_documented_error() -> None:
    image = kernel_image(link=LINK)
    read = 0
    for length in range(len(image)):
        try:
            facts = facts_of(image[:length], "x.dll", deep=False)
        except MalformedError as error:
            assert error.offset is not None
            assert error.offset <= max(length, 0x3C)
        else:
            read += 1
            assert facts.size == length
    assert read > len(image) // 2


@given(st.lists(st.tuples(st.integers(0, 0x400), byte), min_size=1, max_size=6))
def test_headers_with_some_bytes_changed_give_facts_or_one_documented_error(changes: list[tuple[int, int]]) -> None:
    image = bytearray(KERNEL)
    for place, value in changes:
        image[place % len(image)] = value
    try:
        facts_of(bytes(image), "x.dll", deep=False)
    except MalformedError as error:
        assert error.problem
