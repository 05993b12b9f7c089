"""Systems: from a path to its installations, from each of those to verdicts.

Only the files that signatures name are looked for. How one file is read and
identified is `ntfp.scanning.files`' business.
"""

import os
from collections.abc import Iterable

import msgspec

from ntfp import identifying, judging
from ntfp.errors import ForeignFormatError, InaccessibleError, NoSystemError
from ntfp.facts.build import Known
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.facts.signature import Signature
from ntfp.facts.system import System
from ntfp.facts.verdict import Damaged, Judged, Report
from ntfp.judging import History
from ntfp.scanning.data import Data, shipped_data
from ntfp.scanning.files import Path, identify_source, read_source
from ntfp.trees import folder
from ntfp.trees.installations import DEEPEST, Installation, Search, search


def relatives(signature: Signature, data: Data) -> tuple[Signature, ...]:
    """An article, and all that share a roll-up with it: what is found about them may decide about it."""
    rollups = data.history.rollups
    kin = {signature.kb, *rollups.get(signature.kb, ())}
    return tuple(record for record in data.signatures if not kin.isdisjoint((record.kb, *rollups.get(record.kb, ()))))


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One installation as it was read: where it is, the path of its kernel, what there is to judge."""

    root: str
    kernel: str
    system: System


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """All installations below a path, what could not be read of them, and how many files were asked for."""

    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    files: int


def scan(path: Path, *, data: Data | None = None, signatures: Iterable[Signature] | None = None) -> Report:
    """Every installation of NT below a path, judged by every signature: a volume, a folder of it, or one kernel.

    `data` is what `ntfp.load` made, else what ships; with `signatures` only these are asked. Never stops for a bad
    file: it is listed as skipped. Raises `NoSystemError` where there is no NT, and `ReadError` where the path itself
    cannot be read.
    """
    data = data or shipped_data()
    chosen = data.signatures if signatures is None else tuple(signatures)
    return judged(examine(path, chosen, data.builds), chosen, data)


def examine(path: Path, signatures: Iterable[Signature], known: Known) -> Examined:
    """The files the signatures name, of every installation below the path; the errors are those of `scan`."""
    place = os.fsdecode(path)
    if not folder.is_folder(place):
        return _alone(place, known)
    wanted = {name for signature in signatures for name in (*signature.files, *signature.carriers)}
    looked = search(place, wanted)
    for problem in looked.skipped:
        if problem.path == place:
            raise InaccessibleError(place, problem.problem, problem.offset)
    found, skipped, files = [], list(looked.skipped), 0
    without_kernel: list[Skipped] = []
    for installation in looked.installations:
        kernel = _kernel(installation, known)
        read = [identify_source(source, known, verify=True) for source in installation.others]
        files += 1 + len(read)
        skipped += [*installation.skipped, *(entry for entry in read if isinstance(entry, Skipped))]
        if isinstance(kernel, Skipped):
            without_kernel.append(kernel)
            continue
        system = System(build=kernel.build, files=(kernel, *(file for file in read if isinstance(file, Identified))))
        found.append(Found(root=installation.root, kernel=kernel.facts.path, system=system))
    if not found:
        for entry in (*without_kernel, *looked.skipped):
            if entry.kind is SkipKind.UNREADABLE:  # it may be there that the system is
                raise InaccessibleError(entry.path, entry.problem, entry.offset)
        raise NoSystemError(place, _why_none(looked, without_kernel))
    return Examined(found=tuple(found), skipped=(*skipped, *without_kernel), files=files)


def judged(examined: Examined, signatures: Iterable[Signature], data: Data) -> Report:
    """What every signature says of every installation, by what the data teach."""
    chosen = tuple(signatures)
    systems = tuple(_judged(found, chosen, data.history) for found in examined.found)
    return Report(systems=systems, skipped=examined.skipped, basis=data.basis)


def _judged(found: Found, chosen: tuple[Signature, ...], history: History) -> Judged:
    findings = judging.judge_all(chosen, found.system, history)
    files = [file.facts for file in found.system.files]
    return Judged(
        root=found.root,
        kernel=found.kernel,
        build=found.system.build,
        findings=findings,
        damaged=tuple(Damaged(facts.path, facts.damage) for facts in files if facts.damage),
        disagreements=judging.disagreements(chosen, findings, found.system, history),
    )


def _alone(path: str, known: Known) -> Examined:
    """A system made of one file: a kernel, under whatever name."""
    try:
        facts = read_source(folder.file_source(path))
    except ForeignFormatError as error:
        raise NoSystemError(path, error.problem) from error
    kernel = Identified(facts, identifying.identify(facts, known))
    if problem := _no_kernel(kernel):
        raise NoSystemError(path, problem)
    found = Found(root=path, kernel=path, system=System(build=kernel.build, files=(kernel,)))
    return Examined(found=(found,), skipped=(), files=1)


def _kernel(installation: Installation, known: Known) -> Identified | Skipped:
    """The kernel that boots, or why there is none."""
    if isinstance(installation.kernel, Skipped):
        return installation.kernel
    kernel = identify_source(installation.kernel, known, verify=True)
    if isinstance(kernel, Identified) and (problem := _no_kernel(kernel)):
        return Skipped(kernel.facts.path, problem, kind=SkipKind.OTHER_FORMAT)
    return kernel


def _no_kernel(file: Identified) -> str | None:
    """Why a file is not a kernel of Windows NT, if it is not."""
    if file.build.foreign:
        return f"{'a kernel' if file.build.kernel else 'a file'} of {file.build.foreign}, not of Windows"
    if file.build.kernel:
        return None
    cut = [remark.detail for remark in file.facts.remarks if remark.oddity in (Oddity.TRUNCATED, Oddity.HEADERS_ODD)]
    if cut:
        return f"no kernel that could be told: {cut[0]}"
    inside = f": it calls itself {file.facts.names_inside[0]}" if file.facts.names_inside else ""
    return f"no kernel{inside}"


def _why_none(looked: Search, without_kernel: list[Skipped]) -> str:
    """What there is instead of a system: the first kernel that is none, or what is missing."""
    for skipped in without_kernel:
        at = "" if skipped.offset is None else f" at offset {skipped.offset:#x}"
        return f"{skipped.path}{at}: {skipped.problem}"
    here = f"in {looked.files:,} file{'s' * (looked.files != 1)} of its first {DEEPEST} levels"
    if looked.empty:
        return f"no kernel in {looked.empty[0]}"
    if looked.astray:
        return f"no system32 folder {here}; a kernel lies at {looked.astray[0]}"
    return f"no system32 folder and no kernel {here}"
