"""`ntfp kb`: the data itself; its commands are loaded when they are asked for."""

import click

from ntfp.cli.commands import Commands


def _compile() -> click.Command:
    from ntfp.cli.kb_compile import compile_articles

    return compile_articles


def _lint() -> click.Command:
    from ntfp.cli.kb_lint import lint_data

    return lint_data


def _new() -> click.Command:
    from ntfp.cli.kb_new import new

    return new


def _pack() -> click.Command:
    from ntfp.cli.kb_pack import pack

    return pack


@click.group(
    cls=Commands,
    loaders={
        "compile": _compile,
        "lint": _lint,
        "new": _new,
        "pack": _pack,
    },
    subcommand_metavar="COMMAND [ARGS]...",
    short_help="Make the data from the articles.",
)
def kb() -> None:
    """Work with the data: the records ntfp goes by, one an article.

    Exit codes: 0 done, 2 could not run, 130 interrupted; of lint also 1 flaws.
    """
