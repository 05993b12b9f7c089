"""Help: what a command says about itself, laid out like a page of a manual.

A command tells in words what it does, and beside that, part by part, what goes
in, which formats come out, what its exit codes mean and how it is used. The
page is made of these; the tests run each example and hold the parts against
what the command really takes.

Nothing here knows a command: each brings its own words.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import click
from click.formatting import HelpFormatter

from ntfp.cli import INTERRUPTED, PIPE_CLOSED

# What several commands say, in the same words.
KB = "An article's number, with or without its Q or KB: 'ntfp kb search' finds it."
SYSTEM = "A mounted volume, the folder of an NT (WINNT), its system32, or one kernel."
TABLE = "For people, as wide as the terminal. In a pipe it has 100 columns, or COLUMNS."
JSON = "For programs: one document in UTF-8."
FORMAT = "What is written: see Formats."

ENDS = {
    2: "It could not run: a slip in the command, or what cannot be read or written.",
    INTERRUPTED: "Interrupted.",
    PIPE_CLOSED: "Nobody reads the output any more.",
}
_WIDE = 70  # columns; with fewer of them the meaning of an option stands below it
_LONGEST = 24  # what is longer stands alone in its line, too
_INDENT = 6
_SHORT = 12  # where nothing is longer there is always room beside it


class Page(HelpFormatter):
    """A page that reads well from 60 columns up; examples are never broken."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _LONGEST, col_spacing: int = 2) -> None:
        """What is listed and what each means: beside it where there is room, else below."""
        listed = list(rows)
        short = all(len(name) <= _SHORT for name, _ in listed)
        super().write_dl(listed, col_max if short or self.width >= _WIDE else _INDENT, col_spacing)

    def write_examples(self, examples: Mapping[str, str]) -> None:
        """Each command in a line of its own, and below it what it does."""
        for command, does in examples.items():
            self.write(f"{'':>{self.current_indent}}{command}\n")
            with self.indentation(), self.indentation():
                self.write_text(does)


class PageContext(click.Context):
    """What click asks for the page."""

    formatter_class = Page


class Command(click.Command):
    """A command with all that its page tells."""

    context_class = PageContext

    def __init__(
        self,
        *arguments: Any,
        takes: Mapping[str, str] | None = None,
        formats: Mapping[str, str] | None = None,
        codes: Mapping[int, str] | None = None,
        examples: Mapping[str, str] | None = None,
        **named: Any,
    ) -> None:
        """`takes`: its arguments, `formats`: those of --format, `codes`: what it ends with beside what all end with."""
        super().__init__(*arguments, **named)
        self.takes, self.formats = dict(takes or {}), dict(formats or {})
        self.codes = dict(sorted({**ENDS, **(codes or {})}.items()))
        self.examples = dict(examples or {})

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        """All that stands below the words about the command."""
        listed(formatter, "Arguments", self.takes)
        super().format_options(ctx, formatter)
        listed(formatter, "Formats", self.formats)
        listed(formatter, "Exit codes", self.codes)
        exemplified(formatter, self.examples)


def listed(formatter: HelpFormatter, heading: str, parts: Mapping[Any, str]) -> None:
    """A part of the page, where there is something to say."""
    if parts:
        with formatter.section(heading):
            formatter.write_dl([(str(name), means) for name, means in parts.items()])


def exemplified(formatter: HelpFormatter, examples: Mapping[str, str]) -> None:
    """The last part of the page."""
    if examples and isinstance(formatter, Page):
        with formatter.section("Examples"):
            formatter.write_examples(examples)
