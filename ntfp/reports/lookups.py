"""The seams of the catalogue's commands: the formats each can write, in order.

What people read is loaded when it is asked for: it takes longer to load than JSON to write.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ntfp.facts.build import Branch
from ntfp.facts.lookup import Appearance, Entry, Inventory, Match
from ntfp.reports.lookup_json import found_json, history_json, inventory_json, record_json
from ntfp.reports.text import Screen, spelled_out

Titles = Mapping[Branch, str]

NOT_SAID = "not said"  # what stands in a table in the place of a branch or platform


def _record_table(entry: Entry, titles: Titles, screen: Screen) -> Iterator[str]:
    from ntfp.reports.records import render

    return render(entry, titles, screen)


def _record_toml(entry: Entry, _titles: Titles, _screen: Screen) -> Iterator[str]:
    r"""The record as it is written. What could steer a terminal is a `\u` escape: to TOML it is the same."""
    yield "\n".join(spelled_out(line, _as_toml) for line in entry.text.split("\n"))


def _as_toml(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"


def _record_json(entry: Entry, _titles: Titles, _screen: Screen) -> Iterator[str]:
    return record_json(entry)


def _found_table(matches: tuple[Match, ...], records: int, screen: Screen) -> Iterator[str]:
    from ntfp.reports.found import render

    return render(matches, records, screen)


def _found_json(matches: tuple[Match, ...], records: int, _screen: Screen) -> Iterator[str]:
    return found_json(matches, records)


def _inventory_table(inventory: Inventory, screen: Screen) -> Iterator[str]:
    from ntfp.reports.figures import render

    return render(inventory, screen)


def _inventory_json(inventory: Inventory, _screen: Screen) -> Iterator[str]:
    return inventory_json(inventory)


def _history_table(file: str, builds: Sequence[Appearance], titles: Titles, screen: Screen) -> Iterator[str]:
    from ntfp.reports.chronicle import render

    return render(file, builds, titles, screen)


def _history_json(file: str, builds: Sequence[Appearance], _titles: Titles, _screen: Screen) -> Iterator[str]:
    return history_json(file, builds)


RECORD: dict[str, Callable[[Entry, Titles, Screen], Iterator[str]]] = {
    "table": _record_table,
    "toml": _record_toml,
    "json": _record_json,
}
FOUND: dict[str, Callable[[tuple[Match, ...], int, Screen], Iterator[str]]] = {
    "table": _found_table,
    "json": _found_json,
}
INVENTORY: dict[str, Callable[[Inventory, Screen], Iterator[str]]] = {
    "table": _inventory_table,
    "json": _inventory_json,
}
HISTORY: dict[str, Callable[[str, Sequence[Appearance], Titles, Screen], Iterator[str]]] = {
    "table": _history_table,
    "json": _history_json,
}
