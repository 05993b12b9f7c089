import pytest
from msgspec.structs import replace

from ntfp.facts.build import Branch, Confidence
from ntfp.facts.change import FactChange, Kind, Pairing
from ntfp.facts.platform import Platform
from ntfp.facts.report import Skipped
from ntfp.facts.system import Claims
from ntfp.facts.verdict import Basis, Damaged, Finding, Judged, Reason, Report, Rollup, Verdict
from ntfp.facts.version import FileVersion
from ntfp.scanning.comparing import compare
from tests.reports.findings import (
    ALL_AROUND,
    DISAGREES,
    EVERYTHING,
    FINDINGS,
    FIXED,
    HALF,
    KERNEL,
    REPORT,
    SYSTEM,
    UNFIXED,
    UNKNOWN,
    judged,
)


def scan(*systems: Judged) -> Report:
    return Report(systems=systems)


def at(root: str, system: Judged = SYSTEM) -> Judged:
    """The same system at another place, with all its paths."""
    moved = [
        replace(one, evidence=tuple(replace(piece, path=elsewhere(piece.path, root)) for piece in one.evidence))
        for one in system.findings
    ]
    return replace(system, root=root, kernel=elsewhere(system.kernel, root) or "", findings=tuple(moved))


def elsewhere(path: str | None, root: str) -> str | None:
    return path and path.replace("WINNT", root, 1)


def with_build(branch: Branch = Branch.NT4, platform: Platform = Platform.I386, root: str = "WINNT") -> Judged:
    return replace(SYSTEM, root=root, build=replace(KERNEL.build, branch=branch, platform=platform))


def facts(old: Judged, new: Judged) -> tuple[FactChange, ...]:
    (system,) = compare(scan(old), scan(new)).systems
    return system.facts


def changes(old: tuple[Finding, ...], new: tuple[Finding, ...]) -> list[tuple[Kind, str]]:
    (system,) = compare(scan(judged(*old)), scan(judged(*new))).systems
    return [(change.kind, change.kb) for change in system.findings]


# Nothing differs


@pytest.mark.parametrize(
    "report",
    [Report(systems=()), REPORT, EVERYTHING, scan(SYSTEM, ALL_AROUND, SYSTEM)],
    ids=["nothing", "one", "everything", "one place thrice"],
)
def test_a_scan_is_the_same_as_itself(report: Report) -> None:
    found = compare(report, report)
    assert not found.differs
    assert [system.same for system in found.systems] == [len(system.findings) for system in report.systems]


def test_the_same_disk_at_another_place_is_the_same() -> None:
    """The trap of evidence, which names files by where they lie."""
    damaged = Damaged("WINNT/system32/a.dll", "cut")
    old = replace(SYSTEM, damaged=(damaged,), claims=Claims(remarks=("WINNT/system32/config/software: dirty",)))
    new = replace(
        at("/mnt/d/NT", old),
        damaged=(replace(damaged, path="/mnt/d/NT/system32/a.dll"),),
        claims=Claims(remarks=("/mnt/d/NT/system32/config/software: dirty",)),
    )
    skipped = Skipped("WINNT/system32/b.dll", "cut")
    found = compare(
        Report(systems=(old,), skipped=(skipped,)),
        Report(systems=(new,), skipped=(replace(skipped, path="/mnt/d/NT/system32/b.dll"),)),
    )
    assert [system.paired for system in found.systems] == [Pairing.ONLY_ONE]
    assert not found.differs


def test_a_place_that_only_begins_alike_is_another() -> None:
    """The trap: WINNT.OLD is not below WINNT."""
    other = replace(SYSTEM, damaged=(Damaged("WINNT.OLD/a.dll", "cut"),))
    found = compare(scan(other), scan(replace(SYSTEM, damaged=(Damaged("WINNT/.OLD/a.dll", "cut"),))))
    assert found.differs


def test_other_words_for_the_same_are_no_change() -> None:
    piece = replace(UNFIXED.evidence[0], because="put better by a later version", tried=())
    assert changes((UNFIXED,), (replace(UNFIXED, title="corrected", evidence=(piece,), settle="other words"),)) == []


def test_other_data_alone_make_no_difference_and_are_told() -> None:
    old, new = (replace(REPORT, basis=(Basis("shipped", digit * 64, 3272, ships=True),)) for digit in "ab")
    found = compare(old, new)
    assert (found.other_data, found.differs) == (True, False)
    assert (found.old_basis, found.new_basis) == (old.basis, new.basis)


def test_the_same_data_at_another_place_are_the_same() -> None:
    old, new = (replace(REPORT, basis=(Basis(label, "a" * 64, 9, ships=False),)) for label in ("mine", "/srv/mine"))
    assert not compare(old, new).other_data


# Which system is which


@pytest.mark.parametrize(
    ("old", "new", "paired"),
    [
        pytest.param([at("C"), at("D")], [at("D"), at("C")], [("D", "D", "root"), ("C", "C", "root")], id="by place"),
        pytest.param([at("C")], [at("D")], [("C", "D", "only-one")], id="one each"),
        pytest.param(
            [with_build(Branch.NT351)],
            [with_build(Branch.WIN2000, root="D")],
            [("WINNT", "D", "only-one")],
            id="one each, upgraded",
        ),
        pytest.param(
            [with_build(root="C"), with_build(Branch.NT351, root="D")],
            [with_build(Branch.NT351, root="X"), with_build(root="Y")],
            [("D", "X", "windows"), ("C", "Y", "windows")],
            id="by branch",
        ),
        pytest.param(
            [with_build(root="C"), with_build(platform=Platform.ALPHA, root="D")],
            [with_build(platform=Platform.ALPHA, root="X"), with_build(Branch.NT31, root="Y")],
            [("D", "X", "windows")],
            id="by platform, and one is left",
        ),
        pytest.param([at("C"), at("D")], [at("X"), at("D")], [("D", "D", "root"), ("C", "X", "windows")], id="both"),
        pytest.param([at("C"), at("D")], [at("X"), at("Y")], [], id="two that could be either"),
        pytest.param([at("C"), at("D")], [at("X")], [], id="one that could be of two"),
        pytest.param([], [at("X")], [], id="none before"),
    ],
)
def test_which_system_is_which(old: list[Judged], new: list[Judged], paired: list[tuple[str, str, str]]) -> None:
    found = compare(scan(*old), scan(*new))
    assert {(one.old_root, one.new_root, str(one.paired)) for one in found.systems} == set(paired)
    assert set(found.gone_systems) == {one.root for one in old} - {one for one, _, _ in paired}
    assert set(found.new_systems) == {one.root for one in new} - {other for _, other, _ in paired}


@pytest.mark.parametrize(
    ("old", "new", "paired", "gone", "come"),
    [
        pytest.param([SYSTEM, SYSTEM], [SYSTEM], 1, ("WINNT",), (), id="twice before"),
        pytest.param([SYSTEM], [SYSTEM, ALL_AROUND], 1, (), ("WINNT",), id="twice now"),
        pytest.param([SYSTEM, at("D")], [SYSTEM, SYSTEM], 1, (), (), id="and another of this Windows"),
        pytest.param([], [SYSTEM, SYSTEM], 0, (), ("WINNT", "WINNT"), id="none before"),
    ],
)
def test_no_system_of_a_place_is_dropped(
    old: list[Judged], new: list[Judged], paired: int, gone: tuple[str, ...], come: tuple[str, ...]
) -> None:
    """The trap of a report that lists a place twice."""
    found = compare(scan(*old), scan(*new))
    assert len([one for one in found.systems if one.paired is Pairing.ROOT]) == paired
    assert (found.gone_systems, found.new_systems) == (gone, come)


def test_a_system_without_a_partner_is_a_difference() -> None:
    found = compare(scan(with_build(root="C"), with_build(Branch.NT31, root="D")), scan(with_build(root="E")))
    assert (found.new_systems, found.gone_systems, found.differs) == ((), ("D",), True)


# What changed about an article


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        pytest.param(UNFIXED, replace(UNFIXED, verdict=Verdict.FIXED), [Kind.VERDICT], id="verdict"),
        pytest.param(UNFIXED, replace(UNFIXED, reason=Reason.VERSION), [Kind.REASON], id="reason"),
        pytest.param(UNFIXED, replace(UNFIXED, confidence=Confidence.LIKELY), [Kind.REASON], id="confidence"),
        pytest.param(UNFIXED, replace(UNFIXED, evidence=()), [Kind.EVIDENCE], id="evidence"),
        pytest.param(
            UNFIXED,
            replace(UNFIXED, evidence=(replace(UNFIXED.evidence[0], found="another"),)),
            [Kind.EVIDENCE],
            id="another file",
        ),
        pytest.param(UNFIXED, UNFIXED, [], id="nothing"),
    ],
)
def test_what_changed_about_an_article(old: Finding, new: Finding, kinds: list[Kind]) -> None:
    assert changes((old,), (new,)) == [(kind, "Q244509") for kind in kinds]


def test_what_only_one_scan_has_is_told_as_that() -> None:
    assert changes((UNFIXED, HALF), (HALF, UNKNOWN)) == [(Kind.GONE, "Q244509"), (Kind.NEW, "Q246009")]


def test_articles_stand_in_the_order_of_their_numbers() -> None:
    olds = tuple(replace(UNFIXED, kb=kb) for kb in ("Q900001", "Q78303", "not a number", "Q102721"))
    news = tuple(replace(one, verdict=Verdict.FIXED) for one in reversed(olds))
    assert [kb for _, kb in changes(olds, news)] == ["Q78303", "Q102721", "Q900001", "not a number"]


def test_both_findings_are_kept_as_they_are() -> None:
    fixed = replace(UNFIXED, verdict=Verdict.FIXED)
    (system,) = compare(scan(judged(UNFIXED)), scan(judged(fixed))).systems
    (change,) = system.of(Kind.VERDICT)
    assert (change.old, change.new, change.title) == (UNFIXED, fixed, UNFIXED.title)


def test_what_a_scan_does_not_list_is_counted_and_never_called_the_same() -> None:
    """The trap of `--only unfixed`: what became fixed is not in the list any more."""
    fixed = replace(UNFIXED, verdict=Verdict.FIXED)
    old, new = (scan(judged(one, HALF)).only([Verdict.UNFIXED]) for one in (UNFIXED, fixed))
    found = compare(old, new)
    (system,) = found.systems
    assert [(change.kind, change.kb) for change in system.findings] == [(Kind.GONE, "Q244509")]
    assert (system.old_unlisted, system.new_unlisted, found.differs) == (0, 1, True)


# What changed about a system


@pytest.mark.parametrize(
    ("new", "said"),
    [
        pytest.param(
            replace(SYSTEM, build=replace(KERNEL.build, version=FileVersion(4, 0, 1381, 7097), release=None)),
            [("kernel version", "4.0.1381.335", "4.0.1381.7097"), ("release", "SP6/SP6a", None)],
            id="another kernel",
        ),
        pytest.param(
            replace(SYSTEM, kernel="WINNT/system32/other.exe"),
            [("kernel", "system32/ntoskrnl.exe", "system32/other.exe")],
            id="another file",
        ),
        pytest.param(
            replace(SYSTEM, hal="WINNT/system32/hal.dll"), [("HAL", None, "system32/hal.dll")], id="a HAL at last"
        ),
        pytest.param(
            replace(SYSTEM, build=replace(KERNEL.build, packs=("6a",), checked=True)),
            [("checked", "free", "checked"), ("packs of the kernel", "SP6, SP6a", "SP6a")],
            id="fewer packs",
        ),
        pytest.param(
            replace(
                SYSTEM, claims=Claims(pack="6a", hotfixes=frozenset({"Q246009", "Q78303"}), hives=("WINNT/software",))
            ),
            [
                ("registry", None, "read"),
                ("pack in the registry", None, "SP6a"),
                ("hotfix key", None, "Q78303"),
                ("hotfix key", None, "Q246009"),
            ],
            id="hives at last",
        ),
        pytest.param(
            replace(
                SYSTEM,
                claims=Claims(
                    complete=False, edition="Server", suites=("Enterprise",), pack_text="RC", hives=("WINNT/software",)
                ),
            ),
            [
                ("registry", None, "read in part"),
                ("pack in its words", None, "RC"),
                ("edition", None, "Server"),
                ("suite", None, "Enterprise"),
            ],
            id="half a hive",
        ),
        pytest.param(
            replace(SYSTEM, claims=Claims(complete=False, uninstalls=frozenset({"Q246009"}))),
            [("uninstall folder", None, "Q246009")],
            id="uninstall folders are no registry",
        ),
        pytest.param(
            replace(
                SYSTEM,
                rollups=(Rollup("Q299444", "SRP", 53),),
                remarks=("boot.ini is odd",),
                build=replace(KERNEL.build, remarks=()),
            ),
            [
                ("roll-up", None, "Q299444"),
                ("remark", str(KERNEL.build.remarks[0]), None),
                ("remark", None, "boot.ini is odd"),
            ],
            id="roll-ups and remarks",
        ),
    ],
)
def test_what_changed_about_a_system(new: Judged, said: list[tuple[str, str | None, str | None]]) -> None:
    assert facts(SYSTEM, new) == tuple(FactChange(*one) for one in said)
    back = {(what, now, then) for what, then, now in said}
    assert {(one.what, one.old, one.new) for one in facts(new, SYSTEM)} == back


def test_damage_disagreements_and_skipped_files_come_and_go() -> None:
    one, other = Skipped("WINNT/a.dll", "cut"), Skipped("WINNT/b.dll", "cut")
    new = replace(ALL_AROUND, damaged=(Damaged("WINNT/a", "b"),), disagreements=())
    found = compare(Report(systems=(ALL_AROUND,), skipped=(one,)), Report(systems=(new,), skipped=(other,)))
    (system,) = found.systems
    assert (system.new_damaged, system.gone_damaged) == (new.damaged, ALL_AROUND.damaged)
    assert (system.new_disagreements, system.gone_disagreements) == ((), (DISAGREES,))
    assert (found.new_skipped, found.gone_skipped) == ((other,), (one,))
    assert system.same == len(FINDINGS)
    assert FIXED in ALL_AROUND.findings
