"""The walker of registry hives: what it finds, and every way in which a hive can mislead it."""

from typing import Any

import pytest

from ntfp.errors import InaccessibleError
from ntfp.facts.source import InMemory
from ntfp.formats import regf
from ntfp.readers import hive as walker, hive_cells, hive_records
from ntfp.readers.base_block import open_hive
from ntfp.testing import hive_image
from ntfp.testing.hives import FORMATS, Keys, Typed, typed
from tests.hive_patching import (
    CELL,
    DATA,
    NAME_SIZE,
    PAGE,
    PARENT,
    SIZE,
    SUBKEY_LIST,
    SUBKEYS,
    VALUE_LIST,
    VALUE_NAME_SIZE,
    VALUES,
    key_place,
    list_place,
    opened,
    patched,
    value_place,
    word,
    written,
)

KEYS: Keys = {
    "Microsoft": {
        "Windows NT": {"CurrentVersion": {"CSDVersion": "Service Pack 6", "Number": 7, "List": ("a", "b")}},
        "Windows": {"CurrentVersion": {"CSDVersion": "not this one"}},
    },
    "Secure": {},
    "Last": {"Value": "there"},
}
PATH = r"Microsoft\Windows NT\CurrentVersion"

IMAGE = hive_image(KEYS)


def text_of(image: bytes, path: str = PATH, name: str = "CSDVersion") -> tuple[str | None, list[str]]:
    """What the hive says, and what it says of its damage."""
    hive = opened(image)
    key = hive.find(path)
    value = key.value(name) if key else None
    return value.text if value else None, hive.damage


@pytest.mark.parametrize("version", FORMATS, ids=lambda version: "{}.{}".format(*version))
def test_every_format_is_walked(version: tuple[int, int]) -> None:
    hive = opened(hive_image(KEYS, format=version))
    key = hive.find(PATH)
    assert key and hive.format == version
    assert [(value.name, value.kind) for value in key.values()] == [
        ("CSDVersion", "text"),
        ("Number", "number"),
        ("List", "texts"),
    ]
    assert [key.name for key in hive.root.subkeys()] == ["Last", "Microsoft", "Secure"]
    assert hive.damage == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        pytest.param(r"microsoft\WINDOWS nt\currentversion", "csdVERSION", id="letters' case does not matter"),
        pytest.param(PATH, "CSDVersion", id="as written"),
    ],
)
def test_names_are_compared_as_nt_does(path: str, name: str) -> None:
    assert text_of(IMAGE, path, name) == ("Service Pack 6", [])


@pytest.mark.parametrize(
    "path", [r"Microsoft\Windows NT\CurrentVersion\Hotfix", "Nothing", r"Nothing\below", "Microsoft\\", ""]
)
def test_what_is_not_there_is_no_damage(path: str) -> None:
    hive = opened(IMAGE)
    assert hive.find(path) is None
    assert hive.damage == []


def test_a_key_without_the_value_is_no_damage() -> None:
    assert text_of(IMAGE, PATH, "Nothing") == (None, [])
    assert text_of(IMAGE, "Secure", "Nothing") == (None, [])


@pytest.mark.parametrize(
    ("datum", "kind", "reading"),
    [
        pytest.param("Service Pack 6", "text", "Service Pack 6", id="text"),
        pytest.param("", "text", "", id="empty text"),
        pytest.param("ab", "text", "ab", id="text of six bytes, in a cell"),
        pytest.param("a", "text", "a", id="text of four bytes, in the place of its offset"),
        pytest.param(Typed(2, typed("%SystemRoot%").data), "text", "%SystemRoot%", id="text to be expanded"),
        pytest.param(Typed(1, "SP6".encode("utf-16-le")), "text", "SP6", id="REG_SZ without a terminator"),
        pytest.param(Typed(1, "SP6\0junk".encode("utf-16-le")), "text", "SP6", id="text with something behind its NUL"),
        pytest.param(Typed(1, b"S\0P\x006"), "text", "SP6", id="text that lacks its last byte"),
        pytest.param(Typed(1, b"\xff\xdfS\0"), "text", "\ufffdS", id="text that is no UTF-16"),
        pytest.param(Typed(1, b""), "text", "", id="text of no bytes"),
        pytest.param("x" * 5000, "text", "x" * 1000, id="a long text is cut"),
        pytest.param("x" * 500_000, "text", "x" * 1000, id="a text of a megabyte is cut"),
        pytest.param(0x600, "number", 0x600, id="number"),
        pytest.param(0xFFFFFFFF, "number", 0xFFFFFFFF, id="largest number"),
        pytest.param(Typed(5, b"\0\0\6\0"), "number", 0x600, id="number whose greatest byte comes first"),
        pytest.param(Typed(4, b"\0\6"), None, None, id="number of two bytes"),
        pytest.param(Typed(4, bytes(8)), None, None, id="number of eight bytes"),
        pytest.param(Typed(4, b""), None, None, id="number of no bytes"),
        pytest.param(("Terminal Server", "x"), "texts", ("Terminal Server", "x"), id="list"),
        pytest.param((), "texts", (), id="empty list"),
        pytest.param(Typed(7, "a\0b".encode("utf-16-le")), "texts", ("a", "b"), id="list without a terminator"),
        pytest.param(Typed(7, "a\0\0b\0\0".encode("utf-16-le")), "texts", ("a",), id="list with something behind it"),
        pytest.param(("x" * 5000,), "texts", ("x" * 1000,), id="the texts of a list are cut"),
        pytest.param(b"SP6", None, None, id="bytes"),
        pytest.param(Typed(0, b"SP6"), None, None, id="nothing"),
        pytest.param(Typed(11, bytes(8)), None, None, id="a number of 64 bits"),
        pytest.param(Typed(0xFFFF_FFFF, b"SP6"), None, None, id="of no known type"),
    ],
)
@pytest.mark.parametrize("version", [(1, 1), (1, 3), (1, 5)], ids=lambda version: "{}.{}".format(*version))
def test_a_value_is_read_as_what_it_is(datum: Any, kind: str | None, reading: Any, version: tuple[int, int]) -> None:
    hive = opened(hive_image({"Key": {"Value": datum}}, format=version))
    key = hive.find("Key")
    value = key and key.value("Value")
    assert value and value.kind == kind
    readings = {"text": value.text, "number": value.number, "texts": value.texts}
    assert readings == {one: reading if one == kind else None for one in ("text", "number", "texts")}
    assert hive.damage == []


def test_a_subkey_and_a_value_may_have_the_same_name() -> None:
    image = hive_image({"Key": {"Name": {}, "Nope": "value"}})
    hive = opened(written(image, image.index(b"Nope"), b"Name"))
    key = hive.find("Key")
    assert key and [below.name for below in key.subkeys()] == ["Name"]
    value = key.value("Name")
    assert value and value.text == "value"


def test_trap_1_1_has_a_longer_header_before_each_cell_and_names_in_utf_16() -> None:
    image = hive_image(KEYS, format=(1, 1))
    root = word(image, 36) + PAGE
    assert image[root + 8 : root + 10] == b"nk"
    assert "CurrentVersion".encode("utf-16-le") in image
    assert b"CurrentVersion" not in image
    assert text_of(image) == ("Service Pack 6", [])


@pytest.mark.parametrize("said", [(1, 3), (1, 1)], ids=["1.1 that says 1.3", "1.3 that says 1.1"])
def test_trap_a_header_that_names_another_format_than_its_cells_have(said: tuple[int, int]) -> None:
    """The cells decide how they are read, the facts say what is written."""
    image = hive_image(KEYS, format=(1, 4 - said[1]))
    image = patched(image, 20, *said)
    hive = opened(patched(image, 508, regf.checksum(image)))
    assert hive.format == said
    assert hive.find(PATH)
    assert hive.damage == []


def test_trap_names_in_utf_16_in_a_hive_that_compresses_names() -> None:
    hive = opened(hive_image({"Ωμέγα": {"Ωμέγα": "there"}, "Ünïcode": {}}))
    key = hive.find("ωΜΈΓΑ")
    value = key and key.value("ωμέγα")
    assert value and value.text == "there"
    assert hive.find("üNÏCODE")


def test_trap_a_list_that_lists_its_own_key() -> None:
    """The key below itself would never end: it belongs to another key than the one that lists it."""
    root = key_place(IMAGE)
    image = patched(IMAGE, list_place(IMAGE) + 4, root - PAGE - CELL)
    hive = opened(image)
    assert [key.name for key in hive.root.subkeys()] == ["Microsoft", "Secure"]
    assert hive.damage == [f"a key at {root - CELL:#x}: it belongs to another than the one that lists it"]


def test_trap_a_loop_of_keys_ends_at_the_depth_nt_allows() -> None:
    """A key that names itself as its parent and lists itself is below itself, as far as anybody can see."""
    microsoft = key_place(IMAGE, "Microsoft")
    own = microsoft - PAGE - CELL
    image = patched(IMAGE, list_place(IMAGE, "Microsoft") + 4, own, int.from_bytes(b"Micr", "little"))
    image = patched(image, microsoft + PARENT, own)
    image = patched(image, key_place(IMAGE) + SUBKEYS, 3)
    hive = opened(image)
    key = walker.Key(hive, own, hive.records.key(own), 1)
    depth = 0
    while (below := next(key.subkeys(), None)) is not None:
        key, depth = below, depth + 1
    assert depth == walker.DEEPEST - 1
    assert hive.damage == [f"the key at {microsoft - CELL:#x} lies 512 levels deep: what is below is not read"]


def test_trap_a_list_of_lists_in_another() -> None:
    image = hive_image({"Many": {f"Key {number:04}": {} for number in range(1100)}, "Other": {"Value": "there"}})
    first = list_place(image, "Many")
    own = first - PAGE - CELL
    assert image[first : first + 2] == b"ri"
    hive = opened(patched(image, first + 4, own))
    many = hive.find("Many")
    assert many and len(list(many.subkeys())) == 1100 - 507
    assert hive.damage == [f"a list of keys at {first - CELL:#x}: a list of lists, listed in another"]


def test_a_long_list_is_a_list_of_lists_and_read_whole() -> None:
    keys: Keys = {f"Key {number:04}": {} for number in range(1100)}
    for version in FORMATS:
        hive = opened(hive_image(keys, format=version))
        assert [key.name for key in hive.root.subkeys()] == list(keys)
        assert hive.damage == []


def test_trap_a_bad_entry_of_a_list_loses_that_subkey_only() -> None:
    image = patched(IMAGE, list_place(IMAGE) + 4, 0x7FFFFFF0)
    hive = opened(image)
    assert [key.name for key in hive.root.subkeys()] == ["Microsoft", "Secure"]
    assert hive.damage == [
        f"a key at 0x80000ff0: no cell can begin there, in a hive that ends at {len(image):#x}",
    ]


def test_damage_beside_the_way_is_not_seen() -> None:
    image = patched(IMAGE, list_place(IMAGE) + 4, 0x7FFFFFF0)
    assert text_of(image) == ("Service Pack 6", [])


def test_damage_beside_it_is_said_where_a_key_is_not_found() -> None:
    """What cannot be read may be what was looked for."""
    image = patched(IMAGE, list_place(IMAGE) + 4, 0x7FFFFFF0)
    hive = opened(image)
    assert hive.find("Last") is None
    assert hive.damage == [
        f"a key at 0x80000ff0: no cell can begin there, in a hive that ends at {len(image):#x}",
    ]


def test_damage_beside_it_is_said_where_a_value_is_not_found() -> None:
    place = value_place(IMAGE, PATH, "CSDVersion")
    image = written(IMAGE, place, b"xx")
    assert text_of(image) == (None, [f"a value at {place - CELL:#x}: its cell holds none"])
    hive = opened(image)
    key = hive.find(PATH)
    number = key and key.value("Number")
    assert number and number.number == 7
    assert hive.damage == []


def test_trap_a_cell_that_is_not_in_use() -> None:
    """What is left in it may be of another day."""
    place = key_place(IMAGE, PATH)
    image = patched(IMAGE, place - CELL, -word(IMAGE, place - CELL))
    assert text_of(image) == (None, [f"a key at {place - CELL:#x}: its cell is not in use"])


@pytest.mark.parametrize(
    ("size", "words"),
    [
        pytest.param(-0x80000000, "a cell of 2,147,483,648 bytes", id="2 GB"),
        pytest.param(-(len(IMAGE)), f"a cell of {len(IMAGE):,} bytes", id="beyond the file"),
        pytest.param(-3, "a cell of 3 bytes", id="smaller than its header"),
    ],
)
def test_trap_a_cell_of_a_size_that_cannot_be(size: int, words: str) -> None:
    place = key_place(IMAGE, PATH) - CELL
    image = patched(IMAGE, place, size)
    said = f"a key at {place:#x}: {words}, in a hive that ends at {len(IMAGE):#x}"
    assert text_of(image) == (None, [said])


@pytest.mark.parametrize("offset", [0, 0x1C, 0x21, 0x24, 0xFFFFFFFF, 0xFFFFFFF8, len(IMAGE), len(IMAGE) - PAGE])
def test_trap_an_offset_where_no_cell_can_be(offset: int) -> None:
    image = patched(IMAGE, key_place(IMAGE, PATH) + VALUE_LIST, offset)
    problem = f"a list of values at {offset + PAGE:#x}: no cell can begin there, in a hive that ends at {len(IMAGE):#x}"
    assert text_of(image) == (None, [problem])


def test_trap_the_name_of_a_key_is_longer_than_its_cell() -> None:
    place = key_place(IMAGE, PATH)
    for size in (0x1000, 0xFFFF, 30):
        image = written(IMAGE, place + NAME_SIZE, size.to_bytes(2, "little"))
        said = f"a key at {place - CELL:#x}: its name of {size:,} bytes is longer than its cell"
        assert text_of(image) == (None, [said])


def test_trap_the_name_of_a_value_is_longer_than_its_cell() -> None:
    place = value_place(IMAGE, PATH, "CSDVersion")
    image = written(IMAGE, place + VALUE_NAME_SIZE, b"\xff\xff")
    said = f"a value at {place - CELL:#x}: its name of 65,535 bytes is longer than its cell"
    assert text_of(image) == (None, [said])


def test_trap_data_beyond_the_file() -> None:
    place = value_place(IMAGE, PATH, "CSDVersion")
    image = patched(IMAGE, place + DATA, 0x10000)
    said = (
        f"CSDVersion: the data of a value at 0x11000: no cell can begin there, in a hive that ends at {len(image):#x}"
    )
    assert text_of(image) == (None, [said])


def test_trap_a_size_of_2_gb_and_a_text_that_ends_in_its_cell() -> None:
    """The text is all there: only what should follow its NUL is not."""
    place = value_place(IMAGE, PATH, "CSDVersion")
    assert text_of(patched(IMAGE, place + SIZE, 0x7FFFFFFF)) == ("Service Pack 6", [])


def test_trap_data_longer_than_their_cell_and_without_an_end() -> None:
    """A text that may go on is not taken for what there is of it: pack 1 might be pack 10."""
    image = hive_image({"Key": {"Value": Typed(1, "Pack 1".encode("utf-16-le"))}})
    place = value_place(image, "Key", "Value")
    image = patched(image, place + SIZE, 14)
    data = word(image, place + DATA) + PAGE
    assert word(image, data) == 0x100000000 - 16  # twelve bytes are all the cell has
    assert text_of(image, "Key", "Value") == (None, ["Value: its data of 14 bytes are longer than their cell"])


def test_trap_a_value_of_no_data_points_nowhere() -> None:
    image = patched(IMAGE, value_place(IMAGE, PATH, "CSDVersion") + SIZE, 0, 0xFFFFFFFF)
    assert text_of(image) == ("", [])


def test_trap_more_data_in_the_place_of_an_offset_than_fit_there() -> None:
    image = hive_image({"Key": {"Number": 7, "Text": "a"}})
    number, text = (value_place(image, "Key", name) for name in ("Number", "Text"))
    image = patched(patched(image, number + SIZE, 0x80000005), text + SIZE, 0x80000006, 0x00610061)
    hive = opened(image)
    key = hive.find("Key")
    assert key
    assert [(value.kind, value.text, value.number) for value in key.values()] == [
        (None, None, None),
        ("text", None, None),
    ]
    assert hive.damage == ["Text: its data of 6 bytes are longer than their cell"]


def test_trap_large_data_in_pieces_that_lead_nowhere() -> None:
    image = hive_image({"Key": {"Value": "x" * 20_000}}, format=(1, 5))
    place = word(image, value_place(image, "Key", "Value") + DATA) + PAGE + CELL
    assert image[place : place + 2] == b"db"
    assert text_of(image, "Key", "Value") == ("x" * 1000, [])
    broken = written(image, place, b"xx")
    assert text_of(broken, "Key", "Value") == (
        None,
        [f"Value: the pieces of a value at {place - CELL:#x}: its cell holds none"],
    )
    lost = patched(image, place + 4, 0xFFFFFFFF)
    said = f"the pieces of a value at 0x100000fff: no cell can begin there, in a hive that ends at {len(image):#x}"
    assert text_of(lost, "Key", "Value") == (None, [f"Value: {said}"])


def test_trap_a_list_with_fewer_entries_than_it_says() -> None:
    """Its cell ends first: what is in it is read."""
    place = list_place(IMAGE)
    image = written(IMAGE, place + 2, b"\xff\xff")
    hive = opened(image)
    assert [key.name for key in hive.root.subkeys()] == ["Last", "Microsoft", "Secure"]
    assert hive.damage == [f"a list of keys at {place - CELL:#x}: of 65,535 its cell holds 3"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param(4, "says it has 4 subkeys, 3 are listed", id="too many"),
        pytest.param(2, "says it has 2 subkeys, 3 are listed", id="too few"),
        pytest.param(0, "says it has no subkeys, and where they are listed", id="none"),
    ],
)
def test_trap_a_key_that_counts_other_subkeys_than_it_lists(said: int, words: str) -> None:
    root = key_place(IMAGE)
    hive = opened(patched(IMAGE, root + SUBKEYS, said))
    assert len(list(hive.root.subkeys())) == (3 if said else 0)
    assert hive.damage == [f"the key at {root - CELL:#x} {words}"]


def test_trap_a_key_that_says_it_has_no_values_and_where_they_are() -> None:
    place = key_place(IMAGE, PATH)
    image = patched(IMAGE, place + VALUES, 0)
    said = f"the key at {place - CELL:#x} says it has no values, and where they are listed"
    assert text_of(image) == (None, [said])


def test_trap_a_list_of_values_with_fewer_entries_than_the_key_says() -> None:
    place = key_place(IMAGE, PATH)
    values = word(IMAGE, place + VALUE_LIST) + PAGE
    image = patched(IMAGE, place + VALUES, 9)
    said = f"a list of values at {values:#x}: of 9 only 3 can be read"
    assert text_of(image) == ("Service Pack 6", [])
    assert text_of(image, PATH, "Nothing") == (None, [said])


def test_trap_four_billion_values() -> None:
    place = key_place(IMAGE, PATH)
    values = word(IMAGE, place + VALUE_LIST) + PAGE
    image = patched(IMAGE, place + VALUES, 0xFFFFFFFF)
    said = f"a list of values at {values:#x}: of 4,294,967,295 only 3 can be read"
    assert text_of(image, PATH, "Nothing") == (None, [said])


@pytest.mark.parametrize(
    ("version", "name"),
    [
        pytest.param((1, 3), b"Wicrosoft", id="1.3: it does not begin as its list has it"),
        pytest.param((1, 5), b"Microsofa", id="1.5: its hash is another"),
        pytest.param((1, 3), b"Micr\0\0\0\0\0", id="1.3: zeros, as a lost sector leaves them"),
    ],
)
def test_a_damaged_name_is_known_by_the_hint_to_it(version: tuple[int, int], name: bytes) -> None:
    """The key under another name is not found: it has to be said that it may be there."""
    image = hive_image(KEYS, format=version)
    place = key_place(image, "Microsoft")
    image = written(image, image.index(b"Microsoft"), name)
    assert text_of(image) == (None, [f"a key at {place - CELL:#x}: its name is damaged"])


@pytest.mark.parametrize("version", FORMATS, ids=lambda version: "{}.{}".format(*version))
def test_hints_are_never_held_against_a_sound_name(version: tuple[int, int]) -> None:
    names = ("a", "ab", "abc", "ABCD", "abcde", "é", "été", "Ω", "aΩbc", "{4D36E96A}", "1", "a b", "A\u0131")
    hive = opened(hive_image({name: {} for name in names}, format=version))
    assert {key.name for key in hive.root.subkeys()} == {*names}
    assert hive.damage == []


def test_the_name_of_a_value_that_became_zeros_is_damage() -> None:
    place = value_place(IMAGE, PATH, "CSDVersion")
    image = written(IMAGE, place + 20, bytes(10))
    assert text_of(image) == (None, [f"a value at {place - CELL:#x}: its name is damaged"])


@pytest.mark.parametrize("kept", range(PAGE + 200, len(IMAGE), 212))
def test_a_hive_that_is_cut_off_gives_what_is_there(kept: int) -> None:
    """What was found in the whole is found in the part, or it is said what could not be read."""
    said, damage = text_of(IMAGE[:kept])
    assert said == "Service Pack 6" or (said is None and damage)


class Bad(InMemory):
    """A disk that cannot give one of its pages."""

    __slots__ = ()

    def read_at(self, offset: int, count: int) -> bytes:
        if offset == 2 * PAGE:
            raise InaccessibleError("x", "cannot be read: input/output error", offset)
        return super().read_at(offset, count)


def test_a_page_that_cannot_be_read_is_damage_and_no_error() -> None:
    image = hive_image({"A": {"Value": b"x" * 4000}, "B": {"Value": "there"}, **KEYS})
    hive = open_hive("x", Bad(image))
    assert len(image) > 3 * PAGE
    assert [key.name for key in hive.root.subkeys()] == ["A", "B", "Last", "Microsoft", "Secure"]
    key = hive.find("B")
    assert key and [value.text for value in key.values()] == [None]
    assert hive.damage == ["Value: the bytes at 0x2000 cannot be read: input/output error"]


class Shrinking(InMemory):
    """A file that was cut off after it was opened."""

    __slots__ = ()

    def read_at(self, offset: int, count: int) -> bytes:
        return super().read_at(offset, count)[: max(0, PAGE + 600 - offset)]


def test_a_file_that_shrinks_while_it_is_read_is_damage_and_no_error() -> None:
    hive = open_hive("x", Shrinking(IMAGE))
    assert hive.find(PATH) is None
    assert hive.damage == ["nothing is at 0x14a8 any more: the file was cut off while it was read"]


class Counted(InMemory):
    """Bytes that count how much of them is asked for."""

    __slots__ = ("asked", "calls")

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.asked = self.calls = 0

    def read_at(self, offset: int, count: int) -> bytes:
        self.asked += count
        self.calls += 1
        return super().read_at(offset, count)


def test_only_the_pages_on_the_way_are_read() -> None:
    """A hive of eight megabytes costs as much as a small one."""
    image = hive_image({**KEYS, "Bulk": {f"{number}": b"x" * 1_000_000 for number in range(8)}})
    source = Counted(image)
    hive = open_hive("x", source)
    assert hive.find(PATH)
    assert len(image) > 8_000_000
    assert (source.asked < 5 * PAGE, source.calls < 6) == (True, True)


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        pytest.param("MOST_CELLS", 50, "it takes more than 50 cells to read it", id="cells"),
        pytest.param("MOST_BYTES", 8 * PAGE, "it takes more than 32,768 bytes to read it", id="bytes"),
    ],
)
def test_what_is_read_in_all_is_bounded(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, words: str) -> None:
    monkeypatch.setattr(hive_cells, limit, value)
    hive = opened(hive_image({f"Key {number:04}": {"Value": b"x" * 2000} for number in range(100)}))
    found = sum(1 for key in hive.root.subkeys() for _ in key.values())
    assert 0 < found < 100
    assert words in hive.damage


def test_pages_that_are_no_longer_kept_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hive_cells, "_MOST_PAGES", 2)
    keys: Keys = {f"Key {number:04}": {"Value": f"{number}"} for number in range(300)}
    hive = opened(hive_image(keys))
    assert [value.text for key in hive.root.subkeys() for value in key.values()] == [str(n) for n in range(300)]


def test_the_subkeys_of_one_key_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walker, "MOST_SUBKEYS", 2)
    hive = opened(IMAGE)
    assert len(list(hive.root.subkeys())) == 2
    assert hive.damage == [f"the key at {key_place(IMAGE) - CELL:#x} has more than 2 subkeys"]


def test_the_values_of_one_key_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hive_records, "MOST_VALUES", 2)
    values = word(IMAGE, key_place(IMAGE, PATH) + VALUE_LIST) + PAGE
    assert text_of(IMAGE, PATH, "List") == (None, [f"a list of values at {values:#x}: of 3 only 2 can be read"])


def test_damage_is_told_sixteen_times_and_each_once() -> None:
    keys: Keys = {f"Key {number:04}": {} for number in range(40)}
    image = hive_image(keys)
    place = list_place(image)
    for number in range(40):
        image = patched(image, place + 4 + 8 * number, 0x80000000 + 8 * (number // 2))
    hive = opened(image)
    assert list(hive.root.subkeys()) == []
    assert len(hive.damage) == len(set(hive.damage)) == 16


def test_a_list_in_another_place_than_a_cells_is_lost_whole() -> None:
    image = patched(IMAGE, key_place(IMAGE) + SUBKEY_LIST, word(IMAGE, key_place(IMAGE) + VALUE_LIST))
    hive = opened(image)
    assert list(hive.root.subkeys()) == []
    assert len(hive.damage) == 1
