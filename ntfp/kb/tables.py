"""Tables: the file tables of the fixes of an article, and whom each speaks for.

A table is a block of rows that words above introduce as a fix's. Where none do, a
block with a header is taken only in the chapter on the resolution, and only where
the words above do not lead to something else.

Tables of other products are left out and remarked upon, like all that stands in
columns and is no fix. What a row says is `rows`' question.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo, Relation, Requires, Row, Table
from ntfp.kb.article import Article
from ntfp.kb.blocks import Block, find_blocks
from ntfp.kb.covers import (
    BY_BULLETS,
    Note,
    Product,
    Saying,
    branch_of_version,
    find_product,
    find_requirement,
    is_cut_short,
    is_note_on_pack,
    named_outright,
    read_claim,
    read_note,
    read_saying,
    told_by_version,
)
from ntfp.kb.headings import Heading, find_headings
from ntfp.kb.leads import Lead, read_lead
from ntfp.kb.limits import names_language
from ntfp.kb.others import OTHER_WINDOWS, belongs_to, is_system, name_of_bullet, name_of_other
from ntfp.kb.products import Unclear, read_bullet
from ntfp.kb.prose import passages
from ntfp.kb.remarks import Remark, Trouble
from ntfp.kb.rows import Draft, settled

_RESOLUTION = re.compile(r"\bRESOLUTION\b", re.IGNORECASE)


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """A table while it is put together: all but its rows."""

    lead: Lead
    product: Product
    requires: Requires | None
    drafts: tuple[Draft, ...]


def read_tables(article: Article, applies_to: tuple[AppliesTo, ...]) -> tuple[tuple[Table, ...], tuple[Remark, ...]]:
    """The file tables of an article, in order, and what could not be read surely."""
    blocks = [block for block in find_blocks(article) if block.drafts or len(block.columns) > 2]
    if not blocks:
        return (), ()
    reading = _Reading(article, applies_to, blocks)
    found = reading.tables()
    rows, of_rows = settled([draft for one in found for draft in one.drafts], article.revised)
    cut = [row for row in rows if is_cut_short(row.version, row.date)]
    by_line = {row.line: msgspec.structs.replace(row, version=None) if row in cut else row for row in rows}
    of_rows += tuple(Remark(Trouble.VERSION_UNREAD, row.line, f"{row.version} is cut short") for row in cut)
    tables = tuple(_table(one, [by_line[draft.line] for draft in one.drafts]) for one in found)
    remarks = [*reading.remarks, *of_rows, *(remark for table in tables for remark in _of_versions(table))]
    return tables, tuple(sorted(remarks, key=lambda remark: remark.line))


# A hotfix that is only available for Site Server 3.0 is none for what else has the problem.
_ONLY_FOR = re.compile(r"\b(?:hot)?fix is only available for (.{1,60}?)\.(?:\s|$)", re.IGNORECASE)


class _Reading:
    """One article while its tables are sought, with the remarks that makes."""

    def __init__(self, article: Article, applies_to: Sequence[AppliesTo], blocks: Sequence[Block]) -> None:
        self.article = article
        self.headings = find_headings(article)
        self.bullets = _bullets(article, applies_to)
        self.blocks = list(zip(blocks, _leads(article, blocks), strict=True))
        self.remarks: list[Remark] = []

    def tables(self) -> list[_Found]:
        return [found for place in range(len(self.blocks)) if (found := self._table(place))]

    def _doubt(self, trouble: Trouble, line: int, detail: str) -> None:
        self.remarks.append(Remark(trouble, line, detail))

    def _table(self, place: int) -> _Found | None:
        block, lead = self.blocks[place]
        note = self._note(place)
        product = self._product(block, lead, note)
        if product.other:
            trouble = Trouble.OTHER_SYSTEM if is_system(product.other) else Trouble.OTHER_PRODUCT
            self._doubt(trouble, lead.line, f"a table of {product.other}")
            return None
        if not block.drafts:
            self._doubt(Trouble.ROW_UNREAD, block.first, "a header, and no row below it")
            return None
        if not _is_of_a_fix(self.article, block, lead):
            self._doubt(Trouble.TABLE_UNINTRODUCED, block.first, "nothing above says that these are files of a fix")
            return None
        drafts = tuple(self._drafts(block, lead, product))
        if not drafts:
            return None
        if product.branch is None and any(draft.branch is None for draft in drafts):
            left = ", ".join(sorted(product.left)) or "nothing says of which branch"
            self._doubt(Trouble.TABLE_UNDIVIDED, lead.line, left)
        if product.contradicted:
            named = f"{product.contradicted}: not {product.branch or 'what the note says'}"
            self._doubt(Trouble.BRANCH_CONTRADICTED, lead.line, named)
        for line, words in lead.unread:
            self._doubt(Trouble.TABLE_LIMITED, line, repr(words))
        requires, why = find_requirement(note, product.branch)
        if note and why:
            self._doubt(Trouble.REQUIRES_UNREAD, note.line, why)
        if unread := self._unread_note(block):
            self._doubt(Trouble.REQUIRES_UNREAD, unread, "a note on a pack below the table")
        if not lead.language and names_language(self.article.title):
            self._doubt(Trouble.TABLE_LANGUAGE, lead.line, "the title names a language, and nothing above the table")
        return _Found(lead=lead, product=product, requires=requires, drafts=drafts)

    def _product(self, block: Block, lead: Lead, note: Note | None) -> Product:
        elsewhere = self._named_beside(block)

        def read(texts: Sequence[str]) -> list[Saying]:
            return [read_saying(text, self.bullets.branches, elsewhere) for text in texts if text]

        heading = self._heading(block.first)
        titles = [*lead.labels, heading.title if heading else ""]
        if alone := self._made_for_alone(block):
            return Product(other=alone)
        sentences = [*read([lead.sentence, lead.before]), read_claim(lead.beside)]
        return find_product(read(titles), sentences, note, self.bullets)

    def _made_for_alone(self, block: Block) -> str:
        """The other product that a note above says a fix is made for alone, whatever else has the problem."""
        chapters = self.article.headings(block.first)
        first = chapters[0].line if chapters else self.article.first
        above = (_ONLY_FOR.search(passage.text) for passage in passages(self.article, first, block.first))
        return next((name for found in above if found and (name := name_of_other(found[1]))), "")

    def _named_beside(self, block: Block) -> frozenset[Branch]:
        """The branches that headings of the same chapter and leads name by their versions."""
        chapters = self.article.headings(block.first)
        first, last = (chapters[0].line, chapters[0].last) if chapters else (self.article.first, self.article.last)
        titles = [heading.title for heading in self.headings if first <= heading.line <= last]
        leads = [text for _, lead in self.blocks for text in (lead.sentence, lead.before, *lead.labels)]
        return named_outright([*titles, *leads])

    def _heading(self, line: int) -> Heading | None:
        return next((heading for heading in self.headings if heading.line < line <= heading.last), None)

    def _note(self, place: int) -> Note | None:
        """The note on what a fix requires: between its table and the next one; else above all tables of the heading."""
        block, _ = self.blocks[place]
        heading = self._heading(block.first)
        first, last = (heading.line, heading.last) if heading else (self.article.first, self.article.last)
        starts = [lead.line for other, lead in self.blocks if first <= other.first <= last]
        end = min([last, *(line - 1 for line in starts if line > block.last)])
        return self._first_note(block.last + 1, end) or self._first_note(first + 1, min(starts) - 1)

    def _unread_note(self, block: Block) -> int | None:
        """The line of a note right below a table that names a pack and is not understood."""
        below = next(passages(self.article, block.last + 1, self.article.last), None)
        if below and is_note_on_pack(below.text) and not read_note(below.text, below.line):
            return below.line
        return None

    def _first_note(self, first: int, last: int) -> Note | None:
        if first > last:
            return None
        notes = (read_note(passage.text, passage.line) for passage in passages(self.article, first, last))
        return next((note for note in notes if note), None)

    def _drafts(self, block: Block, lead: Lead, product: Product) -> Iterator[Draft]:
        for line in block.unread:
            self._doubt(Trouble.ROW_UNREAD, line, "is no row, or part of one")
        for line in block.choices:
            self._doubt(Trouble.ROW_CHOICE, line, "either of the rows will do")
        for draft in block.drafts:
            if draft.branch is Branch.OTHER:
                self._doubt(Trouble.OTHER_SYSTEM, draft.line, f"{draft.file} is for no Windows NT")
                continue
            open_to = product.left | self.bullets.branches if product.contradicted == BY_BULLETS else product.left
            branch = draft.branch or told_by_version(draft.version, open_to)
            yield msgspec.structs.replace(draft, branch=branch, platform=draft.platform or lead.platform)


def _bullets(article: Article, applies_to: Sequence[AppliesTo]) -> Saying:
    branches = frozenset(bullet.branch for bullet in applies_to)
    texts = [bullet.text for bullet in article.bullets]
    if branches:
        return Saying(branches, next((text for text in texts if OTHER_WINDOWS.search(text)), ""))
    if any(isinstance(read_bullet(bullet), Unclear) for bullet in article.bullets):
        return Saying()
    parts = [belongs_to(text) for text in texts]
    if parts and all(parts):
        return Saying(parts[0].union(*parts))
    return Saying(other=name_of_bullet(texts[0]) if texts else "")


def _leads(article: Article, blocks: Sequence[Block]) -> list[Lead]:
    leads: list[Lead] = []
    end = article.first - 1
    for block in blocks:
        above = [section.line + 1 for section in article.headings(block.first)]
        floor = max([end, *above]) + 1
        leads.append(read_lead(article, block, floor, leads[-1] if leads and floor == end + 1 else None))
        end = block.last
    return leads


def _is_of_a_fix(article: Article, block: Block, lead: Lead) -> bool:
    if lead.sentence:
        return True
    chapter = article.headings(block.first)
    if not chapter or not _RESOLUTION.search(chapter[0].title):
        return False
    return not lead.unread if lead.labels else bool(block.columns) and not lead.open


def _table(found: _Found, rows: Sequence[Row]) -> Table:
    lead, branch = found.lead, found.product.branch
    return Table(
        line=lead.line,
        branch=branch,
        language=lead.language,
        variant=lead.variant,
        relation=Relation.OR_LATER if lead.or_later else Relation.PLAIN,
        requires=found.requires,
        utc=lead.utc,
        rows=tuple(
            msgspec.structs.replace(row, branch=None) if branch and row.branch is branch else row for row in rows
        ),
    )


def _of_versions(table: Table) -> Iterator[Remark]:
    for row in table.rows:
        branch, by_version = row.branch or table.branch, branch_of_version(row.version)
        if branch and by_version and branch is not by_version:
            detail = f"{row.version} is a build of {by_version}, the table is for {branch}"
            yield Remark(Trouble.BRANCH_AGAINST_VERSION, row.line, detail)
