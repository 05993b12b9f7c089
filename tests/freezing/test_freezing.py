"""A frozen program takes along the data and every module, or is not made."""

import runpy
from pathlib import Path

import pytest

import ntfp
from ntfp import freezing
from ntfp.database import DataSet
from ntfp.database.places import Folder
from ntfp.errors import DataError

PACKAGE = Path(ntfp.__file__).parent


def test_every_module_goes_along() -> None:
    files = {
        path.relative_to(PACKAGE.parent).with_suffix("") for path in PACKAGE.rglob("*.py") if "hooks" not in path.parts
    }
    names = {".".join(path.parts).removesuffix(".__init__") for path in files} - {"ntfp"}
    assert set(freezing.hidden_modules()) == names


def test_the_data_go_into_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "_signatures.bin"
    monkeypatch.setattr(freezing, "packed_file", lambda: path)
    with pytest.raises(DataError) as caught:
        freezing.data_files()
    assert str(caught.value) == (
        "_signatures.bin: the file: is missing, and would be missing from the program: 'ntfp kb pack' makes it"
    )
    path.touch()
    assert freezing.data_files()[0] == (str(path), "ntfp")


def test_what_a_page_is_made_from_goes_where_its_modules_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "_signatures.bin"
    path.touch()
    monkeypatch.setattr(freezing, "packed_file", lambda: path)
    monkeypatch.setattr(freezing, "shipped", lambda: DataSet(Folder(tmp_path)))
    page = PACKAGE / "reports" / "html"
    beside = sorted(one for one in page.iterdir() if one.is_file() and one.suffix != ".py")
    assert [one.name for one in beside] == [
        "finding.html.j2",
        "report.html.j2",
        "script.js",
        "style.css",
        "system.html.j2",
    ]
    assert freezing.data_files()[1:] == [(str(one), "ntfp/reports/html") for one in beside]


def test_data_that_are_behind_are_not_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "_signatures.bin"
    path.touch()
    monkeypatch.setattr(freezing, "packed_file", lambda: path)
    monkeypatch.setattr(freezing, "shipped", lambda: DataSet(Folder(tmp_path), notice="it is behind"))
    with pytest.raises(DataError) as caught:
        freezing.data_files()
    assert str(caught.value) == "_signatures.bin: the file: it is behind"


def test_the_hook_is_where_it_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "_signatures.bin"
    path.touch()
    monkeypatch.setattr(freezing, "packed_file", lambda: path)
    (folder,) = freezing.hook_folders()
    found = runpy.run_path(str(Path(folder, "hook-ntfp.py")))
    assert (found["datas"], found["hiddenimports"]) == (freezing.data_files(), freezing.hidden_modules())
