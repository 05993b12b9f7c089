"""OVAL: the definitions are valid, each reference leads somewhere, and on made-up machines they say what they should.

What they say is found out by an interpreter of our own, and by OpenSCAP's where that is installed.
"""

import re
import shutil
import subprocess
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from ntfp.catalogue.checks import make_checks
from ntfp.facts.build import TSE_BIT, Branch, Flavour, is_hal
from ntfp.facts.check import Checks
from ntfp.facts.platform import Platform
from ntfp.facts.signature import number_of
from ntfp.facts.system import Claims, System
from ntfp.facts.verdict import Reason, Verdict
from ntfp.facts.version import FileVersion
from ntfp.judging import judge
from ntfp.reports.exporting.oval import as_oval
from ntfp.scanning.checks import checks_of
from ntfp.scanning.data import shipped_data
from tests.judging.matrix.files import found, system_of as built
from tests.judging.matrix.rows import every_row
from tests.judging.systems import KNOWN, history, kernel_of, module_of, recorded_kernel, shipped, system_of
from tests.judging.test_whole_matrix import CASES
from tests.judging.variations import Recipe
from tests.reports.exporting.oval_machine import Machine, Oval, characteristics

needs_oscap = pytest.mark.skipif(shutil.which("oscap") is None, reason="oscap: of Debian's package openscap-scanner")
NT351, NT4, TSE, WIN2000 = Branch.NT351, Branch.NT4, Branch.NT4_TSE, Branch.WIN2000
REFERENCE = re.compile(r'(?:test|object|state|var|definition)_ref="([^"]+)"')
ANSWERS = {True: "true", False: "false", None: "unknown"}


@cache
def checks(*branches: Branch) -> Checks:
    return checks_of(shipped_data(), branches)


@cache
def text(*branches: Branch) -> str:
    return "".join(as_oval(checks(*branches), "1.0"))


@cache
def oval(*branches: Branch) -> Oval:
    return Oval(text(*branches))


# The document


@needs_oscap
def test_oscap_takes_all_of_it_for_valid(tmp_path: Path) -> None:
    """By the schema; the rules beside it take it the better part of an hour for so much."""
    (tmp_path / "all.xml").write_text(text(), "utf-8")
    command = ["oscap", "oval", "validate", "--skip-schematron", "all.xml"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@needs_oscap
def test_oscap_takes_it_for_valid_by_all_rules_too(tmp_path: Path) -> None:
    (tmp_path / "some.xml").write_text(text(Branch.WINXP, Branch.NT31), "utf-8")
    command = ["oscap", "oval", "validate", "some.xml"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_every_reference_leads_somewhere_and_nothing_is_there_unasked() -> None:
    referred = set(REFERENCE.findall(text()))
    patches = set(oval().patches.values())
    assert referred <= oval().by_id.keys()
    assert oval().by_id.keys() - referred <= patches
    assert len(re.findall(r' id="', text())) == len(oval().by_id)


def test_an_article_has_its_own_number_as_a_definition() -> None:
    found = oval().patches
    assert found == {check.kb: f"oval:ntfp:def:{number_of(check.kb)}" for check in checks().checks}
    assert list(found) == sorted(found, key=number_of)


def test_a_test_has_the_same_number_in_every_file() -> None:
    some = oval(Branch.WINXP)
    assert some.by_id.keys() - {"oval:ntfp:def:327194"} <= oval().by_id.keys()


def test_the_order_of_the_articles_does_not_matter() -> None:
    data = shipped_data()
    turned = make_checks(reversed(data.signatures), data.base.known, data.history, [Branch.WINXP])
    assert "".join(as_oval(turned, "1.0")) == text(Branch.WINXP)


def test_its_time_is_the_day_of_its_newest_article() -> None:
    newest = max(check.revised for check in checks().checks if check.revised)
    assert f"<oval:timestamp>{newest}T00:00:00Z</oval:timestamp>" in text()[:1_000]


def test_what_somebody_wrote_stays_text() -> None:
    (check,) = (one for one in checks(NT4).checks if one.kb == "Q244509")
    hostile = replace(check, title='</title><script>alert("x")</script> & \x00\x1b[2J\ud800')
    written = "".join(as_oval(replace(checks(NT4), checks=(hostile,)), '"1.0"<&>'))
    read = Oval(written)
    (title,) = read.of_class("patch").values()
    element = read.by_id[title].find("./{*}metadata/{*}title")
    assert element is not None
    assert element.text == r'Q244509: </title><script>alert("x")</script> & \x00\x1b[2J\ud800'


# What they say

FIX = datetime(1999, 10, 29, 3, tzinfo=UTC)  # when the kernel of Q244509 was linked, by its row


def release(branch: Branch, pack: str, *hotfixes: str, named: str | None = None) -> System:
    """The kernel of a pack; the registry names it, or another, and these hotfixes."""
    claims = Claims(pack=named or pack, hotfixes=frozenset(hotfixes))
    return system_of(kernel_of(recorded_kernel(branch, pack)), claims=claims)


def kernel(revision: int, link: datetime | None, size: int, *hotfixes: str, pack: str = "6a", **said: Any) -> System:
    """A kernel of NT 4.0, or of Terminal Server, on that pack."""
    branch = TSE if revision & TSE_BIT else NT4
    number = FileVersion(4, 0, 1381, revision)
    recipe = Recipe("ntoskrnl.exe", branch, Platform.I386, number, link, size, flavour=Flavour.UP, **said)
    return system_of(found(recipe), claims=Claims(pack=pack, hotfixes=frozenset(hotfixes)))


def asked(kb: str, machine: Machine) -> str:
    return ANSWERS[oval().on(machine).answer(oval().patches[kb])]


def running(system: System) -> Machine:
    return Machine.of(system, history().lines[system.build.branch])


@pytest.mark.parametrize(
    ("kb", "system", "answer"),
    [
        # A kernel, made after the last pack.
        pytest.param("Q244509", release(NT4, "6a"), "true", id="the last pack lacks a fix made after it"),
        pytest.param("Q244509", release(NT4, "3"), "true", id="an older pack lacks it, too"),
        pytest.param("Q244509", kernel(7011, FIX, 932_032), "false", id="the very file"),
        pytest.param("Q244509", kernel(7080, None, 934_720), "false", id="a number of long after"),
        pytest.param("Q244509", kernel(7012, FIX + timedelta(days=9), 932_100), "false", id="linked later"),
        pytest.param("Q244509", kernel(7005, FIX - timedelta(days=9), 931_900), "true", id="linked before"),
        pytest.param("Q244509", kernel(7005, None, 931_900), "unknown", id="neither number nor link time tell"),
        pytest.param(
            "Q244509", kernel(7011, FIX, 940_032, language=0x407), "unknown", id="another language has other sizes"
        ),
        pytest.param(
            "Q244509",
            kernel(7012, FIX + timedelta(days=9), 932_100, language=0x407),
            "unknown",
            id="linked later there",
        ),
        pytest.param("Q244509", release(NT4, "6a", "Q244509"), "true", id="trap: a pack put on again behind its key"),
        pytest.param("Q244509", kernel(33_474, FIX, 982_144, pack="6"), "unknown", id="Terminal Server has no row"),
        pytest.param("Q244509", kernel(33_474, FIX, 982_144, "Q244509", pack="6"), "false", id="there its key tells"),
        pytest.param("Q244509", release(WIN2000, "1"), "false", id="another Windows is not concerned"),
        # A fix of SP6 without a file.
        pytest.param("Q235425", release(NT4, "5"), "true", id="a pack too old"),
        pytest.param("Q235425", release(NT4, "6"), "false", id="the pack that has it"),
        pytest.param("Q235425", release(NT4, "6a"), "false", id="the pack after it"),
        pytest.param("Q235425", release(NT4, "5", "Q235425"), "false", id="a pack too old, and the hotfix"),
        pytest.param("Q235425", release(NT4, "5", "Q235426"), "true", id="a pack too old, and another hotfix"),
        pytest.param("Q235425", release(NT4, "5", named="6"), "unknown", id="trap: a registry of another system"),
        pytest.param("Q235425", release(NT4, "6", named="5"), "unknown", id="trap: a registry that was set back"),
        pytest.param("Q235425", release(NT4, "5", "Q235425", named="6"), "unknown", id="and its key says nothing"),
        pytest.param("Q235425", kernel(33_021, FIX, 974_720, pack="5"), "true", id="Terminal Server's pack too old"),
        pytest.param("Q235425", kernel(33_021, FIX, 974_720, pack="0"), "true", id="which calls itself SP3 as pressed"),
        # Twins.
        pytest.param("Q249798", release(NT4, "6"), "true", id="SP6 is not SP6a"),
        pytest.param("Q249798", release(NT4, "6a"), "false", id="SP6a is told by its key"),
        # It came with Windows 2000.
        pytest.param("Q268835", release(WIN2000, "0"), "false", id="a fix that came with it"),
    ],
)
def test_a_machine_lacks_a_fix_or_has_it_or_nobody_can_tell(kb: str, system: System, answer: str) -> None:
    assert asked(kb, running(system)) == answer


def test_a_registry_without_a_pack_tells_of_none() -> None:
    assert asked("Q235425", running(replace(release(NT4, "6"), claims=Claims()))) == "unknown"


def test_a_key_that_says_it_is_not_installed_is_none() -> None:
    machine = running(release(NT4, "5", "Q235425"))
    keys = {key: ["0"] if key[1] == "installed" else value for key, value in machine.registry.items()}
    assert asked("Q235425", replace(machine, registry=keys)) == "true"


def test_a_kernel_without_a_version_is_told_by_the_registry() -> None:
    machine = running(release(NT4, "5"))
    (file,) = machine.files
    blind = replace(machine, files=({name: value for name, value in file.items() if name != "version"},))
    assert ANSWERS[oval().on(blind).answer(oval().of_class("inventory")["Windows NT 4.0"])] == "true"
    assert asked("Q235425", blind) == "unknown"  # its pack is not borne out


def test_files_are_found_in_whatever_case_and_place_windows_keeps_them() -> None:
    machine = running(kernel(7080, None, 934_720))
    (file,) = machine.files
    shouting = {**file, "path": [r"C:\WINNT\SYSTEM32"], "filename": ["NTOSKRNL.EXE"]}
    assert asked("Q244509", replace(machine, files=(shouting,))) == "false"
    elsewhere = {**file, "path": [r"C:\WINNT\$NtUninstallQ244509$"]}
    assert asked("Q244509", replace(machine, files=(file, elsewhere))) == "false"


def test_of_two_copies_the_older_one_counts() -> None:
    machine = running(kernel(7080, None, 934_720))
    (file,) = machine.files
    old = {**file, "path": [r"C:\WINNT\system32\drivers"], "version": ["4.0.1381.4"]}
    assert asked("Q244509", replace(machine, files=(file, old))) == "true"


@needs_oscap
def test_oscap_answers_as_our_interpreter_does(tmp_path: Path) -> None:
    """Each of NT 4.0's definitions, on a machine with SP6a, some of its files and two hotfixes."""
    files = [
        module_of(build)
        for builds in KNOWN.modules.values()
        for build in builds
        if build.branch is NT4 and "6" in build.packs and not is_hal(build.file)
    ]
    bare = release(NT4, "6a", "Q244509", "Q299444")
    machine = running(replace(bare, files=(*bare.files, *files)))
    (tmp_path / "nt4.xml").write_text(text(NT4), "utf-8")
    (tmp_path / "machine.xml").write_text(characteristics(oval(NT4), machine), "utf-8")
    command = ["oscap", "oval", "analyse", "--skip-validation", "--results", "results.xml", "nt4.xml", "machine.xml"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    results = re.findall(
        r'<definition definition_id="([^"]+)"[^>]* result="([^"]+)"', (tmp_path / "results.xml").read_text("utf-8")
    )
    asking = oval(NT4).on(machine)
    ours = {identifier: ANSWERS[asking.answer(identifier)] for identifier, _ in results}
    assert dict(results) == ours
    assert set(ours) >= set(oval(NT4).patches.values())
    assert set(ours.values()) == set(ANSWERS.values())


# Beside the judge


def test_no_file_that_the_judge_calls_older_is_said_to_be_no_matter() -> None:
    """One in a hundred of all files that some row describes, varied in every way, on packs that may have them."""
    count: Counter[tuple[str, Verdict]] = Counter()
    problems = []
    patches = oval().patches
    for number, (case, printed) in enumerate(product(CASES, every_row())):
        if number % 101 or printed.kb not in patches or (recipe := case.vary(printed)) is None:
            continue
        system = built(printed, recipe)
        line = history().lines.get(system.build.branch)
        if line is None:
            continue
        packs = system.build.packs or line.packs
        for pack, hotfixes in product({packs[0], packs[-1]}, (frozenset[str](), frozenset({printed.kb}))):
            claimed = replace(system, claims=Claims(pack=pack, hotfixes=hotfixes))
            finding = judge(printed.signature, claimed, history())
            answer = asked(printed.kb, running(claimed))
            count[answer, finding.verdict] += 1
            if (answer, finding.verdict) in CONTRARY and finding.reason not in BY_FILE_TIME:
                where = f"{printed.name}, {case.name}, {pack}, {sorted(hotfixes)}"
                problems.append(f"{where}: {answer}, and the judge says {finding.verdict} {finding.reason}")
    assert problems == []
    assert min(count["true", Verdict.UNFIXED], count["false", Verdict.FIXED], count["unknown", Verdict.UNKNOWN]) > 150


CONTRARY = {("false", Verdict.UNFIXED), ("true", Verdict.FIXED)}
BY_FILE_TIME = {Reason.VERY_FILE}  # a file time may make it the very file, and is not asked for


def test_no_file_of_an_older_pack_is_overlooked_on_a_newer_one() -> None:
    """As a component is that was added from the disc: of every file on record, by every article that lists it."""
    patches = oval().patches
    listing = {
        file: [one for one in shipped().values() if file in one.files and one.kb in patches] for file in KNOWN.modules
    }
    count, problems = 0, []
    for branch, pack in ((NT4, "6a"), (WIN2000, "4"), (NT351, "5")):
        newer = release(branch, pack)
        for file, builds in KNOWN.modules.items():
            for build in builds:
                if build.branch is not branch or is_hal(file):
                    continue
                system = replace(newer, files=(*newer.files, module_of(build)))
                for signature in listing[file]:
                    count += 1
                    verdict = judge(signature, system, history()).verdict
                    answer = asked(signature.kb, running(system))
                    if (answer, verdict) in CONTRARY:
                        problems.append(
                            f"{signature.kb} on {branch} with {build.file} {build.title}: {answer}, {verdict}"
                        )
    assert problems == []
    assert count > 100
