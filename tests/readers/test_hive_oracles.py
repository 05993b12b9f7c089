"""The walker against strangers: construct, libregf, regipy, hivex, on built hives of every format and on real ones.

No real hive is in the checkout. NTFP_HIVES may name a folder of some; `tests/real_hives.py` fetches one that a
Python package ships.
"""

import os
from pathlib import Path

import pytest

from ntfp.facts.hive import HotfixKey
from ntfp.formats import regf
from ntfp.testing import hive_image, software_hive, system_hive
from ntfp.testing.hives import FORMATS, Keys, Typed, typed
from tests.hive_strangers import by_construct, by_hivex, by_libregf, by_regipy, by_us, needs_hivex

HIVES = os.environ.get("NTFP_HIVES")

EVERYTHING: Keys = {
    "Values": {
        "": "of no name",
        "Empty": "",
        "Expanded": Typed(regf.REG_EXPAND_SZ, typed("%SystemRoot%\\x").data),
        "List": ("one", "two", "three"),
        "No list": (),
        "Number": 0xFFFFFFFE,
        "Zero": 0,
        "Bytes": bytes(range(200)),
        "No bytes": b"",
        "Large": b"\x55" * 40_000,
        "Unterminated": Typed(regf.REG_SZ, "unterminated".encode("utf-16-le")),
        "Ünïcode": "Grüße, Ωμέγα",
        "Ωμέγα": 7,
    },
    "Many": {f"Key {number:04}": {} for number in range(1100)},
    "Ωμέγα": {"below": {"below": {"below": {"Deep": "yes"}}}},
    "no values": {},
}

HOTFIXES = ("Q244509", "KB835732", HotfixKey("Q246009", installed=1, description="a", comments="b", pack="7"))


def images(version: tuple[int, int]) -> dict[str, bytes]:
    return {
        "everything": hive_image(EVERYTHING, format=version),
        "software": software_hive(format=version, hotfixes=HOTFIXES),
        "system": system_hive(format=version, suites=("Terminal Server", "Enterprise"), control_set=4),
        "nothing": hive_image({}, format=version),
    }


@pytest.fixture(params=FORMATS, ids=lambda version: "{}.{}".format(*version))
def version(request: pytest.FixtureRequest) -> tuple[int, int]:
    found: tuple[int, int] = request.param
    return found


@pytest.mark.parametrize("which", ["everything", "software", "system", "nothing"])
def test_construct_and_libregf_read_hives_of_every_format_as_we_do(
    version: tuple[int, int], which: str, tmp_path: Path
) -> None:
    image = images(version)[which]
    path = tmp_path / "hive"
    path.write_bytes(image)
    ours = by_us(image)
    assert ours == by_construct(image)
    assert ours == by_libregf(path)


@pytest.mark.parametrize("which", ["everything", "software", "system", "nothing"])
@pytest.mark.parametrize("version", FORMATS[1:], ids=lambda version: "{}.{}".format(*version))
@needs_hivex
def test_hivex_reads_hives_from_1_2_on_as_we_do(version: tuple[int, int], which: str, tmp_path: Path) -> None:
    image = images(version)[which]
    path = tmp_path / "hive"
    path.write_bytes(image)
    assert by_us(image) == by_hivex(path)


@pytest.mark.parametrize("which", ["everything", "software", "system", "nothing"])
@pytest.mark.parametrize("version", FORMATS[1:], ids=lambda version: "{}.{}".format(*version))
def test_regipy_reads_hives_from_1_2_on_as_we_do(version: tuple[int, int], which: str, tmp_path: Path) -> None:
    image = images(version)[which]
    path = tmp_path / "hive"
    path.write_bytes(image)
    ours = by_us(image)
    theirs = by_regipy(path)
    if which == "everything":
        ours["\\Values"]["\ufffdn\ufffdcode"] = ours["\\Values"].pop("Ünïcode")
    assert ours == theirs


@pytest.mark.skipif(not HIVES, reason="NTFP_HIVES names no folder of real hives (tests/real_hives.py)")
def test_strangers_read_real_hives_as_we_do() -> None:
    compared = 0
    for path in sorted(Path(HIVES or "").rglob("*")):
        image = path.read_bytes() if path.is_file() else b""
        if image.startswith(b"regf"):
            ours = by_us(image)
            assert ours == by_construct(image), path
            assert ours == by_libregf(path), path
            compared += len(ours)
    assert compared > 1000
