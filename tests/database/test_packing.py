"""Packed data say what the folder says, and every way in which they could say something else is noticed."""

import shutil
import zlib
from pathlib import Path

import msgspec
import pytest

from ntfp.database import DataSet, open_place
from ntfp.database.packed import MAGIC, Head, Packed, Part
from ntfp.database.packing import Package, pack, source_hash, write_package
from ntfp.database.places import Folder
from ntfp.database.writing import write_records
from ntfp.errors import BadDataError, DataError
from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo, By, FixedIn, Relation, Row, Signature, Table, Window
from ntfp.facts.skeleton import skeleton

SHIPS = Path(__file__).resolve().parents[2] / "signatures"
BESIDE = ("builds.toml", "kernels.toml", "packs.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole data set of two records."""
    place = tmp_path / "data"
    place.mkdir()
    for name in BESIDE:
        shutil.copy(SHIPS / name, place)
    write_records([skeleton("Q100002", Branch.NT4), skeleton("Q99999", Branch.NT351)], place)
    return place


def packed(folder: Path) -> Path:
    path = folder.parent / "data.ntfp"
    write_package(folder, path)
    return path


def parts_of(path: Path) -> dict[str, Part]:
    return Packed.open(path).head.parts


def test_what_is_packed_is_what_the_folder_says(folder: Path) -> None:
    loose, one = DataSet(Folder(folder)), DataSet(Packed.open(packed(folder)))
    for part in ("lines", "builds", "known", "printed", "corrections", "reviews", "signatures", "content", "whole"):
        assert getattr(one, part) == getattr(loose, part), part


def test_all_that_ships_is_what_its_folder_says() -> None:
    package = pack(SHIPS)
    loose = DataSet(Folder(SHIPS))
    assert package.head.content == loose.content
    assert package.head.source == source_hash(SHIPS)
    assert len(package.data) < 2_000_000


def test_the_same_data_are_the_same_bytes_wherever_they_lie(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "other name"
    shutil.copytree(folder, elsewhere)
    assert pack(folder).data == pack(elsewhere).data


def test_line_ends_of_windows_make_no_other_data(folder: Path) -> None:
    before = pack(folder)
    for path in folder.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert pack(folder) == before


def test_records_lie_by_their_numbers_not_by_their_names(folder: Path) -> None:
    assert [record.kb for record in open_place(packed(folder)).printed] == ["Q99999", "Q100002"]


def test_data_that_are_wrong_are_not_packed(folder: Path) -> None:
    path = folder / "q100" / "q100002.toml"
    path.write_text(path.read_text("utf-8").replace("size = 1", "size = -1"), "utf-8")
    with pytest.raises(BadDataError) as caught:
        pack(folder)
    assert (
        str(caught.value)
        == "q100002.toml: tables[0].rows[0].size: expected a whole number above 0 and below 2**63, found -1"
    )


def test_a_correction_that_fits_nothing_is_not_packed(folder: Path) -> None:
    (folder / "corrections.toml").write_text(
        'corrections = [{ kb = "Q300000", line = 1, key = "size", printed = 1, meant = 2, because = "a test" }]',
        "utf-8",
    )
    with pytest.raises(BadDataError) as caught:
        pack(folder)
    assert str(caught.value) == "corrections.toml: corrections[0].kb: there is no record of Q300000"


def test_a_user_s_records_are_marked_and_those_of_a_whole_data_set_are_not(folder: Path) -> None:
    assert {record.own for record in open_place(packed(folder)).signatures} == {None}
    for name in BESIDE:
        (folder / name).unlink()
    path = packed(folder)
    assert {record.own for record in open_place(path).signatures} == {str(path)}
    assert {record.own for record in open_place(folder).signatures} == {str(folder)}


def test_own_records_say_nothing_about_builds(folder: Path) -> None:
    (folder / "builds.toml").unlink()
    data = open_place(folder)
    assert not data.whole
    with pytest.raises(DataError) as caught:
        _ = data.builds
    assert str(caught.value) == f"{folder}: builds.toml: is missing: this is no whole data set"


# What is wrong with a file


def flipped(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def read_whole(path: Path) -> None:
    data = open_place(path)
    _ = data.signatures, data.known if data.whole else None


def problem(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_whole(path)
    return str(caught.value)


AGAIN = "'ntfp kb pack DIR -o FILE' makes one"


@pytest.mark.parametrize("name", [*BESIDE, "records"])
def test_one_bit_of_any_part_is_noticed(folder: Path, name: str) -> None:
    path = packed(folder)
    size, part = path.stat().st_size, parts_of(path)[name]
    begin = size - sum(each.size for each in parts_of(path).values())
    flipped(path, begin + part.offset + part.size // 2)
    assert problem(path) == f"data.ntfp: the file: is damaged: its part {name} is not what was packed; {AGAIN}"


def test_every_bit_of_the_head_and_every_cut_is_noticed(folder: Path) -> None:
    path = packed(folder)
    whole = path.read_bytes()
    for at in range(len(whole) - sum(part.size for part in parts_of(path).values())):
        path.write_bytes(whole)
        flipped(path, at)
        assert problem(path).startswith("data.ntfp: the file: is ")
    for cut in range(0, len(whole), 97):
        path.write_bytes(whole[:cut])
        assert problem(path).startswith("data.ntfp: the file: is ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "is no packed data of ntfp", id="empty"),
        pytest.param(b'kb = "Q244509"\n', "is no packed data of ntfp", id="a record"),
        pytest.param(MAGIC, "is no packed data of ntfp", id="nothing behind the first line"),
        pytest.param(MAGIC + b"\xff" * 8, "is damaged: its head cannot be read", id="a head of four gigabytes"),
        pytest.param(
            MAGIC + b"\0\0\0\1" + zlib.crc32(b"\xc0").to_bytes(4, "big") + b"\xc0",
            "is damaged: its head cannot be read",
            id="no head",
        ),
    ],
)
def test_what_is_no_packed_data_is_said_to_be_none(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "data.ntfp"
    path.write_bytes(content)
    assert problem(path) == f"data.ntfp: the file: {said}; {AGAIN}"


def rewritten(path: Path, body: bytes, **head: object) -> None:
    """The same file with another head before another body."""
    changed = msgspec.structs.replace(Packed.open(path).head, **head)
    path.write_bytes(Package(changed, body, 0).data)


def test_the_file_of_another_version_is_not_read(folder: Path) -> None:
    path = packed(folder)
    rewritten(path, b"", shape="0;Signature:kb")
    assert problem(path) == f"data.ntfp: the file: is packed by another version of ntfp; {AGAIN}"


@pytest.mark.parametrize("part", [Part(-1, 1, 0), Part(0, -1, 0), Part(1 << 62, 1, 0), Part(0, 1 << 40, 0)], ids=str)
def test_a_part_that_lies_nowhere_is_not_looked_for(folder: Path, part: Part) -> None:
    path = packed(folder)
    rewritten(path, b"", parts={"records": part})
    assert problem(path) == f"data.ntfp: the file: is damaged: its part records lies outside; {AGAIN}"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        pytest.param(
            {"fixed_in": (FixedIn(branch=Branch.NT4, pack="9", by=By.PROSE, says="SP9", line=1),)},
            'fixed_in[0].pack: expected a pack: "0" to "6", "6a", "latest" or "after-6a", found "9"',
            id="a pack that never was",
        ),
        pytest.param(
            {"applies_to": (AppliesTo(branch=Branch.OTHER, line=1),)},
            'applies_to[0].branch: expected one of nt31, nt35, nt351, nt4, nt4-tse, win2000, winxp, found "other"',
            id="a branch no article names",
        ),
        pytest.param(
            {"title": "a\nb"},
            'title: expected words in one line, without blanks around them, found "a\\nb"',
            id="a title",
        ),
    ],
)
def test_what_somebody_else_packed_is_held_against_the_schema(
    folder: Path, record: dict[str, object], said: str
) -> None:
    path = packed(folder)
    odd: Signature = msgspec.structs.replace(skeleton("Q100002", Branch.NT4), **record)
    body = msgspec.msgpack.encode((odd,))
    rewritten(path, body, parts={"records": Part(0, len(body), zlib.crc32(body))})
    assert problem(path) == f"data.ntfp: Q100002: {said}"


@pytest.mark.parametrize(
    "found_out",
    [
        {"own": "mine"},
        {"affects": (Window(branch=Branch.NT4, first="6", reviewed=True),)},
        {"tables": (Table(line=1, relation=Relation.PLAIN, rows=(Row(file="a.dll", line=1, mended=("size",)),)),)},
    ],
    ids=["whose it is", "that it was reviewed", "that it was mended"],
)
def test_a_stranger_s_record_says_nothing_of_itself_that_others_find_out(
    folder: Path, found_out: dict[str, object]
) -> None:
    path = packed(folder)
    body = msgspec.msgpack.encode((msgspec.structs.replace(skeleton("Q100002", Branch.NT4), **found_out),))
    rewritten(path, body, parts={"records": Part(0, len(body), zlib.crc32(body))})
    said = "says of itself what only corrections and reviews can"
    assert problem(path) == f"data.ntfp: Q100002: the record: {said}"


def test_a_stranger_s_hash_is_that_of_his_data(folder: Path) -> None:
    path = packed(folder)
    whole = path.read_bytes()
    rewritten(path, whole[-sum(part.size for part in parts_of(path).values()) :], content="0" * 64)
    with pytest.raises(DataError) as caught:
        _ = open_place(path).content
    assert str(caught.value) == f"data.ntfp: the file: is damaged: it does not say what its hash is of; {AGAIN}"


def test_records_that_are_there_twice_are_damage(folder: Path) -> None:
    path = packed(folder)
    body = msgspec.msgpack.encode((skeleton("Q100002", Branch.NT4),) * 2)
    rewritten(path, body, parts={"records": Part(0, len(body), zlib.crc32(body))})
    assert problem(path) == f"data.ntfp: the file: is damaged: its record of Q100002 is out of order; {AGAIN}"


def test_a_newer_data_set_may_know_of_a_pack_that_what_ships_does_not(folder: Path) -> None:
    builds = folder / "builds.toml"
    three = 'packs = ["0", "1", "2", "3"]'
    builds.write_text(builds.read_text("utf-8").replace(three, f'{three[:-1]}, "4"]', 1), "utf-8")
    claim = FixedIn(branch=Branch.NT31, pack="4", by=By.PROSE, says="Service Pack 4", line=1)
    write_records([msgspec.structs.replace(skeleton("Q100003", Branch.NT31), fixed_in=(claim,))], folder)
    assert [record.kb for record in open_place(folder).signatures] == ["Q99999", "Q100002", "Q100003"]
    builds.unlink()
    assert problem(folder) == 'q100003.toml: fixed_in[0].pack: expected a pack of nt31 (0, 1, 2, 3), found "4"'


def test_a_folder_without_a_record_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        pack(tmp_path)
    assert str(caught.value) == f"{tmp_path.name}: the folder: holds no record; 'ntfp kb new' begins one"


@pytest.mark.parametrize("raw", [b"\xc7\x01\x07x", b"\xc7\x03\x00abc", b"\xc1", b"\x81\xa1a" * 5000], ids=len)
def test_bytes_that_are_no_tree_are_damage(folder: Path, raw: bytes) -> None:
    path = packed(folder)
    part = Part(0, len(raw), zlib.crc32(raw))
    rewritten(path, raw, parts={"records": Part(0, 0, 0), "builds.toml": part})
    with pytest.raises(DataError) as caught:
        _ = open_place(path).builds
    assert str(caught.value).startswith("data.ntfp: the file: is damaged: its part builds.toml cannot be read: ")


def test_a_file_without_records_is_damaged(folder: Path) -> None:
    path = packed(folder)
    rewritten(path, b"", parts={})
    assert problem(path) == f"data.ntfp: the file: is damaged: its part records is missing; {AGAIN}"


def test_a_head_knows_what_the_records_are_read_as() -> None:
    assert "Signature:kb,title," in pack_head().shape
    assert pack_head().shape.startswith("1;")


def pack_head() -> Head:
    return pack(SHIPS).head


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    assert problem(tmp_path / "none") == f"none: the file: is missing from {tmp_path}"
