"""Every record that ships: it lies where it belongs, reads as the manual says, and says what its article prints.

There are thousands of them, so a test is about all at once and tells those that are wrong.
"""

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

from ntfp.catalogue.listing import listed_kernels
from ntfp.database import schema, shipped, shipped_folder
from ntfp.database.mending import stale_reviews
from ntfp.database.records import load_signature
from ntfp.database.writing import listed_text, record_path, record_text
from ntfp.facts.build import Branch
from ntfp.facts.signature import By, Row, Signature, Table
from ntfp.kb.account import Account
from ntfp.kb.compiling import compile_library
from ntfp.kb.texts import Library
from ntfp.proving import Desk, prove_complete, prove_record

FOLDER = shipped_folder()
BESIDE = {"builds.toml", "contradictions.toml", "corrections.toml", "kernels.toml", "packs.toml", "reviews.toml"}
PATHS = sorted(path for path in FOLDER.rglob("*.toml") if path.relative_to(FOLDER).as_posix() not in BESIDE)
MANUAL = (FOLDER / "FORMAT.md").read_text("utf-8")

CORPUS = Path(os.environ.get("NTFP_KB_CORPUS", FOLDER.parents[1] / "shared" / "kb" / "articles.tar.xz"))
needs_articles = pytest.mark.skipif(not CORPUS.exists(), reason="the articles are not at hand (NTFP_KB_CORPUS)")


@cache
def printed() -> tuple[Signature, ...]:
    """Every record as it is written, uncorrected."""
    return tuple(map(load_signature, PATHS))


# What a clone alone can hold


def test_there_are_records() -> None:
    assert len(PATHS) > 2_500
    assert len({path.stem for path in PATHS}) == len(PATHS)


def test_all_load_together_with_what_people_found_out_about_them() -> None:
    assert {signature.kb.lower() for signature in shipped().signatures} == {path.stem for path in PATHS}
    numbers = [int(signature.kb[1:]) for signature in shipped().signatures]
    assert numbers == sorted(numbers)


def test_the_listed_kernels_are_those_of_the_records() -> None:
    assert (FOLDER / "kernels.toml").read_text("utf-8") == listed_text(listed_kernels(shipped().signatures))


def test_no_review_is_stale() -> None:
    assert stale_reviews(shipped().printed, shipped().reviews) == ()


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
    known = {signature.kb: signature for signature in shipped().signatures}
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
def desk() -> Desk:
    """All articles of the archive, for the reader that is not the compiler."""
    return Desk(Library([CORPUS]))


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
def test_the_articles_say_all_that_the_records_say() -> None:
    assert [flaw for signature in printed() for flaw in prove_record(signature, desk())] == []


@needs_articles
def test_nothing_in_the_archive_looks_like_a_fix_and_is_in_no_record() -> None:
    assert list(prove_complete(printed(), account(), desk())) == []
