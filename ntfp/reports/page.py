"""The page: what the place of output can show, and how text is made to fit it.

Names come from other people's disks: nothing on a page can steer a terminal,
and whatever is longer than its place is cut or folded.
"""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from ntfp.facts.build import Scale
from ntfp.facts.remark import Remark
from ntfp.reports.text import Screen

NARROWEST, WIDEST = 60, 160  # beyond, the eye loses the line
_LONGEST_REMARK = 400  # what a file says of itself can be of any length; JSON has all of it


class Page:
    """A screen to write on: its width, and the few signs beyond ASCII or what stands for them."""

    def __init__(self, screen: Screen) -> None:
        self.width = min(max(NARROWEST, screen.width), WIDEST)
        self.shown = screen.shown
        self.dot, self.cut, self.tick, self.rule, self.ahead, self.here, self.warn = (
            ("·", "…", "┼", "─", "┈", "●", "▲") if screen.unicode else ("-", "~", "+", "-", ".", "#", "!")
        )
        self.console = Console(
            force_terminal=screen.color,
            color_system="standard" if screen.color else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},  # what the screen can do was said already
        )

    def painted(self, lines: list[Text]) -> str:
        with self.console.capture() as capture:
            for line in lines:
                self.console.print(self._harmless(line), soft_wrap=True)  # each is as long as it should be
        return capture.get()

    def _harmless(self, line: Text) -> Text:
        """The line, whoever made it: what was not made visible where it was said loses its colours here."""
        shown = self.shown(line.plain)
        return line if shown == line.plain else Text(shown)

    def shortened(self, text: str, room: int) -> str:
        """As much of the text as fits in so many cells, from its beginning."""
        text = self.shown(text)
        return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + self.cut

    def fitted(self, path: str, room: int) -> str:
        """The path in exactly so many cells, its end kept: that is where the file's name stands."""
        if cell_len(path) > room:
            path = path[-room:]
            while cell_len(path) > room - 1:
                path = path[1:]
            path = self.cut + path
        return set_cell_size(path, room)

    def chopped(self, path: str) -> list[str]:
        """All of the path, in lines that are full: a path has no words to break it at."""
        lines = [""]
        for char in path:
            if cell_len(lines[-1] + char) > self.width:
                lines.append("")
            lines[-1] += char
        return lines

    def listed(self, words: list[str]) -> list[str]:
        """The words with dots between them; a line ends only where a word does."""
        lines = words[:1]
        for word in words[1:]:
            longer = f"{lines[-1]} {self.dot} {word}"
            if cell_len(longer) <= self.width - 2:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def remarked(self, remarks: Iterable[Remark]) -> list[Text]:
        """Each with a sign before it, folded."""
        lines: list[Text] = []
        for remark in remarks:
            said = self.shortened(str(remark), _LONGEST_REMARK)
            first, *others = self.folded(Text(said, "yellow"), indent=2)
            lines += [Text(f"{self.warn} ", "yellow") + first, *(Text("  ") + other for other in others)]
        return lines

    def folded(self, text: Text, indent: int = 0) -> list[Text]:
        lines = list(text.wrap(self.console, self.width - 2 - indent))
        for line in lines:
            line.rstrip()
        return lines

    def bar(self, scale: Scale) -> list[Text]:
        """Ticks for the releases, a mark for the build, the names below."""
        names = [self.shown(_short_title(name)) for name in scale.releases]
        if any(cell_len(name) != len(name) for name in names):
            return []  # a name would not stand below its tick
        half = max(map(len, names)) // 2 + 2
        ticks = [half + 2 * half * number for number in range(len(names))]
        end = ticks[-1] + half
        if end >= self.width - 2:
            return []
        mark = round(half + 2 * half * scale.at)
        cells = [self.rule if place < mark else self.ahead for place in range(end + 1)]
        below = [" "] * (end + 1)
        for tick, name in zip(ticks, names, strict=True):
            cells[tick] = self.tick
            start = tick - len(name) // 2
            below[start : start + len(name)] = name
        bar = Text("".join(cells[:mark]))
        bar.append(self.here, "bold green")
        bar.append("".join(cells[mark + 1 :]), "dim")
        return [bar, Text("".join(below).rstrip(), "dim")]


def _short_title(title: str) -> str:
    """What fits below a tick: "SP6" of SP6/SP6a, "528" of RTM (disc 528)."""
    name, _, label = title.partition(" (disc ")
    return label.rstrip(")") if label.rstrip(")").isdigit() else name.split("/")[0]
