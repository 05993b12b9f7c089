"""Compiling: articles in, signatures out, and an account of all that was there.

Each article is read for itself. Then those that speak of others have their say:
the list of a pack's fixes and the roll-up give claims to the articles they name.

How a part of an article is read is known by the module named after it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo, By, Doubt, FixedIn, Origin, Signature
from ntfp.kb.account import Account, Entry, Fate
from ntfp.kb.article import Article, NoArticleError, read_article
from ntfp.kb.carriers import read_carriers
from ntfp.kb.components import read_components
from ntfp.kb.keywords import read_keywords
from ntfp.kb.limits import read_languages
from ntfp.kb.lists import Listing, means_another, read_list
from ntfp.kb.neighbours import with_likelier_dates
from ntfp.kb.products import Unclear, read_bullet
from ntfp.kb.remarks import OF_FIXES, TOLD, Remark, Trouble
from ntfp.kb.retractions import Retraction, read_denials, read_instead, read_retractions
from ntfp.kb.rollups import read_rollup
from ntfp.kb.statements import read_statements
from ntfp.kb.tables import read_tables
from ntfp.kb.texts import Library, Text
from ntfp.kb.windows import read_windows

ARCHIVE = "jeffpar/kbarchive"

_BRANCHES = list(Branch)


class _Read(msgspec.Struct, frozen=True, kw_only=True):
    """One article, read for itself."""

    label: str
    signature: Signature
    remarks: tuple[Remark, ...]
    listings: tuple[Listing, ...]
    retractions: tuple[Retraction, ...]


def compile_library(library: Library, step: Callable[[], object] = lambda: None) -> Account:
    """Every article of a library, compiled. `step` is called once an article, for whoever shows progress."""
    read: list[_Read] = []
    entries = [Entry(label=label, fate=Fate.OTHER_FORM) for label in library.passed_by]
    for text in library:
        one = _read(text)
        if isinstance(one, _Read):
            read.append(one)
        else:
            entries.append(one)
        step()
    said = _said_by_others(read)
    likelier = with_likelier_dates([one.signature for one in read])
    entries += [_settled(one, signature, said[signature.kb]) for one, signature in zip(read, likelier, strict=True)]
    return Account(tuple(sorted(entries, key=lambda entry: entry.label)))


def _read(text: Text) -> _Read | Entry:
    if text.content is None:
        return Entry(label=text.label, fate=Fate.TOO_LARGE)
    try:
        article = read_article(text.content)
    except NoArticleError:
        return Entry(label=text.label, fate=Fate.NO_ARTICLE)
    return _compiled(text.label, article)


def _compiled(label: str, article: Article) -> _Read:
    applies_to, unclear = _applies_to(article)
    tables, of_tables = read_tables(article, applies_to)
    retractions, instead = read_retractions(article), read_instead(article)
    prose, of_prose = ((), ()) if retractions else read_statements(article, applies_to)  # else it speaks of others
    keywords, of_keywords = read_keywords(article, applies_to, prose)
    denials, of_denials = read_denials(article, applies_to)
    windows, of_windows = read_windows(article, applies_to)
    listings, of_lists = read_list(article, applies_to)
    includes, contents, of_rollups = read_rollup(article, applies_to)
    remarks = (*unclear, *of_tables, *of_prose, *of_keywords, *of_denials, *of_windows, *of_lists, *of_rollups)
    signature = Signature(
        kb=article.kb,
        title=article.title,
        revised=article.revised,
        hardware=article.hardware,
        component=read_components(article),
        applies_to=applies_to,
        affects=windows,
        languages=read_languages(article),
        fixed_in=(*sorted((*prose, *denials), key=lambda claim: claim.line), *keywords),
        includes=includes,
        carriers=read_carriers(article, frozenset(row.file for table in tables for row in table.rows)),
        tables=tables,
        source=Origin(archive=ARCHIVE, path=article.path, sha256=article.sha256),
    )
    remarks = tuple(sorted(dict.fromkeys(remarks), key=lambda remark: (remark.line, remark.trouble)))
    return _Read(
        label=label,
        signature=signature,
        remarks=remarks,
        listings=(*listings, *contents, *instead),
        retractions=retractions,
    )


def _applies_to(article: Article) -> tuple[tuple[AppliesTo, ...], tuple[Remark, ...]]:
    """The bullets of the NT family."""
    found: list[AppliesTo] = []
    remarks = []
    for bullet in article.bullets:
        named = read_bullet(bullet)
        if isinstance(named, Unclear):
            remarks.append(Remark(Trouble.BULLET_UNCLEAR, bullet.line, "names no version"))
        else:
            found += named
    return tuple(found), tuple(remarks)


def _said_by_others(read: Sequence[_Read]) -> Mapping[str, list[FixedIn]]:
    """What lists and roll-ups say of each article: but for numbers given anew since, and for what is taken back."""
    known = {one.signature.kb: one.signature for one in read}
    retractions = [retraction for one in read for retraction in one.retractions]
    said: dict[str, list[FixedIn]] = defaultdict(list)
    for listing in (listing for one in read for listing in one.listings):
        named = known.get(listing.kb)
        if named is None or means_another(listing, named.title, named.applies_to):
            continue
        if not any(retraction.takes_back(listing.kb, listing.claim) for retraction in retractions):
            said[listing.kb].append(listing.claim)
    return said


def _settled(read: _Read, own: Signature, said: Sequence[FixedIn]) -> Entry:
    """The record, with what others say of it; or the reason why there is none."""
    open_ = (remark for remark in read.remarks if remark.trouble not in TOLD)
    doubts = dict.fromkeys(Doubt(about=str(remark.trouble), line=remark.line) for remark in open_)
    signature = msgspec.structs.replace(own, fixed_in=(*own.fixed_in, *_each_once(said)), doubts=tuple(doubts))
    fate = _fate(signature, read)
    return Entry(
        label=read.label, fate=fate, signature=signature if fate is Fate.RECORD else None, remarks=read.remarks
    )


def _each_once(claims: Iterable[FixedIn]) -> Iterator[FixedIn]:
    """What lists say, list by list; an article they name twice under one pack is named once."""
    first: dict[tuple[object, ...], FixedIn] = {}
    order = list(By)
    for claim in sorted(
        claims, key=lambda one: (order.index(one.by), one.article, one.line, _BRANCHES.index(one.branch))
    ):
        first.setdefault((claim.article, claim.branch, claim.pack), claim)
    return iter(first.values())


def _fate(signature: Signature, read: _Read) -> Fate:
    if signature.fixed_in or signature.includes:
        return Fate.RECORD
    if any(table.branch or any(row.branch for row in table.rows) for table in signature.tables):
        return Fate.RECORD
    if signature.tables and signature.applies_to:
        return Fate.RECORD
    if read.listings:
        return Fate.LIST
    troubles = {remark.trouble for remark in read.remarks}
    if troubles & OF_FIXES:
        return Fate.UNREAD
    return Fate.NO_FIX if signature.applies_to or Trouble.BULLET_UNCLEAR in troubles else Fate.NOT_NT
