"""Systems for the tests of the judge: made files, identified as real ones are, and the shipped data."""

from datetime import UTC, datetime, timedelta
from functools import cache

from msgspec.structs import replace

from ntfp import database
from ntfp.database import shipped_known
from ntfp.facts.build import Branch, Flavour, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.facts.report import Identified
from ntfp.facts.signature import Signature
from ntfp.facts.system import Claims, System
from ntfp.facts.verdict import Finding
from ntfp.identifying import identify
from ntfp.judging import History, judge, make_history
from ntfp.testing import kernel_image, module_image
from tests.making import facts_of

KNOWN = shipped_known()
TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)  # when the copies of the tests were made


# The articles about kernels, and about what a kernel cannot tell: expectations about them are written by hand.
ARTICLES = """
    Q163852 Q171996 Q196389 Q223778 Q226513 Q234557 Q234606 Q235425 Q240955 Q242472 Q243813 Q244145 Q244509 Q244614
    Q246009 Q246467 Q247178 Q247329 Q247869 Q247886 Q252193 Q253518 Q259773 Q264450 Q265387 Q265720 Q266433 Q266762
    Q268835 Q270420 Q271076 Q273662 Q276525 Q283217 Q287634 Q288179 Q291781 Q294306 Q294345 Q299444 Q311380
"""


@cache
def shipped() -> dict[str, Signature]:
    return {signature.kb: signature for signature in database.shipped().signatures}


@cache
def signatures() -> dict[str, Signature]:
    return {kb: shipped()[kb] for kb in ARTICLES.split()}


@cache
def history() -> History:
    """What all that ships teaches, not these alone."""
    return make_history(database.shipped().known, shipped().values())


def verdict(kb: str, system: System) -> Finding:
    return judge(signatures()[kb], system, history())


def identified(image: bytes, name: str, modified: datetime = TODAY) -> Identified:
    """The image as a file of that name would be found."""
    mtime = int((modified - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1)) * 1000
    facts = replace(facts_of(image, name), path=f"WINNT/system32/{name}", mtime_ns=mtime)
    return Identified(facts, identify(facts, KNOWN))


def recorded_kernel(branch: Branch, pack: str, flavour: Flavour = Flavour.UP) -> KnownBuild:
    """The kernel recorded for that pack."""
    return next(
        row
        for row in KNOWN.kernels
        if row.branch is branch and pack in row.packs and row.flavour is flavour and row.label != "disc 511"
    )


def kernel_of(row: KnownBuild, *, name: str = "ntoskrnl.exe", platform: Platform = Platform.I386) -> Identified:
    """A recorded kernel as a file, under the name setup gives it."""
    assert row.version is not None and row.link is not None
    image = kernel_image(
        version=row.version, flavour=row.flavour or Flavour.UP, link=row.link, size=row.size, platform=platform
    )
    return identified(image, name)


def module_of(row: KnownBuild) -> Identified:
    assert row.link is not None
    return identified(module_image(row.file, version=row.version, link=row.link, size=row.size), row.file)


def system_of(kernel: Identified, *others: Identified, claims: Claims | None = None) -> System:
    return System(build=kernel.build, files=(kernel, *others), claims=claims)
