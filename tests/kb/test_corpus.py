"""Traps, one a folder: an article in the shape that was misread once, and the record it must become.

The articles are our own: tables are as printed somewhere, sentences have but the words a parser must recognise.
`remarks.txt` beside them lists what the account has to say.
"""

from pathlib import Path

import pytest

from ntfp.database.writing import record_path, record_text
from ntfp.kb.compiling import compile_library
from ntfp.kb.texts import Library

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "articles"
TRAPS = sorted(path for path in CORPUS.iterdir() if path.is_dir())


@pytest.mark.parametrize("trap", TRAPS, ids=lambda path: path.name)
def test_an_article_becomes_the_record_it_must(trap: Path) -> None:
    account = compile_library(Library(sorted(trap.glob("Q*.TXT"))))
    made = {record_path(signature.kb).name: record_text(signature) for signature in account.signatures}
    assert made == {path.name: path.read_text("utf-8") for path in sorted(trap.glob("*.toml"))}


@pytest.mark.parametrize("trap", TRAPS, ids=lambda path: path.name)
def test_what_cannot_be_read_surely_is_remarked_upon(trap: Path) -> None:
    account = compile_library(Library(sorted(trap.glob("Q*.TXT"))))
    remarks = [
        f"{Path(entry.label).stem} line {remark.line}: {remark.trouble}\n"
        for entry in account.entries
        for remark in entry.remarks
    ]
    expected = trap / "remarks.txt"
    assert "".join(remarks) == (expected.read_text("utf-8") if expected.exists() else "")
