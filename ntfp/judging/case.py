"""Cases: one file against one row, with everything the steps of the ladder ask for.

Whether a row speaks about a file at all is decided before, by
`ntfp.judging.speaking`; here both are known to be of one branch and one name.
"""

from datetime import date, datetime, time, timedelta
from functools import cached_property

from ntfp.facts.build import KERNEL_NAMES, Branch, Confidence, KnownBuild, Line, is_of_other_40
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.verdict import Reason, Verdict
from ntfp.facts.version import FileVersion
from ntfp.judging.history import History, platform_of
from ntfp.judging.printed import days, near
from ntfp.judging.speaking import in_language

_DAY = timedelta(days=1)
# A stamp is told by its minutes: its hour shifts with the zone, of which some are half hours apart.
_ZONES, _WIDEST_SHIFT, _FAT_TICK = 1800, 14 * 3600, 2


class Answer:
    """What a step says: the vote, how sure, and why."""

    __slots__ = ("because", "confidence", "vote")

    def __init__(self, vote: Verdict, confidence: Confidence, because: str) -> None:
        self.vote, self.confidence, self.because = vote, confidence, because


def fixed(because: str, confidence: Confidence = Confidence.CERTAIN) -> Answer:
    return Answer(Verdict.FIXED, confidence, because)


def unfixed(because: str, confidence: Confidence = Confidence.CERTAIN) -> Answer:
    return Answer(Verdict.UNFIXED, confidence, because)


class Case:
    """One file against one row of one table."""

    def __init__(
        self,
        signature: Signature,
        table: Table,
        row: Row,
        branch: Branch,
        file: Identified,
        history: History,
        *,
        system_packs: tuple[str, ...] = (),
    ) -> None:
        self.signature, self.table, self.row, self.branch = signature, table, row, branch
        self.file, self.facts, self.build = file, file.facts, file.build
        self.history = history
        self.system_packs = system_packs  # those its system can be on; none: it cannot be told

    @cached_property
    def line(self) -> Line | None:
        return self.history.lines.get(self.branch)

    @cached_property
    def link(self) -> datetime | None:
        return self.history.link_of(self.facts, self.branch)

    @cached_property
    def modified(self) -> datetime | None:
        """The file system's time, unless it is a release's stamp: that is the time of no file in particular."""
        return None if self.stamped else self.facts.modified

    @cached_property
    def versions(self) -> tuple[FileVersion, FileVersion] | None:
        """The file's and the row's, where both are numbers of one product."""
        mine, theirs = self.facts.version, self.row.version
        if mine is None or theirs is None or (mine.major, mine.minor) != (theirs.major, theirs.minor):
            return None
        return None if is_of_other_40(mine, self.branch) else (mine, theirs)

    @property
    def same_version(self) -> bool:
        return self.versions is not None and self.versions[0] == self.versions[1]

    @property
    def older(self) -> bool:
        """Has it a lower version than the row, where that means an older build?"""
        return self.versions is not None and self.numbers_order and self.versions[0] < self.versions[1]

    @property
    def numbers_order(self) -> bool:
        return self.line is None or self.line.numbers_order

    @property
    def crossing(self) -> bool:
        """Is the branch one whose packs were numbered below fixes made before them?"""
        return self.branch in self.history.crossing

    @property
    def at_odds(self) -> Reason:
        """Why nothing is said where version and link time tell two stories."""
        return Reason.NUMBERS_CROSS if self.crossing else Reason.EVIDENCE_DISAGREES

    @property
    def sure_of_order(self) -> Confidence:
        """How sure it is that of two versions the higher is later; where packs cross, dates have to agree."""
        blind = self.crossing and not (self.link and days(self.row))
        return Confidence.LIKELY if blind else Confidence.CERTAIN

    @property
    def checked(self) -> bool:
        """Tables are for free builds: of a checked one only the version can be compared."""
        return self.build.checked is True

    @cached_property
    def same_size(self) -> bool | None:
        """`None` where the row gives none; a size in KB agrees with any that rounds to it, of either kind of KB."""
        if self.row.size is not None:
            return self.row.size == self.facts.size
        if self.row.size_kb is None:
            return None
        return any(abs(self.facts.size / unit - self.row.size_kb) <= 1 for unit in (1000, 1024))

    @property
    def other_language(self) -> bool:
        """Is the table for another language? Then versions can be compared, and sizes cannot."""
        return not in_language(self.table, self.build.language)

    @property
    def unlike(self) -> str | None:
        """Why the row may be one of other files than this: their sizes and times say nothing against it."""
        if self.other_language:
            found = f"in {self.build.language!r}" if self.build.language else "of no language it names"
            return f"the table is for {self.table.language!r}, the file is {found}"
        if self.platform is None:
            return "the row does not say its platform"
        return None if self.platform is self.facts.platform else f"the row is for {self.platform}"

    @property
    def alike(self) -> bool:
        return self.unlike is None

    @property
    def platform(self) -> Platform | None:
        """The row's."""
        return platform_of(self.signature, self.row)

    @property
    def recorded_here(self) -> bool:
        """Does somebody else say that this row without a platform is this platform's?"""
        row = self.row
        if row.version is None or row.size is None or self.facts.platform is None:
            return False
        return (self.branch, row.file, self.facts.platform, row.version, row.size) in self.history.recorded

    @cached_property
    def release(self) -> KnownBuild | None:
        """The released file this one is, where that is known of this branch."""
        release = self.build.release
        return release if release and release.branch is self.branch and release.packs else None

    @cached_property
    def packs(self) -> tuple[str, ...]:
        """The packs whose own file this is: recorded as such, or in a pack's list with the pack's stamp."""
        if self.release:
            return self.release.packs
        if self.damage:
            return ()
        return tuple(
            packed.pack
            for packed in self.history.packs
            if packed.branch is self.branch
            and packed.platform is self.facts.platform
            and packed.files.get(self.facts.plain_name) == self.facts.size
            and self._has_time(packed.stamp)
            and not (self.link and self.link.date() > packed.stamp.date() + _DAY)
        )

    @property
    def numbered(self) -> tuple[str, ...]:
        """The packs of its number, where nobody recorded the releases of its platform."""
        facts = self.facts
        return self.history.packs_by_number(self.branch, self.row.file, facts.platform, facts.version, self.link)

    @cached_property
    def stamped(self) -> bool:
        """Is the time of the file one that a release gave all its files?"""
        return any(
            stamp.branch is self.branch
            and (
                self._has_time(datetime.combine(stamp.day, stamp.clock)) if stamp.clock else self._is_of_day(stamp.day)
            )
            for stamp in self.history.stamps
        )

    def _has_time(self, stamp: datetime) -> bool:
        """Is it that time in some zone? NTFS shows a stamp shifted by the zone."""
        if self.facts.modified is None:
            return False
        off = abs((self.facts.modified.replace(tzinfo=None) - stamp).total_seconds())
        return off <= _WIDEST_SHIFT and min(off % _ZONES, -off % _ZONES) <= _FAT_TICK

    def _is_of_day(self, day: date) -> bool:
        """Is it some time of that day in some zone?"""
        if self.facts.modified is None:
            return False
        into = (self.facts.modified.replace(tzinfo=None) - datetime.combine(day, time())).total_seconds()
        return -_WIDEST_SHIFT <= into < _DAY.total_seconds() + _WIDEST_SHIFT

    @cached_property
    def damage(self) -> str | None:
        return self.facts.damage

    @cached_property
    def contradiction(self) -> str | None:
        """What about it does not agree with itself."""
        for remark in (*self.facts.remarks, *self.build.remarks):
            if remark.oddity in (Oddity.BUILD_NUMBER_DISAGREES, Oddity.VERSION_CONTRADICTS):
                return remark.detail
        mine = self.facts.version
        if mine is None or self.link is None or not self.numbers_order:
            return None
        for seen in self.history.sightings_of(self.branch, self.row.file, self.facts.platform):
            if seen.link is None:
                continue
            if seen.link == self.link and seen.version != mine:
                return f"its link time is that of {seen.told}'s, its version {mine} is not"
            # A fix may keep the number of the pack it was made for, and none is older than that pack. Windows 2000's
            # fixes for one pack were numbered above the next, so there only the very number counts.
            above = seen.version == mine or (seen.version < mine and not self.crossing)
            if above and self.link < seen.link - _DAY:
                return f"its version {mine} is not below {seen.told}'s, but it was linked before that"
        return None

    @property
    def has_its_link_time(self) -> bool:
        """The row's size, and linked on its day: so much comes together in no other build."""
        return bool(self.same_size and self.link and near(self.link, self.row, self.table))

    @property
    def is_kernel(self) -> bool:
        return self.build.kernel and self.row.file in KERNEL_NAMES
