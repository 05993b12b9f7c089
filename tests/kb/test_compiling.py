"""Compiling: each article for itself, then what they say of each other; and every file has its fate."""

from pathlib import Path

import pytest

from ntfp.database.writing import record_text
from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, By, Doubt
from ntfp.kb.account import Account, Entry, Fate
from ntfp.kb.compiling import compile_library
from ntfp.kb.texts import LARGEST, Library
from tests.kb.articles import A_FIX, NT4, TSE, page, plain

LIST = ("LIST OF BUGS", "============", "", "   Q123456 A Leak", "   Q123499 No article at hand")
LIST_TITLE = "List of Bugs Fixed in Windows NT 4.0 Service Pack 5"


def compiled(folder: Path, **articles: bytes) -> Account:
    """The articles of that folder: plain, but for those whose number ends with "page"."""
    for number, content in articles.items():
        kb = number.removesuffix("page")
        path = folder / (f"kb/{kb}/README.md" if number.endswith("page") else f"txt/{kb}.TXT")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return compile_library(Library([folder]))


def fates(account: Account) -> dict[str, Fate]:
    return {entry.label: entry.fate for entry in account.entries}


def only(account: Account) -> Entry:
    (entry,) = account.entries
    return entry


def test_an_article_becomes_a_record(tmp_path: Path) -> None:
    entry = only(compiled(tmp_path, Q123456=plain(*A_FIX, keywords="kbWinNT400PreSP7Fix", hardware="ALPHA x86")))
    signature = entry.signature
    assert signature
    assert (entry.fate, entry.rows, entry.statements, entry.remarks) == (Fate.RECORD, 1, 1, ())
    assert [(claim.branch, claim.pack, claim.by) for claim in signature.fixed_in] == [
        (Branch.NT4, AFTER_LAST, By.KEYWORD)
    ]
    assert [(table.branch, table.rows[0].file, table.rows[0].size) for table in signature.tables] == [
        (Branch.NT4, "srv.sys", 93_232)
    ]


def test_both_forms_give_the_same_record_but_for_path_hash_and_lines(tmp_path: Path) -> None:
    texts = []
    for number, form in (("Q123456", plain), ("Q123456page", page)):
        content = form(*A_FIX, keywords="kbWinNT400PreSP7Fix", bullets=(NT4, TSE))
        signature = only(compiled(tmp_path / number, **{number: content})).signature
        assert signature
        kept = [line for line in record_text(signature).splitlines() if not line.startswith(("path", "sha256"))]
        texts.append([line.split("line ")[0] for line in kept])
    assert texts[0] == texts[1]


def test_a_page_beside_its_plain_text_is_passed_by(tmp_path: Path) -> None:
    account = compiled(tmp_path, Q123456=plain(*A_FIX), Q123456page=page(*A_FIX))
    assert fates(account) == {"txt/Q123456.TXT": Fate.RECORD, "kb/Q123456/README.md": Fate.OTHER_FORM}


def test_what_a_fix_list_says_is_a_claim_of_the_article_it_names(tmp_path: Path) -> None:
    account = compiled(tmp_path, Q123456=plain("Nothing."), Q200000=plain(*LIST, title=LIST_TITLE, kb="Q200000"))
    (signature,) = account.signatures
    (claim,) = signature.fixed_in
    assert (claim.branch, claim.pack, claim.by, claim.article) == (Branch.NT4, "5", By.LIST, "Q200000")
    assert fates(account)["txt/Q200000.TXT"] is Fate.LIST


def test_a_list_that_names_an_article_twice_claims_once(tmp_path: Path) -> None:
    body = (*LIST, "   Q123456 A Leak")
    account = compiled(tmp_path, Q123456=plain("Nothing."), Q200000=plain(*body, title=LIST_TITLE, kb="Q200000"))
    assert len(next(account.signatures).fixed_in) == 1


def test_a_number_that_was_given_anew_gets_no_claim_from_an_old_list(tmp_path: Path) -> None:
    other = plain("Nothing.", title="Connecting with Dial-Up Networking", bullets=("Microsoft Windows 95",))
    account = compiled(tmp_path, Q123456=other, Q200000=plain(*LIST, title=LIST_TITLE, kb="Q200000"))
    assert list(account.signatures) == []


def test_what_a_third_article_takes_back_is_no_claim(tmp_path: Path) -> None:
    errata = (
        "Q123456 A Leak",
        "",
        "This problem was not corrected in Service Pack 5 for Windows NT 4.0.",
    )
    account = compiled(
        tmp_path,
        Q123456=plain("Nothing."),
        Q200000=plain(*LIST, title=LIST_TITLE, kb="Q200000"),
        Q200001=plain(*errata, title="List of Documentation Errors in Service Pack 5 Readme.txt File", kb="Q200001"),
    )
    assert list(account.signatures) == []


@pytest.mark.parametrize(
    ("content", "fate"),
    [
        pytest.param(plain("It hangs."), Fate.NO_FIX, id="no fix"),
        pytest.param(plain("It hangs.", bullets=("Microsoft Excel 97",)), Fate.NOT_NT, id="another product"),
        pytest.param(plain("It hangs.", bullets=("Microsoft Windows NT Server",)), Fate.NO_FIX, id="no version"),
        pytest.param(b"MZ", Fate.NO_ARTICLE, id="no article"),
        pytest.param(b"", Fate.NO_ARTICLE, id="nothing"),
        pytest.param(plain() + b" " * LARGEST, Fate.TOO_LARGE, id="too large"),
        pytest.param(
            plain("STATUS", "======", "", "This problem was first corrected in Windows NT 4.0 Service Pack 9."),
            Fate.UNREAD,
            id="a pack that never was",
        ),
    ],
)
def test_what_gives_no_record_has_a_reason(tmp_path: Path, content: bytes, fate: Fate) -> None:
    entry = only(compiled(tmp_path, Q123456=content))
    assert (entry.fate, entry.signature) == (fate, None)


def test_what_is_open_is_a_doubt_in_the_record(tmp_path: Path) -> None:
    entry = only(compiled(tmp_path, Q123456=plain(*A_FIX, bullets=(NT4, TSE))))
    assert entry.signature
    (table,) = entry.signature.tables
    assert table.branch is None
    assert entry.signature.doubts == (Doubt(about="table-undivided", line=table.line),)


def test_progress_is_told_once_an_article(tmp_path: Path) -> None:
    compiled(tmp_path, Q123456=plain("It hangs."), Q123457=plain("It hangs.", kb="Q123457"), Q123458=b"")
    steps: list[None] = []
    compile_library(Library([tmp_path]), lambda: steps.append(None))
    assert len(steps) == 3
