import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ntfp import scanning
from ntfp.database import shipped_folder, shipped_known
from ntfp.errors import ForeignFormatError, InaccessibleError, MalformedError, NoSystemError, ReadError
from ntfp.facts.build import Branch, Build, Confidence, Flavour, Known, KnownBuild
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.facts.signature import AppliesTo, By, FixedIn, Origin, Relation, Row, Signature, Table
from ntfp.facts.source import Opened, Source
from ntfp.facts.verdict import Reason, Verdict
from ntfp.facts.version import FileVersion
from ntfp.readers import pe
from ntfp.testing import kernel_image, module_image, pe_image, system_tree, version_info

SP6 = datetime(1999, 9, 21, 22, 2, 3, tzinfo=UTC)
SIXTY_FOUR_GIB = 64 << 30
KERNEL = kernel_image(link=SP6, size=931_584)
MODULE = module_image("hal.dll", version="4.0.1381.1", link=SP6)


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def surveyed(*paths: Path, deep: bool = False) -> dict[str, FileFacts | Skipped]:
    """What came of each file, by its name."""
    entries = list(scanning.survey(paths, deep=deep))
    return {
        Path(entry.path if isinstance(entry, Skipped) else entry.facts.path).name: entry
        if isinstance(entry, Skipped)
        else entry.facts
        for entry in entries
    }


# One file


@pytest.mark.parametrize("as_text", [True, False], ids=["as text", "as a path"])
def test_a_file_is_read_wherever_it_is_named(tmp_path: Path, as_text: bool) -> None:
    path = write(tmp_path / "hal.dll", MODULE)
    facts = scanning.read(str(path) if as_text else path)
    assert (facts.path, facts.name, facts.size) == (str(path), "hal.dll", len(MODULE))
    assert facts.mtime_ns == path.stat().st_mtime_ns


@pytest.mark.parametrize("name", ["ntoskrnl.exe", "NTKRNLMP.EXE", "NtKrnlPa.exe", "ntkrpamp.EXE"])
def test_a_kernel_by_its_name_on_disk_is_read_whole(tmp_path: Path, name: str) -> None:
    nameless = pe_image(imports={"HAL.dll": ["HalDisplayString"]})
    assert scanning.read(write(tmp_path / name, nameless)).deep is not None


@pytest.mark.parametrize("inside", ["ntoskrnl.exe", "NTKRNLMP.EXE", "NtKrnlPa.exe", "ntkrpamp.EXE"])
def test_a_kernel_by_its_name_inside_is_read_whole(tmp_path: Path, inside: str) -> None:
    image = pe_image(versions=[version_info("4.0.1381.1", strings={"InternalName": inside})])
    assert scanning.read(write(tmp_path / "evidence-0001.bin", image)).deep is not None


def test_another_file_is_read_whole_only_where_that_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "hal.dll", MODULE)
    assert scanning.read(path).deep is None
    deep = scanning.read(path, deep=True).deep
    assert deep is not None
    assert deep.export_name == "hal.dll"


def test_a_kernel_larger_than_memory_is_no_kernel_to_read_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "ntoskrnl.exe", KERNEL)
    os.truncate(path, SIXTY_FOUR_GIB)
    facts = scanning.read(path)
    assert (facts.size, facts.deep) == (SIXTY_FOUR_GIB, None)
    assert [remark.oddity for remark in facts.remarks] == [Oddity.TOO_LARGE]
    assert scanning.identify(facts).branch is Branch.NT4


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        pytest.param(None, InaccessibleError, "{}: not found", id="nothing"),
        pytest.param(b"", ForeignFormatError, "{} at offset 0x0: the file is empty", id="empty"),
        pytest.param(
            b"[boot loader]",
            ForeignFormatError,
            "{} at offset 0x0: not a PE file: it does not begin with MZ",
            id="text",
        ),
        pytest.param(
            KERNEL[:0xC0], MalformedError, "{} at offset 0xc0: the file ends within its optional header", id="cut"
        ),
    ],
)
def test_one_error_for_all_that_cannot_be_read(
    tmp_path: Path, content: bytes | None, kind: type[ReadError], said: str
) -> None:
    path = tmp_path / "ntoskrnl.exe"
    if content is not None:
        write(path, content)
    for ask in (scanning.read, scanning.identify):
        with pytest.raises(ReadError) as caught:
            ask(path)
        assert type(caught.value) is kind
        assert str(caught.value) == said.format(path)
        assert caught.value.source == str(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InaccessibleError, match=r"a folder, not a file$"):
        scanning.read(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux counts descriptors in a folder")
def test_what_was_opened_is_closed_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "ntoskrnl.exe", KERNEL)

    def interrupted(_: Source, __: Opened) -> FileFacts:
        raise KeyboardInterrupt

    before = len(list(Path("/proc/self/fd").iterdir()))
    scanning.read(path)
    with pytest.raises(ForeignFormatError):
        scanning.read(write(tmp_path / "readme.txt", b"text"))
    monkeypatch.setattr(pe, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        scanning.read(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("form", [str, Path, scanning.read], ids=["text", "a path", "facts already read"])
def test_a_build_is_told_from(tmp_path: Path, form: type[str | Path]) -> None:
    build = scanning.identify(form(write(tmp_path / "ntoskrnl.exe", KERNEL)))
    assert isinstance(build, Build)
    assert build.release is not None
    assert build.release.title == "SP6/SP6a"


def test_a_host_may_bring_its_own_known_builds(tmp_path: Path) -> None:
    path = write(tmp_path / "ntoskrnl.exe", KERNEL)
    nothing = Known((), (), {})
    assert scanning.identify(path, known=nothing).branch is Branch.OTHER
    (entry,) = scanning.survey([path], known=nothing)
    assert isinstance(entry, Identified)
    assert entry.build.branch is Branch.OTHER
    assert scanning.identify(path, known=shipped_known()).branch is Branch.NT4


# Many files


def test_a_survey_goes_through_files_and_folders_in_order(tmp_path: Path) -> None:
    system_tree(tmp_path / "disk")
    alone = write(tmp_path / "alone.exe", MODULE)
    entries = list(scanning.survey([alone, str(tmp_path / "disk"), tmp_path / "nowhere"]))
    assert [Path(e.path if isinstance(e, Skipped) else e.facts.path).name for e in entries] == [
        *("alone.exe", "explorer.exe", "setup.log"),
        *("advapi32.dll", "comctl32.dll", "hal.dll", "kernel32.dll", "ntdll.dll", "ntoskrnl.exe", "shell32.dll"),
        *("sample.sys", "nowhere"),
    ]


@pytest.mark.parametrize("form", [str, Path])
def test_one_path_is_a_survey_too(tmp_path: Path, form: type[str | Path]) -> None:
    """And not a survey of the letters of its name."""
    write(tmp_path / "hal.dll", MODULE)
    (entry,) = scanning.survey(form(tmp_path))
    assert isinstance(entry, Identified)


def test_a_survey_of_nothing_is_empty(tmp_path: Path) -> None:
    assert list(scanning.survey([])) == list(scanning.survey(tmp_path)) == []


def test_a_survey_goes_on_after_all_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path / "a-cut.dll", MODULE[:100])
    write(tmp_path / "b.txt", b"text")
    write(tmp_path / "c.dll", MODULE)
    assert surveyed(tmp_path, tmp_path / "nowhere") == {
        "a-cut.dll": Skipped(
            str(tmp_path / "a-cut.dll"), "the file ends before its header at 0x78", 0x3C, SkipKind.DAMAGED
        ),
        "b.txt": Skipped(str(tmp_path / "b.txt"), "not a PE file: it does not begin with MZ", 0, SkipKind.OTHER_FORMAT),
        "c.dll": scanning.read(tmp_path / "c.dll"),
        "nowhere": Skipped(str(tmp_path / "nowhere"), "not found", None, SkipKind.UNREADABLE),
    }


def test_a_survey_reads_kernels_whole_and_others_where_asked(tmp_path: Path) -> None:
    write(tmp_path / "ntoskrnl.exe", KERNEL)
    write(tmp_path / "hal.dll", MODULE)

    def read_whole(*, deep: bool) -> set[str]:
        return {
            entry.facts.name
            for entry in scanning.survey(tmp_path, deep=deep)
            if isinstance(entry, Identified) and entry.facts.deep
        }

    assert read_whole(deep=False) == {"ntoskrnl.exe"}
    assert read_whole(deep=True) == {"ntoskrnl.exe", "hal.dll"}


def test_a_survey_hands_on_each_file_before_it_opens_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write(tmp_path / f"{number}.dll", MODULE)
    read, whole = [], pe.read

    def watched(source: Source, opened: Opened) -> FileFacts:
        read.append(source.name)
        return whole(source, opened)

    monkeypatch.setattr(pe, "read", watched)
    survey = scanning.survey(tmp_path)
    assert read == []
    next(survey)
    assert read == ["0.dll"]
    next(survey)
    assert read == ["0.dll", "1.dll"]


def test_the_same_files_give_the_same_survey(tmp_path: Path) -> None:
    system_tree(tmp_path)
    assert list(scanning.survey(tmp_path)) == list(scanning.survey(tmp_path))


# Whole systems


MP_FIX = datetime(1999, 10, 29, 2, 13, tzinfo=UTC)
RELEASED = [build for build in shipped_known().kernels if build.packs and build.flavour is Flavour.UP]


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
    (found,) = scanning.examine(path, signatures).found
    return [Path(file.facts.path).relative_to(path).as_posix() for file in found.system.files]


def verdicts(path: Path) -> dict[str, str]:
    (system,) = scanning.scan(path).systems
    return {finding.kb: f"{finding.verdict}: {finding.reason}" for finding in system.findings}


@pytest.mark.parametrize("path", [".", "WINNT", "WINNT/system32", "WINNT/system32/ntoskrnl.exe"])
@pytest.mark.parametrize("form", [str, Path])
def test_a_system_is_scanned_wherever_it_is_named(tmp_path: Path, path: str, form: type[str | Path]) -> None:
    system_tree(tmp_path)
    (system,) = scanning.scan(form(tmp_path / path)).systems
    assert (system.build.branch, system.build.packs) == (Branch.NT4, ("6", "6a"))
    assert Path(system.kernel) == tmp_path / "WINNT/system32/ntoskrnl.exe"
    assert [finding.kb for finding in system.findings] == [signature.kb for signature in scanning.signatures()]
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
    (system,) = scanning.scan(tmp_path).systems
    assert system.build.release == kernel
    assert len(system.findings) == len(scanning.signatures())


def test_only_files_that_somebody_asks_for_are_read(tmp_path: Path) -> None:
    system_tree(tmp_path)
    kernel, hal = "WINNT/system32/ntoskrnl.exe", "WINNT/system32/hal.dll"
    assert read_by_a_scan(tmp_path) == [kernel, hal]
    assert read_by_a_scan(tmp_path, article(row("advapi32.dll"), carriers=("sample.sys",))) == [
        *(kernel, "WINNT/system32/advapi32.dll", hal, "WINNT/system32/drivers/sample.sys"),
    ]


def test_a_spare_kernel_is_read_and_is_not_the_system_s(tmp_path: Path) -> None:
    system_tree(tmp_path, files={"system32/ntkrnlmp.exe": kernel_image(flavour="mp", link=MP_FIX, size=952_192)})
    (found,) = scanning.examine(tmp_path, ()).found
    assert [file.facts.name for file in found.system.files] == ["ntoskrnl.exe", "ntkrnlmp.exe", "hal.dll"]
    assert [file.facts.name for file in found.system.kernels] == ["ntoskrnl.exe"]
    assert Path(found.kernel).name == "ntoskrnl.exe"


def test_several_systems_are_judged_each_for_itself(tmp_path: Path) -> None:
    up, *_ = [build for build in RELEASED if build.packs == ("6", "6a")]
    system_tree(tmp_path, folder="A", kernel=up)
    fixed = kernel_image(link=datetime(1999, 10, 29, 2, 12, tzinfo=UTC), version="4.0.1381.7010", size=932_032)
    system_tree(tmp_path, folder="B", kernel=fixed)
    report = scanning.scan(tmp_path)
    leak = [finding for system in report.systems for finding in system.findings if finding.kb == "Q244509"]
    assert [Path(system.root).name for system in report.systems] == ["A", "B"]
    assert [finding.verdict for finding in leak] == [Verdict.UNFIXED, Verdict.FIXED]
    assert sum(report.counts.values()) == 2 * len(scanning.signatures())


def test_own_signatures_are_judged_in_the_place_of_those_that_ship(tmp_path: Path) -> None:
    system_tree(tmp_path)
    mine = article(row("ntkrnlmp.exe", version=FileVersion.parse("4.0.1381.7000")))
    (system,) = scanning.scan(tmp_path, signatures=[mine]).systems
    assert [(finding.kb, finding.verdict) for finding in system.findings] == [("Q100001", Verdict.UNFIXED)]
    assert scanning.scan(tmp_path, signatures=[]).systems[0].findings == ()


def test_a_host_may_bring_its_own_known_builds_to_a_scan(tmp_path: Path) -> None:
    system_tree(tmp_path)
    (system,) = scanning.scan(tmp_path, known=Known((), (), {})).systems
    assert {finding.reason for finding in system.findings} == {Reason.BRANCH_UNKNOWN}


def test_a_file_whose_checksum_is_wrong_is_marked(tmp_path: Path) -> None:
    damaged = module_image("advapi32.dll", version="4.0.1381.281", link=0x37584510, size=247_056)
    system_tree(tmp_path, files={"system32/advapi32.dll": damaged[:-1] + b"\1"})
    (found,) = scanning.examine(tmp_path, [article(row("advapi32.dll"))]).found
    odd = {file.facts.name: file.facts.has(Oddity.CHECKSUM_WRONG) for file in found.system.files}
    assert odd == {"ntoskrnl.exe": False, "advapi32.dll": True, "hal.dll": False}


def test_a_scan_goes_on_after_all_that_cannot_be_read(tmp_path: Path) -> None:
    system_tree(tmp_path, files={"system32/hal.dll": MODULE[:100], "system32/advapi32.dll": b"text"})
    examined = scanning.examine(tmp_path, [article(row("advapi32.dll"), row("ntdll.dll"))])
    assert [(Path(each.path).name, each.problem, each.kind) for each in examined.skipped] == [
        ("advapi32.dll", "not a PE file: it does not begin with MZ", SkipKind.OTHER_FORMAT),
        ("hal.dll", "the file ends before its header at 0x78", SkipKind.DAMAGED),
    ]
    assert examined.files == 4
    assert [file.facts.name for file in examined.found[0].system.files] == ["ntoskrnl.exe", "ntdll.dll"]


def test_a_system_whose_kernel_is_none_is_skipped_where_there_is_another(tmp_path: Path) -> None:
    system_tree(tmp_path, folder="A")
    system_tree(tmp_path, folder="B", kernel=MODULE)
    report = scanning.scan(tmp_path)
    assert [Path(system.root).name for system in report.systems] == ["A"]
    assert [(each.path, each.problem) for each in report.skipped] == [
        (str(tmp_path / "B/system32/ntoskrnl.exe"), "no kernel: it calls itself hal.dll")
    ]


def test_the_same_files_give_the_same_report(tmp_path: Path) -> None:
    system_tree(tmp_path)
    assert scanning.scan(tmp_path) == scanning.scan(tmp_path)


def test_what_the_calibration_learns_does_not_depend_on_what_is_judged(tmp_path: Path) -> None:
    system_tree(tmp_path)
    (one,) = [signature for signature in scanning.signatures() if signature.kb == "Q266433"]
    (alone,) = scanning.scan(tmp_path, signatures=[one]).systems
    (among,) = scanning.scan(tmp_path).systems
    assert alone.findings == tuple(finding for finding in among.findings if finding.kb == "Q266433")


# Where there is no NT


WINE = pe_image(
    versions=[version_info("5.2.3790.1", strings={"OriginalFilename": "ntoskrnl.exe", "ProductName": "Wine"})]
)
NONE = [
    pytest.param({}, ".", "no system32 folder and no kernel in 0 files", id="nothing"),
    pytest.param({"a.jpg": b"", "b/c.jpg": b""}, ".", "no system32 folder and no kernel in 2 files", id="photos"),
    pytest.param({"a.jpg": b""}, ".", "no system32 folder and no kernel in 1 file", id="a photo"),
    pytest.param({"WINNT/system32/hal.dll": MODULE}, ".", "no kernel in {}/WINNT/system32", id="no kernel"),
    pytest.param(
        {"x/old/ntoskrnl.exe": KERNEL},
        ".",
        "no system32 folder in 1 file; a kernel lies at {}/x/old/ntoskrnl.exe",
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
        scanning.scan(place)
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
        scanning.scan(path)


def test_a_folder_that_cannot_be_listed_is_no_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as closed:
        closed.setattr(os, "scandir", forbidden)
        with pytest.raises(InaccessibleError, match=r"cannot be listed: permission denied$"):
            scanning.scan(tmp_path)


# Signatures


def test_the_signatures_are_those_that_ship_or_those_of_a_folder(tmp_path: Path) -> None:
    shipped = scanning.signatures()
    assert "Q244509" in {signature.kb for signature in shipped}
    assert scanning.signatures(shipped_folder()) == shipped == scanning.signatures(str(shipped_folder()))
    assert scanning.signatures(tmp_path) == ()
