"""What the tests of a scan's reports share: findings of every kind, made by hand."""

from datetime import date, time

from msgspec.structs import replace

from ntfp.facts.build import Branch, Confidence
from ntfp.facts.platform import Platform
from ntfp.facts.report import SkipKind, Skipped
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
from ntfp.facts.system import Claims
from ntfp.facts.verdict import (
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
    Summary,
    Tried,
    Verdict,
)
from ntfp.facts.version import FileVersion
from tests.reports.entries import HAL, KERNELS

KERNEL = KERNELS["nt4 SP6, setup's name"]
CERTAIN, LIKELY = Confidence.CERTAIN, Confidence.LIKELY
TITLE = "Non-Paged Pool Memory Leak May Occur Reading Partition Table"


def evidence(kb: str, step: Step = Step.RELEASE, vote: Verdict | None = Verdict.UNFIXED) -> Evidence:
    return Evidence(
        step=step,
        because="it is SP6's own file",
        wanted="ntkrnlmp.exe i386 952,192 bytes 1999-10-28 19:13",
        found="ntoskrnl.exe i386 multiprocessor 4.0.1381.335",
        vote=vote,
        confidence=CERTAIN if vote else None,
        path=KERNEL.facts.path,
        kb=kb,
        line=63,
        tried=(Tried(Step.APPLIES, "nobody says"),),
    )


UNFIXED = Finding(
    kb="Q244509",
    title=TITLE,
    verdict=Verdict.UNFIXED,
    reason=Reason.RELEASE,
    confidence=CERTAIN,
    evidence=(evidence("Q244509"),),
    carried_by=("SP6a", "Q299444"),
)
HALF = Finding(
    kb="Q268835",
    title="FIX: ClusterResourceControl May Leak Memory",
    verdict=Verdict.UNFIXED,
    reason=Reason.PARTLY_INSTALLED,
    confidence=LIKELY,
    evidence=(evidence("Q268835"), evidence("Q268835", Step.VERSION, Verdict.FIXED)),
)
UNKNOWN = Finding(
    kb="Q246009",
    title="Windows NT 4.0 Service Pack 6a Available",
    verdict=Verdict.UNKNOWN,
    reason=Reason.PACK_RANGE,
    settle="the registry hives of the system",
)
FIXED = Finding(
    kb="Q171996",
    title="Winsock Function Calls Generate Non-Paged Pool Memory Leak",
    verdict=Verdict.FIXED,
    reason=Reason.PACK,
    confidence=LIKELY,
    evidence=(
        Evidence(step=Step.RANGE, because="SP4 has it", wanted="SP4", vote=Verdict.FIXED, kb="Q150734", line=1250),
    ),
)
ELSEWHERE = tuple(
    Finding(kb=f"Q28763{digit}", title="x", verdict=Verdict.NOT_APPLICABLE, reason=Reason.BRANCH, confidence=CERTAIN)
    for digit in range(10)
)
FINDINGS = (FIXED, UNFIXED, UNKNOWN, HALF, *ELSEWHERE)
SYSTEM = Judged(
    root="WINNT", kernel=KERNEL.facts.path, build=KERNEL.build, findings=FINDINGS, summary=Summary.counting(FINDINGS)
)
DISAGREES = replace(
    UNFIXED,
    reason=Reason.REGISTRY_DISAGREES,
    evidence=(Evidence(step=Step.REGISTRY, because="a key, but its files are older than the fix", kb="Q244509"),),
)
SKIPPED = Skipped("WINNT/system32/hal.dll", "the file ends before its header at 0x78", 0x3C, SkipKind.DAMAGED)
REPORT = Report(systems=(SYSTEM,), skipped=(SKIPPED,))

CLAIMS = Claims(
    pack="6a",
    hotfixes=frozenset({"Q299444", "Q246009", "Q147222"}),
    uninstalls=frozenset({"Q299444"}),
    complete=False,
    edition="Server",
    suites=("Enterprise",),
    pack_text="Service Pack 6, RC 1.3",
    hives=("WINNT/system32/config/software", "WINNT/system32/config/system"),
    remarks=("the hotfix key Q1 names no article",),
)
ALL_AROUND = replace(
    SYSTEM,
    hal="WINNT/system32/hal.dll",
    claims=CLAIMS,
    rollups=(Rollup("Q299444", "Post-Windows NT 4.0 SP6a Security Rollup Package (SRP)", 53),),
    damaged=(Damaged("WINNT/system32/advapi32.dll", "its end is missing"),),
    disagreements=(DISAGREES,),
    aside=(
        Aside("WINNT/$NtServicePackUninstall$", "what a service pack replaced"),
        Aside("WINNT/repair", "setup's repair data"),
    ),
    remarks=("boot.ini starts the kernel ntkrnlmp.exe",),
)
BASIS = (Basis("shipped", "b" * 64, 3272, ships=True), Basis("mine", "c" * 64, 2, ships=False))
EVERYTHING = Report(systems=(ALL_AROUND, replace(SYSTEM, root="D/WINNT")), skipped=(SKIPPED,), basis=BASIS)


def judged(*findings: Finding, system: Judged = SYSTEM) -> Judged:
    """The system with these findings and no others."""
    return replace(system, findings=findings, summary=Summary.counting(findings))


SIGNATURE = Signature(
    kb="Q244509",
    title=TITLE,
    revised=date(2002, 5, 8),
    hardware=(Platform.ALPHA, Platform.I386),
    component=("cluster",),
    applies_to=(
        AppliesTo(branch=Branch.NT4, edition="server", packs=("0", "6", "6a"), line=13),
        AppliesTo(branch=Branch.NT4_TSE, line=15),
    ),
    affects=(
        Window(branch=Branch.NT4, first="4", last="6", reviewed=True),
        Window(branch=Branch.NT4, kernel_from=date(1998, 8, 17)),
    ),
    languages=("ja", "ko"),
    fixed_in=(
        FixedIn(branch=Branch.NT4, pack="after-6a", by=By.KEYWORD, says="kbWinNT400PreSP7Fix", line=77),
        FixedIn(branch=Branch.NT4_TSE, pack="latest", by=By.PROSE, says="the latest service pack", line=70),
        FixedIn(branch=Branch.NT4, pack="6", by=By.LIST, says="SP6", line=147, article="Q244690"),
        FixedIn(branch=Branch.NT4, pack="after-6a", by=By.ROLLUP, says="SRP", line=194, article="Q299444"),
    ),
    includes=("Q240955", "Q242472"),
    carriers=("srv.sys",),
    doubts=(Doubt(about="claim-unread", line=34), Doubt(about="table-limited", line=80)),
    tables=(
        Table(
            line=55,
            branch=Branch.NT4,
            language="en",
            variant="128-bit",
            relation=Relation.OR_LATER,
            requires=Requires(branch=Branch.NT4, pack="6a"),
            utc=True,
            rows=(
                Row(file="ntkrnlmp.exe", platform=Platform.I386, size=952_192, date=date(1999, 10, 28), line=63),
                Row(
                    file="ntoskrnl.exe",
                    platform=Platform.ALPHA,
                    size_kb=932.5,
                    date=date(1999, 10, 5),
                    date_doubt=date(1999, 5, 10),
                    time=time(19, 10),
                    version=FileVersion(4, 0, 1381, 7010),
                    variant="56-bit",
                    branch=Branch.NT4_TSE,
                    line=64,
                    mended=("size_kb",),
                ),
                Row(file="hal.dll", line=65),
            ),
        ),
        Table(line=80, relation=Relation.PLAIN, rows=(Row(file="halmps.dll", line=81),)),
    ),
    source=Origin(archive="jeffpar/kbarchive", path="txt/244/Q244509.TXT", sha256="0" * 64),
)
TITLES = {Branch.NT4: "Windows NT 4.0", Branch.NT4_TSE: "Windows NT 4.0 Terminal Server Edition"}
FILES = (KERNEL, HAL)
