import subprocess
import sys
from pathlib import Path

import pytest

import ntfp
from ntfp.testing import kernel_image, system_tree


@pytest.mark.parametrize("name", ntfp.__all__)
def test_every_name_that_is_promised_is_there(name: str) -> None:
    assert getattr(ntfp, name) is not None
    assert name in dir(ntfp)


def test_what_is_promised_has_an_order() -> None:
    assert dir(ntfp) == ntfp.__all__ == sorted(set(ntfp.__all__))


def test_another_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match=r"^module 'ntfp' has no attribute 'scna'$"):
        ntfp.scna  # type: ignore[attr-defined]  # noqa: B018 - asking is the test
    assert not hasattr(ntfp, "os")


def test_all_of_it_comes_in_with_a_star() -> None:
    script = "from ntfp import *; import ntfp; print(sorted(set(ntfp.__all__) - set(globals())))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout == "[]\n"


def test_a_name_is_fetched_once() -> None:
    assert ntfp.FileVersion is ntfp.FileVersion
    assert "FileVersion" in vars(ntfp)


def test_the_version_is_three_numbers() -> None:
    assert [part.isdigit() for part in ntfp.__version__.split(".")] == [True, True, True]


def test_the_library_in_five_lines(tmp_path: Path) -> None:
    path = tmp_path / "ntoskrnl.exe"
    path.write_bytes(kernel_image(version="4.0.1381.7265", flavour="mp", link=0))
    facts = ntfp.read(path)
    assert str(facts.version) == "4.0.1381.7265"
    build = ntfp.identify(facts)
    assert build == ntfp.identify(path)
    assert (build.branch, build.flavour) == (ntfp.Branch.NT4, ntfp.Flavour.MP)
    assert list(ntfp.survey(tmp_path)) == [ntfp.Identified(facts, build)]
    with pytest.raises(ntfp.ReadError):
        ntfp.read(tmp_path / "nowhere")


def test_a_scan_in_five_lines(tmp_path: Path) -> None:
    system_tree(tmp_path)
    report = ntfp.scan(tmp_path)
    for system in report.systems:
        for finding in system.findings:
            assert isinstance(finding, ntfp.Finding)
            assert finding.verdict in ntfp.Verdict
    assert report.counts[ntfp.Verdict.UNFIXED] > 0
    assert isinstance(report, ntfp.Report)
    assert all(isinstance(signature, ntfp.Signature) for signature in ntfp.signatures())
    (tmp_path / "empty").mkdir()
    with pytest.raises(ntfp.NoSystemError):
        ntfp.scan(tmp_path / "empty")
