"""Articles of our own, and the record of one, for those who prove it."""

import datetime as dt
import hashlib

from ntfp.facts.build import Branch
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AppliesTo, By, FixedIn, Origin, Relation, Requires, Row, Signature, Table
from ntfp.facts.version import FileVersion
from ntfp.proving.paper import Paper
from tests.kb.articles import NT4, TSE, plain

KB, LIST = "Q123456", "Q123457"

BODY = (
    "RESOLUTION",
    "==========",
    "",
    "Windows NT 4.0",
    "--------------",
    "",
    "The English version of this fix should have the following file attributes or",
    "later:",
    "",
    "   Date      Time    Version        Size     File name    Platform",
    "   ---------------------------------------------------------------",
    "   10/04/99  07:10p  4.0.1381.7022   93,232  Srv.sys      Intel",
    "   10/28/99  07:12a                 163,232  Srv.sys      Alpha",
    "   11/22/99  16:05   4.0.1381.7022      27K  Tdi.sys",
    "",
    "NOTE: Because of file dependencies, this hotfix requires Microsoft Windows NT 4.0",
    "Service Pack 5.",
    "",
    "Windows NT Server 4.0, Terminal Server Edition",
    "----------------------------------------------",
    "",
    "This fix should have the following time stamp:",
    "",
    "   28/10/1999  14:31:07  93,232  Srv.sys  (x86)",
    "   04/11/1999  14:31:07  93,232  Rdr.sys  (x86)",
    "",
    "STATUS",
    "======",
    "",
    "This problem was first corrected in Windows NT 4.0 Service Pack 6 and Windows NT",
    "Server 4.0, Terminal Server Edition Service Pack 5.",
)
CONTENT = plain(
    *BODY,
    bullets=(f"{NT4} SP4", TSE),
    hardware="ALPHA x86",
    keywords="kbnetwork kbWinNT4sp6fix",
)
PAPER = Paper(KB, CONTENT)
PAPERS = {
    KB: PAPER,
    LIST: Paper(LIST, plain("MORE INFORMATION", "================", "", f"   {KB} A leak", kb=LIST, title=
        "List of Bugs Fixed in Windows NT 4.0 Service Pack 6/6a")),
}  # fmt: skip


def at(text: str, kb: str = KB) -> int:
    """The line on which a text stands."""
    return next(number for number, line in enumerate(PAPERS[kb].lines, 1) if text in line)


FIRST = Table(
    line=at("The English version"),
    branch=Branch.NT4,
    language="en",
    relation=Relation.OR_LATER,
    requires=Requires(branch=Branch.NT4, pack="5"),
    rows=(
        Row(
            file="srv.sys",
            platform=Platform.I386,
            size=93_232,
            date=dt.date(1999, 10, 4),
            time=dt.time(19, 10),
            version=FileVersion(4, 0, 1381, 7022),
            line=at("10/04/99"),
        ),
        Row(
            file="srv.sys",
            platform=Platform.ALPHA,
            size=163_232,
            date=dt.date(1999, 10, 28),
            time=dt.time(7, 12),
            line=at("10/28/99"),
        ),
        Row(
            file="tdi.sys",
            size_kb=27,
            date=dt.date(1999, 11, 22),
            time=dt.time(16, 5),
            version=FileVersion(4, 0, 1381, 7022),
            line=at("11/22/99"),
        ),
    ),
)
SECOND = Table(
    line=at("This fix should"),
    branch=Branch.NT4_TSE,
    relation=Relation.PLAIN,
    rows=(
        Row(
            file="srv.sys",
            platform=Platform.I386,
            size=93_232,
            date=dt.date(1999, 10, 28),
            time=dt.time(14, 31, 7),
            line=at("28/10/1999"),
        ),
        Row(
            file="rdr.sys",
            platform=Platform.I386,
            size=93_232,
            date=dt.date(1999, 11, 4),
            time=dt.time(14, 31, 7),
            line=at("04/11/1999"),
        ),
    ),
)
RECORD = Signature(
    kb=KB,
    title="A leak",
    revised=dt.date(2002, 5, 8),
    hardware=(Platform.ALPHA, Platform.I386),
    applies_to=(
        AppliesTo(branch=Branch.NT4, edition="server", packs=("4",), line=at(f"{NT4} SP4")),
        AppliesTo(branch=Branch.NT4_TSE, packs=("0",), line=at(TSE)),
    ),
    fixed_in=(
        FixedIn(
            branch=Branch.NT4,
            pack="6",
            by=By.PROSE,
            says="Windows NT 4.0 Service Pack 6",
            line=at("first corrected"),
        ),
        FixedIn(
            branch=Branch.NT4_TSE,
            pack="5",
            by=By.PROSE,
            says="Windows NT Server 4.0, Terminal Server Edition Service Pack 5",
            line=at("Server 4.0, Terminal Server Edition Service Pack 5"),
        ),
        FixedIn(branch=Branch.NT4, pack="6", by=By.KEYWORD, says="kbWinNT4sp6fix", line=at("Keywords  ")),
        FixedIn(
            branch=Branch.NT4,
            pack="6",
            by=By.LIST,
            says="Windows NT 4.0 Service Pack 6/6a",
            line=at(KB, LIST),
            article=LIST,
        ),
    ),
    tables=(FIRST, SECOND),
    source=Origin(
        archive="an archive",
        path="txt/123/Q123456.TXT",
        sha256=hashlib.sha256(CONTENT.replace(b"\r\n", b"\n")).hexdigest(),
    ),
)
