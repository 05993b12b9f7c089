"""One installation read: what boot.ini starts, what the hives say, and going on with less."""

import errno
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ntfp.errors import InaccessibleError, NoSystemError
from ntfp.facts.build import Branch, Confidence, Flavour
from ntfp.facts.platform import Platform
from ntfp.facts.report import SkipKind, Skipped
from ntfp.facts.source import InMemory, Opened, Source
from ntfp.facts.tree import Subfolder
from ntfp.facts.verdict import HIVES, Finding, Judged, Reason, Report, Verdict
from ntfp.scanning import systems
from ntfp.scanning.data import shipped_data
from ntfp.testing import kernel_image, module_image
from ntfp.testing.hives import software_hive, system_hive
from ntfp.trees.folder import Folder

SP6 = datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC)
SP5 = datetime(1999, 4, 20, 19, 33, 21, tzinfo=UTC)
SP6_UP = kernel_image(version="4.0.1381.335", link=SP6, size=931_584)
SP6_MP = kernel_image(version="4.0.1381.335", flavour="mp", link=SP6.replace(second=31), size=951_808)
SP5_UP = kernel_image(version="4.0.1381.204", link=SP5, size=928_576)
HOTFIX = kernel_image(version="4.0.1381.7011", link=datetime(1999, 10, 29, 2, 12, tzinfo=UTC), size=932_032)
HAL = module_image("hal.dll", version="4.0.1381.164", link=SP5)
HALMPS = module_image("halmps.dll", version="4.0.1381.164", link=SP5)

BOOT = (
    b"[boot loader]\r\ntimeout=30\r\ndefault=multi(0)disk(0)rdisk(0)partition(1)\\WINNT\r\n[operating systems]\r\n"
    b'multi(0)disk(0)rdisk(0)partition(1)\\WINNT="Windows NT" %s\r\n'
    b'multi(0)disk(0)rdisk(0)partition(1)\\WINNT="Windows NT [VGA mode]" /basevideo /sos %s\r\n'
    b'multi(0)disk(0)rdisk(0)partition(2)\\OTHER="Another one" /kernel=ntkrnlmp.exe\r\nC:\\="DOS"\r\n'
)


@pytest.fixture(name="volume")
def make_volume(tmp_path: Path) -> Path:
    for folder in ("config", "drivers"):
        (tmp_path / "WINNT" / "system32" / folder).mkdir(parents=True)
    return with_files(tmp_path, {"ntoskrnl.exe": SP6_UP, "hal.dll": HAL})


def with_files(volume: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (volume / "WINNT" / "system32" / name).write_bytes(content)
    return volume


def with_hives(volume: Path, software: bytes, system: bytes) -> Path:
    return with_files(volume, {"config/software": software, "config/SYSTEM": system})


def scanned(volume: Path) -> tuple[Report, Judged]:
    report = systems.scan(volume)
    (system,) = report.systems
    return report, system


def about(system: Judged, kb: str) -> Finding:
    return next(finding for finding in system.findings if finding.kb == kb)


def names(*paths: str | None) -> list[str]:
    return [Path(path or "").name for path in paths]


class TestHives:
    """What a registry adds, and what its absence must not."""

    def test_hives_make_certain_what_the_kernel_left_likely(self, volume: Path) -> None:
        _, without = scanned(volume)
        assert about(without, "Q235425").confidence is Confidence.LIKELY
        assert about(without, "Q235425").settle == HIVES
        _, system = scanned(with_hives(volume, software_hive(hotfixes=["Q246009"]), system_hive()))
        finding = about(system, "Q235425")
        assert (finding.verdict, finding.reason, finding.confidence) == (
            Verdict.FIXED,
            Reason.PACK,
            Confidence.CERTAIN,
        )
        assert system.claims is not None
        assert (system.claims.pack, system.claims.edition) == ("6a", "Server")
        assert names(*system.claims.hives) == ["software", "SYSTEM"]
        assert system.remarks == ()

    def test_a_roll_up_that_is_installed_is_named_with_what_it_contains(self, volume: Path) -> None:
        _, system = scanned(with_hives(volume, software_hive(hotfixes=["Q246009", "Q299444"]), system_hive()))
        (rollup,) = system.rollups
        contained = [kb for kb, rollups in shipped_data().history.rollups.items() if "Q299444" in rollups]
        assert (rollup.kb, rollup.fixes) == ("Q299444", len(contained))
        assert "Q299444" in about(system, "Q265714").carried_by

    @pytest.mark.parametrize(
        ("name", "content", "kind", "problem"),
        [
            pytest.param("software", b"", SkipKind.OTHER_FORMAT, None, id="empty"),
            pytest.param("software", bytes(8192), SkipKind.OTHER_FORMAT, None, id="nothing but zeros"),
            pytest.param("software", software_hive()[:600], SkipKind.DAMAGED, None, id="cut in its head"),
        ],
    )
    def test_a_scan_goes_on_without_a_hive(
        self, volume: Path, name: str, content: bytes, kind: SkipKind, problem: str | None
    ) -> None:
        report, system = scanned(with_hives(volume, content, system_hive(pack=0x500)))
        assert system.claims is not None
        assert (system.claims.pack, system.claims.complete) == ("5", False)
        (skipped,) = report.skipped
        assert (names(skipped.path), skipped.kind) == ([name], kind)
        assert problem is None or skipped.problem == problem

    @pytest.mark.skipif(os.name == "nt" or not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_what_is_no_file_is_no_hive_and_does_not_block(self, volume: Path) -> None:
        config = volume / "WINNT" / "system32" / "config"
        os.mkfifo(config / "software")
        (config / "system").symlink_to(config / "software")
        report, system = scanned(volume)
        assert system.claims is None
        assert sorted(one.problem for one in report.skipped) == [
            "a named pipe, not a file",
            "a symbolic link, not followed",
        ]

    def test_other_hives_and_logs_beside_them_are_nobody_s_concern(self, volume: Path) -> None:
        with_hives(volume, software_hive(hotfixes=["Q246009"]), system_hive())
        with_files(volume, {"config/sam": b"regf" + bytes(100), "config/AppEvent.Evt": b"0" * 500})
        report, system = scanned(volume)
        assert system.claims is not None
        assert system.claims.pack == "6a"
        assert [names(one.path) for one in report.skipped] in ([], [["sam"]])

    def test_a_registry_that_denies_the_kernel_is_told(self, volume: Path) -> None:
        _, system = scanned(with_hives(volume, software_hive(pack="Service Pack 4"), system_hive(pack=0x400)))
        assert system.remarks == ("the registry says SP4, the kernel is of SP6/SP6a",)

    def test_an_uninstall_folder_is_a_claim_without_any_hive(self, volume: Path) -> None:
        folder = volume / "WINNT" / "$NtUninstallQ244599$"
        folder.mkdir()
        (folder / "ntoskrnl.exe").write_bytes(SP5_UP)
        _, system = scanned(volume)
        assert system.claims is not None
        assert (system.claims.uninstalls, system.claims.complete) == (frozenset({"Q244599"}), False)
        assert names(*(aside.path for aside in system.aside)) == ["$NtUninstallQ244599$"]

    def test_a_kernel_without_a_version_is_told_by_the_registry(self, volume: Path) -> None:
        with_files(volume, {"ntoskrnl.exe": kernel_image(link=SP6, with_version=False, build_number=0)})
        _, untold = scanned(volume)
        if untold.build.branch is not Branch.OTHER:
            pytest.fail("this kernel was meant to tell nothing")
        _, system = scanned(with_hives(volume, software_hive(hotfixes=["Q246009"]), system_hive()))
        assert system.build.branch is Branch.NT4
        assert system.build.confidence_in("branch") is Confidence.LIKELY
        assert about(system, "Q235425").verdict is Verdict.FIXED


class TestBootIni:
    """The kernel that boots is the one to judge."""

    def test_another_kernel_that_boot_ini_names_is_the_one_that_is_judged(self, volume: Path) -> None:
        with_files(volume, {"ntkrnlmp.exe": SP6_MP, "HALMPS.DLL": HALMPS})
        (volume / "BOOT.INI").write_bytes(BOOT % ((b"/KERNEL=ntkrnlmp.exe /hal=halmps.dll",) * 2))
        _, system = scanned(volume)
        assert names(system.kernel, system.hal) == ["ntkrnlmp.exe", "HALMPS.DLL"]
        assert system.build.flavour is Flavour.MP
        assert system.remarks == (
            "boot.ini starts it with ntkrnlmp.exe, not with ntoskrnl.exe",
            "boot.ini starts it with halmps.dll, not with hal.dll",
        )

    def test_a_kernel_under_a_name_of_its_own_is_one(self, volume: Path) -> None:
        with_files(volume, {"ntkrnlsp.exe": SP5_UP})
        (volume / "boot.ini").write_bytes(BOOT % (b"/kernel=ntkrnlsp.exe", b"/kernel=ntkrnlsp.exe"))
        _, system = scanned(volume)
        assert names(system.kernel) == ["ntkrnlsp.exe"]
        assert system.build.packs == ("5",)
        assert about(system, "Q235425").verdict is Verdict.UNFIXED

    def test_the_menu_s_default_decides_and_the_others_are_told(self, volume: Path) -> None:
        with_files(volume, {"ntkrnlsp.exe": SP5_UP})
        (volume / "boot.ini").write_bytes(BOOT % (b"", b"/kernel=ntkrnlsp.exe"))
        _, system = scanned(volume)
        assert names(system.kernel) == ["ntoskrnl.exe"]
        assert system.remarks == (
            "another entry of boot.ini, 'Windows NT [VGA mode]', starts it with ntkrnlsp.exe and hal.dll",
        )

    def test_a_kernel_that_is_not_there_is_told(self, volume: Path) -> None:
        (volume / "boot.ini").write_bytes(BOOT % (b"/kernel=ntkrnlsp.exe", b"/kernel=ntkrnlsp.exe"))
        _, system = scanned(volume)
        assert names(system.kernel) == ["ntoskrnl.exe"]
        assert system.remarks == (
            "boot.ini starts it with ntkrnlsp.exe, which cannot be found; ntoskrnl.exe is gone by",
        )

    @pytest.mark.parametrize(
        ("content", "which"),
        [
            pytest.param(
                kernel_image(version="5.0.2195.1620", link=datetime(2000, 7, 1, tzinfo=UTC), size=1_700_000),
                "is a kernel of Windows 2000, not of Windows NT 4.0",
                id="of another branch",
            ),
            pytest.param(
                kernel_image(version="4.0.1381.335", platform=Platform.ALPHA, link=SP6, size=931_584),
                "is a kernel for alpha, not for i386",
                id="of another platform",
            ),
            pytest.param(HAL, "is no kernel: it calls itself hal.dll", id="no kernel"),
            pytest.param(b"junk", "is no kernel: not a PE file: it does not begin with MZ", id="no program"),
            pytest.param(b"", "is no kernel: the file is empty", id="empty"),
        ],
    )
    def test_what_cannot_be_the_kernel_does_not_cost_the_system(self, volume: Path, content: bytes, which: str) -> None:
        _, before = scanned(volume)
        with_files(volume, {"k2.exe": content})
        (volume / "boot.ini").write_bytes(BOOT % ((b"/kernel=k2.exe",) * 2))
        _, system = scanned(volume)
        assert names(system.kernel) == ["ntoskrnl.exe"]
        assert system.remarks == (f"boot.ini starts it with k2.exe, which {which}; ntoskrnl.exe is gone by",)
        assert (system.build, system.findings) == (before.build, before.findings)

    def test_a_file_that_is_asked_for_anyway_is_judged_as_before_when_boot_ini_calls_it_the_kernel(
        self, volume: Path
    ) -> None:
        ntdll = module_image("ntdll.dll", version="4.0.1381.298", link=SP6)
        _, before = scanned(with_files(volume, {"ntdll.dll": ntdll}))
        (volume / "boot.ini").write_bytes(BOOT % ((b"/kernel=ntdll.dll /hal=ntdll.dll",) * 2))
        report, system = scanned(volume)
        assert system.remarks == (
            "boot.ini starts it with ntdll.dll, which is no kernel: it calls itself ntdll.dll; ntoskrnl.exe is gone by",
            "boot.ini starts it with ntdll.dll, which is no HAL; hal.dll is gone by",
        )
        assert (system.findings, names(system.hal), report.skipped) == (before.findings, ["hal.dll"], ())

    @pytest.mark.skipif(os.name == "nt" or not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_named_kernel_that_is_a_pipe_is_gone_by(self, volume: Path) -> None:
        os.mkfifo(volume / "WINNT" / "system32" / "k2.exe")
        (volume / "boot.ini").write_bytes(BOOT % ((b"/kernel=k2.exe",) * 2))
        report, system = scanned(volume)
        assert names(system.kernel) == ["ntoskrnl.exe"]
        assert [one.problem for one in report.skipped] == ["a named pipe, not a file"]

    @pytest.mark.parametrize("usual", [b"", b"junk", HAL], ids=["empty", "junk", "no kernel"])
    def test_where_the_usual_kernel_is_none_the_named_one_boots(self, volume: Path, usual: bytes) -> None:
        with_files(volume, {"ntoskrnl.exe": usual, "ntkrnlsp.exe": SP5_UP})
        (volume / "boot.ini").write_bytes(BOOT % ((b"/kernel=ntkrnlsp.exe",) * 2))
        _, system = scanned(volume)
        assert (names(system.kernel), system.build.packs) == (["ntkrnlsp.exe"], ("5",))
        assert system.remarks == ("boot.ini starts it with ntkrnlsp.exe, not with ntoskrnl.exe",)

    def test_where_neither_is_a_kernel_the_usual_one_is_told(self, volume: Path) -> None:
        with_files(volume, {"ntoskrnl.exe": b"", "ntkrnlsp.exe": b"junk"})
        (volume / "boot.ini").write_bytes(BOOT % ((b"/kernel=ntkrnlsp.exe",) * 2))
        with pytest.raises(NoSystemError) as caught:
            systems.scan(volume)
        assert caught.value.problem.endswith("ntoskrnl.exe at offset 0x0: the file is empty")

    @pytest.mark.parametrize(
        ("name", "content", "hal", "remark"),
        [
            pytest.param("halsp.dll", HALMPS, "halsp.dll", "not with hal.dll", id="a HAL by both names"),
            pytest.param("mine.dll", HALMPS, "mine.dll", "not with hal.dll", id="a HAL by its name inside"),
            pytest.param("ntoskrnl.exe", SP6_UP, "hal.dll", "which is no HAL; hal.dll is gone by", id="the kernel"),
            pytest.param("junk.dll", b"junk", "hal.dll", "which is no HAL; hal.dll is gone by", id="junk"),
            pytest.param(
                "halsp.dll", b"junk", "hal.dll", "which is no HAL; hal.dll is gone by", id="a HAL's name only"
            ),
        ],
    )
    def test_only_a_hal_is_taken_for_one(self, volume: Path, name: str, content: bytes, hal: str, remark: str) -> None:
        with_files(volume, {name: content})
        (volume / "boot.ini").write_bytes(BOOT % ((b"/hal=" + name.encode(),) * 2))
        _, system = scanned(volume)
        assert names(system.kernel, system.hal) == ["ntoskrnl.exe", hal]
        assert system.remarks == (f"boot.ini starts it with {name}, {remark}",)

    def test_one_folder_on_two_disks_is_not_told_by_its_name(self, volume: Path) -> None:
        with_files(volume, {"ntkrnlmp.exe": SP6_MP})
        menu = (BOOT % (b"", b"")).replace(b"partition(2)\\OTHER", b"partition(2)\\WINNT")
        (volume / "boot.ini").write_bytes(menu)
        _, system = scanned(volume)
        assert names(system.kernel) == ["ntoskrnl.exe"]
        assert system.remarks == (
            "boot.ini has a winnt on several disks and starts them with different kernels; ntoskrnl.exe is gone by",
        )

    def test_another_folder_s_entry_says_nothing(self, volume: Path) -> None:
        with_files(volume, {"ntkrnlmp.exe": SP6_MP})
        (volume / "boot.ini").write_bytes(BOOT % (b"", b""))
        _, system = scanned(volume)
        assert (names(system.kernel), system.remarks) == (["ntoskrnl.exe"], ())

    def test_it_is_not_looked_for_outside_of_what_was_named(self, volume: Path) -> None:
        with_files(volume, {"ntkrnlmp.exe": SP6_MP})
        (volume / "boot.ini").write_bytes(BOOT % (b"/kernel=ntkrnlmp.exe", b"/kernel=ntkrnlmp.exe"))
        (system,) = systems.scan(volume / "WINNT").systems
        assert names(system.kernel) == ["ntoskrnl.exe"]


class TestHost:
    """A host's tree whose disk fails: each failure costs the file or the folder it is about."""

    @pytest.mark.parametrize("at", ["open", "read"])
    @pytest.mark.parametrize("bad", ["software", "boot.ini", "hal.dll", "k2.exe"])
    def test_a_file_that_fails_is_listed_and_the_system_is_judged(self, volume: Path, bad: str, at: str) -> None:
        with_files(volume, {"k2.exe": SP5_UP})
        (volume / "boot.ini").write_bytes(BOOT % ((b"/kernel=k2.exe",) * 2))
        report = systems.scan(Failing(with_hives(volume, software_hive(), system_hive()), bad, at))
        (system,) = report.systems
        assert names(system.kernel) == ["ntoskrnl.exe" if bad in ("boot.ini", "k2.exe") else "k2.exe"]
        assert [(names(one.path), one.kind) for one in report.skipped] == [([bad], SkipKind.UNREADABLE)]
        assert report.skipped[0].problem == f"cannot be {'opened' if at == 'open' else 'read'}: input/output error"

    @pytest.mark.parametrize("at", ["open", "read"])
    def test_a_kernel_that_fails_is_no_system_that_is_not_there(self, volume: Path, at: str) -> None:
        with pytest.raises(InaccessibleError, match="input/output error"):
            systems.scan(Failing(volume, "ntoskrnl.exe", at))


class Failing(Folder):
    """A volume with one file that cannot be opened, or not be read."""

    def __init__(self, root: Path, bad: str, at: str) -> None:
        super().__init__(root)
        self._bad, self._at = bad, at

    def contents(self, folder: str) -> Iterator[Source | Subfolder | Skipped]:
        for entry in super().contents(folder):
            if isinstance(entry, Source) and entry.name == self._bad:
                yield Source(entry.label, entry.name, self._fail if self._at == "open" else Torn)
            else:
                yield entry

    def _fail(self) -> Opened:
        raise OSError(errno.EIO, "Input/output error")


class Torn(InMemory):
    def __init__(self) -> None:
        super().__init__(bytes(4096), 0)

    def read_at(self, offset: int, count: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error", f"{count} bytes at {offset}")


def test_the_hotfix_kernel_is_fixed_with_hives_and_without(volume: Path) -> None:
    with_files(volume, {"ntoskrnl.exe": HOTFIX})
    _, without = scanned(volume)
    _, system = scanned(with_hives(volume, software_hive(hotfixes=["Q246009", "Q244509"]), system_hive()))
    for judged in (without, system):
        assert (about(judged, "Q244509").verdict, about(judged, "Q244509").reason) == (
            Verdict.FIXED,
            Reason.VERY_FILE,
        )
    assert "Q244509" not in {finding.kb for finding in system.disagreements}


def test_the_very_file_without_a_key_is_a_finding_of_its_own(volume: Path) -> None:
    with_files(volume, {"ntoskrnl.exe": HOTFIX})
    _, system = scanned(with_hives(volume, software_hive(hotfixes=["Q246009"]), system_hive()))
    (finding,) = [finding for finding in system.disagreements if finding.kb == "Q244509"]
    assert finding.evidence[-1].because == "its very file is here, and nothing in the registry explains it"


def test_a_key_without_its_file_is_a_finding_of_its_own(volume: Path) -> None:
    _, system = scanned(with_hives(volume, software_hive(hotfixes=["Q246009", "KB244509"]), system_hive()))
    (finding,) = [finding for finding in system.disagreements if finding.kb == "Q244509"]
    assert about(system, "Q244509").verdict is Verdict.UNFIXED
    assert finding.evidence[-1].because == "the registry has a hotfix key Q244509, but its files are older than the fix"
