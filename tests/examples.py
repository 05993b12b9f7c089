"""Examples: the blocks of a page, and what is wrong with one that does not do what it shows.

```python            is run, on the stage, and after >>> says what stands below it; what a page's Python makes stays
```sh                each line is run as a shell's, on the stage; with title="as root" bash reads it, too
```text, ```console  a line that begins with "$ " is run, and says what stands below it; "  …" is what was left out
                   without one, title="part of ntfp scan PATH": all its lines are said by that, in this order
```toml, json, xml         is read; a title that is a path of TOML puts it there, on the stage
```sql               is asked by tests/test_export_page.py
`ntfp scan PATH`     in a sentence is a command there is, with options it takes

A command ends as tests/stage.py expects it, or with the code that stands behind it: "# exit code 4".
"""

import contextlib
import difflib
import doctest
import io
import json
import re
import shutil
import subprocess
import textwrap
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator

import click
import msgspec

from ntfp.cli import app
from ntfp.cli.commands import Commands
from tests.stage import Stage

_FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,}) *(?P<kind>[^\s`]*)(?P<info>[^`]*)")
_TITLE = re.compile(r'title="([^"]*)"')
_INLINE = re.compile(r"(?<!`)`(ntfp\s[^`]+|--[^`]+)`(?!`)")
_PART = "part of "
_OTHERS = ("--skip-schematron",)  # options of other programs that sentences name alone
_NOT_SAID = ("a commit", "the floors")  # titles of what no command says: tests/test_documents.py knows them
LEFT_OUT = "  …"
AS_ROOT = "as root"
QUESTIONS = "docs/export.md"


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One block of code, and where it stands."""

    page: str
    line: int  # of its first line of text
    kind: str
    title: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def blocks_of(page: str, text: str) -> Iterator[Block]:
    """The blocks in their order; one that is not closed is an error."""
    opened: re.Match[str] | None = None
    begun, lines = 0, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        found = _FENCE.fullmatch(line)
        if opened is None:
            if found:
                opened, begun, lines = found, number + 1, []
        elif found and found["fence"].startswith(opened["fence"]) and not found["kind"]:
            title = _TITLE.search(opened["info"])
            yield Block(
                page=page,
                line=begun,
                kind=opened["kind"],
                title=title[1] if title else "",
                text=textwrap.dedent("".join(f"{one}\n" for one in lines)),
            )
            opened = None
        else:
            lines.append(line)
    if opened:
        raise AssertionError(f"{page}:{begun - 1}: a block that is not closed")


def problems_of(block: Block, stage: Stage, names: dict[str, object]) -> Iterator[str]:
    """What is wrong with a block, each with its line; `names` are those that the page's Python knows by now."""
    if block.kind == "python":
        yield from (_dialogue if block.text.startswith(">>> ") else _python)(block, stage, names)
    elif block.kind in _RUN:
        yield from _RUN[block.kind](block, stage)
    elif block.kind in _READ:
        yield from _read(block, stage)
    elif block.kind != "sql":
        yield f"{block.place}: a block of {block.kind!r}: nobody knows how it is tested"
    elif block.page != QUESTIONS:
        yield f"{block.place}: a question is answered in {QUESTIONS} alone"


def _dialogue(block: Block, stage: Stage, names: dict[str, object]) -> Iterator[str]:
    told: list[str] = []
    example = doctest.DocTestParser().get_doctest(block.text, names, block.page, block.page, block.line - 1)
    with stage.entered():
        ran = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(
            example, out=told.append, clear_globs=False
        )
    names.update(example.globs)
    stage.lines += ran.attempted
    if told:
        yield "".join(told)


def _python(block: Block, stage: Stage, names: dict[str, object]) -> Iterator[str]:
    text = block.text.replace("/mnt/", "_mnt/")
    stage.supply(text)
    code = compile("\n" * (block.line - 1) + text, block.page, "exec")
    try:
        with stage.entered(), contextlib.redirect_stdout(io.StringIO()):
            stage.lines += 1
            exec(code, names)  # noqa: S102 - that is what a reader would do with it
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with its place
        traceback = error.__traceback__
        while traceback and traceback.tb_next and traceback.tb_frame.f_code.co_filename != block.page:
            traceback = traceback.tb_next
        yield f"{block.page}:{traceback.tb_lineno if traceback else block.line}: {error!r}"


def _shell(block: Block, stage: Stage) -> Iterator[str]:
    if block.title == AS_ROOT and shutil.which("bash"):
        read = subprocess.run(["bash", "-n"], input=block.text, capture_output=True, text=True, check=False)
        if read.returncode:
            yield f"{block.place}: {read.stderr.strip()}"
    for number, line in _whole_lines(block):
        yield from _run(f"{block.page}:{number}", line, stage, None)


def _terminal(block: Block, stage: Stage) -> Iterator[str]:
    """What stands before the first command is said by nothing; without one the title says what says it."""
    command, shown, begun = "", list[str](), block.line
    lines = [*_whole_lines(block), (0, "$ ")]
    if not any(line.startswith("$ ") for _, line in lines[:-1]):
        yield from _untold(block, stage)
        return
    for number, line in lines:
        if not line.startswith("$ "):
            shown.append(line)
            continue
        if command:
            yield from _run(f"{block.page}:{begun}", command, stage, shown)
        elif shown:
            yield f"{block.place}: nothing says this"
        command, shown, begun = line[2:], [], number


def _untold(block: Block, stage: Stage) -> Iterator[str]:
    """Without a command in it, a block is usage, or part of what the command in its title says."""
    usage = [(number, line) for number, line in _whole_lines(block) if line.strip()]
    if block.title.startswith(f"{_PART}ntfp "):
        command = block.title.removeprefix(_PART)
        ran = stage.run(command)
        yield from [f"{block.place}: {wrong}" for wrong in [ran.wrong(command)] if wrong]
        rest = iter(line.strip() for line in ran.said.splitlines())
        for number, line in usage:
            if line.strip() not in rest:  # what was passed by does not come again
                yield f"{block.page}:{number}: {command} does not say, here or below: {line.strip()}"
                return
    elif usage and all(line.startswith("ntfp ") for _, line in usage):
        for number, line in usage:
            if wrong := misuse(line):
                yield f"{block.page}:{number}: {wrong}; if it is to be run, write '$ ' before it, or make it sh"
    elif block.title not in _NOT_SAID:
        yield f"{block.place}: nothing says this; begin with '$ ' and a command, or name it: title=\"{_PART}ntfp ...\""


def _whole_lines(block: Block) -> Iterator[tuple[int, str]]:
    """Each line with its number; what goes on in the next is one."""
    before, begun = "", None
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        begun = number if begun is None else begun
        if line.endswith("\\"):
            before += line[:-1]
            continue
        yield begun, before + line
        before, begun = "", None


def _run(place: str, command: str, stage: Stage, shown: list[str] | None) -> Iterator[str]:
    try:
        ran = stage.run(command)
    except (AssertionError, ValueError) as error:
        yield f"{place}: {error}"
        return
    if wrong := ran.wrong(command):
        yield f"{place}: {wrong}"
    elif any(shown or ()) and (different := disagreement(shown or [], ran.said.splitlines())):
        yield f"{place}: {command}: {different}"


def disagreement(shown: list[str], said: list[str]) -> str | None:
    """Why a page does not show what was said: line for line; what it leaves out it marks, and it is something."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    parts, rest = [_trimmed(part) for part in parts], _trimmed(said)
    first, *others = parts
    if rest[: len(first)] != first or (not others and rest != first):
        return _difference(first, rest)
    rest = rest[len(first) :]
    for part in others:
        last = part is others[-1]
        starts = [len(rest) - len(part)] if last else range(len(rest))
        found = next((at for at in starts if at > 0 and rest[at : at + len(part)] == part and any(rest[:at])), None)
        if found is None:
            like = difflib.get_close_matches(part[0] if part else "", rest, n=1, cutoff=0.4)
            nearest = "\n".join(["; the nearest is", *like] if like else [])
            return f"after {LEFT_OUT.strip()} there is no\n" + "\n".join(part) + nearest
        rest = rest[found + len(part) :]
    return None


def _trimmed(lines: list[str]) -> list[str]:
    """Without the blank lines at either end."""
    text = [number for number, line in enumerate(lines) if line.strip()]
    return [line.rstrip() for line in lines[text[0] : text[-1] + 1]] if text else []


def _difference(shown: list[str], said: list[str]) -> str:
    for number, line in enumerate(shown):
        if number >= len(said) or said[number] != line:
            instead = said[number] if number < len(said) else "nothing more"
            return f"shows\n{line}\nand says\n{instead}"
    return "says more:\n" + "\n".join(said[len(shown) :])


def inline_problems(page: str, text: str) -> Iterator[str]:
    """What is wrong with commands and options that sentences and tables name, each with its line."""
    prose, fence = list[str](), ""
    for line in text.splitlines():
        found = _FENCE.fullmatch(line)
        prose.append("" if fence or found else line)
        if found and (not fence or (found["fence"].startswith(fence) and not found["kind"])):
            fence = "" if fence else found["fence"]
    whole = "\n".join(prose)
    for found in _INLINE.finditer(whole):
        said = " ".join(found[1].replace("\\|", "|").split())
        if wrong := misspoken(said):
            yield f"{page}:{whole.count(chr(10), 0, found.start()) + 1}: `{said}`: {wrong}"


def misspoken(said: str) -> str | None:
    """Why what a sentence calls `ntfp scan PATH`, or `--only unfixed`, is nothing that can be typed."""
    if said.startswith("--"):
        option, *rest = re.split(r"[ =]", said)
        takers = [one for one in [app.command, *every_command()] if option in taken_by(one)]
        known = option in ("--help", *_OTHERS) or takers
        wrong = [_wrong_words(one, [option, *rest]) for one in takers]
        return (wrong[0] if wrong and all(wrong) else None) if known else f"nothing takes {option}"
    group: click.Command = app.command
    words = said.split()[1:]
    while words and isinstance(group, Commands) and not words[0].startswith("-"):
        name = words.pop(0)
        if _completed(name, group.list_commands(click.Context(group))):
            return None
        one = group.get_command(click.Context(group), name)
        if one is None:
            return f"there is no '{name}'"
        group = one
    return _wrong_words(group, words)


def _wrong_words(command: click.Command, words: list[str]) -> str | None:
    """What of these words the command does not take; a word in capitals stands for any."""
    options = {opt: one for one in command.params if isinstance(one, click.Option) for opt in one.opts}
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    room = [one for one in arguments for _ in range(max(one.nargs, 1))]
    rest = iter(words)
    for word in rest:
        plain = word.strip("[]")
        if plain.startswith("-") and plain != "-":
            option = options.get(plain)
            if option is None and plain != "--help" and not _completed(plain, options):
                return f"{command.name} takes no {plain}"
            value = next(rest, None) if option and not option.is_flag else None
            if option and value and not _chosen(option, value):
                return f"{command.name} {plain} takes no {value}"
        else:
            argument = room.pop(0) if room else next((one for one in arguments if one.nargs < 0), None)
            if argument is None or not _chosen(argument, plain):
                return f"{command.name} takes no {plain}"
    return None


def _completed(word: str, names: Iterable[str]) -> bool:
    """Is it one of these up to the tab key?"""
    return word.endswith("⇥") and any(name.startswith(word[:-1]) for name in names)


def _chosen(parameter: click.Parameter, word: str) -> bool:
    """Can it be what the parameter is?"""
    chosen = parameter.type.choices if isinstance(parameter.type, click.Choice) else None
    return chosen is None or word in chosen or word.isupper()


def misuse(usage: str) -> str | None:
    """Why a line like "ntfp kb show, history  # --format json" says of commands what they do not take."""
    said, _, beside = usage.partition("#")
    _, *words = said.split()
    group, found = app.command, list[click.Command]()
    while words and re.fullmatch("[a-z]+,?", words[0]):
        name = words.pop(0).rstrip(",")
        one = group.get_command(click.Context(group), name)
        if isinstance(one, Commands):
            group = one
        elif one:
            found.append(one)
        elif not (found and name in taken_by(*found)):
            return f"there is no '{group.name} {name}'"
    for word in words:
        plain = word.strip("[],").removesuffix("...")
        if plain and plain not in taken_by(*found):
            return f"{' and '.join(str(one.name) for one in found)} takes no {plain}"
    unknown = set(re.findall(r"(?<!\S)--[a-z-]+", beside)) - taken_by(*every_command())
    return f"nothing takes {', '.join(sorted(unknown))}" if unknown else None


def taken_by(*commands: click.Command) -> set[str]:
    """All that may stand behind one of these: options, the names of arguments, words that can be chosen."""
    taken: set[str] = set()
    for parameter in (parameter for command in commands for parameter in command.params):
        taken |= {*parameter.opts, (parameter.metavar or "").strip("[]").removesuffix("...")}
        if isinstance(parameter, click.Argument) and isinstance(parameter.type, click.Choice):
            taken |= set(parameter.type.choices)
    return taken


def every_command(group: Commands = app.command) -> Iterator[click.Command]:
    """All commands there are, those of groups among them."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command
        yield command
        if isinstance(command, Commands):
            yield from every_command(command)


def _read(block: Block, stage: Stage) -> Iterator[str]:
    try:
        _READ[block.kind](block.text)
    except (ValueError, SyntaxError) as error:
        yield f"{block.place}: {error}"
    if block.title.endswith(".toml"):
        path = stage.folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")


_RUN: dict[str, Callable[[Block, Stage], Iterator[str]]] = {
    "": _terminal,
    "console": _terminal,
    "sh": _shell,
    "text": _terminal,
}
_READ: dict[str, Callable[[str], object]] = {"json": json.loads, "toml": tomllib.loads, "xml": ET.fromstring}
