"""The rows of the tables of builds: from what is known of Windows NT to one line for each thing that is known.

What the columns mean is told in `ntfp.catalogue.tables.build_headings`, in the same order.
"""

import datetime as dt
from collections.abc import Iterator

from ntfp.catalogue.tables.article_rows import Row, version_key
from ntfp.facts.build import Branch, Known, KnownBuild, Line, pack_title


def branch_row(branch: Branch, line: Line | None) -> Row:
    """One branch; of one that is only spoken of nothing is known but its name."""
    if line is None:
        return branch, *(None,) * 8
    version = f"{line.version[0]}.{line.version[1]}"
    return branch, line.title, version, *line.builds, *line.lived, line.numbers_order, line.rising_from


def build_rows(known: Known) -> Iterator[tuple[str, Row]]:
    """Every row with the name of its table."""
    for line in known.lines:
        for place, pack in enumerate(line.packs):
            by = line.by_hotfix.get(pack)
            called, told_by = (by.base, by.kb) if by else (None, None)
            yield "packs", (line.branch, pack, place, pack_title(pack), line.there.get(pack), called, told_by)
        for number, mixed in enumerate(line.mixed):
            for pack in dict.fromkeys(mixed.packs):
                yield "mixed_numbers", (line.branch, number, pack, *mixed.revisions)
    builds = [(True, build) for build in known.kernels]
    builds += [(False, build) for modules in known.modules.values() for build in modules]
    for number, (kernel, build) in enumerate(builds):
        yield "builds", (number, kernel, *_build(build))
        yield from (("build_packs", (number, pack, build.branch)) for pack in dict.fromkeys(build.packs))
    yield from _packs(known)
    for number, listed in enumerate(known.listed):
        which = listed.file, listed.flavour, listed.branch, listed.platform
        when = listed.date, listed.time, listed.utc
        version = listed.version, version_key(listed.version)
        yield "kernels", (number, *which, listed.size, *when, *version, listed.corrected)
        yield from (("kernel_articles", (number, kb)) for kb in dict.fromkeys(listed.articles))


def _build(build: KnownBuild) -> Row:
    names = build.flavour, build.title, build.label
    linked = build.link and build.link.astimezone(dt.UTC)
    inside = build.version, version_key(build.version), linked, build.size
    return build.file, build.branch, build.platform, *names, *inside, build.printed, build.source


def _packs(known: Known) -> Iterator[tuple[str, Row]]:
    for number, pack in enumerate(known.packs):
        whose = pack.branch, pack.pack, pack.platform
        yield "pack_lists", (number, *whose, pack.stamp, pack.source)
        for file, size in sorted(pack.files.items()):
            yield "pack_files", (number, file, size, *whose)
    for number, stamp in enumerate(known.stamps):
        yield "stamps", (number, stamp.branch, stamp.day, stamp.clock, stamp.source)
        yield from (("stamp_packs", (number, pack, stamp.branch)) for pack in dict.fromkeys(stamp.packs))
