"""What the documents show is what the command says."""

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
from ntfp.testing import kernel_image
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


def test_every_remark_is_explained() -> None:
    pages = "".join((ROOT / "docs" / f"{page}.md").read_text("utf-8") for page in ("reading", "identifying"))
    assert {oddity for oddity in Oddity if f"`{oddity}`" not in pages} == set()


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
