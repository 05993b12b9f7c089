"""The build's own step: the records become one file inside the package.

A wheel gets it from a temporary folder; an editable install has no place of its
own, so there it lies beside the code, where git ignores it. The records are
refused here as they are everywhere: no package is made of data that are wrong.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackedData(BuildHookInterface[Any]):
    """Packs `signatures/` for the wheel that is being made."""

    _scratch: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        sys.path.insert(0, self.root)  # the very code that will read it packs it
        try:
            from ntfp.database.packing import write_beside, write_package
            from ntfp.database.shipped import PACKED

            inside = Path("ntfp", PACKED)
            if version == "editable":
                write_beside(root / "signatures", root / inside)
                return
            self._scratch = tempfile.TemporaryDirectory()
            made = Path(self._scratch.name, PACKED)
            write_package(root / "signatures", made)
            build_data["force_include"][str(made)] = inside.as_posix()
        finally:
            sys.path.remove(self.root)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        del version, build_data, artifact_path
        if self._scratch:
            self._scratch.cleanup()
