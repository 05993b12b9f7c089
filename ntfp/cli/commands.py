"""A group of commands of which only the one that is asked for is loaded."""

from collections.abc import Callable, Mapping
from typing import Any

import click
from click.formatting import HelpFormatter

from ntfp.cli.helping import ENDS, PageContext, exemplified, listed


class Commands(click.Group):
    """Commands that are loaded when they are asked for: to identify a file no judge is needed."""

    context_class = PageContext

    def __init__(
        self,
        *arguments: Any,
        loaders: Mapping[str, Callable[[], click.Command]],
        headings: Mapping[str, tuple[str, ...]],
        codes: Mapping[int, str],
        examples: Mapping[str, str],
        **named: Any,
    ) -> None:
        """`headings`: which commands stand together in the help, under which words."""
        super().__init__(*arguments, **named)
        self._loaders, self.headings = loaders, headings
        self.codes = dict(sorted({**ENDS, **codes}.items()))
        self.examples = dict(examples)

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self._loaders)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # Where there is none of that name, click looks for one like it among those that are loaded.
        for name in (cmd_name,) if cmd_name in self._loaders else self._loaders:
            self.add_command(self._loaders[name]())
        return super().get_command(ctx, cmd_name)

    def format_options(self, ctx: click.Context, formatter: HelpFormatter) -> None:
        """The commands first: they are what is looked for here."""
        width = max(map(len, self._loaders))
        for heading, names in self.headings.items():
            said = {f"{name:{width}}": self._loaders[name]().get_short_help_str(limit=80) for name in names}
            listed(formatter, heading, said)
        click.Command.format_options(self, ctx, formatter)
        listed(formatter, "Exit codes", self.codes)
        exemplified(formatter, self.examples)
