"""Parts of OVAL: tests with their objects, states and variables, each once.

Their numbers are made of what they say, so the same test has the same number in every file, whatever else is in it. Of
articles nothing is known here, and of Windows where its registry keeps things.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ntfp.reports.exporting.oval.elements import attribute, content

SPACE = "http://oval.mitre.org/XMLSchema/oval-definitions-5"
WINDOWS, INDEPENDENT = f"{SPACE}#windows", f"{SPACE}#independent"
NAMESPACE = "ntfp"  # of the numbers; no domain stands behind it

CURRENT_VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_FIRST, _NUMBERS = 1_000_000_000, 9_000_000_000  # ten digits, above all numbers of articles

# Where below its own folder Windows keeps files.
_FOLDERS = (
    "",
    r"\cluster",
    r"\system32",
    r"\system32\drivers",
    r"\system32\inetsrv",
    *(
        rf"\system32\spool\{place}\{platform}{level}"
        for platform in ("w32alpha", "w32mips", "w32ppc", "w32x86", "win40")
        for place, levels in (("drivers", ("", r"\0", r"\1", r"\2", r"\3")), ("prtprocs", ("",)))
        for level in levels
    ),
)


class State(NamedTuple):
    """What one entity of a thing has to be; of a list one of them, where `any_of_them`."""

    entity: str
    datatype: str
    operation: str
    value: object
    any_of_them: bool = False


class Parts:
    """All that tests are made of, as it is asked for."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, str]] = {kind: {} for kind in ("tst", "obj", "ste", "var")}
        self._numbers: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def number(self, kind: str, text: str) -> str:
        """The identifier of what a text says: the same for the same text."""
        if (kind, text) not in self._numbers:
            number = int.from_bytes(hashlib.sha256(f"{kind} {text}".encode()).digest()[:8], "big") % _NUMBERS + _FIRST
            while f"oval:{NAMESPACE}:{kind}:{number}" in self._taken:
                number += 1
            self._numbers[kind, text] = f"oval:{NAMESPACE}:{kind}:{number}"
            self._taken.add(self._numbers[kind, text])
        return self._numbers[kind, text]

    def registry(self, key: str, name: str, states: Iterable[State], comment: str, *, there: bool = True) -> str:
        """A test of one value below HKEY_LOCAL_MACHINE: that it is there and so, or that it is not there."""
        entities = f"<hive>HKEY_LOCAL_MACHINE</hive><key>{content(key)}</key><name>{content(name)}</name>"
        return self._test("registry", entities, states, comment, every=False, there=there)

    def file(self, name: str, states: Iterable[State], comment: str, *, every: bool, there: bool = True) -> str:
        """A test of the files of a name, wherever Windows keeps files: that one, all or none are so."""
        return self._test("file", self._file(name), states, comment, every=every, there=there)

    def kernel(self, states: Iterable[State], comment: str) -> str:
        """A test of the kernel that boots, as far as no menu names another."""
        return self._test("file", self._file("ntoskrnl.exe", self._below_root((r"\system32",))), states, comment)

    def header(self, name: str, states: Iterable[State], comment: str, *, every: bool) -> str:
        """A test of the headers of such files."""
        return self._test("peheader", self._file(name), states, comment, every=every)

    def unknown(self, comment: str) -> str:
        """A test that nobody can answer."""
        return self._add("tst", "unknown_test", INDEPENDENT, f'check="all" comment={attribute(comment)}', "")

    def written(self) -> Iterator[str]:
        """Tests, objects, states and variables in the order of their numbers."""
        for kind, name in (("tst", "tests"), ("obj", "objects"), ("ste", "states"), ("var", "variables")):
            yield f" <{name}>\n"
            for identifier in sorted(self._found[kind]):
                yield f"  {self._found[kind][identifier]}\n"
            yield f" </{name}>\n"

    def _test(
        self,
        kind: str,
        entities: str,
        states: Iterable[State],
        comment: str,
        *,
        every: bool = False,
        there: bool = True,
    ) -> str:
        thing = self._add("obj", f"{kind}_object", WINDOWS, "", entities)
        inside = f'<object object_ref="{thing}"/>'
        for entity, datatype, operation, value, any_of_them in states:
            asked = ' entity_check="at least one"' if any_of_them else ""
            said = f'<{entity} datatype="{datatype}" operation="{operation}"{asked}>{content(value)}</{entity}>'
            inside += f'<state state_ref="{self._add("ste", f"{kind}_state", WINDOWS, "", said)}"/>'
        asked = f'check="{"all" if every else "at least one"}"'
        asked += f' check_existence="{"at_least_one_exists" if there else "none_exist"}"'
        return self._add("tst", f"{kind}_test", WINDOWS, f"{asked} comment={attribute(comment)}", inside)

    def _file(self, name: str, place: str | None = None) -> str:
        place = place or self._below_root(_FOLDERS)
        return f'<path var_ref="{place}" var_check="at least one"/><filename>{content(name)}</filename>'

    def _below_root(self, folders: tuple[str, ...]) -> str:
        """A variable: each of these folders below the one Windows is in."""
        entities = f"<hive>HKEY_LOCAL_MACHINE</hive><key>{content(CURRENT_VERSION)}</key><name>SystemRoot</name>"
        root = self._add("obj", "registry_object", WINDOWS, "", entities)
        values = "".join(f"<value>{content(folder)}</value>" for folder in folders)
        kept = 'datatype="string" comment="folders below the one Windows is in"'
        below = self._add("var", "constant_variable", SPACE, kept, values)
        component = f'<object_component object_ref="{root}" item_field="value"/><variable_component var_ref="{below}"/>'
        whole = 'datatype="string" comment="folders in which Windows keeps its files"'
        return self._add("var", "local_variable", SPACE, whole, f"<concat>{component}</concat>")

    def _add(self, kind: str, element: str, space: str, attributes: str, inside: str) -> str:
        text = f"{element} {attributes} {inside}"
        identifier = self.number(kind, text)
        if identifier not in self._found[kind]:
            space = "" if space == SPACE else f' xmlns="{space}"'
            opening = f'{element}{space} id="{identifier}" version="1"{" " * bool(attributes)}{attributes}'
            self._found[kind][identifier] = f"<{opening}>{inside}</{element}>" if inside else f"<{opening}/>"
        return identifier
