"""`ntfp kb search`: the articles that fit what somebody looks for."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import click

from ntfp.catalogue.history import names_like
from ntfp.catalogue.searching import loosened, search
from ntfp.cli.completing import file_names as completed_names, packs as completed_packs
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.helping import FORMAT, JSON, TABLE, Command
from ntfp.cli.output import say, screen, write
from ntfp.facts.build import Branch, pack_title
from ntfp.facts.lookup import Query
from ntfp.facts.platform import Platform
from ntfp.facts.signature import AFTER_LAST, LATEST
from ntfp.reports.lookups import FOUND
from ntfp.scanning.data import Data

BRANCHES = [str(branch) for branch in Branch if branch is not Branch.OTHER]
PLATFORMS = [str(platform) for platform in (Platform.I386, Platform.ALPHA, Platform.MIPS, Platform.PPC)]
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_OPTIONS = {"file": "--file", "branch": "--branch", "platform": "--platform", "first": "--from", "last": "--to"}
_OPTIONS |= {"pack": "--pack", "words": "the words"}


def _day(_: click.Context, option: click.Parameter, value: str | None) -> dt.date | None:
    """A day, or a month or a year that stands for its first day, or after "to" for its last."""
    if value is None:
        return None
    parts = _DAY.fullmatch(value.strip())
    try:
        if parts:
            return _first_or_last(*(int(part) if part else None for part in parts.groups()), last=option.name == "last")
    except ValueError:
        pass  # as 1999-13 is
    raise click.BadParameter(f"{value!r} is no day; write it like 1999-10-28, 1999-10 or 1999")


def _first_or_last(year: int | None, month: int | None, day: int | None, *, last: bool) -> dt.date:
    assert year is not None  # the pattern has it
    month = month or (12 if last else 1)
    return dt.date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))


def options(*chosen: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Those of the options that ask for a branch or a platform."""
    known = {
        "branch": click.option("--branch", type=click.Choice(BRANCHES, case_sensitive=False), help="Which Windows."),
        "platform": click.option(
            "--platform", type=click.Choice(PLATFORMS, case_sensitive=False), help="Which processor."
        ),
    }

    def decorated(command: Callable[..., int]) -> Callable[..., int]:
        for name in reversed(chosen):
            command = known[name](command)
        return command

    return decorated


@click.command(
    "search",
    cls=Command,
    short_help="Find articles.",
    takes={"WORDS": "Each a part of the title or of the number, in any case of letters."},
    formats={"table": TABLE, "json": JSON},
    codes={0: "Done, whether an article was found or not."},
    examples={
        "ntfp kb search leak --branch nt4": "Articles about leaks in NT 4.0.",
        "ntfp kb search --file 'ntoskrnl.*' --from 1999-10": "Articles that list a kernel of October 1999 or later.",
        "ntfp kb search --pack 4 --branch nt4 --format json": "What is said to be in SP4, for programs.",
    },
)
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@click.option(
    "--file", metavar="NAME", shell_complete=completed_names,
    help="A file that its table lists, or that its text names; * and ? may stand in.",
)  # fmt: skip
@options("branch", "platform")
@click.option(
    "--from", "first", metavar="DATE", callback=_day,
    help="A file dated on that day or later: 1999-10-28, 1999-10 or 1999.",
)  # fmt: skip
@click.option("--to", "last", metavar="DATE", callback=_day, help="A file dated on that day or earlier.")
@click.option(
    "--pack", metavar="PACK", shell_complete=completed_packs,
    help="A statement that the fix is in that pack: 4, 6a, 0 for the release, latest, or after-6a for what is in none.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(list(FOUND)), default="table", show_default=True, help=FORMAT)
@by_signatures
def search_articles(
    *,
    words: tuple[str, ...],
    file: str | None,
    branch: str | None,
    platform: str | None,
    first: dt.date | None,
    last: dt.date | None,
    pack: str | None,
    form: str,
    places: tuple[Path, ...],
) -> int:
    """Find the articles that fit in every way that is asked for.

    With --file, --from or --to one and the same row has to fit these, --branch and
    --platform; with --pack one statement has to fit it and --branch. --branch and
    --platform alone fit what the article is about, too. A row that leaves its
    branch or platform open fits each that its article names. Where nothing fits,
    standard error says what would.
    """
    data = data_of(places)
    words = tuple(word for word in words if word.strip())
    query = Query(
        words=words,
        file=_pattern(file) if file else None,
        branch=Branch(branch) if branch else None,
        platform=Platform(platform) if platform else None,
        first=first,
        last=last,
        pack=_pack(pack, branch, data) if pack is not None else None,
    )
    if query == Query():
        raise click.UsageError("nothing to look for: give words, --file, --branch, --platform, --from, --to or --pack")
    if first and last and last < first:
        raise click.BadParameter(f"{last} is before {first}, so no day is between them", param_hint="'--to'")
    found = search(data.signatures, query)
    write(FOUND[form](found, len(data.signatures), screen()), for_programs=form != "table")
    if not found:
        say(_nothing(query, data))
    return 0


def name_of(file: str) -> str:
    """The name of a file, by whatever path it was given."""
    return file.replace("\\", "/").rstrip("/").rpartition("/")[2].strip().casefold()


def _pattern(file: str) -> str:
    name = name_of(file)
    if not name:
        raise click.BadParameter(f"{file!r} is no name of a file; write it like ntoskrnl.exe", param_hint="'--file'")
    return name


def _pack(pack: str, branch: str | None, data: Data) -> str:
    """The pack as records write it: "SP4" and "4" are one."""
    plain = pack.strip().casefold().removeprefix("sp").strip()
    plain = {"rtm": "0"}.get(plain, plain)
    lines = [line for line in data.base.lines if branch in (None, line.branch)]
    known = [*dict.fromkeys(one for line in lines for one in line.packs), LATEST, AFTER_LAST]
    if plain in known:
        return plain
    whose = f"of {lines[0].title}" if branch and lines else "of any Windows here"
    raise click.BadParameter(f"{pack!r} is no pack {whose}; there are {', '.join(known)}", param_hint="'--pack'")


def _nothing(query: Query, data: Data) -> str:
    """What was looked for, and what to do about it."""
    among = f"no article among {len(data.signatures):,}"
    known = {file for signature in data.signatures for file in (*signature.files, *signature.carriers)}
    if query.file and not set(query.file) & set("*?") and query.file not in known:
        like = names_like(query.file, known)
        near = f"names like it: {', '.join(like)}" if like else f"'--file *{query.file}*' asks for a part of a name"
        return f"{among} names a file {query.file}; {near}"
    said = f"{among} {_asked(query)}"
    looser = [f"{count:,} without {_OPTIONS[name]}" for name, count in loosened(data.signatures, query)]
    if looser:
        return f"{said}; there would be {', '.join(looser)}"
    return f"{said}; try fewer or shorter words, or * in the name of a file"


def _asked(query: Query) -> str:
    """All that is asked for, as a part of a sentence."""
    words = [f"has {' and '.join(map(repr, query.words))} in its title"] if query.words else []
    row = [f"a file {query.file}" if query.file else "a file"] if query.of_rows else []
    row += [f"of {query.branch}" if query.branch else ""]
    row += [f"on {query.platform}" if query.platform else ""]
    row += [f"from {query.first} on" if query.first else ""]
    row += [f"up to {query.last}" if query.last else ""]
    if any(row):
        words.append(f"{'lists' if query.of_rows else 'is'} {' '.join(filter(None, row))}")
    if query.pack:
        named = {LATEST: "the latest pack", AFTER_LAST: "what is in no pack"}.get(query.pack, pack_title(query.pack))
        words.append(f"says that the fix is in {named}" + (f" of {query.branch}" if query.branch else ""))
    return " and ".join(words)
