"""The registry: what it claims beside what the files are."""

import pytest

from ntfp.facts.signature import Signature
from ntfp.facts.system import Claims, System
from ntfp.facts.verdict import Finding, Reason, Step, Verdict
from ntfp.judging import disagreements, judge
from ntfp.judging.registry import installed, other_rollups
from tests.judging.records import (
    LIKELY,
    article,
    claim,
    file,
    kernel,
    piece,
    registry,
    released,
    row,
    system,
    table,
    taught,
)

HISTORY = taught(article(kb="Q299444", includes=("Q100001", "Q100002")), article(kb="Q299445", includes=("Q100002",)))
FIX = article(table(row(version="4.0.1381.300", size=231_000, dated="1999-07-15")), claims=(claim("6"),))
SAME_FILE = article(*FIX.tables, kb="Q100005")
OLD, VERY, NEW = file(version="4.0.1381.299"), file(version="4.0.1381.300"), file(version="4.0.1381.301")


@pytest.mark.parametrize(
    ("kb", "claims", "because"),
    [
        pytest.param("Q100001", registry("6", "Q100001"), "the registry has a hotfix key Q100001", id="its key"),
        pytest.param(
            "Q100001",
            registry("6", uninstalls=("Q100001",)),
            "there is an uninstall folder of Q100001",
            id="its uninstall folder",
        ),
        pytest.param(
            "Q100002",
            registry("6", "Q299445"),
            "the roll-up Q299445 is installed and contains it",
            id="the key of the second roll-up that has it",
        ),
        pytest.param(
            "Q100001",
            registry("6", uninstalls=("Q299444",)),
            "the roll-up Q299444 is installed and contains it",
            id="the uninstall folder of a roll-up",
        ),
        pytest.param("Q100001", registry("6", "Q299445"), None, id="a roll-up that has it not"),
        pytest.param("Q100001", registry("6"), None, id="no key"),
        pytest.param("Q100001", None, None, id="no registry"),
    ],
)
def test_where_the_registry_says_that_a_fix_was_installed(kb: str, claims: Claims | None, because: str | None) -> None:
    assert installed(kb, system(claims=claims), HISTORY) == because


@pytest.mark.parametrize(
    ("kb", "claims", "others"),
    [
        pytest.param("Q100001", registry("6", "Q299444", "Q299445"), ("Q299445",), id="one has it, one not"),
        pytest.param(
            "Q100009", registry("6", "Q299445", uninstalls=("Q299444",)), ("Q299444", "Q299445"), id="none has it"
        ),
        pytest.param("Q100009", registry("6", "Q100001"), (), id="a hotfix is no roll-up"),
        pytest.param("Q100009", None, (), id="no registry"),
    ],
)
def test_roll_ups_that_do_not_list_a_fix(kb: str, claims: Claims | None, others: tuple[str, ...]) -> None:
    assert other_rollups(kb, system(claims=claims), HISTORY) == others


# --- Two stories.


def told(of: System, *signatures: Signature) -> list[tuple[str, Verdict, str]]:
    findings = [judge(signature, of, HISTORY) for signature in signatures]
    return [(one.kb, one.verdict, one.evidence[-1].because) for one in disagreements(signatures, findings, of, HISTORY)]


def test_a_key_without_its_file_is_a_finding_of_its_own() -> None:
    of = system(kernel(), OLD, claims=registry(None, "Q100001"))
    because = "the registry has a hotfix key Q100001, but its files are older than the fix"
    assert told(of, FIX) == [("Q100001", Verdict.UNFIXED, because)]


def test_a_later_file_that_has_an_earlier_fix_is_not_explained_by_that() -> None:
    earlier = article(table(row(version="4.0.1381.250", size=230_000, dated="1999-06-15")), kb="Q100006")
    of = system(kernel(), VERY, claims=registry("5", "Q100006"))
    assert judge(earlier, of, HISTORY).verdict is Verdict.FIXED
    assert [kb for kb, _, _ in told(of, FIX, earlier)] == ["Q100001"]


HALF = Claims(pack="5", complete=False)  # of a damaged hive


def test_a_file_without_its_key_is_a_finding_of_its_own() -> None:
    of = system(kernel(), VERY, claims=registry("5"))
    because = "its very file is here, and nothing in the registry explains it"
    assert told(of, FIX) == [("Q100001", Verdict.FIXED, because)]


def test_a_pack_said_to_have_the_fix_is_as_good_as_a_key() -> None:
    because = "the registry says SP6, and line 76 says 'says 6', and SP6 has it, but its files are older than the fix"
    assert told(system(kernel(), OLD, claims=registry("6")), FIX) == [("Q100001", Verdict.UNFIXED, because)]
    assert told(system(kernel(), VERY, claims=registry("6")), FIX) == [], "the pack brought it"


def test_a_pack_explains_its_own_file() -> None:
    own = file(release=released("5", version="4.0.1381.300", link="1999-07-15"))
    of = system(kernel(packs=("5",)), own, claims=registry("5"))
    very = article(table(row(size=231_000, dated="1999-07-15")))
    assert judge(very, of, HISTORY).reason is Reason.VERY_FILE
    assert told(of, very) == []


def test_one_build_is_the_fix_of_several_articles_and_any_of_their_keys_explains_it() -> None:
    of = system(kernel(), VERY, claims=registry(None, "Q100005"))
    assert told(of, FIX, SAME_FILE) == []
    assert told(of, SAME_FILE, FIX) == []
    assert [kb for kb, _, _ in told(system(kernel(), VERY, claims=registry("5")), FIX, SAME_FILE)] == [
        "Q100001",
        "Q100005",
    ]


@pytest.mark.parametrize(
    "of",
    [
        pytest.param(system(kernel(), VERY, claims=registry(None, "Q100001")), id="key and very file"),
        pytest.param(system(kernel(), NEW, claims=registry(None)), id="no key and a newer file"),
        pytest.param(system(kernel(), OLD, claims=registry(None)), id="no key and an older file"),
        pytest.param(system(kernel(), claims=registry(None, "Q100001")), id="a key and no file at all"),
        pytest.param(system(kernel(), OLD), id="no registry"),
        pytest.param(system(kernel(), VERY, claims=registry(None)), id="a pack that is not named may have brought it"),
        pytest.param(system(kernel(), VERY, claims=HALF), id="not all keys could be read"),
    ],
)
def test_one_story_is_no_finding(of: System) -> None:
    assert told(of, FIX) == []


def test_a_disagreement_keeps_the_verdict_and_evidence_of_the_file() -> None:
    of = system(kernel(), OLD, claims=registry(None, "Q100001"))
    finding = judge(FIX, of, HISTORY)
    (story,) = disagreements([FIX], [finding], of, HISTORY)
    assert (story.verdict, story.reason, story.confidence) == (finding.verdict, Reason.REGISTRY_DISAGREES, LIKELY)
    assert story.evidence[:-1] == finding.evidence
    assert story.evidence[-1].step is Step.REGISTRY
    assert story.settle == "compare the files with the hotfix's own, and look for what replaced or removed them"


def test_half_a_hotfix_with_its_key_is_a_disagreement_too() -> None:
    half = Finding(
        kb="Q100001",
        title="",
        verdict=Verdict.UNFIXED,
        reason=Reason.PARTLY_INSTALLED,
        evidence=(piece(Verdict.UNFIXED),),
    )
    of = system(claims=registry(None, "Q100001"))
    (story,) = disagreements([FIX], [half], of, HISTORY)
    assert story.reason is Reason.REGISTRY_DISAGREES
    assert story.evidence[-1].because.endswith("but some of its files are older than the fix")
