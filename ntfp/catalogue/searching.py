"""Searching: the articles that fit what somebody asks for.

A row that leaves its branch or its platform open fits each that its article
names: who looks for something would rather see it once too often. A verdict
rests on none of this.
"""

import fnmatch
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.lookup import Match, Query
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table
from ntfp.judging.history import branch_of, platform_of


def search(signatures: Iterable[Signature], query: Query) -> tuple[Match, ...]:
    """Those that fit in every way, in the order they come in."""
    named = _named(query.file)
    found: list[Match] = []
    for signature in signatures:
        if not (_has_words(signature, query.words) and _has_pack(signature, query)):
            continue
        rows = tuple(_rows(signature, query, named)) if query.of_rows else ()
        if rows or (_names_files(signature, query, named) if query.of_rows else _is_about(signature, query)):
            found.append(Match(signature, rows))
    return tuple(found)


def loosened(signatures: tuple[Signature, ...], query: Query) -> Iterator[tuple[str, int]]:
    """How many would fit without one of the things asked for, by its name; those without which none would are left out.

    Where only one is asked there is nothing to loosen.
    """
    asked = [name for name in query.__struct_fields__ if getattr(query, name)]
    for name in asked if len(asked) > 1 else ():
        without = replace(query, **{name: () if name == "words" else None})
        if count := len(search(signatures, without)):
            yield name, count


def rollups_of(kb: str, signatures: Iterable[Signature]) -> tuple[tuple[str, str], ...]:
    """Number and title of each roll-up that lists the article as contained."""
    return tuple((signature.kb, signature.title) for signature in signatures if kb in signature.includes)


def may_be_of(
    signature: Signature, said: tuple[Branch | None, Platform | None], branch: Branch | None, platform: Platform | None
) -> bool:
    """Is something of an article of that branch and platform, as far as is said? It may leave either open."""
    known, on = said
    named = signature.hardware or tuple(Platform)
    return (branch is None or branch is known or (known is None and branch in signature.branches)) and (
        platform is None or platform is on or (on is None and platform in named)
    )


def _has_words(signature: Signature, words: tuple[str, ...]) -> bool:
    """Is each a part of the title or of the number, however that is written?"""
    title = " ".join(signature.title.split()).casefold()
    number = signature.kb.casefold(), f"kb{signature.kb[1:]}"
    return all(any(" ".join(word.split()).casefold() in one for one in (title, *number)) for word in words)


def _has_pack(signature: Signature, query: Query) -> bool:
    return query.pack is None or any(
        claim.pack == query.pack and query.branch in (None, claim.branch) for claim in signature.fixed_in
    )


def _rows(signature: Signature, query: Query, named: Callable[[str], object]) -> Iterator[Row]:
    """Those that fit in every way, each by itself."""
    for table in signature.tables:
        for row in table.rows:
            if (
                named(row.file)
                and _is_dated(row, query)
                and may_be_of(signature, _said(signature, table, row), query.branch, query.platform)
            ):
                yield row


def _said(signature: Signature, table: Table, row: Row) -> tuple[Branch | None, Platform | None]:
    """Branch and platform of a row, as far as can be told."""
    return branch_of(signature, table, row), platform_of(signature, row)


def _is_dated(row: Row, query: Query) -> bool:
    """Is the row's day, in one of the ways to read it, within the days asked for?"""
    if query.first is None and query.last is None:
        return True
    days = [day for day in (row.date, row.date_doubt) if day]
    return any((query.first or day) <= day <= (query.last or day) for day in days)


def _names_files(signature: Signature, query: Query, named: Callable[[str], object]) -> bool:
    """Does its text name such a file as the cause, where no table lists it? Of that file no day is known."""
    dated = query.first or query.last
    return not dated and any(map(named, signature.carriers)) and _is_about(signature, query)


def _is_about(signature: Signature, query: Query) -> bool:
    """Does the article as a whole, or one of its rows, concern the branch and the platform?"""
    branch, platform = None if query.pack else query.branch, query.platform  # a statement of the branch was found
    whole = (branch is None or _concerns(signature, branch)) and (platform is None or platform in signature.hardware)
    return whole or any(_rows(signature, replace(query, branch=branch), bool))


def _concerns(signature: Signature, branch: Branch) -> bool:
    """By its products, by who is affected, or by its files. That the fix came with a release says nothing of that."""
    return branch in replace(signature, fixed_in=()).branches or (
        not signature.applies_to and branch in signature.branches
    )


def _named(pattern: str | None) -> Callable[[str], object]:
    """Does a file's name fit? Stars and question marks stand for others, all else for itself."""
    if pattern is None:
        return bool
    literal = pattern.casefold().replace("[", "[[]")
    return re.compile(fnmatch.translate(literal)).match
