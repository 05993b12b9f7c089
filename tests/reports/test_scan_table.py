import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from rich.text import Text

from ntfp.facts.build import Branch, Build, Scale
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.system import Claims
from ntfp.facts.verdict import (
    HIVES,
    SOUND_HIVES,
    Aside,
    Basis,
    Damaged,
    Finding,
    Judged,
    Reason,
    Report,
    Rollup,
    Summary,
    Verdict,
)
from ntfp.reports import SCAN, Screen, Setting
from ntfp.reports.page import Page
from tests.reports.entries import HOSTILE, KERNELS
from tests.reports.findings import (
    ALL_AROUND,
    CLAIMS,
    DISAGREES,
    ELSEWHERE,
    FINDINGS,
    FIXED,
    HALF,
    REPORT,
    SYSTEM,
    UNFIXED,
    UNKNOWN,
    judged,
)
from tests.reports.pages import assert_colors_repeat_words, assert_harmless

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


def table(
    *systems: Judged,
    width: int = 100,
    color: bool = False,
    unicode: bool = True,
    listed: tuple[Verdict, ...] = (),
    basis: tuple[Basis, ...] = (),
) -> str:
    setting = Setting(screen=Screen(width, color, unicode), listed=listed)
    return "".join(SCAN["table"](Report(systems=systems, basis=basis), setting))


# What it looks like


def test_a_scan_on_a_wide_screen() -> None:
    assert "".join(SCAN["table"](REPORT, Setting(screen=Screen(100)))) == (
        "WINNT\n"
        "  Windows NT 4.0 · i386 · multiprocessor · free · en\n"
        "  4.0.1381.335 · this is the kernel of SP6/SP6a\n"
        "  ───┼─────┼─────┼─────┼─────┼─────●┈┈┈\n"
        "    RTM   SP2   SP3   SP4   SP5   SP6\n"
        "  ▲ renamed-kernel: a multiprocessor kernel under the name ntoskrnl.exe, as setup installs it\n"
        "  registry    not read: no hive here that says anything\n"
        "\n"
        "  2 unfixed · 1 unknown · 1 fixed · 10 not applicable\n"
        "  14 articles asked: 3 of 4 applicable fixes decidable from what is here\n"
        "\n"
        "  Q244509  unfixed          this release lacks it  -> SP6a -> Q299444  Non-Paged Pool Memory Leak\n"
        "                                                   May Occur Reading Partition Table\n"
        "  Q268835  unfixed  likely  installed in part      FIX: ClusterResourceControl May Leak Memory\n"
        "\n"
        "  1 unknown: which pack is unknown\n"
        "    to settle: the registry hives of the system\n"
        "    Q246009\n"
        "\n"
        "  not listed: 1 fixed and 10 not applicable; --all lists every one\n"
    )


def test_a_scan_on_the_narrowest_screen_and_in_ascii() -> None:
    """A title that has no room beside the reason stands below it."""
    assert table(SYSTEM, width=50, unicode=False) == (
        "WINNT\n"
        "  Windows NT 4.0 - i386 - multiprocessor - free - en\n"
        "  4.0.1381.335 - this is the kernel of SP6/SP6a\n"
        "  ---+-----+-----+-----+-----+-----#...\n"
        "    RTM   SP2   SP3   SP4   SP5   SP6\n"
        "  ! renamed-kernel: a multiprocessor kernel under the name\n"
        "    ntoskrnl.exe, as setup installs it\n"
        "  registry    not read: no hive here that says anything\n"
        "\n"
        "  2 unfixed - 1 unknown - 1 fixed - 10 not applicable\n"
        "  14 articles asked: 3 of 4 applicable fixes decidable from\n"
        "  what is here\n"
        "\n"
        "  Q244509  unfixed          this release lacks it\n"
        "           -> SP6a -> Q299444  Non-Paged Pool Memory Leak\n"
        "           May Occur Reading Partition Table\n"
        "  Q268835  unfixed  likely  installed in part\n"
        "           FIX: ClusterResourceControl May Leak Memory\n"
        "\n"
        "  1 unknown: which pack is unknown\n"
        "    to settle: the registry hives of the system\n"
        "    Q246009\n"
        "\n"
        "  not listed: 1 fixed and 10 not applicable; --all lists\n"
        "  every one\n"
    )


def test_of_a_windows_that_cannot_be_told_no_article_is_listed() -> None:
    """The trap: three thousand numbers on a screen, and every one of them called applicable."""
    settle = "a kernel whose version can be read, or sound registry hives"
    untold = replace(UNKNOWN, reason=Reason.BRANCH_UNKNOWN, settle=settle)
    findings = tuple(replace(untold, kb=f"Q{number}") for number in range(100_001, 103_272))
    build = Build(kernel=True, branch=Branch.OTHER)
    shown = table(replace(SYSTEM, build=build, findings=findings, summary=Summary.counting(findings)))
    assert "  3,271 articles asked, and nobody can tell which apply: which Windows this is cannot be told\n" in shown
    assert shown.endswith(
        "\n  3,271 unknown: which Windows is unknown\n"
        "    to settle: a kernel whose version can be read, or sound registry hives\n"
    )
    assert "Q1" not in shown


def test_of_hundreds_of_hotfixes_sixty_are_named() -> None:
    keys = frozenset(f"Q{number}" for number in range(100_001, 100_101))
    shown = " ".join(table(replace(SYSTEM, claims=Claims(hotfixes=keys, hives=("software",)))).split())
    assert "hotfixes Q100001 Q100002 " in shown
    assert " Q100060 and 40 more " in shown
    assert "Q100061" not in shown


def test_all_around_a_system_is_told() -> None:
    lines = table(ALL_AROUND).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("  registry"))
    assert lines[start : start + 11] == [
        "  registry    SP6a · Server · Enterprise · 3 hotfix keys that could be read, not all · 1 uninstall",
        "              folder",
        '              its words: "Service Pack 6, RC 1.3"',
        "  hotfixes    Q147222 Q246009 Q299444",
        "  roll-up     Q299444 with 53 fixes: Post-Windows NT 4.0 SP6a Security Rollup Package (SRP)",
        "  ▲ the hotfix key Q1 names no article",
        "  not judged  $NtServicePackUninstall$: what a service pack replaced",
        "              repair: setup's repair data",
        "  ▲ WINNT/system32/advapi32.dll: its end is missing",
        "  ▲ boot.ini starts the kernel ntkrnlmp.exe",
        "",
    ]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        pytest.param(None, "not read: no hive here that says anything", id="none"),
        pytest.param(Claims(), "says nothing of its packs", id="silent"),
        pytest.param(Claims(pack="0", hives=("software",)), "no service pack · 0 hotfix keys", id="before any pack"),
        pytest.param(Claims(uninstalls=frozenset({"Q1", "Q2"})), "2 uninstall folders", id="folders alone"),
        pytest.param(
            Claims(suites=tuple(f"S{number}" for number in range(9))),
            "S0, S1, S2, S3, S4, S5 and 3 more",
            id="many suites",
        ),
        pytest.param(
            replace(CLAIMS, complete=True, uninstalls=frozenset(), suites=()),
            "SP6a · Server · 3 hotfix keys",
            id="all there is",
        ),
    ],
)
def test_what_the_registry_says(claims: Claims | None, said: str) -> None:
    assert f"\n  registry    {said}\n" in table(replace(SYSTEM, claims=claims))


def test_of_many_folders_that_were_not_judged_the_first_are_named() -> None:
    aside = tuple(Aside(f"WINNT/$NtUninstallQ24450{n}$", f"what the hotfix Q24450{n} replaced") for n in range(7))
    assert (
        "  not judged  $NtUninstallQ244500$: what the hotfix Q244500 replaced\n"
        "              $NtUninstallQ244501$: what the hotfix Q244501 replaced\n"
        "              $NtUninstallQ244502$: what the hotfix Q244502 replaced\n"
        "              $NtUninstallQ244503$: what the hotfix Q244503 replaced\n"
        "              and 3 more folders like these; JSON has them all\n"
    ) in table(replace(SYSTEM, aside=aside))


# How it stands


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        pytest.param((), "0 articles asked", id="nothing asked"),
        pytest.param((UNFIXED,), "1 article asked: 1 applicable fix, all decided", id="one, decided"),
        pytest.param((UNFIXED, FIXED), "2 articles asked: 2 applicable fixes, all decided", id="all decided"),
        pytest.param(
            (UNFIXED, UNKNOWN),
            "2 articles asked: 1 of 2 applicable fixes decidable from what is here",
            id="hives would not help",
        ),
        pytest.param(
            (UNFIXED, replace(UNKNOWN, settle=HIVES)),
            "2 articles asked: 1 of 2 applicable fixes decidable from what is here; up to 1 more with the hives",
            id="hives would help",
        ),
        pytest.param(
            (replace(ELSEWHERE[0], reason=Reason.BRANCH),), "1 article asked, and none is about this Windows", id="XP"
        ),
        pytest.param((replace(ELSEWHERE[0], reason=Reason.PLATFORM),), "1 article asked, and none applies", id="MIPS"),
    ],
)
def test_how_much_could_be_told(findings: tuple[Finding, ...], said: str) -> None:
    assert f"\n  {said}\n" in table(judged(*findings), width=160)


def test_hives_that_are_there_and_do_not_say_all_have_to_be_sound_ones() -> None:
    system = replace(judged(UNFIXED, replace(UNKNOWN, settle=SOUND_HIVES)), claims=CLAIMS)
    assert "; up to 1 more with sound hives\n" in table(system, width=160)


def test_the_numbers_count_what_is_not_shown_too() -> None:
    """The trap of `--only`: what is left out was judged all the same."""
    some = Report(systems=(SYSTEM,)).only([Verdict.UNFIXED])
    text = "".join(SCAN["table"](some, Setting(screen=Screen(100), listed=(Verdict.UNFIXED,))))
    assert "\n  2 unfixed · 1 unknown · 1 fixed · 10 not applicable\n" in text


def test_a_line_of_numbers_ends_behind_one_of_them() -> None:
    many = tuple(replace(UNFIXED, kb=f"Q{100_000 + number}") for number in range(1_234))
    lines = table(judged(*many, UNKNOWN, FIXED, *ELSEWHERE), width=56).splitlines()
    assert "  1,234 unfixed · 1 unknown · 1 fixed · 10 not applicable" in lines
    wide = replace(SYSTEM, summary=replace(SYSTEM.summary, unknown=1_000_000, not_applicable=1_000_000))
    lines = table(wide, width=56).splitlines()
    assert lines[9:11] == ["  2 unfixed · 1,000,000 unknown · 1 fixed", "  1,000,000 not applicable"]


def test_by_whose_records_it_was_judged() -> None:
    own = judged(replace(UNFIXED, own="/srv/plant/mine", carried_by=()), FIXED)
    basis = (Basis("shipped", "b" * 64, 3272, ships=True), Basis("/srv/plant/mine", "c" * 64, 1, ships=False))
    text = table(own, basis=basis)
    assert "\n  1 by records of /srv/plant/mine\n\n" in text
    assert "  Q244509  unfixed          this release lacks it  [mine] Non-Paged Pool Memory Leak May Occur" in text


def test_a_data_set_that_does_not_ship_is_named() -> None:
    text = table(SYSTEM, basis=(Basis("newer.ntfp", "b" * 64, 3300, ships=False),))
    assert "\n  by the data of newer.ntfp, not by those that ship\n\n" in text


# What was found


def test_what_is_unknown_stands_below_its_reason_the_most_first() -> None:
    absent = [
        replace(UNKNOWN, kb=f"Q1000{number}0", reason=Reason.FILE_ABSENT, settle="the files the article lists")
        for number in range(4)
    ]
    one, other = (replace(UNKNOWN, kb=f"Q20000{n}", reason=Reason.NO_CLAIM, settle=f"a {n}.sys") for n in (1, 2))
    mine = replace(other, kb="Q900001", own="/srv/mine")
    text = table(judged(one, UNKNOWN, *absent, other, mine))
    assert text.partition("\n\n")[2].partition("\n\n")[2] == (
        "  4 unknown: no file of it to read here\n"
        "    to settle: the files the article lists\n"
        "    Q100000 Q100010 Q100020 Q100030\n"
        "\n"
        "  3 unknown: no file, no pack named\n"
        "    to settle: a 2.sys\n"
        "    Q200002 Q900001 [mine]\n"
        "    to settle: a 1.sys\n"
        "    Q200001\n"
        "\n"
        "  1 unknown: which pack is unknown\n"
        "    to settle: the registry hives of the system\n"
        "    Q246009\n"
    )


def test_the_worst_comes_first_whatever_the_order() -> None:
    once = table(SYSTEM, listed=tuple(Verdict))
    rows = [line.split() for line in once.splitlines() if line.startswith("  Q")]
    assert [row[0] for row in rows][:4] == ["Q244509", "Q268835", "Q246009", "Q171996"]
    assert [row[1] for row in rows] == ["unfixed", "unfixed", "unknown", "fixed", *["not"] * 10]


def test_all_are_listed_where_that_is_asked_for() -> None:
    assert table(judged(UNFIXED, UNKNOWN, ELSEWHERE[0]), listed=tuple(Verdict)).partition("\n\n")[2] == (
        "  1 unfixed · 1 unknown · 0 fixed · 1 not applicable\n"
        "  3 articles asked: 1 of 2 applicable fixes decidable from what is here\n"
        "\n"
        "  Q244509  unfixed                 this release lacks it   -> SP6a -> Q299444  Non-Paged Pool Memory\n"
        "                                                           Leak May Occur Reading Partition Table\n"
        "\n"
        "  Q246009  unknown                 which pack is unknown   Windows NT 4.0 Service Pack 6a Available\n"
        "\n"
        "  Q287630  not applicable          not about this Windows  x\n"
    )


def test_only_what_is_asked_for_is_listed() -> None:
    text = table(SYSTEM, listed=(Verdict.FIXED,))
    assert [line.split()[0] for line in text.splitlines() if line.startswith("  Q")] == ["Q171996"]
    assert "--all" not in text


def test_a_way_without_an_end_is_cut() -> None:
    long = replace(UNFIXED, carried_by=tuple(f"SP{number}" for number in range(9)), title="x")
    assert "  this release lacks it  -> SP0 -> SP1 -> SP2 -> SP3 -…  x\n" in table(judged(long))


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_title_is_cut(width: int) -> None:
    """The trap: of "IIS May Permit Clients with an Unresolved IP Address to Connect" half is another article."""
    long = replace(UNFIXED, title="IIS May Permit Clients with an Unresolved IP Address to Connect")
    assert long.title in " ".join(table(judged(long), width=width).split())


def test_a_title_without_an_end_is() -> None:
    (text,) = table(judged(replace(UNFIXED, title="x" * 9_000))).split("article asked")[1:]
    assert len(text) < 800
    assert text.rstrip().endswith("x…")


def test_systems_stand_apart() -> None:
    assert table(SYSTEM, replace(SYSTEM, root="D")) == f"{table(SYSTEM)}\n{table(replace(SYSTEM, root='D'))}"


def test_where_there_is_nothing_there_is_no_group() -> None:
    assert table(judged()).splitlines()[-2:] == [
        "  0 unfixed · 0 unknown · 0 fixed · 0 not applicable",
        "  0 articles asked",
    ]
    assert table(judged(FIXED)).splitlines()[-1] == "  not listed: 1 fixed; --all lists every one"


def test_a_disagreement_of_the_registry_is_told_in_words() -> None:
    lines = table(replace(judged(HALF), disagreements=(DISAGREES,)), width=60).splitlines()
    start = lines.index("  registry and files disagree")
    assert lines[start - 1 :] == [
        "",
        "  registry and files disagree",
        "  Q244509  a key, but its files are older than the fix",
    ]


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
    assert f"  {whose}" in lines[3:6]


def test_a_scale_without_releases_is_no_bar() -> None:
    """A report that comes from a file need not make sense."""
    assert SYSTEM.build.scale
    build = replace(SYSTEM.build, scale=replace(SYSTEM.build.scale, releases=()))
    assert "●" not in table(replace(SYSTEM, build=build))


def test_the_kernel_s_oddities_are_told() -> None:
    odd = replace(SYSTEM.build, remarks=(Remark(Oddity.CHECKSUM_WRONG, "damaged or changed"),))
    assert "  ▲ checksum-wrong: damaged or changed\n" in table(replace(SYSTEM, build=odd))


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("width", [60, 80, 160])
def test_any_kernel_is_told_within_the_screen(name: str, width: int) -> None:
    lines = table(replace(ALL_AROUND, build=KERNELS[name].build), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert len(lines[1]) > 2


@pytest.mark.parametrize("listed", [(), tuple(Verdict)], ids=["digest", "all"])
@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("width", [60, 81, 100])
def test_any_reason_fits_on_any_screen(reason: Reason, width: int, listed: tuple[Verdict, ...]) -> None:
    findings = tuple(
        Finding(kb="Q100001", title="title " * 20, verdict=verdict, reason=reason, carried_by=("SP6", "Q299444"))
        for verdict in Verdict
    )
    lines = table(judged(*findings), width=width, listed=listed).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert " ".join(lines).count("title") == 20 * (4 if listed else 1)


# Colour, and what could do harm


def test_colour_only_repeats_what_words_say() -> None:
    assert_colors_repeat_words(table(ALL_AROUND), table(ALL_AROUND, color=True))


@pytest.mark.parametrize("unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("listed", [(), tuple(Verdict)], ids=["digest", "all"])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_steers_the_terminal(name: str, width: int, unicode: bool, listed: tuple[Verdict, ...]) -> None:
    findings = tuple(
        replace(one, kb=name, title=name, settle=name, own=name, carried_by=(name, name)) for one in (UNFIXED, UNKNOWN)
    )
    claims = Claims(pack=name, edition=name, suites=(name,), pack_text=name, hives=(name,), remarks=(name,))
    system = replace(
        judged(*findings, *ELSEWHERE),
        root=name,
        claims=claims,
        rollups=(Rollup(name, name, 1),),
        aside=(Aside(name, name),),
        damaged=(Damaged(name, name),),
        remarks=(name,),
        disagreements=(replace(DISAGREES, kb=name, evidence=(replace(DISAGREES.evidence[0], because=name),)),),
    )
    found = table(system, width=width, unicode=unicode, listed=listed)
    assert_harmless(found, width, unicode=unicode)


@given(root=ANYTHING, kb=ANYTHING, title=ANYTHING, because=ANYTHING, width=st.integers(0, 200))
def test_nothing_breaks_the_table(root: str, kb: str, title: str, because: str, width: int) -> None:
    findings = (replace(UNFIXED, kb=kb, title=title), replace(UNKNOWN, kb=kb, settle=because))
    piece = replace(DISAGREES.evidence[0], because=because)
    system = replace(judged(*findings), root=root, disagreements=(replace(DISAGREES, kb=kb, evidence=(piece,)),))
    found = table(system, width=width)
    assert_harmless(found, max(60, min(width, 160)))


def test_every_finding_is_somewhere() -> None:
    text = table(SYSTEM)
    shown = [one for one in FINDINGS if one.verdict in (Verdict.UNFIXED, Verdict.UNKNOWN)]
    assert all(one.kb in text for one in shown)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_what_the_data_call_a_windows_and_its_releases_steers_nothing_either(name: str) -> None:
    """The trap of somebody else's data set, or of a report that somebody edited: names come from there, too."""
    scale = Scale(releases=("RTM", name, "SP6"), at=1.0)
    assert SYSTEM.build.release
    release = replace(SYSTEM.build.release, label=name)
    build = replace(SYSTEM.build, title=name, scale=scale, release=release)
    for width, unicode in ((60, True), (100, True), (100, False)):
        text = table(replace(SYSTEM, build=build), width=width, unicode=unicode)
        assert_harmless(text, width, unicode=unicode)


def test_a_line_that_nobody_made_visible_is_made_so_at_the_door() -> None:
    page = Page(Screen(80, color=True))
    assert page.painted([Text("a\x1b[31mb", "bold"), Text("c", "bold")]) == "a\\x1b[31mb\n\x1b[1mc\x1b[0m\n"
