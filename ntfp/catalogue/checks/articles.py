"""Articles: when the fix of one is missing, branch by branch.

Each branch has its own words: the fix is missing where a file is older or the
pack too old; it is here where all files are later, or a pack or hotfix key has it
and no file speaks against that; else nobody can tell. What says "missing" is
believed before what says "here".
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ntfp.catalogue.checks.files import Rows, ask_files
from ntfp.catalogue.checks.stands import Stand
from ntfp.facts.build import Branch, Known, Line
from ntfp.facts.check import (
    NEVER,
    All,
    BranchIs,
    Check,
    Either,
    FileIs,
    KeySet,
    Lacks,
    Linked,
    Not,
    PackIs,
    PlatformIs,
    Question,
    Undecided,
    both,
    either,
    unless,
)
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Signature
from ntfp.judging import History
from ntfp.judging.history import platform_of
from ntfp.judging.printed import days

_PLATFORMS = (Platform.I386, Platform.ALPHA, Platform.MIPS, Platform.PPC)  # what NT 4.0 was made for
_OF_I386_ALONE = frozenset({Branch.WIN2000, Branch.WINXP})


class Asked(msgspec.Struct, frozen=True):
    """The question, and what it goes by in words; by nothing, where nothing could tell that it is missing."""

    missing: Question
    by: tuple[str, ...]


class _Said(msgspec.Struct, frozen=True):
    """What says that the fix is missing, what that it is here."""

    missing: Question
    here: Question


def question_of(
    signature: Signature,
    lines: Sequence[Line],
    known: Known,
    history: History,
    others: Mapping[str, Check],
    untold: frozenset[str],
) -> Asked:
    """Is the fix missing from a machine of one of these branches?

    `others` are the checks of articles that a roll-up may contain, `untold` those that have none.
    """
    blocks: list[Question] = []
    by: set[str] = set()
    for line in lines:
        stand = Stand(signature, line, history)
        said = _said(stand, known)
        contents = [Lacks(kb) for kb in signature.includes if kb in others and line.branch in others[kb].branches]
        if untold.intersection(signature.includes):
            said = _Said(said.missing, NEVER)  # what it contains may be missing, and nobody could tell
        missing = either(said.missing, *contents)
        if missing != NEVER:
            by.update(*map(_words, (missing, said.here)))
        open_ = both(Undecided(), unless(said.here))
        blocks.append(both(BranchIs(line.branch), *_limits(stand), either(missing, open_)))
    return Asked(either(*blocks), tuple(sorted(by)))


def _said(stand: Stand, known: Known) -> _Said:
    """Files first; of what no row is about packs and keys tell alone."""
    key = both(stand.key, stand.some_pack)
    if not stand.rows:
        return _Said(stand.pack_too_old, either(stand.pack_has_it, key))
    missing, here = [], []
    for platform in _platforms(stand):
        listed = _rows_for(stand, platform)
        if not listed:
            here.append(both(PlatformIs(platform), stand.pack_has_it))
            continue
        fixed = either(stand.pack_has_it, both(key, unless(stand.packs(_taking_it_back(stand, listed)))))
        files = ask_files(stand, platform, listed, known, fixed)
        missing.append(both(PlatformIs(platform), files.lack_it))
        here.append(both(PlatformIs(platform), files.have_it))
    return _Said(either(*missing), either(*here))


def _rows_for(stand: Stand, platform: Platform) -> Rows:
    return tuple(one for one in stand.rows if platform_of(stand.signature, one[1]) in (None, platform))


def _platforms(stand: Stand) -> Iterator[Platform]:
    """The platforms the branch was made for and the article does not leave out."""
    left_out = set(_excluded(stand))
    for platform in _PLATFORMS:
        if platform not in left_out and (platform is Platform.I386 or stand.branch not in _OF_I386_ALONE):
            yield platform


def _taking_it_back(stand: Stand, rows: Rows) -> tuple[str, ...]:
    """The packs without the fix that were finished after it: put on again behind a hotfix, they take it back."""
    made = [min(days(row)) for _, row in rows if days(row)]
    names = sorted({row.file for _, row in rows})
    day = min(made) if len(made) == len(rows) else None
    return tuple(dict.fromkeys(pack for name in names for pack in stand.may_be_later(name, day)))


def _limits(stand: Stand) -> Iterator[Question]:
    """Machines that the article is not about, by its hardware line or a reviewed window of packs."""
    excluded = list(_excluded(stand))
    if excluded:
        yield unless(either(*map(PlatformIs, excluded)))
    outside = _outside(stand)
    if outside:
        yield unless(stand.packs(outside))


def _excluded(stand: Stand) -> Iterator[Platform]:
    hardware = stand.signature.hardware
    listed = {row.platform for _, row in stand.rows}
    return (one for one in _PLATFORMS if hardware and one not in hardware and one not in listed)


def _outside(stand: Stand) -> tuple[str, ...]:
    windows = [one for one in stand.signature.affects if one.branch is stand.branch and one.reviewed]
    if not windows or any(window.kernel_from for window in windows):
        return ()
    order = stand.line.packs
    inside: set[str] = set()
    for window in windows:
        first = min(stand.line.places((window.first,)), default=0)
        last = max(stand.line.places((window.last,)), default=len(order) - 1)
        inside.update(order[first : last + 1])
    return tuple(pack for pack in order if pack not in inside)


def _words(question: Question) -> Iterator[str]:
    """What a question goes by."""
    match question:
        case All(of) | Either(of):
            for one in of:
                yield from _words(one)
        case Not(one):
            yield from _words(one)
        case FileIs(first=first, below=below, size=size):
            if first or below:
                yield "file versions"
            if size is not None:
                yield "file sizes"
        case Linked():
            yield "link times"
        case PackIs():
            yield "packs"
        case KeySet():
            yield "hotfix keys"
        case Lacks():
            yield "contents"
        case _:
            pass
