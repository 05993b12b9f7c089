"""For all tests of the command: the screen is that of a pipe, whoever runs the tests in whatever terminal."""

import pytest


@pytest.fixture(autouse=True)
def in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "LINES", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
