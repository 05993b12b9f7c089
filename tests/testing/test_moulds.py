import re
from datetime import UTC, datetime

import pefile
import pytest
from msgspec.structs import replace

from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.source import memory_source
from ntfp.facts.version import FileVersion
from ntfp.formats.pe import read_headers
from ntfp.readers import kernel, pe
from ntfp.testing import module_image
from ntfp.testing.moulds import cast_module

LINK = datetime(1999, 7, 15, 17, 30, tzinfo=UTC)
NUMBERED = FileVersion(4, 0, 1381, 300)


def said(image: bytes, name: str) -> FileFacts:
    """Everything a file says, but where its parts lie and what its checksum is."""
    source = memory_source(image, name)
    opened = source.open()
    facts = kernel.deepen(pe.read(source, opened), opened)
    assert facts.deep
    assert facts.checksum == facts.deep.checksum
    return replace(facts, checksum=0, deep=replace(facts.deep, sections=(), checksum=None))


@pytest.mark.parametrize("size", [None, 20_000, 123_456, 999_999], ids=lambda size: f"{size or 'as few'} bytes")
@pytest.mark.parametrize("platform", [Platform.I386, Platform.ALPHA])
@pytest.mark.parametrize("version", [NUMBERED, None], ids=["with a version", "without"])
@pytest.mark.parametrize(
    "name", ["srv.sys", "advapi32.dll", "x.dll", "a.exe", "timedate.cpl", "unimdm.tsp", "noending", "x", "a.b"]
)
def test_a_cast_file_says_what_a_made_one_does(
    name: str, version: FileVersion | None, platform: Platform, size: int | None
) -> None:
    cast = cast_module(name, version=version, platform=platform, link=LINK, size=size)
    made = module_image(name, version=version, platform=platform, link=LINK, size=size)
    assert said(cast, name) == said(made, name)
    assert pefile.PE(data=cast).verify_checksum()


@pytest.mark.parametrize("size", range(40_000, 40_000 + 0x2400, 0x1FF))
def test_its_sections_lie_one_behind_another_and_end_with_the_file(size: int) -> None:
    image = cast_module("srv.dll", version=NUMBERED, link=LINK, size=size)
    headers = read_headers(image)
    ends = [section.offset + section.size for section in headers.sections]
    assert [section.offset for section in headers.sections[1:]] == ends[:-1]
    assert ends[-1] == len(image) == size
    last = headers.sections[-1]
    assert headers.optional.image_size > last.address
    assert pefile.PE(data=image).get_warnings() == []


def test_of_two_from_one_mould_neither_has_anything_of_the_other() -> None:
    first = cast_module("abc.dll", version=NUMBERED, link=LINK, size=30_000)
    second = cast_module("xyz.dll", version=FileVersion(5, 1, 2600, 7), link=LINK, size=50_000)
    assert b"xyz." not in first
    assert b"abc." not in second
    assert cast_module("abc.dll", version=NUMBERED, link=LINK, size=30_000) == first


def test_a_file_too_small_for_what_it_says_cannot_be_made() -> None:
    with pytest.raises(ValueError, match=f"^{re.escape('900 bytes are too few: srv.dll takes 3072')}$"):
        cast_module("srv.dll", version=NUMBERED, link=LINK, size=900)
