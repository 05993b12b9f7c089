"""Covers: the branch of Windows NT a table speaks for, and the pack its fix has to be installed on.

It is said by the heading, by the sentence above the table, by the note on what
the fix requires, or by the bullets where they leave one only; in this order, and
each of them can narrow down what the one before left open. Two that contradict
each other, or two branches left, are remarked upon.

A version never says it for a table, and for a row only where one bit proves it.
Which words stand where is known by `tables`, `headings` and `leads`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import msgspec

from ntfp.facts.build import TSE_BIT, Branch
from ntfp.facts.signature import Requires
from ntfp.facts.version import FileVersion
from ntfp.kb.others import belongs_to, name_of_option, name_of_other
from ntfp.kb.places import PACKS, RELEASE, read_places
from ntfp.kb.products import mentions

_BUILDS = {(3, 51): Branch.NT351, (5, 0, 2195): Branch.WIN2000, (5, 1, 2600): Branch.WINXP}
_FIRST_OF_2000, _RELEASED_2000 = 1000, dt.date(2000, 2, 29)
_NT = (Branch.NT31, Branch.NT35, Branch.NT351, Branch.NT4, Branch.NT4_TSE)
BY_BULLETS = "bullets"
_WORKSTATION = re.compile(r"\bWorkstation\b", re.IGNORECASE)
_ADD_ON = re.compile(r",?\s(?:Option\sPack|Resource\sKit)", re.IGNORECASE)
_OR_WAIT = re.compile(r",?\s(?:or|and)\swait\sfor\b.*", re.IGNORECASE)
_REQUIRES = re.compile(
    r"\b(?:fix(?:es)?|hotfix|update|patch|package)\srequires\s(?:that\syou\shave\s|you\sto\sbe\srunning\s)?",
    re.IGNORECASE,
)
_APPLIED = re.compile(
    r"(?P<pack>Service\sPack\s\d\w?)(?:\sand\s[\w-]+)?\smust\sbe\s(?:applied|installed)\s(?:to|on)\s"
    r"(?P<product>Windows\sNT(?:\s\d[\d.]*\d)?)\b.*?\b(?:prior|before)\b",
    re.IGNORECASE,
)
_ONLY_AFTER = re.compile(
    r"\b(?:should|must)\s(?:only\s)?be\s(?:only\s)?(?:installed|applied)\s(?:only\s)?(?:after|once)\s"
    r"(?:you\s(?:have\s)?)?(?:appl(?:y|ied|ying)|install(?:ed|ing)?)\s"
    r"|\bmust\sbe\srunning\s(?=(?:[^.]|\.(?=\d)){1,90}\sto\s(?:apply|install)\b)",
    re.IGNORECASE,
)
_NOTE_ON_PACK = re.compile(r"NOTE\b.*\b(?:Service\sPack|SP\d)", re.IGNORECASE)
_CORRECTED = re.compile(r"\b(?:corrected|fixed|resolved|included)\sin\s", re.IGNORECASE)
_PACK_OF_TSE = re.compile(r"(Service\sPack\s\d\w?)(?:\s\(SP\w+\))?,?\s(Terminal\sServer(?:\sEdition)?)", re.IGNORECASE)


class Saying(msgspec.Struct, frozen=True):
    """What some words say: these branches, or another product; nothing, where neither."""

    branches: frozenset[Branch] = frozenset()
    other: str = ""
    of_some_nt: bool = False  # "Windows NT", and neither version nor bullets tell which


class Note(msgspec.Struct, frozen=True):
    """A note on what a fix requires: several packs where any of them will do."""

    branches: frozenset[Branch]
    packs: tuple[str, ...]
    line: int


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a table speaks for. `left` are the branches it can be; `other` is a product outside the family."""

    left: frozenset[Branch] = frozenset()
    other: str = ""
    contradicted: str = ""  # by which of the words that say it

    @property
    def branch(self) -> Branch | None:
        return next(iter(self.left)) if len(self.left) == 1 else None


def read_saying(text: str, bullets: frozenset[Branch], elsewhere: frozenset[Branch]) -> Saying:
    """The product that a heading or a sentence names.

    "Windows NT" without a version is what the bullets have of it, but for the
    branches named elsewhere: for these there are words of their own. Beside it
    Windows 95 may be named, and the table is not of that alone.
    """
    text = _OR_WAIT.sub("", text)
    if option := name_of_option(text):
        return Saying(other=option)
    named = [mention for mention in mentions(text) if not _ADD_ON.match(text, mention.end)]
    branches = {branch for mention in named for branch in mention.branches}
    if not named:
        branches = set(belongs_to(text))
    elif not branches:
        branches = {branch for branch in bullets if branch in _NT and branch not in elsewhere}
        if _WORKSTATION.search(text):  # there was none of Terminal Server
            branches.discard(Branch.NT4_TSE)
    other = "" if branches or named else name_of_other(text)
    return Saying(frozenset(branches), other, bool(named) and not branches and not bullets.intersection(_NT))


def read_claim(text: str) -> Saying:
    """What "was first corrected in Windows 2000 Service Pack 2" says of the table below: one branch, or nothing."""
    places = [place for found in _CORRECTED.finditer(text) for place in read_places(text, found.end()).found]
    branches = frozenset(branch for place in places for branch in place.branches)
    packs = [place for place in places if place.pack != RELEASE]
    return Saying(branches) if packs and len(branches) == 1 else Saying()


def named_outright(texts: Iterable[str]) -> frozenset[Branch]:
    """Every branch some words name with its version."""
    return frozenset(branch for text in texts for mention in mentions(text) for branch in mention.branches)


def read_note(text: str, line: int) -> Note | None:
    """What "this hotfix requires Windows NT 4.0 Service Pack 6a" and "must be applied prior to" say."""
    text = _PACK_OF_TSE.sub(r"\2 \1", text)
    if found := _APPLIED.search(text):
        places = read_places(f"{found['product']} {found['pack']}", 0).found
    elif found := _REQUIRES.search(text) or _ONLY_AFTER.search(text):
        places = read_places(text, found.end()).found
    else:
        return None
    packs = dict.fromkeys(place.pack for place in places if place.pack != RELEASE)
    return Note(frozenset(branch for place in places for branch in place.branches), tuple(packs), line)


def is_note_on_pack(text: str) -> bool:
    """Does a note name a pack, whatever it says of it?"""
    return bool(_NOTE_ON_PACK.match(text))


def find_product(
    headings: Sequence[Saying], sentences: Sequence[Saying], note: Note | None, bullets: Saying
) -> Product:
    """Whom a table is for: headings the nearest first, then the words right above it, the note, the bullets."""
    if other := next((one.other for one in sentences if one.other), ""):
        return Product(other=other)
    said = {"heading": next((one for one in headings if one != Saying()), Saying())}
    said["sentence"] = next((one for one in sentences if one.branches), Saying())
    if note and (bullets.branches or not bullets.other):  # else it is what another product has to run on
        said["note"] = Saying(_branches_of(note, said["heading"].branches or bullets.branches))
    left: frozenset[Branch] = frozenset()
    contradicted = ""
    for who, saying in said.items():
        if not left:
            left = saying.branches
        elif saying.branches and not left & saying.branches:
            contradicted = who
        elif saying.branches:
            left &= saying.branches
    if other := said["heading"].other if not left else "":
        return Product(other=other)
    if not left and bullets.branches and any(one.of_some_nt for one in [*headings, *sentences]):
        return Product()
    if not left and not bullets.branches:
        return Product(other=bullets.other)
    if left and bullets.branches and not left & bullets.branches:
        by_note_alone = not (said["heading"].branches or said["sentence"].branches)
        return _against_bullets(left, bullets.branches, by_note_alone, contradicted)
    if not left and bullets.other:  # a rival of the same age: nobody says whose files these are
        return Product(left=bullets.branches | {Branch.OTHER})
    return Product(left=(left & bullets.branches or left) or bullets.branches, contradicted=contradicted)


def _against_bullets(
    left: frozenset[Branch], bullets: frozenset[Branch], by_note_alone: bool, contradicted: str
) -> Product:
    """What is said outright outranks the bullets. Between the two branches of 4.0 a note alone is wrong as often."""
    if by_note_alone and left | bullets == {Branch.NT4, Branch.NT4_TSE}:
        left |= bullets
    return Product(left=left, contradicted=contradicted or BY_BULLETS)


def _branches_of(note: Note, known: frozenset[Branch]) -> frozenset[Branch]:
    """Terminal Server is called "Windows NT 4.0", too; of what is known to be for it such a note says nothing else."""
    tse = frozenset({Branch.NT4_TSE})
    if known == tse and note.branches == {Branch.NT4} and set(note.packs) <= set(PACKS[Branch.NT4_TSE]):
        return tse
    return note.branches


def find_requirement(note: Note | None, branch: Branch | None) -> tuple[Requires | None, str]:
    """The pack a note demands, or why it cannot be told."""
    if note is None:
        return None, ""
    if len(note.packs) != 1:
        return None, "several packs will do" if note.packs else "no pack of Windows NT"
    (pack,) = note.packs
    branches = _branches_of(note, frozenset({branch} if branch else ()))
    if len(branches) != 1:
        return None, f"pack {pack} of a branch that is not said"
    (of,) = branches
    if pack not in PACKS[of]:
        return None, f"{of} never had pack {pack}"
    if branch is not of:
        return None, f"a pack of {of}, and the table is not"
    return Requires(branch=of, pack=pack), ""


def branch_of_version(version: FileVersion | None) -> Branch | None:
    """Which branch counts its builds like that; nothing for the numbers of its own that a component has."""
    if version is None:
        return None
    numbers = (version.major, version.minor, version.build)
    if numbers == (4, 0, 1381):
        return Branch.NT4_TSE if version.revision & TSE_BIT else Branch.NT4
    return _BUILDS.get(numbers) or _BUILDS.get(numbers[:2])


def is_cut_short(version: FileVersion | None, day: dt.date | None) -> bool:
    """The fixes of Windows 2000 count from 1000 on: of ".44" in the month of .4411 the column took the rest."""
    if branch_of_version(version) is not Branch.WIN2000 or version is None or day is None:
        return False
    return version.revision < _FIRST_OF_2000 and day > _RELEASED_2000


def told_by_version(version: FileVersion | None, left: frozenset[Branch]) -> Branch | None:
    """Where a table is of both branches of 4.0, whose file a row is: their versions differ in one bit.

    Of Windows 2000 nothing follows from a version: its files were given to Windows NT 4.0, too.
    """
    branch = branch_of_version(version)
    if branch is Branch.NT4_TSE and branch in left and len(left) > 1:
        return branch
    return branch if branch is Branch.NT4 and left == {Branch.NT4, Branch.NT4_TSE} else None
