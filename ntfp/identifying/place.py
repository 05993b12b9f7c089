"""A file's place among the known builds of its branch, and the packs that leaves.

A place gives a range of packs: from the last release not later than the file
up to the pack before the next release. A pack whose file nobody recorded
widens the range, and so does a link time that tells another story than the
version; nothing narrows it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from ntfp.facts.build import HAL, Branch, Confidence, Known, KnownBuild, Line, Scale, pack_title
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.identifying.contradictions import is_checked
from ntfp.identifying.owner import modules_named, possible_modules
from ntfp.identifying.release import Release, believable_link, find_release
from ntfp.identifying.saying import Saying


class Place(msgspec.Struct, frozen=True):
    """Where a file stands among the known builds of its branch."""

    packs: tuple[str, ...] = ()
    release: KnownBuild | None = None
    confidence: Confidence = Confidence.LIKELY  # in the release
    after: KnownBuild | None = None
    before: KnownBuild | None = None
    scale: Scale | None = None


def find_place(facts: FileFacts, known: Known, branch: Branch, kernel: bool, saying: Saying) -> Place:
    """The place of the file, and what it rests on."""
    line = known.line(branch)
    if line is None:
        return Place()
    link = believable_link(facts, line, saying)
    possible = known.kernels if kernel else possible_modules(facts, known)
    recorded = [row for row in possible if row.branch is branch and row.packs]
    free = not is_checked(facts)  # recorded are free builds: a checked one has sizes and link times of its own
    release = find_release(facts, link, recorded, saying) if free else None
    if release:
        row = release.row
        order = _Order(line, known.kernels if kernel else known.modules[row.file])
        packs = order.packs_of(release, saying)
        return Place(packs, row, release.confidence, scale=order.scale(order.key(row)))
    if not kernel and HAL in facts.names_inside:
        return Place()  # it calls itself hal.dll, as any HAL may: there is no telling among whose builds it belongs
    order = _Order(line, known.kernels if kernel else modules_named(facts, known))
    if not order.rows and not kernel:
        return Place()
    mine = order.place(facts, link)
    after, before = order.neighbours(mine, facts.platform)
    packs = order.packs_around(mine, link if free else None, facts, saying)
    return Place(packs, after=after, before=before, scale=order.scale(mine))


class _Order:
    """The known builds of one branch, oldest first: by version, or by link time where versions do not order."""

    def __init__(self, line: Line, rows: Iterable[KnownBuild]) -> None:
        self.line = line
        rows = [row for row in rows if row.branch is line.branch]
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
        same = self._key_of_number(facts)
        return (link or same) if facts.platform is Platform.I386 else (same or link)

    def _key_of_number(self, facts: FileFacts) -> Any:
        return next((self.key(row) for row in self.rows if row.version and row.version == facts.version), None)

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

    def packs_of(self, release: Release, saying: Saying) -> tuple[str, ...]:
        """The packs of a release's own file, and those after it whose file nobody recorded."""
        row = release.row
        coming = self._coming(self.key(row))
        first, last = self._number(row.packs[0]), self._last_before(coming, row)
        packs = self.line.packs[first : last + 1]
        if unrecorded := [pack_title(pack) for pack in packs if pack not in row.packs]:
            because = f"it is the file of {row.title}; nobody recorded that of {', '.join(unrecorded)}"
            saying.likely("packs", because)
        else:
            saying.say("packs", f"it is the file of {row.title}", release.confidence)
        return packs

    def packs_around(self, mine: Any, link: datetime | None, facts: FileFacts, saying: Saying) -> tuple[str, ...]:
        """The packs this file can belong to by its place, with every pack between."""
        if mine is None or not self.released:
            because = f"no such file of a pack of {self.line.title} is recorded"
            saying.likely("packs", because if mine is not None else "neither version nor link time give it a place")
            return self.line.packs
        passed, coming = self._passed(mine), self._coming(mine)
        first = self._number(passed.packs[0]) if passed else 0
        last = self._last_before(coming, passed)
        number = self._key_of_number(facts)
        by_link = not self.line.numbers_order and mine == link
        grounds = [_words("its link time" if by_link else "its version", passed, coming)]
        if not self.line.numbers_order and number not in (None, mine):
            named = self._passed(number)
            grounds.append(f"its version is that of {named.title}" if named else "")
            first = min(first, self._number(named.packs[0])) if named else first
            last = max(last, self._last_before(self._coming(number), named))
        if self.line.numbers_order and link and passed and passed.platform is facts.platform:
            if link < self.linked.get(_release_of(passed), link):
                first = min(first, self._number_by(link))
                grounds.append(f"it was linked before {passed.title}'s")
                if number is None:  # else the release has been told whose version it has and whose time it has not
                    detail = f"its version is above {passed.title}'s, but it was linked before that"
                    saying.remark(Oddity.LINK_TIME_DISAGREES, detail)
            for row in self.released:
                if row.link == link and _release_of(row) != _release_of(passed):
                    last = max(last, self._number(row.packs[-1]))
                    grounds.append(f"it has the link time of {row.title}'s")
        revision = facts.version.revision if facts.version and number is None else -1
        for mixed in self.line.mixed:
            if mixed.revisions[0] <= revision <= mixed.revisions[1]:
                first, last = min(first, self._number(mixed.packs[0])), max(last, self._number(mixed.packs[-1]))
                grounds.append("two trees gave out such numbers side by side")
        saying.likely("packs", "; ".join(filter(None, grounds)))
        return self.line.packs[first : last + 1]

    def _number_by(self, link: datetime) -> int:
        """The pack a link time speaks for. Windows 2000's fixes for one pack were numbered above the next."""
        linked = [row for row in self.released if row.link and row.link <= link]
        return min((self._number(row.packs[0]) for row in linked[-1:]), default=0)

    def _number(self, pack: str) -> int:
        return self.line.packs.index(pack)

    def _passed(self, key: Any) -> KnownBuild | None:
        return max((row for row in self.released if self.key(row) <= key), key=self.key, default=None)

    def _coming(self, key: Any) -> KnownBuild | None:
        return min((row for row in self.released if self.key(row) > key), key=self.key, default=None)

    def _last_before(self, coming: KnownBuild | None, passed: KnownBuild | None) -> int:
        """The pack before the next release, and never one before the last."""
        if coming is None:
            return len(self.line.packs) - 1
        return max(self._number(coming.packs[0]) - 1, self._number(passed.packs[-1]) if passed else 0)


def _release_of(row: KnownBuild) -> object:
    return row.version, row.packs, row.label


def _words(what: str, passed: KnownBuild | None, coming: KnownBuild | None) -> str:
    words = [f"not below {passed.title}'s"] if passed else []
    words += [f"below {coming.title}'s"] if coming else []
    return f"{what} is {' and '.join(words)}"
