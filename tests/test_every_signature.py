"""Every record that ships: it lies where it belongs, reads as the manual says, and says what its article prints.

There are thousands of them, so a test is about all at once and tells those that are wrong.
"""

import hashlib
import os
import re
import tarfile
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ntfp.database import load_signature, schema, shipped_folder, shipped_signatures, stale_reviews
from ntfp.database.writing import listed_text, record_path, record_text
from ntfp.facts.build import Branch
from ntfp.facts.signature import By, Row, Signature, Table
from ntfp.kb.account import Account
from ntfp.kb.compiling import compile_library
from ntfp.kb.texts import Library
from ntfp.scanning.listing import listed_kernels

FOLDER = shipped_folder()
BESIDE = {"builds.toml", "corrections.toml", "kernels.toml", "packs.toml", "reviews.toml"}
PATHS = sorted(path for path in FOLDER.rglob("*.toml") if path.relative_to(FOLDER).as_posix() not in BESIDE)
MANUAL = (FOLDER / "FORMAT.md").read_text("utf-8")

CORPUS = Path(os.environ.get("NTFP_KB_CORPUS", FOLDER.parents[1] / "shared" / "kb" / "articles.tar.xz"))
needs_articles = pytest.mark.skipif(not CORPUS.exists(), reason="the articles are not at hand (NTFP_KB_CORPUS)")

# A platform as a row may print it.
PLATFORM_WORDS = {
    "i386": ("intel", "x86", "i386", "x386"),
    "alpha": ("alpha",),
    "mips": ("mips",),
    "ppc": ("ppc",),
}


@cache
def printed() -> tuple[Signature, ...]:
    """Every record as it is written, uncorrected."""
    return tuple(map(load_signature, PATHS))


# What a clone alone can hold


def test_there_are_records() -> None:
    assert len(PATHS) > 2_500
    assert len({path.stem for path in PATHS}) == len(PATHS)


def test_all_load_together_with_what_people_found_out_about_them() -> None:
    assert {signature.kb.lower() for signature in shipped_signatures()} == {path.stem for path in PATHS}
    numbers = [int(signature.kb[1:]) for signature in shipped_signatures()]
    assert numbers == sorted(numbers)


def test_the_listed_kernels_are_those_of_the_records() -> None:
    assert (FOLDER / "kernels.toml").read_text("utf-8") == listed_text(listed_kernels(shipped_signatures()))


def test_no_review_is_stale() -> None:
    assert stale_reviews(FOLDER) == ()


def test_a_record_lies_where_its_number_says() -> None:
    places = zip(PATHS, printed(), strict=True)
    assert [path for path, signature in places if path != FOLDER / record_path(signature.kb)] == []


def test_a_record_is_written_as_it_would_be_again() -> None:
    texts = zip(PATHS, printed(), strict=True)
    assert [path for path, signature in texts if path.read_bytes() != record_text(signature).encode()] == []


def tables_of(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """A schema and all within it."""
    yield kind
    for field in msgspec.structs.fields(kind):
        for name, inner in vars(schema).items():
            if isinstance(inner, type) and issubclass(inner, msgspec.Struct) and f"schema.{name}" in str(field.type):
                yield from tables_of(inner)


def test_the_manual_tells_every_key_of_a_record() -> None:
    kinds = set(tables_of(schema.Record))
    assert {kind.__name__ for kind in kinds} == {
        *("Record", "AppliesTo", "Affects", "Limits", "FixedIn", "Doubt"),
        *("Table", "Covers", "Requires", "Row", "Source"),
    }
    keys = {field.encode_name for kind in kinds for field in msgspec.structs.fields(kind)}
    told = set(re.findall(r"[a-z0-9_]+", " ".join(re.findall(r"`([^`\n]+)`", MANUAL))))
    assert keys - told == set()


def keys_of(kind: type[msgspec.Struct]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def test_keys_stand_in_the_order_of_the_manual() -> None:
    wrong = []
    for path in PATHS:
        tree = tomllib.loads(path.read_text("utf-8"))
        found: list[tuple[dict[str, Any], type[msgspec.Struct]]] = [(tree, schema.Record)]
        found += [(bullet, schema.AppliesTo) for bullet in tree.get("applies_to", ())]
        found += [(claim, schema.FixedIn) for claim in tree.get("fixed_in", ())]
        found += [(table, schema.Table) for table in tree.get("tables", ())]
        found += [(row, schema.Row) for table in tree.get("tables", ()) for row in table["rows"]]
        wrong += [
            (path.stem, keys) for keys, kind in found if list(keys) != [key for key in keys_of(kind) if key in keys]
        ]
    assert wrong == []


def test_lines_rise_as_in_the_article() -> None:
    wrong = []
    for signature in printed():
        orders = [[bullet.line for bullet in signature.applies_to], [table.line for table in signature.tables]]
        wrong += [(signature.kb, lines) for lines in orders if lines != sorted(lines)]
        for table in signature.tables:
            rows = [table.line - 1, *(row.line for row in table.rows)]  # a table may begin with its first row
            wrong += [(signature.kb, rows) for line, after in pairwise(rows) if after <= line]
    assert wrong == []


def test_the_source_is_the_article_of_that_number() -> None:
    for signature in printed():
        assert signature.source.archive == "jeffpar/kbarchive"
        number = signature.kb[1:].zfill(6)
        assert signature.source.path == f"txt/{number[:3]}/{signature.kb}.TXT"


def rows_of(signature: Signature) -> Iterator[tuple[Table, Row]]:
    return ((table, row) for table in signature.tables for row in table.rows)


def test_a_version_of_terminal_server_is_on_its_branch_alone_or_in_doubt() -> None:
    wrong = set()
    for signature in printed():
        doubted = {doubt.line for doubt in signature.doubts}
        for table, row in rows_of(signature):
            branch = row.branch or table.branch
            if branch and row.version and (row.version.major, row.version.minor, row.version.build) == (4, 0, 1381):
                terminal = row.version.revision >= 0x8000
                if terminal != (branch is Branch.NT4_TSE) and not doubted & {row.line, table.line}:
                    wrong.add((signature.kb, row.line))
    assert wrong == set()


def test_a_roll_up_claim_and_the_roll_up_agree() -> None:
    known = {signature.kb: signature for signature in shipped_signatures()}
    included = {(kb, roll_up.kb) for roll_up in known.values() for kb in roll_up.includes if kb in known}
    claimed = {
        (signature.kb, claim.article)
        for signature in known.values()
        for claim in signature.fixed_in
        if claim.by is By.ROLLUP and claim.article in known
    }
    assert included == claimed


# What the articles print


@cache
def account() -> Account:
    """The whole archive, compiled anew."""
    return compile_library(Library([CORPUS]))


@cache
def members() -> dict[str, bytes]:
    """All plain texts of the archive, by path; read once, for it is packed."""
    if CORPUS.is_dir():
        return {path.relative_to(CORPUS).as_posix(): path.read_bytes() for path in CORPUS.glob("txt/*/*")}
    with tarfile.open(CORPUS) as archive:
        return {
            member.name: content.read()
            for member in archive
            if member.name.startswith("txt/") and (content := archive.extractfile(member))
        }


@cache
def lines_of(kb: str) -> list[str]:
    """The lines of an article, in lower case."""
    text = members()[f"txt/{kb[1:].zfill(6)[:3]}/{kb}.TXT"].replace(b"\r\n", b"\n")
    return text.decode("cp1252", "replace").lower().split("\n")


def line_of(kb: str, number: int) -> str:
    return lines_of(kb)[number - 1]


@needs_articles
def test_the_archive_compiles_to_the_records_that_ship() -> None:
    made = {FOLDER / record_path(signature.kb): record_text(signature) for signature in account().signatures}
    assert sorted(made.keys() ^ set(PATHS)) == []
    assert [path for path, text in made.items() if path.read_text("utf-8") != text] == []


@needs_articles
def test_every_file_of_the_archive_is_in_one_line_of_the_account() -> None:
    labels = [line.split("\t")[0] for line in account().lines()]
    if CORPUS.is_dir():
        files = [path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file()]
    else:
        with tarfile.open(CORPUS) as archive:
            files = [member.name for member in archive if member.isfile()]
    assert sorted(labels) == sorted(files)


@needs_articles
def test_a_record_is_made_from_this_very_text() -> None:
    for signature in printed():
        text = members()[signature.source.path].replace(b"\r\n", b"\n")
        assert hashlib.sha256(text).hexdigest() == signature.source.sha256


@needs_articles
def test_title_and_date_are_the_articles() -> None:
    for signature in printed():
        text = members()[signature.source.path].decode("cp1252", "replace")
        first, second, *_ = text.splitlines()
        assert signature.revised
        assert first.split()[:2] == [f"DOCUMENT:{signature.kb}", f"{signature.revised:%d-%b-%Y}".upper()]
        assert " ".join(second.split()) == " ".join(f"TITLE   :{signature.title}".split())


@needs_articles
def test_a_row_stands_on_the_line_it_names() -> None:
    wrong = []
    for signature in printed():
        for table, row in rows_of(signature):
            line = line_of(signature.kb, row.line)
            above = " ".join(lines_of(signature.kb)[table.line - 1 : row.line])  # a sentence may name the platform
            numbers = re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", line))
            dotted = ".".join(str(int(number)) for number in re.findall(r"\d+", line))
            holds = row.file in line
            holds &= row.size is None or str(row.size) in numbers
            holds &= row.size_kb is None or f"{row.size_kb:g}" in line.replace(",", "")
            holds &= row.version is None or str(row.version) in dotted
            holds &= row.platform is None or any(word in above for word in PLATFORM_WORDS[row.platform])
            if not holds:
                wrong.append((signature.kb, row, line))
    assert wrong == []


@needs_articles
def test_dates_and_times_are_made_of_the_lines_numbers() -> None:
    wrong = []
    for signature in printed():
        for _, row in rows_of(signature):
            line = line_of(signature.kb, row.line)
            parts = set(re.findall(r"[a-z]{3,9}|\d+", line))
            holds = True
            if row.date is not None:
                months = {str(row.date.month), f"{row.date:%m}", f"{row.date:%b}".lower(), f"{row.date:%B}".lower()}
                days = {str(row.date.day), f"{row.date:%d}"}
                years = {str(row.date.year), f"{row.date:%y}"}
                holds &= all(parts & names for names in (months, days, years))
            if row.time is not None:
                hours = {row.time.hour, row.time.hour % 12, row.time.hour % 12 or 12}
                clocks = {f"{hour:{width}}:?{row.time.minute:02}" for hour in hours for width in ("", "02")}
                holds &= any(re.search(rf"(?<!\d){clock}", line) for clock in clocks)
            if not holds:
                wrong.append((signature.kb, row, line))
    assert wrong == []


@needs_articles
def test_a_bullet_stands_on_the_line_it_names() -> None:
    for signature in printed():
        for bullet in signature.applies_to:
            line = line_of(signature.kb, bullet.line)
            assert line.lstrip().startswith("- microsoft windows"), (signature.kb, bullet)
            assert ("terminal server" in line) == (bullet.branch is Branch.NT4_TSE), (signature.kb, bullet)


@needs_articles
def test_a_claim_stands_on_the_line_it_names() -> None:
    wrong = []
    for signature in printed():
        for claim in signature.fixed_in:
            line = line_of(claim.article or signature.kb, claim.line)
            if claim.by is By.KEYWORD:
                holds = claim.says.lower() in line.split()
            elif claim.by is By.PROSE:
                holds = bool(set(re.findall(r"\w+", claim.says.lower())) & set(re.findall(r"\w+", line)))
            else:  # a list names the article, but for one that says what became of another's
                holds = signature.kb.lower() in line or "corrected in" in line
            if not holds:
                wrong.append((signature.kb, claim, line))
    assert wrong == []
