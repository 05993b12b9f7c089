"""Hive facts: what one registry hive says, of the dozen keys that are asked for.

A fact is kept as stored. What a value means for the system it lies in, and which
of several hives is the one in use, is `ntfp.identifying.claims`' business.
"""

import msgspec


class HotfixKey(msgspec.Struct, frozen=True, gc=False):
    """One key of a hotfix, as setup wrote it: an article with a Q or a KB before its number."""

    name: str
    installed: int | None = None  # 1, the only value that is always there
    description: str | None = None
    comments: str | None = None
    pack: str | None = None  # the pack that was to contain the fix


class SoftwareHive(msgspec.Struct, frozen=True, kw_only=True):
    """Of SOFTWARE: what its key of the current version says. `None`: there is no such value."""

    version: str | None = None  # "4.0"
    build: str | None = None  # "1381"
    pack: str | int | None = None  # CSDVersion: a text, "Service Pack 6"; in NT 3.1 the number 0x300
    system_root: str | None = None
    hotfixes: tuple[HotfixKey, ...] = ()


class SystemHive(msgspec.Struct, frozen=True, kw_only=True):
    """Of SYSTEM: what its current control set says. `None`: there is no such value."""

    control_set: int | None = None  # which one is the current one
    pack: str | int | None = None  # CSDVersion: 0x600 is SP6
    product: str | None = None  # ProductType: "WinNT", "ServerNT", "LanmanNT"
    suites: tuple[str, ...] = ()  # ProductSuite: "Terminal Server", "Enterprise"


class HiveFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One hive: where it is, its format, what it says, and why that may not be all."""

    path: str
    name: str
    format: tuple[int, int]  # 1.1 in NT 3.1, 1.3 in NT 4.0
    software: SoftwareHive | None = None
    system: SystemHive | None = None
    dirty: bool = False  # it was being written: the newest may stand in its log alone
    damage: tuple[str, ...] = ()  # what of it could not be read: what is asked for may have stood there

    @property
    def whole(self) -> bool:
        """Was all of it there to be read, so that what it does not say is not so?"""
        return not self.dirty and not self.damage
