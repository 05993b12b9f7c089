"""docs/reasons.md tells every reason: run it with NTFP_WRITE_DOCS=1 when an example says something else.

Each example is a system anybody can make, and an article asked of it: what stands below a reason on the page is
what was found.
"""

import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import ntfp
from ntfp.facts.verdict import Finding, Reason, Verdict
from ntfp.reports.words import reason_in_words
from ntfp.testing import Registry, kernel_image, module_image, system_tree
from tests.cli.running import ntfp as command

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reasons.md"
SECTION = re.compile(r"^### `([a-z-]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
EXAMPLES = re.compile(r"^> .*\n(?:>.*\n)*", re.MULTILINE)
FIXED, UNFIXED, UNKNOWN, NOT_APPLICABLE = Verdict


def demo(*options: str) -> Callable[[Path], object]:
    """One that `ntfp demo` makes."""

    def make(place: Path) -> None:
        assert command("demo", "--keep", place, *options).returncode == 0

    return make


def without_hives(*options: str) -> Callable[[Path], object]:
    def make(place: Path) -> None:
        demo(*options)(place)
        shutil.rmtree(place / "WINNT" / "system32" / "config")

    return make


def damaged(place: Path) -> None:
    without_hives("--pack", "5")(place)
    kernel = place / "WINNT" / "system32" / "ntoskrnl.exe"
    image = bytearray(kernel.read_bytes())
    image[len(image) // 2] ^= 0xFF
    kernel.write_bytes(image)


def of_kernel(
    version: str,
    link: datetime,
    size: int | None = None,
    registry: Registry | None = None,
    *,
    with_version: bool = True,
) -> Callable[[Path], object]:
    image = kernel_image(version=version, link=link, size=size, with_version=with_version)
    return lambda place: system_tree(place, kernel=image, registry=registry)


def with_file(name: str, version: str, link: datetime) -> Callable[[Path], object]:
    image = module_image(name, version=version, link=link, size=236_000)
    return lambda place: system_tree(place, files={f"system32/drivers/{name}": image})


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


_ROLLED_UP = Registry(pack=6, hotfixes=("Q246009", "Q299444"))
# By the words the page has for them.
SYSTEMS: dict[str, Callable[[Path], object]] = {
    "`ntfp demo`": demo(),
    "`ntfp demo --pack 5`": demo("--pack", "5"),
    "`ntfp demo --pack 3 --platform alpha`": demo("--pack", "3", "--platform", "alpha"),
    "`ntfp demo --pack 5 --edition tse`": demo("--pack", "5", "--edition", "tse"),
    "`ntfp demo --pack 5 --edition tse`, its hives taken away": without_hives("--pack", "5", "--edition", "tse"),
    "`ntfp demo`, its hives taken away": without_hives(),
    "`ntfp demo --pack 5`, its hives taken away and one byte of its kernel changed": damaged,
    "the kernel 4.0.1381.7002 of 25 October 1999": of_kernel("4.0.1381.7002", on(1999, 10, 25), 932_032),
    "the kernel 4.0.1381.7097, the roll-up Q299444 in the registry": of_kernel(
        "4.0.1381.7097", on(2001, 7, 13), 936_896, _ROLLED_UP
    ),
    "the kernel 4.0.1381.7001, linked in 2001": of_kernel("4.0.1381.7001", on(2001, 1, 15)),
    "a kernel 4.0.1381.7080 of another size": of_kernel("4.0.1381.7080", on(2000, 7, 6), 936_000),
    "SP6's kernel under a registry that names SP3": lambda place: system_tree(place, registry=Registry(pack=3)),
    "a kernel without a version that nobody recorded": of_kernel("4.0.1381.1", on(1998, 1, 15), with_version=False),
    "NT 4.0 with a Srv.sys of Windows 2000": with_file("srv.sys", "5.0.2195.1600", on(2000, 5, 1)),
    "a Windows 2000 kernel 5.0.2195.2780, linked in April 2000": of_kernel("5.0.2195.2780", on(2000, 4, 1)),
}
DEMO, PACK_5, ALPHA_3, TSE, TSE_BARE, BARE, DAMAGED, *_OTHERS = SYSTEMS
OCTOBER, ROLLED_UP, LATE_7001, LIKE_7080, SP3_SAID, BLANK, FOREIGN, W2K = _OTHERS
SHOWN: dict[Reason, tuple[tuple[str, str, Verdict], ...]] = {
    Reason.RELEASE: ((PACK_5, "Q138853", FIXED), (PACK_5, "Q244509", UNFIXED)),
    Reason.VERSION: ((ROLLED_UP, "Q266433", FIXED), (PACK_5, "Q266433", UNFIXED)),
    Reason.VERY_FILE: ((OCTOBER, "Q247886", FIXED),),
    Reason.CERTAINLY_LATER: ((ROLLED_UP, "Q247886", FIXED),),
    Reason.CERTAINLY_EARLIER: ((ALPHA_3, "Q240955", UNFIXED),),
    Reason.LATER_LINK: ((ROLLED_UP, "Q294345", FIXED),),
    Reason.OTHER_BUILD: ((OCTOBER, "Q244509", UNFIXED),),
    Reason.EARLIER_LINK: ((DEMO, "Q238185", UNFIXED),),
    Reason.PARTLY_INSTALLED: ((TSE, "Q250439", UNFIXED),),
    Reason.PACK: ((DEMO, "Q235425", FIXED), (BARE, "Q235425", FIXED)),
    Reason.PACK_TOO_OLD: ((PACK_5, "Q235425", UNFIXED),),
    Reason.CONTENTS: ((DEMO, "Q299444", UNFIXED),),
    Reason.INSTALLED: ((ROLLED_UP, "Q252463", FIXED),),
    Reason.BRANCH: ((TSE, "Q268835", NOT_APPLICABLE),),
    Reason.PLATFORM: ((ALPHA_3, "Q163852", NOT_APPLICABLE),),
    Reason.WINDOW: ((PACK_5, "Q270420", NOT_APPLICABLE),),
    Reason.LANGUAGE: ((DEMO, "Q223778", NOT_APPLICABLE),),
    Reason.BRANCH_UNKNOWN: ((BLANK, "Q244509", UNKNOWN),),
    Reason.NO_ROW: ((TSE, "Q244509", UNKNOWN),),
    Reason.FILE_ABSENT: ((PACK_5, "Q167029", UNKNOWN),),
    Reason.FILE_DAMAGED: ((DAMAGED, "Q171996", UNKNOWN),),
    Reason.RELEASE_WITHOUT_CLAIM: ((PACK_5, "Q243404", UNKNOWN),),
    Reason.SAME_VERSION: ((LIKE_7080, "Q266433", UNKNOWN),),
    Reason.SAME_SIZE_OTHER_DATE: ((DEMO, "Q245605", UNKNOWN),),
    Reason.DATE_IN_DOUBT: ((DEMO, "Q243468", UNKNOWN),),
    Reason.NO_COMMON_ATTRIBUTE: ((DEMO, "Q240106", UNKNOWN),),
    Reason.UNRECORDED_RELEASE: ((DEMO, "Q241672", UNKNOWN),),
    Reason.NUMBERS_CROSS: ((W2K, "Q266433", UNKNOWN),),
    Reason.EVIDENCE_DISAGREES: ((LATE_7001, "Q266433", UNKNOWN),),
    Reason.OTHER_BRANCH: ((FOREIGN, "Q248230", UNKNOWN),),
    Reason.PACK_RANGE: ((TSE_BARE, "Q226513", UNKNOWN),),
    Reason.PACK_UNNUMBERED: ((PACK_5, "Q134404", UNKNOWN),),
    Reason.NO_CLAIM: ((DEMO, "Q126401", UNKNOWN),),
    Reason.CLAIMS_DISAGREE: ((DEMO, "Q190834", UNKNOWN),),
    Reason.HOTFIX_ONLY: ((BARE, "Q281541", UNKNOWN),),
    Reason.ROLLUP_UNLISTED: ((ROLLED_UP, "Q252302", UNKNOWN),),
    Reason.REGISTRY_DISAGREES: ((SP3_SAID, "Q219392", UNKNOWN),),
}
# Not on any system that was made: the judge's own tests have them, by articles that are made up, too.
WITHOUT_EXAMPLE = {Reason.FLAVOUR_UNKNOWN, Reason.VARIANT_UNKNOWN}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Finding]:
    """What is found about an article on one of the systems, each made once."""

    @cache
    def place(name: str) -> Path:
        made = tmp_path_factory.mktemp("system")
        SYSTEMS[name](made)
        return made

    @cache
    def asked(name: str) -> dict[str, Finding]:
        kbs = {kb for shown in SHOWN.values() for system, kb, _ in shown if system == name}
        (system,) = ntfp.scan(place(name), signatures=[one for one in ntfp.signatures() if one.kb in kbs]).systems
        return {finding.kb: finding for finding in system.findings}

    return lambda name, kb: asked(name)[kb]


def told(finding: Finding, system: str) -> str:
    """One example, as the page has it."""
    own = [one for one in finding.evidence if one.vote is finding.verdict and one.step.value == finding.reason.value]
    piece = own[0] if own else finding.decisive
    sure = f", {finding.confidence}" if finding.confidence else ""
    verdict = finding.verdict.replace("-", " ")
    because = f" *{piece.because}*." if piece else ""
    settle = f" To settle: {finding.settle}." if finding.settle else ""
    return f"> {finding.kb} on {system}: **{verdict}{sure}**.{because}{settle}\n"


def sections() -> dict[str, str]:
    return dict(SECTION.findall(PAGE.read_text("utf-8")))


def test_the_page_tells_every_reason_and_no_other() -> None:
    names = [name for name, _ in SECTION.findall(PAGE.read_text("utf-8"))]
    assert sorted(names) == sorted(Reason)


def test_every_reason_has_an_example_but_two() -> None:
    assert SHOWN.keys() | WITHOUT_EXAMPLE == set(Reason)
    assert not SHOWN.keys() & WITHOUT_EXAMPLE


@pytest.mark.parametrize("reason", SHOWN)
def test_an_example_is_what_is_found(reason: Reason, found: Callable[[str, str], Finding]) -> None:
    findings = [(found(system, kb), system, verdict) for system, kb, verdict in SHOWN[reason]]
    assert [(one.reason, one.verdict) for one, _, _ in findings] == [(reason, verdict) for *_, verdict in findings]
    said = ">\n".join(told(one, system) for one, system, _ in findings)
    if os.environ.get("NTFP_WRITE_DOCS") == "1":
        section = sections()[reason]
        page = PAGE.read_text("utf-8").replace(section, EXAMPLES.sub(lambda _: said, section, count=1))
        PAGE.write_text(page, "utf-8")
    assert EXAMPLES.findall(sections()[reason]) == [said], (
        "run it again with NTFP_WRITE_DOCS=1, and read what has changed"
    )


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_stands_beside_the_words_that_people_read(reason: Reason) -> None:
    verdicts = {verdict for _, _, verdict in SHOWN.get(reason, ())} or {UNKNOWN}
    words = {reason_in_words(Finding(kb="Q1", title="", verdict=verdict, reason=reason)) for verdict in verdicts}
    (line,) = re.findall(r"^In the table: (.*)$", sections()[reason], re.MULTILINE)
    assert set(re.findall(r'"([^"]+)"', line)) == words
    assert all(verdict.replace("-", " ") in line for verdict in verdicts)


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_says_what_settles_it(reason: Reason) -> None:
    assert re.search(r"^\*\*What settles it:\*\* .+\.$", sections()[reason], re.MULTILINE)
