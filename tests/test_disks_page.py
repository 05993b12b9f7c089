"""docs/disks.md tells what a copy without its times costs: run it with NTFP_WRITE_DOCS=1 when that has changed."""

import os
import re
from collections import Counter
from pathlib import Path

import ntfp
from ntfp.facts.verdict import Verdict
from tests.cli.running import ntfp as command

PAGE = Path(__file__).resolve().parents[1] / "docs" / "disks.md"
TOLD = re.compile(r"(<!-- lost times -->).*?(<!-- /lost times -->)", re.DOTALL)
COPIED = 1_714_910_400  # 2024-05-05, as good as any day after all of NT's
FIXED, UNFIXED, UNKNOWN, _ = Verdict


def test_what_a_copy_without_its_times_costs(tmp_path: Path) -> None:
    assert command("demo", "--pack", "5", "--keep", tmp_path / "disk").returncode == 0
    kept = ntfp.scan(tmp_path / "disk")
    for path in filter(Path.is_file, (tmp_path / "disk").rglob("*")):
        os.utime(path, (COPIED, COPIED))
    (system,) = ntfp.compare(kept, ntfp.scan(tmp_path / "disk")).systems
    changed = Counter(
        (one.old.verdict, one.new.verdict)
        for one in system.of("verdict")
        if one.old is not None and one.new is not None
    )
    likely = [one.new.confidence for one in system.of("verdict") if one.new and one.new.verdict is not UNKNOWN]
    assert set(likely) == {"likely"}
    assert changed.keys() == {(UNFIXED, UNKNOWN), (UNKNOWN, FIXED), (UNKNOWN, UNFIXED)}
    told = (
        f"{changed.total()} change: {changed[UNFIXED, UNKNOWN]} unfixed become unknown, "
        f"{changed[UNKNOWN, FIXED]} unknown fixed (likely), {changed[UNKNOWN, UNFIXED]} unknown unfixed (likely)"
    )
    page = PAGE.read_text("utf-8")
    meant = TOLD.sub(rf"\g<1>{told}\g<2>", page)
    if os.environ.get("NTFP_WRITE_DOCS") == "1":
        PAGE.write_text(meant, "utf-8")
    else:
        assert page == meant, "run it again with NTFP_WRITE_DOCS=1, and read what has changed"
