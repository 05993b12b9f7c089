"""The floors of the house, and what a guest in other programs does not do.

docs/architecture.md tells why; this only holds it. A lazy import counts like any other.
"""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ntfp

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ntfp"

# Imports go down: never up, and never sideways between the rooms of one floor.
FLOORS = (
    {"errors"},
    {"facts"},
    {"formats"},
    {"trees", "readers", "identifying", "database", "judging", "reports", "kb", "testing"},
    {"catalogue", "linting", "proving"},
    {"scanning"},
    {"fleet", "integrations"},
    {"ntfp"},  # the front door: the command may use it like anybody, the rooms behind it may not
    {"cli", "freezing"},
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}

# `import ntfp` and `python -m ntfp` show people in and keep nothing.
DOORS = {"__init__", "__main__"}

# Strangers whose objects and exceptions never leave their place.
HOMES = {
    "click": ("cli/",),
    "construct": ("formats/",),
    "jinja2": ("reports/html/",),
    "pefile": ("readers/kernel.py",),
    "pyarrow": ("reports/exporting/parquet.py",),
    "rich": ("cli/", "reports/"),
}

# What is left to the command. Each name stands for all below it, too.
FOR_THE_COMMAND = {
    "prints": {"print", "input", "sys.stdout", "sys.stderr", "sys.stdin"},
    "configures logging": {"logging"},
    "reads the environment": {"os.environ", "os.environb", "os.getenv", "os.getenvb"},
    "reads the clock": {
        *("datetime.date.today", "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow"),
        *("time.time", "time.time_ns", "time.monotonic", "time.perf_counter", "time.localtime", "time.gmtime"),
    },
    "exits": {"exit", "quit", "sys.exit", "os._exit", "os.abort", "SystemExit"},
    "imports unseen": {"__import__", "importlib.import_module"},
}

LONGEST_MODULE = 400
ARTICLE = re.compile(r"\b(?:Q|KB)\d{6}\b", re.IGNORECASE)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(PACKAGE.rglob("*.py"))
once_per_module = pytest.mark.parametrize("path", MODULES, ids=name_of)
once_per_module_in_a_room = pytest.mark.parametrize(
    "path", [path for path in MODULES if room_of(path) not in DOORS], ids=name_of
)
once_per_module_below_the_command = pytest.mark.parametrize(
    "path", [path for path in MODULES if room_of(path) not in DOORS | {"cli"}], ids=name_of
)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imports(tree: ast.AST) -> list[tuple[str, str]]:
    """What the module calls a thing and its full dotted name; at any depth, in any function."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.asname or alias.name, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            found += [(alias.asname or alias.name, f"{origin}.{alias.name}") for alias in node.names]
    return found


def imported_rooms(tree: ast.AST) -> set[str]:
    """The rooms it asks for. What is of `ntfp` and in no room comes from the front door."""
    paths = [[*full.split("."), ""] for _, full in imports(tree)]
    return {parts[1] if parts[1] in LEVEL else "ntfp" for parts in paths if parts[0] == "ntfp"}


def uses(tree: ast.AST) -> set[str]:
    """The full dotted names of all that is imported or spoken of, whatever the module calls it."""
    known = dict(imports(tree))
    found = {full for _, full in imports(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, dot, rest = ast.unparse(node).partition(".")
            found.add(known.get(first, first) + dot + rest)
    return found


def left_to_the_command(tree: ast.AST) -> list[str]:
    """What in this module only the command may do, as "prints: print"."""
    used = uses(tree)
    return sorted(
        f"{deed}: {name}"
        for deed, names in FOR_THE_COMMAND.items()
        for name in names
        if any(f"{use}.".startswith(f"{name}.") for use in used)
    )


def test_there_is_something_to_hold() -> None:
    assert len(MODULES) > 10
    assert {room_of(path) for path in MODULES} >= {"errors", "facts", "readers"}


@once_per_module_in_a_room
def test_every_room_has_its_floor(path: Path) -> None:
    assert room_of(path) in LEVEL, f"{name_of(path)}: a new room needs a floor, here and in docs/architecture.md"


@once_per_module_in_a_room
def test_imports_go_down(path: Path) -> None:
    room = room_of(path)
    for other in imported_rooms(parsed(path)) - {room}:
        assert LEVEL[other] < LEVEL[room], f"{room} must not import {other}"


@once_per_module
def test_no_import_is_relative(path: Path) -> None:
    assert [full for _, full in imports(parsed(path)) if full.startswith(".")] == []


@once_per_module
def test_strangers_stay_in_their_place(path: Path) -> None:
    strangers = {full.split(".")[0] for _, full in imports(parsed(path))} & HOMES.keys()
    assert [stranger for stranger in strangers if not name_of(path).startswith(HOMES[stranger])] == []


@once_per_module_below_the_command
def test_a_guest_is_quiet(path: Path) -> None:
    assert left_to_the_command(parsed(path)) == []


@once_per_module
def test_a_module_opens_with_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(parsed(path))


@once_per_module
def test_a_module_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE, "what is it really?"


@once_per_module
def test_facts_about_articles_are_data(path: Path) -> None:
    assert ARTICLE.findall(path.read_text("utf-8")) == []


def test_the_front_door_holds_no_logic() -> None:
    logic = (ast.ClassDef, ast.For, ast.FunctionDef, ast.While)
    kept = [node for node in ast.walk(parsed(PACKAGE / "__init__.py")) if isinstance(node, logic)]
    assert {getattr(node, "name", "a loop") for node in kept} <= {"__getattr__", "__dir__"}


def test_the_front_door_shows_what_is_behind_it() -> None:
    shown = {name: full for name, full in imports(parsed(PACKAGE / "__init__.py")) if full.startswith("ntfp.")}
    assert sorted(shown) == ntfp.__all__
    for name, full in shown.items():
        assert getattr(ntfp, name) is getattr(importlib.import_module(full.removesuffix(f".{name}")), name)


def test_the_back_door_leads_to_the_command_and_nowhere_else() -> None:
    tree = parsed(PACKAGE / "__main__.py")
    assert imported_rooms(tree) == {"cli"}
    assert len([node for node in tree.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom)]) == 1


def test_importing_ntfp_brings_in_nothing_else() -> None:
    script = f"import sys, ntfp; print(sorted({set(HOMES) | {'msgspec'}!r} & sys.modules.keys()))"
    script += "; print(sorted(name for name in sys.modules if name.startswith('ntfp.')))"
    answer = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout == "[]\n[]\n"


@pytest.mark.parametrize(
    ("source", "rooms"),
    [
        pytest.param("from ntfp.facts.file import FileFacts", {"facts"}, id="from a module"),
        pytest.param("from ntfp import errors", {"errors"}, id="a room by name"),
        pytest.param("import ntfp.readers.pe as pe", {"readers"}, id="under another name"),
        pytest.param("import ntfp", {"ntfp"}, id="the front door"),
        pytest.param("from ntfp import identify", {"ntfp"}, id="through the front door"),
        pytest.param("def later():\n    from ntfp import cli", {"cli"}, id="in a function"),
        pytest.param("import os, ntfpx", set(), id="not ours"),
    ],
)
def test_no_import_is_overlooked(source: str, rooms: set[str]) -> None:
    assert imported_rooms(ast.parse(source)) == rooms


@pytest.mark.parametrize(
    ("source", "deeds"),
    [
        pytest.param("print('x')", ["prints: print"], id="print"),
        pytest.param("import sys\nsys.stderr.write('x')", ["prints: sys.stderr"], id="standard error"),
        pytest.param("def f():\n    import logging.config", ["configures logging: logging"], id="a lazy import"),
        pytest.param("from os import environ as e\ne['X']", ["reads the environment: os.environ"], id="renamed"),
        pytest.param(
            "from datetime import datetime\ndatetime.now()", ["reads the clock: datetime.datetime.now"], id="now"
        ),
        pytest.param("import datetime as d\nd.date.today()", ["reads the clock: datetime.date.today"], id="today"),
        pytest.param("raise SystemExit(2)", ["exits: SystemExit"], id="an exit"),
        pytest.param("import printer, sys\nprinter.print(sys.version, f.exit)", [], id="names that only look alike"),
    ],
)
def test_no_deed_is_overlooked(source: str, deeds: list[str]) -> None:
    assert left_to_the_command(ast.parse(source)) == deeds
