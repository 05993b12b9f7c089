"""What comes with ntfp, found in one way: packed inside an installed package, as TOML beside it in a checkout.

A checkout may have a packed file, too, which an editable install leaves there. It
is used as long as it says what the TOML says, since that is what people edit.
"""

from functools import cache
from pathlib import Path

from ntfp.database.dataset import BUILDS, DataSet
from ntfp.database.packed import Packed
from ntfp.database.places import Folder
from ntfp.errors import DataError
from ntfp.facts.build import Known

SHIPPED = "shipped"
PACKED = "_signatures.bin"
_AGAIN = "'ntfp kb pack' makes it anew"


@cache
def shipped() -> DataSet:
    """The data set that comes with this ntfp; a `DataError` where the installation lacks it."""
    return find_shipped(_package())


def shipped_known() -> Known:
    """The recorded and the listed builds that ship; whole packs are left out, they take longer."""
    return shipped().builds


def shipped_folder() -> Path:
    """The TOML files in a checkout; a `DataError` in an installation, which has none."""
    folder = _folder(_package())
    if folder is None:
        raise DataError("signatures", "the folder", "is not part of an installation: it is in a checkout of ntfp")
    return folder


def packed_file() -> Path:
    """Where the packed data are looked for."""
    return _package() / PACKED


def find_shipped(package: Path) -> DataSet:
    """What belongs to the package in that folder."""
    packed, folder = package / PACKED, _folder(package)
    if folder is None:
        if not packed.exists():
            problem = f"is missing from {package}: the installation is incomplete; install ntfp again"
            raise DataError(PACKED, "the file", problem)
        return DataSet(Packed.open(packed, SHIPPED, remedy="install ntfp again"))
    if not packed.exists():
        return DataSet(Folder(folder, SHIPPED))
    try:
        shelf = Packed.open(packed, SHIPPED, remedy=_AGAIN)
        shelf.check()  # here there is something to fall back upon
    except DataError as error:
        problem = error.problem
    else:
        # What was changed since may say the same: then the bytes have to tell.
        unchanged = Folder(folder).last_change() < packed.stat().st_mtime_ns
        if unchanged or shelf.is_made_from(folder):
            return DataSet(shelf)
        problem = f"does not say what {folder.name}/ says; {_AGAIN}"
    notice = f"{packed}: {problem}; until then every start reads the records one by one"
    return DataSet(Folder(folder, SHIPPED), notice=notice)


def _package() -> Path:
    return Path(__file__).resolve().parents[1]


def _folder(package: Path) -> Path | None:
    """The TOML files of a checkout. Beside an installed package a folder of that name is a stranger's."""
    folder = package.parent / "signatures"
    checkout = (folder / BUILDS).is_file() and (package.parent / "pyproject.toml").is_file()
    return folder if checkout else None
