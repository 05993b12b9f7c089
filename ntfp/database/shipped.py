"""Where the data that comes with ntfp lies: one folder, found in one way.

In a checkout it is `signatures/`, where reviewers live; a wheel carries the same
folder inside the package.
"""

from pathlib import Path

from ntfp.errors import DataError


def shipped_folder() -> Path:
    """The folder of records and of what is known of builds, or a `DataError` where an installation lacks it."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_signatures", package.parent / "signatures"):
        if folder.is_dir():
            return folder
    raise DataError("signatures", "the folder", f"is missing from {package}: the installation is incomplete")
