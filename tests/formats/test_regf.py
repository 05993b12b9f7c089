"""Hives as declared: each structure there and back, and a strict reader that takes nothing NT does not write."""

import struct
from collections.abc import Mapping

import msgspec
import pytest

from ntfp.errors import MalformedError
from ntfp.formats import hive as declared, regf
from ntfp.formats.hive import Held, Typed
from ntfp.formats.layout import Layout
from ntfp.testing import hive_image, software_hive, system_hive
from ntfp.testing.hives import FORMATS, Keys, typed
from tests.hive_patching import (
    CELL,
    DATA,
    FLAGS,
    PAGE,
    PARENT,
    SIZE,
    SUBKEYS,
    VALUE_LIST,
    VALUES,
    key_place,
    list_place,
    patched,
    value_place,
    word,
    written,
)

KEYS: Keys = {"Key": {"Value": "text", "Below": {}}, "Other": {}}
IMAGE = hive_image(KEYS)

every_format = pytest.mark.parametrize("version", FORMATS, ids=lambda version: "{}.{}".format(*version))


@pytest.mark.parametrize(
    ("layout", "value", "size"),
    [
        pytest.param(
            regf.BASE_BLOCK, regf.BaseBlock(version=(1, 3), root=32, size=4096, name=bytes(64)), 4096, id="base block"
        ),
        pytest.param(regf.BIN_HEADER, regf.BinHeader(4096, 8192, 7, 9), 32, id="bin"),
        pytest.param(regf.CELL_HEADER, regf.CellHeader(-96), 4, id="cell"),
        pytest.param(regf.OLD_CELL_HEADER, regf.OldCellHeader(-96, 32), 8, id="cell of 1.1"),
        pytest.param(regf.KEY_NODE, regf.KeyNode(flags=0x2C, parent=32, name=b"Name"), 80, id="key"),
        pytest.param(regf.KEY_VALUE, regf.KeyValue(size=4, data=7, type=4, flags=1, name=b"Name"), 24, id="value"),
        pytest.param(regf.KEY_LIST, regf.KeyList("li", ((32,), (64,))), 12, id="li"),
        pytest.param(regf.KEY_LIST, regf.KeyList("lf", ((32, 1), (64, 2))), 20, id="lf"),
        pytest.param(regf.KEY_LIST, regf.KeyList("lh", ()), 4, id="lh"),
        pytest.param(regf.KEY_LIST, regf.KeyList("ri", ((32,),)), 8, id="ri"),
        pytest.param(regf.SECURITY, regf.Security(32, 64, 2, b"descriptor"), 30, id="security"),
        pytest.param(regf.BIG_DATA, regf.BigData(2, 32), 8, id="large data"),
        pytest.param(regf.offsets(3), regf.Offsets((32, 64, 96)), 12, id="offsets"),
    ],
)
def test_each_structure_is_read_as_it_was_built(
    layout: Layout[msgspec.Struct], value: msgspec.Struct, size: int
) -> None:
    built = layout.build(value)
    assert len(built) == size
    assert layout.parse(b"junk" + built, 4) == value


@pytest.mark.parametrize(
    ("layout", "noun"),
    [
        (regf.BASE_BLOCK, "base block"),
        (regf.BIN_HEADER, "bin"),
        (regf.KEY_NODE, "key"),
        (regf.KEY_VALUE, "value"),
        (regf.SECURITY, "security"),
        (regf.BIG_DATA, "large data"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_lacks_its_signature_is_none(layout: Layout[msgspec.Struct], noun: str) -> None:
    with pytest.raises(MalformedError, match=f"{noun} at offset 0x0: no valid magic"):
        layout.parse(bytes(5000))


def test_a_list_of_no_known_kind_is_none() -> None:
    with pytest.raises(MalformedError, match="list of keys at offset 0x0: no valid kind"):
        regf.KEY_LIST.parse(b"xx\1\0\0\0\0\0")


@pytest.mark.parametrize(
    ("words", "result"),
    [
        pytest.param((), 1, id="0 is never written"),
        pytest.param((0xFFFFFFFF,), 0xFFFFFFFE, id="nor is -1"),
        pytest.param((0x12345678, 0x00000008), 0x12345670, id="the words put together"),
    ],
)
def test_the_checksum_of_a_base_block(words: tuple[int, ...], result: int) -> None:
    block = struct.pack(f"<{len(words)}I", *words).ljust(508, b"\0") + b"not part of it" + bytes(4000)
    assert regf.checksum(block) == result


@pytest.mark.parametrize(
    ("name", "hint", "hashed"),
    [
        pytest.param("Software", b"Soft", 0xE9FE1463, id="four letters of more"),
        pytest.param("SOFTWARE", b"SOFT", 0xE9FE1463, id="a hash does not know letters' case, a hint does"),
        pytest.param("ab", b"ab\0\0", 65 * 37 + 66, id="shorter"),
        pytest.param("été", b"\xe9t\xe9\0", (0xC9 * 37 + 84) * 37 + 0xC9, id="letters of one byte"),
        pytest.param("Ωab", b"\0\0\0\0", (0x3A9 * 37 + 65) * 37 + 66, id="letters of two bytes have no hint"),
    ],
)
def test_what_a_list_keeps_of_a_name(name: str, hint: bytes, hashed: int) -> None:
    assert regf.hint(name).to_bytes(4, "little") == hint
    assert regf.name_hash(name) == hashed


def held(keys: Keys) -> Held:
    """What a strict reader should find of a description."""
    values = {name: typed(datum) for name, datum in keys.items() if not isinstance(datum, Mapping)}
    return Held(values, {name: held(below) for name, below in keys.items() if isinstance(below, Mapping)})


@every_format
def test_a_hive_is_read_as_it_was_built(version: tuple[int, int]) -> None:
    keys: Keys = {
        "Key": {"Value": "text", "Number": 7, "List": ("a", "b"), "": b"bytes", "None": b"", "Large": b"x" * 40_000},
        "Many": {f"Key {number:04}": {} for number in range(1100)},
        "Ωμέγα": {"Ünïcode": "Ωμέγα"},
    }
    assert declared.read(hive_image(keys, format=version)) == held(keys)


@every_format
def test_hives_of_systems_are_sound_to_the_last_cell(version: tuple[int, int]) -> None:
    software = declared.read(software_hive(format=version, hotfixes=("Q244509",)))
    assert "Hotfix" in software.subkeys["Microsoft"].subkeys["Windows NT"].subkeys["CurrentVersion"].subkeys
    assert "Select" in declared.read(system_hive(format=version)).subkeys


def problem(image: bytes) -> str:
    with pytest.raises(MalformedError) as caught:
        declared.read(image)
    return str(caught.value)


def signed(image: bytes) -> bytes:
    return patched(image, 508, regf.checksum(image))


ROOT, KEY, VALUE = key_place(IMAGE), key_place(IMAGE, "Key"), value_place(IMAGE, "Key", "Value")
SECURITY_AT = word(IMAGE, ROOT + 44) + PAGE + CELL
VALUES_AT = word(IMAGE, KEY + VALUE_LIST) + PAGE


@pytest.mark.parametrize(
    ("image", "said"),
    [
        pytest.param(b"regf", "base block at offset 0x0: no valid primary", id="cut off"),
        pytest.param(signed(patched(IMAGE, 20, 1, 7)), "hive at offset 0x14: format 1.7", id="no known format"),
        pytest.param(patched(IMAGE, 508, 0), "hive at offset 0x1fc: a wrong checksum", id="checksum"),
        pytest.param(signed(patched(IMAGE, 40, 0)), "hive at offset 0x28: bins of 0 bytes", id="no bins"),
        pytest.param(signed(patched(IMAGE, 40, 8192)), "hive at offset 0x28: bins of 8192 bytes", id="bins not there"),
        pytest.param(patched(IMAGE, PAGE, 0), "bin at offset 0x0: no valid magic", id="bin without signature"),
        pytest.param(
            patched(IMAGE, PAGE + 4, 8), "hive at offset 0x1000: a bin of 4096 bytes for 0x8", id="bin's place"
        ),
        pytest.param(patched(IMAGE, PAGE + 8, 5), "hive at offset 0x1000: a bin of 5 bytes for 0x0", id="bin's size"),
        pytest.param(patched(IMAGE, PAGE + 32, 0), "hive at offset 0x1020: a cell of 0 bytes", id="cell of nothing"),
        pytest.param(
            patched(IMAGE, PAGE + 32, -8000), "hive at offset 0x1020: a cell of -8000 bytes", id="cell too long"
        ),
        pytest.param(
            patched(IMAGE, KEY - CELL, -word(IMAGE, KEY - CELL)),
            f"hive at offset {KEY - CELL:#x}: no cell in use begins there",
            id="cell not in use",
        ),
        pytest.param(
            patched(IMAGE, KEY + PARENT, 0), f"hive at offset {KEY - CELL:#x}: a key in another's place", id="parent"
        ),
        pytest.param(
            written(IMAGE, ROOT + FLAGS, b"\x28\0"), "hive at offset 0x1020: a key in another's place", id="no root"
        ),
        pytest.param(
            patched(IMAGE, KEY + SUBKEYS, 2),
            f"hive at offset {KEY - CELL:#x}: a key that counts other subkeys or values than it has",
            id="subkeys",
        ),
        pytest.param(
            patched(IMAGE, KEY + VALUES, 3), f"list of offsets at offset {VALUES_AT:#x}: no valid", id="values"
        ),
        pytest.param(
            patched(IMAGE, list_place(IMAGE) + 8, 0),
            f"hive at offset {list_place(IMAGE) - CELL:#x}: a hint to 'Key' that is none",
            id="hint",
        ),
        pytest.param(
            patched(IMAGE, list_place(IMAGE) + 12, *struct.unpack_from("<2I", IMAGE, list_place(IMAGE) + 4)),
            f"hive at offset {KEY - CELL:#x}: a key that is listed twice",
            id="listed twice",
        ),
        pytest.param(
            written(IMAGE, list_place(IMAGE), b"lh"),
            f"hive at offset {list_place(IMAGE) - CELL:#x}: a list of the kind 'lh'",
            id="list of a later format",
        ),
        pytest.param(
            patched(IMAGE, VALUE + SIZE, 99),
            f"hive at offset {VALUE - CELL:#x}: a value of 99 bytes, of which 12 are there",
            id="data too long",
        ),
        pytest.param(
            patched(IMAGE, SECURITY_AT + 12, 0),
            f"hive at offset {SECURITY_AT - CELL:#x}: security that nothing refers to",
            id="security",
        ),
        pytest.param(patched(IMAGE, VALUE + DATA, 0), "hive at offset 0x1000: no cell in use begins there", id="data"),
    ],
)
def test_what_nt_never_writes_is_an_error(image: bytes, said: str) -> None:
    assert problem(image).startswith(said)


def test_subkeys_out_of_order_are_an_error() -> None:
    place = list_place(IMAGE) + 4
    first, second = IMAGE[place : place + 8], IMAGE[place + 8 : place + 16]
    assert problem(written(IMAGE, place, second + first)) == "hive at offset 0x1020: subkeys out of order"


def test_trap_in_1_1_each_cell_says_where_the_one_before_it_is() -> None:
    image = hive_image(KEYS, format=(1, 1))
    assert [word(image, PAGE + 36), word(image, PAGE + 32 + (-word(image, PAGE + 32) & 0xFFFFFFFF) + 4)] == [
        regf.NOWHERE,
        32,
    ]
    assert problem(patched(image, PAGE + 36, 5)) == "hive at offset 0x1020: a cell that follows one at 0x5"


def test_data_of_their_own_type_stay_as_they_are() -> None:
    keys: Keys = {"Value": Typed(99, b"anything")}
    assert declared.read(hive_image(keys)).values == {"Value": Typed(99, b"anything")}
