"""Names of systems, packs, platforms and languages wherever they stand in a line of text.

Only whether a name is there is asked; what the sentence does with it is not.
"""

import re

from ntfp.facts.build import TSE_BIT, Branch
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion

_NUMBERS = {
    "3.1": Branch.NT31,
    "3.10": Branch.NT31,
    "3.5": Branch.NT35,
    "3.50": Branch.NT35,
    "3.51": Branch.NT351,
    "4": Branch.NT4,
    "4.0": Branch.NT4,
    "4.00": Branch.NT4,
}
OLD = frozenset({Branch.NT31, Branch.NT35, Branch.NT351, Branch.NT4})
_BESIDE_NAMES = {
    *("and", "or", "microsoft", "windows", "server", "workstation", "enterprise", "edition", "version", "versions"),
    *("advanced", "professional", "datacenter", "terminal", "iis", "internet", "information", "services"),
    *("fix", "update"),
}
_BUILDS = {(3, 51, 1057): Branch.NT351, (5, 0, 2195): Branch.WIN2000, (5, 1, 2600): Branch.WINXP}
_TERMINAL = re.compile(
    r"(?:(?:windows )?nt )?(?:server,? )?(?:versions? )?(?:4\.00?,? )?(?:server,? )?"
    r"(?:terminal server(?:,? edition)?|\btse\b|\bwts\b)(?:,? (?:version )?4\.00?(?![\d.]*\d))?"
)
_FOREIGN = re.compile(
    r"(?:information (?:server|services?)|\biis\b|exchange(?: server)?|sql server|site server|"
    r"systems management server|\bsms\b|explorer|transaction server|proxy server|index server|option pack|netware)"
    r"(?: \(\w+\))?,? (?:versions? )?\d[\d.]*"
)
_PACK_NUMBER = re.compile(r"(?:packs?|\bsp)[ -]?\d(?:\.0)?a?\b")
_NUMBER = re.compile(r"(?<![\d.])(?:3\.10|3\.1|3\.50|3\.51|3\.5|4\.00|4\.0)(?![\d]|\.\d)")
_SHORT = re.compile(r"\bnt ?(4)(?![\d.])\b")
_NAMED = {
    Branch.WIN2000: re.compile(
        r"\bwindows? 2000|\bwin ?2000|\bwin2k|\bw2k|(?:information serv\w+|\biis)(?: \(iis\))?,? (?:version )?5\.0"
    ),
    Branch.WINXP: re.compile(r"\bwindows xp|\bwinxp|(?:information serv\w+|\biis)(?: \(iis\))?,? (?:version )?5\.1"),
}
_PACK = re.compile(
    r"(?:packs?|\bsp)[ -]?(\d)(?:\.0\b)?(a)?"
    r"((?:(?:, | and |, and | or |/)(?:sp)?\d(?:\.0\b)?a?\b(?! ?\.?\d))*)"  # "service pack 1, 2, and 3", "6/6a"
)
_PLATFORMS: dict[Platform, re.Pattern[str]] = {
    Platform.I386: re.compile(r"(?<![a-z0-9_])(?:intel|i386|[ix]?x86|x386)(?![a-z0-9_])"),
    Platform.ALPHA: re.compile(r"(?<![a-z0-9_])(?:alpha|axp)(?![a-z0-9_])"),
    Platform.MIPS: re.compile(r"(?<![a-z0-9_])mips(?![a-z0-9_])"),
    Platform.PPC: re.compile(r"(?<![a-z0-9_])(?:ppc|powerpc)(?![a-z0-9_])"),
}
FAR_EAST = frozenset({"ja", "ko", "zh-CN", "zh-HK", "zh-TW"})  # named together, as a rule
LANGUAGES = {
    "en": "english",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "th": "thai",
    "tr": "turkish",
    "hu": "hungarian",
    "he": "hebrew",
    "ar": "arabic",
    "el": "greek",
    "zh-CN": "simplified chinese",
    "zh-TW": "traditional chinese",
    "zh-HK": "pan chinese",
}


def systems(text: str) -> set[Branch]:
    """The systems that a text in lower case names by name and number."""
    found = {branch for branch, pattern in _NAMED.items() if pattern.search(text)}
    rest = _TERMINAL.sub(" ; ", text)
    if rest != text:
        found.add(Branch.NT4_TSE)
    rest = _PACK_NUMBER.sub(" ; ", _FOREIGN.sub(" ; ", rest))
    return found | {_NUMBERS[number] for number in (*_NUMBER.findall(rest), *_SHORT.findall(rest))}


def packs(text: str) -> set[str]:
    """The numbers of packs that a text in lower case names."""
    found = set()
    for number, letter, more in _PACK.findall(text):
        found.add(number + letter)
        found |= {digit + behind for digit, behind in re.findall(r"(\d)(?:\.0\b)?(a?)", more)}
    return found


def platforms(text: str) -> set[Platform]:
    return {platform for platform, pattern in _PLATFORMS.items() if pattern.search(text)}


def spoken(text: str) -> set[str]:
    """The languages that a text names."""
    return {code for code, name in LANGUAGES.items() if re.search(rf"\b{name}\b", text)}


def families(text: str) -> set[Branch]:
    """The systems a text names; where it says Windows NT and no number, all of that name but Terminal Server."""
    return systems(text) or (set(OLD) if re.search(r"\bnt\b", text) else set())


def names_only(text: str) -> bool:
    """Is it the name of a system or of several, and nothing else?"""
    if not families(text):
        return False
    rest = re.sub(r"[^a-z ]", " ", without_systems(text.removeprefix("for ")))
    return set(rest.split()) <= _BESIDE_NAMES


def platform_words(text: str) -> list[str]:
    """The words that name platforms, as they stand there."""
    return [found[0] for pattern in _PLATFORMS.values() for found in pattern.finditer(text)]


def without_systems(text: str) -> str:
    """A text without the names of systems."""
    rest = _TERMINAL.sub(" ", text)
    for pattern in _NAMED.values():
        rest = pattern.sub(" ", rest)
    return re.sub(r"\b(?:windows )?nt(?: ?\d(?:\.\d+)?)?\b", " ", rest)


def systems_of(version: FileVersion) -> set[Branch]:
    """The system that stamps such versions on its own files; none where several might."""
    numbers = (version.major, version.minor, version.build)
    if numbers == (4, 0, 1381):
        return {Branch.NT4_TSE if version.revision >= TSE_BIT else Branch.NT4}
    return {_BUILDS[numbers]} if numbers in _BUILDS else set()
