import re

from ntfp.reports.drawing import drawn, styles
from tests.reports.drawing.lanes import read, shipped_lanes
from tests.reports.findings import SYSTEM

WITHOUT_RULES = {"timeline", "wide", "narrow", "lane", "event", "plain", "silent", "said", "heading"}


def test_every_colour_is_first_said_plainly_for_readers_without_custom_properties() -> None:
    rules = styles().partition("@media")[0]
    named = re.findall(r"(fill|stroke):(#\w+);\1:var\(--timeline-(\w+),(#\w+)\)", rules)
    assert len(named) == rules.count("var(") > 20
    assert all(plain == fallback for _, plain, _, fallback in named)


def test_in_the_dark_every_colour_has_another() -> None:
    used = set(re.findall(r"var\((--timeline-\w+)", styles()))
    _, dark, contrast = styles().split("@media")
    assert set(re.findall(r"(--timeline-\w+):", dark)) == used
    assert set(re.findall(r"(--timeline-\w+):", contrast)) == used


def test_nothing_of_a_page_is_styled_but_the_drawing() -> None:
    rules = [rule for rule in styles().splitlines() if not rule.startswith("@media")]
    for rule in rules:
        assert all(selector.startswith(".timeline") for selector in rule.partition("{")[0].split(","))


def test_every_class_has_a_rule() -> None:
    drawing = read(drawn(shipped_lanes(), [SYSTEM]))
    used = {kind for element in drawing.iter() for kind in (element.get("class") or "").split()}
    styled = set(re.findall(r"\.([a-z][\w-]*)", styles()))
    assert used - styled <= WITHOUT_RULES
