"""Others: the products in an article that are no Windows NT, as a few words name them.

Some are systems of their own, Windows 95 or MS-DOS. Most run on Windows, and a
computer without them has none of their problems. One of these was only ever a
part of one release: Internet Information Services 5.0 is Windows 2000's, 5.1 is
Windows XP's.

Products of the NT family are known by `products`.
"""

import re

from ntfp.facts.build import Branch

OTHER_WINDOWS = re.compile(
    r"\bWin(?:dows)?\s?(?:9[58x]|ME|CE|3\.\d+)\b(?:,?\sSecond\sEdition|,?\sOEM\sService\sRelease\s\d|\sSE\b)?"
    r"|\bWindows\s(?:Millennium|for\sWorkgroups)",
    re.IGNORECASE,
)
_SYSTEM = re.compile(rf"{OTHER_WINDOWS.pattern}|\bMS-DOS|\bOS/2|\bMacintosh", re.IGNORECASE)
# "Component: Information Store" is how Exchange says which part of it is meant.
_OTHER = re.compile(
    r"\b(?:Internet\s(?:Information|Explorer)|Index\sServer|Site\sServer|Exchange|Visual\s|SNA\sServer|SQL\sServer"
    r"|Proxy\sServer|BackOffice|Systems\sManagement|LAN\sManager|Option\sPack|Services\sfor\sUNIX|IIS\b|MS-DOS|Outlook|Office\b|Component:)",
    re.IGNORECASE,
)
_WORDS = r"(?:[ ,]*(?:[A-Z][\w+]*|\(IIS\)|version))"
_MORE_OF_ITS_NAME = re.compile(rf"{_WORDS}*?[ ,]*\d+(?:\.\d+)*|{_WORDS}*")
INTERNET_SERVER = re.compile(
    r"\b(?:Internet\sInformation\sServ(?:er|ices?)(?:\s\(IIS\))?|IIS),?(?:\sversions?)?"
    r"(?P<versions>(?:(?:\s|,|/|\band\b|\bor\b)*\d\.\d(?![\d.]))+)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\d\.\d")
_PART_OF = {"5.0": Branch.WIN2000, "5.1": Branch.WINXP}
_RUNS_ON = re.compile(r",? (?:used with|included with|on platform\(s\)):.*")


def name_of_other(text: str) -> str:
    """The first product in a text that is no Windows NT, with its version; nothing where none is."""
    if system := OTHER_WINDOWS.search(text):
        return system[0]
    found = _OTHER.search(text)
    more = _MORE_OF_ITS_NAME.match(text, found.end()) if found else None
    return f"{found[0]}{more[0] if more else ''}".strip() if found else ""


def is_system(name: str) -> bool:
    """Is a product a system of its own, so that nothing of it is ever on a Windows NT?"""
    return bool(_SYSTEM.search(name))


def name_of_bullet(text: str) -> str:
    """A product of the bullets without what it runs on: "SNA Server, version 4.0, used with:"."""
    return _RUNS_ON.sub("", text)


def belongs_to(text: str) -> frozenset[Branch]:
    """The releases that every Internet Information Services a text names was only ever a part of.

    >>> belongs_to("IIS 5.0")
    frozenset({<Branch.WIN2000: 'win2000'>})
    """
    versions = _versions(text)
    return frozenset(_PART_OF[version] for version in versions) if _PART_OF.keys() >= set(versions) else frozenset()


def name_of_option(text: str) -> str:
    """An Internet Information Server that is an option of the release beside it: "IIS 4.0 (Windows NT Server 4.0)"."""
    found = INTERNET_SERVER.search(text)
    return found[0] if found and not _PART_OF.keys() >= set(_versions(text)) else ""


def _versions(text: str) -> list[str]:
    return [version for found in INTERNET_SERVER.finditer(text) for version in _VERSION.findall(found["versions"])]
