"""Made hives: what is asked for is in them, and nothing that NT would not have written."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ntfp.facts.hive import HotfixKey
from ntfp.formats import hive as declared, regf
from ntfp.formats.hive import Held, Typed
from ntfp.testing import hive_image, software_hive, system_hive
from ntfp.testing.hives import FORMATS, typed

every_format = pytest.mark.parametrize("version", FORMATS, ids=lambda version: "{}.{}".format(*version))


def held(image: bytes, path: str = "") -> Held:
    found = declared.read(image)
    for name in filter(None, path.split("\\")):
        found = found.subkeys[name]
    return found


def test_the_same_arguments_make_the_same_bytes() -> None:
    assert software_hive(hotfixes=("Q244509",)) == software_hive(hotfixes=("Q244509",))
    assert system_hive() == system_hive()
    assert hive_image({"A": {"B": 1}}) == hive_image({"A": {"B": 1}})


@every_format
def test_a_hive_is_as_it_was_asked_for(version: tuple[int, int]) -> None:
    path = r"\SystemRoot\System32\Config\SOFTWARE"
    image = hive_image({"Key": {}}, format=version, name=path, root="Root", written=datetime(1601, 1, 1, tzinfo=UTC))
    base = declared.read_base_block(image)
    assert (base.version, base.type, base.written, base.primary == base.secondary) == (version, regf.PRIMARY, 0, True)
    assert base.name.decode("utf-16-le") == path[-31:] + "\0"
    assert len(image) == 8192
    root = regf.KEY_NODE.parse(image, regf.BLOCK + base.root + (8 if version == (1, 1) else 4))
    assert root.name == ("Root".encode("utf-16-le") if version == (1, 1) else b"Root")


def test_a_dirty_hive_differs_in_its_sequence_and_its_checksum_alone() -> None:
    clean, dirty = hive_image({"Key": {}}), hive_image({"Key": {}}, dirty=True)
    places = {number for number, (one, other) in enumerate(zip(clean, dirty, strict=True)) if one != other}
    assert places == {4, 508}


def test_subkeys_are_sorted_and_values_are_not() -> None:
    image = hive_image({"b": {}, "z": "z", "a": "a", "C": {}, "A": {}, "_": {}})
    assert list(held(image).subkeys) == ["A", "b", "C", "_"]
    assert list(held(image).values) == ["z", "a"]


@pytest.mark.parametrize(
    ("version", "count", "kinds"),
    [
        pytest.param((1, 1), 1012, ["li"], id="1.1: one list"),
        pytest.param((1, 1), 1013, ["ri", "li"], id="1.1: two"),
        pytest.param((1, 2), 1013, ["ri", "li"], id="1.2: two"),
        pytest.param((1, 3), 507, ["lf"], id="1.3: one"),
        pytest.param((1, 3), 508, ["ri", "lf"], id="1.3: two"),
        pytest.param((1, 4), 508, ["ri", "lf"], id="1.4: two"),
        pytest.param((1, 5), 508, ["ri", "lh"], id="1.5: two"),
        pytest.param((1, 6), 508, ["ri", "lh"], id="1.6: two"),
    ],
)
def test_a_list_of_each_format_is_of_its_kind(version: tuple[int, int], count: int, kinds: list[str]) -> None:
    image = hive_image({f"{number:04}": {} for number in range(count)}, format=version)
    header = 8 if version == (1, 1) else 4
    base = declared.read_base_block(image)
    found: list[str] = []
    offset = regf.KEY_NODE.parse(image, regf.BLOCK + base.root + header).subkeys
    while not found or found[-1] == "ri":
        listed = regf.KEY_LIST.parse(image, regf.BLOCK + offset + header)
        found.append(listed.kind)
        offset = listed.entries[0][0]
    assert found == kinds
    assert len(held(image).subkeys) == count


@pytest.mark.parametrize(
    ("datum", "stored"),
    [
        ("ab", Typed(1, b"a\0b\0\0\0")),
        ("", Typed(1, b"\0\0")),
        (7, Typed(4, b"\7\0\0\0")),
        (b"\1\2", Typed(3, b"\1\2")),
        (("a", "b"), Typed(7, b"a\0\0\0b\0\0\0\0\0")),
        ((), Typed(7, b"\0\0")),
        (Typed(99, b"x"), Typed(99, b"x")),
    ],
)
def test_a_datum_is_stored_by_its_type(datum: Any, stored: Typed) -> None:
    assert typed(datum) == stored
    assert held(hive_image({"Value": datum})).values == {"Value": stored}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param({"keys": {}, "format": (1, 7)}, "a hive of format 1.7: there are 1.1 to 1.6", id="format"),
        pytest.param({"keys": {"a": -1}}, "a number of 32 bits cannot be -1", id="below zero"),
        pytest.param({"keys": {"a": 1 << 32}}, "a number of 32 bits cannot be 4,294,967,296", id="large number"),
        pytest.param(
            {"keys": {"a\\b": {}}},
            r"a key cannot be called 'a\\\\b': 1 to 255 letters, none of them \\",
            id="backslash",
        ),
        pytest.param({"keys": {"": {}}}, r"a key cannot be called '': 1 to 255 letters, none of them \\", id="no name"),
        pytest.param({"keys": {"x" * 256: {}}}, "a key cannot be called 'x{40}': 1 to 255 letters", id="long name"),
        pytest.param({"keys": {"a": {}, "A": {}}}, "'A' is there twice: letters' case makes no difference", id="twice"),
        pytest.param({"keys": {"a": 1, "A": 1}}, "'A' is there twice: letters' case makes no difference", id="values"),
        pytest.param(
            {"keys": {}, "written": datetime(1600, 1, 1, tzinfo=UTC)}, "bin: written does not fit", id="before its time"
        ),
    ],
)
def test_what_cannot_be_made_is_said(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        hive_image(**arguments)


def test_keys_too_deep_cannot_be_made() -> None:
    keys: dict[str, Any] = {}
    for _ in range(513):
        keys = {"a": keys}
    with pytest.raises(ValueError, match="keys more than 512 levels deep"):
        hive_image(keys)
    assert hive_image(keys["a"])


def test_a_key_and_a_value_of_one_name_cannot_be_described_and_letters_may_differ() -> None:
    image = hive_image({"Name": {}, "name": 7})
    assert (list(held(image).subkeys), list(held(image).values)) == (["Name"], ["name"])


@every_format
def test_software_has_other_keys_beside_the_wanted_ones(version: tuple[int, int]) -> None:
    hotfix = HotfixKey("KB835732", installed=0, description="what", comments="why", pack="7")
    image = software_hive(
        format=version, hotfixes=("Q244509", hotfix), others={"Classes": {"mine": {}}, "Own": {"a": 1}}
    )
    assert list(held(image).subkeys) == ["Classes", "Microsoft", "Own", "Program Groups", "Secure"]
    assert "mine" in held(image, "Classes").subkeys
    assert ".txt" in held(image, "Classes").subkeys
    assert "Windows" in held(image, "Microsoft").subkeys
    keys = held(image, r"Microsoft\Windows NT\CurrentVersion\Hotfix").subkeys
    assert list(keys) == ["KB835732", "Q244509"]
    assert keys["Q244509"].values == {"Installed": typed(1)}
    assert keys["KB835732"].values == {
        "Installed": typed(0),
        "Comments": typed("why"),
        "Fix Description": typed("what"),
        "Service Pack": typed("7"),
    }


def test_what_is_none_is_not_in_software() -> None:
    image = software_hive(version=None, build=None, pack=None, system_root=None)
    current = held(image, r"Microsoft\Windows NT\CurrentVersion")
    assert not {"CurrentVersion", "CurrentBuildNumber", "CSDVersion", "SystemRoot"} & current.values.keys()
    assert "Hotfix" not in current.subkeys


def test_software_of_nt_3_1_has_a_number_for_its_pack() -> None:
    image = software_hive(version="3.1", build=None, pack=0x300, format=(1, 1))
    assert held(image, r"Microsoft\Windows NT\CurrentVersion").values["CSDVersion"] == typed(0x300)


@every_format
@pytest.mark.parametrize("control_set", [1, 2, 5])
def test_system_has_several_control_sets_of_which_one_is_in_use(version: tuple[int, int], control_set: int) -> None:
    image = system_hive(format=version, control_set=control_set, suites=("Terminal Server",), others={"Own": {}})
    sets = [f"ControlSet{number:03}" for number in range(1, max(3, control_set) + 1)]
    assert list(held(image).subkeys) == [*sets, "DISK", "Own", "Select", "Setup"]
    assert held(image, "Select").values == {
        "Current": typed(control_set),
        "Default": typed(control_set),
        "Failed": typed(0),
        "LastKnownGood": typed(2 if control_set == 1 else 1),
    }
    for name in sets:
        in_use = name == f"ControlSet{control_set:03}"
        control = held(image, name).subkeys["Control"].subkeys
        assert control["Windows"].values["CSDVersion"] == typed(0x600 if in_use else 0x100)
        assert control["ProductOptions"].values == {
            "ProductType": typed("ServerNT" if in_use else "WinNT"),
            "ProductSuite": typed(("Terminal Server",) if in_use else ("not this one",)),
        }


def test_what_is_none_is_not_in_system() -> None:
    control = held(system_hive(pack=None, product=None), r"ControlSet001\Control").subkeys
    assert "CSDVersion" not in control["Windows"].values
    assert control["ProductOptions"].values == {}
