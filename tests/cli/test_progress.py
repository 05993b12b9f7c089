import io
import sys

import pytest

from ntfp.cli.progress import progress


class Terminal(io.StringIO):
    """A terminal that keeps what it is sent."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("total", "steps", "shown"),
    [
        pytest.param(3, 2, ["reading files", "2/3"], id="of so many"),
        pytest.param(None, 2, ["reading files", "2"], id="of nobody knows how many"),
    ],
)
def test_a_bar_on_a_terminal(total: int | None, steps: int, shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress(total, "reading files") as tick:
        for _ in range(steps):
            tick()
    assert all(words in terminal.getvalue() for words in shown)


@pytest.mark.parametrize("stream", [io.StringIO(), None], ids=["a file", "closed"])
def test_nothing_is_shown_elsewhere(stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress(None, "reading files") as tick:
        tick()
    assert stream is None or stream.getvalue() == ""


def test_a_dumb_terminal_cannot_draw_over_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "dumb")
    with progress(3, "reading files") as tick:
        tick()
    assert terminal.getvalue() == ""
