"""Builds: which Windows NT a file is, and how that is known.

A branch is a line of development inside which "or later" means something.
Inside a branch one file may have shipped in several service packs, so a build
belongs to a range of packs, and to an exact release only where version and
link time both say so.

What is known of released files comes from `signatures/builds.toml`, what
articles list between them from `signatures/kernels.toml`; holding a file
against either is `ntfp.identifying`'s work.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from ntfp.facts.platform import Platform
from ntfp.facts.remark import Remark
from ntfp.facts.version import FileVersion


class Branch(StrEnum):
    """Lines of development. Terminal Server is one of its own: its numbers are not newer, they are other."""

    NT31 = "nt31"
    NT35 = "nt35"
    NT351 = "nt351"
    NT4 = "nt4"
    NT4_TSE = "nt4-tse"
    WIN2000 = "win2000"
    WINXP = "winxp"
    OTHER = "other"


_BEHIND_UTC = dt.timedelta(hours=8)  # Redmond's clock, at most
TSE_BIT = 0x8000  # in the last number: Terminal Server's builds count from 32768


class Flavour(StrEnum):
    """Kernels are built for one or several processors, and for large memory or not."""

    UP = "up"
    MP = "mp"
    PAE_UP = "pae-up"
    PAE_MP = "pae-mp"

    @property
    def multiprocessor(self) -> bool:
        return self in (Flavour.MP, Flavour.PAE_MP)

    @property
    def words(self) -> str:
        """For people: "multiprocessor", "uniprocessor PAE"."""
        processors = "multiprocessor" if self.multiprocessor else "uniprocessor"
        return f"{processors} PAE" if self in (Flavour.PAE_UP, Flavour.PAE_MP) else processors


# The names Microsoft gives its kernels; which one lies under them is another question.
KERNEL_NAMES = {
    "ntoskrnl.exe": Flavour.UP,
    "ntkrnlmp.exe": Flavour.MP,
    "ntkrnlpa.exe": Flavour.PAE_UP,
    "ntkrpamp.exe": Flavour.PAE_MP,
}
NAME_OF_FLAVOUR = {flavour: name for name, flavour in KERNEL_NAMES.items()}

HAL = "hal.dll"  # the name under which every HAL is installed, whichever it is


def is_hal(file: str) -> bool:
    """Is it a name of one of the many HALs, of which a system has one?"""
    return file.startswith("hal") and file.endswith(".dll")


class Confidence(StrEnum):
    """How sure a statement is. What is less than likely is not said."""

    CERTAIN = "certain"
    LIKELY = "likely"

    def at_most(self, best: "Confidence") -> "Confidence":
        """The weaker of the two.

        >>> Confidence.CERTAIN.at_most(Confidence.LIKELY).value
        'likely'
        """
        return best if self is Confidence.CERTAIN else self


class Mixed(msgspec.Struct, frozen=True):
    """Last numbers of versions that two trees gave out side by side, and the packs they were made for."""

    revisions: tuple[int, int]
    packs: tuple[str, ...]


class PackByHotfix(msgspec.Struct, frozen=True):
    """A pack that calls itself as another one does: that other, and the article whose hotfix key tells them apart."""

    base: str
    kb: str


class Line(msgspec.Struct, frozen=True):
    """What is known of a branch as a whole: its name, its packs in order, when it was built."""

    branch: Branch
    title: str
    version: tuple[int, int]
    builds: tuple[int, int]  # third number of the version, of its kernels: first and last
    packs: tuple[str, ...]
    lived: tuple[dt.date, dt.date]  # no file of it was linked outside
    earliest: int  # third number of the oldest recorded file: modules of a release may be older than its kernel
    numbers_order: bool = True  # NT 3.1's do not: its later disc has the lower number
    mixed: tuple["Mixed", ...] = ()
    rising_from: int | None = None  # from this last number on, whole branch: the higher the later
    there: dict[str, dt.date] = msgspec.field(default_factory=dict)  # packs without a record: released by that day
    by_hotfix: dict[str, "PackByHotfix"] = msgspec.field(default_factory=dict)  # packs the registry has no name for

    def places(self, packs: Iterable[str | None]) -> list[int]:
        """Where in its order they stand; what is no pack of the branch stands nowhere."""
        return [self.packs.index(pack) for pack in packs if pack in self.packs]

    def linked_at(self, moment: dt.datetime) -> bool:
        """Could a file of this branch have been linked then? Outside of its life a link time is a lie or a hash."""
        return self.lived[0] <= moment.date() <= self.lived[1]


class KnownBuild(msgspec.Struct, frozen=True):
    """One build of one file as somebody recorded it. `None`: not recorded."""

    file: str
    branch: Branch
    platform: Platform
    source: str
    packs: tuple[str, ...] = ()  # the packs that very file shipped in; none for a hotfix
    label: str | None = None  # where the packs alone are no name: "disc 511"
    version: FileVersion | None = None
    flavour: Flavour | None = None
    link: dt.datetime | None = None
    size: int | None = None
    printed: dt.date | None = None  # the file date as an article prints it: local, zone unsaid

    @property
    def title(self) -> str:
        """What people call it inside its branch: "SP6/SP6a", "RTM (disc 528)", or its version."""
        if not self.packs:
            return str(self.version)
        name = "/".join(map(pack_title, self.packs))
        return f"{name} ({self.label})" if self.label else name


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """The one time a release gives all its files: no link time, no build time. `None`: not printed."""

    branch: Branch
    packs: tuple[str, ...]  # none for a roll-up
    day: dt.date
    clock: dt.time | None = None
    source: str


class PackList(msgspec.Struct, frozen=True, kw_only=True):
    """All files of one service pack, as an article lists them: name and size, all with one stamp."""

    branch: Branch
    pack: str
    platform: Platform
    stamp: dt.datetime  # local, zone unsaid
    files: dict[str, int]
    source: str


class ListedKernel(msgspec.Struct, frozen=True, kw_only=True):
    """One build of a kernel as articles list it, with the time they print for it."""

    file: str
    branch: Branch
    platform: Platform
    size: int
    date: dt.date
    time: dt.time | None = None
    articles: tuple[str, ...]
    version: FileVersion | None = None
    utc: bool = False  # the time is said to be UTC; else it is local, zone unsaid
    corrected: bool = False  # a misprint in it was: such a row teaches nothing about other builds

    @property
    def flavour(self) -> Flavour:
        return KERNEL_NAMES[self.file]

    @property
    def title(self) -> str:
        """Whose it is, in one word: its articles."""
        return "/".join(self.articles)

    @property
    def printed(self) -> str:
        """Its day and time as they are printed."""
        return f"{self.date} {self.time:%H:%M}" if self.time else str(self.date)

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """The first and the last moment in UTC that the printed time can mean: it is Redmond's, as a rule."""
        first = dt.datetime.combine(self.date, self.time or dt.time(), dt.UTC)
        last = first if self.time else first + dt.timedelta(days=1)
        return first, last if self.utc else last + _BEHIND_UTC


class Known(msgspec.Struct, frozen=True):
    """All recorded builds: branches, kernels, other files by name; whole packs, stamps; kernels that articles list."""

    lines: tuple[Line, ...]
    kernels: tuple[KnownBuild, ...]
    modules: dict[str, tuple[KnownBuild, ...]]
    packs: tuple[PackList, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    listed: tuple[ListedKernel, ...] = ()

    def line(self, branch: Branch) -> Line | None:
        return next((line for line in self.lines if line.branch is branch), None)


class Ground(msgspec.Struct, frozen=True):
    """One statement about a build, and what it rests on."""

    statement: str  # which field of the build: "branch", "flavour", "packs" ...
    because: str
    confidence: Confidence = Confidence.CERTAIN


class Scale(msgspec.Struct, frozen=True):
    """The recorded releases of a branch in order, and where among them a build lies: on one, or half way."""

    releases: tuple[str, ...]
    at: float


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """Which NT a file is of. `None` and empty: it cannot be told, and the evidence says why."""

    kernel: bool
    branch: Branch
    title: str | None = None  # the branch's, for people
    version: FileVersion | None = None
    platform: Platform | None = None
    flavour: Flavour | None = None
    checked: bool | None = None
    language: str | None = None
    foreign: str | None = None  # whose it is, where it is not Microsoft's
    packs: tuple[str, ...] = ()
    release: KnownBuild | None = None
    after: KnownBuild | None = None  # the last known build not later than this one
    before: KnownBuild | None = None  # the first known build after this one
    scale: Scale | None = None
    listed: ListedKernel | None = None  # the one articles list that it is
    listed_after: ListedKernel | None = None  # the last listed kernel that was linked before this one
    listed_before: ListedKernel | None = None  # the first that was linked after it
    evidence: tuple[Ground, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def confidence_in(self, statement: str) -> Confidence:
        """How sure one of its statements is; what no ground is given for is likely at most."""
        said = (ground.confidence for ground in self.evidence if ground.statement == statement)
        return next(said, Confidence.LIKELY)


def is_of_other_40(version: FileVersion, branch: Branch) -> bool:
    """Is it a number of the other branch of 4.0? Terminal Server's have a bit that plain ones lack."""
    if (version.major, version.minor, version.build) != (4, 0, 1381):
        return False
    return branch is (Branch.NT4 if version.revision & TSE_BIT else Branch.NT4_TSE)


def pack_title(pack: str) -> str:
    """Pack "6a" is SP6a, pack "0" the release itself, before any pack.

    >>> pack_title("6a"), pack_title("0")
    ('SP6a', 'RTM')
    """
    return "RTM" if pack == "0" else f"SP{pack}"
