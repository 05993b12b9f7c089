"""Fix lists: articles that name, pack by pack, the articles whose fixes a service pack has.

They are "List of Bugs Fixed in ...", in one article or in parts, and the Readmes
of Windows NT 3.5 and 3.51, which have such a list as a chapter. What they say is
a claim of every article they name.

Whether that article agrees is not asked here, nor whether it is in the archive.
Packages of fixes that are no service pack are `rollups`.
"""

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from ntfp.facts.build import Branch
from ntfp.facts.signature import LATEST, AppliesTo, By, FixedIn
from ntfp.kb.article import Article
from ntfp.kb.products import mentions
from ntfp.kb.remarks import Remark, Trouble

_TITLE = re.compile(r"List of Bugs Fixed in (?P<name>.+?)(?: \(Part \d\))?", re.IGNORECASE)
_NO_PACK = re.compile(r"List of Fixed Bugs in .+", re.IGNORECASE)
_README = re.compile(r"\bReadme\.txt\b", re.IGNORECASE)
_CHAPTER = re.compile(r"\d\.\d +\S")
_BUGS_FIXED = re.compile(r"[\d.]+ +List of Bugs Fixed in (?P<name>.+)", re.IGNORECASE)

_ENTRY = re.compile(r"\s*(?P<kb>Q\d{5,6})(?!\d)[\s:-]*(?P<title>.*)", re.IGNORECASE)
_A_NUMBER = re.compile(r"\bQ ?\d{4,}", re.IGNORECASE)
_NO_FIX = re.compile(r"List of (?:Fixed )?Bugs\b|How to Obtain the Latest\b", re.IGNORECASE)
_DIFFERENCES = re.compile(r"Differences between (?P<newer>.+?) and (?P<older>.+)", re.IGNORECASE)
_PACKS = re.compile(
    r"\b(?:Service Packs?|SP) ?(?P<one>\d[a-z]?)(?:\.0)?(?:/\d[a-z]?)?"
    r"(?P<more>(?:(?:, and|,| and) \d[a-z]?\b(?!\.\d))*)",
    re.IGNORECASE,
)
_MORE = re.compile(r"\d[a-z]?")
_WORD = re.compile(r"[a-z0-9]{3,}")


class Listing(msgspec.Struct, frozen=True):
    """One article named by a list or a roll-up, by which title, and the claim that is for it."""

    kb: str
    title: str
    claim: FixedIn


class Entry(msgspec.Struct, frozen=True):
    """A line that begins with the number of an article, and what is printed behind it."""

    kb: str
    title: str
    line: int


def entries(article: Article, first: int, last: int) -> Iterator[Entry | Remark]:
    """The articles named one a line, between two lines, but for other lists; a number elsewhere is remarked upon."""
    for number in range(first, last + 1):
        line = article.lines[number - 1]
        if found := _ENTRY.match(line):
            if not _NO_FIX.match(found["title"]):
                yield Entry(found["kb"].upper(), found["title"], number)
        elif number_there := _A_NUMBER.search(line):
            yield Remark(Trouble.LISTED_UNREAD, number, f"{number_there[0]} is not read as an article of the list")


def read_list(article: Article, applies_to: tuple[AppliesTo, ...]) -> tuple[tuple[Listing, ...], tuple[Remark, ...]]:
    """The claims a fix list has for other articles; nothing where it is none."""
    found = _list_of(article)
    if isinstance(found, Remark):
        return (), (found,)
    return found.read(applies_to) if found else ((), ())


def means_another(listing: Listing, title: str, applies_to: tuple[AppliesTo, ...]) -> bool:
    """Is the article that has this number now another than the one the list knew? Neither title nor product fits.

    Some numbers were given anew. A title alone may have been changed since, and
    a product may be missing among the bullets.
    """
    if any(bullet.branch is listing.claim.branch for bullet in applies_to):
        return False
    known, now = (set(_WORD.findall(one.lower())) for one in (listing.title, title))
    return 3 * len(known & now) < min(len(known), len(now))


def pack_in(text: str) -> str | None:
    """The pack whose fixes a title or a heading announces, if it is one.

    >>> pack_in("Windows NT 4.0 and TSE SP4"), pack_in("Service Pack 1, 2, and 3")
    ('4', None)

    "6/6a" is a pack and its repair, which has all its fixes; the differences
    between two are what the newer has and the older lacks.
    """
    if differences := _DIFFERENCES.fullmatch(text):
        text = differences["newer"]
    packs = {pack.lower() for found in _PACKS.finditer(text) for pack in (found["one"], *_MORE.findall(found["more"]))}
    return packs.pop() if len(packs) == 1 else None


class _Named(msgspec.Struct, frozen=True):
    """An article in a list, the pack it is listed under, and where that is said."""

    entry: Entry
    says: str
    pack: str


class _List(msgspec.Struct, frozen=True):
    """A list: by which name, and between which lines."""

    article: Article
    name: str
    first: int
    last: int
    readme: bool

    def read(self, applies_to: tuple[AppliesTo, ...]) -> tuple[tuple[Listing, ...], tuple[Remark, ...]]:
        named, remarks = self._named()
        packs = {one.pack for one in named}
        if self.readme and len(packs) == 1 and packs != {"1"}:
            # A Readme has the fixes of all packs so far: of these is only known that the last pack has them, too.
            remarks.append(Remark(Trouble.LIST_UNDIVIDED, self.first, "which of these came in an earlier pack?"))
            named = [replace(one, pack=LATEST) for one in named]
        listings: dict[tuple[str, Branch, str], Listing] = {}
        for entry, says, pack in ((one.entry, one.says, one.pack) for one in named):
            for branch in self._branches(applies_to):
                claim = FixedIn(
                    branch=branch, pack=pack, by=By.LIST, says=says, line=entry.line, article=self.article.kb
                )
                listings.setdefault((entry.kb, branch, pack), Listing(entry.kb, entry.title, claim))
        return tuple(listings.values()), tuple(remarks)

    def _named(self) -> tuple[list[_Named], list[Remark]]:
        found: dict[str, _Named] = {}
        named: list[_Named] = []
        remarks: dict[str, Remark] = {}
        for entry in entries(self.article, self.first, self.last):
            headings = [section.title for section in self.article.headings(entry.line)]
            if "SUMMARY" in headings:
                continue  # there stand other lists, and how to get a pack
            if isinstance(entry, Remark):
                remarks[entry.detail] = entry
                continue
            says, pack = self._said(headings)
            if pack is None:
                detail = f"{says!r} names no pack, or several"
                remarks.setdefault(detail, Remark(Trouble.LIST_WITHOUT_PACK, entry.line, detail))
                continue
            named.append(_Named(entry, says, pack))
            first = found.setdefault(entry.kb, named[-1])
            if first.pack != pack:
                detail = f"{entry.kb} is listed in pack {first.pack} and in pack {pack}"
                remarks[detail] = Remark(Trouble.LISTED_TWICE, entry.line, detail)
        return named, list(remarks.values())

    def _branches(self, applies_to: tuple[AppliesTo, ...]) -> tuple[Branch, ...]:
        """Of the products in its name; of its bullets where the name has none."""
        named = [branch for mention in mentions(self.name) for branch in mention.branches]
        return tuple(dict.fromkeys(named or (bullet.branch for bullet in applies_to)))

    def _said(self, headings: list[str]) -> tuple[str, str | None]:
        """Where an entry's pack is said, and which it is: in its heading, if that says another than the name."""
        whole = pack_in(self.name)
        pack, heading = next(((pack, one) for one in reversed(headings) if (pack := pack_in(one))), (whole, self.name))
        return (self.name, whole) if pack == whole else (heading, pack)


def _list_of(article: Article) -> _List | Remark | None:
    if found := _TITLE.fullmatch(article.title):
        return _List(article, found["name"], article.first, article.last, readme=False)
    if _NO_PACK.fullmatch(article.title):
        return Remark(Trouble.LIST_WITHOUT_PACK, article.first, "a list of fixed bugs that says of none in which pack")
    if not _README.search(article.title):
        return None
    chapters = [
        (number, article.lines[number - 1])
        for number in range(article.first, article.last)
        if _CHAPTER.match(article.lines[number - 1]) and article.lines[number].startswith("---")
    ]
    for place, (number, title) in enumerate(chapters):
        found = _BUGS_FIXED.fullmatch(title)
        if found and any(Branch.NT4 in mention.branches for mention in mentions(found["name"])):
            # Its lists say so: what the Readme names beyond them was added by mistake.
            return Remark(Trouble.LIST_OVERRULED, number, "a Readme of Windows NT 4.0: its packs have lists that count")
        if found:
            last = next((after - 1 for after, _ in chapters[place + 1 :]), article.last)
            return _List(article, found["name"], number + 1, last, readme=True)
    return None
