"""Platforms: which processor a PE file was built for.

The number comes from the PE header, never from a folder's name or a hive.
Several numbers are one platform (NT's MIPS kernels say 0x162 or 0x166), and a
number nobody has named is kept as it is: it has no platform, and is no error.
"""

from enum import StrEnum


class Platform(StrEnum):
    """The processor families PE files are known for; NT 4.0 ran on the first four."""

    I386 = "i386"
    ALPHA = "alpha"
    MIPS = "mips"
    PPC = "ppc"
    ALPHA64 = "alpha64"
    IA64 = "ia64"
    AMD64 = "amd64"
    ARM = "arm"
    ARM64 = "arm64"
    SH = "sh"
    M68K = "m68k"
    EBC = "ebc"
    RISCV = "riscv"
    LOONGARCH = "loongarch"


PLATFORM_OF_MACHINE: dict[int, Platform] = {
    0x14C: Platform.I386,
    0x14D: Platform.I386,  # i860's number in early betas, then "i486"
    0x160: Platform.MIPS,  # R3000, big-endian
    0x162: Platform.MIPS,  # R3000: what some NT 3.1 MIPS files say
    0x166: Platform.MIPS,  # R4000
    0x168: Platform.MIPS,  # R10000
    0x169: Platform.MIPS,
    0x184: Platform.ALPHA,
    0x1A2: Platform.SH,
    0x1A3: Platform.SH,
    0x1A4: Platform.SH,
    0x1A6: Platform.SH,
    0x1A8: Platform.SH,
    0x1C0: Platform.ARM,
    0x1C2: Platform.ARM,
    0x1C4: Platform.ARM,
    0x1F0: Platform.PPC,
    0x1F1: Platform.PPC,
    0x1F2: Platform.PPC,
    0x200: Platform.IA64,
    0x266: Platform.MIPS,
    0x268: Platform.M68K,
    0x284: Platform.ALPHA64,
    0x366: Platform.MIPS,
    0x466: Platform.MIPS,
    0xEBC: Platform.EBC,
    0x5032: Platform.RISCV,
    0x5064: Platform.RISCV,
    0x6232: Platform.LOONGARCH,
    0x6264: Platform.LOONGARCH,
    0x8664: Platform.AMD64,
    0xAA64: Platform.ARM64,
}

# The number a maker writes for a platform: the one NT's own files carry.
MACHINE_OF_PLATFORM: dict[Platform, int] = {
    Platform.I386: 0x14C,
    Platform.ALPHA: 0x184,
    Platform.MIPS: 0x166,
    Platform.PPC: 0x1F0,
    Platform.ALPHA64: 0x284,
    Platform.IA64: 0x200,
    Platform.AMD64: 0x8664,
    Platform.ARM: 0x1C4,
    Platform.ARM64: 0xAA64,
    Platform.SH: 0x1A2,
    Platform.M68K: 0x268,
    Platform.EBC: 0xEBC,
    Platform.RISCV: 0x5064,
    Platform.LOONGARCH: 0x6264,
}
