import pytest

from ntfp.facts.report import Skipped


@pytest.mark.parametrize(
    ("skipped", "said"),
    [
        (Skipped("a.dll", "cut", 0x3C), "a.dll at offset 0x3c: cut"),
        (Skipped("a.dll", "cut", 0), "a.dll at offset 0x0: cut"),
        (Skipped("pipe", "a named pipe, not a file"), "pipe: a named pipe, not a file"),
        (Skipped("", "not found"), "'': not found"),
    ],
)
def test_a_skipped_file_is_a_sentence(skipped: Skipped, said: str) -> None:
    assert skipped.sentence == said
