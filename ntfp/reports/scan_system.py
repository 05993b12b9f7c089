"""A system for people: where it is, which NT it is, what its registry says, and what beside it was not judged.

How it stands with its fixes is shown by `ntfp.reports.scan_table`.
"""

from collections.abc import Iterable, Iterator

from rich.text import Text

from ntfp.facts.verdict import Judged
from ntfp.reports.articles import labelled
from ntfp.reports.builds import listed, place, who
from ntfp.reports.page import Page
from ntfp.reports.standing import below, hotfixes_of, registry_says, rollup_says

GAP = "  "
_MOST_ASIDE = 4  # folders named: a system that was kept up has dozens
_MOST_HOTFIXES = 60  # named, by their keys and uninstall folders: JSON has all
_LONGEST = 400  # of what a disk says of itself, which can be of any length


def system_lines(page: Page, system: Judged) -> list[Text]:
    """What system this is: where, which NT, on which pack, and what is odd about its kernel."""
    return _system(page, system, bar=False)


def system_block(page: Page, system: Judged) -> list[Text]:
    """The same with its place among the releases, and all that was found around its files."""
    around = [*_registry(page, system), *_aside(page, system), *_damaged(page, system)]
    return [*_system(page, system, bar=True), *around, *warned(page, system.remarks)]


def warned(page: Page, remarks: Iterable[str]) -> Iterator[Text]:
    """Each with a sign before it, folded."""
    for remark in remarks:
        said = page.shortened(remark, _LONGEST)
        first, *others = page.folded(Text(said, "yellow"), indent=4) or [Text()]
        yield Text(f"{GAP}{page.warn} ", "yellow") + first
        yield from (Text(2 * GAP) + other for other in others)


def _system(page: Page, system: Judged, *, bar: bool) -> list[Text]:
    build = system.build
    lines = [Text(part, "bold") for part in page.chopped(page.shown(system.root))]
    inside = [Text(part, "cyan") for part in page.listed(who(build, str(build.platform or "machine unknown"), page))]
    standing = f"{build.version or 'no version'} {page.dot} {page.shown(place(build))}"
    inside += page.folded(Text(standing, "green" if build.release else ""))
    if bar and build.scale and build.scale.releases:
        inside += page.bar(build.scale)
    if said := listed(build):
        inside += page.folded(Text(page.shown(said), "green" if build.listed else ""))
    return lines + [Text(GAP) + line for line in (*inside, *page.remarked(build.remarks))]


def _registry(page: Page, system: Judged) -> Iterator[Text]:
    """What it claims. That there is none is no flaw of the system, and changes how sure one can be."""
    claims = system.claims
    yield from labelled(page, "registry", registry_says(system, f" {page.dot} "))
    if claims is None:
        return
    if claims.pack_text:
        yield from labelled(page, "", f'its words: "{page.shortened(claims.pack_text, _LONGEST)}"')
    if claims.installed:
        keys = hotfixes_of(claims)
        others = f" and {len(keys) - _MOST_HOTFIXES:,} more" if keys[_MOST_HOTFIXES:] else ""
        yield from labelled(page, "hotfixes", page.shown(" ".join(keys[:_MOST_HOTFIXES]) + others))
    for rollup in system.rollups:
        yield from labelled(page, "roll-up", rollup_says(rollup))
    yield from warned(page, claims.remarks)


def _aside(page: Page, system: Judged) -> Iterator[Text]:
    """What lies in the system's folder and is not what runs."""
    named, others = system.aside[:_MOST_ASIDE], len(system.aside[_MOST_ASIDE:])
    for number, aside in enumerate(named):
        path = below(aside.path, system.root)
        yield from labelled(page, "" if number else "not judged", page.shown(f"{path}: {aside.because}"))
    if others:
        yield from labelled(page, "", f"and {others:,} more folder{'s' * (others > 1)} like these; JSON has them all")


def _damaged(page: Page, system: Judged) -> Iterator[Text]:
    """Files that could be read and not believed. What is odd about the kernel has been said."""
    yield from warned(page, (f"{file.path}: {file.because}" for file in system.damaged if file.path != system.kernel))
