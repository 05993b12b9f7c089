"""What a stranger meets first: the two commands of README.md, and what comes in with ntfp."""

import ast
import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

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


def test_a_wheel_carries_the_data_where_the_library_looks_for_it() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"signatures": "ntfp/_signatures"}
    assert {"builds.toml", "kernels.toml", "packs.toml", "FORMAT.md"} <= {
        path.name for path in (ROOT / "signatures").iterdir()
    }


def test_nothing_is_imported_that_is_not_installed_with_ntfp() -> None:
    asked_for = {
        name.partition(".")[0]
        for path in (ROOT / "ntfp").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert asked_for - sys.stdlib_module_names - {"ntfp"} == DEPENDENCIES


def test_every_dependency_has_its_reason() -> None:
    pages = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    installed, extras = pages.split("## Extras")
    assert set(re.findall(r"^\| `([\w-]+)` \|", installed, re.MULTILINE)) == DEPENDENCIES
    told = set(re.findall(r"^\| `(\w+)` \| `([\w-]+)` \|", extras, re.MULTILINE))
    wanted = {(extra, package(each)) for extra, requirements in EXTRAS.items() for each in requirements}
    assert told == wanted - {("dev", "ntfp")}
