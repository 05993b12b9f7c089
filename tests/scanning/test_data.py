"""What is laid over what ships: the later over the earlier, nothing learnt from it, and said by name."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from ntfp.database import shipped, shipped_folder
from ntfp.database.packing import write_package
from ntfp.database.writing import write_records
from ntfp.errors import DataError
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Relation, Row, Signature, Table
from ntfp.facts.skeleton import skeleton
from ntfp.facts.verdict import Verdict
from ntfp.facts.version import FileVersion
from ntfp.scanning import systems
from ntfp.scanning.data import Data, load, shipped_data, signatures
from ntfp.testing import system_tree


def record(kb: str, *rows: Row, title: str = "Ours") -> Signature:
    table = Table(line=1, branch=Branch.NT4, relation=Relation.OR_LATER, rows=rows)
    return replace(skeleton(kb, Branch.NT4, title=title), tables=(table,) if rows else ())


def folder(path: Path, *records: Signature) -> Path:
    write_records(records, path)
    return path


KERNEL = Row(file="ntkrnlmp.exe", platform=Platform.I386, version=FileVersion(4, 0, 1381, 335), line=1)


def test_without_a_place_it_is_what_ships() -> None:
    assert load() is shipped_data()
    assert shipped_data().signatures is shipped().signatures


def test_an_own_record_takes_the_place_of_the_shipped_one_and_all_others_stay(tmp_path: Path) -> None:
    mine = folder(tmp_path / "mine", record("Q244509"), record("Q900001"))
    data = load(mine)
    kbs = [signature.kb for signature in data.signatures]
    assert sorted(kbs) == sorted({*(signature.kb for signature in signatures()), "Q900001"})
    assert [int(kb[1:]) for kb in kbs] == sorted(int(kb[1:]) for kb in kbs)
    own = {signature.kb: signature.own for signature in data.signatures if signature.own}
    assert own == {"Q244509": str(mine), "Q900001": str(mine)}


def test_the_later_place_overrides_the_earlier(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", record("Q900001", title="First"), record("Q900002", title="Only"))
    two = folder(tmp_path / "two", record("Q900001", title="Second"))
    chosen = {signature.kb: (signature.title, signature.own) for signature in load(one, two).signatures}
    assert chosen["Q900001"] == ("Second", str(two))
    assert chosen["Q900002"] == ("Only", str(one))
    assert {signature.kb: signature.title for signature in load(two, one).signatures}["Q900001"] == "First"


def test_own_records_never_touch_the_calibration(tmp_path: Path) -> None:
    high = replace(KERNEL, version=FileVersion(4, 0, 1381, 30000), date=date(1997, 1, 1), size=1)
    data = load(folder(tmp_path / "mine", record("Q900001", high), record("Q244509", high)))
    assert replace(data.history, rollups={}) == replace(shipped_data().history, rollups={})


def test_an_own_roll_up_contains_what_it_says(tmp_path: Path) -> None:
    mine = replace(record("Q900001", KERNEL), includes=("Q244509",))
    assert "Q900001" in load(folder(tmp_path / "mine", mine)).history.rollups["Q244509"]
    assert "Q900001" not in shipped_data().history.rollups.get("Q244509", ())


def test_a_kernel_is_known_by_an_own_record(tmp_path: Path) -> None:
    row = replace(KERNEL, date=date(2003, 1, 1), size=950_000)
    listed = load(folder(tmp_path / "mine", record("Q900001", row))).builds.listed
    assert [kernel.title for kernel in listed if kernel.size == 950_000] == ["Q900001"]
    assert len(listed) == len(shipped_data().builds.listed) + 1


def test_the_report_says_which_record_decided_and_which_data_were_gone_by(tmp_path: Path) -> None:
    system_tree(tmp_path / "disk")
    mine = folder(tmp_path / "mine", record("Q900001", KERNEL))
    report = systems.scan(tmp_path / "disk", data=load(mine))
    (system,) = report.systems
    assert {finding.kb: (finding.verdict, finding.own) for finding in system.findings if finding.own} == {
        "Q900001": (Verdict.FIXED, str(mine))
    }
    assert [(basis.label, basis.records, basis.ships) for basis in report.basis] == [
        ("shipped", len(signatures()), True),
        (str(mine), 1, False),
    ]
    assert report.basis[0].content == shipped().content


def test_all_verdicts_on_other_articles_stay_as_they_are(tmp_path: Path) -> None:
    system_tree(tmp_path / "disk")
    odd = replace(KERNEL, version=FileVersion(4, 0, 1381, 9999), date=date(1996, 9, 1), size=951_808)
    mine = folder(tmp_path / "mine", record("Q900001", odd))
    (plain,) = systems.scan(tmp_path / "disk").systems
    (laid_over,) = systems.scan(tmp_path / "disk", data=load(mine)).systems
    assert tuple(finding for finding in laid_over.findings if finding.kb != "Q900001") == plain.findings


@pytest.mark.parametrize("packed", [False, True], ids=["as a folder", "packed"])
def test_a_whole_data_set_takes_the_place_of_the_one_that_ships(tmp_path: Path, *, packed: bool) -> None:
    newer = folder(tmp_path / "newer", record("Q900001", KERNEL))
    for name in ("builds.toml", "packs.toml"):
        (newer / name).write_bytes((shipped_folder() / name).read_bytes())
    place = tmp_path / "newer.ntfp" if packed else newer
    if packed:
        write_package(newer, place)
    own = folder(tmp_path / "mine", record("Q900002"))
    data = load(own, place)  # whatever the order: nobody's own records are lost
    assert [(signature.kb, signature.own) for signature in data.signatures] == [
        ("Q900001", None),
        ("Q900002", str(own)),
    ]
    assert [(basis.label, basis.ships) for basis in data.basis] == [(str(place), False), (str(own), False)]
    assert data.history.sightings.keys() != shipped_data().history.sightings.keys()  # it learns from its own rows


def test_two_whole_data_sets_are_one_too_many(tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder(tmp_path / name, record("Q900001"))
        (tmp_path / name / "builds.toml").write_bytes((shipped_folder() / "builds.toml").read_bytes())
    with pytest.raises(DataError) as caught:
        load(tmp_path / "one", tmp_path / "two")
    problem = f"is a whole data set, and so is {tmp_path / 'two'}: name one of them"
    assert str(caught.value) == f"{tmp_path / 'one'}: the data: {problem}"


def test_what_is_no_place_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "record.toml"
    path.write_text('kb = "Q244509"\n', "utf-8")
    with pytest.raises(DataError) as caught:
        load(path)
    assert str(caught.value) == (
        "record.toml: the file: is no packed data of ntfp; 'ntfp kb pack DIR -o FILE' makes one"
    )


def test_a_place_can_be_a_text_or_bytes(tmp_path: Path) -> None:
    mine = folder(tmp_path / "mine", record("Q900001"))
    assert [signature.kb for signature in signatures(str(mine))] == ["Q900001"]
    assert load(str(mine)).signatures == load(mine).signatures


def test_what_people_call_the_branches() -> None:
    assert Data(shipped()).titles[Branch.NT4_TSE] == "Windows NT 4.0 Terminal Server Edition"


def with_correction(path: Path, meant: int) -> Path:
    """Two records, and a correction and a review of the first."""
    folder(path, record("Q900001", replace(KERNEL, size=100)), record("Q900002", KERNEL))
    correction = f'kb = "Q900001", line = 1, key = "size", printed = 100, meant = {meant}, because = "so"'
    (path / "corrections.toml").write_text(f"corrections = [{{ {correction} }}]\n", "utf-8")
    review = f'kb = "Q900001", sha256 = "{"0" * 64}", confirms = ["affects"], because = "of another text"'
    (path / "reviews.toml").write_text(f"reviews = [{{ {review} }}]\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("places", "meant", "reviews", "having"),
    [
        pytest.param("a", [1], 1, "a", id="of the record"),
        pytest.param("ab", [2], 1, "ab", id="of the later record"),
        pytest.param("ba", [1], 1, "ba", id="whichever that is"),
        pytest.param("aa", [1], 1, "a", id="a place that is named twice is one"),
        pytest.param("a-", [], 0, "a-", id="not of a record that another is laid over"),
        pytest.param("-a", [1], 1, "-a", id="of one that is laid over a bare one"),
        pytest.param("-", [], 0, "-", id="nothing is said"),
        pytest.param("o", [], 0, "", id="no such record"),
    ],
)
def test_what_was_found_out_counts_for_the_record_that_is_gone_by(
    places: str, meant: list[int], reviews: int, having: str, tmp_path: Path
) -> None:
    folders = {
        "a": with_correction(tmp_path / "a", 1),
        "b": with_correction(tmp_path / "b", 2),
        "-": folder(tmp_path / "-", record("Q900001")),
        "o": folder(tmp_path / "o", record("Q900003")),
    }
    data = load(*(folders[name] for name in places))
    assert [one.meant for one in data.corrections if one.kb == "Q900001"] == meant
    assert sum(one.kb == "Q900001" for one in data.reviews) == reviews
    assert [Path(place.label).name for place in data.places_of("Q900001")] == list(having)
    others = tuple(one for one in data.corrections if one.kb != "Q900001")
    assert others == shipped().corrections  # what is said of all other records stays


def test_what_ships_has_what_was_found_out_about_it() -> None:
    data = shipped_data()
    assert (data.corrections, data.reviews) == (data.base.corrections, data.base.reviews)
    assert data.places_of("Q244509") == (data.base,)
    assert data.places_of("Q999999") == ()
