"""Makes the pictures of the report that README.md and the documents show: `python tests/pictures.py [FOLDER]`.

They are of the demo's system, scanned by the data that ship, so they are made again
when the page or the data have changed. It takes a browser, like the tests in
tests/browser, and is no test.
"""

import contextlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.browser.conftest import ALONE, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

_COLORS = 256
ROOT = Path(__file__).resolve().parents[1]
# Where the findings begin, with what one of them rests on.
UNFOLDED = """() => {
document.querySelectorAll("details.unfixed ol.rows details")[2].open = true;
document.querySelector("section.findings").scrollIntoView();
}"""


class Picture(NamedTuple):
    """What is looked at, and by whom."""

    name: str
    width: int
    height: int
    theme: Literal["light", "dark"] = "light"
    before: str = ""


PICTURES = (
    Picture("report-light", 1120, 1340),
    Picture("report-dark", 1120, 1340, "dark"),
    Picture("report-findings", 1120, 780, before=UNFOLDED),
    Picture("report-phone", 360, 740),
)


def main(folder: Path) -> None:
    from playwright.sync_api import sync_playwright  # lazily: who only tests need not have it

    browser_program = program()
    if not browser_program:
        raise SystemExit("pictures: no browser here; install chromium, or name one in NTFP_CHROMIUM")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        report = _report(Path(scratch))
        browser = playwright.chromium.launch(executable_path=browser_program, args=[*ALONE])
        for picture in PICTURES:
            path = folder / f"{picture.name}.png"
            _take(browser, report, picture, path)
            sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")
        browser.close()


def _report(scratch: Path) -> Path:
    """The demo's system, scanned as its reader would."""
    ntfp = [sys.executable, "-m", "ntfp"]
    environment = {"PYTHONPATH": str(ROOT)}
    for words in (["demo", "--keep", "demo"], ["scan", "demo", "-o", "report.html", "--exit-zero"]):
        subprocess.run([*ntfp, *words], cwd=scratch, env=environment, check=True, capture_output=True)
    return scratch / "report.html"


def _take(browser: "Browser", report: Path, picture: Picture, path: Path) -> None:
    window: ViewportSize = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=window, color_scheme=picture.theme)
    page.goto(report.as_uri())
    if picture.before:
        page.evaluate(picture.before)
    page.screenshot(path=path)
    page.close()
    with contextlib.suppress(ImportError):
        _reduce(path)


def _reduce(path: Path) -> None:
    """A palette is enough for it, and takes a third of the bytes; where Pillow is missing it stays as it is."""
    from PIL import Image  # type: ignore[import-not-found, unused-ignore]

    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(
            _COLORS, Image.Quantize.MAXCOVERAGE
        )  # small things keep their colours, too
    few.save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
