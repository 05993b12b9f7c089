"""Systems: from a place to its installations, from each of those to verdicts.

Only the files that signatures name are looked for. How one installation is
read is `ntfp.scanning.installed`'s business, one file `ntfp.scanning.files`'.
"""

import os
from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec.structs import replace

from ntfp import identifying, judging
from ntfp.errors import ForeignFormatError, InaccessibleError, NoSystemError
from ntfp.facts.build import Known
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.facts.signature import Signature
from ntfp.facts.system import System
from ntfp.facts.tree import Tree
from ntfp.facts.verdict import Damaged, Judged, Report, Summary, Verdict
from ntfp.judging import History
from ntfp.scanning.data import Data, load, shipped_data
from ntfp.scanning.files import Path, read_source
from ntfp.scanning.installed import Found, Installed, no_kernel
from ntfp.trees import folder
from ntfp.trees.installations import DEEPEST, Search, search


def with_relatives(asked: Iterable[Signature], data: Data) -> tuple[Signature, ...]:
    """These, and all that share a roll-up with one of them: what is found about those may decide about it."""
    chosen = {signature.kb: signature for signature in asked}
    rollups = data.history.rollups
    kin = {rollup for kb in chosen for rollup in (kb, *rollups.get(kb, ()))}
    beside = (one for one in data.signatures if not kin.isdisjoint((one.kb, *rollups.get(one.kb, ()))))
    return tuple({**{signature.kb: signature for signature in beside}, **chosen}.values())


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """Installations, what could not be read of them, and how many files were asked for: of a place, or a part of it."""

    found: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    files: int = 0

    @classmethod
    def together(cls, parts: "Iterable[Examined]") -> "Examined":
        whole = tuple(parts)
        return cls(
            found=tuple(found for part in whole for found in part.found),
            skipped=tuple(skipped for part in whole for skipped in part.skipped),
            files=sum(part.files for part in whole),
        )


def scan(
    place: Path | Tree,
    *,
    signatures: Path | Iterable[Signature] | None = None,
    data: Data | None = None,
    only: Iterable[Verdict | str] | None = None,
) -> Report:
    """Every installation of NT in a place, judged by every signature: a volume, a folder of it, or one kernel.

    The place is a path, or a `Tree` of the caller's own. `signatures` are records to ask in the place of all, or where
    the user's own lie; `data` is what `ntfp.load` made, else what ships. `only` lists the findings of some verdicts.
    Never stops for a bad file: it is listed as skipped. Raises `NoSystemError` where there is no NT, and `ReadError`
    where the place itself cannot be read.
    """
    if isinstance(signatures, str | os.PathLike):
        if data is not None:
            raise TypeError("signatures at a path are laid over what ships: load them with the data")
        data, signatures = load(signatures), None
    verdicts = None if only is None else verdicts_of(only)
    data = data or shipped_data()
    chosen = data.signatures if signatures is None else tuple(signatures)
    asked = chosen if signatures is None else with_relatives(chosen, data)
    report = judged(examine(place, asked, data.builds), asked, data)
    if signatures is not None:
        report = report.about(signature.kb for signature in chosen)
    return report if verdicts is None else report.only(verdicts)


def verdicts_of(only: Iterable[Verdict | str]) -> tuple[Verdict, ...]:
    """The verdicts that are meant: several, or one alone by its word."""
    return tuple(Verdict(word) for word in ((only,) if isinstance(only, str) else only))


def examine(
    place: Path | Tree, signatures: Iterable[Signature], known: Known, tick: Callable[[], object] = bool
) -> Examined:
    """The files the signatures name, of every installation of the place; the errors are those of `scan`.

    `tick` is called before each file is read.
    """
    return Examined.together(examine_each(place, signatures, known, tick))


def examine_each(
    place: Path | Tree, signatures: Iterable[Signature], known: Known, tick: Callable[[], object] = bool
) -> Iterator[Examined]:
    """The same, an installation at a time as it has been read. The errors come at the end: nothing was found then."""
    if isinstance(place, str | os.PathLike) and not folder.is_folder(os.fsdecode(place)):
        yield _alone(os.fsdecode(place), known)
        return
    tree = folder.as_tree(place)
    wanted = {name for signature in signatures for name in (*signature.files, *signature.carriers)}
    looked = search(tree, wanted)
    for problem in looked.skipped:
        if problem.path == tree.root and not looked.installations:
            raise InaccessibleError(tree.root, problem.problem, problem.offset)
    yield Examined(skipped=looked.skipped)
    without_kernel: list[Skipped] = []
    unjudged: list[Skipped] = []
    for installation in looked.installations:
        installed = Installed(installation, known, tick)
        one = installed.read()
        found = () if isinstance(one, Skipped) else (one,)
        yield Examined(found=found, skipped=tuple(installed.skipped), files=installed.files)
        if isinstance(one, Skipped):
            without_kernel.append(one)
            unjudged.append(replace(one, problem=f"{one.problem}; the system at {installation.root} is not judged"))
    if len(without_kernel) == len(looked.installations):
        for entry in (*without_kernel, *looked.skipped):
            if entry.kind is SkipKind.UNREADABLE:  # it may be there that the system is
                raise InaccessibleError(entry.path, entry.problem, entry.offset)
        raise NoSystemError(tree.root, _why_none(looked, without_kernel))
    yield Examined(skipped=tuple(unjudged))


def judged(examined: Examined, signatures: Iterable[Signature], data: Data) -> Report:
    """What every signature says of every installation, by what the data teach."""
    systems = tuple(map(judge_of(signatures, data), examined.found))
    return Report(systems=systems, skipped=examined.skipped, basis=data.basis)


def judge_of(signatures: Iterable[Signature], data: Data) -> Callable[[Found], Judged]:
    """What judges one installation by every signature."""
    chosen = tuple(signatures)
    titles = {signature.kb: signature.title for signature in data.signatures}
    return lambda found: _judged(found, chosen, data.history, titles)


def _judged(found: Found, chosen: tuple[Signature, ...], history: History, titles: dict[str, str]) -> Judged:
    system = found.system
    findings = judging.judge_all(chosen, system, history)
    files = [file.facts for file in system.files]
    hals = sorted(facts.path for facts in files if facts.plain_name == system.hal)
    odd = judging.odd_about_registry(system, history)
    return Judged(
        root=found.root,
        kernel=found.kernel,
        hal=hals[0] if hals else None,
        build=system.build,
        linked=history.link_of(system.files[0].facts, system.build.branch),
        claims=system.claims,
        rollups=judging.installed_rollups(titles, system, history),
        summary=Summary.counting(findings),
        findings=findings,
        damaged=tuple(Damaged(facts.path, facts.damage) for facts in files if facts.damage),
        disagreements=judging.disagreements(chosen, findings, system, history),
        aside=found.aside,
        remarks=(*found.remarks, *([odd] if odd else [])),
    )


def _alone(path: str, known: Known) -> Examined:
    """A system made of one file: a kernel, under whatever name."""
    try:
        facts = read_source(folder.file_source(path))
    except ForeignFormatError as error:
        raise NoSystemError(path, error.problem) from error
    kernel = Identified(facts, identifying.identify(facts, known))
    if problem := no_kernel(kernel):
        raise NoSystemError(path, problem)
    found = Found(root=path, kernel=path, system=System(build=kernel.build, files=(kernel,)))
    return Examined(found=(found,), skipped=(), files=1)


def _why_none(looked: Search, without_kernel: list[Skipped]) -> str:
    """What there is instead of a system: the first kernel that is none, or what is missing."""
    for skipped in without_kernel:
        at = "" if skipped.offset is None else f" at offset {skipped.offset:#x}"
        return f"{skipped.path}{at}: {skipped.problem}"
    if looked.compressed:
        return f"{looked.compressed[0]} is a kernel as setup's media have it, compressed: expand it first"
    here = f"in {looked.files:,} file{'s' * (looked.files != 1)} of its first {DEEPEST} levels"
    if looked.empty:
        return f"no kernel in {looked.empty[0]}"
    if looked.astray:
        return f"no system32 folder {here}; a kernel lies at {looked.astray[0]}"
    return f"no system32 folder and no kernel {here}"
