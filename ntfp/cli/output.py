"""Standard output and standard error: what they can show, and writing to them."""

import codecs
import contextlib
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from ntfp.reports import Screen
from ntfp.reports.text import visible

_SHORT = 30  # what is shorter fits everywhere, however wide its signs are


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
    """One line on standard error, under the program's name; a terminal gets it in lines that fit, a log in one."""
    if sys.stderr is not None:  # `print` would take standard output instead
        with contextlib.suppress(OSError):  # nobody hears; the exit code is left
            print(_fitted(f"ntfp: {visible(message)}"), file=sys.stderr)


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


def _fitted(said: str) -> str:
    """What is said, folded between words where somebody looks on: a path that is copied from it stays whole."""
    if len(said) < _SHORT or not sys.stderr.isatty():
        return said
    from rich.cells import cell_len  # lazily: most of what is said goes to a log, or is short

    from ntfp.reports.page import NARROWEST, WIDEST

    said = said.encode(_encoding(sys.stderr), "backslashreplace").decode(_encoding(sys.stderr))
    width = min(max(NARROWEST, _columns_of_errors()), WIDEST)
    lines = [""]
    for number, word in enumerate(said.split(" ")):
        longer = f"{lines[-1]} {word}" if number else word
        if cell_len(longer) <= width or not lines[-1].strip():
            lines[-1] = longer
        else:
            lines.append(f"  {word}")
    return "\n".join(lines)


def _columns_of_errors() -> int:
    """Standard output may go elsewhere, and have another width, or none."""
    with contextlib.suppress(KeyError, ValueError):
        if (told := int(os.environ["COLUMNS"])) > 0:
            return told
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):  # a host's own stream has no number, or says that it is closed
        return 0


def _understands_colors() -> bool:
    """Every terminal does, but for Windows' old console, where escapes would be seen."""
    if os.name != "nt":
        return True
    from rich.console import detect_legacy_windows

    return not detect_legacy_windows()


def _shows(signs: str) -> bool:
    try:
        signs.encode(_encoding(sys.stdout))
    except UnicodeEncodeError:
        return False
    return True


def _encoding(stream: TextIO) -> str:
    """How a stream writes; where nobody says, or nobody knows that, as all do."""
    with contextlib.suppress(LookupError):
        return codecs.lookup(stream.encoding or "ascii").name
    return "ascii"
