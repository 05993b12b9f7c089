"""The command: words in, words out, exit codes. One module a command.

Results go to standard output; what there is to say about them to standard
error, as thing, problem, next step. Exit codes: 0 done, 2 could not run,
130 interrupted, 141 nobody reads any more; `scan` and `explain` have some more.
"""

import os
import sys

import ntfp

FAILED = 2
NO_SYSTEM = 4
INTERRUPTED = 130
PIPE_CLOSED = 141

COMPLETING = "_NTFP_COMPLETE"  # what a shell sets in the midst of a line that is typed


def main() -> int:
    """What the installed command runs."""
    try:
        if asked := os.environ.get(COMPLETING):
            from ntfp.cli.completing import complete

            return complete(asked)
        if sys.argv[1:] == ["--version"] and _answered():
            return 0
        from ntfp.cli.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # while it was still loading
        return INTERRUPTED


def _answered() -> bool:
    """The version, before anything else is loaded; what hinders it, the long way knows to say."""
    if sys.stdout is None:
        return False
    try:
        print(f"ntfp {ntfp.__version__}", flush=True)
    except OSError:
        return False
    return True
