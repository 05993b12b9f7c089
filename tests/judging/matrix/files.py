"""Recipes as files in plausible systems, quickly: one image of each kind is made, and what differs is written over."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import msgspec

from ntfp.facts.build import Branch, Flavour
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.remark import Oddity, Remark
from ntfp.facts.report import Identified
from ntfp.facts.system import System
from ntfp.facts.version import FileVersion
from ntfp.facts.version_info import StringTable, VersionInfo
from ntfp.identifying import identify
from ntfp.testing import kernel_image, module_image
from tests.judging.matrix.rows import Printed
from tests.judging.systems import KNOWN, TODAY
from tests.judging.variations import EPOCH, Recipe, number_of
from tests.making import facts_of

_OLDEST = {Branch.WINXP: datetime(2001, 8, 18, 4, tzinfo=UTC), Branch.NT4_TSE: datetime(1998, 6, 8, 18, tzinfo=UTC)}
_DAMAGE = Remark(Oddity.CHECKSUM_WRONG, "the file says 0x00012345, its bytes sum up to 0x00054321")
_NAMES = {"InternalName", "OriginalFilename"}


def found(recipe: Recipe) -> Identified:
    """The file of that recipe in system32: a kernel as setup names it, another file by its own name."""
    name = "ntoskrnl.exe" if recipe.flavour else recipe.file
    number = recipe.version or number_of(recipe.branch, TODAY)
    template = _template(
        name if recipe.flavour else recipe.file.rpartition(".")[2],
        recipe.platform,
        recipe.language,
        recipe.flavour,
        recipe.checked,
        (number.major, number.minor, number.build) if recipe.flavour else None,
    )
    facts = msgspec.structs.replace(
        template,
        path=f"WINNT/system32/{name}",
        name=name,
        size=recipe.size,
        timestamp=0 if recipe.link is None else int(recipe.link.timestamp()),
        mtime_ns=int((recipe.modified - EPOCH).total_seconds()) * 1_000_000_000,
        versions=(_told(template.versions[0], recipe.version, name, recipe.flavour),) if recipe.version else (),
        remarks=(*template.remarks, _DAMAGE) if recipe.damaged else template.remarks,
    )
    return Identified(facts, identify(facts, KNOWN))


@cache
def _template(
    name: str,
    platform: Platform,
    language: int,
    flavour: Flavour | None,
    checked: bool,
    number: tuple[int, int, int] | None,
) -> FileFacts:
    if flavour is None or number is None:
        file = f"template.{name}"
        image = module_image(file, version="4.0.1381.1", platform=platform, link=0, language=language)
        return facts_of(image, file)
    image = kernel_image(
        version=FileVersion(*number, 0),
        platform=platform,
        flavour=flavour,
        link=0,
        language=language,
        checked=checked,
    )
    return facts_of(image, name)


def _told(info: VersionInfo, version: FileVersion, name: str, flavour: Flavour | None) -> VersionInfo:
    """The same version resource with another number; a module's with another name."""
    assert info.fixed
    fixed = msgspec.structs.replace(info.fixed, file_version=version, product_version=version)
    if flavour:
        return msgspec.structs.replace(info, fixed=fixed)
    tables = tuple(
        StringTable(table.key, tuple((key, name if key in _NAMES else text) for key, text in table.strings))
        for table in info.tables
    )
    return msgspec.structs.replace(info, fixed=fixed, tables=tables)


def system_of(printed: Printed, recipe: Recipe, day: datetime | None = None) -> System:
    """The file in a system of its branch as it was that day; a kernel is a system by itself."""
    file = found(recipe)
    if recipe.flavour:
        return System(build=file.build, files=(file,))
    kernel = _kernel_of(recipe.branch, recipe.platform, recipe.language, day or _day_of(printed, recipe))
    return System(build=kernel.build, files=(kernel, file))


def _day_of(printed: Printed, recipe: Recipe) -> datetime:
    """When the system of the file was current: on the row's day, or on that of a file of another branch."""
    return recipe.link if recipe.link and recipe.branch is not printed.branch else printed.moment()


@cache
def _kernel_of(branch: Branch, platform: Platform, language: int, day: datetime) -> Identified:
    """The last kernel of a pack before that day; where none is recorded, one of the days before."""
    before = [link for link, _, _ in _released(branch) if link < day]
    known = [kernel for kernel in _released(branch) if kernel[0] in before] or list(_released(branch))[:1]
    if known:
        link, version, size = known[-1]
    else:
        link = max(day.replace(day=1), _OLDEST[branch])
        version, size = number_of(branch, link), 971_392
    english = platform is Platform.I386
    recipe = Recipe("ntoskrnl.exe", branch, platform, version, link, size + (0 if english else 400_000))
    return found(replace(recipe, language=language, flavour=Flavour.UP))


@cache
def _released(branch: Branch) -> tuple[tuple[datetime, FileVersion, int], ...]:
    kernels = [
        (kernel.link, kernel.version, kernel.size)
        for kernel in KNOWN.kernels
        if kernel.branch is branch and kernel.flavour is Flavour.UP and kernel.packs
    ]
    return tuple(sorted((link, version, size) for link, version, size in kernels if link and version and size))
