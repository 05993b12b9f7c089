"""What the documents show is what the command says."""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from ntfp.database import shipped_known
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified
from ntfp.identifying import identify
from ntfp.reports import IDENTIFY, Screen
from ntfp.testing import Registry, kernel_image, module_image, system_tree
from tests.cli.running import ntfp
from tests.making import facts_of

ROOT = Path(__file__).resolve().parents[1]
SP6_MP = kernel_image(flavour="mp", link=datetime(1999, 9, 21, 22, 2, 31, tzinfo=UTC), size=951_808)
LATER_MP = kernel_image(
    version="4.0.1381.7090", flavour="mp", link=datetime(2001, 3, 6, 19, 20, tzinfo=UTC), size=955_712
)


@pytest.mark.parametrize(
    ("page", "image", "path"),
    [
        pytest.param("README.md", SP6_MP, "/mnt/c/WINNT/system32/ntoskrnl.exe", id="README"),
        pytest.param("docs/identifying.md", LATER_MP, "WINNT/system32/ntoskrnl.exe", id="identifying"),
    ],
)
def test_a_page_shows_what_the_command_prints(page: str, image: bytes, path: str) -> None:
    facts = msgspec.structs.replace(facts_of(image), path=path)
    entry = Identified(facts, identify(facts, shipped_known()))
    printed = "".join(IDENTIFY["table"]([entry], Screen(width=100)))
    assert printed.strip() in (ROOT / page).read_text("utf-8")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the commands the pages show print of the made-up system, as if it lay below /mnt/c."""
    where = tmp_path_factory.mktemp("documents")
    system_tree(where / "_mnt" / "c")
    commands = ("scan", "explain Q235425")
    found = {}
    for command in commands:
        said = ntfp(*command.split(), Path("_mnt", "c"), cwd=where, COLUMNS="100").stdout
        found[f"ntfp {command} /mnt/c"] = said.replace(os.sep, "/").replace("_mnt/c", "/mnt/c").splitlines()
    return found


@pytest.mark.parametrize("page", ["README.md", "docs/scanning.md"])
@pytest.mark.parametrize("command", ["ntfp scan /mnt/c", "ntfp explain Q235425 /mnt/c"])
def test_a_page_shows_what_the_command_says_of_a_system(page: str, command: str, printed: dict[str, list[str]]) -> None:
    """Line for line; what a page leaves out it marks, and it leaves out at most what lies between two lines."""
    text = (ROOT / page).read_text("utf-8")
    (shown,) = re.findall(rf"^```text\n\$ {re.escape(command)}\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)
    parts = [part.strip("\n") for part in f"\n{shown}\n".split("\n  …\n")]
    rest = "\n".join(["", *printed[command], ""])
    assert rest.startswith(f"\n{parts[0]}\n")
    assert rest.endswith(f"\n{parts[-1]}\n")
    for part in parts:
        before, found, rest = rest.partition(f"\n{part}\n")
        assert found, f"{page}: {part}"
        assert part is parts[0] or before.strip(), f"{page}: nothing is left out before {part}"
        rest = f"\n{rest}"


def test_the_manual_names_every_key_of_a_scan(tmp_path: Path) -> None:
    system_tree(tmp_path, registry=Registry(pack=6))
    report = json.loads(ntfp("scan", ".", "--format", "json", cwd=tmp_path).stdout)
    (system,) = report["systems"]
    finding = next(finding for finding in system["findings"] if finding["evidence"])
    manual = (ROOT / "docs" / "scanning.md").read_text("utf-8").partition("## JSON")[2].partition("\n## ")[0]
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


def test_the_walk_through_own_records_is_what_happens(tmp_path: Path) -> None:
    """Every command that docs/data.md shows is run in its order, and says what stands below it."""
    section = (ROOT / "docs" / "data.md").read_text("utf-8").partition("## Records of your own")[2]
    fixed = module_image("srv.sys", version="4.0.1381.7125", link=datetime(2003, 2, 4, 18, 2, tzinfo=UTC), size=236_000)
    older = module_image("srv.sys", version="4.0.1381.335", link=datetime(1999, 9, 20, tzinfo=UTC), size=230_000)
    (tmp_path / "hotfix").mkdir()
    (tmp_path / "hotfix" / "srv.sys").write_bytes(fixed)
    system_tree(tmp_path / "c", files={"system32/drivers/srv.sys": older})
    commands = []
    for form, block in re.findall(r"^```(text|toml)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL):
        if form == "toml":
            (tmp_path / "mine" / "q900" / "q900001.toml").write_text(block, "utf-8")
            continue
        for command, shown in re.findall(r"^\$ ntfp (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            found = ntfp(*command.split(), cwd=tmp_path, COLUMNS="100")
            rest = f"{found.stdout}{found.stderr}".replace(os.sep, "/")
            first, *others = shown.split("  …\n")
            assert rest.startswith(first), f"{command}: {first}"
            for part in filter(None, others):
                _, here, rest = rest.partition(f"\n{part}")
                assert here, f"{command}: {part}"
            commands.append(command)
    assert [command.split()[0:2] for command in commands] == [
        *(["kb", "new"], ["kb", "lint"], ["kb", "lint"], ["scan", "c"], ["kb", "pack"]),
    ]
