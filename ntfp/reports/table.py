"""Results for people: a short block a kernel, a line for every other file.

The bar in a kernel's block is the branch's known releases in order, with the
build's place among them. Every colour repeats what a word or sign says.
"""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from ntfp.facts.build import Branch, Build, Confidence, KnownBuild, Scale, pack_title
from ntfp.facts.file import FileFacts
from ntfp.facts.report import Identified, Skipped
from ntfp.reports.text import Screen

NARROWEST, WIDEST = 60, 160  # beyond, the eye loses the line
# What a file says of itself can be of any length; JSON has all of it.
_LONGEST_OWNER, _LONGEST_REMARK = 40, 400
_LAST_COLUMN = 15


def render(entries: Iterable[Identified | Skipped], screen: Screen) -> Iterator[str]:
    """Text for each identified file as it comes; what was skipped is the caller's to sum up."""
    page = _Page(screen)
    above: bool | None = None  # was what stands above a block?
    for entry in entries:
        if isinstance(entry, Skipped):
            continue
        block = entry.build.kernel
        lines = page.block(entry) if block else [page.line(entry)]
        if above or (block and above is False):
            lines.insert(0, Text())
        above = block
        yield page.painted(lines)


class _Page:
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
                self.console.print(line, soft_wrap=True)  # each is as long as it should be
        return capture.get()

    def block(self, entry: Identified) -> list[Text]:
        """All about a kernel."""
        facts, build = entry.facts, entry.build
        lines = [Text(part, "bold") for part in self._chopped(self.shown(facts.path))]
        inside = [Text(part, "cyan") for part in self._listed(_who(facts, build, self))]
        inside += map(Text, self._listed(_what(facts)))
        if build.scale:
            inside += self._bar(build.scale)
        inside += self._folded(Text(_place(build), "green" if build.release else ""))
        for remark in build.remarks:
            said = self.shortened(str(remark), _LONGEST_REMARK)
            first, *others = self._folded(Text(said, "yellow"), indent=2)
            inside += [Text(f"{self.warn} ", "yellow") + first, *(Text("  ") + other for other in others)]
        return lines + [Text("  ") + line for line in inside]

    def line(self, entry: Identified) -> Text:
        """Path, version, platform, link date and size as far as there is room, and what it is."""
        facts, build = entry.facts, entry.build
        columns = [f"{facts.version or '-'!s:<14}", f"{facts.platform or f'{facts.machine:#x}':<6}"]
        if self.width >= 90:
            columns.append(f"{facts.link_time:%Y-%m-%d}" if facts.link_time else f"{'-':<10}")
        if self.width >= 110:
            columns.append(f"{facts.size:>13,}")
        sign = f" {self.warn}" if build.remarks else ""
        what = self.shortened(_short_what(build), _LAST_COLUMN - len(sign))
        tail = "  ".join(("", *columns, what))
        room = self.width - cell_len(tail) - (_LAST_COLUMN - cell_len(what))
        line = Text(self._fitted(self.shown(facts.path), room) + (tail if sign else tail.rstrip()))
        return line.append(sign, "yellow")

    def shortened(self, text: str, room: int) -> str:
        """As much of the text as fits in so many cells, from its beginning."""
        text = self.shown(text)
        return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + self.cut

    def _fitted(self, path: str, room: int) -> str:
        """The path in exactly so many cells, its end kept: that is where the file's name stands."""
        if cell_len(path) > room:
            path = path[-room:]
            while cell_len(path) > room - 1:
                path = path[1:]
            path = self.cut + path
        return set_cell_size(path, room)

    def _chopped(self, path: str) -> list[str]:
        """All of the path, in lines that are full: a path has no words to break it at."""
        lines = [""]
        for char in path:
            if cell_len(lines[-1] + char) > self.width:
                lines.append("")
            lines[-1] += char
        return lines

    def _listed(self, words: list[str]) -> list[str]:
        """The words with dots between them; a line ends only where a word does."""
        lines = words[:1]
        for word in words[1:]:
            longer = f"{lines[-1]} {self.dot} {word}"
            if cell_len(longer) <= self.width - 2:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _folded(self, text: Text, indent: int = 0) -> list[Text]:
        lines = list(text.wrap(self.console, self.width - 2 - indent))
        for line in lines:
            line.rstrip()
        return lines

    def _bar(self, scale: Scale) -> list[Text]:
        """Ticks for the releases, a mark for the build, the names below."""
        names = [_short(name) for name in scale.releases]
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


def _who(facts: FileFacts, build: Build, page: _Page) -> list[str]:
    if build.foreign:
        words = [f"{page.shortened(build.foreign, _LONGEST_OWNER)}, no Windows"]
    else:
        words = [_branch(facts, build)]
    words.append(facts.platform or f"machine {facts.machine:#x}")
    if build.flavour:
        words.append(build.flavour.words)
    elif not build.foreign:
        words.append("uni- or multiprocessor unknown")
    if build.checked is not None:
        words.append("checked" if build.checked else "free")
    words.append(build.language or "language unknown")
    return words


def _branch(facts: FileFacts, build: Build) -> str:
    if build.title:
        return build.title
    return "no Windows known here" if facts.version else "no Windows that can be told"


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


def _place(build: Build) -> str:
    if build.release:
        sure = any(
            ground.statement == "release" and ground.confidence is Confidence.CERTAIN for ground in build.evidence
        )
        others = ", ".join(pack_title(pack) for pack in build.packs if pack not in build.release.packs)
        unrecorded = f"; nobody recorded that of {others}" if others else ""
        return f"{'this is' if sure else 'likely'} the kernel of {build.release.title}{unrecorded}"
    if not build.packs:
        return "no pack can be told"
    neighbours = _neighbours(build)
    return f"likely on {_range(build.packs)}{': ' if neighbours else ''}{neighbours}"


def _neighbours(build: Build) -> str:
    after, before = build.after, build.before
    if after and before and after.version != build.version:
        return f"between {_known(after)} and {_known(before)}"
    words = [f"before {_known(before)}"] if before else []
    if after and after.version != build.version:
        words.insert(0, f"after {_known(after)}")
    elif after:
        words.insert(0, f"the version of {after.title}" if after.packs else f"a version known from {after.source}")
    return ", ".join(words)


def _known(known: KnownBuild) -> str:
    if not known.packs or not known.version:
        return known.title
    return f"{known.title} ({known.version})".replace(") (", ", ")  # the title may end in one, too


def _range(packs: tuple[str, ...]) -> str:
    first, last = pack_title(packs[0]), pack_title(packs[-1])
    if len(packs) == 1:
        return first
    return f"{first} or {last}" if len(packs) == 2 else f"one of {first} to {last}"


def _short(title: str) -> str:
    """What fits below a tick: "SP6" of SP6/SP6a, "528" of RTM (disc 528)."""
    name, _, label = title.partition(" (disc ")
    return label.rstrip(")") if label.rstrip(")").isdigit() else name.split("/")[0]


def _short_what(build: Build) -> str:
    if build.branch is Branch.OTHER:
        return build.foreign or ""
    if build.release:
        return f"{build.branch} {build.release.title.partition(' (')[0]}"
    return str(build.branch)
