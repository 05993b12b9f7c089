"""The commands together, and what becomes of errors that reach the top."""

import errno
import os
import sys

import click

import ntfp
from ntfp.cli import FAILED, INTERRUPTED, NO_SYSTEM, PIPE_CLOSED
from ntfp.cli.commands import Commands
from ntfp.cli.output import abandon, say, system_words
from ntfp.errors import NoSystemError, NtfpError

_SAID = 20  # things that are wrong with data files: who sees more sees none


def _demo() -> click.Command:
    from ntfp.cli.demo import demo

    return demo


def _diff() -> click.Command:
    from ntfp.cli.diff import diff

    return diff


def _explain() -> click.Command:
    from ntfp.cli.explain import explain

    return explain


def _export() -> click.Command:
    from ntfp.cli.export import export

    return export


def _identify() -> click.Command:
    from ntfp.cli.identify import identify

    return identify


def _kb() -> click.Command:
    from ntfp.cli.kb import kb

    return kb


def _scan() -> click.Command:
    from ntfp.cli.scan import scan

    return scan


def _timeline() -> click.Command:
    from ntfp.cli.timeline import timeline

    return timeline


# By import statements, not by names of modules: what freezes a program finds only those.
COMMANDS = {
    "demo": _demo,
    "diff": _diff,
    "explain": _explain,
    "export": _export,
    "identify": _identify,
    "kb": _kb,
    "scan": _scan,
    "timeline": _timeline,
}


HEADINGS = {
    "Judge a system": ("scan", "explain", "diff", "demo"),
    "Look things up": ("identify", "kb", "timeline"),
    "Take the data elsewhere": ("export",),
}


@click.group(
    cls=Commands,
    loaders=COMMANDS,
    headings=HEADINGS,
    codes={
        0: "Done; of scan: nothing unfixed or unknown.",
        1: "Of scan: something is unfixed. Of diff: something differs. Of kb lint: something is wrong.",
        3: "Of scan: nothing worse than unknown.",
        4: "Of scan and explain: no NT system or kernel found.",
    },
    examples={
        "ntfp demo": "Make up an NT 4.0 system and scan it: nothing else is needed to see what ntfp does.",
        "ntfp scan /mnt/c": "Which fixes does the NT on this volume have, and which does it lack?",
        "ntfp explain KB /mnt/c": "How does one of these verdicts come about?",
        "ntfp scan --help": "Every command has a page like this one.",
    },
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
)
@click.version_option(ntfp.__version__, "--version", message="ntfp %(version)s", help="Show the version and exit.")
@click.pass_context
def command(context: click.Context) -> None:
    """Which fixes are in this Windows NT? Reads a system that is not running, offline.

    What is read is never changed and never run. Results go to standard output,
    or into a file that is named; what there is to say about them goes to standard
    error, one line each: the thing, the problem, the next step. Your shell can
    complete commands, options and articles: docs/completion.md tells how.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(FAILED)


def run(arguments: list[str]) -> int:
    """Run one command; every way it can end becomes an exit code here."""
    if sys.stdout is None:
        say("standard output is closed; give it a file or a pipe")
        return FAILED
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        abandon()
        return INTERRUPTED
    except OSError as error:  # of standard output: what is read and made has its own errors
        abandon()
        if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
            return PIPE_CLOSED
        say(f"standard output: {system_words(error)}; the report is not complete")
        return FAILED
    return code


def _run(arguments: list[str]) -> int:
    try:
        # Not `command.main`: that takes a closed pipe for itself, and exits with 1.
        with command.make_context("ntfp", list(arguments)) as context:
            code = command.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "ntfp"
        message = error.format_message().rstrip(".")
        joint = " See" if message.endswith("?") else "; see"  # click may end with "Did you mean ...?"
        say(f"{message[:1].lower()}{message[1:]}{joint} '{where} --help'")
        return FAILED
    except (click.ClickException, NtfpError) as error:
        lines = str(error).splitlines()  # one for each thing that is wrong with a data file
        for line in lines[:_SAID]:
            say(line)
        if len(lines) > _SAID:
            say(f"and {len(lines) - _SAID:,} things more; 'ntfp kb lint DIR' lists what is wrong with a folder of data")
        return NO_SYSTEM if isinstance(error, NoSystemError) else FAILED
    return code if isinstance(code, int) else 0
