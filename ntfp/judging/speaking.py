"""Speaking: which rows of an article speak about which files of a system.

A row speaks only inside its branch, platform and language, and about the file
of its name. Two names lie: a kernel's, so its flavour decides, and hal.dll's,
under which any HAL is installed, so the name inside decides.
"""

from collections.abc import Iterator

import msgspec

from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour
from ntfp.facts.report import Identified
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.system import System
from ntfp.judging.history import branch_of, platform_of

HAL = "hal.dll"
_ENGLISH = "en"


class Spoken(msgspec.Struct, frozen=True):
    """One row that is of the system's branch, platform and language, and the files it speaks about."""

    table: Table
    row: Row
    files: tuple[Identified, ...]
    others: tuple[Identified, ...]  # of its name, and for another platform or in another language


def rows_for(signature: Signature, branch: Branch, system: System) -> tuple[Spoken, ...]:
    """The rows that could speak about this system, whether their files are there or not, as they are printed."""
    files = [file for file in system.files if not file.build.kernel or file in system.kernels]
    files.sort(key=lambda file: file.facts.path)
    ordered = sorted(_of_branch(signature, branch), key=lambda found: _place(found[1]))
    spoken = []
    for table, row in ordered:
        if platform_of(signature, row) in (None, system.build.platform) and _in_language(table, system.build.language):
            named = [file for file in files if names(row, file)]
            about = tuple(file for file in named if speaks(signature, table, row, file))
            spoken.append(Spoken(table, row, about, tuple(file for file in named if file not in about)))
    return tuple(spoken)


def names(row: Row, file: Identified) -> bool:
    """Is it the file the row lists, by the name that can be believed?"""
    if row.file in KERNEL_NAMES:
        return file.build.kernel and _is_flavour(KERNEL_NAMES[row.file], file.build.flavour)
    if file.build.kernel:
        return False
    if file.facts.plain_name == HAL:
        return row.file in file.facts.names_inside  # one that gives itself no name could be any
    return row.file == file.facts.plain_name


def speaks(signature: Signature, table: Table, row: Row, file: Identified) -> bool:
    """Is the row of the file's platform and language?"""
    return platform_of(signature, row) in (None, file.facts.platform) and _in_language(table, file.build.language)


def is_hal(file: str) -> bool:
    """Is it one of the many HALs, of which a system has one, under the name hal.dll?"""
    return file.startswith("hal") and file.endswith(".dll")


def _of_branch(signature: Signature, branch: Branch) -> Iterator[tuple[Table, Row]]:
    for table in signature.tables:
        for row in table.rows:
            if branch_of(signature, table, row) is branch:
                yield table, row


def _place(row: Row) -> tuple[int, str, str]:
    """Where it stands in its article, whatever order it comes in."""
    return row.line, row.file, row.platform or ""


def _in_language(table: Table, language: str | None) -> bool:
    """A table in another language than the file's says nothing about it; a file that names none may be English."""
    return table.language in (None, language or _ENGLISH)


def _is_flavour(named: Flavour, found: Flavour | None) -> bool:
    """Of a kernel whose flavour cannot be told the rows of all flavours speak, and have to agree."""
    return found is None or found is named
