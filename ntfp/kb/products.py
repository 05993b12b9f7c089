"""Products: which branch of Windows a few words name, in a bullet, a heading or a sentence.

Articles call one branch many names. "Microsoft Windows NT Server versions 4.0,
4.0 SP4, Terminal Server Edition" is one product, and it is Terminal Server; in
"Windows NT versions 3.51 and 4.0" there are two.

What is said of a product is not understood here.
"""

import re
from collections.abc import Iterator

import msgspec

from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo
from ntfp.kb.article import Bullet

_NT = {"3.1": Branch.NT31, "3.10": Branch.NT31, "3.5": Branch.NT35, "3.50": Branch.NT35, "3.51": Branch.NT351}
_NT |= dict.fromkeys(("4.0", "4.00", "4"), Branch.NT4)
_LATER = {"2000": Branch.WIN2000, "xp": Branch.WINXP}

_TSE = r"Terminal\s+(?:Server\b(?:\s+Edition)?|Services\s+Edition\b)"
_WHOLE = {"3.x": (Branch.NT31, Branch.NT35, Branch.NT351), "3.5x": (Branch.NT35, Branch.NT351)}
_SERIES = r"(?:3\.51|3\.50|3\.5x|3\.5|3\.10?|3\.x|4\.00?(?![\d.]\d)|4(?![.\d]))"
_TAIL = r"(?:, (?:used with|on platform\(s\)):| Korean|\.)?\s*"
_ALL_PACKS = r"\(all service packs\)"
_BULLET_NT = re.compile(
    r"Microsoft Windows NT(?P<edition> Advanced Server| Server| Workstation)?(?P<enterprise>, Enterprise Edition)?"
    r"(?:, (?!Terminal)[\w ]+ Edition)?(?:,? versions?)?"
    rf"(?P<versions>(?:[ ,]+(?:and )?(?:[\d.]+x?|SP\d\w?|Service Pack \d\w?|{_ALL_PACKS}))*)(?P<tse>,? {_TSE})?{_TAIL}",
    re.IGNORECASE,
)
_BULLET_LATER = re.compile(
    r"Microsoft Windows (?:versions? )?(?P<versions>(?:2000|XP)(?: SP\d)?(?:,? (?:2000 |XP )?SP\d)*)"
    r"(?P<edition> Server| Professional| Advanced Server| Datacenter Server| Home Edition)?(?P<later> SP\d)?"
    rf"(?:, 64-Bit Edition)?{_TAIL}",
    re.IGNORECASE,
)
_VERSION_OR_PACK = re.compile(
    rf"(?:(?P<series>2000|XP|\d(?:\.\d*x?)?)\.?\s*)?(?:(?:SP|Service Pack )(?P<pack>\d\w?)|(?P<all>{_ALL_PACKS}))?",
    re.IGNORECASE,
)

_EDITION = r"(?:Advanced\s+Server|Server|Workstation)\b"
_MENTION = re.compile(
    rf"""
    (?P<win>Windows\s+(?P<later>2000|XP)\b(?!\s+Resource\s+Kit)
        (?:\s+(?:(?:Advanced\s+|Datacenter\s+)?Server|Professional)\b)?)
    | (?P<nt>(?:Windows?\s+NT|(?<!\w)NT(?=\s+(?:\d|Server\s+\d|Workstation\s+\d)))
        (?:(?:,?\s+(?:and\s+|or\s+)?|/)(?:Windows\s+NT\s+)?{_EDITION})*
        (?:,?\s+Enterprise\s+Edition)?
        (?:,?\s+(?P<tse_first>{_TSE})(?=,?\s+(?:version\s+)?4))?
        (?:,?\s+versions?|,?\s+U\.?S\.?)?
        (?P<versions>(?:\s*,?\s+(?:(?:and|or)\s+)?{_SERIES}|(?<=\d),{_SERIES})*)
        (?:(?<=\d)(?:\s+(?:(?:and|or)\s+)?{_EDITION}(?!\s+(?:version\s+)?\d))*(?:,?\s+Enterprise\s+Edition)?)?
        (?P<tse>,?\s*(?:\(?{_TSE}\)?))?)
    | (?P<alone>{_TSE}|\bTSE\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ONE = re.compile(_SERIES)


class Mention(msgspec.Struct, frozen=True):
    """A product in a text, and the branches it may mean: none where no version is said."""

    branches: tuple[Branch, ...]
    start: int
    end: int


def mentions(text: str) -> Iterator[Mention]:
    """Every product of the NT family in a text, in order.

    >>> [[*m.branches] for m in mentions("Windows NT 4.0 and Windows NT Server 4.0, Terminal Server Edition")]
    [[<Branch.NT4: 'nt4'>], [<Branch.NT4_TSE: 'nt4-tse'>]]
    """
    for found in _MENTION.finditer(text):
        yield Mention(_branches(found), found.start(), found.end())


def mention_at(text: str, place: int) -> Mention | None:
    """The product that is named at that very place of a text."""
    found = _MENTION.match(text, place)
    return Mention(_branches(found), found.start(), found.end()) if found else None


def _branches(found: re.Match[str]) -> tuple[Branch, ...]:
    if found["later"]:
        return (Branch.WINXP if found["later"].upper() == "XP" else Branch.WIN2000,)
    if found["alone"]:
        return (Branch.NT4_TSE,)
    named = dict.fromkeys(branch for series in _ONE.findall(found["versions"] or "") for branch in _series(series))
    if found["tse"] or found["tse_first"]:  # "Windows NT 4.0, Terminal Server Edition" is that one alone
        named = {branch: None for branch in (*named, Branch.NT4_TSE) if branch is not Branch.NT4}
    return tuple(named)


def _series(text: str) -> tuple[Branch, ...]:
    return _WHOLE.get(text.lower()) or (_NT[text],)


class Unclear(msgspec.Struct, frozen=True):
    """A bullet of the NT family that does not say which branch it means."""

    bullet: Bullet


def read_bullet(bullet: Bullet) -> tuple[AppliesTo, ...] | Unclear:
    """What one bullet names of the NT family, one entry a branch; nothing where it names another product."""
    if found := _BULLET_LATER.fullmatch(bullet.text):
        edition = _edition(found["edition"])
        packs_of = _packs_of(f"{found['versions']}{found['later'] or ''}")
    elif found := _BULLET_NT.fullmatch(bullet.text):
        edition = "enterprise" if found["enterprise"] else _edition(found["edition"])
        packs_of = _packs_of(found["versions"])
        if found["tse"]:
            edition, packs_of = None, {Branch.NT4_TSE: packs_of.get(Branch.NT4, ["0"])}
        if not packs_of and edition == "advanced-server":  # a name that 3.1 alone had
            packs_of = {Branch.NT31: ["0"]}
    else:
        return ()
    if not packs_of:
        return Unclear(bullet)
    return tuple(
        AppliesTo(branch=branch, edition=edition, packs=tuple(dict.fromkeys(packs)), line=bullet.line)
        for branch, packs in packs_of.items()
    )


def _packs_of(versions: str) -> dict[Branch, list[str]]:
    """Which packs of which branch "3.51, 4.0, 4.0 SP1" names. Nothing if unclear.

    Without a pack it is the release; "3.51 (all service packs)" names none of them.
    """
    packs_of: dict[Branch, list[str]] = {}
    last: tuple[Branch, ...] = ()
    for part in re.split(r",\s*|\s+and\s+|(?<=\d)\s+(?=\d)", versions.strip(" ,")):
        one = _VERSION_OR_PACK.fullmatch(part)
        if not part or not one:
            continue
        if series := (one["series"] or "").lower():
            last = _WHOLE.get(series) or ((_NT | _LATER)[series],) if series in _WHOLE | _NT | _LATER else ()
            if not last:
                return {}
        for branch in last:
            named = packs_of.setdefault(branch, [])
            if not one["all"]:
                named.append((one["pack"] or "0").lower())
    return packs_of


def _edition(words: str | None) -> str | None:
    return {
        "server": "server",
        "workstation": "workstation",
        "advanced server": "advanced-server",
        "professional": "professional",
        "datacenter server": "datacenter",
        "home edition": "home",
    }.get((words or "").strip().lower())
