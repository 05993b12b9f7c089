"""The policy of docs/reading.md, row by row: what is kept, dropped and remarked on."""

import struct

import pytest
from hypothesis import given, strategies as st

from ntfp.facts.remark import Oddity
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import StringTable, VersionInfo
from ntfp.formats import version_info as declared
from ntfp.readers.version_block import MOST_REMARKS, MOST_STRINGS, read_version_block
from ntfp.testing import version_info

STRINGS = {"CompanyName": "Microsoft Corporation", "OriginalFilename": "ntoskrnl.exe", "Empty": ""}
INFO = version_info("4.0.1381.335", strings=STRINGS)
BLOCK = declared.build(INFO)
FIXED_AT = 40


def read(block: bytes) -> tuple[VersionInfo, list[tuple[Oddity, str]]]:
    info, remarks = read_version_block(block, 1, 0x409)
    return info, [(remark.oddity, remark.detail) for remark in remarks]


def patched(offset: int, layout: str, *values: int) -> bytes:
    block = bytearray(BLOCK)
    struct.pack_into(layout, block, offset, *values)
    return bytes(block)


def node(
    key: str, value: bytes = b"", children: bytes = b"", *, length: int | None = None, words: bool = False
) -> bytes:
    """One part of a version block, with any length one likes."""
    head = key.encode("utf-16-le") + b"\0\0"
    head += bytes(-(6 + len(head)) % 4)
    body = head + value
    if children:
        body += bytes(-(6 + len(body)) % 4) + children
    stated = len(value) // 2 if words else len(value)
    return struct.pack("<HHH", 6 + len(body) if length is None else length, stated, int(words)) + body


def block_of(*children: bytes) -> bytes:
    return node("VS_VERSION_INFO", BLOCK[FIXED_AT : FIXED_AT + 52], joined(*children))


def joined(*parts: bytes) -> bytes:
    whole = b""
    for part in parts:
        whole += bytes(-len(whole) % 4) + part
    return whole


def text(value: str) -> bytes:
    return value.encode("utf-16-le") + b"\0\0"


def test_an_honest_block_is_read_whole_and_without_remark() -> None:
    assert read(BLOCK) == (INFO, [])


def test_the_strings_may_come_after_the_translation() -> None:
    assert read(declared.build(INFO, order="var-first")) == (INFO, [])


@pytest.mark.parametrize("length", range(6))
def test_a_block_shorter_than_its_header_gives_nothing(length: int) -> None:
    info, remarks = read(BLOCK[:length])
    assert (info.fixed, info.tables, info.translations) == (None, (), ())
    assert remarks == [(Oddity.VERSION_DAMAGED, f"the version block has {length} bytes, fewer than its own header")]


def test_a_length_beyond_the_resource_is_cut_to_what_is_there() -> None:
    info, remarks = read(patched(0, "<H", len(BLOCK) + 100))
    assert info == INFO
    assert remarks == [(Oddity.VERSION_LENGTH, f"the version block says {len(BLOCK) + 100} bytes and has {len(BLOCK)}")]


def test_a_length_of_zero_means_all_of_the_resource() -> None:
    assert read(patched(0, "<H", 0)) == (INFO, [])


def test_another_key_is_read_all_the_same() -> None:
    info, remarks = read(BLOCK.replace("VS_VERSION_INFO".encode("utf-16-le"), "VS_VERSION_NONO".encode("utf-16-le")))
    assert info == INFO
    assert remarks == [(Oddity.VERSION_KEY, "the version block is called 'VS_VERSION_NONO'")]


def test_a_key_of_another_length_moves_what_follows() -> None:
    info, remarks = read(node("Versions", BLOCK[FIXED_AT : FIXED_AT + 52]))
    assert info.fixed == INFO.fixed
    assert [oddity for oddity, _ in remarks] == [Oddity.VERSION_KEY]


def test_without_fixed_numbers_the_strings_are_kept() -> None:
    info, remarks = read(node("VS_VERSION_INFO", b"", BLOCK[FIXED_AT + 52 :]))
    assert (info.fixed, info.tables, remarks) == (None, INFO.tables, [])


def test_fixed_numbers_cut_short_are_dropped() -> None:
    info, remarks = read(node("VS_VERSION_INFO", BLOCK[FIXED_AT : FIXED_AT + 48], BLOCK[FIXED_AT + 52 :]))
    assert (info.fixed, info.tables) == (None, INFO.tables)
    assert remarks == [(Oddity.VERSION_DAMAGED, "the fixed version numbers are cut short")]


def test_fixed_numbers_without_their_signature_are_dropped() -> None:
    info, remarks = read(patched(FIXED_AT, "<I", 0xDEADBEEF))
    assert (info.fixed, info.tables) == (None, INFO.tables)
    assert remarks == [(Oddity.VERSION_SIGNATURE, "the fixed version numbers are signed 0xdeadbeef, not 0xfeef04bd")]


def test_a_part_longer_than_the_part_around_it_is_cut() -> None:
    string = node("A", text("b"), words=True)
    info, remarks = read(block_of(node("StringFileInfo", b"", node("040904B0", b"", string, length=5000))))
    assert info.tables == (StringTable("040904B0", (("A", "b"),)),)
    assert [oddity for oddity, _ in remarks] == [Oddity.VERSION_LENGTH]


@pytest.mark.parametrize("length", range(6))
def test_a_part_shorter_than_its_header_ends_its_level(length: int) -> None:
    strings = joined(node("A", text("1"), words=True), node("B", text("2"), length=length), node("C", text("3")))
    info, remarks = read(block_of(node("StringFileInfo", b"", node("040904B0", b"", strings))))
    assert info.tables[0].strings == (("A", "1"),)
    assert [oddity for oddity, _ in remarks] == [Oddity.VERSION_DAMAGED]


def test_zeros_behind_the_last_part_are_padding() -> None:
    strings = node("A", text("1"), words=True) + bytes(22)
    info, remarks = read(block_of(node("StringFileInfo", b"", node("040904B0", b"", strings))))
    assert (info.tables[0].strings, remarks) == ((("A", "1"),), [])


def strings_of(*strings: bytes) -> tuple[tuple[tuple[str, str], ...], list[tuple[Oddity, str]]]:
    info, remarks = read(block_of(node("StringFileInfo", b"", node("040904B0", b"", joined(*strings)))))
    return info.tables[0].strings, remarks


def test_a_text_without_nul_ends_where_its_part_ends() -> None:
    strings, remarks = strings_of(node("A", "abc".encode("utf-16-le"), words=True), node("B", text("d"), words=True))
    assert (strings, remarks) == ((("A", "abc"), ("B", "d")), [])


def test_a_text_ends_at_its_nul_whatever_comes_behind_it() -> None:
    assert strings_of(node("A", text("abc") + text("def"), words=True)) == ((("A", "abc"),), [])


@pytest.mark.parametrize("words", [True, False], ids=["words, as it should be", "bytes, as some compilers do"])
def test_a_value_length_may_count_words_or_bytes(words: bool) -> None:
    assert strings_of(node("A", text("abc"), words=words)) == ((("A", "abc"),), [])


def test_a_value_length_of_zero_is_an_empty_text() -> None:
    part = bytearray(node("A", text("hidden"), words=True))
    struct.pack_into("<H", part, 2, 0)
    assert strings_of(bytes(part)) == ((("A", ""),), [])


def test_bad_units_of_utf16_are_replaced() -> None:
    assert strings_of(node("A", b"\x00\xd8" + text("b"), words=True)) == ((("A", "\ufffdb"),), [])


def test_a_string_that_is_there_twice_is_kept_twice_and_the_first_one_answers() -> None:
    strings, remarks = strings_of(node("A", text("1"), words=True), node("a", text("2"), words=True))
    assert strings == (("A", "1"), ("a", "2"))
    assert StringTable("040904B0", strings).get("A") == "1"
    assert remarks == [(Oddity.STRING_TWICE, "the string 'a' is there twice, with different texts")]


def test_a_string_that_is_there_twice_with_one_text_is_nothing_to_remark_on() -> None:
    assert strings_of(node("A", text("1"), words=True), node("A", text("1"), words=True))[1] == []


def test_a_table_with_an_odd_key_is_kept() -> None:
    info, _ = read(block_of(node("StringFileInfo", b"", node("english!", b"", node("A", text("b"), words=True)))))
    assert info.tables == (StringTable("english!", (("A", "b"),)),)
    assert (info.tables[0].language, info.tables[0].codepage) == (None, None)


def test_several_tables_and_several_translations_are_kept_in_order() -> None:
    info = VersionInfo(
        INFO.fixed,
        (StringTable("040704B0", (("A", "ja"),)), StringTable("040904B0", (("A", "yes"),))),
        ((0x407, 0x4B0), (0x409, 0x4B0)),
    )
    assert read(declared.build(info)) == (info, [])


def test_nt31s_swapped_translation_is_kept_as_stored() -> None:
    info = version_info("3.10.528.1", swapped_translation=True)
    assert read(declared.build(info))[0].translations == ((0x4B0, 0x409),)


def test_strings_beyond_a_limit_are_not_read() -> None:
    strings, remarks = strings_of(*(node(chr(0x4E00 + i)) for i in range(MOST_STRINGS + 10)))
    assert len(strings) == MOST_STRINGS
    assert remarks[-1] == (Oddity.VERSION_DAMAGED, f"more than {MOST_STRINGS} strings: the rest is not read")


def test_a_block_full_of_faults_is_remarked_on_often_enough() -> None:
    tables = joined(*(node("040904B0", b"", struct.pack("<HHH", 2, 1, 1)) for _ in range(500)))
    _, remarks = read(block_of(node("StringFileInfo", b"", tables)))
    assert len(remarks) == MOST_REMARKS


words = st.integers(0, 0xFFFF)
versions = st.builds(FileVersion, words, words, words, words)


@given(file=versions, product=versions, flags=st.integers(0, 0xFFFFFFFF))
def test_any_version_and_flags_survive_maker_and_reader(file: FileVersion, product: FileVersion, flags: int) -> None:
    info = version_info(file, product_version=product, flags=flags)
    assert read(declared.build(info)) == (info, [])


@given(st.binary(max_size=400))
def test_any_bytes_give_facts_and_never_an_error(block: bytes) -> None:
    read(block)


@given(st.lists(st.tuples(st.integers(0, len(BLOCK) - 1), st.integers(0, 255)), max_size=8))
def test_an_honest_block_with_some_bytes_changed_gives_facts_and_never_an_error(changes: list[tuple[int, int]]) -> None:
    block = bytearray(BLOCK)
    for place, value in changes:
        block[place] = value
    read(bytes(block))
