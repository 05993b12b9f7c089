"""Blocks: what stands in columns, and what only looks like it."""

import pytest

from ntfp.kb.blocks import Block, find_blocks
from tests.kb.articles import article

HEADER = "   Date      Time                 Size    File name     Platform"
RULE = "   -------------------------------------------------------------"
INTEL = "   10/28/1999  07:13p             952,192 Ntkrnlmp.exe  i386"
ALPHA = "   10/28/1999  07:10p           1,405,248 Ntkrnlmp.exe  Alpha"


def blocks(*body: str) -> list[Block]:
    return list(find_blocks(article(*body)))


def files(*body: str) -> list[list[str]]:
    return [[draft.file for draft in block.drafts] for block in blocks(*body)]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param([HEADER, RULE, INTEL, ALPHA], id="a header and a rule"),
        pytest.param([HEADER, RULE, INTEL, "", ALPHA], id="a blank line parts platforms"),
        pytest.param([INTEL, ALPHA], id="no header"),
        pytest.param(["   Date  Time  Size  File name and path", RULE, INTEL, ALPHA], id="a column for the path"),
        pytest.param(["   +----+", f"  | {INTEL} |", "   +----+", f"  | {ALPHA} |", "   +----+"], id="bars"),
        pytest.param(["The following files:", INTEL, ALPHA], id="right below a colon"),
        pytest.param(["   IIS 4.0", INTEL, ALPHA], id="right below a word or two"),
    ],
)
def test_rows_that_belong_together_are_one_block(body: list[str]) -> None:
    assert files("", *body, "", "This has been posted.") == [["ntkrnlmp.exe", "ntkrnlmp.exe"]]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("   Operating system", id="a single word without a rule"),
        pytest.param("Date   Time   Size", id="no column for files"),
        pytest.param("The file size and date are below.", id="a sentence"),
        pytest.param("   subdirectory is the one shipped. ARROW.SYS is 38,224 bytes dated 9/4/94.", id="in a sentence"),
    ],
)
def test_what_is_no_block(line: str) -> None:
    assert blocks("Verify that the driver in the system", line) == []


def test_a_name_alone_is_a_row_below_a_header_that_promises_no_more() -> None:
    assert files("", "   File name", "   ---------", "   Ole32.dll", "   Rpcss.exe") == [["ole32.dll", "rpcss.exe"]]


def test_a_second_header_begins_another_block() -> None:
    assert files(HEADER, RULE, INTEL, "", HEADER, RULE, ALPHA) == [["ntkrnlmp.exe"], ["ntkrnlmp.exe"]]


def test_the_rest_of_a_wrapped_row_is_not_passed_over() -> None:
    (block,) = blocks(HEADER, RULE, INTEL, " " * 40 + "(all versions)", ALPHA)
    assert (len(block.drafts), [line - block.first for line in block.unread]) == (2, [3])


def test_a_row_nobody_can_read_is_not_passed_over() -> None:
    (block,) = blocks(HEADER, RULE, INTEL, "   10/28/1999  07:10p   either a.exe or b.exe", ALPHA)
    assert (len(block.drafts), len(block.unread)) == (2, 1)


def test_an_address_below_a_table_is_no_row_of_it() -> None:
    (block,) = blocks(HEADER, RULE, INTEL, "", "   (http://www.example.com/10/28/1999/a.exe)")
    assert (len(block.drafts), block.unread) == (1, ())


def test_or_between_rows_is_told() -> None:
    (block,) = blocks(HEADER, RULE, INTEL, "   -or-", ALPHA, "   -or-", "", "Another sentence.")
    assert (len(block.drafts), [line - block.first for line in block.choices]) == (2, [3])
