"""How long the data take to load: packed, as multiples of it from TOML, and what `identify` needs of it.

    python benchmarks/loading.py

Each figure is the best of several runs in this one process; ratios carry over to other machines, times do not.
"""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ntfp.database import DataSet, shipped_folder
from ntfp.database.dataset import Shelf
from ntfp.database.packed import Packed
from ntfp.database.packing import write_package
from ntfp.database.places import Folder


def best(runs: int, load: Callable[[], object]) -> float:
    """The shortest of several runs, in milliseconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        load()
        times.append(time.perf_counter() - began)
    return min(times) * 1000


def load(opened: Callable[[], Shelf], part: str) -> None:
    getattr(DataSet(opened()), part)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "data.ntfp")
        write_package(shipped_folder(), path)
        print(f"{path.stat().st_size:,} bytes packed")
        for part in ("builds", "known", "printed", "signatures"):
            packed = best(20, partial(load, lambda: Packed.open(path), part))
            loose = best(3, partial(load, lambda: Folder(shipped_folder()), part))
            print(f"{part:10}  packed {packed:7.1f} ms   TOML {loose:8.1f} ms   {loose / packed:6.0f} times")


if __name__ == "__main__":
    main()
