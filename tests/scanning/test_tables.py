"""All that is gone by as tables: what ships with a user's own laid over it, and whose data they are."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from ntfp.database.writing import write_records
from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Relation, Row, Table
from ntfp.facts.skeleton import skeleton
from ntfp.scanning.data import load, shipped_data
from ntfp.scanning.tables import about_data, tables_of


def test_they_say_which_data_they_are(tmp_path: Path) -> None:
    place = tmp_path / "mine"
    write_records([skeleton("Q900001", Branch.NT4)], place)
    data = load(place)
    assert about_data(data, "1.2.3") == {
        "version": "1.2.3",
        "data": "shipped",
        "content": data.base.content,
        "own 0": str(place),
        "own 0 content": data.own[0].content,
    }
    assert about_data(shipped_data(), "1.2.3").keys() == {"version", "data", "content"}


def test_own_records_stand_in_every_table_they_speak_for(tmp_path: Path) -> None:
    row = Row(file="ntoskrnl.exe", platform=Platform.I386, size=999_999, date=date(2003, 1, 1), line=1)
    table = Table(line=1, branch=Branch.NT4, relation=Relation.PLAIN, rows=(row,))
    corrected = shipped_data().corrections[0].kb
    write_records([replace(skeleton(corrected, Branch.NT4), tables=(table,))], tmp_path / "mine")
    data = load(tmp_path / "mine")
    tables = tables_of(data, about_data(data, "1.0"))
    (article,) = (one for one in tables["articles"].rows if one[0] == corrected)
    assert article[-1] == str(tmp_path / "mine")
    assert 999_999 in {value for kernel in tables["kernels"].rows for value in kernel}
    assert corrected not in {one[1] for one in tables["corrections"].rows}
    assert len(tables["corrections"].rows) == len(data.corrections)
    assert len(tables["reviews"].rows) == len(data.reviews)
