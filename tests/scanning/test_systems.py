import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ntfp.database import shipped_folder, shipped_known
from ntfp.errors import InaccessibleError, MalformedError, NoSystemError, ReadError
from ntfp.facts.build import Branch, Confidence, Flavour, KnownBuild
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.report import SkipKind
from ntfp.facts.signature import AppliesTo, By, FixedIn, Origin, Relation, Row, Signature, Table
from ntfp.facts.verdict import Reason, Verdict
from ntfp.facts.version import FileVersion
from ntfp.scanning import data, systems
from ntfp.testing import kernel_image, module_image, pe_image, system_tree, version_info

SP6 = datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC)
KERNEL = kernel_image(link=SP6, size=931_584)
MODULE = module_image("hal.dll", version="4.0.1381.1", link=SP6)
MP_FIX = datetime(1999, 10, 29, 2, 13, tzinfo=UTC)
RELEASED = [build for build in shipped_known().kernels if build.packs and build.flavour is Flavour.UP]


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def article(*rows: Row, kb: str = "Q100001", carriers: tuple[str, ...] = ()) -> Signature:
    """An article about NT 4.0 whose table lists these rows."""
    return Signature(
        kb=kb,
        title="Made up",
        applies_to=(AppliesTo(branch=Branch.NT4, line=1),),
        fixed_in=(FixedIn(branch=Branch.NT4, pack="after-6a", by=By.KEYWORD, says="made up", line=9),),
        carriers=carriers,
        tables=(Table(line=2, branch=Branch.NT4, relation=Relation.OR_LATER, rows=rows),) if rows else (),
        source=Origin(archive="none", path="none", sha256="0" * 64),
    )


def row(file: str, **more: Any) -> Row:
    return Row(file=file, platform=Platform.I386, line=3, **more)


def read_by_a_scan(path: Path, *signatures: Signature) -> list[str]:
    (found,) = systems.examine(path, signatures, shipped_known()).found
    return [Path(file.facts.path).relative_to(path).as_posix() for file in found.system.files]


def verdicts(path: Path) -> dict[str, str]:
    (system,) = systems.scan(path).systems
    return {finding.kb: f"{finding.verdict}: {finding.reason}" for finding in system.findings}


@pytest.mark.parametrize("path", [".", "WINNT", "WINNT/system32", "WINNT/system32/ntoskrnl.exe"])
@pytest.mark.parametrize("form", [str, Path])
def test_a_system_is_scanned_wherever_it_is_named(tmp_path: Path, path: str, form: type[str | Path]) -> None:
    system_tree(tmp_path)
    (system,) = systems.scan(form(tmp_path / path)).systems
    assert (system.build.branch, system.build.packs) == (Branch.NT4, ("6", "6a"))
    assert Path(system.kernel) == tmp_path / "WINNT/system32/ntoskrnl.exe"
    assert [finding.kb for finding in system.findings] == [signature.kb for signature in data.signatures()]
    (leak,) = [finding for finding in system.findings if finding.kb == "Q244509"]
    assert (leak.verdict, leak.reason, leak.confidence) == (Verdict.UNFIXED, Reason.RELEASE, Confidence.CERTAIN)
    assert [piece.path for piece in leak.evidence] == [system.kernel]


def test_a_fat_volume_gives_the_same_verdicts(tmp_path: Path) -> None:
    system_tree(tmp_path / "ntfs")
    system_tree(tmp_path / "fat", upper_case=True)
    assert verdicts(tmp_path / "ntfs") == verdicts(tmp_path / "fat")


@pytest.mark.parametrize("kernel", RELEASED, ids=lambda build: f"{build.branch} {build.title}")
def test_every_released_kernel_makes_a_system(tmp_path: Path, kernel: KnownBuild) -> None:
    system_tree(tmp_path, kernel=kernel)
    (system,) = systems.scan(tmp_path).systems
    assert system.build.release == kernel
    assert len(system.findings) == len(data.signatures())


def test_only_files_that_somebody_asks_for_are_read(tmp_path: Path) -> None:
    system_tree(tmp_path)
    kernel, hal = "WINNT/system32/ntoskrnl.exe", "WINNT/system32/hal.dll"
    assert read_by_a_scan(tmp_path) == [kernel, hal]
    assert read_by_a_scan(tmp_path, article(row("advapi32.dll"), carriers=("sample.sys",))) == [
        *(kernel, "WINNT/system32/advapi32.dll", hal, "WINNT/system32/drivers/sample.sys"),
    ]


def test_a_spare_kernel_is_read_and_is_not_the_system_s(tmp_path: Path) -> None:
    system_tree(tmp_path, files={"system32/ntkrnlmp.exe": kernel_image(flavour="mp", link=MP_FIX, size=952_192)})
    (found,) = systems.examine(tmp_path, (), shipped_known()).found
    assert [file.facts.name for file in found.system.files] == ["ntoskrnl.exe", "ntkrnlmp.exe", "hal.dll"]
    assert [file.facts.name for file in found.system.kernels] == ["ntoskrnl.exe"]
    assert Path(found.kernel).name == "ntoskrnl.exe"


def test_several_systems_are_judged_each_for_itself(tmp_path: Path) -> None:
    up, *_ = [build for build in RELEASED if build.packs == ("6", "6a")]
    system_tree(tmp_path, folder="A", kernel=up)
    fixed = kernel_image(link=datetime(1999, 10, 29, 2, 12, tzinfo=UTC), version="4.0.1381.7010", size=932_032)
    system_tree(tmp_path, folder="B", kernel=fixed)
    report = systems.scan(tmp_path)
    leak = [finding for system in report.systems for finding in system.findings if finding.kb == "Q244509"]
    assert [Path(system.root).name for system in report.systems] == ["A", "B"]
    assert [finding.verdict for finding in leak] == [Verdict.UNFIXED, Verdict.FIXED]
    assert sum(report.counts.values()) == 2 * len(data.signatures())


def test_own_signatures_are_judged_in_the_place_of_those_that_ship(tmp_path: Path) -> None:
    system_tree(tmp_path)
    mine = article(row("ntkrnlmp.exe", version=FileVersion.parse("4.0.1381.7000")))
    (system,) = systems.scan(tmp_path, signatures=[mine]).systems
    assert [(finding.kb, finding.verdict) for finding in system.findings] == [("Q100001", Verdict.UNFIXED)]
    assert systems.scan(tmp_path, signatures=[]).systems[0].findings == ()


def test_a_host_may_bring_its_own_known_builds_to_a_scan(tmp_path: Path) -> None:
    system_tree(tmp_path)
    nothing = tmp_path / "data"
    nothing.mkdir()
    (nothing / "builds.toml").write_text("branches = []\nkernels.rows = []\npoints.rows = []\nmodules.rows = []\n")
    (system,) = systems.scan(tmp_path, data=data.load(nothing), signatures=data.signatures()).systems
    assert {finding.reason for finding in system.findings} == {Reason.BRANCH_UNKNOWN}


def test_a_file_whose_checksum_is_wrong_is_marked(tmp_path: Path) -> None:
    damaged = module_image("advapi32.dll", version="4.0.1381.281", link=0x37584510, size=247_056)
    system_tree(tmp_path, files={"system32/advapi32.dll": damaged[:-1] + b"\1"})
    (found,) = systems.examine(tmp_path, [article(row("advapi32.dll"))], shipped_known()).found
    odd = {file.facts.name: file.facts.has(Oddity.CHECKSUM_WRONG) for file in found.system.files}
    assert odd == {"ntoskrnl.exe": False, "advapi32.dll": True, "hal.dll": False}


def test_damaged_files_are_named_whatever_their_articles_say(tmp_path: Path) -> None:
    old = module_image("advapi32.dll", version="4.0.1381.4", link=0x37584510, size=247_056)
    system_tree(tmp_path, files={"system32/advapi32.dll": old[:-1] + b"\1", "system32/hal.dll": MODULE[:700]})
    listed = row("advapi32.dll", version=FileVersion(4, 0, 1381, 281))
    (system,) = systems.scan(tmp_path, signatures=[article(listed), article(listed, kb="Q100002")]).systems
    assert {finding.verdict for finding in system.findings} == {Verdict.UNFIXED}  # an old version, damaged or not
    assert [(Path(file.path).name, file.because) for file in system.damaged] == [
        ("advapi32.dll", "its checksum is wrong: it is damaged or was changed"),
        ("hal.dll", "its end is missing"),
    ]


def test_a_scan_goes_on_after_all_that_cannot_be_read(tmp_path: Path) -> None:
    system_tree(tmp_path, files={"system32/hal.dll": MODULE[:100], "system32/advapi32.dll": b"text"})
    examined = systems.examine(tmp_path, [article(row("advapi32.dll"), row("ntdll.dll"))], shipped_known())
    assert [(Path(each.path).name, each.problem, each.kind) for each in examined.skipped] == [
        ("advapi32.dll", "not a PE file: it does not begin with MZ", SkipKind.OTHER_FORMAT),
        ("hal.dll", "the file ends before its header at 0x78", SkipKind.DAMAGED),
    ]
    assert examined.files == 4
    assert [file.facts.name for file in examined.found[0].system.files] == ["ntoskrnl.exe", "ntdll.dll"]


def test_a_system_whose_kernel_is_none_is_skipped_where_there_is_another(tmp_path: Path) -> None:
    system_tree(tmp_path, folder="A")
    system_tree(tmp_path, folder="B", kernel=MODULE)
    report = systems.scan(tmp_path)
    assert [Path(system.root).name for system in report.systems] == ["A"]
    assert [(each.path, each.problem) for each in report.skipped] == [
        (
            str(tmp_path / "B/system32/ntoskrnl.exe"),
            f"no kernel: it calls itself hal.dll; the system at {tmp_path / 'B'} is not judged",
        )
    ]


def test_the_same_files_give_the_same_report(tmp_path: Path) -> None:
    system_tree(tmp_path)
    assert systems.scan(tmp_path) == systems.scan(tmp_path)


def test_what_the_calibration_learns_does_not_depend_on_what_is_judged(tmp_path: Path) -> None:
    system_tree(tmp_path)
    (one,) = [signature for signature in data.signatures() if signature.kb == "Q266433"]
    (alone,) = systems.scan(tmp_path, signatures=[one]).systems
    (among,) = systems.scan(tmp_path).systems
    assert alone.findings == tuple(finding for finding in among.findings if finding.kb == "Q266433")


def test_what_shares_a_roll_up_is_judged_together() -> None:
    records = {signature.kb: signature for signature in data.signatures()}

    def kin(kb: str) -> set[str]:
        return {record.kb for record in systems.with_relatives([records[kb]], data.shipped_data())}

    assert kin("Q244509") == {"Q244509"}
    assert kin("Q299444") == {"Q299444", *(set(records) & set(records["Q299444"].includes))}
    assert kin("Q259773") >= {"Q299444", "Q259773", "Q247869", "Q266433"}
    assert all(kb in kin(kb) for kb in records)


# Where there is no NT


WINE = pe_image(
    versions=[version_info("5.2.3790.1", strings={"OriginalFilename": "ntoskrnl.exe", "ProductName": "Wine"})]
)
NONE = [
    pytest.param({}, ".", "no system32 folder and no kernel in 0 files of its first 4 levels", id="nothing"),
    pytest.param(
        {"a.jpg": b"", "b/c.jpg": b""},
        ".",
        "no system32 folder and no kernel in 2 files of its first 4 levels",
        id="photos",
    ),
    pytest.param({"a.jpg": b""}, ".", "no system32 folder and no kernel in 1 file of its first 4 levels", id="a photo"),
    pytest.param({"WINNT/system32/hal.dll": MODULE}, ".", "no kernel in {}/WINNT/system32", id="no kernel"),
    pytest.param(
        {"x/old/ntoskrnl.exe": KERNEL},
        ".",
        "no system32 folder in 1 file of its first 4 levels; a kernel lies at {}/x/old/ntoskrnl.exe",
        id="a kernel elsewhere",
    ),
    pytest.param(
        {"WINNT/system32/ntoskrnl.exe": WINE},
        ".",
        "{}/WINNT/system32/ntoskrnl.exe: a kernel of Wine, not of Windows",
        id="a kernel of others",
    ),
    pytest.param(
        {"WINNT/system32/ntoskrnl.exe": KERNEL[:100]},
        ".",
        "{}/WINNT/system32/ntoskrnl.exe at offset 0x3c: the file ends before its header at 0x78",
        id="a damaged kernel",
    ),
    pytest.param({"hal.dll": MODULE}, "hal.dll", "no kernel: it calls itself hal.dll", id="another file"),
    pytest.param({"x.exe": pe_image()}, "x.exe", "no kernel", id="a nameless file"),
    pytest.param({"x.exe": WINE}, "x.exe", "a kernel of Wine, not of Windows", id="a kernel of others alone"),
    pytest.param(
        {"kernel.bin": KERNEL[:900]},
        "kernel.bin",
        f"no kernel that could be told: its sections end at {len(KERNEL):#x}, the file at 0x384",
        id="a kernel cut off",
    ),
    pytest.param({"x": b"text"}, "x", "not a PE file: it does not begin with MZ", id="text"),
]


@pytest.mark.parametrize(("files", "path", "problem"), NONE)
def test_what_is_no_nt_is_told_with_what_was_looked_for(
    tmp_path: Path, files: dict[str, bytes], path: str, problem: str
) -> None:
    for name, content in files.items():
        write(tmp_path / name, content)
    place = str(tmp_path / path)
    with pytest.raises(NoSystemError) as caught:
        systems.scan(place)
    assert (caught.value.path, caught.value.problem) == (place, problem.format(tmp_path))
    assert str(caught.value) == f"{place}: no NT system here: {problem.format(tmp_path)}"


@pytest.mark.parametrize(("content", "kind"), [(None, InaccessibleError), (KERNEL[:100], MalformedError)])
def test_a_path_that_cannot_be_read_is_another_error(
    tmp_path: Path, content: bytes | None, kind: type[ReadError]
) -> None:
    path = tmp_path / "ntoskrnl.exe"
    if content is not None:
        write(path, content)
    with pytest.raises(kind):
        systems.scan(path)


def test_a_folder_that_cannot_be_listed_is_no_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as closed:
        closed.setattr(os, "scandir", forbidden)
        with pytest.raises(InaccessibleError, match=r"cannot be listed: permission denied$"):
            systems.scan(tmp_path)


@pytest.mark.parametrize("name", ["WINNT/system32", "WINNT/system32/ntoskrnl.exe"])
def test_what_could_not_be_looked_at_is_not_called_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    system_tree(tmp_path)
    forbid(monkeypatch, str(tmp_path / name))
    with pytest.raises(InaccessibleError, match=r"permission denied$") as caught:
        systems.scan(tmp_path)
    assert caught.value.source == str(tmp_path / name)


def forbid(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Nobody may list or open it; tests may run as root, who may do anything."""
    for asked in ("scandir", "open"):
        real = getattr(os, asked)

        def refuse(path: object, *args: object, real: Any = real, **kwargs: object) -> object:
            if path == place:
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(path, *args, **kwargs)

        monkeypatch.setattr(os, asked, refuse)


# Signatures


def test_the_signatures_are_those_that_ship_or_those_of_a_folder(tmp_path: Path) -> None:
    shipped = data.signatures()
    assert "Q244509" in {signature.kb for signature in shipped}
    assert data.signatures(shipped_folder()) == shipped == data.signatures(str(shipped_folder()))
    assert data.signatures(tmp_path) == ()
