"""Freezing: what a program that embeds ntfp needs of it where it is frozen into one file.

PyInstaller asks `hook_folders` (an entry point in pyproject.toml) and finds the
hook: the packed data go along, what the page of a report is made from, and every
module, since the front door loads them by name, where nobody who reads the code
can see it.
"""

import pkgutil
from pathlib import Path

import ntfp
from ntfp.database.shipped import packed_file, shipped
from ntfp.errors import DataError

_PAGE = "reports/html"
_KINDS = (".css", ".j2", ".js")


def hook_folders() -> list[str]:
    """Where PyInstaller finds the hook."""
    return [str(Path(__file__).parent / "hooks")]


def hidden_modules() -> list[str]:
    """Every module of ntfp."""
    return [module.name for module in pkgutil.walk_packages(ntfp.__path__, "ntfp.")]


def data_files() -> list[tuple[str, str]]:
    """The packed data and the templates, each with its folder; a `DataError` where there are no data to rely on."""
    path = packed_file()
    if not path.exists():
        raise DataError(
            path.name, "the file", "is missing, and would be missing from the program: 'ntfp kb pack' makes it"
        )
    if notice := shipped().notice:  # in the program nobody would notice
        raise DataError(path.name, "the file", notice)
    return [(str(path), "ntfp"), *_templates()]


def _templates() -> list[tuple[str, str]]:
    """What lies beside the modules of a page and is no module."""
    folder = Path(ntfp.__file__).parent / _PAGE
    return [(str(path), f"ntfp/{_PAGE}") for path in sorted(folder.iterdir()) if path.suffix in _KINDS]
