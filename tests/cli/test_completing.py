"""What a shell completes: asked as click's scripts ask, and by the shells themselves where they are installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ntfp import cli
from ntfp.cli import COMPLETING
from ntfp.cli.completing import SHELLS, complete
from ntfp.scanning.data import signatures
from tests.cli.own_records import own_record
from tests.cli.running import COMMAND, environment

PAGE = Path(__file__).resolve().parents[2] / "docs" / "completion.md"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> "Asked":
    monkeypatch.chdir(tmp_path)
    return Asked(monkeypatch, capsysbinary)


class Asked:
    """The program, as the function of a shell asks it."""

    def __init__(self, patch: pytest.MonkeyPatch, printed: pytest.CaptureFixture[bytes]) -> None:
        self.patch, self.printed = patch, printed

    def __call__(self, line: str, shell: str = "bash") -> list[str]:
        """What may stand at the end of a line; an error would be printed into it."""
        *before, last = line.split(" ")
        self.patch.setenv("COMP_WORDS", line)
        self.patch.setenv("COMP_CWORD", last if shell == "fish" else str(len(before)))
        assert complete(f"{shell}_complete") == 0
        printed = self.printed.readouterr()
        assert printed.err == b""
        return printed.out.decode().splitlines()


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        pytest.param("ntfp d", ["plain,demo", "plain,diff"], id="a command"),
        pytest.param("ntfp kb s", ["plain,search", "plain,show", "plain,stats"], id="a command of a group"),
        pytest.param("ntfp scan --f", ["plain,--format"], id="an option"),
        pytest.param("ntfp diff --format ", ["plain,table", "plain,json"], id="a choice"),
        pytest.param("ntfp kb history --branch nt35", ["plain,nt35", "plain,nt351"], id="a branch"),
        pytest.param("ntfp kb search --platform a", ["plain,alpha"], id="a platform"),
        pytest.param("ntfp explain Q24450", ["plain,Q244509"], id="an article"),
        pytest.param("ntfp explain q24450", ["plain,q244509"], id="an article in small letters"),
        pytest.param("ntfp explain KB24450", ["plain,KB244509"], id="an article by its later name"),
        pytest.param("ntfp kb show 24450", ["plain,244509"], id="an article by its number"),
        pytest.param("ntfp scan --kb Q26643,Q24450", ["plain,Q26643,Q244509"], id="the last of several articles"),
        pytest.param("ntfp explain leak", [], id="no article"),
        pytest.param("ntfp explain Q1,Q24450", [], id="one article, where one is asked for"),
        pytest.param("ntfp scan --only un", ["plain,unfixed", "plain,unknown"], id="verdicts"),
        pytest.param("ntfp scan --only unfixed,un", ["plain,unfixed,unknown"], id="another verdict"),
        pytest.param("ntfp kb history NTkrnl", ["plain,ntkrnlmp.exe", "plain,ntkrnlpa.exe"], id="a file on record"),
        pytest.param("ntfp kb search --branch nt4 --pack 6", ["plain,6", "plain,6a"], id="a pack of a branch"),
        pytest.param("ntfp kb search --branch nt35 --pack 6", [], id="a pack that a branch never had"),
        pytest.param("ntfp scan disk/w", ["file,disk/w"], id="a path"),
        pytest.param("ntfp explain Q244509 disk", ["file,disk"], id="a path after an article"),
        pytest.param("ntfp diff old.json n", ["file,n"], id="a report"),
        pytest.param("ntfp demo --keep d", ["dir,d"], id="a folder"),
        pytest.param("ntfp scan --signatures m", ["file,m"], id="records"),
        pytest.param("ntfp scan --nope --f", ["plain,--format"], id="after a slip"),
        pytest.param("ntfp nope --f", [], id="an option of no command"),
    ],
)
def test_what_may_stand_there(line: str, completed: list[str], asked: Asked) -> None:
    assert asked(line) == completed


def test_articles_are_told_with_their_titles_where_a_shell_shows_them(asked: Asked) -> None:
    title = "Non-Paged Pool Memory Leak May Occur Reading Partition Table"
    assert asked("ntfp explain Q24450", "zsh") == ["plain", "Q244509", title]
    assert asked("ntfp explain Q24450", "fish") == [f"plain,Q244509\t{title}"]


def test_every_article_is_completed_from_nothing(asked: Asked) -> None:
    assert asked("ntfp kb show ") == [f"plain,{record.kb}" for record in signatures()]


def test_own_records_are_completed_once_they_are_named(asked: Asked, tmp_path: Path) -> None:
    own_record(tmp_path / "mine", kb="Q900001")
    assert asked("ntfp kb show Q9000") == []
    assert asked("ntfp kb show --signatures mine Q9000") == ["plain,Q900001"]


@pytest.mark.parametrize(
    ("line", "shell", "completed"),
    [
        pytest.param("ntfp scan --kb = Q24450", "bash", "plain,Q244509", id="bash, which splits it"),
        pytest.param("ntfp scan --kb=Q24450", "fish", "plain,--kb=Q244509", id="fish, which does not"),
    ],
)
def test_a_value_may_stand_behind_its_option(line: str, shell: str, completed: str, asked: Asked) -> None:
    assert [found.partition("\t")[0] for found in asked(line, shell)] == [completed]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        pytest.param(None, "2", id="no line"),
        pytest.param("ntfp explain Q2", None, id="no place in it"),
        pytest.param("ntfp explain Q2", "two", id="a place that is none"),
        pytest.param("ntfp kb show --signatures nowhere Q2", "5", id="records that are not there"),
        pytest.param("ntfp kb show --signatures broken Q2", "5", id="records that are wrong"),
    ],
)
def test_what_goes_wrong_is_not_printed_into_the_line(
    words: str | None,
    number: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken" / "q200").mkdir(parents=True)
    (tmp_path / "broken" / "q200" / "q200000.toml").write_text("kb = 1")
    for name, value in (("COMP_WORDS", words), ("COMP_CWORD", number)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    complete("bash_complete")
    printed = capsys.readouterr()
    assert printed.err == ""
    assert [line for line in printed.out.splitlines() if not line.startswith("plain,Q2")] == []


def test_nobody_reads_the_answer() -> None:
    line = f"COMP_WORDS='ntfp kb show ' COMP_CWORD=3 {COMPLETING}=bash_complete {sys.executable} -m ntfp | true"
    found = subprocess.run(["sh", "-c", line], env=environment(), capture_output=True, text=True, check=False)
    assert found.stderr == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_in_the_way_that_is_answered(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert complete(f"{shell}_source") == 0
    printed = capsys.readouterr()
    assert f"{COMPLETING}={shell}_complete" in printed.out


@pytest.mark.parametrize("instruction", ["1", "tcsh_source", "bash_", "_complete", "bash_complete_source"])
def test_an_instruction_that_is_none(
    instruction: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(COMPLETING, instruction)
    assert cli.main() == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        f"ntfp: {COMPLETING}={instruction}: is nothing that can be answered;"
        " set it to one of bash_source, fish_source, zsh_source\n"
    )


# By the shells themselves


def shell(*command: str, script: str, tmp_path: Path) -> str:
    """What a shell prints where an `ntfp` is to be found, and nothing may be wrong."""
    program = tmp_path / "bin" / "ntfp"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {COMMAND[0]} -m ntfp "$@"\n')
    program.chmod(0o755)
    own = environment(PATH=f"{program.parent}{os.pathsep}{os.environ['PATH']}", HOME=str(tmp_path))
    found = subprocess.run(
        [*command, script], cwd=tmp_path, env=own, capture_output=True, text=True, check=False, timeout=120
    )
    assert found.stderr == ""
    return found.stdout


def told_by_the_page(name: str) -> str:
    """The line that docs/completion.md tells people to put into their shell's file."""
    lines = [line.strip() for line in PAGE.read_text("utf-8").splitlines() if f"{COMPLETING}={name}_source" in line]
    return lines[0]


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_completes(tmp_path: Path) -> None:
    asks = "COMP_WORDS=(ntfp explain Q24450) COMP_CWORD=2; _ntfp_completion ntfp; echo ${COMPREPLY[@]}"
    script = f"{told_by_the_page('bash')}\ncomplete -p ntfp\n{asks}"
    said = shell("bash", "--norc", "-c", script=script, tmp_path=tmp_path)
    assert said == "complete -o nosort -F _ntfp_completion ntfp\nQ244509\n"


@pytest.mark.skipif(not shutil.which("zsh"), reason="no zsh here")
def test_zsh_completes(tmp_path: Path) -> None:
    # In the place of the line editor, which is not there without a terminal: what is handed to it is printed.
    stubs = 'compdef() { print compdef $@ }\n_describe() { print -l -- "${(@P)3}" }\ncompadd() { print -l -- $@ }'
    asks = "words=(ntfp explain Q24450) CURRENT=3; _ntfp_completion"
    said = shell("zsh", "-f", "-c", script=f"{stubs}\n{told_by_the_page('zsh')}\n{asks}", tmp_path=tmp_path)
    title = "Non-Paged Pool Memory Leak May Occur Reading Partition Table"
    assert said == f"compdef _ntfp_completion ntfp\nQ244509:{title}\n"


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish here")
def test_fish_completes(tmp_path: Path) -> None:
    script = f"{told_by_the_page('fish')}\ncomplete -C 'ntfp explain Q24450'\ncomplete -C 'ntfp scan --kb Q1,Q24450'"
    title = "Non-Paged Pool Memory Leak May Occur Reading Partition Table"
    said = shell("fish", "--no-config", "-c", script=script, tmp_path=tmp_path)
    assert said == f"Q244509\t{title}\nQ1,Q244509\t{title}\n"
