from msgspec.structs import replace

from ntfp.facts.report import SkipKind, Skipped
from ntfp.facts.verdict import Verdict
from ntfp.reports.html.layout import Group, carriers, settlers, shares, worst_skipped_first
from tests.reports.findings import FIXED, SYSTEM, UNFIXED, UNKNOWN, judged


def test_what_brings_the_missing_fixes() -> None:
    """A fix that two bring is counted at both; packs come first, then roll-ups, then what nothing else brings."""
    rollup = replace(UNKNOWN, kb="Q299444", title="A roll-up")
    fixes = [
        replace(UNFIXED, kb="Q1", carried_by=("SP6a", "Q299444")),
        replace(UNFIXED, kb="Q2", carried_by=("SP5",)),
        replace(UNFIXED, kb="Q3", carried_by=("Q299444",)),
        replace(UNFIXED, kb="Q4", carried_by=()),
    ]
    system = judged(*fixes, rollup)
    found = carriers(Group(Verdict.UNFIXED, tuple(fixes), 4), system)
    assert [(one.label, one.note, [finding.kb for finding in one.findings]) for one in found] == [
        ("SP5", "", ["Q2"]),
        ("SP6a", "", ["Q1"]),
        ("Q299444", "A roll-up", ["Q1", "Q3"]),
        ("", "", ["Q4"]),
    ]
    assert carriers(Group(Verdict.FIXED, (FIXED,), 1), system) == []


def test_where_nothing_brings_any_nothing_is_said() -> None:
    alone = (replace(UNFIXED, carried_by=()),)
    assert carriers(Group(Verdict.UNFIXED, alone, 1), judged(*alone)) == []


def test_what_settles_most_comes_first() -> None:
    unknown = tuple(replace(UNKNOWN, kb=f"Q{n}", settle=settle) for n, settle in enumerate(("a", "b", "b", None)))
    found = settlers(Group(Verdict.UNKNOWN, unknown, 4))
    assert [(one.label, len(one.findings)) for one in found] == [("b", 2), ("a", 1), ("", 1)]


def test_the_shares_of_a_line_meet() -> None:
    assert shares(SYSTEM) == [
        (Verdict.UNFIXED, 0.0, 500.0),
        (Verdict.UNKNOWN, 500.0, 250.0),
        (Verdict.FIXED, 750.0, 250.0),
    ]
    assert shares(judged()) == []


def test_files_of_another_format_come_last() -> None:
    other, damaged = Skipped("a", "x", kind=SkipKind.OTHER_FORMAT), Skipped("b", "x", kind=SkipKind.DAMAGED)
    assert worst_skipped_first([other, damaged]) == [damaged, other]
