"""Results for people: a short block a kernel, a line for every other file.

The bar in a kernel's block is the branch's known releases in order, with the
build's place among them. Every colour repeats what a word or sign says.
"""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from ntfp.facts.build import Branch, Build
from ntfp.facts.file import FileFacts
from ntfp.facts.report import Identified, Skipped
from ntfp.reports.builds import listed, place, who
from ntfp.reports.page import Page
from ntfp.reports.text import Screen

_LAST_COLUMN = 15


def render(entries: Iterable[Identified | Skipped], screen: Screen) -> Iterator[str]:
    """Text for each identified file as it comes; what was skipped is the caller's to sum up."""
    page = Page(screen)
    above: bool | None = None  # was what stands above a block?
    for entry in entries:
        if isinstance(entry, Skipped):
            continue
        block = entry.build.kernel
        lines = _block(page, entry) if block else [_line(page, entry)]
        if above or (block and above is False):
            lines.insert(0, Text())
        above = block
        yield page.painted(lines)


def _block(page: Page, entry: Identified) -> list[Text]:
    """All about a kernel."""
    facts, build = entry.facts, entry.build
    machine = facts.platform or f"machine {facts.machine:#x}"
    lines = [Text(part, "bold") for part in page.chopped(page.shown(facts.path))]
    inside = [Text(part, "cyan") for part in page.listed(who(build, machine, page))]
    inside += map(Text, page.listed(_what(facts)))
    if build.scale:
        inside += page.bar(build.scale)
    inside += page.folded(Text(page.shown(place(build)), "green" if build.release else ""))
    if said := listed(build):
        inside += page.folded(Text(page.shown(said), "green" if build.listed else ""))
    inside += page.remarked(build.remarks)
    return lines + [Text("  ") + line for line in inside]


def _line(page: Page, entry: Identified) -> Text:
    """Path, version, platform, link date and size as far as there is room, and what it is."""
    facts, build = entry.facts, entry.build
    columns = [f"{facts.version or '-'!s:<14}", f"{facts.platform or f'{facts.machine:#x}':<6}"]
    if page.width >= 90:
        columns.append(f"{facts.link_time:%Y-%m-%d}" if facts.link_time else f"{'-':<10}")
    if page.width >= 110:
        columns.append(f"{facts.size:>13,}")
    sign = f" {page.warn}" if build.remarks else ""
    what = page.shortened(_short_what(build), _LAST_COLUMN - len(sign))
    tail = "  ".join(("", *columns, what))
    room = page.width - cell_len(tail) - (_LAST_COLUMN - cell_len(what))
    line = Text(page.fitted(page.shown(facts.path), room) + (tail if sign else tail.rstrip()))
    return line.append(sign, "yellow")


def _what(facts: FileFacts) -> list[str]:
    link = facts.link_time
    words = [
        str(facts.version or "no version"),
        f"linked {link:%Y-%m-%d %H:%M:%S} UTC" if link else "no link time",
        f"{facts.size:,} bytes",
    ]
    if facts.deep and facts.deep.checksum is not None:
        ok = facts.deep.checksum == facts.checksum
        words.append("no checksum" if not facts.checksum else "checksum ok" if ok else "checksum WRONG")
    return words


def _short_what(build: Build) -> str:
    if build.branch is Branch.OTHER:
        return build.foreign or ""
    if build.release:
        return f"{build.branch} {build.release.title.partition(' (')[0]}"
    return str(build.branch)
