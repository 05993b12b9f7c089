"""Advice: which sentences tell what to install against the problem."""

import pytest

from ntfp.facts.build import Branch
from ntfp.kb.advice import advised
from ntfp.kb.said import Weight

NT4, TSE, NT351 = Branch.NT4, Branch.NT4_TSE, Branch.NT351


def read(text: str, lead: str = "") -> list[tuple[Weight, str]]:
    return [(one.weight, one.place.pack) for one in advised(text, lead)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("To resolve this problem, upgrade the PDC to Windows NT 4.0 SP4.", id="one computer"),
        pytest.param("To resolve this, install it. To resolve this issue, upgrade the client to use SP4.", id="to use"),
        pytest.param("To fix this issue on what has the other Hal.dll file, apply SP4.", id="a dot that ends nothing"),
        pytest.param("You can resolve this problem by obtaining the SP4 CD-ROM or by downloading it.", id="on a disc"),
        pytest.param("This problem can be fixed by installing A.dll and B.sys from SP4 or later.", id="out of a pack"),
        pytest.param("You can obtain this fix by installing Windows NT 4.0 SP4 or later. See the site.", id="the fix"),
        pytest.param("To solve the problem, either upgrade to Service Pack 4 or change the file.", id="either"),
    ],
)
def test_advice(text: str) -> None:
    assert read(text) == [(Weight.ADVICE, "4")]


def test_advice_for_whoever_runs_one_branch() -> None:
    (one,) = advised(
        "To resolve this problem, upgrade to SP4 or later if you are using a computer that is running "
        "Microsoft Windows NT 4.0. If not, wait."
    )
    assert one.place.branches == (NT4,)


def test_advice_for_some_computers_only_is_not_sure() -> None:
    text = "To resolve this problem on a computer that is not running it, install Windows NT 4.0 SP4."
    assert read(text) == [(Weight.UNREAD, "4")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Install Windows NT 4.0 Service Pack 2.", id="a sentence"),
        pytest.param("Apply Windows NT 4.0 Service Pack 2 or later. This allows it.", id="the first of several"),
        pytest.param("In Windows NT 4.0, apply Windows NT 4.0 Service Pack 2.", id="said of which"),
        pytest.param("Upgrade to Windows NT 4.0 Service Pack 2 or IIS version 5.0.", id="or another product"),
        pytest.param("Install Service Pack 2 or later for Windows NT 4.0 or upgrade to Windows 2000.", id="or more"),
        pytest.param(
            "Edit the file or install Dns.exe from Windows NT 4.0 SP2 or higher. It is solved.", id="or a file"
        ),
    ],
)
def test_a_hint(text: str) -> None:
    assert read(text) == [(Weight.HINT, "2")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. Install Windows NT 4.0 Service Pack 2.", id="a step"),
        pytest.param("- Install Windows NT 4.0 Service Pack 2.", id="an item of some list"),
        pytest.param("Install Windows NT 4.0 Service Pack 2. Then install the fix.", id="before the fix"),
        pytest.param("Install Windows NT 4.0 Service Pack 2. It may help.", id="perhaps"),
        pytest.param("Install Service Pack 2 on the computer.", id="a step without a number"),
        pytest.param("Upgrade to Windows NT 4.0.", id="a release, for whatever reason"),
        pytest.param("To resolve this problem, use the Rdr.sys file from Service Pack 4.", id="an older file"),
        pytest.param("The problem can be fixed by installing A.dll from Service Pack 4.", id="maybe an older file"),
        pytest.param("To resolve this problem, obtain the latest service pack.", id="what most articles say"),
    ],
)
def test_no_advice(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        pytest.param("To resolve this issue, obtain the Windows NT 4.0 Security Rollup Package.", NT4, id="alone"),
        pytest.param(
            "To resolve this problem, obtain the individual package referenced below or obtain the Windows NT 4.0 "
            "Security Rollup Package. For more",
            NT4,
            id="or the package",
        ),
        pytest.param(
            "To resolve this problem, either obtain the hotfix referenced in this section or the Windows NT Server "
            "4.0, Terminal Server Edition, Security Rollup Package (SRP).",
            TSE,
            id="of Terminal Server",
        ),
    ],
)
def test_what_a_roll_up_has_is_in_no_pack(text: str, branch: Branch) -> None:
    assert [(one.place.branches, one.place.pack, one.weight) for one in advised(text)] == [
        ((branch,), "after-6", Weight.LOOSE)
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("For more information about the Windows NT 4.0 Security Rollup Package, see below.", id="named"),
        pytest.param(
            "To resolve this problem, obtain the Windows 2000 Security Rollup Package 1.", id="of Windows 2000"
        ),
    ],
)
def test_no_roll_up_of_windows_nt_is_advised(text: str) -> None:
    assert read(text) == []
