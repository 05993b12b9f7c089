"""Six reports that every format is tried on: what people may have in hand, from the best case to the worst.

They are made by hand, so that nothing in them moves when the data do.
"""

import datetime as dt
from typing import Any

from msgspec.structs import replace

from ntfp.facts.build import Branch, Confidence
from ntfp.facts.lookup import Appearance, Clock
from ntfp.facts.platform import Platform
from ntfp.facts.report import SkipKind, Skipped
from ntfp.facts.system import Claims
from ntfp.facts.timeline import Lane
from ntfp.facts.verdict import (
    HIVES,
    Aside,
    Basis,
    Damaged,
    Evidence,
    Finding,
    Judged,
    Reason,
    Report,
    Rollup,
    Step,
    Tried,
    Verdict,
)
from ntfp.facts.version import FileVersion
from tests.reports.entries import HOSTILE, KERNELS
from tests.reports.findings import judged

SHIPPED = Basis("shipped", "b" * 64, 3271, ships=True)
MINE = Basis("mine", "c" * 64, 2, ships=False)
CERTAIN, LIKELY = Confidence.CERTAIN, Confidence.LIKELY
LINKED = dt.datetime(1999, 9, 21, 22, 2, 31, tzinfo=dt.UTC)


def finding(
    kb: str,
    title: str,
    verdict: Verdict,
    reason: Reason,
    *pieces: Evidence,
    sure: Confidence | None = CERTAIN,
    settle: str | None = None,
    carried_by: tuple[str, ...] = (),
    own: str | None = None,
) -> Finding:
    return Finding(
        kb=kb,
        title=title,
        verdict=verdict,
        reason=reason,
        confidence=sure,
        evidence=pieces,
        settle=settle,
        carried_by=carried_by,
        own=own,
    )


def piece(kb: str, step: Step, because: str, **rest: Any) -> Evidence:
    return Evidence(step=step, because=because, kb=kb, **rest)


def system(root: str, *findings: Finding, kernel: str = "nt4 SP6, setup's name", **rest: Any) -> Judged:
    entry = KERNELS[kernel]
    path = f"{root}/system32/ntoskrnl.exe"
    found = replace(judged(*findings), root=root, kernel=path, build=entry.build, linked=entry.facts.link_time)
    return replace(found, **rest)


LEAK = "Non-Paged Pool Memory Leak May Occur Reading Partition Table"
LEAK_UNFIXED = finding(
    "Q244509",
    LEAK,
    Verdict.UNFIXED,
    Reason.RELEASE,
    piece(
        "Q244509",
        Step.RELEASE,
        "it is SP6's own file",
        wanted="ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13",
        found="ntoskrnl.exe i386 multiprocessor 4.0.1381.335",
        vote=Verdict.UNFIXED,
        confidence=CERTAIN,
        path="C/WINNT/system32/ntoskrnl.exe",
        line=63,
    ),
    carried_by=("Q299444",),
)
LEAK_FIXED = finding(
    "Q244509",
    LEAK,
    Verdict.FIXED,
    Reason.VERY_FILE,
    piece(
        "Q244509",
        Step.VERY_FILE,
        "size and link time are those of the row",
        wanted="ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13",
        found="ntoskrnl.exe i386 multiprocessor 952,192 bytes, linked 1999-10-29 02:13:08 UTC",
        vote=Verdict.FIXED,
        confidence=CERTAIN,
        path="C/WINNT/system32/ntoskrnl.exe",
        line=63,
        tried=(
            Tried(Step.RELEASE, "no release has a file of this size"),
            Tried(Step.VERSION, "the row has no version"),
        ),
    ),
)
POOL_FIXED = finding(
    "Q171996",
    "Winsock Function Calls Generate Non-Paged Pool Memory Leak",
    Verdict.FIXED,
    Reason.PACK,
    piece("Q150734", Step.PACK, "SP4 has it", wanted="SP4", found="SP6a", vote=Verdict.FIXED, line=1250),
)
PARTITION = finding(
    "Q226513",
    "Partition Larger Than Expected During Windows NT Setup",
    Verdict.NOT_APPLICABLE,
    Reason.WINDOW,
    piece("Q226513", Step.APPLIES, "only SP4 has the problem", vote=Verdict.NOT_APPLICABLE, line=12),
)
CLUSTER_HALF = finding(
    "Q268835",
    "FIX: ClusterResourceControl May Leak Memory",
    Verdict.UNFIXED,
    Reason.PARTLY_INSTALLED,
    piece(
        "Q268835",
        Step.VERSION,
        "7085 is more than 7080",
        wanted="clusres.dll 4.0.1381.7080",
        found="clusres.dll 4.0.1381.7085",
        vote=Verdict.FIXED,
        confidence=LIKELY,
        path="C/WINNT/cluster/clusres.dll",
        line=41,
    ),
    piece(
        "Q268835",
        Step.VERSION,
        "335 is less than 7080",
        wanted="clussvc.exe 4.0.1381.7080",
        found="clussvc.exe 4.0.1381.335",
        vote=Verdict.UNFIXED,
        confidence=LIKELY,
        path="C/WINNT/cluster/clussvc.exe",
        line=40,
    ),
    sure=LIKELY,
    settle="the hotfix key of Q268835",
)
PACK_UNKNOWN = finding(
    "Q246009",
    "Windows NT 4.0 Service Pack 6a Available",
    Verdict.UNKNOWN,
    Reason.PACK_RANGE,
    piece("Q246009", Step.RANGE, "the kernel is of SP6 or SP6a", wanted="SP6a", found="SP6/SP6a", line=9),
    sure=None,
    settle=HIVES,
)
CONTRADICTS = finding(
    "Q190834",
    'WINS <Server> & "Proxy" Stops Responding',
    Verdict.UNKNOWN,
    Reason.CLAIMS_DISAGREE,
    piece("Q190834", Step.RANGE, "line 3 names SP4, and line 80 SP5", line=3),
    sure=None,
    settle="the fix's own files to compare with",
    own="mine/q190/q190834.toml",
)
DISAGREES = finding(
    "Q147222",
    "Group of Hotfixes for Exchange 5.5 and IIS 4.0",
    Verdict.UNFIXED,
    Reason.REGISTRY_DISAGREES,
    piece("Q147222", Step.REGISTRY, "its hotfix key is here, and tcpip.sys is older than the fix"),
)
SP6A = Claims(
    pack="6a",
    hotfixes=frozenset({"Q246009", "Q299444", "Q147222"}),
    uninstalls=frozenset({"Q299444"}),
    edition="Server",
    suites=("Enterprise",),
    hives=("C/WINNT/system32/config/software", "C/WINNT/system32/config/system"),
)
SKIPPED = (
    Skipped("C/WINNT/system32/hal.dll", "the file ends before its header at 0x78", 0x3C, SkipKind.DAMAGED),
    Skipped("C/WINNT/system32/drivers", "cannot be listed: permission denied"),
    Skipped("C/WINNT/system32/srv.sys", "not a PE file: it does not begin with MZ", 0, SkipKind.OTHER_FORMAT),
)


def said_by(kb: str, name: str, verdict: Verdict) -> Finding:
    """A finding of which all that can be a text is that name."""
    evil = piece(
        kb,
        Step.VERSION,
        f"it says: {name}",
        wanted=name,
        found=name,
        vote=verdict,
        path=f"{name}/system32/{name}",
        line=63,
        tried=(Tried(Step.RELEASE, name),),
    )
    return finding(kb, name, verdict, Reason.VERSION, evil, settle=name, carried_by=(name,), own=name)


def hostile(kernel: str, *names: str) -> Judged:
    """A system whose names want to be more than names, and all around it."""
    first, *_ = names
    verdicts = (Verdict.UNFIXED, Verdict.FIXED, Verdict.NOT_APPLICABLE)
    findings = [said_by(f"Q90000{number}", name, verdicts[number % 3]) for number, name in enumerate(names)]
    open_ones = [
        finding(f"Q90001{number}", name, Verdict.UNKNOWN, Reason.NO_CLAIM, sure=None, settle=name, own=name)
        for number, name in enumerate(names)
    ]
    return system(
        first,
        *findings,
        *open_ones,
        kernel=kernel,
        hal=f"{first}/hal.dll",
        claims=Claims(
            hotfixes=frozenset(names),
            uninstalls=frozenset(names),
            edition=first,
            suites=names,
            pack_text=first,
            hives=names,
            remarks=names,
        ),
        rollups=tuple(Rollup("Q299444", name, 53) for name in names),
        damaged=tuple(Damaged(name, name) for name in names),
        disagreements=tuple(
            replace(DISAGREES, title=name, evidence=one.evidence) for name, one in zip(names, findings, strict=True)
        ),
        aside=tuple(Aside(name, name) for name in names),
        remarks=names,
    )


NAMES = tuple(HOSTILE.values())
REPORTS = {
    "all fixed": Report(
        systems=(system("C/WINNT", LEAK_FIXED, POOL_FIXED, claims=SP6A, kernel="nt4 hotfix"),), basis=(SHIPPED,)
    ),
    "all unfixed": Report(
        systems=(system("C/WINNT", LEAK_UNFIXED, CLUSTER_HALF, claims=replace(SP6A, hotfixes=frozenset())),),
        basis=(SHIPPED,),
    ),
    "mixed": Report(
        systems=(
            system(
                "C/WINNT",
                *(POOL_FIXED, LEAK_UNFIXED, PARTITION, PACK_UNKNOWN, CLUSTER_HALF, CONTRADICTS),
                hal="C/WINNT/system32/hal.dll",
                claims=replace(
                    SP6A, pack_text="Service Pack 6, RC 1.3", remarks=("the hotfix key Q1 names no article",)
                ),
                rollups=(Rollup("Q299444", "Post-Windows NT 4.0 SP6a Security Rollup Package (SRP)", 53),),
                damaged=(Damaged("C/WINNT/system32/advapi32.dll", "its end is missing"),),
                disagreements=(DISAGREES,),
                aside=(
                    Aside("C/WINNT/$NtServicePackUninstall$", "what a service pack replaced"),
                    Aside("C/WINNT/repair", "setup's repair data"),
                ),
                remarks=("boot.ini starts the kernel ntkrnlmp.exe",),
            ),
            system("D/WTSRV", LEAK_FIXED, kernel="terminal server"),
            system("E/NT", replace(LEAK_UNFIXED, reason=Reason.EARLIER_LINK), PACK_UNKNOWN, kernel="nt4 alpha"),
        ),
        skipped=SKIPPED,
        basis=(SHIPPED, MINE),
    ),
    "no hives": Report(systems=(system("C/WINNT", POOL_FIXED, LEAK_UNFIXED, PACK_UNKNOWN),), basis=(SHIPPED,)),
    "nothing found": Report(
        systems=(),
        skipped=(
            Skipped(
                "photos",
                "no NT system here: no system32 folder and no kernel in 1,204 files of its first 4 levels",
                kind=SkipKind.NO_SYSTEM,
            ),
        ),
        basis=(SHIPPED,),
    ),
    "hostile names": Report(
        systems=(
            hostile("foreign, and talkative", *NAMES[:5]),
            hostile("nt4 SP6, setup's name", *NAMES[5:10]),
            hostile("nt4 damaged", *NAMES[10:]),
        ),
        skipped=tuple(Skipped(name, name, number, [*SkipKind][number % 4]) for number, name in enumerate(NAMES)),
        basis=(SHIPPED, *(Basis(name, "d" * 64, 1, ships=False) for name in NAMES)),
    ),
}


def kernel(file: str, day: str, clock: Clock, branch: Branch, platform: Platform, size: int, **rest: Any) -> Appearance:
    return Appearance(
        file=file, branch=branch, platform=platform, date=dt.date.fromisoformat(day), clock=clock, size=size, **rest
    )


def version(text: str) -> FileVersion:
    return FileVersion.parse(text)


_NT4, _TSE, _I386, _ALPHA = Branch.NT4, Branch.NT4_TSE, Platform.I386, Platform.ALPHA
LANES = (
    Lane(
        branch=_NT4,
        title="Windows NT 4.0",
        platform=_I386,
        builds=(
            kernel(
                "ntoskrnl.exe",
                "1996-10-14",
                Clock.LINK,
                _NT4,
                _I386,
                923_648,
                packs=("0", "1"),
                version=version("4.0.1381.1"),
            ),
            kernel(
                "ntkrnlmp.exe",
                "1996-10-14",
                Clock.LINK,
                _NT4,
                _I386,
                943_360,
                packs=("0", "1"),
                version=version("4.0.1381.1"),
            ),
            kernel(
                "ntoskrnl.exe",
                "1999-04-20",
                Clock.LINK,
                _NT4,
                _I386,
                927_104,
                packs=("5",),
                version=version("4.0.1381.204"),
            ),
            kernel(
                "ntkrnlmp.exe",
                "1999-04-20",
                Clock.LINK,
                _NT4,
                _I386,
                948_544,
                packs=("5",),
                version=version("4.0.1381.204"),
            ),
            kernel(
                "ntoskrnl.exe",
                "1999-09-21",
                Clock.LINK,
                _NT4,
                _I386,
                931_584,
                packs=("6", "6a"),
                version=version("4.0.1381.335"),
            ),
            kernel(
                "ntkrnlmp.exe",
                "1999-09-21",
                Clock.LINK,
                _NT4,
                _I386,
                951_808,
                packs=("6", "6a"),
                version=version("4.0.1381.335"),
            ),
            kernel(
                "ntoskrnl.exe",
                "1999-10-28",
                Clock.LOCAL,
                _NT4,
                _I386,
                932_032,
                articles=("Q244509", "Q268835"),
                title=LEAK,
            ),
            kernel(
                "ntkrnlmp.exe",
                "1999-10-28",
                Clock.LOCAL,
                _NT4,
                _I386,
                952_192,
                articles=("Q244509", "Q268835"),
                title=LEAK,
            ),
            kernel("ntkrnlmp.exe", "2001-07-13", Clock.LOCAL, _NT4, _I386, 955_200, articles=("Q299444",), title="SRP"),
        ),
    ),
    Lane(
        branch=_NT4,
        title="Windows NT 4.0",
        platform=_ALPHA,
        builds=(
            kernel(
                "ntoskrnl.exe", "1999-10-28", Clock.LOCAL, _NT4, _ALPHA, 1_376_896, articles=("Q244509",), title=LEAK
            ),
        ),
    ),
    Lane(
        branch=_TSE,
        title="Windows NT 4.0 Terminal Server Edition",
        platform=_I386,
        builds=(
            kernel(
                "ntoskrnl.exe", "2000-08-01", Clock.LOCAL, _TSE, _I386, 982_144, articles=("Q268835",), title="<b>&\"'"
            ),
        ),
    ),
)
