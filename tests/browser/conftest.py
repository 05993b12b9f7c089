"""The browser of these tests: headless Chromium, driven by Playwright, offline; and the reports it is shown.

Where one of the three that are needed is missing, the tests skip and say which.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import ntfp
from ntfp.reports.html import scan_html
from ntfp.reports.setting import Setting
from ntfp.testing import Registry, system_tree
from tests.reports.six import LANES, REPORTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ALONE = (  # a browser asks for many things of its own accord: here only the page shall be heard
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
DEMO = "demo"
THEMES = ("light", "dark")


class Shown:
    """A page that is open, and what it did: what it wrote to the console, what it asked for."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(f"a dialog: {dialog.message}"))
        page.on("request", lambda request: self.asked.append(request.url))


def program() -> str | None:
    """The browser that is named, or the first that is found."""
    return os.environ.get("NTFP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    found = program()
    driver = pytest.importorskip("playwright.sync_api", reason="no playwright here: 'pip install playwright' brings it")
    if not found:
        pytest.skip(f"no browser here: none of {', '.join(NAMES)} is on the path, and NTFP_CHROMIUM names none")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*ALONE])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> Path:
    named = os.environ.get("NTFP_AXE")
    if not named:
        pytest.skip("no axe-core here: NTFP_AXE names its axe.min.js, which 'npm install axe-core' brings")
    return Path(named)


@cache
def _demo(folder: Path) -> str:
    """A whole system, scanned by the data that ship: thousands of findings."""
    tree = system_tree(folder, registry=Registry(pack=4))
    return ntfp.render(ntfp.scan(tree), "html")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a report, by its name."""
    folder = tmp_path_factory.mktemp("reports")

    def write(name: str) -> Path:
        path = folder / f"{name.replace(' ', '-')}.html"
        if not path.exists():
            setting = Setting(version="1.2.3", lanes=LANES)
            text = _demo(folder / "system") if name == DEMO else "".join(scan_html(REPORTS[name], setting))
            path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return write


@pytest.fixture
def shown(browser: "Browser", written: Callable[[str], Path]) -> Iterator[Callable[..., Shown]]:
    """Opens a report: how wide the window is, which theme, with or without script."""
    contexts: list[BrowserContext] = []

    def show(name: str, width: int = 1280, theme: str = "light", anchor: str = "", **options: Any) -> Shown:
        options["color_scheme"] = theme
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        found = Shown(context.new_page())
        found.page.goto(written(name).as_uri() + anchor)
        return found

    yield show
    for context in contexts:
        context.close()
