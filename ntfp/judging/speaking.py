"""Speaking: which rows of an article speak about which files of a system.

A row speaks only inside its branch, platform and language, and about the file
of its name. Two names lie: a kernel's, so its flavour decides, and hal.dll's,
under which any HAL is installed, so the name inside decides.
"""

import msgspec

from ntfp.facts.build import KERNEL_NAMES, Flavour
from ntfp.facts.report import Identified
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.system import System
from ntfp.facts.version import FileVersion
from ntfp.judging.history import platform_of, rows_by_branch

_ENGLISH = "en"
_NO_VERSION = FileVersion(0, 0, 0, 0)


class Spoken(msgspec.Struct, frozen=True):
    """One row that is of the system's branch and platform, and the files it speaks about."""

    table: Table
    row: Row
    files: tuple[Identified, ...]
    others: tuple[Identified, ...]  # of its name, and for another platform
    meant: bool  # is it for the system's own language, so that its file should be there?


def rows_for(signature: Signature, system: System) -> tuple[Spoken, ...]:
    """The rows that could speak about this system, whether their files are there or not, as they are printed."""
    listed = [(table, row) for table, row, branch in rows_by_branch(signature) if branch is system.build.branch]
    spoken = []
    for table, row in sorted(listed, key=lambda found: _place(found[1])):
        if platform_of(signature, row) in (None, system.build.platform):
            flavour = KERNEL_NAMES.get(row.file)
            named = [file for file in system.named(row.file) if flavour is None or _is_flavour(flavour, file)]
            about = tuple(file for file in named if file.facts.platform is system.build.platform)
            others = tuple(file for file in named if file not in about)
            spoken.append(Spoken(table, row, about, others, in_language(table, system.build.language)))
    return tuple(spoken)


def _place(row: Row) -> tuple[object, ...]:
    """Where it stands in its article, whatever order it comes in; the rest is for rows that share a line."""
    return row.line, row.file, row.platform or "", row.size or 0, row.version or _NO_VERSION


def in_language(table: Table, language: str | None) -> bool:
    """A table in another language than the file's says nothing about it; a file that names none may be English."""
    return table.language in (None, language or _ENGLISH)


def _is_flavour(named: Flavour, kernel: Identified) -> bool:
    """Of a kernel whose flavour cannot be told the rows of all flavours speak, and have to agree."""
    return kernel.build.flavour in (None, named)
