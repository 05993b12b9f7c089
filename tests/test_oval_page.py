"""docs/oval.md tells what the definitions say of six whole systems: run it with NTFP_WRITE_DOCS=1 when they changed."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

import ntfp
from ntfp.facts.check import LeftOut
from ntfp.facts.verdict import Verdict
from ntfp.reports.exporting.oval import as_oval
from ntfp.scanning.checks import checks_of
from ntfp.scanning.data import shipped_data
from ntfp.scanning.systems import examine
from tests.reports.exporting.oval_machine import Machine, Oval
from tests.scanning.full_systems import SYSTEMS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "oval.md"
ANSWERS = {True: "missing", False: "not missing", None: "unknown"}
VERDICTS = (Verdict.FIXED, Verdict.UNFIXED, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)
# What no definition may say beside a verdict of ntfp.
CONTRARY = {("not missing", Verdict.UNFIXED), ("missing", Verdict.FIXED)}


def counts(tmp_path: Path) -> dict[str, Counter[tuple[str, Verdict]]]:
    """Of each system: how often which answer stands beside which verdict."""
    data = shipped_data()
    oval = Oval("".join(as_oval(checks_of(data), "1.0")))
    found = {}
    for number, made in enumerate(SYSTEMS):
        root = made.make(tmp_path / str(number))
        (judged,) = ntfp.scan(root).systems
        (examined,) = examine(root, data.signatures, data.builds).found
        asking = oval.on(Machine.of(examined.system, data.history.lines[made.branch]))
        answers = {kb: ANSWERS[asking.answer(identifier)] for kb, identifier in oval.patches.items()}
        found[made.name] = Counter((answers[one.kb], one.verdict) for one in judged.findings if one.kb in answers)
    return found


def held(pattern: str, content: str) -> None:
    text = PAGE.read_text("utf-8")
    written = re.sub(rf"(<!-- {pattern} -->\n).*(<!-- /{pattern} -->)", rf"\1\n{content}\n\n\2", text, flags=re.DOTALL)
    if os.environ.get("NTFP_WRITE_DOCS") == "1":
        PAGE.write_text(written, "utf-8")
    assert PAGE.read_text("utf-8") == written, "run it again with NTFP_WRITE_DOCS=1, and read what has changed"


def test_the_page_tells_what_they_say_of_six_systems_and_none_says_the_contrary_of_ntfp(tmp_path: Path) -> None:
    found = counts(tmp_path)
    assert {name: count[pair] for name, count in found.items() for pair in CONTRARY if count[pair]} == {}
    lines = ["| system | answer | " + " | ".join(VERDICTS) + " |", "|---|---|" + "---:|" * len(VERDICTS)]
    for name, count in found.items():
        for answer in ANSWERS.values():
            cells = " | ".join(f"{count[answer, verdict]:,}" for verdict in VERDICTS)
            lines.append(f"| {name} | {answer} | {cells} |")
    held("systems", "\n".join(lines))


@pytest.mark.parametrize("reason", LeftOut)
def test_the_page_tells_what_is_left_out(reason: LeftOut) -> None:
    count = sum(one is reason for one in checks_of(shipped_data()).left_out.values())
    assert f"| `{reason}` | {count} |" in PAGE.read_text("utf-8")


def test_the_page_tells_how_many_there_are() -> None:
    assert f"{len(checks_of(shipped_data()).checks):,} definitions" in PAGE.read_text("utf-8")
