"""The exact release a file is: version and link time are both a released file's.

Half a match is no match. A version without its link time is another build or
a changed file, and so is a link time without its version; only where one of
the two is lost may the size stand in for it, and then it is likely.
"""

from datetime import datetime

import msgspec

from ntfp.facts.build import Confidence, KnownBuild, Line
from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity
from ntfp.identifying.imports import starts_processors
from ntfp.identifying.saying import Saying


def believable_link(facts: FileFacts, line: Line, saying: Saying) -> datetime | None:
    """The link time, unless it cannot be one of this branch: tampered with, or a hash."""
    link = facts.link_time
    if link is None:
        saying.remark(Oddity.LINK_TIME_IMPOSSIBLE, f"its link time stamp {facts.timestamp:#010x} is no time")
        return None
    if not line.linked_at(link):
        detail = f"it says it was linked on {link:%Y-%m-%d}; no file of {line.title} was"
        saying.remark(Oddity.LINK_TIME_IMPOSSIBLE, detail)
        return None
    return link


class Release(msgspec.Struct, frozen=True):
    """A recorded file, and how sure it is that this is it."""

    row: KnownBuild
    confidence: Confidence


def find_release(facts: FileFacts, link: datetime | None, rows: list[KnownBuild], saying: Saying) -> Release | None:
    """The released file this one is, if it is one."""
    rows = [row for row in rows if row.platform is facts.platform]
    matches = [(row, match) for row in rows if (match := _match(facts, link, row))]
    starts = starts_processors(facts)
    fitting = [
        (row, match)
        for row, match in matches
        if starts is None or row.flavour is None or row.flavour.multiprocessor == starts
    ]
    # Version and link time outrank the imports, if they are one file's alone; less does not.
    matches = fitting or [found for found in matches if found[1][0] is Confidence.CERTAIN]
    if not matches:
        _remark_on_half(facts, link, rows, saying)
        return None
    if len(matches) > 1:  # two linked in one second: the size tells which, or the name the file gives itself
        matches = (
            [found for found in matches if found[0].size == facts.size]
            or [found for found in matches if found[0].file in facts.names_inside]
            or matches
        )
    if len(matches) > 1:
        files = ", ".join(row.file for row, _ in matches)
        saying.likely(
            "release", f"it is one of {files}, which were linked in one second, and its size is none of theirs"
        )
        return None
    ((row, (confidence, because)),) = matches
    saying.say("release", because, confidence)
    if row.size not in (None, facts.size):
        detail = f"it has {facts.size:,} bytes, the released English file has {row.size:,}"
        saying.remark(Oddity.SIZE_DISAGREES, detail)
    return Release(row, confidence)


def _match(facts: FileFacts, link: datetime | None, row: KnownBuild) -> tuple[Confidence, str] | None:
    """How sure and why the file is that released one, or `None` where it is not."""
    whose = f"those of {row.title}'s {row.file}"
    same_version = facts.version is not None and facts.version == row.version
    same_link = link is not None and link == row.link
    if same_version and same_link:
        return Confidence.CERTAIN, f"version {facts.version} and link time are {whose}"
    if facts.size != row.size:
        return None
    if same_link and facts.version is None:
        lacking = "which has no version" if row.version is None else "its version is lost"
        return Confidence.LIKELY, f"link time and size are {whose}, {lacking}"
    if same_version and link is None:
        return Confidence.LIKELY, f"version and size are {whose}, and no link time speaks against it"
    return None


def _remark_on_half(facts: FileFacts, link: datetime | None, rows: list[KnownBuild], saying: Saying) -> None:
    """Version or link time of a release, or each of another one: a build of its own, or a file that was changed."""
    if link is None or facts.version is None:
        return
    by_link = next((row for row in rows if row.link == link), None)
    by_version = next((row for row in rows if row.version == facts.version), None)
    if by_link:
        detail = f"its link time is that of {by_link.title}'s {by_link.file}, its version {facts.version} is not"
        saying.remark(Oddity.LINK_TIME_DISAGREES, detail)
    if by_version:
        whose = f"that of {by_version.title}'s {by_version.file}"
        detail = f"its version is {whose}, its link time {link:%Y-%m-%d %H:%M:%S} is not"
        saying.remark(Oddity.LINK_TIME_DISAGREES, detail)
