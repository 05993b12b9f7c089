"""Flaws as text: a line each, what to do once a check, and how many; nothing in it steers a terminal."""

import json

import pytest

from ntfp.facts.flaw import Flaw
from ntfp.reports.flaws import flaws_json, flaws_table
from ntfp.reports.text import Screen

ADVICE = {"size-padding": "Compare the size.", "row-twice": "Look into the article.", "order": "Put them in order."}
SIZE = Flaw(
    check="size-padding",
    place="q100/q100002.toml",
    key="tables[0].rows[0].size",
    kb="Q100002",
    line=60,
    problem="expected a multiple of 4, found 166,110",
)
TWICE = Flaw(check="row-twice", place="q100/q100001.toml", kb="Q100001", problem="expected it once", known="printed so")


def table(*flaws: Flaw, known: bool = False, width: int = 100, unicode: bool = True) -> list[str]:
    screen = Screen(width=width, unicode=unicode)
    return "".join(flaws_table(flaws, ADVICE, screen, known=known)).splitlines()


def test_a_line_each_then_what_to_do_then_how_many() -> None:
    assert table(SIZE, TWICE) == [
        "q100/q100002.toml: tables[0].rows[0].size (line 60): expected a multiple of 4, found 166,110",
        "    [size-padding]",
        "",
        "size-padding (1): Compare the size.",
        "",
        "1 flaw in 1 file; 1 known to be the articles' own, --known tells them",
    ]


def test_known_ones_are_told_with_the_reason_where_they_are_asked_for() -> None:
    assert table(SIZE, TWICE, known=True)[:3] == [
        "q100/q100001.toml: expected it once [row-twice]",
        "    known: printed so",
        "",
    ]
    assert table(SIZE, TWICE, known=True)[-1] == "1 flaw in 1 file; 1 known to be the articles' own"


@pytest.mark.parametrize(
    ("flaws", "said"),
    [
        pytest.param((), "no flaw", id="none"),
        pytest.param((TWICE,), "no flaw; 1 known to be the articles' own, --known tells them", id="known ones alone"),
    ],
)
def test_nothing_wrong_is_one_line(flaws: tuple[Flaw, ...], said: str) -> None:
    assert table(*flaws) == [said]


def test_a_narrow_screen_folds_and_never_cuts() -> None:
    lines = table(SIZE, width=60)
    assert max(map(len, lines)) <= 60
    assert "expected a multiple of 4, found 166,110" in " ".join(" ".join(lines).split())


def test_nothing_in_a_flaw_steers_a_terminal() -> None:
    evil = Flaw(check="schema", place="\x1b[31m.toml", problem="found \x07", known=None)
    assert table(evil)[0] == r"\x1b[31m.toml: found \x07 [schema]"
    assert table(Flaw(check="schema", place="ä.toml", problem="x"), unicode=False)[0] == r"\xe4.toml: x [schema]"


def test_for_programs_one_document() -> None:
    document = json.loads("".join(flaws_json((SIZE, TWICE), ADVICE)))
    assert document["schema"] == 1
    assert document["kind"] == "lint"
    assert [flaw["check"] for flaw in document["flaws"]] == ["size-padding", "row-twice"]
    assert document["flaws"][0] == {
        "check": "size-padding",
        "place": "q100/q100002.toml",
        "key": "tables[0].rows[0].size",
        "kb": "Q100002",
        "line": 60,
        "problem": "expected a multiple of 4, found 166,110",
        "known": None,
    }
    assert document["checks"][0] == {"check": "size-padding", "advice": "Compare the size.", "flaws": 1}
    assert document["summary"] == {"flaws": 1, "known": 1}


def test_a_document_of_nothing() -> None:
    assert json.loads("".join(flaws_json((), ADVICE)))["summary"] == {"flaws": 0, "known": 0}
