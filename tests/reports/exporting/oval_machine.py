"""A small interpreter of OVAL, and machines made up for it: as much of the language as the definitions use.

It knows nothing of ntfp's own reading of them: what it goes by is the document and the language's specification, three
answers included. `None` is "unknown".
"""

import operator
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import product
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from msgspec import Struct

from ntfp.facts.build import HAL, Branch, Line, is_hal
from ntfp.facts.language import language_code
from ntfp.facts.platform import Platform
from ntfp.facts.system import System

_ROOT = r"C:\WINNT"
_CURRENT_VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_CONTROL = r"SYSTEM\CurrentControlSet\Control"
_ARCHITECTURES = {Platform.I386: "x86", Platform.ALPHA: "ALPHA", Platform.MIPS: "MIPS", Platform.PPC: "PPC"}
_INSTALLED_IN = {language_code(number): f"{number:04x}" for number in range(0x4FFF, 0x400, -1)}

Item = dict[str, list[str]]
_OPERATIONS: dict[str, Callable[..., bool]] = {
    "equals": operator.eq,
    "not equal": operator.ne,
    "greater than or equal": operator.ge,
    "less than": operator.lt,
    "less than or equal": operator.le,
    "pattern match": lambda found, wanted: re.search(wanted, found) is not None,
    "case insensitive equals": lambda found, wanted: found.casefold() == wanted.casefold(),
}
_READ: dict[str, Callable[[str], object]] = {
    "string": str,
    "int": int,
    "version": lambda text: tuple(map(int, text.split("."))),
}


_SYSTEM = "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5"
_CHARACTERISTICS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oval_system_characteristics xmlns="{_SYSTEM}" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
<generator><oval:schema_version>5.11</oval:schema_version><oval:timestamp>2001-01-01T00:00:00</oval:timestamp></generator>
<system_info><os_name>Windows</os_name><os_version>4.0</os_version><architecture>x86</architecture>
<primary_host_name>nt</primary_host_name><interfaces/></system_info>
<collected_objects>
{{collected}}</collected_objects>
<system_data>
{{items}}</system_data>
</oval_system_characteristics>
"""
_ENTITIES = {
    "file": (("path", "string"), ("filename", "string"), ("size", "int"), ("version", "version")),
    "peheader": (("path", "string"), ("filename", "string"), ("time_date_stamp", "int")),
    "registry": (("value", "string"),),
}


class Machine(Struct, frozen=True):
    """A registry and files, as an interpreter finds them."""

    registry: dict[tuple[str, str], list[str]]
    files: tuple[Item, ...]

    @classmethod
    def of(cls, system: System, line: Line) -> "Machine":
        """A system as the machine it would be when it ran. A registry names a pack, if the system's claims do."""
        claims = system.claims
        registry = {
            (_CURRENT_VERSION, "CurrentVersion"): [_version_of(line)],
            (_CURRENT_VERSION, "SystemRoot"): [_ROOT],
            (rf"{_CONTROL}\Session Manager\Environment", "PROCESSOR_ARCHITECTURE"): [
                _ARCHITECTURES.get(system.build.platform or Platform.I386, "?")
            ],
            (rf"{_CONTROL}\Nls\Language", "InstallLanguage"): [_INSTALLED_IN[system.build.language or "en"]],
        }
        if line.branch is Branch.NT4_TSE:
            registry[rf"{_CONTROL}\ProductOptions", "ProductSuite"] = ["Terminal Server"]
        keys = set(claims.hotfixes) if claims else set()
        if claims and claims.pack in line.by_hotfix:
            keys.add(line.by_hotfix[claims.pack].kb)
        for kb in keys:
            registry[rf"{_CURRENT_VERSION}\Hotfix\{kb}", "Installed"] = ["1"]
        pack = claims.pack if claims else None
        if pack and pack != "0":
            registry[_CURRENT_VERSION, "CSDVersion"] = [f"Service Pack {pack[0]}"]
            registry[rf"{_CONTROL}\Windows", "CSDVersion"] = [str(int(pack[0]) << 8)]
        elif pack is None:  # what names none
            registry[_CURRENT_VERSION, "CSDVersion"] = ["RC 1.3"]
        facts = (file.facts for file in system.files)
        files = tuple(_item(one.path, one.size, one.version, one.timestamp) for one in facts)
        return cls({(key.casefold(), name.casefold()): values for (key, name), values in registry.items()}, files)


def _item(path: str, size: int, version: object, stamp: int) -> Item:
    parts = path.split("/")
    folders = parts[[part.upper().startswith("WINNT") for part in parts].index(True) + 1 : -1]
    item = {
        "path": ["\\".join([_ROOT, *folders])],
        "filename": [HAL if is_hal(parts[-1].casefold()) else parts[-1]],  # as setup installs it
        "size": [str(size)],
        "time_date_stamp": [str(stamp)],
    }
    return item | ({"version": [str(version)]} if version else {})


def _version_of(line: Line) -> str:
    major, minor = line.version
    return f"{major}.{minor // 10 if minor and minor % 10 == 0 else minor}"


def characteristics(oval: "Oval", machine: Machine) -> str:
    """The same machine as another interpreter takes it in: each object of the document with what it collects."""
    asking = oval.on(machine)
    collected, items, seen = "", "", {}  # type: str, str, dict[str, int]
    for identifier, thing in oval.by_id.items():
        kind = _name(thing).removesuffix("_object")
        if kind not in ("file", "peheader", "registry"):
            continue
        found = []
        for item in asking._collected(thing):
            written = _written(kind, item)
            if written not in seen:
                seen[written] = len(seen) + 1
                items += f'<{kind}_item xmlns="{_SYSTEM}#windows" id="{seen[written]}">{written}</{kind}_item>\n'
            found.append(seen[written])
        flag = "complete" if found else "does not exist"
        references = "".join(f'<reference item_ref="{number}"/>' for number in found)
        collected += f'<object id="{identifier}" version="1" flag="{flag}">{references}</object>\n'
    return _CHARACTERISTICS.format(collected=collected, items=items)


def _written(kind: str, item: Item) -> str:
    """The entities an item of that kind has, in the order of the schema."""
    return "".join(
        f'<{name} datatype="{datatype}">{escape(value)}</{name}>'
        for name, datatype in _ENTITIES[kind]
        for value in item.get(name, ())
    )


class Oval:
    """A document that was read."""

    def __init__(self, text: str) -> None:
        self.root = ET.fromstring(text)  # noqa: S314 - our own
        self.by_id = {element.attrib["id"]: element for element in self.root.iter() if "id" in element.attrib}

    @cached_property
    def patches(self) -> dict[str, str]:
        """By article the numbers of its definitions of class "patch"."""
        return self.of_class("patch")

    def of_class(self, kind: str) -> dict[str, str]:
        """Its definitions of a class: the reference of each, or its title, and its number."""
        found = {}
        for identifier, element in self.by_id.items():
            if element.attrib.get("class") == kind:
                reference = element.find("./{*}metadata/{*}reference")
                title = element.findtext("./{*}metadata/{*}title", "")
                found[title if reference is None else reference.attrib["ref_id"]] = identifier
        return found

    def on(self, machine: Machine) -> "Asking":
        return Asking(self, machine)


class Asking:
    """A document and a machine: each definition and test is answered once."""

    def __init__(self, oval: Oval, machine: Machine) -> None:
        self._oval, self._machine = oval, machine
        self._answers: dict[str, bool | None] = {}
        self._paths: dict[str, set[str]] = {}

    def answer(self, identifier: str) -> bool | None:
        """What a definition or a test comes to."""
        if identifier not in self._answers:
            element = self._oval.by_id[identifier]
            criteria = element.find("./{*}criteria")
            self._answers[identifier] = self._tested(element) if criteria is None else self._criteria(criteria)
        return self._answers[identifier]

    def _criteria(self, element: ET.Element) -> bool | None:
        name = _name(element)
        if name == "criteria":
            found = {self._criteria(child) for child in element}
            decides = element.attrib["operator"] == "OR"
            answer = decides if decides in found else None if None in found else not decides
        else:
            answer = self.answer(element.attrib["test_ref" if name == "criterion" else "definition_ref"])
        turned = element.attrib.get("negate") == "true"
        return not answer if turned and answer is not None else answer

    def _tested(self, test: ET.Element) -> bool | None:
        if _name(test) == "unknown_test":
            return None
        (thing,) = (self._oval.by_id[one.attrib["object_ref"]] for one in test.findall("./{*}object"))
        items = list(self._collected(thing))
        if test.attrib["check_existence"] == "none_exist":
            return not items
        assert test.attrib["check_existence"] == "at_least_one_exists"
        if not items:
            return False
        states = [self._oval.by_id[one.attrib["state_ref"]] for one in test.findall("./{*}state")]
        met = [all(_meets(item, state) for state in states) for item in items]
        return all(met) if test.attrib["check"] == "all" else any(met)

    def _collected(self, thing: ET.Element) -> Iterator[Item]:
        if _name(thing) == "registry_object":
            key, name = (thing.findtext(f"./{{*}}{part}", "") for part in ("key", "name"))
            values = self._machine.registry.get((key.casefold(), name.casefold()))
            if values is not None:
                yield {"value": values}
            return
        path = thing.find("./{*}path")
        assert path is not None
        places = self._places(path.attrib["var_ref"])
        wanted = thing.findtext("./{*}filename", "").casefold()
        for item in self._machine.files:
            if item["filename"][0].casefold() == wanted and item["path"][0].casefold() in places:
                yield item

    def _places(self, variable: str) -> set[str]:
        if variable not in self._paths:
            self._paths[variable] = {value.casefold() for value in self._values(variable)}
        return self._paths[variable]

    def _values(self, identifier: str) -> list[str]:
        variable = self._oval.by_id[identifier]
        if _name(variable) == "constant_variable":
            return [value.text or "" for value in variable]
        (function,) = variable
        assert _name(function) == "concat"
        parts = []
        for component in function:
            if _name(component) == "object_component":
                (item,) = self._collected(self._oval.by_id[component.attrib["object_ref"]])
                parts.append(item[component.attrib["item_field"]])
            else:
                parts.append(self._values(component.attrib["var_ref"]))
        return ["".join(combined) for combined in product(*parts)]


def _meets(item: Item, state: ET.Element) -> bool:
    for entity in state:
        values = item.get(_name(entity), [])
        read, operation = _READ[entity.attrib["datatype"]], _OPERATIONS[entity.attrib["operation"]]
        met = [operation(read(value), read(entity.text or "")) for value in values]
        some = entity.attrib.get("entity_check") == "at least one"
        if not met or not (any(met) if some else all(met)):
            return False
    return True


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
