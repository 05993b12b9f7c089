"""Tables: which blocks of an article are taken, for whom, and what is said about the others."""

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, Relation, Requires, Table
from ntfp.kb.article import Article
from ntfp.kb.products import Unclear, read_bullet
from ntfp.kb.remarks import TOLD, Trouble
from ntfp.kb.tables import read_tables
from tests.kb.articles import NT4, TSE, WIN2000, article

LEAD = "The English version of this fix should have the following file attributes or later:"
STAMP = "This fix should have the following time stamp:"
RESOLUTION = ("RESOLUTION", "==========", "")
HEADER = "   Date        Time    Version         Size     File name     Platform"
RULE = "   ---------------------------------------------------------------"
ROW = "   10/28/1999  07:13p                  952,192  Ntkrnlmp.exe  i386"
REQUIRES = "NOTE: Because of file dependencies, this hotfix requires Microsoft Windows NT 4.0 Service Pack 6a."


def table(lead: str, *rows: str) -> list[str]:
    return ["", lead, "", HEADER, RULE, *(rows or (ROW,)), ""]


def heading(title: str) -> list[str]:
    return ["", title, "-" * len(title), ""]


def applies_to(read: Article) -> tuple[AppliesTo, ...]:
    found = [read_bullet(bullet) for bullet in read.bullets]
    return tuple(one for named in found if not isinstance(named, Unclear) for one in named)


def tables(*body: str, bullets: tuple[str, ...] = (NT4,)) -> tuple[Table, ...]:
    read = article(*body, bullets=bullets)
    return read_tables(read, applies_to(read))[0]


def remarks(*body: str, bullets: tuple[str, ...] = (NT4,)) -> list[Trouble]:
    read = article(*body, bullets=bullets)
    return [remark.trouble for remark in read_tables(read, applies_to(read))[1]]


def test_a_table_in_full() -> None:
    read = article(*RESOLUTION, *table(LEAD), REQUIRES)
    ((found,), said) = read_tables(read, applies_to(read))
    assert not said
    assert (found.branch, found.language, found.relation) == (Branch.NT4, "en", Relation.OR_LATER)
    assert found.requires == Requires(branch=Branch.NT4, pack="6a")
    assert read.lines[found.line - 1] == LEAD
    assert [(row.file, row.platform, read.lines[row.line - 1]) for row in found.rows] == [
        ("ntkrnlmp.exe", Platform.I386, ROW)
    ]


def test_a_stamp_is_no_floor() -> None:
    (found,) = tables(*RESOLUTION, "", STAMP, "", ROW)
    assert found.relation is Relation.PLAIN


def test_a_header_alone_is_taken_in_the_resolution() -> None:
    (found,) = tables(*RESOLUTION, "Normal costs apply to the update.", "", HEADER, RULE, ROW)
    assert (found.line, found.relation) == (found.rows[0].line, Relation.PLAIN)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(["CAUSE", "=====", "", "It is old.", "", HEADER, RULE, ROW], id="a header in another chapter"),
        pytest.param(
            [*RESOLUTION, "This set contains the following files:", "", HEADER, RULE, ROW], id="files of a set"
        ),
        pytest.param([*RESOLUTION, "Copy the following files:", "", ROW], id="files to copy"),
        pytest.param(["CAUSE", "=====", "", "Check the stamp of:", "", ROW], id="files that are to blame"),
        pytest.param([*RESOLUTION, " Directory of I:", "WWWROOT  <DIR>  01-10-97", ROW, ROW], id="a directory"),
    ],
)
def test_what_stands_in_columns_and_is_no_fix_is_not_taken(body: list[str]) -> None:
    assert tables(*body) == ()


def test_a_block_that_is_not_taken_is_remarked_upon() -> None:
    assert remarks(*RESOLUTION, "This set contains the following files:", "", HEADER, RULE, ROW) == [
        Trouble.TABLE_UNINTRODUCED
    ]


def test_a_header_without_rows_is_remarked_upon() -> None:
    assert remarks(*RESOLUTION, LEAD, "", HEADER, RULE, "", "It is not known.") == [Trouble.ROW_UNREAD]


def test_each_heading_has_its_table() -> None:
    found = tables(
        *RESOLUTION,
        *heading("Windows 2000"),
        *table(LEAD),
        *heading("Windows NT 4.0"),
        "A paragraph that says nothing of a product.",
        *table(LEAD),
        "Windows NT Server 4.0, Terminal Server Edition:",
        *table(LEAD),
        bullets=(NT4, TSE, WIN2000),
    )
    assert [one.branch for one in found] == [Branch.WIN2000, Branch.NT4, Branch.NT4_TSE]


def test_labels_part_the_tables_of_one_lead() -> None:
    found = tables(
        *RESOLUTION,
        *["The English-language version of this fix should have the following file attributes or later.", ""],
        *["Windows NT 4.0, Terminal Server Edition:", "", HEADER, RULE, ROW, ""],
        *["Windows NT 4.0 Server and Workstation:", "", HEADER, RULE, ROW],
        bullets=(NT4, TSE),
    )
    assert [(one.branch, one.language, one.relation) for one in found] == [
        (Branch.NT4_TSE, "en", Relation.OR_LATER),
        (Branch.NT4, "en", Relation.OR_LATER),
    ]
    assert found[0].line < found[0].rows[0].line < found[1].line < found[1].rows[0].line


def test_sentences_part_two_tables_of_one_heading() -> None:
    server = "This fix for Windows NT Server should have the following file attributes:"
    terminal_server = (
        "This fix for Windows NT Server Terminal Server Edition should have the following file attributes:"
    )
    found = tables(*RESOLUTION, *table(server), *table(terminal_server), bullets=(NT4, TSE))
    assert [one.branch for one in found] == [Branch.NT4, Branch.NT4_TSE]


def test_an_undivided_table_says_so() -> None:
    body = [*RESOLUTION, *table(LEAD)]
    assert [one.branch for one in tables(*body, bullets=(NT4, TSE))] == [None]
    assert remarks(*body, bullets=(NT4, TSE)) == [Trouble.TABLE_UNDIVIDED]


def test_versions_divide_an_undivided_table_row_by_row() -> None:
    rows = [ROW.replace("   952", f"{version}  952") for version in ("4.0.1381.33474", "4.0.1381.7177")]
    body = [*RESOLUTION, *table(LEAD, *rows)]
    (found,) = tables(*body, bullets=(NT4, TSE))
    assert (found.branch, [row.branch for row in found.rows]) == (None, [Branch.NT4_TSE, Branch.NT4])
    assert remarks(*body, bullets=(NT4, TSE)) == []


def test_versions_divide_where_note_and_bullets_contradict_each_other() -> None:
    body = [*RESOLUTION, *table(LEAD, ROW.replace("   952", "4.0.1381.33474  952")), REQUIRES]
    (found,) = tables(*body, bullets=(TSE,))
    assert (found.branch, [row.branch for row in found.rows]) == (None, [Branch.NT4_TSE])
    assert remarks(*body, bullets=(TSE,)) == [Trouble.BRANCH_CONTRADICTED, Trouble.REQUIRES_UNREAD]


def test_a_version_against_the_branch_is_told_and_changes_nothing() -> None:
    body = [*RESOLUTION, *table(LEAD, ROW.replace("   952", "4.0.1381.33474  952"))]
    (found,) = tables(*body)
    assert (found.branch, found.rows[0].branch) == (Branch.NT4, None)
    assert remarks(*body) == [Trouble.BRANCH_AGAINST_VERSION]


def test_tables_of_other_products_are_left_out_and_told() -> None:
    body = [*RESOLUTION, *heading("Windows 95"), *table(LEAD), *heading("Windows NT 4.0"), *table(LEAD)]
    assert [one.branch for one in tables(*body)] == [Branch.NT4]
    assert remarks(*body) == [Trouble.OTHER_SYSTEM]


def test_a_product_that_runs_on_windows_nt_leaves_a_doubt() -> None:
    body = [*RESOLUTION, *heading("Index Server 2.0"), *table(LEAD), *heading("Windows NT 4.0"), *table(LEAD)]
    assert [one.branch for one in tables(*body)] == [Branch.NT4]
    assert remarks(*body) == [Trouble.OTHER_PRODUCT]
    assert Trouble.OTHER_PRODUCT not in TOLD


def test_a_row_of_another_windows_is_left_out_and_told() -> None:
    rows = (ROW, "   10/28/1999  07:13p   952,192  Vip.exe  Windows 98")
    (found,) = tables(*RESOLUTION, *table(LEAD, *rows))
    assert [row.file for row in found.rows] == ["ntkrnlmp.exe"]
    assert Trouble.OTHER_SYSTEM in remarks(*RESOLUTION, *table(LEAD, *rows))


def test_an_article_on_another_product_has_no_tables_of_windows_nt() -> None:
    body = [*RESOLUTION, *table(LEAD), REQUIRES]
    assert tables(*body, bullets=("Microsoft SNA Server, version 4.0",)) == ()
    assert remarks(*body, bullets=("Microsoft SNA Server, version 4.0",)) == [Trouble.OTHER_PRODUCT]


def test_but_it_has_where_a_heading_names_windows_nt() -> None:
    body = [*RESOLUTION, *heading("Windows NT 4.0"), *table(LEAD)]
    assert [one.branch for one in tables(*body, bullets=("Microsoft SNA Server, version 4.0",))] == [Branch.NT4]


def test_or_where_the_sentence_before_claims_a_pack_of_it() -> None:
    body = [*RESOLUTION, *table(f"It was corrected in Windows 2000 Service Pack 2. {LEAD}")]
    assert [one.branch for one in tables(*body, bullets=("Microsoft SNA Server, version 4.0",))] == [Branch.WIN2000]


IIS4, IIS5 = "Microsoft Internet Information Server version 4.0", "Microsoft Internet Information Services version 5.0"


def test_a_server_that_was_only_ever_a_part_of_windows_2000_speaks_for_it() -> None:
    assert [one.branch for one in tables(*RESOLUTION, *table(LEAD), bullets=(IIS5,))] == [Branch.WIN2000]


def test_its_heading_speaks_for_it_and_that_of_an_option_does_not() -> None:
    body = [*RESOLUTION, "IIS 5.0:", *table(LEAD), "For IIS 4.0 (Windows NT Server 4.0):", *table(LEAD)]
    assert [one.branch for one in tables(*body, bullets=(IIS4, IIS5))] == [Branch.WIN2000]
    assert remarks(*body, bullets=(IIS4, IIS5)) == [Trouble.OTHER_PRODUCT]


def test_where_nothing_divides_the_two_servers_the_table_is_left_out() -> None:
    assert tables(*RESOLUTION, *table(LEAD), bullets=(IIS4, IIS5)) == ()


def test_the_product_a_table_is_really_of_is_named() -> None:
    read = article(*RESOLUTION, "IIS 4.0:", *table(LEAD), bullets=(IIS5, IIS4))
    assert [remark.detail for remark in read_tables(read, applies_to(read))[1]] == ["a table of IIS 4.0"]


def test_a_row_of_windows_nt_beside_windows_95_is_nobodys() -> None:
    rows = (ROW.replace("i386", "Windows NT"), ROW.replace("i386", "Windows 95/98/ME"))
    body = [*RESOLUTION, *heading("Windows NT, Windows 95, Windows 98"), *table(LEAD, *rows)]
    (found,) = tables(*body, bullets=(WIN2000,))
    assert (found.branch, [row.branch for row in found.rows]) == (None, [None])
    assert remarks(*body, bullets=(WIN2000,)) == [Trouble.TABLE_UNDIVIDED, Trouble.ROW_WORDS, Trouble.OTHER_SYSTEM]


def test_without_any_bullet_a_table_is_nobodys() -> None:
    body = [*RESOLUTION, *table(LEAD)]
    assert [one.branch for one in tables(*body, bullets=())] == [None]
    assert remarks(*body, bullets=()) == [Trouble.TABLE_UNDIVIDED]


def test_a_note_speaks_for_the_table_above_it() -> None:
    found = tables(*RESOLUTION, *table(LEAD), REQUIRES, *table(LEAD))
    assert [bool(one.requires) for one in found] == [True, False]


def test_a_note_above_the_tables_speaks_for_all_of_its_heading() -> None:
    body = [*RESOLUTION, *heading("Windows NT 4.0"), REQUIRES, *table(LEAD), *table(LEAD)]
    found = tables(*body, *heading("Windows NT Server 4.0, Terminal Server Edition"), *table(LEAD), bullets=(NT4, TSE))
    assert [bool(one.requires) for one in found] == [True, True, False]


def test_any_of_several_packs_is_no_requirement_and_told() -> None:
    note = "NOTE: this hotfix requires Windows NT 4.0 Service Pack 4, Service Pack 5, or Service Pack 6a."
    assert [one.requires for one in tables(*RESOLUTION, *table(LEAD), note)] == [None]
    assert remarks(*RESOLUTION, *table(LEAD), note) == [Trouble.REQUIRES_UNREAD]


def test_a_fix_installed_only_after_a_pack_requires_it() -> None:
    note = "NOTE: This fix should only be installed after you apply Terminal Server Edition Service Pack 6."
    (found,) = tables(*RESOLUTION, *table(LEAD), note, bullets=(TSE,))
    assert found.requires == Requires(branch=Branch.NT4_TSE, pack="6")


def test_any_note_on_a_pack_right_below_a_table_is_told() -> None:
    note = "NOTE: This patch can be installed on systems that are running Service Pack 5."
    assert remarks(*RESOLUTION, *table(LEAD), note) == [Trouble.REQUIRES_UNREAD]
    assert remarks(*RESOLUTION, *table(LEAD), "It is small.", "", note) == []


def test_a_title_that_names_a_language_leaves_that_of_the_files_open() -> None:
    def said(lead: str) -> list[Trouble]:
        read = article(*RESOLUTION, *table(lead), title="Blank Entries in the Spanish Version")
        return [remark.trouble for remark in read_tables(read, applies_to(read))[1]]

    assert (said(STAMP), said(LEAD)) == ([Trouble.TABLE_LANGUAGE], [])


def test_dates_of_one_table_settle_those_of_another() -> None:
    def dated(date: str) -> list[str]:
        return table(LEAD, f"   {date}  07:13   952,192  Ntkrnlmp.exe  i386")

    found = tables(*RESOLUTION, *dated("04/06/2000"), *dated("26/01/2001"))
    assert [str(one.rows[0].date) for one in found] == ["2000-06-04", "2001-01-26"]


@pytest.mark.parametrize(
    ("between", "trouble"),
    [
        pytest.param("   -or-", Trouble.ROW_CHOICE, id="either of them"),
        pytest.param(" " * 50 + "(all versions)", Trouble.ROW_UNREAD, id="the rest of a row"),
    ],
)
def test_what_stands_between_rows_is_told(between: str, trouble: Trouble) -> None:
    assert remarks(*RESOLUTION, *table(LEAD, ROW, between, ROW)) == [trouble]


def test_a_lead_for_one_platform_gives_it_to_rows_without() -> None:
    lead = "The English-language, Intel version of this fix should have the following file attributes or later:"
    (found,) = tables(*RESOLUTION, *table(lead, ROW.removesuffix("i386")))
    assert found.rows[0].platform is Platform.I386


def test_a_label_nobody_understands_is_told() -> None:
    assert remarks(*RESOLUTION, LEAD, "", "RAS FIX:", "", HEADER, RULE, ROW) == [Trouble.TABLE_LIMITED]
