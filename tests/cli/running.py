"""Running the command as people do: a program of its own, in an environment that is known."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
ABOUT_THE_SCREEN = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "TERM"}
WATCHED = "COVERAGE_PROCESS_CONFIG"  # what makes coverage watch a program that is started by a test
COMMAND = [sys.executable, "-m", "ntfp"]


def environment(**own: str) -> dict[str, str]:
    """Our own, with what tells about the screen taken out."""
    kept = {name: value for name, value in os.environ.items() if name not in ABOUT_THE_SCREEN}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **own}


def ntfp(
    *arguments: str | Path, cwd: Path | None = None, stdout: int | IO[Any] = subprocess.PIPE, **own: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment(**own),
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
