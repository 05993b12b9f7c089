import struct

import pytest
from hypothesis import given, settings, strategies as st

from ntfp.errors import MalformedError
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import FixedInfo, StringTable, VersionInfo
from ntfp.formats import version_info

WORD, DWORD = st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
VERSION = st.builds(FileVersion, WORD, WORD, WORD, WORD)
FIXED = st.builds(
    FixedInfo, VERSION, VERSION, DWORD, DWORD, DWORD, DWORD, DWORD, DWORD, st.integers(0, 0xFFFFFFFFFFFFFFFF)
)
TABLE = st.builds(StringTable, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=8).map(tuple))
INFO = st.builds(
    VersionInfo,
    st.none() | FIXED,
    st.lists(TABLE, max_size=3).map(tuple),
    st.lists(st.tuples(WORD, WORD), max_size=5).map(tuple),
)

KERNEL = FixedInfo(FileVersion(4, 0, 1381, 335), FileVersion(4, 0, 1381, 4), flags=1, date=0x0123456789ABCDEF)


def text(characters: str) -> bytes:
    return characters.encode("utf-16-le")


@given(INFO, st.sampled_from(["strings-first", "var-first"]))
def test_what_is_built_is_what_is_parsed(info: VersionInfo, order: version_info.Order) -> None:
    assert version_info.parse(version_info.build(info, order=order)) == info


def test_the_fixed_numbers_lie_where_windows_looks_for_them() -> None:
    block = version_info.build(VersionInfo(KERNEL))
    assert block == (
        struct.pack("<HHH", 92, 52, 0)
        + text("VS_VERSION_INFO\0")
        + bytes(2)
        + struct.pack("<II", 0xFEEF04BD, 0x10000)
        + struct.pack("<HHHH", 0, 4, 335, 1381)
        + struct.pack("<HHHH", 0, 4, 4, 1381)
        + struct.pack("<IIIII", 0x3F, 1, 0x40004, 1, 0)
        + struct.pack("<II", 0x01234567, 0x89ABCDEF)
    )


def test_lengths_are_those_of_microsofts_compilers() -> None:
    """Texts are counted in words with their NUL, and no length counts the padding behind its node."""
    info = VersionInfo(None, (StringTable("040904B0", (("Name", "four"), ("Odd", ""))),), ((0x409, 0x4B0),))
    name = struct.pack("<HHH", 26, 5, 1) + text("Name\0") + text("four\0")
    odd = struct.pack("<HHH", 18, 1, 1) + text("Odd\0") + bytes(2) + text("\0")
    table = struct.pack("<HHH", 24 + 28 + 18, 0, 1) + text("040904B0\0") + name + bytes(2) + odd
    strings = struct.pack("<HHH", 36 + len(table), 0, 1) + text("StringFileInfo\0") + table
    translation = struct.pack("<HHH", 36, 4, 0) + text("Translation\0") + bytes(2) + struct.pack("<HH", 0x409, 0x4B0)
    var = struct.pack("<HHH", 32 + 36, 0, 1) + text("VarFileInfo\0") + bytes(2) + translation
    root = text("VS_VERSION_INFO\0") + bytes(2)

    assert version_info.build(info) == struct.pack("<HHH", 216, 0, 0) + root + strings + bytes(2) + var
    assert version_info.build(info, order="var-first") == struct.pack("<HHH", 214, 0, 0) + root + var + strings


def test_an_empty_text_may_be_stored_as_nothing() -> None:
    nothing = struct.pack("<HHH", 12, 0, 1) + text("Na\0")
    table = struct.pack("<HHH", 36, 0, 1) + text("040904B0\0") + nothing
    strings = struct.pack("<HHH", 72, 0, 1) + text("StringFileInfo\0") + table
    block = struct.pack("<HHH", 112, 0, 0) + text("VS_VERSION_INFO\0") + bytes(2) + strings
    assert version_info.parse(block) == VersionInfo(None, (StringTable("040904B0", (("Na", ""),)),))


def test_a_text_ends_at_its_first_nul() -> None:
    block = version_info.build(VersionInfo(None, (StringTable("", (("Name", "seen\0unseen"),)),)))
    assert version_info.parse(block).get("Name") == "seen"


def test_what_follows_the_block_is_not_its_own() -> None:
    info = VersionInfo(KERNEL)
    assert version_info.parse(version_info.build(info) + b"anything") == info


def test_its_place_is_what_the_caller_says() -> None:
    info = version_info.parse(version_info.build(VersionInfo(KERNEL)), resource="NAME", language=0x407)
    assert (info.resource, info.language) == ("NAME", 0x407)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        pytest.param(b"", "version block at offset 0x0: no valid content", id="nothing"),
        pytest.param(bytes(64), "version block at offset 0x0: no valid content", id="zeros"),
        pytest.param(
            version_info.build(VersionInfo(KERNEL)).replace(text("VS"), text("VX")),
            "version block at offset 0x6: expected the key 'VS_VERSION_INFO', found 'VX_VERSION_INFO'",
            id="another key",
        ),
        pytest.param(
            version_info.build(VersionInfo(KERNEL)).replace(b"\xbd\x04\xef\xfe", b"\xbd\x04\xef\xff"),
            "fixed version info at offset 0x0: no valid signature",
            id="another signature",
        ),
        pytest.param(
            version_info.build(VersionInfo(KERNEL, (StringTable("k"),))).replace(
                b"\x0a\0\0\0\1\0k", b"\xaa\0\0\0\1\0k"
            ),
            "version block at offset 0x0: no valid content",
            id="a node longer than the one around it",
        ),
    ],
)
def test_what_is_no_block_is_refused(block: bytes, message: str) -> None:
    with pytest.raises(MalformedError) as caught:
        version_info.parse(block)
    assert str(caught.value) == message


@given(INFO, st.data())
@settings(max_examples=300)
def test_damage_is_refused_or_read_but_never_a_surprise(info: VersionInfo, data: st.DataObject) -> None:
    block = bytearray(version_info.build(info))
    for place in data.draw(st.lists(st.integers(0, len(block) - 1), max_size=3)):
        block[place] = data.draw(st.integers(0, 0xFF))
    try:
        version_info.parse(bytes(block))
    except MalformedError:
        return


def test_a_text_too_long_for_its_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^version block: \w+ does not fit$"):
        version_info.build(VersionInfo(None, (StringTable("040904B0", (("Name", "x" * 0x8000),)),)))
