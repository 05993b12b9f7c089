import copy
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.facts.file import DeepFacts, FileFacts
from ntfp.facts.platform import MACHINE_OF_PLATFORM, PLATFORM_OF_MACHINE, Platform
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import FixedInfo, StringTable, VersionInfo
from ntfp.testing import pe_image
from tests.making import facts_of

PLAIN = facts_of(pe_image(timestamp=datetime(1996, 10, 5, tzinfo=UTC)), "hal.dll")
OLD, NEW = FileVersion(4, 0, 1381, 1), FileVersion(4, 0, 1381, 335)


def facts(**parts: Any) -> FileFacts:
    return replace(PLAIN, **parts)


def info(version: FileVersion | None, resource: int | str = 1, /, **strings: str) -> VersionInfo:
    fixed = FixedInfo(version, version) if version else None
    return VersionInfo(fixed, (StringTable("040904B0", tuple(strings.items())),), resource=resource)


# Times


@pytest.mark.parametrize(
    ("timestamp", "link_time"),
    [
        pytest.param(0, None, id="zero"),
        pytest.param(631151999, None, id="the second before 1990"),
        pytest.param(631152000, datetime(1990, 1, 1, tzinfo=UTC), id="1990"),
        pytest.param(0x37E80077, datetime(1999, 9, 21, 22, 2, 31, tzinfo=UTC), id="NT 4.0 SP6"),
        pytest.param(0x7FFFFFFE, datetime(2038, 1, 19, 3, 14, 6, tzinfo=UTC), id="the last second but one of 31 bits"),
        pytest.param(0x7FFFFFFF, None, id="the last second of 31 bits"),
        pytest.param(0x80000000, None, id="a hash"),
        pytest.param(0xFFFFFFFF, None, id="all bits"),
    ],
)
def test_link_time(timestamp: int, link_time: datetime | None) -> None:
    assert facts(timestamp=timestamp).link_time == link_time


@given(st.integers(0, 0xFFFFFFFF))
def test_a_link_time_is_the_time_stamp_or_nothing(timestamp: int) -> None:
    link = facts(timestamp=timestamp).link_time
    assert link is None or (link.timestamp() == timestamp and link.tzinfo is UTC)


@pytest.mark.parametrize(
    ("mtime_ns", "modified"),
    [
        pytest.param(None, None, id="not known"),
        pytest.param(0, datetime(1970, 1, 1, tzinfo=UTC), id="zero"),
        pytest.param(999_999_999, datetime(1970, 1, 1, tzinfo=UTC), id="a second begun"),
        pytest.param(938037751 * 10**9, datetime(1999, 9, 22, 22, 2, 31, tzinfo=UTC), id="NT's days"),
        pytest.param(10**30, None, id="beyond all calendars"),
        pytest.param(-(10**30), None, id="before all calendars"),
    ],
)
def test_modified(mtime_ns: int | None, modified: datetime | None) -> None:
    assert facts(mtime_ns=mtime_ns).modified == modified


# Platforms


@pytest.mark.parametrize(
    ("machine", "platform"), [(0x14C, "i386"), (0x184, "alpha"), (0x162, "mips"), (0x166, "mips"), (0x1F0, "ppc")]
)
def test_nt_s_own_platforms(machine: int, platform: str) -> None:
    assert facts(machine=machine).platform == platform


def test_a_machine_nobody_has_named_has_no_platform() -> None:
    assert facts(machine=0x9999).platform is None


@pytest.mark.parametrize("platform", Platform)
def test_every_platform_can_be_made_and_read(platform: Platform) -> None:
    assert PLATFORM_OF_MACHINE[MACHINE_OF_PLATFORM[platform]] is platform


# Version resources


@pytest.mark.parametrize(
    ("versions", "preferred"),
    [
        pytest.param((), None, id="none"),
        pytest.param((info(OLD),), 0, id="one"),
        pytest.param((info(OLD, 2), info(NEW, 1)), 1, id="number 1 before others"),
        pytest.param((info(OLD, "NAME"), info(NEW, 1)), 1, id="number 1 before names"),
        pytest.param((info(OLD, 7), info(NEW, 2)), 0, id="others as stored"),
        pytest.param((info(None, 1), info(OLD, 2)), 1, id="with fixed numbers before without"),
        pytest.param((info(OLD, 1), info(NEW, 1)), 0, id="of two languages the first"),
    ],
)
def test_which_version_resource_is_believed(versions: tuple[VersionInfo, ...], preferred: int | None) -> None:
    found = facts(versions=versions)
    assert found.version_info is (None if preferred is None else versions[preferred])


def test_without_fixed_numbers_there_is_no_version_but_there_are_strings() -> None:
    found = facts(versions=(info(None, FileVersion="4.00"),))
    assert (found.version, found.product_version, found.flags) == (None, None, None)
    assert found.string("FileVersion") == "4.00"


def test_the_numbers_are_those_of_the_resource_that_is_believed() -> None:
    fixed = FixedInfo(NEW, OLD, flags_mask=0x3E, flags=0x3)
    found = facts(versions=(info(OLD, 2), VersionInfo(fixed)))
    assert (found.version, found.product_version) == (NEW, OLD)
    assert found.flags == 0x2  # what the mask does not declare is not meant


def test_a_string_the_believed_resource_lacks_may_be_in_another() -> None:
    found = facts(versions=(info(OLD, 2, ProductName="other", CompanyName="other"), info(OLD, 1, ProductName="first")))
    assert found.string("productname") == "first"
    assert found.string("COMPANYNAME") == "other"
    assert found.string("Comments") is None
    assert facts().string("ProductName") is None


def test_an_empty_string_is_there() -> None:
    found = facts(versions=(info(OLD, 1, ProductName=""), info(OLD, 2, ProductName="other")))
    assert found.string("ProductName") == ""


@pytest.mark.parametrize(
    ("key", "language", "codepage"),
    [
        pytest.param("040904B0", 0x409, 0x4B0, id="US English in UTF-16"),
        pytest.param("040904b0", 0x409, 0x4B0, id="small letters"),
        pytest.param("0409", None, None, id="too short"),
        pytest.param("040904B00", None, None, id="too long"),
        pytest.param("langCODE", None, None, id="not hexadecimal"),
        pytest.param("0409CODE", 0x409, None, id="half hexadecimal"),
    ],
)
def test_the_key_of_a_string_table(key: str, language: int | None, codepage: int | None) -> None:
    table = StringTable(key)
    assert (table.language, table.codepage) == (language, codepage)


@pytest.mark.parametrize("key", ["+409-4B0", "0x090x4B", " 409 4B0", "4_094_B0"])
def test_only_hexadecimal_digits_are_a_key(key: str) -> None:
    table = StringTable(key)
    assert (table.language, table.codepage) == (None, None)


# Names


@pytest.mark.parametrize(
    ("strings", "names"),
    [
        pytest.param({}, (), id="none"),
        pytest.param({"OriginalFilename": "HAL.DLL", "InternalName": "hal.dll"}, ("hal.dll",), id="one name, twice"),
        pytest.param(
            {"InternalName": "halmps", "OriginalFilename": "hal.dll"},
            ("hal.dll", "halmps.dll"),
            id="the file name first",
        ),
        pytest.param({"OriginalFilename": " hal.dll ", "InternalName": "  "}, ("hal.dll",), id="spaces are no name"),
        pytest.param({"originalfilename": "hal.dll"}, ("hal.dll",), id="keys in any case"),
    ],
)
def test_names_inside(strings: dict[str, str], names: tuple[str, ...]) -> None:
    assert facts(versions=(info(OLD, **strings),)).names_inside == names


def test_the_name_the_linker_gave_comes_last() -> None:
    found = facts(versions=(info(OLD, InternalName="hal.dll"),), deep=DeepFacts(export_name="HALMPS.dll"))
    assert found.names_inside == ("hal.dll", "halmps.dll")


@pytest.mark.parametrize(
    ("name", "inside", "is_kernel"),
    [
        pytest.param("ntoskrnl.exe", "", True, id="on disk"),
        pytest.param("NTKRPAMP.EXE", "", True, id="on disk in capitals"),
        pytest.param("0001.bin", "NtKrnlMp.exe", True, id="inside, in any case"),
        pytest.param("ntoskrnl.exe", "hal.dll", True, id="on disk against inside"),
        pytest.param("hal.dll", "hal.dll", False, id="neither"),
        pytest.param("ntoskrnl.ex_", "", False, id="nearly"),
    ],
)
def test_who_has_a_kernel_s_name(name: str, inside: str, is_kernel: bool) -> None:
    assert facts(name=name, versions=(info(OLD, OriginalFilename=inside),)).has_kernel_name is is_kernel


# Values


def test_facts_survive_travelling_and_are_compared_by_what_they_say() -> None:
    found = facts(versions=(info(OLD, OriginalFilename="hal.dll"),), deep=DeepFacts())
    assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == found  # noqa: S301 - our own bytes
    assert hash(found) == hash(copy.deepcopy(found))
    assert found != PLAIN


def test_facts_do_not_change() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        PLAIN.size = 5  # type: ignore[misc]
