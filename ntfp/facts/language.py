"""Languages: Windows' numbers for them, and the short names people use.

A localised file keeps version and link time and changes size and checksum, so
its language decides which table may be held against it.
"""

_REGIONAL = {0x0404: "zh-TW", 0x0804: "zh-CN", 0x0C04: "zh-HK", 0x1004: "zh-SG", 0x0416: "pt-BR", 0x0814: "nn"}
_PRIMARY = {
    0x01: "ar",
    0x02: "bg",
    0x03: "ca",
    0x04: "zh",
    0x05: "cs",
    0x06: "da",
    0x07: "de",
    0x08: "el",
    0x09: "en",
    0x0A: "es",
    0x0B: "fi",
    0x0C: "fr",
    0x0D: "he",
    0x0E: "hu",
    0x0F: "is",
    0x10: "it",
    0x11: "ja",
    0x12: "ko",
    0x13: "nl",
    0x14: "no",
    0x15: "pl",
    0x16: "pt",
    0x18: "ro",
    0x19: "ru",
    0x1B: "sk",
    0x1D: "sv",
    0x1E: "th",
    0x1F: "tr",
    0x22: "uk",
    0x24: "sl",
    0x25: "et",
    0x26: "lv",
    0x27: "lt",
    0x2D: "eu",
}


def language_code(identifier: int) -> str | None:
    """`0x409` is "en"; `None` for neutral and for languages NT was never shipped in.

    >>> language_code(0x407), language_code(0x416), language_code(0)
    ('de', 'pt-BR', None)
    """
    if identifier > 0xFFFF:  # a name in the place of a number
        return None
    return _REGIONAL.get(identifier) or _PRIMARY.get(identifier & 0x3FF)
