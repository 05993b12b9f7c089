"""Leads: which words above a table make it a fix's, and what they say of its rows."""

import pytest

from ntfp.facts.platform import Platform
from ntfp.kb.blocks import find_blocks
from ntfp.kb.leads import Lead, read_lead
from tests.kb.articles import article

ROW = "   10/28/1999  07:13p   952,192  Ntkrnlmp.exe"


def lead(*above: str, previous: Lead | None = None) -> Lead:
    read = article(*above, "", ROW)
    (block,) = find_blocks(read)
    return read_lead(read, block, read.first, previous)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The English version of this fix should have the following file attributes or later:", id="usual"),
        pytest.param("This fix should have the following time stamp:", id="a stamp"),
        pytest.param("The hotfix should have the following timestamp:", id="in one word"),
        pytest.param("This fix should have the following file details:", id="details"),
        pytest.param("The English version of the fix should have the following file attibutes or later:", id="a slip"),
        pytest.param(
            "This fix has the file attributes (or later) that are listed in the following table.", id="listed"
        ),
        pytest.param("The fix is included in SP6 and should have the following file attributes or later:", id="and"),
        pytest.param("To resolve it, obtain the following fix, or wait for the next service pack.", id="obtain it"),
        pytest.param("The following files were modified in Service Pack 5 to fix this problem:", id="modified"),
        pytest.param("This issue is resolved by the following updated file for Windows 95:", id="resolved by"),
    ],
)
def test_a_sentence_on_a_fix(sentence: str) -> None:
    assert lead(sentence).sentence == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The original version of this fix had the following file attributes:", id="of the past"),
        pytest.param("The driver of the pack has the following size and date:", id="any file"),
        pytest.param("Copy the following files to the folder:", id="files to copy"),
        pytest.param("The following lists files on the disc:", id="a list"),
        pytest.param("The following files are installed by Update.exe:", id="contents of a package"),
        pytest.param("If you install a driver with the following time stamp:", id="files that are to blame"),
    ],
)
def test_a_sentence_on_anything_else(sentence: str) -> None:
    assert (lead(sentence).sentence, lead(sentence).open) == ("", True)


@pytest.mark.parametrize(
    ("version", "language"),
    [
        pytest.param("English", "en", id="English"),
        pytest.param("English-language", "en", id="English-language"),
        pytest.param("English language", "en", id="in two words"),
        pytest.param("English-languare", "en", id="a slip"),
        pytest.param("English-", "en", id="a stroke left over"),
        pytest.param("Pan Chinese", "zh-HK", id="Pan Chinese"),
        pytest.param("Traditional Chinese", "zh-TW", id="Traditional Chinese"),
        pytest.param("Simplified Chinese", "zh-CN", id="Simplified Chinese"),
        pytest.param("Czech", "cs", id="Czech"),
    ],
)
def test_the_language_of_the_files(version: str, language: str) -> None:
    said = lead(f"The {version} version of this fix should have the following file attributes or later:")
    assert (said.language, said.unread) == (language, ())


def test_a_language_is_read_over_misplaced_words() -> None:
    assert lead("The English version-language of this fix should have the following file attributes:").language == "en"


def test_an_unknown_version_limits_the_table_and_is_told() -> None:
    said = lead("The international version of this fix should have the following file attributes:")
    assert (said.language, [words for _, words in said.unread]) == (None, ["international"])


def test_a_platform_of_all_rows() -> None:
    said = lead("The English-language, Intel version of this fix should have the following file attributes or later:")
    assert (said.language, said.platform) == ("en", Platform.I386)


@pytest.mark.parametrize(
    ("sentence", "or_later"),
    [
        pytest.param("This fix should have the following file attributes or later:", True, id="or later"),
        pytest.param("This fix has the file attributes (or later) that are listed below.", True, id="in brackets"),
        pytest.param("This fix should have the following time stamp:", False, id="a stamp"),
        pytest.param("This fix should have the following file attributes:", False, id="attributes"),
    ],
)
def test_only_or_later_is_a_floor(sentence: str, or_later: bool) -> None:
    assert lead(sentence).or_later == or_later


def test_times_are_utc_where_the_paragraph_says_so() -> None:
    sentence = "This fix has the file attributes (or later) that are listed in the table."
    assert lead(sentence, "The dates and times are listed in coordinated universal time (UTC).").utc
    assert not lead(sentence).utc


def test_the_line_is_that_of_the_sentence_not_of_the_paragraph() -> None:
    read = article(
        "To resolve it, obtain the following fix from us.", "This fix should have the following time stamp:", ROW
    )
    (block,) = find_blocks(read)
    said = read_lead(read, block, read.first, None)
    assert (said.line, said.sentence) == (block.first - 1, "This fix should have the following time stamp:")


def test_without_any_sentence_the_line_is_the_first_row() -> None:
    read = article("Costs may apply to it.", "", "   Date  Time  Size  File name", "   -------------------------", ROW)
    (block,) = find_blocks(read)
    said = read_lead(read, block, read.first, None)
    assert (said.line, said.sentence, said.open) == (block.first + 2, "", False)


def test_a_label_that_is_not_understood_is_told() -> None:
    said = lead("This fix should have the following file attributes or later:", "", "RAS FIX:")
    assert (bool(said.sentence), [words for _, words in said.unread]) == (True, ["RAS FIX:"])


def test_a_product_is_a_label_and_understood() -> None:
    said = lead("This fix should have the following file attributes or later.", "", "Windows NT 4.0 Server:")
    assert (said.labels, said.unread) == (("Windows NT 4.0 Server:",), ())


def test_a_lead_holds_for_the_next_table_where_only_a_label_parts_them() -> None:
    first = lead("The German version of this fix should have the following file attributes or later:", "", "RAS FIX:")
    second = lead("128-bit:", previous=first)
    assert (second.language, second.variant, second.or_later, second.unread) == ("de", "128-bit", True, ())


def test_a_lead_does_not_hold_beyond_other_words() -> None:
    first = lead("This fix should have the following file attributes or later:")
    assert lead("Costs may apply to it.", previous=first).sentence == ""


def test_what_leads_to_the_sentence_is_kept() -> None:
    said = lead("Obtain the following fix for Windows NT 3.51:", "", "The fix should have the following time stamp:")
    assert said.before == "Obtain the following fix for Windows NT 3.51:"


def test_the_sentence_before_it_in_its_paragraph_is_kept() -> None:
    said = lead("It is seen. It was corrected in SP2. The fix should have the following time stamp:")
    assert said.beside == "It was corrected in SP2."
    assert lead("128-bit:", previous=said).beside == said.beside


def test_a_language_is_read_over_the_name_of_a_server() -> None:
    assert lead("The IIS 5.0 English version of this fix should have the following file attributes:").language == "en"


def test_an_or_in_the_lead_is_not_a_second_language() -> None:
    assert lead("This fix should have the following time stamp or later:").language is None
