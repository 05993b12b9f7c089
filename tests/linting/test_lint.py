"""Linting as a whole: what is known stays and is told as known; what is known of nothing is told as well."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from ntfp.catalogue.listing import listed_kernels
from ntfp.database import shipped_folder
from ntfp.database.contradictions import Contradiction
from ntfp.database.packing import pack
from ntfp.database.shipped import PACKED, find_shipped
from ntfp.database.writing import write_records
from ntfp.errors import DataError
from ntfp.facts.flaw import Flaw
from ntfp.facts.signature import By, Requires, Window
from ntfp.linting import CHECKS, PROOF, lint, read_subject, shipped_subject
from ntfp.proving import PROOFS
from tests.judging.records import NT4, bullet, claim, known, released, row, table
from tests.linting.subjects import YIELDED, record, subject

ROOT = Path(__file__).resolve().parents[2]
WRONG = record(table(row(dated="1999-08-02", size=166_110)))
FLAW = Flaw(
    check="size-padding",
    place="q100/q100001.toml",
    key="tables[0].rows[0].size",
    kb="Q100001",
    line=60,
    problem="expected a multiple of 4, found 166,110",
)


def entry(**changes: object) -> Contradiction:
    said = {"check": "size-padding", "kb": "Q100001", "line": 60, "because": "printed so", **changes}
    return Contradiction(**said)  # type: ignore[arg-type]


def told(*entries: Contradiction, proof: tuple[Flaw, ...] | None = None) -> list[tuple[str, str | None, str | None]]:
    found = lint(subject(WRONG, contradictions=entries), proof)
    return [(flaw.check, flaw.key, flaw.known) for flaw in found]


OPEN = ("size-padding", "tables[0].rows[0].size", None)
KNOWN = ("size-padding", "tables[0].rows[0].size", "printed so")
STALE = ("contradiction-stale", "contradictions[0]", None)


def test_a_flaw_says_where_it_is() -> None:
    assert list(lint(subject(WRONG))) == [FLAW]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(entry(), [KNOWN], id="by its line"),
        pytest.param(entry(key="tables[0].rows[0].size"), [KNOWN], id="by line and key"),
        pytest.param(entry(line=None, key="tables[0].rows[0].size"), [KNOWN], id="by its key"),
        pytest.param(entry(line=61), [OPEN, STALE], id="another line"),
        pytest.param(entry(key="tables[0].rows[1].size"), [OPEN, STALE], id="another key"),
        pytest.param(entry(kb="Q100002"), [OPEN, STALE], id="another article"),
        pytest.param(entry(check="size-far"), [OPEN, STALE], id="another check"),
        pytest.param(entry(check="size-pading"), [OPEN, STALE], id="a check there is none of"),
        pytest.param(entry(check="proof-size"), [OPEN], id="a proof that was not asked for"),
    ],
)
def test_what_is_known_is_the_flaw_it_names_and_no_other(
    known: Contradiction, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(known) == expected


def test_a_proof_can_be_known_and_an_entry_about_it_stale() -> None:
    flaw = Flaw(check="proof-size", place="q100/q100001.toml", kb="Q100001", line=60, problem="expected another")
    assert told(entry(check="proof-size"), proof=(flaw,)) == [OPEN, ("proof-size", None, "printed so")]
    assert told(entry(check="proof-size"), proof=()) == [OPEN, STALE]


def test_a_stale_entry_says_what_it_looked_for() -> None:
    stale = list(lint(subject(WRONG, contradictions=(entry(line=61),))))[1]
    assert (stale.place, stale.kb) == ("contradictions.toml", "Q100001")
    assert stale.problem == "expected a flaw of size-padding at line 61, found none"


def test_a_packed_file_is_checked_but_for_how_files_are_written(tmp_path: Path) -> None:
    write_records([WRONG], tmp_path / "mine")
    packed = tmp_path / "mine.ntfp"
    (tmp_path / "mine" / "contradictions.toml").write_text(
        'contradictions = [{ check = "spelling", kb = "Q100001", key = "x", because = "y" }]\n', "utf-8"
    )
    packed.write_bytes(pack(tmp_path / "mine").data)
    looked_at = read_subject(packed, lambda _: ())
    assert (looked_at.folder, looked_at.whole) == (None, False)
    assert [flaw.check for flaw in lint(looked_at)] == ["size-padding"], "an entry about files was not asked"


def test_names_are_told_apart() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names) >= 25
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


def test_advice_is_one_sentence() -> None:
    said = {check.name: check.advice for check in CHECKS}
    assert {
        name for name, advice in said.items() if not re.fullmatch(r"[A-Z].*[a-zB]\.", advice) or ". " in advice
    } == set()


def test_every_check_has_an_example(tmp_path: Path) -> None:
    """One that cannot be made to find anything is none; a name in the text of a test finds nothing."""
    yielded = tmp_path / "yielded"
    examples = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/linting/checks"]
    run = subprocess.run(
        examples, cwd=ROOT, env={**os.environ, YIELDED: str(yielded)}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
    found = set(yielded.read_text("utf-8").split())
    assert [check.name for check in CHECKS if check.name not in found] == []


def test_the_page_tells_every_check() -> None:
    page = (ROOT / "docs" / "lint.md").read_text("utf-8")
    written = re.findall(r"^\| `([a-z-]+)` \| (.*) \| (.*) \|$", page, re.MULTILINE)
    checks = [(check.name, (check.__doc__ or "").strip(), check.advice) for check in CHECKS]
    assert written == checks + [(proof.name, proof.right, proof.advice) for proof in PROOFS]


def test_proofs_are_told_from_checks_by_their_names() -> None:
    assert all(proof.name.startswith(PROOF) for proof in PROOFS)
    assert not any(check.name.startswith(PROOF) for check in CHECKS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "the installation is incomplete; install ntfp again", id="missing"),
        pytest.param(b"damaged", "install ntfp again", id="damaged"),
    ],
)
def test_a_bad_installation_gets_the_advice_that_every_command_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / PACKED).write_bytes(content)
    monkeypatch.setattr("ntfp.linting.subject.shipped", lambda: find_shipped(tmp_path))
    with pytest.raises(DataError) as told:
        shipped_subject(listed_kernels)
    with pytest.raises(DataError) as elsewhere:
        find_shipped(tmp_path).printed  # noqa: B018 - reading it is what fails
    assert str(told.value) == str(elsewhere.value)
    assert str(told.value).endswith(said)


def test_packs_that_the_branch_lacks_stop_no_check() -> None:
    """Each of them would once have ended a check, and all after it, with an error of Python's."""
    short = tuple(replace(line, packs=("0", "1")) for line in known().lines)
    kernels = tuple(
        released(pack, name="ntoskrnl.exe", link=day) for pack, day in (("5", "1999-04-20"), ("6", "1999-09-21"))
    )
    wrong = record(
        table(row(dated="1999-08-02", size=231_008), requires=Requires(branch=NT4, pack="5")),
        bullets=(bullet("0", "4"), bullet("5", line=14)),
        claims=(claim("1"), claim("6"), claim("6a", by=By.KEYWORD)),
        affects=(Window(branch=NT4, first="4", last="6"),),
    )
    looked_at = subject(wrong, record(kb="Q100002", claims=(claim("6"),)), known=known(*kernels, lines=short))
    assert list(lint(looked_at)) == []


def test_what_ships_has_no_flaw_but_those_of_the_articles() -> None:
    found = lint(read_subject(shipped_folder(), listed_kernels))
    assert [(flaw.check, flaw.kb, flaw.line, flaw.problem) for flaw in found if not flaw.known] == []
