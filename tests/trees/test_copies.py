from pathlib import Path

import pytest

from ntfp.trees import copies
from ntfp.trees.folder import Folder
from ntfp.trees.listing import Lister, Listing


def with_folders(root: Path, *names: str) -> Listing:
    for name in names:
        (root / name).mkdir()
    return Lister(Folder(root)).top()


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("$NtServicePackUninstall$", "what a service pack replaced"),
        ("$NTSERVICEPACKUNINSTALL$", "what a service pack replaced"),
        ("$NtUninstallQ244509$", "what the hotfix Q244509 replaced"),
        ("$ntuninstallKB835732$", "what the hotfix Q835732 replaced"),
        ("$NtUninstallQ078303$", "what the hotfix Q78303 replaced"),
        ("$NtUninstallQ246009_x$", "what setup replaced"),
        ("$NtUninstallKB917734_WMP9$", "what setup replaced"),
        ("$NtUninstallIE5$", "what setup replaced"),
        ("$NTUNI~1", "what setup replaced"),
        ("$hf_mig$", "what hotfixes keep for a later service pack"),
        ("ServicePackFiles", "what a service pack keeps for setup"),
        ("$WIN_NT$.~BT", "what setup started from"),
        ("dllcache", "setup's cache of system files"),
        ("REPAIR", "setup's repair data"),
    ],
)
def test_every_copy_is_named_and_it_is_said_what_it_is(tmp_path: Path, name: str, because: str) -> None:
    (one,) = copies.aside(with_folders(tmp_path, name, "system32", "Repairs", "inf"))
    assert (one.path, one.because) == (str(tmp_path / name), because)


def test_copies_are_named_in_order_whatever_their_case(tmp_path: Path) -> None:
    place = with_folders(tmp_path, "Repair", "$NtUninstallQ300000$", "$ntuninstallq244509$", "dllcache")
    assert [Path(one.path).name for one in copies.aside(place)] == [
        *("$ntuninstallq244509$", "$NtUninstallQ300000$", "dllcache", "Repair"),
    ]


@pytest.mark.parametrize(
    ("name", "article"),
    [
        pytest.param("$NtUninstallQ244509$", "Q244509", id="as NT 4.0 writes it"),
        pytest.param("$NTUNINSTALLKB835732$", "Q835732", id="as later ones do"),
        pytest.param("$NtUninstallQ078303$", "Q78303", id="as the records call it: a number without zeros before it"),
        pytest.param("$NtUninstallQ246009_x$", None, id="a trap: somebody's words behind the number"),
        pytest.param("$NtUninstallKB828026-v2$", None, id="an edition behind the number"),
        pytest.param("$NtUninstallKBQ246009$", None, id="both letters"),
        pytest.param("$NtUninstallQ0246009$", None, id="more digits than a number has"),
        pytest.param("$NtServicePackUninstall$", None, id="a pack"),
        pytest.param("$NtUninstallQ2445091$", None, id="a number no article had then"),
        pytest.param("$NtUninstallQ1234$", None, id="a number too short"),
        pytest.param("$NtUninstallQ244509", None, id="somebody's folder, not setup's"),
        pytest.param("NtUninstallQ244509$", None, id="another name"),
        pytest.param("$NtUninstallQ244509$ (copy)", None, id="somebody's copy"),
        pytest.param("$NtUninstallQ۲44509$", None, id="a digit of another script"),
    ],
)
def test_a_hotfix_is_told_by_the_name_of_its_folder(tmp_path: Path, name: str, article: str | None) -> None:
    assert list(copies.uninstalls(with_folders(tmp_path, name))) == ([article] if article else [])


def test_a_hotfix_with_two_folders_is_one(tmp_path: Path) -> None:
    place = with_folders(tmp_path, "$NtUninstallQ300000$", "$NtUninstallKB244509$", "$NtUninstallQ244509$")
    assert list(copies.uninstalls(place)) == ["Q244509", "Q300000"]


def test_a_file_with_the_name_of_a_folder_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "$NtUninstallQ244509$").touch()
    place = Lister(Folder(tmp_path)).top()
    assert list(copies.uninstalls(place)) == []
    assert list(copies.aside(place)) == []
