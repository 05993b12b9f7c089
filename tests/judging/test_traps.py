"""Traps that files set, against the shipped records: what would be said falsely if one question were not asked."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from ntfp import database
from ntfp.facts.build import Branch, Confidence, Flavour
from ntfp.facts.report import Identified
from ntfp.facts.system import Claims
from ntfp.facts.verdict import Finding, Reason, Verdict
from ntfp.facts.version import FileVersion
from ntfp.judging import judge, make_history
from ntfp.testing import kernel_image, module_image
from tests.judging import records
from tests.judging.systems import TODAY, history, identified, kernel_of, recorded_kernel, signatures, system_of, verdict

SURE, LIKELY = Confidence.CERTAIN, Confidence.LIKELY
SP6 = recorded_kernel(Branch.NT4, "6")


def kernel(
    version: str, link: datetime | None, size: int = 1_700_000, *, flavour: Flavour = Flavour.UP, name: str = ""
) -> Identified:
    image = kernel_image(version=FileVersion.parse(version), link=link or 0, size=size, flavour=flavour)
    return identified(image, name or "ntoskrnl.exe")


def told(finding: Finding) -> tuple[Verdict, Reason, Confidence | None]:
    return finding.verdict, finding.reason, finding.confidence


# --- A release's stamp is no file's time: of a file that says nothing else it would look like an earlier build.


@pytest.mark.parametrize(
    ("modified", "answer"),
    [
        pytest.param(
            datetime(1999, 4, 29, 19, 4, tzinfo=UTC), (Verdict.UNKNOWN, Reason.NO_COMMON_ATTRIBUTE, None), id="stamped"
        ),
        pytest.param(
            datetime(1999, 4, 29, 19, 5, tzinfo=UTC), (Verdict.UNFIXED, Reason.EARLIER_LINK, LIKELY), id="its own"
        ),
    ],
)
def test_the_stamp_of_a_pack_is_no_earlier_time(modified: datetime, answer: object) -> None:
    image = module_image("advapi32.dll", version=None, link=0, size=240_128)
    system = system_of(kernel_of(SP6), identified(image, "advapi32.dll", modified))
    assert told(verdict("Q242472", system)) == answer


# --- A number above every other of its time, in a file linked when SP6's was: changed, and no later build.


def test_a_later_number_with_a_release_s_link_time_is_not_fixed() -> None:
    changed, sound = kernel("4.0.1381.7120", SP6.link), kernel("4.0.1381.7120", datetime(2001, 12, 7, tzinfo=UTC))
    assert told(verdict("Q244509", system_of(changed))) == (Verdict.UNKNOWN, Reason.EVIDENCE_DISAGREES, None)
    assert told(verdict("Q244509", system_of(sound))) == (Verdict.FIXED, Reason.CERTAINLY_LATER, SURE)


# --- Windows 2000 numbered a fix .2099 and the pack after it .1620: without a link time no number there is certain.


@pytest.mark.parametrize(
    ("version", "link", "answer"),
    [
        pytest.param("5.0.2195.1700", None, (Verdict.UNFIXED, Reason.VERSION, LIKELY), id="lower, no link time"),
        pytest.param("5.0.2195.1700", "2000-06-01", (Verdict.UNFIXED, Reason.VERSION, SURE), id="lower, linked before"),
        pytest.param(
            "5.0.2195.1700", "2000-08-10", (Verdict.UNKNOWN, Reason.NUMBERS_CROSS, None), id="lower, linked after"
        ),
        pytest.param("5.0.2195.2200", None, (Verdict.FIXED, Reason.VERSION, LIKELY), id="higher, no link time"),
        pytest.param("5.0.2195.2200", "2000-09-01", (Verdict.FIXED, Reason.VERSION, SURE), id="higher, linked after"),
        pytest.param(
            "5.0.2195.2200",
            "2000-06-01",
            (Verdict.UNKNOWN, Reason.NUMBERS_CROSS, None),
            id="higher, too early",
        ),
    ],
)
def test_windows_2000_s_numbers_cross_its_packs(version: str, link: str | None, answer: object) -> None:
    linked = datetime.fromisoformat(link).replace(tzinfo=UTC) if link else None
    assert told(verdict("Q266433", system_of(kernel(version, linked)))) == answer


def test_where_numbers_cross_a_pack_may_say_fixed_against_a_row_without_a_version_too() -> None:
    """SP3's kernel is numbered below one that was about before the row: a later build all the same."""
    released = datetime(2002, 9, 20, tzinfo=UTC)
    made = records.article(
        records.table(records.row("ntoskrnl.exe", dated="2002-08-20", size=1_700_000), branch=Branch.WIN2000),
        bullets=(records.bullet(branch=Branch.WIN2000),),
        claims=(records.claim("0", branch=Branch.WIN2000),),
    )
    finding = judge(made, system_of(kernel("5.0.2195.5080", released)), history())
    assert finding.evidence[0].silent is Reason.NUMBERS_CROSS
    assert told(finding) == (Verdict.FIXED, Reason.RELEASE, LIKELY)


def test_where_numbers_cross_a_pack_may_still_say_fixed() -> None:
    """SP3's own file may be numbered below the fix that it contains."""
    own = identified(
        module_image("srv.sys", version="5.0.2195.5400", link=datetime(2002, 7, 18, tzinfo=UTC)), "srv.sys"
    )
    made = records.article(
        records.table(records.row("srv.sys", version="5.0.2195.5624", dated="2002-04-19"), branch=Branch.WIN2000),
        bullets=(records.bullet("2", branch=Branch.WIN2000),),
        claims=(records.claim("3", branch=Branch.WIN2000),),
    )
    on_sp3 = system_of(kernel_of(recorded_kernel(Branch.WIN2000, "3")), own, claims=Claims(pack="3"))
    assert told(judge(made, on_sp3, history())) == (Verdict.FIXED, Reason.PACK, LIKELY)


# --- A row that names no platform, of a build that another article records for i386.


def test_a_build_recorded_elsewhere_lends_its_platform_to_the_row() -> None:
    day = datetime(2000, 7, 6, 20, 46, tzinfo=UTC)
    system = system_of(kernel("5.0.2195.2099", day, 1_659_328))
    assert told(verdict("Q266433", system)) == (Verdict.FIXED, Reason.VERY_FILE, SURE)
    known = database.shipped().known
    released = replace(known, kernels=tuple(build for build in known.kernels if build.packs))
    alone = judge(signatures()["Q266433"], system, make_history(released, signatures().values()))
    assert told(alone) == (Verdict.FIXED, Reason.VERY_FILE, LIKELY)


# --- A fixed kernel lies beside the one that boots: left there by setup, and nothing runs it.


@pytest.mark.parametrize("spare_first", [True, False])
def test_a_spare_kernel_does_not_vote(spare_first: bool) -> None:
    boots = kernel_of(recorded_kernel(Branch.NT4, "5"))
    spare = kernel("4.0.1381.7120", TODAY - timedelta(days=9_000), 955_200, flavour=Flavour.MP, name="ntkrnlmp.exe")
    system = system_of(boots)
    files = (spare, boots) if spare_first else (boots, spare)
    finding = verdict("Q244509", replace(system, files=files))
    assert told(finding) == (Verdict.UNFIXED, Reason.RELEASE, SURE)
    assert {piece.path for piece in finding.evidence} == {"WINNT/system32/ntoskrnl.exe"}
