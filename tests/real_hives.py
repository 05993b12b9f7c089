"""A real registry hive, to compare readers on: `python tests/real_hives.py DIR` fetches it.

It is SYSTEM of a recent Windows, 11 MB, format 1.5, and comes with the source of a Python
package whose own tests read it. What is there already is not fetched again.

Not a test, and no hive of NT: `ntfp.testing` makes those. Tests that want real hives take
their folder from the environment variable NTFP_HIVES; any hives may lie there.
"""

import argparse
import gzip
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE, MEMBER = "dissect.regf==3.14", "/tests/_data/SYSTEM.gz"


def fetch(folder: Path) -> Path:
    """The hive, in a folder."""
    target = folder / "SYSTEM"
    if target.exists():
        return target
    with tempfile.TemporaryDirectory() as work:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
        subprocess.run([*pip, "--no-deps", "--no-binary=:all:", PACKAGE], cwd=work, check=True)
        (source,) = Path(work).glob("*.tar.gz")
        with tarfile.open(source) as archive:
            member = next(member for member in archive if member.name.endswith(MEMBER))
            packed = archive.extractfile(member)
            assert packed is not None
            folder.mkdir(parents=True, exist_ok=True)
            target.write_bytes(gzip.decompress(packed.read()))
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    print(fetch(parser.parse_args().folder))


if __name__ == "__main__":
    main()
