"""What the tests of the reports share: named files of every kind, read and identified."""

from datetime import UTC, datetime

from msgspec.structs import replace

from ntfp.database import shipped_known
from ntfp.facts.file import FileFacts
from ntfp.facts.platform import Platform
from ntfp.facts.report import Identified, SkipKind, Skipped
from ntfp.identifying import identify
from ntfp.testing import kernel_image, module_image, pe_image, version_info
from tests.making import facts_of


def entry(image: bytes, path: str) -> Identified:
    """The image as it would be found at that path."""
    facts = facts_of(image, path.rpartition("/")[2])
    return again(facts, path)


def again(facts: FileFacts, path: str) -> Identified:
    """The same file at another path."""
    facts = replace(facts, path=path, name=path.rpartition("/")[2])
    return Identified(facts, identify(facts, shipped_known()))


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type, misc] # year, month and so on


KERNELS = {
    "nt31": entry(kernel_image(version="3.10.511.1", link=at(1993, 9, 11, 18, 46, 56), size=788_964), "a/ntoskrnl.exe"),
    "nt35": entry(kernel_image(version="3.50.807.1", link=at(1995, 6, 22, 0, 27, 49), size=755_504), "a/ntoskrnl.exe"),
    "nt351 between": entry(kernel_image(version="3.51.1057.4", link=at(1995, 12, 22), size=807_000), "a/ntoskrnl.exe"),
    "nt4 SP6, setup's name": entry(
        kernel_image(version="4.0.1381.335", flavour="mp", link=at(1999, 9, 21, 22, 2, 31), size=951_808),
        "WINNT/system32/ntoskrnl.exe",
    ),
    "nt4 hotfix": entry(
        kernel_image(version="4.0.1381.7080", flavour="mp", link=at(2000, 7, 6, 19, 20), size=955_200), "a/ntkrnlmp.exe"
    ),
    "nt4 last of all": entry(
        kernel_image(version="4.0.1381.7345", link=at(2005, 1, 1), size=940_000), "a/ntoskrnl.exe"
    ),
    "nt4 alpha": entry(
        kernel_image(platform=Platform.ALPHA, link=at(1999, 10, 28, 23, 10), size=1_376_896), "a/ntoskrnl.exe"
    ),
    "nt4 between two articles": entry(
        kernel_image(version="4.0.1381.7010", link=at(1999, 10, 20), size=932_000), "a/ntoskrnl.exe"
    ),
    "nt4 damaged": entry(kernel_image(link=0, size=931_584, checksum="wrong"), "a/ntoskrnl.exe"),
    "nt4 without a checksum": entry(kernel_image(link=at(1999, 10, 1), size=9_000, checksum=0), "a/ntoskrnl.exe"),
    "terminal server": entry(
        kernel_image(version="4.0.1381.33549", link=at(2001, 1, 1), size=982_144, language=0x407), "a/ntoskrnl.exe"
    ),
    "win2000": entry(
        kernel_image(version="5.0.2195.6717", flavour="pae-mp", link=at(2003, 6, 10, 21, 42, 37), size=1_715_008),
        "a/ntkrpamp.exe",
    ),
    "winxp": entry(kernel_image(version="5.1.2600.2180", link=at(2004, 8, 4), size=2_000_000), "a/ntoskrnl.exe"),
    "checked": entry(kernel_image(link=at(1999, 9, 21), checked=True, size=9_000), "a/ntoskrnl.exe"),
    "pre-release": entry(kernel_image(version="4.0.1314.1", link=at(1996, 4, 4), size=9_000), "a/ntoskrnl.exe"),
    "without a version": entry(kernel_image(link=0, with_version=False, size=9_000), "a/ntoskrnl.exe"),
    "foreign": entry(
        pe_image(
            versions=[version_info("5.2.3790.1", strings={"OriginalFilename": "ntoskrnl.exe", "ProductName": "Wine"})]
        ),
        "a/ntoskrnl.exe",
    ),
    "foreign, and talkative": entry(
        pe_image(
            versions=[
                version_info("5.2.3790.1", strings={"OriginalFilename": "ntoskrnl.exe", "ProductName": "Wine " * 500})
            ]
        ),
        "a/ntoskrnl.exe",
    ),
    "unknown machine": entry(
        pe_image(
            machine=0x9999,
            versions=[version_info("4.0.1381.1", strings={"InternalName": "ntoskrnl.exe", "ProductName": "Windows"})],
        ),
        "a/ntoskrnl.exe",
    ),
}

HAL = entry(module_image("halmps.dll", version="4.0.1381.164", link=0x36C49AC6, size=68_960), "WINNT/system32/hal.dll")
OTHERS = {
    "a released module": HAL,
    "a module nobody recorded": entry(
        module_image("sample.sys", version="4.0.1381.1", link=at(1999, 9, 22)), "WINNT/system32/drivers/sample.sys"
    ),
    "no version, no link time": entry(module_image("plain.dll", version=None, link=0), "plain.dll"),
    "an unknown machine": entry(pe_image(machine=0x9999), "odd.exe"),
    "a long platform": entry(pe_image(machine=Platform.LOONGARCH), "new.exe"),
    "a long version": entry(pe_image(versions=[version_info("65535.65535.65535.65535")]), "long.exe"),
    "somebody else's": entry(
        pe_image(versions=[version_info("1.0.0.0", strings={"CompanyName": "\u4e2d\u6587\u516c\u53f8" * 9})]),
        "else.exe",
    ),
    "hal.dll as a kernel": entry(
        module_image("hal.dll", version="4.0.1381.164", link=0x36C49AC6, size=68_960), "a/ntoskrnl.exe"
    ),
}

SKIPPED = (
    Skipped("WINNT/repair/setup.log", "not a PE file: it does not begin with MZ", 0, SkipKind.OTHER_FORMAT),
    Skipped("WINNT/cut.dll", "the file ends within its PE header", 0x80, SkipKind.DAMAGED),
    Skipped("WINNT/pipe", "a named pipe, not a file"),
)

EVERY: tuple[Identified | Skipped, ...] = (*OTHERS.values(), *SKIPPED, *KERNELS.values(), HAL)

# Names that want to be more than names.
HOSTILE = {
    "escapes": "\x1b[2J\x1b]0;title\x07<script>",
    "lines": "one\ntwo\r\nthree\tfour\x0b\x85\u2028",
    "direction": "gnp.\u202eexe\u2066\u200f.dll",
    "invisible": "a\u200b\u00ad\ufeff\u2060b",
    "wide": "\u4e2d\u6587\u30ab\u30bf\uff21" * 12 + ".dll",
    "combining": "e" + "\u0301" * 60 + ".dll",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f3fd" * 9 + ".exe",
    "no text": "h\udce4l\ud800.dll",
    "markup": "[bold red]:smile:[/] {} %s \\x1b",
    "quotes": "\"'`\\",
    "long": "x" * 290 + "/ntoskrnl.exe",
    "nothing": "",
    "spaces": "   ",
    "private": "\ue000\U000f0000\uffff",
}
