"""The fast reader against two strangers to each other, construct and pefile, on every file of a real tree.

`tests/real_tree.py` fetches one; NTFP_PE_TREE says where it is.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pefile
import pytest

from ntfp.errors import ReadError
from ntfp.facts.source import memory_source
from ntfp.readers import pe
from ntfp.readers.checksum import checksum
from tests.strangers import by_construct, by_pefile, ours

TREE = os.environ.get("NTFP_PE_TREE")

pytestmark = pytest.mark.skipif(not TREE, reason="NTFP_PE_TREE names no folder of real PE files (tests/real_tree.py)")


def real_files() -> Iterator[Path]:
    assert TREE
    for path in sorted(Path(TREE).rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(2) == b"MZ":
                    yield path


def test_no_field_of_any_real_file_differs() -> None:
    seen: Counter[str] = Counter()
    differences: list[str] = []
    for path in real_files():
        data = path.read_bytes()
        source = memory_source(data, path.name)
        try:
            facts = pe.read(source, source.open())
        except ReadError as error:
            differences.append(f"{path}: {error}")
            continue
        seen["files"] += 1
        seen["with a version"] += facts.version is not None
        mine = ours(facts)
        for stranger, theirs in (("construct", by_construct(data)), ("pefile", by_pefile(data))):
            differences.extend(
                f"{path}: {field}: {mine[field]!r}, by {stranger} {theirs[field]!r}"
                for field in mine.keys() & theirs.keys()
                if mine[field] != theirs[field]
            )
    assert differences == []
    assert seen["files"] > 500
    assert seen["with a version"] > 200


def test_the_checksum_of_real_files_is_pefiles() -> None:
    compared = 0
    for path in real_files():
        data = path.read_bytes()
        if len(data) < 300_000:  # pefile adds word by word, in Python
            image = pefile.PE(data=data, fast_load=True)
            assert checksum(data, image.OPTIONAL_HEADER.get_file_offset() + 64) == image.generate_checksum(), path
            compared += 1
        if compared == 200:
            return
