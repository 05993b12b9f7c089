import pytest
from msgspec.structs import replace

from ntfp.facts.report import SkipKind, Skipped
from ntfp.facts.verdict import Verdict
from ntfp.reports.html.layout import (
    Group,
    carriers,
    last_pack,
    settlers,
    shares,
    unread,
    unread_in,
    worst_skipped_first,
)
from tests.reports.findings import FIXED, SYSTEM, UNFIXED, UNKNOWN, judged


def test_what_brings_the_missing_fixes() -> None:
    """A fix that two bring is counted at the first; packs come first, then roll-ups, then what nothing else brings."""
    rollup = replace(UNKNOWN, kb="Q299444", title="A roll-up")
    fixes = [
        replace(UNFIXED, kb="Q1", carried_by=("SP6a", "Q299444")),
        replace(UNFIXED, kb="Q2", carried_by=("SP5",)),
        replace(UNFIXED, kb="Q3", carried_by=("Q299444",)),
        replace(UNFIXED, kb="Q4", carried_by=()),
    ]
    system = judged(*fixes, rollup)
    found = carriers(Group(Verdict.UNFIXED, tuple(fixes), 4), system)
    assert [(one.label, one.note, [finding.kb for finding in one.findings], one.running) for one in found] == [
        ("SP5", "", ["Q2"], 1),
        ("SP6a", "", ["Q1"], 2),
        ("Q299444", "A roll-up", ["Q3"], 0),
        ("", "", ["Q4"], 0),
    ]
    assert last_pack(found) is found[1]
    assert carriers(Group(Verdict.FIXED, (FIXED,), 1), system) == []


def test_packs_come_in_their_order_and_the_numbers_add_up() -> None:
    ways = [("SP4",), ("SP6a", "Q299444"), ("SP6",), ("SP6",), ("Q299444",), ()]
    fixes = tuple(replace(UNFIXED, kb=f"Q{n}", carried_by=way) for n, way in enumerate(ways, 1))
    found = carriers(Group(Verdict.UNFIXED, fixes, 6), judged(*fixes))  # the roll-up's own article was not asked
    assert [(one.label, len(one.findings), one.running) for one in found] == [
        ("SP4", 1, 1),
        ("SP6", 2, 3),
        ("SP6a", 1, 4),
        ("Q299444", 1, 0),
        ("", 1, 0),
    ]


def test_of_one_pack_nothing_is_said_to_be_before_it() -> None:
    fixes = (replace(UNFIXED, carried_by=("SP4",)),)
    assert last_pack(carriers(Group(Verdict.UNFIXED, fixes, 1), judged(*fixes))) is None


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


def test_places_without_nt_are_told_apart_from_what_could_not_be_read() -> None:
    nowhere, damaged = Skipped("a", "x", kind=SkipKind.NO_SYSTEM), Skipped("b", "x", kind=SkipKind.DAMAGED)
    found = unread([nowhere, damaged])
    assert [(one.many, one.paths) for one in found] == [
        ("files or folders could not be read", (damaged,)),
        ("places you named have no NT", (nowhere,)),
    ]
    assert unread([]) == []


@pytest.mark.parametrize(
    ("path", "root", "inside"),
    [
        pytest.param("disk/WINNT/system32/hal.dll", "disk/WINNT", True, id="below"),
        pytest.param("disk\\WINNT\\hal.dll", "disk\\WINNT", True, id="below, as Windows writes it"),
        pytest.param("/system32/hal.dll", "/", True, id="below the root of all"),
        pytest.param("disk/WINNT.old/hal.dll", "disk/WINNT", False, id="beside, with a name that begins so"),
        pytest.param("disk/WINNT", "disk/WINNT", False, id="itself"),
        pytest.param("hal.dll", "", False, id="no root"),
    ],
)
def test_what_lies_in_the_folder_of_a_system(path: str, root: str, *, inside: bool) -> None:
    skipped = Skipped(path, "x")
    assert unread_in(replace(SYSTEM, root=root), [skipped]) == [skipped] * inside
