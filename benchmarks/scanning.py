"""How long a scan takes: the system of the demo made, and scanned, as a whole process and part by part.

    python benchmarks/scanning.py

Each figure is the median of several runs. Parts are measured in this one process, when all modules are loaded; the
whole process loads them, too. Times do not carry over to other machines; which part is the largest does.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ntfp import judging
from ntfp.database import DataSet
from ntfp.database.packed import Packed
from ntfp.database.shipped import packed_file
from ntfp.reports import SCAN, Screen, Setting
from ntfp.scanning import systems
from ntfp.scanning.data import Data, load

RUNS = 7


def timed(doing: Callable[[], object], runs: int = RUNS) -> str:
    """The median of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        doing()
        times.append(time.perf_counter() - began)
    return f"{statistics.median(times) * 1000:8.1f} ms"


def process(*words: str) -> None:
    """A whole process; a scan that finds something unfixed ends with 1."""
    ended = subprocess.run([sys.executable, "-m", "ntfp", *words], capture_output=True, check=False)
    assert ended.returncode in (0, 1), ended.stderr.decode()


def parts(place: str, data: Data) -> None:
    """What a scan is made of, one behind the other."""
    history = data.history
    examined = systems.examine(place, data.signatures, data.builds)
    (found,) = examined.found
    report = systems.judged(examined, data.signatures, data)
    findings = report.systems[0].findings
    packed = packed_file()
    print(f"{'records unpacked':34}{timed(lambda: DataSet(Packed.open(packed)).signatures)}")
    print(f"{'what all rows teach':34}{timed(partial(judging.make_history, data.base.known, data.base.signatures))}")
    print(f"{f'{examined.files} files read':34}{timed(partial(systems.examine, place, data.signatures, data.builds))}")
    print(f"{f'{len(findings):,} articles judged':34}", end="")
    print(timed(partial(judging.judge_all, data.signatures, found.system, history)))
    print(f"{'registry held against files':34}", end="")
    print(timed(partial(judging.disagreements, data.signatures, findings, found.system, history)))
    print(f"{'report written':34}{timed(lambda: list(SCAN['table'](report, Setting(screen=Screen(width=100)))))}")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place = str(Path(scratch, "kept"))
        process("demo", "--keep", place)
        print(f"{'ntfp demo, whole process':34}{timed(partial(process, 'demo'))}")
        print(f"{'ntfp scan of it, whole process':34}{timed(partial(process, 'scan', place))}")
        print(f"{'ntfp --version, whole process':34}{timed(partial(process, '--version'))}")
        parts(place, load())


if __name__ == "__main__":
    main()
