"""Checks of what a record says of its article as a whole: head, bullets, doubts, source.

Rows and claims have modules of their own.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from ntfp.database.writing import record_path
from ntfp.facts.flaw import Flaw
from ntfp.facts.signature import Signature, number_of
from ntfp.facts.skeleton import FILE, TITLE
from ntfp.linting.check import Check, Found, OfRecords
from ntfp.linting.subject import Subject, rows_of

_PLACEHOLDER = re.compile(r"\b(?:TODO|FIXME|TBD)\b|^[?.\-_\s]*$|^<[^<>]*>$")
_NO_HASH = re.compile(r"(.)\1{63}")
_NO_TEXT = hashlib.sha256(b"").hexdigest()  # of a record of one's own that is made from none
_NOT_TAKEN = ("row-unread", "table-unintroduced")  # doubts about lines that the record leaves out
_BLANKS = re.compile(r"\s{2,}|[\t\xa0\ufffd]")


class Placeholder(OfRecords):
    """Title and source are the article's own words, and nothing that only keeps their place."""

    name = "placeholder"
    advice = "Write what the article says in the place of what only keeps it free."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        source = signature.source
        words = {"title": signature.title, "source.archive": source.archive, "source.path": source.path}
        for key, said in words.items():
            if said == TITLE or _PLACEHOLDER.search(said):
                yield Found(f"expected words of the article or your own, found {said!r}", key)
        if _NO_HASH.fullmatch(source.sha256):
            yield Found(f"expected the hash of a text, found {source.sha256[:4]}... all the way", "source.sha256")
        for placed in rows_of(signature):
            if placed.row.file == FILE:
                yield Found(f"expected the name of a file, found {FILE!r}", f"{placed.key}.file", placed.row.line)
            if placed.row.size == 1:
                yield Found("expected the size of a file, found 1", f"{placed.key}.size", placed.row.line)


class Title(OfRecords):
    """The title is one line with single blanks."""

    name = "title"
    advice = "Write the title in one line with single blanks, as it would be read out."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        if found := _BLANKS.search(signature.title):
            yield Found(f"expected single blanks between words, found {found[0]!r}", "title")


class SourcePath(OfRecords):
    """The path of the text names the number of the record."""

    name = "source-path"
    advice = "Name the text the record was made from; the number in its path is that of the record."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        numbers = [int(number) for number in re.findall(r"Q0*(\d{5,7})", signature.source.path, re.IGNORECASE)]
        if numbers and number_of(signature.kb) not in numbers:
            yield Found(f"expected the path of {signature.kb}, found {signature.source.path}", "source.path")


class SharedSource(Check):
    """No two records are made from one text."""

    name = "shared-source"
    advice = "Make each record from its own text: two of one text are one article twice, or a hash that was copied."

    def flaws(self, subject: Subject) -> Iterator[Flaw]:
        seen: dict[str, str] = {}
        for signature in subject.everything.values():
            seen.setdefault(signature.source.sha256, signature.kb)
        for signature in subject.signatures:
            first = seen[signature.source.sha256]
            a_text = signature.source.sha256 != _NO_TEXT and not _NO_HASH.fullmatch(signature.source.sha256)
            if first != signature.kb and a_text:
                yield Flaw(
                    check=self.name,
                    place=record_path(signature.kb).as_posix(),
                    key="source.sha256",
                    kb=signature.kb,
                    problem=f"expected a text of its own, found that of {first}",
                )


class OwnNumber(OfRecords):
    """A record of one's own has a number of its own, or is made from the shipped record's text."""

    name = "own-number"
    advice = (
        "Give a record of your own a number that ships with none;"
        " one that is to take a record's place is said to be in contradictions.toml."
    )

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        shipped = subject.laid_over.get(signature.kb)
        if shipped and shipped.source.sha256 != signature.source.sha256:
            problem = "takes the place of the record that ships, and is made from another text"
            yield Found(problem, "kb")


class NothingSaid(OfRecords):
    """A record says something a verdict can go by, or that something was not read."""

    name = "nothing-said"
    advice = (
        "Add a table, a claim, a file or a doubt, or leave the record away: of such an article nothing can be judged."
    )

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        said = (signature.tables, signature.fixed_in, signature.includes, signature.carriers, signature.doubts)
        if not any(said):
            yield Found("expected a table, a claim, a list of contents, a file or a doubt, found none of them")


class NoBranch(OfRecords):
    """A record is of some branch."""

    name = "no-branch"
    advice = "Say whose article it is, in applies_to: one of no branch is judged not-applicable everywhere."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        if not signature.branches:
            yield Found("expected a branch in applies_to, a table or a claim, found none", "applies_to")


class UnknownBranch(OfRecords):
    """Every branch a record speaks of is known, with its packs and years."""

    name = "unknown-branch"
    advice = "Name the branch as builds.toml does, or add it there with its packs and years."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for branch in sorted(signature.branches - subject.lines.keys()):
            yield Found(f"expected a branch of builds.toml, found {branch}")


class BulletPacks(OfRecords):
    """The packs of a bullet stand in order, each once."""

    name = "bullet-packs"
    advice = "List the packs of a bullet once each, in the order they came out."

    def of(self, signature: Signature, subject: Subject) -> Iterator[Found]:
        for number, bullet in enumerate(signature.applies_to):
            line = subject.lines.get(bullet.branch)
            order = line.places(bullet.packs) if line else []
            if order != sorted(set(order)):
                found = ", ".join(bullet.packs)
                yield Found(
                    f"expected each pack once and in order, found {found}", f"applies_to[{number}].packs", bullet.line
                )


class TwiceTheBullet(OfRecords):
    """A bullet is there once."""

    name = "bullet-twice"
    advice = "Keep one bullet of a product; where two differ in their packs, look into the article."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        seen = Counter((bullet.branch, bullet.edition, bullet.packs) for bullet in signature.applies_to)
        for number, bullet in enumerate(signature.applies_to):
            if seen[bullet.branch, bullet.edition, bullet.packs] > 1:
                seen[bullet.branch, bullet.edition, bullet.packs] = 0
                what = f"{bullet.branch} {bullet.edition or ''}".strip()
                yield Found(
                    f"expected one bullet of {what} with these packs, found several",
                    f"applies_to[{number}]",
                    bullet.line,
                )


class DoubtLine(OfRecords):
    """A doubt about rows names a line that a table or a row has."""

    name = "doubt-line"
    advice = "Let a doubt about a row or a table name its line: another line puts nothing in doubt."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        for number, doubt in enumerate(signature.doubts):
            if not doubt.of_rows or doubt.about in _NOT_TAKEN or not signature.tables:
                continue
            alone = replace(signature, doubts=(doubt,))
            if not any(alone.doubts_row(table, row) for table in signature.tables for row in table.rows):
                problem = f"expected the line of a table or row for {doubt.about}, found {doubt.line}"
                yield Found(problem, f"doubts[{number}].line", doubt.line)


class DoubtTwice(OfRecords):
    """A doubt is there once."""

    name = "doubt-twice"
    advice = "Say a doubt once."

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        for number, doubt in enumerate(signature.doubts):
            if doubt in signature.doubts[:number]:
                yield Found(f"expected it once, found {doubt.about} again", f"doubts[{number}]", doubt.line)


class Languages(OfRecords):
    """Where a problem is limited to languages, its tables are of these."""

    name = "language-limit"
    advice = (
        "Hold the tables against the languages the problem is limited to: a table of another fixes somebody else's."
    )

    def of(self, signature: Signature, _: Subject) -> Iterator[Found]:
        for number, table in enumerate(signature.tables):
            if signature.languages and table.language and table.language not in signature.languages:
                limits = ", ".join(signature.languages)
                problem = f"expected a language of the limit ({limits}), found {table.language}"
                yield Found(problem, f"tables[{number}].covers.language", table.line)


ARTICLE_CHECKS = (
    Placeholder(),
    Title(),
    SourcePath(),
    SharedSource(),
    OwnNumber(),
    NothingSaid(),
    NoBranch(),
    UnknownBranch(),
    BulletPacks(),
    TwiceTheBullet(),
    DoubtLine(),
    DoubtTwice(),
    Languages(),
)
