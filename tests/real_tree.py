"""Real PE files, to compare readers on: `python tests/real_tree.py DIR` fetches about 1,800.

They come from Debian's packages of Wine and from Windows wheels of large Python
projects: several linkers, three machines, sizes from 8 KB to 26 MB. Only files that
begin with MZ are unpacked. A part that is there already is not fetched again, a part
that cannot be had is named and left out, and nothing outside DIR is changed.

Not a test, and none of these files is NT's: `ntfp.testing` makes those. Tests that
want a real tree take its folder from the environment variable NTFP_PE_TREE.
"""

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

WINE_ARCHITECTURES = ("i386", "amd64")

# Wheels are asked for one Python version so that a tree made twice holds the same projects.
WHEELS = (
    *((name, "win32", "3.11") for name in ("lxml", "numpy", "pandas", "pillow", "pywin32")),
    *((name, "win_amd64", "3.11") for name in ("lxml", "numpy", "pandas", "pillow", "pywin32", "scipy")),
    ("numpy", "win_arm64", "3.12"),  # the first version NumPy builds for that machine
)

Members = Iterator[tuple[str, IO[bytes]]]


def run(*command: str, cwd: Path) -> None:
    """Run a program that prints only when it fails."""
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)


def wine_package(architecture: str) -> Callable[[Path], Members]:
    """What Debian's `libwine` holds, for one architecture."""

    def fetch(work: Path) -> Members:
        # Lists of its own: the system's know no foreign architecture and stay as they are.
        lists, cache = work / "lists", work / "cache"
        (lists / "partial").mkdir(parents=True)
        (cache / "archives" / "partial").mkdir(parents=True)
        settings = {
            "Dir::State::Lists": lists,
            "Dir::Cache": cache,
            "APT::Architectures::": architecture,
            "APT::Sandbox::User": "root",
            "Acquire::Languages": "none",
            "Acquire::Retries": 3,
        }
        apt = ["apt-get", "-qq", *(part for key, value in settings.items() for part in ("-o", f"{key}={value}"))]
        # A list that could not be had may be one not needed: the download will tell.
        subprocess.run([*apt, "update"], cwd=work, check=False, capture_output=True)
        run(*apt, "download", f"libwine:{architecture}", cwd=work)
        for package in work.glob("libwine_*.deb"):
            yield from members_of_deb(package)

    return fetch


def members_of_deb(package: Path) -> Members:
    """Each regular file of a Debian package."""
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as unpacker,
        tarfile.open(fileobj=unpacker.stdout, mode="r|") as archive,
    ):
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None:
                yield member.name, content
    if unpacker.returncode:
        raise subprocess.CalledProcessError(unpacker.returncode, unpacker.args)


def wheel(project: str, platform: str, python: str) -> Callable[[Path], Members]:
    """What the newest wheel of a project holds, for one Windows platform."""

    def fetch(work: Path) -> Members:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
        kind = ["--no-deps", "--only-binary=:all:", "--platform", platform, "--python-version", python]
        run(*pip, *kind, project, cwd=work)
        for path in work.glob("*.whl"):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    with archive.open(name) as content:
                        yield name, content

    return fetch


def unpack(members: Iterable[tuple[str, IO[bytes]]], folder: Path) -> None:
    """Write every member that begins with MZ under `folder`, at its own path."""
    for name, content in members:
        start = content.read(2)
        if start != b"MZ":
            continue
        parts = PurePosixPath(name).parts
        path = folder.joinpath(*(part for part in parts if part not in {"..", ".", "/"}))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            target.write(start)
            shutil.copyfileobj(content, target)


def fetch_part(part: Path, fetch: Callable[[Path], Members]) -> str:
    """Have one part at its place, and say in a word what happened."""
    if part.is_dir():
        return "there already"
    with tempfile.TemporaryDirectory(dir=part.parent, prefix=".part-") as work:
        made = Path(work) / "made"
        try:
            unpack(fetch(Path(work)), made)
        except subprocess.CalledProcessError as error:
            said = str(error.stderr or "").strip().splitlines()
            return f"skipped: {said[-1] if said else error}"
        except (OSError, tarfile.TarError, zipfile.BadZipFile) as error:
            return f"skipped: {error}"
        if not made.is_dir():
            return "skipped: no PE file in it"
        made.rename(part)  # only a whole part gets its name
    return "fetched"


def main() -> int:
    """Fetch all parts; success is a tree with at least one file in it."""
    parser = argparse.ArgumentParser(description="Fetch real PE files to compare readers on (some 1.5 GB).")
    parser.add_argument("folder", metavar="DIR", type=Path, help="where to put them; made if absent")
    root: Path = parser.parse_args().folder.resolve()
    root.mkdir(parents=True, exist_ok=True)
    parts = {f"libwine-{architecture}": wine_package(architecture) for architecture in WINE_ARCHITECTURES}
    parts |= {f"{project}-{platform}": wheel(project, platform, python) for project, platform, python in WHEELS}
    for name, fetch in parts.items():
        print(f"{name}: {fetch_part(root / name, fetch)}", flush=True)
    count = sum(path.is_file() for name in parts for path in (root / name).rglob("*"))
    print(f"{count:,} files that begin with MZ in {root}")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
