"""What the documents show is what the command says."""

import json
import re
from pathlib import Path

import click
import pytest

from ntfp.cli import app
from ntfp.cli.helping import Command
from ntfp.facts.remark import Oddity
from ntfp.testing import Registry, system_tree
from tests.cli.running import ntfp
from tests.examples import Block, blocks_of
from tests.test_architecture import FLOORS, HOMES

ROOT = Path(__file__).resolve().parents[1]


def test_the_manual_names_every_key_of_a_scan(tmp_path: Path) -> None:
    system_tree(tmp_path, registry=Registry(pack=6))
    report = json.loads(ntfp("scan", ".", "--format", "json", cwd=tmp_path).stdout)
    (system,) = report["systems"]
    finding = next(finding for finding in system["findings"] if finding["evidence"])
    manual = (ROOT / "docs" / "formats.md").read_text("utf-8").partition("## JSON")[2].partition("\n## ")[0]
    words = set(re.findall(r"[a-z_0-9-]+", manual))
    parts = (system["registry"], system["summary"], system["build"]["scale"], *report["data"], *system["aside"])
    for keys in (report, system, finding, finding["evidence"][0], report["summary"], *parts):
        assert set(keys) <= words


def test_every_remark_is_explained() -> None:
    pages = "".join((ROOT / "docs" / f"{page}.md").read_text("utf-8") for page in ("reading", "identifying"))
    assert {oddity for oddity in Oddity if f"`{oddity}`" not in pages} == set()


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def titled(title: str) -> Block:
    """The one block of CONTRIBUTING.md with this title."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (block,) = [block for block in blocks_of("CONTRIBUTING.md", text) if block.title == title]
    return block


def test_the_floors_are_those_that_are_held() -> None:
    lines = titled("the floors").text.splitlines()
    assert [{*line.replace(" (the front door)", "").split()} for line in lines] == [*reversed(FLOORS)]


def test_the_commit_that_is_shown_is_one() -> None:
    first, empty, *why = titled("a commit").text.splitlines()
    assert re.fullmatch(r"[a-z]+: .{1,70}[^.]", first)
    assert empty == ""
    assert why


def test_the_house_names_every_stranger_and_its_home() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    (held,) = re.findall(r"It also holds that\n\n(.*?);\n", page, re.DOTALL)
    for stranger, homes in HOMES.items():
        assert all(re.search(rf"`{stranger}`[^,]*`{home.rstrip('/')}`", " ".join(held.split())) for home in homes)


@pytest.mark.parametrize("name", ["scan", "explain", "diff"])
def test_the_table_of_exit_codes_is_what_the_commands_say(name: str) -> None:
    page = (ROOT / "docs" / "scanning.md").read_text("utf-8").partition("\n## Exit codes\n")[2].partition("\n## ")[0]
    head, _, *rows = [
        [cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in re.findall(r"^\|.*", page, re.MULTILINE)
    ]
    command = app.command.get_command(click.Context(app.command), name)
    assert isinstance(command, Command)
    assert {int(row[0]) for row in rows if row[head.index(name)]} == command.codes.keys()
