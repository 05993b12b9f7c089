"""Every example of docs/library.md is run, in its order, and says what stands below it; and so is that of a diff."""

import doctest
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ntfp.testing import kernel_image, system_tree
from tests.cli.running import ntfp

DOCS = Path(__file__).resolve().parents[1] / "docs"
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_every_example_says_what_stands_below_it() -> None:
    text = (DOCS / "library.md").read_text("utf-8")
    blocks = EXAMPLE.findall(text)
    assert len(blocks) == text.count("```python")
    told: list[str] = []
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {"__name__": "library"}, "library.md", None, 0)
    results = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(example, out=told.append)
    assert "".join(told) == ""
    assert results.attempted > 50


def test_the_diff_that_is_shown_is_what_the_command_prints(here: Path) -> None:
    system_tree(here)
    commands = [("scan", "WINNT", "--format", "json", "-o", name) for name in ("old.json", "new.json")]
    assert ntfp(*commands[0], cwd=here).returncode == 1
    kernel = kernel_image(
        version="4.0.1381.7097", flavour="mp", link=datetime(2001, 7, 13, 12, tzinfo=UTC), size=955_200
    )
    (here / "WINNT" / "system32" / "ntoskrnl.exe").write_bytes(kernel)
    assert ntfp(*commands[1], cwd=here).returncode == 1
    found = ntfp("diff", "old.json", "new.json", cwd=here)
    rest = found.stdout.replace(os.sep, "/")
    page = (DOCS / "scanning.md").read_text("utf-8")
    (shown,) = re.findall(r"^```text\n\$ ntfp diff old\.json new\.json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    first, *others = shown.split("  …\n")
    assert rest.startswith(first)
    for part in filter(None, others):
        _, here_it_is, rest = rest.partition(part)
        assert here_it_is, part
