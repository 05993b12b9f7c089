"""The account of a run: what became of every file that was there, each in exactly one line.

An article that gives no record is not forgotten: it is set aside, with a reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from ntfp.facts.signature import Signature, number_of
from ntfp.kb.remarks import Remark


class Fate(StrEnum):
    """What became of a file: a record, or the reason why there is none."""

    RECORD = "record"
    UNREAD = "unread"  # files are listed or a pack is named, and it could not be read surely
    NO_FIX = "no-fix"  # of the NT family, but no file is listed and no pack or release named
    LIST = "list"  # no fix itself: it says where the fixes of others are
    NOT_NT = "not-nt"  # neither its products nor its words are of the NT family
    OTHER_FORM = "other-form"  # the same article is read from another file
    NO_ARTICLE = "no-article"
    TOO_LARGE = "too-large"


REASONS = {
    Fate.UNREAD: "name files or a pack, and could not be read surely",
    Fate.NO_FIX: "list no file and name no pack",
    Fate.LIST: "say where the fixes of others are",
    Fate.NOT_NT: "are not about Windows NT",
    Fate.OTHER_FORM: "are read from another file",
    Fate.NO_ARTICLE: "are no articles",
    Fate.TOO_LARGE: "are too large for an article",
}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One file, and what became of it."""

    label: str
    fate: Fate
    signature: Signature | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def rows(self) -> int:
        return sum(len(table.rows) for table in self.signature.tables) if self.signature else 0

    @property
    def statements(self) -> int:
        return len(self.signature.fixed_in) if self.signature else 0


class Account(msgspec.Struct, frozen=True):
    """All files of a run, in the order of their names."""

    entries: tuple[Entry, ...]

    @property
    def signatures(self) -> Iterator[Signature]:
        """Every record, in the order of its number."""
        found = (entry.signature for entry in self.entries if entry.signature)
        return iter(sorted(found, key=lambda signature: number_of(signature.kb)))

    def lines(self) -> Iterator[str]:
        """One line a file: its name, what became of it, what is in its record, what could not be read."""
        for entry in self.entries:
            counts = f"{entry.rows} rows\t{entry.statements} statements"
            remarks = "; ".join(f"line {remark.line}: {remark.trouble}: {remark.detail}" for remark in entry.remarks)
            yield f"{entry.label}\t{entry.fate}\t{counts if entry.signature else ''}\t{remarks}".rstrip("\t")

    def summary(self) -> Iterator[str]:
        """The run in a few lines, for people."""
        fates = Counter(entry.fate for entry in self.entries)
        records = [entry for entry in self.entries if entry.signature]
        yield f"{_counted(len(self.entries), 'file')}: {_counted(len(records), 'record')}"
        with_tables = sum(1 for entry in records if entry.rows)
        yield f"{_counted(sum(entry.rows for entry in records), 'row')} in {_counted(with_tables, 'article')}"
        claimed = [entry for entry in records if entry.statements]
        total = sum(entry.statements for entry in claimed)
        yield f"{_counted(total, 'statement')} in {_counted(len(claimed), 'article')}"
        troubles = Counter(remark.trouble for entry in self.entries for remark in entry.remarks)
        yield f"{_counted(troubles.total(), 'remark')}{':' if troubles else ''}"
        yield from _table((count, trouble) for trouble, count in troubles.most_common())
        aside = sum(fates[fate] for fate in REASONS)
        yield f"{_counted(aside, 'file')} set aside{':' if aside else ''}"
        yield from _table((fates[fate], f"{fate}: {words}") for fate, words in REASONS.items() if fates[fate])


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _table(rows: Iterable[tuple[int, str]]) -> Iterator[str]:
    return (f"{count:>7,}  {words}" for count, words in rows)
