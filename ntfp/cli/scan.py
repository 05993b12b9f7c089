"""`ntfp scan`: which fixes a system has, and which it lacks."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import click
from msgspec.structs import replace

from ntfp.cli.articles import record_of
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.files import STANDARD_OUTPUT, refuse_file, save
from ntfp.cli.joining import joined
from ntfp.cli.output import say, screen, write
from ntfp.cli.progress import progress
from ntfp.cli.skips import NEXT, summed_up
from ntfp.errors import MalformedError, NoSystemError, ReadError
from ntfp.facts.report import SkipKind
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Report, Verdict
from ntfp.reports import SCAN, begins_scan, scan_as_table
from ntfp.scanning import systems
from ntfp.scanning.data import Data
from ntfp.scanning.systems import Examined

UNFIXED, FAILED, UNKNOWN, NO_SYSTEM = 1, 2, 3, 4


def _verdicts(_: click.Context, __: click.Parameter, words: str | None) -> tuple[Verdict, ...]:
    """The verdicts somebody names."""
    named = [word.strip().lower() for word in words.split(",")] if words is not None else []
    for word in named:
        if word not in list(Verdict):
            raise click.BadParameter(f"{word!r} is no verdict; name some of {', '.join(Verdict)}")
    return tuple(verdict for verdict in Verdict if verdict in named)


@click.command(short_help="Say which fixes a system has.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(list(SCAN)),
    help="How the report is written.  [default: as the ending of FILE says, else table]",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="Write the report to FILE, all of it or nothing. A FILE that is there is replaced where it is empty, or a scan"
    " in json, jsonl or csv; any other stays, a scan as a table, too.",
)  # fmt: skip
@click.option(
    "--kb", "kbs", metavar="KB", multiple=True,
    help="Only these articles, with or without Q or KB; several with commas, or given several times.",
)  # fmt: skip
@click.option(
    "--only", metavar="VERDICTS", callback=_verdicts,
    help=f"List only these verdicts: some of {', '.join(Verdict)}, with commas. All are counted.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="List every verdict in a line of its own, not-applicable included.")
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

    PATH is a mounted volume, the folder of an NT (WINNT), its system32, or one
    kernel. Only the files that articles list are read. The table lists what is
    unfixed and unknown; json, jsonl and csv have every verdict and its evidence.

    Exit codes: 0 nothing unfixed or unknown, 1 something unfixed, 2 could not
    run, 3 nothing worse than unknown, or a Windows no article is about, 4 no NT
    system or kernel found. Of several PATHs one that fails decides: 2 or 4.
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
    examined, failed = examine_all(paths, signatures, data)
    if failed and not examined.found:
        return failed
    found = systems.judged(examined, signatures, data)
    if asked:
        found = found.about(record.kb for record in asked)
    if only:
        found = found.only(only)
    listed = only or tuple(Verdict) * bool(every or asked)
    _show(found, form, output, listed)
    _tell(examined, form)
    code = failed or exit_code(found)
    return 0 if exit_zero and code in (UNFIXED, UNKNOWN) else code


def report(path: str, form: str, data: Data) -> Report:
    """Write what a scan of all articles found, and what it could not read."""
    examined = examine(path, data.signatures, data)
    found = systems.judged(examined, data.signatures, data)
    _show(found, form)
    _tell(examined, form)
    return found


def examine_all(paths: Iterable[str], signatures: tuple[Signature, ...], data: Data) -> tuple[Examined, int]:
    """The systems of all paths, and the exit code of those that have none: what is wrong with each is said."""
    done: dict[str, Examined] = {}
    codes: set[int] = set()
    wrong: list[str] = []
    with progress(None, "reading files") as tick:
        for path in dict.fromkeys(paths):
            try:
                done[path] = examine(path, signatures, data, tick)
            except (click.ClickException, NoSystemError) as error:
                wrong.append(str(error))
                codes.add(NO_SYSTEM if isinstance(error, NoSystemError) else FAILED)
    together, twice = joined(done)
    for line in (*wrong, *twice):  # when the bar is gone
        say(line)
    return together, min(codes, default=0)


def examine(path: str, signatures: tuple[Signature, ...], data: Data, tick: Callable[[], object] = bool) -> Examined:
    """The systems at a path the user named; where it cannot be read, the error says what to do."""
    try:
        return systems.examine(path, signatures, data.builds, tick)
    except ReadError as error:
        kind = SkipKind.DAMAGED if isinstance(error, MalformedError) else SkipKind.UNREADABLE
        shown = str(error) if error.source else f"''{error}"
        raise click.ClickException(f"{shown}; {NEXT[kind]}") from error


def exit_code(found: Report) -> int:
    """The worst that was found."""
    counts = found.counts
    if counts[Verdict.UNFIXED]:
        return UNFIXED
    return UNKNOWN if counts[Verdict.UNKNOWN] or any(system.summary.unheard_of for system in found.systems) else 0


def _form_of(output: Path | None) -> str:
    """The format that the ending of a file's name says."""
    ending = output.suffix.lower().lstrip(".") if output else ""
    return ending if ending in SCAN else "table"


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


def _show(found: Report, form: str, output: Path | None = None, listed: Collection[Verdict] = ()) -> None:
    """Write the report where it should go."""
    shown = replace(screen(), color=False, unicode=True) if output else screen()
    pieces = scan_as_table(found, shown, listed) if form == "table" else SCAN[form](found, shown)
    if not output:
        write(pieces, for_programs=form != "table")
        return
    count = len(found.systems)
    save(output, pieces, f"{count:,} system{'s' * (count != 1)}")


def _tell(examined: Examined, form: str) -> None:
    """What could not be read; programs find it in their report, and a sheet has no place for it."""
    for line in summed_up(examined.skipped, examined.files) if form in ("table", "csv") else ():
        say(line)


def _kept(path: Path) -> str | None:
    """Why a file stays: nobody can tell that it was a report."""
    with path.open("rb") as file:
        begin = file.read(100)
    if not begin or begins_scan(begin):
        return None
    return "is there already, and is no scan in json, jsonl or csv; remove it, or name another file"
