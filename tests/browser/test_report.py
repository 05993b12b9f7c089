"""The report as a person has it: in a browser, by hand or by keyboard, without script, in the dark, on paper."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.browser.conftest import DEMO, THEMES, Shown
from tests.reports.six import REPORTS

Show = Callable[..., Shown]
every_report = pytest.mark.parametrize("name", [*REPORTS, DEMO])
every_theme = pytest.mark.parametrize("theme", THEMES)

ROWS = "ol.rows > li:visible"
WITH_SCRIPT = 1  # elements of that kind in a page


def rows(shown: Shown) -> list[str]:
    """The articles that are seen, from top to bottom."""
    found: list[str] = shown.page.eval_on_selector_all(
        "ol.rows > li", "all => all.filter(one => one.checkVisibility()).map(one => one.querySelector('b').textContent)"
    )
    return found


def find(shown: Shown, words: str) -> None:
    shown.page.fill("#words", words)
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_timeout(300)  # it waits until the typing ends


# It is quiet, and stays where it is


@every_report
@every_theme
def test_no_message_and_no_request_but_for_itself(shown: Show, name: str, theme: str) -> None:
    found = shown(name, theme=theme)
    found.page.wait_for_load_state("networkidle")
    assert found.said == []
    assert {url for url in found.asked if not url.startswith("data:,")} == {found.page.url}


def test_the_policy_stops_what_might_get_in(shown: Show) -> None:
    """Were a way found to put an element into the page, it could still do nothing."""
    found = shown("mixed")
    found.page.evaluate(
        """() => {
        const image = new Image(); image.src = "https://example.invalid/x.png"; document.body.append(image);
        const script = document.createElement("script"); script.textContent = "document.title = 'taken'";
        document.body.append(script);
        }"""
    )
    found.page.wait_for_timeout(200)
    assert found.page.title() == "3 systems: which fixes? - ntfp"
    assert len(found.said) == 2
    assert all("Content Security Policy" in line for line in found.said)


def test_a_hostile_name_puts_nothing_into_the_page(shown: Show) -> None:
    found = shown("hostile names")
    assert found.page.locator("script").count() == WITH_SCRIPT
    assert found.page.locator("img, iframe, object, embed, base, [onclick], [onerror], [onload], [style]").count() == 0
    assert found.page.locator("form").count() == 1
    assert found.said == []


# It fits


@every_report
@pytest.mark.parametrize("width", [1280, 768, 360])
def test_nothing_is_wider_than_the_window(shown: Show, name: str, width: int) -> None:
    page = shown(name, width=width).page
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)" if name != DEMO else "() => 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("width", "seen"),
    [
        pytest.param(1280, "wide", id="desk"),
        pytest.param(768, "narrow", id="tablet"),
        pytest.param(360, "narrow", id="hand"),
    ],
)
def test_one_picture_is_seen_and_the_other_is_not_there(shown: Show, width: int, seen: str) -> None:
    page = shown("no hives", width=width).page
    assert page.locator(".picture svg").count() == 2
    assert page.locator(f".picture .{seen} svg").is_visible()
    assert page.locator(".picture svg:visible").count() == 1


# Filter and sort


def test_words_filter(shown: Show) -> None:
    found = shown("mixed")
    assert len(rows(found)) == 6  # what is fixed or does not apply is folded
    find(found, "leak cluster")
    assert rows(found) == ["Q268835"]
    assert found.page.inner_text("#shown") == "1 of 9 match"
    assert found.page.inner_text(".system:not([hidden]) .group:not([hidden]) .n") == "1 of 2"
    assert found.page.locator(".system:visible").count() == 1  # what has no hit is out of the way
    assert found.page.locator(".about:visible").count() == 0  # and so is what is told between the findings
    find(found, "WINSOCK")  # in a group that was folded
    assert rows(found) == ["Q171996"]
    find(found, "no such words")
    assert rows(found) == []
    assert found.page.inner_text("#shown") == "0 of 9 match"
    found.page.keyboard.press("Escape")
    found.page.wait_for_timeout(300)
    assert found.page.input_value("#words") == ""
    assert len(rows(found)) == 6  # and is folded again
    assert found.page.inner_text("#shown") == "9 findings"
    assert found.page.locator(".about:visible").count() == 3


def test_verdicts_filter(shown: Show) -> None:
    found = shown("mixed")
    for verdict in ("unknown", "fixed", "not-applicable"):
        found.page.uncheck(f"#tools input[value={verdict}]")
    assert rows(found) == ["Q244509", "Q268835", "Q244509"]
    assert found.page.inner_text("#shown") == "3 of 9 match"


@pytest.mark.parametrize(
    ("order", "articles"),
    [
        pytest.param("verdict", ["Q244509", "Q268835", "Q190834", "Q246009"], id="verdict: the worst first"),
        pytest.param(
            "number", ["Q171996", "Q190834", "Q226513", "Q244509", "Q246009", "Q268835"], id="number: all in one list"
        ),
        pytest.param(
            "reason",  # installed in part, its pack has it, only others, this release, two statements, which pack
            ["Q268835", "Q171996", "Q226513", "Q244509", "Q190834", "Q246009"],
            id="reason, in words",
        ),
    ],
)
def test_it_is_sorted(shown: Show, order: str, articles: list[str]) -> None:
    found = shown("mixed")
    found.page.select_option("#order", order)
    first = rows(found)[: len(articles)]
    if order == "verdict":
        assert sorted(first) == sorted(articles)
    else:
        assert first == articles
    found.page.select_option("#order", "verdict")
    assert len(rows(found)) == 6  # all are where they were


def test_thousands_of_findings_are_filtered_while_one_types(shown: Show) -> None:
    found = shown(DEMO)
    assert re.fullmatch(r"3,\d{3} findings", found.page.inner_text("#shown"))
    find(found, "memory leak")
    assert re.fullmatch(r"\d\d of 3,\d{3} match", found.page.inner_text("#shown"))


@pytest.mark.parametrize("anchor", ["#%", "#%ff", "#nothing", "#f1-Q171996"])
def test_any_link_into_the_page_does_no_harm(shown: Show, anchor: str) -> None:
    assert shown("mixed", anchor=anchor).said == []


def test_a_link_to_a_finding_leads_to_it_unfolded_even_when_it_is_folded_away(shown: Show) -> None:
    found = shown("mixed", anchor="#f1-Q171996")
    row = found.page.locator("#f1-Q171996")
    assert row.locator("dl").first.is_visible()
    find(found, "cluster")
    assert not row.is_visible()
    found.page.evaluate("location.hash = '#f1-Q190834'")
    found.page.wait_for_timeout(100)
    assert found.page.locator("#f1-Q190834 dl").first.is_visible()
    assert found.page.input_value("#words") == ""


def test_a_link_to_a_system_leads_to_it_when_a_search_has_put_it_away(shown: Show) -> None:
    found = shown("mixed")
    find(found, "cluster")
    away = found.page.locator(".system[hidden]").first.get_attribute("id")
    found.page.click(f".overview a[href='#{away}']")
    found.page.wait_for_timeout(100)
    assert found.page.locator(f"#{away}").is_visible()
    assert found.page.input_value("#words") == ""


@pytest.mark.parametrize("width", [1280, 360])
def test_whose_rows_these_are_is_said_while_they_pass(shown: Show, width: int) -> None:
    page = shown("mixed", width=width).page
    system = page.evaluate(
        """() => { const seen = (one) => one.checkVisibility();
        const row = [...document.querySelectorAll("ol.rows > li")].filter(seen).at(-1);
        row.scrollIntoView({ block: "center" }); return row.closest(".system").id }"""
    )
    name, tools = page.locator(f"#{system} .here").bounding_box(), page.locator("#tools").bounding_box()
    assert name and tools
    assert 0 <= name["y"] < 60
    if width == 1280:  # below the controls, which take one line
        assert abs(tools["y"] + tools["height"] - name["y"]) <= 4
        assert tools["height"] < 60
    page.click(f"#{system} .here a")
    assert page.url.endswith("#top")


# By keyboard


def test_the_keyboard_reaches_everything_and_is_seen_where_it_is(shown: Show) -> None:
    page = shown("mixed").page
    reachable = page.evaluate(
        """() => [...document.querySelectorAll("a[href], summary, input, select, [tabindex='0']")]
        .filter(one => one.checkVisibility()).length"""
    )
    stops = []
    for _ in range(reachable):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(LOOKS_FOCUSED))
    assert [one for one in stops if not one["focused"]] == []
    assert len({one["number"] for one in stops}) == reachable


# Which element has the focus, and whether that changes what is seen: its outline, or the rim of a dot in a picture.
LOOKS_FOCUSED = """() => {
const at = document.activeElement;
const look = () => [at, ...at.querySelectorAll(".dot")].map((one) => {
  const style = getComputedStyle(one);
  return [style.outlineStyle, style.strokeWidth, style.stroke].join();
}).join(";");
const focused = look();
at.blur();
const plain = look();
at.focus();
return { tag: at.tagName, number: [...document.querySelectorAll("*")].indexOf(at), focused: focused !== plain };
}"""


def test_the_first_stop_skips_to_the_findings(shown: Show) -> None:
    page = shown("no hives").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the findings"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.url.endswith("#findings-1")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_evidence_unfolds_by_key(shown: Show, key: str) -> None:
    page = shown("no hives").page
    page.locator("#f1-Q244509 summary").focus()
    assert not page.locator("#f1-Q244509 dl").is_visible()
    page.keyboard.press(key)
    assert page.locator("#f1-Q244509 dl").is_visible()
    page.keyboard.press(key)
    assert not page.locator("#f1-Q244509 dl").is_visible()


# For everybody


@every_report
@every_theme
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(shown: Show, axe: Path, name: str, theme: str, width: int) -> None:
    """Nothing serious or critical, and nothing moderate or minor either."""
    assert violations(shown(name, theme=theme, width=width, bypass_csp=True), axe) == []


@every_theme
def test_axe_finds_nothing_in_what_is_unfolded(shown: Show, axe: Path, theme: str) -> None:
    found = shown("mixed", theme=theme, bypass_csp=True)
    found.page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert violations(found, axe) == []


def violations(shown: Shown, axe: Path) -> list[str]:
    """What is wrong; of thousands of rows that are made alike a few are looked at."""
    shown.page.eval_on_selector_all(
        "ol.rows > li:nth-child(n+9), .alike a:nth-child(n+9)", "all => all.forEach(one => one.remove())"
    )
    shown.page.add_script_tag(path=axe)
    found = shown.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['impact']}: {one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]


@every_report
def test_headings_go_down_one_by_one(shown: Show, name: str) -> None:
    levels = shown(name).page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


# Without script, and on paper


@every_report
def test_everything_can_be_read_without_script(shown: Show, name: str) -> None:
    page = shown(name, java_script_enabled=False).page
    assert not page.locator("#tools").is_visible()
    if name not in ("nothing found", DEMO):
        folded = page.locator("details.group:not([open]) > summary")
        while folded.count():
            folded.first.click()
        assert page.locator(ROWS).count() == page.locator("ol.rows > li").count()
        page.locator("ol.rows > li summary").first.click()
        assert page.locator("ol.rows > li dl").first.is_visible()


def test_on_paper_there_are_no_controls_and_the_picture_is_the_wide_one(shown: Show) -> None:
    page = shown("mixed", width=360, theme="dark").page
    page.emulate_media(media="print")
    assert not page.locator("#tools").is_visible()
    assert page.locator(".picture .wide svg").first.is_visible()
    assert page.locator(".picture .narrow svg:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 33, 39)"


def test_on_paper_what_would_settle_is_unfolded_and_what_stays_folded_says_so(shown: Show) -> None:
    page = shown("no hives").page
    settle = page.locator(".settle details p").first
    folded = "getComputedStyle(document.querySelector('details.fixed > summary'), '::after').content"
    assert not settle.is_visible()
    assert page.evaluate(folded) == "none"
    page.emulate_media(media="print")
    assert settle.is_visible()
    assert page.evaluate(folded) == '"not printed here: open it before printing"'
    signs = "getComputedStyle(document.querySelector('.rows summary'), '::before').content"
    assert page.evaluate(signs) == '""'


@every_report
def test_it_prints(shown: Show, name: str) -> None:
    if name != DEMO:
        assert shown(name).page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
