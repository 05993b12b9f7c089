"""Records made by hand for the tests of the judge: rows, tables, articles, files and a small history.

Nothing is read and nothing identified: every value a test relies on stands in the test or is a default here.
A file that no test says more about is an i386 srv.sys of NT 4.0 from the summer of 1999.
"""

from datetime import UTC, date, datetime, time, timedelta

from msgspec.structs import replace

from ntfp.facts.build import Branch, Build, Confidence, Flavour, Ground, Known, KnownBuild, Line, Mixed
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import MACHINE_OF_PLATFORM, Platform
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.report import Identified
from ntfp.facts.signature import (
    AppliesTo,
    By,
    Doubt,
    FixedIn,
    Origin,
    Relation,
    Requires,
    Row,
    Signature,
    Table,
    Window,
)
from ntfp.facts.system import Claims, System
from ntfp.facts.verdict import Evidence, Reason, Step, Verdict
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import FixedInfo, StringTable, VersionInfo
from ntfp.judging.calibrating import make_history
from ntfp.judging.case import Case
from ntfp.judging.history import History

I386, ALPHA = Platform.I386, Platform.ALPHA
NT31, NT351, NT4, TSE, WIN2000 = Branch.NT31, Branch.NT351, Branch.NT4, Branch.NT4_TSE, Branch.WIN2000
UP, MP = Flavour.UP, Flavour.MP
CERTAIN, LIKELY = Confidence.CERTAIN, Confidence.LIKELY
NT4_PACKS = ("0", "1", "2", "3", "4", "5", "6", "6a")
SP6_PACKS = ("6", "6a")

# Branches as wide as the tests need them, with the years they lived and the numbers they gave out.
LINES = (
    Line(
        NT31, "NT 3.1", (3, 10), (511, 5098), ("0", "1", "2", "3"), (date(1992, 1, 1), date(1999, 12, 31)), 497, False
    ),
    Line(NT351, "NT 3.51", (3, 51), (1025, 1057), tuple("012345"), (date(1995, 3, 1), date(2002, 12, 31)), 1016),
    Line(
        NT4,
        "NT 4.0",
        (4, 0),
        (1381, 1381),
        NT4_PACKS,
        (date(1996, 6, 1), date(2008, 12, 31)),
        1371,
        mixed=(Mixed((134, 203), ("4", "5")), Mixed((206, 334), ("4", "5"))),
        rising_from=7001,
    ),
    Line(TSE, "NT 4.0 TSE", (4, 0), (1381, 1381), ("0", "4", "5", "6"), (date(1998, 3, 1), date(2008, 12, 31)), 1381),
    Line(
        WIN2000,
        "Windows 2000",
        (5, 0),
        (2195, 2195),
        ("0", "1", "2", "3", "4"),
        (date(1999, 10, 1), date(2012, 12, 31)),
        2163,
        rising_from=1000,
    ),
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """A time in UTC: "1999-10-28" is its midnight, "1999-10-28 19:12" what it says."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def row(
    file: str = "srv.sys",
    *,
    platform: Platform | None = I386,
    size: int | None = None,
    size_kb: int | None = None,
    dated: str | None = None,
    doubt: str | None = None,
    version: str | None = None,
    branch: Branch | None = None,
    line: int = 60,
    mended: tuple[str, ...] = (),
    variant: str | None = None,
) -> Row:
    """A row dated "1999-08-02" or "1999-08-02 12:30"."""
    clock = time.fromisoformat(dated[11:]) if dated and len(dated) > 10 else None
    return Row(
        file=file,
        platform=platform,
        size=size,
        size_kb=size_kb,
        date=day(dated[:10]) if dated else None,
        date_doubt=day(doubt) if doubt else None,
        time=clock,
        version=FileVersion.parse(version) if version else None,
        variant=variant,
        branch=branch,
        line=line,
        mended=mended,
    )


def table(
    *rows: Row,
    branch: Branch | None = NT4,
    language: str | None = None,
    relation: Relation = Relation.OR_LATER,
    requires: Requires | None = None,
    utc: bool = False,
    line: int = 55,
) -> Table:
    return Table(
        line=line, branch=branch, language=language, relation=relation, requires=requires, utc=utc, rows=tuple(rows)
    )


def bullet(*packs: str, branch: Branch = NT4, edition: str | None = None, line: int = 13) -> AppliesTo:
    return AppliesTo(branch=branch, edition=edition, packs=packs, line=line)


def claim(
    pack: str, *, branch: Branch = NT4, by: By = By.PROSE, article: str | None = None, line: int | None = None
) -> FixedIn:
    """A claim with the words and the line its pack would have."""
    place = NT4_PACKS.index(pack) if pack in NT4_PACKS else 9
    return FixedIn(branch=branch, pack=pack, by=by, says=f"says {pack}", line=line or 70 + place, article=article)


def article(
    *tables: Table,
    kb: str = "Q100001",
    bullets: tuple[AppliesTo, ...] = (bullet(),),
    claims: tuple[FixedIn, ...] = (),
    hardware: tuple[Platform, ...] = (),
    affects: tuple[Window, ...] = (),
    languages: tuple[str, ...] = (),
    includes: tuple[str, ...] = (),
    carriers: tuple[str, ...] = (),
    component: tuple[str, ...] = (),
    doubts: tuple[tuple[str, int], ...] = (),
) -> Signature:
    return Signature(
        kb=kb,
        title=f"The title of {kb}",
        hardware=hardware,
        component=component,
        applies_to=bullets,
        affects=affects,
        languages=languages,
        fixed_in=claims,
        includes=includes,
        carriers=carriers,
        doubts=tuple(Doubt(about=about, line=line) for about, line in doubts),
        tables=tables,
        source=Origin(archive="made", path=f"{kb}.TXT", sha256="0" * 64),
    )


def file(
    name: str = "srv.sys",
    *,
    version: str | None = "4.0.1381.300",
    size: int = 231_000,
    link: str | None = "1999-07-15",
    modified: str | None = None,
    platform: Platform = I386,
    branch: Branch = NT4,
    kernel: bool = False,
    flavour: Flavour | None = None,
    inside: str | None = None,
    language: str | None = None,
    packs: tuple[str, ...] = (),
    release: KnownBuild | None = None,
    sure: Confidence | None = CERTAIN,
    checked: bool | None = None,
    foreign: str | None = None,
    oddities: tuple[Oddity, ...] = (),
    build_oddities: tuple[Oddity, ...] = (),
    folder: str = "WINNT/system32",
) -> Identified:
    """A file as it would be found, with the build it would be told to be of. Its name inside is the one outside."""
    number = FileVersion.parse(version) if version else None
    strings = StringTable("040904B0", (("OriginalFilename", inside or name), ("InternalName", inside or name)))
    facts = FileFacts(
        path=f"{folder}/{name}",
        name=name,
        size=size,
        mtime_ns=_nanoseconds(moment(modified)) if modified else None,
        machine=MACHINE_OF_PLATFORM[platform],
        bits=32,
        timestamp=int(moment(link).timestamp()) if link else 0,
        checksum=0,
        characteristics=0,
        subsystem=1,
        linker_version=(3, 10),
        os_version=(4, 0),
        image_version=(4, 0),
        subsystem_version=(4, 0),
        versions=(VersionInfo(FixedInfo(number, number) if number else None, (strings,)),),
        remarks=tuple(Remark(oddity, f"the file has {oddity}") for oddity in oddities),
    )
    ground = "it is said to be of these packs"
    said = tuple(Ground(statement, ground, sure) for statement in ("branch", "release", "packs") if sure)
    build = Build(
        kernel=kernel,
        branch=branch,
        version=number,
        platform=platform,
        flavour=flavour,
        checked=checked,
        language=language,
        foreign=foreign,
        packs=packs,
        release=release,
        evidence=said,
        remarks=tuple(Remark(oddity, f"the build has {oddity}") for oddity in build_oddities),
    )
    return Identified(facts, build)


def kernel(
    name: str = "ntoskrnl.exe",
    *,
    version: str | None = "4.0.1381.335",
    size: int = 931_584,
    link: str | None = "1999-09-21 22:02",
    modified: str | None = None,
    platform: Platform = I386,
    branch: Branch = NT4,
    flavour: Flavour | None = UP,
    language: str | None = None,
    packs: tuple[str, ...] = SP6_PACKS,
    release: KnownBuild | None = None,
    sure: Confidence | None = CERTAIN,
    checked: bool | None = None,
    foreign: str | None = None,
    oddities: tuple[Oddity, ...] = (),
    build_oddities: tuple[Oddity, ...] = (),
) -> Identified:
    """A kernel; without a word more it looks like SP6's and is not known to be it."""
    return file(
        name,
        version=version,
        size=size,
        link=link,
        modified=modified,
        platform=platform,
        branch=branch,
        kernel=True,
        flavour=flavour,
        inside="ntoskrnl.exe",
        language=language,
        packs=packs,
        release=release,
        sure=sure,
        checked=checked,
        foreign=foreign,
        oddities=oddities,
        build_oddities=build_oddities,
    )


def released(
    *packs: str,
    name: str = "srv.sys",
    version: str | None = None,
    link: str | None = None,
    printed: str | None = None,
    size: int | None = None,
    branch: Branch = NT4,
    platform: Platform = I386,
) -> KnownBuild:
    """A recorded build; one without packs is a hotfix somebody recorded."""
    return KnownBuild(
        name,
        branch,
        platform,
        "made",
        packs,
        version=FileVersion.parse(version) if version else None,
        link=moment(link) if link else None,
        size=size,
        printed=day(printed) if printed else None,
    )


def known(*builds: KnownBuild, **more: object) -> Known:
    """These builds, the kernels among them told by their names; `packs` and `stamps` by keyword."""
    kernels = tuple(build for build in builds if build.file.startswith(("ntoskrnl", "ntkrnl")))
    modules: dict[str, tuple[KnownBuild, ...]] = {}
    for build in builds:
        if build not in kernels:
            modules[build.file] = (*modules.get(build.file, ()), build)
    return replace(Known(LINES, kernels, modules), **more)


def taught(*signatures: Signature, builds: tuple[KnownBuild, ...] = (), **more: object) -> History:
    return make_history(known(*builds, **more), signatures)


NOTHING_KNOWN = taught()


def case(
    one: Row,
    found: Identified,
    *,
    history: History = NOTHING_KNOWN,
    branch: Branch = NT4,
    relation: Relation = Relation.OR_LATER,
    requires: Requires | None = None,
    bullets: tuple[AppliesTo, ...] = (bullet(),),
    claims: tuple[FixedIn, ...] = (),
    hardware: tuple[Platform, ...] = (),
    language: str | None = None,
    system_packs: tuple[str, ...] = (),
    doubts: tuple[tuple[str, int], ...] = (),
) -> Case:
    """One file against one row, in an article that holds nothing else."""
    only = table(one, branch=branch, relation=relation, requires=requires, language=language)
    signature = article(only, bullets=bullets, claims=claims, hardware=hardware, doubts=doubts)
    return Case(signature, only, one, branch, found, history, system_packs=system_packs)


def system(found: Identified | None = None, *others: Identified, claims: Claims | None = None) -> System:
    """The kernel, or one that no test says anything about, and the files beside it."""
    first = found or kernel()
    return System(build=first.build, files=(first, *others), claims=claims)


def registry(pack: str | None = None, *hotfixes: str, uninstalls: tuple[str, ...] = ()) -> Claims:
    return Claims(pack=pack, hotfixes=frozenset(hotfixes), uninstalls=frozenset(uninstalls))


def piece(
    vote: Verdict | None,
    confidence: Confidence | None = CERTAIN,
    *,
    path: str | None = "srv.sys",
    step: Step = Step.VERSION,
    line: int = 60,
    silent: Reason | None = None,
) -> Evidence:
    return Evidence(
        step=step,
        because="a test says so",
        vote=vote,
        confidence=confidence if vote else None,
        path=path,
        kb="Q100001",
        line=line,
        silent=silent,
    )


def _nanoseconds(when: datetime) -> int:
    return int((when - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1)) * 1000
