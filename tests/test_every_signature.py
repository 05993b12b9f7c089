"""Every record that ships: it lies where it belongs, reads as the manual says, and says what its article prints."""

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
from ntfp.facts.build import Branch
from ntfp.facts.signature import By, Row, Signature, Table

FOLDER = shipped_folder()
BESIDE = {"builds.toml", "corrections.toml", "packs.toml", "reviews.toml"}
PATHS = sorted(path for path in FOLDER.rglob("*.toml") if path.relative_to(FOLDER).as_posix() not in BESIDE)
MANUAL = (FOLDER / "FORMAT.md").read_text("utf-8")

CORPUS = Path(os.environ.get("NTFP_KB_CORPUS", FOLDER.parents[1] / "shared" / "kb" / "articles.tar.xz"))
needs_articles = pytest.mark.skipif(not CORPUS.exists(), reason="the articles are not at hand (NTFP_KB_CORPUS)")

once_per_record = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)

# A platform as a row may print it.
PLATFORM_WORDS = {
    "i386": ("intel", "x86", "i386", "x386"),
    "alpha": ("alpha",),
    "mips": ("mips",),
    "ppc": ("ppc",),
}


# What a clone alone can hold


def test_there_are_records() -> None:
    assert len(PATHS) >= 37
    assert len({path.stem for path in PATHS}) == len(PATHS)


def test_all_load_together_with_what_people_found_out_about_them() -> None:
    assert [signature.kb.lower() for signature in shipped_signatures()] == sorted(path.stem for path in PATHS)


def test_no_review_is_stale() -> None:
    assert stale_reviews(FOLDER) == ()


@once_per_record
def test_a_record_lies_where_its_number_says(path: Path) -> None:
    kb = load_signature(path).kb
    assert path == FOLDER / kb[:4].lower() / f"{kb.lower()}.toml"


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
        *("Record", "AppliesTo", "Affects", "Limits", "FixedIn", "Table", "Covers", "Requires", "Row", "Source"),
    }
    keys = {field.encode_name for kind in kinds for field in msgspec.structs.fields(kind)}
    told = set(re.findall(r"[a-z0-9_]+", " ".join(re.findall(r"`([^`\n]+)`", MANUAL))))
    assert keys - told == set()


def keys_of(kind: type[msgspec.Struct]) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


@once_per_record
def test_keys_stand_in_the_order_of_the_manual(path: Path) -> None:
    tree = tomllib.loads(path.read_text("utf-8"))
    found: list[tuple[dict[str, Any], type[msgspec.Struct]]] = [(tree, schema.Record)]
    found += [(bullet, schema.AppliesTo) for bullet in tree.get("applies_to", ())]
    found += [(claim, schema.FixedIn) for claim in tree.get("fixed_in", ())]
    found += [(table, schema.Table) for table in tree.get("tables", ())]
    found += [(row, schema.Row) for table in tree.get("tables", ()) for row in table["rows"]]
    for written, kind in found:
        assert list(written) == [key for key in keys_of(kind) if key in written]


@once_per_record
def test_lines_rise_as_in_the_article(path: Path) -> None:
    signature = load_signature(path)
    bullets = [bullet.line for bullet in signature.applies_to]
    tables = [table.line for table in signature.tables]
    assert bullets == sorted(bullets)
    assert tables == sorted(tables)
    for table in signature.tables:
        rows = [table.line, *(row.line for row in table.rows)]
        assert all(line < after for line, after in pairwise(rows)), rows


@once_per_record
def test_the_source_is_the_article_of_that_number(path: Path) -> None:
    signature = load_signature(path)
    assert signature.source.archive == "jeffpar/kbarchive"
    assert signature.source.path == f"txt/{signature.kb[1:4]}/{signature.kb}.TXT"


def rows_of(signature: Signature) -> Iterator[tuple[Table, Row]]:
    return ((table, row) for table in signature.tables for row in table.rows)


@once_per_record
def test_a_version_of_terminal_server_is_on_its_branch_alone(path: Path) -> None:
    for table, row in rows_of(load_signature(path)):
        branch = row.branch or table.branch
        if branch and row.version and (row.version.major, row.version.minor, row.version.build) == (4, 0, 1381):
            assert (row.version.revision >= 0x8000) == (branch is Branch.NT4_TSE), row


@once_per_record
def test_a_roll_up_claim_and_the_roll_up_agree(path: Path) -> None:
    signature = load_signature(path)
    roll_ups = {other.kb for other in shipped_signatures() if signature.kb in other.includes}
    claimed = {claim.article for claim in signature.fixed_in if claim.by is By.ROLLUP}
    assert roll_ups == claimed & {other.kb for other in shipped_signatures()}


# What the articles print


@cache
def members() -> dict[str, bytes]:
    """All texts of the archive that records speak of, by path; read once, for it is packed."""
    wanted = {load_signature(path).source.path for path in PATHS}
    articles = {claim.article for path in PATHS for claim in load_signature(path).fixed_in if claim.article}
    wanted |= {f"txt/{article[1:4]}/{article}.TXT" for article in articles}
    if CORPUS.is_dir():
        return {name: (CORPUS / name).read_bytes() for name in wanted}
    with tarfile.open(CORPUS) as archive:
        return {
            member.name: content.read()
            for member in archive
            if member.name in wanted and (content := archive.extractfile(member))
        }


def text_of(kb: str) -> bytes:
    return members()[f"txt/{kb[1:4]}/{kb}.TXT"].replace(b"\r\n", b"\n")


def line_of(kb: str, number: int) -> str:
    """A line of an article, in lower case."""
    return text_of(kb).decode("cp1252", "replace").split("\n")[number - 1].lower()


@needs_articles
@once_per_record
def test_a_record_is_made_from_this_very_text(path: Path) -> None:
    signature = load_signature(path)
    assert hashlib.sha256(text_of(signature.kb)).hexdigest() == signature.source.sha256


@needs_articles
@once_per_record
def test_title_and_date_are_the_articles(path: Path) -> None:
    signature = load_signature(path)
    first, second, *_ = text_of(signature.kb).decode("cp1252", "replace").split("\n")
    assert signature.revised
    assert first.split()[:2] == [f"DOCUMENT:{signature.kb}", f"{signature.revised:%d-%b-%Y}".upper()]
    assert second == f"TITLE   :{signature.title}"


@needs_articles
@once_per_record
def test_a_row_stands_on_the_line_it_names(path: Path) -> None:
    signature = load_signature(path)
    for _, row in rows_of(signature):
        line = line_of(signature.kb, row.line)
        assert row.file in line.split(), row
        if row.size is not None:
            assert str(row.size) in re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", line)), row
        if row.size_kb is not None:
            assert re.search(rf"\b{row.size_kb:g} ?kb?\b", line), row
        if row.version is not None:
            assert str(row.version) in line.split(), row
        if row.platform is not None:
            assert any(word in line for word in PLATFORM_WORDS[row.platform]), row


@needs_articles
@once_per_record
def test_dates_and_times_are_made_of_the_lines_numbers(path: Path) -> None:
    signature = load_signature(path)
    for _, row in rows_of(signature):
        line = line_of(signature.kb, row.line)
        if row.date is not None:
            months = {str(row.date.month), f"{row.date.month:02}", f"{row.date:%b}".lower(), f"{row.date:%B}".lower()}
            days = {str(row.date.day), f"{row.date.day:02}"}
            years = {str(row.date.year), f"{row.date.year % 100:02}"}
            parts = re.findall(r"[a-z]{3,9}|\d+", line)[:3]
            assert all(set(parts) & names for names in (months, days, years)), row
        if row.time is not None:
            hours = {row.time.hour, row.time.hour % 12, row.time.hour % 12 or 12}
            clocks = {f"{hour:{width}}:{row.time.minute:02}" for hour in hours for width in ("", "02")}
            assert any(re.search(rf"(?<!\d){clock}", line) for clock in clocks), row


@needs_articles
@once_per_record
def test_a_table_begins_with_its_sentence_or_its_first_row(path: Path) -> None:
    signature = load_signature(path)
    for table in signature.tables:
        lead = " ".join(line_of(signature.kb, table.line + more) for more in range(3))
        assert re.search(r"fix|file|attributes|version", lead), (table.line, lead)
        assert ("or later" in " ".join(lead.split())) == (table.relation == "or-later"), (table.line, lead)


@needs_articles
@once_per_record
def test_a_bullet_stands_on_the_line_it_names(path: Path) -> None:
    signature = load_signature(path)
    for bullet in signature.applies_to:
        line = line_of(signature.kb, bullet.line)
        assert line.lstrip().startswith("- microsoft windows"), bullet
        assert ("terminal server" in line) == (bullet.branch is Branch.NT4_TSE), bullet


@needs_articles
@once_per_record
def test_a_claim_stands_on_the_line_it_names(path: Path) -> None:
    signature = load_signature(path)
    for claim in signature.fixed_in:
        line = line_of(claim.article or signature.kb, claim.line)
        if claim.by is By.KEYWORD:
            assert claim.says.lower() in line.split(), claim
        elif claim.by is By.PROSE:
            words = set(re.findall(r"\w+", claim.says.lower()))
            assert words & set(re.findall(r"\w+", line)), claim
        else:
            assert signature.kb.lower() in line, claim
