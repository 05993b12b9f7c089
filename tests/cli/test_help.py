"""Help is a page of a manual: it says all, reads well on a narrow terminal, and its examples are run."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ntfp.cli import app, helping
from ntfp.cli.commands import Commands
from ntfp.cli.helping import Command
from tests.stage import Stage

AN_ARTICLE = "Q244509"  # for KB in examples: code names no article


def every_command(group: Commands = app.command, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, groups among them."""
    yield names
    for name in group.list_commands(click.Context(group)):
        one = group.get_command(click.Context(group), name)
        if isinstance(one, Commands):
            yield from every_command(one, (*names, name))
        else:
            yield (*names, name)


COMMANDS = {" ".join(names): names for names in every_command()}
SINGLE = [name for name, names in COMMANDS.items() if names not in ((), ("kb",))]


def loaded(name: str) -> Command | Commands:
    one: click.Command | None = app.command
    for word in COMMANDS[name]:
        assert isinstance(one, Commands)
        one = one.get_command(click.Context(one), word)
    assert isinstance(one, Command | Commands)
    return one


def single(name: str) -> Command:
    one = loaded(name)
    assert isinstance(one, Command)
    return one


def page(name: str, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert app.run([*COMMANDS[name], "--help"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


def test_the_first_page_says_what_there_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = page("", 80, capsys, monkeypatch)
    assert lines[:4] == [
        "Usage: ntfp [OPTIONS] COMMAND [ARGS]...",
        "",
        "  Which fixes are in this Windows NT? Reads a system that is not running,",
        "  offline.",
    ]
    headings = [line for line in lines if re.fullmatch(r"\S.*:", line)]
    assert headings == [*(f"{heading}:" for heading in app.HEADINGS), "Options:", "Exit codes:", "Examples:"]
    assert "  scan      Say which fixes a system has." in lines


@pytest.mark.parametrize("columns", [100, 80, 60])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_fits(
    name: str, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = page(name, columns, capsys, monkeypatch)
    examples = {f"  {example}" for example in loaded(name).examples}
    assert [line for line in lines if len(line) > columns and line not in examples] == []
    assert [line for line in examples if len(line) > 60] == []
    assert examples <= {*lines}  # none of them was broken
    assert [line for line in lines if line.endswith("-") and line not in examples] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_it_begins_with_a_sentence_and_tells_where_results_go(name: str) -> None:
    one = loaded(name)
    first, *others = (one.help or "").replace("\n", " ").split("  ")
    assert first.endswith((".", "?"))
    assert len(re.findall(r"[.?] |[.?]$", first)) == (1 if name else 2)
    assert others
    assert re.search(r"standard\s+(output|error)|into (FILE|DIR)", one.get_help(click.Context(one))) or name == "kb"
    assert one.get_short_help_str(limit=100).endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    one = loaded(name)
    options = [option for option in one.get_params(click.Context(one)) if isinstance(option, click.Option)]
    records = [option.get_help_record(click.Context(one)) for option in options]
    told = dict(record for record in records if record)
    assert [option for option, words in told.items() if not re.search(r"\.(  \[.*\])?$", words)] == []


@pytest.mark.parametrize("name", SINGLE)
def test_it_tells_every_argument(name: str) -> None:
    one = single(name)
    named = [argument.metavar or "" for argument in one.params if isinstance(argument, click.Argument)]
    assert [re.sub(r"[\[\]]|\.\.\.$", "", name) for name in named] == [*one.takes]
    assert [words for words in one.takes.values() if not words.endswith(".")] == []


@pytest.mark.parametrize("name", SINGLE)
def test_it_tells_every_format(name: str) -> None:
    one = single(name)
    formats = [parameter for parameter in one.params if parameter.name == "form"]
    choices = [choice for one in formats if isinstance(one.type, click.Choice) for choice in one.type.choices]
    assert [*one.formats] == choices
    assert [words for words in one.formats.values() if not words.endswith(".")] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_it_tells_every_exit_code(name: str) -> None:
    codes = loaded(name).codes
    assert {0, *helping.ENDS} <= codes.keys()
    assert [words for words in codes.values() if not words.endswith(".")] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_is_run(name: str, tmp_path: Path) -> None:
    one, stage = loaded(name), Stage(tmp_path)
    assert 2 <= len(one.examples) <= 4
    for example, does in one.examples.items():
        assert re.fullmatch(r".*[.?]", does)
        assert (
            example.startswith(" ".join(["ntfp", *COMMANDS[name]])) or "|" in example or name in ("", "kb", "kb pack")
        )
        ran = stage.run(re.sub(r"\bKB\b", AN_ARTICLE, example))
        assert ran.wrong(example) is None
        assert ran.code in one.codes or name == "kb pack"  # which shows what the file is for
    assert len(stage.commands) >= len(one.examples)


@pytest.mark.parametrize("group", ["", "kb"])
def test_every_command_stands_below_one_heading(group: str) -> None:
    one = loaded(group)
    assert isinstance(one, Commands)
    told = [name for names in one.headings.values() for name in names]
    assert sorted(told) == sorted(one.list_commands(click.Context(one)))


def test_no_page_names_an_article() -> None:
    assert [name for name in COMMANDS if re.search(r"Q\d{6}", loaded(name).get_help(click.Context(loaded(name))))] == []
