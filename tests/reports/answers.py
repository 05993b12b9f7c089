"""What the tests of the catalogue's reports share: answers made by hand."""

import datetime as dt

from ntfp.facts.build import Branch
from ntfp.facts.lookup import (
    Appearance,
    Caveat,
    Clock,
    Confirmed,
    Entry,
    Figures,
    Inventory,
    Laid,
    Match,
    Mend,
    Replaced,
)
from ntfp.facts.platform import Platform
from ntfp.facts.signature import By
from ntfp.facts.version import FileVersion
from tests.reports.findings import SIGNATURE

ENTRY = Entry(
    signature=SIGNATURE,
    mends=(
        Mend(
            line=63, key="date", printed=dt.date(2001, 11, 5), meant=dt.date(2001, 5, 11), because="of its neighbours"
        ),
        Mend(line=64, key="size_kb", printed=1932, because="larger than the disk"),
        Mend(line=80, key="covers.branch", meant="nt4", because="of its sizes"),
    ),
    reviews=(
        Confirmed(confirms=("affects",), because="lines 27 to 29"),
        Confirmed(confirms=("affects",), because="line 5", stale=True),
    ),
    rollups=(("Q299444", "Post-Windows NT 4.0 Service Pack 6a Security Rollup Package (SRP)"),),
    tree={
        "kb": "Q244509",
        "revised": dt.date(2002, 5, 8),
        "tables": [{"line": 55, "rows": [{"time": dt.time(19, 10)}]}],
    },
    text='kb = "Q244509"\ntitle = "An arrow: \u2192"\n',
)
BARE = Entry(signature=SIGNATURE, tree={}, text="")
REPLACED = Replaced("shipped", "What was there before", dt.date(1999, 1, 1))

MATCHES = (Match(SIGNATURE, SIGNATURE.tables[0].rows[1:2]),)

FIGURES = Figures(
    records=3_272,
    with_tables=647,
    tables=695,
    rows=1_990,
    kernels=120,
    rows_by_table={Branch.NT4: 1_800, None: 190},
    rows_by_system={
        (Branch.NT351, Platform.PPC): 90,
        (Branch.NT4, Platform.I386): 1_000,
        (Branch.NT4, None): 800,
        (None, Platform.I386): 100,
    },
    rows_dated=(dt.date(1996, 9, 24), dt.date(2002, 8, 15)),
    revised=(dt.date(1998, 11, 10), dt.date(2002, 8, 17)),
    claimed=3_104,
    claims={By.PROSE: 3_686, By.KEYWORD: 1_894, By.LIST: 2_781, By.ROLLUP: 101},
    windows=28,
    doubted=179,
    doubts=271,
)
INVENTORY = Inventory(
    label="shipped",
    content="b9786d61" * 8,
    own=(Laid("mine", 3, 1), Laid("yours", 1, 0)),
    figures=FIGURES,
    corrections=18,
    reviews=3,
    kernels=58,
    modules=236,
    listed=97,
    packs=((Branch.NT4, "3", Platform.I386, 649),),
    stamps=13,
)

RELEASE = Appearance(
    file="ntoskrnl.exe",
    branch=Branch.NT4,
    platform=Platform.I386,
    date=dt.date(1997, 5, 11),
    time=dt.time(4, 10, 39),
    clock=Clock.LINK,
    size=914_688,
    version=FileVersion(4, 0, 1381, 4),
    packs=("3",),
    stamps=(("3", dt.datetime.fromisoformat("1997-05-01T00:00:00")),),
    sources=("a study", "its list"),
)
FIX = Appearance(
    file="ntoskrnl.exe",
    branch=Branch.NT4,
    platform=Platform.I386,
    date=dt.date(1999, 10, 5),
    date_doubt=dt.date(1999, 5, 10),
    time=dt.time(19, 10),
    clock=Clock.LOCAL,
    size_kb=932.5,
    language="ja",
    variant="128-bit",
    articles=("Q244509", "Q268835"),
    title="Non-Paged Pool Memory Leak May Occur Reading Partition Table",
    caveats=(Caveat("Q268835", 63, "version-unread"),),
)
UNSAID = Appearance(file="ntoskrnl.exe", clock=Clock.LOCAL, size=9, articles=("Q100001",), title="A leak")
BUILDS = (RELEASE, FIX, UNSAID)
