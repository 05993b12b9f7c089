"""Boot facts: what the loader's file says about which kernel is started, and from which folder."""

import msgspec


class BootEntry(msgspec.Struct, frozen=True, gc=False):
    """One system of the loader's menu, as written; names are plain, lower case."""

    path: str  # "multi(0)disk(0)rdisk(0)partition(1)\\WINNT"
    title: str = ""
    kernel: str | None = None  # of /KERNEL=
    hal: str | None = None  # of /HAL=
    default: bool = False

    @property
    def folder(self) -> str:
        """The folder of the system on its volume, in lower case with plain slashes: "winnt", "nt/four"."""
        _, _, folder = self.path.partition("\\")
        return folder.replace("\\", "/").strip("/ ").casefold()
