"""Every recorded kernel is identified rightly, under either name and in either letter case."""

from datetime import UTC, datetime, timedelta

import pytest

from ntfp.database import shipped_known
from ntfp.facts.build import Branch, Confidence, Flavour, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.testing import kernel_image
from tests.making import identified, oddities

KERNELS = [row for row in shipped_known().kernels if row.packs]
NAMES = ["ntoskrnl.exe", "NTOSKRNL.EXE", "ntkrnlmp.exe", "NtKrnlMp.Exe"]

# By hand, from the baselines and what nobody recorded: which packs each released kernel may be of.
PACKS = {
    "3.10.5098.1": ("0",),
    "3.10.511.1": ("0", "1", "2"),
    "3.10.528.1": ("3",),
    "3.50.800.1": ("0", "1", "2"),
    "3.50.807.1": ("3",),
    "3.51.1025.1": ("0", "1"),
    "3.51.1057.3": ("2", "3"),
    "3.51.1057.5": ("4",),
    "3.51.1057.6": ("5",),
    "4.0.1381.1": ("0", "1"),
    "4.0.1381.3": ("2",),
    "4.0.1381.4": ("3",),
    "4.0.1381.133": ("4",),
    "4.0.1381.204": ("5",),
    "4.0.1381.335": ("6", "6a"),
    "5.0.2195.1": ("0",),
    "5.0.2195.1620": ("1", "2"),
    "5.0.2195.5438": ("3",),
    "5.0.2195.6717": ("4",),
}


def made(row: KnownBuild) -> bytes:
    assert row.version and row.flavour and row.link
    return kernel_image(
        version=row.version,
        platform=row.platform,
        flavour=row.flavour.value,
        link=row.link,
        size=row.size,
    )


def named(row: KnownBuild) -> str:
    return f"{row.version} {row.flavour}"


def test_all_released_versions_have_their_packs_written_by_hand() -> None:
    assert {str(row.version) for row in KERNELS} == set(PACKS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("row", KERNELS, ids=named)
def test_a_released_kernel_is_known_under_any_name(row: KnownBuild, name: str) -> None:
    build = identified(made(row), name)
    assert build.kernel
    assert (build.branch, build.platform, build.flavour) == (row.branch, Platform.I386, row.flavour)
    assert build.release == row
    assert build.packs == PACKS[str(row.version)]
    assert (build.checked, build.language, build.foreign) == (False, "en", None)
    assert oddities(build) <= {Oddity.RENAMED_KERNEL}


@pytest.mark.parametrize("row", KERNELS, ids=named)
def test_on_another_platform_the_version_gives_the_same_packs_likely(row: KnownBuild) -> None:
    assert row.version and row.flavour and row.link
    image = kernel_image(
        version=row.version,
        platform=Platform.ALPHA,
        flavour=row.flavour.value,
        link=row.link + timedelta(hours=3),
    )
    build = identified(image)
    assert (build.branch, build.platform, build.flavour) == (row.branch, Platform.ALPHA, row.flavour)
    assert build.release is None
    assert build.packs == PACKS[str(row.version)]
    assert {ground.confidence for ground in build.evidence if ground.statement == "packs"} == {Confidence.LIKELY}


# Q244509's table prints date, time and size, and no version; .7014 stands for whichever it was.
# The printed times are Redmond's: eight hours behind UTC in late October by the files' own link times.
Q244509 = [
    pytest.param("alpha", "mp", 1_405_248, datetime(1999, 10, 29, 2, 10, tzinfo=UTC), id="Ntkrnlmp.exe Alpha"),
    pytest.param("alpha", "up", 1_376_896, datetime(1999, 10, 29, 2, 10, tzinfo=UTC), id="Ntoskrnl.exe Alpha"),
    pytest.param("i386", "mp", 952_192, datetime(1999, 10, 29, 2, 13, tzinfo=UTC), id="Ntkrnlmp.exe i386"),
    pytest.param("i386", "up", 932_032, datetime(1999, 10, 29, 2, 12, tzinfo=UTC), id="Ntoskrnl.exe i386"),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("platform", "flavour", "size", "link"), Q244509)
def test_the_kernels_of_q244509_lie_after_sp6(
    platform: str, flavour: str, size: int, link: datetime, name: str
) -> None:
    image = kernel_image(
        version="4.0.1381.7014",
        platform=Platform(platform),
        flavour=Flavour(flavour).value,
        link=link,
        size=size,
    )
    build = identified(image, name)
    assert len(image) == size
    assert (build.kernel, build.branch, build.platform, build.flavour) == (True, Branch.NT4, platform, flavour)
    assert build.release is None
    assert build.packs == ("6", "6a")
    assert build.after is not None
    assert build.after.title == "SP6/SP6a"
    if platform == "i386":  # no Alpha kernel after it has a printed version
        assert build.before is not None
        assert str(build.before.version) == "4.0.1381.7080"
