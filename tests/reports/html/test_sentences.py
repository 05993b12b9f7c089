import pytest
from msgspec.structs import replace

from ntfp.facts.verdict import Evidence, Step
from ntfp.reports.html.sentences import named, plural, print_place
from tests.reports.findings import UNFIXED


@pytest.mark.parametrize(
    ("line", "kb", "words"),
    [
        pytest.param(63, "Q1", "line 63", id="of its own article"),
        pytest.param(1250, "Q2", "Q2 line 1250", id="of another"),
        pytest.param(None, "Q1", "", id="of none"),
        pytest.param(None, "Q2", "Q2", id="somewhere in another"),
    ],
)
def test_the_place_in_print(line: int | None, kb: str, words: str) -> None:
    piece = Evidence(step=Step.PACK, because="x", kb=kb, line=line)
    assert print_place(piece, replace(UNFIXED, kb="Q1")) == words


def test_small_words() -> None:
    assert [plural(n, "system") for n in (0, 1, 1200)] == ["0 systems", "1 system", "1,200 systems"]
    assert [named(path) for path in ("WINNT", "", " ")] == ["WINNT", "''", "' '"]
