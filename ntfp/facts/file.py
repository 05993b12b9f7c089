"""File facts: all that one PE file says, before anyone asks what it means.

The first part comes from two short reads and is there for every file. The
second, `DeepFacts`, is read for kernels only, or where it is asked for.

A fact is kept as stored; where a stored value cannot be what its field means
(a link time of 0), the property beside it says `None`.
"""

from datetime import UTC, datetime, timedelta

import msgspec

from ntfp.facts.build import KERNEL_NAMES
from ntfp.facts.platform import PLATFORM_OF_MACHINE, Platform
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import FixedInfo, VersionInfo

# No PE linker ran before 1990, and none ran after 2038 yet: values outside are
# hashes, sentinels or tampering. The clock is not asked: the same file, the same facts.
_FIRST_LINK = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp())
_LAST_LINK = 0x7FFFFFFF


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Section(msgspec.Struct, frozen=True, gc=False):
    """One entry of the section table."""

    name: str
    address: int
    virtual_size: int
    offset: int
    size: int
    characteristics: int


class Import(msgspec.Struct, frozen=True):
    """One module a file imports from, and what: names, or `#7` for an ordinal."""

    module: str
    names: tuple[str, ...]


class DebugEntry(msgspec.Struct, frozen=True, gc=False):
    """One entry of the debug directory."""

    type: int
    timestamp: int
    offset: int
    size: int


class DeepFacts(msgspec.Struct, frozen=True):
    """What takes the whole file to know. `None`: that part could not be read."""

    sections: tuple[Section, ...] = ()
    imports: tuple[Import, ...] | None = None
    export_name: str | None = None  # the name the linker gave the module
    build_number: int | None = None  # what the export NtBuildNumber points at, all 32 bits
    checksum: int | None = None  # computed over the whole file
    debug: tuple[DebugEntry, ...] | None = None


class FileFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One PE file: where it is, what its headers say, what its version resources say."""

    path: str
    name: str
    size: int
    mtime_ns: int | None = None
    machine: int
    bits: int  # 32 or 64: PE32 or PE32+
    timestamp: int
    checksum: int
    characteristics: int
    subsystem: int
    linker_version: tuple[int, int]
    os_version: tuple[int, int]
    image_version: tuple[int, int]
    subsystem_version: tuple[int, int]
    versions: tuple[VersionInfo, ...] = ()
    deep: DeepFacts | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def platform(self) -> Platform | None:
        """The processor family; `None` for a number nobody has named."""
        return PLATFORM_OF_MACHINE.get(self.machine)

    @property
    def link_time(self) -> datetime | None:
        """When it was linked, or `None` where the stored value cannot be a time."""
        if _FIRST_LINK <= self.timestamp < _LAST_LINK:
            return datetime.fromtimestamp(self.timestamp, UTC)
        return None

    @property
    def modified(self) -> datetime | None:
        """The file system's time of last change, as far as it can be a date."""
        if self.mtime_ns is None:
            return None
        try:
            return _EPOCH + timedelta(seconds=self.mtime_ns // 1_000_000_000)
        except OverflowError:  # `fromtimestamp` would also refuse, on Windows, what is before 1970
            return None

    @property
    def version_info(self) -> VersionInfo | None:
        """The one to believe: with numbers before without, then number 1, which Windows shows, then the first."""
        ranked = sorted(self.versions, key=lambda info: (info.fixed is None, info.resource != 1))
        return ranked[0] if ranked else None

    @property
    def fixed(self) -> FixedInfo | None:
        """The fixed numbers of that resource."""
        info = self.version_info
        return info.fixed if info else None

    @property
    def version(self) -> FileVersion | None:
        """The file version: the fixed one, never the string."""
        fixed = self.fixed
        return fixed.file_version if fixed else None

    @property
    def product_version(self) -> FileVersion | None:
        """The product version: the fixed one."""
        fixed = self.fixed
        return fixed.product_version if fixed else None

    @property
    def flags(self) -> int | None:
        """The file flags their mask declares valid."""
        fixed = self.fixed
        return fixed.flags & fixed.flags_mask if fixed else None

    def string(self, name: str) -> str | None:
        """The first version string of that name, from the preferred resource on."""
        preferred = self.version_info
        for info in (preferred, *self.versions) if preferred else ():
            value = info.get(name)
            if value is not None:
                return value
        return None

    def has(self, *oddities: Oddity) -> bool:
        """Was one of these remarked on?"""
        return any(remark.oddity in oddities for remark in self.remarks)

    @property
    def damage(self) -> str | None:
        """Why nothing good can be said on its evidence."""
        if self.has(Oddity.TRUNCATED):
            return "its end is missing"
        if self.has(Oddity.CHECKSUM_WRONG):
            return "its checksum is wrong: it is damaged or was changed"
        if self.has(Oddity.DEEP_UNREADABLE):
            return "it cannot be taken apart: it is damaged or was changed"
        return None

    @property
    def plain_name(self) -> str:
        """The name on disk as it is compared: lower case, without what a CD's file system adds."""
        return _plain(self.name)

    @property
    def names_inside(self) -> tuple[str, ...]:
        """The names the file gives itself, each once, plain: setup renames kernels and HALs.

        Some give no ending ("kernel32"): they mean the one they have on disk.
        """
        found = [self.string("OriginalFilename"), self.string("InternalName")]
        if self.deep:
            found.append(self.deep.export_name)
        names = [_plain(name) for name in found if name]
        ending = self.plain_name[self.plain_name.rfind(".") :] if "." in self.plain_name else ""
        return tuple(dict.fromkeys(name if "." in name else name + ending for name in names if name))

    @property
    def has_kernel_name(self) -> bool:
        """Is it called a kernel, on disk or inside, in any case?"""
        return self.plain_name in KERNEL_NAMES or not KERNEL_NAMES.keys().isdisjoint(self.names_inside)


def _plain(name: str) -> str:
    """A file's name without path, case, blanks, final dots and the ";1" of a CD's file system."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].strip().casefold()
    return base.removesuffix(";1").rstrip(". ")
