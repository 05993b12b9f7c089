"""The rows of the shipped records as files, and each file varied in one way at a time.

A row becomes a recipe, a variation changes the recipe, and only then a file is made of it. What the judge ought to say
of it stands in `test_every_row.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import msgspec

from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour, KnownBuild
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.report import Identified
from ntfp.facts.signature import Row, Signature, Table
from ntfp.facts.system import System
from ntfp.facts.version import FileVersion
from ntfp.identifying import identify
from ntfp.testing import kernel_image, module_image
from tests.judging.systems import KNOWN, TODAY, signatures
from tests.making import facts_of

NO_PE = frozenset({"ntldr", "ms003.txt", "readme.txt"})  # rows of files that have no headers to read

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LANGUAGES = {
    None: 0x409, "en": 0x409, "cs": 0x405, "da": 0x406, "de": 0x407, "es": 0x40A, "fi": 0x40B, "ja": 0x411, "ko": 0x412,
    "sv": 0x41D, "zh-CN": 0x804, "zh-HK": 0xC04, "zh-TW": 0x404,
}  # fmt: skip
GERMAN = 0x407
TSE_BIT = 0x8000

# What the builders' counter stood at, by the numbers that are known of those days; between two of them, the former.
NUMBERS = {
    Branch.NT4: [
        (date(1996, 6, 1), 1), (date(1997, 5, 12), 27), (date(1998, 1, 1), 43), (date(1998, 7, 1), 72),
        (date(1998, 10, 13), 145), (date(1999, 2, 1), 170), (date(1999, 6, 1), 281), (date(1999, 7, 9), 298),
        (date(1999, 9, 1), 333), (date(1999, 9, 24), 7001), (date(1999, 10, 12), 7007), (date(1999, 10, 25), 7010),
        (date(1999, 10, 28), 7011), (date(1999, 11, 11), 7013), (date(1999, 11, 18), 7014), (date(1999, 11, 30), 7016),
        (date(1999, 12, 2), 7017), (date(2000, 1, 17), 7026), (date(2000, 4, 3), 7047), (date(2000, 4, 25), 7053),
        (date(2000, 6, 14), 7070), (date(2000, 6, 23), 7075), (date(2000, 7, 6), 7080), (date(2000, 8, 11), 7086),
        (date(2001, 3, 15), 7090), (date(2001, 4, 6), 7092), (date(2001, 6, 4), 7095), (date(2001, 7, 1), 7097),
        (date(2001, 12, 7), 7120), (date(2002, 2, 7), 7130), (date(2002, 5, 1), 7150),
    ],
    Branch.NT4_TSE: [
        (date(1998, 3, 1), 32772), (date(1998, 8, 1), 32901), (date(1999, 6, 1), 33021), (date(1999, 7, 20), 33030),
        (date(2000, 1, 1), 33369), (date(2000, 7, 1), 33420), (date(2001, 1, 26), 33473), (date(2001, 1, 29), 33474),
        (date(2002, 1, 1), 33549),
    ],
    Branch.NT351: [(date(1995, 3, 1), 1), (date(1995, 10, 3), 3), (date(1996, 3, 4), 5), (date(1996, 8, 20), 6)],
    Branch.WIN2000: [
        (date(1999, 10, 1), 1), (date(2000, 3, 1), 2000), (date(2000, 7, 6), 2099), (date(2000, 8, 21), 2103),
        (date(2000, 10, 18), 2517), (date(2001, 1, 3), 3101), (date(2001, 3, 21), 3393), (date(2001, 5, 31), 3649),
        (date(2001, 8, 6), 4063), (date(2001, 10, 4), 4471), (date(2001, 10, 28), 4555), (date(2002, 3, 23), 5247),
        (date(2002, 6, 6), 5871), (date(2003, 6, 11), 6800),
    ],
    Branch.WINXP: [(date(2001, 7, 1), 0), (date(2001, 10, 1), 15), (date(2002, 3, 11), 34), (date(2002, 9, 1), 1106)],
}  # fmt: skip
BEGINS = {
    Branch.NT4: FileVersion(4, 0, 1381, 0),
    Branch.NT4_TSE: FileVersion(4, 0, 1381, 0),
    Branch.NT351: FileVersion(3, 51, 1057, 0),
    Branch.WIN2000: FileVersion(5, 0, 2195, 0),
    Branch.WINXP: FileVersion(5, 1, 2600, 0),
}

# Long before and long after every row of the branch: kernels nobody lists, of days when their numbers were in use.
LONG_BEFORE = {
    Branch.NT4: datetime(1998, 8, 5, 18, tzinfo=UTC),
    Branch.NT4_TSE: datetime(1998, 9, 10, 18, tzinfo=UTC),
    Branch.NT351: datetime(1997, 1, 10, 18, tzinfo=UTC),
    Branch.WIN2000: datetime(2000, 3, 1, 18, tzinfo=UTC),
}
LONG_AFTER = {
    Branch.NT4: datetime(2002, 5, 10, 18, tzinfo=UTC),
    Branch.NT4_TSE: datetime(2002, 5, 10, 18, tzinfo=UTC),
    Branch.NT351: datetime(2001, 6, 1, 18, tzinfo=UTC),
    Branch.WIN2000: datetime(2003, 9, 1, 18, tzinfo=UTC),
}
# When a branch that was not yet there on a row's day had its first hotfixes.
EARLIEST = {
    Branch.NT351: datetime(1996, 9, 1, 18, tzinfo=UTC),
    Branch.NT4: datetime(1997, 6, 1, 18, tzinfo=UTC),
    Branch.NT4_TSE: datetime(1998, 8, 10, 18, tzinfo=UTC),
    Branch.WIN2000: datetime(2000, 7, 6, 13, 46, tzinfo=UTC),
}

# What lies beside a file that is no kernel: the last pack such a fix was made for.
KERNEL_BESIDE = {
    "Q163852": ("3.51.1057.6", datetime(1996, 8, 20, 18, 28, 34, tzinfo=UTC), 809_488),
    "Q253518": ("3.51.1057.6", datetime(1996, 8, 20, 18, 28, 34, tzinfo=UTC), 809_488),
    "Q223778": ("4.0.1381.133", datetime(1998, 10, 12, 18, 39, 22, tzinfo=UTC), 927_552),
    "Q242472": ("4.0.1381.204", datetime(1999, 4, 20, 19, 33, 21, tzinfo=UTC), 928_576),
    "Q273662": ("4.0.1381.335", datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC), 931_584),
    "Q234557": ("4.0.1381.33021", datetime(1999, 6, 2, 18, tzinfo=UTC), 971_392),
    "Q234606": ("4.0.1381.33021", datetime(1999, 6, 2, 18, tzinfo=UTC), 971_392),
}

# Sizes of files whose row prints none, or one that was taken away.
SIZES = {
    ("Q196389", Platform.I386, "ntkrnlmp.exe"): 923 * 1024,
    ("Q234557", Platform.ALPHA, "ntoskrnl.exe"): 1_430_016,
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a file is to be made of."""

    file: str  # the name inside; for a kernel the one its flavour has in tables
    branch: Branch
    platform: Platform
    version: FileVersion | None
    link: datetime | None
    size: int
    modified: datetime = TODAY
    language: int = 0x409
    flavour: Flavour | None = None  # none: no kernel
    checked: bool = False
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """One row of one record, in the branch its table speaks for."""

    signature: Signature
    table: Table
    row: Row

    @property
    def kb(self) -> str:
        return self.signature.kb

    @property
    def branch(self) -> Branch:
        branch = self.row.branch or self.table.branch
        assert branch
        return branch

    @property
    def platform(self) -> Platform:
        """The row's; a row without one lists the i386 file, going by its size."""
        return self.row.platform or Platform.I386

    @property
    def flavour(self) -> Flavour | None:
        return KERNEL_NAMES.get(self.row.file)

    @property
    def name(self) -> str:
        return f"{self.kb}:{self.row.line} {self.branch} {self.platform} {self.row.file}"

    @property
    def alone(self) -> Signature:
        """The article, for a row that is no kernel's without the kernels beside it: they would answer for it."""
        if self.flavour:
            return self.signature
        tables = [
            msgspec.structs.replace(table, rows=tuple(row for row in table.rows if row.file not in KERNEL_NAMES))
            for table in self.signature.tables
        ]
        return msgspec.structs.replace(self.signature, tables=tuple(tables))

    def moment(self, day: date | None = None) -> datetime:
        """The printed moment as if it were UTC; noon where no time is printed."""
        day = day or self.row.date
        assert day
        return datetime.combine(day, self.row.time or time(12), UTC)

    def number(self, moment: datetime) -> FileVersion:
        """The version the file had on a day, where the row prints none."""
        return self.row.version or number_of(self.branch, moment)

    def size(self) -> int:
        size = self.row.size or int((self.row.size_kb or 0) * 1024)
        return size or SIZES[self.kb, self.platform, self.row.file]


def number_of(branch: Branch, moment: datetime) -> FileVersion:
    """The version a file of that branch and day would have."""
    number = next(number for day, number in reversed(NUMBERS[branch]) if day <= moment.date())
    return msgspec.structs.replace(BEGINS[branch], revision=number)


@cache
def subjects() -> tuple[Subject, ...]:
    """Every row of every shipped record that a file with headers can be made of."""
    return tuple(
        Subject(signature, table, row)
        for signature in signatures().values()
        for table in signature.tables
        for row in table.rows
        if row.file not in NO_PE
    )


def very(subject: Subject) -> Recipe:
    """The file the row describes, copied today."""
    moment = subject.moment()
    return Recipe(
        subject.row.file,
        subject.branch,
        subject.platform,
        subject.number(moment),
        moment,
        subject.size(),
        language=LANGUAGES[subject.table.language],
        flavour=subject.flavour,
    )


@cache
def _facts(recipe: Recipe, version: FileVersion | None) -> FileFacts:
    """The smallest image of its kind: what it weighs and when it was linked is written over the facts."""
    if recipe.flavour:
        image = kernel_image(
            version=recipe.version or number_of(recipe.branch, LONG_AFTER[recipe.branch]),
            platform=recipe.platform,
            flavour=recipe.flavour,
            link=0,
            language=recipe.language,
            checked=recipe.checked,
            checksum="wrong" if recipe.damaged else "right",
            with_version=version is not None,
        )
        return facts_of(image, recipe.file)
    image = module_image(
        recipe.file, version=version, platform=recipe.platform, link=0, size=None, language=recipe.language
    )
    facts = facts_of(image, recipe.file)
    if not recipe.damaged:
        return facts
    remark = Remark(Oddity.CHECKSUM_WRONG, "the file says 0x00012345, its bytes sum up to 0x00054321")
    return msgspec.structs.replace(facts, remarks=(*facts.remarks, remark))


@cache
def found(recipe: Recipe, name: str) -> Identified:
    """The file of that recipe, lying on a disk under that name."""
    bare = replace(recipe, size=0, link=None, modified=TODAY)
    facts = msgspec.structs.replace(
        _facts(bare, recipe.version),
        path=f"WINNT/system32/{name}",
        name=name,
        size=recipe.size,
        timestamp=0 if recipe.link is None else int(recipe.link.timestamp()),
        mtime_ns=int((recipe.modified - EPOCH) / timedelta(microseconds=1)) * 1000,
    )
    return Identified(facts, identify(facts, KNOWN))


def names_of(recipe: Recipe) -> tuple[str, ...]:
    """Setup's names for it: a multiprocessor kernel is installed as ntoskrnl.exe, every HAL as hal.dll."""
    if recipe.flavour:
        return "ntoskrnl.exe", "ntkrnlmp.exe"
    if recipe.file.startswith("hal"):
        return tuple(dict.fromkeys((recipe.file, "hal.dll")))
    return (recipe.file,)


def systems_of(subject: Subject, recipe: Recipe) -> Iterator[tuple[str, System]]:
    """The file in a system of its branch, under every name it may have there; a kernel is a system by itself."""
    for name in names_of(recipe):
        file = found(recipe, name)
        if recipe.flavour:
            yield name, System(build=file.build, files=(file,))
        else:
            kernel = found(beside(subject, recipe), "ntoskrnl.exe")
            yield name, System(build=kernel.build, files=(kernel, file))


def beside(subject: Subject, recipe: Recipe) -> Recipe:
    """A plausible kernel for a file that is none."""
    version, link, size = KERNEL_BESIDE[subject.kb]
    kernel = replace(
        recipe,
        file="ntoskrnl.exe",
        flavour=Flavour.UP,
        version=FileVersion.parse(version),
        link=link,
        size=size,
        modified=TODAY,
        damaged=False,
        branch=subject.branch,
    )
    if recipe.branch is subject.branch:
        return kernel
    assert recipe.link
    return replace(kernel, branch=recipe.branch, version=number_of(recipe.branch, recipe.link), link=recipe.link)


# The variations: none where the row has nothing to vary.

Variation = Callable[[Subject], Recipe | None]


def shifted(**shift: float) -> Variation:
    """Linked earlier or later than printed, and nothing else."""

    def vary(subject: Subject) -> Recipe:
        return replace(very(subject), link=subject.moment() + timedelta(**shift))

    return vary


def long_linked(subject: Subject) -> Recipe:
    """Linked 200 days before it was dated, as files of real hotfixes were, with the version of then."""
    link = subject.moment() - timedelta(days=200)
    return replace(very(subject), link=link, version=subject.number(link))


def dated(vary: Variation, **shift: float) -> Variation:
    """The same file, with the printed date as the file system's."""

    def then(subject: Subject) -> Recipe | None:
        recipe = vary(subject)
        return recipe and replace(recipe, modified=subject.moment() + timedelta(**shift))

    return then


def with_size(vary: Variation, change: int) -> Variation:
    """The same file, some bytes smaller or larger."""

    def then(subject: Subject) -> Recipe | None:
        recipe = vary(subject)
        return recipe and replace(recipe, size=recipe.size + change)

    return then


def rolled_up(subject: Subject) -> Recipe | None:
    """With the date the Security Rollup gives all its files."""
    return replace(very(subject), modified=datetime(2001, 7, 16, tzinfo=UTC)) if subject.branch is Branch.NT4 else None


def other_version(step: int, *, days: int = 0, bytes_more: int = 0) -> Variation:
    """A version older or newer than printed, alone or with a day and a size to go with it."""

    def vary(subject: Subject) -> Recipe | None:
        printed = subject.row.version
        if printed is None:
            return None
        version = msgspec.structs.replace(printed, revision=printed.revision + step)
        recipe = very(subject)
        return replace(
            recipe, version=version, link=subject.moment() + timedelta(days=days), size=recipe.size + bytes_more
        )

    return vary


def version_and_nothing_else(subject: Subject) -> Recipe | None:
    if subject.row.version is None:
        return None
    return replace(very(subject), link=None, size=very(subject).size + 512)


@cache
def _builds(file: str, branch: Branch, platform: Platform) -> tuple[Subject, ...]:
    """The rows of one file, by their dates; rows that do not say for sure what they list teach nothing."""
    rows = [
        other
        for other in subjects()
        if (other.row.file, other.branch, other.row.platform) == (file, branch, platform) and not other.row.date_doubt
    ]
    return tuple(sorted(rows, key=lambda other: (other.moment(), other.kb)))


def neighbour(subject: Subject, *, after: bool, own_size: bool) -> Recipe | None:
    """The build listed next before or after by another article, as it is, or with this row's size."""
    day = timedelta(days=1)
    others = _builds(subject.row.file, subject.branch, subject.platform)
    before = [other for other in others if other.moment() < subject.moment() - day]
    behind = [other for other in others if other.moment() > subject.moment(subject.row.date_doubt) + day]
    if not (behind if after else before):
        return None
    recipe = very(behind[0] if after else before[-1])
    return replace(recipe, size=subject.size(), language=very(subject).language) if own_size else recipe


def long_before(subject: Subject) -> Recipe:
    link = LONG_BEFORE[subject.branch]
    recipe = very(subject)
    return replace(recipe, link=link, version=number_of(subject.branch, link), size=recipe.size - 20_480)


def long_after(subject: Subject) -> Recipe:
    link = LONG_AFTER[subject.branch]
    recipe = very(subject)
    return replace(recipe, link=link, version=number_of(subject.branch, link), size=recipe.size + 1_024)


def number_of_long_before(subject: Subject) -> Recipe:
    """No link time, and a number older than every pack that knew of the fix."""
    moment = EARLIEST[Branch.NT4] if subject.branch is Branch.NT4 else LONG_BEFORE[subject.branch]
    return replace(very(subject), link=None, version=number_of(subject.branch, moment))


def number_of_long_after(subject: Subject) -> Recipe:
    return replace(very(subject), link=None, version=number_of(subject.branch, LONG_AFTER[subject.branch]))


def other_platform(subject: Subject) -> Recipe:
    other = Platform.I386 if subject.platform is Platform.ALPHA else Platform.ALPHA
    return replace(very(subject), platform=other)


def of_branch(branch: Branch) -> Variation:
    """A file of another branch, as near to the row's day as that branch allows, with the row's size."""

    def vary(subject: Subject) -> Recipe | None:
        if branch is subject.branch:
            return None
        link = max(subject.moment(), EARLIEST[branch])
        if branch is Branch.WIN2000:
            link = EARLIEST[branch]
        return replace(very(subject), branch=branch, link=link, version=number_of(branch, link))

    return vary


def tse_bit(subject: Subject) -> Recipe | None:
    """Its own number with the bit of Terminal Server: another branch for a kernel, an intruder elsewhere."""
    recipe = very(subject)
    if subject.branch is not Branch.NT4 or recipe.version is None:
        return None
    return replace(recipe, version=msgspec.structs.replace(recipe.version, revision=recipe.version.revision | TSE_BIT))


def version_lost(subject: Subject) -> Recipe:
    return replace(very(subject), version=None)


def link_lost(subject: Subject) -> Recipe:
    return replace(very(subject), link=None)


def damaged(subject: Subject) -> Recipe:
    return replace(very(subject), damaged=True)


def german(subject: Subject) -> Recipe:
    recipe = very(subject)
    return replace(recipe, language=GERMAN, size=recipe.size + 1_536)


def checked(subject: Subject) -> Recipe | None:
    return replace(very(subject), checked=True) if subject.flavour else None


def other_flavour(subject: Subject) -> Recipe | None:
    """The same numbers on the kernel for the other count of processors."""
    if not subject.flavour:
        return None
    other = Flavour.UP if subject.flavour is Flavour.MP else Flavour.MP
    name = next(name for name, flavour in KERNEL_NAMES.items() if flavour is other)
    return replace(very(subject), flavour=other, file=name)


def in_doubt(days: float, *, size: int = 0) -> Variation:
    """Linked so many days from the other reading of a date that can be read in two ways."""

    def vary(subject: Subject) -> Recipe | None:
        if subject.row.date_doubt is None:
            return None
        recipe = very(subject)
        link = subject.moment(subject.row.date_doubt) + timedelta(days=days)
        return replace(recipe, link=link, size=recipe.size + size)

    return vary


def released(known: KnownBuild) -> Recipe:
    """A file of a release, as recorded."""
    assert known.link
    return Recipe(
        known.file, known.branch, known.platform, known.version, known.link, known.size or 0, flavour=known.flavour
    )
