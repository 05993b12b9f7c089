from typing import Any, Literal

import pefile
import pytest

import ntfp
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import StringTable, VersionInfo
from ntfp.formats.pe import read_headers, version_blocks
from ntfp.formats.version_info import parse
from ntfp.testing import kernel_image, module_image, version_info
from ntfp.testing.kernels import FlavourWord

LINK = 0x37E80077


def inside(image: bytes) -> VersionInfo:
    ((resource, language, block),) = version_blocks(image)
    return parse(block, resource=resource, language=language)


def imports(image: bytes) -> set[str]:
    read: Any = pefile.PE(data=image)
    (hal,) = read.DIRECTORY_ENTRY_IMPORT
    assert hal.dll == b"HAL.dll"
    return {entry.name.decode() for entry in hal.imports}


def build_number(image: bytes) -> int | None:
    read: Any = pefile.PE(data=image)
    exports = {entry.name: entry.address for entry in read.DIRECTORY_ENTRY_EXPORT.symbols}
    return read.get_dword_at_rva(exports[b"NtBuildNumber"]) if b"NtBuildNumber" in exports else None


@pytest.mark.parametrize("flavour", ["up", "mp", "pae-up", "pae-mp"])
def test_only_a_multiprocessor_kernel_starts_processors(flavour: FlavourWord) -> None:
    assert ("HalStartNextProcessor" in imports(kernel_image(flavour=flavour, link=LINK))) is flavour.endswith("mp")


@pytest.mark.parametrize(
    ("version", "flavour", "name", "text", "number"),
    [
        pytest.param("3.10.511.1", "mp", "ntoskrnl.exe", "3.10", None, id="3.1"),
        pytest.param("3.51.1057.6", "up", "ntoskrnl.exe", "3.51", None, id="3.51"),
        pytest.param("4.0.1381.335", "mp", "ntoskrnl.exe", "4.00", 0xF0000565, id="4.0"),
        pytest.param("5.0.2195.1", "pae-mp", "ntkrpamp.exe", "5.0.2195.1", 0xF0000893, id="5.0"),
    ],
)
def test_a_kernel_says_what_those_of_its_time_say(
    version: str, flavour: FlavourWord, name: str, text: str, number: int | None
) -> None:
    image = kernel_image(version=version, flavour=flavour, link=LINK)
    info = inside(image)
    assert info.fixed
    assert str(info.fixed.file_version) == version
    assert (info.get("InternalName"), info.get("OriginalFilename")) == (name, name)
    assert info.get("FileVersion") == text
    assert build_number(image) == number


def test_nt_31_swaps_the_words_of_its_translation() -> None:
    assert inside(kernel_image(version="3.10.528.1", link=LINK)).translations == ((0x4B0, 0x409),)
    assert inside(kernel_image(version="3.50.807.1", link=LINK)).translations == ((0x409, 0x4B0),)
    assert inside(kernel_image(link=LINK, swapped_translation=True)).translations == ((0x4B0, 0x409),)


def test_a_checked_kernel_says_so_twice() -> None:
    image = kernel_image(link=LINK, checked=True)
    fixed = inside(image).fixed
    assert fixed
    assert (fixed.flags, build_number(image)) == (1, 0xC0000565)


def test_a_kernel_can_contradict_itself() -> None:
    image = kernel_image(link=LINK, build_number=5, internal_name="hal.dll", language=0x407)
    info = inside(image)
    assert (build_number(image), info.get("InternalName"), info.language) == (5, "hal.dll", 0x407)
    assert [table.key for table in info.tables] == ["040704B0"]


def test_a_kernel_may_be_without_a_version() -> None:
    assert version_blocks(kernel_image(link=LINK, with_version=False)) == []


@pytest.mark.parametrize("platform", [Platform.I386, Platform.ALPHA, Platform.IA64])
@pytest.mark.parametrize("checksum", ["right", "wrong"])
def test_pefile_finds_nothing_odd(platform: Platform, checksum: Literal["right", "wrong"]) -> None:
    image = kernel_image(platform=platform, link=LINK, size=951_808, checksum=checksum)
    read: Any = pefile.PE(data=image)
    assert read.get_warnings() == []
    assert read.verify_checksum() is (checksum == "right")
    assert (len(image), read.FILE_HEADER.TimeDateStamp) == (951_808, LINK)


@pytest.mark.parametrize(
    ("name", "subsystem", "dll", "kind"),
    [
        pytest.param("ntdll.dll", 3, True, 2, id="a library"),
        pytest.param("NTFS.SYS", 1, False, 3, id="a driver"),
        pytest.param("winlogon.exe", 3, False, 1, id="a program"),
    ],
)
def test_a_module_is_what_its_name_says(name: str, subsystem: int, *, dll: bool, kind: int) -> None:
    image = module_image(name, version="4.0.1381.298", link=LINK, size=366_864)
    headers, info = read_headers(image), inside(image)
    assert (len(image), headers.file.timestamp, headers.optional.subsystem) == (366_864, LINK, subsystem)
    assert bool(headers.file.characteristics & 0x2000) is dll
    assert info.fixed
    assert (info.fixed.file_version, info.fixed.type) == (FileVersion(4, 0, 1381, 298), kind)
    assert info.get("ProductName") == "Microsoft(R) Windows NT(TM) Operating System"


def test_a_module_may_be_somebody_elses_or_without_a_version() -> None:
    info = inside(module_image("a.dll", version="1.0.0.0", link=LINK, product=False))
    assert (info.get("OriginalFilename"), info.get("ProductName"), info.get("CompanyName")) == ("a.dll", None, None)
    assert version_blocks(module_image("a.dll", version=None, link=LINK)) == []


def test_a_version_resource_names_its_language_three_times() -> None:
    info = version_info("4.0.1381.4", product_version="4.0.1381.1", language=0x411, codepage=0x3A4, strings={"A": "b"})
    assert info.language == 0x411
    assert info.tables == (StringTable("041103A4", (("A", "b"),)),)
    assert info.translations == ((0x411, 0x3A4),)
    assert info.fixed
    assert str(info.fixed.product_version) == "4.0.1381.1"


def test_a_flavour_may_be_the_librarys_own_and_must_be_one() -> None:
    assert kernel_image(link=0, flavour=ntfp.Flavour.MP) == kernel_image(link=0, flavour="mp")
    with pytest.raises(ValueError, match="'smp' is not a valid Flavour"):
        kernel_image(link=0, flavour="smp")  # type: ignore[arg-type]
