"""Whatever a maker can make, the fast reader, construct and pefile read alike."""

from typing import Any

from hypothesis import given, settings, strategies as st

from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import FixedInfo, StringTable, VersionInfo
from ntfp.testing import pe_image
from tests.making import facts_of
from tests.strangers import by_construct, by_pefile, ours

half = st.integers(0, 0xFFFF)
whole = st.integers(0, 0xFFFFFFFF)
versions = st.builds(FileVersion, half, half, half, half)
names = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=20)
keys = st.builds("{:04X}{:04X}".format, half, half)


def infos(highest: int, most_tables: int) -> st.SearchStrategy[VersionInfo]:
    """Version resources with texts up to a character, and no more than so many tables of them."""
    texts = st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0", max_codepoint=highest), max_size=40
    )
    strings = st.dictionaries(names, texts, max_size=6).map(lambda found: tuple(found.items()))
    tables = st.lists(st.builds(StringTable, keys, strings), min_size=1, max_size=most_tables).map(tuple)
    fixed = st.builds(FixedInfo, versions, versions, flags=whole, os=whole, type=whole, subtype=whole)
    return st.builds(VersionInfo, fixed, tables, st.tuples(st.tuples(half, half)))


def differences(image: bytes) -> list[tuple[str, str, Any, Any]]:
    mine = ours(facts_of(image, "x.dll"))
    return [
        (field, stranger, mine[field], theirs[field])
        for stranger, theirs in (("construct", by_construct(image)), ("pefile", by_pefile(image)))
        for field in mine.keys() & theirs.keys() - {"remarks"}
        if mine[field] != theirs[field]
    ]


# pefile spells the two halves of a character beyond the first 65,536 out, and of several short tables loses the last.
@given(infos(highest=0xFFFF, most_tables=1))
def test_any_version_block_is_read_alike(info: VersionInfo) -> None:
    image = pe_image(versions=[info])
    assert facts_of(image, "x.dll").versions == (info,)
    assert differences(image) == []


@given(infos(highest=0x10FFFF, most_tables=3))
def test_any_version_block_of_several_tables_is_read_as_construct_reads_it(info: VersionInfo) -> None:
    image = pe_image(versions=[info])
    assert facts_of(image, "x.dll").versions == by_construct(image)["versions"] == (info,)


def test_pefile_loses_the_last_of_several_short_tables_and_we_do_not() -> None:
    """It measures a place in the block against the length of one part of it."""
    tables = (StringTable("040704B0", (("A", "ja"),)), StringTable("040904B0", (("A", "yes"),)))
    fixed = FixedInfo(FileVersion(4, 0, 1381, 4), FileVersion(4, 0, 1381, 4))
    image = pe_image(versions=[VersionInfo(fixed, tables, ((0x407, 0x4B0),))])
    assert facts_of(image, "x.dll").versions[0].tables == tables
    assert by_pefile(image)["strings"] == [("040704B0", {"A": "ja"})]


@settings(max_examples=50)
@given(
    machine=half,
    bits=st.sampled_from([32, 64]),
    timestamp=whole,
    pairs=st.tuples(*[st.tuples(half, half)] * 3),
    subsystem=half,
    characteristics=half,
    checksum=whole,
)
def test_any_headers_are_read_alike(
    *,
    machine: int,
    bits: int,
    timestamp: int,
    pairs: tuple[tuple[int, int], tuple[int, int], tuple[int, int]],
    subsystem: int,
    characteristics: int,
    checksum: int,
) -> None:
    image = pe_image(
        machine=machine,
        bits=32 if bits == 32 else 64,
        timestamp=timestamp,
        os_version=pairs[0],
        image_version=pairs[1],
        subsystem_version=pairs[2],
        subsystem=subsystem,
        characteristics=characteristics,
        checksum=checksum,
        versions=[VersionInfo(FixedInfo(FileVersion(4, 0, 1381, 1), FileVersion(4, 0, 1381, 1)))],
    )
    assert differences(image) == []
