"""Claims: which of a system's hives are its own, and what they say was installed.

Setup keeps copies of hives beside the ones in use, so it is by content that a
hive is known and by name that it is chosen; a copy of the day of setup never
speaks. Registries have been copied between systems: one that is of another
Windows than the kernel says nothing about it.

Whether the files agree with the claims is not asked here: that is a verdict.
"""

import re
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from ntfp.facts.build import Branch, Build, Confidence, Ground, Known, KnownBuild, Line, pack_title
from ntfp.facts.hive import HiveFacts, SoftwareHive, SystemHive
from ntfp.facts.report import Identified
from ntfp.facts.system import Claims

_HOTFIX = re.compile(r"\s*(?:Q|KB)0*([1-9][0-9]{4,5})\s*", re.IGNORECASE)
_PACK = re.compile(r"\s*service pack\s*([0-9])(?![0-9])", re.IGNORECASE)
_PRODUCTS = {"winnt": "Workstation", "servernt": "Server", "lanmannt": "Server, domain controller"}
_TERMINAL_SERVER = "terminal server"
_MIRROR = ".alt"  # NT keeps SYSTEM twice; a .sav is of the day of setup, and others are somebody's
_MOST_FILES = 4  # named of those that are older than the pack
_MOST_REMARKS = 8  # about keys: who broke one may have broken a thousand


class _Registry(msgspec.Struct, frozen=True):
    """The two hives that are gone by, as far as they are there."""

    software: HiveFacts | None
    system: HiveFacts | None

    @property
    def version(self) -> SoftwareHive | None:
        """What is said of the current version."""
        return self.software.software if self.software else None

    @property
    def control(self) -> SystemHive | None:
        """What the current control set says."""
        return self.system.system if self.system else None

    @property
    def complete(self) -> bool:
        """Could all hotfix keys be read, and do all say whether they are installed?"""
        if self.version is None or self.software is None or not self.software.whole:
            return False
        keys = (key for key in self.version.hotfixes if _HOTFIX.fullmatch(key.name))
        return self.version.version is not None and all(key.installed is not None for key in keys)

    @property
    def is_terminal_server(self) -> bool:
        """The suite means it on a server of 4.0 alone: later ones have it for other reasons, others add names."""
        if self.control is None or (self.control.product or "").strip().casefold() == "winnt":
            return False
        if self.version is not None and self.version.version not in (None, "4.0"):
            return False
        return any(suite.strip().casefold() == _TERMINAL_SERVER for suite in self.control.suites)


def claims_of(
    hives: Iterable[HiveFacts],
    unread: Iterable[str],
    uninstalls: Iterable[str],
    build: Build,
    known: Known,
) -> Claims | None:
    """What a system's hives and setup's folders say, or `None` where neither is there.

    `unread` are the names of files beside the hives that could not be read, `build` is the kernel's. Whether other
    files bear it out is asked by `held_against`.
    """
    remarks: list[str] = []
    registry = _registry(tuple(hives), unread, remarks)
    line = known.line(build.branch)
    other = _of_another(registry, build, line)
    if other:
        remarks.append(f"{other}: its registry is of another system, and not gone by")
        registry = _Registry(None, None)
    folders = frozenset(uninstalls)
    if not (registry.software or registry.system or folders or remarks):
        return None
    keys, told = _hotfixes(registry.version) if registry.version else (frozenset(), [])
    pack = _pack(registry, keys, folders, build, line, remarks)
    alone = build.branch is Branch.NT4_TSE and registry.software is not None and registry.system is None
    if alone:
        remarks.append("without the hive system it cannot be told whether its registry is Terminal Server's")
    return Claims(
        pack=pack,
        hotfixes=keys,
        uninstalls=folders,
        pack_sure=not alone,
        complete=registry.complete,
        edition=_edition(registry.control),
        suites=registry.control.suites if registry.control else (),
        pack_text=_more_than_a_pack(registry.version.pack) if registry.version else None,
        hives=tuple(hive.path for hive in (registry.software, registry.system) if hive),
        remarks=(*remarks, *told, *_not_whole(registry.software, registry.system)),
    )


def held_against(claims: Claims, kernel: Identified, files: Iterable[Identified], known: Known) -> Claims:
    """The same claims, with a doubt on the pack where the kernel is damaged or other files are of an older one.

    Setup copies from the disc, so a component that was added after a pack is older than it until that is put on again.
    """
    line = known.line(kernel.build.branch)
    if claims.pack is None or line is None or claims.pack not in line.packs:
        return claims
    by = line.by_hotfix.get(claims.pack)
    place = line.packs.index(by.base if by else claims.pack)  # the files of SP6a are SP6's
    older = sorted(
        {one.facts.plain_name for one in files if not one.build.kernel and _is_older(one.build.release, line, place)}
    )
    remarks = claims.remarks
    if older:
        shown = ", ".join(older[:_MOST_FILES])
        more = f" and {len(older) - _MOST_FILES:,} more" if older[_MOST_FILES:] else ""
        remarks += (f"it says {pack_title(claims.pack)}, and these files are of an older pack: {shown}{more}",)
    sure = claims.pack_sure and not older and kernel.facts.damage is None
    return replace(claims, pack_sure=sure, remarks=remarks)


def _is_older(release: KnownBuild | None, line: Line, place: int) -> bool:
    """Is it the file of packs that are all before the one at that place?"""
    if release is None or release.branch is not line.branch:
        return False
    return max(line.places(release.packs), default=place) < place


def told_branch(hives: Iterable[HiveFacts], unread: Iterable[str], build: Build, known: Known) -> Build:
    """The build of a kernel that does not tell its branch, with the branch that the registry names."""
    if build.branch is not Branch.OTHER or build.version is not None or build.foreign:
        return build
    registry = _registry(tuple(hives), unread, [])
    said = registry.version
    if said is None or said.version is None or registry.control is None:
        return build
    for line in known.lines:
        if (line.branch is Branch.NT4_TSE) is registry.is_terminal_server and _is_of(said, line):
            ground = Ground("branch", f"the registry says {said.version} ({said.build})", Confidence.LIKELY)
            others = tuple(one for one in build.evidence if one.statement != "branch")
            return replace(build, branch=line.branch, title=line.title, evidence=(ground, *others))
    return build


def _registry(hives: tuple[HiveFacts, ...], unread: Iterable[str], remarks: list[str]) -> _Registry:
    gone = frozenset(name.casefold() for name in unread)
    return _Registry(_chosen(hives, "software", gone, remarks), _chosen(hives, "system", gone, remarks))


def _chosen(hives: tuple[HiveFacts, ...], kind: str, gone: frozenset[str], remarks: list[str]) -> HiveFacts | None:
    """The one hive of a kind that is in use, as far as names and contents tell."""
    ours = [hive for hive in hives if getattr(hive, kind) is not None]
    named = [hive for hive in ours if hive.name.casefold() == kind]
    if named:
        return _the_one(named, kind, remarks)
    another = [hive.name for hive in hives if hive.name.casefold() == kind]
    if another:
        remarks.append(f"{another[0]} is a hive of another kind")
    if kind in gone or another:
        mirrors = [hive for hive in ours if hive.name.casefold() == kind + _MIRROR]
        if mirrors:
            remarks.append(f"{kind} cannot be read; its mirror {mirrors[0].name} is gone by")
        return _the_one(mirrors, kind, remarks)
    others = [hive for hive in ours if not hive.name.casefold().endswith(".sav")]
    chosen = _the_one(others, kind, remarks)
    if chosen:
        remarks.append(f"there is no {kind}; {chosen.name} is one by its content, and gone by")
    return chosen


def _the_one(hives: list[HiveFacts], kind: str, remarks: list[str]) -> HiveFacts | None:
    """Of several that say the same the first, of others none."""
    if len({(hive.software, hive.system) for hive in hives}) > 1:
        names = ", ".join(sorted(hive.name for hive in hives))
        remarks.append(f"several hives could be {kind} and do not say the same: {names}")
        return None
    return min(hives, key=lambda hive: hive.path, default=None)


def _of_another(registry: _Registry, build: Build, line: Line | None) -> str | None:
    """Why the registry is not that of the kernel's system, if it is not."""
    said, control = registry.version, registry.control
    if line is None:
        return None
    if said and not _is_of(said, line):
        return f"it says version {said.version or '?'} ({said.build or '?'}), the kernel is of {line.title}"
    if control is None or registry.system is None:
        return None
    if registry.is_terminal_server and build.branch is Branch.NT4:
        return "it says Terminal Server, the kernel is none of that"
    says_suites = registry.system.whole and control.product is not None
    if build.branch is Branch.NT4_TSE and says_suites and not registry.is_terminal_server:
        return "it does not say Terminal Server, and the kernel is of that"
    return None


def _is_of(said: SoftwareHive, line: Line) -> bool:
    """Does a registry name the version of a branch? What it does not say speaks against nothing."""
    major, minor = line.version
    versions = {f"{major}.{minor}", f"{major}.{minor:02}"} | ({f"{major}.{minor // 10}"} if minor % 10 == 0 else set())
    if said.version is not None and said.version.strip() not in versions:
        return False
    number = (said.build or "").strip()
    if number.isascii() and number.isdigit() and len(number) <= 5:
        return line.builds[0] <= int(number) <= line.builds[1]
    return True


def _hotfixes(said: SoftwareHive) -> tuple[frozenset[str], list[str]]:
    """The articles whose keys say that they are installed, in the records' spelling; and keys that say less."""
    keys, told = set(), []
    for key in said.hotfixes:
        match = _HOTFIX.fullmatch(key.name)
        if match is None:
            continue
        if key.installed:
            keys.add(f"Q{match[1]}")
        else:
            says = "does not say that it is installed" if key.installed is None else "says that it is not installed"
            told.append(f"the hotfix key {key.name} {says}")
    told = [remark for remark in told if not any(f" {kb} " in remark for kb in keys)]
    more = [f"and {len(told) - _MOST_REMARKS:,} hotfix keys more"] if len(told) > _MOST_REMARKS else []
    return frozenset(keys), told[:_MOST_REMARKS] + more


def _pack(
    registry: _Registry,
    keys: frozenset[str],
    folders: frozenset[str],
    build: Build,
    line: Line | None,
    remarks: list[str],
) -> str | None:
    """The pack, as its branch counts it, or `None` where it cannot be told."""
    text = registry.version.pack if registry.version else None
    numbers = [_number(registry.control.pack if registry.control else None), _number(text)]
    said = {number for number in numbers if number is not None}
    if len(said) > 1:
        remarks.append(f"system says {pack_title(str(numbers[0]))} and software {pack_title(str(numbers[1]))}")
        return None
    if isinstance(text, str) and numbers[1] is None:
        remarks.append(f"what software says of its pack names none: {text!r}")
    if not said and registry.version and registry.complete and text is None and "0" in (build.packs or ("0",)):
        said = {0}  # a sound hive without the value: no pack was ever installed
    if not said or line is None:
        return None
    pack = _of_branch(said.pop(), line, remarks)
    for other, by in line.by_hotfix.items():
        if by.base == pack and by.kb in keys:
            return other
        if by.base == pack and (by.kb in folders or not registry.complete):
            why = "not all hotfix keys could be read"
            if registry.complete:
                why = f"{by.kb} has an uninstall folder and no key"
            remarks.append(f"whether it is {pack_title(pack)} or {pack_title(other)} cannot be told: {why}")
            return None
    return pack


def _more_than_a_pack(text: str | int | None) -> str | None:
    """What a hotfix kernel or somebody else put in the place of "Service Pack 6"."""
    plain = isinstance(text, int) or re.fullmatch(r"\s*(service pack [0-9])?\s*", text or "", re.IGNORECASE)
    return None if plain else str(text)


def _number(value: str | int | None) -> int | None:
    """The number of the pack in "Service Pack 6, RC 1.3", or in 0x600."""
    if isinstance(value, int):
        return value >> 8 if 0 <= value <= 0xFFFF else None
    match = _PACK.match(value or "")
    return int(match[1]) if match else None


def _of_branch(number: int, line: Line, remarks: list[str]) -> str | None:
    """The pack of that number: Terminal Server began as a system that calls itself SP3."""
    numbered = [int(pack) for pack in line.packs if pack.isdigit() and pack != "0"]
    if numbered and number < min(numbered):
        return "0"
    if str(number) in line.packs:
        return str(number)
    remarks.append(f"it says {pack_title(str(number))}, and {line.title} has no such pack")
    return None


def _edition(control: SystemHive | None) -> str | None:
    product = control.product if control else None
    return _PRODUCTS.get(product.strip().casefold(), product) if product else None


def _not_whole(*hives: HiveFacts | None) -> Iterable[str]:
    """What may be missing of the hives gone by."""
    for hive in hives:
        if hive and hive.dirty:
            yield f"{hive.name} was being written when it was copied: what came last may be missing"
        if hive:
            yield from (f"{hive.name}: {damage}" for damage in hive.damage)
