"""`contradictions.toml`: an entry names a check, a place and a reason."""

from pathlib import Path

import pytest

from ntfp.database.contradictions import Contradiction, Contradictions
from ntfp.database.written import read_written
from ntfp.errors import BadDataError


def read(tmp_path: Path, entry: str) -> tuple[Contradiction, ...]:
    path = tmp_path / "contradictions.toml"
    path.write_text(f"contradictions = [{{ {entry} }}]\n", "utf-8")
    return read_written(path, Contradictions).contradictions


def test_an_entry_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, 'check = "order", kb = "Q100001", line = 3, because = "printed so"') == (
        Contradiction(check="order", kb="Q100001", line=3, because="printed so"),
    )


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        pytest.param(
            'check = "order", kb = "Q100001", because = "x"',
            "contradictions[0].line: is missing, and so is key: expected one of them",
            id="nowhere",
        ),
        pytest.param(
            'check = "order", line = 3, because = "x"',
            "contradictions[0].kb: is missing: only what is beside the records is told by its key alone",
            id="a line of no article",
        ),
        pytest.param(
            'check = "order", kb = "Q100001", line = 3', "contradictions[0].because: is missing", id="no reason"
        ),
        pytest.param(
            'check = "order", kb = "Q1", line = 3, because = "x"',
            'contradictions[0].kb: expected an article: Q and five or six digits, found "Q1"',
            id="no article",
        ),
    ],
)
def test_an_entry_that_says_too_little(tmp_path: Path, entry: str, problem: str) -> None:
    with pytest.raises(BadDataError) as caught:
        read(tmp_path, entry)
    assert f"contradictions.toml: {problem}" in str(caught.value).splitlines()
