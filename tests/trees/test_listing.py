import itertools
from pathlib import Path

import pytest

from ntfp.facts.report import Skipped
from ntfp.facts.source import Source
from ntfp.trees import listing
from ntfp.trees.folder import Folder
from ntfp.trees.listing import Lister
from tests.trees.making import MadeTree, file, folder, made


def labels(entries: list[Source | Skipped]) -> list[str]:
    return [entry.label if isinstance(entry, Source) else f"{entry.path}: {entry.problem}" for entry in entries]


def test_files_are_found_by_their_names_without_case(tmp_path: Path) -> None:
    top = Lister(Folder(made(tmp_path, "NtOsKrnl.EXE", "b.dll"))).top()
    assert labels(list(top.pick("ntoskrnl.exe"))) == [str(tmp_path / "NtOsKrnl.EXE")]
    assert top.labels(["b.dll", "c.dll"]) == [str(tmp_path / "b.dll")]
    assert list(top.pick("c.dll")) == []
    assert top.count == 2


def test_a_letter_that_only_looks_like_one_of_ours_is_another() -> None:
    kelvin = "\N{KELVIN SIGN}ernel32.dll"
    assert kelvin.lower() == "kernel32.dll"
    top = Lister(MadeTree("disk", {"disk": [file(f"disk/{kelvin}")]})).top()
    assert list(top.pick("kernel32.dll")) == []


def test_a_name_in_no_code_page_is_a_name_like_any() -> None:
    top = Lister(MadeTree("disk", {"disk": [file("disk/gr\udcfc\udcdfe.dll"), file("disk/hal.dll")]})).top()
    assert labels(list(top.pick_all(["hal.dll", "gr\udcfc\udcdfe.dll"]))) == [
        "disk/gr\udcfc\udcdfe.dll",
        "disk/hal.dll",
    ]


def test_files_are_picked_in_order_of_name(tmp_path: Path) -> None:
    top = Lister(Folder(made(tmp_path, "B.dll", "a.dll", "c.dll", "d.dll"))).top()
    picked = top.pick_all(["c.dll", "b.dll", "a.dll", "missing.dll"])
    assert labels(list(picked)) == [str(tmp_path / name) for name in ("a.dll", "B.dll", "c.dll")]


def test_a_host_may_say_one_file_twice() -> None:
    top = Lister(MadeTree("disk", {"disk": [file("disk/hal.dll"), file("disk/hal.dll")]})).top()
    assert labels(list(top.pick("hal.dll"))) == ["disk/hal.dll"]


def test_a_host_may_say_one_folder_twice() -> None:
    top = Lister(MadeTree("disk", {"disk": [folder("disk/WINNT"), folder("disk/WINNT")]})).top()
    assert top.folders == {"winnt": ["disk/WINNT"]}
    assert list(top.twice("winnt")) == []


def test_folders_that_are_one_to_nt_are_named() -> None:
    top = Lister(MadeTree("disk", {"disk": [folder("disk/winnt"), folder("disk/WINNT")]})).top()
    assert labels(list(top.twice("winnt"))) == [
        "disk/WINNT: another name differs from it by case only, disk/winnt: which one NT would open is unknown"
    ]


def test_a_folder_without_end_is_looked_at_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 1000)
    endless = (file(f"disk/{number}") for number in itertools.count())
    lister = Lister(MadeTree("disk", {"disk": endless, "next": [file("next/hal.dll")]}))
    top = lister.top()
    assert top.count == 1000
    assert labels(list(top.unlisted)) == ["disk: after 1,000 names the rest was not looked at"]
    after = lister.listing("next", ["next"])  # the whole tree may not have more
    assert (after.count, labels(list(after.unlisted))) == (0, ["next: after 1,000 names the rest was not looked at"])


def test_what_cannot_be_listed_is_told_from_what_lies_in_it() -> None:
    entries = [Skipped("disk", "cannot be listed: no"), Skipped("disk/HAL.dll", "a device, not a file")]
    top = Lister(MadeTree("disk", {"disk": entries})).top()
    assert top.unlisted == entries[:1]
    assert list(top.strange(["hal.dll", "none"])) == entries[1:]
    assert top.has(["hal.dll"])
    assert not top.has(["disk"])
