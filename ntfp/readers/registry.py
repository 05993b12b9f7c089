r"""What a registry hive says of the system it belongs to: a dozen keys of SOFTWARE or SYSTEM.

Which of the two a hive is, its content decides: any file may be called so.

A value is handed on as stored. What it means for the system is
`ntfp.identifying.claims`' business.
"""

from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from ntfp.facts.hive import HiveFacts, HotfixKey, SoftwareHive, SystemHive
from ntfp.facts.source import Source
from ntfp.readers.base_block import open_hive
from ntfp.readers.hive import Hive, Key

MOST_HOTFIXES = 4_096  # a system that got all there ever were has some six hundred

Answer = TypeVar("Answer")

_CURRENT_VERSION = r"Microsoft\Windows NT\CurrentVersion"


def read_hive(source: Source) -> HiveFacts:
    """The facts of one hive; of any but SOFTWARE and SYSTEM, that it is neither.

    Raises `ForeignFormatError` for what is no hive, `MalformedError` for one without a root, `InaccessibleError`
    where its bytes cannot be had. Any other damage is one of the facts.
    """
    opened = source.open()
    try:
        hive = open_hive(source.label, opened)
        software, lost_of_software = _asked(hive, _software)
        system, lost_of_system = _asked(hive, _system)
        # In the one that it is, nothing is missed of the other; in neither, what is lost may be of either.
        if software or not system:
            hive.remember(*lost_of_software)
        if system or not software:
            hive.remember(*lost_of_system)
        return HiveFacts(
            path=source.label,
            name=source.name,
            format=hive.format,
            software=software,
            system=system,
            dirty=hive.dirty,
            damage=tuple(hive.damage),
        )
    finally:
        opened.close()


def _asked(hive: Hive, question: Callable[[Hive], Answer]) -> tuple[Answer, list[str]]:
    """The answer, and the damage met on the way to it."""
    before, hive.damage = hive.damage, []
    answer = question(hive)
    met, hive.damage = hive.damage, before
    return answer, met


def _software(hive: Hive) -> SoftwareHive | None:
    key = hive.find(_CURRENT_VERSION)
    if key is None:
        return None
    return SoftwareHive(
        version=_text(key, "CurrentVersion"),
        build=_text(key, "CurrentBuildNumber"),
        pack=_pack(hive, key),
        system_root=_text(key, "SystemRoot"),
        hotfixes=_hotfixes(hive, key.subkey("Hotfix")),
    )


def _hotfixes(hive: Hive, key: Key | None) -> tuple[HotfixKey, ...]:
    found = list(islice(key.subkeys(), MOST_HOTFIXES + 1)) if key else []
    if len(found) > MOST_HOTFIXES:
        hive.remember(f"there are more than {MOST_HOTFIXES:,} hotfix keys")
    return tuple(_hotfix(hive, hotfix) for hotfix in found[:MOST_HOTFIXES])


def _hotfix(hive: Hive, key: Key) -> HotfixKey:
    """What a key says in words is for people: nothing rests on it, and damage in it is none of what was asked for."""
    installed = _number(key, "Installed")
    words, _ = _asked(hive, lambda _: [_text(key, name) for name in ("Fix Description", "Comments", "Service Pack")])
    return HotfixKey(key.name, installed, *words)


def _system(hive: Hive) -> SystemHive | None:
    current = _number(hive.root.subkey("Select"), "Current")
    if current is None:
        return None
    name = f"ControlSet{current:03}"
    control = hive.find(rf"{name}\Control")
    if control is None:
        hive.remember(f"there is no {name}, which is the current one")
        return SystemHive(control_set=current)
    options = control.subkey("ProductOptions")
    return SystemHive(
        control_set=current,
        pack=_pack(hive, control.subkey("Windows")),
        product=_text(options, "ProductType"),
        suites=_suites(hive, options),
    )


def _pack(hive: Hive, key: Key | None) -> str | int | None:
    value = key.value("CSDVersion") if key else None
    if value and value.kind not in ("text", "number"):
        hive.remember(f"CSDVersion is neither text nor number, but of type {value.record.type}")
    if value is None:
        return None
    return value.text if value.kind == "text" else value.number


def _suites(hive: Hive, key: Key | None) -> tuple[str, ...]:
    value = key.value("ProductSuite") if key else None
    if value and value.kind != "texts":
        hive.remember(f"ProductSuite is no list of texts, but of type {value.record.type}")
    return (value.texts if value else None) or ()


def _text(key: Key | None, name: str) -> str | None:
    value = key.value(name) if key else None
    return value.text if value else None


def _number(key: Key | None, name: str) -> int | None:
    value = key.value(name) if key else None
    return value.number if value else None
