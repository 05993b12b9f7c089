"""One hive as five readers see it: ours, construct's, libregf's, regipy's and hivex'.

Compared are all keys, and what every reader has words for: texts, numbers, lists of texts.
"""

import base64
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyregf
import pytest
from regipy.registry import RegistryHive

from ntfp.facts.source import InMemory
from ntfp.formats import hive as declared
from ntfp.readers.base_block import open_hive
from ntfp.readers.hive import LONGEST_TEXT, Key

Seen = dict[str, dict[str, Any]]  # the values of each key, by its path

needs_hivex = pytest.mark.skipif(not shutil.which("hivexml"), reason="hivexml is not installed (libhivex-bin)")

_TOLD_BY_REGIPY = ("REG_SZ", "REG_EXPAND_SZ", "REG_DWORD", "REG_MULTI_SZ")


def by_us(image: bytes) -> Seen:
    """Without the bounds that are made for a dozen keys: these are tests of their own."""
    hive = open_hive("x", InMemory(image))
    hive.records._cells._cells = hive.records._cells._bytes = 1 << 40
    seen: Seen = {}

    def see(key: Key, path: str) -> None:
        readings = {
            value.name: next((told for told in (value.text, value.number, value.texts) if told is not None), None)
            for value in key.values()
            if value.kind
        }
        seen[path] = {name: list(told) if isinstance(told, tuple) else told for name, told in readings.items()}
        for subkey in key.subkeys():
            see(subkey, f"{path}\\{subkey.name}")

    see(hive.root, "")
    assert hive.damage == []
    return seen


def by_construct(image: bytes) -> Seen:
    seen: Seen = {}

    def see(held: declared.Held, path: str) -> None:
        values = ((name, typed.type, typed.data) for name, typed in held.values.items())
        seen[path] = dict(_decoded(*value) for value in values if _is_told(*value[1:]))
        for name, below in held.subkeys.items():
            see(below, f"{path}\\{name}")

    see(declared.read(image), "")
    return seen


def by_libregf(path: Path) -> Seen:
    seen: Seen = {}

    def see(key: Any, place: str) -> None:
        values = ((value.name or "", value.type, value.data or b"") for value in key.values)
        seen[place] = dict(_decoded(*value) for value in values if _is_told(*value[1:]))
        for subkey in key.sub_keys:
            see(subkey, f"{place}\\{subkey.name}")

    hive = pyregf.file()
    hive.open(str(path))
    try:
        assert not hive.is_corrupted()
        see(hive.get_root_key(), "")
    finally:
        hive.close()
    return seen


def by_regipy(path: Path) -> Seen:
    """It has no words for numbers whose greatest byte comes first, and reads letters of one byte as ASCII."""
    seen: Seen = {}

    def see(key: Any, place: str) -> None:
        seen[place] = {
            "" if value.name == "(default)" else value.name: value.value
            for value in (key.iter_values() if key.values_count else ())
            if value.value_type in _TOLD_BY_REGIPY
        }
        for subkey in key.iter_subkeys() if key.subkey_count else ():
            see(subkey, f"{place}\\{subkey.name}")

    see(RegistryHive(str(path)).root, "")
    return seen


def by_hivex(path: Path) -> Seen:
    """What `hivexml` prints; where a text cannot be told in XML, it is in base64."""
    printed = subprocess.run(["hivexml", str(path)], check=True, capture_output=True).stdout
    seen: Seen = {}

    def see(node: ET.Element, place: str) -> None:
        seen[place] = dict(_printed(node))
        for subkey in node.findall("node"):
            see(subkey, f"{place}\\{_text(subkey, 'name')}")

    root = ET.fromstring(printed).find("node")  # noqa: S314 - hivex printed it a moment ago
    assert root is not None
    see(root, "")
    return seen


def _printed(node: ET.Element) -> Iterator[tuple[str, Any]]:
    for value in node.findall("value"):
        kind = value.get("type")
        name = "" if value.get("default") else _text(value, "key")
        if kind in ("string", "expand"):
            yield name, _text(value, "value")
        elif kind == "int32":
            yield name, int(value.get("value", "")) & 0xFFFFFFFF
        elif kind == "string-list":
            texts = (text.text or "" for text in value.findall("string"))
            yield name, [text for text in texts if text]  # the empty one that ends the list is one to hivex


def _text(element: ET.Element, attribute: str) -> str:
    text = element.get(attribute, "")
    encoded = element.get("encoding" if attribute == "value" else f"{attribute}_encoding") == "base64"
    return base64.b64decode(text).decode() if encoded else text


def _is_told(kind: int, data: bytes) -> bool:
    return kind in (1, 2, 7) or (kind in (4, 5) and len(data) == 4)


def _decoded(name: str, kind: int, data: bytes) -> tuple[str, Any]:
    if kind in (4, 5):
        return name, int.from_bytes(data, "little" if kind == 4 else "big")
    text = data.decode("utf-16-le", "replace")
    if kind == 7:
        return name, [part[:LONGEST_TEXT] for part in text.partition("\0\0")[0].split("\0") if part]
    return name, text.partition("\0")[0][:LONGEST_TEXT]
