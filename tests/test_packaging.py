"""What a stranger meets first: the two commands of README.md, and what comes in with ntfp."""

import ast
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ntfp.database import DataSet, shipped
from ntfp.database.packed import Packed
from ntfp.database.packing import write_package
from ntfp.database.shipped import packed_file

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def package(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found[0].lower()


DEPENDENCIES = {package(requirement) for requirement in PROJECT["dependencies"]}


def shell_blocks(text: str) -> list[list[str]]:
    return [block.splitlines() for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def test_readme_begins_with_one_line_to_try_it_and_one_to_test_it() -> None:
    first, second, *_ = shell_blocks((ROOT / "README.md").read_text("utf-8"))
    assert len(first) == len(second) == 1
    assert "ntfp demo" in first[0]
    assert "pytest" in second[0]


@pytest.mark.skipif(os.name != "posix", reason="the bit that makes a file a program is Unix's")
def test_the_checks_can_be_started_by_name() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def built(version: str, folder: Path) -> dict[str, str]:
    """What the build's own step adds to a package of that kind: the file, and where it goes."""
    hatchling = pytest.importorskip("hatchling.builders.hooks.plugin.interface", reason="hatchling makes the packages")
    assert hatchling
    from hatch_build import PackedData

    hook = PackedData(str(ROOT), {}, None, None, str(folder), "wheel")  # type: ignore[arg-type]
    build_data: dict[str, Any] = {"force_include": {}}
    hook.initialize(version, build_data)
    added: dict[str, str] = build_data["force_include"]
    for source in added:
        shutil.copy(source, folder / "made")
    hook.finalize(version, build_data, "")
    return added


def test_a_wheel_carries_the_data_packed_where_the_library_looks_for_them(tmp_path: Path) -> None:
    (inside,) = built("standard", tmp_path).values()
    assert inside == packed_file().relative_to(ROOT).as_posix()
    made = DataSet(Packed.open(tmp_path / "made"))
    assert (made.signatures, made.known) == (shipped().signatures, shipped().known)
    assert (tmp_path / "made").stat().st_size < 2_000_000


def test_the_same_data_make_the_same_package(tmp_path: Path) -> None:
    write_package(ROOT / "signatures", tmp_path / "one")
    write_package(ROOT / "signatures", tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


FOR_USERS = {"parquet"}  # extras for those who want what they bring; the others are for work on ntfp
ASKED_FOR = {package(requirement) for extra in FOR_USERS for requirement in EXTRAS[extra]}


def test_nothing_is_imported_that_is_not_installed_with_ntfp_or_asked_for() -> None:
    asked_for = {
        name.partition(".")[0]
        for path in (ROOT / "ntfp").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert asked_for - sys.stdlib_module_names - {"ntfp"} == DEPENDENCIES | ASKED_FOR


@pytest.mark.parametrize("stranger", sorted(ASKED_FOR))
def test_what_has_to_be_asked_for_is_imported_where_it_is_used(stranger: str) -> None:
    at_the_top = [
        path.name
        for path in (ROOT / "ntfp").rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom) and stranger in ast.unparse(node)
    ]
    assert at_the_top == []


def test_every_dependency_has_its_reason() -> None:
    pages = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    installed, extras = pages.split("## Extras")
    assert set(re.findall(r"^\| `([\w-]+)` \|", installed, re.MULTILINE)) == DEPENDENCIES
    told = set(re.findall(r"^\| `(\w+)` \| `([\w-]+)` \|", extras, re.MULTILINE))
    wanted = {(extra, package(each)) for extra, requirements in EXTRAS.items() for each in requirements}
    assert told == wanted - {("dev", "ntfp")}
