"""Own files: the files of packs that are on record, and what the judge says of each.

A pack may be newer than a fix and lack it, so its own files are known by name,
version and size, and never by being later.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

from ntfp.catalogue.checks.stands import Stand
from ntfp.facts.build import HAL, KERNEL_NAMES, Build, Known, KnownBuild, is_hal
from ntfp.facts.check import FileIs, Linked, PackIs, Question, both, either
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import MACHINE_OF_PLATFORM, Platform
from ntfp.facts.report import Identified
from ntfp.facts.signature import Row, Table
from ntfp.facts.verdict import Reason, Verdict
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import FixedInfo, VersionInfo
from ntfp.judging.case import Case
from ntfp.judging.climbing import climb

_ENGLISH = "en"


class OwnFiles:
    """Those of one name on one branch and platform, by what they say of a fix."""

    def __init__(
        self, stand: Stand, platform: Platform, name: str, rows: tuple[tuple[Table, Row], ...], known: Known
    ) -> None:
        self._stand, self._platform, self._name, self._rows = stand, platform, name, rows
        listed = {row.file for _, row in rows}
        modules = (build for file in sorted(listed) for build in known.modules.get(file, ()))
        recorded = (*known.kernels, *modules)
        self._builds = [
            build
            for build in dict.fromkeys(recorded)
            if build.file in listed and build.packs and build.size is not None and (build.version or build.link)
            if build.branch is stand.branch and build.platform is platform
        ]
        self._lists = [one for one in known.packs if one.branch is stand.branch and one.platform is platform]
        self._votes = {build: self._vote(build) for build in self._builds}

    def lacking(self, below: FileVersion | None) -> Question:
        """Those that lack the fix; below a version all do, and none has to be named."""
        lacking = self._of(Verdict.UNFIXED)
        named = [build for build in lacking if not (below and build.version and build.version < below)]
        return either(*(self._asked(build, every=False) for build in named))

    def listed_lacking(self) -> Iterator[Question]:
        """Files of the size that a pack's list gives, on a system of that pack, which lacks the fix."""
        for pack, size in self._listed(of_row=False):
            if pack in self._stand.lacking_in_files:
                same = FileIs(file=self._name, every=False, size=size)
                yield both(PackIs(self._stand.branch, (pack,)), same)

    def _listed(self, *, of_row: bool) -> Iterator[tuple[str, int]]:
        """Every pack whose list has the file, and its size: where that is a row's, too, or where it is none."""
        sizes = {row.size for _, row in self._rows}
        for packed in self._lists:
            size = packed.files.get(self._name)
            if size is not None and (size in sizes) is of_row:
                yield packed.pack, size

    @cached_property
    def having(self) -> Question:
        return either(*(self._asked(build, every=True) for build in self._of(Verdict.FIXED)))

    @cached_property
    def silent(self) -> Question:
        """Those of which nobody knows."""
        return either(*(self._asked(build, every=False) for build in self._of(None)), *self._untold(of_row=False))

    @cached_property
    def silent_of_row_size(self) -> Question:
        """Those of them whose size is a row's, too."""
        return either(*self._untold(of_row=True))

    def _untold(self, *, of_row: bool) -> Iterator[Question]:
        decided = {*self._stand.having, *self._stand.lacking_in_files}
        for pack, size in self._listed(of_row=of_row):
            if pack not in decided:
                yield FileIs(file=self._name, every=False, size=size)

    @property
    def versions_having(self) -> list[FileVersion]:
        """The numbers of those whose pack is said to have the fix."""
        having = set(self._stand.having)
        return [build.version for build in self._builds if build.version and having & {*build.packs}]

    def tell_apart(self, packs: tuple[str, ...]) -> bool:
        """Is the file of every one of these packs on record, so that it is known by its number?"""
        recorded = {pack for build in self._builds for pack in build.packs if build.version}
        return recorded.issuperset(packs)

    def _of(self, verdict: Verdict | None) -> list[KnownBuild]:
        return [build for build, vote in self._votes.items() if vote is verdict]

    def _asked(self, build: KnownBuild, *, every: bool) -> Question:
        """Its version and size; its link time with them, where a row has the same size."""
        version, after = build.version, None
        if version:
            after = FileVersion(version.major, version.minor, version.build, version.revision + 1)
        this = FileIs(file=self._name, every=every, first=version, below=after, size=build.size)
        if build.link and (version is None or build.size in {row.size for _, row in self._rows}):
            return both(this, Linked(file=self._name, every=every, first=build.link, last=build.link))
        return this

    def _vote(self, build: KnownBuild) -> Verdict | None:
        """What the judge says of it, row by row: the very file counts, else all have to agree."""
        file = _as_file(build, self._stand.line.title)
        rows = [(table, row) for table, row in self._rows if row.file == build.file]
        pieces = [
            climb(Case(self._stand.signature, table, row, self._stand.branch, file, self._stand.history))
            for table, row in rows
        ]
        if any(piece.reason is Reason.VERY_FILE for piece in pieces):
            return Verdict.FIXED
        votes = {piece.vote for piece in pieces}
        return votes.pop() if len(votes) == 1 else None


def _as_file(build: KnownBuild, title: str) -> Identified:
    """A recorded build as a file that was found and identified."""
    versions = (VersionInfo(FixedInfo(build.version, build.version), (), (), 1, 0x409),) if build.version else ()
    facts = FileFacts(
        path=build.file,
        name=HAL if is_hal(build.file) else build.file,
        size=build.size or 0,
        machine=MACHINE_OF_PLATFORM[build.platform],
        bits=32,
        timestamp=_seconds(build.link),
        checksum=0,
        characteristics=0,
        subsystem=0,
        linker_version=(0, 0),
        os_version=(0, 0),
        image_version=(0, 0),
        subsystem_version=(0, 0),
        versions=versions,
    )
    return Identified(
        facts,
        Build(
            kernel=build.file in KERNEL_NAMES,
            branch=build.branch,
            title=title,
            version=build.version,
            platform=build.platform,
            flavour=build.flavour,
            language=_ENGLISH,
            packs=build.packs,
            release=build,
        ),
    )


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0
