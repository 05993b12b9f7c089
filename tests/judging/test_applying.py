"""Applying: does the article concern this system at all?"""

import pytest
from msgspec.structs import replace

from ntfp.facts.build import Branch, Confidence
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AFTER_LAST, Signature, Window
from ntfp.facts.system import System
from ntfp.facts.verdict import Reason, Step, Verdict
from ntfp.judging import judge
from ntfp.judging.applying import does_not_apply
from tests.judging.records import (
    ALPHA,
    CERTAIN,
    I386,
    LIKELY,
    NOTHING_KNOWN,
    NT4,
    TSE,
    WIN2000,
    article,
    bullet,
    claim,
    day,
    file,
    kernel,
    registry,
    row,
    system,
    table,
    taught,
)

FROM_SP6 = Window(branch=NT4, first="6", reviewed=True)
UP_TO_SP5 = Window(branch=NT4, last="5", reviewed=True)
SP4_TO_SP5 = Window(branch=NT4, first="4", last="5", reviewed=True)
FROM_AUGUST = Window(branch=NT4, kernel_from=day("1998-08-17"), reviewed=True)


def why(signature: Signature, of: System) -> tuple[Reason, Confidence | None] | None:
    found = does_not_apply(signature, of, NOTHING_KNOWN)
    return (found[1], found[0].confidence) if found else None


# --- Branch.


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param(article(bullets=(bullet(branch=TSE),)), id="a bullet"),
        pytest.param(article(claims=(claim("6", branch=TSE),)), id="a claim"),
        pytest.param(article(table(row(), branch=TSE)), id="a table"),
        pytest.param(article(table(row(branch=TSE))), id="a row"),
    ],
)
def test_an_article_concerns_every_branch_it_names(signature: Signature) -> None:
    assert why(signature, system(kernel(branch=TSE))) is None


def test_an_article_does_not_concern_a_branch_it_never_names() -> None:
    assert why(article(), system(kernel(branch=TSE))) == (Reason.BRANCH, CERTAIN)
    assert why(article(), system(kernel(branch=TSE, sure=LIKELY))) == (Reason.BRANCH, LIKELY)
    assert why(article(), system(kernel(branch=TSE, sure=None))) == (Reason.BRANCH, LIKELY)


def test_what_does_not_apply_says_what_was_wanted_and_found() -> None:
    signature = article(bullets=(bullet(line=12), bullet(branch=WIN2000, line=16)))
    finding = judge(signature, system(kernel(branch=TSE)), NOTHING_KNOWN)
    assert (finding.verdict, finding.reason, finding.settle) == (Verdict.NOT_APPLICABLE, Reason.BRANCH, None)
    (evidence,) = finding.evidence
    assert (evidence.step, evidence.wanted, evidence.found, evidence.line) == (
        Step.APPLIES,
        "nt4, win2000",
        "nt4-tse",
        12,
    )
    assert evidence.because == "no bullet, table or statement of the article is about nt4-tse"


def test_an_article_without_bullets_has_no_line_to_point_at() -> None:
    found = does_not_apply(article(bullets=()), system(), NOTHING_KNOWN)
    assert found is not None and found[0].line is None


def test_a_system_of_no_known_branch_is_unknown() -> None:
    finding = judge(article(), system(kernel(branch=Branch.OTHER)), NOTHING_KNOWN)
    assert (finding.verdict, finding.reason) == (Verdict.UNKNOWN, Reason.BRANCH_UNKNOWN)
    assert finding.evidence[0].because == "it is said to be of these packs"
    assert finding.settle == "a kernel whose version can be read, or sound registry hives"
    silent = judge(article(), system(kernel(branch=Branch.OTHER, sure=None)), NOTHING_KNOWN)
    assert silent.evidence[0].because == "nothing tells its branch"


def test_bullets_are_not_pack_gates() -> None:
    """They list what was known when they were written: an article that stops at SP6 speaks about SP6a."""
    signature = article(bullets=(bullet("4", "5", edition="enterprise"),), component=("cluster",))
    assert why(signature, system(kernel(packs=("6", "6a")))) is None


# --- Platform.


@pytest.mark.parametrize(
    ("hardware", "of_row", "answer"),
    [
        pytest.param((I386,), None, (Reason.PLATFORM, LIKELY), id="the hardware line leaves it out"),
        pytest.param((I386,), I386, (Reason.PLATFORM, LIKELY), id="and the rows, too"),
        pytest.param((I386,), ALPHA, None, id="a row is for it"),
        pytest.param((ALPHA, I386), None, None, id="the hardware line names it"),
        pytest.param((), None, None, id="no hardware line"),
    ],
)
def test_an_article_for_other_hardware(hardware: tuple[Platform, ...], of_row: Platform | None, answer: object) -> None:
    signature = article(table(row(platform=of_row)), hardware=hardware)
    assert why(signature, system(kernel(platform=ALPHA))) == answer


def test_a_row_for_the_platform_in_another_branch_does_not_count() -> None:
    signature = article(table(row(platform=ALPHA), branch=TSE), hardware=(I386,))
    assert why(signature, system(kernel(platform=ALPHA))) == (Reason.PLATFORM, LIKELY)


# --- Windows of packs and of days.


@pytest.mark.parametrize(
    ("window", "packs", "outside"),
    [
        pytest.param(FROM_SP6, ("5",), True, id="below the first"),
        pytest.param(FROM_SP6, ("6", "6a"), False, id="on the first and after"),
        pytest.param(FROM_SP6, ("5", "6"), False, id="a range that touches it"),
        pytest.param(UP_TO_SP5, ("6", "6a"), True, id="above the last"),
        pytest.param(UP_TO_SP5, ("0", "1"), False, id="long before the last"),
        pytest.param(SP4_TO_SP5, ("3",), True, id="before both ends"),
        pytest.param(SP4_TO_SP5, ("4", "5"), False, id="within"),
        pytest.param(FROM_SP6, (), False, id="no pack is known"),
        pytest.param(Window(branch=NT4, first="6"), ("5",), False, id="nobody has reviewed the window"),
        pytest.param(Window(branch=TSE, first="6", reviewed=True), ("5",), False, id="a window of another branch"),
    ],
)
def test_a_reviewed_window_excludes_what_is_wholly_outside(
    window: Window, packs: tuple[str, ...], outside: bool
) -> None:
    found = why(article(affects=(window,)), system(kernel(packs=packs)))
    assert found == ((Reason.WINDOW, CERTAIN) if outside else None)


@pytest.mark.parametrize(("pack_sure", "sure"), [(True, CERTAIN), (False, LIKELY)])
def test_a_pack_that_files_speak_against_excludes_likely_at_most(pack_sure: bool, sure: Confidence) -> None:
    of = system(kernel(packs=()), claims=replace(registry("5"), pack_sure=pack_sure))
    assert why(article(affects=(FROM_SP6,)), of) == (Reason.WINDOW, sure)


def test_a_system_has_to_be_outside_of_every_window() -> None:
    early = Window(branch=NT4, last="3", reviewed=True)
    assert why(article(affects=(early, FROM_SP6)), system(kernel(packs=("5",)))) == (Reason.WINDOW, CERTAIN)
    assert why(article(affects=(early, FROM_SP6)), system(kernel(packs=("6",)))) is None


def test_of_two_windows_the_surer_one_is_told_whichever_comes_first() -> None:
    until, since = (
        Window(branch=NT4, last="5", reviewed=True),
        Window(branch=NT4, kernel_from=day("2000-01-01"), reviewed=True),
    )
    told = system(kernel(), claims=registry("6"))
    for windows in ((until, since), (since, until)):
        assert why(article(affects=windows), told) == (Reason.WINDOW, CERTAIN)


def test_the_pack_of_the_registry_narrows_the_kernel_s_range() -> None:
    six = Window(branch=NT4, first="6a", reviewed=True)
    assert why(article(affects=(six,)), system(kernel(packs=("6", "6a")))) is None
    told = system(kernel(packs=("6", "6a")), claims=registry("6"))
    assert why(article(affects=(six,)), told) == (Reason.WINDOW, CERTAIN)


@pytest.mark.parametrize(
    ("link", "outside"),
    [
        pytest.param("1998-08-15", True, id="two days before"),
        pytest.param("1998-08-16", False, id="the day before: a zone may explain it"),
        pytest.param("1999-09-21", False, id="long after"),
        pytest.param(None, False, id="no link time"),
        pytest.param("1992-06-19", False, id="a link time of before NT 4.0 is none"),
    ],
)
def test_a_window_of_kernels_from_a_day_on(link: str | None, outside: bool) -> None:
    found = why(article(affects=(FROM_AUGUST,)), system(kernel(link=link)))
    assert found == ((Reason.WINDOW, LIKELY) if outside else None)


@pytest.mark.parametrize(
    ("window", "wanted", "packs"),
    [
        pytest.param(FROM_SP6, "SP6 and later", ("5",), id="from"),
        pytest.param(UP_TO_SP5, "SP5 and earlier", ("6",), id="to"),
        pytest.param(SP4_TO_SP5, "SP4 to SP5", ("6",), id="from and to"),
        pytest.param(FROM_AUGUST, "kernels of 1998-08-17 or later", ("3",), id="from a day"),
    ],
)
def test_a_window_is_told_in_words(window: Window, wanted: str, packs: tuple[str, ...]) -> None:
    of = system(kernel(packs=packs, link="1997-05-11"))
    found = does_not_apply(article(affects=(window,)), of, NOTHING_KNOWN)
    assert found is not None
    assert found[0].wanted == wanted
    assert wanted in found[0].because


def test_a_window_of_a_branch_nobody_described_excludes_nothing() -> None:
    history = taught()
    history.lines.clear()
    assert does_not_apply(article(affects=(FROM_SP6,)), system(kernel(packs=("5",))), history) is None


# --- Languages.


@pytest.mark.parametrize(
    ("languages", "found", "answer"),
    [
        pytest.param(
            ("ja", "ko"), ["en"], (Reason.LANGUAGE, LIKELY), id="a problem of Far East versions, an English one"
        ),
        pytest.param(("ja", "ko"), ["ko"], None, id="one of them"),
        pytest.param(("ja", "ko"), [None], None, id="a system of no known language"),
        pytest.param((), ["en"], None, id="a problem of all languages"),
    ],
)
def test_a_problem_of_some_languages(languages: tuple[str, ...], found: list[str | None], answer: object) -> None:
    signature = article(languages=languages)
    assert why(signature, system(*(kernel(language=one) for one in found))) == answer


def test_one_file_in_one_of_the_languages_is_enough_to_concern_the_system() -> None:
    signature = article(languages=("ja",))
    assert why(signature, system(kernel(language="en"), file(language="ja"))) is None
    assert why(signature, system(kernel(language=None), file(language="en"))) == (Reason.LANGUAGE, LIKELY)
    assert why(signature, system(kernel(), file(language="ja", foreign="Wine"))) is None


def test_the_first_reason_is_told() -> None:
    signature = article(hardware=(I386,), affects=(FROM_SP6,), languages=("ja",), claims=(claim(AFTER_LAST),))
    alpha = system(kernel(platform=ALPHA, packs=("5",), language="en"))
    assert why(signature, alpha) == (Reason.PLATFORM, LIKELY)
    assert why(signature, system(kernel(packs=("5",), language="en"))) == (Reason.WINDOW, CERTAIN)
    assert why(signature, system(kernel(branch=TSE, packs=("5",), language="en"))) == (Reason.BRANCH, CERTAIN)
