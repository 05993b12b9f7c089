"""The bytes of one version resource, read fast.

A version block is a tree of nodes, each a length, a value and a key, and any
of them may lie. What is kept, dropped and remarked on is a policy, written in
docs/reading.md; in short: lengths are cut to what is there, texts are kept as
found, and the numbers are believed only under their signature.

Nothing here knows where the block came from: `ntfp.readers.pe` finds it.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from struct import Struct

from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import FixedInfo, StringTable, VersionInfo

LONGEST = 0xFFFF  # a block's own length is a 16-bit number
MOST_STRINGS = 4096  # the fullest honest block seen has some forty
MOST_REMARKS = 16  # after so many the point is made
_NODE = Struct("<HHH")  # length, value length, type
_FIXED = Struct("<13I")
_PAIR = Struct("<HH")
_SIGNATURE = 0xFEEF04BD
_KEY = "VS_VERSION_INFO".encode("utf-16-le")
_FIRST_CHILD = 40  # of an honest block: 6 of node, 32 of key, 2 to align

Remarks = Callable[[Oddity, str], None]


def read_version_block(block: bytes, resource: int | str, language: int) -> tuple[VersionInfo, list[Remark]]:
    """What the block says, and what was odd about it."""
    remarks: list[Remark] = []

    def remark(oddity: Oddity, detail: str) -> None:
        if len(remarks) < MOST_REMARKS:
            remarks.append(Remark(oddity, detail))

    if len(block) < _NODE.size:
        remark(Oddity.VERSION_DAMAGED, f"the version block has {len(block)} bytes, fewer than its own header")
        return VersionInfo(None, (), (), resource, language), remarks
    length, value_length, _ = _NODE.unpack_from(block)
    if length > len(block):
        remark(Oddity.VERSION_LENGTH, f"the version block says {length} bytes and has {len(block)}")
    end = min(length or len(block), len(block))
    if block.startswith(_KEY, 6) and block[36:38] == b"\0\0":
        place = _FIRST_CHILD
    else:
        key, place = _text(block, 6, end)
        place = _aligned(place)
        remark(Oddity.VERSION_KEY, f"the version block is called {key[:40]!r}")
    fixed = _fixed(block, place, value_length, end, remark)
    tables: list[StringTable] = []
    translations: list[tuple[int, int]] = []
    for key, start, _, stop in _nodes(block, _aligned(place + value_length), end, remark):
        if key == "StringFileInfo":
            tables.extend(_tables(block, start, stop, remark))
        elif key == "VarFileInfo":
            translations.extend(_translations(block, start, stop, remark))
    return VersionInfo(fixed, tuple(tables), tuple(translations), resource, language), remarks


def _fixed(block: bytes, place: int, value_length: int, end: int, remark: Remarks) -> FixedInfo | None:
    if value_length == 0:
        return None
    if value_length < _FIXED.size or place + _FIXED.size > end:
        remark(Oddity.VERSION_DAMAGED, "the fixed version numbers are cut short")
        return None
    words = _FIXED.unpack_from(block, place)
    if words[0] != _SIGNATURE:
        remark(Oddity.VERSION_SIGNATURE, f"the fixed version numbers are signed {words[0]:#010x}, not 0xfeef04bd")
        return None
    return FixedInfo(
        FileVersion.from_words(words[2], words[3]),
        FileVersion.from_words(words[4], words[5]),
        words[1],
        words[6],
        words[7],
        words[8],
        words[9],
        words[10],
        words[11] << 32 | words[12],
    )


def _nodes(block: bytes, place: int, end: int, remark: Remarks) -> Iterator[tuple[str, int, int, int]]:
    """Each child between the places: its key, where its value begins, the value's length, where it ends."""
    unpack = _NODE.unpack_from
    while place + _NODE.size <= end:
        length, value_length, _ = unpack(block, place)
        if length < _NODE.size:  # zeros up to the end are padding; Windows stops here, too
            if block[place:end].strip(b"\0"):
                remark(Oddity.VERSION_DAMAGED, f"a part of length {length} at {place:#x} hides what follows it")
            return
        stop = place + length
        if stop > end:
            remark(Oddity.VERSION_LENGTH, f"the part at {place:#x} says {length} bytes and has {end - place}")
            stop = end
        key, start = _text(block, place + 6, stop)
        yield key, min(_aligned(start), stop), value_length, stop
        place = _aligned(stop)


def _tables(block: bytes, place: int, end: int, remark: Remarks) -> Iterator[StringTable]:
    left = MOST_STRINGS
    for key, start, _, stop in _nodes(block, place, end, remark):
        strings = tuple(islice(_strings(block, start, stop, remark), left + 1))
        if len(strings) > left:
            remark(Oddity.VERSION_DAMAGED, f"more than {MOST_STRINGS} strings: the rest is not read")
            yield StringTable(key, strings[:left])
            return
        left -= len(strings)
        if len({name.casefold() for name, _ in strings}) < len(strings):
            _remark_twins(strings, remark)
        yield StringTable(key, strings)


def _strings(block: bytes, place: int, end: int, remark: Remarks) -> Iterator[tuple[str, str]]:
    """Names and texts. A length of 0 is an empty text; any other counts words here, bytes there, and is no guide."""
    for name, begin, length, finish in _nodes(block, place, end, remark):
        yield name, _text(block, begin, finish)[0] if length else ""


def _text(block: bytes, place: int, end: int) -> tuple[str, int]:
    """UTF-16 text up to a NUL or the end, and the place after it."""
    stop = block.find(b"\0\0", place, end)
    while stop >= 0 and (stop - place) & 1:
        stop = block.find(b"\0\0", stop + 1, end)
    if stop < 0:
        stop = end - (end - place & 1)
        return block[place:stop].decode("utf-16-le", "replace"), end
    return block[place:stop].decode("utf-16-le", "replace"), stop + 2


def _remark_twins(strings: tuple[tuple[str, str], ...], remark: Remarks) -> None:
    seen: dict[str, str] = {}
    for name, value in strings:
        if seen.setdefault(name.casefold(), value) != value:
            remark(Oddity.STRING_TWICE, f"the string {name[:40]!r} is there twice, with different texts")


def _translations(block: bytes, place: int, end: int, remark: Remarks) -> Iterator[tuple[int, int]]:
    for key, start, length, stop in _nodes(block, place, end, remark):
        if key == "Translation":
            for at in range(start, min(start + length, stop) - 3, 4):
                yield _PAIR.unpack_from(block, at)


def _aligned(place: int) -> int:
    return place + 3 & ~3
