from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from ntfp.facts.build import Build, Confidence, Scale
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.report import Identified, Skipped
from ntfp.reports import IDENTIFY, Screen
from tests.reports.entries import EVERY, HAL, HOSTILE, KERNELS, OTHERS, SKIPPED, again

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))
SP6 = KERNELS["nt4 SP6, setup's name"]


def table(*entries: Identified | Skipped, width: int = 100, color: bool = False, unicode: bool = True) -> str:
    return "".join(IDENTIFY["table"](entries, Screen(width, color, unicode)))


def lines(*entries: Identified | Skipped, width: int = 100, unicode: bool = True) -> list[str]:
    return table(*entries, width=width, unicode=unicode).splitlines()


def bar(name: str) -> list[str]:
    return [line for line in lines(KERNELS[name]) if set(line) & set("┼●┈─") or line.startswith("    ")]


def placed(name: str) -> str:
    """The line that says on which pack the kernel is."""
    found = [line for line in lines(KERNELS[name], width=160) if line.startswith(("  likely ", "  this is "))]
    return found[0].strip()


# What it looks like


def test_a_kernel_is_a_block() -> None:
    assert table(SP6) == (
        "WINNT/system32/ntoskrnl.exe\n"
        "  Windows NT 4.0 · i386 · multiprocessor · free · en\n"
        "  4.0.1381.335 · linked 1999-09-21 22:02:31 UTC · 951,808 bytes · checksum ok\n"
        "  ───┼─────┼─────┼─────┼─────┼─────●┈┈┈\n"
        "    RTM   SP2   SP3   SP4   SP5   SP6\n"
        "  this is the kernel of SP6/SP6a\n"
        "  ▲ renamed-kernel: a multiprocessor kernel under the name ntoskrnl.exe, as setup installs it\n"
    )


def test_a_kernel_where_there_is_ascii_only() -> None:
    assert table(SP6, unicode=False) == (
        "WINNT/system32/ntoskrnl.exe\n"
        "  Windows NT 4.0 - i386 - multiprocessor - free - en\n"
        "  4.0.1381.335 - linked 1999-09-21 22:02:31 UTC - 951,808 bytes - checksum ok\n"
        "  ---+-----+-----+-----+-----+-----#...\n"
        "    RTM   SP2   SP3   SP4   SP5   SP6\n"
        "  this is the kernel of SP6/SP6a\n"
        "  ! renamed-kernel: a multiprocessor kernel under the name ntoskrnl.exe, as setup installs it\n"
    )


def test_a_kernel_on_the_narrowest_screen() -> None:
    """A line ends where a statement does; what runs on is set in."""
    assert table(SP6, width=60) == (
        "WINNT/system32/ntoskrnl.exe\n"
        "  Windows NT 4.0 · i386 · multiprocessor · free · en\n"
        "  4.0.1381.335 · linked 1999-09-21 22:02:31 UTC\n"
        "  951,808 bytes · checksum ok\n"
        "  ───┼─────┼─────┼─────┼─────┼─────●┈┈┈\n"
        "    RTM   SP2   SP3   SP4   SP5   SP6\n"
        "  this is the kernel of SP6/SP6a\n"
        "  ▲ renamed-kernel: a multiprocessor kernel under the name\n"
        "    ntoskrnl.exe, as setup installs it\n"
    )


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (60, "…T/system32/hal.dll  4.0.1381.164    i386    nt4 SP6"),
        (80, "WINNT/system32/hal.dll                   4.0.1381.164    i386    nt4 SP6"),
        (90, "WINNT/system32/hal.dll                 4.0.1381.164    i386    1999-02-12  nt4 SP6"),
        (110, f"WINNT/system32/hal.dll{' ' * 20}  4.0.1381.164    i386    1999-02-12         68,960  nt4 SP6"),
        (120, f"WINNT/system32/hal.dll{' ' * 30}  4.0.1381.164    i386    1999-02-12         68,960  nt4 SP6"),
    ],
)
def test_another_file_is_a_line_with_as_much_as_there_is_room_for(width: int, line: str) -> None:
    assert table(HAL, width=width) == f"{line}\n"


def test_blocks_stand_apart_and_lines_together() -> None:
    kinds = [
        "" if not line else "inside" if line.startswith(" ") else "name" for line in lines(HAL, HAL, SP6, SP6, HAL)
    ]
    squeezed = [
        kind for kind, next_one in zip(kinds, [*kinds[1:], None], strict=True) if kind != next_one or kind != "inside"
    ]
    assert squeezed == ["name", "name", "", "name", "inside", "", "name", "inside", "", "name"]


def test_the_columns_of_lines_stand_below_each_other() -> None:
    found = lines(HAL, OTHERS["a module nobody recorded"], OTHERS["no version, no link time"], width=120)
    assert len({line.index(word) for line, word in zip(found, ("i386", "i386", "i386"), strict=True)}) == 1
    assert {line[line.index("i386") - 16] for line in found} == {"4", "-"}


def test_what_was_skipped_is_not_in_the_table() -> None:
    assert table(*SKIPPED) == ""
    assert table(SKIPPED[0], HAL, *SKIPPED) == table(HAL)


def test_each_file_is_shown_before_the_next_is_read() -> None:
    def entries() -> Iterator[Identified]:
        yield HAL
        read.append("the next")
        yield SP6

    read: list[str] = []
    pieces = IDENTIFY["table"](entries(), Screen())
    assert "hal.dll" in next(pieces)
    assert read == []


# What it says


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("nt31", "Windows NT 3.1 · i386 · uniprocessor · free · en"),
        ("nt35", "Windows NT 3.5 · i386 · uniprocessor · free · en"),
        ("nt351 between", "Windows NT 3.51 · i386 · uniprocessor · free · en"),
        ("nt4 hotfix", "Windows NT 4.0 · i386 · multiprocessor · free · en"),
        ("nt4 alpha", "Windows NT 4.0 · alpha · uniprocessor · free · en"),
        ("terminal server", "Windows NT 4.0 Terminal Server Edition · i386 · uniprocessor · free · de"),
        ("win2000", "Windows 2000 · i386 · multiprocessor PAE · free · en"),
        ("winxp", "Windows XP · i386 · uniprocessor · free · en"),
        ("checked", "Windows NT 4.0 · i386 · uniprocessor · checked · en"),
        ("pre-release", "no Windows known here · i386 · uniprocessor · free · en"),
        ("without a version", "no Windows that can be told · i386 · uniprocessor · free · language unknown"),
        ("foreign", "Wine, no Windows · i386 · en"),
        ("foreign, and talkative", "Wine Wine Wine Wine Wine Wine Wine Wine…, no Windows · i386 · en"),
        ("unknown machine", "Windows NT 4.0 · machine 0x9999 · uni- or multiprocessor unknown · free · en"),
    ],
)
def test_whose_kernel_it_is(name: str, who: str) -> None:
    assert lines(KERNELS[name])[1] == f"  {who}"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("nt31", "3.10.511.1 · linked 1993-09-11 18:46:56 UTC · 788,964 bytes · checksum ok"),
        ("nt4 damaged", "4.0.1381.335 · no link time · 931,584 bytes · checksum WRONG"),
        ("nt4 without a checksum", "4.0.1381.335 · linked 1999-10-01 00:00:00 UTC · 9,000 bytes · no checksum"),
        ("without a version", "no version · no link time · 9,000 bytes · checksum ok"),
    ],
)
def test_what_the_file_says(name: str, what: str) -> None:
    assert lines(KERNELS[name])[2] == f"  {what}"


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("nt31", "this is the kernel of RTM (disc 528); nobody recorded that of SP1, SP2"),
        ("nt35", "this is the kernel of SP3"),
        ("nt351 between", "likely on SP2 or SP3: between SP2/SP3 (3.51.1057.3) and SP4 (3.51.1057.5)"),
        ("nt4 SP6, setup's name", "this is the kernel of SP6/SP6a"),
        ("nt4 damaged", "likely the kernel of SP6/SP6a"),
        ("nt4 hotfix", "likely on SP6 or SP6a: a version known from KB Q266433, before 4.0.1381.7130"),
        ("nt4 last of all", "likely on SP6 or SP6a: after 4.0.1381.7130"),
        ("nt4 alpha", "likely on SP6 or SP6a: the version of SP6/SP6a, before 4.0.1381.7080"),
        ("terminal server", "likely on one of RTM to SP6: after 4.0.1381.33474"),
        ("win2000", "this is the kernel of SP4"),
        ("winxp", "likely on one of RTM to SP3"),
        (
            "unknown machine",
            "likely on RTM or SP1: the version of RTM/SP1 (disc of 1996-10-14), before SP2 (4.0.1381.3)",
        ),
    ],
)
def test_on_which_pack_it_is(name: str, where: str) -> None:
    assert placed(name) == where


@pytest.mark.parametrize("name", ["pre-release", "without a version", "foreign", "foreign, and talkative"])
def test_what_is_no_released_windows_is_on_no_pack(name: str) -> None:
    assert "  no pack can be told" in lines(KERNELS[name])


def test_the_neighbours_of_a_kernel_before_all_that_is_recorded() -> None:
    build = replace(KERNELS["nt351 between"].build, after=None, packs=("0",))
    found = lines(Identified(KERNELS["nt351 between"].facts, build))
    assert found[-1] == "  likely on RTM: before SP4 (3.51.1057.5)"


def test_a_label_and_a_version_share_their_brackets() -> None:
    after = KERNELS["unknown machine"].build.after
    build = replace(KERNELS["nt4 last of all"].build, after=after, listed_after=None)
    assert (
        lines(Identified(SP6.facts, build))[-1]
        == "  likely on SP6 or SP6a: after RTM/SP1 (disc of 1996-10-14, 4.0.1381.1)"
    )


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("nt4 alpha", "this is the kernel of Q244509/Q268835"),
        ("nt4 between two articles", "linked after Q244145's kernel, likely before Q247886's"),
        ("nt4 last of all", "linked after Q288179's kernel"),
    ],
)
def test_which_articles_list_it_stands_below_the_packs(name: str, whose: str) -> None:
    found = lines(KERNELS[name], width=160)
    assert found[found.index(f"  {placed(name)}") + 1] == f"  {whose}"


def test_a_kernel_before_all_that_articles_list() -> None:
    between = KERNELS["nt4 between two articles"]
    found = lines(Identified(between.facts, replace(between.build, listed_after=None)))
    assert found[-1] == "  likely linked before Q247886's kernel"


def test_a_kernel_that_is_likely_a_listed_one() -> None:
    alpha = KERNELS["nt4 alpha"]
    doubted = tuple(replace(ground, confidence=Confidence.LIKELY) for ground in alpha.build.evidence)
    found = lines(Identified(alpha.facts, replace(alpha.build, evidence=doubted)))
    assert found[-1] == "  likely the kernel of Q244509/Q268835"


def test_of_many_articles_three_are_named() -> None:
    build = KERNELS["nt4 alpha"].build
    assert build.listed
    many = replace(build, listed=replace(build.listed, articles=tuple(f"Q10000{digit}" for digit in range(8))))
    found = lines(Identified(KERNELS["nt4 alpha"].facts, many))
    assert found[-1] == "  this is the kernel of Q100000/Q100001/Q100002 and 5 more"


def test_every_remark_of_a_kernel_is_told() -> None:
    found = lines(KERNELS["nt4 damaged"], width=160)[-2:]
    assert [line.partition(":")[0] for line in found] == ["  ▲ checksum-wrong", "  ▲ link-time-impossible"]


def test_a_remark_without_end_has_one() -> None:
    build = replace(SP6.build, remarks=(Remark(Oddity.NAME_DISAGREES, "x" * 30_000),))
    found = table(Identified(SP6.facts, build))
    assert len(found) < 1500
    assert found.endswith("x…\n")


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("a released module", "i386    nt4 SP6"),
        ("a module nobody recorded", "i386    nt4"),
        ("no version, no link time", "-               i386"),
        ("an unknown machine", "0x9999"),
        ("a long platform", "loongarch"),
        ("a long version", "65535.65535.65535.65535  i386"),
        ("somebody else's", "1.0.0.0         i386    中文公司中文公…"),
        ("hal.dll as a kernel", "i386    nt4 SP6 ▲"),
    ],
)
def test_what_a_line_ends_with(name: str, end: str) -> None:
    (line,) = lines(OTHERS[name], width=80)
    assert line.endswith(f"  {end}")


# The bar


@pytest.mark.parametrize(
    ("name", "picture"),
    [
        ("nt31", ["  ───┼─────●┈┈┈┈┈┼┈┈┈", "    511   528   SP3"]),
        ("nt35", ["  ───┼─────●┈┈┈", "    RTM   SP3"]),
        ("nt351 between", ["  ───┼─────┼──●┈┈┼┈┈┈┈┈┼┈┈┈", "    RTM   SP2   SP4   SP5"]),
        ("nt4 hotfix", ["  ───┼─────┼─────┼─────┼─────┼─────┼──●", "    RTM   SP2   SP3   SP4   SP5   SP6"]),
        ("nt4 alpha", ["  ───┼─────┼─────┼─────┼─────┼─────●┈┈┈", "    RTM   SP2   SP3   SP4   SP5   SP6"]),
        ("win2000", ["  ───┼─────┼─────┼─────●┈┈┈", "    RTM   SP1   SP3   SP4"]),
        ("unknown machine", ["  ───●┈┈┈┈┈┼┈┈┈┈┈┼┈┈┈┈┈┼┈┈┈┈┈┼┈┈┈┈┈┼┈┈┈", "    RTM   SP2   SP3   SP4   SP5   SP6"]),
        ("terminal server", []),
        ("foreign", []),
    ],
)
def test_where_on_the_bar(name: str, picture: list[str]) -> None:
    assert bar(name) == picture


def on_a_scale(scale: Scale, width: int = 100) -> list[str]:
    return lines(Identified(SP6.facts, replace(SP6.build, scale=scale)), width=width)


@pytest.mark.parametrize(
    ("at", "picture"),
    [
        (-0.5, "  ●┈┈┼┈┈┈┈┈┼┈┈┈┈┈┼┈┈┈"),
        (0, "  ───●┈┈┈┈┈┼┈┈┈┈┈┼┈┈┈"),
        (0.5, "  ───┼──●┈┈┼┈┈┈┈┈┼┈┈┈"),
        (2, "  ───┼─────┼─────●┈┈┈"),
        (2.5, "  ───┼─────┼─────┼──●"),
    ],
)
def test_a_place_before_on_between_and_behind(at: float, picture: str) -> None:
    assert on_a_scale(Scale(("RTM", "SP1", "SP2/SP2a"), at))[3] == picture


@pytest.mark.parametrize("count", range(1, 30))
@pytest.mark.parametrize("width", [60, 80])
def test_a_bar_that_does_not_fit_is_left_out(count: int, width: int) -> None:
    scale = Scale(("SP1",) * count, count - 0.5)
    found = on_a_scale(scale, width)
    assert max(map(cell_len, found)) <= width
    assert ("●" in "".join(found)) == (count * 6 + 3 <= width)


# Colour


def stripped(text: str) -> str:
    """Without what the table itself writes to colour it."""
    for code in ("0", "1", "2", "32", "33", "36", "1;32"):
        text = text.replace(f"\x1b[{code}m", "")
    return text


def test_colour_is_only_where_it_is_asked_for_and_repeats_what_words_say() -> None:
    plain, colored = table(*EVERY), table(*EVERY, color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;32m●" in colored
    assert stripped(colored) == plain


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("color", [True, False])
def test_no_name_steers_the_terminal(name: str, color: bool) -> None:
    for entry in hostile(HOSTILE[name]):
        text = stripped(table(entry, color=color)) if color else table(entry)
        assert text.replace("\n", "").isprintable()


# Width


def hostile(text: str) -> list[Identified]:
    """Files that say it wherever a file can say something."""
    build = replace(SP6.build, foreign=text, remarks=(Remark(Oddity.NAME_DISAGREES, text),))
    other = replace(OTHERS["somebody else's"].build, foreign=text)
    kernel, module = again(SP6.facts, f"a/{text}").facts, again(HAL.facts, f"a/{text}").facts
    return [Identified(kernel, build), Identified(module, other), Identified(module, HAL.build)]


def assert_all_fit(entries: Iterable[Identified | Skipped], width: int, *, unicode: bool) -> None:
    for line in lines(*entries, width=width, unicode=unicode):
        assert cell_len(line) <= width, line
        assert unicode or line.isascii()


@pytest.mark.parametrize("unicode", [True, False], ids=["any sign", "ascii"])
@pytest.mark.parametrize("width", [60, 61, 79, 80, 89, 90, 109, 110, 120, 160])
def test_no_line_is_wider_than_the_screen(width: int, unicode: bool) -> None:
    assert_all_fit(EVERY, width, unicode=unicode)
    assert [line for line in lines(*EVERY, width=width, unicode=unicode) if line != line.rstrip()] == []
    for text in HOSTILE.values():
        assert_all_fit(hostile(text), width, unicode=unicode)


@given(ANYTHING, st.integers(60, 160), st.booleans())
def test_no_line_is_wider_than_the_screen_whatever_it_says(text: str, width: int, unicode: bool) -> None:
    assert_all_fit(hostile(text), width, unicode=unicode)


@pytest.mark.parametrize(("width", "as_wide_as"), [(-5, 60), (0, 60), (1, 60), (59, 60), (161, 160), (10**9, 160)])
def test_a_screen_is_never_absurd(width: int, as_wide_as: int) -> None:
    assert table(*EVERY, width=width) == table(*EVERY, width=as_wide_as)


@pytest.mark.parametrize("unicode", [True, False], ids=["any sign", "ascii"])
def test_all_of_a_kernel_s_path_is_shown(unicode: bool) -> None:
    path = "/mnt/" + "中 文/" * 50 + "ntoskrnl.exe"
    entry = again(SP6.facts, path)
    found = lines(entry, width=60, unicode=unicode)
    shown = "".join(line for line in found if not line.startswith("  "))
    assert shown.replace(" ", "") == Screen(unicode=unicode).shown(path).replace(" ", "")


def test_of_another_file_s_path_the_end_is_shown() -> None:
    (line,) = lines(again(HAL.facts, "/mnt/" + "中文/" * 50 + "hal.dll"), width=60)
    assert line.startswith("…")
    assert "文/hal.dll  " in line


def test_a_build_nobody_can_place_is_a_block_all_the_same() -> None:
    bare = Build(kernel=True, branch=SP6.build.branch, title=SP6.build.title)
    assert lines(Identified(SP6.facts, bare))[1:] == [
        "  Windows NT 4.0 · i386 · uni- or multiprocessor unknown · language unknown",
        "  4.0.1381.335 · linked 1999-09-21 22:02:31 UTC · 951,808 bytes · checksum ok",
        "  no pack can be told",
    ]
