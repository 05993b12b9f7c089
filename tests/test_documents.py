"""What the documents show is what the command says."""

import json
import re
from pathlib import Path

from ntfp.facts.remark import Oddity
from ntfp.testing import Registry, system_tree
from tests.cli.running import ntfp

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
