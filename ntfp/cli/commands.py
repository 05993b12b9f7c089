"""A group of commands of which only the one that is asked for is loaded."""

from collections.abc import Callable, Mapping
from typing import Any

import click


class Commands(click.Group):
    """Commands that are loaded when they are asked for: to identify a file no judge is needed."""

    def __init__(self, *arguments: Any, loaders: Mapping[str, Callable[[], click.Command]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._loaders = loaders

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self._loaders)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # Where there is none of that name, click looks for one like it among those that are loaded.
        for name in (cmd_name,) if cmd_name in self._loaders else self._loaders:
            self.add_command(self._loaders[name]())
        return super().get_command(ctx, cmd_name)
