"""Eleven articles on three systems, and the kernels that share a size: every answer worked out by hand."""

from datetime import UTC, datetime

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.report import Identified
from ntfp.facts.system import Claims, System
from ntfp.facts.verdict import Reason, Verdict
from ntfp.testing import kernel_image, module_image
from tests.judging.systems import KNOWN, identified, kernel_of, module_of, recorded_kernel, system_of, verdict

ADVAPI32_OF_SP5 = next(row for row in KNOWN.modules["advapi32.dll"] if row.branch is Branch.NT4 and row.packs == ("5",))


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type, misc] # year, month and so on


def hotfix(
    version: str, link: datetime, size: int, *, platform: Platform = Platform.I386, language: int = 0x409
) -> Identified:
    image = kernel_image(version=version, link=link, size=size, platform=platform, language=language)
    return identified(image, "ntoskrnl.exe")


def a(language: int = 0x409) -> System:
    """NT 4.0 SP5, i386, uniprocessor, files as released, no hives."""
    row = recorded_kernel(Branch.NT4, "5")
    assert row.link is not None
    if language == 0x409:
        return system_of(kernel_of(row), module_of(ADVAPI32_OF_SP5))
    return system_of(hotfix(str(row.version), row.link, 928_576, language=language))


def b() -> System:
    """NT 4.0 SP6a with the roll-up of July 2001, i386, with hives."""
    advapi32 = module_image("advapi32.dll", version="4.0.1381.7090", link=at(2001, 2, 13), size=248_080)
    return system_of(
        hotfix("4.0.1381.7097", at(2001, 7, 13, 2), 936_896),
        identified(advapi32, "advapi32.dll"),
        claims=Claims(pack="6a", hotfixes=frozenset({"Q246009", "Q299444"})),
    )


def c() -> System:
    """Terminal Server SP5 on an Alpha, with hives, its kernel below 33474."""
    kernel = hotfix("4.0.1381.33369", at(1999, 5, 20), 1_432_064, platform=Platform.ALPHA)
    return system_of(kernel, claims=Claims(pack="5"))


NEUTRAL = 0

CELLS = """
    Q244509  a  unfixed         release          certain
    Q244509  b  fixed           certainly-later  certain
    Q244509  c  unknown         no-row           -
    Q268835  a  unfixed         release          likely
    Q268835  b  fixed           certainly-later  certain
    Q268835  c  not-applicable  branch           certain
    Q235425  a  unfixed         pack-too-old     likely
    Q235425  b  fixed           pack             certain
    Q235425  c  unfixed         pack-too-old     likely
    Q226513  a  unfixed         pack-too-old     likely
    Q226513  b  fixed           pack             certain
    Q226513  c  unfixed         pack-too-old     likely
    Q171996  a  fixed           pack             likely
    Q171996  b  fixed           pack             certain
    Q171996  c  fixed           pack             certain
    Q266433  a  unfixed         version          certain
    Q266433  b  fixed           version          certain
    Q266433  c  unfixed         version          likely
    Q264450  a  not-applicable  window           certain
    Q264450  b  fixed           certainly-later  certain
    Q264450  c  not-applicable  branch           certain
    Q163852  a  fixed           pack             likely
    Q163852  b  fixed           pack             certain
    Q163852  c  not-applicable  platform         likely
    Q223778  a  not-applicable  language         likely
    Q223778  b  not-applicable  language         likely
    Q223778  c  not-applicable  branch           certain
    Q242472  a  unfixed         release          certain
    Q242472  b  fixed           certainly-later  certain
    Q242472  c  not-applicable  branch           certain
    Q240955  a  unfixed         release          certain
    Q240955  b  fixed           certainly-later  certain
    Q240955  c  not-applicable  branch           certain
"""
SYSTEMS = {"a": a, "b": b, "c": c}


@pytest.mark.parametrize("cell", [line.split() for line in CELLS.strip().splitlines()], ids=" ".join)
def test_the_table_of_worked_examples(cell: list[str]) -> None:
    kb, system, expected, reason, confidence = cell
    finding = verdict(kb, SYSTEMS[system]())
    assert (finding.verdict, finding.reason, finding.confidence or "-") == (expected, reason, confidence)


def test_a_problem_of_other_languages_is_unknown_where_the_language_is() -> None:
    finding = verdict("Q223778", a(language=NEUTRAL))
    assert (finding.verdict, finding.reason) == (Verdict.UNKNOWN, Reason.NO_ROW)


def test_a_problem_of_other_languages_may_be_that_of_a_korean_system() -> None:
    finding = verdict("Q223778", a(language=0x412))
    assert (finding.verdict, finding.reason) == (Verdict.UNKNOWN, Reason.FILE_ABSENT)


@pytest.mark.parametrize(
    ("platform", "link", "size"),
    [
        pytest.param(Platform.ALPHA, at(1999, 10, 25, 23), 1_376_896, id="Alpha, 1,376,896 bytes"),
        pytest.param(Platform.I386, at(1999, 10, 25, 23), 932_032, id="i386, 932,032 bytes"),
    ],
)
def test_the_kernel_of_three_days_before_has_the_same_size_and_is_another_build(
    platform: Platform, link: datetime, size: int
) -> None:
    finding = verdict("Q244509", system_of(hotfix("4.0.1381.7006", link, size, platform=platform)))
    assert (finding.verdict, finding.reason, finding.confidence) == (Verdict.UNFIXED, Reason.OTHER_BUILD, "likely")


def test_sp6_is_newer_than_the_fix_and_lacks_it() -> None:
    sp6 = system_of(kernel_of(recorded_kernel(Branch.NT4, "6")))
    assert (verdict("Q240955", sp6).verdict, verdict("Q240955", sp6).reason) == (Verdict.UNFIXED, Reason.RELEASE)
    assert verdict("Q244509", sp6).verdict is Verdict.UNFIXED
    pack = verdict("Q235425", sp6)
    assert (pack.verdict, pack.reason, pack.confidence) == (Verdict.FIXED, Reason.PACK, "likely")
