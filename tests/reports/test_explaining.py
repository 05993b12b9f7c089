import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from ntfp.facts.report import Identified
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Finding
from ntfp.reports import Screen, explain
from tests.reports.entries import HOSTILE
from tests.reports.findings import FILES, FIXED, HALF, SIGNATURE, SYSTEM, TITLES, UNFIXED, UNKNOWN
from tests.reports.pages import assert_harmless

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


def explained(
    *findings: Finding,
    signature: Signature = SIGNATURE,
    files: tuple[Identified, ...] = FILES,
    width: int = 100,
    color: bool = False,
    unicode: bool = True,
) -> str:
    systems = [(replace(SYSTEM, findings=(finding,)), files) for finding in findings]
    return "".join(explain(signature, systems, TITLES, Screen(width, color, unicode)))


def test_what_the_article_says() -> None:
    assert explained() == (
        "Q244509: Non-Paged Pool Memory Leak May Occur Reading Partition Table\n"
        "  revised 2002-05-08 · jeffpar/kbarchive txt/244/Q244509.TXT\n"
        "\n"
        "the article says\n"
        "  concerns    Windows NT 4.0 server: RTM, SP6, SP6a (line 13)\n"
        "              Windows NT 4.0 Terminal Server Edition (line 15)\n"
        "  only        Windows NT 4.0 from SP4 to SP6\n"
        "              Windows NT 4.0 kernels from 1998-08-17 (not reviewed: it decides nothing)\n"
        "              systems in ja, ko\n"
        "  hardware    alpha, i386\n"
        "  component   cluster\n"
        '  fixed in    Windows NT 4.0, after the last pack: its keyword is "kbWinNT400PreSP7Fix" (line 77)\n'
        '              Windows NT 4.0 Terminal Server Edition, the latest pack: its text says "the latest\n'
        '              service pack" (line 70)\n'
        '              Windows NT 4.0, SP6: Q244690 says "SP6" (line 147 there)\n'
        '              Windows NT 4.0, after the last pack: Q299444 contains it: "SRP" (line 194 there)\n'
        "  contains    Q240955, Q242472\n"
        "  names       srv.sys\n"
        "  in doubt    claim-unread (line 34)\n"
        "              table-limited (line 80)\n"
        "  table       Windows NT 4.0, in en, 128-bit, or later, to be installed on Windows NT 4.0 SP6a,\n"
        "              times in UTC (line 55)\n"
        "    ntkrnlmp.exe  i386  952,192 bytes  1999-10-28  line 63\n"
        "    ntoskrnl.exe  alpha  Windows NT 4.0 Terminal Server Edition  56-bit  4.0.1381.7010  932.5 KB\n"
        "      1999-10-05 or 1999-05-10 19:10  line 64, mended: size_kb\n"
        "    hal.dll  line 65\n"
        '  table       of a branch it does not say, without "or later" (line 80)\n'
        "    halmps.dll  line 81\n"
    )


def test_the_rows_of_a_table_stand_below_each_other_where_there_is_room() -> None:
    lines = explained(width=160).splitlines()
    rows = [line for line in lines if line.startswith(("    ntk", "    nto"))]
    assert [line.index("line 6") for line in rows] == [rows[0].index("line 6")] * 2
    assert [line.index(platform) for line, platform in zip(rows, ("i386", "alpha"), strict=True)] == [18, 18]


def test_an_article_that_says_little() -> None:
    bare = Signature(kb="Q100001", title="Little", source=SIGNATURE.source)
    assert explained(signature=bare) == (
        "Q100001: Little\n  jeffpar/kbarchive txt/244/Q244509.TXT\n\nthe article says\n  table       none\n"
    )


def test_what_was_found_what_was_asked_and_what_decided() -> None:
    article, said = explained(), explained(HALF)
    assert said.startswith(article)
    assert said.removeprefix(article) == (
        "\n"
        "WINNT\n"
        "  Windows NT 4.0 · i386 · multiprocessor · free · en\n"
        "  4.0.1381.335 · this is the kernel of SP6/SP6a\n"
        "  ▲ renamed-kernel: a multiprocessor kernel under the name ntoskrnl.exe, as setup installs it\n"
        "  file        WINNT/system32/ntoskrnl.exe: i386, 4.0.1381.335, 951,808 bytes, linked 1999-09-21\n"
        "              22:02:31 UTC\n"
        "  file        WINNT/system32/hal.dll: i386, 4.0.1381.164, 68,960 bytes, linked 1999-02-12 21:19:02\n"
        "              UTC\n"
        "\n"
        "asked, step by step\n"
        "  wanted      ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13 (line 63)\n"
        "  found       WINNT/system32/ntoskrnl.exe i386 multiprocessor 4.0.1381.335\n"
        "  · does it apply?\n"
        "      cannot tell: nobody says\n"
        "  · is it a release's file?\n"
        "      unfixed, certain: it is SP6's own file\n"
        "\n"
        "  wanted      ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13 (line 63)\n"
        "  found       WINNT/system32/ntoskrnl.exe i386 multiprocessor 4.0.1381.335\n"
        "  · does it apply?\n"
        "      cannot tell: nobody says\n"
        "  · is its version newer or older?\n"
        "      fixed, certain: it is SP6's own file\n"
        "\n"
        "verdict\n"
        "  unfixed, likely: installed in part (partly-installed)\n"
    )


def test_what_would_settle_it_is_told_where_it_is_open() -> None:
    assert explained(UNKNOWN).splitlines()[-6:] == [
        "asked, step by step",
        "  nothing     there was nothing to ask",
        "",
        "verdict",
        "  unknown: which pack is unknown (pack-range)",
        "  to settle   the registry hives of the system",
    ]


def test_a_line_of_another_article_is_named_with_it() -> None:
    assert "  wanted      SP4 (Q150734 line 1250)\n" in explained(FIXED)


def test_a_file_the_article_does_not_speak_of_is_left_out() -> None:
    assert "hal.dll: i386" not in explained(UNFIXED, signature=replace(SIGNATURE, tables=()))
    assert "hal.dll: i386" in explained(UNFIXED, signature=replace(SIGNATURE, tables=(), carriers=("halmps.dll",)))


def test_several_systems_follow_each_other() -> None:
    assert explained(HALF, UNKNOWN) == explained(HALF) + explained(UNKNOWN).removeprefix(explained())


def test_only_the_label_is_dim_and_not_what_it_says() -> None:
    colored = explained(UNFIXED, color=True)
    assert "\x1b[2m  hardware    \x1b[0malpha, i386\n" in colored
    assert "\x1b[1;31munfixed, certain: this release lacks it (release)\x1b[0m" in colored


@pytest.mark.parametrize("unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_no_name_steers_the_terminal(name: str, width: int, unicode: bool) -> None:
    piece = replace(UNFIXED.evidence[0], path=name, found=name, because=name, wanted=name)
    files = (Identified(replace(FILES[0].facts, path=name), FILES[0].build),)
    finding = replace(UNFIXED, evidence=(piece,), settle=name)
    said = explained(finding, signature=replace(SIGNATURE, title=name), files=files, width=width, unicode=unicode)
    assert_harmless(said, width, unicode=unicode)


@given(anything=ANYTHING, width=st.integers(0, 200))
def test_nothing_breaks_an_explanation(anything: str, width: int) -> None:
    piece = replace(UNFIXED.evidence[0], path=anything, found=anything, because=anything)
    said = explained(replace(UNFIXED, evidence=(piece,)), signature=replace(SIGNATURE, title=anything), width=width)
    assert_harmless(said, max(60, min(width, 160)))
