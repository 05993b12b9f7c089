"""Listing: from the records of all articles to the kernels they list, each build once.

Which builds there are is learnt here and written down, so that whoever asks
what a kernel is need not read a record. A row that leaves its branch, its
platform, its day or its size open lists no build that could be told from others.
"""

from collections.abc import Iterable

from ntfp.catalogue.merging import merged, place_of_system, same_build, with_line
from ntfp.facts.build import KERNEL_NAMES, Branch, ListedKernel
from ntfp.facts.signature import Row, Signature, Table, number_of
from ntfp.judging.history import platform_of, rows_by_branch

_FILES = tuple(KERNEL_NAMES)


def listed_kernels(signatures: Iterable[Signature]) -> tuple[ListedKernel, ...]:
    """Every build of a kernel that articles list: by branch, platform and file, each in the order of time."""
    rows = [
        kernel
        for signature in signatures
        for table, row, branch in rows_by_branch(signature)
        if row.file in KERNEL_NAMES and (kernel := _listed(signature, table, row, branch))
    ]
    builds = merged(rows, order=_order, is_one=same_build, together=_together)
    return tuple(sorted(builds, key=_order))


def _listed(signature: Signature, table: Table, row: Row, branch: Branch) -> ListedKernel | None:
    """The kernel of one row, if the row says surely which it is. Localised ones have sizes of their own."""
    platform = platform_of(signature, row)
    if platform is None or row.size is None or row.date is None or row.date_doubt:
        return None
    if signature.doubts_row(table, row) or table.language not in (None, "en"):
        return None
    return ListedKernel(
        file=row.file,
        branch=branch,
        platform=platform,
        size=row.size,
        date=row.date,
        time=row.time,
        articles=(signature.kb,),
        version=row.version,
        utc=table.utc,
        corrected=bool(row.mended),
    )


def _order(kernel: ListedKernel) -> tuple[object, ...]:
    places = *place_of_system(kernel.branch, kernel.platform), _FILES.index(kernel.file)
    return *places, kernel.moments, kernel.size, str(kernel.version), number_of(kernel.articles[0])


def _together(build: ListedKernel, row: ListedKernel) -> ListedKernel:
    return with_line(build, row, corrected=build.corrected and row.corrected)
