"""The data that comes with ntfp is found in a checkout and in an installed package, or said to be missing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ntfp.database import shipped, shipped_folder, shipped_known
from ntfp.database.packed import Packed
from ntfp.database.packing import write_beside, write_package
from ntfp.database.places import Folder
from ntfp.database.shipped import PACKED, find_shipped, packed_file
from ntfp.database.writing import write_records
from ntfp.errors import DataError
from ntfp.facts.build import Branch
from ntfp.facts.signature import Signature
from ntfp.facts.skeleton import skeleton

ROOT = Path(__file__).resolve().parents[2]
MINUTES = 60 * 10**9


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The package of a checkout with one record."""
    folder = tmp_path / "signatures"
    folder.mkdir()
    for name in ("builds.toml", "packs.toml"):
        shutil.copy(ROOT / "signatures" / name, folder)
    write_records([skeleton("Q100001", Branch.NT4)], folder)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "ntfp").mkdir()
    return tmp_path / "ntfp"


def pack(package: Path) -> Path:
    """As an editable install does it, some minutes after the last change."""
    path = package / PACKED
    write_package(package.parent / "signatures", path)
    later = path.stat().st_mtime_ns + 5 * MINUTES
    os.utime(path, ns=(later, later))
    return path


def changed(path: Path) -> None:
    """As if somebody had touched it just now."""
    later = path.stat().st_mtime_ns + 10 * MINUTES
    os.utime(path, ns=(later, later))


def test_in_a_checkout_the_folder_is_beside_the_package() -> None:
    assert shipped_folder() == ROOT / "signatures"
    assert packed_file() == ROOT / "ntfp" / PACKED


def test_a_bare_checkout_is_read_from_its_folder(package: Path) -> None:
    data = find_shipped(package)
    assert (data.label, data.notice, [record.kb for record in data.signatures]) == ("shipped", None, ["Q100001"])


def test_an_editable_install_is_read_from_its_packed_file(package: Path) -> None:
    pack(package)
    shutil.rmtree(package.parent / "signatures" / "q100")  # nobody looks there
    changed(package / PACKED)
    data = find_shipped(package)
    assert (data.label, data.notice, [record.kb for record in data.signatures]) == ("shipped", None, ["Q100001"])


def test_an_installed_package_carries_its_data_inside(package: Path) -> None:
    pack(package)
    (package.parent / "pyproject.toml").unlink()  # whatever lies beside it is a stranger's
    write_records([skeleton("Q100002", Branch.NT4)], package.parent / "signatures")
    changed(package.parent / "signatures")
    assert [record.kb for record in find_shipped(package).signatures] == ["Q100001"]


def _edit(folder: Path) -> None:
    path = folder / "q100" / "q100001.toml"
    path.write_text(path.read_text("utf-8").replace("Q100001.txt", "notes.txt"), "utf-8")
    changed(path)


def _add(folder: Path) -> None:
    write_records([skeleton("Q100002", Branch.NT4)], folder)
    changed(folder / "q100")


def _remove(folder: Path) -> None:
    (folder / "q100" / "q100001.toml").unlink()
    changed(folder / "q100")


def _add_beside(folder: Path) -> None:
    (folder / "reviews.toml").write_text("reviews = []\n", "utf-8")
    changed(folder)


@pytest.mark.parametrize("change", [_edit, _add, _remove, _add_beside], ids=lambda change: change.__name__.strip("_"))
def test_a_packed_file_that_is_behind_its_folder_is_noticed(package: Path, change: Callable[[Path], None]) -> None:
    path = pack(package)
    folder = package.parent / "signatures"
    change(folder)
    data = find_shipped(package)
    assert data.notice == (
        f"{path}: does not say what signatures/ says; 'ntfp kb pack' makes it anew;"
        " until then every start reads the records one by one"
    )
    assert data.printed == Folder(folder).records()


def test_a_record_that_came_with_an_old_time_is_noticed(package: Path) -> None:
    folder = package.parent / "signatures"
    write_beside(folder, package / PACKED)
    path = folder / "q100" / "q100001.toml"
    path.write_text(path.read_text("utf-8").replace("Q100001.txt", "notes.txt"), "utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert find_shipped(package).notice


def test_what_is_edited_while_it_is_packed_is_noticed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package.parent / "signatures"
    path = folder / "q100" / "q100001.toml"
    read = Folder.records

    def edited(self: Folder) -> tuple[Signature, ...]:
        records = read(self)
        path.write_text(path.read_text("utf-8").replace("Q100001.txt", "notes.txt"), "utf-8")
        return records

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Folder, "records", edited)
        write_beside(folder, package / PACKED)
    assert find_shipped(package).notice


def test_a_packed_file_of_now_is_not_behind(package: Path) -> None:
    write_beside(package.parent / "signatures", package / PACKED)
    assert find_shipped(package).notice is None


def test_a_file_that_was_only_touched_makes_nothing_stale(package: Path) -> None:
    pack(package)
    changed(package.parent / "signatures" / "q100" / "q100001.toml")
    assert find_shipped(package).notice is None


def test_a_damaged_packed_file_of_a_checkout_is_passed_by_and_said_to_be_damaged(package: Path) -> None:
    path = pack(package)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    changed(path)
    data = find_shipped(package)
    assert data.notice == (
        f"{path}: is damaged: its part records is not what was packed; 'ntfp kb pack' makes it anew;"
        " until then every start reads the records one by one"
    )
    assert [record.kb for record in data.signatures] == ["Q100001"]


def test_of_an_installed_package_damaged_data_are_an_error(package: Path) -> None:
    path = pack(package)
    (package.parent / "pyproject.toml").unlink()
    path.write_bytes(path.read_bytes()[:-1])
    data = find_shipped(package)
    assert data.lines  # which NT a file is can still be told
    with pytest.raises(DataError) as caught:
        _ = data.signatures
    assert str(caught.value) == (
        "_signatures.bin: the file: is damaged: its part records is not what was packed; install ntfp again"
    )


def test_where_the_data_are_missing_the_installation_is_incomplete(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        find_shipped(tmp_path)
    assert str(caught.value) == (
        f"_signatures.bin: the file: is missing from {tmp_path}: the installation is incomplete; install ntfp again"
    )


def test_an_installed_package_with_its_data_inside_is_whole(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ntfp", tmp_path / "ntfp", ignore=shutil.ignore_patterns("__pycache__", PACKED))
    write_package(ROOT / "signatures", tmp_path / "ntfp" / PACKED)
    script = (
        "import json; from ntfp.database import shipped;"
        "print(json.dumps([len(shipped().signatures), len(shipped().builds.kernels), len(shipped().known.packs)]))"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == [len(shipped().signatures), len(shipped_known().kernels), 2]


def test_what_is_shipped_is_read_once() -> None:
    assert shipped() is shipped()
    assert shipped().signatures is shipped().signatures
    assert shipped_known() is shipped_known()


def test_telling_which_nt_a_file_is_loads_no_record(package: Path) -> None:
    path = pack(package)
    script = (
        f"import sys; from pathlib import Path; from ntfp.database.shipped import find_shipped;"
        f"find_shipped(Path({str(path.parent)!r})).builds;"
        "print(sorted(name for name in sys.modules if name.startswith('ntfp.database.') or name == 'tomllib'))"
    )
    unwatched = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}  # it reads TOML
    command = [sys.executable, "-c", script]
    answer = subprocess.run(command, cwd=ROOT, env=unwatched, capture_output=True, text=True, check=True)
    names = ("branches", "dataset", "known", "listed", "packed", "places", "shipped", "values", "written")
    assert answer.stdout.strip() == str([f"ntfp.database.{name}" for name in names])


def test_only_the_part_that_is_asked_for_is_read(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(package)
    asked: list[str] = []
    read = Packed._bytes
    (package.parent / "pyproject.toml").unlink()

    def watched(self: Packed, name: str) -> bytes:
        asked.append(name)
        return read(self, name)

    monkeypatch.setattr(Packed, "_bytes", watched)
    _ = find_shipped(package).builds
    assert asked == ["builds.toml"]


def test_only_what_is_offered_is_found() -> None:
    from ntfp import database

    for name in database.__all__:
        assert getattr(database, name).__module__.startswith("ntfp.database.")
