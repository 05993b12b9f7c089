"""Where the records of a built hive lie, and how to write into it: for hives that no NT would leave."""

from ntfp.facts.source import InMemory
from ntfp.readers.base_block import open_hive
from ntfp.readers.hive import Hive

# Places in the record of a key, and in that of a value.
FLAGS, PARENT, SUBKEYS, SUBKEY_LIST, VALUES, VALUE_LIST, NAME_SIZE, NAME = 2, 16, 20, 28, 36, 40, 72, 76
VALUE_NAME_SIZE, SIZE, DATA, TYPE, VALUE_NAME = 2, 4, 8, 12, 20

PAGE, CELL = 4096, 4


def opened(image: bytes) -> Hive:
    return open_hive("x", InMemory(image))


def word(image: bytes, place: int) -> int:
    return int.from_bytes(image[place : place + 4], "little")


def patched(image: bytes, place: int, *numbers: int) -> bytes:
    """With words in the place of others; they may be below zero."""
    words = b"".join((number & 0xFFFFFFFF).to_bytes(4, "little") for number in numbers)
    return written(image, place, words)


def written(image: bytes, place: int, data: bytes) -> bytes:
    return image[:place] + data + image[place + len(data) :]


def key_place(image: bytes, path: str = "") -> int:
    """Where the record of a key begins in the file: its cell begins with four bytes of size before it."""
    hive = opened(image)
    key = hive.find(path) if path else hive.root
    assert key is not None
    return key.offset + PAGE + (8 if image[24] == 1 else CELL)


def list_place(image: bytes, path: str = "") -> int:
    """Where its list of subkeys does."""
    return cell_place(image, word(image, key_place(image, path) + SUBKEY_LIST))


def value_place(image: bytes, path: str, name: str) -> int:
    """Where the record of one of its values does."""
    hive = opened(image)
    key = hive.find(path) if path else hive.root
    assert key is not None
    number = [value.name for value in key.values()].index(name)
    listed = cell_place(image, word(image, key_place(image, path) + VALUE_LIST))
    return cell_place(image, word(image, listed + 4 * number))


def cell_place(image: bytes, offset: int) -> int:
    return offset + PAGE + (8 if image[24] == 1 else CELL)
