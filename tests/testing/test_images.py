import json
import shutil
import subprocess
import warnings
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

import lief
import pefile
import pytest

from ntfp.facts.file import DebugEntry
from ntfp.facts.platform import Platform
from ntfp.formats.pe import read_headers, version_blocks
from ntfp.testing import pe_image, version_info

LINKED = datetime(1999, 9, 21, 22, 2, 31, tzinfo=UTC)
STRINGS = {"CompanyName": "Example", "FileVersion": "4.00", "LegalTrademarks": "", "Umlauts": "Grüße"}

MACHINES = [
    pytest.param(Platform.I386, 0x14C, 32, id="i386"),
    pytest.param(Platform.ALPHA, 0x184, 32, id="alpha"),
    pytest.param(Platform.MIPS, 0x166, 32, id="mips"),
    pytest.param(Platform.PPC, 0x1F0, 32, id="ppc"),
    pytest.param(Platform.ALPHA64, 0x284, 64, id="axp64"),
    pytest.param(Platform.IA64, 0x200, 64, id="ia64"),
    pytest.param(Platform.AMD64, 0x8664, 64, id="amd64"),
    pytest.param(0x162, 0x162, 32, id="mips of nt 3.1"),
    pytest.param(0x1234, 0x1234, 32, id="a machine nobody has named"),
]


def everything(machine: int | Platform) -> bytes:
    return pe_image(
        machine=machine,
        timestamp=LINKED,
        linker_version=(3, 10),
        os_version=(4, 1),
        image_version=(4, 2),
        subsystem_version=(4, 3),
        subsystem=2,
        versions=[version_info("4.0.1381.335", strings=STRINGS), version_info("1.2.3.4", language=0x407)],
        other_resources=9,
        imports={"HAL.dll": ["HalDisplayString", 7, "HalStartNextProcessor"], "BOOTVID.dll": ["VidInitialize"]},
        exports={"NtBuildNumber": (0xF0000565).to_bytes(4, "little"), "KeTickCount": b"tick"},
        export_name="ntoskrnl.exe",
        size=20_484,
    )


@pytest.mark.parametrize(("machine", "number", "bits"), MACHINES)
def test_pefile_reads_what_was_asked_for(machine: int | Platform, number: int, bits: int) -> None:
    image = everything(machine)
    read: Any = pefile.PE(data=image)
    header, optional = read.FILE_HEADER, read.OPTIONAL_HEADER
    assert read.get_warnings() == []
    assert len(image) == 20_484
    assert read.get_overlay() is None
    assert read.verify_checksum()
    assert (header.Machine, header.TimeDateStamp) == (number, LINKED.timestamp())
    assert optional.Magic == {32: 0x10B, 64: 0x20B}[bits]
    assert (optional.MajorLinkerVersion, optional.MinorLinkerVersion) == (3, 10)
    assert (optional.MajorOperatingSystemVersion, optional.MinorOperatingSystemVersion) == (4, 1)
    assert (optional.MajorImageVersion, optional.MinorImageVersion) == (4, 2)
    assert (optional.MajorSubsystemVersion, optional.MinorSubsystemVersion) == (4, 3)
    assert optional.Subsystem == 2
    assert [section.Name.rstrip(b"\0") for section in read.sections] == [
        b".text",
        b".data",
        b".edata",
        b".idata",
        b".rsrc",
    ]


@pytest.mark.parametrize(("machine", "number", "bits"), MACHINES)
def test_pefile_follows_every_directory(machine: int | Platform, number: int, bits: int) -> None:
    read: Any = pefile.PE(data=everything(machine))
    assert (read.FILE_HEADER.Machine, read.OPTIONAL_HEADER.Magic == 0x20B) == (number, bits == 64)
    assert {
        module.dll: [entry.name or entry.ordinal for entry in module.imports] for module in read.DIRECTORY_ENTRY_IMPORT
    } == {b"HAL.dll": [b"HalDisplayString", 7, b"HalStartNextProcessor"], b"BOOTVID.dll": [b"VidInitialize"]}
    exports = read.DIRECTORY_ENTRY_EXPORT
    assert exports.name == b"ntoskrnl.exe"
    assert {entry.name: read.get_data(entry.address, 4) for entry in exports.symbols} == {
        b"KeTickCount": b"tick",
        b"NtBuildNumber": b"\x65\x05\0\xf0",
    }
    fixed = [(info.FileVersionMS, info.FileVersionLS) for info in read.VS_FIXEDFILEINFO]
    assert fixed == [(0x10002, 0x30004), (0x40000, 1381 << 16 | 335)]
    (table,) = (part for part in read.FileInfo[1] if part.Key == b"StringFileInfo")
    assert {key.decode(): text.decode() for key, text in table.StringTable[0].entries.items()} == STRINGS
    (var,) = (part for part in read.FileInfo[1] if part.Key == b"VarFileInfo")
    assert var.Var[0].entry == {b"Translation": "0x0409 0x04b0"}


@pytest.mark.parametrize(("machine", "number", "bits"), MACHINES)
def test_lief_reads_the_same(machine: int | Platform, number: int, bits: int) -> None:
    image = everything(machine)
    read = lief.PE.parse(list(image))
    assert isinstance(read, lief.PE.Binary)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a machine it has no name for, LIEF gives the number
        assert int(read.header.machine) == number
    assert read.header.time_date_stamps == LINKED.timestamp()
    assert (read.abstract.header.is_64, read.optional_header.checksum) == (bits == 64, read.compute_checksum())
    assert {module.name: len(module.entries) for module in read.imports} == {"HAL.dll": 3, "BOOTVID.dll": 1}
    assert len(read.overlay) == 0
    assert isinstance(read.resources_manager, lief.PE.ResourcesManager)
    versions = {found.file_info.file_version_ls: found for found in read.resources_manager.version}
    assert versions.keys() == {1381 << 16 | 335, 0x30004}
    strings = versions[1381 << 16 | 335].string_file_info
    assert strings
    assert {entry.key: entry.value for entry in strings.children[0].entries} == STRINGS


def stranger(program: str, *arguments: str, image: bytes, folder: Path) -> str:
    """What a program from elsewhere says about an image."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    path = folder / "image.exe"
    path.write_bytes(image)
    return subprocess.run([program, *arguments, path], check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.parametrize(("machine", "number", "bits"), MACHINES)
def test_exiftool_reads_the_same(machine: int | Platform, number: int, bits: int, tmp_path: Path) -> None:
    image = everything(machine)
    (told,) = json.loads(stranger("exiftool", "-json", "-n", image=image, folder=tmp_path))
    assert told["MachineType"] == number
    assert told["PEType"] == {32: 0x10B, 64: 0x20B}[bits]
    assert told["TimeStamp"].startswith("1999:09:21 22:02:31")
    assert told["FileVersionNumber"] == "1.2.3.4"
    assert "Warning" not in told


def test_objdump_reads_the_same(tmp_path: Path) -> None:
    image = everything(Platform.I386)
    told = stranger("i686-w64-mingw32-objdump", "-p", image=image, folder=tmp_path)
    assert f"CheckSum\t\t{read_headers(image).optional.checksum:08x}" in told
    assert "DLL Name: HAL.dll" in told
    assert "HalStartNextProcessor" in told
    assert "NtBuildNumber" in told
    assert "Entry: ID: 0x000010" in told


def test_the_same_call_gives_the_same_bytes() -> None:
    assert everything(Platform.ALPHA) == everything(Platform.ALPHA)


@pytest.mark.parametrize("size", [4_608, 4_609, 788_964, 951_808, 2_000_001])
def test_a_file_has_exactly_the_size_asked_for(size: int) -> None:
    image = pe_image(versions=[version_info("4.0.1381.335")], size=size)
    last = read_headers(image).sections[-1]
    assert len(image) == last.offset + last.size == size


def test_the_least_size_is_said() -> None:
    with pytest.raises(ValueError, match=r"^1000 bytes are too few: this image takes 1536$"):
        pe_image(size=1000)


@pytest.mark.parametrize(
    ("checksum", "right"),
    [pytest.param("right", True, id="right"), pytest.param("wrong", False, id="wrong"), pytest.param(0, False, id="0")],
)
def test_a_checksum_is_right_only_if_it_should_be(checksum: Literal["right", "wrong"] | int, right: bool) -> None:
    read: Any = pefile.PE(data=pe_image(checksum=checksum))
    assert read.verify_checksum() is right


def test_a_link_time_is_the_same_in_every_zone() -> None:
    elsewhere = LINKED.astimezone(timezone(timedelta(hours=-7)))
    assert pe_image(timestamp=LINKED) == pe_image(timestamp=elsewhere) == pe_image(timestamp=0x37E80077)


def test_a_link_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^1999-09-21 22:02:31 is in no time zone: "):
        pe_image(timestamp=LINKED.replace(tzinfo=None))


def test_a_damaged_version_block_is_kept_as_it_is() -> None:
    blocks: list[tuple[int | str, int, bytes]] = [("DAMAGED", 0x409, b"\x05\0not a block"), (1, 0x411, b"")]
    assert version_blocks(pe_image(version_blocks=blocks)) == blocks


def test_one_place_holds_one_resource() -> None:
    with pytest.raises(ValueError, match=r"^two resources of type 16, name 1, language 0x409$"):
        pe_image(versions=[version_info("1.2.3.4"), version_info("4.3.2.1")])


def test_other_resources_push_the_version_away() -> None:
    near, far = (pe_image(versions=[version_info("1.2.3.4")], other_resources=count) for count in (0, 1000))
    assert len(far) > len(near) + 700_000
    assert version_blocks(far) == version_blocks(near)


def test_debug_entries_are_written_as_they_are() -> None:
    entries = [DebugEntry(1, 2, 0x7FFFFFFF, 4), DebugEntry(3, 5, 0, 0)]
    read: Any = pefile.PE(data=pe_image(debug=entries))
    assert [
        DebugEntry(
            found.struct.Type, found.struct.TimeDateStamp, found.struct.PointerToRawData, found.struct.SizeOfData
        )
        for found in read.DIRECTORY_ENTRY_DEBUG
    ] == entries


def test_a_dll_says_so() -> None:
    assert pe_image(dll=True, export_name="a.dll") != pe_image(export_name="a.dll")
    read: Any = pefile.PE(data=pe_image(dll=True, export_name="a.dll"))
    assert read.is_dll()
    assert read.DIRECTORY_ENTRY_EXPORT.name == b"a.dll"


def test_headers_may_begin_anywhere() -> None:
    image = pe_image(stub=bytes(5000), versions=[version_info("1.2.3.4")])
    assert read_headers(image).dos.pe_offset == 5064
    assert len(version_blocks(image)) == 1


@pytest.mark.parametrize("bits", [32, 64])
def test_the_width_can_be_other_than_the_machines(bits: Literal[32, 64]) -> None:
    assert read_headers(pe_image(machine=0x1234, bits=bits)).optional.bits == bits
