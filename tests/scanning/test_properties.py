"""Laws of a scan, held over whole systems and every article.

The order of things means nothing. A higher version never takes a fix away. And less evidence never makes anybody
surer: what is certain when something is missing was so, and the same, when it was there; what was told is not told
the other way round; what could not be told still cannot. There are three exceptions, each held to its own words below.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

import ntfp
from ntfp import judging
from ntfp.facts.build import KERNEL_NAMES, Confidence
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.report import Identified
from ntfp.facts.system import System
from ntfp.facts.verdict import Finding, Judged, Reason, Verdict
from ntfp.identifying import identify
from ntfp.scanning import systems
from ntfp.scanning.data import shipped_data
from ntfp.testing import Registry, system_tree
from tests.scanning.full_systems import ROLLUP, SP6A, SYSTEMS, FullSystem, files_of_the_rollup
from tests.scanning.test_worked_systems import b as rolled_up_system

TOLD = {Verdict.FIXED, Verdict.UNFIXED}
NAMES = [system.name for system in SYSTEMS]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, System]:
    """The six systems, as they are handed to the judge."""
    return {system.name: _read(system, tmp_path_factory.mktemp("full")) for system in SYSTEMS}


def _read(system: FullSystem, root: Path) -> System:
    data = shipped_data()
    (found,) = systems.examine(system.make(root), data.signatures, data.builds).found
    return found.system


def findings_on(system: System) -> dict[str, Finding]:
    data = shipped_data()
    return {finding.kb: finding for finding in judging.judge_all(data.signatures, system, data.history)}


# Order


@pytest.mark.parametrize("name", NAMES)
def test_it_does_not_matter_in_which_order_files_are_found(name: str, read: dict[str, System]) -> None:
    system = read[name]
    turned = replace(system, files=tuple(reversed(system.files)))
    assert findings_on(turned) == findings_on(system)


def test_it_does_not_matter_in_which_order_things_were_put_on_a_disk(tmp_path: Path) -> None:
    modules, hotfixes = list(files_of_the_rollup()), (SP6A, ROLLUP, "Q241041", "KB835732")
    for place in (False, True):
        system_tree(
            tmp_path / "disk",
            modules=reversed(modules) if place else modules,
            registry=Registry(pack=6, hotfixes=tuple(reversed(hotfixes)) if place else hotfixes),
        )
        (tmp_path / "disk").rename(tmp_path / f"disk {place}")
    one, other = (_without_place(tmp_path / f"disk {place}") for place in (False, True))
    assert one == other


def _without_place(root: Path) -> Judged:
    """What a scan says from inside the place, so that no path tells where that is."""
    here = Path.cwd()
    os.chdir(root)
    try:
        (judged,) = ntfp.scan(".").systems
    finally:
        os.chdir(here)
    return judged


# Versions

STEPS = (1, 20, 150, 300, 6800, 7000, 7200)
LATER = 40 * 86_400  # seconds: a build of a higher number was linked later


@pytest.mark.parametrize("linked_later", [True, False], ids=["linked later, too", "the number alone"])
@pytest.mark.parametrize("name", NAMES)
def test_a_higher_version_takes_no_fix_away(name: str, linked_later: bool, read: dict[str, System]) -> None:
    """From fixed to unknown it may: a number may come to lie where another line of builds has it, too."""
    system, data = read[name], shipped_data()
    taken = []
    for file in system.files:
        names = {file.facts.plain_name, *file.facts.names_inside, *(KERNEL_NAMES if file.build.kernel else ())}
        about = [record for record in data.signatures if not names.isdisjoint(record.files)]
        if file.facts.version is None or not about:
            continue
        before = {record.kb: judging.judge(record, system, data.history) for record in about}
        for number, step in enumerate(STEPS, 1):
            later = _raised(file, step, number * LATER * linked_later)
            if file.build.kernel and later.build.branch is not file.build.branch:
                break  # a number so high is Terminal Server's
            files = tuple(later if one is file else one for one in system.files)
            raised = replace(system, files=files, build=later.build if file.build.kernel else system.build)
            now = {record.kb: judging.judge(record, raised, data.history) for record in about}
            taken += [
                (kb, file.facts.name, step)
                for kb, finding in now.items()
                if (before[kb].verdict, finding.verdict) == (Verdict.FIXED, Verdict.UNFIXED)
            ]
            before = now
    assert taken == []


def _raised(file: Identified, step: int, later: int) -> Identified:
    """The file with a higher last number, linked so many seconds later."""
    versions = []
    for info in file.facts.versions:
        assert info.fixed
        version = info.fixed.file_version
        version = replace(version, revision=min(version.revision + step, 0xFFFF))
        versions.append(replace(info, fixed=replace(info.fixed, file_version=version)))
    facts = replace(file.facts, versions=tuple(versions), timestamp=file.facts.timestamp + later)
    return Identified(facts, identify(facts, shipped_data().builds))


# Less evidence

Lessening = Callable[[System], System]
_WRONG = Remark(Oddity.CHECKSUM_WRONG, "made wrong")


def no_registry(system: System) -> System:
    return replace(system, claims=None)


def no_hotfix_keys(system: System) -> System:
    """As where SOFTWARE is lost and SYSTEM still names the pack."""
    assert system.claims
    claims = replace(system.claims, hotfixes=frozenset(), uninstalls=frozenset(), complete=False)
    return replace(system, claims=claims)


def no_pack(system: System) -> System:
    assert system.claims
    return replace(system, claims=replace(system.claims, pack=None))


def without(system: System, dropped: Callable[[Identified], bool]) -> System:
    return replace(system, files=tuple(file for file in system.files if file.build.kernel or not dropped(file)))


def no_modules(system: System) -> System:
    return without(system, lambda _: True)


def no_even_names(system: System) -> System:
    return without(system, lambda file: len(file.facts.name) % 2 == 0)


def no_odd_names(system: System) -> System:
    return without(system, lambda file: len(file.facts.name) % 2 == 1)


def damaged_modules(system: System) -> System:
    return _damaged(system, lambda file: not file.build.kernel)


def damaged_kernel(system: System) -> System:
    return _damaged(system, lambda file: file.build.kernel)


def _damaged(system: System, which: Callable[[Identified], bool]) -> System:
    def damage(file: Identified) -> Identified:
        return replace(file, facts=replace(file.facts, remarks=(*file.facts.remarks, _WRONG)))

    return replace(system, files=tuple(damage(file) if which(file) else file for file in system.files))


def no_file_times(system: System) -> System:
    files = (replace(file, facts=replace(file.facts, mtime_ns=None)) for file in system.files)
    return replace(system, files=tuple(files))


LESSENINGS: tuple[Lessening, ...] = (
    no_registry,
    no_hotfix_keys,
    no_pack,
    no_modules,
    no_even_names,
    no_odd_names,
    damaged_modules,
    damaged_kernel,
    no_file_times,
)


Excepted = Callable[[Finding, Finding], bool]


def surer(more: dict[str, Finding], less: dict[str, Finding], excepted: Excepted | None = None) -> list[str]:
    """Every article of which less evidence says what more did not, in words."""
    return [
        f"{kb}: {_said(more[kb])} became {_said(finding)}"
        for kb, finding in less.items()
        if _is_surer(more[kb], finding) and not (excepted and excepted(more[kb], finding))
    ]


def _is_surer(more: Finding, less: Finding) -> bool:
    if less.confidence is Confidence.CERTAIN:
        return (more.verdict, more.confidence) != (less.verdict, less.confidence)
    return less.verdict is not Verdict.UNKNOWN and more.verdict is not less.verdict


def _said(finding: Finding) -> str:
    return f"{finding.verdict} ({finding.confidence or '-'}, {finding.reason})"


def half_of_it_is_gone(more: Finding, less: Finding) -> bool:
    """A fix of which one file is here and another one is older is not installed.

    Without the older one what is left is a file that has the fix: who takes half of a system away gets an answer about
    the other half, and it is likely.
    """
    partly = more.reason is Reason.PARTLY_INSTALLED
    return partly and less.verdict is Verdict.FIXED and less.confidence is Confidence.LIKELY


def what_spoke_against_it_is_gone(more: Finding, less: Finding) -> bool:
    """A registry's pack is certain where no file speaks against it, and one of before the pack before does.

    Who takes that one away takes the doubt away with it; what is left is the registry's word, as before.
    """
    return more.verdict is less.verdict is Verdict.FIXED and more.reason is less.reason is Reason.PACK


def without_half_of_it(more: Finding, less: Finding) -> bool:
    return half_of_it_is_gone(more, less) or what_spoke_against_it_is_gone(more, less)


def no_longer_a_packs_own(more: Finding, less: Finding) -> bool:
    """A pack's own file is told by its size and the pack's stamp, and then its link time says nothing.

    A pack may be newer than a fix and lack it. Without the stamp it is any file, and its link time speaks; that is
    likely at most.
    """
    by_link = less.reason in (Reason.LATER_LINK, Reason.EARLIER_LINK) and less.confidence is Confidence.LIKELY
    return by_link and more.verdict is Verdict.UNKNOWN


EXCEPTIONS: dict[Lessening, Excepted] = {
    no_modules: without_half_of_it,
    no_even_names: without_half_of_it,
    no_odd_names: without_half_of_it,
    no_file_times: no_longer_a_packs_own,
}


@cache
def _whole(system: System) -> dict[str, Finding]:
    return findings_on(system)


@pytest.mark.parametrize("lessen", LESSENINGS, ids=lambda lessen: lessen.__name__.replace("_", " "))
@pytest.mark.parametrize("name", NAMES)
def test_less_evidence_makes_nobody_surer(name: str, lessen: Lessening, read: dict[str, System]) -> None:
    system = read[name]
    assert surer(_whole(system), findings_on(lessen(system)), EXCEPTIONS.get(lessen)) == []


@pytest.mark.parametrize("name", NAMES)
def test_more_evidence_does(name: str, read: dict[str, System]) -> None:
    """So the law is one that can be broken."""
    system = read[name]
    assert len(surer(findings_on(no_modules(no_registry(system))), _whole(system))) > 20


@pytest.fixture(scope="module")
def rolled_up(read: dict[str, System]) -> System:
    return read["NT 4.0 SP6a with the Security Rollup"]


@settings(max_examples=12)
@given(st.data())
def test_no_choice_of_files_makes_anybody_surer_than_all_of_them(rolled_up: System, data: st.DataObject) -> None:
    names = sorted({file.facts.name for file in rolled_up.files if not file.build.kernel})
    dropped = data.draw(st.sets(st.sampled_from(names), min_size=1, max_size=len(names)))
    less = findings_on(without(rolled_up, lambda file: file.facts.name in dropped))
    assert surer(_whole(rolled_up), less, without_half_of_it) == []


# Less evidence, on a disk


def drop(*paths: str) -> Callable[[Path], None]:
    def dropped(root: Path) -> None:
        for path in paths:
            (root / path).unlink()

    return dropped


def cut(path: str) -> Callable[[Path], None]:
    """All but the first half of a file."""

    def half(root: Path) -> None:
        content = (root / path).read_bytes()
        (root / path).write_bytes(content[: len(content) // 2])

    return half


def spoil(path: str) -> Callable[[Path], None]:
    """One byte in the middle is another one."""

    def spoilt(root: Path) -> None:
        content = bytearray((root / path).read_bytes())
        content[len(content) // 2] ^= 0xFF
        (root / path).write_bytes(content)

    return spoilt


CONFIG = "WINNT/system32/config"


@pytest.mark.parametrize(
    "lessen",
    [
        pytest.param(drop(f"{CONFIG}/software", f"{CONFIG}/system"), id="no hives"),
        pytest.param(drop(f"{CONFIG}/software"), id="no SOFTWARE"),
        pytest.param(drop(f"{CONFIG}/system"), id="no SYSTEM"),
        pytest.param(cut(f"{CONFIG}/software"), id="SOFTWARE cut in half"),
        pytest.param(cut(f"{CONFIG}/system"), id="SYSTEM cut in half"),
        pytest.param(spoil(f"{CONFIG}/software"), id="one byte of SOFTWARE"),
        pytest.param(spoil(f"{CONFIG}/system"), id="one byte of SYSTEM"),
        pytest.param(drop("boot.ini"), id="no boot.ini"),
        pytest.param(drop("WINNT/system32/advapi32.dll"), id="no Advapi32"),
        pytest.param(cut("WINNT/system32/advapi32.dll"), id="Advapi32 cut in half"),
        pytest.param(spoil("WINNT/system32/advapi32.dll"), id="one byte of Advapi32"),
        pytest.param(spoil("WINNT/system32/ntoskrnl.exe"), id="one byte of the kernel"),
    ],
)
def test_what_is_lost_on_a_disk_makes_nobody_surer(tmp_path: Path, lessen: Callable[[Path], None]) -> None:
    rolled_up_system(tmp_path / "whole")
    shutil.copytree(tmp_path / "whole", tmp_path / "less")
    lessen(tmp_path / "less")
    more, less = (_by_kb(ntfp.scan(tmp_path / place).systems) for place in ("whole", "less"))
    assert surer(more, less) == []


def _by_kb(found: Iterable[Judged]) -> dict[str, Finding]:
    (judged,) = found
    return {finding.kb: finding for finding in judged.findings}
