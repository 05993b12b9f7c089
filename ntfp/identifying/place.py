"""A file's place among the known builds of its branch, and the packs that leaves.

A place gives a range of packs: from the last release not later than the file
up to the pack before the next release. A pack whose file nobody recorded
widens the range; it never narrows it.
"""

from datetime import datetime
from typing import Any

import msgspec

from ntfp.facts.build import Branch, Known, KnownBuild, Line, Scale, pack_title
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.identifying.branch import modules_named
from ntfp.identifying.release import believable_link, find_release
from ntfp.identifying.saying import Saying

_HAL = "hal.dll"  # the name every HAL is installed under


class Place(msgspec.Struct, frozen=True):
    """Where a file stands among the known builds of its branch."""

    packs: tuple[str, ...] = ()
    release: KnownBuild | None = None
    after: KnownBuild | None = None
    before: KnownBuild | None = None
    scale: Scale | None = None


def find_place(facts: FileFacts, known: Known, branch: Branch, kernel: bool, saying: Saying) -> Place:
    """The place of the file, and what it rests on."""
    line = known.line(branch)
    if line is None:
        return Place()
    link = believable_link(facts, line, saying)
    named = known.kernels if kernel else modules_named(facts, known)
    possible = named if kernel else (*named, *_renamed_hals(facts, known))
    release = find_release(facts, link, [row for row in possible if row.branch is branch and row.packs], saying)
    if release and not kernel:
        named = known.modules[release.file]
    elif _HAL in facts.names_inside:
        saying.likely("packs", "it calls itself hal.dll, as any HAL may, and is none that is known")
        return Place()
    rows = [row for row in named if row.branch is branch]
    if not rows and not kernel:
        return Place()
    order = _Order(line, rows)
    mine = order.key(release) if release else order.place(facts, link)
    packs = order.packs(mine, release, facts, saying)
    scale = order.scale(mine)
    if release:
        return Place(packs, release, scale=scale)
    return Place(packs, None, *order.neighbours(mine, facts.platform), scale)


def _renamed_hals(facts: FileFacts, known: Known) -> tuple[KnownBuild, ...]:
    """Any HAL may lie under the name hal.dll, and may call itself so."""
    if _HAL not in (*facts.names_inside, facts.name.casefold()):
        return ()
    return tuple(row for name, rows in known.modules.items() if name.startswith("hal") for row in rows)


class _Order:
    """The known builds of one branch, oldest first: by version, or by link time where versions do not order."""

    def __init__(self, line: Line, rows: list[KnownBuild]) -> None:
        self.line = line
        # The kernels of one release were linked minutes apart: they share the place of the first.
        self.linked: dict[object, datetime] = {}
        for row in rows:
            if row.link:
                self.linked[_release_of(row)] = min(row.link, self.linked.get(_release_of(row), row.link))
        self.rows = sorted((row for row in rows if self.key(row) is not None), key=self.key)
        self.released = [row for row in self.rows if row.packs]

    def key(self, row: KnownBuild) -> Any:
        return row.version if self.line.numbers_order else self.linked.get(_release_of(row))

    def place(self, facts: FileFacts, link: datetime | None) -> Any:
        """The file's own key."""
        if self.line.numbers_order:
            return facts.version
        # Link times are recorded for i386 only. Another platform's file of a release was linked near by,
        # and has the same number: the release's place is better than its own time.
        same = next((self.key(row) for row in self.rows if row.version and row.version == facts.version), None)
        return (link or same) if facts.platform is Platform.I386 else (same or link)

    def neighbours(self, mine: Any, platform: Platform | None) -> tuple[KnownBuild | None, KnownBuild | None]:
        """The last known build not later, and the first later one; of equals, the one for this platform."""
        if mine is None:
            return None, None
        passed = [row for row in self.rows if self.key(row) <= mine]
        coming = [row for row in self.rows if self.key(row) > mine]
        after = max(passed, key=lambda row: (self.key(row), row.platform is platform), default=None)
        before = min(coming, key=lambda row: (self.key(row), row.platform is not platform), default=None)
        return after, before

    def scale(self, mine: Any) -> Scale | None:
        """Each release once, whatever flavours it came in, and the file's place among them."""
        firsts: dict[str, Any] = {}
        for row in self.released:
            firsts.setdefault(row.title, self.key(row))
        if mine is None or not firsts:
            return None
        passed = sum(key <= mine for key in firsts.values())
        on_one = any(self.key(row) == mine for row in self.released)
        return Scale(tuple(firsts), passed - 1 if on_one else passed - 0.5)

    def packs(self, mine: Any, release: KnownBuild | None, facts: FileFacts, saying: Saying) -> tuple[str, ...]:
        """The packs this file can belong to, first to last, with every pack between."""
        number = self.line.packs.index
        known = self.released if mine is not None else []
        last_passed = release or max((row for row in known if self.key(row) <= mine), key=self.key, default=None)
        coming = min((row for row in known if self.key(row) > mine), key=self.key, default=None)
        first = number(last_passed.packs[0]) if last_passed else 0
        last = len(self.line.packs) - 1
        if coming:
            last = max(number(coming.packs[0]) - 1, number(last_passed.packs[-1]) if last_passed else 0)
        if facts.version and (last_passed is None or self.key(last_passed) != mine):
            for mixed in self.line.mixed:
                if mixed.revisions[0] <= facts.version.revision <= mixed.revisions[1]:
                    first, last = min(first, number(mixed.packs[0])), max(last, number(mixed.packs[-1]))
        packs = self.line.packs[first : last + 1]
        if release:
            _say_exact(packs, release, saying)
        else:
            _say_between(last_passed, coming, self.line, saying)
        return packs


def _release_of(row: KnownBuild) -> object:
    return row.version, row.packs, row.label


def _say_exact(packs: tuple[str, ...], release: KnownBuild, saying: Saying) -> None:
    unrecorded = [pack_title(pack) for pack in packs if pack not in release.packs]
    if unrecorded:
        because = f"it is the file of {release.title}; nobody recorded that of {', '.join(unrecorded)}"
        saying.likely("packs", because)
    else:
        saying.certain("packs", f"it is the file of {release.title}")


def _say_between(passed: KnownBuild | None, coming: KnownBuild | None, line: Line, saying: Saying) -> None:
    if passed and coming:
        saying.likely("packs", f"it is not older than {passed.title}'s and older than {coming.title}'s")
    elif passed:
        saying.likely("packs", f"it is not older than {passed.title}'s, the last one recorded")
    elif coming:
        saying.likely("packs", f"it is older than {coming.title}'s, the first one recorded")
    else:
        saying.likely("packs", f"no such file of a pack of {line.title} is recorded, or its place cannot be told")
