"""What a search found, for people: a line an article, with whom it concerns and which packs have the fix."""

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ntfp.facts.build import Branch, pack_title
from ntfp.facts.lookup import Match
from ntfp.facts.signature import AFTER_LAST, LATEST, Signature
from ntfp.reports.page import Page
from ntfp.reports.text import Screen

_GAP = "  "
_HEAD = ("article", "revised", "Windows and packs", "title")
_NUMBER, _DAY = 8, 10
_LEAST_TITLE = 28  # with less room a title gets a line of its own
_SHORT = {LATEST: "latest pack", AFTER_LAST: "in no pack"}


def render(matches: tuple[Match, ...], records: int, screen: Screen) -> Iterator[str]:
    """The articles in the order they come in, and of how many they are; nothing where none was found."""
    if not matches:
        return
    page = Page(screen)
    systems = [page.shown(systems_in_words(match.signature)) for match in matches]
    beside = page.width - (_NUMBER + _DAY + 3 * len(_GAP))  # for the systems and the title
    room = min(max(map(cell_len, (*systems, _HEAD[2]))), max(24, beside * 2 // 5))
    title = beside - room
    if title < _LEAST_TITLE:
        room, title = beside, 0
    yield page.painted([_head(room, title)])
    for match, system in zip(matches, systems, strict=True):
        yield page.painted(list(_lines(page, match.signature, system, room, title)))
    count = f"{len(matches):,} of {records:,} articles" if len(matches) < records else f"all {records:,} articles"
    yield page.painted([Text(), Text(count, "dim")])


def systems_in_words(signature: Signature) -> str:
    """Each branch it speaks of, with the packs that have the fix: "nt351, nt4 SP4, win2000 RTM"."""
    words: list[str] = []
    for branch in Branch:
        packs = dict.fromkeys(claim.pack for claim in signature.fixed_in if claim.branch is branch)
        if packs or branch in signature.branches:
            named = "/".join(_SHORT.get(pack) or pack_title(pack) for pack in sorted(packs, key=_order))
            words.append(f"{branch} {named}".rstrip())
    return ", ".join(words)


def _order(pack: str) -> tuple[int, str]:
    """Numbers first, as they rise."""
    return tuple(_SHORT).index(pack) + 1 if pack in _SHORT else 0, pack


def _head(room: int, title: int) -> Text:
    words = [_HEAD[0].ljust(_NUMBER), _HEAD[1].ljust(_DAY), _HEAD[2].ljust(room), _HEAD[3]]
    return Text(_GAP.join(words if title else words[:3]).rstrip(), "dim")


def _lines(page: Page, signature: Signature, system: str, room: int, title: int) -> Iterator[Text]:
    line = Text(set_cell_size(page.shortened(signature.kb, _NUMBER), _NUMBER), "bold")
    line = Text().append_text(line).append(f"{_GAP}{str(signature.revised or '').ljust(_DAY)}{_GAP}")
    line.append(set_cell_size(page.shortened(system, room), room) if title else page.shortened(system, room))
    if title:
        yield line.append(_GAP).append(page.shortened(signature.title, title))
        return
    line.rstrip()
    yield line
    indent = _NUMBER + len(_GAP)
    yield Text(" " * indent).append(page.shortened(signature.title, page.width - indent), "dim")
