"""Version blocks: VS_VERSIONINFO, a tree of nodes four levels deep.

Every node has a length, a key, perhaps a value, perhaps nodes below it; the
levels differ in what their values mean, not in shape. Built as Microsoft's
compilers store them: lengths without the padding that follows, the lengths of
texts counted in UTF-16 words with their NUL.

Parsing is strict: what is left in a node after its last child must be padding.
To get something out of a damaged block is the business of the readers.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any, Literal

import msgspec
from construct import (
    Array,
    Bytes,
    Check,
    Const,
    CString,
    ExprAdapter,
    FocusedSeq,
    GreedyBytes,
    GreedyRange,
    IfThenElse,
    Int16ul,
    Int32ul,
    Padding,
    Pass,
    Prefixed,
    Rebuild,
    Struct,
    Tell,
    this,
)

from ntfp.errors import MalformedError
from ntfp.facts.version_info import FixedInfo, StringTable, VersionInfo
from ntfp.formats.layout import Layout

ROOT, STRINGS, VARS, TRANSLATION = "VS_VERSION_INFO", "StringFileInfo", "VarFileInfo", "Translation"

Order = Literal["strings-first", "var-first"]


class Node(msgspec.Struct, frozen=True):
    """One node of the tree, not yet understood."""

    key: str
    type: int  # 0: the value is binary; 1: it is text
    value: bytes = b""
    children: tuple["Node", ...] = ()


def build(info: VersionInfo, *, order: Order = "strings-first") -> bytes:
    """The block of a version resource; `ValueError` where it cannot hold what is asked."""
    tables = [Node(STRINGS, 1, children=tuple(map(_table_node, info.tables)))] if info.tables else []
    variables = [Node(VARS, 1, children=(_translation_node(info.translations),))] if info.translations else []
    children = tables + variables if order == "strings-first" else variables + tables
    fixed = FIXED.build(info.fixed) if info.fixed else b""
    return TREE.build(Node(ROOT, 0, fixed, tuple(children)))


def parse(data: bytes, *, resource: int | str = 1, language: int = 0x409) -> VersionInfo:
    """What a block says, or `MalformedError`. Its place in the resource tree is the caller's to know."""
    root = TREE.parse(data)
    if root.key != ROOT:
        raise MalformedError("version block", f"expected the key {ROOT!r}, found {root.key!r}", 6)
    tables = chain.from_iterable(node.children for node in root.children if node.key == STRINGS)
    variables = chain.from_iterable(node.children for node in root.children if node.key == VARS)
    translations = (TRANSLATIONS.parse(node.value).pairs for node in variables if node.key == TRANSLATION)
    return VersionInfo(
        FIXED.parse(root.value) if root.value else None,
        tuple(StringTable(node.key, tuple(map(_string, node.children))) for node in tables),
        tuple(chain.from_iterable(translations)),
        resource,
        language,
    )


class _Translations(msgspec.Struct, frozen=True):
    pairs: tuple[tuple[int, int], ...]


def _translation_node(pairs: Sequence[tuple[int, int]]) -> Node:
    return Node(TRANSLATION, 0, TRANSLATIONS.build(_Translations(tuple(pairs))))


def _table_node(table: StringTable) -> Node:
    return Node(table.key, 1, children=tuple(_string_node(*pair) for pair in table.strings))


def _string_node(key: str, text: str) -> Node:
    return Node(key, 1, f"{text}\0".encode("utf-16-le"))


def _string(node: Node) -> tuple[str, str]:
    """A text ends at its first NUL: that is where every program that asks for it stops."""
    return node.key, node.value.decode("utf-16-le", "replace").partition("\0")[0]


def _aligned(content: Any) -> Any:
    """What begins at a multiple of four bytes, counted from the node's own length field."""
    gap = Padding(lambda inner: -(inner._io.tell() - inner._.start + 2) % 4)
    return FocusedSeq("content", gap, "content" / content)


def _node(children: Any) -> Any:
    """The declaration of one level above another: no recursion, so no depth to bound."""
    return Prefixed(
        Int16ul,
        Struct(
            "start" / Tell,
            "value_length" / Rebuild(Int16ul, lambda node: len(node.value) // (2 if node.type else 1)),
            "type" / Int16ul,
            "key" / CString("utf-16-le"),
            "value"
            / IfThenElse(
                this.value_length,
                _aligned(Bytes(lambda inner: inner._.value_length * (2 if inner._.type else 1))),
                Bytes(0),
            ),
            "children" / children,
            "rest" / Rebuild(GreedyBytes, b""),
            Check(lambda node: not any(node.rest)),
        ),
        includelength=True,
    )


# The words of each half swap places as the words of a little-endian number do.
_FILE_VERSION = Struct("minor" / Int16ul, "major" / Int16ul, "revision" / Int16ul, "build" / Int16ul)

_DATE = ExprAdapter(
    Array(2, Int32ul),
    lambda halves, _: halves[0] << 32 | halves[1],
    lambda date, _: (date >> 32, date & 0xFFFFFFFF),
)

_STRING = _node(Array(0, Pass))
_TABLE_OR_TRANSLATION = _node(GreedyRange(_aligned(_STRING)))
_STRINGS_OR_VARS = _node(GreedyRange(_aligned(_TABLE_OR_TRANSLATION)))

TREE = Layout("version block", Node, _node(GreedyRange(_aligned(_STRINGS_OR_VARS))))

FIXED = Layout(
    "fixed version info",
    FixedInfo,
    Struct(
        "signature" / Const(0xFEEF04BD, Int32ul),
        "structure_version" / Int32ul,
        "file_version" / _FILE_VERSION,
        "product_version" / _FILE_VERSION,
        "flags_mask" / Int32ul,
        "flags" / Int32ul,
        "os" / Int32ul,
        "type" / Int32ul,
        "subtype" / Int32ul,
        "date" / _DATE,
    ),
)

TRANSLATIONS = Layout("translations", _Translations, Struct("pairs" / GreedyRange(Array(2, Int16ul))))
