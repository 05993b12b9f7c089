"""`ntfp scan`: which fixes a system has, and which it lacks."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import click
from msgspec.structs import replace

from ntfp.cli.articles import kb_of, record_of
from ntfp.cli.data import by_signatures, data_of
from ntfp.cli.files import STANDARD_OUTPUT, refuse_file
from ntfp.cli.output import say, screen, system_words, write
from ntfp.cli.progress import progress
from ntfp.cli.skips import NEXT, summed_up
from ntfp.errors import MalformedError, NoSystemError, ReadError
from ntfp.facts.report import SkipKind
from ntfp.facts.signature import Signature
from ntfp.facts.verdict import Judged, Report, Summary, Verdict
from ntfp.reports import SCAN, scan_as_table
from ntfp.scanning import systems
from ntfp.scanning.data import Data
from ntfp.scanning.systems import Examined

UNFIXED, FAILED, UNKNOWN, NO_SYSTEM = 1, 2, 3, 4
_REPORTS = ('{"schema": 1, "kind": "scan"', '{"schema":1,"kind":"', "\ufeffroot,kb,verdict")  # how one begins


def _verdicts(_: click.Context, __: click.Parameter, words: str | None) -> tuple[Verdict, ...]:
    """The verdicts somebody names."""
    named = [word.strip().lower() for word in words.split(",")] if words is not None else []
    for word in named:
        if word not in list(Verdict):
            raise click.BadParameter(f"{word!r} is no verdict; name some of {', '.join(Verdict)}")
    return tuple(verdict for verdict in Verdict if verdict in named)


@click.command(short_help="Say which fixes a system has.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(list(SCAN)), default="table", show_default=True)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="Write the report to FILE, all of it or nothing. A report of ntfp is replaced, any other file is not.",
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
    form: str,
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
    data = data_of(places)
    asked = _asked(kbs, data.signatures)
    signatures = _with_relatives(asked, data) if asked else data.signatures
    examined, failed = examine_all(paths, signatures, data)
    if failed and not examined.found:
        return failed
    found = systems.judged(examined, signatures, data)
    if asked:
        found = _of(found, asked)
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
    done: list[Examined] = []
    codes: set[int] = set()
    wrong: list[str] = []
    with progress(None, "reading files") as tick:
        for path in dict.fromkeys(paths):
            try:
                done.append(examine(path, signatures, data, tick))
            except (click.ClickException, NoSystemError) as error:
                wrong.append(str(error))
                codes.add(NO_SYSTEM if isinstance(error, NoSystemError) else FAILED)
    for line in wrong:  # when the bar is gone
        say(line)
    together = Examined(
        found=tuple(found for each in done for found in each.found),
        skipped=tuple(skipped for each in done for skipped in each.skipped),
        files=sum(each.files for each in done),
    )
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


def _asked(kbs: Iterable[str], records: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """The records of the articles somebody names."""
    named = [word for words in kbs for word in words.split(",")]
    for word in named:
        if kb_of(word) is None:
            raise click.BadParameter(f"{word!r} is no article's number", param_hint="'--kb'")
    return tuple({record.kb: record for record in (record_of(word, records) for word in named)}.values())


def _with_relatives(asked: Iterable[Signature], data: Data) -> tuple[Signature, ...]:
    """With all that a verdict on them may depend on, in the order of the data."""
    kin = {record.kb for one in asked for record in systems.relatives(one, data)}
    return tuple(record for record in data.signatures if record.kb in kin)


def _of(found: Report, asked: Collection[Signature]) -> Report:
    """Of all that was judged the articles that were asked for: no others are listed or counted."""
    kbs = {record.kb for record in asked}

    def of(system: Judged) -> Judged:
        findings, disagreements = (
            tuple(finding for finding in each if finding.kb in kbs) for each in (system.findings, system.disagreements)
        )
        # That a few articles are about another Windows does not say that none is about this one.
        summary = replace(Summary.counting(findings), unheard_of=False)
        return replace(system, findings=findings, disagreements=disagreements, summary=summary)

    return replace(found, systems=tuple(map(of, found.systems)))


def _show(found: Report, form: str, output: Path | None = None, listed: Collection[Verdict] = ()) -> None:
    """Write the report where it should go."""
    shown = replace(screen(), color=False, unicode=True) if output else screen()
    pieces = scan_as_table(found, shown, listed) if form == "table" else SCAN[form](found, shown)
    if not output:
        write(pieces, for_programs=form != "table")
        return
    from ntfp.database.writing import write_whole  # lazily: most reports go to standard output

    content = "".join(pieces).encode()
    try:
        write_whole(output, content)
    except OSError as error:
        raise click.ClickException(f"{output}: cannot be written: {system_words(error)}") from error
    count = len(found.systems)
    say(f"{output}: {count:,} system{'s' * (count != 1)}, {len(content):,} bytes")


def _tell(examined: Examined, form: str) -> None:
    """What could not be read; programs find it in their report, and a sheet has no place for it."""
    for line in summed_up(examined.skipped, examined.files) if form in ("table", "csv") else ():
        say(line)


def _kept(path: Path) -> str | None:
    """Why a file stays: nobody can tell that it was a report."""
    with path.open("rb") as file:
        begin = file.read(100)
    if not begin or begin.decode("utf-8", "replace").startswith(_REPORTS):
        return None
    return "is there already, and is no report in json, jsonl or csv; remove it, or name another file"
