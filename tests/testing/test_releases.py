import re
from datetime import UTC, datetime

import pytest

from ntfp import database
from ntfp.facts.build import KERNEL_NAMES, Branch, Flavour, Known, is_hal
from ntfp.facts.platform import Platform
from ntfp.testing import Release, make_release
from ntfp.testing.releases import MADE_UP
from tests.judging.records import article, bullet, claim, row, table

KERNEL_OF_SP6 = datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC)
I386, ALPHA = Platform.I386, Platform.ALPHA


@pytest.fixture(scope="module")
def known() -> Known:
    return database.shipped().known


def made(known: Known, branch: Branch, pack: str, platform: Platform = I386) -> Release:
    return make_release(known, branch, pack, platform=platform)


@pytest.mark.parametrize(
    ("branch", "pack", "platform", "words"),
    [
        pytest.param(
            *(Branch.NT4, "3", I386),
            "8 of its 517 files are as they are on record, of the others names and sizes are",
            id="a pack that is listed",
        ),
        pytest.param(
            *(Branch.NT4, "6a", I386),
            "8 of its 795 files are as they are on record, of the others only the names are real, NT 4.0 SP5's for"
            " i386",
            id="a pack that is not",
        ),
        pytest.param(
            *(Branch.NT4, "5", ALPHA),
            "of its 795 files only the names are real, NT 4.0 SP5's for i386",
            id="another platform",
        ),
        pytest.param(
            *(Branch.NT4_TSE, "5", I386),
            "of its 795 files only the names are real, NT 4.0 SP5's for i386",
            id="Terminal Server",
        ),
        pytest.param(Branch.NT351, "5", I386, "its 5 files are as they are on record", id="nothing but what is known"),
    ],
)
def test_a_release_says_what_of_it_is_made_up(
    known: Known, branch: Branch, pack: str, platform: Platform, words: str
) -> None:
    assert made(known, branch, pack, platform).made_up == words


@pytest.mark.parametrize("pack", ["3", "5"])
def test_a_listed_pack_has_the_files_and_the_stamp_of_its_list(known: Known, pack: str) -> None:
    release = made(known, Branch.NT4, pack)
    (listed,) = [one for one in known.packs if one.pack == pack]
    sizes = {file.file: file.size for file in release.modules}
    assert sizes == {name: listed.files[name] for name in sizes}
    images = {name for name in listed.files if name.endswith((".dll", ".exe", ".sys", ".drv", ".cpl", ".ocx", ".tsp"))}
    assert images - sizes.keys() == {name for name in images if name in KERNEL_NAMES or is_hal(name)} - {"hal.dll"}
    assert release.stamp == listed.stamp.replace(tzinfo=UTC)


@pytest.mark.parametrize("pack", ["3", "4", "5", "6", "6a"])
def test_what_is_made_up_of_a_file_says_as_little_as_it_can(known: Known, pack: str) -> None:
    release = made(known, Branch.NT4, pack)
    made_up = [file for file in release.modules if file.source == MADE_UP]
    assert {file.version for file in made_up} == {None}
    (link,) = {file.link for file in made_up}
    assert link is not None
    assert release.kernel.link is not None
    assert link <= min(release.kernel.link, release.stamp)


@pytest.mark.parametrize(
    ("branch", "pack", "platform"),
    [
        pytest.param(Branch.NT4, "6", I386, id="an unlisted pack"),
        pytest.param(Branch.NT4, "5", ALPHA, id="Alpha"),
        pytest.param(Branch.NT4_TSE, "6", I386, id="Terminal Server"),
    ],
)
def test_a_size_that_is_made_up_is_that_of_no_file_on_record(
    known: Known, branch: Branch, pack: str, platform: Platform
) -> None:
    release = made(known, branch, pack, platform)
    sizes = {(file.file, file.size) for file in (release.kernel, *release.modules) if file.source == MADE_UP}
    listed = {pair for packed in known.packs for pair in packed.files.items()}
    listed |= {(kernel.file, kernel.size) for kernel in known.listed}
    rows = {
        (row.file, row.size)
        for record in database.shipped().signatures
        for table in record.tables
        for row in table.rows
    }
    assert sizes & (listed | rows) == set()


@pytest.mark.parametrize(
    ("claimed", "affected", "link"),
    [
        pytest.param(("6",), ("5",), datetime(1999, 10, 15, 23, tzinfo=UTC), id="in the pack"),
        pytest.param(("5", "6"), (), datetime(1999, 10, 15, 23, tzinfo=UTC), id="in several"),
        pytest.param((), (), KERNEL_OF_SP6, id="nowhere"),
        pytest.param(("6", "after-6a"), (), KERNEL_OF_SP6, id="after it, too"),
        pytest.param(("6",), ("6",), KERNEL_OF_SP6, id="in a pack that has the problem"),
    ],
)
def test_a_file_is_no_older_than_the_fix_that_an_article_says_it_has(
    known: Known, claimed: tuple[str, ...], affected: tuple[str, ...], link: datetime
) -> None:
    fix = article(
        table(row("srv.sys", dated="1999-10-15 16:00"), row("rdr.sys", dated="1998-01-01")),
        claims=tuple(map(claim, claimed)),
        bullets=(bullet(*affected),),
    )
    links = {file.file: file.link for file in make_release(known, Branch.NT4, "6", signatures=[fix]).modules}
    assert links["srv.sys"] == link
    assert links["rdr.sys"] == links["npfs.sys"] == KERNEL_OF_SP6
    listed = {file.file: file.link for file in make_release(known, Branch.NT4, "5", signatures=[fix]).modules}
    assert listed["srv.sys"] == make_release(known, Branch.NT4, "5").kernel.link  # its size tells whose it is


def test_what_is_on_record_is_as_recorded(known: Known) -> None:
    release = made(known, Branch.NT4, "6a")
    (ntdll,) = [file for file in release.modules if file.file == "ntdll.dll"]
    assert str(ntdll.version) == "4.0.1381.298"
    assert (ntdll.link, ntdll.size) == (datetime(1999, 7, 9, 20, 48, 11, tzinfo=UTC), 366_864)
    assert release.recorded == 8


@pytest.mark.parametrize(("flavour", "hal"), [(Flavour.UP, "hal.dll"), (Flavour.MP, "halmps.dll")])
def test_of_all_kernels_and_hals_it_has_one(known: Known, flavour: Flavour, hal: str) -> None:
    release = make_release(known, Branch.NT4, "5", flavour=flavour)
    assert release.kernel.flavour is flavour
    assert [file.file for file in release.modules if is_hal(file.file)] == [hal]
    assert not {file.file for file in release.modules} & KERNEL_NAMES.keys()


def test_an_alphas_kernel_has_the_number_and_the_time_of_i386s(known: Known) -> None:
    alpha, i386 = made(known, Branch.NT4, "5", ALPHA).kernel, made(known, Branch.NT4, "5").kernel
    assert (alpha.version, alpha.link) == (i386.version, i386.link)
    assert alpha.size != i386.size
    assert alpha.source == MADE_UP


def test_terminal_servers_kernels_lie_below_the_one_on_record(known: Known) -> None:
    kernels = [made(known, Branch.NT4_TSE, pack).kernel for pack in ("4", "5", "6")]
    assert [kernel.version for kernel in kernels] == sorted(kernel.version for kernel in kernels if kernel.version)
    recorded = [row.version for row in known.kernels if row.branch is Branch.NT4_TSE and row.version]
    assert all(kernel.version and kernel.version < min(recorded) for kernel in kernels)


def test_only_what_is_on_record_where_the_whole_is_not_asked_for(known: Known) -> None:
    release = make_release(known, Branch.NT4, "0", whole=False)
    assert release.made_up.endswith("files are as they are on record")
    assert {file.file for file in release.modules} > {"ntdll.dll", "kernel32.dll", "hal.dll"}


@pytest.mark.parametrize(
    ("branch", "pack", "said"),
    [
        pytest.param(Branch.WIN2000, "2", "no kernel of win2000 SP2 is on record", id="a gap in the record"),
        pytest.param(Branch.NT4_TSE, "0", "no kernel of nt4-tse RTM is on record", id="Terminal Server's disc"),
        pytest.param(Branch.NT351, "1", "no kernel of nt351 SP1 is on record", id="3.51 SP1"),
    ],
)
def test_a_pack_without_a_kernel_cannot_be_made(known: Known, branch: Branch, pack: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        make_release(known, branch, pack)
