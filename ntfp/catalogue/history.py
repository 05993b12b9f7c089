"""History: every build of one file that is on record, in the order of time.

Three kinds of sources say that a build was there: somebody recorded it, a list
of a whole pack names it, a row of an article lists it. What is surely one build
is one line; what may be two stays two.

A link time is UTC, the others are local and their zone is unsaid: for the order
they are taken for Redmond's, so lines of one day may stand the wrong way round
where their clocks differ. No verdict rests on this order.
"""

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ntfp.catalogue.merging import merged, place_of_system, same_build, with_line
from ntfp.catalogue.searching import may_be_of
from ntfp.facts.build import Branch, Known, KnownBuild
from ntfp.facts.lookup import Appearance, Caveat, Clock
from ntfp.facts.platform import Platform
from ntfp.facts.signature import Row, Signature, Table, number_of
from ntfp.judging.history import branch_of, platform_of

_REDMOND = dt.timedelta(hours=8)  # behind UTC, at most
_NEVER = dt.datetime.combine(dt.date.max, dt.time())
_HOUR, _MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


def history(
    file: str,
    signatures: Sequence[Signature],
    known: Known,
    *,
    branch: Branch | None = None,
    platform: Platform | None = None,
) -> tuple[Appearance, ...]:
    """Every build of the file: by branch and platform, each in the order of time.

    What a row leaves open is of each branch and platform that its article names.
    """
    file = file.casefold()
    builds = _with_packs(file, known, list(_recorded(file, known)))
    for line in merged(_listed(file, signatures), order=_place, is_one=_is_one, together=_together):
        _add(builds, line)
    articles = {signature.kb: signature for signature in signatures}
    asked = (build for build in builds if _may_be_of(build, [articles[kb] for kb in build.articles], branch, platform))
    named = (replace(one, title=articles[one.articles[0]].title) if one.articles else one for one in asked)
    return tuple(sorted(named, key=_place))


def _is_marked(name: str, file: str) -> bool:
    """Is it a name with a mark behind it: "hal.dll.softex"? A name without an ending is nobody's beginning."""
    return "." in file and name.startswith(f"{file}.")


def file_names(signatures: Iterable[Signature], known: Known) -> frozenset[str]:
    """Every name of a file of which a build is on record."""
    listed = {file for signature in signatures for file in signature.files}
    packed = {file for pack in known.packs for file in pack.files}
    return frozenset(listed | packed | known.modules.keys() | {build.file for build in known.kernels})


def names_like(file: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names somebody may have meant, the likeliest first."""
    return tuple(difflib.get_close_matches(file.casefold(), sorted(names), n=3))


def _may_be_of(build: Appearance, articles: list[Signature], branch: Branch | None, platform: Platform | None) -> bool:
    """As far as is said, or by one of its articles."""
    said = build.branch, build.platform
    if not articles:
        return branch in (None, build.branch) and platform in (None, build.platform)
    return any(may_be_of(signature, said, branch, platform) for signature in articles)


def _recorded(file: str, known: Known) -> Iterator[Appearance]:
    """The builds that somebody recorded, and those that lie under the same name with a mark behind it."""
    others = (build for name in sorted(known.modules) for build in known.modules[name])
    for build in (*known.kernels, *others):
        if build.file == file or _is_marked(build.file, file):
            yield _of_known(build, file)


def _of_known(build: KnownBuild, file: str) -> Appearance:
    link = build.link.replace(tzinfo=None) if build.link else None
    mark = build.file.removeprefix(file).lstrip(".")
    return Appearance(
        file=file,
        branch=build.branch,
        platform=build.platform,
        date=link.date() if link else build.printed,
        time=link.time() if link else None,
        clock=Clock.LINK if link else Clock.LOCAL,
        size=build.size,
        version=build.version,
        packs=build.packs,
        label=", ".join(filter(None, (build.label, mark))) or None,
        sources=(build.source,),
    )


def _with_packs(file: str, known: Known, builds: list[Appearance]) -> list[Appearance]:
    """The same, and what the lists of whole packs add: the stamp of a build, or one that nobody recorded."""
    for pack in known.packs:
        for name, size in pack.files.items():
            if name != file and not _is_marked(name, file):
                continue
            mark = name.removeprefix(file).lstrip(".")
            found = next(
                (
                    number
                    for number, build in enumerate(builds)
                    if (build.branch, build.platform, build.size) == (pack.branch, pack.platform, size)
                    and pack.pack in build.packs
                    and mark in (build.label or "")
                ),
                None,
            )
            if found is not None:
                sources = (*builds[found].sources, pack.source)
                builds[found] = replace(
                    builds[found], stamps=(*builds[found].stamps, (pack.pack, pack.stamp)), sources=sources
                )
                continue
            listed = Appearance(
                file=file,
                branch=pack.branch,
                platform=pack.platform,
                date=pack.stamp.date(),
                time=pack.stamp.time(),
                clock=Clock.STAMP,
                size=size,
                packs=(pack.pack,),
                label=mark or None,
                sources=(pack.source,),
            )
            builds.append(listed)
    return builds


def _listed(file: str, signatures: Iterable[Signature]) -> Iterator[Appearance]:
    """What each row of the file says."""
    for signature in signatures:
        for table in signature.tables:
            yield from (_of_row(signature, table, row) for row in table.rows if row.file == file)


def _of_row(signature: Signature, table: Table, row: Row) -> Appearance:
    caveats = [Caveat(signature.kb, row.line, f"{key} mended") for key in row.mended]
    doubts = sorted({(one.line, one.about) for one in signature.doubts if one.line in (table.line, row.line)})
    caveats += [Caveat(signature.kb, line, about) for line, about in doubts]
    return Appearance(
        file=row.file,
        branch=branch_of(signature, table, row),
        platform=platform_of(signature, row),
        date=row.date,
        date_doubt=row.date_doubt,
        time=row.time,
        clock=Clock.UTC if table.utc else Clock.LOCAL,
        size=row.size,
        size_kb=row.size_kb,
        version=row.version,
        language=table.language,
        variant=row.variant or table.variant,
        articles=(signature.kb,),
        caveats=tuple(caveats),
    )


def _is_one(build: Appearance, row: Appearance) -> bool:
    """Are both one build? Of two that print no size in bytes the version, or else the minute, has to say so."""
    if any(getattr(build, key) != getattr(row, key) for key in ("size_kb", "date_doubt", "variant")):
        return False
    if (build.language or "en") != (row.language or "en") or not same_build(build, row):
        return False
    if build.size is not None:
        return True
    versions = build.version is not None and build.version == row.version
    return versions or (build.time is not None and (build.date, build.time) == (row.date, row.time))


def _add(builds: list[Appearance], line: Appearance) -> None:
    """Put what articles list to the recorded build that it is, or behind them."""
    for number, build in enumerate(builds):
        if _was_recorded_from(build, line):
            told = replace(build, time=line.time, size=line.size, size_kb=line.size_kb)
            builds[number] = _together(told, line)
            return
        if _is_linked_as(build, line):
            builds[number] = _together(build, line)
            return
    builds.append(line)


def _was_recorded_from(build: Appearance, line: Appearance) -> bool:
    """Did somebody record it from this very row? Then whoever did knew the platform where the row leaves it open."""
    articles = {word for source in build.sources for word in source.replace(",", " ").split()}
    return (
        build.clock is Clock.LOCAL
        and not articles.isdisjoint(line.articles)
        and (build.branch, build.version, build.date) == (line.branch, line.version, line.date)
        and line.platform in (None, build.platform)
    )


def _is_linked_as(build: Appearance, line: Appearance) -> bool:
    """Is it the file of that link time: of its size, and a file time whole hours behind, as zones are?"""
    if build.clock is not Clock.LINK or None in (line.size, line.date, line.time) or line.date_doubt:
        return False
    if (build.branch, build.platform, build.size) != (line.branch, line.platform, line.size):
        return False
    if (line.language or "en") != "en" or line.version not in (None, build.version):
        return False
    behind = _moment(build) - _moment(line) + (dt.timedelta() if line.utc else _REDMOND)
    hours = round(behind / _HOUR)
    return (hours == 0 if line.utc else 0 <= hours <= 8) and abs(behind - hours * _HOUR) <= _MINUTE


def _together(build: Appearance, line: Appearance) -> Appearance:
    """The build with all that the line has of its own."""
    caveats = (*build.caveats, *(one for one in line.caveats if one not in build.caveats))
    return with_line(build, line, language=build.language or line.language, caveats=caveats)


def _moment(build: Appearance) -> dt.datetime:
    """When it was, in UTC, as far as can be said; what has no day comes last."""
    if build.date is None:
        return _NEVER
    moment = dt.datetime.combine(build.date, build.time or dt.time())
    return moment if build.utc else moment + _REDMOND


def _place(build: Appearance) -> tuple[object, ...]:
    where = place_of_system(build.branch, build.platform)
    numbers = build.size or 0, build.size_kb or 0.0, str(build.version), build.packs
    return *where, _moment(build), *numbers, [number_of(article) for article in build.articles], build.label or ""
