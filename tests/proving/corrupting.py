"""Corruptions: one fact of a record made wrong, as a slip of a compiler or of a hand would.

A change that is another true reading of the very line is none; each kind says what it leaves out for that.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AFTER_LAST, LATEST, Row, Signature

Value = TypeVar("Value")
Chance = random.Random
Corrupt = Callable[[Signature, Chance], Signature | None]

BRANCHES = [branch for branch in Branch if branch is not Branch.OTHER]
PLATFORMS = [Platform.I386, Platform.ALPHA, Platform.MIPS, Platform.PPC, None]
NUMBERED = ["0", "1", "2", "3", "4", "5", "6", "6a"]
PACKS = [*NUMBERED, LATEST, AFTER_LAST]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LAST_MONTH = 12
SHORTEST_MONTH = 28


def other(chance: Chance, values: Sequence[Value], than: Value) -> Value:
    return chance.choice([value for value in values if value != than])


def with_a_digit_changed(chance: Chance, number: int) -> int:
    """A number of the same length."""
    text = str(number)
    at = chance.randrange(len(text))
    new = other(chance, "0123456789" if at or len(text) == 1 else "123456789", text[at])
    return int(text[:at] + new + text[at + 1 :])


def in_list(signature: Signature, name: str, at: int, **changes: Any) -> Signature:
    """A record with one bullet, claim or table changed."""
    values = list(getattr(signature, name))
    values[at] = replace(values[at], **changes)
    return replace(signature, **{name: tuple(values)})


def in_row(signature: Signature, table: int, row: int, **changes: Any) -> Signature:
    rows = list(signature.tables[table].rows)
    rows[row] = replace(rows[row], **changes)
    return in_list(signature, "tables", table, rows=tuple(rows))


def rows_with(signature: Signature, *names: str) -> Iterator[tuple[int, int, Row]]:
    for number, table in enumerate(signature.tables):
        for place, row in enumerate(table.rows):
            if all(getattr(row, name) is not None for name in names):
                yield number, place, row


def one_of(chance: Chance, values: Iterator[Value]) -> Value | None:
    found = list(values)
    return chance.choice(found) if found else None


def size(signature: Signature, chance: Chance) -> Signature | None:
    if not (found := one_of(chance, rows_with(signature, "size"))):
        return None
    table, place, row = found
    return in_row(signature, table, place, size=with_a_digit_changed(chance, row.size or 0))


def version(signature: Signature, chance: Chance) -> Signature | None:
    if not (found := one_of(chance, rows_with(signature, "version"))):
        return None
    table, place, row = found
    assert row.version
    name = chance.choice(["major", "minor", "build", "revision"])
    number = with_a_digit_changed(chance, getattr(row.version, name))
    return in_row(signature, table, place, version=replace(row.version, **{name: min(number, 0xFFFF)}))


def time(signature: Signature, chance: Chance) -> Signature | None:
    """An hour, a minute, or the half of the day."""
    if not (found := one_of(chance, rows_with(signature, "time"))):
        return None
    table, place, row = found
    assert row.time
    changed = chance.choice(
        [
            row.time.replace(hour=(row.time.hour + 12) % 24),
            row.time.replace(hour=other(chance, range(24), row.time.hour)),
            row.time.replace(minute=other(chance, range(60), row.time.minute)),
        ]
    )
    return in_row(signature, table, place, time=changed)


def date(signature: Signature, chance: Chance) -> Signature | None:
    """A day, a month or a year; not the one that is the other reading of a doubtful date."""
    if not (found := one_of(chance, rows_with(signature, "date"))):
        return None
    table, place, row = found
    assert row.date
    swapped = (row.date.day, row.date.month)
    changes = [
        {"day": other(chance, range(1, SHORTEST_MONTH + 1), row.date.day)},
        {"month": other(chance, range(1, 13), row.date.month)},
        {"year": other(chance, range(1990, 2004), row.date.year)},
    ]
    change = chance.choice(changes)
    if row.date.day > SHORTEST_MONTH and "day" not in change:
        change = changes[0]
    changed = row.date.replace(**change)
    return None if (changed.month, changed.day) == swapped else in_row(signature, table, place, date=changed)


def day_and_month(signature: Signature, chance: Chance) -> Signature | None:
    """Swapped. A date in doubt has no other reading that is wrong, and is left out."""
    ambiguous = (
        (table, place, row.date)
        for table, place, row in rows_with(signature, "date")
        if row.date and row.date.day <= LAST_MONTH and row.date.day != row.date.month and row.date_doubt is None
    )
    if not (found := one_of(chance, ambiguous)):
        return None
    table, place, day = found
    return in_row(signature, table, place, date=dt.date(day.year, day.day, day.month))


def platform(signature: Signature, chance: Chance) -> Signature | None:
    if not (found := one_of(chance, rows_with(signature))):
        return None
    table, place, row = found
    if row.platform is None and any(doubt.line == row.line for doubt in signature.doubts):
        return None  # "Intel or Alpha" is either
    return in_row(signature, table, place, platform=other(chance, PLATFORMS, row.platform))


def file(signature: Signature, chance: Chance) -> Signature | None:
    """A letter of a name, or its end cut off."""
    if not (found := one_of(chance, rows_with(signature))):
        return None
    table, place, row = found
    at = chance.randrange(len(row.file.split(".")[0]))
    changed = row.file[:at] + other(chance, LETTERS, row.file[at]) + row.file[at + 1 :]
    return in_row(signature, table, place, file=chance.choice([changed, changed, row.file[:-1]]))


def table_branch(signature: Signature, chance: Chance) -> Signature | None:
    if not signature.tables:
        return None
    at = chance.randrange(len(signature.tables))
    table = signature.tables[at]
    if table.branch is None:
        return None  # undivided: its article says more than one
    return in_list(signature, "tables", at, branch=other(chance, [*BRANCHES, None], table.branch))


def bullet_branch(signature: Signature, chance: Chance) -> Signature | None:
    if not signature.applies_to:
        return None
    at = chance.randrange(len(signature.applies_to))
    return in_list(signature, "applies_to", at, branch=other(chance, BRANCHES, signature.applies_to[at].branch))


def claim_branch(signature: Signature, chance: Chance) -> Signature | None:
    if not signature.fixed_in:
        return None
    at = chance.randrange(len(signature.fixed_in))
    return in_list(signature, "fixed_in", at, branch=other(chance, BRANCHES, signature.fixed_in[at].branch))


def pack(signature: Signature, chance: Chance) -> Signature | None:
    """Of a claim, of a bullet, or of what a table requires."""
    places: list[Callable[[], Signature]] = []
    for at, claim in enumerate(signature.fixed_in):
        places.append(partial(in_list, signature, "fixed_in", at, pack=other(chance, PACKS, claim.pack)))
    for at, bullet in enumerate(signature.applies_to):
        for number, known in enumerate(bullet.packs):
            packs = list(bullet.packs)
            packs[number] = other(chance, NUMBERED, known)
            places.append(partial(in_list, signature, "applies_to", at, packs=tuple(packs)))
    for at, table in enumerate(signature.tables):
        if table.requires:
            requires = replace(table.requires, pack=other(chance, NUMBERED, table.requires.pack))
            places.append(partial(in_list, signature, "tables", at, requires=requires))
    return chance.choice(places)() if places else None


def line(signature: Signature, chance: Chance) -> Signature | None:
    """Of a row, a table, a bullet or a claim: one to three lines away."""
    step = chance.choice([-3, -2, -1, 1, 2, 3])
    places: list[Callable[[], Signature]] = []
    for name in ("applies_to", "fixed_in", "tables"):
        for at, value in enumerate(getattr(signature, name)):
            places.append(partial(in_list, signature, name, at, line=value.line + step))
    for table, place, row in rows_with(signature):
        places.append(partial(in_row, signature, table, place, line=row.line + step))
    return chance.choice(places)() if places else None


KINDS: tuple[Corrupt, ...] = (
    *(size, version, time, date, day_and_month, platform, file),
    *(table_branch, bullet_branch, claim_branch, pack, line),
)
