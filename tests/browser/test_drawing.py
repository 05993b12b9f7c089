"""The drawing as a browser shows it, with the letters it has, the keyboard and the mouse."""

from typing import Any

import pytest
from msgspec.structs import replace

from ntfp.reports.drawing import NARROW, WIDE, Shape, drawn, keys, styles
from tests.reports.drawing.lanes import shipped_lanes
from tests.reports.drawing.test_drawing import HOSTILE, MARKED

LANES = 10

# Texts that are seen at once and meet another, a dot or an edge; what is said of a dot, beyond its frame or an edge.
CLASHES = """() => {
  const svg = document.querySelector('svg').getBoundingClientRect();
  const box = (element) => [element.textContent, element.getBoundingClientRect()];
  const texts = [...document.querySelectorAll('svg text')].filter((text) => !text.closest('.tip')).map(box);
  const dots = [...document.querySelectorAll('[role=listitem] .dot')].map(box);
  const letters = 2.5; // what a line of text is higher than its letters, above and below
  const meet = ([, a], [, b]) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top + letters < b.bottom - letters && b.top + letters < a.bottom - letters;
  const out = ([, a], b) => a.left < b.left - 1 || a.right > b.right + 1
    || a.top < b.top - 1 || a.bottom > b.bottom + 1;
  const found = [];
  texts.forEach((text, at) => {
    for (const other of texts.slice(at + 1)) if (meet(text, other)) found.push([text[0], 'meets', other[0]]);
    if (dots.some((dot) => meet(text, dot))) found.push([text[0], 'meets a dot']);
    if (out(text, svg)) found.push([text[0], 'is clipped']);
  });
  for (const tip of document.querySelectorAll('.tip')) {
    const frame = tip.querySelector('rect').getBoundingClientRect();
    if (out(['', frame], svg)) found.push([tip.textContent, 'is clipped']);
    const texts = [...tip.querySelectorAll('text')].map(box);
    for (const text of texts) if (out(text, frame)) found.push([text[0], 'is too wide']);
  }
  return found;
}"""
STOPS = "() => document.querySelectorAll('[tabindex=\"0\"]').length"
HERE = "() => document.activeElement.getAttribute('aria-label')"
SEEN = """() => [...document.querySelectorAll('.tip')]
  .filter((tip) => getComputedStyle(tip).visibility === 'visible')
  .map((tip) => tip.querySelector('text').textContent)"""


def shown(browser: Any, drawing: str, *, script: bool = False) -> Any:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    after = f"<script>{keys()}</script>" if script else ""
    page.set_content(f"<!doctype html><title>a page</title><style>{styles()}</style>{drawing}{after}")
    return page


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=lambda shape: shape.name)
@pytest.mark.parametrize("root", ["WINNT", HOSTILE], ids=["plain", "hostile"])
def test_nothing_meets_and_nothing_is_clipped(browser: Any, shape: Shape, root: str) -> None:
    page = shown(browser, drawn(shipped_lanes(), [replace(MARKED, root=root)], shape=shape))
    assert page.evaluate(CLASHES) == []


def test_without_a_script_the_tab_key_reaches_every_event(browser: Any) -> None:
    page = shown(browser, drawn(shipped_lanes()))
    events = page.locator("[role=listitem]").count()
    assert page.evaluate(STOPS) == events == 76
    page.keyboard.press("Tab")
    assert page.evaluate(HERE).startswith("RTM, disc 511. linked 1993-07-24 (UTC).")
    assert page.evaluate(SEEN) == ["RTM, disc 511"]
    page.keyboard.press("Tab")
    assert page.evaluate(SEEN) == ["RTM, disc 528"]


def test_with_the_script_a_lane_is_one_stop(browser: Any) -> None:
    page = shown(browser, drawn(shipped_lanes()), script=True)
    assert page.evaluate(STOPS) == LANES
    seen = []
    for key in (
        "Tab",
        "ArrowRight",
        "ArrowLeft",
        "ArrowLeft",
        "End",
        "ArrowRight",
        "Home",
        "Tab",
        "Shift+Tab",
        "Escape",
    ):
        page.keyboard.press(key)
        seen.append(page.evaluate(SEEN))
    assert seen == [
        *(["RTM, disc 511"], ["RTM, disc 528"], ["RTM, disc 511"], ["RTM, disc 511"], ["SP3"], ["SP3"]),
        *(["RTM, disc 511"], ["RTM"], ["RTM, disc 511"], []),
    ]


def test_what_the_mouse_is_over_says_what_it_is(browser: Any) -> None:
    page = shown(browser, drawn(shipped_lanes()))
    page.locator("[aria-label^='SP6/SP6a.'] .dot").first.hover()
    assert page.evaluate(SEEN) == ["SP6/SP6a"]
