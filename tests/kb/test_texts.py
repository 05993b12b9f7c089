"""Where articles are: folders and archives in either form, each article once."""

import io
import os
import tarfile
from pathlib import Path

import pytest

from ntfp.errors import InaccessibleError, MalformedError
from ntfp.kb.texts import LARGEST, Library

PLAIN = "txt/123/Q123456.TXT"
PAGE = "kb/123/Q123456/README.md"
EARLY = "txt/094/q94069.txt"
FILES = {PLAIN: b"plain", PAGE: b"page", EARLY: b"early", "kb/100/Q100000/README.md": b"alone", "README.md": b"no"}


def folder_of(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def archive_of(files: dict[str, bytes], path: Path, mode: str = "w:xz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def read(*sources: Path) -> dict[str, bytes | None]:
    library = Library(sources)
    found = {text.label: text.content for text in library}
    assert len(found) == len(library)
    return found


READ = {PLAIN: b"plain", EARLY: b"early", "kb/100/Q100000/README.md": b"alone"}


def test_a_folder_gives_each_article_once_and_the_plain_text_first(tmp_path: Path) -> None:
    assert read(folder_of(FILES, tmp_path)) == READ
    assert Library([tmp_path]).passed_by == (PAGE,)


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_an_archive_gives_what_a_folder_gives(tmp_path: Path, mode: str) -> None:
    path = archive_of(FILES, tmp_path / "articles.tar", mode)
    assert read(path) == READ
    assert Library([path]).passed_by == (PAGE,)


def test_the_order_in_an_archive_does_not_matter(tmp_path: Path) -> None:
    path = archive_of(dict(reversed(FILES.items())), tmp_path / "articles.tar")
    assert read(path) == READ


def test_single_articles_are_read_whatever_they_are_called(tmp_path: Path) -> None:
    folder_of({**FILES, "note.md": b"odd"}, tmp_path)
    assert read(tmp_path / PAGE, tmp_path / "note.md") == {
        (tmp_path / PAGE).as_posix(): b"page",
        (tmp_path / "note.md").as_posix(): b"odd",
    }


def test_of_several_sources_the_plain_text_is_read_and_the_first_of_its_kind(tmp_path: Path) -> None:
    pages = folder_of({PAGE: b"page"}, tmp_path / "pages")
    texts = archive_of({PLAIN: b"plain"}, tmp_path / "texts.tar")
    again = folder_of({PLAIN: b"again"}, tmp_path / "again")
    assert read(pages, texts, again) == {PLAIN: b"plain"}
    assert Library([pages, texts, again]).passed_by == (PAGE, PLAIN)


def test_what_is_there_twice_in_one_archive_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "twice.tar"
    with tarfile.open(path, "w") as archive:
        for content in (b"one", b"two"):
            member = tarfile.TarInfo(PLAIN)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    assert [text.content for text in Library([path])] == [b"one"]


def test_no_link_is_followed(tmp_path: Path) -> None:
    folder = folder_of({EARLY: b"early"}, tmp_path / "articles")
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"secret")
    (folder / "Q123456.TXT").symlink_to(secret)
    assert read(folder) == {EARLY: b"early"}
    path = tmp_path / "links.tar"
    with tarfile.open(path, "w") as archive:
        member = tarfile.TarInfo(PLAIN)
        member.type, member.linkname = tarfile.SYMTYPE, str(secret)
        archive.addfile(member)
    assert read(path) == {}


def test_what_is_too_large_for_an_article_is_named_and_not_read(tmp_path: Path) -> None:
    large = b"x" * (LARGEST + 1)
    assert read(folder_of({PLAIN: large}, tmp_path / "f")) == {PLAIN: None}
    assert read(archive_of({PLAIN: large}, tmp_path / "a.tar.xz")) == {PLAIN: None}


@pytest.mark.parametrize("mode", ["w:gz", "w:xz", "w"])
def test_a_damaged_archive_is_said_to_be_one(tmp_path: Path, mode: str) -> None:
    path = archive_of({f"txt/100/Q{n}.TXT": os.urandom(3000) for n in range(100_000, 100_040)}, tmp_path / "a", mode)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(MalformedError, match="is a damaged archive"):
        list(Library([path]))


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InaccessibleError, match="No such file"):
        Library([tmp_path / "none.tar"])


def test_a_text_that_vanishes_is_said(tmp_path: Path) -> None:
    library = Library([folder_of(FILES, tmp_path)])
    (tmp_path / PLAIN).unlink()
    with pytest.raises(InaccessibleError, match="No such file"):
        list(library)
