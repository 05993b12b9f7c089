import pytest
from msgspec.structs import replace

from ntfp.facts.build import Confidence
from ntfp.facts.change import Difference, FactChange, FindingChange, Kind, Pairing, SystemChange
from ntfp.facts.report import Skipped
from ntfp.facts.verdict import Basis, Damaged, Reason, Verdict
from ntfp.reports import DIFF, Screen
from tests.reports.entries import HOSTILE
from tests.reports.findings import DISAGREES, SKIPPED, UNFIXED
from tests.reports.pages import assert_colors_repeat_words, assert_harmless

NOW = replace(
    UNFIXED,
    verdict=Verdict.FIXED,
    reason=Reason.CERTAINLY_LATER,
    confidence=Confidence.LIKELY,
    evidence=(
        replace(UNFIXED.evidence[0], vote=Verdict.FIXED, found="ntoskrnl.exe i386 multiprocessor 4.0.1381.7097"),
    ),
)
CHANGED = FindingChange(kind=Kind.VERDICT, kb="Q244509", title=UNFIXED.title, old=UNFIXED, new=NOW)
SYSTEM = SystemChange(
    old_root="C/WINNT",
    new_root="D/WINNT",
    paired=Pairing.ONLY_ONE,
    facts=(
        FactChange("kernel version", "4.0.1381.335", "4.0.1381.7097"),
        FactChange("hotfix key", new="Q299444"),
        FactChange("roll-up", old="Q147222"),
    ),
    findings=(
        CHANGED,
        FindingChange(kind=Kind.REASON, kb="Q246009", title="x", old=UNFIXED, new=UNFIXED),
        FindingChange(kind=Kind.EVIDENCE, kb="Q171996", title="x", old=UNFIXED, new=UNFIXED),
        FindingChange(kind=Kind.NEW, kb="Q900001", title="x", new=UNFIXED),
        FindingChange(kind=Kind.GONE, kb="Q900002", title="x", old=UNFIXED),
    ),
    same=1_234,
    old_unlisted=3_000,
    new_damaged=(Damaged("D/WINNT/a.dll", "its end is missing"),),
    gone_damaged=(Damaged("C/WINNT/b.dll", "its end is missing"),),
    new_disagreements=(DISAGREES,),
)
OLD = Basis("shipped", "a" * 64, 3271, ships=True)
NEW = Basis("newer.ntfp", "b" * 64, 3300, ships=False)
DIFFERENCE = Difference(
    old_basis=(OLD,),
    new_basis=(NEW,),
    systems=(SYSTEM,),
    new_systems=("E/WINNT",),
    gone_systems=("F/WINNT",),
    new_skipped=(SKIPPED,),
    gone_skipped=(Skipped("C/pipe", "a named pipe, not a file"),),
)


def table(difference: Difference, width: int = 100, unicode: bool = True, color: bool = False) -> str:
    return "".join(DIFF["table"](difference, Screen(width, color, unicode)))


def test_a_difference_on_a_wide_screen() -> None:
    assert table(DIFFERENCE) == (
        "the two scans went by other data, so verdicts may differ for that alone\n"
        "  old                     shipped, 3,271 records, sha256 aaaaaaaaaaaa\n"
        "  new                     newer.ntfp, 3,300 records, sha256 bbbbbbbbbbbb\n"
        "\n"
        "D/WINNT\n"
        "  compared with           C/WINNT: each scan has one system\n"
        "  mind                    the old scan does not list 3,000 of its verdicts\n"
        "  kernel version          4.0.1381.335 -> 4.0.1381.7097\n"
        "  hotfix key              new: Q299444\n"
        "  roll-up                 gone: Q147222\n"
        "  damaged                 D/WINNT/a.dll: its end is missing\n"
        "  not any more            C/WINNT/b.dll: its end is missing\n"
        "\n"
        "  1 verdict changed · 1 in the new scan only · 1 in the old scan only · 1 the same for another\n"
        "  reason · 1 the same by other evidence · 1,234 the same\n"
        "\n"
        "  Q244509  unfixed -> fixed\n"
        "           Non-Paged Pool Memory Leak May Occur Reading Partition Table\n"
        "           was  this release lacks it: ntoskrnl.exe i386 multiprocessor 4.0.1381.335\n"
        "           now  certainly a later build, likely: ntoskrnl.exe i386 multiprocessor 4.0.1381.7097\n"
        "\n"
        "  in the new scan only\n"
        "    Q900001\n"
        "\n"
        "  in the old scan only\n"
        "    Q900002\n"
        "\n"
        "  disagrees               Q244509: a key, but its files are older than the fix\n"
        "\n"
        "  new system              E/WINNT\n"
        "  gone system             F/WINNT\n"
        "  skipped now             WINNT/system32/hal.dll at offset 0x3c: the file ends before its header at\n"
        "                          0x78\n"
        "  skipped then            C/pipe: a named pipe, not a file\n"
    )


def test_a_difference_on_a_narrow_screen_and_in_ascii() -> None:
    small = Difference(systems=(replace(SYSTEM, facts=(), new_damaged=(), gone_damaged=(), findings=(CHANGED,)),))
    assert table(small, width=60, unicode=False) == (
        "D/WINNT\n"
        "  compared with           C/WINNT: each scan has one system\n"
        "  mind                    the old scan does not list 3,000\n"
        "                          of its verdicts\n"
        "\n"
        "  1 verdict changed - 1,234 the same\n"
        "\n"
        "  Q244509  unfixed -> fixed\n"
        "           Non-Paged Pool Memory Leak May Occur Reading Par~\n"
        "           was  this release lacks it: ntoskrnl.exe i386\n"
        "                multiprocessor 4.0.1381.335\n"
        "           now  certainly a later build, likely:\n"
        "                ntoskrnl.exe i386 multiprocessor\n"
        "                4.0.1381.7097\n"
        "\n"
        "  disagrees               Q244509: a key, but its files are\n"
        "                          older than the fix\n"
    )


def test_where_nothing_differs_that_is_said() -> None:
    same = replace(SYSTEM, facts=(), findings=(), new_damaged=(), gone_damaged=(), new_disagreements=())
    assert table(Difference(systems=(same,))) == "nothing differs\n"
    assert table(Difference(old_basis=(OLD,), systems=(same,))) == (
        "the two scans went by other data, so verdicts may differ for that alone\n"
        "  old                     shipped, 3,271 records, sha256 aaaaaaaaaaaa\n"
        "  new                     nothing is said of them\n"
        "\n"
        "nothing differs\n"
    )


@pytest.mark.parametrize(
    ("paired", "lines"),
    [
        (Pairing.ROOT, []),
        (Pairing.ONLY_ONE, ["  compared with           C/WINNT: each scan has one system"]),
        (Pairing.WINDOWS, ["  compared with           C/WINNT: the only one of this Windows in each scan"]),
    ],
)
def test_why_two_systems_are_compared_is_said_where_it_is_not_their_place(paired: Pairing, lines: list[str]) -> None:
    found = table(Difference(systems=(replace(SYSTEM, paired=paired),))).splitlines()
    assert [line for line in found if "compared with" in line] == lines


def test_a_disagreement_that_is_gone_is_told() -> None:
    system = replace(SYSTEM, new_disagreements=(), gone_disagreements=(DISAGREES,))
    text = table(Difference(systems=(system,)))
    assert text.endswith("\n\n  no more                 Q244509: a key, but its files are older than the fix\n")


def test_colour_only_repeats_what_words_say() -> None:
    assert_colors_repeat_words(table(DIFFERENCE), table(DIFFERENCE, color=True))


@pytest.mark.parametrize("unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_steers_the_terminal(name: str, width: int, unicode: bool) -> None:
    then = replace(UNFIXED, evidence=(replace(UNFIXED.evidence[0], found=name),))
    system = replace(
        SYSTEM,
        old_root=name,
        new_root=name,
        facts=(FactChange(name, name, name), FactChange(name, name)),
        findings=(
            replace(CHANGED, kb=name, title=name, old=then),
            FindingChange(kind=Kind.GONE, kb=name, title=name, old=then),
        ),
        new_damaged=(Damaged(name, name),),
        new_disagreements=(replace(DISAGREES, kb=name),),
    )
    basis = replace(NEW, label=name, content=name)
    difference = Difference(
        new_basis=(basis,), systems=(system,), new_systems=(name,), new_skipped=(Skipped(name, name),)
    )
    found = table(difference, width, unicode)
    assert_harmless(found, width, unicode=unicode)
