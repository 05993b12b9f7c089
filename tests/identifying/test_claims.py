"""Claims: what hives say about the system they lie in, and what they must not be believed."""

import pytest
from msgspec.structs import replace

from ntfp.database import shipped_known
from ntfp.facts.build import Branch, Build, Confidence, Ground, KnownBuild
from ntfp.facts.hive import HiveFacts, HotfixKey, SoftwareHive, SystemHive
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.report import Identified
from ntfp.facts.system import Claims
from ntfp.facts.version import FileVersion
from ntfp.identifying.claims import claims_of, held_against, told_branch
from ntfp.testing import module_image
from tests.making import facts_of

KNOWN = shipped_known()
SP6A = "Q246009"


def software(
    pack: str | int | None = "Service Pack 6",
    *hotfixes: str,
    name: str = "SOFTWARE",
    version: str | None = "4.0",
    build: str | None = "1381",
    dirty: bool = False,
    damage: tuple[str, ...] = (),
) -> HiveFacts:
    keys = tuple(HotfixKey(key, installed=1) for key in hotfixes)
    said = SoftwareHive(version=version, build=build, pack=pack, hotfixes=keys)
    return HiveFacts(path=f"config/{name}", name=name, format=(1, 3), software=said, dirty=dirty, damage=damage)


def system(pack: int | None = 0x600, product: str | None = "ServerNT", *suites: str, name: str = "SYSTEM") -> HiveFacts:
    said = SystemHive(control_set=1, pack=pack, product=product, suites=suites)
    return HiveFacts(path=f"config/{name}", name=name, format=(1, 3), system=said)


def kernel(branch: Branch = Branch.NT4, *packs: str) -> Build:
    return Build(kernel=True, branch=branch, version=FileVersion(4, 0, 1381, 335), packs=packs)


def said(
    *hives: HiveFacts, build: Build | None = None, unread: tuple[str, ...] = (), folders: tuple[str, ...] = ()
) -> Claims:
    claims = claims_of(hives, unread, folders, build or kernel(), KNOWN)
    assert claims is not None
    return claims


def test_hives_say_pack_edition_and_hotfixes() -> None:
    claims = said(software("Service Pack 6", "Q244599", "KB835732"), system(0x600, "LanmanNT", "Enterprise"))
    assert claims == Claims(
        pack="6",
        hotfixes=frozenset({"Q244599", "Q835732"}),
        edition="Server, domain controller",
        suites=("Enterprise",),
        hives=("config/SOFTWARE", "config/SYSTEM"),
    )


def test_no_hive_and_no_folder_say_nothing() -> None:
    assert claims_of((), ("software",), (), kernel(), KNOWN) is None


def test_an_uninstall_folder_alone_is_a_claim_and_no_registry() -> None:
    assert said(folders=("Q244509",)) == Claims(uninstalls=frozenset({"Q244509"}), complete=False)


@pytest.mark.parametrize(
    ("hotfixes", "folders", "pack"),
    [
        pytest.param((), (), "6", id="SP6"),
        pytest.param((SP6A,), (), "6a", id="SP6a calls itself SP6, and has a hotfix key"),
        pytest.param(("KB246009",), (), "6a", id="the other spelling"),
        pytest.param((SP6A,), (SP6A,), "6a", id="its key and its uninstall folder"),
        pytest.param((), (SP6A,), None, id="its uninstall folder alone: it was there once"),
        pytest.param(("Q2460099",), (), "6", id="another number that begins alike"),
        pytest.param(("Q246009-old",), (), "6", id="somebody's copy of the key"),
    ],
)
def test_sp6a_is_sp6_with_a_hotfix(hotfixes: tuple[str, ...], folders: tuple[str, ...], pack: str | None) -> None:
    assert said(software("Service Pack 6", *hotfixes), system(), folders=folders).pack == pack


def test_sp6_or_sp6a_cannot_be_told_where_keys_are_missing() -> None:
    claims = said(software("Service Pack 6", damage=("a list of keys is damaged",)), system())
    assert (claims.pack, claims.complete) == (None, False)
    assert claims.remarks == (
        "whether it is SP6 or SP6a cannot be told: not all hotfix keys could be read",
        "SOFTWARE: a list of keys is damaged",
    )
    assert said(software("Service Pack 5", damage=("a list of keys is damaged",)), system(0x500)).pack == "5"


@pytest.mark.parametrize(
    ("text", "pack", "more"),
    [
        pytest.param("Service Pack 6, RC 1.3", "6", "Service Pack 6, RC 1.3", id="a hotfix kernel's own text"),
        pytest.param("Service Pack 4 RC 1.2", "4", "Service Pack 4 RC 1.2", id="without a comma"),
        pytest.param("Service Pack 3", "3", None, id="plain"),
        pytest.param("service pack 3 ", "3", None, id="in small letters, with a blank"),
        pytest.param(0x300, "3", None, id="a number, as in NT 3.1"),
        pytest.param("Service Pack 36", None, "Service Pack 36", id="no pack has two digits"),
        pytest.param("SP6", None, "SP6", id="somebody's own words"),
    ],
)
def test_the_pack_is_the_digit_behind_its_name(text: str | int, pack: str | None, more: str | None) -> None:
    claims = said(software(text))
    assert (claims.pack, claims.pack_text) == (pack, more)
    assert claims.remarks == (() if pack else (f"what software says of its pack names none: {text!r}",))


def test_two_hives_that_name_two_packs_name_none() -> None:
    claims = said(software("Service Pack 5"), system(0x600))
    assert (claims.pack, claims.remarks) == (None, ("system says SP6 and software SP5",))


@pytest.mark.parametrize(
    ("hives", "pack"),
    [
        pytest.param((software(None), system(0)), "0", id="a number that is 0"),
        pytest.param((software(None),), "0", id="a sound hive without the value"),
        pytest.param((software(None, damage=("a list is damaged",)),), None, id="a damaged hive without the value"),
        pytest.param((software(None), system(0x10000)), "0", id="a number that is none of a pack"),
    ],
)
def test_a_release_without_a_pack_is_told_by_what_is_there(hives: tuple[HiveFacts, ...], pack: str | None) -> None:
    assert said(*hives).pack == pack


def test_a_missing_value_says_nothing_where_the_kernel_is_of_a_later_pack() -> None:
    assert said(software(None), build=kernel(Branch.NT4, "6", "6a")).pack is None


def test_terminal_server_began_as_a_system_that_calls_itself_sp3() -> None:
    hives = software("Service Pack 3"), system(0x300, "ServerNT", "Terminal Server")
    assert said(*hives, build=kernel(Branch.NT4_TSE)).pack == "0"


def test_a_pack_the_branch_never_had_is_told_and_not_gone_by() -> None:
    claims = said(software("Service Pack 9"))
    assert (claims.pack, claims.remarks) == (None, ("it says SP9, and Windows NT 4.0 has no such pack",))


@pytest.mark.parametrize(
    ("hives", "branch", "why"),
    [
        pytest.param(
            (software(version="5.0", build="2195"), system()),
            Branch.NT4,
            "it says version 5.0 (2195), the kernel is of Windows NT 4.0",
            id="another version",
        ),
        pytest.param(
            (software(), system(0x600, "ServerNT", "Terminal Server")),
            Branch.NT4,
            "it says Terminal Server, the kernel is none of that",
            id="Terminal Server's registry beside a plain kernel",
        ),
        pytest.param(
            (software(), system(0x600, "ServerNT")),
            Branch.NT4_TSE,
            "it does not say Terminal Server, and the kernel is of that",
            id="a plain registry beside Terminal Server's kernel",
        ),
    ],
)
def test_a_registry_of_another_system_says_nothing(hives: tuple[HiveFacts, ...], branch: Branch, why: str) -> None:
    claims = said(*hives, build=kernel(branch), folders=("Q244509",))
    assert claims == Claims(
        uninstalls=frozenset({"Q244509"}),
        complete=False,
        remarks=(f"{why}: its registry is of another system, and not gone by",),
    )


@pytest.mark.parametrize(
    "hive",
    [
        pytest.param(system(0x600, "WinNT", "Terminal Server"), id="a workstation has no Terminal Server"),
        pytest.param(system(0x600, "ServerNT", "NetShield"), id="a suite that somebody else added"),
    ],
)
def test_suites_of_others_make_no_terminal_server(hive: HiveFacts) -> None:
    assert said(software(), hive).pack == "6"


def test_terminal_server_is_a_suite_of_windows_2000_as_well() -> None:
    hives = software("Service Pack 1", version="5.0", build="2195"), system(0x100, "ServerNT", "Terminal Server")
    assert said(*hives, build=kernel(Branch.WIN2000)).pack == "1"


@pytest.mark.parametrize(
    ("version", "build", "branch"),
    [
        ("3.1", "511", Branch.NT31),
        ("3.10", "528", Branch.NT31),
        ("3.5", "807", Branch.NT35),
        ("3.51", "1057", Branch.NT351),
    ],
)
def test_old_versions_are_written_with_and_without_their_nought(version: str, build: str, branch: Branch) -> None:
    assert said(software("Service Pack 3", version=version, build=build), build=kernel(branch)).pack == "3"


def test_a_key_that_does_not_say_installed_is_no_hotfix() -> None:
    keys = (HotfixKey("Q111111"), HotfixKey("Q222222", installed=0), HotfixKey("Q333333", installed=1), HotfixKey("x"))
    hive = HiveFacts(path="", name="software", format=(1, 3), software=SoftwareHive(pack=0x600, hotfixes=keys))
    claims = said(hive)
    assert (claims.hotfixes, claims.complete, claims.pack) == (frozenset({"Q333333"}), False, None)
    assert claims.remarks == (
        "whether it is SP6 or SP6a cannot be told: not all hotfix keys could be read",
        "the hotfix key Q111111 does not say that it is installed",
        "the hotfix key Q222222 says that it is not installed",
    )


def test_a_thousand_broken_keys_are_counted() -> None:
    keys = tuple(HotfixKey(f"Q{number}") for number in range(100_000, 101_000))
    hive = HiveFacts(path="", name="software", format=(1, 3), software=SoftwareHive(pack=0x600, hotfixes=keys))
    assert said(hive).remarks[-2:] == (
        "the hotfix key Q100007 does not say that it is installed",
        "and 992 hotfix keys more",
    )


def test_a_key_of_the_current_version_that_says_nothing_is_not_all_there_was() -> None:
    assert not said(software(None, version=None, build=None)).complete


def test_a_software_hive_alone_may_be_a_plain_one_beside_terminal_server_s_kernel() -> None:
    claims = said(software("Service Pack 6"), build=kernel(Branch.NT4_TSE))
    assert (claims.pack, claims.pack_sure) == ("6", False)
    assert claims.remarks == ("without the hive system it cannot be told whether its registry is Terminal Server's",)


def identified(name: str, release: KnownBuild | None = None, *, damaged: bool = False) -> Identified:
    facts = facts_of(module_image(name, version="4.0.1381.4", link=0), name)
    if damaged:
        facts = replace(facts, remarks=(Remark(Oddity.TRUNCATED, "it ends early"),))
    return Identified(facts, Build(kernel=name == "ntoskrnl.exe", branch=Branch.NT4, release=release))


def of_packs(*packs: str, branch: Branch = Branch.NT4) -> KnownBuild:
    return KnownBuild(file="ntdll.dll", branch=branch, platform=Platform.I386, source="a test", packs=packs)


@pytest.mark.parametrize(
    ("files", "sure", "remarks"),
    [
        pytest.param((), True, (), id="the kernel alone"),
        pytest.param((identified("ntdll.dll", of_packs("6", "6a")),), True, (), id="a file of the pack"),
        pytest.param((identified("ntdll.dll", of_packs("3", "6")),), True, (), id="a file that several packs share"),
        pytest.param((identified("srv.sys"),), True, (), id="a file nobody recorded"),
        pytest.param(
            (identified("ntdll.dll", of_packs("0", branch=Branch.WIN2000)),), True, (), id="a file of another Windows"
        ),
        pytest.param(
            (identified("ntdll.dll", of_packs("3")), identified("kernel32.dll", of_packs("0", "1"))),
            False,
            ("it says SP6, and these files are of an older pack: kernel32.dll, ntdll.dll",),
            id="components that were added after the pack",
        ),
    ],
)
def test_files_of_an_older_pack_make_the_pack_unsure(
    files: tuple[Identified, ...], sure: bool, remarks: tuple[str, ...]
) -> None:
    boots = identified("ntoskrnl.exe")
    claims = held_against(Claims(pack="6"), boots, files, KNOWN)
    assert (claims.pack_sure, claims.remarks) == (sure, remarks)


def test_a_spare_kernel_of_another_windows_does_not_matter() -> None:
    boots = identified("ntoskrnl.exe")
    spare = replace(boots, build=Build(kernel=True, branch=Branch.NT351))
    files = (spare, identified("ntdll.dll", of_packs("3")))
    assert not held_against(Claims(pack="6"), boots, files, KNOWN).pack_sure


def test_a_damaged_kernel_bears_no_pack_out() -> None:
    boots = identified("ntoskrnl.exe", damaged=True)
    assert not held_against(Claims(pack="6"), boots, (), KNOWN).pack_sure


class TestWhichHive:
    """Copies lie beside the hives in use."""

    def test_the_copy_of_the_day_of_setup_never_speaks(self) -> None:
        old = software(None, name="SOFTWARE.SAV")
        assert said(software("Service Pack 5"), old).hives == ("config/SOFTWARE",)
        assert claims_of((old,), (), (), kernel(), KNOWN) is None

    def test_a_copy_does_not_stand_in_for_a_hive_that_cannot_be_read(self) -> None:
        copy = software("Service Pack 3", name="software.bak")
        assert claims_of((copy,), ("SOFTWARE",), (), kernel(), KNOWN) is None

    def test_hives_that_changed_places_are_told(self) -> None:
        swapped = software(name="SYSTEM"), system(name="SOFTWARE")
        claims = said(*swapped)
        assert (claims.pack, claims.hives) == (None, ())
        assert claims.remarks == ("SOFTWARE is a hive of another kind", "SYSTEM is a hive of another kind")

    def test_the_mirror_stands_in_for_its_hive(self) -> None:
        claims = said(system(0x500, name="SYSTEM.ALT"), unread=("system",))
        assert (claims.pack, claims.complete) == ("5", False)
        assert claims.remarks == ("system cannot be read; its mirror SYSTEM.ALT is gone by",)

    def test_a_hive_is_known_by_its_content(self) -> None:
        claims = said(software("Service Pack 5", name="evidence-3"))
        assert (claims.pack, claims.complete) == ("5", True)
        assert claims.remarks == ("there is no software; evidence-3 is one by its content, and gone by",)

    def test_of_two_that_say_different_things_none_is_taken(self) -> None:
        claims = said(software("Service Pack 5", name="a"), software("Service Pack 6", name="b"))
        assert (claims.pack, claims.hives) == (None, ())
        assert claims.remarks == ("several hives could be software and do not say the same: a, b",)

    def test_the_order_of_hives_does_not_matter(self) -> None:
        hives = [software(), system(), system(0x300, name="SYSTEM.ALT"), software(None, name="software.sav")]
        assert said(*hives) == said(*reversed(hives))


def test_what_may_be_missing_is_said() -> None:
    claims = said(software("Service Pack 5", dirty=True))
    assert not claims.complete
    assert claims.remarks == ("SOFTWARE was being written when it was copied: what came last may be missing",)


class TestToldBranch:
    """A kernel that does not tell its branch, and a registry that does."""

    UNTOLD = Build(kernel=True, branch=Branch.OTHER, evidence=(Ground("branch", "nothing tells its branch"),))

    def test_the_registry_tells_it_and_it_is_likely(self) -> None:
        build = told_branch((software(), system()), (), self.UNTOLD, KNOWN)
        assert (build.branch, build.title) == (Branch.NT4, "Windows NT 4.0")
        assert build.evidence == (Ground("branch", "the registry says 4.0 (1381)", Confidence.LIKELY),)

    def test_terminal_server_is_told_from_plain_nt(self) -> None:
        hives = software(), system(0x600, "ServerNT", "Terminal Server")
        assert told_branch(hives, (), self.UNTOLD, KNOWN).branch is Branch.NT4_TSE

    @pytest.mark.parametrize(
        ("hives", "build"),
        [
            pytest.param((software(),), UNTOLD, id="without SYSTEM it may be Terminal Server"),
            pytest.param((software(version="5.2", build="3790"), system()), UNTOLD, id="a Windows unknown here"),
            pytest.param((software(), system()), kernel(Branch.NT351), id="a kernel that tells its own"),
            pytest.param(
                (software(), system()),
                Build(kernel=True, branch=Branch.OTHER, version=FileVersion(5, 2, 3790, 0)),
                id="a kernel of another version",
            ),
            pytest.param(
                (software(), system()), Build(kernel=True, branch=Branch.OTHER, foreign="ReactOS"), id="no Windows"
            ),
        ],
    )
    def test_else_it_stays_untold(self, hives: tuple[HiveFacts, ...], build: Build) -> None:
        assert told_branch(hives, (), build, KNOWN) is build
