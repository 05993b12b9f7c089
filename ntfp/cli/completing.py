"""Shell completion: what may stand where somebody presses the tab key.

A shell asks by an environment variable, in the midst of a line that is typed:
whatever goes wrong here is answered with nothing, and never with an error.
Commands, options and choices click knows by itself; here stand the articles,
files and packs that only the data know.

How a user turns it on is in docs/completion.md.
"""

import contextlib
import re
import sys
from collections.abc import Iterator

import click

from ntfp.cli import COMPLETING, FAILED, PIPE_CLOSED
from ntfp.cli.output import abandon, say

TYPE_CHECKING = False  # checkers know the name
if TYPE_CHECKING:
    from click.shell_completion import CompletionItem, ShellComplete

    from ntfp.scanning.data import Data

SHELLS = ("bash", "fish", "zsh")
_ARTICLE = re.compile(r"(?P<head>q|kb?)?(?P<digits>\d*)", re.IGNORECASE | re.ASCII)


def complete(instruction: str) -> int:
    """Answer a shell: the script that it is to read once, or what may stand in the line."""
    from click.shell_completion import get_completion_class  # lazily: only a shell asks for any of this

    from ntfp.cli.app import command  # lazily: its commands name what completes them

    name, _, wanted = instruction.partition("_")
    shell = get_completion_class(name) if name in SHELLS else None
    if shell is None or wanted not in ("source", "complete"):
        there = ", ".join(f"{one}_source" for one in SHELLS)
        say(f"{COMPLETING}={instruction}: is nothing that can be answered; set it to one of {there}")
        return FAILED
    asked = shell(command, {}, "ntfp", COMPLETING)
    if wanted == "source":
        # Click's own script for fish ends what it is told at the first comma.
        return _told(asked.source().replace('split ","', 'split --max 1 ","'))
    with contextlib.suppress(Exception):  # a mistake, of ours too, would be printed into the line that is typed
        return _told("".join(f"{one}\n" for one in _answers(asked)))
    return FAILED


def _answers(asked: "ShellComplete") -> Iterator[str]:
    """What may stand there, in the form of the shell that asks."""
    words, last = asked.get_completion_args()
    option, equals, _ = last.partition("=")  # one word in zsh and fish, so its place is taken by one; three in bash
    for item in asked.get_completions([word for word in words if word != "="], last):
        if equals and option.startswith("--"):
            item.value = f"{option}={item.value}"
        yield asked.format_completion(item)


def _told(answer: str) -> int:
    # Bytes: a title may have letters that the shell's locale has not.
    try:
        sys.stdout.buffer.write(answer.encode())
        sys.stdout.flush()
    except OSError:  # who asked is gone
        abandon()
        return PIPE_CLOSED
    return 0


def paths(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """A file or a folder: the shell itself knows which there are."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def articles(context: click.Context, parameter: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The numbers of articles, with their titles, written the way the first letters are."""
    from click.shell_completion import CompletionItem

    several = isinstance(parameter, click.Option) and parameter.multiple
    before, comma, typed = incomplete.rpartition(",") if several else ("", "", incomplete)
    begun = _ARTICLE.fullmatch(typed)
    if not begun:
        return []
    head = "Q" if not typed else begun["head"] or ""
    head += {"k": "b", "K": "B"}.get(head, "")
    return [
        CompletionItem(f"{before}{comma}{head}{record.kb[1:]}", help=record.title)
        for record in _data(context).signatures
        if record.kb[1:].startswith(begun["digits"])
    ]


def verdicts(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Verdicts with commas, each once."""
    from ntfp.facts.verdict import Verdict  # lazily: who names a file needs none of this

    before, comma, typed = incomplete.rpartition(",")
    there = before.casefold().split(",")
    return [f"{before}{comma}{one}" for one in Verdict if one.startswith(typed.casefold()) and one not in there]


def file_names(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The names of files that are on record."""
    from ntfp.catalogue import history

    data = _data(context)
    names = history.file_names(data.signatures, data.base.known)
    return sorted(name for name in names if name.startswith(incomplete.casefold()))


def packs(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The packs of the branch that is asked for, or of all, as records call them."""
    return [pack for pack in dict.fromkeys(_packs(context)) if pack.startswith(incomplete.casefold())]


def _packs(context: click.Context) -> Iterator[str]:
    from ntfp.facts.signature import AFTER_LAST, LATEST

    for line in _data(context).base.lines:
        if context.params.get("branch") in (None, line.branch):
            yield from line.packs
    yield from (LATEST, AFTER_LAST)


def _data(context: click.Context) -> "Data":
    """What the line goes by so far."""
    from ntfp.scanning.data import load

    return load(*context.params.get("places") or ())
