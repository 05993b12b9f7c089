"""The site made of docs/: every page is in it, every link leads somewhere, and it asks nothing of another host."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOADED = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=\"?([^\">\s]+)")
# What a style sheet loads; a name that only a comment or a namespace has loads nothing.
FETCHED = re.compile(r"(?:@import\s+|url\()[\"']?(https?:[^\"')]+|//[^\"')]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("mkdocs", path=str(Path(sys.executable).parent)) is None:
        pytest.skip("mkdocs is not installed; pip install 'ntfp[docs]' brings it")
    place = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)]
    ran = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return place


def test_every_page_is_in_the_site(site: Path) -> None:
    assert {page.stem for page in (ROOT / "docs").glob("*.md")} | {"404"} == {page.stem for page in site.glob("*.html")}


def test_a_page_loads_nothing_from_another_host(site: Path) -> None:
    pages = {page.name: set(LOADED.findall(page.read_text("utf-8"))) for page in site.glob("*.html")}
    assert all("assets/site.css" in {one.lstrip("/") for one in loaded} for loaded in pages.values())
    assert {one for loaded in pages.values() for one in loaded if re.match(r"https?:|//", one)} == set()


def test_a_style_sheet_loads_nothing_from_another_host(site: Path) -> None:
    sheets = [*site.rglob("*.css")]
    assert len(sheets) >= 2
    assert [found for sheet in sheets for found in FETCHED.findall(sheet.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("page", "says"),
    [
        pytest.param("changelog", "semantic versioning", id="the changelog"),
        pytest.param("format", "corrections.toml", id="the format of the data"),
        pytest.param("contributing", "No Microsoft files", id="how to contribute"),
    ],
)
def test_a_page_whose_text_lies_beside_docs_has_it(site: Path, page: str, says: str) -> None:
    assert says in (site / f"{page}.html").read_text("utf-8")


def test_the_search_knows_every_page(site: Path) -> None:
    index = (site / "search" / "search_index.js").read_text("utf-8")
    assert [page.name for page in site.glob("*.html") if page.stem != "404" and f'"{page.name}"' not in index] == []
