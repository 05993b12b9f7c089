import pytest

from ntfp.facts.build import Branch, Flavour, KnownBuild, pack_title
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.version import FileVersion


@pytest.mark.parametrize(
    ("packs", "label", "title"),
    [
        pytest.param(("0",), None, "RTM", id="the release itself"),
        pytest.param(("4",), None, "SP4", id="one pack"),
        pytest.param(("6", "6a"), None, "SP6/SP6a", id="two packs"),
        pytest.param(("0",), "disc 528", "RTM (disc 528)", id="one of two discs"),
        pytest.param((), None, "4.0.1381.43", id="a hotfix, which has its version only"),
    ],
)
def test_what_people_call_a_build(packs: tuple[str, ...], label: str | None, title: str) -> None:
    version = FileVersion(4, 0, 1381, 43)
    known = KnownBuild("ntoskrnl.exe", Branch.NT4, Platform.I386, "a source", packs, label, version)
    assert known.title == title


@pytest.mark.parametrize(("pack", "title"), [("0", "RTM"), ("1", "SP1"), ("6a", "SP6a")])
def test_what_people_call_a_pack(pack: str, title: str) -> None:
    assert pack_title(pack) == title


def test_which_flavours_are_for_several_processors() -> None:
    assert [flavour.value for flavour in Flavour if flavour.multiprocessor] == ["mp", "pae-mp"]


def test_a_remark_reads_as_its_name_and_what_was_seen() -> None:
    assert str(Remark(Oddity.CHECKSUM_WRONG, "it differs")) == "checksum-wrong: it differs"
