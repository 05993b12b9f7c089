"""What reading one file asks of the system: open, look, two reads, close; and nothing that writes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ntfp.testing import module_image

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")

READ = "import sys; from ntfp.readers import pe; from ntfp.trees import folder\nfor path in sys.argv[1:]: \
source = folder.file_source(path); opened = source.open(); pe.read(source, opened); opened.close()"


def calls(trace: str, path: Path) -> list[str]:
    """The calls on the file from its opening to its closing, by name."""
    lines = trace.splitlines()
    start = next(number for number, line in enumerate(lines) if str(path) in line and "open" in line)
    descriptor = lines[start].rsplit("= ", 1)[1]
    names: list[str] = []
    for line in lines[start:]:
        name = re.sub(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(.*", r"\1", line)
        if not names or re.search(rf"\({descriptor}\b", line):
            names.append(name)
        if name == "close":
            return names
    return names


def test_an_ordinary_file_takes_five_calls(tmp_path: Path) -> None:
    file = tmp_path / "ntdll.dll"
    file.write_bytes(module_image("ntdll.dll", version="4.0.1381.298", link=0, size=366_864))
    trace = tmp_path / "trace"
    done = subprocess.run(
        ["strace", "-f", "-o", str(trace), sys.executable, "-c", READ, str(file), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in done.stderr:
        pytest.skip(f"strace may not trace here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    found = calls(trace.read_text("utf-8", "replace"), file)
    assert [re.sub("openat", "open", name) for name in found if "fstat" not in name] == [
        "open",
        "pread64",
        "pread64",
        "close",
    ]
    assert len(found) == 5
