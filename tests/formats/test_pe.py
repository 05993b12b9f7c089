import os
from pathlib import Path

import pefile
import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from ntfp.errors import MalformedError
from ntfp.formats import version_info
from ntfp.formats.directories import (
    HIGH_BIT,
    RESOURCE_DATA,
    RESOURCE_DIRECTORY,
    ResourceData,
    ResourceDirectory,
    ResourceEntry,
)
from ntfp.formats.headers import (
    DOS_HEADER,
    NT_HEADERS,
    PE32,
    PE32_PLUS,
    RESOURCE,
    SECTION_HEADER,
    DosHeader,
    FileHeader,
    Headers,
    NtHeaders,
    OptionalHeader,
    SectionHeader,
)
from ntfp.formats.pe import RT_VERSION, checksum, file_offset, read_headers, version_blocks
from ntfp.testing import pe_image, version_info as made_up

BYTE, WORD, DWORD, QWORD = (st.integers(0, (1 << bits) - 1) for bits in (8, 16, 32, 64))
BYTES_2, WORDS_2 = st.tuples(BYTE, BYTE), st.tuples(WORD, WORD)

DOS = st.builds(
    DosHeader,
    st.just(64),
    *[WORD] * 6,
    WORDS_2,
    WORD,
    WORDS_2,
    WORD,
    st.tuples(*[WORD] * 17),
)
SECTIONS = st.lists(
    st.builds(
        SectionHeader,
        name=st.text(st.characters(max_codepoint=0xFF), max_size=8).filter(lambda name: not name.endswith("\0")),
        virtual_size=DWORD,
        address=DWORD,
        size=DWORD,
        offset=DWORD,
        relocations=DWORD,
        line_numbers=DWORD,
        relocation_count=WORD,
        line_number_count=WORD,
        characteristics=DWORD,
    ),
    max_size=6,
)


@st.composite
def nt_headers(draw: st.DrawFn) -> NtHeaders:
    magic = draw(st.sampled_from([PE32, PE32_PLUS]))
    native = DWORD if magic == PE32 else QWORD
    count = draw(st.integers(0, 16) | DWORD)
    numbers: tuple[str, ...] = (
        "code_size",
        "data_size",
        "zeroed_size",
        "entry_point",
        "code_base",
        "section_alignment",
    )
    numbers += ("file_alignment", "win32_version", "image_size", "headers_size", "checksum", "loader_flags")
    sizes = ("image_base", "stack_reserve", "stack_commit", "heap_reserve", "heap_commit")
    optional = OptionalHeader(
        magic=magic,
        linker_version=draw(BYTES_2),
        data_base=draw(DWORD) if magic == PE32 else None,
        os_version=draw(WORDS_2),
        image_version=draw(WORDS_2),
        subsystem_version=draw(WORDS_2),
        subsystem=draw(WORD),
        dll_characteristics=draw(WORD),
        directory_count=count,
        directories=tuple(draw(st.lists(st.tuples(DWORD, DWORD), min_size=min(count, 16), max_size=min(count, 16)))),
        **{name: draw(DWORD) for name in numbers},
        **{name: draw(native) for name in sizes},
    )
    file = FileHeader(
        machine=draw(WORD),
        timestamp=draw(DWORD),
        symbol_table=draw(DWORD),
        symbol_count=draw(DWORD),
        characteristics=draw(WORD),
    )
    return NtHeaders(file, optional)


def laid_out(headers: Headers) -> bytes:
    nt = NT_HEADERS.build(NtHeaders(headers.file, headers.optional))
    return DOS_HEADER.build(headers.dos) + nt + b"".join(map(SECTION_HEADER.build, headers.sections))


@st.composite
def all_headers(draw: st.DrawFn) -> Headers:
    nt, sections = draw(nt_headers()), draw(SECTIONS)
    file = replace(nt.file, section_count=len(sections), optional_size=len(NT_HEADERS.build(nt)) - 24)
    return Headers(draw(DOS), file, nt.optional, tuple(sections))


@given(all_headers())
def test_what_is_built_is_what_is_read(headers: Headers) -> None:
    assert read_headers(laid_out(headers)) == headers


@given(all_headers(), st.data())
def test_headers_that_end_early_are_refused(headers: Headers, data: st.DataObject) -> None:
    whole = laid_out(headers)
    with pytest.raises(MalformedError):
        read_headers(whole[: data.draw(st.integers(0, len(whole) - 1))])


@pytest.mark.parametrize(
    ("place", "stored", "message"),
    [
        pytest.param(0, b"ZM", "DOS header at offset 0x0: no valid magic", id="no DOS header"),
        pytest.param(0x3C, b"\0\0\0\1", "PE headers at offset 0x1000000: no valid signature", id="no PE header"),
        pytest.param(0x78, b"NE", "PE headers at offset 0x78: no valid signature", id="another signature"),
        pytest.param(0x90, b"\x07\x01", "PE headers at offset 0x78: no valid magic", id="a ROM image"),
        pytest.param(
            0x7E, b"\xff\xff", "section table at offset 0x5f8: no valid virtual_size", id="sections without end"
        ),
    ],
)
def test_what_is_no_image_is_refused(place: int, stored: bytes, message: str) -> None:
    image = bytearray(pe_image())
    assert image[0x78:0x7A] == b"PE"
    image[place : place + len(stored)] = stored
    with pytest.raises(MalformedError) as caught:
        read_headers(bytes(image))
    assert str(caught.value) == message


def sections_at(alignment: int) -> Headers:
    headers = read_headers(pe_image())
    sections = (
        SectionHeader(name="a", address=0x1000, virtual_size=0x1800, offset=0x400, size=0x1200),
        SectionHeader(name="b", address=0x3000, virtual_size=0, offset=0x16FF, size=0x1F0),
    )
    return Headers(headers.dos, headers.file, replace(headers.optional, section_alignment=alignment), sections)


@pytest.mark.parametrize(
    ("alignment", "address", "offset"),
    [
        pytest.param(0x1000, 0x80, 0x80, id="the headers are where they are"),
        pytest.param(0x1000, 0x1000, 0x400, id="where a section begins"),
        pytest.param(0x1000, 0x21FF, 0x15FF, id="the last byte of its data"),
        pytest.param(0x1000, 0x2200, None, id="behind its data all is zero"),
        pytest.param(0x1000, 0x3001, 0x1601, id="data begins at a whole sector, whatever is stored"),
        pytest.param(0x1000, 0x31FF, 0x17FF, id="and is read in whole sectors"),
        pytest.param(0x1000, 0x4000, None, id="behind the last section"),
        pytest.param(0x20, 0x3001, 0x3001, id="sections closer than a page lie as they are"),
    ],
)
def test_an_address_is_found_as_the_loader_finds_it(alignment: int, address: int, offset: int | None) -> None:
    assert file_offset(sections_at(alignment), address) == offset


def test_all_version_blocks_are_found_in_the_order_of_the_tree() -> None:
    places: list[tuple[int | str, int]] = [("MINE", 0x409), (1, 0x407), (1, 0x409), (7, 0x411)]
    infos = [made_up("4.0.1381.4", resource=name, language=language) for name, language in places]
    found = version_blocks(pe_image(versions=infos, other_resources=3))
    assert [version_info.parse(block, resource=name, language=language) for name, language, block in found] == infos


def test_an_image_without_resources_has_no_version_blocks() -> None:
    assert version_blocks(pe_image()) == []


ONE_VERSION = pe_image(versions=[made_up("4.0.1381.4")])
ROOT = read_headers(ONE_VERSION).sections[-1].offset
ADDRESS = read_headers(ONE_VERSION).optional.directories[RESOURCE][0]
IN_A_CIRCLE = HIGH_BIT.to_bytes(4, "little")


@pytest.mark.parametrize(
    ("place", "stored", "message"),
    [
        pytest.param(
            0x14, b"\0\0\0\0", f"resources at offset {ROOT:#x}: data where a directory must be", id="no names"
        ),
        pytest.param(
            0x44, IN_A_CIRCLE, f"resources at offset {ROOT:#x}: a directory where data must be", id="a circle"
        ),
        pytest.param(
            0x43,
            b"\x80",
            f"resources at offset {ROOT + 0x409:#x}: a name where a language must be",
            id="a named language",
        ),
        pytest.param(
            0x0E, b"\xff\xff", f"resource directory at offset {ROOT:#x}: no valid name", id="too many for the file"
        ),
        pytest.param(0x4B, b"\x01", "resources: address 0x1002058 is in no section", id="data nowhere"),
        pytest.param(
            0x4E,
            b"\x01",
            f"resources at offset {ROOT + 0x58:#x}: data of 65756 bytes reaches past the end",
            id="data too long",
        ),
    ],
)
def test_a_damaged_tree_is_refused(place: int, stored: bytes, message: str) -> None:
    image = bytearray(ONE_VERSION)
    image[ROOT + place : ROOT + place + len(stored)] = stored
    with pytest.raises(MalformedError) as caught:
        version_blocks(bytes(image))
    assert str(caught.value) == message


def test_a_tree_that_branches_without_end_is_given_up() -> None:
    """Two hundred names that lead to the same two hundred languages: forty thousand blocks in four kilobytes."""

    def directory(count: int, number: int, pointer: int) -> bytes:
        return RESOURCE_DIRECTORY.build(ResourceDirectory(0, count, (ResourceEntry(number, pointer),) * count))

    names, languages = 0x18, 0x18 + 0x10 + 200 * 8
    data = languages + 0x10 + 200 * 8
    tree = (
        directory(1, RT_VERSION, names | HIGH_BIT) + directory(200, 1, languages | HIGH_BIT) + directory(200, 9, data)
    )
    with pytest.raises(MalformedError) as caught:
        version_blocks(ONE_VERSION[:ROOT] + tree + RESOURCE_DATA.build(ResourceData(ADDRESS, 0)))
    assert str(caught.value) == f"resources at offset {ROOT + 0x668:#x}: more than 20000 entries"


@given(st.data())
@settings(max_examples=300)
def test_damage_is_refused_or_read_but_never_a_surprise(data: st.DataObject) -> None:
    image = bytearray(ONE_VERSION)
    places = st.integers(0, 0x1FF) | st.integers(ROOT, ROOT + 0x7F)
    for place in data.draw(st.lists(places, min_size=1, max_size=3)):
        image[place] = data.draw(st.integers(0, 0xFF))
    try:
        version_blocks(bytes(image))
    except MalformedError:
        return


@given(st.binary(max_size=600), st.integers(0, 0xFFFFFFFF))
@settings(max_examples=40)  # the stranger is slow
def test_the_checksum_is_the_one_a_stranger_computes(tail: bytes, stored: int) -> None:
    image = pe_image(checksum=stored) + tail
    assert checksum(image) == pefile.PE(data=image, fast_load=True).generate_checksum()


@pytest.fixture(scope="session")
def real_images() -> list[Path]:
    """A folder of real PE files, as `tests/real_tree.py` fetches them."""
    tree = os.environ.get("NTFP_PE_TREE")
    if not tree:
        pytest.skip("NTFP_PE_TREE names no folder of real PE files")
    return sorted(path for path in Path(tree).rglob("*") if path.is_file() and not path.is_symlink() and is_dos(path))


def is_dos(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"MZ"


def test_real_headers_are_read_as_a_stranger_reads_them(real_images: list[Path]) -> None:
    for path in real_images:
        data = path.read_bytes()
        ours, theirs = read_headers(data), pefile.PE(data=data, fast_load=True)
        assert (ours.file.machine, ours.file.timestamp) == (
            theirs.FILE_HEADER.Machine,
            theirs.FILE_HEADER.TimeDateStamp,
        )


def test_real_version_blocks_survive_being_built_anew(real_images: list[Path]) -> None:
    for path in real_images:
        for name, language, block in version_blocks(path.read_bytes()):
            info = version_info.parse(block, resource=name, language=language)
            again = version_info.parse(version_info.build(info), resource=name, language=language)
            assert again == info, path
