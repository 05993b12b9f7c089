"""The data that comes with ntfp is found in a checkout and in an installed package, or said to be missing."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ntfp.database import shipped, shipped_folder, shipped_known, shipped_signatures
from ntfp.errors import DataError


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package, as if it lay there."""
    package = folder / "ntfp"
    package.mkdir()
    monkeypatch.setattr(shipped, "__file__", str(package / "database" / "shipped.py"))
    return package


def test_in_a_checkout_it_is_beside_the_package() -> None:
    assert shipped_folder() == Path(__file__).resolve().parents[2] / "signatures"


def test_installed_it_is_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = installed(tmp_path, monkeypatch)
    for folder in (package / "_signatures", tmp_path / "signatures"):  # the second is a stranger's
        folder.mkdir()
    assert shipped_folder() == package / "_signatures"


def test_where_it_is_missing_the_installation_is_incomplete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = installed(tmp_path, monkeypatch)
    with pytest.raises(DataError) as caught:
        shipped_folder()
    assert str(caught.value) == f"signatures: the folder: is missing from {package}: the installation is incomplete"


def test_a_package_with_its_data_inside_is_whole(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    shutil.copytree(root / "ntfp", tmp_path / "ntfp", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "signatures", tmp_path / "ntfp" / "_signatures")
    script = (
        "import json; from ntfp.database import shipped_folder, shipped_history, shipped_known, shipped_signatures;"
        "print(json.dumps([str(shipped_folder()), len(shipped_signatures()), len(shipped_known().kernels),"
        " len(shipped_history().packs)]))"
    )
    answer = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == [
        str(tmp_path / "ntfp" / "_signatures"),
        len(shipped_signatures()),
        len(shipped_known().kernels),
        2,
    ]


def test_what_is_shipped_is_read_once() -> None:
    assert shipped_signatures() is shipped_signatures()
    assert shipped_known() is shipped_known()


def test_telling_which_nt_a_file_is_loads_no_record() -> None:
    script = (
        "import sys; from ntfp.database import shipped_known; shipped_known();"
        "print(sorted(name for name in sys.modules if name.startswith('ntfp.database.')))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == str(
        [f"ntfp.database.{name}" for name in ("known", "listed", "shipped", "values", "written")]
    )


def test_only_what_is_offered_is_found() -> None:
    from ntfp import database

    for name in database.__all__:
        assert getattr(database, name).__module__.startswith("ntfp.database.")
    with pytest.raises(AttributeError, match=r"has no attribute 'load_nothing'$"):
        _ = database.load_nothing  # type: ignore[attr-defined]
