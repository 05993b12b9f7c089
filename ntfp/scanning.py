"""Where the rooms meet: from a path to facts, and from facts to a build.

Files are taken one at a time and handed on at once, so a survey of a hundred
thousand needs no more memory than one of a hundred.
"""

import os
from collections.abc import Iterable, Iterator

from ntfp import identifying
from ntfp.database import shipped_known
from ntfp.errors import ForeignFormatError, MalformedError, ReadError
from ntfp.facts.build import Build, Known
from ntfp.facts.file import FileFacts
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.facts.source import Source
from ntfp.readers import pe
from ntfp.trees import folder

Path = str | os.PathLike[str]


def read(path: Path, *, deep: bool = False) -> FileFacts:
    """What one PE file says: kernels are read whole, others where `deep` asks for it.

    Raises `ReadError`, and nothing else, where there is no PE file to read.
    """
    return _read(folder.file_source(os.fsdecode(path)), deep)


def identify(subject: Path | FileFacts, *, known: Known | None = None) -> Build:
    """Which build a file is: by its path, or by facts already read."""
    facts = subject if isinstance(subject, FileFacts) else read(subject)
    return identifying.identify(facts, known or shipped_known())


def survey(
    paths: Path | Iterable[Path], *, deep: bool = False, known: Known | None = None
) -> Iterator[Identified | Skipped]:
    """Every file of the paths, folders with all below them: identified, or skipped with the reason."""
    known = known or shipped_known()
    if isinstance(paths, str | os.PathLike):  # one path: a text's own letters are never meant
        paths = (paths,)
    for path in [os.fspath(path) for path in paths]:
        for source in folder.walk(path) if folder.is_folder(path) else (folder.file_source(path),):
            if isinstance(source, Skipped):
                yield source
                continue
            try:
                facts = _read(source, deep)
            except ReadError as error:
                yield Skipped(error.source, error.problem, error.offset, _kind(error))
            else:
                yield Identified(facts, identifying.identify(facts, known))


def _kind(error: ReadError) -> SkipKind:
    if isinstance(error, ForeignFormatError):
        return SkipKind.OTHER_FORMAT
    return SkipKind.DAMAGED if isinstance(error, MalformedError) else SkipKind.UNREADABLE


def _read(source: Source, deep: bool) -> FileFacts:
    opened = source.open()
    try:
        facts = pe.read(source, opened)
        if deep or facts.has_kernel_name:
            from ntfp.readers import kernel  # lazily: pefile takes longer to load than most files to read

            facts = kernel.deepen(facts, opened)
        return facts
    finally:
        opened.close()
