"""boot.ini: which systems the loader of a PC offers, and with which kernel and HAL it starts them.

Only its own words are read. Whether a kernel of that name is there, and which
of several entries is the one that somebody chooses, is not known here.
"""

import re

from ntfp.facts.boot import BootEntry
from ntfp.facts.source import Source

LARGEST = 64 << 10  # bytes that are read of it: one of a kilobyte is long
MOST_ENTRIES = 100  # the loader shows ten

_CODE_PAGE = "cp437"  # it is written in the one of DOS; every byte means something in it
_END = re.compile(rb"[\x00\x1a]")  # where DOS texts end: what lies behind is what lay on the disk before
_SYSTEMS = "operating systems"
_LOADER = ("boot loader", "flexboot", "multiboot")  # what early loaders called it
_ENTRY = re.compile(r'([^="]+)=\s*(?:"([^"]*)"?|([^/]*))(.*)')
_SWITCH = re.compile(r'/(kernel|hal)=(?:"([^"]*)"|([^\s/"]*))', re.IGNORECASE)


def read_boot_ini(source: Source) -> tuple[BootEntry, ...]:
    """The entries of its menu, in their order; a line that is none is left out. Raises `ReadError` alone."""
    opened = source.open()
    try:
        data = opened.read_at(0, LARGEST)
    finally:
        opened.close()
    sections = _sections(_END.split(data, maxsplit=1)[0].decode(_CODE_PAGE))
    default = next((_default(sections[name]) for name in _LOADER if name in sections), None)
    entries: list[BootEntry] = []
    for line in sections.get(_SYSTEMS, ()):
        if len(entries) < MOST_ENTRIES and (parts := _ENTRY.fullmatch(line)) and (path := parts[1].strip()):
            entries.append(_entry(path, (parts[2] or parts[3] or "").strip(), parts[4], chosen=_same(path) == default))
            default = None if entries[-1].default else default  # of several with that path the first is started
    return tuple(entries)


def _sections(text: str) -> dict[str, list[str]]:
    """The lines of each section by its name in lower case, without comments. The first of a name is gone by."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in map(str.strip, re.split(r"[\r\n]+", text)):
        name, end, _ = line.partition("]")
        if end and name.startswith("["):
            lines = []
            sections.setdefault(name[1:].strip().lower(), lines)
        elif line and not line.startswith(";"):
            lines.append(line)
    return sections


def _default(lines: list[str]) -> str | None:
    """The path of the entry that is started when nobody chooses."""
    for line in lines:
        name, equals, path = line.partition("=")
        if equals and name.strip().lower() == "default":
            return _same(path)
    return None


def _entry(path: str, title: str, options: str, *, chosen: bool) -> BootEntry:
    named: dict[str, str] = {}
    for switch in _SWITCH.finditer(options):
        if name := (switch[2] or switch[3] or "").strip().lower():
            named.setdefault(switch[1].lower(), name)
    return BootEntry(path=path, title=title, kernel=named.get("kernel"), hal=named.get("hal"), default=chosen)


def _same(path: str) -> str:
    """A path as two are compared."""
    return path.strip().strip('"').rstrip("\\ ").casefold()
