"""Six whole systems: how much of what applies to them can be told, and that none of it is told wrongly.

`full_systems.toml` holds the figures; a share may only rise. Where a change of them is meant, `NTFP_WRITE_DOCS=1`
before pytest writes them anew, but no share that has fallen: that is for somebody's own hand.
"""

import os
import sys
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

import ntfp
from ntfp import database
from ntfp.facts.verdict import Judged, Verdict
from tests.scanning.full_systems import SYSTEMS, FullSystem
from tests.scanning.oracle import objections

FIGURES = Path(__file__).with_name("full_systems.toml")
HEAD = """\
# Made by tests/scanning/test_full_systems.py, which says how it is written anew. Of each system: how many of the
# fixes that apply are decided, and every verdict.
"""

# What the oracle objects to, and why the verdict stands all the same. Each was read in its article.
STANDING = {
    "NT 4.0 SP6a with the Security Rollup": {
        # Line 80 and the keyword say SP6; the bullets name SP6a, and the files are of January 2000.
        "Q252371": "unfixed: claimed for SP6",
    },
}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """Every system, made and scanned once."""
    found = {}
    for system in SYSTEMS:
        report = ntfp.scan(system.make(tmp_path_factory.mktemp("full")))
        assert report.skipped == ()
        (found[system.name],) = report.systems
    return found


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_it_is_the_system_it_was_made_to_be(system: FullSystem, scanned: dict[str, Judged]) -> None:
    judged = scanned[system.name]
    assert (judged.build.branch, judged.build.platform) == (system.branch, system.platform)
    assert judged.claims is not None
    assert (judged.claims.pack, judged.claims.hotfixes) == (system.pack, system.installed)
    assert judged.claims.complete
    assert (judged.claims.remarks, judged.damaged, judged.remarks) == ((), (), ())


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_no_verdict_on_it_is_one_that_the_records_rule_out(system: FullSystem, scanned: dict[str, Judged]) -> None:
    found = objections(system.made, database.shipped().signatures, scanned[system.name].findings)
    assert found == STANDING.get(system.name, {})


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_the_oracle_would_object_to_the_opposite(system: FullSystem, scanned: dict[str, Judged]) -> None:
    """Nearly every fixed and unfixed one: what the oracle lets pass has no claim about a pack."""
    findings = [finding for finding in scanned[system.name].findings if finding.verdict in _OPPOSITE]
    turned = [replace(finding, verdict=_OPPOSITE[finding.verdict]) for finding in findings]
    found = objections(system.made, database.shipped().signatures, turned)
    assert len(found) >= 0.75 * len(findings)


_OPPOSITE = {Verdict.FIXED: Verdict.UNFIXED, Verdict.UNFIXED: Verdict.FIXED}


def test_the_share_of_what_is_decided_may_only_rise(scanned: dict[str, Judged]) -> None:
    figures = {name: _figures(judged) for name, judged in scanned.items()}
    for name, now in figures.items():
        sys.stdout.write(f"{name}: {now['decided']:,} of {now['applicable']:,} decided, {_share(now)}\n")
    held = msgspec.toml.decode(FIGURES.read_bytes(), type=dict[str, dict[str, int]]) if FIGURES.exists() else {}
    fallen = {
        name: f"{now['decided']:,} of {now['applicable']:,}, and it was {was['decided']:,} of {was['applicable']:,}"
        for name, now in figures.items()
        if (was := held.get(name)) and now["decided"] * was["applicable"] < was["decided"] * now["applicable"]
    }
    assert fallen == {}
    if os.environ.get("NTFP_WRITE_DOCS") == "1":
        FIGURES.write_text(_written(figures), "utf-8")
    assert FIGURES.read_text("utf-8") == _written(figures), (
        "run it again with NTFP_WRITE_DOCS=1, and commit the figures"
    )


def _figures(judged: Judged) -> dict[str, int]:
    summary = judged.summary
    return {
        "decided": summary.decided,
        "applicable": summary.applicable,
        "fixed": summary.fixed,
        "unfixed": summary.unfixed,
        "unknown": summary.unknown,
        "not-applicable": summary.not_applicable,
    }


def _share(figures: dict[str, int]) -> str:
    return f"{figures['decided'] / figures['applicable']:.1%}"


def _written(figures: dict[str, dict[str, int]]) -> str:
    """As TOML, with each share beside its figures for who reads them."""
    parts = [
        f'\n["{name}"]  # {_share(each)}\n' + "".join(f"{key} = {count}\n" for key, count in each.items())
        for name, each in figures.items()
    ]
    return HEAD + "".join(parts)
