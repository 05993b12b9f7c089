"""Windows: who alone is affected, and what only sounds like it."""

import datetime as dt

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import AppliesTo, Window
from ntfp.kb.article import read_article
from ntfp.kb.remarks import Trouble
from ntfp.kb.windows import read_windows
from tests.kb.articles import plain

NT351, NT4, TSE = Branch.NT351, Branch.NT4, Branch.NT4_TSE


def read(*body: str, branches: tuple[Branch, ...] = (NT4,), chapter: str = "CAUSE") -> tuple[list[Window], list[str]]:
    """The windows, and the remarks as words."""
    article = read_article(plain(chapter, "=" * len(chapter), "", *body))
    windows, remarks = read_windows(article, tuple(AppliesTo(branch=branch, line=1) for branch in branches))
    assert {remark.trouble for remark in remarks} <= {Trouble.WINDOW_UNCLEAR}
    return list(windows), [remark.detail for remark in remarks]


def window(first: str | None = None, last: str | None = None, branch: Branch = NT4) -> Window:
    return Window(branch=branch, first=first, last=last)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param(
            "The problem only occurs with Windows NT 4.0 with Service Pack 3 installed.",
            window("3", "3"),
            id="one pack alone",
        ),
        pytest.param(
            "This affects only Service Pack 4 and 5 for Windows NT 4.0.", window("4", "5"), id="two packs alone"
        ),
        pytest.param("It only occurs with Service Packs 2 through 4.", window("2", "4"), id="a run of packs"),
        pytest.param("It only occurs with Service Pack 4 or 5 or later.", window("4"), id="and later ones"),
        pytest.param(
            "This is only a problem in Windows NT 4.0 with Service Pack 4.",
            window("4", "4"),
            id="a problem of one pack",
        ),
        pytest.param(
            "This only appears after installing Windows NT 4.0 Service Pack 3.",
            window("3"),
            id="once it is installed: later ones stay open",
        ),
        pytest.param(
            "With Service Pack 5 (SP5) and earlier, the object is released, as expected.",
            window("6"),
            id="as expected up to a pack",
        ),
        pytest.param(
            "The limit can be less on Windows NT 4.0 Service Pack 6a than when you are running Windows NT 4.0 "
            "Service Pack 5 or earlier.",
            window("6"),
            id="less than up to a pack",
        ),
        pytest.param("It does not occur in Service Pack 6 and earlier.", window("6a"), id="the next pack has a letter"),
        pytest.param(
            "This bug is not present in Windows NT 4.0 Service Pack 1, Service Pack 2, or the original build.",
            window("3"),
            id="not in the first ones",
        ),
        pytest.param("This is caused by a regression introduced in SP4.", window("4"), id="a regression"),
        pytest.param("A regression with Mup.sys was introduced in Service Pack 5.", window("5"), id="of a file"),
        pytest.param("A Service Pack 2 regression causes this.", window("2"), id="a regression of a pack"),
        pytest.param(
            "It occurs because Windows NT 4.0 Service Pack 6 introduced a problem in the code.",
            window("6"),
            id="a pack that introduced a problem",
        ),
        pytest.param(
            "This problem occurs because of a change in the WINLOGON service in Windows NT 4.0 Service Pack 6.",
            window("6"),
            id="a change",
        ),
        pytest.param(
            "This is caused by the changes to Olepro32.dll in Service Pack 2.", window("2"), id="changes to a file"
        ),
        pytest.param(
            "It occurs because the printable area was changed in Windows NT 4.0 Service Pack 4.0.",
            window("4"),
            id="Service Pack 4.0 is the fourth",
        ),
        pytest.param(
            "It is the result of a regression introduced in Service Packs 2 and 3.",
            window("2"),
            id="brought by two, so from the first",
        ),
    ],
)
def test_a_plain_limit_is_a_window(said: str, found: Window) -> None:
    assert read(said) == ([found], [])


def test_a_sentence_goes_on_in_the_next_line() -> None:
    assert read("The problem only occurs with Windows NT 4.0 with Service", "Pack 3 installed.")[0] == [
        window("3", "3")
    ]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("This occurs after you install Windows NT 4.0 Service Pack 4.", id="seen after a pack"),
        pytest.param("This problem occurs in Far East versions of Windows NT 4.0 with SP5.", id="seen with a pack"),
        pytest.param("Microsoft has confirmed this to be a problem in Windows NT 4.0 Service Pack 4.", id="confirmed"),
        pytest.param("This problem does not occur in Windows NT 4.0 Service Pack 5.", id="the pack may be the cure"),
        pytest.param("The share subdirectories feature was introduced in Service Pack 4.", id="a feature"),
        pytest.param("With Service Pack 3 and earlier, the limit is 20 files.", id="a limit that grew"),
        pytest.param("The problem was fixed in SP4. This fix introduced the symptom.", id="the fix of something else"),
        pytest.param("It only occurs if Service Pack 3 is not installed.", id="only without it"),
        pytest.param("It does not only occur with Service Pack 3.", id="not only with it"),
        pytest.param("It only occurs with Service Pack 2-4.", id="a run that is not read"),
        pytest.param("The SP5 list is long. A problem was introduced.", id="two sentences"),
    ],
)
def test_what_is_vague_makes_no_window(said: str) -> None:
    assert read(said) == ([], [])


def test_one_item_of_a_list_is_not_the_problem() -> None:
    assert read(" - Service Pack 3 causes a regression that affects page breaks.") == ([], [])


class TestBranch:
    def test_the_sentence_names_it(self) -> None:
        said = "It occurs because of a change made in Windows NT Server 4.0, Terminal Server Edition Service Pack 4."
        assert read(said, branches=(NT4, TSE))[0] == [window("4", branch=TSE)]

    def test_it_may_stand_after_the_pack(self) -> None:
        said = "The bug was introduced beginning with Service Pack 2 for Windows NT 4.0."
        assert read(said, branches=(NT351, NT4))[0] == [window("2")]

    def test_the_only_bullet_names_it(self) -> None:
        assert read("A regression in Service Pack 5 is the cause.", branches=(TSE,))[0] == [window("5", branch=TSE)]

    def test_a_pack_only_one_of_them_had_names_it(self) -> None:
        assert read("The problem introduced in Service Pack 2 is this.", branches=(NT4, TSE))[0] == [window("2")]

    def test_where_two_are_left_there_is_a_remark(self) -> None:
        assert read("This behavior was introduced in SP5 by a fix.", branches=(NT4, TSE)) == (
            [],
            ["of which branch is open"],
        )

    def test_one_the_article_is_not_about_gets_none(self) -> None:
        assert read("This is only a problem in Windows NT 3.51 with Service Pack 4.")[0] == []


class TestKernels:
    def test_the_kernel_that_has_the_problem_is_dated(self) -> None:
        said = "When this occurs, your kernel file has a date stamp of 08/17/1998 or later."
        assert read(said, branches=(NT351,))[0] == [Window(branch=NT351, kernel_from=dt.date(1998, 8, 17))]

    def test_a_year_of_two_digits(self) -> None:
        said = "After you install a hotfix Ntoskrnl.exe dated 11/20/97 or later, the system fails to restart."
        assert read(said)[0] == [Window(branch=NT4, kernel_from=dt.date(1997, 11, 20))]

    def test_a_day_that_may_be_a_month_is_remarked_upon(self) -> None:
        assert read("Your kernel file has a date stamp of 08/07/1998 or later.") == (
            [],
            ["what is printed is no pack or no certain day"],
        )

    def test_a_side_effect_of_the_cure_is_another_problem(self) -> None:
        said = "The system may hang after you install a hotfix Ntoskrnl.exe dated 11/20/97 or later."
        assert read(said, chapter="RESOLUTION") == ([], [])


@pytest.mark.parametrize(
    "said",
    [
        "It occurs only with certain post-SP6a Winlogon hotfixes installed.",
        "This problem will only occur if you applied the hotfix mentioned above for Service Pack 4.",
        "Hotfixes after Service Pack 5 (SP5) for the Tcpip.sys driver contain a regression.",
        "A regression was introduced in the hotfix for the UDP broadcast attack.",
        "This is caused by a regression introduced in the fix mentioned above.",
        "When you run a post-Service Pack 6 (SP6) version of Tcpip.sys that is dated 2/22/00, it fails.",
        "There is a problem with the Windows NT 3.51 version of this security fix.",
        "A server with a recent post-SP6a hotfix may hang.",
        "After you install ICMP-fix, events are logged.",
    ],
)
def test_what_only_fixes_bring_no_pack_tells(said: str) -> None:
    assert read(said) == ([], ["occurs only with some fixes"])


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("After you install Kernel-fix, do not install BIOS-fix.", id="an instruction"),
        pytest.param("The problem is corrected in the hotfix.", id="a cure"),
        pytest.param("Service Pack 6 caused an error message.", id="a message"),
    ],
)
def test_what_fixes_do_besides_is_no_window(said: str) -> None:
    assert read(said) == ([], [])


def test_a_window_said_twice_is_one() -> None:
    assert len(read("A regression in SP4 is the cause.", "", "The problem introduced in SP4 is this.")[0]) == 1


def test_an_article_about_no_windows_nt_has_no_window() -> None:
    assert read("A regression in SP4 is the cause.", branches=()) == ([], [])


def test_a_long_list_of_packs_takes_no_long_time() -> None:
    assert read("Service Pack 4, " * 20_000) == ([], [])
