"""Where the articles are: a folder, an archive, or single files, in either form of the article archive.

The same article may lie there as plain text and as a page; the plain text is
read then, and the page is passed by. Nothing is unpacked, no link is followed.

What an article says is not looked at.
"""

import lzma
import re
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path

import msgspec

from ntfp.errors import InaccessibleError, MalformedError

LARGEST = 4 << 20  # the longest article has a twentieth of it

_PLAIN = re.compile(r"(?:.*/)?(Q\d{5,6})\.TXT", re.IGNORECASE)
_PAGE = re.compile(r"(?:.*/)?(Q\d{5,6})/README\.md", re.IGNORECASE)


class Form(StrEnum):
    """How the archive keeps an article."""

    PLAIN = "plain"
    PAGE = "page"


class Text(msgspec.Struct, frozen=True):
    """One file of the archive: what it is called there, and its bytes; none where it is too large."""

    label: str
    content: bytes | None


class _Place(msgspec.Struct, frozen=True):
    label: str
    kb: str
    form: Form


class Library:
    """The articles of some sources: each once, the plain text before the page.

    `passed_by` are the files that are not read because the same article is read from another one.
    """

    def __init__(self, sources: Iterable[Path]) -> None:
        self._shelves = [_shelf(source) for source in sources]
        chosen: dict[str, tuple[int, _Place]] = {}
        for number, place in self._places():
            known = chosen.get(place.kb)
            if not known or (place.form, known[1].form) == (Form.PLAIN, Form.PAGE):
                chosen[place.kb] = (number, place)
        self._chosen = set(chosen.values())
        self.passed_by = tuple(place.label for number, place in self._places() if (number, place) not in self._chosen)

    def _places(self) -> Iterator[tuple[int, _Place]]:
        return ((number, place) for number, (places, _) in enumerate(self._shelves) for place in places)

    def __len__(self) -> int:
        return len(self._chosen)

    def __iter__(self) -> Iterator[Text]:
        for shelf, (_, read) in enumerate(self._shelves):
            yield from read({place.label for number, place in self._chosen if number == shelf})


_Shelf = tuple[list[_Place], Callable[[set[str]], Iterator[Text]]]


def _shelf(source: Path) -> _Shelf:
    """What lies there, and how to read some of it."""
    if source.is_dir():
        return _folder(source)
    if _is_archive(source):
        return _archive(source)
    place = _place(source.as_posix()) or _Place(source.as_posix(), source.name, Form.PLAIN)
    return [place], partial(_read_files, {place.label: source})


def _place(label: str) -> _Place | None:
    for form, pattern in ((Form.PLAIN, _PLAIN), (Form.PAGE, _PAGE)):
        if found := pattern.fullmatch(label):
            return _Place(label, found[1].upper(), form)
    return None


def _folder(folder: Path) -> _Shelf:
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".txt", ".md") and path.is_file() and not path.is_symlink():
            files[path.relative_to(folder).as_posix()] = path
    places = [place for label in files if (place := _place(label))]
    return places, partial(_read_files, files)


def _read_files(files: Mapping[str, Path], wanted: set[str]) -> Iterator[Text]:
    for label, path in files.items():
        if label in wanted:
            try:
                yield Text(label, path.read_bytes() if path.stat().st_size <= LARGEST else None)
            except OSError as error:
                raise InaccessibleError(str(path), error.strerror or "cannot be read") from error


def _is_archive(source: Path) -> bool:
    try:
        return tarfile.is_tarfile(source)
    except OSError as error:
        raise InaccessibleError(str(source), error.strerror or "cannot be read") from error


def _archive(source: Path) -> _Shelf:
    with _opened(source) as archive:
        places = [place for member in archive if member.isreg() and (place := _place(member.name))]
    return places, partial(_read_archive, source)


def _read_archive(source: Path, wanted: set[str]) -> Iterator[Text]:
    left = set(wanted)
    with _opened(source) as archive:
        for member in archive:
            if member.isreg() and member.name in left:
                left.remove(member.name)
                content = archive.extractfile(member) if member.size <= LARGEST else None
                yield Text(member.name, content.read() if content else None)


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    """An archive, whose damage may show at any place in it."""
    try:
        with tarfile.open(source, "r:*") as archive:
            yield archive
    except (tarfile.TarError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise MalformedError(str(source), f"is a damaged archive: {error}") from error
    except OSError as error:
        raise InaccessibleError(str(source), error.strerror or "cannot be read") from error
