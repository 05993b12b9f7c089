"""The builds of one file for people: a line a build in the order of time, with what brought it.

Times are of several clocks; each line says of which, and what that means is said
once below.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.lookup import Appearance, Clock
from ntfp.reports.builds import articles_in_words
from ntfp.reports.columns import GAP, in_columns
from ntfp.reports.page import Page
from ntfp.reports.text import Screen

_HEAD = ("day", "time", "clock", "version", "size", "what it came with")
_SIZE = 4
_LEAST_ROOM = 34  # with less beside the numbers what it is gets a line of its own
_CLOCKS = {Clock.LINK: "link", Clock.UTC: "UTC", Clock.LOCAL: "local", Clock.STAMP: "stamp"}
_MEANING = {
    Clock.LINK: "link: when the file was linked, UTC",
    Clock.UTC: "UTC: as an article prints it, said to be UTC",
    Clock.LOCAL: "local: as an article prints it, zone unsaid",
    Clock.STAMP: "stamp: the one time its pack gives all files; it was neither linked nor built then",
}
_MIXED = (
    "for the order local times are taken for Redmond's, eight hours behind UTC:"
    " lines less than a day apart may stand the wrong way round"
)


def render(file: str, builds: Sequence[Appearance], titles: Mapping[Branch, str], screen: Screen) -> Iterator[str]:
    """A group for each branch and platform; nothing where no build is on record."""
    if not builds:
        return
    page = Page(screen)
    flavour = builds[0].flavour
    said = [f"the {flavour.words} kernel"] if flavour else []
    said.append(f"{len(builds):,} build{'s' * (len(builds) != 1)} on record")
    yield page.painted(
        [Text(page.shortened(file, page.width), "bold"), Text(f"{GAP}{f' {page.dot} '.join(said)}", "dim")]
    )
    for (branch, platform), group in groupby(builds, key=lambda build: (build.branch, build.platform)):
        who = (titles.get(branch, str(branch)) if branch else "which Windows is not said") + ", "
        who += str(platform) if platform else "platform not said"
        yield page.painted([Text(), Text(page.shortened(who, page.width), "cyan"), *_group(page, list(group))])
    yield page.painted([Text(), *_legend(page, builds)])


def _group(page: Page, builds: list[Appearance]) -> Iterator[Text]:
    """The numbers in columns, what it is behind them or below, and what is to be known of it."""
    cells = [tuple(map(page.shown, _cells(build))) for build in builds]
    head, *lines = in_columns(cells, right={_SIZE}, head=_HEAD[:-1])
    start = len(GAP) + max(map(cell_len, (head, *lines))) + len(GAP)
    beside = page.width - start >= _LEAST_ROOM
    indent = start if beside else 3 * len(GAP)
    room = page.width - indent
    padded = head.ljust(start - len(GAP)) if beside else head
    yield Text(f"{GAP}{padded}{_HEAD[-1] if beside else ''}".rstrip(), "dim")
    for line, build in zip(lines, builds, strict=True):
        what = _what(page, build, room)
        numbers = GAP + line
        if beside:
            yield Text(numbers.ljust(start)) + what.pop(0)
        else:
            yield Text(numbers)
        yield from (Text(" " * indent) + part for part in what)
        for caveat in _caveats(build):
            folded = page.folded(Text(page.shown(caveat), "yellow"), indent=indent + 2)
            for number, part in enumerate(folded):
                yield Text(" " * indent).append(f"{' ' if number else page.warn} ", "yellow").append_text(part)


def _cells(build: Appearance) -> tuple[str, ...]:
    size = f"{build.size:,}" if build.size is not None else f"{build.size_kb:g} KB" if build.size_kb is not None else ""
    return (
        str(build.date or "not said"),
        f"{build.time:%H:%M}" if build.time else "",
        _CLOCKS[build.clock] if build.date else "",
        str(build.version or ""),
        size,
    )


def _what(page: Page, build: Appearance, room: int) -> list[Text]:
    """The packs it shipped in, the articles whose fix it is, all of them; and as much of a title as fits."""
    notes = [build.label] if build.label else []
    for pack, stamp in build.stamps:
        where = f" in {pack_title(pack)}" if len(build.packs) > 1 else ""
        notes.append(f"stamped {stamp:%Y-%m-%d %H:%M}{where}")
    packs = "/".join(map(pack_title, build.packs)) + (f" ({', '.join(notes)})" if notes else "")
    kinds = [f"language {build.language}"] if build.language not in (None, "en") else []
    kinds += [build.variant] if build.variant else []
    names = [packs.strip()] if packs else []
    names += [articles_in_words(build.articles)] if build.articles else []
    if not names:  # neither a pack nor a fix that is on record here
        names = list(build.sources)
    said = Text().append(page.shown(", ".join((*names, *kinds))), "green" if build.packs else "")
    what = page.folded(said, indent=page.width - 2 - room) or [Text()]
    left = room - cell_len(what[-1].plain) - 2
    if build.title and left >= 10:
        what[-1].append(": ", "dim").append(page.shortened(build.title, left), "dim")
    return what


def _caveats(build: Appearance) -> Iterator[str]:
    """What is in doubt about it, and what was mended."""
    if build.date_doubt:
        yield f"the day may be {build.date_doubt}: month or day first is not settled"
    for caveat in build.caveats:
        yield f"{caveat.kb}, line {caveat.line}: {caveat.about}"


def _legend(page: Page, builds: Sequence[Appearance]) -> Iterator[Text]:
    """What the clocks mean that were shown."""
    clocks = {build.clock for build in builds if build.date}
    words = [meaning for clock, meaning in _MEANING.items() if clock in clocks]
    if {build.utc for build in builds if build.date} == {True, False}:
        words.append(_MIXED)
    for word in words:
        yield from (Text(line.plain, "dim") for line in page.folded(Text(word)))
