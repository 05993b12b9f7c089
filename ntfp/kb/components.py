"""Components: what an article is about, in a small vocabulary of ours.

A title or a product bullet names it, or the cause says that it did not do what
it should. A component is shown to people; nobody judges by it, so an article
may well have none.

Terminal Server is no component: it is a branch.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ntfp.kb.article import Article
from ntfp.kb.prose import passages

# Whole words. Capitals count: RAS and WINS are components, ras and wins are words.
_WORDS = {
    "appletalk": r"AppleTalk|Services for Macintosh|SFM|(?i:sfm\w+\.sys)",
    "backup": r"NT ?Backup|(?i:ntbackup(?:\.exe)?)",
    "browser": r"Master Browser|(?i:browser service)",
    "cdfs": r"(?i:cdfs(?:\.sys)?)",
    "cluster": r"(?i:cluster(?:ing)?(?= (?:serv|resource|node|disk|admin|group))|clusdisk\.sys)|MSCS|Cluster[A-Z]\w+",
    "dfs": r"DFS|(?i:distributed file system|dfs\.sys)",
    "dhcp": r"DHCP",
    "dns": r"DNS",
    "exchange": r"(?i:exchange server)",
    "fat": r"FAT|(?i:fastfat\.sys)",
    "iis": r"IIS|(?i:internet information serv(?:er|ices))",
    "index-server": r"(?i:index(?:ing)? (?:server|service))",
    "ipx": r"IPX(?:/SPX)?|SPX|(?i:nwlink\w*(?:\.sys)?)",
    "lsa": r"LSA|(?i:lsass(?:\.exe)?|lsasrv\.dll)",
    "netbt": r"(?i:netbt(?:\.sys)?|netbios over tcp/ip)",
    "netlogon": r"(?i:net ?logon(?:\.dll)?)",
    "netware": r"(?i:netware)|CSNW|GSNW|FPNW|(?i:nwrdr\.sys)",
    "ntfs": r"(?i:ntfs(?:\.sys)?)",
    "ntvdm": r"(?i:ntvdm(?:\.exe)?)",
    "ole": r"OLE|DCOM|(?i:ole32\.dll)",
    "perfmon": r"(?i:perfmon(?:\.exe)?|performance monitor)",
    "posix": r"(?i:posix)",
    "printing": r"(?i:(?<!file and )print(?:s|er|ers|ing)?(?! screen)|spooler|spoolss(?:\.exe|\.dll)?)|LPR|LPD",
    "ras": r"RAS|(?i:(?<!routing and )remote access serv(?:er|ice)|dial-up networking)",
    "redirector": r"(?i:(?<!netware )redirector|rdr\.sys)",
    "rpc": r"RPC|(?i:rpcss(?:\.exe)?|rpcrt4\.dll)",
    "rras": r"RRAS|(?i:routing and remote access)",
    "scheduler": r"(?i:schedul(?:e|er) service|task scheduler|at command)",
    "schannel": r"SSL|(?i:schannel(?:\.dll)?)",
    "server-service": r"(?i:(?<!ftp )server service(?! pack)|srv\.sys)",
    "sms": r"SMS|(?i:systems management server)",
    "sna": r"SNA",
    "snmp": r"SNMP",
    "tcpip": r"(?i:(?<!over )tcp/ip|tcpip\.sys)",
    "wins": r"WINS",
    "winsock": r"(?i:winsock|windows sockets|afd\.sys)",
}
_NAMED = re.compile("|".join(rf"(?P<{name.replace('-', '_')}>\b(?:{words})(?!\w))" for name, words in _WORDS.items()))
_DID_NOT = re.compile(r" (?:did|does|was|is) not ")
_BEFORE = 40  # longer is no name


def read_components(article: Article) -> tuple[str, ...]:
    """Names of the vocabulary, sorted."""
    found = set(_named(article.title))
    for bullet in article.bullets:
        found |= _of_product(bullet.text)
    for chapter in article.sections:
        if chapter.level == 1 and chapter.title.upper().startswith("CAUSE"):
            for passage in passages(article, chapter.line + 1, chapter.last):
                found.update(_failed(passage.text))
    return tuple(sorted(found))


def _named(text: str) -> Iterator[str]:
    return (_name(said) for said in _NAMED.finditer(text))


@lru_cache(maxsize=1024)
def _of_product(bullet: str) -> frozenset[str]:
    """The same few products stand in thousands of articles."""
    return frozenset(_named(bullet))


def _failed(text: str) -> Iterator[str]:
    """What is said not to have done what it should."""
    for verb in _DID_NOT.finditer(text):
        for said in _NAMED.finditer(text, max(0, verb.start() - _BEFORE), verb.start()):
            if said.end() == verb.start():
                yield _name(said)


def _name(said: re.Match[str]) -> str:
    return (said.lastgroup or "").replace("_", "-")
