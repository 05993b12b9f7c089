"""Releases: a pack's own file is judged by what is said about that pack."""

import pytest

from ntfp.facts.build import KnownBuild
from ntfp.facts.signature import AFTER_LAST, LATEST, Requires
from ntfp.facts.verdict import Reason, Step
from ntfp.judging import releases
from tests.judging.climbs import FIXED, PACKS, SP5_FILE, UNFIXED, climbed, said
from tests.judging.records import (
    ALPHA,
    CERTAIN,
    LIKELY,
    NT4,
    TSE,
    article,
    bullet,
    case,
    claim,
    file,
    kernel,
    released,
    row,
    table,
    taught,
)


@pytest.mark.parametrize(
    ("claims", "answer"),
    [
        pytest.param(["5"], (FIXED, CERTAIN), id="claimed in this pack"),
        pytest.param(["4"], (FIXED, CERTAIN), id="claimed in an earlier one"),
        pytest.param(["6"], (UNFIXED, CERTAIN), id="claimed in a later one"),
        pytest.param([AFTER_LAST], (UNFIXED, CERTAIN), id="made after the last one"),
        pytest.param(["4", "6"], (FIXED, LIKELY), id="claimed in an earlier and in a later one"),
        pytest.param([LATEST], Reason.PACK_UNNUMBERED, id="claimed in the latest, whichever that was"),
        pytest.param(["5", AFTER_LAST], Reason.CLAIMS_DISAGREE, id="claimed in this one and after the last"),
        pytest.param([], Reason.RELEASE_WITHOUT_CLAIM, id="claimed nowhere"),
    ],
)
def test_a_release_is_judged_by_what_is_claimed_about_its_pack(claims: list[str], answer: object) -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(releases.release, case(row(dated="1999-08-02"), found, claims=tuple(map(claim, claims)))) == answer


def test_a_release_newer_than_the_fix_may_lack_it() -> None:
    sp6 = released("6", "6a", name="ntoskrnl.exe", version="4.0.1381.335", link="1999-09-21 22:02")
    fix = row("ntoskrnl.exe", size=931_584, dated="1999-09-01 18:11")
    after = case(fix, kernel(release=sp6), claims=(claim(AFTER_LAST),), bullets=(bullet("4", "5", "6"),))
    assert climbed(after) == (Step.RELEASE, UNFIXED, CERTAIN, Reason.RELEASE)
    silent = case(fix, kernel(release=sp6), bullets=(bullet("4", "5", "6"),))
    assert climbed(silent) == (Step.RELEASE, UNFIXED, LIKELY, Reason.RELEASE)


def test_a_release_of_another_platform_newer_than_the_fix_may_lack_it_too() -> None:
    """Nobody recorded Alpha's releases: the number of the i386 one is all there is."""
    history = taught(builds=PACKS)
    fix = row("ntoskrnl.exe", platform=ALPHA, size=1_381_824, dated="1999-09-01 18:10")
    found = kernel(platform=ALPHA, size=1_385_000, link="1999-09-21 22:30")
    told = case(fix, found, claims=(claim(AFTER_LAST),), bullets=(bullet("4", "5", "6"),), history=history)
    assert climbed(told)[1] is not FIXED
    silent = case(fix, found, bullets=(bullet("4"),), history=history)
    assert climbed(silent)[1:] == (None, None, Reason.RELEASE_WITHOUT_CLAIM)
    sent = case(fix, found, claims=(claim("6"),), bullets=(bullet("4", "5"),), history=history)
    assert climbed(sent)[1:3] == (FIXED, LIKELY)


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        pytest.param(["5"], (UNFIXED, LIKELY), id="this pack"),
        pytest.param(["6"], (UNFIXED, LIKELY), id="a later one"),
        pytest.param(["4"], Reason.RELEASE_WITHOUT_CLAIM, id="only an earlier one"),
        pytest.param([], Reason.RELEASE_WITHOUT_CLAIM, id="only the version of Windows"),
    ],
)
def test_without_a_claim_the_bullets_say_who_had_the_problem(named: list[str], answer: object) -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(releases.release, case(row(dated="1999-08-02"), found, bullets=(bullet(*named),))) == answer


def test_bullets_of_another_branch_say_nothing_about_a_release() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    bullets = bullet("4"), bullet("5", "6", branch=TSE)
    assert said(releases.release, case(row(dated="1999-08-02"), found, bullets=bullets)) is Reason.RELEASE_WITHOUT_CLAIM


@pytest.mark.parametrize(
    ("requires", "answer"),
    [
        pytest.param(Requires(branch=NT4, pack="5"), (UNFIXED, LIKELY), id="this pack"),
        pytest.param(Requires(branch=NT4, pack="6a"), (UNFIXED, LIKELY), id="a later one"),
        pytest.param(Requires(branch=NT4, pack="4"), Reason.RELEASE_WITHOUT_CLAIM, id="an earlier one"),
        pytest.param(Requires(branch=TSE, pack="6"), Reason.RELEASE_WITHOUT_CLAIM, id="one of another branch"),
        pytest.param(Requires(branch=NT4, pack="7"), Reason.RELEASE_WITHOUT_CLAIM, id="one there never was"),
    ],
)
def test_the_pack_a_fix_is_installed_on_lacks_it(requires: Requires, answer: object) -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(releases.release, case(row(dated="1999-08-02"), found, requires=requires)) == answer


def test_a_release_with_an_older_version_than_the_row_s_is_unfixed() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(releases.release, case(row(version="4.0.1381.7001"), found)) == (UNFIXED, CERTAIN)


def test_whichever_pack_was_the_latest_an_older_file_is_not_of_it() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    asked = case(row(version="4.0.1381.7001"), found, claims=(claim(LATEST),))
    assert said(releases.release, asked) == (UNFIXED, CERTAIN)
    silent = case(row(dated="1999-08-02"), found, claims=(claim(LATEST),))
    assert said(releases.release, silent) is Reason.PACK_UNNUMBERED


def test_a_release_of_a_branch_nobody_described_is_not_judged_by_its_claims() -> None:
    history = taught()
    history.lines.clear()
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    asked = case(row(dated="1999-08-02"), found, history=history, claims=(claim("5"),), bullets=(bullet("5"),))
    assert said(releases.release, asked) is Reason.RELEASE_WITHOUT_CLAIM


def test_a_pack_said_to_have_a_fix_that_is_newer_than_its_file_is_no_proof() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    asked = case(row(version="4.0.1381.7001"), found, claims=(claim("5"),))
    assert said(releases.release, asked) is Reason.CLAIMS_DISAGREE
    assert climbed(asked)[1:] == (None, None, Reason.CLAIMS_DISAGREE)


def test_a_release_older_than_a_row_of_no_platform_is_left_to_the_version() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    asked = case(row(platform=None, version="4.0.1381.7001"), found, claims=(claim(AFTER_LAST),))
    assert climbed(asked) == (Step.VERSION, UNFIXED, LIKELY, Reason.VERSION)


@pytest.mark.parametrize(
    ("dated", "size", "answer"),
    [
        pytest.param("2000-06-01", 240_000, (UNFIXED, LIKELY), id="more than a year"),
        pytest.param("2000-02-01", 240_000, Reason.RELEASE_WITHOUT_CLAIM, id="less: fixes were dated late"),
        pytest.param("2000-06-01", 231_000, Reason.RELEASE_WITHOUT_CLAIM, id="of the row's very size"),
        pytest.param("2000-06-01", None, Reason.RELEASE_WITHOUT_CLAIM, id="of a size the row does not give"),
    ],
)
def test_a_release_linked_long_before_the_fix_is_likely_without_it(
    dated: str, size: int | None, answer: object
) -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    assert said(releases.release, case(row(size=size, dated=dated), found)) == answer


def test_a_release_that_is_only_likely_says_only_likely() -> None:
    found = file(version=None, link="1999-04-20 19:33", release=SP5_FILE, sure=LIKELY)
    assert said(releases.release, case(row(), found, claims=(claim("5"),))) == (FIXED, LIKELY)
    unsaid = file(version=None, link="1999-04-20 19:33", release=SP5_FILE, sure=None)
    assert said(releases.release, case(row(), unsaid, claims=(claim("5"),))) == (FIXED, LIKELY)


@pytest.mark.parametrize(
    "release",
    [
        pytest.param(None, id="none is known"),
        pytest.param(released(version="4.0.1381.300"), id="a hotfix somebody recorded"),
        pytest.param(released("5", branch=TSE), id="a release of another branch"),
    ],
)
def test_what_is_no_release_of_the_branch_goes_on(release: KnownBuild | None) -> None:
    found = file(release=release)
    assert said(releases.release, case(row(), found, claims=(claim("5"),))) is None


def test_a_release_nothing_is_said_about_may_still_be_the_very_file() -> None:
    found = file(version=None, link="1999-04-20 19:33", size=231_000, release=SP5_FILE)
    asked = case(row(size=231_000, dated="1999-04-20 12:33"), found)
    assert climbed(asked) == (Step.VERY_FILE, FIXED, CERTAIN, Reason.VERY_FILE)


def test_a_release_nothing_is_said_about_is_not_judged_by_its_dates() -> None:
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    earlier_fix = case(row(size=240_000, dated="1999-03-01"), found, bullets=(bullet("4"),))
    later_fix = case(row(size=240_000, dated="1999-08-02"), found, bullets=(bullet("4"),))
    for asked in (earlier_fix, later_fix):
        assert climbed(asked) == (Step.UNDECIDED, None, None, Reason.RELEASE_WITHOUT_CLAIM)


def test_a_release_nothing_is_said_about_may_be_certainly_earlier() -> None:
    history = taught(article(table(row(version="4.0.1381.7001", dated="1999-09-24")), kb="Q100003"))
    found = file(version="4.0.1381.204", link="1999-04-20 19:33", release=SP5_FILE)
    asked = case(row(size=240_000, dated="1999-11-01"), found, history=history)
    assert climbed(asked) == (Step.CERTAINLY_EARLIER, UNFIXED, CERTAIN, Reason.CERTAINLY_EARLIER)
