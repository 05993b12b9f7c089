"""The walk to the version blocks: several, oddly placed, damaged, hostile."""

import struct

import pytest

from ntfp.facts.remark import Oddity
from ntfp.formats import version_info as declared
from ntfp.readers.resources import MOST_BLOCKS
from ntfp.readers.version_block import MOST_REMARKS
from ntfp.testing import pe_image, version_info
from tests.making import facts_of, oddities
from tests.strangers import by_construct, by_pefile

INFO = version_info("4.0.1381.4", strings={"A": "b"})
IMAGE = pe_image(versions=[INFO])


def tree_of(image: bytes) -> int:
    """Where the resource tree begins: the only section of its name."""
    at = image.index(b".rsrc\0\0\0")
    return int.from_bytes(image[at + 20 : at + 24], "little")


def patched(offset_in_tree: int, layout: str, *values: int) -> bytes:
    image = bytearray(IMAGE)
    struct.pack_into(layout, image, tree_of(IMAGE) + offset_in_tree, *values)
    return bytes(image)


def remarks(image: bytes) -> list[tuple[Oddity, str]]:
    return [(remark.oddity, remark.detail) for remark in facts_of(image, "x.dll").remarks]


def test_an_honest_tree() -> None:
    assert facts_of(IMAGE, "x.dll").versions == (INFO,)
    assert remarks(IMAGE) == []


def test_several_languages_and_several_resources_are_all_kept() -> None:
    block = declared.build(INFO)
    facts = facts_of(pe_image(version_blocks=[(1, 0x407, block), (1, 0x409, block), (2, 0x409, block)]), "x.dll")
    assert [(info.resource, info.language) for info in facts.versions] == [(1, 0x407), (1, 0x409), (2, 0x409)]
    assert {info.tables for info in facts.versions} == {INFO.tables}


def test_a_resource_may_have_a_name_in_place_of_a_number() -> None:
    facts = facts_of(pe_image(version_blocks=[("VERSION", 0x409, declared.build(INFO))]), "x.dll")
    assert facts.versions[0].resource == "VERSION"


def test_resource_number_1_is_believed_before_others_and_they_are_remarked_on() -> None:
    other = declared.build(version_info("9.9.9.9"))
    image = pe_image(version_blocks=[(1, 0x409, declared.build(INFO)), (2, 0x409, other)])
    facts = facts_of(image, "x.dll")
    assert str(facts.version) == "4.0.1381.4"
    assert remarks(image) == [
        (Oddity.VERSION_CONTRADICTS, "its version resources say different versions: 4.0.1381.4, 9.9.9.9")
    ]


def test_a_resource_with_numbers_is_believed_before_one_without() -> None:
    image = pe_image(version_blocks=[(1, 0x409, b"rubbish"), (2, 0x409, declared.build(INFO))])
    assert str(facts_of(image, "x.dll").version) == "4.0.1381.4"


def test_more_version_resources_than_any_honest_file_has() -> None:
    block = declared.build(INFO)
    image = pe_image(version_blocks=[(number, 0x409, block) for number in range(1, MOST_BLOCKS + 5)])
    assert len(facts_of(image, "x.dll").versions) == MOST_BLOCKS
    assert remarks(image) == [
        (Oddity.RESOURCES_DAMAGED, f"more than {MOST_BLOCKS} version resources: the rest is not read")
    ]


# The tree of IMAGE: root at 0 with its one entry at 16, names at 24 with theirs at 40, languages at 48 with theirs
# at 64, the leaf at 72.


@pytest.mark.parametrize(
    ("image", "said"),
    [
        pytest.param(patched(20, "<I", 0), "its version resources are not a directory", id="a type that is a leaf"),
        pytest.param(patched(44, "<I", 0), "a version resource has no languages", id="a name that is a leaf"),
        pytest.param(
            patched(68, "<I", 0x80000000), "a version resource has a fourth level", id="a language that is a directory"
        ),
        pytest.param(
            patched(20, "<I", 0xFFFFFFF0),
            "its directory of version resources lies outside the file",
            id="a directory outside the file",
        ),
        pytest.param(
            patched(68, "<I", 0x7FFFFFF0),
            "the description of a version resource lies outside the file",
            id="a leaf outside the file",
        ),
    ],
)
def test_a_damaged_tree_is_remarked_on_and_gives_no_version(image: bytes, said: str) -> None:
    assert facts_of(image, "x.dll").version is None
    assert (Oddity.RESOURCES_DAMAGED, said) in remarks(image)


def test_a_tree_that_points_to_itself_is_walked_down_and_never_round() -> None:
    image = patched(20, "<I", 0x80000000)
    assert facts_of(image, "x.dll").version is None


def test_a_directory_that_claims_more_entries_than_there_are() -> None:
    image = patched(38, "<H", 0xFFFF)
    assert any("says 65535 entries" in detail for _, detail in remarks(image))
    assert len(facts_of(image, "x.dll").versions) <= MOST_BLOCKS


def test_a_block_whose_address_is_nowhere_in_the_file() -> None:
    image = patched(72, "<I", 0x7FFF0000)
    assert remarks(image) == [(Oddity.RESOURCES_ELSEWHERE, "its version resource at 0x7fff0000 is not in the file")]


def test_a_block_of_four_gigabytes_by_its_size_is_read_as_far_as_a_block_can_go() -> None:
    image = patched(76, "<I", 0xFFFFFFFF)
    facts = facts_of(image, "x.dll")
    assert facts.versions == (INFO,)


def test_resources_whose_address_is_nowhere_in_the_file() -> None:
    at = struct.unpack_from("<I", IMAGE, 0x3C)[0]
    image = bytearray(IMAGE)
    struct.pack_into("<I", image, at + 24 + 96 + 16, 0x7FFF0000)
    assert remarks(bytes(image)) == [(Oddity.RESOURCES_ELSEWHERE, "its resources at 0x7fff0000 are not in the file")]


def test_a_file_cut_before_its_resources() -> None:
    image = IMAGE[: tree_of(IMAGE)]
    assert oddities(facts_of(image, "x.dll")) == {Oddity.RESOURCES_ELSEWHERE, Oddity.TRUNCATED}


def test_a_raw_offset_is_rounded_down_to_a_sector_as_the_loader_does() -> None:
    at = IMAGE.index(b".rsrc\0\0\0") + 20
    image = bytearray(IMAGE)
    struct.pack_into("<I", image, at, tree_of(IMAGE) + 0x1F)
    assert str(facts_of(bytes(image), "x.dll").version) == "4.0.1381.4"


@pytest.mark.parametrize("alignment", [0x20, 0x200])
def test_in_an_image_aligned_below_a_page_addresses_are_places_in_the_file(alignment: int) -> None:
    """NT's drivers are like that."""
    image = pe_image(versions=[INFO], alignment=alignment)
    assert facts_of(image, "x.sys").versions == (INFO,)
    assert by_construct(image)["versions"] == (INFO,)
    assert by_pefile(image)["strings"] == [("040904B0", {"A": "b"})]


def test_a_section_that_claims_more_of_the_file_than_its_pages_does_not_hide_the_next() -> None:
    at = IMAGE.index(b".text\0\0\0") + 16
    image = bytearray(IMAGE)
    struct.pack_into("<I", image, at, 0x10000)
    assert facts_of(bytes(image), "x.dll").versions == by_construct(bytes(image))["versions"] == (INFO,)


def test_directories_that_share_their_entries_do_not_multiply() -> None:
    """Three levels of 200 entries, each entry the same next directory: eight million ways through 5 KB."""
    count = 200
    size = 16 + 8 * count

    def directory(name: int, target: int) -> bytes:
        return struct.pack("<12xHH", 0, count) + struct.pack("<II", name, target) * count

    tree = directory(16, 0x80000000 | size) + directory(1, 0x80000000 | 2 * size) + directory(0x409, 0x80000000)
    image = pe_image(versions=[INFO], version_blocks=[(9, 0x409, bytes(len(tree)))])
    place = tree_of(image)
    facts = facts_of(image[:place] + tree + image[place + len(tree) :], "x.dll")
    assert facts.versions == ()
    assert 0 < len(facts.remarks) <= MOST_REMARKS
