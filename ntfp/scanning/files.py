"""Files: from a path to facts, from facts to a build.

`survey` hands each file on at once, so that a hundred thousand need no more
memory than a hundred. Nothing is judged here: that is `ntfp.scanning.systems`.
"""

import os
from collections.abc import Iterable, Iterator

from ntfp import database, identifying
from ntfp.errors import ForeignFormatError, MalformedError, ReadError
from ntfp.facts.build import Build, Known
from ntfp.facts.file import FileFacts
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.facts.source import Source
from ntfp.readers import pe
from ntfp.readers.checksum import verified
from ntfp.trees import folder

Path = str | os.PathLike[str]


def read(path: Path, *, deep: bool = False) -> FileFacts:
    """What one PE file says: kernels are read whole, others where `deep` asks for it.

    Raises `ReadError`, and nothing else, where there is no PE file to read.
    """
    return read_source(folder.file_source(os.fsdecode(path)), deep=deep)


def identify(subject: Path | FileFacts, *, known: Known | None = None) -> Build:
    """Which build a file is: by its path, or by facts already read."""
    facts = subject if isinstance(subject, FileFacts) else read(subject)
    return identifying.identify(facts, known or database.shipped_known())


def survey(
    paths: Path | Iterable[Path], *, deep: bool = False, known: Known | None = None
) -> Iterator[Identified | Skipped]:
    """Every file of the paths, folders with all below them: identified, or skipped with the reason."""
    known = known or database.shipped_known()
    if isinstance(paths, str | os.PathLike):  # one path: a text's own letters are never meant
        paths = (paths,)
    for path in [os.fspath(path) for path in paths]:
        for source in folder.walk(path) if folder.is_folder(path) else (folder.file_source(path),):
            yield source if isinstance(source, Skipped) else identify_source(source, known, deep=deep)


def identify_source(source: Source, known: Known, *, deep: bool = False, verify: bool = False) -> Identified | Skipped:
    """One file of many: identified, or skipped with the reason."""
    try:
        facts = read_source(source, deep=deep, verify=verify)
    except ReadError as error:
        return skipped_by(error)
    return Identified(facts, identifying.identify(facts, known))


def read_source(source: Source, *, deep: bool = False, verify: bool = False) -> FileFacts:
    """What one file says; where asked for, with its checksum verified."""
    opened = source.open()
    try:
        facts = pe.read(source, opened)
        if deep or facts.has_kernel_name:
            from ntfp.readers import kernel  # lazily: pefile takes longer to load than most files to read

            return kernel.deepen(facts, opened)
        return verified(facts, opened) if verify else facts
    finally:
        opened.close()


def skipped_by(error: ReadError) -> Skipped:
    """The file an error is about, as a result."""
    if isinstance(error, ForeignFormatError):
        kind = SkipKind.OTHER_FORMAT
    else:
        kind = SkipKind.DAMAGED if isinstance(error, MalformedError) else SkipKind.UNREADABLE
    return Skipped(error.source, error.problem, error.offset, kind)
