"""Installed: one installation read, as far as it can be: kernel, HAL, files, registry.

The kernel in `system32` is the one that boots, unless the loader's file names
another that can be: that file is a text anyone may write. Whatever cannot be
read is listed, and the scan goes on with less.
"""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from ntfp.errors import ForeignFormatError, ReadError
from ntfp.facts.boot import BootEntry
from ntfp.facts.build import HAL, Branch, Build, Known, is_hal
from ntfp.facts.hive import HiveFacts
from ntfp.facts.remark import Oddity
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.facts.source import Source
from ntfp.facts.system import System
from ntfp.facts.verdict import Aside
from ntfp.identifying import claims
from ntfp.readers.boot_ini import read_boot_ini
from ntfp.readers.registry import read_hive
from ntfp.scanning.files import identify_source, skipped_by
from ntfp.trees.contents import KERNEL
from ntfp.trees.installations import Installation

_HIVES = frozenset({"software", "system"})  # by these names a registry is expected; elsewhere a hive may lie or not


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One installation as it was read: where it is, the path of its kernel, what there is to judge."""

    root: str
    kernel: str
    system: System
    aside: tuple[Aside, ...] = ()
    remarks: tuple[str, ...] = ()


class Installed:
    """An installation being read: what is found, and what could not be."""

    def __init__(self, installation: Installation, known: Known, tick: Callable[[], object]) -> None:
        self.installation, self.known, self.tick = installation, known, tick
        self.skipped: list[Skipped] = list(installation.skipped)
        self.remarks: list[str] = []
        self._read: dict[str, Identified | Skipped] = {}

    @property
    def files(self) -> int:
        """How many files were read, or tried."""
        return len(self._read)

    def read(self) -> Found | Skipped:
        """The whole installation, or why its kernel is none."""
        place = self.installation
        entry = self._boot_entry()
        kernel_source, kernel = self._booting(entry.kernel if entry else None)
        hal_source = self._hal(entry.hal if entry else None)
        read = [self._identified(source) for source in self._beside(kernel_source, hal_source)]
        files = [one for one in read if isinstance(one, Identified)]
        self.skipped += [one for one in read if isinstance(one, Skipped)]
        if isinstance(kernel, Skipped):
            return kernel
        hives, unread = self._hives()
        build = claims.told_branch(hives, unread, kernel.build, self.known)
        kernel = replace(kernel, build=build)
        said = claims.claims_of(hives, unread, place.uninstalls, build, self.known)
        system = System(
            build=build,
            files=(kernel, *files),
            claims=said and claims.held_against(said, kernel, files, self.known),
            hal=hal_source.name.lower() if hal_source else HAL,
        )
        if place.media:
            self.remarks.append("a folder of files, not an installed system")
        return Found(
            root=place.root,
            kernel=kernel.facts.path,
            system=system,
            aside=place.aside,
            remarks=tuple(self.remarks),
        )

    def _boot_entry(self) -> BootEntry | None:
        """How the loader starts this system: by its menu's default, where several entries do."""
        place = self.installation
        if place.boot_ini is None or place.folder is None:
            return None
        if isinstance(place.boot_ini, Skipped):
            self.skipped.append(place.boot_ini)
            return None
        try:
            entries = read_boot_ini(place.boot_ini)
        except ReadError as error:
            self.skipped.append(skipped_by(error))
            return None
        ours = sorted((entry for entry in entries if entry.folder == place.folder), key=lambda entry: not entry.default)
        others = [other for other in ours[1:] if _starts(other) != _starts(ours[0])]
        if others and len({entry.path.casefold() for entry in ours}) > 1:
            because = f"boot.ini has a {place.folder} on several disks and starts them with different kernels"
            self.remarks.append(f"{because}; {KERNEL} is gone by")
            return None
        for other in others:
            started = " and ".join(_starts(other))
            self.remarks.append(f"another entry of boot.ini, {other.title!r}, starts it with {started}")
        return ours[0] if ours else None

    def _booting(self, name: str | None) -> tuple[Source | Skipped, Identified | Skipped]:
        """The kernel that boots, or why there is none: the one that boot.ini names, unless it cannot be that."""
        usual = self.installation.kernel
        kernel = self._kernel(usual)
        source = self._named(name, KERNEL)
        if name is None or source is None:
            return usual, kernel
        named = self._identified(source, deep=True)
        problem = _wrong_kernel(named, kernel)
        if problem is None:
            self.remarks.append(f"boot.ini starts it with {name}, not with {KERNEL}")
            return source, named
        self._go_by(name, problem, usual.name if isinstance(usual, Source) else KERNEL)
        if isinstance(named, Skipped):
            self._list_once(named, source)
        else:
            del self._read[source.label]  # no more than any other file: read as one, if somebody asks for it
        return usual, kernel

    def _hal(self, name: str | None) -> Source | None:
        """The HAL that boot.ini names in the place of the usual one, if it can be one."""
        source = self._named(name, HAL)
        if name is None or source is None:
            return None
        hal = self._identified(source)
        inside = hal.facts.names_inside if isinstance(hal, Identified) else ()
        foreign = isinstance(hal, Skipped) and hal.kind is SkipKind.OTHER_FORMAT
        if foreign or not any(map(is_hal, (name, *inside))):
            self._go_by(name, "is no HAL", HAL)
            if isinstance(hal, Skipped):
                self._list_once(hal, source)
            return None
        self.remarks.append(f"boot.ini starts it with {name}, not with {HAL}")
        return source

    def _named(self, name: str | None, usual: str) -> Source | None:
        """The file that boot.ini names in the place of the usual one, where it is there."""
        if name is None or name == usual:
            return None
        found = self.installation.pick(name)
        self.skipped += [one for one in found if isinstance(one, Skipped)]
        for source in found:
            if isinstance(source, Source):
                return source
        self._go_by(name, "cannot be found", usual)
        return None

    def _go_by(self, name: str, problem: str, usual: str) -> None:
        self.remarks.append(f"boot.ini starts it with {name}, which {problem}; {usual} is gone by")

    def _list_once(self, skipped: Skipped, source: Source) -> None:
        """What boot.ini names and cannot be read; where it is asked for anyway, it is listed there."""
        asked = (self.installation.kernel, *self.installation.others)
        if source.label not in (other.label for other in asked if isinstance(other, Source)):
            self.skipped.append(skipped)

    def _kernel(self, source: Source | Skipped) -> Identified | Skipped:
        """A kernel, or why it is none."""
        if isinstance(source, Skipped):
            return source
        kernel = self._identified(source, deep=True)
        if isinstance(kernel, Identified) and (problem := no_kernel(kernel)):
            return Skipped(kernel.facts.path, problem, kind=SkipKind.OTHER_FORMAT)
        return kernel

    def _beside(self, kernel: Source | Skipped, hal: Source | None) -> list[Source]:
        """The other files: those asked for, the usual kernel where another one boots, the HAL in use."""
        found = {source.label: source for source in self.installation.others}
        for source in (self.installation.kernel, hal):
            if isinstance(source, Source):
                found.setdefault(source.label, source)
        if isinstance(kernel, Source):
            found.pop(kernel.label, None)
        return list(found.values())

    def _identified(self, source: Source, *, deep: bool = False) -> Identified | Skipped:
        """One file, read once."""
        if source.label not in self._read:
            self.tick()
            self._read[source.label] = identify_source(source, self.known, deep=deep, verify=True)
        return self._read[source.label]

    def _hives(self) -> tuple[list[HiveFacts], list[str]]:
        """The hives there are, and the names of files beside them that could not be read as such."""
        hives, unread = [], []
        for entry in self.installation.hives:
            if isinstance(entry, Skipped):
                self.skipped.append(entry)
                unread.append(_last(entry.path))
                continue
            try:
                hives.append(read_hive(entry))
            except ReadError as error:
                unread.append(entry.name)
                expected = entry.name.casefold() in _HIVES
                if expected:
                    self.remarks.append(f"the registry hive {entry.name} cannot be read: {error.problem}")
                if expected or not isinstance(error, ForeignFormatError):
                    self.skipped.append(skipped_by(error))
        return hives, unread


def _starts(entry: BootEntry) -> tuple[str, str]:
    """Kernel and HAL."""
    return entry.kernel or KERNEL, entry.hal or HAL


def _wrong_kernel(named: Identified | Skipped, usual: Identified | Skipped) -> str | None:
    """Why the file that boot.ini names is not what boots here, if it is not."""
    if isinstance(named, Skipped):
        unreadable = named.kind is SkipKind.UNREADABLE
        return f"cannot be read: {named.problem}" if unreadable else f"is no kernel: {named.problem}"
    if problem := no_kernel(named):
        return f"is {problem}"
    if isinstance(usual, Identified) and usual.facts.plain_name == KERNEL:
        return _another_system(named.build, usual.build)
    return None


def _another_system(named: Build, usual: Build) -> str | None:
    """Why two kernels cannot start one system, if they cannot. Of one that tells nothing nothing is said."""
    if Branch.OTHER not in (named.branch, usual.branch) and named.branch is not usual.branch:
        return f"is a kernel of {named.title or named.branch}, not of {usual.title or usual.branch}"
    if None not in (named.platform, usual.platform) and named.platform is not usual.platform:
        return f"is a kernel for {named.platform}, not for {usual.platform}"
    return None


def no_kernel(file: Identified) -> str | None:
    """Why a file is not a kernel of Windows NT, if it is not."""
    if file.build.foreign:
        return f"{'a kernel' if file.build.kernel else 'a file'} of {file.build.foreign}, not of Windows"
    if file.build.kernel:
        return None
    cut = [remark.detail for remark in file.facts.remarks if remark.oddity in (Oddity.TRUNCATED, Oddity.HEADERS_ODD)]
    if cut:
        return f"no kernel that could be told: {cut[0]}"
    inside = f": it calls itself {file.facts.names_inside[0]}" if file.facts.names_inside else ""
    return f"no kernel{inside}"


def _last(path: str) -> str:
    """The name at the end of a path, of whichever tree it is."""
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
