"""Standard output and standard error: what they can show, and writing to them."""

import contextlib
import os
import sys
from collections.abc import Iterable

from ntfp.reports import Screen
from ntfp.reports.text import visible


def screen() -> Screen:
    """What standard output can show: no colour in pipes and files, none where NO_COLOR asks for none."""
    terminal = sys.stdout.isatty()
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and _understands_colors()
    return Screen(width=_width(terminal), color=color, unicode=_shows("●┼─┈…▲·"))


def write(pieces: Iterable[str], *, for_programs: bool) -> None:
    """Each line as it is ready: a survey of hours shows what it has.

    What programs read is the same bytes everywhere; people get what their terminal can show.
    """
    if hasattr(sys.stdout, "reconfigure"):
        form = {"encoding": "utf-8", "newline": "\n"} if for_programs else {}
        sys.stdout.reconfigure(errors="backslashreplace", line_buffering=True, **form)
    for piece in pieces:
        sys.stdout.write(piece)
    sys.stdout.flush()


def say(message: str) -> None:
    """One line on standard error, under the program's name."""
    if sys.stderr is not None:  # `print` would take standard output instead
        with contextlib.suppress(OSError):  # nobody hears; the exit code is left
            print(f"ntfp: {visible(message)}", file=sys.stderr)


def system_words(error: OSError) -> str:
    """What the system says, as a part of a sentence."""
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def abandon() -> None:
    """Standard output takes no more. Python flushes it once more when it ends, and would complain."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _width(terminal: bool) -> int:
    """What the terminal or COLUMNS says; a pipe has none of its own."""
    if not terminal and not os.environ.get("COLUMNS"):
        return 100
    import shutil  # lazily: it brings the readers of all kinds of archives with it

    return shutil.get_terminal_size().columns


def _understands_colors() -> bool:
    """Every terminal does, but for Windows' old console, where escapes would be seen."""
    if os.name != "nt":
        return True
    from rich.console import detect_legacy_windows

    return not detect_legacy_windows()


def _shows(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
