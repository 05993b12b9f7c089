"""Every article that names one pack for its fix, on every pack of that Windows, with nothing to go by but the registry.

Articles with kernels are left out, since a system has one; so are those with several packs, windows or open claims.
"""

from collections.abc import Iterator

from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Signature
from ntfp.facts.system import Claims, System
from ntfp.facts.verdict import Verdict
from ntfp.judging import judge
from tests.judging.systems import KNOWN, history, kernel_of, shipped

# Their files were made after the pack that is said to have them was finished: the fix of 3.51 after its SP5, that of
# NT 4.0 after SP6.
UNBELIEVED = {("Q142615", Branch.NT351), ("Q252371", Branch.NT4)}


def claimed() -> Iterator[tuple[Signature, Branch, str]]:
    """Every article with the one pack it names for a branch."""
    for signature in shipped().values():
        if signature.doubts or signature.affects or signature.languages or signature.files & KERNEL_NAMES.keys():
            continue
        for branch in sorted(signature.branches):
            packs = {claim.pack for claim in signature.fixed_in if claim.branch is branch}
            if len(packs) == 1 and packs <= set(history().lines[branch].packs):
                yield signature, branch, packs.pop()


def kernels(branch: Branch) -> Iterator[tuple[KnownBuild, str]]:
    """The kernel of every pack of a branch that is recorded."""
    for known in KNOWN.kernels:
        if known.branch is branch and known.flavour is Flavour.UP and known.label != "disc 511":
            yield from ((known, pack) for pack in known.packs)


def test_a_fix_is_in_the_pack_that_its_article_names_and_in_every_later_one() -> None:
    count, problems = 0, []
    systems = {
        branch: [
            (System(build=kernel.build, files=(kernel,), claims=Claims(pack=pack)), pack)
            for known, pack in kernels(branch)
            for kernel in [kernel_of(known)]
        ]
        for branch in history().lines
    }
    for signature, branch, pack in claimed():
        if signature.hardware and Platform.I386 not in signature.hardware:
            continue
        place = history().lines[branch].packs.index
        for system, here in systems[branch]:
            count += 1
            finding = judge(signature, system, history())
            expected = Verdict.FIXED if place(here) >= place(pack) else Verdict.UNFIXED
            if expected is Verdict.FIXED and (signature.kb, branch) in UNBELIEVED:
                expected = Verdict.UNKNOWN
            if finding.verdict is not expected:
                problems.append(f"{signature.kb}, {branch} {here}: {finding.verdict} {finding.reason}")
    assert not problems, "\n".join([f"{len(problems)} of {count}", *problems])
    assert count == 10989
