import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.verdict import Basis, Damaged, Finding, Judged, Reason, Report, Verdict
from ntfp.reports import SCAN, Screen
from tests.reports.entries import HOSTILE, KERNELS
from tests.reports.findings import DISAGREES, ELSEWHERE, FIXED, REPORT, SYSTEM, UNFIXED

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


def table(*systems: Judged, width: int = 100, color: bool = False, unicode: bool = True) -> str:
    return "".join(SCAN["table"](Report(systems=systems), Screen(width, color, unicode)))


# What it looks like


def test_by_whose_records_it_was_judged() -> None:
    own = replace(SYSTEM, findings=(replace(UNFIXED, own="/srv/plant/mine"), FIXED))
    basis = (Basis("shipped", "b" * 64, 3272, ships=True), Basis("/srv/plant/mine", "c" * 64, 1, ships=False))
    text = "".join(SCAN["table"](Report(systems=(own,), basis=basis), Screen(100)))
    assert "  2 articles asked\n  1 by records of /srv/plant/mine\n\n" in text
    assert (
        "  Q244509  unfixed          this release lacks it  [mine] Non-Paged Pool Memory Leak May Occur Read…\n" in text
    )


def test_a_data_set_that_does_not_ship_is_named() -> None:
    basis = (Basis("newer.ntfp", "b" * 64, 3300, ships=False),)
    text = "".join(SCAN["table"](Report(systems=(SYSTEM,), basis=basis), Screen(100)))
    assert "  14 articles asked\n  by the data of newer.ntfp, not by those that ship\n\n" in text


def test_a_scan_on_a_wide_screen() -> None:
    assert "".join(SCAN["table"](REPORT, Screen(100))) == (
        "WINNT\n"
        "  Windows NT 4.0 · i386 · multiprocessor · free · en\n"
        "  4.0.1381.335 · this is the kernel of SP6/SP6a\n"
        "  ▲ renamed-kernel: a multiprocessor kernel under the name ntoskrnl.exe, as setup installs it\n"
        "\n"
        "  2 unfixed · 1 unknown · 1 fixed · 10 not applicable\n"
        "  14 articles asked\n"
        "\n"
        "  Q244509  unfixed          this release lacks it  Non-Paged Pool Memory Leak May Occur Reading Par…\n"
        "  Q268835  unfixed  likely  installed in part      FIX: ClusterResourceControl May Leak Memory\n"
        "\n"
        "  Q246009  unknown          which pack is unknown  Windows NT 4.0 Service Pack 6a Available\n"
        "\n"
        "  Q171996  fixed    likely  its pack has it        Winsock Function Calls Generate Non-Paged Pool M…\n"
    )


def test_a_scan_on_the_narrowest_screen_and_in_ascii() -> None:
    """A title that has no room beside the reason stands below it."""
    assert table(SYSTEM, width=60, unicode=False) == (
        "WINNT\n"
        "  Windows NT 4.0 - i386 - multiprocessor - free - en\n"
        "  4.0.1381.335 - this is the kernel of SP6/SP6a\n"
        "  ! renamed-kernel: a multiprocessor kernel under the name\n"
        "    ntoskrnl.exe, as setup installs it\n"
        "\n"
        "  2 unfixed - 1 unknown - 1 fixed - 10 not applicable\n"
        "  14 articles asked\n"
        "\n"
        "  Q244509  unfixed          this release lacks it\n"
        "           Non-Paged Pool Memory Leak May Occur Reading Par~\n"
        "  Q268835  unfixed  likely  installed in part\n"
        "           FIX: ClusterResourceControl May Leak Memory\n"
        "\n"
        "  Q246009  unknown          which pack is unknown\n"
        "           Windows NT 4.0 Service Pack 6a Available\n"
        "\n"
        "  Q171996  fixed    likely  its pack has it\n"
        "           Winsock Function Calls Generate Non-Paged Pool M~\n"
    )


def test_the_worst_comes_first_whatever_the_order() -> None:
    once = table(SYSTEM)
    verdicts = [line.split()[1] for line in once.splitlines() if line.startswith("  Q")]
    assert verdicts == ["unfixed", "unfixed", "unknown", "fixed"]
    assert [line.split()[0] for line in once.splitlines() if line.startswith("  Q")] == [
        *("Q244509", "Q268835", "Q246009", "Q171996")
    ]


def test_systems_stand_apart() -> None:
    assert table(SYSTEM, replace(SYSTEM, root="D")) == f"{table(SYSTEM)}\n{table(replace(SYSTEM, root='D'))}"


def test_where_there_is_nothing_there_is_no_group() -> None:
    assert table(replace(SYSTEM, findings=())).splitlines()[-2:] == [
        "  0 unfixed · 0 unknown · 0 fixed · 0 not applicable",
        "  0 articles asked",
    ]
    assert table(replace(SYSTEM, findings=(FIXED,))).count("\n\n") == 2


def test_a_disagreement_of_the_registry_is_told_in_words() -> None:
    lines = table(replace(SYSTEM, findings=ELSEWHERE, disagreements=(DISAGREES,)), width=60).splitlines()
    start = lines.index("  registry and files disagree")
    assert lines[start - 1 :] == [
        "",
        "  registry and files disagree",
        "  Q244509  a key, but its files are older than the fix",
    ]


def test_a_windows_that_no_article_is_about_is_not_a_clean_one() -> None:
    nothing = replace(SYSTEM, findings=(replace(ELSEWHERE[0], reason=Reason.BRANCH),))
    assert "\n  1 article asked, and none is about this Windows\n" in table(nothing, width=60)
    assert "none is about" not in table(replace(nothing, findings=(*nothing.findings, FIXED)))


def test_files_that_cannot_be_believed_are_named_once() -> None:
    cut = Damaged("system32/advapi32.dll", "its end is missing")
    lines = table(replace(SYSTEM, damaged=(cut, replace(cut, path=SYSTEM.kernel)))).splitlines()
    assert [line for line in lines if "\u25b2" in line][1:] == ["  ▲ system32/advapi32.dll: its end is missing"]


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("nt4 alpha", "this is the kernel of Q244509/Q268835"),
        ("nt4 between two articles", "linked after Q244145's kernel, likely before Q247886's"),
    ],
)
def test_the_articles_that_list_the_kernel_stand_below_its_packs(name: str, whose: str) -> None:
    lines = table(replace(SYSTEM, build=KERNELS[name].build)).splitlines()
    assert " · likely on SP6 or SP6a: " in lines[2]
    assert lines[3] == f"  {whose}"


def test_the_kernel_s_oddities_are_told() -> None:
    odd = replace(SYSTEM.build, remarks=(Remark(Oddity.CHECKSUM_WRONG, "damaged or changed"),))
    assert "  ▲ checksum-wrong: damaged or changed\n" in table(replace(SYSTEM, build=odd))


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("width", [60, 80, 160])
def test_any_kernel_is_told_within_the_screen(name: str, width: int) -> None:
    lines = table(replace(SYSTEM, build=KERNELS[name].build), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert len(lines[1]) > 2


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("width", [60, 80, 81, 100])
def test_any_reason_fits_on_any_screen(reason: Reason, width: int) -> None:
    findings = tuple(
        Finding(kb="Q100001", title="title " * 20, verdict=verdict, reason=reason)
        for verdict in (Verdict.FIXED, Verdict.UNFIXED, Verdict.UNKNOWN)
    )
    lines = table(replace(SYSTEM, findings=findings), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert sum("title" in line for line in lines) == 3


# Colour, and what could do harm


def test_every_colour_repeats_a_word() -> None:
    colored = table(replace(SYSTEM, disagreements=(DISAGREES,)), color=True)
    plain = table(replace(SYSTEM, disagreements=(DISAGREES,)))
    assert "\x1b[31munfixed\x1b[0m" in colored
    assert "\x1b[" not in plain
    while "\x1b[" in colored:
        before, _, rest = colored.partition("\x1b[")
        colored = before + rest.partition("m")[2]
    assert colored == plain


@pytest.mark.parametrize("unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_steers_the_terminal(name: str, width: int, unicode: bool) -> None:
    finding = replace(UNFIXED, kb=name, title=name)
    system = replace(SYSTEM, root=name, findings=(finding, *ELSEWHERE), disagreements=(DISAGREES,))
    found = table(system, width=width, unicode=unicode)
    assert found.replace("\n", "").isprintable()
    assert found.isascii() or unicode
    assert max(map(cell_len, found.splitlines())) <= width


@given(root=ANYTHING, kb=ANYTHING, title=ANYTHING, because=ANYTHING, width=st.integers(0, 200))
def test_nothing_breaks_the_table(root: str, kb: str, title: str, because: str, width: int) -> None:
    finding = replace(UNFIXED, kb=kb, title=title)
    piece = replace(DISAGREES.evidence[0], because=because)
    other = replace(DISAGREES, kb=kb, evidence=(piece,))
    found = table(replace(SYSTEM, root=root, findings=(finding,), disagreements=(other,)), width=width)
    assert found.replace("\n", "").isprintable()
    assert max(map(cell_len, found.splitlines())) <= max(60, min(width, 160))
