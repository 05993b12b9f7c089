"""Articles: the same parts from either form, whatever else is odd about a text."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
from msgspec.structs import asdict

from ntfp.facts.platform import Platform
from ntfp.kb.article import Article, NoArticleError, read_article
from tests.kb.articles import NT4, TSE, article, page, plain

BODY = (
    "SYMPTOMS",
    "========",
    "",
    'A "leak" & more.',
    "",
    "RESOLUTION",
    "==========",
    "",
    "Windows NT 4.0",
    "--------------",
    "",
    "   Date      Time    Size    File name",
    "   -----------------------------------",
    "   10/28/99  07:10p  1,234   Srv.sys",
    "",
    "STATUS",
    "======",
    "",
    "It is one.",
)


def test_the_head_is_read() -> None:
    found = article(*BODY, kb="Q244509", title="A  leak", hardware="ALPHA x86 WinCE")
    assert (found.kb, found.title, found.revised) == ("Q244509", "A leak", dt.date(2002, 5, 8))
    assert found.hardware == (Platform.ALPHA, Platform.I386)
    assert found.path == "txt/244/Q244509.TXT"


def test_the_hash_is_of_the_text_with_line_feeds() -> None:
    assert article(*BODY).sha256 == hashlib.sha256(plain(*BODY).replace(b"\r\n", b"\n")).hexdigest()


def test_bullets_keywords_and_headings_know_their_lines() -> None:
    found = article(*BODY, bullets=(NT4, TSE), keywords="kbenv kbWinNT400PreSP7Fix")
    assert [(bullet.text, found.lines[bullet.line - 1].strip()) for bullet in found.bullets] == [
        (NT4, f"- {NT4}"),
        (TSE, f"- {TSE}"),
    ]
    assert [keyword.word for keyword in found.keywords] == ["kbenv", "kbWinNT400PreSP7Fix"]
    assert all(found.lines[keyword.line - 1].startswith("Keywords") for keyword in found.keywords)
    assert [(section.title, section.level) for section in found.sections] == [
        ("SYMPTOMS", 1),
        ("RESOLUTION", 1),
        ("Windows NT 4.0", 2),
        ("STATUS", 1),
    ]


def test_a_line_stands_below_its_chapter_and_its_heading() -> None:
    found = article(*BODY)
    row = next(number for number, line in enumerate(found.lines, 1) if "Srv.sys" in line)
    assert [section.title for section in found.headings(row)] == ["RESOLUTION", "Windows NT 4.0"]
    status = next(number for number, line in enumerate(found.lines, 1) if line == "It is one.")
    assert [section.title for section in found.headings(status)] == ["STATUS"]


def test_a_rule_of_a_table_underlines_no_heading() -> None:
    for indent in ("   ", ""):  # pages lose the indentation
        found = article(f"{indent}Date      Time", f"{indent}--------------", f"{indent}10/28/99  07:10p")
        assert found.sections == ()


def test_the_body_ends_where_the_block_at_the_bottom_begins() -> None:
    found = article(*BODY)
    assert found.lines[found.first - 1] == "SYMPTOMS"
    assert not found.lines[found.last - 1].startswith("====")
    assert "Keywords" not in "\n".join(found.lines[found.first - 1 : found.last])


def test_a_bullet_goes_on_in_the_next_line() -> None:
    found = article(bullets=("Microsoft Windows NT Server versions 4.0, 4.0 SP4,\r\n    Terminal Server Edition",))
    assert [bullet.text for bullet in found.bullets] == [
        "Microsoft Windows NT Server versions 4.0, 4.0 SP4, Terminal Server Edition"
    ]


def test_an_article_without_products_has_a_body_all_the_same() -> None:
    for made in (plain, page):
        found = read_article(made(*BODY, bullets=()))
        assert found.bullets == ()
        assert found.lines[found.first - 1 : found.first + 2] == ("SYMPTOMS", "========", "")


def parts_of(found: Article) -> dict[str, object]:
    """What must not depend on the form."""
    kept = {name: value for name, value in asdict(found).items() if name not in ("path", "sha256", "lines")}
    kept["sections"] = [
        (one.title, one.level, one.line - found.first, one.last - found.first) for one in found.sections
    ]
    kept["bullets"] = [bullet.text for bullet in found.bullets]
    kept["keywords"] = [keyword.word for keyword in found.keywords]
    kept["body"] = [" ".join(line.split()) for line in found.lines[found.first - 1 : found.last]]
    return {name: value for name, value in kept.items() if name not in ("first", "last")}


def test_both_forms_are_the_same_article() -> None:
    parts = {"kb": "Q94069", "bullets": (NT4, TSE), "keywords": "kbenv", "hardware": "x86", "title": 'A "big" leak'}
    one, other = read_article(plain(*BODY, **parts)), read_article(page(*BODY, **parts))
    assert parts_of(one) == parts_of(other)
    assert (one.path, other.path) == ("txt/094/Q94069.TXT", "kb/094/Q94069/README.md")
    assert one.sha256 != other.sha256


@pytest.mark.parametrize(
    "day",
    ["08-MAI-2002", "31-FEB-2002", "", "2002-05-08", "08-MAY-3081"],
    ids=["no month", "no day", "none", "another form", "of another age"],
)
def test_a_date_that_cannot_be_read_is_none(day: str) -> None:
    assert article(revised=day or "-").revised is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"# README\n", id="a page of another kind"),
        pytest.param(b"MZ\x90\x00" * 40, id="a program"),
        pytest.param(b"DOCUMENT:Q123456  08-MAY-2002\r\nPRODUCT :", id="without a title"),
        pytest.param(b"DOCUMENT:Q1234  08-MAY-2002\r\nTITLE   :A", id="without a number"),
    ],
)
def test_what_is_no_article_is_refused(content: bytes) -> None:
    with pytest.raises(NoArticleError):
        read_article(content)


@pytest.mark.parametrize("cut", range(0, 900, 37))
def test_an_article_cut_off_anywhere_is_one_or_none(cut: int) -> None:
    content = plain(*BODY, keywords="kbenv", hardware="x86")[:cut]
    try:
        found = read_article(content)
    except NoArticleError:
        return
    assert 1 <= found.first <= found.last + 1 <= len(found.lines) + 2


def test_bytes_that_are_no_utf8_are_of_windows() -> None:
    found = article("Caf\u00e9 \u201cx\u201d")
    assert found.lines[found.first - 1] == "Caf\u00e9 \u201cx\u201d"


EARLY = ("3.10 3.50", "", "WINDOWS", "", "kbnetwork kbbug3.10 kbfix3.50.sp2", "")


@pytest.mark.parametrize("form", [plain, page])
def test_lines_between_head_and_products_hide_no_bullet(form: Callable[..., bytes]) -> None:
    content = form(*BODY, bullets=(NT4, TSE), keywords="kbenv")
    rule = b"-" * 79
    tab, end = (b"\t", b"\n") if form is page else (b"", b"\r\n")
    early = b"".join(tab + line.encode() + end for line in EARLY)
    found = read_article(content.replace(tab + rule, early + tab + rule, 1))
    assert [bullet.text for bullet in found.bullets] == [NT4, TSE]
    assert [keyword.word for keyword in found.keywords] == ["kbnetwork", "kbbug3.10", "kbfix3.50.sp2", "kbenv"]
    assert "kbfix3.50.sp2" in found.lines[found.keywords[2].line - 1]
    assert found.lines[found.first - 1] == "SYMPTOMS"


def test_old_keywords_stand_among_the_words_to_be_found_by() -> None:
    found = article("Words.", "", "Additional query words: prodnt kbbug3.51 kbfix3.51.sp2", "nt4sp3fix kbfix3.51")
    assert [keyword.word for keyword in found.keywords] == ["kbbug3.51", "kbfix3.51.sp2", "kbfix3.51"]
