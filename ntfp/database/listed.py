"""`kernels.toml`: the kernels that articles list, read.

The file is made from the records, so that a kernel can be held against all of
them without reading one. A mistake in it is answered like one in any other
file, since nobody is kept from editing it.

`ntfp.database.writing` writes it; `signatures/FORMAT.md` is its manual.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from ntfp.database.values import Article, Dotted, NtBranch, NtPlatform, Positive
from ntfp.database.written import Mistake, Written
from ntfp.facts.build import Branch, ListedKernel
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion

LISTED = "kernels.toml"


class Kernel(Written, frozen=True, kw_only=True):
    """One build, in the words of the file."""

    file: Literal["ntoskrnl.exe", "ntkrnlmp.exe", "ntkrnlpa.exe", "ntkrpamp.exe"]
    branch: NtBranch
    platform: NtPlatform
    size: Positive
    date: dt.date
    time: dt.time | None = None
    articles: tuple[Article, ...]
    version: Dotted | None = None
    utc: bool = False
    corrected: bool = False

    def mistakes(self) -> Iterator[Mistake]:
        if self.articles == ():
            yield "articles", "expected one article or more, found none"


class Kernels(Written, frozen=True):
    """The file as a whole."""

    kernels: tuple[Kernel, ...]


def listed_kernels(written: Kernels) -> tuple[ListedKernel, ...]:
    """What the file lists."""
    return tuple(
        ListedKernel(
            file=row.file,
            branch=Branch(row.branch),
            platform=Platform(row.platform),
            size=row.size,
            date=row.date,
            time=row.time,
            articles=row.articles,
            version=FileVersion.parse(row.version) if row.version else None,
            utc=row.utc,
            corrected=row.corrected,
        )
        for row in written.kernels
    )
