"""Covers: who says for which branch a table is, and who outranks whom."""

import datetime as dt

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import Requires
from ntfp.facts.version import FileVersion
from ntfp.kb.covers import (
    Note,
    Saying,
    branch_of_version,
    find_product,
    find_requirement,
    is_cut_short,
    is_note_on_pack,
    read_claim,
    read_note,
    read_saying,
    told_by_version,
)

NT351, NT4, TSE, WIN2000 = Branch.NT351, Branch.NT4, Branch.NT4_TSE, Branch.WIN2000
SILENT = Saying()


def of(*branches: Branch) -> Saying:
    return Saying(frozenset(branches))


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        pytest.param("Windows NT Server or Workstation 4.0", {NT4}, id="or Workstation"),
        pytest.param("Microsoft Windows NT Server version 4.0, Terminal Server Edition", {TSE}, id="Terminal Server"),
        pytest.param("Terminal server fix Details:", {TSE}, id="a label"),
        pytest.param("Windows NT 4.0; BackOffice Server 4.0 and 4.5", {NT4}, id="with a product that runs on it"),
        pytest.param("The Windows NT 3.51 fix should have", {NT351}, id="in a sentence"),
        pytest.param("Windows NT 4.0 and Windows NT Server 4.0, Terminal Server Edition", {NT4, TSE}, id="both"),
        pytest.param(
            "Obtain the following fix or wait for the next Windows NT 3.51 service pack.", set(), id="or wait"
        ),
        pytest.param("Internet Information Services 5.0", {WIN2000}, id="a server that was only ever a part of it"),
        pytest.param("Method 1", set(), id="none"),
    ],
)
def test_branches_named_outright(text: str, branches: set[Branch]) -> None:
    assert read_saying(text, frozenset({NT351, NT4, TSE}), frozenset()).branches == branches


@pytest.mark.parametrize(
    ("text", "bullets", "elsewhere", "branches"),
    [
        pytest.param("Windows NT", {NT4, WIN2000}, set(), {NT4}, id="beside Windows 2000"),
        pytest.param("Windows NT", {NT4, TSE}, {TSE}, {NT4}, id="beside a heading of Terminal Server"),
        pytest.param("Windows NT", {NT4, TSE}, set(), {NT4, TSE}, id="of both"),
        pytest.param(
            "of the Windows NT Server and Windows NT Workstation fix", {NT4, TSE}, set(), {NT4}, id="Workstation"
        ),
        pytest.param("of this fix for Windows NT Server should", {NT4, TSE}, {TSE}, {NT4}, id="for the server"),
    ],
)
def test_windows_nt_without_a_version(
    text: str, bullets: set[Branch], elsewhere: set[Branch], branches: set[Branch]
) -> None:
    assert read_saying(text, frozenset(bullets), frozenset(elsewhere)).branches == branches


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Windows 9x", id="Windows 9x"),
        pytest.param("Windows CE Platform Builder", id="Windows CE"),
        pytest.param("Microsoft Internet Information Server", id="IIS"),
        pytest.param("Visual C++", id="a compiler"),
        pytest.param("Component: JET", id="a component of Exchange"),
        pytest.param("Windows NT 4.0 Option Pack", id="an add-on with the name of Windows NT"),
        pytest.param("IIS 4.0 (Windows NT Server 4.0)", id="an option of the release beside it"),
    ],
)
def test_other_products(text: str) -> None:
    said = read_saying(text, frozenset({NT4}), frozenset())
    assert said.other and not said.branches


@pytest.mark.parametrize(
    ("heading", "sentence", "note", "bullets", "branch"),
    [
        pytest.param(of(TSE), of(NT4), None, of(NT4, TSE), TSE, id="the heading before the sentence"),
        pytest.param(SILENT, of(TSE), frozenset({NT4}), of(NT4, TSE), TSE, id="the sentence before the note"),
        pytest.param(SILENT, SILENT, frozenset({NT4}), of(NT4, TSE), NT4, id="the note before the bullets"),
        pytest.param(SILENT, SILENT, frozenset({NT4}), of(WIN2000), NT4, id="even against the only bullet"),
        pytest.param(SILENT, SILENT, frozenset({NT4}), of(TSE), None, id="but not of 4.0 against the other 4.0"),
        pytest.param(of(NT4), SILENT, frozenset({NT4}), of(TSE), NT4, id="unless a heading says so, too"),
        pytest.param(SILENT, SILENT, None, of(TSE), TSE, id="the only bullet"),
        pytest.param(SILENT, SILENT, None, of(NT4, TSE), None, id="two are left"),
        pytest.param(SILENT, SILENT, frozenset({NT4, WIN2000}), of(NT4, TSE, WIN2000), None, id="the note leaves two"),
        pytest.param(
            of(NT4, TSE), SILENT, frozenset({NT4}), of(NT4, TSE), NT4, id="what is left open is narrowed down"
        ),
        pytest.param(of(NT351, NT4), SILENT, None, of(NT4), NT4, id="by the bullets as well"),
        pytest.param(SILENT, SILENT, None, SILENT, None, id="nobody says anything"),
    ],
)
def test_who_says_it_first(
    heading: Saying, sentence: Saying, note: frozenset[Branch] | None, bullets: Saying, branch: Branch | None
) -> None:
    found = find_product([heading], [sentence], Note(note, ("6a",), 1) if note else None, bullets)
    assert (found.branch, found.other) == (branch, "")


@pytest.mark.parametrize(
    ("heading", "note", "bullets", "by"),
    [
        pytest.param(of(TSE), frozenset({NT4}), of(NT4, TSE), "note", id="the note"),
        pytest.param(of(NT351), None, of(NT4), "bullets", id="the bullets"),
        pytest.param(SILENT, frozenset({NT4}), of(TSE), "bullets", id="the bullets against the note"),
        pytest.param(of(NT4), frozenset({NT4}), of(NT4, TSE), "", id="nobody"),
    ],
)
def test_a_contradiction_is_told(heading: Saying, note: frozenset[Branch] | None, bullets: Saying, by: str) -> None:
    found = find_product([heading], [], Note(note, ("6a",), 1) if note else None, bullets)
    assert found.contradicted == by


@pytest.mark.parametrize(
    ("heading", "sentence", "note", "bullets", "other"),
    [
        pytest.param(of(NT4), Saying(other="Windows 95"), None, of(NT4), "Windows 95", id="the sentence names it"),
        pytest.param(Saying(other="Visual"), SILENT, None, of(NT4), "Visual", id="the heading names it"),
        pytest.param(Saying(other="IIS"), SILENT, frozenset({NT4}), of(NT4), "", id="it runs on Windows NT 4.0"),
        pytest.param(SILENT, SILENT, None, Saying(other="SMS"), "SMS", id="the bullets name it"),
        pytest.param(SILENT, SILENT, frozenset({NT4}), Saying(other="SMS"), "SMS", id="and it requires Windows NT 4.0"),
    ],
)
def test_a_table_of_another_product(
    heading: Saying, sentence: Saying, note: frozenset[Branch] | None, bullets: Saying, other: str
) -> None:
    found = find_product([heading], [sentence], Note(note, ("6a",), 1) if note else None, bullets)
    assert found.other == other


def test_windows_nt_beside_windows_95_is_never_only_another_product() -> None:
    said = read_saying("Windows NT, Windows 95, Windows 98", frozenset({WIN2000}), frozenset())
    assert (said.branches, said.other, said.of_some_nt) == (frozenset(), "", True)


def test_windows_nt_is_not_the_windows_2000_of_the_bullets() -> None:
    found = find_product([Saying(of_some_nt=True)], [], None, of(WIN2000))
    assert (found.branch, found.other) == (None, "")


def test_windows_nt_is_what_the_note_below_makes_of_it() -> None:
    found = find_product([Saying(of_some_nt=True)], [], Note(frozenset({NT4}), ("6a",), 1), of(WIN2000))
    assert found.branch is NT4


def test_where_another_product_runs_is_not_whose_files_these_are() -> None:
    assert find_product([], [Saying(of_some_nt=True)], None, Saying(other="Mail")).other == "Mail"


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        pytest.param("It was first corrected in Windows 2000 Service Pack 2.", {WIN2000}, id="one pack"),
        pytest.param("It was corrected in Windows NT 4.0 SP6a and Windows 2000 SP1.", set(), id="of two branches"),
        pytest.param("It was corrected in Windows 2000.", set(), id="a release, and no pack"),
        pytest.param("It was corrected in Service Pack 2.", set(), id="of no branch"),
        pytest.param("To resolve it, obtain Windows 2000 Service Pack 2.", set(), id="no claim"),
    ],
)
def test_a_claim_right_before_the_lead(text: str, branches: set[Branch]) -> None:
    assert read_claim(text).branches == branches


def test_beside_a_bullet_of_windows_95_the_only_branch_is_not_the_only_product() -> None:
    assert find_product([], [], None, Saying(frozenset({NT4}), "Microsoft Windows 95")).branch is None


@pytest.mark.parametrize(
    ("text", "branches", "packs"),
    [
        pytest.param("this hotfix requires Microsoft Windows NT 4.0 Service Pack 6a.", {NT4}, ["6a"], id="a number"),
        pytest.param("this hotfix requires Windows NT 4.0 Service Pack 6a (SP6a).", {NT4}, ["6a"], id="twice"),
        pytest.param("this patch requires Windows NT 4.0 Service Pack 5 (SP5) or later.", {NT4}, ["5"], id="or later"),
        pytest.param(
            "This hotfix requires you to be running Windows NT 4.0 Service Pack 5 to be installed.",
            {NT4},
            ["5"],
            id="to run",
        ),
        pytest.param(
            "this update requires Windows NT Server 4.0, Terminal Server Edition Service Pack 6.",
            {TSE},
            ["6"],
            id="TSE",
        ),
        pytest.param(
            "this hotfix requires Microsoft Windows NT 4.0 Service Pack 6a, Terminal Server Edition.",
            {TSE},
            ["6a"],
            id="the edition behind the pack",
        ),
        pytest.param(
            "this hotfix requires Microsoft Windows NT 4.0 Service Pack 4, Service Pack 5, or Service Pack 6a.",
            {NT4},
            ["4", "5", "6a"],
            id="any of several",
        ),
        pytest.param(
            "Service Pack 5 and SEC-FIX must be applied to Windows NT 3.51 prior to applying this fix.",
            {NT351},
            ["5"],
            id="to be applied before",
        ),
        pytest.param("This hotfix requires Exchange Server 5.5 Service Pack 4.", set(), [], id="another product"),
        pytest.param(
            "This fix should only be installed after you apply Terminal Server Edition Service Pack 6.",
            {TSE},
            ["6"],
            id="only after",
        ),
        pytest.param(
            "The server must be running Windows NT 4.0 Service Pack 4 or later to install these hotfixes.",
            {NT4},
            ["4"],
            id="must be running",
        ),
    ],
)
def test_a_note_on_what_a_fix_requires(text: str, branches: set[Branch], packs: list[str]) -> None:
    note = read_note(f"NOTE: {text}", 7)
    assert note and (set(note.branches), list(note.packs), note.line) == (branches, packs, 7)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("NOTE: The Ntkrnlmp.exe file is used only on computers with multiple processors.", id="no pack"),
        pytest.param("NOTE: You must be running Service Pack 5 for this resolution to work.", id="no fix"),
    ],
)
def test_any_other_note(text: str) -> None:
    assert read_note(text, 7) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("NOTE: This patch can be installed on systems running Service Pack 1.", True, id="a note"),
        pytest.param(
            "NOTE: You must install the latest Service Pack (SP6a) to use this hotfix.", True, id="by letters"
        ),
        pytest.param("It was corrected in Service Pack 1.", False, id="no note"),
        pytest.param("NOTE: Restart the computer.", False, id="no pack"),
    ],
)
def test_a_note_that_names_a_pack(text: str, names: bool) -> None:
    assert is_note_on_pack(text) == names


@pytest.mark.parametrize(
    ("branches", "packs", "branch", "requires"),
    [
        pytest.param({NT4}, ("6a",), NT4, Requires(branch=NT4, pack="6a"), id="the pack of the branch"),
        pytest.param({NT4}, ("4", "5"), NT4, None, id="any of several"),
        pytest.param({TSE}, ("6a",), TSE, None, id="a pack Terminal Server never had"),
        pytest.param({NT4}, ("6a",), TSE, None, id="a pack of the other branch"),
        pytest.param({NT4}, ("6",), TSE, Requires(branch=TSE, pack="6"), id="Terminal Server by its family name"),
        pytest.param(set(), ("5",), NT4, None, id="a pack of a branch nobody says"),
    ],
)
def test_the_pack_a_fix_requires(
    branches: set[Branch], packs: tuple[str, ...], branch: Branch, requires: Requires | None
) -> None:
    found, why = find_requirement(Note(frozenset(branches), packs, 7), branch)
    assert found == requires
    assert bool(why) == (requires is None)


@pytest.mark.parametrize(
    ("version", "branch"),
    [
        pytest.param("4.0.1381.7080", NT4, id="Windows NT 4.0"),
        pytest.param("4.0.1381.33474", TSE, id="the bit of Terminal Server"),
        pytest.param("5.0.2195.2099", WIN2000, id="Windows 2000"),
        pytest.param("3.51.1057.6", NT351, id="Windows NT 3.51"),
        pytest.param("4.2.752.1", None, id="a component's own"),
    ],
)
def test_the_branch_that_counts_like_that(version: str, branch: Branch | None) -> None:
    assert branch_of_version(FileVersion.parse(version)) == branch


@pytest.mark.parametrize(
    ("version", "left", "branch"),
    [
        pytest.param("4.0.1381.33474", {NT4, TSE}, TSE, id="Terminal Server"),
        pytest.param("4.0.1381.7177", {NT4, TSE}, NT4, id="and the other one"),
        pytest.param("4.0.1381.7177", {NT4, WIN2000}, None, id="old files serve Windows 2000, too"),
        pytest.param("5.0.2195.2649", {NT4, WIN2000}, None, id="new files serve Windows NT 4.0, too"),
        pytest.param("4.0.1381.33474", {NT4}, None, id="a table that says whose it is"),
        pytest.param(None, {NT4, TSE}, None, id="no version"),
    ],
)
def test_one_bit_tells_the_row_of_an_undivided_table(
    version: str | None, left: set[Branch], branch: Branch | None
) -> None:
    read = FileVersion.parse(version) if version else None
    assert told_by_version(read, frozenset(left)) == branch


@pytest.mark.parametrize(
    ("version", "day", "cut"),
    [
        pytest.param("5.0.2195.44", dt.date(2001, 10, 11), True, id="of the month of .4411"),
        pytest.param("5.0.2195.4411", dt.date(2001, 10, 11), False, id="whole"),
        pytest.param("5.0.2195.1", dt.date(1999, 12, 7), False, id="of the release"),
        pytest.param("4.0.1381.44", dt.date(2001, 10, 11), False, id="of NT 4.0, which counts from 1"),
        pytest.param("5.0.2195.44", None, False, id="of a day nobody knows"),
        pytest.param(None, dt.date(2001, 10, 11), False, id="none"),
    ],
)
def test_a_version_that_its_column_cut_is_no_version(version: str | None, day: dt.date | None, cut: bool) -> None:
    assert is_cut_short(FileVersion.parse(version) if version else None, day) is cut
