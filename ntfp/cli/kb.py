"""`ntfp kb`: the data itself; its commands are loaded when they are asked for."""

import click

from ntfp.cli import FAILED
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


def _history() -> click.Command:
    from ntfp.cli.kb_history import history_of

    return history_of


def _search() -> click.Command:
    from ntfp.cli.kb_search import search_articles

    return search_articles


def _show() -> click.Command:
    from ntfp.cli.kb_show import show

    return show


def _stats() -> click.Command:
    from ntfp.cli.kb_stats import stats

    return stats


@click.group(
    cls=Commands,
    loaders={
        "compile": _compile,
        "history": _history,
        "lint": _lint,
        "new": _new,
        "pack": _pack,
        "search": _search,
        "show": _show,
        "stats": _stats,
    },
    headings={
        "Look into the data": ("search", "show", "history", "stats"),
        "Make and check records": ("new", "lint", "pack", "compile"),
    },
    codes={0: "Done.", 1: "Of lint: something is wrong."},
    examples={
        "ntfp kb search leak --branch nt4": "Find articles by words and by Windows.",
        "ntfp kb show KB": "Show what is on record of one of them.",
    },
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    short_help="Look into the data, and make them.",
)
@click.pass_context
def kb(context: click.Context) -> None:
    """Work with the data: the records ntfp goes by, one an article.

    Beside what ships you can lay records of your own: make them with new, check
    them with lint, and name their folder with --signatures of any other command.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(FAILED)
