"""The beginning of a registry hive: is it one, of which format, and where is its root?

What may be torn is not taken for granted: a base block whose checksum is wrong
or whose pointer to the root leads nowhere is remarked on, and the root is
looked for where every hive has it, in its first bin.

What lies below the root is `ntfp.readers.hive`' business.
"""

from functools import reduce
from operator import xor
from struct import Struct, iter_unpack

from ntfp.errors import ForeignFormatError, MalformedError
from ntfp.facts.source import Opened
from ntfp.readers.hive import Hive
from ntfp.readers.hive_cells import PAGE, Cells, LostError

_SECTOR = 512  # what of the base block means something, its checksum last
_BASE = Struct("<4sII8xIII4xII")  # sequence numbers, version, type, root, size of all bins
_BIN = Struct("<4s4xI")  # its size
_LOGS = (b"DIRT", b"HvLE")  # what a log has behind its first sector
_MINORS = range(1, 7)
_FIRST_CELL = 32  # behind the header of the first bin
_FIRST_IN_CELL = Struct("<i2sH2sH")  # the size; signature and flags of a key, or of one behind the longer header of 1.1
_ROOT_FLAG = 0x4
_MOST_SEARCHED = 0x10000  # bytes of the first bin


def open_hive(label: str, opened: Opened) -> Hive:
    """The hive in an open file.

    Raises `ForeignFormatError` where it is none, `MalformedError` where no root can be found, `InaccessibleError`
    where its beginning cannot be read; from there on nothing is raised.
    """
    head = opened.read_at(0, _SECTOR + 4)
    if not head:
        raise ForeignFormatError(label, "the file is empty", 0)
    if not head.startswith(b"regf"):
        raise ForeignFormatError(label, "not a registry hive: it does not begin with regf", 0)
    if len(head) < _SECTOR:
        raise MalformedError(label, "the file ends within the base block of its hive", len(head))
    _, primary, secondary, major, minor, kind, root, size = _BASE.unpack_from(head)
    if major != 1 or minor not in _MINORS:
        raise MalformedError(label, f"a hive of format {major}.{minor}: 1.1 to 1.6 can be read", 20)
    first_bin = opened.read_at(PAGE, _BIN.size)
    if kind and (head[_SECTOR:] in _LOGS or not first_bin.startswith(b"hbin")):
        raise ForeignFormatError(label, "the log of a registry hive, not the hive", 28)
    damage = _torn(head, first_bin, size)
    cells = Cells(opened, opened.size if damage else min(opened.size, PAGE + size))
    found = _root(cells, root, first_bin)
    if found is None:
        raise MalformedError(label, "a hive whose root key cannot be found", 36)
    place, cells.old = found
    if place != root:
        damage.append(f"no root key at {root + PAGE:#x}: the one at {place + PAGE:#x} is taken for it")
    try:
        hive = Hive(cells, (major, minor), place, dirty=primary != secondary)
    except LostError as error:
        raise MalformedError(label, f"a hive whose root key cannot be read: {error}", 36) from None
    for problem in damage:
        hive.remember(problem)
    return hive


def _torn(head: bytes, first_bin: bytes, size: int) -> list[str]:
    """What shows that the beginning is not as it was written. Then the size it names is not believed."""
    torn = []
    stored, right = int.from_bytes(head[508:512], "little"), _checksum(head)
    if stored != right:
        torn.append(f"the checksum of its base block is {stored:#010x}, and should be {right:#010x}")
    elif size == 0 or size % PAGE:
        torn.append(f"its base block says that its bins have {size:,} bytes")
    if not first_bin.startswith(b"hbin"):
        torn.append(f"no bin begins at {PAGE:#x}")
    return torn


def _root(cells: Cells, said: int, first_bin: bytes) -> tuple[int, bool] | None:
    """Where the root is, and whether cells have the longer header: where its signature stands shows which they have."""
    size = _BIN.unpack(first_bin)[1] if len(first_bin) == _BIN.size else 0
    for place in (said, *range(_FIRST_CELL, min(max(size, PAGE), _MOST_SEARCHED), 8)):
        try:
            head = cells.read(place + PAGE, _FIRST_IN_CELL.size)
        except LostError:
            continue
        if len(head) == _FIRST_IN_CELL.size:
            size, first, flags, second, old_flags = _FIRST_IN_CELL.unpack(head)
            if size < 0 and first == b"nk" and flags & _ROOT_FLAG:
                return place, False
            if size < 0 and second == b"nk" and old_flags & _ROOT_FLAG:
                return place, True
    return None


def _checksum(head: bytes) -> int:
    """The first 127 words put together; two results stand for others and are never written."""
    result: int = reduce(xor, (word for (word,) in iter_unpack("<I", head[:508])), 0)
    return {0: 1, 0xFFFFFFFF: 0xFFFFFFFE}.get(result, result)
