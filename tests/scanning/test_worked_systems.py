"""The worked examples as systems on disk, with real hives: every cell of the judge's own table, through a scan."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import ntfp
from ntfp.facts.build import Branch, Flavour, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.facts.verdict import Finding, Judged
from ntfp.facts.version import FileVersion
from ntfp.testing import Registry, system_tree
from tests.judging.systems import recorded_kernel
from tests.judging.test_worked_examples import ADVAPI32_OF_SP5, CELLS


def _built(
    file: str, version: str, link: datetime, size: int, platform: Platform = Platform.I386, branch: Branch = Branch.NT4
) -> KnownBuild:
    return KnownBuild(
        file=file,
        branch=branch,
        platform=platform,
        source="made up",
        version=FileVersion.parse(version),
        flavour=Flavour.UP,
        link=link,
        size=size,
    )


def a(root: Path) -> Path:
    """NT 4.0 SP5, i386, uniprocessor, files as released, no hives."""
    return system_tree(root, kernel=recorded_kernel(Branch.NT4, "5"), modules=[ADVAPI32_OF_SP5])


def b(root: Path) -> Path:
    """NT 4.0 SP6a with the roll-up of July 2001, i386, with hives."""
    return system_tree(
        root,
        kernel=_built("ntoskrnl.exe", "4.0.1381.7097", datetime(2001, 7, 13, 2, tzinfo=UTC), 936_896),
        modules=[_built("advapi32.dll", "4.0.1381.7090", datetime(2001, 2, 13, tzinfo=UTC), 248_080)],
        stamp=datetime(2001, 7, 16, tzinfo=UTC),
        registry=Registry(pack=6, hotfixes=("Q246009", "Q299444")),
    )


def c(root: Path) -> Path:
    """Terminal Server SP5 on an Alpha, with hives, its kernel below 33474."""
    link = datetime(1999, 5, 20, tzinfo=UTC)
    kernel = _built("ntoskrnl.exe", "4.0.1381.33369", link, 1_432_064, Platform.ALPHA, Branch.NT4_TSE)
    return system_tree(root, kernel=kernel, stamp=link, registry=Registry(pack=5, suites=("Terminal Server",)))


MAKERS: dict[str, Callable[[Path], Path]] = {"a": a, "b": b, "c": c}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Judged]:
    """The three systems, as a scan of a whole volume finds them."""
    found = {}
    for name, make in MAKERS.items():
        (found[name],) = ntfp.scan(make(tmp_path_factory.mktemp(name))).systems
    return found


def finding(judged: Judged, kb: str) -> Finding:
    (found,) = [finding for finding in judged.findings if finding.kb == kb]
    return found


@pytest.mark.parametrize("cell", [line.split() for line in CELLS.strip().splitlines()], ids=" ".join)
def test_a_scan_says_what_was_worked_out_by_hand(cell: list[str], scanned: dict[str, Judged]) -> None:
    kb, system, expected, reason, confidence = cell
    found = finding(scanned[system], kb)
    assert (found.verdict, found.reason, found.confidence or "-") == (expected, reason, confidence)


@pytest.mark.parametrize(
    ("system", "pack", "hotfixes"),
    [
        pytest.param("b", "6a", {"Q246009", "Q299444"}, id="SP6a is SP6 and a hotfix key"),
        pytest.param("c", "5", set(), id="Terminal Server"),
    ],
)
def test_the_hives_are_gone_by(system: str, pack: str, hotfixes: set[str], scanned: dict[str, Judged]) -> None:
    claims = scanned[system].claims
    assert claims is not None
    assert (claims.pack, claims.complete) == (pack, True)
    assert claims.hotfixes == hotfixes
    assert [Path(hive).name for hive in claims.hives] == ["software", "system"]


def test_without_hives_there_are_no_claims(scanned: dict[str, Judged]) -> None:
    assert scanned["a"].claims is None
