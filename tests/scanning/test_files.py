import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ntfp.database import shipped_known
from ntfp.errors import ForeignFormatError, InaccessibleError, MalformedError, ReadError
from ntfp.facts.build import Branch, Build, Known
from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.facts.source import Opened, Source
from ntfp.readers import pe
from ntfp.scanning import files
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
    entries = list(files.survey(paths, deep=deep))
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
    facts = files.read(str(path) if as_text else path)
    assert (facts.path, facts.name, facts.size) == (str(path), "hal.dll", len(MODULE))
    assert facts.mtime_ns == path.stat().st_mtime_ns


@pytest.mark.parametrize("name", ["ntoskrnl.exe", "NTKRNLMP.EXE", "NtKrnlPa.exe", "ntkrpamp.EXE"])
def test_a_kernel_by_its_name_on_disk_is_read_whole(tmp_path: Path, name: str) -> None:
    nameless = pe_image(imports={"HAL.dll": ["HalDisplayString"]})
    assert files.read(write(tmp_path / name, nameless)).deep is not None


@pytest.mark.parametrize("inside", ["ntoskrnl.exe", "NTKRNLMP.EXE", "NtKrnlPa.exe", "ntkrpamp.EXE"])
def test_a_kernel_by_its_name_inside_is_read_whole(tmp_path: Path, inside: str) -> None:
    image = pe_image(versions=[version_info("4.0.1381.1", strings={"InternalName": inside})])
    assert files.read(write(tmp_path / "evidence-0001.bin", image)).deep is not None


def test_another_file_is_read_whole_only_where_that_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "hal.dll", MODULE)
    assert files.read(path).deep is None
    deep = files.read(path, deep=True).deep
    assert deep is not None
    assert deep.export_name == "hal.dll"


def test_a_kernel_larger_than_memory_is_no_kernel_to_read_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "ntoskrnl.exe", KERNEL)
    os.truncate(path, SIXTY_FOUR_GIB)
    facts = files.read(path)
    assert (facts.size, facts.deep) == (SIXTY_FOUR_GIB, None)
    assert [remark.oddity for remark in facts.remarks] == [Oddity.TOO_LARGE]
    assert files.identify(facts).branch is Branch.NT4


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
    for ask in (files.read, files.identify):
        with pytest.raises(ReadError) as caught:
            ask(path)
        assert type(caught.value) is kind
        assert str(caught.value) == said.format(path)
        assert caught.value.source == str(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InaccessibleError, match=r"a folder, not a file$"):
        files.read(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux counts descriptors in a folder")
def test_what_was_opened_is_closed_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "ntoskrnl.exe", KERNEL)

    def interrupted(_: Source, __: Opened) -> FileFacts:
        raise KeyboardInterrupt

    before = len(list(Path("/proc/self/fd").iterdir()))
    files.read(path)
    with pytest.raises(ForeignFormatError):
        files.read(write(tmp_path / "readme.txt", b"text"))
    monkeypatch.setattr(pe, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.read(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("form", [str, Path, files.read], ids=["text", "a path", "facts already read"])
def test_a_build_is_told_from(tmp_path: Path, form: type[str | Path]) -> None:
    build = files.identify(form(write(tmp_path / "ntoskrnl.exe", KERNEL)))
    assert isinstance(build, Build)
    assert build.release is not None
    assert build.release.title == "SP6/SP6a"


def test_a_host_may_bring_its_own_known_builds(tmp_path: Path) -> None:
    path = write(tmp_path / "ntoskrnl.exe", KERNEL)
    nothing = Known((), (), {})
    assert files.identify(path, known=nothing).branch is Branch.OTHER
    (entry,) = files.survey([path], known=nothing)
    assert isinstance(entry, Identified)
    assert entry.build.branch is Branch.OTHER
    assert files.identify(path, known=shipped_known()).branch is Branch.NT4


# Many files


def test_a_survey_goes_through_files_and_folders_in_order(tmp_path: Path) -> None:
    system_tree(tmp_path / "disk")
    alone = write(tmp_path / "alone.exe", MODULE)
    entries = list(files.survey([alone, str(tmp_path / "disk"), tmp_path / "nowhere"]))
    assert [Path(e.path if isinstance(e, Skipped) else e.facts.path).name for e in entries] == [
        *("alone.exe", "explorer.exe", "setup.log"),
        *("advapi32.dll", "comctl32.dll", "hal.dll", "kernel32.dll", "ntdll.dll", "ntoskrnl.exe", "shell32.dll"),
        *("sample.sys", "nowhere"),
    ]


@pytest.mark.parametrize("form", [str, Path])
def test_one_path_is_a_survey_too(tmp_path: Path, form: type[str | Path]) -> None:
    """And not a survey of the letters of its name."""
    write(tmp_path / "hal.dll", MODULE)
    (entry,) = files.survey(form(tmp_path))
    assert isinstance(entry, Identified)


def test_a_survey_of_nothing_is_empty(tmp_path: Path) -> None:
    assert list(files.survey([])) == list(files.survey(tmp_path)) == []


def test_a_survey_goes_on_after_all_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path / "a-cut.dll", MODULE[:100])
    write(tmp_path / "b.txt", b"text")
    write(tmp_path / "c.dll", MODULE)
    assert surveyed(tmp_path, tmp_path / "nowhere") == {
        "a-cut.dll": Skipped(
            str(tmp_path / "a-cut.dll"), "the file ends before its header at 0x78", 0x3C, SkipKind.DAMAGED
        ),
        "b.txt": Skipped(str(tmp_path / "b.txt"), "not a PE file: it does not begin with MZ", 0, SkipKind.OTHER_FORMAT),
        "c.dll": files.read(tmp_path / "c.dll"),
        "nowhere": Skipped(str(tmp_path / "nowhere"), "not found", None, SkipKind.UNREADABLE),
    }


def test_a_survey_reads_kernels_whole_and_others_where_asked(tmp_path: Path) -> None:
    write(tmp_path / "ntoskrnl.exe", KERNEL)
    write(tmp_path / "hal.dll", MODULE)

    def read_whole(*, deep: bool) -> set[str]:
        return {
            entry.facts.name
            for entry in files.survey(tmp_path, deep=deep)
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
    survey = files.survey(tmp_path)
    assert read == []
    next(survey)
    assert read == ["0.dll"]
    next(survey)
    assert read == ["0.dll", "1.dll"]


def test_the_same_files_give_the_same_survey(tmp_path: Path) -> None:
    system_tree(tmp_path)
    assert list(files.survey(tmp_path)) == list(files.survey(tmp_path))
