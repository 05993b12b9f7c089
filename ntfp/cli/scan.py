"""`ntfp scan`: which fixes a system has, and which it lacks."""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

import ntfp
from ntfp.cli.articles import record_of
from ntfp.cli.completing import articles, paths as completed_paths, verdicts as completed_verdicts
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.files import STANDARD_OUTPUT, refuse_file, save
from ntfp.cli.helping import JSON, SYSTEM, TABLE, Command
from ntfp.cli.output import say, screen, write
from ntfp.cli.places import Places, examine
from ntfp.cli.progress import progress
from ntfp.cli.skips import summed_up
from ntfp.facts.report import Skipped
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Judged, Report, Reported, Verdict
from ntfp.reports import DRAWN, SCAN, Setting, begins_scan
from ntfp.scanning import systems
from ntfp.scanning.data import Data
from ntfp.scanning.installed import Found
from ntfp.scanning.underway import Underway

UNFIXED, UNKNOWN = 1, 3
STREAMED = ("jsonl",)  # a system is written as soon as it is judged
ENDINGS = {"htm": "html", "txt": "table", "": "table"}  # of files; the others are called as their format
_BEGINNING = 400  # bytes by which a scan's report is known
_FOR_FILES = [form for form in SCAN if form != "table"]
_REPLACED = f"{', '.join(_FOR_FILES[:-1])} or {_FOR_FILES[-1]}"


def _verdicts(_: click.Context, __: click.Parameter, words: str | None) -> tuple[Verdict, ...]:
    """The verdicts somebody names."""
    named = [word.strip().lower() for word in words.split(",")] if words is not None else []
    for word in named:
        if word not in list(Verdict):
            raise click.BadParameter(f"{word!r} is no verdict; name some of {', '.join(Verdict)}")
    return tuple(verdict for verdict in Verdict if verdict in named)


@click.command(
    cls=Command,
    short_help="Say which fixes a system has.",
    takes={"PATH": f"{SYSTEM} Every NT below it is a system of the report."},
    formats={
        "table": f"{TABLE} What is unfixed or unknown is listed, the rest counted.",
        "html": "For people: one page for a browser, with a picture of the known kernels. It loads nothing else.",
        "json": f"{JSON} Every verdict with its evidence.",
        "jsonl": "The same, an object a line, each system as soon as it is judged.",
        "csv": "For spreadsheets: a row a verdict.",
        "sarif": "For programs that gather findings: SARIF 2.1.0, a rule an article.",
    },
    codes={
        0: "Nothing unfixed or unknown.",
        1: "Something unfixed.",
        3: "Nothing worse than unknown, or a Windows no article is about.",
        4: "No NT system or kernel found. Of several PATHs one that fails decides: 2 or 4.",
    },
    examples={
        "ntfp scan /mnt/c": "Which fixes the NT on this volume has and lacks, as a table.",
        "ntfp scan /mnt/c -o report.html": "The same as a page for a browser.",
        "ntfp scan --format json /mnt/c > old.json": "Kept, to be compared later by 'ntfp diff'.",
        "ntfp scan --kb KB /mnt/c": "One article alone; the exit code says whether the fix is lacking.",
    },
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, shell_complete=completed_paths)
@click.option(
    "--format", "form", type=click.Choice(list(SCAN)),
    help="What is written: see Formats.  [default: as the ending of FILE says, else table]",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="Write the report to FILE, all of it or nothing. A FILE that is there is replaced where it is empty, or a scan"
    f" in {_REPLACED}; any other stays, a scan as a table, too.",
)  # fmt: skip
@click.option(
    "--kb", "kbs", metavar="KB", multiple=True, shell_complete=articles,
    help="Only these articles, with or without Q or KB; several with commas, or given several times.",
)  # fmt: skip
@click.option(
    "--only", metavar="VERDICTS", callback=_verdicts, shell_complete=completed_verdicts,
    help=f"List only these verdicts: some of {', '.join(Verdict)}, with commas. All are counted.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="List every verdict in a line of its own, whatever it is.")
@by_signatures
@click.option("--exit-zero", is_flag=True, help="Give 0 where it would be 1 or 3.")
def scan(
    *,
    paths: tuple[str, ...],
    form: str | None,
    output: Path | None,
    kbs: tuple[str, ...],
    only: tuple[Verdict, ...],
    every: bool,
    places: tuple[Path, ...],
    exit_zero: bool,
) -> int:
    """Say of each fix whether a system has it: fixed, unfixed, unknown or not applicable.

    Only the files that articles list are read; nothing is changed, nothing is run.
    The report goes to standard output, or into FILE; what could not be read is in
    the report, or with table and csv on standard error.
    """
    if every and only:
        raise click.UsageError("Option '--all' lists every verdict, and '--only' some; name one of them")
    output = None if output == STANDARD_OUTPUT else output
    if output:
        refuse_file(output, _kept)
        _refuse_evidence(output, paths)
    form = form or _form_of(output)
    data = data_of(places)
    asked = _asked(kbs, data.signatures)
    signatures = systems.with_relatives(asked, data) if asked else data.signatures
    judge = _judge(systems.judge_of(signatures, data), frozenset(record.kb for record in asked), only)
    named = Places(paths)
    streams = form in STREAMED and output is None
    with progress(None, "reading files", beside_output=streams) as tick:
        underway = Underway(named.parts(signatures, data, tick), judge, data.basis)
        found: Reported = underway
        if streams:
            _show(underway, form, data)
        else:
            found = underway.whole()
    for line in named.said:
        say(line)
    if not underway.summaries and form == "table":
        return named.failed  # there is nothing to look at
    if not underway.summaries and output and output.exists() and output.stat().st_size:
        say(f"{output}: is kept: it holds an older report, and there is nothing to put in its place")
        return named.failed
    if not streams:
        _show(found, form, data, output, only or tuple(Verdict) * bool(every or asked))
    _tell([one for one in underway.skipped if one not in named.wrong], underway.files, form)
    code = named.failed or exit_code(found)
    return 0 if exit_zero and code in (UNFIXED, UNKNOWN) else code


def report(path: str, form: str, data: Data) -> Report:
    """Write what a scan of all articles found, and what it could not read."""
    examined = examine(path, data.signatures, data)
    found = systems.judged(examined, data.signatures, data)
    _show(found, form, data)
    _tell(examined.skipped, examined.files, form)
    return found


def exit_code(found: Reported) -> int:
    """The worst that was found."""
    if found.counts[Verdict.UNFIXED]:
        return UNFIXED
    return UNKNOWN if found.counts[Verdict.UNKNOWN] or found.unheard_of else 0


def _judge(
    judge: Callable[[Found], Judged], kbs: frozenset[str], only: tuple[Verdict, ...]
) -> Callable[[Found], Judged]:
    """Of each system what was asked for."""

    def narrowed(found: Found) -> Judged:
        system = judge(found)
        system = system.about(kbs) if kbs else system
        return system.only(only) if only else system

    return narrowed


def _form_of(output: Path | None) -> str:
    """The format that the ending of a file's name says; another ending is a slip, or asks for what there is not."""
    name = output.name.lower() if output else ""
    ending = "sarif" if name.endswith(".sarif.json") else Path(name).suffix.removeprefix(".")
    form = ENDINGS.get(ending, ending)
    if form not in SCAN:
        endings = ", ".join(f".{each}" for each in _FOR_FILES)
        problem = f"{str(output)!r} ends in none of {endings} and .txt; name one of these, or a format by --format"
        raise click.BadParameter(problem, param_hint="'-o' / '--output'")
    return form


def _refuse_evidence(output: Path, paths: Iterable[str]) -> None:
    """What is scanned is only read: a report has no place in it."""
    place = output.resolve()
    for path in paths:
        scanned = Path(path).resolve()
        if scanned.is_dir() and place.is_relative_to(scanned):
            raise click.ClickException(f"{output}: lies in {path}, which is only read; name a file elsewhere")


def _asked(kbs: Iterable[str], records: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """The records of the articles somebody names."""
    asked = [record_of(word, records, "'--kb'") for words in kbs for word in words.split(",")]
    return tuple({record.kb: record for record in asked}.values())


def _show(found: Reported, form: str, data: Data, output: Path | None = None, listed: Collection[Verdict] = ()) -> None:
    """Write the report where it should go."""
    place = replace(screen(), color=False, unicode=True) if output else screen()
    lanes = data.lanes if form in DRAWN else ()
    setting = Setting(screen=place, listed=tuple(listed), version=ntfp.__version__, lanes=lanes)
    pieces = SCAN[form](found, setting)
    if not output:
        write(pieces, for_programs=form != "table")
        return
    count = sum(1 for _ in found.systems)
    save(output, pieces, f"{count:,} system{'s' * (count != 1)}")


def _tell(skipped: Sequence[Skipped], files: int, form: str) -> None:
    """What could not be read; programs and pages have it in their report, and a sheet has no place for it."""
    for line in summed_up(skipped, files) if form in ("table", "csv") else ():
        say(line)


def _kept(path: Path) -> str | None:
    """Why a file stays: nobody can tell that it was a report."""
    with path.open("rb") as file:
        begin = file.read(_BEGINNING)
    if not begin or begins_scan(begin):
        return None
    return f"is there already, and is no scan in {_REPLACED}; remove it, or name another file"
